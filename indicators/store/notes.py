"""Explanation notes as rows of the store, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indicators.explanations import ExplanationNote, NoteChange
from indicators.store.database import Columns

_NAMES = (
    "indicator",
    "year",
    "reason",
    "next_steps",
    "due",
    "submission",
    "withdrawn",
    "source_submission",
)
NOTE_COLUMNS = ", ".join(_NAMES)
_OLD, _NEW = (", ".join(f"{table}.{name}" for name in _NAMES) for table in ("old", "new"))
CURRENT_NOTES = f"SELECT {NOTE_COLUMNS} FROM current_explanation_notes WHERE commune = ?"
NOTE_REVISIONS = f"""SELECT {NOTE_COLUMNS} FROM active_note_revisions
WHERE commune = ? AND indicator = ? AND year = ? ORDER BY submission DESC"""
NOTE_CHANGES = f"""SELECT {_NEW}, {_OLD}, new.next IS NULL
FROM explanation_note_revisions AS new LEFT JOIN explanation_notes AS old
ON old.commune = new.commune AND old.indicator = new.indicator AND old.year = new.year
AND old.submission = new.previous
WHERE new.commune = ? AND new.submission = ? ORDER BY new.indicator COLLATE "C", new.year"""


def explanation_note(row: tuple[Any, ...]) -> ExplanationNote:
    """The note in a row of NOTE_COLUMNS."""
    *words, submission, withdrawn, source = row
    return ExplanationNote(
        *words, submission=submission, withdrawn=withdrawn, source_submission=source
    )


def note_change(row: tuple[Any, ...]) -> NoteChange:
    """The change in a row of NOTE_CHANGES."""
    new, old, is_current = row[: len(_NAMES)], row[len(_NAMES) : -1], row[-1]
    before = None if old[0] is None else explanation_note(old)
    return NoteChange(explanation_note(new), before, is_current)


def note_columns(commune: str, number: int, notes: Sequence[ExplanationNote]) -> Columns:
    """The notes of the submission `number` as columns of their table."""
    return {
        "commune": [commune] * len(notes),
        "indicator": [n.indicator for n in notes],
        "year": [n.year for n in notes],
        "submission": [number] * len(notes),
        "reason": [n.reason for n in notes],
        "next_steps": [n.next_steps for n in notes],
        "due": [n.due for n in notes],
        "withdrawn": [n.withdrawn for n in notes],
        "source_submission": [n.source_submission for n in notes],
    }
