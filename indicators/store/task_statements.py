"""Statements about tasks as rows of the store, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indicators.store.database import Columns
from indicators.tasks import TaskChange, TaskState, TaskUpdate

_NAMES = (
    "task",
    "state",
    "percent",
    "note",
    "stated_on",
    "submission",
    "withdrawn",
    "source_submission",
)
TASK_COLUMNS = ", ".join(_NAMES)
_OLD, _NEW = (", ".join(f"{table}.{name}" for name in _NAMES) for table in ("old", "new"))
CURRENT_TASKS = f"SELECT {TASK_COLUMNS} FROM current_task_updates WHERE commune = ?"
TASK_REVISIONS = f"""SELECT {TASK_COLUMNS} FROM active_task_revisions
WHERE commune = ? AND task = ? ORDER BY submission DESC"""
TASK_CHANGES = f"""SELECT {_NEW}, {_OLD}, new.next IS NULL
FROM task_update_revisions AS new LEFT JOIN task_updates AS old
ON old.commune = new.commune AND old.task = new.task AND old.submission = new.previous
WHERE new.commune = ? AND new.submission = ? ORDER BY new.task COLLATE "C" """


def task_update(row: tuple[Any, ...]) -> TaskUpdate:
    """The statement in a row of TASK_COLUMNS."""
    task, state, *words, submission, withdrawn, source = row
    return TaskUpdate(
        task,
        TaskState(state),
        *words,
        submission=submission,
        withdrawn=withdrawn,
        source_submission=source,
    )


def task_change(row: tuple[Any, ...]) -> TaskChange:
    """The change in a row of TASK_CHANGES."""
    new, old, is_current = row[: len(_NAMES)], row[len(_NAMES) : -1], row[-1]
    before = None if old[0] is None else task_update(old)
    return TaskChange(task_update(new), before, is_current)


def task_update_columns(commune: str, number: int, updates: Sequence[TaskUpdate]) -> Columns:
    """The statements of the submission `number` as columns of their table."""
    return {
        "commune": [commune] * len(updates),
        "task": [u.task for u in updates],
        "submission": [number] * len(updates),
        "state": [u.state.value for u in updates],
        "percent": [u.percent for u in updates],
        "note": [u.note for u in updates],
        "stated_on": [u.stated_on for u in updates],
        "withdrawn": [u.withdrawn for u in updates],
        "source_submission": [u.source_submission for u in updates],
    }
