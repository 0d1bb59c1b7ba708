"""What a file says, with every row of it accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from indicators.intake import figure_sentences, file_sentences
from indicators.intake.cells import Cell, RawSheet, is_empty
from indicators.intake.judging import Judgement
from indicators.intake.layout import Table
from indicators.intake.numbers import Numbers
from indicators.intake.rows import NonDataRow, Outcome, TableDrafts
from indicators.intake.sentence import Sentence
from indicators.intake.workbook import RawWorkbook
from indicators.observations import Fault, Observation, Severity


class RowRef(NamedTuple):
    """A row of the file as the person sees it; `sheet` is "" for a text file."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says, were every proposal and every given answer taken.

    `content_rows` counts the rows with any content. Each of them is in exactly one of
    `accepted`, `refused`, `asked` (left out until a question is answered) and `non_data`.
    `cells` holds what the refused and the corrected rows say, by row and column heading.
    """

    observations: tuple[Observation, ...] = ()
    faults: tuple[Fault, ...] = ()
    content_rows: int = 0
    accepted: int = 0
    refused: int = 0
    asked: int = 0
    refused_rows: tuple[RowRef, ...] = ()
    asked_rows: tuple[RowRef, ...] = ()
    non_data_rows: tuple[NonDataRow, ...] = ()
    description: tuple[str, ...] = ()
    new_units: tuple[str, ...] = ()
    cells: Mapping[tuple[str, int], Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.accepted + self.refused + self.asked + self.non_data != self.content_rows:
            raise AssertionError("a row of the file is unaccounted for")

    @property
    def non_data(self) -> int:
        return len(self.non_data_rows)

    @property
    def open_questions(self) -> tuple[Fault, ...]:
        return tuple(f for f in self.faults if f.severity is Severity.QUESTION)

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(f for f in self.faults if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return tuple(f for f in self.faults if f.severity is Severity.WARNING)


def refusal(sentence: Sentence) -> Reading:
    return Reading(faults=(file_fault(Severity.ERROR, sentence),))


def file_fault(severity: Severity, sentence: Sentence, sheet: str = "") -> Fault:
    return Fault(severity, sentence.code, None, "", "", sentence.why, sentence.mend, sheet=sheet)


def has_content(row: list[Cell]) -> bool:
    return not all(map(is_empty, row))


def all_rows(sheets: list[RawSheet], reason: str) -> Iterator[NonDataRow]:
    for sheet in sheets:
        for row, number in zip(sheet.rows, sheet.row_numbers, strict=True):
            if has_content(row):
                yield NonDataRow(sheet.name, number, reason)


def refused_whole(workbook: RawWorkbook, faults: list[Fault], sentence: Sentence) -> Reading:
    refused = [RowRef(row.sheet, row.row) for row in all_rows(workbook.sheets, "")]
    return Reading(
        faults=(*faults, file_fault(Severity.ERROR, sentence)),
        content_rows=len(refused),
        refused=len(refused),
        refused_rows=tuple(refused),
    )


def assemble(
    tables: list[Table],
    drafts: list[TableDrafts],
    judgement: Judgement,
    faults: list[Fault],
    non_data: list[NonDataRow],
    numbers: Numbers,
    content_rows: int,
    cells: Mapping[tuple[str, int], Mapping[str, str]],
) -> Reading:
    refused: list[RowRef] = []
    asked: list[RowRef] = []
    accepted = 0
    without_figure: list[int] = []
    body_rows = 0
    for table_drafts in drafts:
        sheet = table_drafts.table.sheet.name
        for index, outcome in enumerate(table_drafts.outcomes):
            if outcome is None:
                continue
            body_rows += 1
            row = table_drafts.row_number(index)
            if outcome is Outcome.ACCEPTED:
                accepted += 1
            elif outcome is Outcome.REFUSED:
                refused.append(RowRef(sheet, row))
            elif outcome is Outcome.ASKED:
                asked.append(RowRef(sheet, row))
            else:
                reason = table_drafts.reasons.get(index, "section")
                non_data.append(NonDataRow(sheet, row, reason))
                if reason == "no_figure":
                    without_figure.append(row)
        faults.extend(table_drafts.faults)
    faults.extend(judgement.faults)
    if without_figure and (accepted or refused or asked):
        rows = ", ".join(map(str, without_figure[:5])) + ("…" if len(without_figure) > 5 else "")
        sentence = figure_sentences.rows_without_figure(len(without_figure), rows)
        faults.append(file_fault(Severity.WARNING, sentence))
    was_left_out = any(row.reason == "left_out" for row in non_data)
    if drafts and not (accepted or refused or asked or was_left_out):
        empty = file_sentences.header_only() if not body_rows else file_sentences.no_figures()
        faults.append(file_fault(Severity.ERROR, empty))
    order = {table.sheet.name: position for position, table in enumerate(tables)}
    faults.sort(key=lambda fault: (order.get(fault.sheet, -1), fault.row or 0))
    return Reading(
        observations=judgement.observations,
        faults=tuple(faults),
        content_rows=content_rows,
        accepted=accepted,
        refused=len(refused),
        asked=len(asked),
        refused_rows=tuple(refused),
        asked_rows=tuple(asked),
        non_data_rows=tuple(non_data),
        description=_description(tables, numbers),
        new_units=judgement.new_units,
        cells=cells,
    )


def _description(tables: list[Table], numbers: Numbers) -> tuple[str, ...]:
    texts = []
    if tables and tables[0].sheet.delimiter:
        first = tables[0].sheet
        texts.append(file_sentences.understood_text(first.encoding, first.delimiter))
    for table in tables:
        layout = file_sentences.WIDE_LAYOUT if table.is_wide else file_sentences.LONG_LAYOUT
        row = table.sheet.row_numbers[table.first_header]
        texts.append(file_sentences.understood_table(table.sheet.name, row, layout))
    if numbers.style is not None:
        texts.append(file_sentences.understood_style(numbers.style.value))
    return tuple(texts)
