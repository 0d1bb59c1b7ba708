"""The store on a PostgreSQL server: many communes, several processes of this program at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import count

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool, PoolClosed

from indicators.store.database import (
    Added,
    Database,
    Row,
    StoreUnavailable,
    Transaction,
    Trouble,
    Value,
)
from indicators.store.schema import bring_forward

OLDEST = 15
_CONNECTIONS = 8
_PATIENCE = 5  # seconds, for a connection
_WRITERS_PATIENCE = 20  # seconds, for the commune's other writers
# Waits for one writer of the commune in all processes; freed with the transaction.
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('vinh-am-xanh ' || ?, 0))"
_QUOTED_OR_MARK = re.compile(r"'[^']*'|\?")
_REFUSALS = (
    errors.InvalidAuthorizationSpecification,
    errors.InvalidCatalogName,
    errors.InvalidSchemaName,
    errors.InsufficientPrivilege,
)
# At the door errors have no class; these are libpq's own words for a server that is not there.
_NOT_THERE = (
    "is the server running",
    "could not translate host name",
    "failed to resolve host",
    "timeout expired",
    "timed out",
    "closed the connection unexpectedly",
    "starting up",
    "shutting down",
    "too many c",
)
_Connection = psycopg.Connection[Row]


class ServedDatabase(Database):
    """A few connections to the server, lent for one call each.

    Reading sees at once what any process stored; `fresh_for` bounds how long `Store.version`
    may be behind it.
    """

    fresh_for = 1.0

    def __init__(self, address: str) -> None:
        """Connects to `postgresql://…`. Raises StoreUnavailable, without the password in it."""
        super().__init__(_without_password(address))
        with self._failures(at_the_door=True):
            with psycopg.connect(address, connect_timeout=_PATIENCE) as connection:
                version = connection.info.server_version // 10_000
            if version < OLDEST:
                raise StoreUnavailable(Trouble.SERVER_TOO_OLD, self.path, f"PostgreSQL {version}")
            self._pool: ConnectionPool[_Connection] = ConnectionPool(
                address,
                kwargs={
                    "autocommit": True,
                    "connect_timeout": _PATIENCE,
                    "cursor_factory": psycopg.RawCursor,
                    # A pooler between us and the server may not know prepared statements.
                    "prepare_threshold": None,
                },
                configure=_configure,
                check=ConnectionPool.check_connection,
                min_size=1,
                max_size=_CONNECTIONS,
                timeout=_PATIENCE,
                # Then the next call tries anew, instead of waiting for ever rarer attempts.
                reconnect_timeout=_PATIENCE,
                name="store",
                open=True,
            )
        try:
            bring_forward(self)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def cursor(self) -> Iterator[_Cursor]:
        """A cursor of its own for one call."""
        with self._failures(), self._pool.connection() as connection:
            yield _Cursor(connection.cursor())

    @contextmanager
    def _transaction(self, commune: str) -> Iterator[_Transaction]:
        with self._failures(), self._pool.connection() as connection, connection.transaction():
            cursor = _Cursor(connection.cursor())
            cursor.execute(_ALONE, [commune])
            yield _Transaction(cursor)

    def close(self) -> None:
        self._pool.close()

    @contextmanager
    def _failures(self, at_the_door: bool = False) -> Iterator[None]:
        """Turns what psycopg raises into StoreUnavailable."""
        try:
            yield
        except (psycopg.Error, PoolClosed) as error:
            trouble = _trouble_of(error, at_the_door)
            raise StoreUnavailable(trouble, self.path, str(error)) from error


class _Cursor:
    def __init__(self, cursor: psycopg.Cursor[Row]) -> None:
        self.psycopg = cursor

    def execute(self, statement: str, parameters: Sequence[Value] = ()) -> list[Row]:
        cursor = self.psycopg.execute(_numbered(statement), list(parameters) or None)
        return cursor.fetchall() if cursor.description else []


class _Transaction(Transaction):
    def __init__(self, cursor: _Cursor) -> None:
        super().__init__()
        self._cursor = cursor

    def _execute(self, statement: str, parameters: Sequence[Value]) -> list[Row]:
        return self._cursor.execute(statement, parameters)

    def _run(self, script: str) -> None:
        self._cursor.psycopg.execute(script.encode())

    def _append(self, added: Added) -> None:
        copy = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(added.table), sql.SQL(", ").join(map(sql.Identifier, added.columns))
        )
        with self._cursor.psycopg.copy(copy) as lines:
            for row in zip(*added.columns.values(), strict=True):
                lines.write_row(row)


def _configure(connection: _Connection) -> None:
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"SET lock_timeout = '{_WRITERS_PATIENCE}s'".encode())


@lru_cache
def _numbered(statement: str) -> bytes:
    """The statement with its `?` as the server counts them: $1, $2."""
    numbers = count(1)
    return _QUOTED_OR_MARK.sub(
        lambda found: f"${next(numbers)}" if found[0] == "?" else found[0], statement
    ).encode()


def _without_password(address: str) -> str:
    try:
        parts = conninfo_to_dict(address)
    except psycopg.Error:
        return "postgresql://"
    host, port, name = (parts.get(key) or "" for key in ("host", "port", "dbname"))
    return f"postgresql://{host}{f':{port}' if port else ''}/{name}"


def _trouble_of(error: psycopg.Error, at_the_door: bool) -> Trouble:
    if isinstance(error, _REFUSALS):
        return Trouble.SERVER_REFUSED
    if isinstance(error, psycopg.OperationalError):
        if at_the_door and not any(sign in str(error).casefold() for sign in _NOT_THERE):
            return Trouble.SERVER_REFUSED
        # A connection that broke has no code; a server that goes down says 57P.
        code = error.sqlstate
        if code is None or code.startswith(("08", "57P")):
            return Trouble.SERVER_AWAY
    return Trouble.SERVER_REFUSED if at_the_door else Trouble.FAILED
