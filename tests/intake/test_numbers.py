from decimal import Decimal

import pytest

from indicators.intake.cells import Broken, Percent
from indicators.intake.numbers import Reason, Style, read_numbers

COMMA, POINT = "8,7", "8.7"


@pytest.mark.parametrize(
    ("text", "beside", "value"),
    [
        ("12", "", "12"),
        ("12,5", "", "12.5"),
        ("12.5", "", "12.5"),
        ("1.240,75", "", "1240.75"),
        ("1,240.75", "", "1240.75"),
        ("1240.75", "", "1240.75"),
        ("1240.750", "", "1240.750"),
        ("0.500", "", "0.500"),
        ("1.240.000", "", "1240000"),
        ("12.500", COMMA, "12500"),
        ("12.500", POINT, "12.500"),
        ("12,500", COMMA, "12.500"),
        ("12,500", POINT, "12500"),
        ("12.500", "1.240.000", "12500"),
        ("1\u00a0240,75", "", "1240.75"),
        ("1\u202f240", "", "1240"),
        ("1 240 000", "", "1240000"),
        ("8,75%", "", "8.75"),
        ("8,75 %", "", "8.75"),
        ("８，７５％", "", "8.75"),
        ("−3,5", "", "-3.5"),
        ("+5", "", "5"),
        (" 7 ", "", "7"),
    ],
)
def test_a_number_reads_in_the_style_the_file_shows(text: str, beside: str, value: str) -> None:
    assert read_numbers([text, beside]).by_cell[text].value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY),
        ("   ", Reason.EMPTY),
        ("-", Reason.EMPTY),
        ("–", Reason.EMPTY),
        ("…", Reason.EMPTY),
        ("...", Reason.EMPTY),
        ("chưa có", Reason.EMPTY),
        ("Chưa có số liệu", Reason.EMPTY),
        ("N/A", Reason.EMPTY),
        ("không phát sinh", Reason.NOT_ARISING),
        ("Khong phat sinh", Reason.NOT_ARISING),
        ("0/0", Reason.NOT_ARISING),
        ("không", Reason.NOTHING_WORD),
        ("khoảng 75", Reason.APPROXIMATE),
        ("trên 20%", Reason.APPROXIMATE),
        (">20", Reason.APPROXIMATE),
        ("~75", Reason.APPROXIMATE),
        ("20-30", Reason.RANGE),
        ("2/3", Reason.FRACTION),
        ("2/3 số hộ", Reason.FRACTION),
        ("92,5 (ước)", Reason.REMARK),
        ("1E+05", Reason.SCIENTIFIC),
        ("12 ha", Reason.WITH_WORDS),
        ("1.240.75", Reason.WITH_WORDS),
        ("5²", Reason.WITH_WORDS),
        ("đạt", Reason.TEXT),
        ("99999999999999999", Reason.TOO_LARGE),
        ("12.500", Reason.AMBIGUOUS),
    ],
)
def test_what_is_no_number_says_why(text: str, reason: Reason) -> None:
    number = read_numbers([text]).by_cell[text]
    assert (number.value, number.reason) == (None, reason)


def test_numbers_that_all_read_two_ways_show_no_style() -> None:
    numbers = read_numbers(["12.500", "3.125", "40"])
    assert numbers.style is None
    assert numbers.ambiguous == ["12.500", "3.125"]


def test_a_file_of_both_styles_leaves_an_ambiguous_number_ambiguous() -> None:
    numbers = read_numbers(["1,5", "2.5", "12.500"])
    assert numbers.is_mixed
    assert numbers.by_cell["12.500"].reason is Reason.AMBIGUOUS
    assert numbers.by_cell["2.5"].value == Decimal("2.5")


def test_the_persons_word_settles_an_ambiguous_number() -> None:
    assert read_numbers(["12.500"], Style.COMMA).by_cell["12.500"].value == 12500
    assert read_numbers(["12.500%"], Style.POINT).by_cell["12.500%"] == (
        Decimal("12.5"),
        3,
        True,
        None,
    )


def test_workbook_cells_keep_what_the_spreadsheet_shows() -> None:
    noisy, percent, broken = 0.1 + 0.2, Percent(0.0875), Broken("#DIV/0!")
    by_cell = read_numbers([noisy, percent, broken]).by_cell
    assert by_cell[noisy].value == Decimal("0.3")
    assert by_cell[percent][:3] == (Decimal("8.75"), 2, True)
    assert by_cell[broken].reason is Reason.BROKEN


def test_a_workbook_number_shows_no_decimal_style() -> None:
    assert read_numbers([12.5, "12.500"]).style is None
