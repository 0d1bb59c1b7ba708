"""How long the script run of each screen takes on the invented figures, cold and warm.

Run from the top folder: python bench/page_speed.py [--runs 30] [--rows 60000]
    [--previews 3000] [--profile SCREEN]

Cold is the first visit in a fresh process on a database that exists already; warm are visits
after it. What is timed is the script as the server runs it (frame and screen, up to the last
message queued); sending it and drawing it in the browser are not in it. Every screen has a
process of its own.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import logging
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SCREENS: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("overview", {}),
    "indicator": ("indicator", {"ma": "CT04"}),
    "unit": ("unit", {"ma": "PKT"}),
    "tasks": ("tasks", {}),
    "tasks, time line": ("tasks", {}),
    "upload": ("upload", {}),
    "history": ("history", {"lan": "1"}),
    "upload, preview": ("upload", {}),
}
DEMO_FILE = ROOT / "data" / "demo" / "VINH-AM" / "figures.csv"
TODAY = "2026-11-20"
LONGEST = 300
"""Seconds a single run may take before the measurement gives up."""


class Stopwatch:
    """Stands around the script alone: AppTest's own preparing and reading is not the screen's."""

    def __init__(self) -> None:
        from streamlit.runtime.scriptrunner import script_runner
        from streamlit.runtime.scriptrunner.script_cache import ScriptCache
        from streamlit.testing.v1 import app_test

        self.wall: list[float] = []
        self.cpu: list[float] = []
        self.profiler: cProfile.Profile | None = None
        self._run = script_runner.exec_func_with_error_handling
        script_runner.exec_func_with_error_handling = self._timed
        # The server keeps compiled pages; AppTest would compile them again at each run.
        kept = ScriptCache()
        app_test.ScriptCache = lambda: kept

    def _timed(self, *arguments: Any) -> Any:
        wall, cpu = time.perf_counter(), time.thread_time()
        if self.profiler:
            self.profiler.enable()
        try:
            return self._run(*arguments)
        finally:
            if self.profiler:
                self.profiler.disable()
            self.wall.append(time.perf_counter() - wall)
            self.cpu.append(time.thread_time() - cpu)

    def take(self) -> tuple[float, float]:
        """Wall and CPU seconds of all script runs since the last call: a visit may rerun itself."""
        total = sum(self.wall), sum(self.cpu)
        self.wall.clear()
        self.cpu.clear()
        return total


class Visitor:
    """A browser's session at one screen."""

    def __init__(self, screen: str) -> None:
        from streamlit.runtime import context
        from streamlit.testing.v1 import AppTest
        from streamlit.util import calc_hash

        from indicators.cells import ADDRESSES
        from indicators.opening import open_board
        from indicators.settings import read_settings
        from tests.signing import Browser

        self.watch = Stopwatch()
        self.page, parameters = SCREENS[screen]
        self.app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=LONGEST)
        # AppTest cannot open another page than the first one before a first run.
        self.app._page_hash = calc_hash(ADDRESSES[self.page])
        self.app.query_params.update(parameters)
        # An editor is signed in: AppTest has no browser that could bring a cookie.
        browser = Browser()
        browser.sign_in(open_board(read_settings(os.environ)).store)
        context._get_client_context = lambda: browser

    def visit(self) -> tuple[float, float]:
        self.app.run()
        return self._checked()

    def choose_time_line(self) -> tuple[float, float]:
        self.app.button_group(key="tasks-shown").set_value("Đường thời gian").run()
        if not self.app.get("plotly_chart"):
            raise SystemExit("the time line is not there")
        return self._checked()

    def hand_in(self, name: str, content: bytes) -> tuple[float, float]:
        self.app.file_uploader[0].upload(name, content, "text/csv").run()
        return self._checked()

    def mend_one(self) -> tuple[float, float]:
        from indicators.corrections import CellRef

        draft = self.app.session_state["draft"]
        draft.correct(CellRef("", 2, "Giá trị"), "12,5")
        return self.visit()

    def answer_one(self) -> tuple[float, float]:
        answers = [box for box in self.app.selectbox if box.label == "Trả lời"]
        asked = self.app.session_state["draft"].questions[0]
        answers[0].set_value(asked.options[0].value).run()
        return self._checked()

    def confirm(self) -> tuple[float, float]:
        self.app.button(key="confirm").click().run()
        took = self._checked()
        if not any(b.label.startswith("Xem tổng quan") for b in self.app.button):
            raise SystemExit("the confirm led to no receipt")
        return took

    def _checked(self) -> tuple[float, float]:
        if self.app.exception or self.app.error:
            raise SystemExit(str([*self.app.exception, *self.app.error]))
        if not self.app.get("bidi_component"):
            raise SystemExit("the screen shows neither a head nor a table")
        return self.watch.take()


def measure(screen: str, runs: int, *, profile: bool) -> list[tuple[float, float]]:
    """Seconds (wall, CPU) of the cold visit and of `runs` warm ones."""
    visitor = Visitor(screen)
    timed = [visitor.visit()]
    if screen == "tasks, time line":
        timed = [visitor.choose_time_line()]
    elif screen == "upload, preview":
        timed = [visitor.hand_in("so-lieu.csv", DEMO_FILE.read_bytes())]
    visitor.visit()
    if profile:
        visitor.watch.profiler = cProfile.Profile()
    timed += [visitor.visit() for _ in range(runs)]
    if visitor.watch.profiler:
        shown = pstats.Stats(visitor.watch.profiler, stream=sys.stderr)
        print(f"{screen}: {runs} warm runs together", file=sys.stderr)
        shown.strip_dirs().sort_stats("cumulative").print_stats(45)
        shown.sort_stats("tottime").print_stats(25)
    return timed


def measure_large_file(rows: int) -> dict[str, tuple[float, float]]:
    """A long CSV through the upload screen: handing it in, touching the screen, confirming."""
    from intake_speed import as_csv, table

    from indicators.plan_folder import read_plan

    content = as_csv(table(read_plan(ROOT / "data" / "plan"), rows))
    visitor = Visitor("upload")
    visitor.visit()
    return {
        f"hand in {rows:,} rows": visitor.hand_in("lớn.csv", content),
        "touch anything in the preview": visitor.visit(),
        "confirm, up to the receipt": visitor.confirm(),
    }


PREVIEWS = {
    "new": "CT04;2025;Thôn {0};chính thức;{1},5",
    "refused": "CT04;2025;Thôn {0};chính thức;khoảng {0}",
    "asked": "CT04;2025;Th?n s? {0};chính thức;{1},5",
}


def measure_previews(rows: int) -> dict[str, tuple[float, float]]:
    """Files of nothing but new figures, refusals, questions: handed in, touched, one settled."""
    heading = "Mã chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Giá trị"
    steps = {}
    for name, row in PREVIEWS.items():
        lines = [heading, *(row.format(n, n % 89 + 2) for n in range(rows)), ""]
        visitor = Visitor("upload")
        visitor.visit()
        content = "\n".join(lines).encode()
        steps[f"hand in {rows:,} {name} rows"] = visitor.hand_in(f"{name}.csv", content)
        steps[f"touch the preview of {name} rows"] = visitor.visit()
        if name == "refused":
            steps["mend one cell"] = visitor.mend_one()
        if name == "asked":
            steps["answer one question"] = visitor.answer_one()
    return steps


def in_own_process(database: Path, *arguments: str) -> Any:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("INDICATORS_")},
        "INDICATORS_DATABASE": str(database),
        "INDICATORS_TODAY": TODAY,
    }
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=30, help="warm runs of each screen")
    parser.add_argument("--rows", type=int, default=0, help="also a CSV this long, uploaded")
    parser.add_argument("--profile", choices=SCREENS, metavar="SCREEN", help=", ".join(SCREENS))
    parser.add_argument("--one", choices=SCREENS, help=argparse.SUPPRESS)
    parser.add_argument("--previews", type=int, default=0, help="also previews this long")
    parser.add_argument("--large", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--long", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one or options.large or options.long:
        logging.disable(logging.WARNING)  # Streamlit complains that no server is around it
        profile = options.profile is not None
        if options.one:
            print(json.dumps(measure(options.one, options.runs, profile=profile)))
        elif options.long:
            print(json.dumps(measure_previews(options.long)))
        else:
            print(json.dumps(measure_large_file(options.large)))
        return

    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.duckdb"
        in_own_process(database, "--one", "overview", "--runs", "1")  # writes the invented figures
        runs = ["--runs", str(options.runs)]
        if options.profile:
            in_own_process(database, "--one", options.profile, "--profile", options.profile, *runs)
            return
        columns = ("cold ms", "warm ms", "min", "max", "CPU ms")
        print(f"{'screen':32}" + "".join(f"{column:>9}" for column in columns))
        for screen in SCREENS:
            cold, *warm = in_own_process(database, "--one", screen, *runs)
            wall, cpu = ([1000 * seconds for seconds in each] for each in zip(*warm, strict=True))
            middle = statistics.median(wall)
            figures = (1000 * cold[0], middle, min(wall), max(wall), statistics.median(cpu))
            print(f"{screen:32}" + "".join(f"{figure:9.0f}" for figure in figures), flush=True)
        for kind, rows in (("--large", options.rows), ("--long", options.previews)):
            if rows:
                print(f"\n{'upload screen':32}{'wall s':>9}{'CPU s':>9}")
                for step, (wall, cpu) in in_own_process(database, kind, str(rows)).items():
                    print(f"{step:32}{wall:9.2f}{cpu:9.2f}")


if __name__ == "__main__":
    main()
