"""Workbooks: XLSX and XLS bytes become sheets of raw cells, or one sentence why not."""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from indicators.intake import file_sentences, fonts, sentence
from indicators.intake.cells import Broken, Cell, Percent, RawSheet
from indicators.intake.limits import MAX_PARTS
from indicators.intake.sentence import Refused, Sentence
from indicators.spreadsheet.limits import MAX_ROWS, MAX_SECONDS, MAX_UNPACKED_BYTES
from indicators.spreadsheet.plain import PlainSheet, PlainWorkbook, Special
from indicators.spreadsheet.process import read_cells
from indicators.spreadsheet.unreadable import Trouble, Unreadable


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """Visible sheets with content, and the names of hidden ones, which are not read."""

    sheets: list[RawSheet]
    hidden: tuple[str, ...]


def check_zip(content: bytes) -> None:
    """Refuses an archive that is broken, encrypted, not a workbook, or unpacks too far.

    Sizes are taken from the directory; the reading process counts again while it unpacks,
    because a directory can lie.
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

    The sheet reader runs native code on bytes from outside, so it has a process of its own: only
    bytes go in, and only plain values come out.
    """
    if content.startswith(b"PK"):
        check_zip(content)
    try:
        plain = read_cells(content)
    except Unreadable as error:
        raise Refused(sentence_for(error)) from None
    return as_raw(plain)


def sentence_for(error: Unreadable) -> Sentence:
    """What is said of a workbook that gives no cells."""
    if error.trouble is Trouble.STRAY_CELL:
        name, *place = error.details
        where = f"cột {place[1]}, dòng {place[0]}" if len(place) == 2 else ""
        return file_sentences.stray_cell(name, where)
    return _SENTENCES[error.trouble]()


_SENTENCES: dict[Trouble, Callable[[], Sentence]] = {
    Trouble.BROKEN: file_sentences.broken_workbook,
    Trouble.PASSWORD: file_sentences.password_protected,
    Trouble.UNPACKS_TOO_LARGE: file_sentences.unpacks_too_large,
    Trouble.TOO_MANY_ROWS: lambda: file_sentences.too_many_rows(MAX_ROWS),
    Trouble.TOO_HEAVY: file_sentences.workbook_too_heavy,
    Trouble.TOO_SLOW: lambda: file_sentences.workbook_too_slow(MAX_SECONDS),
}


def as_raw(plain: PlainWorkbook) -> RawWorkbook:
    """The same workbook in cells that the reading understands; special ones are made once."""
    made: dict[Special, Cell] = {}
    sheets = []
    for sheet in plain.sheets:
        rows = cast("list[list[Cell]]", sheet.rows)
        if plain.has_special:
            rows = [
                [_special(cell, made) if isinstance(cell, Special) else cell for cell in row]
                for row in sheet.rows
            ]
        sheets.append(_sheet(sheet, rows))
    return RawWorkbook(sheets, tuple(plain.hidden))


def _sheet(plain: PlainSheet, cells: list[list[Cell]]) -> RawSheet:
    merged = _merged(plain)
    font = fonts.font_of_rows(cells)
    if font is not None:
        cells = fonts.repaired_rows(cells, font)
        return RawSheet(
            plain.name, cells, plain.row_numbers, merged, encoding=font, wrong_font=True
        )
    return RawSheet(plain.name, cells, plain.row_numbers, merged)


def _special(cell: Special, made: dict[Special, Cell]) -> Cell:
    known = made.get(cell)
    if known is None:
        known = made[cell] = _MAKE[cell.kind](cell.content)
    return known


_MAKE: dict[str, Callable[[str], Cell]] = {
    "percent": lambda text: Percent(float(text)),
    "broken": Broken,
    "date": date.fromisoformat,
}


def _merged(plain: PlainSheet) -> tuple[tuple[int, int, int, int], ...]:
    """Merged ranges by index among the rows that hold something; others do not matter."""
    numbers = plain.row_numbers
    merged = []
    for top, left, bottom, right in plain.merged:
        first, end = bisect_left(numbers, top), bisect_right(numbers, bottom)
        if first < end:
            merged.append((first, left, end - 1, right))
    return tuple(merged)
