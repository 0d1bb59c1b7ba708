"""What is remembered; the only package that speaks SQL and knows what a database is."""

from indicators.store.accounts import AccountExists, LastAdmin
from indicators.store.copying import NotEmpty, copy_store
from indicators.store.database import StoreUnavailable, Trouble
from indicators.store.drafts import Draft, InventedFigures, NothingToUndo, StaleDraft
from indicators.store.engines import open_database
from indicators.store.ledger import Store
from indicators.store.proposals import AlreadyDecided
from indicators.store.registry import close_stores, open_store

__all__ = [
    "AccountExists",
    "AlreadyDecided",
    "Draft",
    "InventedFigures",
    "LastAdmin",
    "NotEmpty",
    "NothingToUndo",
    "StaleDraft",
    "Store",
    "StoreUnavailable",
    "Trouble",
    "close_stores",
    "copy_store",
    "open_database",
    "open_store",
]
