"""Explanation notes as rows of the store, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from indicators.explanations import ExplanationNote, NoteChange

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
WHERE new.commune = ? AND new.submission = ? ORDER BY new.indicator, new.year"""


def note_change(row: tuple[Any, ...]) -> NoteChange:
    """The change in a row of NOTE_CHANGES."""
    new, old, is_current = row[: len(_NAMES)], row[len(_NAMES) : -1], row[-1]
    before = None if old[0] is None else ExplanationNote(*old)
    return NoteChange(ExplanationNote(*new), before, is_current)


def append_notes(
    cursor: duckdb.DuckDBPyConnection, commune: str, number: int, notes: Iterable[ExplanationNote]
) -> None:
    """Adds revisions to the submission `number`."""
    for note in notes:
        cursor.execute(
            "INSERT INTO explanation_notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                commune,
                note.indicator,
                note.year,
                number,
                note.reason,
                note.next_steps,
                note.due,
                note.withdrawn,
                note.source_submission,
            ],
        )
