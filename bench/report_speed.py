"""How long the yearly report takes, and the files around it: seconds of the wall and of the CPU.

Run from the top folder: python bench/report_speed.py [reporting units]
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from indicators import exports
from indicators.board import Board, View
from indicators.data_workbook import data_workbook
from indicators.observations import Kind, Observation, Origin
from indicators.pictures import Chart, Form, picture, report_pictures
from indicators.plan import Plan
from indicators.plan_folder import read_plan
from indicators.report import Issuer, as_docx, compose
from indicators.settings import ROOT
from indicators.store import Draft, Store

YEARS = range(2022, 2027)
TODAY = date(2026, 11, 20)


def observations(plan: Plan, units: int) -> list[Observation]:
    """Every indicator of every unit in every year."""
    chance = random.Random(7)
    made = []
    for indicator in plan.indicators:
        for year in YEARS:
            for number in range(units):
                about = (indicator.code, year, f"Thôn Thử {number + 1}", Kind.ACTUAL)
                whole = Decimal(chance.randint(100, 999))
                part = whole * (year - 2010) // 20
                if indicator.is_share:
                    value = round(100 * part / whole, 6)
                    made.append(Observation(*about, value, part, whole))
                else:
                    made.append(Observation(*about, Decimal(2030 - year)))
    return made


def timed(name: str, act: Callable[[], object]) -> object:
    wall, cpu = time.perf_counter(), time.process_time()
    result = act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    size = f"{len(result) / 1000:.0f} kB" if isinstance(result, bytes) else ""
    print(f"| {name} | {wall:.2f} | {cpu:.2f} | {size} |")
    return result


def whole_report(view: View) -> bytes:
    return as_docx(compose(view, Issuer.COMMITTEE, report_pictures(view)))


def main(units: int) -> None:
    plan = read_plan(ROOT / "data" / "plan")
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "dashboard.duckdb", plan.commune.code)
        figures = observations(plan, units)
        store.confirm(Draft(Origin.UPLOAD, "Thử", "key", observations=figures))
        print(f"{len(figures)} figures of {len(plan.indicators)} indicators × {units} units")
        print("| what | wall s | CPU s | size |")
        print("|---|---:|---:|---:|")
        first = Board(plan, store).view(2026, TODAY)
        timed("report, first of the process", lambda: whole_report(first))
        view = Board(plan, store).view(2026, TODAY)
        timed("report, later", lambda: whole_report(view))
        timed("… once the pictures are drawn", lambda: whole_report(view))
        timed("trajectory, PNG", lambda: picture(view, Chart.TRAJECTORY, Form.PNG, "CT04"))
        timed("trajectory, SVG", lambda: picture(view, Chart.TRAJECTORY, Form.SVG, "CT04"))
        timed("units, PNG", lambda: picture(view, Chart.REPORTING_UNITS, Form.PNG, "CT04"))
        timed("overview, PNG", lambda: picture(view, Chart.OVERVIEW, Form.PNG))
        timed("workbook", lambda: data_workbook(view))
        rows = exports.figures_as_rows(plan, view.observations, view.submissions, is_demo=False)
        timed("CSV", lambda: exports.as_csv(rows))
        timed("Parquet", lambda: exports.as_parquet(rows))
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
