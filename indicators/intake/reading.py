"""A file becomes figures, questions and faults: container → sheet → layout → numbers → checks.

Nothing is stored here. `read_file` never raises: what a file cannot give is said in a fault.
"""

from __future__ import annotations

import gc
import logging
import traceback
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from indicators.intake import figure_sentences, file_sentences
from indicators.intake.cells import Cell, is_empty
from indicators.intake.container import read_container
from indicators.intake.drafts import draft_rows
from indicators.intake.identities import IndicatorNames, UnitNames
from indicators.intake.judging import Judgement, judge, style_answer
from indicators.intake.layout import Table, column_cells, count_headings
from indicators.intake.names import fold
from indicators.intake.numbers import Numbers, Style, read_numbers
from indicators.intake.privacy import keeps_personal_numbers, lists_citizens
from indicators.intake.questions import Questions
from indicators.intake.rows import NonDataRow, Outcome, TableDrafts, figure_columns
from indicators.intake.sections import Sections
from indicators.intake.sentence import Refused, Sentence
from indicators.intake.table_search import find_tables
from indicators.intake.template import is_guide
from indicators.intake.workbook import RawWorkbook
from indicators.observations import Fault, Key, Observation, Severity
from indicators.plan import Plan
from indicators.wording import DEMO_MARK

_MARKED_ROWS = 3
_log = logging.getLogger(__name__)


class RowRef(NamedTuple):
    """A row of the file as the person sees it; `sheet` is "" for a text file."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says, were every proposal and every given answer taken.

    `content_rows` counts the rows with any content. Each of them is in exactly one of
    `accepted`, `refused`, `asked` (left out until a question is answered) and `non_data`.
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


def read_file(
    content: bytes,
    file_name: str,
    *,
    plan: Plan,
    today: date,
    known_units: Collection[str] = (),
    stored: Mapping[Key, Observation] | None = None,
    year: int | None = None,
    answers: Mapping[str, str] | None = None,
) -> Reading:
    """What the upload of this file would store, and everything the person must know about it.

    `known_units` are names reported before that the plan does not list, `stored` the current
    figures, `year` the year of rows that name none, `answers` what the person chose, by the
    question's name. Never raises; an unforeseen error is one fault with code "unexpected".
    """
    try:
        return read_strictly(
            content,
            file_name,
            plan=plan,
            today=today,
            known_units=known_units,
            stored=stored,
            year=year,
            answers=answers,
        )
    except Exception as error:
        # Where it happened, not what was in the file: a message may quote a cell.
        places = traceback.extract_tb(error.__traceback__)
        last = places[-1] if places else None
        place = f"{last.name}:{last.lineno}" if last else "?"
        _log.error("reading failed: %s in %s", type(error).__name__, place)
        return _refused(file_sentences.unexpected())


def read_strictly(
    content: bytes,
    file_name: str,
    *,
    plan: Plan,
    today: date,
    known_units: Collection[str] = (),
    stored: Mapping[Key, Observation] | None = None,
    year: int | None = None,
    answers: Mapping[str, str] | None = None,
) -> Reading:
    """`read_file` without its safety net, for tests that must hear of every unforeseen error."""
    # A reading makes a million small objects and no cycles; looking for some costs a third of it.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        workbook = read_container(content, count_headings)
        if lists_citizens(workbook.sheets):
            return _refused(file_sentences.personal_data())
        questions = Questions(answers or {})
        return _read(workbook, file_name, plan, today, known_units, stored or {}, year, questions)
    except Refused as refused:
        return _refused(refused.sentence)
    finally:
        if was_enabled:
            gc.enable()


def _refused(sentence: Sentence) -> Reading:
    return Reading(faults=(_file_fault(Severity.ERROR, sentence),))


def _file_fault(severity: Severity, sentence: Sentence, sheet: str = "") -> Fault:
    return Fault(severity, sentence.code, None, "", "", sentence.why, sentence.mend, sheet=sheet)


def _read(
    workbook: RawWorkbook,
    file_name: str,
    plan: Plan,
    today: date,
    known_units: Collection[str],
    stored: Mapping[Key, Observation],
    year: int | None,
    questions: Questions,
) -> Reading:
    measures = frozenset(fold(indicator.unit_measure) for indicator in plan.measured)
    found = [
        (sheet, [] if is_guide(sheet) else find_tables(sheet, measures))
        for sheet in workbook.sheets
    ]
    tables = [table for _, of_sheet in found for table in of_sheet]
    faults: list[Fault] = []
    if workbook.hidden:
        faults.append(_file_fault(Severity.WARNING, file_sentences.hidden_sheets(workbook.hidden)))
    if not tables:
        return _without_table(workbook, faults)
    others = [sheet for sheet, of_sheet in found if not of_sheet]
    names = [sheet.name for sheet in others if not is_guide(sheet)]
    if names:
        faults.append(_file_fault(Severity.WARNING, file_sentences.sheets_without_table(names)))
    if any(DEMO_MARK in row for table in tables for row in table.sheet.rows[:_MARKED_ROWS]):
        faults.append(_file_fault(Severity.WARNING, file_sentences.invented_figures()))
    faults.extend(_unused_columns(table) for table in tables if _unused(table))
    if any("?" in text for table in tables for text in table.headings.values()):
        faults.append(_file_fault(Severity.WARNING, file_sentences.some_text_lost()))

    if any(table.sheet.wrong_font for table in tables):
        faults.append(_file_fault(Severity.WARNING, file_sentences.wrong_font()))
    if any(keeps_personal_numbers(table) for table in tables):
        return _refused(file_sentences.personal_data())

    numbers = _numbers(tables, questions)
    indicators, units = IndicatorNames(plan), UnitNames(plan, known_units)
    sections: dict[str, Sections] = {}
    drafts = [
        draft_rows(
            table,
            numbers,
            plan,
            indicators,
            units,
            sections.setdefault(table.sheet.name, Sections(units, plan)),
        )
        for table in tables
    ]
    judgement = judge(drafts, numbers, plan, today, file_name, year, stored, questions, units)

    non_data = [
        NonDataRow(sheet.name, number, "other_sheet")
        for sheet in others
        for row, number in zip(sheet.rows, sheet.row_numbers, strict=True)
        if not all(map(is_empty, row))
    ]
    for table in tables:
        non_data.extend(_rows_above(table))
    return _assemble(tables, drafts, judgement, faults, non_data, numbers)


def _numbers(tables: list[Table], questions: Questions) -> Numbers:
    # Distinct cells in the order of the file, so that an example shown is the first one.
    cells: dict[Cell, None] = {}
    for table in tables:
        for column in figure_columns(table):
            cells.update(dict.fromkeys(column_cells(table, column)))
    answer = style_answer(questions)
    return read_numbers(cells, Style(answer) if answer else None)


def _without_table(workbook: RawWorkbook, faults: list[Fault]) -> Reading:
    refused = [
        RowRef(sheet.name, number)
        for sheet in workbook.sheets
        for row, number in zip(sheet.rows, sheet.row_numbers, strict=True)
        if not all(map(is_empty, row))
    ]
    is_lost = any(
        isinstance(cell, str) and ("\ufffd" in cell or "?" in cell.strip("? "))
        for sheet in workbook.sheets
        for row in sheet.rows[:30]
        for cell in row
    )
    if not refused:
        sentence = file_sentences.empty_file()
    else:
        sentence = file_sentences.lost_text() if is_lost else file_sentences.no_header()
    return Reading(
        faults=(*faults, _file_fault(Severity.ERROR, sentence)),
        content_rows=len(refused),
        refused=len(refused),
        refused_rows=tuple(refused),
    )


def _rows_above(table: Table) -> list[NonDataRow]:
    rows = []
    for index in range(table.start, table.last_header + 1):
        if not all(map(is_empty, table.sheet.rows[index])):
            reason = "header" if index >= table.first_header else "title"
            rows.append(NonDataRow(table.sheet.name, table.sheet.row_numbers[index], reason))
    return rows


def _unused(table: Table) -> list[str]:
    """Headings of columns that hold something and are not read."""
    return [
        table.headings[column]
        for column in table.unused
        if any(not is_empty(cell) for cell in column_cells(table, column))
    ]


def _unused_columns(table: Table) -> Fault:
    return _file_fault(
        Severity.WARNING, file_sentences.unused_columns(_unused(table)), table.sheet.name
    )


def _assemble(
    tables: list[Table],
    drafts: list[TableDrafts],
    judgement: Judgement,
    faults: list[Fault],
    non_data: list[NonDataRow],
    numbers: Numbers,
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
        faults.append(_file_fault(Severity.WARNING, sentence))
    if not (accepted or refused or asked):
        empty = file_sentences.header_only() if not body_rows else file_sentences.no_figures()
        faults.append(_file_fault(Severity.ERROR, empty))
    order = {table.sheet.name: position for position, table in enumerate(tables)}
    faults.sort(key=lambda fault: (order.get(fault.sheet, -1), fault.row or 0))
    return Reading(
        observations=judgement.observations,
        faults=tuple(faults),
        content_rows=accepted + len(refused) + len(asked) + len(non_data),
        accepted=accepted,
        refused=len(refused),
        asked=len(asked),
        refused_rows=tuple(refused),
        asked_rows=tuple(asked),
        non_data_rows=tuple(non_data),
        description=_description(tables, numbers),
        new_units=judgement.new_units,
    )


def _description(tables: list[Table], numbers: Numbers) -> tuple[str, ...]:
    texts = []
    first = tables[0].sheet
    if first.delimiter:
        texts.append(file_sentences.understood_text(first.encoding, first.delimiter))
    for table in tables:
        layout = file_sentences.WIDE_LAYOUT if table.is_wide else file_sentences.LONG_LAYOUT
        row = table.sheet.row_numbers[table.first_header]
        texts.append(file_sentences.understood_table(table.sheet.name, row, layout))
    if numbers.style is not None:
        texts.append(file_sentences.understood_style(numbers.style.value))
    return tuple(texts)
