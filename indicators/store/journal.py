"""The journal: every commit's rows in append-only files outside the database, forced to disk.

A record is one line, `<sha256> <json>`, and names the checksum of the one before it; the first
follows CHAIN_BEGIN. A record that is whole on disk counts as confirmed: the database follows it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from indicators.store.database import Added

CHAIN_BEGIN = "0" * 64
_ENDING = ".jsonl"
_DIGITS = 12


class Position(NamedTuple):
    """A place in the chain: the number of a commit and the checksum of its record."""

    number: int
    checksum: str


BEGIN = Position(0, CHAIN_BEGIN)


class JournalBroken(Exception):
    """The journal does not lead on from where it should; the message says where."""


@dataclass(frozen=True, slots=True)
class Record:
    """One commit: its place, the place before it, the schema it was written in, its rows."""

    position: Position
    previous: Position
    schema: int
    added: tuple[Added, ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """What a journal holds: from after `begin` to `end`, and how many bytes behind are no record.

    `broken` names the first place that is unreadable although records follow it; "" where none is.
    `last_seen` is the highest number of a readable record, behind such a place too.
    """

    begin: Position
    end: Position
    torn_bytes: int = 0
    broken: str = ""
    last_seen: int = 0

    @property
    def is_empty(self) -> bool:
        return self.begin == self.end


class Journal:
    """The files of one store's journal, in one folder; the first commit of each is in its name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.end = BEGIN

    # Reading

    def files(self) -> list[Path]:
        """Its files, oldest first."""
        return sorted(self.folder.glob(f"{'[0-9]' * _DIGITS}{_ENDING}"))

    def extent(self, since: Position = BEGIN) -> Extent | None:
        """What it holds; None where there is nothing. Raises OSError.

        What lies before the commit `since` does not matter: whole files of it are not looked at.
        """
        begin: Position | None = None
        end, torn, broken, last = BEGIN, 0, "", 0
        for line in self._lines(since.number):
            head = _head(line.text)
            if head is None:
                if not line.is_last:
                    broken = broken or f"{line.file.name}:{line.number}"
                torn = len(line.text)
                continue
            torn = 0
            last = max(last, head.position.number)
            if since in (head.previous, head.position):
                broken = ""
            elif begin is not None and head.previous != end and not broken:
                broken = f"{line.file.name}:{line.number}"
            begin = begin or head.previous
            if not broken:
                end = head.position
        if begin is None:
            return None if not (torn or broken) else Extent(BEGIN, BEGIN, torn, broken)
        return Extent(begin, end, torn, broken, last)

    def records(self, after: Position) -> Iterator[Record]:
        """The records behind `after`, in order, as far as they are whole.

        Raises JournalBroken where it holds none of that place, or another history.
        """
        is_there = False
        for line in self._lines(after.number):
            head = _head(line.text)
            if head is not None and not is_there:
                if head.previous.number < after.number:
                    if head.position.number == after.number and head.position != after:
                        raise JournalBroken(f"another history at {after.number}")
                    continue
                if head.previous.number > after.number:
                    raise JournalBroken(f"nothing from {after.number} to {head.previous.number}")
                if head.previous != after:
                    raise JournalBroken(f"another history at {after.number}")
                is_there = True
            if head is None or head.previous != after:
                if is_there:
                    return
                continue
            yield _record(line.text)
            after = head.position

    def _lines(self, since: int) -> Iterator[_Line]:
        files = self.files()
        earlier = [file for file in files if int(file.stem) <= since + 1]
        for file in files[max(len(earlier) - 1, 0) :]:
            with file.open("rb") as stream:
                for number, text in enumerate(stream, start=1):
                    last = file == files[-1] and not stream.peek(1)
                    yield _Line(file, number, text, last)

    # Writing

    def write(self, added: Sequence[Added], schema: int) -> Position:
        """Forces one more record to disk and returns its place.

        Raises OSError where it could not be written; then nothing of it is left, or
        JournalBroken where even that is not sure.
        """
        content = _content(self.end, schema, added)
        checksum = hashlib.sha256(content).hexdigest()
        line = b"%s %s\n" % (checksum.encode(), content)
        file = self._file_to_write()
        before = file.stat().st_size if file.exists() else None
        try:
            with file.open("ab", buffering=0) as stream:
                written = 0
                while written < len(line):
                    written += stream.write(line[written:])
                os.fsync(stream.fileno())
            if before is None:
                sync_folder(self.folder)
        except OSError as error:
            try:
                _cut(file, before or 0)
            except OSError as worse:
                raise JournalBroken(str(worse)) from error
            raise
        self.end = Position(self.end.number + 1, checksum)
        return self.end

    def take_back(self, last: Position) -> None:
        """Takes the last record out again. Raises OSError."""
        file = self.files()[-1]
        before, previous = 0, None
        with file.open("rb") as stream:
            for text in stream:
                head = _head(text)
                if head is not None and head.position == last:
                    previous = head.previous
                    break
                before += len(text)
        if previous is not None:
            _cut(file, before)
            self.end = previous

    def keep_only(self, end: Position) -> None:
        """Cuts off everything behind a record. Raises OSError."""
        is_behind = False
        for file in self.files():
            if is_behind:
                file.unlink()
                continue
            length = 0
            with file.open("rb") as stream:
                for text in stream:
                    head = _head(text)
                    is_behind = head is None or head.previous.number >= end.number
                    if is_behind:
                        break
                    length += len(text)
            if is_behind:
                _cut(file, length)

    def turn_over(self) -> None:
        """Begins a new file with the next record; what was written stays."""
        self._file_to_write(new=True).touch()
        sync_folder(self.folder)

    def drop_before(self, kept: Position) -> list[Path]:
        """Deletes the files that hold only commits up to `kept`; returns them."""
        files, dropped = self.files(), []
        for file, following in pairwise(files):
            if int(following.stem) <= kept.number + 1:
                file.unlink()
                dropped.append(file)
        return dropped

    def waits_for(self, end: Position) -> bool:
        """Whether its last file was begun for what comes after `end`, and holds nothing yet."""
        files = self.files()
        return (
            bool(files) and int(files[-1].stem) == end.number + 1 and not files[-1].stat().st_size
        )

    def begin_anew(self, end: Position) -> Path | None:
        """Leads on from `end`; returns the folder that older files were moved to, None without."""
        self.end = end
        aside = None
        if files := self.files():
            aside = self.folder / f"{stamp()}.aside"
            aside.mkdir()
            for file in files:
                file.rename(aside / file.name)
        self.turn_over()
        return aside

    def set_torn_aside(self) -> Path | None:
        """Moves an unfinished last record out of the way; None where there is none."""
        files = self.files()
        if not files:
            return None
        whole, torn = 0, b""
        with files[-1].open("rb") as stream:
            for text in stream:
                if _head(text) is None:
                    torn = text + stream.read()
                    break
                whole += len(text)
        if not torn:
            return None
        aside = files[-1].with_name(f"{files[-1].name}.{stamp()}.torn")
        aside.write_bytes(torn)
        _cut(files[-1], whole)
        return aside

    def _file_to_write(self, new: bool = False) -> Path:
        if not self.folder.exists():
            self.folder.mkdir(parents=True)
            sync_folder(self.folder.parent)
        files = self.files()
        if files and not new:
            return files[-1]
        return self.folder / f"{self.end.number + 1:0{_DIGITS}}{_ENDING}"


def stamp() -> str:
    """This moment as part of a file's name."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")


def sync_folder(folder: Path) -> None:
    """Forces the names of a folder to disk, where the system can."""
    with suppress(OSError):  # Windows opens no folders, and keeps names by itself.
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Line(NamedTuple):
    file: Path
    number: int
    text: bytes
    is_last: bool


class _Head(NamedTuple):
    position: Position
    previous: Position


def _head(line: bytes) -> _Head | None:
    """Where a line stands in the chain; None where it is no whole record."""
    checksum, _, content = line.rstrip(b"\n").partition(b" ")
    if not line.endswith(b"\n") or hashlib.sha256(content).hexdigest().encode() != checksum:
        return None
    # The beginning is small and of known form: the rows need not be read for it.
    begin, _, _ = content.partition(b', "schema"')
    told = json.loads(begin + b"}")
    position = Position(told["number"], checksum.decode())
    return _Head(position, Position(told["number"] - 1, told["previous"]))


def _record(line: bytes) -> Record:
    head = _head(line)
    assert head is not None
    told = json.loads(line.partition(b" ")[2], object_hook=_value)
    added = tuple(Added(table, columns) for table, columns in told["tables"])
    return Record(head.position, head.previous, told["schema"], added)


def _content(end: Position, schema: int, added: Sequence[Added]) -> bytes:
    told = {
        "number": end.number + 1,
        "previous": end.checksum,
        "schema": schema,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "tables": [(part.table, {n: list(v) for n, v in part.columns.items()}) for part in added],
    }
    return json.dumps(told, ensure_ascii=False, default=_spelled).encode()


def _spelled(value: object) -> dict[str, str]:
    """What JSON has no form for, as an object with one key of one letter before a colon."""
    if isinstance(value, Decimal):
        return {"n:": str(value)}
    if isinstance(value, datetime):
        return {"t:": value.isoformat()}
    if isinstance(value, date):
        return {"d:": value.isoformat()}
    if isinstance(value, bytes | bytearray | memoryview):
        return {"b:": base64.b64encode(value).decode()}
    raise TypeError(f"no place in the journal for {type(value).__name__}")


_READ: dict[str, Any] = {
    "n:": Decimal,
    "t:": datetime.fromisoformat,
    "d:": date.fromisoformat,
    "b:": base64.b64decode,
}


def _value(told: dict[str, Any]) -> Any:
    """The other way round. No column of a table has a colon in its name."""
    if len(told) == 1:
        ((key, value),) = told.items()
        if key in _READ:
            return _READ[key](value)
    return told


def _cut(file: Path, length: int) -> None:
    """Takes off what stands behind `length` and forces that to disk; needs no free space."""
    with file.open("r+b") as stream:
        stream.truncate(length)
        os.fsync(stream.fileno())
