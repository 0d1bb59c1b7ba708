"""How the plan's tasks stand: the state a unit states, and what the calendar makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from indicators.plan import Plan, Task
from indicators.revisions import Revision, RevisionChange

DUE_SOON = timedelta(days=60)
MOST_CHARACTERS = 600
"""How long the note of a statement about a task may be."""


class TaskState(StrEnum):
    """What a lead unit states of a task."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"


class TaskLabel(StrEnum):
    """What a screen shows of a task, most urgent first."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"
    UNKNOWN = "unknown"
    DONE_LATE = "done_late"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class TaskUpdate(Revision):
    """One statement about a task; `percent` 0..100 or None, `stated_on` a local date."""

    task: str
    state: TaskState
    percent: int | None
    note: str
    stated_on: date


@dataclass(frozen=True, slots=True)
class TaskChange(RevisionChange[TaskUpdate]):
    """What a submission did to one task."""


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """A task as seen on a day."""

    task: Task
    update: TaskUpdate | None
    label: TaskLabel

    @property
    def is_done(self) -> bool:
        return self.label in (TaskLabel.DONE, TaskLabel.DONE_LATE)


def implied_percent(state: TaskState, percent: int | None, shown: int | None) -> int | None:
    """The share of a statement; one left as it was `shown` follows the state that was chosen."""
    if percent == shown and state is TaskState.DONE:
        return 100
    if percent == shown and state is TaskState.NOT_STARTED:
        return 0
    return percent


def task_label(task: Task, update: TaskUpdate | None, today: date) -> TaskLabel:
    """The label of a task: derived from its last update and the calendar, never stored."""
    if update is not None and update.state is TaskState.DONE:
        return TaskLabel.DONE if update.stated_on <= task.deadline else TaskLabel.DONE_LATE
    if today > task.deadline:
        return TaskLabel.OVERDUE
    if task.deadline - today <= DUE_SOON:
        return TaskLabel.DUE_SOON
    if update is None:
        return TaskLabel.UNKNOWN
    under_way = update.state is TaskState.UNDER_WAY
    return TaskLabel.UNDER_WAY if under_way else TaskLabel.NOT_STARTED


def task_standings(
    plan: Plan, updates: Mapping[str, TaskUpdate], today: date
) -> tuple[TaskStanding, ...]:
    """Every task of the plan, in the plan's order."""
    return tuple(
        TaskStanding(task, updates.get(task.code), task_label(task, updates.get(task.code), today))
        for task in plan.tasks
    )
