"""Cells of a workbook as they stand there, and how they travel between two processes.

Only texts and numbers travel, never code: a length, JSON with every distinct cell once, then for
each sheet three arrays of 32-bit numbers, which are row numbers, row widths, and the cells as
places in that list.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from indicators.spreadsheet.tidiness import tidy
from indicators.spreadsheet.unreadable import Trouble, Unreadable


class Special(NamedTuple):
    """A cell that is no text and no plain number.

    `kind` is "percent" (`content` the share in full digits), "broken" (what is seen in the cell)
    or "date" (as ISO 8601 writes it).
    """

    kind: str
    content: str


PlainCell = str | float | Special


@dataclass(slots=True)
class PlainSheet:
    """Rows with any content, each with its number in the file (from 1)."""

    name: str
    rows: list[list[PlainCell]] = field(default_factory=list)
    row_numbers: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row (from 1), first column (from 0), last row, last column; all inclusive."""


@dataclass(slots=True)
class PlainWorkbook:
    sheets: list[PlainSheet] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    has_special: bool = field(default=True, compare=False)


_HEAD = 8
_NUMBER = array("I").itemsize


def packed(workbook: PlainWorkbook) -> bytes:
    table: dict[PlainCell, int] = {}
    place = table.setdefault
    arrays: list[array[int]] = []
    sheets = []
    for sheet in workbook.sheets:
        cells = array("I")
        for row in sheet.rows:
            cells.extend([place(cell, len(table)) for cell in row])
        arrays += [array("I", sheet.row_numbers), array("I", map(len, sheet.rows)), cells]
        sheets.append([sheet.name, len(sheet.rows), len(cells), sheet.merged])
    said = {"sheets": sheets, "hidden": workbook.hidden, "cells": list(table)}
    return _with_length(said) + b"".join(numbers.tobytes() for numbers in arrays)


def packed_trouble(error: Unreadable) -> bytes:
    return _with_length({"trouble": error.trouble.value, "details": error.details})


def _with_length(said: dict[str, Any]) -> bytes:
    text = json.dumps(said).encode("ascii")
    return len(text).to_bytes(_HEAD, "little") + text


def unpacked(message: bytes) -> PlainWorkbook:
    """What was packed, its texts tidy.

    Raises Unreadable for a packed trouble, and for what is no message.
    """
    try:
        length = int.from_bytes(message[:_HEAD], "little")
        said = json.loads(message[_HEAD : _HEAD + length])
        if "trouble" in said:
            raise Unreadable(Trouble(said["trouble"]), *map(str, said["details"]))
        return _workbook(said, memoryview(message)[_HEAD + length :])
    except (ValueError, LookupError, TypeError):
        raise Unreadable(Trouble.BROKEN) from None


def _cell(said: Any) -> PlainCell:
    if isinstance(said, list):
        return Special(*said)
    return tidy(said) if isinstance(said, str) and not said.isascii() else said


def _workbook(said: dict[str, Any], numbers: memoryview) -> PlainWorkbook:
    cell_at = [_cell(cell) for cell in said["cells"]]
    has_special = any(isinstance(cell, list) for cell in said["cells"])
    found = PlainWorkbook(hidden=said["hidden"], has_special=has_special)
    start = 0
    for name, height, size, merged in said["sheets"]:
        arrays = []
        for count in (height, height, size):
            end = start + count * _NUMBER
            arrays.append(array("I", numbers[start:end].tobytes()))
            start = end
        row_numbers, widths, places = arrays
        cells = map(cell_at.__getitem__, places)
        rows = [list(islice(cells, width)) for width in widths]
        found.sheets.append(PlainSheet(name, rows, list(row_numbers), [tuple(m) for m in merged]))
    return found
