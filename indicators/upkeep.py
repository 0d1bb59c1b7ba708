"""Keeping the store safe while the dashboard runs: backups by themselves and on request.

Pages ask here; of the store they see what `state` says. A store on a PostgreSQL server is kept by
that server's own means, and everything here says None of it.
"""

from __future__ import annotations

import itertools
import logging
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from indicators import upkeep_words
from indicators.events import Event, EventKind
from indicators.store import Store, StoreUnavailable
from indicators.store.database import Database

if TYPE_CHECKING:
    from indicators.store.backups import Backup
    from indicators.store.embedded import EmbeddedDatabase

EVERY = timedelta(hours=1)
# A change without a backup is said after so long: the machine may be off at night.
OVERDUE = timedelta(hours=26)
CHECKED_EVERY = 24 * 3600.0
_LOOK_SECONDS = 2.0
_DUE_TURNS = 15
_AFTER_FAILURE = 300.0
_ASKED = "backup-asked"
_log = logging.getLogger("indicators")
_told: WeakKeyDictionary[Database, int] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class State:
    """How well a store is kept, for the administrator's page and the health address.

    `backups` are newest first; `unsaved` counts the commits since the last; `next_at` is when the
    next comes by itself, None where nothing changed. Times are UTC.
    """

    backups: Sequence[Backup]
    places: Sequence[Path]
    commits: int
    journal_lag: int
    unsaved: int
    next_at: datetime | None
    free_bytes: int
    is_writable: bool
    findings: Sequence[str]
    warnings: Sequence[str]

    @property
    def last(self) -> Backup | None:
        return self.backups[0] if self.backups else None


def backup_now(store: Store) -> Backup | None:
    """Makes a backup at once. Raises OSError and StoreUnavailable; what was there stays."""
    return _make(store, "asked")


def state(store: Store, now: datetime | None = None) -> State | None:
    """How the store is kept at this moment. Raises StoreUnavailable."""
    from indicators.store.backups import all_backups

    database = _embedded(store)
    if database is None:
        return None
    now = now or datetime.now(UTC)
    found = all_backups(database.keeping.backups[:1])
    last = found[0] if found else None
    commits = database.position().number
    unsaved = commits - (last.position.number if last else 0)
    free = shutil.disk_usage(database.path.parent).free
    writable = free >= database.keeping.free_bytes
    lag = database.journal.end.number - commits
    overdue = unsaved > 0 and last is not None and now - last.taken_at > OVERDUE
    warnings = {
        "low_space": not writable,
        "journal_lag": lag != 0,
        "backup_overdue": overdue,
        "second_place_missing": _lacks_copies(database, last),
    }
    return State(
        backups=found,
        places=database.keeping.backups,
        commits=commits,
        journal_lag=lag,
        unsaved=unsaved,
        next_at=_next(last, unsaved, now),
        free_bytes=free,
        is_writable=writable,
        findings=[upkeep_words.finding(f.found.value, f.count) for f in database.findings],
        warnings=[name for name, holds in warnings.items() if holds],
    )


def health(store: Store) -> dict[str, object]:
    """The same as JSON values; what is only a warning leaves the dashboard healthy."""
    store.database.check()
    kept = state(store)
    if kept is None:
        return {"version": store.version}
    age = None
    if kept.last is not None:
        age = round((datetime.now(UTC) - kept.last.taken_at) / timedelta(hours=1), 1)
    return {
        "status": "warn" if kept.warnings or kept.findings else "ok",
        "version": store.version,
        "writable": kept.is_writable,
        "free_mb": kept.free_bytes // 1_000_000,
        "journal_lag": kept.journal_lag,
        "unsaved_commits": kept.unsaved,
        "backup_age_hours": age,
        "warnings": [*kept.warnings, *kept.findings],
    }


def tell_findings(store: Store) -> None:
    """Notes in the history what was found and mended at an opening, each once."""
    database = _embedded(store)
    if database is None or not store.version:
        return
    for found in database.findings[_told.get(database, 0) :]:
        sentence = upkeep_words.finding(found.found.value, found.count)
        with suppress(StoreUnavailable):
            store.events.record(Event(EventKind.RESTORE, detail=sentence))
    _told[database] = len(database.findings)


class Keeper:
    """Makes a backup by itself: at most one an hour, and only where something changed."""

    def __init__(self, open_store: Callable[[], Store]) -> None:
        """`open_store` gives the store that is kept; what it raises is waited out."""
        self._open_store = open_store
        self._ended = threading.Event()
        self._failed_at = 0.0
        self._checked_at = time.monotonic()

    def run(self) -> None:
        """Keeps until `stop` is called; for a thread of its own."""
        for turn in itertools.count():
            if self._ended.wait(_LOOK_SECONDS):
                return
            if self._failed_at and time.monotonic() - self._failed_at < _AFTER_FAILURE:
                continue
            try:
                if turn % _DUE_TURNS == 0 or self._is_asked():
                    self.look()
            except Exception:
                # A disk that is away comes back, a plan is mended: it goes on, and later.
                _log.exception("the backup was not made")
                self._failed_at = time.monotonic()

    def stop(self) -> None:
        self._ended.set()

    def look(self, now: datetime | None = None) -> Backup | None:
        """Makes the backup that is due; None where none is. Raises OSError, StoreUnavailable."""
        store = self._open_store()
        database = _embedded(store)
        if database is None:
            return None
        if self._is_asked():
            asking_file(database.path).unlink()
            return _make(store, "asked")
        if _is_due(database, now or datetime.now(UTC)):
            return _make(store, "regular")
        self._check_newest(database)
        return None

    def _is_asked(self) -> bool:
        path = self._open_store().path
        return isinstance(path, Path) and asking_file(path).exists()

    def _check_newest(self, database: EmbeddedDatabase) -> None:
        from indicators.store.backups import all_backups, contents_of, is_whole

        if time.monotonic() - self._checked_at < CHECKED_EVERY:
            return
        self._checked_at = time.monotonic()
        # Every row is read: a block that has gone bad is found before somebody needs it.
        contents_of(database)
        for backup in all_backups(database.keeping.backups)[:2]:
            if not is_whole(backup):
                _log.error("backup %s is damaged", backup.file)


def asking_file(path: Path) -> Path:
    """The file whose being there asks a running dashboard for a backup."""
    return path.with_name(f"{path.name}.{_ASKED}")


def _make(store: Store, reason: str) -> Backup | None:
    from indicators.store.backups import Reason, make_backup

    database = _embedded(store)
    if database is None:
        return None
    second = store.settings.current().second_backup_place
    further = (Path(second),) if second else ()
    made = make_backup(database, Reason(reason), further)
    _log.info("backup %s: commit %d, %d bytes", made.file.name, made.position.number, made.size)
    return made


def _is_due(database: EmbeddedDatabase, now: datetime) -> bool:
    from indicators.store.backups import backups_in

    found = backups_in(database.keeping.backups[0])
    if not found:
        return database.journal.end.number > 0
    if database.journal.end == found[0].position:
        return False
    # A clock that was set back makes backups of the future; then time says nothing.
    return not timedelta(0) <= now - found[0].taken_at < EVERY


def _next(last: Backup | None, unsaved: int, now: datetime) -> datetime | None:
    if not unsaved:
        return None
    return now if last is None else max(now, last.taken_at + EVERY)


def _lacks_copies(database: EmbeddedDatabase, last: Backup | None) -> bool:
    further = database.keeping.backups[1:]
    return last is not None and any(not (place / last.file.name).exists() for place in further)


def _embedded(store: Store) -> EmbeddedDatabase | None:
    """The store's file; None for a server."""
    if not isinstance(store.path, Path):
        return None
    from indicators.store.embedded import EmbeddedDatabase

    database = store.database
    return database if isinstance(database, EmbeddedDatabase) else None
