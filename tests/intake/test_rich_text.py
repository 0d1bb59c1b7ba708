"""Numbers of a workbook with a raised or struck-out part are never read as one number."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter

from indicators.intake import Reading

HEADINGS = ("Mã chỉ tiêu", "Năm", "Loại số liệu", "Giá trị")


def workbook(*parts: tuple[str, str], heading: tuple[tuple[str, str], ...] = ()) -> bytes:
    """A figure of CT04 written in parts, each with its look."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    looks = {
        "": {},
        "bold": {"bold": True},
        "raised": {"font_script": 1},
        "lowered": {"font_script": 2},
        "struck": {"font_strikeout": True},
    }
    formats = {name: book.add_format(look) for name, look in looks.items()}
    sheet = book.add_worksheet("Số liệu")
    for column, title in enumerate(HEADINGS):
        sheet.write(0, column, title)
    if heading:
        sheet.write_rich_string(0, 3, *(p for text, look in heading for p in (formats[look], text)))
    for column, text in enumerate(("CT04", 2025, "chính thức")):
        sheet.write(1, column, text)
    sheet.write_rich_string(1, 3, *(p for text, look in parts for p in (formats[look], text)))
    book.close()
    return made.getvalue()


@pytest.mark.parametrize(
    ("parts", "seen"),
    [
        ((("12,5", ""), ("1", "raised")), "12,5 (chú thích 1)"),
        ((("12,5", "bold"), ("(2)", "raised")), "12,5(2)"),
        ((("12,5", ""), ("1", "lowered")), "12,5 (chú thích 1)"),
        ((("9", "struck"), ("4", "")), "(gạch bỏ 9) 4"),
        ((("4", ""), ("9", "struck"), (" %", "")), "4 (gạch bỏ 9)"),
    ],
)
def test_a_footnote_or_a_struck_out_digit_is_no_digit(
    read: Callable[..., Reading], parts: tuple[tuple[str, str], ...], seen: str
) -> None:
    reading = read(workbook(*parts), "a.xlsx")
    assert reading.observations == ()
    (fault,) = reading.errors
    assert fault.row == 2
    assert fault.seen.startswith(seen)


def test_a_number_in_two_typefaces_is_a_number(read: Callable[..., Reading]) -> None:
    reading = read(workbook(("12", "bold"), (",5", "")), "a.xlsx")
    assert [float(o.value) for o in reading.observations] == [12.5]


def test_a_raised_sign_of_a_heading_is_part_of_it(read: Callable[..., Reading]) -> None:
    heading = (("Giá trị", "bold"), (" (1)", "raised"))
    reading = read(workbook(("12", "bold"), (",5", ""), heading=heading), "a.xlsx")
    assert [float(o.value) for o in reading.observations] == [12.5]
