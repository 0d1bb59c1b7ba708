"""Proposals of one commune and the answers they got."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from indicators.events import Event, EventKind
from indicators.observations import Origin
from indicators.proposals import Decision, Outcome, Proposal, WaitsFor
from indicators.store.database import Cursor, Database, Row, Transaction
from indicators.store.events import Events

_NAMES = (
    "waits_for, origin, login, person, idempotency_key, year, unit, address, reason, file_name, "
    "answers, row_count, undoes, follows, number, proposed_at"
)
_PROPOSALS = f"SELECT {_NAMES} FROM proposals AS p WHERE commune = ?"
_OPEN = """ AND NOT EXISTS (
    SELECT 1 FROM proposal_decisions AS d WHERE d.commune = p.commune AND d.proposal = p.number
)"""
_DECISION = "proposal, outcome, login, person, address, reason, submission, decided_at"
_DECIDED = f"SELECT {_DECISION} FROM proposal_decisions WHERE commune = ? AND proposal = ?"
_LAST = "SELECT max(number) FROM proposals WHERE commune = ?"
_EVENTS = {
    Outcome.REFUSED: EventKind.REFUSAL,
    Outcome.WITHDRAWN: EventKind.REFUSAL,
    Outcome.PASSED_ON: EventKind.CONFIRM,
}


class AlreadyDecided(Exception):
    """Somebody else decided on the proposal meanwhile; nothing was changed."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"proposal {decision.proposal}: {decision.outcome}")
        self.decision = decision


class Proposals:
    """What waits for a second word. Every method raises StoreUnavailable."""

    def __init__(
        self, database: Database, commune: str, clock: Callable[[], datetime], events: Events
    ) -> None:
        self._database, self._commune, self._clock, self._events = database, commune, clock, events

    # Reading

    def waiting(self, waits_for: WaitsFor) -> tuple[Proposal, ...]:
        """What waits for an editor or for an approver, oldest first, without the files."""
        query = f"{_PROPOSALS} AND waits_for = ?{_OPEN} ORDER BY number"
        rows = self._database.rows(query, self._commune, waits_for.value)
        return tuple(map(_proposal, rows))

    def of_person(self, login: str, most: int = 20) -> tuple[Proposal, ...]:
        """What an account handed in, newest first, without the files."""
        query = f"{_PROPOSALS} AND login = ? ORDER BY number DESC LIMIT ?"
        return tuple(map(_proposal, self._database.rows(query, self._commune, login, most)))

    def find(self, number: int) -> Proposal | None:
        """A proposal with its file."""
        with self._database.cursor() as cursor:
            return self._find(cursor, number)

    def found_by_key(self, idempotency_key: str) -> Proposal | None:
        """The proposal handed in under this key, without its file; None where none was."""
        query = f"{_PROPOSALS} AND idempotency_key = ?"
        rows = self._database.rows(query, self._commune, idempotency_key)
        return _proposal(rows[0]) if rows else None

    def decision(self, number: int) -> Decision | None:
        """What was decided on a proposal; None while it waits."""
        with self._database.cursor() as cursor:
            return self._decision(cursor, number)

    def hands(self, number: int) -> frozenset[str]:
        """The logins of all who had a hand in a proposal, from the first of its line on."""
        logins: set[str] = set()
        step: int | None = number
        while step is not None:
            proposal = self.find(step)
            if proposal is None:
                break
            logins.add(proposal.login)
            step = proposal.follows
        return frozenset(logins)

    # Writing

    def hand_in(self, proposal: Proposal) -> Proposal:
        """Keeps a proposal and gives it back with its number; the same key is kept once.

        What it `follows` is thereby passed on. Raises AlreadyDecided where that has its answer.
        """
        moment = self._clock().astimezone(UTC).replace(tzinfo=None)
        with self._database.transaction(self._commune) as transaction:
            query = f"{_PROPOSALS} AND idempotency_key = ?"
            known = transaction.execute(query, [self._commune, proposal.idempotency_key])
            if known:
                return _proposal(known[0])
            ((last,),) = transaction.execute(_LAST, [self._commune])
            kept = replace(proposal, number=int(last or 0) + 1, proposed_at=moment)
            if kept.follows is not None:
                passed = Decision(
                    kept.follows, Outcome.PASSED_ON, kept.login, kept.person, kept.address
                )
                self.decide(transaction, passed)
            transaction.append_row(
                "proposals",
                commune=self._commune,
                number=kept.number,
                waits_for=kept.waits_for.value,
                origin=kept.origin.value,
                proposed_at=moment,
                login=kept.login,
                person=kept.person,
                address=kept.address,
                unit=kept.unit,
                reason=kept.reason,
                file_name=kept.file_name,
                content=kept.content,
                year=kept.year,
                answers=json.dumps(dict(kept.answers), ensure_ascii=False, sort_keys=True),
                row_count=kept.row_count,
                undoes=kept.undoes,
                follows=kept.follows,
                idempotency_key=kept.idempotency_key,
            )
            event = Event(
                EventKind.PROPOSAL,
                str(kept.number),
                after=kept.file_name,
                detail=kept.reason,
                login=kept.login,
                person=kept.person,
                address=kept.address,
                moment=moment,
            )
            self._events.append(transaction, event)
            return kept

    def answer(self, decision: Decision) -> None:
        """Refuses or withdraws a proposal. Raises AlreadyDecided."""
        with self._database.transaction(self._commune) as transaction:
            self.decide(transaction, decision)

    def decide(self, transaction: Transaction, decision: Decision) -> None:
        """Appends a decision to what a transaction stores. Raises AlreadyDecided."""
        known = self._decision(transaction, decision.proposal)
        if known is not None:
            raise AlreadyDecided(known)
        moment = self._clock().astimezone(UTC).replace(tzinfo=None)
        transaction.append_row(
            "proposal_decisions",
            commune=self._commune,
            proposal=decision.proposal,
            outcome=decision.outcome.value,
            decided_at=moment,
            login=decision.login,
            person=decision.person,
            address=decision.address,
            reason=decision.reason,
            submission=decision.submission,
        )
        if decision.outcome in _EVENTS:  # what is stored is told by its submission
            event = Event(
                _EVENTS[decision.outcome],
                str(decision.proposal),
                after=decision.outcome.value,
                detail=decision.reason,
                login=decision.login,
                person=decision.person,
                address=decision.address,
                moment=moment,
            )
            self._events.append(transaction, event)

    def _find(self, cursor: Cursor, number: int) -> Proposal | None:
        rows = cursor.execute(f"{_PROPOSALS} AND number = ?", [self._commune, number])
        if not rows:
            return None
        ((content,),) = cursor.execute(
            "SELECT content FROM proposals WHERE commune = ? AND number = ?",
            [self._commune, number],
        )
        return replace(_proposal(rows[0]), content=None if content is None else bytes(content))

    def _decision(self, cursor: Cursor, number: int) -> Decision | None:
        rows = cursor.execute(_DECIDED, [self._commune, number])
        if not rows:
            return None
        proposal, outcome, *rest = rows[0]
        return Decision(proposal, Outcome(outcome), *rest)


def _proposal(row: Row) -> Proposal:
    waits_for, origin, login, person, key, year, unit, address, reason, file_name = row[:10]
    answers, row_count, undoes, follows, number, proposed_at = row[10:]
    return Proposal(
        WaitsFor(waits_for),
        Origin(origin),
        login,
        person,
        key,
        year,
        unit,
        address,
        reason,
        file_name,
        None,
        json.loads(answers),
        row_count,
        undoes,
        follows,
        number,
        proposed_at,
    )
