"""The log beside the data: errors by number, in files that rotate and name nobody."""

from __future__ import annotations

import logging
import re
import secrets
import sys
from collections.abc import Collection
from logging.handlers import RotatingFileHandler
from pathlib import Path

MOST_BYTES = 2_000_000
OLDER_FILES = 5
HIDDEN = "•••"

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# What a message of a library may carry: addresses, numbers of citizens and telephones, tokens.
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|\+?\d[\d .]{7,}\d|[\w-]{32,}")
_log = logging.getLogger("indicators")


class Discreet(logging.Formatter):
    """Writes records, tracebacks too, without passwords, addresses and long numbers."""

    def __init__(self, never: Collection[str] = ()) -> None:
        """`never` are words, passwords above all, that no line may hold."""
        super().__init__(_FORM)
        self._never = [word for word in never if word]

    def format(self, record: logging.LogRecord) -> str:
        head = f"{self.formatTime(record)} "
        text = super().format(record).removeprefix(head)
        for word in self._never:
            text = text.replace(word, HIDDEN)
        return head + _PERSONAL.sub(HIDDEN, text)


def keep_log(file: Path, never: Collection[str] = ()) -> logging.Handler:
    """Writes what goes wrong to `file` and to the console from now on; returns the file's handler.

    Six files of 2 MB at most are kept. Raises OSError where the file cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = RotatingFileHandler(file, maxBytes=MOST_BYTES, backupCount=OLDER_FILES, encoding="utf-8")
    console = logging.StreamHandler(sys.stderr)
    for handler in (kept, console):
        handler.setFormatter(Discreet(never))
    logging.getLogger().addHandler(kept)
    _log.setLevel(logging.INFO)
    _log.addHandler(console)
    return kept


def log_error(what: str, error: BaseException) -> str:
    """Logs an error with its traceback; returns the number to find it by."""
    number = secrets.token_hex(4)
    _log.error("%s %s", what, number, exc_info=error)
    return number
