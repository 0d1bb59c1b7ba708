"""A store into another one: from a file to a server and back, with everything in it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.observations import Origin
from indicators.store import NotEmpty, Store, StoreUnavailable, copy_store, open_database
from indicators.store.copying import _TABLES
from indicators.store.database import Database
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import COMMUNE, draft, explanation, figure
from tests.postgres import Server
from tests.store.conftest import Place


@pytest.fixture(params=["to a server", "to a file", "to a file from a file"])
def target(
    request: pytest.FixtureRequest, server: Server, tmp_path: Path, fresh_place: object
) -> Iterator[Database]:
    place = server.fresh() if request.param == "to a server" else tmp_path / "target.duckdb"
    with closing(open_database(place)) as database:
        yield database


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Of the source."""
    way = request.node.callspec.params["target"]
    return "postgresql" if way == "to a file" else "duckdb"


def fill(store: Store) -> None:
    store.confirm(draft(figure(value="7"), origin=Origin.DEMO))
    store.confirm(
        draft(
            figure(value="8.75", numerator=Decimal(7), denominator=Decimal(80), row=3),
            figure(year=2027, value=None, not_applicable=True),
            content=bytes(range(256)),
            task_updates=[TaskUpdate("I.1", TaskState.UNDER_WAY, 40, "", date(2026, 9, 1))],
        )
    )
    store.confirm(draft(notes=[explanation()], origin=Origin.EXPLANATION))
    store.undo(2, "Bà Lan", "nhầm", "undo")


def seen(store: Store) -> tuple[object, ...]:
    number = store.version
    return (
        store.submissions(),
        set(store.current()),
        store.revisions("CT04"),
        store.task_updates(),
        set(store.notes()),
        store.submission_file(2),
        [store.changes_of(n) for n in range(1, number + 1)],
    )


def test_everything_of_every_commune_is_in_the_other_store(place: Place, target: Database) -> None:
    with closing(open_database(place)) as source:
        there = [Store(place, commune, database=source) for commune in (COMMUNE, "XA-KHAC")]
        for store in there:
            fill(store)
        copied = copy_store(source, target)
        assert (copied["submissions"], copied["submission_files"]) == (8, 2)
        assert set(copied) == {name for (name,) in source.rows(_TABLES)}
        for store in there:
            here = Store(target.path, store.commune, database=target)
            assert seen(here) == seen(store)
            assert here.confirm(draft(figure(value="9"))).number == 5


def test_a_store_that_holds_something_is_left_alone(place: Place, target: Database) -> None:
    with closing(Store(place, COMMUNE)) as store:
        fill(store)
        kept = Store(target.path, "XA-KHAC", database=target)
        kept.confirm(draft(figure(value="1")))
        with pytest.raises(NotEmpty):
            copy_store(store.database, target)
        assert [o.value for o in kept.current()] == [1]
        assert Store(target.path, COMMUNE, database=target).is_empty()


def test_a_copy_that_fails_half_way_leaves_nothing(place: Place, target: Database) -> None:
    def refuse(added: object) -> None:
        raise StoreUnavailable("failed", "nowhere")

    with closing(Store(place, COMMUNE)) as store:
        fill(store)
        target.before_commit.append(refuse)
        with pytest.raises(StoreUnavailable):
            copy_store(store.database, target)
        target.before_commit.clear()
        assert copy_store(store.database, target)["submissions"] == 4
