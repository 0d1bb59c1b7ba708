"""Bytes of a workbook become the cells of its visible sheets.

The sheet reader (calamine) gives values. It is silent about three things a figure depends on:
percent formats, error cells and formulas that were never calculated. The marks tell those, and
how large a sheet really is before anything is allocated.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from indicators.spreadsheet import xls_marks, xlsx_marks
from indicators.spreadsheet.limits import MAX_CELLS, MAX_ROWS
from indicators.spreadsheet.marks import SheetMarks
from indicators.spreadsheet.plain import PlainCell, PlainSheet, PlainWorkbook, Special
from indicators.spreadsheet.unreadable import Trouble, Unreadable

_AS_IT_IS = (str, float)


def read_plainly(content: bytes) -> PlainWorkbook:
    """Every visible sheet of an XLSX or XLS file. Raises Unreadable."""
    is_xlsx = content.startswith(b"PK")
    by_name = xlsx_marks.read_marks(content) if is_xlsx else {}
    in_order = [] if is_xlsx else xls_marks.read_marks(content)
    for marks in in_order:
        # Reading a file of this form allocates all its sheets at once.
        _check_size("", marks)
    try:
        return _read(content, by_name, in_order)
    except Unreadable:
        raise
    except PasswordError:
        raise Unreadable(Trouble.PASSWORD) from None
    except MemoryError:
        raise Unreadable(Trouble.TOO_HEAVY) from None
    except Exception:
        raise Unreadable(Trouble.BROKEN) from None
    except BaseException as error:
        # A panic of the native reader is no Exception; an interrupt must pass.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(Trouble.BROKEN) from None


def _read(
    content: bytes, by_name: dict[str, SheetMarks], in_order: list[SheetMarks]
) -> PlainWorkbook:
    found = PlainWorkbook()
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        if in_order and len(in_order) != len(workbook.sheets_metadata):
            raise Unreadable(Trouble.BROKEN)
        for position, about in enumerate(workbook.sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            if about.visible is not SheetVisibleEnum.Visible:
                found.hidden.append(about.name)
                continue
            marks = in_order[position] if in_order else by_name.get(about.name)
            if marks is None:
                # Never let the native reader allocate what was not measured.
                raise Unreadable(Trouble.BROKEN)
            _check_size(about.name, marks)
            sheet = _sheet(workbook.get_sheet_by_name(about.name), about.name, marks)
            if sheet.rows:
                found.sheets.append(sheet)
    return found


def _check_size(name: str, marks: SheetMarks) -> None:
    if marks.last_row * marks.last_column > MAX_CELLS:
        row, column = marks.last_cell
        raise Unreadable(Trouble.STRAY_CELL, name, str(row), str(column))


def _sheet(source: Any, name: str, marks: SheetMarks) -> PlainSheet:
    rows: dict[int, list[PlainCell]] = {}
    if source.start is not None:
        if source.height * source.width > MAX_CELLS:
            raise Unreadable(Trouble.STRAY_CELL, name)
        # Row by row, so that the empty rows before a far cell are dropped as they come. Rows
        # begin at the top of the sheet, cells at its first used column.
        margin: list[PlainCell] = [""] * source.start[1]
        blank = [""] * source.width
        for number, values in enumerate(source.iter_rows(), start=1):
            if values != blank:
                rows[number] = margin + [
                    value if type(value) in _AS_IT_IS else _cell(value) for value in values
                ]
                if len(rows) > MAX_ROWS + 1:
                    raise Unreadable(Trouble.TOO_MANY_ROWS)
    _mark(rows, marks)
    numbers = sorted(rows)
    ranges = source.merged_cell_ranges or ()
    merged = [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges]
    return PlainSheet(name, [rows[number] for number in numbers], numbers, merged)


def _mark(rows: dict[int, list[PlainCell]], marks: SheetMarks) -> None:
    """Puts into the rows what the sheet reader left out of them."""
    for (row, column), seen in marks.broken.items():
        cells = rows.setdefault(row, [])
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = Special("broken", seen)
    if marks.annotated:
        for cells in rows.values():
            cells[:] = [marks.annotated.get(c, c) if isinstance(c, str) else c for c in cells]
    for row, column in marks.percent:
        found = rows.get(row, [])
        if column < len(found):
            value = found[column]
            if isinstance(value, float):
                found[column] = Special("percent", repr(value))


def _cell(value: Any) -> PlainCell:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return float(value)
    if isinstance(value, datetime):
        return Special("date", value.date().isoformat())
    if isinstance(value, date):
        return Special("date", value.isoformat())
    if isinstance(value, time | timedelta):
        return str(value)
    return ""
