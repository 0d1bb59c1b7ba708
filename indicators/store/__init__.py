"""What is remembered, in one DuckDB file; the only package that imports duckdb."""

from indicators.store.accounts import AccountExists, LastAdmin
from indicators.store.connection import StoreUnavailable, Trouble
from indicators.store.ledger import (
    Draft,
    InventedFigures,
    NothingToUndo,
    StaleDraft,
    Store,
    close_stores,
    open_store,
)

__all__ = [
    "AccountExists",
    "Draft",
    "InventedFigures",
    "LastAdmin",
    "NothingToUndo",
    "StaleDraft",
    "Store",
    "StoreUnavailable",
    "Trouble",
    "close_stores",
    "open_store",
]
