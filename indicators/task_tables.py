"""The plan's tasks and green models as tables for their screen."""

from __future__ import annotations

from indicators import notation, wording
from indicators.board import View
from indicators.cells import (
    Cell,
    Group,
    Line,
    Row,
    Size,
    Table,
    column,
    line,
    part,
    table,
    text_cell,
)
from indicators.observations import Observation
from indicators.palette import TASK_CHIPS, Chip
from indicators.tasks import TaskStanding

_MOST_YEARS = 5


def all_tasks_table(view: View) -> Table:
    """The tasks of the appendix by group: result, units, deadline, state and last statement."""
    plan = view.plan
    groups = []
    for group in plan.task_groups:
        tasks = [item for item in view.tasks if item.task.group == group.code]
        rows = [_task_row(view, item) for item in tasks]
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
        chips={
            label.value: (wording.TASK_LABELS[label], look) for label, look in TASK_CHIPS.items()
        },
        notes=[
            "“Ưu tiên” là dấu X ở cột “Nhiệm vụ trọng tâm ưu tiên” của kế hoạch, không phải dấu ★ "
            "của chỉ tiêu chủ chốt."
        ],
        empty="Kế hoạch chưa có nhiệm vụ nào.",
    )


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


def _task_row(view: View, item: TaskStanding) -> Row:
    plan, task = view.plan, item.task
    supporting = ", ".join(plan.unit_name(code) for code in task.supporting_units)
    return Row(
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
        }
    )


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
