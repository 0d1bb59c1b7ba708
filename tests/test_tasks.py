"""What the calendar makes of a task: a table of cases, one a line."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.plan import Plan, Task
from indicators.tasks import (
    TaskLabel,
    TaskState,
    TaskUpdate,
    implied_percent,
    task_label,
    task_standings,
)

NOTHING_SAID = None
NOT_STARTED, UNDER_WAY, DONE = TaskState.NOT_STARTED, TaskState.UNDER_WAY, TaskState.DONE


@pytest.fixture
def task(plan: Plan) -> Task:
    """A task due by the end of June 2028."""
    return replace(plan.tasks[0], deadline_year=2028, deadline_month=6)


def said(task: Task, state: TaskState | None, stated_on: str = "2026-09-01") -> TaskUpdate | None:
    if state is None:
        return None
    return TaskUpdate(task.code, state, None, "", date.fromisoformat(stated_on))


@pytest.mark.parametrize(
    ("state", "today", "label"),
    [
        (NOTHING_SAID, "2026-09-01", TaskLabel.UNKNOWN),
        (NOTHING_SAID, "2028-04-30", TaskLabel.UNKNOWN),
        (NOTHING_SAID, "2028-05-01", TaskLabel.DUE_SOON),
        (NOTHING_SAID, "2028-06-30", TaskLabel.DUE_SOON),
        (NOTHING_SAID, "2028-07-01", TaskLabel.OVERDUE),
        (NOT_STARTED, "2026-09-01", TaskLabel.NOT_STARTED),
        (NOT_STARTED, "2028-04-30", TaskLabel.NOT_STARTED),
        (NOT_STARTED, "2028-05-01", TaskLabel.DUE_SOON),
        (NOT_STARTED, "2028-07-01", TaskLabel.OVERDUE),
        (UNDER_WAY, "2026-09-01", TaskLabel.UNDER_WAY),
        (UNDER_WAY, "2028-04-30", TaskLabel.UNDER_WAY),
        (UNDER_WAY, "2028-05-01", TaskLabel.DUE_SOON),
        (UNDER_WAY, "2028-06-30", TaskLabel.DUE_SOON),
        (UNDER_WAY, "2028-07-01", TaskLabel.OVERDUE),
        (UNDER_WAY, "2035-01-01", TaskLabel.OVERDUE),
    ],
)
def test_an_open_task_is_labelled_by_the_calendar(
    task: Task, state: TaskState | None, today: str, label: TaskLabel
) -> None:
    assert task_label(task, said(task, state), date.fromisoformat(today)) is label


@pytest.mark.parametrize(
    ("stated_on", "label"),
    [
        ("2026-09-01", TaskLabel.DONE),
        ("2028-06-30", TaskLabel.DONE),
        ("2028-07-01", TaskLabel.DONE_LATE),
        ("2029-01-01", TaskLabel.DONE_LATE),
    ],
)
@pytest.mark.parametrize("today", ["2028-06-01", "2028-07-01", "2035-01-01"])
def test_a_finished_task_is_labelled_by_the_day_it_was_finished(
    task: Task, stated_on: str, label: TaskLabel, today: str
) -> None:
    update = said(task, DONE, stated_on)
    assert task_label(task, update, date.fromisoformat(today)) is label


@pytest.mark.parametrize(
    ("year", "month", "last_day"),
    [
        (2026, 12, "2026-12-31"),
        (2027, 2, "2027-02-28"),
        (2028, 2, "2028-02-29"),
        (2028, 6, "2028-06-30"),
        (2030, 1, "2030-01-31"),
    ],
)
def test_a_task_is_in_time_until_the_last_day_of_its_month(
    task: Task, year: int, month: int, last_day: str
) -> None:
    due = replace(task, deadline_year=year, deadline_month=month)
    assert due.deadline == date.fromisoformat(last_day)


def test_every_task_of_the_plan_stands_somewhere_in_the_plans_order(plan: Plan) -> None:
    first, second = plan.tasks[:2]
    updates = {first.code: said(first, DONE), second.code: said(second, UNDER_WAY)}
    standings = task_standings(plan, updates, date(2026, 9, 1))
    assert [s.task for s in standings] == list(plan.tasks)
    assert [s.is_done for s in standings] == [True] + [False] * (len(plan.tasks) - 1)
    assert standings[1].update is updates[second.code]
    assert standings[2].label in (TaskLabel.UNKNOWN, TaskLabel.DUE_SOON, TaskLabel.OVERDUE)


def test_an_update_of_a_task_the_plan_does_not_know_is_left_out(plan: Plan) -> None:
    stray = TaskUpdate("X.9", DONE, 100, "", date(2026, 9, 1))
    standings = task_standings(plan, {"X.9": stray}, date(2026, 9, 1))
    assert all(s.update is None for s in standings)


@pytest.mark.parametrize(
    ("state", "percent", "shown", "implied"),
    [
        (DONE, 45, 45, 100),
        (DONE, None, None, 100),
        (DONE, 90, 45, 90),
        (NOT_STARTED, 45, 45, 0),
        (NOT_STARTED, 5, None, 5),
        (UNDER_WAY, 45, 45, 45),
        (UNDER_WAY, None, 45, None),
    ],
)
def test_a_share_left_as_it_was_follows_the_state(
    state: TaskState, percent: int | None, shown: int | None, implied: int | None
) -> None:
    assert implied_percent(state, percent, shown) == implied
