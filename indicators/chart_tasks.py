"""The plan's tasks on a time line: by group, with lead unit, deadline and state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from indicators import palette, wording
from indicators.chart_template import (
    DEMO_ROOM,
    NORMAL,
    PAPER,
    SMALL,
    Spec,
    bold,
    dots,
    line,
    note,
    plain,
    small,
    spec,
    wrap,
)
from indicators.palette import Chip
from indicators.plan import Plan, Task

_HEAD, _LINE, _PAD = 40, 19, 16
_LEFT, _RIGHT = 430.0, 178.0
_LETTERS, _LETTERS_NARROW = 58, 44


@dataclass(frozen=True, slots=True)
class _Row:
    """One task with its wrapped name; `top` is in pixels below the first row's top."""

    task: Task
    lines: tuple[str, ...]
    top: int
    height: int


def task_timeline_spec(
    plan: Plan,
    states: Mapping[str, tuple[str, Chip]],
    today: date,
    *,
    demo: bool,
    narrow: bool = False,
    is_lasting: bool = False,
) -> Spec:
    """Rows as high as their names need: no name is shortened, none runs into the next.

    What is read on later days too, `is_lasting`, does not call the day today.
    """
    day_words = wording.as_of(today) if is_lasting else wording.today(today)
    rows, heads, height = _rows(plan, narrow)
    first, last = float(plan.document.first_year), plan.document.last_year + 1.0
    last = max(last, max((_moment(t.deadline) for t in plan.tasks), default=last))
    above = 48 + (DEMO_ROOM if demo else 0)
    data = [_bars(rows, first, narrow), _deadlines(rows, narrow)]
    words = [
        note(
            bold(plain(name)),
            0,
            top + _HEAD - 8,
            at=("paper", "y"),
            anchor=("left", "bottom"),
            shift=(0 if narrow else -_LEFT, 0),
            size=16,
        )
        for name, top in heads
    ]
    for row in rows:
        words += _row_words(plan, row, states.get(row.task.code), narrow)
    if first <= _moment(today) <= last:
        data.insert(0, _today_line(today, rows, height, narrow))
        near_end = _moment(today) > (first + last) / 2
        words.append(
            note(
                bold(day_words),
                _moment(today),
                0,
                at=("x", "y"),
                anchor=("right" if near_end else "left", "bottom"),
                shift=(0, 30),
                size=SMALL,
                colour=palette.PATH,
            )
        )
    years = range(plan.document.first_year, int(last))
    return spec(
        data,
        height=height + above + 8,
        margin={"l": 6 if narrow else _LEFT, "r": 12 if narrow else _RIGHT, "t": above, "b": 8},
        xaxis={
            "range": [first, last],
            "side": "top",
            "tickvals": [year + 0.5 for year in years],
            "ticktext": [str(year) for year in years],
        },
        yaxis={
            "range": [height, 0],
            "showticklabels": False,
            "zeroline": False,
            "tickvals": [row.top + row.height for row in rows],
        },
        annotations=words,
        demo=demo,
    )


def _rows(plan: Plan, narrow: bool) -> tuple[list[_Row], list[tuple[str, int]], int]:
    """Task rows, group heads with their tops, and the height of all, in pixels."""
    rows: list[_Row] = []
    heads: list[tuple[str, int]] = []
    top = 0
    for group in plan.task_groups:
        tasks = [task for task in plan.tasks if task.group == group.code]
        if not tasks:
            continue
        heads.append((f"{group.code}. {group.name}", top))
        top += _HEAD
        for task in tasks:
            lines = wrap(f"{task.code} {task.name}", _LETTERS_NARROW if narrow else _LETTERS)
            # One line more for the lead unit; on a narrow plot two for state and time line.
            height = _PAD + _LINE * (len(lines) + 1) + (72 if narrow else 0)
            rows.append(_Row(task, tuple(lines), top, height))
            top += height
    return rows, heads, top


def _moment(day: date) -> float:
    start = date(day.year, 1, 1).toordinal()
    length = date(day.year + 1, 1, 1).toordinal() - start
    return day.year + (day.toordinal() - start + 1) / length


def _level(row: _Row, narrow: bool) -> float:
    return row.top + (row.height - 18 if narrow else row.height / 2)


def _bars(rows: list[_Row], first: float, narrow: bool) -> Spec:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row in rows:
        xs += [first, _moment(row.task.deadline), None]
        ys += [_level(row, narrow)] * 2 + [None]
    return line(xs, ys, name="thời gian thực hiện", colour=palette.BASELINE, width=3)


def _deadlines(rows: list[_Row], narrow: bool) -> Spec:
    return dots(
        [_moment(row.task.deadline) for row in rows],
        [_level(row, narrow) for row in rows],
        name="hạn",
        size=14,
        colour=palette.TEXT,
        symbol="diamond",
    )


def _today_line(today: date, rows: list[_Row], height: int, narrow: bool) -> Spec:
    """From top to bottom; on a narrow plot only across the bars, for the names lie between."""
    spans = [(0.0, float(height))]
    if narrow:
        spans = [(_level(row, narrow) - 9, _level(row, narrow) + 9) for row in rows]
    ys: list[float | None] = [y for low, high in spans for y in (low, high, None)]
    xs = [_moment(today)] * len(ys)
    return line(xs, ys, name="ngày", colour=palette.PATH, width=1.6, dash="2px,3px")


def _row_words(plan: Plan, row: _Row, state: tuple[str, Chip] | None, narrow: bool) -> list[Spec]:
    task = row.task
    text = "<br>".join(plain(part) for part in row.lines)
    text = text.replace(plain(task.code), bold(plain(task.code)), 1)
    lead = plain(plan.unit_name(task.lead_unit))
    mark = f"{bold(wording.PRIORITY)} · " if task.is_priority else ""
    text += f"<br>{mark}{small(lead)}"
    left = 0.0 if narrow else -_LEFT
    due = f"{task.deadline_month:02d}/{task.deadline_year}"
    words = [
        note(
            text, 0, row.top + _PAD / 2, at=("paper", "y"), anchor=("left", "top"), shift=(left, 0)
        ),
        note(
            due,
            _moment(task.deadline),
            _level(row, narrow),
            at=("x", "y"),
            anchor=("right", "bottom"),
            shift=(8, 8),
            size=SMALL,
            bgcolor=PAPER,
        ),
    ]
    if state is not None:
        label, chip = state
        chip_look: Spec = {
            "bgcolor": chip.fill,
            "bordercolor": chip.border,
            "borderwidth": 1.2,
            "borderpad": 4,
        }
        level = row.top + row.height - 60 if narrow else _level(row, narrow)
        words.append(
            note(
                bold(f"{chip.glyph} {plain(label)}"),
                0 if narrow else 1,
                level,
                at=("paper", "y"),
                shift=(5 if narrow else 26, 0),
                colour=chip.text,
                size=NORMAL,
                **chip_look,
            )
        )
    return words
