"""Who may do what: roles, accounts, and the rule that holds one against the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

LOGIN_PATTERN = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,38}[a-z0-9])")


class Role(StrEnum):
    """What an account is for; it may have several. Who has none looks only."""

    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMIN = "admin"


class Right(StrEnum):
    """What can be done, each checked on the server before it is done."""

    VIEW = "view"
    HAND_IN = "hand_in"
    CONFIRM = "confirm"
    EXPLAIN = "explain"
    UPDATE_TASK = "update_task"
    UNDO = "undo"
    APPROVE = "approve"
    REPORT = "report"
    HISTORY = "history"
    ADMINISTER = "administer"


_RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.CONTRIBUTOR: frozenset((Right.HAND_IN, Right.EXPLAIN, Right.UPDATE_TASK)),
    Role.EDITOR: frozenset(
        (
            Right.HAND_IN,
            Right.CONFIRM,
            Right.EXPLAIN,
            Right.UPDATE_TASK,
            Right.UNDO,
            Right.REPORT,
            Right.HISTORY,
        )
    ),
    Role.APPROVER: frozenset((Right.APPROVE, Right.REPORT, Right.HISTORY)),
    Role.ADMIN: frozenset((Right.ADMINISTER, Right.HISTORY)),
}


@dataclass(frozen=True, slots=True)
class Account:
    """A person who can sign in.

    `login` fits LOGIN_PATTERN. `unit` is the code of the plan's unit the person works for, ""
    where there is none; a contributor's rights end with it. `email` is how a single sign-on
    knows the person, "" where it does not.
    """

    login: str
    full_name: str
    roles: frozenset[Role]
    unit: str = ""
    email: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Credential:
    """What opens an account; nothing of it is ever written anywhere else.

    `password_hash` is "" where only a single sign-on opens it, `totp_secret` "" without a second
    factor. With `must_change` the password was given by somebody else and is good for a new one.
    """

    password_hash: str = field(default="", repr=False)
    must_change: bool = False
    totp_secret: str = field(default="", repr=False)
    recovery_hashes: tuple[str, ...] = field(default=(), repr=False)

    @property
    def has_second_factor(self) -> bool:
        return self.totp_secret != ""


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that signed in; times in UTC. While `awaits_code` it opens nothing."""

    token_hash: str = field(repr=False)
    login: str
    awaits_code: bool
    made_at: datetime
    last_seen: datetime
    address: str
    agent: str
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is asking, and from which address; a visitor has no login and no role."""

    login: str = ""
    full_name: str = ""
    roles: frozenset[Role] = frozenset()
    unit: str = ""
    address: str = ""

    @property
    def is_visitor(self) -> bool:
        return not self.login

    @classmethod
    def of(cls, account: Account, address: str = "") -> Identity:
        """The person of this account; of a disabled one nothing but a visitor."""
        if not account.enabled:
            return cls(address=address)
        return cls(account.login, account.full_name, account.roles, account.unit, address)


def may(identity: Identity, right: Right, unit: str | None = None) -> bool:
    """Whether this person may do this for what the unit `unit` leads.

    Without a unit: whether there is anything at all for which the person may.
    """
    if right is Right.VIEW:
        return True
    return any(
        right in _RIGHTS[role] and (role is not Role.CONTRIBUTOR or _is_own(identity.unit, unit))
        for role in identity.roles
    )


def _is_own(own: str, unit: str | None) -> bool:
    return own != "" and unit in (None, own)
