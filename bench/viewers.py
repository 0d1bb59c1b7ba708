"""Many viewers without as many browsers: one visit is captured in a browser and replayed.

A viewer asks for what the browser asked for on a warm visit, in the same order, opens the same
web-socket and sends the same messages; a view or a choice ends when the server has said all.
"""

from __future__ import annotations

import base64
import http.client
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import page_load
from playwright.sync_api import Browser
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from subjects import Server, Subject
from websockets.sync.client import ClientConnection, connect

SHORT = 64
"""Bytes: what says that a run has finished is shorter, and nothing else need be read."""
PATIENCE = 120
KEPT = ("Script", "Stylesheet", "Font", "Image", "Other")
"""Kinds of files that a browser has since its last visit, or asks whether they are unchanged."""


@dataclass(frozen=True)
class Request:
    """A request over HTTP."""

    method: str
    target: str
    body: str | None
    headers: dict[str, str]


@dataclass
class Visit:
    """What a browser sent for a warm view (`opening`) and for choices one after the other.

    Of the choices, the first comes once; the others are a circle.
    """

    address: str
    cookies: str
    socket: str = ""
    protocols: list[str] = field(default_factory=list)
    opening: list[Request | bytes] = field(default_factory=list)
    choices: list[list[Request | bytes]] = field(default_factory=list)


def capture(browser: Browser, server: Server, subject: Subject) -> Visit:
    """Watches one browser on its second visit and while it makes the subject's choices."""
    context = page_load.context_of(browser, subject)
    page_load.load(context, server, subject).page.close()
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    visit = Visit(server.base, "")
    asked: dict[str, Request] = {}
    sent: list[Request | bytes] = []

    def requested(event: dict[str, Any]) -> None:
        request = event["request"]
        if request["url"].startswith(server.base) and event.get("type") not in KEPT:
            kept = {n: v for n, v in request["headers"].items() if n.lower() == "content-type"}
            target = request["url"].removeprefix(server.base)
            one = Request(request["method"], target, request.get("postData"), kept)
            asked[event["requestId"]] = one
            sent.append(one)

    def answered(event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            unasked(event)

    def unasked(event: dict[str, Any]) -> None:
        request = asked.get(event["requestId"])
        if request is not None and request in sent:
            sent.remove(request)

    def framed(event: dict[str, Any]) -> None:
        sent.append(base64.b64decode(event["response"]["payloadData"]))

    def opened(event: dict[str, Any]) -> None:
        visit.socket = event["url"]

    def shaken(event: dict[str, Any]) -> None:
        named = {n.lower(): v for n, v in event["request"]["headers"].items()}
        visit.protocols = [p.strip() for p in named.get("sec-websocket-protocol", "").split(",")]

    tools.on("Network.requestWillBeSent", requested)
    tools.on("Network.responseReceived", answered)
    tools.on("Network.requestServedFromCache", unasked)
    tools.on("Network.webSocketFrameSent", framed)
    tools.on("Network.webSocketCreated", opened)
    tools.on("Network.webSocketWillSendHandshakeRequest", shaken)
    page.goto(server.base + subject.path, wait_until="commit")
    view = page_load.View(page, tools, page_load.waited(page, "ready"), 0, 0, 0, 0, 0)
    visit.opening = list(sent)
    for choice in [*subject.choices, *subject.choices[:1]]:
        sent.clear()
        page_load.choose(view, server, subject, choice)
        visit.choices.append(list(sent))
    cookies = context.cookies()
    visit.cookies = "; ".join(f"{each['name']}={each['value']}" for each in cookies)
    context.close()
    return visit


class Viewer:
    """One browser's place: keeps its connection and its web-socket until it leaves."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.line = http.client.HTTPConnection(urlsplit(visit.address).netloc, timeout=PATIENCE)
        self.socket: ClientConnection | None = None
        self.steps = self._steps()

    def _steps(self) -> Iterator[list[Request | bytes]]:
        first, *circle = self.visit.choices
        yield first
        while True:
            yield from circle or [first]

    def open(self) -> float:
        """Milliseconds of a view."""
        return self._send(self.visit.opening)

    def choose(self) -> float:
        """Milliseconds of the next choice."""
        return self._send(next(self.steps))

    def leave(self) -> None:
        if self.socket:
            self.socket.close()
        self.line.close()

    def _send(self, parts: Sequence[Request | bytes]) -> float:
        begun = time.perf_counter()
        for part in parts:
            if isinstance(part, Request):
                self._ask(part)
            else:
                self._tell(part)
        return 1000 * (time.perf_counter() - begun)

    def _ask(self, request: Request) -> None:
        headers = {"Accept-Encoding": "gzip", "Cookie": self.visit.cookies, **request.headers}
        if request.target.split("?")[0].count("/") == 1 and request.method == "GET":
            headers["Accept"] = "text/html"
        body = request.body.encode() if request.body else None
        try:
            self.line.request(request.method, request.target, body, headers)
            answer = self.line.getresponse()
        except ConnectionError:  # The server has closed the idle line.
            self.line.close()
            self.line.request(request.method, request.target, body, headers)
            answer = self.line.getresponse()
        answer.read()
        if answer.status >= 500:
            raise RuntimeError(f"{answer.status} {request.target}")

    def _tell(self, message: bytes) -> None:
        if self.socket is None:
            self.socket = connect(
                self.visit.socket,
                subprotocols=self.visit.protocols,
                additional_headers={"Cookie": self.visit.cookies},
                origin=self.visit.address,
                max_size=None,
                open_timeout=PATIENCE,
            )
        self.socket.send(message)
        if BackMsg.FromString(message).WhichOneof("type") == "rerun_script":
            while not self._is_end(self.socket.recv(timeout=PATIENCE)):
                pass

    @staticmethod
    def _is_end(message: str | bytes) -> bool:
        if isinstance(message, str) or len(message) > SHORT:
            return False
        told = ForwardMsg.FromString(message)
        return (
            told.WhichOneof("type") == "script_finished"
            and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        )


@dataclass(frozen=True)
class Crowd:
    """What many viewers at once saw, in milliseconds, and what they cost."""

    times: list[float]
    cpu: float
    """Processor seconds of the server for each view or choice."""
    memory: float
    """Megabytes of the server while all of them stay."""


def at_once(visit: Visit, server: Server, count: int) -> Crowd:
    """`count` viewers open the page at the same moment."""
    viewers = [Viewer(visit) for _ in range(count)]
    before = server.cpu()
    times = together([viewer.open for viewer in viewers])
    cpu = server.cpu() - before
    memory = server.memory()
    for viewer in viewers:
        viewer.leave()
    return Crowd(times, cpu / count, memory)


def active(visit: Visit, server: Server, count: int, seconds: float, pause: float) -> Crowd:
    """`count` viewers make a choice every `pause` seconds on average, for so many `seconds`."""
    viewers = [Viewer(visit) for _ in range(count)]
    for viewer in viewers:
        viewer.open()
    before = server.cpu()
    end = time.perf_counter() + seconds
    times: list[float] = []

    def use(viewer: Viewer) -> float:
        chance = random.Random(id(viewer))
        time.sleep(chance.uniform(0, pause))
        while time.perf_counter() < end:
            times.append(viewer.choose())
            time.sleep(chance.uniform(0, 2 * pause))
        return 0.0

    together([lambda viewer=viewer: use(viewer) for viewer in viewers])  # type: ignore[misc]
    cpu, memory = server.cpu() - before, server.memory()
    for viewer in viewers:
        viewer.leave()
    return Crowd(times, cpu / max(len(times), 1), memory)


def together(acts: Sequence[Callable[[], float]]) -> list[float]:
    """Does all of them at once; what they return."""
    results: list[float] = []
    failures: list[Exception] = []

    def run(act: Callable[[], float]) -> None:
        try:
            results.append(act())
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results
