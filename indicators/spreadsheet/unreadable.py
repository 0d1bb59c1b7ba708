"""Why a workbook gives no cells."""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """What is wrong with a workbook; the value travels between the processes."""

    BROKEN = "broken_workbook"
    PASSWORD = "password_protected"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    STRAY_CELL = "stray_cell"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_HEAVY = "workbook_too_heavy"
    TOO_SLOW = "workbook_too_slow"


class Unreadable(Exception):
    """`details` of a stray cell: the sheet's name, and the place where that is known."""

    def __init__(self, trouble: Trouble, *details: str) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.details = details
