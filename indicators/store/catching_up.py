"""Opening a file beside its journal: what the file lost is brought back, what disagrees is said."""

from __future__ import annotations

from typing import Protocol

from indicators.store.database import Database, StoreUnavailable, Trouble
from indicators.store.journal import BEGIN, Extent, Journal, JournalBroken, Position, Record
from indicators.store.keeping import Finding, Found
from indicators.store.schema import bring_forward, schema_version


class RecordRefused(StoreUnavailable):
    """A record of the journal has no place in a database that works."""


class Follower(Protocol):
    """A database that follows a journal."""

    def position(self) -> Position:
        """The last commit it holds."""

    def follow(self, record: Record) -> None:
        """Makes the commit of a record once more."""


def catch_up(
    database: Database, follower: Follower, journal: Journal, may_begin_anew: bool = True
) -> list[Finding]:
    """Brings the database to the end of the journal, and the journal to lead on from there.

    A journal that ends before the database begins anew where it may. Raises StoreUnavailable: APART
    where the two do not fit together.
    """
    is_empty = schema_version(database) == 0
    position = follower.position()
    extent = journal.extent(position)
    findings = []
    if extent is not None and extent.torn_bytes:
        aside = journal.set_torn_aside()
        findings.append(Finding(Found.TORN_RECORD, place=str(aside or "")))
    if extent is None or max(extent.last_seen, extent.end.number) < position.number:
        if position != BEGIN and not journal.waits_for(position):
            if not may_begin_anew:
                raise StoreUnavailable(Trouble.APART, database.path, "the journal ends earlier")
            place = journal.begin_anew(position)
            findings.append(Finding(Found.JOURNAL_BEGUN_ANEW, place=str(place or "")))
    elif extent.end != position or extent.broken:
        count = _follow(database, follower, journal, position, extent, is_empty)
        findings.append(Finding(Found.REBUILT if is_empty else Found.REPLAYED, count))
    journal.end = follower.position()
    return findings


def _follow(
    database: Database,
    follower: Follower,
    journal: Journal,
    position: Position,
    extent: Extent,
    is_empty: bool,
) -> int:
    if extent.broken:
        raise StoreUnavailable(Trouble.APART, database.path, f"journal broken at {extent.broken}")
    if is_empty and extent.begin != BEGIN:
        raise StoreUnavailable(Trouble.APART, database.path, "no database, and a later journal")
    count = 0
    try:
        for record in journal.records(position):
            bring_forward(database, only_to=record.schema)
            follower.follow(record)
            count += 1
    except JournalBroken as error:
        raise StoreUnavailable(Trouble.APART, database.path, str(error)) from error
    if follower.position() != extent.end:
        raise StoreUnavailable(Trouble.APART, database.path, "another history in the journal")
    return count
