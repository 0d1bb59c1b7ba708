"""Every table of a sheet: where one ends and another, with other columns, begins.

A heading row that repeats the columns of the table above (on a new page) belongs to it; one
whose columns stand in another order or for other years begins a new table.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise

from indicators.intake import file_sentences
from indicators.intake.cells import Cell, Percent, RawSheet, cell_text, is_empty
from indicators.intake.headings import FIGURES, Role, read_heading
from indicators.intake.layout import (
    SEARCH_ROWS,
    FigureColumns,
    Table,
    heading_texts,
    table_of,
    two_storeys,
    with_rows,
)
from indicators.intake.limits import MAX_TABLES
from indicators.intake.sentence import Refused

_LONGEST_HEADING = 60


def find_tables(sheet: RawSheet, measures: frozenset[str]) -> list[Table]:
    """The tables of a sheet from the top. `measures` are folded units of measure of the plan.

    Raises Refused where there are more than MAX_TABLES.
    """
    marks = _naming_cells(sheet)
    rows = sheet.rows
    found: list[Table] = []
    # Whether the rows of the last table up to `looked_at` hold any figure.
    holds_data, looked_at = False, 0
    for index, row in enumerate(rows):
        current = found[-1] if found else None
        if current is None and index >= SEARCH_ROWS:
            break
        is_near = not marks.isdisjoint(row) or (
            index + 1 < len(rows) and not marks.isdisjoint(rows[index + 1])
        )
        if current is not None and index > current.last_header and row == rows[current.last_header]:
            # The same heading row again, on a new page.
            continue
        if is_near:
            table = _best_at(sheet, index, marks, is_first=current is None)
        elif current is not None and current.is_wide and index > current.last_header:
            table = _with_other_years(current, index)
        else:
            continue
        if table is None:
            continue
        if current is not None and not holds_data:
            first = max(current.last_header + 1, looked_at)
            holds_data, looked_at = _holds_data(current, first, index), index
        if current is None or (
            holds_data and index > current.last_header and not _repeats(table, current)
        ):
            if len(found) == MAX_TABLES:
                raise Refused(file_sentences.too_many_tables(MAX_TABLES))
            found.append(table)
            holds_data = False
        elif not holds_data and (
            _score(table) > _score(current)
            or (index > current.last_header and not _repeats(table, current))
        ):
            found[-1] = table
    return _parted(found, measures)


def _parted(found: list[Table], measures: frozenset[str]) -> list[Table]:
    """Each table with its own rows; the lone texts above a heading row are its titles."""
    starts = [0] if found else []
    for before, table in pairwise(found):
        start = table.first_header
        while start - 1 > before.last_header and _is_lone_text(table.sheet.rows[start - 1]):
            start -= 1
        starts.append(start)
    ends = [*starts[1:], len(found[0].sheet.rows)] if found else []
    return [
        with_rows(table, start, end, found[0].first_header, measures)
        for table, start, end in zip(found, starts, ends, strict=True)
    ]


def _is_lone_text(row: list[Cell]) -> bool:
    filled = [cell for cell in row if not is_empty(cell)]
    return len(filled) == 1 and isinstance(filled[0], str)


def _naming_cells(sheet: RawSheet) -> set[Cell]:
    """The cells that head a column of codes or names, as they stand in the sheet."""
    found: set[Cell] = set()
    for cell in set(chain.from_iterable(sheet.rows)):
        if not isinstance(cell, str) or not 1 < len(cell) < _LONGEST_HEADING:
            continue
        # Only these letters begin such a heading; matching everything would cost time.
        if cell.lstrip()[:1].casefold() not in "mktndci":
            continue
        heading = read_heading(" ".join(cell.split()))
        if heading is not None and heading.role in (Role.CODE, Role.NAME):
            found.add(cell)
    return found


def _best_at(sheet: RawSheet, index: int, marks: set[Cell], *, is_first: bool) -> Table | None:
    """The table whose headings begin in this row, with one storey or two."""
    row = sheet.rows[index]
    single = heading_texts(row)
    candidates = [(index, single)]
    if index + 1 < len(sheet.rows) and (
        is_first or _may_be_upper(row, sheet.rows[index + 1], marks)
    ):
        two = two_storeys(sheet, index, single)
        if two is not None:
            candidates.append((index + 1, two))
    tables = [table_of(sheet, index, last, texts) for last, texts in candidates]
    return max((table for table in tables if table is not None), key=_score, default=None)


def _may_be_upper(row: list[Cell], below: list[Cell], marks: set[Cell]) -> bool:
    """Whether a row may be an upper storey, and is not a row of data above a heading row."""
    return not marks.isdisjoint(row) or all(
        is_empty(cell) for cell, under in zip(row, below, strict=False) if under in marks
    )


def _score(table: Table) -> tuple[int, bool]:
    columns = len(table.columns) + sum(map(_size, table.groups))
    # A title above the headings adds nothing as an upper storey.
    return columns, table.last_header == table.first_header


def _size(group: FigureColumns) -> int:
    return sum(c is not None for c in (group.value, group.numerator, group.denominator))


def _repeats(table: Table, other: Table) -> bool:
    """Whether every heading of a table says of its column what the other table's does."""
    return all(other.roles.get(column) == said for column, said in table.roles.items())


def _holds_data(table: Table, start: int, end: int) -> bool:
    """Whether a row of a table from `start` to `end` holds a figure with a name."""
    figures = [
        column
        for group in table.groups
        for column in (group.value, group.numerator, group.denominator)
        if column is not None
    ]
    names = [table.columns[role] for role in (Role.CODE, Role.NAME) if role in table.columns]
    return any(
        any(column < len(row) and _is_number(row[column]) for column in figures)
        and any(column < len(row) and not is_empty(row[column]) for column in names)
        for row in table.sheet.rows[start:end]
    )


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return any(c.isdigit() for c in cell)
    return isinstance(cell, float | Percent)


def _with_other_years(table: Table, index: int) -> Table | None:
    """The table again, under a row that holds nothing but other years for its columns."""
    row = table.sheet.rows[index]
    naming = [table.columns[role] for role in (Role.CODE, Role.NAME) if role in table.columns]
    if any(column < len(row) and not is_empty(row[column]) for column in naming):
        return None
    texts = {column: cell_text(cell) for column, cell in enumerate(row) if not is_empty(cell)}
    headings = {column: read_heading(text) for column, text in texts.items()}
    years = [h.year for h in headings.values() if h and h.role in FIGURES and h.year]
    if not years or len(years) < len(headings):
        return None
    are_bare = all(re.fullmatch(r"\d{4}", text) for text in texts.values())
    if are_bare and (len(years) < 2 or years != list(range(years[0], years[0] + len(years)))):
        return None
    width = max(table.width, max(texts) + 1)
    joined = [texts.get(column, table.headings.get(column, "")) for column in range(width)]
    return table_of(table.sheet, index, index, joined)
