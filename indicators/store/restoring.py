"""Bringing a store back: from the newest whole backup and the journal, beside the running files.

Nothing is overwritten: what lay in the place of the restored file is kept with a date in its name.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from indicators.store.backups import Backup, all_backups, contents, contents_of, is_whole
from indicators.store.database import StoreUnavailable, Trouble
from indicators.store.embedded import EmbeddedDatabase
from indicators.store.journal import BEGIN, Journal, Position, stamp, sync_folder
from indicators.store.keeping import Keeping
from indicators.store.schema import newest_schema
from indicators.store.sessions import forget_sessions

_LOG = ".wal"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: from which backup (None: the journal alone), and the last commit.

    `missing` is the last commit that the journal knows of and that could not be brought back, None
    where nothing is missing. `aside` is the folder with what lay there before.
    """

    file: Path
    backup: Backup | None
    position: Position
    replayed: int
    missing: int | None
    aside: Path | None
    rows: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What looking through everything found; None stands for what is not there or in use."""

    database: Position | None
    trouble: StoreUnavailable | None
    journal_end: Position | None
    journal_broken: str
    whole: Sequence[Backup]
    broken: Sequence[Backup]


def restore(
    path: Path,
    keeping: Keeping,
    source: Path | None = None,
    before_upgrade: bool = False,
    as_backed_up: bool = False,
) -> Restored:
    """Puts a restored file into the place of `path`.

    `source` is a file to begin from instead of the newest whole backup. `before_upgrade` goes back
    to what this program can read where a later version has written already. `as_backed_up` leaves
    out what was committed after the backup; the journal with it is kept beside. Raises
    StoreUnavailable: IN_USE while the dashboard runs, TOO_NEW, and NOT_BACKED_UP where there is
    nothing to begin from.
    """
    with _alone(path):
        work = path.with_name(f"{path.name}.{stamp()}.restoring")
        try:
            made = _rebuild(work, path.name, keeping, source, before_upgrade, as_backed_up)
            aside = _set_aside(path)
            made.file.rename(path)
            sync_folder(path.parent)
            if made.missing is not None or as_backed_up:
                Journal(keeping.journal).begin_anew(made.position)
            return replace(made, file=path, aside=aside)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def drill(path: Path, keeping: Keeping) -> Restored:
    """Restores into a folder of its own, reads every row, and throws it away.

    The store may be in use meanwhile. Raises what `restore` does.
    """
    work = path.with_name(f"{path.name}.{stamp()}.drill")
    try:
        return _rebuild(work, path.name, keeping)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def repair(path: Path, keeping: Keeping) -> Restored:
    """Makes the best of a damaged file in a copy beside it; the file stays as it is.

    Tried are the file with its log, without it, and the newest backup, each led on by the journal.
    Raises StoreUnavailable where none can be read through.
    """
    place = path.with_name(f"{path.name}.{stamp()}.repaired")
    with _alone(path):
        place.mkdir(parents=True)
        found: list[Restored] = []
        for number, with_log in enumerate((True, False)):
            with suppress(StoreUnavailable, OSError):
                copied = _copied(path, place / str(number), with_log)
                found.append(_led_on(copied, keeping))
        with suppress(StoreUnavailable, OSError):
            found.append(_rebuild(place / "backup", path.name, keeping))
        if not found:
            shutil.rmtree(place)
            raise StoreUnavailable(Trouble.NOT_BACKED_UP, path, "nothing can be read through")
        best = max(found, key=lambda made: made.position.number)
        best.file.rename(place / path.name)
        for made in (place / "0", place / "1", place / "backup"):
            shutil.rmtree(made, ignore_errors=True)
        return replace(best, file=place / path.name)


def verify(path: Path, keeping: Keeping) -> Checked:
    """Looks through the database, the journal and every backup; changes nothing."""
    position, trouble = None, None
    work = path.with_name(f"{path.name}.{stamp()}.verifying")
    try:
        with _alone(path):
            if path.exists():
                position = _led_on(_copied(path, work, with_log=True), keeping).position
    except StoreUnavailable as error:
        trouble = error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    extent = Journal(keeping.journal).extent()
    found = all_backups(keeping.backups)
    whole = [backup for backup in found if is_whole(backup)]
    return Checked(
        database=position,
        trouble=trouble,
        journal_end=None if extent is None else extent.end,
        journal_broken="" if extent is None else extent.broken,
        whole=whole,
        broken=[backup for backup in found if backup not in whole],
    )


# Steps


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Holds the store's lock. Raises StoreUnavailable where somebody has it."""
    lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise StoreUnavailable(Trouble.IN_USE, path) from None
    try:
        yield
    finally:
        lock.release()


def _rebuild(
    work: Path,
    name: str,
    keeping: Keeping,
    source: Path | None = None,
    before_upgrade: bool = False,
    as_backed_up: bool = False,
) -> Restored:
    """A file in the new folder `work`, from the newest source that works, led on by the journal."""
    sources: list[tuple[Path | None, Backup | None]] = [(source, None)]
    if source is None:
        sources = [(backup.file, backup) for backup in _usable(keeping, before_upgrade)]
        extent = Journal(keeping.journal).extent()
        is_complete = extent is not None and extent.begin == BEGIN and not extent.is_empty
        if is_complete and not as_backed_up:
            sources.append((None, None))
    trouble = Trouble.NOT_BACKED_UP
    for number, (begin, backup) in enumerate(sources):
        folder = work / str(number)
        try:
            file = folder / name
            if begin is None:
                folder.mkdir(parents=True)
            else:
                file = _copied(begin, folder, with_log=source is not None, name=name)
            return _led_on(file, keeping, backup, before_upgrade, as_backed_up)
        except StoreUnavailable as error:
            trouble = error.trouble if error.trouble is Trouble.TOO_NEW else trouble
            shutil.rmtree(folder)
    raise StoreUnavailable(trouble, work.with_name(name), "no source can be brought forward")


def _usable(keeping: Keeping, before_upgrade: bool) -> Iterator[Backup]:
    for backup in all_backups(keeping.backups):
        if (not before_upgrade or backup.schema <= newest_schema()) and is_whole(backup):
            yield backup


def _copied(file: Path, folder: Path, with_log: bool, name: str = "") -> Path:
    """A copy of a database that nobody has open. Raises OSError."""
    folder.mkdir(parents=True)
    copy = folder / (name or file.name)
    shutil.copyfile(file, copy)
    log = file.with_name(f"{file.name}{_LOG}")
    if with_log and log.exists():
        shutil.copyfile(log, copy.with_name(f"{copy.name}{_LOG}"))
    return copy


def _led_on(
    file: Path,
    keeping: Keeping,
    backup: Backup | None = None,
    before_upgrade: bool = False,
    as_backed_up: bool = False,
) -> Restored:
    """Opens a file that nobody else has, follows a copy of the journal, reads every row."""
    inner = Keeping(file.parent / "journal", (file.parent / "backups",), free_bytes=0)
    known = 0
    if not as_backed_up:
        known = _copied_journal(keeping, inner.journal, backup, before_upgrade)
    with closing(EmbeddedDatabase(file, inner)) as database:
        position = database.position()
        replayed = sum(finding.count for finding in database.findings)
        forget_sessions(database)
        seen = contents_of(database)
        with database.cursor() as cursor:
            cursor.execute("CHECKPOINT")
    if contents(file) != seen:
        raise StoreUnavailable(Trouble.DAMAGED, file, "read twice, and not the same")
    for part in (inner.journal, inner.backups[0]):
        shutil.rmtree(part, ignore_errors=True)
    missing = known if position.number < known else None
    rows = sum(count for count, _ in seen.values())
    return Restored(file, backup, position, replayed, missing, None, rows)


def _copied_journal(
    keeping: Keeping, folder: Path, backup: Backup | None, before_upgrade: bool
) -> int:
    """Copies the journal as far as it can be followed; the last commit that it knows of."""
    if not keeping.journal.exists():
        return 0
    shutil.copytree(keeping.journal, folder, ignore=shutil.ignore_patterns("*.aside", "*.torn"))
    journal = Journal(folder)
    extent = journal.extent(BEGIN if backup is None else backup.position)
    if extent is None:
        return 0
    end = extent.end
    if before_upgrade:
        end = _readable_end(journal, extent.begin if backup is None else backup.position)
    if extent.broken or end != extent.end:
        journal.keep_only(end)
    return extent.last_seen


def _readable_end(journal: Journal, after: Position) -> Position:
    """Where the first record stands that a later version of the program wrote."""
    for record in journal.records(after):
        if record.schema > newest_schema():
            break
        after = record.position
    return after


def _set_aside(path: Path) -> Path | None:
    """Moves a database and its log into a folder of their own."""
    parts = [path, path.with_name(f"{path.name}{_LOG}")]
    if not any(part.exists() for part in parts):
        return None
    aside = path.with_name(f"{path.name}.{stamp()}.aside")
    aside.mkdir()
    for part in parts:
        if part.exists():
            part.rename(aside / part.name)
    return aside
