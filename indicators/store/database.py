"""What the store asks of a database: reading, and one gate through which every row comes in."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

Value = str | int | bool | Decimal | date | datetime | bytes | None
Columns = Mapping[str, Sequence[Value]]
Row = tuple[Any, ...]


class Trouble(StrEnum):
    """Why the store cannot be used."""

    IN_USE = "in_use"
    DAMAGED = "damaged"
    NOT_ALLOWED = "not_allowed"
    TOO_NEW = "too_new"
    FAILED = "failed"
    DISK_FULL = "disk_full"
    # The journal and the file do not lead on from each other.
    APART = "apart"
    # It is in the journal and counts, but the file cannot be opened now.
    PENDING = "pending"
    NOT_BACKED_UP = "not_backed_up"
    SERVER_AWAY = "server_away"
    SERVER_REFUSED = "server_refused"
    SERVER_TOO_OLD = "server_too_old"


class StoreUnavailable(Exception):
    """The store cannot be opened or written; nothing was changed, but for what is PENDING."""

    def __init__(self, trouble: Trouble, path: Path | str, detail: str = "") -> None:
        super().__init__(f"{trouble}: {path} {detail}".strip())
        self.trouble, self.path, self.detail = trouble, path, detail


@dataclass(frozen=True, slots=True)
class Added:
    """Rows that a transaction added to a table, column by column, all of one length.

    Handed to `Transaction.append` again they are the same rows: times are naive UTC, amounts are
    Decimals with at most the column's decimals.
    """

    table: str
    columns: Columns

    @property
    def row_count(self) -> int:
        return len(next(iter(self.columns.values()), ()))


Listener = Callable[[Sequence[Added]], None]


class Cursor(Protocol):
    """Reads for one call; no other thread may use it meanwhile."""

    def execute(self, statement: str, parameters: Sequence[Value] = ()) -> list[Row]:
        """The rows of one statement, whose parameters stand as `?`."""


class Transaction(ABC):
    """Statements that are stored together at the end of the block, or not at all."""

    def __init__(self) -> None:
        self.added: list[Added] = []
        self.is_broken = False

    def execute(self, statement: str, parameters: Sequence[Value] = ()) -> list[Row]:
        """The rows of one statement, whose parameters stand as `?`."""
        with self._watched():
            return self._execute(statement, parameters)

    def run(self, script: str) -> None:
        """Runs the statements of a script of the schema."""
        with self._watched():
            self._run(script)

    def append(self, table: str, columns: Columns) -> None:
        """Adds rows, the one way in which any get into a table; columns left out get defaults.

        Raises StoreUnavailable where a value finds no room in its column or breaks a rule.
        """
        added = Added(table, columns)
        if added.row_count:
            with self._watched():
                self._append(added)
            self.added.append(added)

    def append_row(self, table: str, **values: Value) -> None:
        """Adds one row. Raises what `append` does."""
        self.append(table, {name: [value] for name, value in values.items()})

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.is_broken = True
            raise

    @abstractmethod
    def _execute(self, statement: str, parameters: Sequence[Value]) -> list[Row]: ...

    @abstractmethod
    def _run(self, script: str) -> None: ...

    @abstractmethod
    def _append(self, added: Added) -> None: ...


class Database(ABC):
    """One database, opened once in the process; reading is free from any thread.

    Whatever the database raises inside a block leaves it as StoreUnavailable.
    """

    # For how many seconds what was read may be taken as unchanged by other processes.
    fresh_for: float

    def __init__(self, path: Path | str) -> None:
        self.path = path
        # One writer at a time in this process. Held for anything that needs a quiet moment, too.
        self.writing = threading.RLock()
        # Called with what a transaction adds, still inside it: raising stores nothing.
        self.before_commit: list[Listener] = []
        # Called with what was added once it is stored, in the order of the commits.
        self.after_commit: list[Listener] = []

    @abstractmethod
    def cursor(self) -> AbstractContextManager[Cursor]:
        """A cursor of its own for one call."""

    @contextmanager
    def transaction(self, commune: str = "") -> Iterator[Transaction]:
        """The one writer of the commune until the end of the block, other processes' included."""
        with self.writing:
            with self._transaction(commune) as transaction:
                yield transaction
                if transaction.is_broken:
                    # The engines would take everything back and call that a commit.
                    raise StoreUnavailable(Trouble.FAILED, self.path, "went on after an error")
                if transaction.added:
                    for listener in self.before_commit:
                        listener(transaction.added)
            if transaction.added:
                for listener in self.after_commit:
                    listener(transaction.added)

    @abstractmethod
    def _transaction(self, commune: str) -> AbstractContextManager[Transaction]:
        """Begins; commits at the end of the block, or takes back where the block raises."""

    def rows(self, statement: str, *parameters: Value) -> list[Row]:
        """The rows of one query, read with a cursor of its own."""
        with self.cursor() as cursor:
            return cursor.execute(statement, parameters)

    def check(self) -> None:
        """Raises StoreUnavailable where the store cannot be read at this moment."""
        self.rows("SELECT max(version) FROM schema_versions")

    @abstractmethod
    def close(self) -> None: ...
