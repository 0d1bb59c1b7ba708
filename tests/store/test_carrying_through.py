"""A confirm that is interrupted is told as stored exactly when it is, whatever broke."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from indicators.store import Store, StoreUnavailable, Trouble, embedded, journal
from indicators.store.embedded import EmbeddedDatabase
from indicators.store.keeping import Found, Keeping
from tests.conftest import COMMUNE, draft, figure

# What DuckDB said on a full disk, on a torn file, and after it gave its instance up.
FATAL = [
    duckdb.FatalException("FATAL Error: database has been invalidated"),
    duckdb.IOException("IO Error: Could not write file: Input/output error"),
    duckdb.InternalException("INTERNAL Error: the instance is lost"),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in a file: what is broken here is the file's engine."""
    with closing(Store(tmp_path / "dashboard.duckdb", COMMUNE)) as store:
        yield store


def breaking(
    monkeypatch: pytest.MonkeyPatch, error: duckdb.Error, statement: str, after: bool
) -> None:
    """Makes the next such statement fail, before DuckDB carries it out or after."""
    real: Callable = embedded._Cursor.execute
    left = [statement]

    def execute(self, asked, parameters=()):  # type: ignore[no-untyped-def]
        if left and asked == left[0]:
            left.clear()
            if after:
                real(self, asked, parameters)
            raise error
        return real(self, asked, parameters)

    monkeypatch.setattr(embedded._Cursor, "execute", execute)


@pytest.mark.parametrize("error", FATAL, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("after", [False, True], ids=["lost", "durable"])
def test_a_commit_that_breaks_is_stored_and_told_so(
    store: Store, monkeypatch: pytest.MonkeyPatch, error: duckdb.Error, after: bool
) -> None:
    store.confirm(draft(figure(value="1")))
    breaking(monkeypatch, error, "COMMIT", after)
    receipt = store.confirm(draft(figure(value="2"), idempotency_key="k"))
    assert receipt.number == 2
    assert [str(f.value) for f in store.current()] == ["2"]
    assert store.receipt("k") == receipt
    assert store.confirm(draft(figure(value="2"), idempotency_key="k")) == receipt
    assert store.version == 2


@pytest.mark.parametrize("error", FATAL, ids=lambda error: type(error).__name__)
def test_a_statement_that_breaks_before_is_not_stored_and_told_so(
    store: Store, monkeypatch: pytest.MonkeyPatch, error: duckdb.Error
) -> None:
    store.confirm(draft(figure(value="1")))
    breaking(monkeypatch, error, "BEGIN", after=True)
    with pytest.raises(StoreUnavailable):
        store.confirm(draft(figure(value="2"), idempotency_key="k"))
    assert store.receipt("k") is None
    assert [str(f.value) for f in store.current()] == ["1"]
    assert store.confirm(draft(figure(value="2"), idempotency_key="k")).number == 2


def test_a_commit_that_the_file_refuses_leaves_the_journal_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, duckdb.ConstraintException("no place"), "COMMIT", after=False)

    def refuse(self, record):  # type: ignore[no-untyped-def]
        raise embedded.RecordRefused(Trouble.FAILED, self.path)

    with monkeypatch.context() as patched:
        patched.setattr(embedded.EmbeddedDatabase, "follow", refuse)
        with pytest.raises(StoreUnavailable):
            store.confirm(draft(figure(), idempotency_key="k"))
    assert store.receipt("k") is None
    assert store.database.journal.end.number == 0
    assert store.confirm(draft(figure(), idempotency_key="k")).number == 1


@pytest.mark.parametrize("is_cut", [True, False], ids=["cut off", "left"])
def test_a_journal_that_breaks_is_told_as_unclear_and_clears_up(
    store: Store, monkeypatch: pytest.MonkeyPatch, is_cut: bool
) -> None:
    store.confirm(draft(figure(value="1")))

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        if not is_cut:
            patched.setattr(journal, "_cut", fail)
        with pytest.raises(StoreUnavailable) as refusal:
            store.confirm(draft(figure(value="2"), idempotency_key="k"))
    assert refusal.value.trouble is Trouble.PENDING
    assert (store.receipt("k") is None) == is_cut
    for _ in range(2):
        assert store.confirm(draft(figure(value="2"), idempotency_key="k")).number == 2
    assert [str(f.value) for f in store.current()] == ["2"]


def test_readers_go_on_after_the_instance_was_dropped(store: Store) -> None:
    store.confirm(draft(figure(value="1")))
    store.database._drop()
    assert [str(f.value) for f in store.current()] == ["1"]
    assert store.database.findings == []


def test_a_closed_store_is_not_opened_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.duckdb", COMMUNE)
    store.close()
    with pytest.raises(StoreUnavailable):
        store.submissions()
    with closing(Store(tmp_path / "a.duckdb", COMMUNE)) as again:
        assert again.version == 0


def test_a_journal_may_lie_where_no_folder_is_yet(tmp_path: Path) -> None:
    path, elsewhere = tmp_path / "a.duckdb", tmp_path / "other" / "disk" / "journal"
    keeping = replace(Keeping.beside(path), journal=elsewhere)
    with closing(Store(path, COMMUNE, database=EmbeddedDatabase(path, keeping))) as store:
        assert store.confirm(draft(figure())).number == 1
    assert [file.name for file in elsewhere.iterdir()] == ["000000000001.jsonl"]


# What does not fit together


def test_an_earlier_copy_of_the_file_is_led_on(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with closing(Store(path, COMMUNE)) as store:
        store.confirm(draft(figure(value="1")))
    early = path.read_bytes(), path.with_name("a.duckdb.wal").read_bytes()
    with closing(Store(path, COMMUNE)) as store:
        store.confirm(draft(figure(value="2")))
    path.write_bytes(early[0])
    path.with_name("a.duckdb.wal").write_bytes(early[1])
    with closing(Store(path, COMMUNE)) as store:
        assert store.version == 2
        assert [(f.found, f.count) for f in store.database.findings] == [(Found.REPLAYED, 1)]


def test_the_journal_of_another_store_is_refused(tmp_path: Path) -> None:
    ours, other = tmp_path / "a" / "a.duckdb", tmp_path / "b" / "a.duckdb"
    for path in (ours, other):
        with closing(Store(path, COMMUNE)) as store:
            store.confirm(draft(figure()))
    target = ours.with_name("a.duckdb.journal") / "000000000001.jsonl"
    source = other.with_name("a.duckdb.journal") / "000000000001.jsonl"
    target.write_bytes(source.read_bytes())
    with pytest.raises(StoreUnavailable) as refusal:
        Store(ours, COMMUNE)
    assert refusal.value.trouble is Trouble.APART


def test_a_gap_behind_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with closing(Store(path, COMMUNE)) as store:
        for number in range(3):
            store.confirm(draft(figure(value=str(number))))
    file = path.with_name("a.duckdb.journal") / "000000000001.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[0] + lines[2])
    path.with_name("a.duckdb.wal").unlink()
    with pytest.raises(StoreUnavailable) as refusal:
        Store(path, COMMUNE)
    assert refusal.value.trouble is Trouble.APART
