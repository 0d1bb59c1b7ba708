"""Keeping the store: backups when something changed, and what is told of how it is kept."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indicators import upkeep, upkeep_words
from indicators.events import EventFilter, EventKind
from indicators.store import Store
from indicators.store.embedded import EmbeddedDatabase
from indicators.store.keeping import Found, Keeping
from indicators.upkeep import Keeper
from tests.conftest import COMMUNE, draft, figure


@pytest.fixture
def keeper(store: Store) -> Keeper:
    return Keeper(lambda: store)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "dashboard.duckdb"


@pytest.fixture
def kept(path: Path, tmp_path: Path) -> Iterator[Store]:
    """A store with a second place for its backups."""
    usual = Keeping.beside(path)
    keeping = replace(usual, backups=(*usual.backups, tmp_path / "usb"))
    with closing(Store(path, COMMUNE, database=EmbeddedDatabase(path, keeping))) as store:
        yield store


def confirm(store: Store) -> None:
    store.confirm(draft(figure(value=str(store.version + 1))))


# By itself


def test_the_first_change_is_backed_up_at_once(store: Store, keeper: Keeper) -> None:
    confirm(store)
    made = keeper.look()
    assert made is not None
    assert made.position.number == 1


def test_an_empty_store_is_not_backed_up(keeper: Keeper) -> None:
    assert keeper.look() is None


def test_without_a_change_there_is_no_second_one(store: Store, keeper: Keeper) -> None:
    confirm(store)
    keeper.look()
    assert keeper.look(datetime.now(UTC) + timedelta(days=2)) is None


def test_changes_of_one_hour_share_a_backup(store: Store, keeper: Keeper) -> None:
    confirm(store)
    keeper.look()
    confirm(store)
    now = datetime.now(UTC)
    assert keeper.look(now + timedelta(minutes=50)) is None
    made = keeper.look(now + timedelta(minutes=61))
    assert made is not None
    assert made.position.number == 2


def test_a_clock_set_back_stops_no_backup(store: Store, keeper: Keeper) -> None:
    confirm(store)
    keeper.look()
    confirm(store)
    assert keeper.look(datetime.now(UTC) - timedelta(days=400)) is not None


def test_a_backup_that_was_asked_for_comes_at_once(store: Store, keeper: Keeper) -> None:
    confirm(store)
    keeper.look()
    upkeep.asking_file(store.path).touch()
    assert keeper.look() is not None
    assert not upkeep.asking_file(store.path).exists()


def test_it_goes_on_after_a_failure_and_ends_when_told(store: Store) -> None:
    tries: list[int] = []

    def fail() -> Store:
        tries.append(1)
        if len(tries) > 1:
            keeper.stop()
        raise OSError("the disk is away")

    keeper = Keeper(fail)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(upkeep, "_LOOK_SECONDS", 0.01)
        patched.setattr(upkeep, "_DUE_TURNS", 1)
        patched.setattr(upkeep, "_AFTER_FAILURE", 0)
        keeper.run()
    assert len(tries) == 2


# What is told


def test_the_state_names_backups_changes_and_the_next_one(kept: Store, tmp_path: Path) -> None:
    confirm(kept)
    upkeep.backup_now(kept)
    confirm(kept)
    state = upkeep.state(kept)
    assert state is not None
    assert state.last is not None
    assert (state.commits, state.unsaved, state.journal_lag) == (2, 1, 0)
    assert state.next_at == state.last.taken_at + timedelta(hours=1)
    assert (state.warnings, state.findings, state.is_writable) == ([], [], True)
    assert (tmp_path / "usb" / state.last.file.name).exists()


@pytest.mark.parametrize("warning", ["low_space", "backup_overdue", "second_place_missing"])
def test_what_wants_looking_at_is_warned_of_and_healthy(
    kept: Store, tmp_path: Path, warning: str
) -> None:
    confirm(kept)
    made = upkeep.backup_now(kept)
    assert made is not None
    confirm(kept)
    now = datetime.now(UTC)
    if warning == "low_space":
        kept.database.keeping = replace(kept.database.keeping, free_bytes=10**18)
    elif warning == "backup_overdue":
        now += timedelta(hours=27)
    else:
        (tmp_path / "usb" / made.file.name).unlink()
    state = upkeep.state(kept, now)
    assert state is not None
    assert state.warnings == [warning]


def test_the_health_address_is_told_all_of_it(kept: Store) -> None:
    confirm(kept)
    upkeep.backup_now(kept)
    told = upkeep.health(kept)
    assert told.pop("free_mb")
    assert told == {
        "status": "ok",
        "version": 1,
        "writable": True,
        "journal_lag": 0,
        "unsaved_commits": 0,
        "backup_age_hours": 0.0,
        "warnings": [],
    }


def test_a_second_place_from_the_office_settings_gets_copies(store: Store, tmp_path: Path) -> None:
    from indicators.accounts import Identity

    chosen = replace(store.settings.current(), second_backup_place=str(tmp_path / "usb"))
    store.settings.change(chosen, Identity())
    made = upkeep.backup_now(store)
    assert made is not None
    assert (tmp_path / "usb" / made.file.name).exists()


def test_a_tail_that_was_brought_back_is_in_the_history_once(path: Path) -> None:
    with closing(Store(path, COMMUNE)) as store:
        confirm(store)
    path.with_name(f"{path.name}.wal").unlink()
    with closing(Store(path, COMMUNE)) as store:
        for _ in range(2):
            upkeep.tell_findings(store)
        told = [
            event for event in store.events.found(EventFilter()) if event.kind is EventKind.RESTORE
        ]
        assert [event.detail for event in told] == [upkeep_words.finding("rebuilt", 1)]
        assert upkeep.health(store)["status"] == "warn"
    with closing(Store(path, COMMUNE)) as store:
        upkeep.tell_findings(store)
        assert upkeep.health(store)["status"] == "ok"


def test_every_finding_has_its_sentence() -> None:
    sentences = [upkeep_words.finding(found.value, 12_345) for found in Found]
    assert len(set(sentences)) == len(Found)
    assert "12.345" in upkeep_words.finding("replayed", 12_345)
