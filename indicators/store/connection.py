"""Opening the database file: one process at a time, locked down, schema brought forward."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

_MIGRATIONS = Path(__file__).parent / "migrations"
_READABLE_BY = "v1.5.0"
_VERSIONS = "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER PRIMARY KEY)"
_LOCKED_DOWN = (
    "SET enable_external_access = false",
    "SET python_enable_replacements = false",
    "SET lock_configuration = true",
)


class Trouble(StrEnum):
    """Why the store cannot be used."""

    IN_USE = "in_use"
    DAMAGED = "damaged"
    NOT_ALLOWED = "not_allowed"
    TOO_NEW = "too_new"
    FAILED = "failed"


# DuckDB's error classes do not tell these apart; its words do.
_SIGNS = {
    Trouble.IN_USE: ("could not set lock", "being used by another process"),
    Trouble.NOT_ALLOWED: ("permission", "cannot open file", "read-only"),
    Trouble.DAMAGED: ("corrupt", "could not read", "not a valid duckdb", "checksum"),
}


class StoreUnavailable(Exception):
    """The store cannot be opened or written; nothing was changed."""

    def __init__(self, trouble: Trouble, path: Path, detail: str = "") -> None:
        super().__init__(f"{trouble}: {path} {detail}".strip())
        self.trouble, self.path, self.detail = trouble, path, detail


class OpenDatabase:
    """The one writer connection of this process, and the lock file that keeps others out.

    Whoever writes holds `writing`; reading needs no lock.
    """

    def __init__(self, path: Path) -> None:
        """Opens (and creates) the file. Raises StoreUnavailable."""
        self.path = path
        self.writing = threading.Lock()
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
                self._bring_forward()
            except BaseException:
                self._connection.close()
                raise
        except BaseException:
            self._lock.release()
            raise

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one call: a shared one gives wrong rows between threads.

        Whatever DuckDB raises inside leaves as StoreUnavailable.
        """
        try:
            with closing(self._connection.cursor()) as cursor:
                yield cursor
        except duckdb.Error as error:
            trouble = _trouble_of(error, otherwise=Trouble.FAILED)
            raise StoreUnavailable(trouble, self.path, str(error)) from error

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose statements are stored together at the end of the block, or not at all."""
        with self.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                # Some errors have ended the transaction already; then there is nothing to undo.
                with suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")
                raise

    def close(self) -> None:
        self._connection.close()
        self._lock.release()

    def _bring_forward(self) -> None:
        """Applies every migration the database has not seen, each in one transaction."""
        present = self._schema_version()
        migrations = sorted(_MIGRATIONS.glob("*.sql"))
        if present > len(migrations):
            raise StoreUnavailable(Trouble.TOO_NEW, self.path, f"version {present}")
        for number, file in enumerate(migrations[present:], start=present + 1):
            with self.transaction() as cursor:
                cursor.execute(_VERSIONS)
                cursor.execute(file.read_text(encoding="utf-8"))
                cursor.execute("INSERT INTO schema_versions VALUES (?)", [number])

    def _schema_version(self) -> int:
        """The number of the last migration applied; 0 for an empty database."""
        with self.cursor() as cursor:
            rows = cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()
            tables = {row[0] for row in rows}
            if not tables:
                return 0
            if "schema_versions" not in tables:
                raise StoreUnavailable(Trouble.DAMAGED, self.path, "tables of another program")
            rows = cursor.execute("SELECT max(version) FROM schema_versions").fetchall()
            return int(rows[0][0] or 0)


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
