"""What is remembered: submissions and their observations, appended and never changed."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from indicators.explanations import ExplanationNote, NoteChange
from indicators.observations import Change, Key, Observation, Origin, Submission
from indicators.proposals import Decision
from indicators.store.accounts import StoredAccounts
from indicators.store.database import (
    Cursor,
    Database,
    Row,
    StoreUnavailable,
    Transaction,
    Trouble,
    Value,
)
from indicators.store.drafts import Draft, InventedFigures, NothingToUndo, StaleDraft
from indicators.store.engines import open_database
from indicators.store.events import Events, event_of
from indicators.store.notes import (
    CURRENT_NOTES,
    NOTE_CHANGES,
    NOTE_REVISIONS,
    explanation_note,
    note_change,
    note_columns,
)
from indicators.store.office_settings import KeptSettings
from indicators.store.proposals import Proposals
from indicators.store.reporting_units import KeptUnits
from indicators.store.rows import (
    OBSERVATION_COLUMNS,
    SUBMISSION_COLUMNS,
    observation,
    observation_columns,
    submission,
)
from indicators.store.sessions import StoredSessions
from indicators.store.snapshots import Snapshot, snapshot
from indicators.store.task_statements import (
    CURRENT_TASKS,
    TASK_CHANGES,
    TASK_REVISIONS,
    task_change,
    task_update,
    task_update_columns,
)
from indicators.tasks import TaskChange, TaskUpdate

_CURRENT = f"SELECT {OBSERVATION_COLUMNS} FROM current_observations WHERE commune = ?"
_REVISIONS = f"""SELECT {OBSERVATION_COLUMNS} FROM observations
WHERE commune = ? AND indicator = ?
ORDER BY submission, year, reporting_unit COLLATE "C", kind COLLATE "C" """
_CHANGES = f"""SELECT {OBSERVATION_COLUMNS}, previous, next IS NULL FROM revisions
WHERE commune = ? AND submission = ?
ORDER BY row_number NULLS LAST, indicator COLLATE "C", year, reporting_unit COLLATE "C" LIMIT ?"""
_BEFORE = f"""SELECT {OBSERVATION_COLUMNS} FROM observations AS old
WHERE commune = ? AND EXISTS (
    SELECT 1 FROM revisions AS new
    WHERE new.commune = ? AND new.submission = ? AND new.previous = old.submission
    AND new.indicator = old.indicator AND new.year = old.year
    AND new.reporting_unit = old.reporting_unit AND new.kind = old.kind
)"""
_ACTIVE_ORIGINS = "SELECT DISTINCT origin FROM active_submissions WHERE commune = ?"
_COMMUNES = """SELECT DISTINCT commune COLLATE "C" FROM submissions
ORDER BY commune COLLATE "C" """
_LAST = "SELECT max(number) FROM submissions WHERE commune = ?"
_SUBMISSIONS = f"SELECT {SUBMISSION_COLUMNS} FROM submissions WHERE commune = ?"
_OF_REAL_FIGURES = (Origin.EXPLANATION, Origin.TASK_UPDATE)


class Store:
    """The figures of one commune in one database.

    Reading is free from any thread; writing is serialised. Every method raises StoreUnavailable
    where the database cannot be opened, read or written.
    """

    def __init__(
        self,
        path: Path | str,
        commune: str,
        clock: Callable[[], datetime] | None = None,
        database: Database | None = None,
    ) -> None:
        """`path` is a file or a server's address; `database` is the same where it is open already:
        one database can hold many communes."""
        self.path, self.commune, self._clock = path, commune, clock or _now
        self.database = database or open_database(path)
        self.accounts = StoredAccounts(self.database, commune)
        self.sessions = StoredSessions(self.database, commune)
        self.events = Events(self.database, commune, self._clock)
        self.settings = KeptSettings(self.database, commune, self._clock, self.events)
        self.reporting_units = KeptUnits(self.database, commune, self._clock, self.events)
        self.proposals = Proposals(self.database, commune, self._clock, self.events)
        self._current: tuple[int, tuple[Observation, ...]] | None = None
        self._version, self._looked_at = 0, 0.0
        try:
            self._look()
        except StoreUnavailable:
            if database is None:
                self.close()
            raise

    @property
    def version(self) -> int:
        """The number of the last submission; every cache of figures is keyed by it."""
        if time.monotonic() - self._looked_at > self.database.fresh_for:
            self._look()
        return self._version

    def close(self) -> None:
        self.database.close()

    # Reading

    def current(self) -> tuple[Observation, ...]:
        """The figures that count now: the last revision of every key, in no promised order."""
        version, kept = self.version, self._current
        if kept is not None and kept[0] == version:
            return kept[1]
        figures = tuple(observation(row) for row in self._rows(_CURRENT, self.commune))
        self._current = (version, figures)
        return figures

    def communes(self) -> tuple[str, ...]:
        """The codes of all communes that have anything stored in this database."""
        return tuple(code for (code,) in self._rows(_COMMUNES))

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
        return {row[0]: task_update(row) for row in self._rows(CURRENT_TASKS, self.commune)}

    def task_revisions(self, task: str) -> tuple[TaskUpdate, ...]:
        """Every statement about one task, newest first; a withdrawn one keeps its words."""
        return tuple(map(task_update, self._rows(TASK_REVISIONS, self.commune, task)))

    def task_changes_of(self, number: int) -> tuple[TaskChange, ...]:
        """What a submission changed of the statements about tasks."""
        return tuple(map(task_change, self._rows(TASK_CHANGES, self.commune, number)))

    def notes(self) -> tuple[ExplanationNote, ...]:
        """The explanation notes that count now, of all years, in no promised order."""
        return tuple(map(explanation_note, self._rows(CURRENT_NOTES, self.commune)))

    def note_revisions(self, indicator: str, year: int) -> tuple[ExplanationNote, ...]:
        """Every revision of one note, newest first; a withdrawn one keeps its words."""
        rows = self._rows(NOTE_REVISIONS, self.commune, indicator, year)
        return tuple(map(explanation_note, rows))

    def note_changes_of(self, number: int) -> tuple[NoteChange, ...]:
        """What a submission changed of the explanation notes."""
        return tuple(map(note_change, self._rows(NOTE_CHANGES, self.commune, number)))

    def snapshot(self, number: int) -> Snapshot:
        """What counted after the submission `number`."""
        return snapshot(self.database, self.commune, number)

    def holds_demo_figures(self) -> bool:
        """Whether the figures that count now are invented ones."""
        with self.database.cursor() as cursor:
            return self._holds_demo_figures(cursor)

    def is_empty(self) -> bool:
        return self.version == 0

    # Writing

    def confirm(self, draft: Draft) -> Submission:
        """Stores a draft, all or nothing, and returns its receipt.

        Raises StaleDraft where the figures are no longer those the draft was compared with,
        InventedFigures where words about real ones would retire them, and StoreUnavailable where
        the file cannot be written. A draft with a `decision` raises AlreadyDecided where its
        proposal has one.
        """
        try:
            with self.database.writing:
                receipt = self._store(draft)
                self._version = max(self._version, receipt.number)
                return receipt
        except (ArithmeticError, TypeError, ValueError) as error:
            # A number, year or text that the columns have no room for.
            raise StoreUnavailable(Trouble.FAILED, self.database.path, str(error)) from error

    def undo(
        self,
        number: int,
        person: str,
        reason: str,
        idempotency_key: str,
        based_on: int | None = None,
        address: str = "",
        account: str = "",
        proposed_by: str = "",
        decision: Decision | None = None,
    ) -> Submission:
        """Takes a submission back by new revisions: what it replaced counts again.

        What was changed again later stays as it is. Raises NothingToUndo, and
        StaleDraft where the figures are no longer those of version `based_on`.
        """
        seen = self.version if based_on is None else based_on
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
        updates = [c.taken_back for c in self.task_changes_of(number) if c.is_current]
        if not (restored or notes or updates):
            raise NothingToUndo
        return self.confirm(
            Draft(
                Origin.UNDO,
                person,
                idempotency_key,
                observations=restored,
                task_updates=updates,
                notes=notes,
                reason=reason,
                undoes=number,
                based_on=seen,
                address=address,
                account=account,
                proposed_by=proposed_by,
                decision=decision,
            )
        )

    def retire_demo(
        self, person: str, idempotency_key: str, address: str = "", account: str = ""
    ) -> Submission | None:
        """Takes the invented figures away; None where there are none."""
        if not self.holds_demo_figures():
            return None
        return self.confirm(
            Draft(Origin.DEMO_RETIREMENT, person, idempotency_key, address=address, account=account)
        )

    def _store(self, draft: Draft) -> Submission:
        with self.database.transaction(self.commune) as transaction:
            known = self._find(transaction, draft.idempotency_key)
            if known is not None:
                return known
            last = self._last(transaction)
            if draft.based_on not in (None, last):
                raise StaleDraft
            if draft.origin in _OF_REAL_FIGURES and self._holds_demo_figures(transaction):
                raise InventedFigures
            receipt = self._receipt(draft, last + 1)
            self._append(transaction, receipt, draft)
            return receipt

    def _receipt(self, draft: Draft, number: int) -> Submission:
        content = draft.content
        return Submission(
            number=number,
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
            account=draft.account,
            proposed_by=draft.proposed_by,
        )

    def _append(self, transaction: Transaction, receipt: Submission, draft: Draft) -> None:
        commune, number = self.commune, receipt.number
        transaction.append_row(
            "submissions",
            commune=commune,
            number=number,
            origin=receipt.origin.value,
            confirmed_at=receipt.confirmed_at,
            person=receipt.person,
            address=draft.address,
            reason=receipt.reason,
            file_name=receipt.file_name,
            sha256=receipt.sha256,
            row_count=receipt.row_count,
            answers=json.dumps(dict(draft.answers), ensure_ascii=False, sort_keys=True),
            idempotency_key=draft.idempotency_key,
            undoes=draft.undoes,
            account=receipt.account,
            proposed_by=receipt.proposed_by,
        )
        if draft.content is not None:
            transaction.append_row(
                "submission_files", commune=commune, submission=number, content=draft.content
            )
        figures = observation_columns(commune, number, draft.observations)
        transaction.append("observations", figures)
        updates = task_update_columns(commune, number, draft.task_updates)
        transaction.append("task_updates", updates)
        transaction.append("explanation_notes", note_columns(commune, number, draft.notes))
        if draft.decision is not None:
            self.proposals.decide(transaction, replace(draft.decision, submission=number))
        self.events.append(transaction, event_of(receipt, draft))

    # Helpers of both

    def _rows(self, query: str, *parameters: Value) -> list[Row]:
        return self.database.rows(query, *parameters)

    def _look(self) -> None:
        """Reads the version anew: another process may have stored something."""
        moment = time.monotonic()
        with self.database.cursor() as cursor:
            self._version = max(self._version, self._last(cursor))
        self._looked_at = moment

    def _last(self, cursor: Cursor) -> int:
        ((number,),) = cursor.execute(_LAST, [self.commune])
        return int(number or 0)

    def _holds_demo_figures(self, cursor: Cursor) -> bool:
        rows = cursor.execute(_ACTIVE_ORIGINS, [self.commune])
        return (Origin.DEMO.value,) in rows

    def _find(self, cursor: Cursor, key: str) -> Submission | None:
        rows = cursor.execute(f"{_SUBMISSIONS} AND idempotency_key = ?", [self.commune, key])
        return submission(rows[0]) if rows else None


def _now() -> datetime:
    return datetime.now(UTC)
