"""What is not Vietnamese is found, what is Vietnamese is let through."""

import pytest

from indicators.settings import ROOT
from tests.browser import vietnamese

PLAN = ROOT / "data" / "plan"


@pytest.mark.parametrize(
    "text",
    [
        "Help for Tên đăng nhập",
        "Fullscreen",
        "No results",
        "06 – June",
        "Pan",
        "Zoom in",
        "Settings",
        "Số liệu upload hôm nay",
        "Chọn một option",
        "tiêp tục",
        "Sô liêu cac xã",
        "nghành",
        "kông",
    ],
)
def test_words_of_another_language_and_lost_tones_are_found(text: str) -> None:
    assert vietnamese.faults([text]) != []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Đạt 8.75%", "a decimal point"),
        ("Có 1,240 hộ", "thousands with a comma"),
        ("Ngày 2026-11-20", "a date as programs write it"),
        ("Ngày 11/20/2026", "a date as Americans write it"),
        ("Đạt 8,75 %", "a space before %"),
        ("Giảm -3,2", "a hyphen for minus"),
        ("Giảm −0", "a minus before nothing"),
        ("Giá trị: None", "a value of the program"),
        ("Giá trị: NaN", "a value of the program"),
        ("Còn {count} chỉ tiêu", "an object of the program"),
        ("[object Object]", "an object of the program"),
    ],
)
def test_numbers_and_dates_of_another_country_are_found(text: str, what: str) -> None:
    assert any(fault.startswith(what) for fault in vietnamese.faults([text]))


@pytest.mark.parametrize(
    "text",
    [
        "8,75% · 1.240,75 · 05/12/2026 · 20/11/2026 08:00 · −0,6",
        "CT04 · Mục II.2 gạch (+) 4, câu 2 vế 1 và phụ lục V.2 · 2026-2030",
        "Số liệu toàn xã trong so-lieu-2026.xlsx, dòng 4; gieo trồng/đất nông nghiệp",
        "Nghị định 30/2020/NĐ-CP, Kế hoạch số 16-CTr/ĐU ngày 18/5/2026",
        "hoà bình, hòa bình, quý, giếng, gìn giữ, khuya, nghiêng, thuở, quốc, xoong, yêu",
        "py -m indicators restore --drill",
        "Xem http://localhost:8501/don-vi?ma=VHXH hoặc 1.240.500 đồng, 12.000 hộ",
    ],
)
def test_vietnamese_is_let_through(text: str) -> None:
    assert vietnamese.faults([text]) == []


@pytest.mark.parametrize("table", sorted(path.name for path in PLAN.glob("*.csv")))
def test_every_word_of_the_plan_with_vietnamese_letters_is_a_syllable(table: str) -> None:
    text = (PLAN / table).read_text(encoding="utf-8-sig")
    assert [word for word in vietnamese.strange_words(text) if not word.isascii()] == []


@pytest.mark.parametrize(
    ("name", "is_good"),
    [
        ("so-lieu-CT04-2026.csv", True),
        ("bao-cao-2026.docx", True),
        ("lich-su.csv", True),
        ("tong-quan-2026.png", True),
        ("data-2026.csv", False),
        ("so lieu.csv", False),
        ("số-liệu.csv", False),
        ("overview.png", False),
    ],
)
def test_a_files_name_is_vietnamese_without_marks(name: str, is_good: bool) -> None:
    assert vietnamese.is_slug(name) is is_good
