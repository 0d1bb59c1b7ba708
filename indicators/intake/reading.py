"""A file becomes figures, questions and faults: container → sheet → layout → numbers → checks.

Nothing is stored here. `read_file` never raises: what a file cannot give is said in a fault.
"""

from __future__ import annotations

import gc
import logging
import traceback
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from indicators.intake import figure_sentences, file_sentences
from indicators.intake.cells import Cell, RawSheet, is_empty
from indicators.intake.container import read_container
from indicators.intake.drafts import Drafting
from indicators.intake.headings import Role
from indicators.intake.identities import IndicatorNames, UnitNames
from indicators.intake.judging import Judgement, judge, style_answer
from indicators.intake.layout import Table, column_cells, count_headings
from indicators.intake.letterhead import letterhead_question
from indicators.intake.marks import without_marks
from indicators.intake.mending import mend, mendable_cells
from indicators.intake.names import fold
from indicators.intake.numbers import Numbers, Style, read_numbers
from indicators.intake.privacy import keeps_personal_numbers, lists_citizens
from indicators.intake.questions import Questions
from indicators.intake.rows import NonDataRow, Outcome, TableDrafts, figure_columns
from indicators.intake.sections import Sections
from indicators.intake.sentence import Refused, Sentence
from indicators.intake.sheet_choice import chosen_sheets
from indicators.intake.stages import Report, Stage, Stages
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
    corrections: Mapping[tuple[str, int, str], str] | None = None,
    progress: Report | None = None,
) -> Reading:
    """What the upload of this file would store, and everything the person must know about it.

    `known_units` are names reported before that the plan does not list, `stored` the current
    figures, `year` the year of rows that name none, `answers` what the person chose, by the
    question's name, `corrections` what is to be read in place of a cell, by sheet, row and column
    heading, `progress` is told how far the reading is. Never raises; an unforeseen error is
    one fault with code "unexpected".
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
            corrections=corrections,
            progress=progress,
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
    corrections: Mapping[tuple[str, int, str], str] | None = None,
    progress: Report | None = None,
) -> Reading:
    """`read_file` without its safety net, for tests that must hear of every unforeseen error."""
    # A reading makes a million small objects and no cycles; looking for some costs a third of it.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        stages = Stages(progress)
        stages.begin(Stage.OPENING)
        workbook = without_marks(read_container(content, count_headings))
        if lists_citizens(workbook.sheets):
            return _refused(file_sentences.personal_data())
        questions = Questions(answers or {})
        reading = _read(
            workbook,
            file_name,
            plan,
            today,
            known_units,
            stored or {},
            year,
            questions,
            corrections or {},
            stages,
        )
        stages.begin(Stage.DONE)
        return reading
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
    corrections: Mapping[tuple[str, int, str], str],
    stages: Stages,
) -> Reading:
    measures = frozenset(fold(indicator.unit_measure) for indicator in plan.measured)
    stages.begin(Stage.UNDERSTANDING, sum(len(sheet.rows) for sheet in workbook.sheets))
    found = [
        (sheet, [] if is_guide(sheet) else find_tables(sheet, measures))
        for sheet in workbook.sheets
    ]
    if any(keeps_personal_numbers(table) for _, of_sheet in found for table in of_sheet):
        return _refused(file_sentences.personal_data())
    found, not_chosen = chosen_sheets(found, questions)
    tables = [table for _, of_sheet in found for table in of_sheet]
    # Before a row that the person leaves out is emptied.
    content_rows = sum(1 for sheet in workbook.sheets for row in sheet.rows if _has_content(row))
    mended = mend(tables, corrections)
    # What was typed on the screen is held to the same as what the file said.
    if mended.source_texts and (
        lists_citizens(workbook.sheets) or any(keeps_personal_numbers(table) for table in tables)
    ):
        return _refused(file_sentences.personal_data())
    faults: list[Fault] = []
    if workbook.hidden:
        faults.append(_file_fault(Severity.WARNING, file_sentences.hidden_sheets(workbook.hidden)))
    if not_chosen:
        names = [sheet.name for sheet in not_chosen]
        faults.append(_file_fault(Severity.WARNING, file_sentences.sheets_left_out(names)))
    if not tables and not not_chosen:
        return _without_table(workbook, faults)
    is_lost = [_has_lost_headings(table) for table in tables]
    if tables and all(is_lost) and not any(Role.CODE in table.columns for table in tables):
        return _refused_whole(workbook, faults, file_sentences.lost_text())
    others = [sheet for sheet, of_sheet in found if not of_sheet]
    names = [sheet.name for sheet in others if not is_guide(sheet)]
    if names:
        faults.append(_file_fault(Severity.WARNING, file_sentences.sheets_without_table(names)))
    if any(DEMO_MARK in row for table in tables for row in table.sheet.rows[:_MARKED_ROWS]):
        faults.append(_file_fault(Severity.WARNING, file_sentences.invented_figures()))
    faults.extend(_unused_columns(table) for table in tables if _unused(table))
    if any(is_lost):
        faults.append(_file_fault(Severity.WARNING, file_sentences.some_text_lost()))
    elif any(table.sheet.has_lost_letters for table in tables):
        faults.append(_file_fault(Severity.WARNING, file_sentences.damaged_letters()))

    if any(table.sheet.wrong_font for table in tables):
        faults.append(_file_fault(Severity.WARNING, file_sentences.wrong_font()))
    numbers = _numbers(tables, questions)
    indicators, units = IndicatorNames(plan), UnitNames(plan, known_units)
    sections: dict[str, Sections] = {}
    drafts = []
    for table in tables:
        if table.sheet.name not in sections:
            begun = sections[table.sheet.name] = Sections(units, plan)
            begun.begin_sheet(letterhead_question(table, units, plan, file_name))
        its_sections = sections[table.sheet.name]
        drafting = Drafting(table, numbers, plan, indicators, units, its_sections)
        drafts.append(drafting.run(stages))
    stages.begin(Stage.CHECKING, sum(len(of_table.drafts) for of_table in drafts))
    judgement = judge(
        drafts, numbers, plan, today, file_name, year, stored, questions, units, stages
    )
    judgement.observations = mended.as_handed_in(judgement.observations)
    non_data = [
        *(NonDataRow(*row, "left_out") for row in mended.left_out),
        *_all_rows(others, "other_sheet"),
        *_all_rows(not_chosen, "left_out"),
        *(row for table in tables for row in _rows_above(table)),
    ]
    cells = mendable_cells(drafts, mended)
    return _assemble(tables, drafts, judgement, faults, non_data, numbers, content_rows, cells)


def _has_content(row: list[Cell]) -> bool:
    return not all(map(is_empty, row))


def _all_rows(sheets: list[RawSheet], reason: str) -> Iterator[NonDataRow]:
    for sheet in sheets:
        for row, number in zip(sheet.rows, sheet.row_numbers, strict=True):
            if _has_content(row):
                yield NonDataRow(sheet.name, number, reason)


def _numbers(tables: list[Table], questions: Questions) -> Numbers:
    # Distinct cells in the order of the file, so that an example shown is the first one.
    cells: dict[Cell, None] = {}
    for table in tables:
        for column in figure_columns(table):
            cells.update(dict.fromkeys(column_cells(table, column)))
    answer = style_answer(questions)
    return read_numbers(cells, Style(answer) if answer else None)


def _has_lost_headings(table: Table) -> bool:
    return any("?" in text or "\ufffd" in text for text in table.headings.values())


def _without_table(workbook: RawWorkbook, faults: list[Fault]) -> Reading:
    is_lost = any(
        isinstance(cell, str) and ("\ufffd" in cell or "?" in cell.strip("? "))
        for sheet in workbook.sheets
        for row in sheet.rows[:30]
        for cell in row
    )
    if not any(_has_content(row) for sheet in workbook.sheets for row in sheet.rows):
        sentence = file_sentences.empty_file()
    else:
        sentence = file_sentences.lost_text() if is_lost else file_sentences.no_header()
    return _refused_whole(workbook, faults, sentence)


def _refused_whole(workbook: RawWorkbook, faults: list[Fault], sentence: Sentence) -> Reading:
    refused = [RowRef(row.sheet, row.row) for row in _all_rows(workbook.sheets, "")]
    return Reading(
        faults=(*faults, _file_fault(Severity.ERROR, sentence)),
        content_rows=len(refused),
        refused=len(refused),
        refused_rows=tuple(refused),
    )


def _rows_above(table: Table) -> list[NonDataRow]:
    rows = []
    for index in range(table.start, table.last_header + 1):
        if _has_content(table.sheet.rows[index]):
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
        faults.append(_file_fault(Severity.WARNING, sentence))
    was_left_out = any(row.reason == "left_out" for row in non_data)
    if drafts and not (accepted or refused or asked or was_left_out):
        empty = file_sentences.header_only() if not body_rows else file_sentences.no_figures()
        faults.append(_file_fault(Severity.ERROR, empty))
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
