"""Files that list citizens are not read: this product counts, it keeps no registers."""

from __future__ import annotations

import re
from itertools import chain

from indicators.intake.cells import RawSheet
from indicators.intake.names import fold

_PERSONAL_HEADINGS = frozenset(
    {
        "cccd",
        "so cccd",
        "cmnd",
        "so cmnd",
        "cmnd cccd",
        "cccd cmnd",
        "can cuoc",
        "so can cuoc",
        "can cuoc cong dan",
        "so can cuoc cong dan",
        "so dinh danh",
        "so dinh danh ca nhan",
        "so dien thoai",
        "dien thoai",
        "sdt",
        "so dt",
        "ho ten",
        "ho va ten",
        "ho ten chu ho",
        "ho va ten chu ho",
        "ten chu ho",
        "chu ho",
        "ngay sinh",
        "so ho khau",
        "ma ho",
        "ma the bhyt",
    }
)
_SEARCH_ROWS = 60
_LEAST_CELLS = 3
_LEAST_NUMBERS = 5
# Citizen numbers begin with a province code 001..096, telephone numbers with 0 or +84.
_PERSONAL_NUMBER = re.compile(r"'?(?:0\d{11}|(?:0|\+84)[35789]\d{8})")
_STARTS = ("0", "'", "+")
_SEPARATORS = str.maketrans("", "", " .-\u00a0")


def lists_citizens(sheets: list[RawSheet]) -> bool:
    """Whether any sheet has a column for persons, or several citizen or telephone numbers."""
    return any(_has_personal_heading(sheet) or _has_numbers(sheet) for sheet in sheets)


def _has_personal_heading(sheet: RawSheet) -> bool:
    for row in sheet.rows[:_SEARCH_ROWS]:
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        if len(texts) >= _LEAST_CELLS and any(
            len(text) < 60 and fold(text) in _PERSONAL_HEADINGS for text in texts
        ):
            return True
    return False


def _has_numbers(sheet: RawSheet) -> bool:
    found = 0
    for cell in set(chain.from_iterable(sheet.rows)):
        if not isinstance(cell, str) or not 9 < len(cell) < 22 or cell.strip()[:1] not in _STARTS:
            continue
        if _PERSONAL_NUMBER.fullmatch(cell.strip().translate(_SEPARATORS)):
            found += 1
            if found >= _LEAST_NUMBERS:
                return True
    return False
