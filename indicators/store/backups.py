"""Backups: whole copies made beside the running store, checked row by row before they count."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from indicators.store.connecting import READABLE_BY
from indicators.store.database import StoreUnavailable, Trouble
from indicators.store.journal import Position, sync_folder
from indicators.store.schema import schema_version

if TYPE_CHECKING:
    from indicators.store.embedded import EmbeddedDatabase

NEWEST, HOURLY, DAILY, MONTHLY = 3, 24, 14, 12
_COPY = "copy_of_the_store"
_TABLES = """SELECT table_schema, table_name FROM information_schema.tables
WHERE table_catalog = current_database() AND table_type = 'BASE TABLE' ORDER BY 1, 2"""
_log = logging.getLogger("indicators.store")


class Reason(StrEnum):
    """Why a backup was made."""

    REGULAR = "regular"
    ASKED = "asked"
    UPGRADE = "upgrade"


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup: a DuckDB file, and beside it a description with its checksum.

    `taken_at` is UTC; `rows` counts by table; `position` is the last commit in it.
    """

    file: Path
    taken_at: datetime
    reason: Reason
    position: Position
    schema: int
    sha256: str
    size: int
    rows: Mapping[str, int]


Contents = Mapping[str, tuple[int, str]]


def make_backup(database: EmbeddedDatabase, reason: Reason, further: Sequence[Path] = ()) -> Backup:
    """Makes one, checks it against the store, and keeps it; commits wait meanwhile.

    `further` are places for copies besides those of the store's keeping. Only then the log is
    brought into the database file. Raises OSError and StoreUnavailable; what was there before stays
    as it was.
    """
    with database.writing:
        folder = database.keeping.backups[0]
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.part*"):
            left.unlink()
        part = folder / "backup.part"
        _copy(database, part)
        seen, copied = contents_of(database), contents(part)
        if seen != copied:
            raise StoreUnavailable(Trouble.FAILED, part, "the copy differs from the store")
        taken_at = datetime.now(UTC).replace(microsecond=0)
        backup = Backup(
            file=folder / _name(taken_at, database.position()),
            taken_at=taken_at,
            reason=reason,
            position=database.position(),
            schema=schema_version(database),
            sha256=sha256_of(part),
            size=part.stat().st_size,
            rows={table: count for table, (count, _) in copied.items()},
        )
        _finish(part, backup)
        places = (*database.keeping.backups[1:], *further)
        for place in places:
            with suppress_loudly(f"backup not copied to {place}"):
                _copy_to(place, backup)
        if reason is not Reason.UPGRADE:
            _settle(database, places)
        return backup


def _settle(database: EmbeddedDatabase, places: Sequence[Path]) -> None:
    """What a verified backup allows: the log goes into the file, old backups and journals go."""
    with suppress_loudly("no checkpoint"), database.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    with suppress_loudly("old backups are left"):
        if not database.journal.waits_for(database.journal.end):
            database.journal.turn_over()
        for place in (database.keeping.backups[0], *places):
            rotate(place)
        kept = backups_in(database.keeping.backups[0])
        database.journal.drop_before(min(backup.position for backup in kept))


def _copy(database: EmbeddedDatabase, part: Path) -> None:
    with database.cursor() as cursor:
        ((name,),) = cursor.execute("SELECT current_database()")
        place = str(part).replace("'", "''")
        cursor.execute(f"ATTACH '{place}' AS {_COPY} (STORAGE_VERSION '{READABLE_BY}')")
        try:
            quoted = name.replace('"', '""')
            cursor.execute(f'COPY FROM DATABASE "{quoted}" TO {_COPY}')
            cursor.execute(f"CHECKPOINT {_COPY}")
        finally:
            cursor.execute(f"DETACH {_COPY}")


def contents_of(database: EmbeddedDatabase) -> Contents:
    """Rows and a hash over them, by table, of the open store. Raises StoreUnavailable."""
    return {
        f"{schema}.{table}": _content(*database.rows(_hashing(schema, table))[0])
        for schema, table in database.rows(_TABLES)
    }


def contents(file: Path) -> Contents:
    """Rows and a hash over them, by table, of a file that nobody has open.

    Raises StoreUnavailable where it cannot be read through.
    """
    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            return {
                f"{schema}.{table}": _content(
                    *connection.execute(_hashing(schema, table)).fetchall()[0]
                )
                for schema, table in connection.execute(_TABLES).fetchall()
            }
    except duckdb.Error as error:
        raise StoreUnavailable(Trouble.DAMAGED, file, str(error)) from error


def _hashing(schema: str, table: str) -> str:
    """A query whose answer hangs on every cell of the table and not on the order of its rows."""
    return f'SELECT count(*), bit_xor(hash(t)), sum(hash(t)) FROM "{schema}"."{table}" AS t'


def _content(count: int, mixed: int | None, total: int | None) -> tuple[int, str]:
    return count, f"{mixed}-{total}"


# What is there


def backups_in(place: Path) -> list[Backup]:
    """The backups of one place, newest first; what cannot be read is left out."""
    found = []
    for file in place.glob("*.json"):
        with suppress(OSError, ValueError, KeyError, TypeError):
            found.append(_described(file))
    return sorted(found, key=lambda backup: (backup.position.number, backup.taken_at), reverse=True)


def all_backups(places: Iterable[Path]) -> list[Backup]:
    """The backups of all places, newest first."""
    found = [backup for place in places for backup in backups_in(place)]
    return sorted(found, key=lambda backup: (backup.position.number, backup.taken_at), reverse=True)


def is_whole(backup: Backup) -> bool:
    """Whether a backup is still what was written: its bytes, and that every row can be read."""
    try:
        if sha256_of(backup.file) != backup.sha256:
            return False
        counted = {table: count for table, (count, _) in contents(backup.file).items()}
        return counted == backup.rows
    except (OSError, StoreUnavailable):
        return False


def rotate(place: Path) -> list[Path]:
    """Deletes what need not be kept any longer; returns the files.

    Kept are the newest three, the last of each of 24 hours, 14 days and 12 months in which there
    was a change, and the last one before an upgrade.
    """
    found = backups_in(place)
    before_upgrades = [backup for backup in found if backup.reason is Reason.UPGRADE]
    kept = {backup.file for backup in (*found[:NEWEST], *before_upgrades[:1])}
    for form, most in (("%Y%m%d%H", HOURLY), ("%Y%m%d", DAILY), ("%Y%m", MONTHLY)):
        spans: dict[str, Path] = {}
        for backup in found:
            spans.setdefault(backup.taken_at.strftime(form), backup.file)
        kept |= set(list(spans.values())[:most])
    dropped = [backup.file for backup in found if backup.file not in kept]
    for file in dropped:
        file.unlink(missing_ok=True)
        _description(file).unlink(missing_ok=True)
    return dropped


def sha256_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# Files


def _name(taken_at: datetime, position: Position) -> str:
    return f"{taken_at:%Y%m%d-%H%M%S}-{position.number:08}.duckdb"


def _description(file: Path) -> Path:
    return file.with_suffix(".json")


def _described(description: Path) -> Backup:
    told = json.loads(description.read_text(encoding="utf-8"))
    return Backup(
        file=description.with_suffix(".duckdb"),
        taken_at=datetime.fromisoformat(told["taken_at"]),
        reason=Reason(told["reason"]),
        position=Position(*told["position"]),
        schema=told["schema"],
        sha256=told["sha256"],
        size=told["size"],
        rows=told["rows"],
    )


def _finish(part: Path, backup: Backup) -> None:
    """Forces the copy to disk and gives it its name; the description last makes it a backup."""
    _sync(part)
    part.replace(backup.file)
    told = {**asdict(backup), "file": backup.file.name, "taken_at": backup.taken_at.isoformat()}
    description = backup.file.with_suffix(".part.json")
    description.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    _sync(description)
    description.replace(_description(backup.file))
    sync_folder(backup.file.parent)


def _copy_to(place: Path, backup: Backup) -> None:
    place.mkdir(parents=True, exist_ok=True)
    part = place / "backup.part"
    shutil.copyfile(backup.file, part)
    if sha256_of(part) != backup.sha256:
        raise OSError(f"the copy in {place} differs")
    _finish(part, replace(backup, file=place / backup.file.name))


def _sync(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


@contextmanager
def suppress_loudly(what: str) -> Iterator[None]:
    """Logs what fails inside and goes on: the backup itself is made."""
    try:
        yield
    except (OSError, StoreUnavailable) as error:
        _log.warning("%s: %s", what, error)
