"""What many tests need: the shipped plan, a fresh store, and figures to put into it."""

import itertools
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from indicators.explanations import ExplanationNote
from indicators.observations import Kind, Observation, Origin
from indicators.plan import WHOLE_COMMUNE, Plan
from indicators.plan_folder import read_plan
from indicators.settings import ROOT
from indicators.store import Draft, Store
from tests.postgres import Server, a_server

# A slow machine is no failure.
hypothesis_settings.register_profile("steady", deadline=None)
hypothesis_settings.load_profile("steady")

COMMUNE = "VINH-AM"
_keys = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-looks",
        action="store_true",
        help="take the reference pictures of the screens anew instead of comparing with them",
    )


@pytest.fixture(scope="session")
def renew_looks(request: pytest.FixtureRequest) -> bool:
    """Whether reference pictures are taken anew."""
    return bool(request.config.getoption("--renew-looks"))


@pytest.fixture(scope="session")
def plan() -> Plan:
    return read_plan(ROOT / "data" / "plan")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server that is thrown away."""
    with a_server() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "dashboard.duckdb", COMMUNE)
    yield store
    store.close()


def figure(
    indicator: str = "CT04",
    year: int = 2026,
    value: str | None = "8.75",
    unit: str = WHOLE_COMMUNE,
    kind: Kind = Kind.ACTUAL,
    **others: object,
) -> Observation:
    """An observation; the tests say only what matters to them."""
    number = None if value is None else Decimal(value)
    return Observation(indicator, year, unit, kind, number, **others)


def explanation(
    indicator: str = "CT12",
    year: int = 2026,
    reason: str = "Thiếu vốn",
    next_steps: str = "Bố trí vốn quý I",
    due: date = date(2027, 3, 31),
) -> ExplanationNote:
    """An explanation note; the tests say only what matters to them."""
    return ExplanationNote(indicator, year, reason, next_steps, due)


def draft(*observations: Observation, origin: Origin = Origin.UPLOAD, **others: object) -> Draft:
    """A draft of these observations, with an idempotency key of its own unless one is given."""
    others.setdefault("idempotency_key", f"key {next(_keys)}")
    return Draft(origin=origin, person="Bà Lan", observations=observations, **others)
