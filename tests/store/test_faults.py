"""Whatever happens to one file of a store, every confirmed figure is there or can be had back.

Each kind of fault in a few states; `bench/faults.py` goes through thousands.
"""

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from indicators.store import Store, StoreUnavailable, Trouble
from indicators.store.embedded import EmbeddedDatabase
from indicators.store.keeping import Keeping
from tests.conftest import COMMUNE
from tests.store.faults import (
    LOG,
    NAME,
    Outcome,
    Seen,
    apart,
    confirm,
    cuts,
    fill,
    flips,
    killed,
    look_through,
    looked_at,
)
from tests.store.recorded_writes import lay_down, record, states

# Processes are forked and limited here as Windows cannot.
resource = pytest.importorskip("resource")
COUNT = 9


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a backup after its fourth of nine submissions, as a kill leaves it."""
    folder = tmp_path_factory.mktemp("files") / "store"
    fill(folder / NAME, COUNT, backup_after=4)
    return folder


@pytest.fixture
def copy(files: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    shutil.copytree(files, folder)
    return folder


def the_journal(folder: Path) -> Path:
    return sorted((folder / f"{NAME}.journal").glob("*.jsonl"))[-1]


def after(folder: Path, contents: Iterator[bytes], file: Path) -> list[Seen]:
    """What is found with each of these contents in the place of a file."""
    found = []
    for content in contents:
        file.write_bytes(content)
        found.append(looked_at(folder, COUNT))
    return found


def test_an_unharmed_store_opens_whole(copy: Path) -> None:
    assert looked_at(copy, COUNT) == Seen(Outcome.WHOLE, COUNT)


@pytest.mark.parametrize(
    ("gone", "outcome"),
    [
        ([LOG], Outcome.REPLAYED),
        ([NAME], Outcome.REFUSED),
        ([NAME, LOG], Outcome.REFUSED),
        ([f"{NAME}.journal"], Outcome.REPLAYED),
        ([f"{NAME}.backups"], Outcome.WHOLE),
    ],
)
def test_a_part_that_is_gone_costs_nothing(copy: Path, gone: list[str], outcome: Outcome) -> None:
    for name in gone:
        part = copy / name
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink()
    assert looked_at(copy, COUNT) == Seen(outcome, COUNT)


def test_a_log_cut_short_costs_nothing(copy: Path) -> None:
    log = copy / LOG
    found = after(copy, cuts(log.read_bytes(), 12), log)
    assert {seen.version for seen in found} == {COUNT}


def test_a_log_with_a_flipped_bit_costs_nothing(copy: Path) -> None:
    log = copy / LOG
    found = after(copy, flips(log.read_bytes(), 12, seed=1), log)
    assert {seen.version for seen in found} == {COUNT}


def test_a_main_file_with_a_flipped_bit_costs_nothing(copy: Path) -> None:
    main = copy / NAME
    found = after(copy, flips(main.read_bytes(), 16, seed=2), main)
    assert {seen.version for seen in found} == {COUNT}


def test_a_journal_cut_short_costs_nothing(copy: Path) -> None:
    journal = the_journal(copy)
    found = after(copy, cuts(journal.read_bytes(), 8), journal)
    assert {seen.version for seen in found} == {COUNT}


def test_a_journal_with_a_flipped_bit_costs_nothing(copy: Path) -> None:
    journal = the_journal(copy)
    found = after(copy, flips(journal.read_bytes(), 8, seed=3), journal)
    assert {seen.version for seen in found} == {COUNT}


def test_a_program_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    chance, folder = random.Random(5), tmp_path / "store"
    told, most = 0, []
    for _ in range(12):
        told = killed(folder, chance.uniform(0, 0.25))
        most.append(told)
        seen = looked_at(folder, told)
        # What was being stored when it was killed may be there too, whole.
        assert seen.version in (told, told + 1)
    # They hit stores at work, not only at their opening.
    assert len(set(most)) > 3


def test_a_power_cut_at_any_write_loses_nothing(tmp_path: Path) -> None:
    found = list(states(record(tmp_path / "store", count=3, backup_after=2)))
    chosen = random.Random(6).sample(found, 24)
    for state in chosen:
        folder = tmp_path / state.name
        lay_down(state.steps, folder)
        assert looked_at(folder, state.told).version >= state.told, state.name


def test_what_was_recorded_is_what_happened(tmp_path: Path) -> None:
    steps = record(tmp_path / "store", count=2, backup_after=2)
    lay_down(steps, tmp_path / "again")
    for file in (tmp_path / "store").rglob("*.*"):
        if file.is_file() and not file.name.endswith(".lock"):
            again = tmp_path / "again" / file.relative_to(tmp_path / "store")
            assert again.read_bytes() == file.read_bytes(), file.name


# A full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with room for little: a disk of its own, or files that may not grow."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(folder)]
    if sys.platform == "linux" and subprocess.run(mounting, check=False).returncode == 0:
        yield folder
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
    else:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
        yield folder
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("journal", ["small", "elsewhere"])
def test_a_full_disk_is_told_and_loses_nothing(
    small_disk: Path, tmp_path: Path, journal: str
) -> None:
    path = small_disk / NAME
    folder = {"small": small_disk, "elsewhere": tmp_path}[journal] / "journal"
    keeping = Keeping(folder, (tmp_path / "backups",), free_bytes=0)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(200_000))

    def work() -> tuple[int, Trouble, int, int]:
        store = Store(path, COMMUNE, database=EmbeddedDatabase(path, keeping))
        told = fill_up(store)
        with pytest.raises(StoreUnavailable) as refusal:
            confirm(store, told + 1)
        readable = look_through(store)
        ballast.unlink()
        limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit[1], limit[1]))
        confirm(store, told + 1)
        store.close()
        again = Store(path, COMMUNE, database=EmbeddedDatabase(path, keeping))
        return told, refusal.value.trouble, readable, look_through(again)

    told, trouble, readable, again = apart(work)
    assert trouble is Trouble.DISK_FULL
    assert readable == told > 0
    assert again == told + 1


def fill_up(store: Store) -> int:
    """Confirms until the disk is full; the number of the last one stored."""
    for number in range(1, 1000):
        try:
            confirm(store, number)
        except StoreUnavailable:
            return number - 1
    raise AssertionError("the disk was never full")


def test_files_that_may_not_grow_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / NAME
    keeping = Keeping(tmp_path / "journal", (tmp_path / "backups",), free_bytes=0)

    def work() -> tuple[int, int, int]:
        store = Store(path, COMMUNE, database=EmbeddedDatabase(path, keeping))
        limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, limit[1]))
        told = fill_up(store)
        readable = look_through(store)
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        confirm(store, told + 1)
        return told, readable, look_through(store)

    told, readable, after_it = apart(work)
    assert (readable, after_it) == (told, told + 1)


def test_below_the_floor_nothing_is_written_and_everything_read(tmp_path: Path) -> None:
    path = tmp_path / NAME
    fill(path, 3)
    more = shutil.disk_usage(tmp_path).free * 2
    keeping = replace(Keeping.beside(path), free_bytes=more)
    with closing(Store(path, COMMUNE, database=EmbeddedDatabase(path, keeping))) as store:
        with pytest.raises(StoreUnavailable) as refusal:
            confirm(store, 4)
        assert refusal.value.trouble is Trouble.DISK_FULL
        assert look_through(store) == 3
    assert looked_at(tmp_path, 3).version == 3
