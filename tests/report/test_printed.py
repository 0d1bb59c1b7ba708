"""The report as LibreOffice prints it: pages, the letterhead's lines, repeated heads."""

from collections import defaultdict
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from indicators.board import Board
from indicators.demo import seed_demo
from indicators.pictures import report_pictures
from indicators.plan import Plan
from indicators.report import Issuer, as_docx, compose
from indicators.settings import ROOT
from indicators.store import Store
from tests.conftest import COMMUNE
from tests.office import as_pdfs

A4 = (595, 842)
Pages = dict[Issuer, list[PageObject]]


@pytest.fixture(scope="module")
def printed(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The pages of both reports on the invented figures, as printed from the .docx."""
    folder = tmp_path_factory.mktemp("printed")
    with closing(Store(folder / "demo.duckdb", COMMUNE)) as store:
        seed_demo(store, plan, ROOT / "data" / "demo")
        view = Board(plan, store).view(2026, date(2026, 12, 3))
    files: list[Path] = []
    for issuer in Issuer:
        files.append(folder / f"{issuer.value}.docx")
        files[-1].write_bytes(as_docx(compose(view, issuer, report_pictures(view))))
    pdfs = as_pdfs(files, folder)
    return {issuer: list(PdfReader(pdf).pages) for issuer, pdf in zip(Issuer, pdfs, strict=True)}


def lines(page: PageObject) -> list[str]:
    """The words of a page line by line, by where they stand on it, from the top."""
    at: dict[int, list[tuple[float, str]]] = defaultdict(list)

    def note(text: str, _: object, place: list[float], *__: object) -> None:
        if text.strip():
            at[round(place[5])].append((place[4], text.strip("\n")))

    page.extract_text(visitor_text=note)
    return ["".join(text for _, text in sorted(at[y])) for y in sorted(at, reverse=True)]


def squeezed(text: str) -> str:
    """The letters without marks: those with two come from another font, after their line."""
    return "".join(letter for letter in text if letter.isascii() and not letter.isspace())


def words(page: PageObject) -> str:
    return squeezed(page.extract_text())


def test_pages_are_a4(printed: Pages) -> None:
    for pages in printed.values():
        assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in pages} == {A4}
        assert len(pages) >= 8


@pytest.mark.parametrize(
    ("issuer", "left"),
    [
        (Issuer.COMMITTEE, ("ỦY BAN NHÂN DÂN", "XÃ VĨNH AM")),
        (Issuer.COMPILER, ("ỦY BAN NHÂN DÂN XÃ VĨNH AM", "PHÒNG KINH TẾ")),
    ],
)
def test_no_line_of_the_letterhead_wraps(
    printed: Pages, issuer: Issuer, left: tuple[str, str]
) -> None:
    first = [squeezed(line) for line in lines(printed[issuer][0])[:6]]
    whole = (*left, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    for line in whole:
        assert any(squeezed(line) in shown for shown in first), (line, first)


def test_pages_but_the_first_bear_their_number_on_top(printed: Pages) -> None:
    for pages in printed.values():
        tops = [lines(page)[0].strip() for page in pages]
        assert tops[1:] == [str(number) for number in range(2, len(pages) + 1)]
        assert not tops[0].isdigit()


def test_the_head_of_a_long_table_stands_on_each_of_its_pages(printed: Pages) -> None:
    for pages in printed.values():
        head = squeezed("Nhiệm vụ Chủ trì Hạn")
        assert len([page for page in pages if head in words(page)]) >= 2


def test_every_section_and_the_end_are_printed(printed: Pages) -> None:
    for pages in printed.values():
        text = "".join(words(page) for page in pages)
        for title in (
            "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
            "II. KẾT QUẢ THỰC HIỆN",
            "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
            "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM NĂM 2027",
            "V. ĐỀ XUẤT, KIẾN NGHỊ",
            "Phụ lục I: BIỂU ĐỒ",
            "Phụ lục II: SỐ LIỆU THEO ĐƠN VỊ BÁO CÁO",
            "Nơi nhận:",
        ):
            assert squeezed(title) in text
        assert "./." in text


@pytest.mark.parametrize("issuer", list(Issuer))
def test_the_signature_never_stands_alone_on_its_page(printed: Pages, issuer: Issuer) -> None:
    (page,) = [page for page in printed[issuer] if squeezed("Nơi nhận:") in words(page)]
    assert squeezed("Trên đây là báo cáo") in words(page)
