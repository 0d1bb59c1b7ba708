"""Who is signed in where, and who failed to; the only rows that are changed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from indicators.accounts import Account, Credential, Session
from indicators.clock import as_utc
from indicators.store.accounts import (
    ACCOUNT_COLUMNS,
    CREDENTIAL_COLUMNS,
    account_of,
    credential_of,
)
from indicators.store.database import Database, Row, Value

_SESSION = "token_hash, login, stage, made_at, last_seen, address, agent, ended_at"
_NAMES = _SESSION.split(", ")
_ACCOUNT, _CREDENTIAL, _OPENED = (
    ", ".join(f"{table}.{name}" for name in columns.split(", "))
    for table, columns in (("a", ACCOUNT_COLUMNS), ("c", CREDENTIAL_COLUMNS), ("s", _SESSION))
)
# One query: it is asked at every run of every screen of whoever is signed in.
_SIGNED_IN = f"""SELECT {_OPENED}, {_CREDENTIAL}, {_ACCOUNT} FROM sessions AS s
JOIN account_revisions AS a ON a.commune = s.commune AND a.login = s.login
JOIN credential_revisions AS c ON c.commune = s.commune AND c.login = s.login
WHERE s.commune = ? AND s.token_hash = ? AND s.ended_at IS NULL
ORDER BY a.revision DESC, c.revision DESC LIMIT 1"""
_KNOWN_FOR = timedelta(days=90)


class StoredSessions:
    """Sessions and failures of one commune, shared by every process on the store.

    Every method raises StoreUnavailable like the store's own.
    """

    def __init__(self, database: Database, commune: str) -> None:
        self._database, self._commune = database, commune

    # Sessions

    def find(self, token_hash: str) -> Session | None:
        """The session of this token that nobody ended."""
        rows = self._database.rows(
            f"""SELECT {_SESSION} FROM sessions
            WHERE commune = ? AND token_hash = ? AND ended_at IS NULL""",
            self._commune,
            token_hash,
        )
        return _session(rows[0]) if rows else None

    def signed_in(self, token_hash: str) -> tuple[Session, Account, Credential] | None:
        """The session of this token that nobody ended, and whose it is now."""
        rows = self._database.rows(_SIGNED_IN, self._commune, token_hash)
        if not rows:
            return None
        row, middle = rows[0], len(_NAMES) + len(CREDENTIAL_COLUMNS.split(","))
        session, credential = row[: len(_NAMES)], row[len(_NAMES) : middle]
        return _session(session), account_of(row[middle:]), credential_of(credential)

    def open_ones(self, login: str) -> tuple[Session, ...]:
        """The sessions of an account that nobody ended, the last used first."""
        rows = self._database.rows(
            f"""SELECT {_SESSION} FROM sessions WHERE commune = ? AND login = ?
            AND ended_at IS NULL AND stage = 'full' ORDER BY last_seen DESC, token_hash""",
            self._commune,
            login,
        )
        return tuple(map(_session, rows))

    def knows(self, login: str, address: str, moment: datetime) -> bool:
        """Whether this account was signed in from this address in the last 90 days."""
        rows = self._database.rows(
            """SELECT 1 FROM sessions WHERE commune = ? AND login = ? AND address = ?
            AND stage = 'full' AND last_seen > ? LIMIT 1""",
            self._commune,
            login,
            address,
            as_utc(moment) - _KNOWN_FOR,
        )
        return bool(rows)

    def begin(self, session: Session) -> None:
        """Keeps a new session; those of which nothing more is to be known go."""
        with self._database.transaction(self._commune) as transaction:
            transaction.execute(
                "DELETE FROM sessions WHERE commune = ? AND last_seen < ?",
                [self._commune, session.made_at - _KNOWN_FOR],
            )
            transaction.append_row(
                "sessions",
                commune=self._commune,
                token_hash=session.token_hash,
                login=session.login,
                stage="code" if session.awaits_code else "full",
                made_at=session.made_at,
                last_seen=session.last_seen,
                address=session.address,
                agent=session.agent,
            )

    def touch(self, token_hash: str, moment: datetime) -> None:
        """Notes that the session was used."""
        self._change(
            "UPDATE sessions SET last_seen = ? WHERE commune = ? AND token_hash = ?",
            as_utc(moment),
            self._commune,
            token_hash,
        )

    def end(self, token_hash: str, moment: datetime) -> None:
        self._change(
            """UPDATE sessions SET ended_at = ?
            WHERE commune = ? AND token_hash = ? AND ended_at IS NULL""",
            as_utc(moment),
            self._commune,
            token_hash,
        )

    def end_all(self, login: str, moment: datetime, but: str = "") -> None:
        """Ends every session of an account, save that of the token hash `but`."""
        self._change(
            """UPDATE sessions SET ended_at = ?
            WHERE commune = ? AND login = ? AND token_hash <> ? AND ended_at IS NULL""",
            as_utc(moment),
            self._commune,
            login,
            but,
        )

    # Failures

    def count_try(
        self,
        counter: str,
        moment: datetime,
        forget_after: timedelta,
        wait: Callable[[int], timedelta],
    ) -> datetime | None:
        """Counts a try as failed until it is known better; None where it may be made.

        Otherwise nothing is counted and the answer is when the next may be, in UTC. `wait` says
        how long to wait after so many failures in a row. One transaction: a crowd of tries at
        the same moment gets no more than one after the other.
        """
        now = as_utc(moment)
        with self._database.transaction(self._commune) as transaction:
            old = now - forget_after
            # Not this counter: DuckDB refuses a key that goes and comes in one transaction.
            transaction.execute(
                """DELETE FROM sign_in_failures
                WHERE commune = ? AND last_at < ? AND counter <> ?""",
                [self._commune, old, counter],
            )
            rows = transaction.execute(
                "SELECT failures, last_at FROM sign_in_failures WHERE commune = ? AND counter = ?",
                [self._commune, counter],
            )
            if rows:
                ((failures, last_at),) = rows
                free_at: datetime = last_at + wait(failures)
                if now < free_at:
                    return free_at
                transaction.execute(
                    """UPDATE sign_in_failures SET failures = ?, last_at = ?
                    WHERE commune = ? AND counter = ?""",
                    [1 if last_at < old else failures + 1, now, self._commune, counter],
                )
            else:
                transaction.append_row(
                    "sign_in_failures",
                    commune=self._commune,
                    counter=counter,
                    failures=1,
                    last_at=now,
                )
            return None

    def failures(self, counter: str) -> int:
        """How many tries in a row failed."""
        rows = self._database.rows(
            "SELECT failures FROM sign_in_failures WHERE commune = ? AND counter = ?",
            self._commune,
            counter,
        )
        return int(rows[0][0]) if rows else 0

    def take_back_try(self, counter: str) -> None:
        """Counts one failure less, for a counter that many people share."""
        self._change(
            """UPDATE sign_in_failures SET failures = failures - 1
            WHERE commune = ? AND counter = ? AND failures > 0""",
            self._commune,
            counter,
        )

    def forget_failures(self, login: str) -> None:
        """Starts an account's counters anew, wherever it was tried from."""
        with self._database.transaction(self._commune) as transaction:
            transaction.execute(
                """DELETE FROM sign_in_failures WHERE commune = ?
                AND (counter = ? OR starts_with(counter, ?))""",
                [self._commune, login, f"{login} "],
            )

    def _change(self, statement: str, *parameters: Value) -> None:
        with self._database.transaction(self._commune) as transaction:
            transaction.execute(statement, parameters)


def forget_sessions(database: Database) -> None:
    """Signs everybody out: a store brought back from earlier knows none who left since."""
    with database.transaction() as transaction:
        transaction.execute("DELETE FROM sessions")


def _session(row: Row) -> Session:
    token_hash, login, stage, made_at, last_seen, address, agent, ended_at = row
    return Session(token_hash, login, stage == "code", made_at, last_seen, address, agent, ended_at)
