"""Where the table stands in a sheet, and what each of its columns holds.

Rows of title and letterhead may stand above the heading row; headings may take two storeys.
A long table has a year in each row, a wide one a column (or several) per year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.intake.cells import Cell, RawSheet, cell_text, is_empty
from indicators.intake.headings import FIGURES, Heading, Role, read_heading
from indicators.intake.limits import MAX_COLUMNS
from indicators.intake.names import fold
from indicators.observations import Kind

_SEARCH_ROWS = 60
_COMMON_MEASURES = frozenset({"phan tram", "ha", "tan", "m3", "dong", "trieu dong", "nguoi", "ho"})


@dataclass(frozen=True, slots=True)
class FigureColumns:
    """The columns of one figure: its value, numerator and denominator, each where there is one.

    `year` and `kind` are what the headings declare for all rows; None where a row says it.
    """

    year: int | None
    kind: Kind | None
    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a sheet; all positions are indexes into `sheet.rows` and its cells."""

    sheet: RawSheet
    first_header: int
    last_header: int
    columns: dict[Role, int]
    headings: dict[int, str]
    groups: tuple[FigureColumns, ...]
    unused: tuple[int, ...]
    width: int

    @property
    def is_wide(self) -> bool:
        return any(group.year is not None for group in self.groups)

    def heading(self, column: int | None, role: Role) -> str:
        """What the file calls a column."""
        return self.headings.get(column, role.value) if column is not None else role.value


def count_headings(rows: Sequence[Sequence[Cell]]) -> int:
    """The most column headings that any one row holds."""
    best = 0
    for row in rows[:_SEARCH_ROWS]:
        roles = {heading for text in row[:MAX_COLUMNS] if (heading := _heading(text)) is not None}
        best = max(best, len(roles))
    return best


def find_table(sheet: RawSheet, measures: frozenset[str]) -> Table | None:
    """The table of a sheet, or None. `measures` are folded units of measure of the plan."""
    best: Table | None = None
    best_score = (0, False)
    for index in range(min(_SEARCH_ROWS, len(sheet.rows))):
        single = _texts(sheet.rows[index])
        candidates = [(index, single)]
        if index + 1 < len(sheet.rows):
            two = _two_storeys(sheet, index, single)
            if two is not None:
                candidates.append((index + 1, two))
        for last, texts in candidates:
            table = _table(sheet, index, last, texts, measures)
            if table is None:
                continue
            columns = len(table.columns) + sum(_size(group) for group in table.groups)
            # A title above the headings adds nothing as an upper storey.
            score = (columns, last == index)
            if score > best_score:
                best, best_score = table, score
    return best


def _size(group: FigureColumns) -> int:
    return sum(c is not None for c in (group.value, group.numerator, group.denominator))


def _texts(row: Sequence[Cell]) -> list[str]:
    return [_heading_text(cell) for cell in row[:MAX_COLUMNS]]


def _heading_text(cell: Cell) -> str:
    if isinstance(cell, str):
        # A long sentence is no heading, and matching it would only cost time.
        return " ".join(cell.split()) if len(cell) < 200 else ""
    return cell_text(cell) if isinstance(cell, float) else ""


def _heading(cell: Cell) -> Heading | None:
    text = _heading_text(cell)
    return read_heading(text) if text else None


def _two_storeys(sheet: RawSheet, index: int, upper: list[str]) -> list[str] | None:
    lower = _texts(sheet.rows[index + 1])
    if not any(read_heading(text) for text in lower if text):
        return None
    width = max(len(upper), len(lower))
    upper = upper + [""] * (width - len(upper))
    lower = lower + [""] * (width - len(lower))
    spread = list(upper)
    merged = [m for m in sheet.merged if m[0] <= index <= m[2] and m[3] > m[1]]
    for _, left, _, right in merged:
        for column in range(left, min(right + 1, width)):
            spread[column] = spread[left]
    if not merged:
        for column in range(1, width):
            if not spread[column] and lower[column]:
                spread[column] = spread[column - 1]
    texts = []
    for above, alone, below in zip(spread, upper, lower, strict=True):
        heading = read_heading(above) if above else None
        if heading is not None and heading.role not in FIGURES and alone and below:
            # Text under a finished heading is a data row, not a second storey.
            return None
        joined = f"{above} {below}".strip()
        if above and below and read_heading(joined) is None:
            joined = below if read_heading(below) else above
        texts.append(joined)
    return texts


def _table(
    sheet: RawSheet, first: int, last: int, texts: list[str], measures: frozenset[str]
) -> Table | None:
    columns: dict[Role, int] = {}
    figures: list[tuple[int, Heading]] = []
    unused: list[int] = []
    for column, text in enumerate(texts):
        if not text:
            continue
        heading = read_heading(text)
        if heading is None or heading.role in columns:
            unused.append(column)
        elif heading.role is Role.IGNORED:
            continue
        elif heading.role in FIGURES:
            figures.append((column, heading))
        else:
            columns[heading.role] = column
    if not figures or not (Role.CODE in columns or Role.NAME in columns):
        return None
    _settle_unit_column(columns, sheet, last + 1, measures)
    groups, not_grouped = _groups(figures, has_year_column=Role.YEAR in columns)
    if not groups:
        return None
    return Table(
        sheet=sheet,
        first_header=first,
        last_header=last,
        columns=columns,
        headings={column: text for column, text in enumerate(texts) if text},
        groups=groups,
        unused=tuple(sorted([*unused, *not_grouped])),
        width=max((column for column, text in enumerate(texts) if text), default=0) + 1,
    )


def _settle_unit_column(
    columns: dict[Role, int], sheet: RawSheet, first: int, measures: frozenset[str]
) -> None:
    """Says what a column headed only "Đơn vị" holds: organisations or units of measure."""
    column = columns.pop(Role.UNIT_OR_MEASURE, None)
    if column is None:
        return
    texts = [cell_text(row[column]) for row in sheet.rows[first : first + 500] if column < len(row)]
    texts = [text for text in texts if text]
    known = measures | _COMMON_MEASURES
    like_measures = sum(1 for text in texts if text == "%" or fold(text) in known)
    is_measure = like_measures * 2 > len(texts)
    if is_measure and Role.UNIT_MEASURE not in columns:
        columns[Role.UNIT_MEASURE] = column
    elif not is_measure and Role.REPORTING_UNIT not in columns:
        columns[Role.REPORTING_UNIT] = column


def _groups(
    figures: list[tuple[int, Heading]], *, has_year_column: bool
) -> tuple[tuple[FigureColumns, ...], list[int]]:
    """Figure columns by year and kind, and the columns that had no place."""
    years = {heading.year for _, heading in figures if heading.year is not None}
    if has_year_column and len(years) == 1 and all(h.year is not None for _, h in figures):
        figures = [(column, replace(heading, year=None)) for column, heading in figures]
    elif years and any(h.year is None and h.kind is None for _, h in figures):
        # Beside a plain "Giá trị", the year columns are another year's figures for comparison.
        keep = [(c, h) for c, h in figures if h.year is None]
        grouped, extra = _groups(keep, has_year_column=has_year_column)
        return grouped, [*extra, *(c for c, h in figures if h.year is not None)]
    made: dict[tuple[int | None, Kind | None], dict[Role, int]] = {}
    extra = []
    for column, heading in figures:
        group = made.setdefault((heading.year, heading.kind), {})
        if heading.role in group:
            extra.append(column)
        else:
            group[heading.role] = column
    return tuple(
        FigureColumns(
            year,
            kind,
            value=group.get(Role.VALUE),
            numerator=group.get(Role.NUMERATOR),
            denominator=group.get(Role.DENOMINATOR),
        )
        for (year, kind), group in made.items()
    ), extra


def column_cells(table: Table, column: int | None, *, fill_merged: bool = False) -> list[Cell]:
    """The body cells of one column, "" where a row is shorter.

    With `fill_merged`, a text cell merged over several rows stands in each of them; figures are
    never filled, so that one figure cannot become several.
    """
    body = table.sheet.rows[table.last_header + 1 :]
    if column is None:
        return [""] * len(body)
    cells: list[Cell] = [row[column] if column < len(row) else "" for row in body]
    if fill_merged:
        start = table.last_header + 1
        for top, left, bottom, _ in table.sheet.merged:
            if left == column and bottom > top >= start:
                value = cells[top - start]
                for index in range(top - start, min(bottom - start + 1, len(cells))):
                    if is_empty(cells[index]):
                        cells[index] = value
    return cells
