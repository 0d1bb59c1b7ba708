"""What an old Excel file (BIFF 5 and 8, .xls) says beside its values.

The sheet reader leaves error cells and formulas without a result blank and knows no number
formats, so a blank would stand for an error and 1 for 100 %. The records are those of [MS-XLS].
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from indicators.spreadsheet.marks import (
    BUILT_IN_PERCENT,
    NEVER_CALCULATED,
    SheetMarks,
    shows_percent,
)
from indicators.spreadsheet.unreadable import Trouble, Unreadable

_BOF, _EOF, _FILEPASS, _SHEET = 0x0809, 0x000A, 0x002F, 0x0085
_FORMAT, _XF = 0x041E, 0x00E0
_FORMULA, _ERROR, _MANY_RK = 0x0006, 0x0205, 0x00BD
_ONE_CELL = frozenset({_FORMULA, _ERROR, 0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6})
_BIFF8 = 0x0600
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_NO_RESULT, _ERROR_RESULT = 3, 2

_Record = tuple[int, memoryview]


def read_marks(content: bytes) -> list[SheetMarks]:
    """Marks of every sheet of an XLS file, in the order of the file. Raises Unreadable."""
    try:
        stream = _workbook_stream(content)
        starts, percent_styles = _globals(stream)
        found = [_sheet_marks(stream, start, percent_styles) for start in starts]
    except (OSError, ValueError, LookupError, struct.error, TypeError, AttributeError):
        # olefile lets what it stumbles over through as it comes.
        raise Unreadable(Trouble.BROKEN) from None
    _settle_blank_results(found)
    return [sheet.marks for sheet in found]


class _Formulas:
    """The marks of one sheet and its formulas, with and without a result."""

    def __init__(self) -> None:
        self.marks = SheetMarks()
        self.blank: list[tuple[int, int]] = []
        self.calculated = 0


def _settle_blank_results(sheets: list[_Formulas]) -> None:
    """A blank result is what a formula gave, or what a program wrote that calculates nothing.

    Where any formula of the file has another result, someone calculated.
    """
    if not any(sheet.calculated for sheet in sheets):
        for sheet in sheets:
            for where in sheet.blank:
                sheet.marks.broken[where] = NEVER_CALCULATED


def _workbook_stream(content: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(content)) as container:
        for name in ("Workbook", "Book"):
            if container.exists(name):
                return bytes(container.openstream(name).read())
    raise Unreadable(Trouble.BROKEN)


def _records(stream: bytes, start: int) -> Iterator[_Record]:
    """Records from a place on, up to the end of that part; parts inside it are passed over."""
    view, place, depth = memoryview(stream), start, 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        place += 4
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1:
            yield kind, view[place : place + size]
        place += size


def _globals(stream: bytes) -> tuple[list[int], frozenset[int]]:
    """Where the sheets begin, and the cell styles that show a percentage."""
    starts: list[int] = []
    formats: dict[int, str] = {}
    styles: list[int] = []
    is_biff8 = True
    for kind, data in _records(stream, 0):
        if kind == _BOF:
            is_biff8 = struct.unpack_from("<H", data)[0] == _BIFF8
        elif kind == _FILEPASS:
            raise Unreadable(Trouble.PASSWORD)
        elif kind == _SHEET:
            starts.append(struct.unpack_from("<I", data)[0])
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", data)[0]] = _format_code(bytes(data), is_biff8)
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", data, 2)[0])
    percent = BUILT_IN_PERCENT | {n for n, code in formats.items() if shows_percent(code)}
    return starts, frozenset(i for i, style in enumerate(styles) if style in percent)


def _format_code(data: bytes, is_biff8: bool) -> str:
    if not is_biff8:
        return data[3:].decode("latin-1")
    is_wide = data[4] & 1
    return data[5:].decode("utf-16-le" if is_wide else "latin-1", errors="replace")


def _sheet_marks(stream: bytes, start: int, percent_styles: frozenset[int]) -> _Formulas:
    found = _Formulas()
    marks = found.marks
    for kind, data in _records(stream, start):
        if kind in _ONE_CELL:
            row, column, style = struct.unpack_from("<HHH", data)
            where = (row + 1, column)
            if style in percent_styles:
                marks.percent.append(where)
            if kind == _ERROR and data[7]:
                marks.broken[where] = _ERRORS.get(data[6], "#N/A")
            elif kind == _FORMULA:
                _note_formula(found, where, data)
            _note_size(marks, row + 1, column + 1)
        elif kind == _MANY_RK:
            row, first = struct.unpack_from("<HH", data)
            count = (len(data) - 6) // 6
            for offset in range(count):
                if struct.unpack_from("<H", data, 4 + 6 * offset)[0] in percent_styles:
                    marks.percent.append((row + 1, first + offset))
            _note_size(marks, row + 1, first + count)
    return found


def _note_formula(found: _Formulas, where: tuple[int, int], data: memoryview) -> None:
    is_number = struct.unpack_from("<H", data, 12)[0] != 0xFFFF
    if is_number or data[6] not in (_NO_RESULT, _ERROR_RESULT):
        found.calculated += 1
    elif data[6] == _ERROR_RESULT:
        found.calculated += 1
        found.marks.broken[where] = _ERRORS.get(data[8], "#N/A")
    else:
        found.blank.append(where)


def _note_size(marks: SheetMarks, row: int, column: int) -> None:
    marks.last_row = max(marks.last_row, row)
    if column > marks.last_column:
        marks.last_column, marks.last_cell = column, (row, column)
