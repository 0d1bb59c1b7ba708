"""The database file: opened by one process, locked down, damaged, forbidden, too new, migrated."""

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from indicators.settings import ROOT
from indicators.store import Store, StoreUnavailable, Trouble
from indicators.store.backups import Reason, make_backup
from tests.conftest import COMMUNE, draft, figure

MIGRATIONS = ROOT / "indicators" / "store" / "migrations"
OPEN_AS_WE_DO = """
import sys
from pathlib import Path
from indicators.store import Store
kept = Store(Path(sys.argv[1]), "VINH-AM")
"""
OPEN_AS_OTHERS_DO = """
import sys, duckdb
kept = duckdb.connect(sys.argv[1])
"""
WAIT = """
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def engine() -> str:
    return "duckdb"


def trouble_of(path: Path) -> Trouble:
    """Why a store cannot be opened and read through."""
    with pytest.raises(StoreUnavailable) as refusal:
        read_through(path)
    return refusal.value.trouble


def read_through(path: Path) -> None:
    store = Store(path, COMMUNE)
    try:
        store.current()
        store.submissions()
    finally:
        store.close()


@contextmanager
def another_process(code: str, path: Path) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-c", code + WAIT, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline() == "open\n"
        yield process
    finally:
        process.kill()
        process.communicate()


# One process at a time


@pytest.mark.parametrize("code", [OPEN_AS_WE_DO, OPEN_AS_OTHERS_DO], ids=["ours", "theirs"])
def test_a_second_process_is_refused(tmp_path: Path, code: str) -> None:
    path = tmp_path / "dashboard.duckdb"
    Store(path, COMMUNE).close()
    with another_process(code, path):
        assert trouble_of(path) is Trouble.IN_USE
    read_through(path)


def test_a_process_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "dashboard.duckdb"
    with another_process(OPEN_AS_WE_DO, path) as process:
        process.kill()
        process.wait()
        read_through(path)


def test_a_second_store_in_the_same_process_is_refused(store: Store) -> None:
    assert trouble_of(store.path) is Trouble.IN_USE
    store.confirm(draft(figure()))
    assert len(store.current()) == 1


def test_a_store_closed_by_another_thread_is_free(store: Store) -> None:
    closing = threading.Thread(target=store.close)
    closing.start()
    closing.join()
    read_through(store.path)


# Files that cannot be opened


@pytest.fixture(scope="module")
def full_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a store whose figures fill most of it."""
    path = tmp_path_factory.mktemp("full") / "full.duckdb"
    store = Store(path, COMMUNE)
    noise = random.Random(1)
    units = [f"Thôn {noise.randbytes(60).hex()}" for _ in range(20_000)]
    store.confirm(draft(*(figure(unit=unit, note=unit[::-1]) for unit in units)))
    # After a backup everything is in the file and nothing in its log.
    make_backup(store.database, Reason.ASKED)
    store.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda whole: random.Random(2).randbytes(100_000), id="random bytes"),
        pytest.param(lambda whole: b"", id="emptied"),
        pytest.param(lambda whole: whole[:100], id="cut inside the header"),
        pytest.param(lambda whole: whole[:12_288], id="cut after the header"),
        pytest.param(lambda whole: whole[: len(whole) // 10], id="a tenth left"),
        pytest.param(lambda whole: whole[: len(whole) // 2], id="half left"),
        pytest.param(lambda whole: bytes(len(whole)), id="zeroed"),
        pytest.param(lambda whole: bytes(20_000) + whole[20_000:], id="zeroed beginning"),
        pytest.param(lambda whole: whole[:20_000] + bytes(len(whole) - 20_000), id="zeroed rest"),
        pytest.param(lambda whole: b"PK\3\4" + whole[4:] + b"PK", id="another type"),
        pytest.param(lambda whole: "Mã;Năm;Giá trị\n".encode() * 999, id="a text"),
    ],
)
def test_a_damaged_file_is_named_and_left_as_it_is(
    tmp_path: Path, full_file: bytes, damage
) -> None:
    path = tmp_path / "damaged.duckdb"
    damaged = damage(full_file)
    path.write_bytes(damaged)
    assert trouble_of(path) is Trouble.DAMAGED
    assert trouble_of(path) is Trouble.DAMAGED
    assert path.read_bytes() == damaged
    beside = {f"{path.name}.lock", f"{path.name}.journal"}
    assert {file.name for file in tmp_path.iterdir()} <= {path.name, *beside}


def test_the_undamaged_file_opens(tmp_path: Path, full_file: bytes) -> None:
    path = tmp_path / "whole.duckdb"
    path.write_bytes(full_file)
    read_through(path)


def test_a_database_of_another_program_is_not_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE submissions (number INTEGER)")
    before = path.read_bytes()
    assert trouble_of(path) is Trouble.DAMAGED
    assert path.read_bytes() == before


@pytest.mark.parametrize("inside", ["store.duckdb", "folder/store.duckdb"])
def test_a_folder_that_cannot_be_made_is_not_allowed(tmp_path: Path, inside: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert trouble_of(tmp_path / "file" / inside) is Trouble.NOT_ALLOWED


def test_a_file_that_cannot_be_written_is_not_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dashboard.duckdb"
    Store(path, COMMUNE).close()
    # Whoever runs the tests as root may write every file, whatever its mode.
    monkeypatch.setattr(os, "access", lambda file, mode: False)
    assert trouble_of(path) is Trouble.NOT_ALLOWED


def test_a_refused_file_can_be_opened_once_it_is_mended(tmp_path: Path, full_file: bytes) -> None:
    path = tmp_path / "dashboard.duckdb"
    path.write_bytes(full_file[:20_000])
    assert trouble_of(path) is Trouble.DAMAGED
    path.write_bytes(full_file)
    read_through(path)


# Locked down


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM rows_of_a_caller",
        "ATTACH '{folder}/other.duckdb'",
        "COPY submissions TO '{folder}/copy.csv'",
        "COPY submissions FROM '{file}'",
        "EXPORT DATABASE '{folder}/export'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "RESET lock_configuration",
        "SET temp_directory = '{folder}'",
        "SET allowed_directories = ['{folder}']",
    ],
)
def test_the_database_reaches_nothing_outside_itself(store: Store, statement: str) -> None:
    folder = store.path.parent
    file = folder / "figures.csv"
    file.write_text("a;b\n1;2\n")
    rows_of_a_caller = [(1,)]  # noqa: F841 - DuckDB would find it by its name
    before = {entry.name for entry in folder.iterdir()}
    with pytest.raises(StoreUnavailable):
        store.database.rows(statement.format(file=file, folder=folder))
    assert {entry.name for entry in folder.iterdir()} == before


def test_there_are_no_secondary_indexes(store: Store) -> None:
    """They lose entries after a crash."""
    assert store.database.rows("SELECT * FROM duckdb_indexes()") == []


def test_a_block_that_fails_is_undone_and_the_next_one_works(store: Store) -> None:
    database = store.database

    def interrupted() -> None:
        with database.transaction() as transaction:
            transaction.run("CREATE TABLE half (a INTEGER)")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with database.transaction() as transaction:
        transaction.run("CREATE TABLE half (a INTEGER)")
    assert database.rows("SELECT count(*) FROM half") == [(0,)]
