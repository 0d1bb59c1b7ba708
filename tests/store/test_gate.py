"""The gate: every row comes in through it, and whoever listens knows exactly which."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from indicators.observations import Kind
from indicators.store import Store, StoreUnavailable
from indicators.store.database import Added, Database
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import COMMUNE, draft, explanation, figure
from tests.store.conftest import Place

NOW = datetime(2026, 11, 20, 9, 5, 7, 123456, tzinfo=UTC)
KEYS = {
    "submissions": "number",
    "submission_files": "submission",
    "observations": "submission, row_number, year, kind",
    "task_updates": "submission",
    "explanation_notes": "submission",
}


TASK = {
    "commune": [COMMUNE],
    "task": ["I.9"],
    "submission": [1],
    "state": ["done"],
    "percent": [None],
    "note": [""],
    "stated_on": [date(2026, 9, 1)],
}


def rows_of(database: Database) -> dict[str, list[tuple]]:
    return {table: database.rows(f"SELECT * FROM {table} ORDER BY {KEYS[table]}") for table in KEYS}


def everything() -> tuple:
    """Drafts that put something into every table."""
    return (
        draft(
            figure(value="8.75", numerator=Decimal(7), denominator=Decimal(80), row=3),
            figure(year=2027, value=None, not_applicable=True, note="chưa phát sinh"),
            figure(unit="Thôn Một", kind=Kind.ESTIMATE, value="33.3333333333"),
            content=bytes(range(256)),
            file_name="số liệu.csv",
            answers={"năm": "2026"},
            task_updates=[TaskUpdate("I.1", TaskState.UNDER_WAY, 40, "", date(2026, 9, 1))],
            account="lan",
            proposed_by="nam",
        ),
        draft(figure(value="9"), notes=[explanation()]),
    )


def test_every_commit_tells_the_rows_it_added(store: Store) -> None:
    told: list[dict[str, int]] = []
    store.database.after_commit.append(
        lambda added: told.append({part.table: part.row_count for part in added})
    )
    for each in everything():
        store.confirm(each)
    assert told == [
        {
            "submissions": 1,
            "submission_files": 1,
            "observations": 3,
            "task_updates": 1,
            "events": 1,
        },
        {"submissions": 1, "observations": 1, "explanation_notes": 1, "events": 1},
    ]


def test_rows_handed_in_again_make_the_same_store(
    store: Store, fresh_place: Callable[[], Place]
) -> None:
    commits: list[list[Added]] = []
    store.database.after_commit.append(lambda added: commits.append(list(added)))
    store._clock = lambda: NOW
    for each in everything():
        store.confirm(each)
    other = Store(fresh_place(), COMMUNE)
    for commit in commits:
        with other.database.transaction(COMMUNE) as transaction:
            for part in commit:
                transaction.append(part.table, part.columns)
    assert rows_of(other.database) == rows_of(store.database)
    other.close()


def test_who_listens_before_the_commit_can_refuse_it(store: Store) -> None:
    def refuse(added: object) -> None:
        raise OSError("no room for the journal")

    store.database.before_commit.append(refuse)
    with pytest.raises(OSError, match="no room"):
        store.confirm(draft(figure(), idempotency_key="k"))
    store.database.before_commit.clear()
    assert store.version == 0
    assert store.submissions() == {}
    assert store.confirm(draft(figure(), idempotency_key="k")).number == 1


def test_a_repeated_confirm_tells_nothing(store: Store) -> None:
    store.confirm(draft(figure(), idempotency_key="k"))
    told: list[object] = []
    store.database.before_commit.append(told.append)
    store.database.after_commit.append(told.append)
    store.confirm(draft(figure(), idempotency_key="k"))
    assert told == []


def test_a_commit_that_fails_is_told_to_nobody(store: Store) -> None:
    told: list[object] = []
    store.database.after_commit.append(told.append)
    with pytest.raises(StoreUnavailable):
        store.confirm(draft(figure(), figure()))
    assert told == []


def test_whoever_goes_on_after_an_error_is_not_told_that_it_was_stored(store: Store) -> None:
    def twice() -> None:
        with store.database.transaction(COMMUNE) as transaction:
            transaction.append("task_updates", TASK)
            with suppress(Exception):
                transaction.append("task_updates", TASK)

    def misspelt() -> None:
        with store.database.transaction(COMMUNE) as transaction:
            transaction.append("task_updates", TASK)
            with suppress(Exception):
                transaction.execute("SELECT * FROM no_such_table")

    for block in (twice, misspelt):
        with pytest.raises(StoreUnavailable):
            block()
        assert store.task_updates() == {}
    store.confirm(everything()[0])
    assert list(store.task_updates()) == ["I.1"]


def test_a_column_that_is_not_there_is_refused(store: Store) -> None:
    with (
        pytest.raises(StoreUnavailable),
        store.database.transaction(COMMUNE) as transaction,
    ):
        transaction.append_row("task_updates", colour="xanh")


def test_a_healthy_store_passes_its_check(store: Store) -> None:
    store.database.check()
    store.close()
    with pytest.raises(StoreUnavailable):
        store.database.check()


def test_logins_are_kept_with_the_submission(store: Store) -> None:
    first, _ = map(store.confirm, everything())
    assert store.submissions()[1] == first
    assert (first.account, first.proposed_by) == ("lan", "nam")
