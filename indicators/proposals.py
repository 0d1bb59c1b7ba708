"""What was handed in and does not count yet, and who may take it over or refuse it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from indicators.accounts import Identity, Right, may
from indicators.observations import Origin

MOST_CHARACTERS = 500
"""How long the reason of a refusal may be."""


class WaitsFor(StrEnum):
    """Whose word a proposal needs."""

    EDITOR = "confirm"
    APPROVER = "approve"


class Outcome(StrEnum):
    """What became of a proposal."""

    STORED = "stored"
    APPROVED = "approved"
    PASSED_ON = "passed_on"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file (or one figure typed on the screen, or an undo) as it was handed in.

    `answers` hold what the person answered and corrected, as with a submission; `row_count` is
    how many figures the person saw. `unit` is the unit whose figures alone are meant, "" for all
    of the file. `undoes` is the submission to be taken back. `follows` is the proposal that an
    editor passed on as this one.
    """

    waits_for: WaitsFor
    origin: Origin
    login: str
    person: str
    idempotency_key: str
    year: int
    unit: str = ""
    address: str = ""
    reason: str = ""
    file_name: str = ""
    content: bytes | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    row_count: int = 0
    undoes: int | None = None
    follows: int | None = None
    number: int | None = None
    proposed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The one answer that a proposal gets; `submission` is what it became where it was stored."""

    proposal: int
    outcome: Outcome
    login: str
    person: str
    address: str = ""
    reason: str = ""
    submission: int | None = None
    decided_at: datetime | None = None

    @classmethod
    def by(cls, identity: Identity, proposal: int, outcome: Outcome, reason: str = "") -> Decision:
        """What this person decides now."""
        return cls(proposal, outcome, identity.login, identity.full_name, identity.address, reason)


def outcome_of(proposal: Proposal) -> Outcome:
    """What a proposal becomes when the one it waits for takes it over."""
    return Outcome.STORED if proposal.waits_for is WaitsFor.EDITOR else Outcome.APPROVED


def may_decide(identity: Identity, proposal: Proposal, hands: Collection[str]) -> bool:
    """Whether this person may take a proposal over or refuse it.

    `hands` are the logins of all who had a hand in it: whoever approves is none of them, and
    nobody without an account approves.
    """
    if proposal.waits_for is WaitsFor.EDITOR:
        return may(identity, Right.CONFIRM)
    is_other = identity.login != "" and identity.login not in hands
    return is_other and may(identity, Right.APPROVE)


class Step(StrEnum):
    """What a person's button does with a file that was looked at."""

    NONE = "none"
    SEND = "send"
    STORE = "store"
    PASS_ON = "pass_on"
    APPROVE = "approve"


def next_step(
    identity: Identity, proposal: Proposal | None, hands: Collection[str], *, approval: bool
) -> Step:
    """What this person may do next with a new file, or with a proposal that was handed in.

    `approval` tells whether figures count only after a second person approved them.
    """
    if proposal is not None and proposal.waits_for is WaitsFor.APPROVER:
        return Step.APPROVE if may_decide(identity, proposal, hands) else Step.NONE
    if may(identity, Right.CONFIRM):
        return Step.PASS_ON if approval else Step.STORE
    is_new = proposal is None and may(identity, Right.HAND_IN)
    return Step.SEND if is_new else Step.NONE


def may_withdraw(identity: Identity, proposal: Proposal) -> bool:
    """Whether this person handed it in and so may take it back."""
    return identity.login != "" and identity.login == proposal.login
