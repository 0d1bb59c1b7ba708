"""Signing in and out: one door for everybody, the same for a known and for an unknown name.

Of a session only the SHA-256 of its token is kept, in the store: it lives through a restart and
counts for every process on the store. The token itself is in the browser's cookie alone.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from indicators import account_words as words
from indicators import second_factor
from indicators.accounts import LOGIN_PATTERN, Account, Credential, Role, Session
from indicators.clock import as_utc
from indicators.events import Event, EventKind
from indicators.passwords import LEAST, Passwords, Weakness, normal, weakness
from indicators.store import AccountExists, LastAdmin, Store

FREE_TRIES = 5
# Many people can share an address: an office behind one router.
FREE_TRIES_OF_AN_ADDRESS = 20
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
_FORGET_FAILURES_AFTER = timedelta(hours=24)
_LONGEST_SESSION = timedelta(hours=12)
_TIME_FOR_THE_CODE = timedelta(minutes=5)
_SETUP_IS_OPEN_FOR = timedelta(hours=24)
_NOTED_EVERY = timedelta(seconds=20)
_LONGEST_AGENT = 200


class Answer(StrEnum):
    """How a try ended."""

    IN = "in"
    NEEDS_CODE = "needs_code"
    WRONG = "wrong"
    WAIT = "wait"
    DISABLED = "disabled"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`token` goes into the browser's cookie only; `until` (UTC) is when to try again."""

    answer: Answer
    token: str = field(default="", repr=False)
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whose session it is, as the store knows it at this moment."""

    session: Session
    account: Account
    credential: Credential

    @property
    def may_work(self) -> bool:
        """Not before the second factor, nor with a password that somebody else knows."""
        return not self.session.awaits_code and not self.credential.must_change


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a try comes from, for the list of sessions and for counting failures."""

    address: str
    agent: str = ""


def names_to_avoid(account: Account, commune: Sequence[str]) -> tuple[str, ...]:
    """What everybody would try as this account's password."""
    return (account.login, account.full_name, *commune)


class SignIn:
    """The door of one store. Methods raise StoreUnavailable like the store's own."""

    def __init__(
        self,
        store: Store,
        passwords: Passwords,
        commune_names: Sequence[str] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`commune_names` are what everybody of the commune would try as a password."""
        self._store, self._passwords, self._now = store, passwords, now
        self._commune_names = tuple(commune_names)

    # Coming in

    def with_password(self, login: str, password: str, visit: Visit) -> Outcome:
        """The first try; IN or NEEDS_CODE with a fresh token."""
        name = login.strip().casefold()
        known_form = LOGIN_PATTERN.fullmatch(name) is not None
        until = self._count(name if known_form else "", visit)
        if until is not None:
            return Outcome(Answer.WAIT, until=until)
        account = self._store.accounts.find(name) if known_form else None
        credential = self._store.accounts.credential(name) if account else Credential()
        if not self._passwords.fits(credential.password_hash or None, password) or account is None:
            return self._wrong(name if known_form else "", visit)
        self.disable_idle()
        account = self._store.accounts.find(name) or account
        if not account.enabled:
            self._record(EventKind.SIGN_IN_FAILED, name, visit.address)
            return Outcome(Answer.DISABLED)
        if self._passwords.is_outdated(credential.password_hash):
            remade = replace(credential, password_hash=self._passwords.hash(password))
            self._store.accounts.keep_credential(name, remade, self._now())
        if credential.has_second_factor:
            self._store.sessions.take_back_try(_address_counter(visit))
            return Outcome(Answer.NEEDS_CODE, self._begin(name, visit, awaits_code=True))
        return self._let_in(name, visit)

    def with_code(self, token: str, code: str, visit: Visit) -> Outcome:
        """The second try, with the token of the first; LATE where that has run out."""
        found = self.find(token)
        if found is None or not found.session.awaits_code:
            return Outcome(Answer.LATE)
        login = found.account.login
        until = self._count(login, visit)
        if until is not None:
            return Outcome(Answer.WAIT, until=until)
        if not self._takes_code(login, found.credential, code):
            return self._wrong(login, visit)
        self._store.sessions.end(found.session.token_hash, self._now())
        return self._let_in(login, visit)

    def with_email(self, email: str, visit: Visit) -> Outcome:
        """For whom a single sign-on has vouched; roles stay those of the account here."""
        self.disable_idle()
        account = self._store.accounts.find_email(email)
        if account is None or not account.enabled:
            self._record(EventKind.SIGN_IN_FAILED, account.login if account else "", visit.address)
            return Outcome(Answer.DISABLED)
        return self._let_in(account.login, visit)

    def _let_in(self, login: str, visit: Visit) -> Outcome:
        self._store.sessions.forget_failures(login)
        self._store.sessions.take_back_try(_address_counter(visit))
        token = self._begin(login, visit)
        self._record(EventKind.SIGN_IN, login, visit.address)
        self.disable_idle()
        return Outcome(Answer.IN, token)

    def _begin(self, login: str, visit: Visit, *, awaits_code: bool = False) -> str:
        token, moment = secrets.token_urlsafe(32), as_utc(self._now())
        agent = visit.agent[:_LONGEST_AGENT]
        self._store.sessions.begin(
            Session(hash_of(token), login, awaits_code, moment, moment, visit.address, agent)
        )
        return token

    def _count(self, login: str, visit: Visit) -> datetime | None:
        """Counts a try; when the next may be, where this one may not.

        An address from which the account was signed in lately has a counter of its own: who
        fails on purpose elsewhere cannot keep the person out.
        """
        now, sessions = self._now(), self._store.sessions
        until = sessions.count_try(
            _address_counter(visit),
            now,
            _FORGET_FAILURES_AFTER,
            lambda failures: wait_after(failures, FREE_TRIES_OF_AN_ADDRESS),
        )
        if until is not None or not login:
            return until
        counter = self._counter(login, visit)
        return sessions.count_try(counter, now, _FORGET_FAILURES_AFTER, wait_after)

    def _counter(self, login: str, visit: Visit) -> str:
        is_known = self._store.sessions.knows(login, visit.address, self._now())
        return f"{login} {visit.address}" if is_known else login

    def _wrong(self, login: str, visit: Visit) -> Outcome:
        """The answer to a failure; those refused while they wait are not told one by one."""
        self._record(EventKind.SIGN_IN_FAILED, login, visit.address)
        failures = self._store.sessions.failures(self._counter(login, visit)) if login else 0
        if wait_after(failures):
            self._record(EventKind.LOCKED, login, visit.address)
        return Outcome(Answer.WRONG)

    def _takes_code(self, login: str, credential: Credential, code: str) -> bool:
        """Whether a code of the app or of the paper is good; it is not good again."""
        now, accounts = self._now(), self._store.accounts
        step = second_factor.step_of(credential.totp_secret, code, now)
        if step is not None:
            return accounts.use_code(login, str(step), now)
        paper = second_factor.recovery_hash(code)
        known = any(hmac.compare_digest(paper, each) for each in credential.recovery_hashes)
        return known and accounts.use_code(login, paper, now)

    # Being in

    def find(self, token: str, *, used: bool = False) -> SignedIn | None:
        """Whose session this token is; None where it has ended, idled out or never was.

        `used` says that the person is at work: the session lives on.
        """
        if not token:
            return None
        now = as_utc(self._now())
        found = self._store.sessions.signed_in(hash_of(token))
        if found is None:
            return None
        session, account, credential = found
        if not account.enabled:
            return None
        limit = _TIME_FOR_THE_CODE if session.awaits_code else self.idle_limit(account)
        if now - session.last_seen > limit or now - session.made_at > _LONGEST_SESSION:
            self._store.sessions.end(session.token_hash, self._now())
            return None
        if used and not session.awaits_code and now - session.last_seen > _NOTED_EVERY:
            self._store.sessions.touch(session.token_hash, self._now())
        return SignedIn(session, account, credential)

    def idle_limit(self, account: Account) -> timedelta:
        """After how long without a click the account's sessions end."""
        chosen, is_admin = self._store.settings.current(), Role.ADMIN in account.roles
        return timedelta(
            minutes=chosen.idle_minutes_admin if is_admin else chosen.idle_minutes_editor
        )

    def sign_out(self, token: str, visit: Visit) -> None:
        session = self._store.sessions.find(hash_of(token)) if token else None
        if session is not None:
            self._store.sessions.end(session.token_hash, self._now())
            self._record(EventKind.SIGN_OUT, session.login, visit.address)

    def sign_out_elsewhere(self, found: SignedIn) -> None:
        """Ends every other session of this account."""
        self._store.sessions.end_all(found.account.login, self._now(), found.session.token_hash)

    def sessions_of(self, login: str) -> tuple[Session, ...]:
        """The sessions that still open something."""
        account = self._store.accounts.find(login)
        if account is None:
            return ()
        now, limit = as_utc(self._now()), self.idle_limit(account)
        return tuple(
            each
            for each in self._store.sessions.open_ones(login)
            if now - each.last_seen <= limit and now - each.made_at <= _LONGEST_SESSION
        )

    # The own account

    def knows_password(self, found: SignedIn, password: str, visit: Visit) -> Outcome:
        """Whether the person at this session still knows the password; IN where so."""
        until = self._count(found.account.login, visit)
        if until is not None:
            return Outcome(Answer.WAIT, until=until)
        if not self._passwords.fits(found.credential.password_hash or None, password):
            return self._wrong(found.account.login, visit)
        self._store.sessions.forget_failures(found.account.login)
        self._store.sessions.take_back_try(_address_counter(visit))
        return Outcome(Answer.IN)

    def weakness_of(self, found: SignedIn, password: str) -> Weakness | None:
        return self._weakness(found.account, found.credential, password)

    def change_password(self, found: SignedIn, new: str, visit: Visit) -> str:
        """Keeps a checked new password, ends every session and begins a fresh one: its token."""
        login, now = found.account.login, self._now()
        changed = replace(
            found.credential, password_hash=self._passwords.hash(new), must_change=False
        )
        self._store.accounts.keep_credential(login, changed, now)
        self._store.sessions.end_all(login, now)
        self._record(EventKind.ACCOUNT_CHANGED, login, visit.address, words.CHANGE_PASSWORD)
        return self._begin(login, visit)

    def add_second_factor(
        self, found: SignedIn, secret: str, code: str, visit: Visit
    ) -> tuple[str, ...] | None:
        """Asks for codes of this secret from now on; the paper codes, None for a wrong code."""
        now, login = self._now(), found.account.login
        step = second_factor.step_of(secret, code, now)
        if step is None or not self._store.accounts.use_code(login, str(step), now):
            return None
        codes = second_factor.new_recovery_codes()
        hashes = tuple(map(second_factor.recovery_hash, codes))
        changed = replace(found.credential, totp_secret=secret, recovery_hashes=hashes)
        self._store.accounts.keep_credential(login, changed, now)
        self._record(EventKind.ACCOUNT_CHANGED, login, visit.address, words.TURN_ON)
        return codes

    def drop_second_factor(self, found: SignedIn, password: str, visit: Visit) -> bool:
        """Asks for no codes any more; False where the password alone is too short for that."""
        if len(normal(password)) < LEAST:
            return False
        changed = replace(found.credential, totp_secret="", recovery_hashes=())
        self._store.accounts.keep_credential(found.account.login, changed, self._now())
        login = found.account.login
        self._record(EventKind.ACCOUNT_CHANGED, login, visit.address, words.TURN_OFF)
        return True

    # The first administrator

    def new_setup_code(self) -> str | None:
        """A code that lets one person make the first administrator; None where there is one."""
        if self._store.accounts.has_admin():
            return None
        code = secrets.token_urlsafe(24)
        self._store.accounts.keep_setup_code(hash_of(code), self._now() + _SETUP_IS_OPEN_FOR)
        return code

    def opens_setup(self, code: str) -> bool:
        kept = self._store.accounts.setup_code()
        if kept is None or not hmac.compare_digest(kept[0], hash_of(code)):
            return False
        return as_utc(self._now()) < kept[1] and not self._store.accounts.has_admin()

    def set_up(
        self, code: str, account: Account, password: str, visit: Visit
    ) -> Outcome | Weakness | None:
        """Makes the first administrator and lets the person in; None where the code is no good."""
        if not self.opens_setup(code):
            return None
        why = self._weakness(account, Credential(), password)
        if why is not None:
            return why
        credential = Credential(self._passwords.hash(password))
        try:
            self._store.accounts.add_first(account, credential, self._now())
        except AccountExists:
            return None
        self._record(EventKind.ACCOUNT_CREATED, account.login, visit.address)
        return self._let_in(account.login, visit)

    # Accounts that nobody uses

    def disable_idle(self) -> tuple[str, ...]:
        """Disables accounts unused for too long, never the last administrator; their logins."""
        now, accounts = self._now(), self._store.accounts
        most_days = self._store.settings.current().disable_after_days
        oldest = as_utc(now) - timedelta(days=most_days)
        uses, disabled = accounts.last_uses(), []
        for account in accounts.all():
            if account.enabled and uses.get(account.login, oldest) < oldest:
                with suppress(LastAdmin):
                    accounts.change(replace(account, enabled=False), "", now)
                    self._store.sessions.end_all(account.login, now)
                    self._record(EventKind.ACCOUNT_DISABLED, account.login, "", words.UNUSED)
                    disabled.append(account.login)
        return tuple(disabled)

    def _record(self, kind: EventKind, login: str, address: str, detail: str = "") -> None:
        """What was typed for a name is told only where it is the name of an account."""
        account = self._store.accounts.find(login) if login else None
        if account is None:
            event = Event(kind, detail=detail, address=address)
        else:
            event = Event(kind, login, "", "", detail, login, account.full_name, address)
        self._store.events.record(replace(event, moment=self._now()))

    def _weakness(self, account: Account, credential: Credential, password: str) -> Weakness | None:
        return weakness(
            password,
            names_to_avoid(account, self._commune_names),
            with_second_factor=credential.has_second_factor,
        )


def wait_after(failures: int, free: int = FREE_TRIES) -> timedelta:
    """How long to wait after so many failures in a row: twice as long each time, to a limit."""
    if failures < free:
        return timedelta(0)
    doublings: int = 2 ** min(failures - free, 10)
    return min(_FIRST_WAIT * doublings, _LONGEST_WAIT)


def hash_of(token: str) -> str:
    """What the store keeps of a random token; such a one needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _address_counter(visit: Visit) -> str:
    return f"@{visit.address}"
