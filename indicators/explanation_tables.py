"""Explanation notes as tables: the one that counts, and those written before it."""

from __future__ import annotations

from collections.abc import Sequence

from indicators import explanation_sentences as sentences
from indicators import notation, wording
from indicators.board import View
from indicators.cells import Cell, Group, Row, Style, Table, column, line, part, table, target
from indicators.explanations import ExplanationNote
from indicators.observations import Submission


def note_table(view: View, notes: Sequence[ExplanationNote], caption: str) -> Table:
    """Why, what next, until when, who and when; a row a note, a withdrawn one struck out."""
    return table(
        caption,
        [
            column("reason", sentences.REASON, "text"),
            column("next", sentences.NEXT_STEPS, "text"),
            column("due", sentences.DUE, "text"),
            column("person", sentences.PERSON, "text"),
        ],
        [Group(title="", rows=[_row(view, note) for note in notes])],
    )


def unit_notes_table(view: View, unit_code: str) -> Table | None:
    """What a lead unit wrote of its indicators in the year; None where it wrote nothing."""
    rows = []
    for standing in view.led_by(unit_code):
        note = view.note(standing.indicator.code)
        if note is None:
            continue
        indicator = standing.indicator
        opens = target("indicator", ma=indicator.code, nam=str(view.year))
        name = Cell(title=indicator.short_name, lines=[line(part(indicator.code, "muted"))])
        row = _row(view, note)
        rows.append(Row(cells={"name": name, **row["cells"]}, open=opens))
    if not rows:
        return None
    written = note_table(view, (), sentences.written(view.year))
    columns = [column("name", sentences.INDICATOR, "name"), *written["columns"]]
    return table(sentences.written(view.year), columns, [Group(title="", rows=rows)])


def paragraphs(text: str, *styles: Style) -> Cell:
    """Text that a person wrote, a line of text a line."""
    return Cell(lines=[line(part(said, *styles)) for said in text.splitlines() if said.strip()])


def signature(submission: Submission, what: str = "") -> Cell:
    """Who stored something (and `what` was done), over when."""
    person = f"{submission.person or wording.NO_FIGURE} {what}".strip()
    time = part(notation.moment(submission.confirmed_at), "muted", "small", "whole")
    handed_in = []
    if submission.proposed_by not in ("", submission.account):
        handed_in = [line(part(wording.handed_in_by(submission.proposed_by), "muted", "small"))]
    return Cell(lines=[line(part(person)), *handed_in, line(time)])


def _row(view: View, note: ExplanationNote) -> Row:
    act = note.submission if note.withdrawn else note.source
    what = sentences.WITHDRAWN if note.withdrawn else ""
    styles: tuple[Style, ...] = ("muted", "struck") if note.withdrawn else ()
    return Row(
        cells={
            "reason": paragraphs(note.reason, *styles),
            "next": paragraphs(note.next_steps, *styles),
            "due": paragraphs(notation.day(note.due), *styles),
            "person": signature(view.submissions[act], what) if act else Cell(),
        }
    )
