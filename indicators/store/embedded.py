"""The store in one DuckDB file: one process at a time, locked down, followed by a journal.

A commit is written to the journal first and counts from then on; the file follows. An instance that
DuckDB gave up is dropped, the file opened again and brought to where the journal stands.
"""

from __future__ import annotations

import errno
import logging
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from math import inf
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from indicators.store.backups import Reason, make_backup
from indicators.store.catching_up import RecordRefused, catch_up
from indicators.store.connecting import connect, is_fatal, trouble_of, was_given_up
from indicators.store.database import (
    Added,
    Database,
    Row,
    StoreUnavailable,
    Transaction,
    Trouble,
    Value,
)
from indicators.store.journal import BEGIN, Journal, JournalBroken, Position, Record, stamp
from indicators.store.keeping import Finding, Found, Keeping
from indicators.store.schema import bring_forward, newest_schema, schema_version

# Rows that come and go: whoever was signed in signs in again after a loss.
_NOT_KEPT = frozenset({"schema_versions", "sessions", "sign_in_failures"})
_HAS_COMMITS = "SELECT 1 FROM information_schema.tables WHERE table_schema = 'keeping'"
_MAKE_COMMITS = """CREATE SCHEMA keeping;
CREATE TABLE keeping.commits (number BIGINT PRIMARY KEY, checksum VARCHAR NOT NULL)"""
_LAST_COMMIT = "SELECT number, checksum FROM keeping.commits ORDER BY number DESC LIMIT 1"
_ADD_COMMIT = "INSERT INTO keeping.commits VALUES (?, ?)"
_FEW = 64
"""Up to so many rows are added one by one."""
_log = logging.getLogger("indicators.store")


class EmbeddedDatabase(Database):
    """The one instance of this process on the file, and the lock file that keeps others out."""

    fresh_for = inf
    path: Path

    def __init__(self, path: Path, keeping: Keeping | None = None) -> None:
        """Opens (and creates) the file. Raises StoreUnavailable."""
        super().__init__(path)
        self.keeping = keeping or Keeping.beside(path)
        self.journal = Journal(self.keeping.journal)
        # What this process found at its openings, and mended.
        self.findings: list[Finding] = []
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._is_ready = self._is_closed = False
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
            self._open()
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        with self.writing:
            self._is_closed = True
            self._drop()
            self._lock.release()

    def position(self) -> Position:
        """The last commit that the file holds."""
        if not self.rows(_HAS_COMMITS):
            return BEGIN
        found = self.rows(_LAST_COMMIT)
        return Position(*found[0]) if found else BEGIN

    def follow(self, record: Record) -> None:
        """Makes the commit of a record of the journal once more."""
        if not self.rows(_HAS_COMMITS):
            self._make_commits()
        try:
            with self.cursor() as cursor, self._block(cursor) as transaction:
                for added in record.added:
                    transaction.append(added.table, added.columns)
                transaction.execute(_ADD_COMMIT, record.position)
        except StoreUnavailable as error:
            if self._connection is None or error.trouble is not Trouble.FAILED:
                raise
            raise RecordRefused(error.trouble, self.path, error.detail) from error

    @contextmanager
    def cursor(self) -> Iterator[_Cursor]:
        """A cursor of its own for one call: a shared one gives wrong rows between threads."""
        connection = self._connection or self._open_again()
        try:
            with closing(connection.cursor()) as cursor:
                yield _Cursor(cursor)
        except duckdb.Error as error:
            if is_fatal(error):
                self._drop(connection)
            raise StoreUnavailable(trouble_of(error), self.path, str(error)) from error

    @contextmanager
    def _transaction(self, commune: str) -> Iterator[_Transaction]:
        if self._is_ready:
            self._keep_room()
        journalled: Position | None = None
        try:
            with self.cursor() as cursor, self._block(cursor) as transaction:
                yield transaction
                journalled = self._journal(transaction)
        except BaseException as error:
            # Before that the block stored nothing; after it the commit counts, whatever went wrong.
            if journalled is None or not self._carry_through(journalled, error):
                raise

    @contextmanager
    def _block(self, cursor: _Cursor) -> Iterator[_Transaction]:
        cursor.execute("BEGIN")
        try:
            yield _Transaction(cursor, self.path)
            cursor.execute("COMMIT")
        except BaseException:
            # Some errors have ended the transaction already; then there is nothing to undo.
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
            raise

    # The journal

    def _journal(self, transaction: _Transaction) -> Position | None:
        """Writes what the transaction added to the journal; None where that holds no such rows."""
        kept = [added for added in transaction.added if added.table not in _NOT_KEPT]
        if not (kept and self._is_ready):
            return None
        try:
            position = self.journal.write(kept, newest_schema())
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            trouble = Trouble.DISK_FULL if full else Trouble.FAILED
            raise StoreUnavailable(trouble, self.journal.folder, str(error)) from error
        except JournalBroken as error:
            # Whether the record is whole on disk shows at the next opening.
            self._drop()
            raise StoreUnavailable(Trouble.PENDING, self.path, str(error)) from error
        transaction.execute(_ADD_COMMIT, position)
        return position

    def _carry_through(self, journalled: Position, error: BaseException) -> bool:
        """Sees to it that a commit in the journal reaches the file too; whether it has.

        A commit that the file has no room for, or refuses although it works, is taken out of the
        journal again. Raises StoreUnavailable, PENDING, where the file cannot be opened.
        """
        _log.error("commit %d was interrupted", journalled.number, exc_info=error)
        self._drop()
        try:
            try:
                self._open_again()
            except StoreUnavailable as still:
                full = still.trouble is Trouble.DISK_FULL
                if not (full or isinstance(still, RecordRefused)):
                    raise
                self.journal.take_back(journalled)
                self._open_again()
            return self.position() == journalled
        except (OSError, StoreUnavailable) as still:
            raise StoreUnavailable(Trouble.PENDING, self.path, str(still)) from error

    def _keep_room(self) -> None:
        for folder in {self.path.parent, self.keeping.journal}:
            there = next(place for place in (folder, *folder.parents) if place.exists())
            free = shutil.disk_usage(there).free
            if free < self.keeping.free_bytes:
                raise StoreUnavailable(Trouble.DISK_FULL, folder, f"{free} bytes free")

    # Opening

    def _open_again(self) -> duckdb.DuckDBPyConnection:
        """Opens the file after its instance was dropped."""
        with self.writing:
            if self._is_closed:
                raise StoreUnavailable(Trouble.FAILED, self.path, "closed")
            for patience in (0.0, 0.1, 0.3, 0.6, 1.0):
                time.sleep(patience)
                if self._connection is not None:
                    break
                try:
                    self._open()
                except StoreUnavailable as error:
                    # Others are still reading through the old instance, which DuckDB hands out.
                    if not was_given_up(str(error)) or patience == 1.0:
                        raise
            # Commits may have come in that no store of this process made.
            self.fresh_for = 1.0
            assert self._connection is not None
            return self._connection

    def _open(self) -> None:
        self._is_ready = False
        try:
            self._open_file(may_begin_anew=True)
        except StoreUnavailable as error:
            self._drop()
            log = self.path.with_name(f"{self.path.name}.wal")
            if error.trouble is not Trouble.DAMAGED or not log.exists():
                raise
            self._open_without(log, error)
        except BaseException:
            self._drop()
            raise
        self._is_ready = True

    def _open_file(self, may_begin_anew: bool) -> None:
        self._connection = connect(self.path, self.keeping.backups[:1])
        found = catch_up(self, self, self.journal, may_begin_anew)
        if 0 < schema_version(self) < newest_schema():
            try:
                make_backup(self, Reason.UPGRADE)
            except (OSError, StoreUnavailable) as error:
                raise StoreUnavailable(Trouble.NOT_BACKED_UP, self.path, str(error)) from error
        bring_forward(self)
        if not self.rows(_HAS_COMMITS):
            self._make_commits()
        for finding in found:
            _log.warning("opened %s: %s", self.path.name, finding)
        self.findings += found

    def _open_without(self, log: Path, error: StoreUnavailable) -> None:
        """Opens the file without DuckDB's log, whose commits are in the journal as well.

        Raises `error` where the journal cannot stand in for it; the log is then back in its place.
        """
        aside = log.with_name(f"{log.name}.{stamp()}.aside")
        log.rename(aside)
        try:
            self._open_file(may_begin_anew=False)
        except StoreUnavailable:
            self._drop()
            log.unlink(missing_ok=True)
            aside.rename(log)
            raise error from None
        self.findings.append(Finding(Found.LOG_SET_ASIDE, place=str(aside)))
        _log.warning("opened %s without its log, kept as %s", self.path.name, aside.name)

    def _make_commits(self) -> None:
        with self.cursor() as cursor, self._block(cursor) as transaction:
            transaction.run(_MAKE_COMMITS)

    def _drop(self, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        """Lets the instance go; where one is named, only if it is still the one in use."""
        with self.writing:
            dropped = self._connection
            if dropped is None or connection not in (None, dropped):
                return
            self._connection = None
            with suppress(duckdb.Error):
                dropped.close()


class _Cursor:
    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self.duckdb = cursor

    def execute(self, statement: str, parameters: Sequence[Value] = ()) -> list[Row]:
        return self.duckdb.execute(statement, list(parameters)).fetchall()


class _Transaction(Transaction):
    def __init__(self, cursor: _Cursor, path: Path) -> None:
        super().__init__()
        self._cursor, self._path = cursor, path

    def _execute(self, statement: str, parameters: Sequence[Value]) -> list[Row]:
        return self._cursor.execute(statement, parameters)

    def _run(self, script: str) -> None:
        self._cursor.duckdb.execute(script)

    def _append(self, added: Added) -> None:
        names = ", ".join(added.columns)
        if added.row_count > _FEW:
            self._append_many(added, names)
            return
        places = ", ".join("?" for _ in added.columns)
        self._cursor.duckdb.executemany(
            f"INSERT INTO {added.table} ({names}) VALUES ({places})",
            list(zip(*added.columns.values(), strict=True)),
        )

    def _append_many(self, added: Added, names: str) -> None:
        """As one Arrow table: many times faster than row by row."""
        # With pandas, which DuckDB loads for it, 75 MB that a server of viewers does without.
        import pyarrow as pa

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
        cursor.register("batch", batch)
        cursor.execute(f"INSERT INTO {added.table} ({names}) SELECT {names} FROM batch")
        cursor.unregister("batch")
