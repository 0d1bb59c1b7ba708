"""The events of one commune: appended, found again, and cut off at the old end by an admin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from indicators.accounts import Identity
from indicators.clock import day_begins
from indicators.events import Event, EventFilter, EventKind
from indicators.observations import Origin, Submission
from indicators.proposals import Outcome
from indicators.store.database import Database, Transaction, Value
from indicators.store.drafts import Draft

MOST_CHARACTERS = 2000
_COLUMNS = (
    "kind, subject, before_text, after_text, detail, login, person, address, submission, moment, "
    "number"
)
_OLD = "FROM events WHERE commune = ? AND moment < ?"
_LAST = "SELECT max(number) FROM events WHERE commune = ?"
_KIND_OF = {
    Origin.UPLOAD: EventKind.SUBMISSION,
    Origin.DEMO: EventKind.SUBMISSION,
    Origin.DEMO_RETIREMENT: EventKind.DEMO_RETIRED,
    Origin.CORRECTION: EventKind.CORRECTION,
    Origin.UNDO: EventKind.UNDO,
    Origin.EXPLANATION: EventKind.EXPLANATION,
    Origin.TASK_UPDATE: EventKind.TASK_UPDATE,
}
_TEXTS = "lower(subject || ' ' || before_text || ' ' || after_text || ' ' || detail)"


class Events:
    """What happened in one commune, newest first. Every method raises StoreUnavailable."""

    def __init__(self, database: Database, commune: str, clock: Callable[[], datetime]) -> None:
        self._database, self._commune, self._clock = database, commune, clock

    def record(self, event: Event) -> None:
        """Appends an event in a transaction of its own."""
        with self._database.transaction(self._commune) as transaction:
            self.append(transaction, event)

    def append(self, transaction: Transaction, event: Event) -> None:
        """Appends an event to what a transaction stores; its texts are cut where too long."""
        ((last,),) = transaction.execute(_LAST, [self._commune])
        moment = event.moment or self._clock()
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
        transaction.append_row(
            "events",
            commune=self._commune,
            number=int(last or 0) + 1,
            moment=moment,
            kind=event.kind.value,
            login=_cut(event.login),
            person=_cut(event.person),
            address=_cut(event.address),
            subject=_cut(event.subject),
            before_text=_cut(event.before),
            after_text=_cut(event.after),
            detail=_cut(event.detail),
            submission=event.submission,
        )

    def found(self, wanted: EventFilter, offset: int = 0, most: int = 50) -> tuple[Event, ...]:
        """The events that a filter lets through, newest first, a page of them."""
        where, values = self._where(wanted)
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM events WHERE {where} ORDER BY number DESC LIMIT ? OFFSET ?",
            *values,
            most,
            offset,
        )
        return tuple(_event(row) for row in rows)

    def count(self, wanted: EventFilter) -> int:
        """How many events a filter lets through."""
        where, values = self._where(wanted)
        ((count,),) = self._database.rows(f"SELECT count(*) FROM events WHERE {where}", *values)
        return int(count)

    def oldest(self) -> datetime | None:
        """When the oldest event that is kept happened, in UTC."""
        ((moment,),) = self._database.rows(
            "SELECT min(moment) FROM events WHERE commune = ?", self._commune
        )
        return moment if isinstance(moment, datetime) else None

    def cut(self, before: datetime, identity: Identity) -> int:
        """Deletes the events before a moment in UTC, tells that as an event, gives their count.

        The one deletion of what was kept: an administrator asks for it, and the caller holds to
        the months for which events must be kept.
        """
        with self._database.transaction(self._commune) as transaction:
            asked: list[Value] = [self._commune, before]
            ((count,),) = transaction.execute(f"SELECT count(*) {_OLD}", asked)
            if count:
                transaction.execute(f"DELETE {_OLD}", asked)
                told = Event.by(
                    identity, EventKind.EVENTS_CUT, before=str(count), detail=before.isoformat()
                )
                self.append(transaction, told)
            return int(count)

    def _where(self, wanted: EventFilter) -> tuple[str, list[Value]]:
        """A condition of fixed words, and the values of its question marks."""
        conditions, values = ["commune = ?"], list[Value]([self._commune])
        if wanted.kinds:
            marks = ", ".join("?" * len(wanted.kinds))
            conditions.append(f"kind IN ({marks})")
            values += sorted(kind.value for kind in wanted.kinds)
        if who := wanted.who.strip().lower():
            conditions.append("strpos(lower(login || ' ' || person), ?) > 0")
            values.append(who)
        if text := wanted.text.strip().lower():
            conditions.append(f"strpos({_TEXTS}, ?) > 0")
            values.append(text)
        if wanted.since is not None:
            conditions.append("moment >= ?")
            values.append(day_begins(wanted.since))
        if wanted.until is not None:
            conditions.append("moment < ?")
            values.append(day_begins(wanted.until, days_later=1))
        return " AND ".join(conditions), values


def event_of(receipt: Submission, draft: Draft) -> Event:
    """The event that a submission is: of its origin, or that a proposal was taken over."""
    kind = _KIND_OF[receipt.origin]
    if draft.decision is not None:
        is_approval = draft.decision.outcome is Outcome.APPROVED
        kind = EventKind.APPROVAL if is_approval else EventKind.CONFIRM
    subject = receipt.file_name
    if receipt.undoes is not None:
        subject = str(receipt.undoes)
    return Event(
        kind,
        subject,
        detail=receipt.reason,
        login=receipt.account,
        person=receipt.person,
        address=draft.address,
        submission=receipt.number,
        moment=receipt.confirmed_at,
    )


def _event(row: tuple[Any, ...]) -> Event:
    return Event(EventKind(row[0]), *row[1:])


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"
