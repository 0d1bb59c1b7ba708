"""What happened: who did what to what, when, from where, and the words before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from indicators.accounts import Identity


class EventKind(StrEnum):
    """What sort of thing happened."""

    SUBMISSION = "submission"
    PROPOSAL = "proposal"
    CONFIRM = "confirm"
    CORRECTION = "correction"
    UNDO = "undo"
    APPROVAL = "approval"
    REFUSAL = "refusal"
    EXPLANATION = "explanation"
    TASK_UPDATE = "task_update"
    EXPORT = "export"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    LOCKED = "locked"
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_RESET = "account_reset"
    SETTINGS_CHANGED = "settings_changed"
    REPORTING_UNITS_CHANGED = "reporting_units_changed"
    BACKUP = "backup"
    RESTORE = "restore"
    DEMO_RETIRED = "demo_retired"
    EVENTS_CUT = "events_cut"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; all texts are plain and never hold a secret.

    `moment` is in UTC, None until it is recorded. `subject` is what it was done to (a login, a
    setting, a file), `before` and `after` its state in words, `detail` what else there is to say.
    `submission` is the number of the submission that it was, where it was one.
    """

    kind: EventKind
    subject: str = ""
    before: str = ""
    after: str = ""
    detail: str = ""
    login: str = ""
    person: str = ""
    address: str = ""
    submission: int | None = None
    moment: datetime | None = None
    number: int | None = None

    @classmethod
    def by(
        cls,
        identity: Identity,
        kind: EventKind,
        subject: str = "",
        *,
        before: str = "",
        after: str = "",
        detail: str = "",
    ) -> Event:
        """What this person did just now."""
        return cls(
            kind,
            subject,
            before,
            after,
            detail,
            identity.login,
            identity.full_name,
            identity.address,
        )


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are looked for; what is left empty holds for all.

    `who` is part of a login or a name, `text` part of any other word of the event; both without
    regard to upper case. `since` and `until` are days in Vietnam, both included.
    """

    kinds: frozenset[EventKind] = field(default_factory=frozenset)
    who: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None
