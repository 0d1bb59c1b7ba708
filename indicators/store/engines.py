"""Which engine holds a store: a file of this machine."""

from __future__ import annotations

from pathlib import Path

from indicators.store.database import Database
from indicators.store.keeping import Keeping


def open_database(path: Path | str, keeping: Keeping | None = None) -> Database:
    """The database at this place, its schema brought forward. Raises StoreUnavailable."""
    from indicators.store.embedded import EmbeddedDatabase

    return EmbeddedDatabase(Path(path), keeping)
