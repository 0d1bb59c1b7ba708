"""What .xls files say beside their values."""

import io
import struct
from collections.abc import Callable

import pytest
import xlwt

from indicators.spreadsheet.plain import Special
from indicators.spreadsheet.reader import read_plainly
from indicators.spreadsheet.unreadable import Trouble, Unreadable
from indicators.spreadsheet.xls_marks import read_marks

NO_RESULT = struct.pack("<Q", 0xFFFF000000000003)


def xls(fill: Callable[[xlwt.Worksheet], object]) -> bytes:
    book = xlwt.Workbook()
    fill(book.add_sheet("A"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("code", "is_percent"),
    [("0%", True), ("0.00%", True), ("[Red]0.0%;-0.0%", True), ('0"%"', False), ("0\\%", False)],
)
def test_percent_formats_are_told_from_quoted_signs(code: str, is_percent: bool) -> None:
    style = xlwt.easyxf(num_format_str=code)
    (sheet,) = read_plainly(xls(lambda sheet: sheet.write(2, 1, 0.5, style))).sheets
    assert sheet.rows == [["", Special("percent", "0.5") if is_percent else 0.5]]
    assert sheet.row_numbers == [3]


def test_percent_cells_side_by_side_are_marked_each() -> None:
    percent = xlwt.easyxf(num_format_str="0%")

    def fill(sheet: xlwt.Worksheet) -> None:
        for column in range(4):
            sheet.write(0, column, column, percent if column % 2 else xlwt.Style.default_style)

    (sheet,) = read_plainly(xls(fill)).sheets
    assert sheet.rows == [[0.0, Special("percent", "1.0"), 2.0, Special("percent", "3.0")]]


@pytest.mark.parametrize(("code", "seen"), [(0x07, "#DIV/0!"), (0x2A, "#N/A"), (0x17, "#REF!")])
def test_error_cells_do_not_vanish(code: int, seen: str) -> None:
    (sheet,) = read_plainly(xls(lambda sheet: sheet.row(0).set_cell_error(0, code))).sheets
    assert sheet.rows == [[Special("broken", seen)]]


def test_a_formula_that_was_never_calculated_does_not_vanish() -> None:
    (sheet,) = read_plainly(xls(lambda sheet: sheet.write(0, 0, xlwt.Formula("1+1")))).sheets
    assert sheet.rows == [[Special("broken", "=…")]]


def test_a_formula_that_gave_nothing_is_blank_where_others_were_calculated() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, xlwt.Formula("1+1"))
        sheet.write(0, 1, xlwt.Formula('IF(TRUE,"","")'))

    content = xls(fill)
    assert content.count(NO_RESULT) == 2
    calculated = content.replace(NO_RESULT, struct.pack("<d", 2.0), 1)
    (sheet,) = read_plainly(calculated).sheets
    assert [row[:1] for row in sheet.rows] == [[2.0]]
    (marks,) = read_marks(calculated)
    assert marks.broken == {}


def test_a_formula_with_an_error_for_its_result_does_not_vanish() -> None:
    content = xls(lambda sheet: sheet.write(0, 0, xlwt.Formula("1/0")))
    failed = content.replace(NO_RESULT, struct.pack("<BxBxxxH", 2, 0x07, 0xFFFF))
    (sheet,) = read_plainly(failed).sheets
    assert sheet.rows == [[Special("broken", "#DIV/0!")]]


def test_a_file_with_a_password_is_said_to_have_one() -> None:
    # The record of the code page becomes the one that every file with a password has.
    content = xls(lambda sheet: sheet.write(0, 0, 1))
    assert content.count(b"\x42\x00\x02\x00") == 1
    with pytest.raises(Unreadable) as failed:
        read_plainly(content.replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00"))
    assert failed.value.trouble is Trouble.PASSWORD


def test_the_size_of_a_sheet_is_known_before_it_is_read() -> None:
    (marks,) = read_marks(xls(lambda sheet: (sheet.write(0, 0, 1), sheet.write(65_535, 255, 2))))
    assert (marks.last_row, marks.last_column, marks.last_cell) == (65_536, 256, (65_536, 256))
    with pytest.raises(Unreadable) as failed:
        read_plainly(xls(lambda sheet: sheet.write(65_535, 255, 2)))
    assert failed.value.trouble is Trouble.STRAY_CELL
