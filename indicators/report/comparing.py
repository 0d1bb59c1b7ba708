"""What changed between two days on which a report was, or could have been, written."""

from __future__ import annotations

from collections.abc import Iterable

from indicators import notation, wording
from indicators.board import View
from indicators.cells import Cell, Group, Row, Table, column, line, part, table, target, text_cell
from indicators.observations import Submission
from indicators.report.sentences import figure_cell
from indicators.standing import Standing

NOTHING_CHANGED = "Không có gì thay đổi giữa hai ngày này."


def comparison_table(before: View, now: View) -> Table:
    """Every indicator and task whose figure or state differs, with the submissions behind it."""
    rows = [
        _indicator_row(before.standing(standing.indicator.code), standing, before, now)
        for standing in sorted(now.standings, key=lambda s: s.indicator.code)
        if _differs(before.standing(standing.indicator.code), standing)
    ]
    rows += [
        Row(
            cells={
                "name": text_cell(f"Nhiệm vụ {new.task.code} {new.task.name}"),
                "before": text_cell(wording.TASK_LABELS[old.label]),
                "now": text_cell(wording.TASK_LABELS[new.label], "strong"),
                "by": _submissions(now, {new.update.submission} if new.update else set()),
            }
        )
        for old, new in zip(before.tasks, now.tasks, strict=True)
        if old.label is not new.label
    ]
    return table(
        f"Thay đổi từ {notation.day(before.today)} đến {notation.day(now.today)}",
        [
            column("name", "Chỉ tiêu, nhiệm vụ", "text"),
            column("before", notation.day(before.today), "text"),
            column("now", notation.day(now.today), "text"),
            column("by", "Do lần ghi", "text"),
        ],
        [Group(title="", rows=rows)],
        empty=NOTHING_CHANGED,
    )


def _differs(before: Standing, now: Standing) -> bool:
    figures = before.series.figures.get(now.year), now.series.figures.get(now.year)
    shown = {figure_cell(now.indicator, figure) for figure in figures}
    return len(shown) > 1 or before.label is not now.label


def _indicator_row(before: Standing, now: Standing, then: View, view: View) -> Row:
    indicator = now.indicator
    changed = {
        observation.submission
        for observation in view.observations
        if observation.indicator == indicator.code
        and observation.submission is not None
        and observation.submission > then.version
    }
    return Row(
        cells={
            "name": text_cell(f"{indicator.code} {indicator.short_name}"),
            "before": _state(before, now.year, is_new=False),
            "now": _state(now, now.year, is_new=True),
            "by": _submissions(view, changed),
        },
        open=target("indicator", ma=indicator.code, nam=str(now.year)),
    )


def _state(standing: Standing, year: int, *, is_new: bool) -> Cell:
    figure = figure_cell(standing.indicator, standing.series.figures.get(year))
    strong = part(figure, "strong") if is_new else part(figure)
    label = part(wording.LABELS[standing.label], "muted", "small")
    return Cell(lines=[line(strong), line(label)])


def _submissions(view: View, numbers: Iterable[int | None]) -> Cell:
    known = [
        view.submissions[n]
        for n in sorted(n for n in numbers if n is not None and n in view.submissions)
    ]
    return Cell(lines=[line(part(_said(submission), "small")) for submission in known])


def _said(submission: Submission) -> str:
    day = notation.moment(submission.confirmed_at)[:10]
    name = f" · {submission.file_name}" if submission.file_name else ""
    return f"Lần {submission.number} · {day} · {submission.person}{name}"
