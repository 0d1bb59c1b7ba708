"""Measuring a long sheet without parsing it says the same as parsing it, or nothing."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter

from indicators.spreadsheet import plain_sheet, xlsx_marks
from indicators.spreadsheet.plain_sheet import measured
from indicators.spreadsheet.xlsx_marks import read_marks

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet><sheetData>'
TAIL = b"</sheetData></worksheet>"
ROW = b'<row r="2"><c r="B2"><v>1</v></c><c r="XFD2" s="1"/></row>'


def xlsx(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book, book.add_worksheet("A"))
    return stream.getvalue()


@pytest.mark.parametrize(
    "fill",
    [
        lambda book, sheet: sheet.write_row(0, 0, ["Mã", "Năm", 3]),
        lambda book, sheet: sheet.write_row(70, 30, [1, 2, 3]),
        lambda book, sheet: [sheet.write_row(row, 0, range(9)) for row in range(50)],
        lambda book, sheet: [sheet.write(0, 0, 1), sheet.write(1_048_575, 16_383, 2)],
        lambda book, sheet: [
            sheet.write(0, 0, 1),
            sheet.write_blank(9, 9, None, book.add_format()),
        ],
        lambda book, sheet: sheet.write_datetime(
            3, 3, date(2025, 12, 31), book.add_format({"num_format": "yyyy"})
        ),
        lambda book, sheet: [sheet.merge_range(2, 2, 4, 4, "gộp"), sheet.set_row(9, 30)],
        lambda book, sheet: None,
    ],
)
def test_it_measures_what_the_parser_measures(
    fill: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = xlsx(fill)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = measured(archive.read("xl/worksheets/sheet1.xml"), {"7"})
    assert found == read_marks(content)["A"]
    monkeypatch.setattr(xlsx_marks, "_LONG", 0)
    assert read_marks(content) == {"A": found}


def test_what_there_is_to_mark_is_left_to_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(0, 0, 0.5, book.add_format({"num_format": "0%"}))
        sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")

    monkeypatch.setattr(xlsx_marks, "_LONG", 0)
    marks = read_marks(xlsx(fill))["A"]
    assert (marks.percent, marks.broken) == ([(1, 0)], {(2, 0): "#DIV/0!"})


@pytest.mark.parametrize(
    "xml",
    [
        HEAD.replace(b"UTF-8", b"UTF-16") + ROW + TAIL,
        HEAD + ROW.replace(b'r="B2"', b"r='B2'") + TAIL,
        HEAD + ROW.replace(b'<c r="B2"', b"<c") + TAIL,
        HEAD + ROW.replace(b'<c r="B2"', b'<c t="n" r="B2"') + TAIL,
        HEAD + ROW.replace(b"<v>", b"<f>1</f><v>") + TAIL,
        HEAD + b"<!-- " + ROW + b" -->" + TAIL,
        HEAD + ROW.replace(b'r="2"', b'r="99999999999"') + TAIL,
        HEAD.replace(b"<worksheet", b"<x:worksheet") + ROW.replace(b"<c ", b"<x:c ") + TAIL,
        HEAD + ROW.replace(b's="1"', b's="7"') + TAIL,
    ],
)
def test_what_is_written_unusually_is_left_to_the_parser(xml: bytes) -> None:
    assert measured(HEAD + ROW + TAIL, {"7"}) is not None
    assert measured(xml, {"7"}) is None


def test_a_column_that_no_sheet_has_is_an_error() -> None:
    with pytest.raises(ValueError, match="column"):
        plain_sheet.measured(HEAD + ROW.replace(b"B2", b"ZZZ2") + TAIL, set())
