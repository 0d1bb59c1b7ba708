"""The dashboard on its real server, in a process of its own, as a person starts it."""

import os
import re
import socket
import socketserver
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from indicators import server
from indicators.settings import ROOT

PATIENCE = 60


class Serving(NamedTuple):
    """A server that answers: its address, its process and what it has printed."""

    base: str
    process: "subprocess.Popen[bytes]"
    log: Path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def settings(**chosen: object) -> dict[str, str]:
    """This process's environment with only the chosen INDICATORS_ settings."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("INDICATORS_")}
    return {
        **inherited,
        "PYTHONUTF8": "1",
        **{f"INDICATORS_{name.upper()}": str(value) for name, value in chosen.items()},
    }


@contextmanager
def serving(
    command: Sequence[str],
    port: int,
    log: Path,
    *,
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Serving]:
    """Runs `command` until the block ends; the block starts when the server answers."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    found = Serving(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait_for(found)
        yield found
    finally:
        stop(process)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Ends the server as the system does; a second call does nothing."""
    process.terminate()
    process.wait(PATIENCE)


def invitation(found: Serving) -> str:
    """The one-time address for the first administrator, as printed shortly after the start."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        printed = found.log.read_text(encoding="utf-8")
        if address := re.search(r"http://localhost:\d+/thiet-lap\?ma=\S+", printed):
            return address[0]
        time.sleep(0.1)
    pytest.fail(f"no address was printed:\n{printed}")


@contextmanager
def relay(found: Serving, *, source: str = "", header: str = "", name: str = "") -> Iterator[str]:
    """Another way to the server, as a proxy or another machine makes it; gives its address.

    Connections come from the address `source`; each one's first request carries `header` and
    asks for the server by `name`.
    """
    host, _, port = found.base.rpartition("/")[2].partition(":")

    class Passing(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            own = (source, 0) if source else None
            with socket.create_connection((host, int(port)), source_address=own) as there:
                here: socket.socket = self.request
                request, _, rest = here.recv(65536).partition(b"\r\n")
                extra = f"{header}\r\n".encode() if header else b""
                if name:
                    rest = re.sub(rb"(?im)^Host:[^\r]*", f"Host: {name}".encode(), rest)
                there.sendall(request + b"\r\n" + extra + rest)
                back = threading.Thread(target=_pass_on, args=(there, here), daemon=True)
                back.start()
                _pass_on(here, there)
                back.join()

    class Relay(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Relay(("127.0.0.1", 0), Passing) as passing:
        threading.Thread(target=passing.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{passing.server_address[1]}"
        passing.shutdown()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)


def _wait_for(found: Serving) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and found.process.poll() is None:
        try:
            urllib.request.urlopen(found.base + server.HEALTH, timeout=PATIENCE).close()
            return
        except urllib.error.HTTPError:
            return  # It answers; what it thinks of its own health is the tests' matter.
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{found.log.read_text(encoding='utf-8')}")
