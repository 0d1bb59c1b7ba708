"""Who reports what in one commune, kept as revisions."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from indicators.accounts import Identity
from indicators.events import Event, EventKind
from indicators.reporting_units import ReportingUnit
from indicators.store.database import Cursor, Database, Transaction
from indicators.store.events import Events

_CURRENT = """SELECT u.name, u.indicators, u.from_year, u.until_year FROM reporting_units AS u
WHERE u.commune = ? AND NOT u.withdrawn AND NOT EXISTS (
    SELECT 1 FROM reporting_units AS later
    WHERE later.commune = u.commune AND later.name = u.name AND later.revision > u.revision
) ORDER BY u.name COLLATE "C" """
_LAST = "SELECT max(revision) FROM reporting_units WHERE commune = ?"
_BETWEEN = " "


class KeptUnits:
    """The reporting units that an administrator lists. Every method raises StoreUnavailable."""

    def __init__(
        self, database: Database, commune: str, clock: Callable[[], datetime], events: Events
    ) -> None:
        self._database, self._commune, self._clock, self._events = database, commune, clock, events
        self._known: tuple[int, tuple[ReportingUnit, ...]] | None = None
        self._looked_at = 0.0

    def current(self) -> tuple[ReportingUnit, ...]:
        """The list that holds now, by name; empty where nobody made one."""
        return self._look()[1]

    @property
    def revision(self) -> int:
        """The number of the last change; caches of what the list decides are keyed by it."""
        return self._look()[0]

    def replace(self, units: Sequence[ReportingUnit], identity: Identity) -> None:
        """Makes this the whole list: what differs is kept, an event for each unit."""
        moment = self._clock().astimezone(UTC).replace(tzinfo=None)
        with self._database.transaction(self._commune) as transaction:
            last, known = self._read(transaction)
            before = {unit.name: unit for unit in known}
            after = {unit.name: unit for unit in units}
            for name in sorted(before.keys() | after.keys()):
                old, new = before.get(name), after.get(name)
                if old != new:
                    self._append(transaction, last + 1, old, new, identity, moment)
        self._known = None

    def _append(
        self,
        transaction: Transaction,
        revision: int,
        old: ReportingUnit | None,
        new: ReportingUnit | None,
        identity: Identity,
        moment: datetime,
    ) -> None:
        unit = new or old
        assert unit is not None
        transaction.append_row(
            "reporting_units",
            commune=self._commune,
            name=unit.name,
            revision=revision,
            indicators=_BETWEEN.join(sorted(unit.indicators)),
            from_year=unit.from_year,
            until_year=unit.until_year,
            withdrawn=new is None,
            changed_at=moment,
            login=identity.login,
        )
        told = {"before": _told(old), "after": _told(new)}
        event = Event.by(identity, EventKind.REPORTING_UNITS_CHANGED, unit.name, **told)
        self._events.append(transaction, event)

    def _look(self) -> tuple[int, tuple[ReportingUnit, ...]]:
        age = time.monotonic() - self._looked_at
        if self._known is None or age > self._database.fresh_for:
            with self._database.cursor() as cursor:
                self._known = self._read(cursor)
            self._looked_at = time.monotonic()
        return self._known

    def _read(self, cursor: Cursor) -> tuple[int, tuple[ReportingUnit, ...]]:
        ((last,),) = cursor.execute(_LAST, [self._commune])
        rows = cursor.execute(_CURRENT, [self._commune])
        units = tuple(
            ReportingUnit(name, frozenset(codes.split(_BETWEEN)), *years)
            for name, codes, *years in rows
        )
        return int(last or 0), units


def _told(unit: ReportingUnit | None) -> str:
    """A unit as an event tells it: "CT07, CT09; 2026–2028"."""
    if unit is None:
        return ""
    years = ""
    if unit.from_year is not None or unit.until_year is not None:
        years = f"; {unit.from_year or ''}–{unit.until_year or ''}"
    return ", ".join(sorted(unit.indicators)) + years
