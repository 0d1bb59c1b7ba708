"""Visitors without a browser, by Streamlit's own protocol, and a server that counts them."""

import json
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from indicators.settings import ROOT
from tests.serving import PATIENCE, Serving, free_port, serving, settings

COUNTS = "/dem"
SERVER = """
import gc, sys, threading
import psutil, uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from streamlit import config
from streamlit.runtime.app_session import AppSession

port, kept_seconds = map(int, sys.argv[1:])
config.set_option("server.disconnectedSessionTTL", kept_seconds)
config.set_option("server.port", port)
import dashboard

def counts(_):
    gc.collect()
    alive = [thing for thing in gc.get_objects() if isinstance(thing, AppSession)]
    memory = psutil.Process().memory_info().rss / 1e6
    return JSONResponse({"sessions": len(alive), "threads": threading.active_count(), "MB": memory})

app = Starlette(
    routes=[Route("/dem", counts), Mount("/", dashboard.app)],
    lifespan=dashboard.app.lifespan(),
)
uvicorn.run(app, port=port, ws="websockets-sansio", log_level="warning")
"""


class Counts(NamedTuple):
    """What a server holds: sessions alive, threads, its memory in MB."""

    sessions: int
    threads: int
    megabytes: float


@contextmanager
def counting_server(folder: Path, kept_seconds: int) -> Iterator[Serving]:
    """The dashboard in a process that counts; sessions left are kept for so many seconds."""
    port = free_port()
    program = folder / "counting.py"
    program.write_text(SERVER, encoding="utf-8")
    environment = settings(database=folder / "dashboard.duckdb", today="2026-11-20")
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, str(program), str(port), str(kept_seconds)]
    with serving(command, port, folder / "log.txt", environment=environment) as found:
        yield found


def counts_of(found: Serving) -> Counts:
    with urllib.request.urlopen(found.base + COUNTS, timeout=PATIENCE) as answer:
        told = json.load(answer)
    return Counts(told["sessions"], told["threads"], told["MB"])


def visit(found: Serving, page: str = "") -> int:
    """Comes, waits until the screen is done, goes; returns how many messages the screen took."""
    address = found.base.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(
        address, subprotocols=["streamlit"], origin=found.base, max_size=None, open_timeout=PATIENCE
    ) as socket:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        asked.rerun_script.page_name = page
        socket.send(asked.SerializeToString())
        for number in range(1, 10_000):
            told = ForwardMsg.FromString(socket.recv(timeout=PATIENCE))
            if told.WhichOneof("type") == "script_finished":
                return number
    raise AssertionError("the screen was never done")
