"""Files that list citizens are not read: this product counts, it keeps no registers."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import chain

from indicators.intake.cells import Cell, RawSheet, cell_text
from indicators.intake.layout import Table, column_cells
from indicators.intake.limits import MAX_COLUMNS
from indicators.intake.names import fold
from indicators.intake.rows import figure_columns

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
        "nam sinh",
        "ngay thang nam sinh",
        "ma dinh danh",
        "so the can cuoc",
        "so ho khau",
        "ma ho",
        "ma the bhyt",
    }
)
_PERSONAL_BEGINNING = re.compile(
    r"^(?:so )?(?:ho ten|ho va ten|lien he|sdt|dien thoai|cccd|cmnd|can cuoc)\b"
)
_OFFICIALS = re.compile(r"\b(?:nguoi lap|nguoi bao cao|can bo|phu trach|thu truong)\b")
_MONEY = re.compile(r"\b(?:dong|tien|kinh phi|gia tri|von|chi phi|thu|trieu|ngan sach)\b")
_SEARCH_ROWS = 60
_LEAST_CELLS = 3
_LEAST_TEXTS = 3
_LEAST_NUMBERS = 5
_SHORTEST, _LONGEST = 10, 300
# Citizen numbers begin with a province code 001..096, telephone numbers with 0 or +84.
_PERSONAL_NUMBER = re.compile(r"(?<![\d.,])(?:0\d{11}|(?:0|\+84)[35789]\d{8})(?!\d)")
# A number cell has lost the leading zero of either.
_AS_NUMBER = re.compile(r"[35789]\d{8}|[1-9]\d{10,11}")
_LEAST_SHARE = Fraction(4, 5)
_SEPARATORS = str.maketrans("", "", " .-\u00a0")


def lists_citizens(sheets: list[RawSheet]) -> bool:
    """Whether any sheet has a column for persons, or several citizen or telephone numbers."""
    return any(_has_personal_heading(sheet) or _has_numbers(sheet) for sheet in sheets)


def _has_personal_heading(sheet: RawSheet) -> bool:
    for row in sheet.rows[:_SEARCH_ROWS]:
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        if len(texts) >= _LEAST_CELLS and any(len(t) < 60 and _is_personal(fold(t)) for t in texts):
            return True
    return False


def _is_personal(heading: str) -> bool:
    if heading in _PERSONAL_HEADINGS:
        return True
    # A heading has no numbers of its own; "Điện thoại: 0225…" in a letterhead has.
    begins = _PERSONAL_BEGINNING.match(heading) is not None
    return begins and not any(c.isdigit() for c in heading) and not _OFFICIALS.search(heading)


def _has_numbers(sheet: RawSheet) -> bool:
    found = 0
    for cell in set(chain.from_iterable(sheet.rows)):
        if not isinstance(cell, str) or not _SHORTEST <= len(cell) <= _LONGEST:
            continue
        found += len(_PERSONAL_NUMBER.findall(cell)) or (
            _PERSONAL_NUMBER.fullmatch(cell.translate(_SEPARATORS)) is not None
        )
        if found >= _LEAST_TEXTS:
            return True
    return False


def keeps_personal_numbers(table: Table) -> bool:
    """Whether a column that no figure is read from holds telephone or citizen numbers.

    As numbers they have lost their leading zero. A column of amounts is none of them.
    """
    figures = set(figure_columns(table))
    body = table.sheet.rows[table.last_header + 1 : table.end]
    width = max(map(len, body), default=0)
    return any(
        _holds_personal_numbers(column_cells(table, column))
        for column in range(min(width, MAX_COLUMNS))
        if column not in figures and not _MONEY.search(fold(table.headings.get(column, "")))
    )


def _holds_personal_numbers(cells: list[Cell]) -> bool:
    numbers = {
        cell
        for cell in cells
        if isinstance(cell, float) or (isinstance(cell, str) and cell.isdigit())
    }
    if len(numbers) < _LEAST_NUMBERS:
        return False
    alike = sum(1 for cell in numbers if _AS_NUMBER.fullmatch(cell_text(cell)))
    return alike >= _LEAST_NUMBERS and Fraction(alike, len(numbers)) >= _LEAST_SHARE
