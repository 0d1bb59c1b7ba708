"""The report's file, opened again: the form of Nghị định 30/2020/NĐ-CP and the same words."""

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as WordTable

from indicators.board import Board, View
from indicators.demo import seed_demo
from indicators.plan import Plan
from indicators.report import Issuer, Report, as_docx, compose
from indicators.report.document import (
    Blank,
    Column,
    Paragraph,
    Picture,
    Section,
    Table,
    TableRow,
)
from indicators.settings import ROOT
from indicators.store import Store
from tests.conftest import COMMUNE

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060"
    "f80f00010401005fe5c34b0000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def view(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> View:
    with closing(Store(tmp_path_factory.mktemp("report") / "demo.duckdb", COMMUNE)) as store:
        seed_demo(store, plan, ROOT / "data" / "demo")
        return Board(plan, store).view(2026, date(2026, 12, 3))


@cache
def opened(report: Report) -> Document:
    return docx.Document(io.BytesIO(as_docx(report)))


def tables(document: Document) -> list[WordTable]:
    """The tables with lines: neither the letterhead nor the signature."""
    return [table for table in document.tables if table.style.name == "Table Grid"]


def words(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def report_tables(report: Report) -> Iterator[Table]:
    for section in (*report.sections, *report.appendices):
        yield from (block for block in section.blocks if isinstance(block, Table))


def test_the_page_is_a4_with_the_official_margins(view: View) -> None:
    (section,) = opened(compose(view, Issuer.COMMITTEE)).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_every_script_is_times_new_roman_in_vietnamese(view: View) -> None:
    style = opened(compose(view, Issuer.COMMITTEE)).styles["Normal"].element
    fonts = style.rPr.find(qn("w:rFonts"))
    scripts = ("ascii", "hAnsi", "cs", "eastAsia")
    assert {fonts.get(qn(f"w:{script}")) for script in scripts} == {"Times New Roman"}
    assert style.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_pages_are_numbered_above_but_the_first(view: View) -> None:
    (section,) = opened(compose(view, Issuer.COMMITTEE)).sections
    assert section.different_first_page_header_footer
    number = section.header.paragraphs[0]
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert " PAGE " in [node.text for node in number._p.iter(qn("w:instrText"))]
    assert list(section.first_page_header._element.iter(qn("w:instrText"))) == []


@pytest.mark.parametrize(
    ("issuer", "left", "number"),
    [
        (Issuer.COMMITTEE, ["ỦY BAN NHÂN DÂN", "XÃ VĨNH AM"], "Số:        /BC-UBND"),
        (Issuer.COMPILER, ["ỦY BAN NHÂN DÂN XÃ VĨNH AM", "PHÒNG KINH TẾ"], "Số:        /BC-KT"),
    ],
)
def test_the_letterhead_names_issuer_and_state_side_by_side(
    view: View, issuer: Issuer, left: list[str], number: str
) -> None:
    head = opened(compose(view, issuer)).tables[0]
    (upper_left, upper_right), (lower_left, lower_right) = (row.cells for row in head.rows)
    assert [p.text for p in upper_left.paragraphs[:2]] == left
    assert [p.text for p in upper_right.paragraphs[:2]] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert lower_left.text == number
    assert lower_right.text == "Vĩnh Am, ngày      tháng 12 năm 2026"
    assert round(sum(column.width.mm for column in head.columns)) == 165
    for cell in (upper_left, upper_right):
        borders = [p._p.find(f".//{qn('w:pBdr')}") for p in cell.paragraphs]
        assert [border is not None for border in borders] == [False, False, True]
    assert "_" not in head.rows[0].cells[0].text


def test_only_the_office_writes_regular_capitals_above(view: View) -> None:
    bold = {
        issuer: opened(compose(view, issuer)).tables[0].cell(0, 0).paragraphs[0].runs[0].bold
        for issuer in Issuer
    }
    assert bold == {Issuer.COMMITTEE: True, Issuer.COMPILER: False}


def test_every_word_of_the_report_is_in_the_file(view: View) -> None:
    report = compose(view, Issuer.COMMITTEE)
    document = opened(report)
    text = words(document)
    for section in report.sections:
        assert section.title in text
        for block in section.blocks:
            if isinstance(block, Paragraph):
                for part in block.parts:
                    assert (part.asks if isinstance(part, Blank) else part) in text
    assert report.closing.text in text


def test_every_number_of_the_tables_is_in_the_file(view: View) -> None:
    report = compose(view, Issuer.COMMITTEE)
    written = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in tables(opened(report))
    ]
    meant = [
        [
            [column.title for column in table.columns],
            *(
                [row.span] * len(table.columns) if row.span else list(row.cells)
                for row in table.rows
            ),
        ]
        for table in report_tables(report)
    ]
    assert written == meant


def test_heads_of_tables_repeat_and_rows_stay_whole(view: View) -> None:
    for table in tables(opened(compose(view, Issuer.COMMITTEE))):
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (first, *others))


def test_a_row_over_all_columns_is_never_the_last_of_a_page(view: View) -> None:
    report = compose(view, Issuer.COMMITTEE)
    spans = {row.span for table in report_tables(report) for row in table.rows if row.span}
    kept = {
        row.cells[0].text
        for table in tables(opened(report))
        for row in table.rows[1:]
        if row.cells[0].paragraphs[0].paragraph_format.keep_with_next
    }
    assert spans
    assert spans <= kept


def test_a_short_table_is_not_parted_and_a_long_one_may_be(view: View) -> None:
    def kept(rows: int) -> list[bool]:
        made = Table(
            "Số mô hình", (Column("TT", 165),), tuple(TableRow((str(n),)) for n in range(rows))
        )
        report = replace(compose(view, Issuer.COMMITTEE), sections=(Section("I", (made,)),))
        (found, *_) = tables(opened(report))
        return [
            bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next)
            for row in found.rows[1:]
        ]

    assert kept(11) == [True] * 10 + [False]
    assert not any(kept(30))


def test_the_words_that_lead_to_a_table_stay_with_it(view: View) -> None:
    document = opened(compose(view, Issuer.COMMITTEE))
    (lead,) = [p for p in document.paragraphs if p.text.startswith("1. Mức cần đạt năm 2027")]
    (other,) = [p for p in document.paragraphs if p.text.startswith("3. Tồn tại")]
    assert lead.paragraph_format.keep_with_next
    assert not other.paragraph_format.keep_with_next


def test_the_last_sentence_stays_with_the_signature(view: View) -> None:
    report = compose(view, Issuer.COMMITTEE)
    (closing,) = [p for p in opened(report).paragraphs if p.text == report.closing.text]
    assert closing.paragraph_format.keep_with_next


def test_every_appendix_starts_a_page(view: View) -> None:
    report = replace(
        compose(view, Issuer.COMMITTEE),
        appendices=(Section("Phụ lục I: A", ()), Section("Phụ lục II: B", ())),
    )
    heads = [p for p in opened(report).paragraphs if p.text.startswith("Phụ lục I")]
    assert [p.paragraph_format.page_break_before for p in heads] == [True, True]
    said = (
        "(Kèm theo Báo cáo số        /BC-UBND ngày      tháng 12 năm 2026 của Ủy ban nhân dân xã "
    )
    assert words(opened(report)).count(f"{said}Vĩnh Am)") == 2


def test_text_is_of_the_sizes_that_the_decree_allows(view: View) -> None:
    document = opened(compose(view, Issuer.COMMITTEE))
    body = [run.font.size for p in document.paragraphs for run in p.runs if p.text.strip()]
    assert set(body) <= {Pt(11), Pt(13), Pt(14)}
    cells = {
        run.font.size
        for table in tables(document)
        for row in table.rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
    }
    assert cells == {Pt(11)}


def test_blanks_are_marked(view: View) -> None:
    document = opened(compose(view, Issuer.COMMITTEE))
    marked = [
        run
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run._r.find(f".//{qn('w:shd')}") is not None
    ]
    assert len(marked) >= 5
    assert all(run.text.startswith("[… ") and run.text.endswith(" …]") for run in marked)


def test_the_watermark_lies_behind_every_page_of_invented_figures(view: View) -> None:
    report = compose(view, Issuer.COMMITTEE)
    for watermark, expected in (("SỐ LIỆU MINH HỌA", 1), ("", 0)):
        (section,) = opened(replace(report, watermark=watermark)).sections
        for header in (section.header, section.first_page_header):
            assert header._element.xml.count('string="SỐ LIỆU MINH HỌA"') == expected


def test_a_picture_says_in_words_what_it_shows(view: View) -> None:
    picture = Picture(PIXEL, "CT04 đạt 14,6%", "Hình 1", 100)
    document = opened(compose(view, Issuer.COMMITTEE, (picture,)))
    (shape,) = document.inline_shapes
    assert round(shape.width.mm) == 100
    assert shape._inline.docPr.get("descr") == "CT04 đạt 14,6%"


def test_what_units_wrote_stays_text(view: View) -> None:
    nasty = "<w:p/> & {=1+1} \x07 ]]>"
    report = compose(view, Issuer.COMMITTEE)
    changed = replace(report, sections=(Section("I", (Paragraph((nasty,)),)),))
    assert "<w:p/> & {=1+1}   ]]>" in words(opened(changed))
