"""The tables and views of a store, the same text for every engine, and older stores brought there.

A fresh store gets `tables.sql` and `views.sql`. A store of an earlier version goes through the
migrations that it has not seen; its views are then made anew, so that a migration holds tables
only. The first two migrations are older than that rule and than the second engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indicators.store.database import Database, StoreUnavailable, Transaction, Trouble

FOLDER = Path(__file__).parent
_MAKE_THEIR_VIEWS = 2
_VERSIONS = "CREATE TABLE schema_versions (version INTEGER PRIMARY KEY)"
_NAMES = """SELECT table_name FROM information_schema.tables
WHERE table_schema = current_schema() AND table_type = ?"""


def bring_forward(database: Database, only_to: int | None = None) -> None:
    """Brings the database to this program's schema, all or nothing. Raises StoreUnavailable.

    `only_to` is an earlier schema to stop at, for rows that were written in it; the views are left
    out then, so it has to be called once more without.
    """
    migrations = sorted((FOLDER / "migrations").glob("*.sql"))
    newest = len(migrations)
    present = schema_version(database)
    if present > newest or (only_to or 0) > newest:
        raise StoreUnavailable(Trouble.TOO_NEW, database.path, f"version {present}")
    if only_to is not None and only_to < newest:
        _step_forward(database, migrations[:only_to])
        return
    if present == newest:
        return
    with database.transaction() as transaction:
        # Another process may have been faster.
        present = schema_version(database)
        if present == 0:
            transaction.run(_text(FOLDER / "tables.sql"))
            transaction.append_row("schema_versions", version=newest)
        for number, file in enumerate(migrations[present:] if present else (), present + 1):
            if number > _MAKE_THEIR_VIEWS:
                _drop_views(transaction)
            transaction.run(_text(file))
            transaction.append_row("schema_versions", version=number)
        _drop_views(transaction)
        transaction.run(_text(FOLDER / "views.sql"))


def newest_schema() -> int:
    """The number of this program's schema."""
    return len(list((FOLDER / "migrations").glob("*.sql")))


def schema_version(database: Database) -> int:
    """The number of the last migration applied; 0 for an empty database."""
    tables = {name for (name,) in database.rows(_NAMES, "BASE TABLE")}
    if not tables:
        return 0
    if "schema_versions" not in tables:
        raise StoreUnavailable(Trouble.DAMAGED, database.path, "tables of another program")
    ((version,),) = database.rows("SELECT max(version) FROM schema_versions")
    return int(version or 0)


def _step_forward(database: Database, migrations: Sequence[Path]) -> None:
    present = schema_version(database)
    with database.transaction() as transaction:
        for number, file in enumerate(migrations[present:], present + 1):
            if present == 0 and number == 1:
                transaction.run(_VERSIONS)
            if number > _MAKE_THEIR_VIEWS:
                _drop_views(transaction)
            transaction.run(_text(file))
            transaction.append_row("schema_versions", version=number)


def _drop_views(transaction: Transaction) -> None:
    for (name,) in transaction.execute(_NAMES, ["VIEW"]):
        transaction.run(f"DROP VIEW IF EXISTS {name} CASCADE")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
