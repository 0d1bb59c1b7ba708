"""Bringing a store back: whole, from what there is, with everything else kept aside."""

import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from indicators.accounts import Session
from indicators.store import Store, StoreUnavailable, Trouble, schema
from indicators.store.backups import Reason, backups_in, make_backup
from indicators.store.embedded import EmbeddedDatabase
from indicators.store.journal import Journal
from indicators.store.keeping import Keeping
from indicators.store.restoring import drill, repair, restore, verify
from tests.conftest import COMMUNE
from tests.store.faults import LOG, NAME, confirm, fill, look_through
from tests.store.test_migrations import written_by_version


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of six submissions with a backup after the fourth."""
    path = tmp_path / "data" / NAME
    fill(path, 6, backup_after=4)
    return path


def opened(path: Path) -> int:
    """How many whole submissions a store holds."""
    with closing(Store(path, COMMUNE)) as store:
        return look_through(store)


def destroy(path: Path) -> None:
    path.write_bytes(b"destroyed" * 5000)


def test_the_newest_backup_and_the_journal_bring_everything_back(path: Path) -> None:
    destroy(path)
    made = restore(path, Keeping.beside(path))
    assert made.backup is not None
    assert (made.position.number, made.replayed, made.missing) == (6, 2, None)
    assert opened(path) == 6


def test_what_lay_there_is_kept_aside(path: Path) -> None:
    destroy(path)
    made = restore(path, Keeping.beside(path))
    assert made.aside is not None
    assert (made.aside / NAME).read_bytes() == b"destroyed" * 5000
    assert (made.aside / LOG).exists()


def test_a_damaged_backup_is_passed_over(path: Path) -> None:
    with closing(Store(path, COMMUNE)) as store:
        made = make_backup(store.database, Reason.REGULAR)
    made.file.write_bytes(made.file.read_bytes()[:-1])
    destroy(path)
    restored = restore(path, Keeping.beside(path))
    assert restored.backup is not None
    assert restored.backup.position.number == 4
    assert opened(path) == 6


def test_a_second_place_is_enough(path: Path, tmp_path: Path) -> None:
    with closing(Store(path, COMMUNE)) as store:
        make_backup(store.database, Reason.REGULAR, [tmp_path / "usb"])
    shutil.rmtree(path.parent)
    keeping = Keeping(Keeping.beside(path).journal, (tmp_path / "none", tmp_path / "usb"))
    assert restore(path, keeping).position.number == 6
    assert opened(path) == 6


def test_the_journal_alone_is_enough_where_it_goes_back_to_the_beginning(tmp_path: Path) -> None:
    path = tmp_path / NAME
    fill(path, 5)
    destroy(path)
    made = restore(path, Keeping.beside(path))
    assert (made.backup, made.replayed) == (None, 5)
    assert opened(path) == 5


def test_what_is_confirmed_after_a_restore_leads_on(path: Path) -> None:
    destroy(path)
    restore(path, Keeping.beside(path))
    with closing(Store(path, COMMUNE)) as store:
        confirm(store, 7)
        assert store.database.position().number == store.database.journal.end.number
    path.unlink()
    restore(path, Keeping.beside(path))
    assert opened(path) == 7


def test_nothing_is_restored_while_the_store_is_open(path: Path) -> None:
    with closing(Store(path, COMMUNE)) as store:
        with pytest.raises(StoreUnavailable) as refusal:
            restore(path, Keeping.beside(path))
        assert refusal.value.trouble is Trouble.IN_USE
        assert look_through(store) == 6


def test_without_any_source_nothing_is_touched(path: Path) -> None:
    shutil.rmtree(Keeping.beside(path).backups[0])
    Journal(Keeping.beside(path).journal).files()[0].unlink()
    destroy(path)
    with pytest.raises(StoreUnavailable) as refusal:
        restore(path, Keeping.beside(path))
    assert refusal.value.trouble is Trouble.NOT_BACKED_UP
    assert path.read_bytes() == b"destroyed" * 5000
    assert {file.name for file in path.parent.iterdir()} == {
        NAME,
        LOG,
        f"{NAME}.lock",
        f"{NAME}.journal",
    }


def test_a_gap_in_the_journal_is_said_with_its_numbers(path: Path) -> None:
    journal = Journal(Keeping.beside(path).journal).files()[-1]
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[0] = lines[0].replace(b"2026", b"2036", 1)
    journal.write_bytes(b"".join(lines))
    destroy(path)
    path.with_name(LOG).unlink()
    made = restore(path, Keeping.beside(path))
    assert (made.position.number, made.missing) == (4, 6)
    assert opened(path) == 4
    assert list(Keeping.beside(path).journal.glob("*.aside/*.jsonl"))


def test_nobody_is_signed_in_after_a_restore(path: Path) -> None:
    moment = datetime(2026, 11, 20, 9, 5)
    with closing(Store(path, COMMUNE)) as store:
        store.sessions.begin(Session("ab12", "lan", False, moment, moment, "", ""))
        make_backup(store.database, Reason.REGULAR)
        assert store.database.rows("SELECT count(*) FROM sessions") == [(1,)]
    destroy(path)
    restore(path, Keeping.beside(path))
    with closing(Store(path, COMMUNE)) as store:
        assert store.database.rows("SELECT count(*) FROM sessions") == [(0,)]


# Drill, repair, verify


def test_a_drill_proves_it_and_changes_nothing(path: Path) -> None:
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    made = drill(path, Keeping.beside(path))
    assert (made.position.number, made.missing) == (6, None)
    after = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    assert after == before


def test_a_drill_works_while_the_store_is_open(path: Path) -> None:
    with closing(Store(path, COMMUNE)) as store:
        confirm(store, 7)
        assert drill(path, Keeping.beside(path)).position.number == 7


def test_a_repair_works_on_a_copy(path: Path) -> None:
    log = path.with_name(LOG)
    harmed = log.read_bytes()[: log.stat().st_size // 2]
    log.write_bytes(harmed)
    before = path.read_bytes()
    made = repair(path, Keeping.beside(path))
    assert (path.read_bytes(), log.read_bytes()) == (before, harmed)
    assert made.position.number == 6
    assert restore(path, Keeping.beside(path), made.file).position.number == 6
    assert opened(path) == 6


def test_a_repair_of_nothing_says_so(tmp_path: Path) -> None:
    path = tmp_path / NAME
    destroy(path)
    with pytest.raises(StoreUnavailable) as refusal:
        repair(path, Keeping.beside(path))
    assert refusal.value.trouble is Trouble.NOT_BACKED_UP
    assert not list(tmp_path.glob("*.repaired"))


def test_a_look_through_names_everything(path: Path) -> None:
    checked = verify(path, Keeping.beside(path))
    assert checked.database is not None
    assert checked.journal_end is not None
    assert (checked.database.number, checked.journal_end.number) == (6, 6)
    assert (len(checked.whole), len(checked.broken), checked.journal_broken) == (1, 0, "")


def test_a_look_through_finds_what_is_damaged(path: Path) -> None:
    (backup,) = backups_in(Keeping.beside(path).backups[0])
    backup.file.write_bytes(backup.file.read_bytes()[:-1])
    destroy(path)
    checked = verify(path, Keeping.beside(path))
    assert checked.trouble is not None
    assert checked.trouble.trouble is Trouble.DAMAGED
    assert list(checked.broken) == [backup]


# Going back to an earlier version of the program


def test_an_earlier_version_refuses_and_goes_back_to_before_the_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, keeping = tmp_path / NAME, Keeping.beside(tmp_path / NAME)
    older = tmp_path / "older"
    shutil.copytree(schema.FOLDER, older)
    newest = sorted((older / "migrations").glob("*.sql"))[-1]
    present = schema.newest_schema()
    written_by_version(present - 1, path)
    with closing(EmbeddedDatabase(path)) as database:
        with database.transaction(COMMUNE) as transaction:
            transaction.append_row(
                "submission_files", commune=COMMUNE, submission=1, content=b"later"
            )
        assert schema.schema_version(database) == present
    newest.unlink()
    monkeypatch.setattr(schema, "FOLDER", older)
    with pytest.raises(StoreUnavailable) as refusal:
        EmbeddedDatabase(path)
    assert refusal.value.trouble is Trouble.TOO_NEW
    with pytest.raises(StoreUnavailable) as refusal:
        restore(path, keeping)
    assert refusal.value.trouble is Trouble.TOO_NEW
    made = restore(path, keeping, before_upgrade=True)
    assert (made.position.number, made.missing) == (0, 1)
    with closing(EmbeddedDatabase(path, keeping)) as database:
        assert schema.schema_version(database) == present - 1
        assert database.rows("SELECT * FROM submission_files") == []
