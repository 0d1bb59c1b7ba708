"""What an administrator does with accounts, at a screen or by a command."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from indicators import account_words
from indicators.accounts import LOGIN_PATTERN, Account, Credential, Identity, Role
from indicators.events import Event, EventKind
from indicators.passwords import Passwords, one_time_password
from indicators.store import Store

LONGEST_NAME = 80
AT_THE_MACHINE = Identity(
    full_name=account_words.AT_THE_MACHINE, address=account_words.THIS_MACHINE
)
_EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{3,180}")


class AccountFault(StrEnum):
    """What is wrong with an account that is to be kept."""

    LOGIN = "login"
    LOGIN_TAKEN = "login_taken"
    NAME = "name"
    UNIT_UNKNOWN = "unit_unknown"
    UNIT_MISSING = "unit_missing"
    EMAIL = "email"
    EMAIL_TAKEN = "email_taken"


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account as it stands in the list; `last_use` in UTC."""

    account: Account
    last_use: datetime
    must_change: bool
    has_second_factor: bool


class AccountBook:
    """The accounts of one store. Methods raise StoreUnavailable like the store's own.

    `by` is the administrator who asks, or AT_THE_MACHINE for a command.
    """

    def __init__(
        self,
        store: Store,
        passwords: Passwords,
        units: Collection[str],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._passwords, self._units, self._now = store, passwords, units, now

    def listed(self) -> tuple[ListedAccount, ...]:
        """Every account, by login."""
        accounts = self._store.accounts
        uses = accounts.last_uses()
        return tuple(
            ListedAccount(
                account,
                uses[account.login],
                (credential := accounts.credential(account.login)).must_change,
                credential.has_second_factor,
            )
            for account in accounts.all()
        )

    def faults(self, account: Account, *, is_new: bool) -> tuple[AccountFault, ...]:
        """Everything that keeps this account from being kept."""
        others = [each for each in self._store.accounts.all() if each.login != account.login]
        is_taken = self._store.accounts.find(account.login) is not None
        emails = {each.email.casefold() for each in others if each.email}
        wrong = {
            AccountFault.LOGIN: not LOGIN_PATTERN.fullmatch(account.login),
            AccountFault.LOGIN_TAKEN: is_new and is_taken,
            AccountFault.NAME: not is_name(account.full_name),
            AccountFault.UNIT_UNKNOWN: account.unit != "" and account.unit not in self._units,
            AccountFault.UNIT_MISSING: Role.CONTRIBUTOR in account.roles and not account.unit,
            AccountFault.EMAIL: account.email != "" and not _EMAIL.fullmatch(account.email),
            AccountFault.EMAIL_TAKEN: account.email.casefold() in emails,
        }
        return tuple(fault for fault, is_wrong in wrong.items() if is_wrong)

    def add(self, account: Account, by: Identity) -> str:
        """Keeps a new account without faults; the password for its first sign-in, said once.

        Raises AccountExists.
        """
        password = one_time_password()
        credential = Credential(self._passwords.hash(password), must_change=True)
        self._store.accounts.add(account, credential, _name(by), self._now())
        event = Event.by(
            by, EventKind.ACCOUNT_CREATED, account.login, after=account_words.account_line(account)
        )
        self._store.events.record(event)
        return password

    def change(self, account: Account, by: Identity) -> None:
        """Keeps an account's new name, roles, unit or state; a disabled one is out at once.

        Raises LastAdmin, and KeyError for a login that has no account.
        """
        now = self._now()
        before = self._store.accounts.change(account, _name(by), now)
        if account == before:
            return
        if not account.enabled:
            self._store.sessions.end_all(account.login, now)
        is_out = before.enabled and not account.enabled
        event = Event.by(
            by,
            EventKind.ACCOUNT_DISABLED if is_out else EventKind.ACCOUNT_CHANGED,
            account.login,
            before=account_words.account_line(before),
            after=account_words.account_line(account),
        )
        self._store.events.record(event)

    def switch(self, login: str, by: Identity, *, enabled: bool) -> None:
        """Enables or disables an account. Raises what `change` does."""
        account = self._store.accounts.find(login)
        if account is None:
            raise KeyError(login)
        self.change(replace(account, enabled=enabled), by)

    def reset(self, login: str, by: Identity) -> str:
        """A new password for the next sign-in, said once; the second factor and its codes go.

        Every session ends and failures are forgotten. Raises KeyError for an unknown login.
        """
        if self._store.accounts.find(login) is None:
            raise KeyError(login)
        now, password = self._now(), one_time_password()
        credential = Credential(self._passwords.hash(password), must_change=True)
        self._store.accounts.keep_credential(login, credential, now)
        self._store.sessions.end_all(login, now)
        self._store.sessions.forget_failures(login)
        self._store.events.record(Event.by(by, EventKind.ACCOUNT_RESET, login))
        return password


def _name(by: Identity) -> str:
    return by.login or by.full_name


def is_name(text: str) -> bool:
    """Whether this can stand in the history as a person's name: one line that says something."""
    return 0 < len(text.strip()) <= LONGEST_NAME and text.isprintable() and text == text.strip()
