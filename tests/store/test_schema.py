"""The schema: a fresh store's, and that of stores of earlier versions brought forward."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from indicators.observations import Origin
from indicators.settings import ROOT
from indicators.store import InventedFigures, Store, StoreUnavailable, Trouble, schema
from indicators.store.database import Database
from indicators.store.embedded import EmbeddedDatabase
from tests.conftest import COMMUNE, draft, explanation

MIGRATIONS = ROOT / "indicators" / "store" / "migrations"
NEWEST = len(list(MIGRATIONS.glob("*.sql")))
KEYS = """SELECT c.table_name, c.constraint_type, k.column_name
FROM information_schema.table_constraints AS c
JOIN information_schema.key_column_usage AS k
ON k.constraint_name = c.constraint_name AND k.table_name = c.table_name
AND k.table_schema = c.table_schema
WHERE c.table_schema = current_schema() AND c.constraint_type IN ('PRIMARY KEY', 'UNIQUE')
ORDER BY c.table_name, c.constraint_name, k.ordinal_position"""
COLUMNS = """SELECT table_name, column_name, data_type, is_nullable, column_default
FROM information_schema.columns WHERE table_schema = current_schema()
ORDER BY table_name, ordinal_position"""
NAMES = """SELECT table_name FROM information_schema.tables
WHERE table_schema = current_schema() AND table_type = ?"""


def keys(database: Database) -> set[tuple[str, ...]]:
    """Of every primary key and unique constraint: table, type, columns in order."""
    found: dict[tuple[str, str], list[str]] = {}
    for table, kind, column in database.rows(KEYS):
        found.setdefault((table, kind), []).append(column)
    return {(*which, *columns) for which, columns in found.items()}


def names(database: Database, kind: str) -> set[str]:
    return {name for (name,) in database.rows(NAMES, kind)}


def written_by_version(version: int, path: Path) -> None:
    """Makes an empty file as the program of that schema version did."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE schema_versions (version INTEGER PRIMARY KEY)")
        for number, file in enumerate(sorted(MIGRATIONS.glob("*.sql"))[:version], start=1):
            connection.execute(file.read_text(encoding="utf-8"))
            connection.execute("INSERT INTO schema_versions VALUES (?)", [number])


# A fresh store


def test_a_fresh_store_gets_the_schema(store: Store) -> None:
    assert names(store.database, "BASE TABLE") == {
        "submissions",
        "submission_files",
        "observations",
        "task_updates",
        "explanation_notes",
        "schema_versions",
    }
    assert store.database.rows("SELECT version FROM schema_versions") == [(NEWEST,)]


def test_the_commune_is_the_first_column_of_every_key(store: Store) -> None:
    found = keys(store.database)
    # The version of the schema is the database's own, not a commune's.
    assert {key[0] for key in found if key[2] != "commune"} == {"schema_versions"}
    assert {key[0] for key in found} == names(store.database, "BASE TABLE")


def test_there_are_no_secondary_indexes(store: Store) -> None:
    assert store.database.rows("SELECT * FROM duckdb_indexes()") == []


# Stores of earlier versions


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
                [commune, number, origin, f"key {number}"],
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
    assert store.receipt("key 2") == store.submissions()[2]
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
    for origin, number, key in (("upload", 2, "n"), ("upload", 9, "key 1"), ("nothing", 9, "n")):
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


# How a store is brought forward


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny schema of its third version in place of the shipped one."""
    folder = tmp_path / "schema"
    (folder / "migrations").mkdir(parents=True)
    (folder / "tables.sql").write_text(
        """CREATE TABLE schema_versions (version INTEGER PRIMARY KEY);
        CREATE TABLE fish (name VARCHAR);"""
    )
    (folder / "views.sql").write_text("CREATE VIEW fishes AS SELECT * FROM fish;")
    for number in (1, 2, 3):
        (folder / "migrations" / f"{number:04}_x.sql").write_text("SELECT 1;")
    monkeypatch.setattr(schema, "FOLDER", folder)
    return folder


LATER = "ALTER TABLE fish ADD COLUMN pond VARCHAR; CREATE TABLE ponds (name VARCHAR);"


def versions(database: Database) -> list[int]:
    rows = database.rows("SELECT version FROM schema_versions ORDER BY version")
    return [version for (version,) in rows]


def test_an_older_store_is_brought_forward_with_its_rows(tmp_path: Path, folder: Path) -> None:
    database = EmbeddedDatabase(tmp_path / "a.duckdb")
    assert versions(database) == [3]
    with database.transaction() as transaction:
        transaction.append_row("fish", name="cá rô")
    database.close()
    (folder / "migrations" / "0004_later.sql").write_text(LATER)
    for _ in range(2):
        database = EmbeddedDatabase(tmp_path / "a.duckdb")
        assert versions(database) == [3, 4]
        assert database.rows("SELECT name, pond FROM fishes") == [("cá rô", None)]
        database.close()


def test_a_migration_that_fails_leaves_the_store_at_its_version(
    tmp_path: Path, folder: Path
) -> None:
    path = tmp_path / "a.duckdb"
    EmbeddedDatabase(path).close()
    later = folder / "migrations" / "0004_later.sql"
    later.write_text(f"{LATER} SELECT * FROM no_such_table;")
    for _ in range(2):
        with pytest.raises(StoreUnavailable) as refusal:
            EmbeddedDatabase(path)
        assert refusal.value.trouble is Trouble.FAILED
    later.write_text(LATER)
    database = EmbeddedDatabase(path)
    assert versions(database) == [3, 4]
    assert database.rows("SELECT * FROM fishes") == []
    database.close()


def test_a_store_of_a_newer_version_is_refused_and_left(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "a.duckdb"
    EmbeddedDatabase(path).close()
    before = path.read_bytes()
    (folder / "migrations" / "0003_x.sql").unlink()
    with pytest.raises(StoreUnavailable) as refusal:
        EmbeddedDatabase(path)
    assert refusal.value.trouble is Trouble.TOO_NEW
    assert path.read_bytes() == before
