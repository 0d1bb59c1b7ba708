"""Signing in for tests: a real account, a real session in the store, and the browser's cookie."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from indicators import doorway
from indicators.accounts import Account, Credential, Role, Session
from indicators.clock import as_utc
from indicators.passwords import Passwords
from indicators.sign_in import hash_of
from indicators.store import Store

PASSWORD = "con trâu đi trước"
EDITOR = Account("lan", "Bà Lan", frozenset({Role.EDITOR}), "PKT")
QUICK = Passwords(time_cost=1, memory_cost=64, parallelism=1)
"""Real hashing, only quick."""


def add_account(store: Store, account: Account = EDITOR, password: str = PASSWORD) -> None:
    """An account that can sign in at once; one that is there already stays."""
    if store.accounts.find(account.login) is None:
        credential = Credential(QUICK.hash(password))
        store.accounts.add(account, credential, "test", datetime.now(UTC))


def session_of(store: Store, account: Account = EDITOR, address: str = "máy chủ") -> str:
    """The token of a fresh session, as after signing in; the account is made where it is not."""
    add_account(store, account)
    token, now = secrets.token_urlsafe(32), as_utc(datetime.now(UTC))
    store.sessions.begin(Session(hash_of(token), account.login, False, now, now, address, "test"))
    return token


@dataclass
class Browser:
    """What Streamlit is told of the browser behind an AppTest session, which has none."""

    cookies: dict[str, str] = field(default_factory=dict)
    remote_ip: str = "127.0.0.1"
    headers: Iterable[tuple[str, str]] = ()

    def sign_in(self, store: Store, account: Account = EDITOR) -> str:
        """Keeps the cookie of a fresh session."""
        token = session_of(store, account, doorway.address_of(self.remote_ip))
        self.cookies[doorway.SESSION] = token
        return token

    def sign_out(self) -> None:
        self.cookies.clear()


def cookie_for(base: str, token: str) -> dict[str, str]:
    """The session's cookie in the form Playwright takes it."""
    return {"name": doorway.SESSION, "value": token, "url": base, "sameSite": "Strict"}
