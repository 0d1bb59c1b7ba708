"""The dashboard beside Dash, a hand-written static page and Streamlit itself, in one run.

Run from the top folder: python bench/compare.py [--rounds 5] [--quick] [--write]

Everything alternates, round by round, so that whatever else the machine does falls on all alike;
the medians stand in the table. `--write` puts the tables into bench/README.md, with the machine
and the day. The peers show 12 charts of value against target, a choice of unit and a table of 30
units; the dashboard holds 13 indicators × 10 years × 60 reporting units.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import page_load
import psutil
import viewers
from page_load import SLOW_LINE
from playwright.sync_api import Browser, sync_playwright
from subjects import BENCH, SUBJECTS, Server, Subject, prepare_peers, running, store_figures
from whole_jobs import jobs

from tests.browser.chromium import ensure_chromium
from tests.browser.conftest import FLAGS

PEERS = ("Dash", "static page", "bare Streamlit", "ordinary Streamlit")
OTHERS = ("indicator", "unit", "tasks")
README = BENCH / "README.md"
BURST, CROWD, PAUSE = 20, 50, 10.0

Figures = dict[str, dict[str, list[float]]]
"""What was measured, by row of the table and subject."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="no starts, no crowds, no long jobs")
    parser.add_argument("--peers", nargs="*", default=PEERS, choices=PEERS)
    parser.add_argument("--write", action="store_true", help="into bench/README.md")
    options = parser.parse_args()
    prepare_peers()
    figures: Figures = defaultdict(lambda: defaultdict(list))
    names = ("overview", *options.peers, *OTHERS)
    load_before = os.getloadavg()[0]
    with (
        tempfile.TemporaryDirectory() as folder,
        ExitStack() as servers,
        sync_playwright() as tools,
    ):
        database = Path(folder) / "bench.duckdb"
        store_figures(database)
        if not options.quick:
            measure_starts(figures, database, options.peers)
        up = {
            name: servers.enter_context(running(name, database))
            for name in dict.fromkeys(SUBJECTS[name].server for name in names)
        }
        browser = tools.chromium.launch(executable_path=ensure_chromium(), args=list(FLAGS))
        subjects = [(SUBJECTS[name], up[SUBJECTS[name].server]) for name in names]
        measure_views(figures, browser, subjects, options.rounds)
        show(figures, options.rounds, load_before, "", write=options.write)
        if not options.quick:
            measure_crowds(figures, browser, subjects[: 1 + len(options.peers)])
        browser.close()
    show(figures, options.rounds, load_before, "", write=options.write)
    if not options.quick:
        # The longest, and without peers: the table stands already.
        show(figures, options.rounds, load_before, jobs(), write=options.write)


def show(figures: Figures, rounds: int, load_before: float, long_jobs: str, *, write: bool) -> None:
    """Prints the tables; writes them into the README where asked to."""
    tables = "\n\n".join(
        [
            f"Measured on {date.today():%Y-%m-%d} on {machine()}; medians of {rounds} rounds. Load"
            f" average at the beginning {load_before:.1f}, at the end {os.getloadavg()[0]:.1f}.",
            table(figures, ("overview", *PEERS)),
            "The dashboard's other screens in the same run:",
            table(figures, ("overview", *OTHERS)),
            *(["Long jobs of the dashboard:", long_jobs] if long_jobs else []),
        ]
    )
    print(tables, flush=True)
    if write:
        text = README.read_text(encoding="utf-8")
        marks = r"(<!-- compare: begin -->\n).*(\n<!-- compare: end -->)"
        written = re.sub(marks, lambda m: m[1] + tables + m[2], text, flags=re.DOTALL)
        README.write_text(written, encoding="utf-8")


def measure_starts(figures: Figures, database: Path, peers: Iterable[str]) -> None:
    servers = {SUBJECTS[name].server: name for name in ("overview", *peers)}
    for _ in range(3):
        for server, name in servers.items():
            with running(server, database) as started:
                figures["start to healthy, s"][name].append(started.took)


def measure_views(
    figures: Figures, browser: Browser, subjects: list[tuple[Subject, Server]], rounds: int
) -> None:
    for subject, server in subjects:
        # The screens share a server: only the first of them finds it new.
        first = page_load.load(page_load.context_of(browser, subject), server, subject)
        figures["first view after start, ms"][subject.name].append(first.ready)
        first.page.context.close()
    for _ in range(rounds):
        for subject, server in subjects:
            measure_round(figures, browser, subject, server)
    for _ in range(max(rounds // 2, 1)):
        for subject, server in subjects:
            for row, slower, line in (
                ("cold at 4 Mbps, 40 ms, last mark, ms", 1, SLOW_LINE),
                ("cold on a processor 4× slower, last mark, ms", 4, None),
            ):
                context = page_load.context_of(browser, subject)
                view = page_load.load(context, server, subject, slower=slower, line=line)
                figures[row][subject.name].append(view.ready)
                context.close()


def measure_round(figures: Figures, browser: Browser, subject: Subject, server: Server) -> None:
    context = page_load.context_of(browser, subject)
    for kind in ("cold", "warm"):
        view = page_load.load(context, server, subject)
        figures[f"{kind}, last mark, ms"][subject.name].append(view.ready)
        figures[f"{kind}, answers to choices, ms"][subject.name].append(view.usable)
        figures[f"{kind}, kB"][subject.name].append(view.kilobytes)
        if kind == "cold":
            figures["layout shift"][subject.name].append(view.shift)
            view.page.close()
    figures["server CPU a warm view, s"][subject.name].append(view.cpu)
    if subject.choices:
        made = [page_load.choose(view, server, subject, each) for each in subject.choices]
        figures["filter to painted, ms"][subject.name] += [took for took, _ in made]
        cpu = statistics.mean(cost for _, cost in made)
        figures["server CPU a filter change, s"][subject.name].append(cpu)
    context.close()


def measure_crowds(
    figures: Figures, browser: Browser, subjects: Iterable[tuple[Subject, Server]]
) -> None:
    visits = [(s, server, viewers.capture(browser, server, s)) for s, server in subjects]
    for subject, server, visit in visits:
        figures["memory, 1 viewer, MB"][subject.name].append(
            viewers.at_once(visit, server, 1).memory
        )
    for _ in range(3):
        for subject, server, visit in visits:
            crowd = viewers.at_once(visit, server, BURST)
            figures[f"{BURST} at once, p95, ms"][subject.name].append(p95(crowd.times))
            figures[f"memory, {BURST} viewers, MB"][subject.name].append(crowd.memory)
    for subject, server, visit in visits:
        if visit.choices:
            crowd = viewers.active(visit, server, CROWD, 30, PAUSE)
            row = f"{CROWD} active, a choice every {PAUSE:.0f} s, p95, ms"
            figures[row][subject.name].append(p95(crowd.times))


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[18]


def machine() -> str:
    about = Path("/proc/cpuinfo")
    text = about.read_text(encoding="utf-8") if about.exists() else ""
    model = re.search(r"model name\s*:\s*(.+)", text)
    memory = psutil.virtual_memory().total / 2**30
    processor = model[1].strip() if model else platform.processor()
    return (
        f"{os.cpu_count()} cores ({processor}), {memory:.0f} GiB, {platform.system()},"
        f" Python {platform.python_version()}"
    )


def table(figures: Figures, names: tuple[str, ...]) -> str:
    """Markdown, of the rows in which a neighbour of the first subject was measured too."""
    names = tuple(name for name in names if any(row.get(name) for row in figures.values()))
    lines = [f"| | {' | '.join(names)} |", f"|---|{'---:|' * len(names)}"]
    for row, by_name in figures.items():
        if not any(by_name.get(name) for name in names[1:]):
            continue
        cells = [middle(by_name.get(name, [])) for name in names]
        lines.append(f"| {row} | {' | '.join(map(shown, cells))} |")
    return "\n".join(lines)


def middle(values: list[float]) -> float | None:
    return statistics.median(values) if values else None


def shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 20 else f"{value:.2f}"


if __name__ == "__main__":
    main()
