"""The stores that this process has open, each database once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from indicators.store.database import Database
from indicators.store.engines import open_database
from indicators.store.keeping import Keeping
from indicators.store.ledger import Store

_databases: dict[Path | str, Database] = {}
_stores: dict[tuple[Path | str, str], Store] = {}
_opening = threading.Lock()


def open_store(
    path: Path | str,
    commune: str,
    clock: Callable[[], datetime] | None = None,
    keeping: Keeping | None = None,
) -> Store:
    """The commune's store in this database, opened once in the process.

    `keeping` is where a file that is not open yet keeps journal and backups. Raises
    StoreUnavailable.
    """
    path = path.resolve() if isinstance(path, Path) else path
    with _opening:
        store = _stores.get((path, commune))
        if store is None:
            if path not in _databases:
                _databases[path] = open_database(path, keeping)
            store = Store(path, commune, clock, _databases[path])
            _stores[path, commune] = store
        return store


def close_stores() -> None:
    """Closes every store of the process, as when it ends."""
    with _opening:
        _stores.clear()
        while _databases:
            _databases.popitem()[1].close()
