"""What is remembered: submissions and their observations, appended and never changed."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from indicators.explanations import ExplanationNote, NoteChange
from indicators.observations import Change, Key, Observation, Origin, Submission
from indicators.store.accounts import StoredAccounts
from indicators.store.connection import OpenDatabase, StoreUnavailable, Trouble
from indicators.store.notes import (
    CURRENT_NOTES,
    NOTE_CHANGES,
    NOTE_REVISIONS,
    append_notes,
    note_change,
)
from indicators.store.rows import (
    OBSERVATION_COLUMNS,
    SUBMISSION_COLUMNS,
    as_table,
    observation,
    submission,
)
from indicators.store.sessions import StoredSessions
from indicators.store.snapshots import Snapshot, snapshot
from indicators.tasks import TaskState, TaskUpdate

_CURRENT = f"SELECT {OBSERVATION_COLUMNS} FROM current_observations WHERE commune = ?"
_REVISIONS = f"""SELECT {OBSERVATION_COLUMNS} FROM observations
WHERE commune = ? AND indicator = ? ORDER BY submission, year, reporting_unit, kind"""
_CHANGES = f"""SELECT {OBSERVATION_COLUMNS}, previous, next IS NULL FROM revisions
WHERE commune = ? AND submission = ? ORDER BY row_number, indicator, year, reporting_unit LIMIT ?"""
_BEFORE = f"""SELECT {OBSERVATION_COLUMNS} FROM observations WHERE commune = ?
AND (indicator, year, reporting_unit, kind, submission) IN (
    SELECT (indicator, year, reporting_unit, kind, previous) FROM revisions
    WHERE commune = ? AND submission = ?
)"""
_SUBMISSIONS = f"SELECT {SUBMISSION_COLUMNS} FROM submissions WHERE commune = ?"


class StaleDraft(Exception):
    """The figures changed after the draft was compared with them; it must be looked at again."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be stored in one transaction.

    `based_on` is the version of the figures that the person saw; None stores regardless.
    `idempotency_key` makes a repeated confirm of the same draft store once.
    """

    origin: Origin
    person: str
    idempotency_key: str
    observations: Sequence[Observation] = ()
    task_updates: Sequence[TaskUpdate] = ()
    notes: Sequence[ExplanationNote] = ()
    file_name: str = ""
    content: bytes | None = None
    address: str = ""
    reason: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    based_on: int | None = None
    undoes: int | None = None


class NothingToUndo(Exception):
    """Later submissions changed everything again, or the submission holds nothing to undo."""


class InventedFigures(Exception):
    """A note explains real figures, and the store holds invented ones: they must go first."""


class Store:
    """The figures of one commune in one DuckDB file.

    Reading is free from any thread; writing is serialised. Every method raises StoreUnavailable
    where the file cannot be opened, read or written.
    """

    def __init__(
        self,
        path: Path,
        commune: str,
        clock: Callable[[], datetime] | None = None,
        database: OpenDatabase | None = None,
    ) -> None:
        """`database` is the file where it is open already: one file can hold many communes."""
        self.path, self.commune, self._clock = path, commune, clock or _now
        self.database = database or OpenDatabase(path)
        self.accounts = StoredAccounts(self.database, commune)
        self.sessions = StoredSessions(self.database, commune)
        self._current: tuple[int, tuple[Observation, ...]] | None = None
        try:
            self._version = self._read_version()
        except StoreUnavailable:
            if database is None:
                self.close()
            raise

    @property
    def version(self) -> int:
        """The number of the last submission; every cache of figures is keyed by it."""
        return self._version

    def close(self) -> None:
        self.database.close()

    # Reading

    def current(self) -> tuple[Observation, ...]:
        """The figures that count now: the last revision of every key, in no promised order."""
        version, kept = self._version, self._current
        if kept is not None and kept[0] == version:
            return kept[1]
        figures = tuple(observation(row) for row in self._rows(_CURRENT, self.commune))
        self._current = (version, figures)
        return figures

    def current_by_key(self) -> dict[Key, Observation]:
        return {figure.key: figure for figure in self.current()}

    def revisions(self, indicator: str) -> tuple[Observation, ...]:
        """Every revision ever stored for an indicator, oldest first."""
        rows = self._rows(_REVISIONS, self.commune, indicator)
        return tuple(observation(row) for row in rows)

    def submissions(self) -> dict[int, Submission]:
        """Every submission by number, oldest first."""
        rows = self._rows(f"{_SUBMISSIONS} ORDER BY number", self.commune)
        return {row[0]: submission(row) for row in rows}

    def changes_of(self, number: int, most: int = 10_000_000) -> tuple[Change, ...]:
        """What a submission changed, in the order of its file; no more than `most` of it."""
        before = {
            figure.key: figure
            for figure in map(observation, self._rows(_BEFORE, *[self.commune] * 2, number))
        }
        changes = []
        for *cells, _, is_current in self._rows(_CHANGES, self.commune, number, most):
            new = observation(tuple(cells))
            changes.append(Change(new, before.get(new.key), is_current))
        return tuple(changes)

    def receipt(self, idempotency_key: str) -> Submission | None:
        """The submission stored under this key; None where none was."""
        with self.database.cursor() as cursor:
            return self._find(cursor, idempotency_key)

    def submission_file(self, number: int) -> bytes | None:
        """The bytes of the file as it was handed in; None where there was none."""
        rows = self._rows(
            "SELECT content FROM submission_files WHERE commune = ? AND submission = ?",
            self.commune,
            number,
        )
        return bytes(rows[0][0]) if rows else None

    def task_updates(self) -> dict[str, TaskUpdate]:
        """The last update of every task that has one."""
        rows = self._rows(
            """SELECT task, state, percent, note, stated_on, submission
            FROM current_task_updates WHERE commune = ?""",
            self.commune,
        )
        return {row[0]: TaskUpdate(row[0], TaskState(row[1]), *row[2:]) for row in rows}

    def notes(self) -> tuple[ExplanationNote, ...]:
        """The explanation notes that count now, of all years, in no promised order."""
        return tuple(ExplanationNote(*row) for row in self._rows(CURRENT_NOTES, self.commune))

    def note_revisions(self, indicator: str, year: int) -> tuple[ExplanationNote, ...]:
        """Every revision of one note, newest first; a withdrawn one keeps its words."""
        rows = self._rows(NOTE_REVISIONS, self.commune, indicator, year)
        return tuple(ExplanationNote(*row) for row in rows)

    def note_changes_of(self, number: int) -> tuple[NoteChange, ...]:
        """What a submission changed of the explanation notes."""
        return tuple(map(note_change, self._rows(NOTE_CHANGES, self.commune, number)))

    def snapshot(self, number: int) -> Snapshot:
        """What counted after the submission `number`."""
        return snapshot(self.database, self.commune, number)

    def holds_demo_figures(self) -> bool:
        """Whether the figures that count now are invented ones."""
        origins = {
            row[0]
            for row in self._rows(
                "SELECT DISTINCT origin FROM active_submissions WHERE commune = ?", self.commune
            )
        }
        return Origin.DEMO.value in origins

    def is_empty(self) -> bool:
        return self._version == 0

    # Writing

    def confirm(self, draft: Draft) -> Submission:
        """Stores a draft, all or nothing, and returns its receipt.

        Raises StaleDraft where the figures are no longer those the draft was compared with,
        InventedFigures where an explanation would retire them, and StoreUnavailable where the
        file cannot be written.
        """
        try:
            batch = as_table(draft.observations)
            with self.database.writing:
                with self.database.transaction() as cursor:
                    known = self._find(cursor, draft.idempotency_key)
                    if known is not None:
                        return known
                    if draft.based_on is not None and draft.based_on != self._version:
                        raise StaleDraft
                    if draft.origin is Origin.EXPLANATION and self.holds_demo_figures():
                        raise InventedFigures
                    receipt = self._receipt(draft)
                    self._append(cursor, receipt, draft, batch)
                self._version = receipt.number
                return receipt
        except (ArithmeticError, TypeError, ValueError) as error:
            # A number, year or text that the columns have no room for.
            raise StoreUnavailable(Trouble.FAILED, self.path, str(error)) from error

    def undo(
        self,
        number: int,
        person: str,
        reason: str,
        idempotency_key: str,
        based_on: int | None = None,
        address: str = "",
    ) -> Submission:
        """Takes a submission back by new revisions: what it replaced counts again.

        Figures and notes that were changed again later stay as they are. Raises NothingToUndo, and
        StaleDraft where the figures are no longer those of version `based_on`.
        """
        seen = self._version if based_on is None else based_on
        known = self.receipt(idempotency_key)
        if known is not None:
            return known
        restored = [
            replace(change.old, submission=None, source_submission=change.old.source)
            if change.old is not None
            else replace(
                change.new, value=None, not_applicable=False, withdrawn=True, submission=None
            )
            for change in self.changes_of(number)
            if change.is_current
        ]
        notes = [c.taken_back for c in self.note_changes_of(number) if c.is_current]
        if not (restored or notes):
            raise NothingToUndo
        return self.confirm(
            Draft(
                Origin.UNDO,
                person,
                idempotency_key,
                observations=restored,
                notes=notes,
                reason=reason,
                undoes=number,
                based_on=seen,
                address=address,
            )
        )

    def retire_demo(self, person: str, idempotency_key: str) -> Submission | None:
        """Takes the invented figures away; None where there are none."""
        if not self.holds_demo_figures():
            return None
        return self.confirm(Draft(Origin.DEMO_RETIREMENT, person, idempotency_key))

    def _receipt(self, draft: Draft) -> Submission:
        content = draft.content
        return Submission(
            number=self._version + 1,
            commune=self.commune,
            origin=draft.origin,
            confirmed_at=self._clock().astimezone(UTC).replace(tzinfo=None),
            person=draft.person,
            file_name=draft.file_name,
            sha256=hashlib.sha256(content).hexdigest() if content is not None else "",
            row_count=len(draft.observations) + len(draft.task_updates) + len(draft.notes),
            reason=draft.reason,
            undoes=draft.undoes,
            answers=dict(draft.answers),
        )

    def _append(
        self,
        cursor: duckdb.DuckDBPyConnection,
        receipt: Submission,
        draft: Draft,
        batch: pa.Table,
    ) -> None:
        number = receipt.number
        cursor.execute(
            f"INSERT INTO submissions VALUES ({', '.join('?' * 13)})",
            [
                self.commune,
                number,
                receipt.origin.value,
                receipt.confirmed_at,
                receipt.person,
                draft.address,
                receipt.reason,
                receipt.file_name,
                receipt.sha256,
                receipt.row_count,
                json.dumps(dict(draft.answers), ensure_ascii=False, sort_keys=True),
                draft.idempotency_key,
                draft.undoes,
            ],
        )
        if draft.content is not None:
            cursor.execute(
                "INSERT INTO submission_files VALUES (?, ?, ?)",
                [self.commune, number, draft.content],
            )
        cursor.register("batch", batch)
        cursor.execute(
            "INSERT INTO observations BY NAME "
            "SELECT ? AS commune, CAST(? AS BIGINT) AS submission, * FROM batch",
            [self.commune, number],
        )
        for update in draft.task_updates:
            cursor.execute(
                "INSERT INTO task_updates VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    self.commune,
                    update.task,
                    number,
                    update.state.value,
                    update.percent,
                    update.note,
                    update.stated_on,
                ],
            )
        append_notes(cursor, self.commune, number, draft.notes)

    # Helpers of both

    def _rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        with self.database.cursor() as cursor:
            return cursor.execute(query, list(parameters)).fetchall()

    def _read_version(self) -> int:
        rows = self._rows("SELECT max(number) FROM submissions WHERE commune = ?", self.commune)
        return int(rows[0][0] or 0)

    def _find(self, cursor: duckdb.DuckDBPyConnection, key: str) -> Submission | None:
        rows = cursor.execute(
            f"{_SUBMISSIONS} AND idempotency_key = ?", [self.commune, key]
        ).fetchall()
        return submission(rows[0]) if rows else None


def _now() -> datetime:
    return datetime.now(UTC)


_databases: dict[Path, OpenDatabase] = {}
_stores: dict[tuple[Path, str], Store] = {}
_opening = threading.Lock()


def open_store(path: Path, commune: str, clock: Callable[[], datetime] | None = None) -> Store:
    """The commune's store in this file, opened once in the process. Raises StoreUnavailable."""
    path = path.resolve()
    with _opening:
        store = _stores.get((path, commune))
        if store is None:
            store = Store(path, commune, clock, _databases.get(path))
            _databases[path] = store.database
            _stores[path, commune] = store
        return store


def close_stores() -> None:
    """Closes every store of the process, as when it ends."""
    with _opening:
        _stores.clear()
        while _databases:
            _databases.popitem()[1].close()
