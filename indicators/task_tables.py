"""The plan's tasks and green models as tables for their screen."""

from __future__ import annotations

from collections.abc import Sequence

from indicators import notation, wording
from indicators import task_sentences as sentences
from indicators.board import View
from indicators.cells import (
    Cell,
    Group,
    Line,
    Row,
    Size,
    Style,
    Table,
    column,
    facts_table,
    line,
    part,
    table,
    target,
    text_cell,
)
from indicators.explanation_tables import paragraphs, signature
from indicators.observations import Observation
from indicators.palette import TASK_CHIPS, Chip
from indicators.plan import Task
from indicators.tasks import TaskStanding, TaskUpdate

_MOST_YEARS = 5
_CHIPS = {label.value: (wording.TASK_LABELS[label], look) for label, look in TASK_CHIPS.items()}


def all_tasks_table(view: View, current: str = "") -> Table:
    """The tasks of the appendix by group: result, units, deadline, state and last statement.

    Each row opens its task; the row of the task `current` is set off.
    """
    plan = view.plan
    groups = []
    for group in plan.task_groups:
        tasks = [item for item in view.tasks if item.task.group == group.code]
        rows = [_task_row(view, item, current) for item in tasks]
        groups.append(Group(title=f"{group.code}. {group.name} · {len(tasks)}", rows=rows))
    return table(
        "Nhiệm vụ của phụ lục",
        [
            column("name", "Nhiệm vụ · kết quả phải có", "name"),
            column("lead", "Chủ trì · phối hợp", "text"),
            column("due", "Hạn", "number", "end"),
            column("state", "Tình trạng", "chip"),
            column("progress", "Tiến độ", "text", sizes=["card", "medium", "wide"]),
        ],
        groups,
        chips=_CHIPS,
        notes=[
            "“Ưu tiên” là dấu X ở cột “Nhiệm vụ trọng tâm ưu tiên” của kế hoạch, không phải dấu ★ "
            "của chỉ tiêu chủ chốt."
        ],
        empty="Kế hoạch chưa có nhiệm vụ nào.",
    )


def task_table(view: View, task: Task) -> Table:
    """What the plan says of one task: result, units, deadline, clause, indicators it serves."""
    plan = view.plan
    group = next(group for group in plan.task_groups if group.code == task.group)
    lead = [plan.unit_name(task.lead_unit)]
    if task.lead_text and task.lead_text != lead[0]:
        lead.append(f"kế hoạch ghi: {task.lead_text}")
    names = ", ".join(plan.unit_name(code) for code in task.supporting_units)
    indicators = [plan.find_measured(code) for code in task.indicators]
    due = sentences.deadline(task)
    entries: list[tuple[str, list[str]]] = [
        ("Kết quả phải có", [task.result]),
        ("Đơn vị chủ trì", lead),
        ("Đơn vị phối hợp", [task.supporting_text or names]),
        ("Hạn", [f"{due.removeprefix('hạn ')} – {sentences.time_left(task, view.today)}"]),
        ("Trong kế hoạch", [f"Phụ lục, nhóm {group.code} ({group.name}), mục {task.number}"]),
        ("Chỉ tiêu liên quan", [f"{i.code} {i.short_name}" for i in indicators if i]),
        ("Kế hoạch chưa thống nhất", [c.text for c in plan.contradictions_about(task.code)]),
    ]
    return facts_table(f"Nhiệm vụ {task.code} trong kế hoạch", entries)


def updates_table(view: View, updates: Sequence[TaskUpdate], caption: str) -> Table:
    """Statements about a task: state, share, words, day, who and when; a withdrawn one struck."""
    rows = []
    for update in updates:
        act = update.submission if update.withdrawn else update.source
        what = sentences.WITHDRAWN if update.withdrawn else ""
        rows.append(
            Row(
                cells={
                    "state": Cell(lines=[line(part(state_words(update), *_struck(update)))]),
                    "note": paragraphs(update.note, *_struck(update)),
                    "day": text_cell(notation.day(update.stated_on), *_struck(update)),
                    "person": signature(view.submissions[act], what) if act else Cell(),
                }
            )
        )
    return table(
        caption,
        [
            column("state", sentences.STATE, "text"),
            column("note", sentences.NOTE, "text"),
            column("day", sentences.DAY, "text"),
            column("person", sentences.PERSON, "text"),
        ],
        [Group(title="", rows=rows)],
    )


def state_words(update: TaskUpdate) -> str:
    """State and share of a statement: "Đang thực hiện · 45%"."""
    words = sentences.STATES[update.state]
    return words if update.percent is None else f"{words} · {update.percent}%"


def _struck(update: TaskUpdate) -> tuple[Style, ...]:
    return ("muted", "struck") if update.withdrawn else ()


def task_looks(view: View) -> dict[str, tuple[str, Chip]]:
    """State and look of every task, by code, as the time line draws them."""
    return {
        item.task.code: (wording.TASK_LABELS[item.label], TASK_CHIPS[item.label])
        for item in view.tasks
    }


def timeline_text(view: View) -> str:
    """The time line in words."""
    parts = [
        f"{item.task.code} hạn {item.task.deadline_month:02d}/{item.task.deadline_year}, "
        f"{wording.TASK_LABELS[item.label].lower()}"
        for item in view.tasks
    ]
    return f"Đường thời gian của {len(parts)} nhiệm vụ: {'; '.join(parts)}."


def models_table(view: View) -> Table:
    """Yearly counts of the plan's own green models; the plan sets no threshold for them."""
    counts = view.model_counts()
    years = sorted({year for by_year in counts.values() for year in by_year if year <= view.year})
    years = years[-_MOST_YEARS:] or [view.year]
    rows = [
        Row(
            cells={
                "name": Cell(
                    title=model.name,
                    lines=[line(part(f"{model.code} · mục {model.clause}", "muted", "small"))],
                ),
                **{
                    str(year): text_cell(_count(counts.get(model.code, {}).get(year)))
                    for year in years
                },
            }
        )
        for model in view.plan.own_models
    ]
    return table(
        "Số mô hình xanh theo năm",
        [
            column("name", "Mô hình", "name"),
            *(column(str(year), f"Năm {year}", "number", "end") for year in years),
        ],
        [Group(title="", rows=rows)],
        notes=[view.plan.document.models_note],
        empty="Kế hoạch không nêu mô hình nào.",
    )


def _task_row(view: View, item: TaskStanding, current: str) -> Row:
    plan, task = view.plan, item.task
    supporting = ", ".join(plan.unit_name(code) for code in task.supporting_units)
    row = Row(
        cells={
            "name": Cell(
                title=f"{task.code}. {task.name}",
                mark=f"({wording.PRIORITY})" if task.is_priority else "",
                lines=[line(part(task.result, "muted", "small"))],
            ),
            "lead": Cell(
                lines=[
                    line(part(plan.unit_name(task.lead_unit))),
                    *_some_line(supporting and f"phối hợp: {supporting}"),
                ]
            ),
            "due": text_cell(f"{task.deadline_month:02d}/{task.deadline_year}"),
            "state": Cell(chip=item.label.value, lines=_progress_lines(item, ["narrow"])),
            "progress": Cell(lines=_progress_lines(item)),
        },
        open=target("tasks", ma=task.code),
    )
    if task.code == current:
        row["emphasis"] = True
    return row


def _progress_lines(item: TaskStanding, sizes: list[Size] | None = None) -> list[Line]:
    """The last statement; nothing where there is none, for the state says that."""
    update = item.update
    if update is None:
        return []
    share = f"{update.percent}% · " if update.percent is not None else ""
    lines = [line(part(f"{share}cập nhật {notation.day(update.stated_on)}", "whole"), sizes=sizes)]
    if update.note:
        lines.append(line(part(update.note, "muted", "small"), sizes=sizes))
    return lines


def _some_line(text: str) -> list[Line]:
    return [line(part(text, "muted", "small"))] if text else []


def _count(observation: Observation | None) -> str:
    if observation is None or observation.value is None:
        return wording.NO_FIGURE
    return notation.plain_number(observation.value)
