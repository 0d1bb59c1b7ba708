"""The pages of rows: a unit's indicators or tasks, urgent tasks, debts."""

from __future__ import annotations

from pptx.enum.text import MSO_ANCHOR

from indicators.slides import deck_words
from indicators.slides.contract import DebtsSlide, TaskRow, TasksSlide, UnitRow, UnitSlide
from indicators.slides.deck_measure import width
from indicators.slides.deck_parts import Page
from indicators.slides.deck_tables import Cell, Column, add_table, status_cell
from indicators.slides.deck_template import BOTTOM, MARGIN, Ink
from indicators.slides.deck_text import END, START, Box, Words, deadline_line

_MIDDLE = MSO_ANCHOR.MIDDLE
_FEW = 3
"""So few rows are written larger."""


def draw_unit(page: Page, slide: UnitSlide) -> None:
    page.kicker(slide.kicker)
    top = page.title(slide.title)
    lead = [
        Words(slide.sentence, 22, bold=True),
        Words(" · ".join(slide.facts), 16, ink=Ink.SECONDARY, before=2),
    ]
    top += page.text(Box(MARGIN, top, page.inner, 56), lead) + 6
    bottom = BOTTOM
    if slide.note:
        high = 20.0 if page.is_wide else 36.0
        page.text(
            Box(MARGIN, bottom - high, page.inner, high),
            [Words(slide.note, 14, ink=Ink.SECONDARY)],
            anchor=MSO_ANCHOR.BOTTOM,
        )
        bottom -= high + 4
    if slide.rows:
        _unit_rows(page, slide, Box(MARGIN, top, page.inner, bottom - top))
    elif slide.tasks:
        title = [Words(slide.tasks_title, 16, ink=Ink.SECONDARY)]
        top += page.text(Box(MARGIN, top, page.inner, 24), title) + 4
        _task_rows(page, slide.tasks, Box(MARGIN, top, page.inner, bottom - top), slide.tasks_title)


def _unit_rows(page: Page, slide: UnitSlide, box: Box) -> None:
    others = any(row.others for row in slide.rows)
    result, status, other = (150.0, 244.0, 190.0) if page.is_wide else (116.0, 184.0, 132.0)
    columns = [
        Column(deck_words.INDICATOR, box.w - result - status - (other if others else 0)),
        Column(deck_words.RESULT, result, END),
        Column(deck_words.STATUS, status),
    ]
    if others:
        columns.append(Column(deck_words.OTHER_DEADLINE, other))
    large = 1.3 if len(slide.rows) <= _FEW and (page.is_wide or not others) else 1.0
    rows = [_unit_row(row, large, others=others) for row in slide.rows]
    places = add_table(page, box, columns, rows, slide.sentence, least_row=40)
    for row, place in zip(slide.rows, places, strict=True):
        page.bullet(
            Box(place.x + 6, place.bottom - 17, columns[0].width - 24, 13),
            row.bullet,
            with_words=False,
        )


def _unit_row(row: UnitRow, large: float, *, others: bool) -> list[Cell]:
    star = deck_words.STAR_SIGN if row.is_leading else ""
    name = Words(f"{row.code} {row.name}", 17 * large, bold=True, sign=star)
    cells = [
        Cell((name,), below=14.0 if "now" in row.bullet else 0.0),
        Cell(
            (Words(row.figure, 24 * large, bold=True), Words(row.threshold, 14, ink=Ink.SECONDARY))
        ),
        status_cell(row.status.label, row.status.words, 17),
    ]
    if others:
        cells.append(Cell(tuple(deadline_line(chip, 14) for chip in row.others)))
    return cells


def _task_rows(page: Page, tasks: tuple[TaskRow, ...], box: Box, description: str) -> None:
    status = 196.0 if page.is_wide else 186.0
    columns = [Column(deck_words.TASK, box.w - status), Column(deck_words.STATUS, status)]
    size = 24 if len(tasks) <= _FEW else 20
    rows = [
        [
            Cell((Words(f"{task.code} {task.name}", size, bold=True), Words(task.detail, 16))),
            status_cell(task.status.label, task.status.words, 18 if page.is_wide else 17),
        ]
        for task in tasks
    ]
    add_table(page, box, columns, rows, description, least_row=40)


def draw_tasks(page: Page, slide: TasksSlide) -> None:
    top = page.heading(slide.kicker)
    if slide.absent:
        _said(page, slide.absent, top)
        return
    right = _big_number(page, slide.number, slide.caption, top)
    _task_rows(page, slide.rows, right, f"{slide.number} {slide.caption}")


def draw_debts(page: Page, slide: DebtsSlide) -> None:
    top = page.heading(slide.kicker)
    if not slide.number:
        _said(page, slide.absent, top)
        return
    right = _big_number(page, slide.number, slide.caption, top)
    if slide.absent:
        page.text(right, [Words(slide.absent, 40, bold=True)], anchor=_MIDDLE)
        return
    first = right.w * 0.3
    columns = [Column(deck_words.UNIT, first), Column(deck_words.OWED, right.w - first)]
    size = 22 if len(slide.rows) <= _FEW else 18
    rows = [
        [
            Cell((Words(row.unit, size, bold=True),)),
            Cell(tuple(Words(line, size) for line in row.owed)),
        ]
        for row in slide.rows
    ]
    add_table(page, right, columns, rows, slide.kicker)


def _said(page: Page, text: str, top: float) -> None:
    """One sentence in the place of rows."""
    box = Box(MARGIN, top, page.inner, BOTTOM - top)
    page.text(box, [Words(text, 44, bold=True)], START, _MIDDLE)


def _big_number(page: Page, number: str, caption: str, top: float) -> Box:
    """A number with its caption at the left; returns the box at its right."""
    left = Box(MARGIN, top, 200 if page.is_wide else 168, BOTTOM - top)
    size = 110.0
    while size > 40 and width(number, size, bold=True) > left.w:
        size -= 2
    content = [Words(number, size, bold=True), Words(caption, 22, bold=True)]
    page.text(left, content)
    return Box(left.right + 20, top, page.wide - MARGIN - left.right - 20, left.h)
