"""The schema: one text for both engines, fit to be spread by commune, and brought forward."""

import ast
import re
from pathlib import Path

import psycopg
import pytest

from indicators.settings import ROOT
from indicators.store import Store, StoreUnavailable, Trouble, schema
from indicators.store.database import Database
from indicators.store.engines import open_database
from tests.postgres import Server
from tests.store.conftest import Place

STORE = ROOT / "indicators" / "store"
MIGRATIONS = STORE / "migrations"
NEWEST = len(list(MIGRATIONS.glob("*.sql")))
# A server's store was never of an earlier version than this.
FIRST_SERVED = 3
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


# A fresh store


def test_a_fresh_store_gets_the_schema(store: Store) -> None:
    assert names(store.database, "BASE TABLE") == {
        "submissions",
        "submission_files",
        "observations",
        "task_updates",
        "explanation_notes",
        "account_revisions",
        "credential_revisions",
        "used_codes",
        "setup_codes",
        "sessions",
        "sign_in_failures",
        "events",
        "office_settings",
        "reporting_units",
        "proposals",
        "proposal_decisions",
        "schema_versions",
    }
    assert store.database.rows("SELECT version FROM schema_versions") == [(NEWEST,)]


# Fit to be spread by commune: what Citus asks of distributed tables and of queries on them


def test_the_commune_is_the_first_column_of_every_key(store: Store) -> None:
    found = keys(store.database)
    # The version of the schema is the database's own, not a commune's: it lies on every node.
    assert {key[0] for key in found if key[2] != "commune"} == {"schema_versions"}
    assert {key[0] for key in found} == names(store.database, "BASE TABLE")


def test_the_commune_is_of_one_type_and_never_missing(store: Store) -> None:
    columns = store.database.rows(COLUMNS)
    kinds = {(kind, empty) for _, name, kind, empty, _ in columns if name == "commune"}
    tables = names(store.database, "BASE TABLE")
    assert len({kind for kind, _ in kinds}) == 1
    assert {
        table for table, name, _, empty, _ in columns if (name, empty) == ("commune", "NO")
    } == (tables - {"schema_versions"})


def test_no_table_needs_another_node(store: Store) -> None:
    """No foreign keys, no counted columns, no triggers, no defaults that differ at each call."""
    defaults = {default for *_, default in store.database.rows(COLUMNS)}
    assert {(default or "").partition("::")[0] for default in defaults} <= {"", "''"}
    kinds = store.database.rows(
        """SELECT DISTINCT constraint_type FROM information_schema.table_constraints
        WHERE table_schema = current_schema()"""
    )
    assert {kind for (kind,) in kinds} <= {"PRIMARY KEY", "UNIQUE", "CHECK"}
    text = (STORE / "tables.sql").read_text(encoding="utf-8")
    assert re.findall(r"references|serial|generated|trigger|create index|exclude", text, re.I) == []


VIEWS = re.findall(
    r"CREATE VIEW (\w+) AS\n(.+?);", (STORE / "views.sql").read_text(encoding="utf-8"), re.S
)


@pytest.mark.parametrize(("name", "text"), VIEWS, ids=[name for name, _ in VIEWS])
def test_a_view_is_answered_by_each_node_for_its_own_communes(name: str, text: str) -> None:
    windows = re.findall(r"PARTITION BY\s+(\S+)", text)
    assert all(re.fullmatch(r"\w\.commune,", first) for first in windows)
    assert len(windows) == len(re.findall(r"PARTITION BY", text)) >= text.count("() OVER (")
    for alias, condition in re.findall(r"JOIN \w+ AS (\w+)\s+ON (.+)", text):
        assert condition.startswith(f"{alias}.commune = ")
    assert text.count("JOIN") == len(re.findall(r"JOIN \w+ AS \w+\s+ON ", text))
    inner = re.findall(r"EXISTS \((.+?)\)", text, re.S)
    assert all("r.commune = s.commune" in subquery for subquery in inner)
    assert not re.search(r"\b(IN \(\s*SELECT|LIMIT|RECURSIVE|FOR UPDATE|DISTINCT)\b", text)


def test_every_view_there_is_was_looked_at(store: Store) -> None:
    assert {name for name, _ in VIEWS} == names(store.database, "VIEW")


def test_every_query_of_figures_names_its_commune() -> None:
    """So one node answers it, whatever it holds."""
    asked = [
        (f"{file.name}: {text}", source)
        for file in STORE.glob("*.py")
        for text in texts(file)
        for source in re.findall(r"\bFROM (\w+)", text)
        if source not in FREE
    ]
    assert asked
    # A shared condition names the commune; one inside another query names the outer query's.
    named = r"commune = \?|{_COUNTING}|{where}|\b\w\.commune = \w\.commune\b"
    # A file that is brought back knows nobody's session, of whatever commune.
    named += r"|DELETE FROM sessions'$"
    # Which communes there are is asked of every node.
    named += r"|SELECT DISTINCT commune "
    assert [text for text, _ in asked if not re.search(named, text)] == []


def texts(file: Path) -> list[str]:
    """Every text in a Python file, one with insertions as it is written."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    whole = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    parts = {id(part) for text in whole for part in ast.walk(text)}
    plain = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
    ]
    return [ast.unparse(node) for node in (*whole, *plain)]


# Of the database itself, or of the gate.
FREE = {"schema_versions", "information_schema", "batch", "STDIN", "keeping", "DATABASE"}


# A server's store of an earlier version


def test_the_migrations_lead_to_the_tables_of_a_fresh_store(server: Server) -> None:
    first = ROOT / "tests" / "store" / f"tables_of_version_{FIRST_SERVED}.sql"
    older = server.fresh()
    with psycopg.connect(older) as connection:
        connection.execute(first.read_bytes())
        for file in sorted(MIGRATIONS.glob("*.sql"))[FIRST_SERVED:]:
            connection.execute(file.read_bytes())
    fresh = server.fresh()
    open_database(fresh).close()
    described = [
        COLUMNS,
        """SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = current_schema()::regnamespace ORDER BY 1, 2""",
    ]
    for query in described:
        found = []
        for address in (older, fresh):
            with psycopg.connect(address) as connection:
                views = {name for name, _ in VIEWS}
                rows = connection.execute(query).fetchall()
                found.append([row for row in rows if row[0] not in views])
        assert found[0] == found[1]


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


def test_an_older_store_is_brought_forward_with_its_rows(place: Place, folder: Path) -> None:
    database = open_database(place)
    assert versions(database) == [3]
    with database.transaction() as transaction:
        transaction.append_row("fish", name="cá rô")
    database.close()
    (folder / "migrations" / "0004_later.sql").write_text(LATER)
    for _ in range(2):
        database = open_database(place)
        assert versions(database) == [3, 4]
        assert database.rows("SELECT name, pond FROM fishes") == [("cá rô", None)]
        database.close()


def test_a_migration_that_fails_leaves_the_store_at_its_version(place: Place, folder: Path) -> None:
    open_database(place).close()
    later = folder / "migrations" / "0004_later.sql"
    later.write_text(f"{LATER} SELECT * FROM no_such_table;")
    for _ in range(2):
        with pytest.raises(StoreUnavailable) as refusal:
            open_database(place)
        assert refusal.value.trouble is Trouble.FAILED
    later.write_text(LATER)
    database = open_database(place)
    assert versions(database) == [3, 4]
    assert database.rows("SELECT * FROM fishes") == []
    database.close()


def test_a_store_of_a_newer_version_is_refused_and_left(place: Place, folder: Path) -> None:
    open_database(place).close()
    (folder / "migrations" / "0003_x.sql").unlink()
    with pytest.raises(StoreUnavailable) as refusal:
        open_database(place)
    assert refusal.value.trouble is Trouble.TOO_NEW
    (folder / "migrations" / "0003_x.sql").write_text("SELECT 1;")
    database = open_database(place)
    assert versions(database) == [3]
    database.close()
