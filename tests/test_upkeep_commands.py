"""The commands backup, restore, verify and repair, as an operator runs them."""

from contextlib import closing
from pathlib import Path

import pytest

from indicators import store_words, upkeep_words
from indicators.events import EventFilter, EventKind
from indicators.store import Store
from indicators.store.backups import backups_in
from tests.conftest import COMMUNE
from tests.store.faults import confirm, fill, look_through
from tests.test_command import Commands, assert_refused

SERVER = "postgresql://name@127.0.0.1:1/none"


@pytest.fixture
def command(tmp_path: Path) -> Commands:
    commands = Commands(tmp_path)
    commands.chosen["demo"] = "off"
    return commands


@pytest.fixture
def filled(command: Commands) -> Commands:
    """With a store of four submissions and a backup after the third."""
    fill(command.database, 4, backup_after=3)
    return command


def places(command: Commands) -> list[Path]:
    return [backup.file for backup in backups_in(command.folder / "dashboard.duckdb.backups")]


def test_backup_makes_one_and_says_where(filled: Commands) -> None:
    before = places(filled)
    answer = filled("backup")
    (made,) = set(places(filled)) - set(before)
    assert (answer.code, answer.errors) == (0, "")
    assert str(made) in answer.out
    assert "4 lần ghi" in answer.out


def test_backup_is_made_by_a_dashboard_that_runs(filled: Commands) -> None:
    with filled.dashboard():
        before = places(filled)
        answer = filled("backup")
        assert (answer.code, answer.errors) == (0, "")
        assert set(places(filled)) - set(before)


def test_backup_says_where_a_copy_is_missing(filled: Commands) -> None:
    away = filled.folder / "file"
    away.write_text("no folder")
    filled.chosen["backups"] = away / "usb"
    answer = filled("backup")
    assert answer.code == 1
    assert answer.errors.strip() == upkeep_words.NOT_COPIED.format(place=away / "usb")


def test_backup_of_nothing_says_so(command: Commands) -> None:
    answer = command("backup")
    assert_refused(answer, [upkeep_words.NO_DATABASE.format(place=command.database)])


def test_restore_brings_everything_back_and_keeps_the_old_file(filled: Commands) -> None:
    filled.database.write_bytes(b"destroyed" * 5000)
    answer = filled("restore")
    assert (answer.code, answer.errors) == (0, "")
    assert "đủ đến lần ghi thứ 4" in answer.out
    assert ".aside" in answer.out
    with closing(Store(filled.database, COMMUNE)) as store:
        assert look_through(store) == 4
        assert store.events.count(EventFilter(kinds=frozenset({EventKind.RESTORE}))) == 1


def test_a_drill_says_that_everything_could_be_had_back(filled: Commands) -> None:
    answer = filled("restore", "--drill")
    assert (answer.code, answer.errors) == (0, "")
    assert answer.out.startswith("Diễn tập khôi phục đạt: dựng lại được 4 lần ghi")


def test_a_drill_works_while_the_dashboard_runs(filled: Commands) -> None:
    with filled.dashboard():
        assert filled("restore", "--drill").code == 0


@pytest.mark.parametrize("arguments", [["restore"], ["repair"]])
def test_nothing_is_replaced_while_the_dashboard_runs(
    filled: Commands, arguments: list[str]
) -> None:
    with filled.dashboard():
        assert_refused(filled(*arguments), [upkeep_words.STOP_FIRST])


def test_restore_without_a_source_says_what_to_do(command: Commands) -> None:
    answer = command("restore")
    place = command.folder / "dashboard.duckdb.backups"
    assert_refused(answer, [upkeep_words.NOTHING_TO_RESTORE.format(place=place)])


def test_restore_from_a_chosen_file(filled: Commands) -> None:
    (chosen,) = places(filled)
    answer = filled("restore", "--from", str(chosen))
    assert answer.code == 0
    assert str(chosen) in answer.out
    assert "đủ đến lần ghi thứ 4" in answer.out


def test_restore_as_backed_up_leaves_out_what_came_later_and_goes_on_from_there(
    filled: Commands,
) -> None:
    answer = filled("restore", "--as-backed-up")
    assert answer.code == 0
    assert "đủ đến lần ghi thứ 3" in answer.out
    assert list((filled.folder / "dashboard.duckdb.journal").glob("*.aside"))
    with closing(Store(filled.database, COMMUNE)) as store:
        assert max(store.submissions()) == 3
        confirm(store, 9)
    looked = filled("verify")
    assert looked.code == 0
    assert filled("restore").code == 0
    with closing(Store(filled.database, COMMUNE)) as store:
        assert max(store.submissions()) == 4


def test_verify_tells_the_state_of_everything(filled: Commands) -> None:
    answer = filled("verify")
    assert (answer.code, answer.errors) == (0, "")
    database, journal, backup = answer.out.splitlines()
    assert database == upkeep_words.database_checked(4)
    assert journal == upkeep_words.journal_checked(4)
    assert backup.endswith(f"nguyên vẹn ({places(filled)[0]})")


def test_verify_finds_what_is_damaged(filled: Commands) -> None:
    (backup,) = places(filled)
    backup.write_bytes(backup.read_bytes()[:-1])
    filled.database.write_bytes(b"destroyed" * 5000)
    answer = filled("verify")
    assert answer.code == 1
    assert store_words.TROUBLES["damaged"] in answer.out
    assert "HỎNG, không dùng được" in answer.out


def test_verify_works_while_the_dashboard_runs(filled: Commands) -> None:
    with filled.dashboard():
        answer = filled("verify")
    assert answer.code == 0
    assert upkeep_words.DATABASE_IN_USE in answer.out


def test_repair_makes_a_copy_that_restore_takes(filled: Commands) -> None:
    log = filled.database.with_name("dashboard.duckdb.wal")
    log.write_bytes(log.read_bytes()[:-100])
    answer = filled("repair")
    assert (answer.code, answer.errors) == (0, "")
    copy = answer.out.rpartition('"')[0].rpartition('"')[2]
    assert filled("restore", "--from", copy).code == 0
    with closing(Store(filled.database, COMMUNE)) as store:
        assert confirm(store, 5).number == 5


@pytest.mark.parametrize("arguments", [["backup"], ["restore"], ["verify"], ["repair"]])
def test_a_server_keeps_itself(command: Commands, arguments: list[str]) -> None:
    command.chosen["database"] = SERVER
    assert_refused(command(*arguments), [upkeep_words.NO_FILE])
