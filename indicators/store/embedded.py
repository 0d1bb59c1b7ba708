"""The store in one DuckDB file: one process at a time, locked down."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from math import inf
from pathlib import Path

import duckdb
import pyarrow as pa
from filelock import FileLock, Timeout

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

_READABLE_BY = "v1.5.0"
_LOCKED_DOWN = (
    "SET enable_external_access = false",
    "SET python_enable_replacements = false",
    "SET lock_configuration = true",
)
# DuckDB's error classes do not tell these apart; its words do.
_SIGNS = {
    Trouble.IN_USE: ("could not set lock", "being used by another process"),
    Trouble.NOT_ALLOWED: ("permission", "cannot open file", "read-only"),
    Trouble.DAMAGED: ("corrupt", "could not read", "not a valid duckdb", "checksum"),
}


class EmbeddedDatabase(Database):
    """The one connection of this process to the file, and the lock file that keeps others out."""

    fresh_for = inf
    path: Path

    def __init__(self, path: Path) -> None:
        """Opens (and creates) the file. Raises StoreUnavailable."""
        super().__init__(path)
        # The thread that closes is seldom the one that opened: the lock belongs to both.
        self._lock = FileLock(path.with_name(path.name + ".lock"), timeout=0, thread_local=False)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            raise StoreUnavailable(Trouble.IN_USE, path) from None
        except OSError as error:
            raise StoreUnavailable(Trouble.NOT_ALLOWED, path, str(error)) from error
        try:
            self._connection = _connect(path)
            try:
                bring_forward(self)
            except BaseException:
                self._connection.close()
                raise
        except BaseException:
            self._lock.release()
            raise

    @contextmanager
    def cursor(self) -> Iterator[_Cursor]:
        """A cursor of its own for one call: a shared one gives wrong rows between threads."""
        try:
            with closing(self._connection.cursor()) as cursor:
                yield _Cursor(cursor)
        except duckdb.Error as error:
            trouble = _trouble_of(error, otherwise=Trouble.FAILED)
            raise StoreUnavailable(trouble, self.path, str(error)) from error

    @contextmanager
    def _transaction(self, commune: str) -> Iterator[_Transaction]:
        with self.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield _Transaction(cursor, self.path)
                cursor.execute("COMMIT")
            except BaseException:
                # Some errors have ended the transaction already; then there is nothing to undo.
                with suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")
                raise

    def close(self) -> None:
        self._connection.close()
        self._lock.release()


class _Cursor:
    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self.duckdb = cursor

    def execute(self, statement: str, parameters: Sequence[Value] = ()) -> list[Row]:
        return self.duckdb.execute(statement, list(parameters)).fetchall()


class _Transaction(Transaction):
    def __init__(self, cursor: _Cursor, path: Path) -> None:
        super().__init__()
        self._cursor, self._path = cursor, path

    def execute(self, statement: str, parameters: Sequence[Value] = ()) -> list[Row]:
        return self._cursor.execute(statement, parameters)

    def run(self, script: str) -> None:
        self._cursor.duckdb.execute(script)

    def _append(self, added: Added) -> None:
        """As one Arrow table: many times faster than row by row."""
        cursor = self._cursor.duckdb
        types = cursor.table(added.table).limit(0).to_arrow_table().schema
        try:
            batch = pa.table(
                {
                    name: pa.array(values, types.field(name).type)
                    for name, values in added.columns.items()
                }
            )
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise StoreUnavailable(Trouble.FAILED, self._path, str(error)) from error
        names = ", ".join(added.columns)
        cursor.register("batch", batch)
        cursor.execute(f"INSERT INTO {added.table} ({names}) SELECT {names} FROM batch")
        cursor.unregister("batch")


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    if path.exists() and not os.access(path, os.W_OK):
        raise StoreUnavailable(Trouble.NOT_ALLOWED, path)
    try:
        connection = duckdb.connect(
            str(path), config={"storage_compatibility_version": _READABLE_BY}
        )
    except duckdb.Error as error:
        trouble = _trouble_of(error, otherwise=Trouble.DAMAGED)
        raise StoreUnavailable(trouble, path, str(error)) from error
    for statement in _LOCKED_DOWN:
        connection.execute(statement)
    return connection


def _trouble_of(error: duckdb.Error, otherwise: Trouble) -> Trouble:
    text = str(error).casefold()
    for trouble, signs in _SIGNS.items():
        if any(sign in text for sign in signs):
            return trouble
    return otherwise
