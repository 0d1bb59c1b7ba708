"""The real sequence of writes of a store at work, recorded with strace, and every state in between.

A power cut leaves the disk as it was after some write, with that write torn, or with one missing
that nothing had forced to disk yet. Each such state is laid down as files.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from indicators.settings import ROOT
from tests.browser.chromium import install_with_apt, may_use_apt

TOLD = "told"
PROGRAM = """
import sys
from pathlib import Path
from indicators.store import Store
from indicators.store.backups import Reason, make_backup
from tests.conftest import COMMUNE
from tests.store.faults import NAME, confirm

folder, count, backup_after = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
told = open(folder / "told", "ab", buffering=0)
store = Store(folder / NAME, COMMUNE)
for number in range(1, count + 1):
    confirm(store, number)
    told.write(b"%d\\n" % number)
    if number % backup_after == 0:
        make_backup(store.database, Reason.REGULAR)
store.close()
"""
CALLS = "openat,write,pwrite64,ftruncate,rename,renameat2,unlink,unlinkat,mkdir,fsync,fdatasync"
_LINE = re.compile(r"^\d+ +(?P<call>\w+)\((?P<rest>.*)\) += (?P<result>-?\d+)(<|$|\s)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NAMED = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})*)>")
_FLAGS = re.compile(r"O_\w+(?:\|O_\w+)*")


class Step(NamedTuple):
    """One change to a file in the folder; `place` None appends. Lengths are in bytes."""

    call: str
    path: str
    data: bytes = b""
    place: int | None = None
    target: str = ""


class State(NamedTuple):
    """What is to be laid down: these steps, and the last submission somebody was told of."""

    name: str
    steps: Sequence[Step]
    told: int


def record(folder: Path, count: int, backup_after: int) -> list[Step]:
    """What a store of `count` submissions does to its files in the empty `folder`."""
    folder.mkdir(parents=True)
    trace = folder.with_name(f"{folder.name}.trace")
    asked = [strace(), "-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={CALLS}"]
    program = [sys.executable, "-c", PROGRAM, str(folder), str(count), str(backup_after)]
    subprocess.run([*asked, "-o", str(trace), *program], cwd=ROOT, check=True)
    with trace.open(encoding="ascii", errors="replace") as lines:
        steps = list(_steps(_whole_lines(lines), str(folder)))
    trace.unlink()
    return steps


def strace() -> str:
    """The program that records, installed where that can be done."""
    if shutil.which("strace") is None and may_use_apt():
        install_with_apt("strace")
    found = shutil.which("strace")
    assert found, "strace is needed to record writes: sudo apt install strace"
    return found


def states(steps: Sequence[Step], seed: int = 1) -> Iterator[State]:
    """Every state that a power cut may leave: prefixes, torn writes, writes that are missing."""
    chance = random.Random(seed)
    told = 0
    for number, step in enumerate(steps):
        before = steps[:number]
        yield State(f"{number}", before, told)
        if step.call == "write" and step.path != TOLD and len(step.data) > 1:
            cut = chance.randrange(1, len(step.data))
            yield State(f"{number} torn", [*before, step._replace(data=step.data[:cut])], told)
            if step.place is not None and len(step.data) > 1024:
                # Sectors reach the disk in any order.
                late = step._replace(data=step.data[512:], place=step.place + 512)
                yield State(f"{number} late", [*before, late], told)
        loose = unforced(before)
        if loose and step.call == "sync":
            left_out = chance.choice(loose)
            kept = [each for place, each in enumerate(before) if place != left_out]
            yield State(f"{number} without {left_out}", kept, told)
        if step.call == "write" and step.path == TOLD:
            told = int(step.data)
    yield State("all", steps, told)


def unforced(steps: Sequence[Step]) -> list[int]:
    """The writes that nothing has forced to disk yet, by their place."""
    loose: dict[int, str] = {}
    for number, step in enumerate(steps):
        if step.call == "write" and step.path != TOLD:
            loose[number] = step.path
        elif step.call == "sync":
            loose = {n: path for n, path in loose.items() if path != step.path}
        elif step.call == "rename":
            loose = {n: step.target if p == step.path else p for n, p in loose.items()}
    return list(loose)


def lay_down(steps: Sequence[Step], folder: Path) -> None:
    """Makes the files that these steps leave, in an empty folder."""
    folder.mkdir(parents=True)
    for step in steps:
        file = folder / step.path
        if step.call == "mkdir":
            file.mkdir(exist_ok=True)
        elif step.call == "create":
            file.touch()
        elif step.call == "truncate":
            with file.open("ab") as stream:
                stream.truncate(step.place)
        elif step.call == "rename":
            file.rename(folder / step.target)
        elif step.call == "unlink":
            file.unlink(missing_ok=True)
        elif step.call == "write":
            with file.open("r+b" if file.exists() else "w+b") as stream:
                stream.seek(
                    0 if step.place is None else step.place, 0 if step.place is not None else 2
                )
                stream.write(step.data)


# Reading what strace wrote


def _whole_lines(lines: Iterator[str]) -> Iterator[str]:
    """Calls that another thread interrupted, put together again."""
    begun: dict[str, str] = {}
    for line in lines:
        thread = line.partition(" ")[0]
        if line.rstrip().endswith("<unfinished ...>"):
            begun[thread] = line.rpartition(" <unfinished")[0].rstrip()
        elif " resumed>" in line:
            yield begun.pop(thread, "") + line.partition(" resumed>")[2]
        else:
            yield line


def _steps(lines: Iterator[str], folder: str) -> Iterator[Step]:
    places: dict[str, int] = {}

    def inside(path: str) -> str | None:
        return path[len(folder) + 1 :] if path.startswith(f"{folder}/") else None

    for line in lines:
        found = _LINE.match(line)
        if found is None or found["result"].startswith("-"):
            continue
        call, rest = found["call"], found["rest"]
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(rest)]
        if call in ("openat", "mkdir", "rename", "renameat2", "unlink", "unlinkat"):
            names = [inside(os.fsdecode(text)) for text in texts]
            if not names or names[0] is None:
                continue
            name = names[0]
            if call == "openat":
                flags = _FLAGS.findall(rest)
                asked = flags[-1].split("|") if flags else []
                if "O_CREAT" in asked and ".lock" not in name:
                    yield Step("create", name)
                if "O_TRUNC" in asked:
                    yield Step("truncate", name, place=0)
                places[name] = 0
            elif call == "mkdir":
                yield Step("mkdir", name)
            elif call.startswith("rename"):
                yield Step("rename", name, target=names[1] or "")
            else:
                yield Step("unlink", name)
            continue
        named = _NAMED.match(rest)
        name_ = inside(os.fsdecode(bytes.fromhex(named[1].replace("\\x", "")))) if named else None
        if name_ is None or ".lock" in name_:
            continue
        if call in ("fsync", "fdatasync"):
            yield Step("sync", name_)
        elif call == "ftruncate":
            yield Step("truncate", name_, place=int(rest.rpartition(",")[2]))
        elif call == "pwrite64":
            yield Step("write", name_, texts[0], int(rest.rpartition(",")[2]))
        elif call == "write":
            # Descriptions of backups are written from the beginning, all others appended.
            is_whole = name_.endswith(".part.json")
            yield Step("write", name_, texts[0], places.get(name_, 0) if is_whole else None)
            places[name_] = places.get(name_, 0) + len(texts[0])
