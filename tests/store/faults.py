"""Faults done to the files of a store, and what a person then finds; used by tests and by bench/.

Confirmed figures are known by counting: submission n holds the figures of FIGURES villages with the
value n, and a file of its own. A state is looked at in a forked process: whatever it does to
DuckDB, the one that counts goes on.
"""

import os
import pickle
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from indicators.observations import Submission
from indicators.store import Store, StoreUnavailable
from indicators.store.backups import Reason, make_backup
from indicators.store.keeping import Keeping
from indicators.store.restoring import restore
from tests.conftest import COMMUNE, draft, figure

T = TypeVar("T")
FIGURES = 5
NAME = "dashboard.duckdb"
LOG = f"{NAME}.wal"


class Outcome(StrEnum):
    """How a store was found after a fault."""

    WHOLE = "opened, everything there"
    REPLAYED = "opened, the lost tail replayed"
    REFUSED = "refused, restored by the command, everything there"


class Seen(NamedTuple):
    """What was found; `version` is the number of submissions."""

    outcome: Outcome
    version: int


class Lost(AssertionError):
    """A confirmed figure is missing, half a submission is there, or nothing could be done."""


def confirm(store: Store, number: int, key: str = "") -> Submission:
    """Confirms the submission of this number."""
    figures = [figure(value=str(number), unit=f"Thôn {unit}") for unit in range(FIGURES)]
    return store.confirm(
        draft(
            *figures,
            idempotency_key=key or f"lần {number}",
            content=content_of(number),
            file_name=f"{number}.csv",
        )
    )


def content_of(number: int) -> bytes:
    """The file of a submission, long enough to fill pages of the log."""
    return f"tệp số {number}\n".encode() * 400


def fill(path: Path, count: int, backup_after: int = 0) -> None:
    """A store of `count` submissions, left as a killed program leaves it."""
    with closing(Store(path, COMMUNE)) as store:
        for number in range(1, count + 1):
            confirm(store, number)
            if number == backup_after:
                make_backup(store.database, Reason.REGULAR)


def look_through(store: Store) -> int:
    """How many submissions there are, all of them whole. Raises Lost."""
    version = store.version
    for number in range(1, version + 1):
        changes = store.changes_of(number)
        if len(changes) != FIGURES or {float(change.new.value) for change in changes} != {number}:
            raise Lost(f"submission {number} is not whole: {len(changes)} figures")
        if store.submission_file(number) != content_of(number):
            raise Lost(f"the file of submission {number} is another")
        if store.receipt(f"lần {number}") is None:
            raise Lost(f"submission {number} is not found by its key")
    if version and {float(figure.value) for figure in store.current()} != {version}:
        raise Lost("the current figures are not those of the last submission")
    return version


def look(path: Path, least: int) -> Seen:
    """Opens a store as the program does, and restores it where that is refused.

    `least` is the last submission that somebody was told of. Raises Lost.
    """
    outcome = Outcome.WHOLE
    try:
        version, findings = _open(path)
        if findings:
            outcome = Outcome.REPLAYED
        _lead_on(path, version + 1)
    except StoreUnavailable as refusal:
        outcome = Outcome.REFUSED
        try:
            restore(path, Keeping.beside(path))
            version, _ = _open(path)
            _lead_on(path, version + 1)
        except StoreUnavailable as error:
            raise Lost(f"{refusal}; not restored: {error}") from error
    if version < least:
        raise Lost(f"{version} of {least} confirmed submissions are left ({outcome})")
    return Seen(outcome, version)


def _lead_on(path: Path, number: int) -> None:
    with closing(Store(path, COMMUNE)) as store:
        if confirm(store, number).number != number:
            raise Lost("the next submission is not stored")


def _open(path: Path) -> tuple[int, list[Any]]:
    with closing(Store(path, COMMUNE)) as store:
        return look_through(store), list(store.database.findings)


def apart(work: Callable[[], T]) -> T:
    """Does `work` in a process of its own and gives its result.

    Raises Lost where it raised anything, or the process died.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            told: tuple[bool, Any] = (True, work())
        except BaseException as error:
            told = (False, f"{type(error).__name__}: {error}")
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(told, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        raise Lost(f"the program died of {signal.Signals(os.WTERMSIG(status)).name}")
    succeeded, result = pickle.loads(answer)
    if not succeeded:
        raise Lost(result)
    return result


@cache
def warm_up() -> None:
    """Loads what the first confirm of a process loads: half a second that no fault should hit."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / NAME, 1, backup_after=1)


def killed(folder: Path, moment: float, backup_every: int = 7) -> int:
    """Confirms one submission after another until the process is killed, after `moment` seconds.

    Gives the number of the last one that somebody was told of.
    """
    warm_up()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            store = Store(folder / NAME, COMMUNE)
            os.write(writing, b"%d\n" % store.version)
            while True:
                number = store.version + 1
                confirm(store, number)
                os.write(writing, b"%d\n" % number)
                if number % backup_every == 0:
                    make_backup(store.database, Reason.REGULAR)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.readline()  # The moment counts from when it is open.
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        told = (told + pipe.read()).rpartition(b"\n")[0].rpartition(b"\n")[2]
    os.waitpid(child, 0)
    return int(told)


def looked_at(folder: Path, least: int) -> Seen:
    """What is found in a copy of the files in `folder`, looked at in a process of its own."""
    work = folder.with_name(f"{folder.name}.look")
    shutil.copytree(folder, work)
    try:
        return apart(lambda: look(work / NAME, least))
    finally:
        shutil.rmtree(work)


# Faults


def flips(content: bytes, count: int, seed: int) -> Iterator[bytes]:
    """The content with one bit changed, at `count` places spread over it."""
    length = len(content)
    for turn in range(min(count, length)):
        place = (turn * length // count + seed * 7919) % length
        changed = bytearray(content)
        changed[place] ^= 1 << (place + seed) % 8
        yield bytes(changed)


def cuts(content: bytes, count: int) -> Iterator[bytes]:
    """The content cut short at `count` places spread over it."""
    for turn in range(count):
        yield content[: turn * len(content) // count]
