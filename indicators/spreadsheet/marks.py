"""What a sheet says beside its values, whatever the form of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

BUILT_IN_PERCENT = frozenset({9, 10})
"""Numbers of the built-in formats 0% and 0.00%."""
NEVER_CALCULATED = "=…"
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(slots=True)
class SheetMarks:
    """`percent` and `broken` are by (row from 1, column from 0).

    `last_row`, `last_column` and `last_cell` (the first of that column, as row and column) count
    from 1; only cells that hold something count. `annotated` maps the bare text of a number with
    a raised or struck-out part, as the sheet reader gives it, to a text that says so.
    """

    last_row: int = 0
    last_column: int = 0
    last_cell: tuple[int, int] = (0, 0)
    percent: list[tuple[int, int]] = field(default_factory=list)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    annotated: dict[str, str] = field(default_factory=dict)


def column_number(letters: str) -> int:
    """The number of a column, A being 1. Raises ValueError for one that no sheet has."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - 64
    if not 1 <= number <= 16_384:
        raise ValueError("no such column")
    return number


def shows_percent(format_code: str) -> bool:
    """Whether a number format multiplies by a hundred: its percent sign is no quoted text."""
    return "%" in _QUOTED.sub("", format_code)
