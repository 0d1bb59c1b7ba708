"""A whole store into another one, as when a commune moves from its file to a server."""

from __future__ import annotations

from indicators.store.database import Database, StoreUnavailable, Transaction, Trouble

_TABLES = """SELECT table_name FROM information_schema.tables
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
AND table_name <> 'schema_versions' ORDER BY table_name"""
_COLUMNS = """SELECT column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position"""


class NotEmpty(Exception):
    """The store to be filled holds something already."""


def copy_store(source: Database, target: Database) -> dict[str, int]:
    """Copies every row of every commune, all or nothing; how many, by table.

    Both are brought forward to the same schema by being open. Nothing of `source` is changed.
    Raises NotEmpty, and StoreUnavailable where either cannot be read or written.
    """
    tables = [name for (name,) in source.rows(_TABLES)]
    copied = {}
    with target.transaction() as transaction:
        for table in tables:
            if _count(transaction, table):
                raise NotEmpty(table)
        for table in tables:
            copied[table] = _copy(source, transaction, table)
        for table, count in copied.items():
            if _count(transaction, table) != count:
                raise StoreUnavailable(Trouble.FAILED, target.path, f"{table} is not complete")
    return copied


def _copy(source: Database, target: Transaction, table: str) -> int:
    """One commune after the other, so that no more than one of them is in memory."""
    names = [name for (name,) in source.rows(_COLUMNS, table)]
    communes = source.rows(f"SELECT DISTINCT commune FROM {table}")
    every = f"SELECT {', '.join(names)} FROM {table} WHERE commune = ?"
    count = 0
    for (commune,) in communes:
        rows = source.rows(every, commune)
        target.append(table, dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
        count += len(rows)
    return count


def _count(transaction: Transaction, table: str) -> int:
    ((count,),) = transaction.execute(f"SELECT count(*) FROM {table}")
    return int(count)
