"""Rows under a heading that say nothing of their own: its words again, its columns counted off."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from indicators.intake.names import fold

_COLUMN_MARK = re.compile(r"[(\[]?([A-ZĐ]|\d{1,2})[)\]]?(?:\s*=.*)?")
_DATE = re.compile(r"\bngay\b.*\bthang\b")
_LEAST_COLUMNS = 3


def repeats_headings(texts: Sequence[str], headings: Collection[str]) -> bool:
    """Whether most texts of a row are headings, folded in `headings`: a new page begins."""
    folded = [fold(text) for text in texts]
    return len(folded) > 1 and sum(text in headings for text in folded) * 2 > len(folded)


def numbers_columns(texts: Sequence[str], columns: int) -> bool:
    """Whether a row only counts the columns off, "A, B, 1, 2, 3=2/1", as official forms do."""
    if len(texts) != columns or columns < _LEAST_COLUMNS:
        return False
    marks = [match[1] for text in texts if (match := _COLUMN_MARK.fullmatch(text))]
    letters = [mark for mark in marks if mark.isalpha()]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    return (
        len(marks) == columns
        and letters == sorted(set(letters))
        and numbers == list(range(1, len(numbers) + 1))
    )


def speaks_of_a_date(text: str) -> bool:
    """Whether a text is the place and date above a signature."""
    return bool(_DATE.search(fold(text)))
