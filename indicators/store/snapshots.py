"""The store as it stood after an earlier submission: figures, tasks and notes of that moment."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.explanations import ExplanationNote
from indicators.observations import Key, Observation
from indicators.store.database import Database, Value
from indicators.store.notes import NOTE_COLUMNS, explanation_note
from indicators.store.rows import OBSERVATION_COLUMNS, observation
from indicators.store.task_statements import TASK_COLUMNS, task_update
from indicators.tasks import TaskUpdate

_HAD_REAL = """SELECT count(*) FROM submissions
WHERE commune = ? AND number <= ? AND origin <> 'demo'"""
# Invented figures count only until the first submission that is none.
_COUNTING = """submission IN (
    SELECT number FROM submissions
    WHERE commune = ? AND number <= ? AND (origin <> 'demo' OR NOT ?)
) AND commune = ? ORDER BY submission"""
_OBSERVATIONS = f"SELECT {OBSERVATION_COLUMNS} FROM observations WHERE {_COUNTING}"
_UPDATES = f"SELECT {TASK_COLUMNS} FROM task_updates WHERE {_COUNTING}"
_NOTES = f"SELECT {NOTE_COLUMNS} FROM explanation_notes WHERE {_COUNTING}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What counted after a submission; task updates by task."""

    observations: tuple[Observation, ...]
    task_updates: dict[str, TaskUpdate]
    notes: tuple[ExplanationNote, ...]


def snapshot(database: Database, commune: str, number: int) -> Snapshot:
    """What counted for the commune after its submission `number`. Raises StoreUnavailable."""
    with database.cursor() as cursor:
        ((had_real,),) = cursor.execute(_HAD_REAL, [commune, number])
        asked: list[Value] = [commune, number, bool(had_real), commune]
        # Rows come oldest first: of each key the last one stays.
        figures: dict[Key, Observation] = {}
        for row in cursor.execute(_OBSERVATIONS, asked):
            figure = observation(row)
            figures[figure.key] = figure
        updates = {row[0]: task_update(row) for row in cursor.execute(_UPDATES, asked)}
        notes: dict[tuple[str, int], ExplanationNote] = {}
        for row in cursor.execute(_NOTES, asked):
            note = explanation_note(row)
            notes[note.indicator, note.year] = note
    return Snapshot(
        tuple(figure for figure in figures.values() if not figure.withdrawn),
        {task: update for task, update in updates.items() if not update.withdrawn},
        tuple(note for note in notes.values() if not note.withdrawn),
    )
