"""Cells mended on the screen: put into the tables before they are read, never past a check."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from indicators.corrections import WHOLE_ROW
from indicators.intake.cells import cell_text, is_empty
from indicators.intake.layout import Table
from indicators.intake.rows import Outcome, TableDrafts, figure_columns, source_text
from indicators.observations import Observation

MOST_MENDABLE = 5_000
"""Nobody mends more rows than that on a screen; their cells would only cost memory."""
_LONGEST = 500

RowKey = tuple[str, int]
"""Sheet and row number; a RowRef is one."""
RowCells = Mapping[str, str]
"""What a row says, by column heading."""


@dataclass(slots=True)
class Mended:
    """Rows that were touched, each as the file has it, and those left out."""

    source_texts: dict[RowKey, str] = field(default_factory=dict)
    left_out: list[RowKey] = field(default_factory=list)

    def as_handed_in(self, observations: Iterable[Observation]) -> tuple[Observation, ...]:
        """The figures with their rows as they stand in the file."""
        if not self.source_texts:
            return tuple(observations)
        return tuple(
            replace(o, source_text=text)
            if o.row is not None and (text := self.source_texts.get((o.sheet, o.row))) is not None
            else o
            for o in observations
        )


def mend(tables: Iterable[Table], corrections: Mapping[tuple[str, int, str], str]) -> Mended:
    """Puts each correction, by sheet, row and column heading, into its cell of the tables.

    A correction of WHOLE_ROW empties the row. What names no cell of a table changes nothing.
    """
    mended = Mended()
    by_row: dict[RowKey, dict[str, str]] = {}
    for (sheet_name, row, heading), text in corrections.items():
        by_row.setdefault((sheet_name, row), {})[heading] = text
    for table in tables if by_row else ():
        sheet = table.sheet
        for index in range(table.last_header + 1, table.end):
            key = (sheet.name, sheet.row_numbers[index])
            wanted = by_row.get(key)
            if wanted is None:
                continue
            cells = sheet.rows[index]
            mended.source_texts[key] = source_text(cells, sheet.delimiter)
            if WHOLE_ROW in wanted:
                mended.left_out.append(key)
                _empty(table, index)
                continue
            columns = columns_by_heading(table)
            for heading, text in wanted.items():
                column = columns.get(heading)
                if column is not None:
                    cells.extend([""] * (column + 1 - len(cells)))
                    cells[column] = unicodedata.normalize("NFC", text).strip()[:_LONGEST]
    return mended


def columns_by_heading(table: Table) -> dict[str, int]:
    """The columns that are read, by what the file calls them, from left to right.

    Two columns called alike are left out: which one is meant cannot be said.
    """
    used = sorted({*table.columns.values(), *figure_columns(table)})
    headings = [table.headings[column] for column in used]
    return {
        heading: column
        for heading, column in zip(headings, used, strict=True)
        if headings.count(heading) == 1
    }


def mendable_cells(drafts: Sequence[TableDrafts], mended: Mended) -> dict[RowKey, RowCells]:
    """What the refused and the touched rows hold now, by column heading."""
    found: dict[RowKey, RowCells] = {}
    for table_drafts in drafts:
        columns = columns_by_heading(table_drafts.table)
        sheet = table_drafts.table.sheet.name
        for index, outcome in enumerate(table_drafts.outcomes):
            key = (sheet, table_drafts.row_number(index))
            if outcome is not Outcome.REFUSED and key not in mended.source_texts:
                continue
            if len(found) == MOST_MENDABLE:
                return found
            cells = table_drafts.cells(index)
            found[key] = {
                heading: cell_text(cells[column]) if column < len(cells) else ""
                for heading, column in columns.items()
            }
    return found


def _empty(table: Table, index: int) -> None:
    """Empties a row; what is merged from it over rows below stays theirs."""
    rows = table.sheet.rows
    for top, left, bottom, _ in table.sheet.merged:
        if top == index and left < len(rows[top]):
            for below in range(top + 1, min(bottom + 1, table.end)):
                if left < len(rows[below]) and is_empty(rows[below][left]):
                    rows[below][left] = rows[top][left]
    rows[index][:] = [""] * len(rows[index])
