"""A file becomes figures, questions and faults: container → sheet → layout → numbers → checks.

Nothing is stored here. `read_file` never raises: what a file cannot give is said in a fault.
"""

from __future__ import annotations

import gc
import logging
import traceback

from indicators.intake import file_sentences
from indicators.intake.cells import Cell, is_empty
from indicators.intake.container import read_container
from indicators.intake.drafts import Drafting
from indicators.intake.given import Given
from indicators.intake.headings import Role
from indicators.intake.identities import IndicatorNames, UnitNames
from indicators.intake.judging import judge, style_answer
from indicators.intake.layout import Table, column_cells, count_headings
from indicators.intake.letterhead import letterhead_question
from indicators.intake.marks import without_marks
from indicators.intake.mending import mend, mendable_cells
from indicators.intake.names import fold
from indicators.intake.numbers import Numbers, Style, read_numbers
from indicators.intake.privacy import keeps_personal_numbers, lists_citizens
from indicators.intake.questions import Questions
from indicators.intake.reading import (
    Reading,
    all_rows,
    assemble,
    file_fault,
    has_content,
    refusal,
    refused_whole,
)
from indicators.intake.rows import NonDataRow, figure_columns
from indicators.intake.sections import Sections
from indicators.intake.sentence import Refused
from indicators.intake.sheet_choice import chosen_sheets
from indicators.intake.stages import Report, Stage, Stages
from indicators.intake.table_search import find_tables
from indicators.intake.template import is_guide
from indicators.intake.workbook import RawWorkbook
from indicators.observations import Fault, Severity
from indicators.wording import DEMO_MARK

_MARKED_ROWS = 3
_log = logging.getLogger(__name__)


def read_file(
    content: bytes, file_name: str, given: Given, progress: Report | None = None
) -> Reading:
    """What the upload of this file would store, and everything the person must know about it.

    `progress` is told how far the reading is. Never raises; an unforeseen error is one fault with
    code "unexpected".
    """
    try:
        return read_strictly(content, file_name, given, progress)
    except Exception as error:
        # Where it happened, not what was in the file: a message may quote a cell.
        places = traceback.extract_tb(error.__traceback__)
        last = places[-1] if places else None
        place = f"{last.name}:{last.lineno}" if last else "?"
        _log.error("reading failed: %s in %s", type(error).__name__, place)
        return refusal(file_sentences.unexpected())


def read_strictly(
    content: bytes, file_name: str, given: Given, progress: Report | None = None
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
            return refusal(file_sentences.personal_data())
        reading = _read(workbook, file_name, given, stages)
        stages.begin(Stage.DONE)
        return reading
    except Refused as refused:
        return refusal(refused.sentence)
    finally:
        if was_enabled:
            gc.enable()


def _read(workbook: RawWorkbook, file_name: str, given: Given, stages: Stages) -> Reading:
    plan, questions = given.plan, Questions(given.answers)
    measures = frozenset(fold(indicator.unit_measure) for indicator in plan.measured)
    stages.begin(Stage.UNDERSTANDING, sum(len(sheet.rows) for sheet in workbook.sheets))
    found = [
        (sheet, [] if is_guide(sheet) else find_tables(sheet, measures))
        for sheet in workbook.sheets
    ]
    if any(keeps_personal_numbers(table) for _, of_sheet in found for table in of_sheet):
        return refusal(file_sentences.personal_data())
    found, not_chosen = chosen_sheets(found, questions)
    tables = [table for _, of_sheet in found for table in of_sheet]
    # Before a row that the person leaves out is emptied.
    content_rows = sum(1 for sheet in workbook.sheets for row in sheet.rows if has_content(row))
    mended = mend(tables, given.corrections)
    # What was typed on the screen is held to the same as what the file said.
    if mended.source_texts and (
        lists_citizens(workbook.sheets) or any(keeps_personal_numbers(table) for table in tables)
    ):
        return refusal(file_sentences.personal_data())
    faults: list[Fault] = []
    if workbook.hidden:
        faults.append(file_fault(Severity.WARNING, file_sentences.hidden_sheets(workbook.hidden)))
    if not_chosen:
        names = [sheet.name for sheet in not_chosen]
        faults.append(file_fault(Severity.WARNING, file_sentences.sheets_left_out(names)))
    if not tables and not not_chosen:
        return _without_table(workbook, faults)
    is_lost = [_has_lost_headings(table) for table in tables]
    if tables and all(is_lost) and not any(Role.CODE in table.columns for table in tables):
        return refused_whole(workbook, faults, file_sentences.lost_text())
    others = [sheet for sheet, of_sheet in found if not of_sheet]
    names = [sheet.name for sheet in others if not is_guide(sheet)]
    if names:
        faults.append(file_fault(Severity.WARNING, file_sentences.sheets_without_table(names)))
    if any(DEMO_MARK in row for table in tables for row in table.sheet.rows[:_MARKED_ROWS]):
        faults.append(file_fault(Severity.WARNING, file_sentences.invented_figures()))
    faults.extend(_unused_columns(table) for table in tables if _unused(table))
    if any(is_lost):
        faults.append(file_fault(Severity.WARNING, file_sentences.some_text_lost()))
    elif any(table.sheet.has_lost_letters for table in tables):
        faults.append(file_fault(Severity.WARNING, file_sentences.damaged_letters()))

    if any(table.sheet.wrong_font for table in tables):
        faults.append(file_fault(Severity.WARNING, file_sentences.wrong_font()))
    numbers = _numbers(tables, questions)
    indicators, units = IndicatorNames(plan), UnitNames(plan, given.known_units)
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
    judgement = judge(drafts, numbers, given, file_name, questions, units, stages)
    judgement.observations = mended.as_handed_in(judgement.observations)
    non_data = [
        *(NonDataRow(*row, "left_out") for row in mended.left_out),
        *all_rows(others, "other_sheet"),
        *all_rows(not_chosen, "left_out"),
        *(row for table in tables for row in _rows_above(table)),
    ]
    cells = mendable_cells(drafts, mended)
    return assemble(tables, drafts, judgement, faults, non_data, numbers, content_rows, cells)


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
    if not any(has_content(row) for sheet in workbook.sheets for row in sheet.rows):
        sentence = file_sentences.empty_file()
    else:
        sentence = file_sentences.lost_text() if is_lost else file_sentences.no_header()
    return refused_whole(workbook, faults, sentence)


def _rows_above(table: Table) -> list[NonDataRow]:
    rows = []
    for index in range(table.start, table.last_header + 1):
        if has_content(table.sheet.rows[index]):
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
    return file_fault(
        Severity.WARNING, file_sentences.unused_columns(_unused(table)), table.sheet.name
    )
