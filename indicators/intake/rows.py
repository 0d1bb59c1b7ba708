"""The rows of a table on their way: what each holds, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, cast

from indicators.intake.cells import Cell, cell_text, unescaped
from indicators.intake.identities import IndicatorMatch, UnitMatch
from indicators.intake.layout import FigureColumns, Table
from indicators.intake.numbers import Number
from indicators.observations import Fault, Kind
from indicators.plan import Indicator


class Outcome(StrEnum):
    """What became of a row with any content; where a row holds several figures, the worst."""

    ACCEPTED = "accepted"
    NON_DATA = "non_data"
    ASKED = "asked"
    REFUSED = "refused"


class NonDataRow(NamedTuple):
    """A row that holds no figure; `reason` is a key of file_sentences.WHY_NO_DATA."""

    sheet: str
    row: int
    reason: str


class Draft(NamedTuple):
    """One figure of one row, at body row `place`; `year` and `kind` are None where it says none."""

    place: int
    row: int
    group: FigureColumns
    indicator: Indicator
    year: int | None
    unit: UnitMatch
    kind: Kind | None
    value: Number
    numerator: Number
    denominator: Number


@dataclass(slots=True)
class TableDrafts:
    """What one table holds. `outcomes` is by body row; None is a row without content.

    `dated` is the first draft, if any, whose year was given as a whole date.
    """

    table: Table
    drafts: list[Draft] = field(default_factory=list)
    totals: list[Draft] = field(default_factory=list)
    outcomes: list[Outcome | None] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    matches: dict[int, IndicatorMatch] = field(default_factory=dict)
    dated: Draft | None = None

    def row_number(self, index: int) -> int:
        return self.table.sheet.row_numbers[self.table.last_header + 1 + index]

    def cells(self, index: int) -> list[Cell]:
        return self.table.sheet.rows[self.table.last_header + 1 + index]

    def worsen(self, index: int, outcome: Outcome) -> None:
        """Notes what became of a figure; REFUSED outweighs ASKED, which outweighs the rest."""
        before = self.outcomes[index]
        if before is None or _WEIGHT[outcome] > _WEIGHT[before]:
            self.outcomes[index] = outcome


SEEN_LENGTH = 200
_SOURCE_LENGTH = 1_000
_NOTE_LENGTH = 2_000
_WEIGHT = {Outcome.NON_DATA: 0, Outcome.ACCEPTED: 1, Outcome.ASKED: 2, Outcome.REFUSED: 3}


def figure_columns(table: Table) -> list[int]:
    """Every column that a figure of the table is read from."""
    return [
        column
        for group in table.groups
        for column in (group.value, group.numerator, group.denominator)
        if column is not None
    ]


def note_text(note: Cell, source: Cell) -> str:
    """The note, with the source of the figure behind it where the row names one."""
    if not note and not source:
        return ""
    text, origin = unescaped(cell_text(note)), unescaped(cell_text(source))
    if origin:
        text = f"{text} (Nguồn: {origin})".strip()
    return text[:_NOTE_LENGTH]


def source_text(cells: Sequence[Cell], delimiter: str) -> str:
    """The row as it stood in the file, cells of a workbook apart by tabs."""
    if delimiter:
        return delimiter.join(cast("Sequence[str]", cells)).rstrip(delimiter)[:_SOURCE_LENGTH]
    texts = [cell if isinstance(cell, str) else cell_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return "\t".join(texts)[:_SOURCE_LENGTH]
