"""DuckDB files written by earlier versions: complete, and then like a fresh one."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from indicators.observations import Origin
from indicators.settings import ROOT
from indicators.store import InventedFigures, Store, StoreUnavailable
from indicators.store.embedded import EmbeddedDatabase
from tests.conftest import COMMUNE, draft, explanation
from tests.store.test_schema import COLUMNS, MIGRATIONS, NEWEST, keys, names


@pytest.fixture
def engine() -> str:
    return "duckdb"


def written_by_version(version: int, path: Path) -> None:
    """Makes an empty file as the program of that schema version did."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE schema_versions (version INTEGER PRIMARY KEY)")
        for number, file in enumerate(sorted(MIGRATIONS.glob("*.sql"))[:version], start=1):
            connection.execute(file.read_text(encoding="utf-8"))
            connection.execute("INSERT INTO schema_versions VALUES (?)", [number])


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_a_store_of_an_earlier_version_becomes_like_a_fresh_one(
    store: Store, tmp_path: Path, version: int
) -> None:
    path = tmp_path / "earlier.duckdb"
    written_by_version(version, path)
    database = EmbeddedDatabase(path)
    assert database.rows("SELECT max(version) FROM schema_versions") == [(NEWEST,)]
    for kind in ("BASE TABLE", "VIEW"):
        assert names(database, kind) == names(store.database, kind)
    assert database.rows(COLUMNS) == store.database.rows(COLUMNS)
    assert keys(database) == keys(store.database)
    checks = "SELECT table_name, constraint_text FROM duckdb_constraints() ORDER BY ALL"
    assert database.rows(checks) == store.database.rows(checks)
    database.close()


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """A file written before there were notes: two communes, a file, an undo."""
    path = tmp_path / "old.duckdb"
    written_by_version(1, path)
    with duckdb.connect(str(path)) as connection:
        for commune, number, origin in OLD_SUBMISSIONS:
            connection.execute(
                """INSERT INTO submissions VALUES (?, ?, ?, '2026-11-20 09:05:00', 'Bà Lan',
                '192.168.1.20', 'lý do', 'tệp.csv', 'ab12', 1, '{"a": "b"}', ?, NULL)""",
                [commune, number, origin, f"old key {number}"],
            )
            connection.execute(
                """INSERT INTO observations VALUES (?, 'CT04', 2026, 'XA', 'actual', ?, ?,
                NULL, NULL, false, false, '', '', '', 4, NULL)""",
                [commune, number, number + 10],
            )
        connection.execute("INSERT INTO submission_files VALUES (?, 2, 'abc')", [COMMUNE])
    return path


SUBMISSION = {
    "confirmed_at": datetime(2026, 11, 20),
    "person": "",
    "address": "",
    "reason": "",
    "file_name": "",
    "sha256": "",
    "row_count": 1,
    "answers": "{}",
}
OLD_SUBMISSIONS = [(COMMUNE, 1, "demo"), (COMMUNE, 2, "upload"), ("KHAC", 1, "demo")]


def test_a_file_of_schema_1_keeps_every_submission_and_takes_notes(old_file: Path) -> None:
    every = "SELECT * FROM submissions ORDER BY commune, number"
    with duckdb.connect(str(old_file)) as connection:
        before = connection.execute(every).fetchall()
    assert len(before) == len(OLD_SUBMISSIONS)
    database = EmbeddedDatabase(old_file)
    assert database.rows(every) == [(*row, "", "") for row in before]
    database.close()

    store = Store(old_file, COMMUNE)
    assert store.version == 2
    assert [o.value for o in store.current()] == [12]
    assert store.submission_file(2) == b"abc"
    assert store.receipt("old key 2") == store.submissions()[2]
    store.confirm(draft(notes=[explanation(reason="a")], origin=Origin.EXPLANATION))
    store.undo(2, "Ông Nam", "", "undo")
    assert store.current() == ()
    assert [(n.indicator, n.year, n.reason) for n in store.notes()] == [("CT12", 2026, "a")]
    assert "submissions_before" not in names(store.database, "BASE TABLE")
    store.close()

    other = Store(old_file, "KHAC")
    assert other.holds_demo_figures()
    with pytest.raises(InventedFigures):
        other.confirm(draft(notes=[explanation()], origin=Origin.EXPLANATION))
    other.close()


def test_the_table_built_anew_keeps_its_keys_and_checks(old_file: Path) -> None:
    store = Store(old_file, COMMUNE)
    for origin, number, key in (
        ("upload", 2, "n"),
        ("upload", 9, "old key 1"),
        ("nothing", 9, "n"),
    ):
        with (
            pytest.raises(StoreUnavailable),
            store.database.transaction(COMMUNE) as transaction,
        ):
            transaction.append_row(
                "submissions",
                **SUBMISSION,
                commune=COMMUNE,
                number=number,
                origin=origin,
                idempotency_key=key,
            )
    store.close()


def test_a_machine_that_stops_after_the_migration_loses_nothing(old_file: Path) -> None:
    """The migration then lies in the write-ahead log alone."""
    code = f"""
import os, sys
from pathlib import Path
from indicators.store import Store
store = Store(Path({str(old_file)!r}), {COMMUNE!r})
print(store.version, flush=True)
os._exit(9)
"""
    stopped = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (stopped.returncode, stopped.stdout) == (9, "2\n"), stopped.stderr
    assert old_file.with_name("old.duckdb.wal").stat().st_size > 0
    store = Store(old_file, COMMUNE)
    store.confirm(draft(notes=[explanation(reason="a")], origin=Origin.EXPLANATION))
    assert [(n.indicator, n.year, n.reason) for n in store.notes()] == [("CT12", 2026, "a")]
    assert [o.value for o in store.current()] == [12]
    store.close()
