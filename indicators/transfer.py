"""The command that fills an empty store, such as one on a server, from another one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from indicators import store_words
from indicators.answers import refuse
from indicators.settings import Settings, database_place
from indicators.store import NotEmpty, StoreUnavailable, copy_store, open_database


def copy(source: str, settings: Settings) -> int:
    """Copies the store at `source` into the one of the settings; the command's exit code."""
    place = database_place(source)
    if isinstance(place, Path) and not place.exists():
        return refuse(store_words.nothing_to_copy(str(place)))
    try:
        with (
            closing(open_database(place)) as there,
            closing(open_database(settings.database, settings.keeping)) as here,
        ):
            copied = copy_store(there, here)
    except NotEmpty:
        return refuse(store_words.COPY_NEEDS_EMPTY)
    except StoreUnavailable as error:
        return refuse(store_words.TROUBLES[error.trouble.value])
    print(store_words.copied(sum(copied.values()), copied["submissions"]))
    return 0
