"""Where the table stands in a sheet, and what each of its columns holds.

Rows of title and letterhead may stand above the heading row; headings may take two storeys.
A long table has a year in each row, a wide one a column (or several) per year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from indicators.intake.cells import Cell, RawSheet, cell_text, is_empty
from indicators.intake.headings import FIGURES, Heading, Role, read_heading
from indicators.intake.limits import MAX_COLUMNS
from indicators.intake.measures import PERCENT, heading_measure, is_bare_ratio, is_measure
from indicators.observations import Kind

SEARCH_ROWS = 60
_PLAIN = Heading(Role.VALUE)


@dataclass(frozen=True, slots=True)
class FigureColumns:
    """The columns of one figure: its value, numerator and denominator, each where there is one.

    `year` and `kind` are what the headings declare for all rows; None where a row says it.
    `measure` is the unit of measure the value's heading declares, `part_measures` those of the
    numerator and the denominator; "" where it declares none.
    """

    year: int | None
    kind: Kind | None
    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    measure: str = ""
    part_measures: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a sheet; all positions are indexes into `sheet.rows` and its cells.

    Its own rows run from `start`, where its titles begin, up to `end`. `top` is the first heading
    row of the whole sheet. `roles` says what each column's heading was read as.
    """

    sheet: RawSheet
    first_header: int
    last_header: int
    columns: dict[Role, int]
    headings: dict[int, str]
    groups: tuple[FigureColumns, ...]
    unused: tuple[int, ...]
    width: int
    start: int = 0
    end: int = 0
    top: int = 0
    roles: dict[int, tuple[Heading | None, str]] = field(default_factory=dict)
    doubles: tuple[tuple[int, int], ...] = ()
    """Columns with the same meaning: the one that is read, and one that is not."""

    @property
    def is_wide(self) -> bool:
        return any(group.year is not None for group in self.groups)

    def heading(self, column: int | None, role: Role) -> str:
        """What the file calls a column."""
        return self.headings.get(column, role.value) if column is not None else role.value


def count_headings(rows: Sequence[Sequence[Cell]]) -> int:
    """The most column headings that any one row holds."""
    best = 0
    for row in rows[:SEARCH_ROWS]:
        roles = {heading for text in row[:MAX_COLUMNS] if (heading := _heading(text)) is not None}
        best = max(best, len(roles))
    return best


def heading_texts(row: Sequence[Cell]) -> list[str]:
    return [_heading_text(cell) for cell in row[:MAX_COLUMNS]]


def _heading_text(cell: Cell) -> str:
    if isinstance(cell, str):
        # A long sentence is no heading, and matching it would only cost time.
        return " ".join(cell.split()) if len(cell) < 200 else ""
    if isinstance(cell, date):
        return str(year_of_date(cell))
    return cell_text(cell) if isinstance(cell, float) else ""


def year_of_date(cell: date) -> int:
    """The year a date cell means: a year typed into one became the day of that serial number."""
    serial = (cell - date(1899, 12, 30)).days
    return serial if 1990 <= serial <= 2100 else cell.year


def _heading(cell: Cell) -> Heading | None:
    text = _heading_text(cell)
    return read_heading(text) if text else None


def two_storeys(sheet: RawSheet, index: int, upper: list[str]) -> list[str] | None:
    lower = heading_texts(sheet.rows[index + 1])
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


def table_of(sheet: RawSheet, first: int, last: int, texts: list[str]) -> Table | None:
    """The table under these heading texts, reaching to the end of the sheet; None without one."""
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
    doubles: list[tuple[int, int]] = []
    groups, not_grouped = _groups(figures, texts, doubles, has_year_column=Role.YEAR in columns)
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
        end=len(sheet.rows),
        top=first,
        doubles=tuple(doubles),
        roles={
            c: (read_heading(text), heading_measure(text)) for c, text in enumerate(texts) if text
        },
    )


def with_rows(table: Table, start: int, end: int, top: int, measures: frozenset[str]) -> Table:
    """The table with its own rows only, and a column headed "Đơn vị" settled by what it holds.

    One cell that is a unit of measure decides for units of measure: no organisation is called so.
    """
    columns, unused = dict(table.columns), table.unused
    column = columns.pop(Role.UNIT_OR_MEASURE, None)
    if column is not None:
        body = table.sheet.rows[table.last_header + 1 : end]
        cells = {row[column] for row in body if column < len(row)}
        holds_measures = any(is_measure(cell_text(cell), measures) for cell in cells if cell != "")
        role = Role.UNIT_MEASURE if holds_measures else Role.REPORTING_UNIT
        if role in columns:
            unused = tuple(sorted([*unused, column]))
        else:
            columns[role] = column
    return replace(table, columns=columns, unused=unused, start=start, end=end, top=top)


def _groups(
    figures: list[tuple[int, Heading]],
    texts: Sequence[str],
    doubles: list[tuple[int, int]],
    *,
    has_year_column: bool,
) -> tuple[tuple[FigureColumns, ...], list[int]]:
    """Figure columns by year and kind, and the columns that had no place.

    A share and a number side by side ("Tỷ lệ", "Số lượng") are two figures; each row has one.
    """
    years = {heading.year for _, heading in figures if heading.year is not None}
    ratios = [c for c, h in figures if years and h == _PLAIN and is_bare_ratio(texts[c])]
    if ratios:
        # Beside the figures of years, a bare "Tỷ lệ (%)" compares them with each other.
        kept = [(c, h) for c, h in figures if c not in ratios]
        grouped, extra = _groups(kept, texts, doubles, has_year_column=has_year_column)
        return grouped, [*extra, *ratios]
    if has_year_column and len(years) == 1 and all(h.year is not None for _, h in figures):
        figures = [(column, replace(heading, year=None)) for column, heading in figures]
    elif years and any(h.year is None and h.kind is None for _, h in figures):
        # Beside a plain "Giá trị", the year columns are another year's figures for comparison.
        keep = [(c, h) for c, h in figures if h.year is None]
        grouped, extra = _groups(keep, texts, doubles, has_year_column=has_year_column)
        return grouped, [*extra, *(c for c, h in figures if h.year is not None)]
    made: dict[tuple[int | None, Kind | None], dict[Role, int]] = {}
    twins: dict[tuple[int | None, Kind | None], int] = {}
    extra = []
    for column, heading in figures:
        about = (heading.year, heading.kind)
        group = made.setdefault(about, {})
        before = group.get(heading.role)
        if before is None:
            group[heading.role] = column
            continue
        is_share, was_share = (heading_measure(texts[c]) == PERCENT for c in (column, before))
        if heading.role is not Role.VALUE or is_share is was_share or about in twins:
            extra.append(column)
            doubles.append((before, column))
            continue
        # The numerator and denominator beside them belong to the share.
        group[Role.VALUE], twins[about] = (column, before) if is_share else (before, column)
    return tuple(
        _columns(about, group, texts)
        for about, group in (
            *made.items(),
            *((about, {Role.VALUE: column}) for about, column in twins.items()),
        )
    ), extra


def _columns(
    about: tuple[int | None, Kind | None], group: dict[Role, int], texts: Sequence[str]
) -> FigureColumns:
    value, top, bottom = (
        group.get(role) for role in (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)
    )
    measure, *parts = ("" if c is None else heading_measure(texts[c]) for c in (value, top, bottom))
    return FigureColumns(*about, value, top, bottom, measure, (parts[0], parts[1]))


def title_texts(table: Table) -> list[str]:
    """The texts above the headings of a table, cell by cell."""
    rows = table.sheet.rows[table.start : table.first_header]
    return [text for row in rows for cell in row if (text := cell_text(cell))]


def column_cells(table: Table, column: int | None, *, fill_merged: bool = False) -> list[Cell]:
    """The body cells of one column, "" where a row is shorter.

    With `fill_merged`, a text cell merged over several rows stands in each of them; figures are
    never filled, so that one figure cannot become several.
    """
    body = table.sheet.rows[table.last_header + 1 : table.end]
    if column is None:
        return [""] * len(body)
    cells: list[Cell] = [row[column] if column < len(row) else "" for row in body]
    if fill_merged:
        start = table.last_header + 1
        for top, left, bottom, _ in table.sheet.merged:
            if left == column and bottom > top >= start and top < table.end:
                value = cells[top - start]
                for index in range(top - start, min(bottom - start + 1, len(cells))):
                    if is_empty(cells[index]):
                        cells[index] = value
    return cells
