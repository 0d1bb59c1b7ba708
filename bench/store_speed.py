"""How long storing and reading take: `python bench/store_speed.py [runs] [postgresql]`.

Run from the top folder; with `postgresql` on a server that is thrown away. Each step runs on a
fresh store, three times unless told otherwise; the best time counts, because whatever else the
machine does only adds. CPU time is of all threads of this process, not of a server. Peak memory is
the whole process's so far, so it only grows from line to line.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from indicators.board import Board  # noqa: E402
from indicators.observations import Kind, Observation, Origin  # noqa: E402
from indicators.plan import Plan  # noqa: E402
from indicators.plan_folder import read_plan  # noqa: E402
from indicators.store import Draft, Store  # noqa: E402
from tests.postgres import Server, a_server  # noqa: E402

TODAY = date(2030, 11, 20)
Step = Callable[[], object]
server: Server | None = None


def measure(name: str, step: Step) -> tuple[str, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    step()
    return name, time.perf_counter() - wall, time.process_time() - cpu


def peak_megabytes() -> float | None:
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


@contextmanager
def fresh_place() -> Iterator[Path | str]:
    if server is not None:
        yield server.fresh()
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "bench.duckdb"


@contextmanager
def fresh_store(commune: str) -> Iterator[Store]:
    with fresh_place() as place, closing(Store(place, commune)) as store:
        yield store


def a_draft(observations: list[Observation]) -> Draft:
    return Draft(Origin.UPLOAD, "bench", "bench", observations, based_on=0)


def many_figures(count: int) -> list[Observation]:
    """`count` figures of different units, as a long file would hold them."""
    return [
        Observation(
            indicator=f"CT{number % 13 + 1:02}",
            year=2021 + number // 13 % 10,
            reporting_unit=f"Tổ dân phố {number // 130}",
            kind=Kind.ACTUAL,
            value=Decimal(number % 10_000) / 100,
            numerator=Decimal(number % 997),
            denominator=Decimal(997),
            note="Số liệu do thôn báo cáo",
            source_text="CT07;2026;Tổ dân phố số 12;45,5;455;1000;Số liệu do thôn báo cáo",
            row=number + 2,
        )
        for number in range(count)
    ]


def plan_figures(plan: Plan, units: int) -> list[Observation]:
    """Every indicator of the plan, ten years, `units` reporting units."""
    last = plan.document.last_year
    return [
        Observation(
            indicator=indicator.code,
            year=year,
            reporting_unit=f"Thôn {unit}",
            kind=Kind.ACTUAL,
            value=Decimal((year - last + 10) * 8 + unit % 10),
            numerator=Decimal((year - last + 10) * 8 + unit % 10) if indicator.is_share else None,
            denominator=Decimal(100) if indicator.is_share else None,
            row=unit,
        )
        for indicator in plan.indicators
        for year in range(last - 9, last + 1)
        for unit in range(units)
    ]


def storing(count: int) -> Iterator[tuple[str, float, float]]:
    draft = a_draft(many_figures(count))
    with fresh_store("BENCH") as store:
        yield measure(f"confirm {count:,} rows", lambda: store.confirm(draft))
        yield measure(f"current() of {count:,}", store.current)
        yield measure(f"current() of {count:,}, kept", store.current)
        yield measure("revisions() of one indicator", lambda: store.revisions("CT04"))


def viewing(plan: Plan) -> Iterator[tuple[str, float, float]]:
    figures = plan_figures(plan, 60)
    with fresh_store(plan.commune.code) as store:
        board = Board(plan, store)
        size = f"{len(figures):,}"
        yield measure(
            f"confirm {size} rows (13 × 10 × 60)", lambda: store.confirm(a_draft(figures))
        )
        yield measure(f"current() of {size}", store.current)
        year = plan.document.last_year
        yield measure("view() cold, figures kept", lambda: board.view(year, TODAY))
        yield measure("view() warm", lambda: board.view(year, TODAY))
        yield measure("holds_demo_figures()", store.holds_demo_figures)


def opening() -> Iterator[tuple[str, float, float]]:
    with fresh_place() as place:
        yield measure("open a fresh store", lambda: Store(place, "BENCH").close())
        yield measure("open it again", lambda: Store(place, "BENCH").close())


def main(runs: int) -> None:
    plan = read_plan(ROOT / "data" / "plan")
    print(f"{'step':44}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}")
    show(measure("first confirm of the process (loads pandas)", warm_up))
    for steps in (
        opening,
        lambda: viewing(plan),
        lambda: storing(60_000),
        lambda: storing(200_000),
    ):
        every_run = [list(steps()) for _ in range(runs)]
        for same_step in zip(*every_run, strict=True):
            show(min(same_step, key=lambda measured: measured[1]))


def warm_up() -> None:
    with fresh_store("BENCH") as store:
        store.confirm(a_draft(many_figures(1)))


def show(measured: tuple[str, float, float]) -> None:
    name, wall, cpu = measured
    peak = peak_megabytes()
    print(f"{name:44}{wall:9.4f}{cpu:9.4f}" + ("" if peak is None else f"{peak:9.0f}"))


if __name__ == "__main__":
    words = sys.argv[1:]
    runs = next((int(word) for word in words if word.isdigit()), 3)
    if "postgresql" in words:
        with a_server() as server:
            main(runs)
    else:
        main(runs)
