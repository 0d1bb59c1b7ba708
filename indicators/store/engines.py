"""Which engine holds a store: a file of this machine, or a server."""

from __future__ import annotations

from pathlib import Path

from indicators.store.database import Database
from indicators.store.keeping import Keeping

SERVER = ("postgresql://", "postgres://")


def open_database(path: Path | str, keeping: Keeping | None = None) -> Database:
    """The database in this file or at this address, its schema brought forward.

    `keeping` is where a file keeps its journal and backups. Either engine is loaded only where it
    is used. Raises StoreUnavailable.
    """
    if isinstance(path, str) and path.startswith(SERVER):
        from indicators.store.served import ServedDatabase

        return ServedDatabase(path)
    from indicators.store.embedded import EmbeddedDatabase

    return EmbeddedDatabase(Path(path), keeping)
