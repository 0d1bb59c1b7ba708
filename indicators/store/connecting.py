"""One DuckDB instance on a file, locked down, and what its errors mean."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import duckdb

from indicators.store.database import StoreUnavailable, Trouble
from indicators.store.journal import sync_folder

READABLE_BY = "v1.5.0"
# Bringing the log into the file rewrites blocks in place: only after a backup, never by itself.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "storage_compatibility_version": READABLE_BY,
    "checkpoint_threshold": "1TB",
}
_LOCKED_DOWN = (
    "PRAGMA disable_checkpoint_on_shutdown",
    "SET enable_external_access = false",
    "SET python_enable_replacements = false",
    "SET lock_configuration = true",
)
# DuckDB's error classes do not tell these apart; its words do.
_SIGNS = {
    Trouble.IN_USE: ("could not set lock", "being used by another process"),
    Trouble.DISK_FULL: ("no space left", "disk full", "file too large", "disk quota"),
    Trouble.NOT_ALLOWED: ("permission", "cannot open file", "read-only"),
    Trouble.DAMAGED: (
        "corrupt",
        "could not read",
        "not a valid duckdb",
        "checksum",
        "replaying wal",
    ),
}
_GIVEN_UP = ("database has been invalidated", "database must be restarted")


def connect(path: Path, reach: Sequence[Path] = ()) -> duckdb.DuckDBPyConnection:
    """Opens (and creates) the file; of others it reaches only those in the folders `reach`.

    Raises StoreUnavailable.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise StoreUnavailable(Trouble.NOT_ALLOWED, path)
    try:
        if not path.exists():
            _create(path)
        connection = duckdb.connect(str(path), config=_CONFIG)
    except duckdb.Error as error:
        raise StoreUnavailable(trouble_of(error, Trouble.DAMAGED), path, str(error)) from error
    connection.execute("SET allowed_directories = ?", [[str(folder) for folder in reach]])
    for statement in _LOCKED_DOWN:
        connection.execute(statement)
    return connection


def _create(path: Path) -> None:
    """Makes the empty file under another name first: it is there whole, or not at all."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    duckdb.connect(str(new), config=_CONFIG).close()
    new.rename(path)
    sync_folder(path.parent)


def trouble_of(error: duckdb.Error, otherwise: Trouble = Trouble.FAILED) -> Trouble:
    """What an error of DuckDB's means."""
    text = str(error).casefold()
    for trouble, signs in _SIGNS.items():
        if any(sign in text for sign in signs):
            return trouble
    return otherwise


def is_fatal(error: duckdb.Error) -> bool:
    """Whether the instance answers nothing any more after this error."""
    lost = isinstance(error, duckdb.FatalException | duckdb.InternalException | duckdb.IOException)
    return lost or was_given_up(str(error))


def was_given_up(detail: str) -> bool:
    """Whether an error's words say that DuckDB gave its instance up earlier."""
    return any(sign in detail.casefold() for sign in _GIVEN_UP)
