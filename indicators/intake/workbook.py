"""Workbooks: XLSX and XLS bytes become sheets of raw cells.

The sheet reader (calamine) gives values. It is silent about three things a figure depends on:
percent formats, error cells and formulas that were never calculated. `sheet_marks` reads those
from the sheet's XML, and finds out how large the sheet really is before anything is allocated.
"""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from indicators.intake import file_sentences, fonts, sentence
from indicators.intake.cells import Broken, Cell, Percent, RawSheet
from indicators.intake.limits import MAX_CELLS, MAX_PARTS, MAX_ROWS, MAX_UNPACKED_BYTES
from indicators.intake.sentence import Refused
from indicators.intake.sheet_marks import SheetMarks, read_marks


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """Visible sheets with content, and the names of hidden ones, which are not read."""

    sheets: list[RawSheet]
    hidden: tuple[str, ...]


def check_zip(content: bytes) -> None:
    """Refuses an archive that is broken, encrypted, not a workbook, or unpacks too far.

    Sizes are taken from the directory; `read_marks` counts again while it unpacks, because a
    directory can lie.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise Refused(file_sentences.broken_workbook()) from None
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(file_sentences.password_protected())
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES:
        raise Refused(file_sentences.unpacks_too_large())
    if "xl/workbook.xml" not in names:
        raise Refused(_sentence_for_other_archive(names))
    if len(set(names)) < len(names):
        raise Refused(file_sentences.broken_workbook())


def _sentence_for_other_archive(names: list[str]) -> sentence.Sentence:
    if any(name.startswith("word/") for name in names):
        return file_sentences.other_kind("tệp Word")
    if any(name.startswith("ppt/") for name in names):
        return file_sentences.other_kind("tệp trình chiếu PowerPoint")
    if "xl/workbook.bin" in names:
        return file_sentences.save_as_xlsx("Excel nhị phân (.xlsb)")
    if "mimetype" in names:
        return file_sentences.save_as_xlsx("LibreOffice (.ods)")
    return file_sentences.other_kind("tệp nén")


def read_workbook(content: bytes) -> RawWorkbook:
    """Every visible sheet of an XLSX or XLS file. Raises Refused with one sentence.

    This is the seam for reading in a child process: the sheet reader runs native code on bytes
    from outside, and only bytes go in and plain values come out.
    """
    marks: dict[str, SheetMarks] = {}
    if content.startswith(b"PK"):
        check_zip(content)
        marks = read_marks(content)
    try:
        return _read(content, marks)
    except Refused:
        raise
    except PasswordError:
        raise Refused(file_sentences.password_protected()) from None
    except Exception:
        raise Refused(file_sentences.broken_workbook()) from None
    except BaseException as error:
        # A panic of the native reader is no Exception; an interrupt must pass.
        if type(error).__name__ != "PanicException":
            raise
        raise Refused(file_sentences.broken_workbook()) from None


def _read(content: bytes, marks: dict[str, SheetMarks]) -> RawWorkbook:
    sheets, hidden = [], []
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        for about in workbook.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            if about.visible is not SheetVisibleEnum.Visible:
                hidden.append(about.name)
                continue
            sheet_marks = marks.get(about.name)
            if sheet_marks is not None:
                _check_size(about.name, sheet_marks)
            elif content.startswith(b"PK"):
                # Never let the native reader allocate what was not measured.
                raise Refused(file_sentences.broken_workbook())
            sheet = _sheet(workbook.get_sheet_by_name(about.name), about.name, sheet_marks)
            if sheet.rows:
                sheets.append(sheet)
    return RawWorkbook(sheets, tuple(hidden))


def _check_size(name: str, marks: SheetMarks) -> None:
    if marks.last_row * marks.last_column > MAX_CELLS:
        raise Refused(file_sentences.stray_cell(name, marks.last_cell))
    if marks.rows > MAX_ROWS:
        raise Refused(file_sentences.too_many_rows(MAX_ROWS))


def _sheet(source: Any, name: str, marks: SheetMarks | None) -> RawSheet:
    rows: dict[int, list[Cell]] = {}
    if source.start is not None:
        if source.height * source.width > MAX_CELLS:
            raise Refused(file_sentences.stray_cell(name, ""))
        # Row by row, so that the empty rows before a far cell are dropped as they come. Rows
        # begin at the top of the sheet, cells at its first used column.
        margin: list[Cell] = [""] * source.start[1]
        blank = [""] * source.width
        for number, values in enumerate(source.iter_rows(), start=1):
            if values != blank:
                rows[number] = margin + [_cell(value) for value in values]
    if marks is not None:
        _mark(rows, marks)
    if len(rows) > MAX_ROWS:
        raise Refused(file_sentences.too_many_rows(MAX_ROWS))
    numbers = sorted(rows)
    merged = _merged(source, numbers)
    cells = [rows[number] for number in numbers]
    font = fonts.font_of_rows(cells)
    if font is not None:
        return RawSheet(
            name, fonts.repaired_rows(cells, font), numbers, merged, encoding=font, wrong_font=True
        )
    return RawSheet(name, cells, numbers, merged)


def _mark(rows: dict[int, list[Cell]], marks: SheetMarks) -> None:
    """Puts into the rows what the sheet reader left out of them."""
    for (row, column), seen in marks.broken.items():
        cells = rows.setdefault(row, [])
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = Broken(seen)
    for row, column in marks.percent:
        found = rows.get(row, [])
        if column < len(found):
            value = found[column]
            if isinstance(value, float):
                found[column] = Percent(value)


def _merged(source: Any, numbers: list[int]) -> tuple[tuple[int, int, int, int], ...]:
    """Merged ranges by index among the rows that hold something; others do not matter."""
    merged = []
    for (top, left), (bottom, right) in source.merged_cell_ranges or ():
        first, end = bisect_left(numbers, top + 1), bisect_right(numbers, bottom + 1)
        if first < end:
            merged.append((first, left, end - 1, right))
    return tuple(merged)


def _cell(value: Any) -> Cell:
    if isinstance(value, str | float):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return float(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return ""
