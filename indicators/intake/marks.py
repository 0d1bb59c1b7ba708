"""The column and the sheet that a marked-up copy adds: known again, and never read as figures."""

from __future__ import annotations

from dataclasses import replace

from indicators.intake.cells import RawSheet
from indicators.intake.workbook import RawWorkbook

MARK_HEADING = "Kết quả kiểm tra (phần mềm ghi)"
MARK_SHEET = "Kết quả kiểm tra"
MARK_TITLE = "Kết quả kiểm tra của phần mềm"
_SEARCH_ROWS = 200


def without_marks(workbook: RawWorkbook) -> RawWorkbook:
    """The workbook as it was before it was marked; any other workbook as it is."""
    sheets = [sheet for sheet in workbook.sheets if not _is_summary(sheet)]
    return replace(workbook, sheets=[_unmarked(sheet) for sheet in sheets])


def _is_summary(sheet: RawSheet) -> bool:
    return sheet.name.startswith(MARK_SHEET) and any(MARK_TITLE in row for row in sheet.rows[:1])


def _unmarked(sheet: RawSheet) -> RawSheet:
    column = next(
        (row.index(MARK_HEADING) for row in sheet.rows[:_SEARCH_ROWS] if MARK_HEADING in row), None
    )
    if column is None:
        return sheet
    for row in sheet.rows:
        if column < len(row):
            row[column] = ""
    return sheet
