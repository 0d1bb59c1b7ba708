"""Statements about tasks as rows of the store, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

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
WHERE new.commune = ? AND new.submission = ? ORDER BY new.task"""


def task_update(row: tuple[Any, ...]) -> TaskUpdate:
    """The statement in a row of TASK_COLUMNS."""
    return TaskUpdate(row[0], TaskState(row[1]), *row[2:])


def task_change(row: tuple[Any, ...]) -> TaskChange:
    """The change in a row of TASK_CHANGES."""
    new, old, is_current = row[: len(_NAMES)], row[len(_NAMES) : -1], row[-1]
    before = None if old[0] is None else task_update(old)
    return TaskChange(task_update(new), before, is_current)


def append_task_updates(
    cursor: duckdb.DuckDBPyConnection, commune: str, number: int, updates: Iterable[TaskUpdate]
) -> None:
    """Adds statements to the submission `number`."""
    for update in updates:
        cursor.execute(
            "INSERT INTO task_updates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                commune,
                update.task,
                number,
                update.state.value,
                update.percent,
                update.note,
                update.stated_on,
                update.withdrawn,
                update.source_submission,
            ],
        )
