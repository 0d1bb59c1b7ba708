"""The history of everything as a table and as a file."""

from __future__ import annotations

from collections.abc import Sequence

from indicators import event_words as words
from indicators import exports, notation
from indicators.cells import (
    NOT_NARROW,
    Cell,
    Group,
    Line,
    Row,
    Table,
    column,
    line,
    part,
    table,
    target,
    text_cell,
)
from indicators.events import Event
from indicators.intake.cells import escaped

EVENTS_A_PAGE = 50
_COLUMNS = (
    words.NUMBER,
    words.TIME,
    words.ACCOUNT,
    "Họ tên",
    words.ADDRESS,
    words.WHAT,
    words.SUBJECT,
    words.BEFORE,
    words.AFTER,
    words.DETAIL,
    "Lần ghi số liệu",
)


def events_table(events: Sequence[Event]) -> Table:
    """Time, who and from where, what, before and after; a submission's row opens it."""
    return table(
        words.EVERYTHING,
        [
            column("time", words.TIME, "text"),
            column("who", words.WHO, "text"),
            column("what", words.WHAT, "name"),
            column("before", words.BEFORE, "text", sizes=NOT_NARROW),
            column("after", words.AFTER, "text", sizes=NOT_NARROW),
            column("detail", words.DETAIL, "text"),
        ],
        [Group(title="", rows=[_row(event) for event in events])],
        empty=words.NOTHING_FOUND,
    )


def events_csv(events: Sequence[Event]) -> bytes:
    """Every event as a line that no spreadsheet runs."""
    rows = [
        [
            event.number,
            notation.moment(event.moment) if event.moment else "",
            *map(
                escaped,
                (
                    event.login,
                    event.person,
                    event.address,
                    words.KINDS[event.kind],
                    words.subject(event),
                    words.value(event, event.before),
                    words.value(event, event.after),
                    event.detail,
                ),
            ),
            event.submission,
        ]
        for event in events
    ]
    return exports.as_csv(rows, _COLUMNS)


def _row(event: Event) -> Row:
    before, after = words.value(event, event.before), words.value(event, event.after)
    change = " → ".join(filter(None, (before, after)))
    subject = words.subject(event)
    lines: list[Line] = [line(part(subject, "muted", "small"))] if subject else []
    if before or after:
        lines.append(line(part(change, "muted", "small"), sizes=["narrow"]))
    row = Row(
        cells={
            "time": Cell(lines=[line(part(_time(event), "whole"))]),
            "who": Cell(lines=_who(event)),
            "what": Cell(title=words.KINDS[event.kind], lines=lines),
            "before": text_cell(before),
            "after": text_cell(after),
            "detail": text_cell(event.detail),
        }
    )
    if event.submission is not None:
        row["open"] = target("history", lan=str(event.submission))
    return row


def _who(event: Event) -> list[Line]:
    lines = [line(part(event.person or event.login or words.VISITOR))]
    small = [text for text in (event.login if event.person else "", event.address) if text]
    if small:
        lines.append(line(part(" · ".join(small), "muted", "small")))
    return lines


def _time(event: Event) -> str:
    return notation.moment(event.moment) if event.moment else ""
