"""`copy` as a person calls it: from the office's file to a server."""

from contextlib import closing
from pathlib import Path

import pytest

from indicators import store_words
from indicators.store import Store
from tests.conftest import COMMUNE, draft, figure
from tests.postgres import PASSWORD, Server
from tests.test_command import Commands


@pytest.fixture
def command(tmp_path: Path, server: Server) -> Commands:
    commands = Commands(tmp_path)
    commands.chosen["database"] = server.fresh()
    return commands


def test_a_file_is_taken_to_a_server_once(command: Commands, tmp_path: Path) -> None:
    path = tmp_path / "dashboard.duckdb"
    with closing(Store(path, COMMUNE)) as store:
        store.confirm(draft(figure(value="7"), content=b"x"))
        store.confirm(draft(figure(value="8.75")))
    done = command("copy", str(path))
    assert (done.code, done.errors) == (0, "")
    # Two submissions with a figure and a line of the history each, and a file.
    assert done.out.strip() == store_words.copied(7, 2)

    with closing(Store(str(command.chosen["database"]), COMMUNE)) as store:
        assert [str(o.value) for o in store.current()] == ["8.75"]
    again = command("copy", str(path))
    assert (again.code, again.errors.strip()) == (1, store_words.COPY_NEEDS_EMPTY)
    figures = command("figures", "--json")
    assert figures.code == 0
    assert [f["value"] for f in figures.json["figures"] if f["value"] is not None] == [8.75]


def test_a_file_that_is_not_there_is_named(command: Commands, tmp_path: Path) -> None:
    done = command("copy", str(tmp_path / "khong-co.duckdb"))
    assert done.code == 1
    assert done.errors.strip() == store_words.nothing_to_copy(str(tmp_path / "khong-co.duckdb"))
    assert not (tmp_path / "khong-co.duckdb").exists()


def test_a_server_that_is_away_is_said_without_its_password(
    command: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "dashboard.duckdb"
    Store(path, COMMUNE).close()
    command.chosen["database"] = "postgresql://postgres:mat-khau@127.0.0.1:1/so_lieu"
    done = command("copy", str(path))
    assert (done.code, done.errors.strip()) == (1, store_words.TROUBLES["server_away"])
    assert PASSWORD not in done.errors
