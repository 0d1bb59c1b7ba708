"""A commune's page in a database of the whole country: `python bench/country_speed.py [communes]`.

Fills an embedded and a served store with 3,321 communes unless told otherwise: each hands in 13
indicators × 30 reporting units in each of ten years, and corrects thirty figures; 13 million rows.
Years come one after the other, so that no commune's rows lie together. Then it times what the
screens of a commune ask of the store, for communes drawn at random, each for the first time.
Needs PostgreSQL, six gigabytes of disk and a quarter of an hour.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from indicators.observations import Kind, Observation  # noqa: E402
from indicators.store import Store  # noqa: E402
from indicators.store.database import Database  # noqa: E402
from indicators.store.engines import open_database  # noqa: E402
from indicators.store.rows import observation_columns  # noqa: E402
from tests.postgres import a_server  # noqa: E402

COMMUNES = 3_321
INDICATORS = [f"CT{number:02}" for number in range(1, 14)]
UNITS = [f"Thôn {number}" for number in range(1, 31)]
YEARS = range(2021, 2031)
AT_ONCE = 200  # communes in a transaction
LOOKED_AT = 40

Columns = dict[str, list]


def codes(count: int) -> list[str]:
    """Five-digit codes as communes have them, in no order of time."""
    return [f"{10_000 + number * 7 % 89_999:05}" for number in range(count)]


def figures_of(year: int, salt: int) -> list[Observation]:
    return [
        Observation(
            indicator=indicator,
            year=year,
            reporting_unit=unit,
            kind=Kind.ACTUAL,
            value=Decimal((salt * 31 + place * 7 + column) % 10_000) / 100,
            numerator=Decimal((salt + place) % 997),
            denominator=Decimal(997),
            source_text="45,5",
            row=column * len(UNITS) + place + 2,
        )
        for column, indicator in enumerate(INDICATORS)
        for place, unit in enumerate(UNITS)
    ]


def rounds(communes: Sequence[str]) -> Iterator[list[tuple[str, int, list[Observation]]]]:
    """What is handed in together: (commune, submission, figures)."""
    for number, year in enumerate(YEARS, start=1):
        drawn = [figures_of(year, salt) for salt in range(7)]
        for start in range(0, len(communes), AT_ONCE):
            yield [
                (commune, number, drawn[place % 7])
                for place, commune in enumerate(communes[start : start + AT_ONCE])
            ]
    for start in range(0, len(communes), AT_ONCE):
        yield [
            (commune, len(YEARS) + 1, drawn[0][: len(UNITS)])
            for commune in communes[start : start + AT_ONCE]
        ]


def fill(database: Database, communes: Sequence[str]) -> int:
    count = 0
    for handed_in in rounds(communes):
        figures: Columns = {}
        submissions: Columns = {}
        for commune, number, observations in handed_in:
            for name, values in observation_columns(commune, number, observations).items():
                figures.setdefault(name, []).extend(values)
            for name, value in a_submission(commune, number, len(observations)).items():
                submissions.setdefault(name, []).append(value)
        with database.transaction() as transaction:
            transaction.append("submissions", submissions)
            transaction.append("observations", figures)
        count += len(figures["commune"])
    return count


def a_submission(commune: str, number: int, rows: int) -> dict[str, object]:
    return {
        "commune": commune,
        "number": number,
        "origin": "upload",
        "confirmed_at": datetime(2021 + number, 12, 1),
        "person": "Bà Lan",
        "address": "",
        "reason": "",
        "file_name": "so-lieu.xlsx",
        "sha256": "",
        "row_count": rows,
        "answers": "{}",
        "idempotency_key": f"{number}",
    }


def page(store: Store) -> None:
    """What any screen of a commune asks of the store."""
    figures = store.current()
    assert len(figures) == len(INDICATORS) * len(UNITS) * len(YEARS), len(figures)
    store.holds_demo_figures()
    store.task_updates()
    store.notes()
    store.submissions()


def opened(database: Database, commune: str) -> Store:
    return Store(database.path, commune, database=database)


STEPS: dict[str, Callable[[Store], object]] = {
    "a page, nothing kept": page,
    "of that current()": lambda store: store.current(),
    "a page, figures kept": page,
    "revisions() of one indicator": lambda store: store.revisions("CT04"),
    "changes_of() the correction": lambda store: store.changes_of(len(YEARS) + 1),
    "snapshot() of five years ago": lambda store: store.snapshot(5),
}


def look(database: Database, communes: Sequence[str]) -> None:
    times: dict[str, list[float]] = {"Store(), its version": [], **{name: [] for name in STEPS}}
    for commune in random.Random(7).sample(list(communes), min(LOOKED_AT, len(communes))):
        start = time.perf_counter()
        store = opened(database, commune)
        times["Store(), its version"].append(time.perf_counter() - start)
        for name, step in STEPS.items():
            if name == "of that current()":
                store = opened(database, commune)
            start = time.perf_counter()
            step(store)
            times[name].append(time.perf_counter() - start)
    for name, found in times.items():
        ordered = sorted(found)
        p95 = ordered[int(len(ordered) * 0.95) - 1]
        show(f"  {name}", 1000 * statistics.median(found), 1000 * p95, 1000 * ordered[-1])


def show(name: str, *numbers: float) -> None:
    print(f"{name:34}" + "".join(f"{number:10.1f}" for number in numbers), flush=True)


def measure(place: Path | str, communes: Sequence[str], size: Callable[[Database], int]) -> None:
    with closing(open_database(place)) as database:
        start = time.perf_counter()
        rows = fill(database, communes)
        taken = time.perf_counter() - start
        print(f"{rows:,} rows of {len(communes):,} communes in {taken:,.0f} s")
    start = time.perf_counter()
    with closing(open_database(place)) as database:
        print(f"opened again in {time.perf_counter() - start:.2f} s, {size(database) / 1e9:.2f} GB")
        print(f"{'':34}{'median ms':>10}{'p95 ms':>10}{'max ms':>10}")
        look(database, communes)


def main(count: int) -> None:
    communes = codes(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "country.duckdb"
        print("\nDuckDB")
        measure(path, communes, lambda _: sum(f.stat().st_size for f in path.parent.glob("*")))
    with a_server() as server:
        print("\nPostgreSQL")
        measure(
            server.address(),
            communes,
            lambda database: database.rows("SELECT pg_database_size(current_database())")[0][0],
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COMMUNES)
