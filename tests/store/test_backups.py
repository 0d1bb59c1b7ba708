"""Backups: whole, checked, turned over, and the only thing after which a file is rewritten."""

import json
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indicators.store import Store, StoreUnavailable, Trouble, backups
from indicators.store.backups import (
    Backup,
    Reason,
    all_backups,
    backups_in,
    contents,
    contents_of,
    is_whole,
    make_backup,
    rotate,
)
from indicators.store.embedded import EmbeddedDatabase
from indicators.store.keeping import Keeping
from tests.conftest import COMMUNE
from tests.store.faults import LOG, NAME, confirm, fill, look_through


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / NAME


@pytest.fixture
def full(path: Path) -> Iterator[Store]:
    """A store of three submissions, open."""
    fill(path, 3)
    with closing(Store(path, COMMUNE)) as store:
        yield store


def test_a_backup_holds_what_the_store_holds(full: Store) -> None:
    made = make_backup(full.database, Reason.ASKED)
    assert is_whole(made)
    assert contents(made.file) == contents_of(full.database)
    assert made.position == full.database.position()
    assert made.rows["main.submissions"] == 3
    assert made.rows["main.observations"] == 15


def test_a_backup_opens_as_a_store_by_itself(full: Store, tmp_path: Path) -> None:
    made = make_backup(full.database, Reason.ASKED)
    alone = tmp_path / "alone" / NAME
    alone.parent.mkdir()
    shutil.copyfile(made.file, alone)
    with closing(Store(alone, COMMUNE)) as store:
        assert look_through(store) == 3


def test_only_a_backup_brings_the_log_into_the_file(full: Store) -> None:
    main, log = full.path, full.path.with_name(LOG)
    before = main.read_bytes() if os.name != "nt" else b""
    confirm(full, 4)
    full.close()
    assert log.exists()
    assert main.read_bytes() == before
    with closing(Store(main, COMMUNE)) as again:
        make_backup(again.database, Reason.REGULAR)
        assert not log.exists()
    assert main.read_bytes() != before


def test_a_backup_that_differs_is_none_and_the_file_stays(
    full: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "contents", lambda file: {})
    with pytest.raises(StoreUnavailable):
        make_backup(full.database, Reason.REGULAR)
    assert backups_in(full.database.keeping.backups[0]) == []
    assert full.path.with_name(LOG).exists()


def test_what_a_broken_off_backup_left_is_cleared_away(full: Store) -> None:
    folder = full.database.keeping.backups[0]
    folder.mkdir()
    for name in ("backup.part", "backup.part.wal"):
        (folder / name).write_bytes(b"half")
    make_backup(full.database, Reason.REGULAR)
    assert not list(folder.glob("*.part*"))


def test_every_place_gets_a_copy(path: Path, tmp_path: Path) -> None:
    fill(path, 2)
    second, third = tmp_path / "usb", tmp_path / "mạng"
    keeping = replace(Keeping.beside(path), backups=(*Keeping.beside(path).backups, second))
    database = EmbeddedDatabase(path, keeping)
    made = make_backup(database, Reason.REGULAR, [third])
    database.close()
    for place in (second, third):
        (copy,) = backups_in(place)
        assert is_whole(copy)
        assert (copy.file.name, copy.sha256) == (made.file.name, made.sha256)
    assert len(all_backups([*keeping.backups, third])) == 3


def test_a_place_that_is_away_costs_only_its_copy(
    full: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    away = tmp_path / "file"
    away.write_text("not a folder")
    assert is_whole(make_backup(full.database, Reason.REGULAR, [away / "usb"]))
    assert "not copied" in caplog.text


def test_commits_wait_for_a_backup_and_readers_do_not(full: Store) -> None:
    others = [threading.Thread(target=confirm, args=(full, number)) for number in (4,)]
    with full.database.writing:
        for other in others:
            other.start()
        assert look_through(full) == 3
        make_backup(full.database, Reason.REGULAR)
        (backup,) = backups_in(full.database.keeping.backups[0])
        assert backup.position.number == 3
    for other in others:
        other.join()
    assert look_through(full) == 4


@pytest.mark.parametrize("harm", ["flipped", "cut", "gone"])
def test_a_damaged_backup_is_recognised(full: Store, harm: str) -> None:
    made = make_backup(full.database, Reason.REGULAR)
    content = bytearray(made.file.read_bytes())
    if harm == "flipped":
        content[len(content) // 2] ^= 1
        made.file.write_bytes(content)
    elif harm == "cut":
        made.file.write_bytes(content[:-1])
    else:
        made.file.unlink()
    assert not is_whole(made)


def test_a_description_that_cannot_be_read_is_no_backup(full: Store) -> None:
    made = make_backup(full.database, Reason.REGULAR)
    made.file.with_suffix(".json").write_text("{", encoding="utf-8")
    assert backups_in(made.file.parent) == []


# Turning over


def listed(folder: Path, moments: list[datetime], reason: Reason = Reason.REGULAR) -> None:
    """Descriptions of backups of these moments, oldest first, with empty files."""
    for number, moment in enumerate(moments, start=len(backups_in(folder)) + 1):
        file = folder / f"{number:05}.duckdb"
        file.touch()
        told = {"taken_at": moment.isoformat(), "reason": reason.value, "schema": 3, "size": 0}
        told |= {"position": [number, "0" * 64], "sha256": "", "rows": {}}
        file.with_suffix(".json").write_text(json.dumps(told), encoding="utf-8")


def kept_moments(folder: Path) -> list[datetime]:
    return [backup.taken_at for backup in reversed(backups_in(folder))]


NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_of_each_span_the_last_is_kept(tmp_path: Path) -> None:
    listed(tmp_path, [NOON - timedelta(hours=7 * turn) for turn in range(1300, -1, -1)])
    rotate(tmp_path)
    kept = kept_moments(tmp_path)
    hours = [NOON - timedelta(hours=7 * turn) for turn in range(24)]
    assert set(hours) <= set(kept)
    assert {(NOON - timedelta(days=turn)).date() for turn in range(14)} <= {
        moment.date() for moment in kept
    }
    months = {(moment.year, moment.month) for moment in kept}
    assert months == {(2025, 12), *((2026, month) for month in range(1, 12))}
    assert len(kept) <= backups.HOURLY + backups.DAILY + backups.MONTHLY


def test_the_last_one_before_an_upgrade_is_kept(tmp_path: Path) -> None:
    listed(tmp_path, [NOON - timedelta(days=900), NOON - timedelta(days=800)], Reason.UPGRADE)
    listed(tmp_path, [NOON - timedelta(days=10 * turn) for turn in range(60, -1, -1)])
    rotate(tmp_path)
    kept = kept_moments(tmp_path)
    assert NOON - timedelta(days=800) in kept
    assert NOON - timedelta(days=900) not in kept


def test_a_clock_set_back_drops_not_the_newest(tmp_path: Path) -> None:
    listed(tmp_path, [NOON + timedelta(days=turn) for turn in range(60)])
    listed(tmp_path, [NOON - timedelta(days=400)])
    rotate(tmp_path)
    assert backups_in(tmp_path)[0].position.number == 61


def test_the_journal_since_the_oldest_kept_backup_stays(
    full: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NEWEST", "HOURLY", "DAILY", "MONTHLY"):
        monkeypatch.setattr(backups, name, 1)
    kept: list[Backup] = []
    for number in range(4, 9):
        confirm(full, number)
        made = make_backup(full.database, Reason.REGULAR)
        kept = backups_in(made.file.parent)
    assert len(kept) == 1
    oldest = kept[-1].position
    assert list(full.database.journal.records(oldest)) == []
    confirm(full, 9)
    assert [r.position.number for r in full.database.journal.records(oldest)] == [9]
    assert len(full.database.journal.files()) == 1


# Upgrades


def test_an_upgrade_is_preceded_by_a_backup_of_the_old_schema(tmp_path: Path) -> None:
    from tests.store.test_migrations import written_by_version

    path = tmp_path / NAME
    written_by_version(2, path)
    with closing(EmbeddedDatabase(path)) as database:
        (backup,) = backups_in(database.keeping.backups[0])
    assert (backup.schema, backup.reason) == (2, Reason.UPGRADE)
    assert is_whole(backup)


def test_without_that_backup_nothing_is_upgraded(tmp_path: Path) -> None:
    from tests.store.test_migrations import written_by_version

    path = tmp_path / NAME
    written_by_version(2, path)
    before = path.read_bytes()
    Keeping.beside(path).backups[0].write_text("no folder")
    with pytest.raises(StoreUnavailable) as refusal:
        EmbeddedDatabase(path)
    assert refusal.value.trouble is Trouble.NOT_BACKED_UP
    assert path.read_bytes() == before
