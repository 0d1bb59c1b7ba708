"""From the version before to this one, and back: with a store that it wrote itself.

`earlier_versions/` holds the database file of a version as that version left it, and what its
command `figures --json` said of it.
"""

import json
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from indicators.settings import ROOT
from indicators.store import Store
from indicators.store.backups import Reason, backups_in, is_whole
from indicators.tasks import TaskState
from tests.conftest import COMMUNE, draft, figure
from tests.serving import settings

EARLIER = Path(__file__).parent / "earlier_versions"
VERSION = "0.1.0"
BEFORE = json.loads((EARLIER / f"{VERSION}-figures.json").read_text("utf-8"))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The database file as the earlier version left it."""
    with zipfile.ZipFile(EARLIER / f"{VERSION}-store.zip") as packed:
        (name,) = packed.namelist()
        return Path(packed.extract(name, tmp_path))


def command(database: Path, *words: str) -> str:
    """What a command of today says, run as the IT person runs it."""
    environment = settings(database=database, today="2026-11-26", demo="off")
    ran = subprocess.run(
        [sys.executable, "-m", "indicators.command", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def lost(before: Any, after: Any, place: str = "") -> list[str]:
    """Where something that was said before is said otherwise, or no more."""
    if isinstance(before, dict):
        missing = [f"{place}/{key}" for key in before if key not in after]
        kept = [key for key in before if key in after]
        return missing + [
            w for key in kept for w in lost(before[key], after[key], f"{place}/{key}")
        ]
    if isinstance(before, list):
        if len(before) != len(after):
            return [f"{place}: {len(before)} to {len(after)}"]
        pairs = enumerate(zip(before, after, strict=True))
        return [w for i, (old, new) in pairs for w in lost(old, new, f"{place}/{i}")]
    return [] if before == after else [f"{place}: {before} to {after}"]


def test_every_figure_and_judgement_is_as_the_version_before_said(database: Path) -> None:
    assert len(BEFORE["figures"]) == 5
    assert lost(BEFORE, json.loads(command(database, "figures", "--json"))) == []


def test_history_files_notes_and_statements_come_along(database: Path) -> None:
    with closing(Store(database, COMMUNE)) as store:
        submissions = store.submissions()
        assert [s.undoes for s in submissions.values()] == [None, None, None, 3, None, None]
        assert submissions[4].reason == "nạp nhầm tệp"
        assert {s.person for s in submissions.values()} == {"Bà Lan"}
        assert store.submission_file(1) == "mã;giá trị\nCT04;11,3\n".encode("utf-8-sig")
        corrected = [str(revision.value) for revision in store.revisions("CT08")]
        assert corrected == ["13.1", "31.1"]
        (note,) = store.notes()
        assert note.reason == "Thiếu vốn"
        assert store.task_updates()["I.1"].state is TaskState.UNDER_WAY


def test_work_goes_on_where_it_stopped(database: Path) -> None:
    with closing(Store(database, COMMUNE)) as store:
        receipt = store.confirm(draft(figure("CT08", 2026, "33.5"), idempotency_key="today"))
    assert receipt.number == 7
    said = json.loads(command(database, "figures", "--json"))
    assert [f["value"] for f in said["figures"] if f["indicator"] == "CT08"] == [33.5]


def test_the_way_back_is_the_file_as_the_version_before_left_it(database: Path) -> None:
    """That version has no command to restore: its way back is to copy this backup by hand."""
    original = rows_of(database)

    command(database, "figures", "--json")

    assert rows_of(database)["schema_versions"] != original["schema_versions"]
    (backup,) = backups_in(database.with_name(f"{database.name}.backups"))
    assert backup.reason is Reason.UPGRADE
    assert is_whole(backup)
    assert rows_of(backup.file) == original


def rows_of(database: Path) -> dict[str, list[Any]]:
    """Every table of a file with its rows, as another program reads them."""
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
            " AND table_schema = 'main' ORDER BY table_name"
        ).fetchall()
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in tables
        }
