"""What is measured side by side: the dashboard's screens and the peers' page, their servers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
sys.path.insert(0, str(ROOT))

from tests.serving import free_port, settings  # noqa: E402

PEERS = BENCH / "peers"
MADE = BENCH / ".venv"
"""The peers' throw-away environment; git does not see it."""
PLOTLY = "plotly.js-basic-dist-min@4.1.1"
TODAY = "2030-11-20"
RUNNING = '[data-testid="stApp"]:not([data-test-script-state="notRunning"])'
PLOTLY_MARKS = ".js-plotly-plot .trace path"


@dataclass(frozen=True)
class Look:
    """How a page shows that it is drawn: see page_watch.js."""

    marks: str
    chart: str
    area: str
    count: int
    busy: str = ""
    alive: str = ""


PLOTLY_LOOK = Look(PLOTLY_MARKS, ".js-plotly-plot", ".js-plotly-plot", 12)
OWN_BUSY = f'{RUNNING}, [data-testid="stSkeleton"], [data-testid="stAppSkeleton"]'
OWN_ALIVE = '#root:not([inert]) [data-test-script-state="notRunning"]'


@dataclass(frozen=True)
class Subject:
    """A page to measure. `steps` make a choice: the last of them is what is timed."""

    name: str
    server: str
    look: Look
    path: str = "/"
    choices: Sequence[str] = ()
    steps: Sequence[tuple[str, str]] = ()
    wide: bool = True


DASH_STEPS = [("click", "#unit"), ("click", ".dash-options-list-option:has-text('{}')")]
SELECT = '[data-testid="stSelectbox"] input'
STREAMLIT_STEPS = [
    ("click", SELECT),
    ("press", "Control+a"),
    ("type", "{}"),
    ("press", "Enter"),
]
PEER_UNITS = ["Thôn 03", "Thôn 11", "Thôn 20", "Thôn 28"]
YEAR_STEPS = [("click", '[class*="st-key-chosen_year"] input'), *STREAMLIT_STEPS[1:]]
YEARS = ["2029", "2028", "2027", "2026"]
TABLE = Look("td.k-bullet > *", "tr", ".frame", 13, OWN_BUSY, OWN_ALIVE)
TWO_CHARTS = Look(PLOTLY_MARKS, ".js-plotly-plot", ".js-plotly-plot", 2, OWN_BUSY, OWN_ALIVE)

SUBJECTS = {
    each.name: each
    for each in (
        Subject("overview", "dashboard", TABLE, "/", YEARS, YEAR_STEPS),
        Subject("Dash", "dash", PLOTLY_LOOK, choices=PEER_UNITS, steps=DASH_STEPS),
        Subject(
            "static page", "static", PLOTLY_LOOK, choices=PEER_UNITS, steps=[("select", "#unit={}")]
        ),
        Subject(
            "bare Streamlit",
            "streamlit_bare",
            Look("h2", "h2", "h2", 1, OWN_BUSY, OWN_ALIVE),
        ),
        Subject(
            "ordinary Streamlit",
            "streamlit_page",
            Look(PLOTLY_MARKS, ".js-plotly-plot", ".js-plotly-plot", 12, OWN_BUSY, OWN_ALIVE),
            choices=PEER_UNITS,
            steps=STREAMLIT_STEPS,
        ),
        Subject("indicator", "dashboard", TWO_CHARTS, "/chi-tieu?ma=CT04", YEARS, YEAR_STEPS),
        Subject(
            "unit",
            "dashboard",
            Look("td.k-bullet > *", "tr", ".frame", 5, OWN_BUSY, OWN_ALIVE),
            "/don-vi?ma=PKT",
            YEARS,
            YEAR_STEPS,
        ),
        Subject(
            "tasks",
            "dashboard",
            Look("tbody tr", "tr", ".frame", 16, OWN_BUSY, OWN_ALIVE),
            "/nhiem-vu",
        ),
    )
}


@dataclass
class Server:
    """A running server: its address, its process and how long it took to answer."""

    base: str
    process: psutil.Popen
    took: float
    noise: list[float] = field(default_factory=list)

    def family(self) -> list[psutil.Process]:
        try:
            return [self.process, *self.process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def cpu(self) -> float:
        """Processor seconds so far, of the server and all its processes."""
        times = [each.cpu_times() for each in self.family()]
        return sum(each.user + each.system for each in times)

    def memory(self) -> float:
        """Megabytes of main memory held now."""
        return sum(each.memory_info().rss for each in self.family()) / 1e6


def command_of(server: str, port: int) -> list[str]:
    streamlit = [
        *(sys.executable, "-m", "streamlit", "run", f"{server}.py", "--server.headless", "true"),
        *("--server.port", str(port), "--server.address", "127.0.0.1"),
        *("--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false"),
    ]
    plotly = MADE / "package" / "plotly-basic.min.js"
    gunicorn = [str(MADE / "bin" / "gunicorn"), "-w", "1", "--threads", "8"]
    commands = {
        "dashboard": [sys.executable, "-m", "indicators.command", "run", "--port", str(port)],
        "dash": [*gunicorn, "-b", f"127.0.0.1:{port}", "dash_page:server"],
        "static": [sys.executable, "static_page.py", str(port), str(plotly)],
    }
    return commands.get(server, streamlit)


@contextmanager
def running(server: str, database: Path) -> Iterator[Server]:
    """The server of this name, from the moment it answers until the block ends."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    own = server == "dashboard"
    health = {"dashboard": "/suc-khoe", "dash": "/", "static": "/"}.get(server, "/_stcore/health")
    begun = time.perf_counter()
    with (database.parent / f"{server}.log").open("wb") as log:
        process = psutil.Popen(
            command_of(server, port),
            cwd=ROOT if own else PEERS,
            env=settings(database=database, today=TODAY) if own else settings(),
            stdout=log,
            stderr=log,
        )
    try:
        while not answers(base + health):
            if process.poll() is not None or time.perf_counter() - begun > 60:
                sys.exit(f"{server} did not start: {log.name}")
            time.sleep(0.01)
        yield Server(base, process, time.perf_counter() - begun)
    finally:
        for each in [process, *process.children(recursive=True)]:
            each.terminate()
        process.wait(30)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def prepare_peers() -> None:
    """Makes the peers' environment where it is missing: their libraries, and plotly's script."""
    if not (MADE / "bin" / "gunicorn").exists():
        subprocess.run([sys.executable, "-m", "venv", MADE], check=True)
        install = [MADE / "bin" / "python", "-m", "pip", "install", "-q", "-r"]
        subprocess.run([*install, PEERS / "requirements.txt"], check=True)
    if not (MADE / "package").exists():
        npm = shutil.which("npm") or sys.exit("the static page's plotly.js is fetched with npm")
        packed = subprocess.run(
            [npm, "pack", "--silent", PLOTLY], cwd=MADE, check=True, capture_output=True, text=True
        )
        shutil.unpack_archive(MADE / packed.stdout.strip(), MADE)


def store_figures(database: Path) -> None:
    """Writes a database of 13 indicators × 10 years × 60 reporting units."""
    program = (
        "import store_speed as speed; from pathlib import Path; import sys;"
        "plan = speed.read_plan(speed.ROOT / 'data' / 'plan');"
        "store = speed.Store(Path(sys.argv[1]), plan.commune.code);"
        "store.confirm(speed.a_draft(speed.plan_figures(plan, 60))); store.close()"
    )
    environment = {**os.environ, "PYTHONPATH": str(BENCH)}
    subprocess.run([sys.executable, "-c", program, database], cwd=ROOT, env=environment, check=True)
