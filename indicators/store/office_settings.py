"""The settings of one commune, kept as revisions."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from indicators.accounts import Identity
from indicators.events import Event, EventKind
from indicators.office_settings import SECRETS, Choice, OfficeSettings, faulty, kept
from indicators.store.database import Database
from indicators.store.events import Events

_CURRENT = """SELECT s.name, s.value FROM office_settings AS s
WHERE s.commune = ? AND NOT EXISTS (
    SELECT 1 FROM office_settings AS later
    WHERE later.commune = s.commune AND later.name = s.name AND later.revision > s.revision
)"""
_LAST = "SELECT max(revision) FROM office_settings WHERE commune = ?"
_HIDDEN = "•••"


class KeptSettings:
    """What the administrator of one commune chose. Every method raises StoreUnavailable."""

    def __init__(
        self, database: Database, commune: str, clock: Callable[[], datetime], events: Events
    ) -> None:
        self._database, self._commune, self._clock, self._events = database, commune, clock, events
        self._known: OfficeSettings | None = None
        self._looked_at = 0.0

    def current(self) -> OfficeSettings:
        """The settings that hold now."""
        known, age = self._known, time.monotonic() - self._looked_at
        if known is None or age > self._database.fresh_for:
            known = OfficeSettings.of(dict(self._database.rows(_CURRENT, self._commune)))
            self._known, self._looked_at = known, time.monotonic()
        return known

    def change(self, chosen: OfficeSettings, identity: Identity) -> None:
        """Keeps what differs from the settings that hold, an event for each.

        Raises ValueError for settings that cannot be; see `faulty`.
        """
        if wrong := faulty(chosen):
            raise ValueError(f"settings that cannot be: {', '.join(wrong)}")
        moment = self._clock().astimezone(UTC).replace(tzinfo=None)
        with self._database.transaction(self._commune) as transaction:
            before = OfficeSettings.of(dict(transaction.execute(_CURRENT, [self._commune])))
            ((last,),) = transaction.execute(_LAST, [self._commune])
            for name, (old, new) in chosen.differing_from(before).items():
                transaction.append_row(
                    "office_settings",
                    commune=self._commune,
                    name=name,
                    revision=int(last or 0) + 1,
                    value=kept(new),
                    changed_at=moment,
                    login=identity.login,
                )
                told = {"before": _told(name, old), "after": _told(name, new)}
                event = Event.by(identity, EventKind.SETTINGS_CHANGED, name, **told)
                self._events.append(transaction, event)
        self._known = None


def _told(name: str, value: Choice) -> str:
    """A value as an event tells it; a secret is not told."""
    return _HIDDEN if name in SECRETS and value else kept(value)
