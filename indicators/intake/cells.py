"""What a raw cell can hold, and how it reads to a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Percent:
    """A workbook number shown as a percentage; `share` is what the file holds (0.0875)."""

    share: float


@dataclass(frozen=True, slots=True)
class Broken:
    """A workbook cell without a usable content: an error, or a formula never calculated.

    `seen` is what a person sees in the cell, "#DIV/0!" or "=…".
    """

    seen: str


Cell = str | float | date | Percent | Broken
"""Text files hold only `str`; "" is an empty cell everywhere."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet before anything is understood.

    `rows[i]` stands in the file at row `row_numbers[i]` (1 is the first line); rows may differ
    in length. `merged` holds (first row, first column, last row, last column) as indexes into
    `rows`, all inclusive. `name` is "" for a text file, and `delimiter` "" for a workbook.
    `wrong_font` where its letters had to be guessed back from an old font's, `has_lost_letters`
    where a text file holds bytes that are no letters of its encoding.
    """

    name: str
    rows: list[list[Cell]]
    row_numbers: list[int]
    merged: tuple[tuple[int, int, int, int], ...] = field(default=())
    delimiter: str = ""
    encoding: str = ""
    wrong_font: bool = False
    has_lost_letters: bool = False


def decimal_of(number: float) -> Decimal:
    """The number a spreadsheet shows: binary noise beyond 15 digits is not part of it."""
    return Decimal(format(number, ".15g"))


@lru_cache(maxsize=100_000)
def _float_text(number: float) -> str:
    return vietnamese(decimal_of(number))


def vietnamese(number: Decimal) -> str:
    """A plain Vietnamese spelling, without thousands separators: 1240,75."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def cell_text(cell: Cell) -> str:
    """The cell as a person would read it, without surrounding space."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        return _float_text(cell)
    if isinstance(cell, Percent):
        return vietnamese(decimal_of(cell.share * 100)) + "%"
    if isinstance(cell, Broken):
        return cell.seen
    return f"{cell.day:02}/{cell.month:02}/{cell.year}"


def is_empty(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


_FORMULA_STARTS = tuple("=+-@|%\t\r\n＝＋－＠")


def escaped(text: str) -> str:
    """A text that no spreadsheet runs as a formula: an apostrophe before a dangerous start."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def unescaped(text: str) -> str:
    """The text without the apostrophe that `escaped` put there."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text
