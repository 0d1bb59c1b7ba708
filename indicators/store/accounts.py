"""Accounts and what opens them, as revisions of the store; see migration 0004."""

from __future__ import annotations

from datetime import datetime

from indicators.accounts import Account, Credential, Role
from indicators.clock import as_utc
from indicators.store.database import Cursor, Database, Row, Transaction

ACCOUNT_COLUMNS = "login, full_name, roles, unit, email, enabled"
_ACCOUNTS = f"SELECT {ACCOUNT_COLUMNS} FROM current_accounts WHERE commune = ?"
CREDENTIAL_COLUMNS = "password_hash, must_change, totp_secret, recovery_hashes"
_LAST_USES = """SELECT login, max(last_at) FROM (
    SELECT login, max(made_at) AS last_at FROM account_revisions WHERE commune = ? GROUP BY login
    UNION ALL
    SELECT login, max(made_at) AS last_at FROM credential_revisions WHERE commune = ? GROUP BY login
    UNION ALL
    SELECT login, max(last_seen) AS last_at FROM sessions
    WHERE commune = ? AND stage = 'full' GROUP BY login
) AS uses GROUP BY login"""


class LastAdmin(Exception):
    """The change would leave nobody who can look after the accounts."""


class AccountExists(Exception):
    """There is an account of this login already, or an administrator where none may be."""


class StoredAccounts:
    """The accounts of one commune. Every method raises StoreUnavailable like the store's own."""

    def __init__(self, database: Database, commune: str) -> None:
        self._database, self._commune = database, commune

    # Reading

    def all(self) -> tuple[Account, ...]:
        """Every account, by login."""
        return tuple(
            map(
                account_of,
                self._database.rows(f'{_ACCOUNTS} ORDER BY login COLLATE "C"', self._commune),
            )
        )

    def find(self, login: str) -> Account | None:
        rows = self._database.rows(f"{_ACCOUNTS} AND login = ?", self._commune, login)
        return account_of(rows[0]) if rows else None

    def find_email(self, email: str) -> Account | None:
        """The one account that a single sign-on knows by this address."""
        query = f"{_ACCOUNTS} AND email <> '' AND lower(email) = ?"
        rows = self._database.rows(query, self._commune, email.lower())
        return account_of(rows[0]) if len(rows) == 1 else None

    def has_admin(self) -> bool:
        return any(_is_admin(account) for account in self.all())

    def credential(self, login: str) -> Credential:
        """What opens an account; of a login without one, what opens nothing."""
        rows = self._database.rows(
            f"SELECT {CREDENTIAL_COLUMNS} FROM current_credentials WHERE commune = ? AND login = ?",
            self._commune,
            login,
        )
        return credential_of(rows[0]) if rows else Credential()

    def last_uses(self) -> dict[str, datetime]:
        """When each account was last made, changed or used, in UTC."""
        return dict(self._database.rows(_LAST_USES, *[self._commune] * 3))

    def used_codes(self, login: str) -> frozenset[str]:
        query = "SELECT code FROM used_codes WHERE commune = ? AND login = ?"
        return frozenset(row[0] for row in self._database.rows(query, self._commune, login))

    def setup_code(self) -> tuple[str, datetime] | None:
        """The hash of the newest setup code and when it ends, in UTC."""
        rows = self._database.rows(
            """SELECT code_hash, expires_at FROM setup_codes
            WHERE commune = ? ORDER BY number DESC LIMIT 1""",
            self._commune,
        )
        return (rows[0][0], rows[0][1]) if rows else None

    # Writing

    def add(self, account: Account, credential: Credential, by: str, moment: datetime) -> None:
        """Keeps a new account with what opens it. Raises AccountExists."""
        with self._database.transaction(self._commune) as transaction:
            if self._current(transaction, account.login) is not None:
                raise AccountExists(account.login)
            self._appendaccount_of(transaction, account, by, moment)
            self._append_credential(transaction, account.login, credential, moment)

    def add_first(self, account: Account, credential: Credential, moment: datetime) -> None:
        """Keeps the first administrator. Raises AccountExists where there is one."""
        with self._database.transaction(self._commune) as transaction:
            if any(map(_is_admin, self._all(transaction))):
                raise AccountExists("admin")
            if self._current(transaction, account.login) is not None:
                raise AccountExists(account.login)
            self._appendaccount_of(transaction, account, account.login, moment)
            self._append_credential(transaction, account.login, credential, moment)

    def change(self, account: Account, by: str, moment: datetime) -> Account:
        """Keeps a new revision and returns the one before.

        Raises LastAdmin where no enabled administrator would be left, KeyError for a login that
        has no account.
        """
        with self._database.transaction(self._commune) as transaction:
            before = self._current(transaction, account.login)
            if before is None:
                raise KeyError(account.login)
            others = (each for each in self._all(transaction) if each.login != account.login)
            if _is_admin(before) and not _is_admin(account) and not any(map(_is_admin, others)):
                raise LastAdmin(account.login)
            if account != before:
                self._appendaccount_of(transaction, account, by, moment)
            return before

    def keep_credential(self, login: str, credential: Credential, moment: datetime) -> None:
        """Replaces what opens an account."""
        with self._database.transaction(self._commune) as transaction:
            self._append_credential(transaction, login, credential, moment)

    def use_code(self, login: str, code: str, moment: datetime) -> bool:
        """Takes a code of the second factor; False where it was taken before."""
        with self._database.transaction(self._commune) as transaction:
            known = transaction.execute(
                "SELECT 1 FROM used_codes WHERE commune = ? AND login = ? AND code = ?",
                [self._commune, login, code],
            )
            if known:
                return False
            transaction.append_row(
                "used_codes",
                commune=self._commune,
                login=login,
                code=code,
                used_at=as_utc(moment),
            )
            return True

    def keep_setup_code(self, code_hash: str, expires_at: datetime) -> None:
        """Makes this the only good setup code."""
        with self._database.transaction(self._commune) as transaction:
            ((number,),) = transaction.execute(
                "SELECT coalesce(max(number), 0) + 1 FROM setup_codes WHERE commune = ?",
                [self._commune],
            )
            transaction.append_row(
                "setup_codes",
                commune=self._commune,
                number=number,
                code_hash=code_hash,
                expires_at=as_utc(expires_at),
            )

    def _appendaccount_of(
        self, transaction: Transaction, account: Account, by: str, moment: datetime
    ) -> None:
        transaction.append_row(
            "account_revisions",
            commune=self._commune,
            login=account.login,
            revision=self._next_revision(transaction, "account_revisions", account.login),
            made_at=as_utc(moment),
            made_by=by,
            full_name=account.full_name,
            roles=" ".join(sorted(account.roles)),
            unit=account.unit,
            email=account.email,
            enabled=account.enabled,
        )

    def _append_credential(
        self, transaction: Transaction, login: str, credential: Credential, moment: datetime
    ) -> None:
        transaction.append_row(
            "credential_revisions",
            commune=self._commune,
            login=login,
            revision=self._next_revision(transaction, "credential_revisions", login),
            made_at=as_utc(moment),
            password_hash=credential.password_hash,
            must_change=credential.must_change,
            totp_secret=credential.totp_secret,
            recovery_hashes=" ".join(credential.recovery_hashes),
        )

    def _next_revision(self, transaction: Transaction, table: str, login: str) -> int:
        query = (
            f"SELECT coalesce(max(revision), 0) + 1 FROM {table} WHERE commune = ? AND login = ?"
        )
        ((number,),) = transaction.execute(query, [self._commune, login])
        return int(number)

    def _all(self, cursor: Cursor) -> list[Account]:
        return [account_of(row) for row in cursor.execute(_ACCOUNTS, [self._commune])]

    def _current(self, cursor: Cursor, login: str) -> Account | None:
        return next((each for each in self._all(cursor) if each.login == login), None)


def account_of(row: Row) -> Account:
    """The account in a row of ACCOUNT_COLUMNS."""
    login, full_name, roles, unit, email, enabled = row
    return Account(login, full_name, frozenset(map(Role, roles.split())), unit, email, enabled)


def credential_of(row: Row) -> Credential:
    """What opens an account, from a row of CREDENTIAL_COLUMNS."""
    password_hash, must_change, totp_secret, recovery = row
    return Credential(password_hash, must_change, totp_secret, tuple(recovery.split()))


def _is_admin(account: Account) -> bool:
    return account.enabled and Role.ADMIN in account.roles
