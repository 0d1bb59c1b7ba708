"""Cells that stand in a wrong place: behind a decimal comma taken for a delimiter, or twice."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.intake import figure_sentences
from indicators.intake.cells import Cell, cell_text
from indicators.intake.headings import Role
from indicators.intake.layout import Table
from indicators.intake.rows import figure_columns
from indicators.intake.sentence import Sentence

_TEXT_ROLES = (Role.UNIT_MEASURE, Role.SOURCE, Role.NOTE, Role.KIND, Role.REPORTING_UNIT)


class Shifts:
    def __init__(self, table: Table) -> None:
        header = table.sheet.rows[table.last_header]
        self._width = max(table.width, len(header))
        self._is_comma = table.sheet.delimiter == ","
        texts = {table.columns.get(role) for role in _TEXT_ROLES}
        self._text_after_figures = [
            column + 1 for column in figure_columns(table) if self._is_comma and column + 1 in texts
        ]

    def problem(self, cells: Sequence[Cell]) -> Sentence | None:
        """Why the cells of a row may stand one place off, or None."""
        if len(cells) > self._width and (self._is_comma or any(cells[self._width :])):
            return figure_sentences.too_many_cells()
        for after in self._text_after_figures:
            if after < len(cells) and cell_text(cells[after]).isdigit():
                return figure_sentences.split_number(cell_text(cells[after]))
        return None


def differing_double(table: Table, cells: Sequence[Cell]) -> Sentence | None:
    """Why two columns of the same meaning cannot both be right in a row, or None."""
    for read, other in table.doubles:
        if other < len(cells):
            first, second = cell_text(cells[read]), cell_text(cells[other])
            if second and first != second:
                headings = table.headings[read], table.headings[other]
                return figure_sentences.differing_double(*headings, first, second)
    return None
