"""The tests of the store run on both engines, save those of what only one of them has."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from indicators.store import Store
from tests.conftest import COMMUNE

Place = Path | str


@pytest.fixture(params=["duckdb", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def fresh_place(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], Place]:
    """Gives the place of another empty store at every call."""
    if engine == "postgresql":
        return request.getfixturevalue("server").fresh
    numbers = itertools.count(1)
    return lambda: tmp_path / f"dashboard-{next(numbers)}.duckdb"


@pytest.fixture
def place(fresh_place: Callable[[], Place]) -> Place:
    return fresh_place()


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    with closing(Store(place, COMMUNE)) as store:
        yield store
