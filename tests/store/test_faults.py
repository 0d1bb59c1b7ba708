"""Whatever happens to one file of a store, every confirmed figure is there or can be had back.

Each kind of fault in a few states; `bench/faults.py` goes through thousands.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store.faults import LOG, NAME, Outcome, Seen, cuts, fill, flips, looked_at

COUNT = 9
Damage = Callable[[Path], None]


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
