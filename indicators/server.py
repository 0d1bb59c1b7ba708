"""What surrounds Streamlit on its own server: page shell, compression, headers, health.

Streamlit's server is a Starlette application; `routes()` and `middleware()` are handed to
`st.App`. Streamlit itself is not imported here: what is changed is what it answers.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import html
import logging
import re
import threading
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indicators.log_file import log_error

HEALTH = "/suc-khoe"
FIGURES = "/so-lieu.json"
IMMUTABLE = "public, immutable, max-age=31536000"
NEED_JAVASCRIPT = "Trang này cần JavaScript. Hãy bật JavaScript trong trình duyệt rồi tải lại."
UNKNOWN_ADDRESS = "Không có trang nào ở địa chỉ này."
TO_START = "Về trang đầu"
FAILED = "Phần này gặp lỗi và chưa trả lời được; các trang khác vẫn dùng được."
FAILED_NUMBER = "Mã lỗi để tra trong nhật ký: {}"


def notice(sentence: str, detail: str = "") -> str:
    """A page of one sentence, the way back to the start and, where there is one, a detail."""
    more = f"<p>{html.escape(detail)}</p>" if detail else ""
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{html.escape(sentence)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body {{ font: 1.125rem/1.5 sans-serif; margin: 15vh auto; max-width: 34rem; padding: 1rem }}
h1 {{ font-size: 1.5rem }} a {{ color: #0B4F52 }}</style></head>
<body><h1>{html.escape(sentence)}</h1>{more}<p><a href="/">{TO_START}</a></p></body></html>
"""


UNKNOWN_PAGE = notice(UNKNOWN_ADDRESS)

SECURITY_HEADERS = {
    # Inline styles are how Streamlit and plotly draw; inline scripts are not needed.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' blob:; worker-src 'self' blob:;"
        " style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data: blob:;"
        " media-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self';"
        " frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}
# Streamlit leaves these open, and no browser needs them.
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")


def _script(name: str) -> tuple[str, bytes]:
    """The address and content of a script of ours."""
    content = (Path(__file__).parent / "components" / f"{name}.js").read_bytes()
    # Another content has another name, so browsers may keep each for ever.
    return f"/assets/{name}.{hashlib.sha256(content).hexdigest()[:12]}.js", content


START_ADDRESS, _START = _script("streamlit_start")
WORDS_ADDRESS, _WORDS = _script("streamlit_words")
PACKED = ("/static/", "/assets/")
NEGOTIATION = ("accept-encoding", "if-none-match", "if-modified-since", "range")

_log = logging.getLogger(__name__)
Gate = Callable[[Mapping[str, str], Mapping[str, str]], bool]


def routes(
    health: Callable[[], Mapping[str, object]] = dict,
    figures: Callable[[int | None], Mapping[str, object]] | None = None,
) -> list[Route]:
    """Return our own addresses beside Streamlit's.

    `health` tells how the dashboard is (its store answers) as JSON values; it runs in a thread, at
    each request of the health address. An exception answers 503. `figures` gives
    what every viewer may see of a year (None: the usual one) as JSON values; an exception answers
    503.
    """

    def current_health(_: Request) -> Response:
        try:
            return _fresh_json({"status": "ok", **health()}, 200)
        except Exception:
            _log.exception("the health check failed")
            return _fresh_json({"status": "fail"}, 503)

    def current_figures(request: Request) -> Response:
        year = request.query_params.get("nam", "")
        try:
            asked = int(year) if year.isdecimal() and len(year) == 4 else None
            return _fresh_json(figures(asked) if figures else {}, 200)
        except Exception:
            _log.exception("the figures could not be given")
            return _fresh_json({}, 503)

    scripts = {START_ADDRESS: _START, WORDS_ADDRESS: _WORDS}

    def script(request: Request) -> Response:
        content = scripts[request.url.path]
        return Response(content, 200, {"Cache-Control": IMMUTABLE}, "text/javascript")

    return [
        Route(HEALTH, current_health),
        Route(FIGURES, current_figures),
        *(Route(address, script) for address in scripts),
    ]


def _fresh_json(content: Mapping[str, object], status: int) -> Response:
    return JSONResponse(content, status, headers={"Cache-Control": "no-store"})


def lifespan(
    begin: Callable[[], None], end: Callable[[], None]
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return what surrounds the server's life.

    `begin` runs in a thread of its own beside the first requests, `end` when the server stops.
    """

    @asynccontextmanager
    async def around(_: object) -> AsyncIterator[None]:
        threading.Thread(target=begin, daemon=True).start()
        try:
            yield
        finally:
            end()

    return around


def middleware(
    title: str,
    addresses: Collection[str] | None = None,
    early: Callable[[str], Sequence[str]] = lambda _: (),
    gate: Gate | None = None,
    closed_to_strangers: Collection[str] = (),
    sign_in: str = "/",
) -> list[Middleware]:
    """Return the layers around Streamlit, outermost first.

    `gate` is asked with the cookies and the query of each request for one of the addresses
    `closed_to_strangers`; where it says no, a person is sent to `sign_in` and a program gets 401.
    `title` stands in the tab until the page sets its own. `addresses` are the `url_path`s of all
    pages ("" is the first page): others then answer 404 in Vietnamese instead of Streamlit's
    English dialog; None lets Streamlit decide. `early` names the scripts that the page at an
    address needs besides those that it names itself.
    """
    shell = Middleware(Shell, title, addresses, early)
    strangers = Middleware(Strangers, gate, closed_to_strangers, sign_in)
    return [Middleware(Guard), strangers, Middleware(Packing), shell]


class Guard:
    """Sets the security headers, keeps some addresses closed, answers for a route that raises."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not is_from_here(Headers(scope=scope)):
            # Streamlit lets a connection pass that does not say which page opened it.
            return await send({"type": "websocket.close", "code": 1008})
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        path: str = scope["path"]
        if any(path == closed or path.startswith(f"{closed}/") for closed in CLOSED):
            await PlainTextResponse("Not Found", 404)(scope, receive, guarded)
        else:
            try:
                await self.app(scope, receive, guarded)
            except Exception as error:
                number = log_error("request error", error)
                if begun:
                    # Too late for a page: breaking off is how the browser learns of it.
                    raise
                page = HTMLResponse(notice(FAILED, FAILED_NUMBER.format(number)), 500)
                await page(scope, receive, guarded)


class Strangers:
    """Sends those whom the gate does not let in to the page for signing in."""

    def __init__(
        self, app: ASGIApp, gate: Gate | None, closed: Collection[str], sign_in: str
    ) -> None:
        self.app, self.gate, self.closed, self.sign_in = app, gate, frozenset(closed), sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self.gate is None or scope["path"] not in self.closed:
            return await self.app(scope, receive, send)
        request = Request(scope)
        if await run_in_threadpool(self.is_let_in, request):
            return await self.app(scope, receive, send)
        headers = {"Cache-Control": "no-store"}
        answer: Response = PlainTextResponse("", 401, headers)
        if "text/html" in request.headers.get("accept", ""):
            answer = RedirectResponse(self.sign_in, 303, headers)
        await answer(scope, receive, send)

    def is_let_in(self, request: Request) -> bool:
        """Whether the gate opens; an address whose store cannot be asked answers for itself."""
        try:
            return self.gate is None or self.gate(request.cookies, request.query_params)
        except Exception as error:
            log_error("the gate could not be asked", error)
            return False


@dataclass(frozen=True)
class Answer:
    """A whole HTTP answer of 200 with a tag; header names in lower case."""

    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def of(cls, body: bytes, content_type: str, cache_control: str) -> Answer:
        """Tag `body` by its content."""
        # Weak: the gzipped bytes carry the same tag.
        tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"content-type": content_type, "cache-control": cache_control, "etag": tag}
        return cls({**headers, "vary": "Accept-Encoding"}, body)

    def gzipped(self) -> Answer:
        headers = {**self.headers, "content-encoding": "gzip"}
        return Answer(headers, gzip.compress(self.body, 6))

    def for_(self, asked: Headers) -> Response:
        """Nothing but "unchanged" where the browser has it already."""
        known = self.headers["etag"] in asked.get("if-none-match", "")
        return Response(b"" if known else self.body, 304 if known else 200, self.headers)


class Packing:
    """Sends scripts and style sheets gzipped, each compressed once and kept in memory.

    Streamlit 1.67 sends them as they are, plotly's 4.7 MB too. All it has come to 7 MB gzipped;
    only what browsers may keep for ever is kept here, up to `limit` bytes.
    """

    def __init__(self, app: ASGIApp, limit: int = 16_000_000) -> None:
        self.app = app
        self.limit = limit
        self.kept: dict[str, Answer] = {}
        self.turn = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_packable(scope) or not accepts_gzip(asked := Headers(scope=scope)):
            return await self.app(scope, receive, send)
        path: str = scope["path"]
        found: Answer | list[Message] | None = self.kept.get(path)
        if found is None:
            # Screens of one room start together: they wait for the first one's work.
            async with self.turn:
                found = self.kept.get(path) or await self.pack(scope, receive)
        if isinstance(found, Answer):
            await found.for_(asked)(scope, receive, send)
        else:
            await replay(found, send)

    async def pack(self, scope: Scope, receive: Receive) -> Answer | list[Message]:
        """Return the packed answer, kept from now on, or the plain one that may not be kept."""
        messages = await answer_to(self.app, without(scope, *NEGOTIATION), receive)
        headers = Headers(raw=messages[0]["headers"])
        cache_control = headers.get("cache-control", "")
        if messages[0]["status"] != 200 or "immutable" not in cache_control:
            return messages
        plain = Answer.of(body_of(messages), headers["content-type"], cache_control)
        packed = await run_in_threadpool(plain.gzipped)
        if sum(len(answer.body) for answer in self.kept.values()) + len(packed.body) > self.limit:
            self.kept.clear()
        self.kept[scope["path"]] = packed
        return packed


class Shell:
    """Makes Streamlit's one HTML page Vietnamese and gives unknown addresses an answer of ours."""

    def __init__(
        self,
        app: ASGIApp,
        title: str,
        addresses: Collection[str] | None,
        early: Callable[[str], Sequence[str]] = lambda _: (),
    ) -> None:
        self.app = app
        self.title = title
        self.early = early
        self.addresses = None if addresses is None else frozenset(addresses)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return await self.app(scope, receive, send)
        asked = Headers(scope=scope)
        if "text/html" in asked.get("accept", ""):
            # A page kept from a bare Streamlit on the same port must not come back as unchanged.
            scope = without(scope, "if-none-match", "if-modified-since")
        held: list[Message] = []

        async def rewriting(message: Message) -> None:
            if not held and not is_page(message):
                return await send(message)
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                page = text_of(held)
                if '<div id="root"></div>' in page:
                    await self.answer(page, scope["path"], asked)(scope, receive, send)
                else:
                    await replay(held, send)

        await self.app(scope, receive, rewriting)

    def answer(self, page: str, path: str, asked: Headers) -> Response:
        address = path.strip("/")
        # The page names its scripts relative to itself: below a second slash it stays blank.
        if "/" in address or (self.addresses is not None and address not in self.addresses):
            return HTMLResponse(UNKNOWN_PAGE, 404)
        body = vietnamese(page, self.title, self.early(address)).encode()
        plain = Answer.of(body, "text/html; charset=utf-8", "no-cache")
        return (plain.gzipped() if accepts_gzip(asked) else plain).for_(asked)


def vietnamese(page: str, title: str, early: Sequence[str] = ()) -> str:
    """Streamlit's HTML page in Vietnamese, with our scripts and without its inline one.

    The inline one only serves search engines' renderers; the policy would refuse it. `early` are
    scripts to fetch with the page.
    """
    start = f'<script defer src=".{START_ADDRESS}"></script>'
    links = "".join(f'<link rel="modulepreload" crossorigin href="./{file}">' for file in early)
    ours = {
        "html": '<html lang="vi">',
        # Deferred scripts run in the page's order: ours comes before Streamlit's.
        "title": f"<title>{html.escape(title)}</title>{start}",
        "noscript": f"<noscript>{NEED_JAVASCRIPT}</noscript>",
        "/head": f'{links}<script defer src=".{WORDS_ADDRESS}"></script></head>',
    }
    theirs = (
        r'<(html) lang="[^"]*">|<(title)>.*?</title>|<(noscript)>.*?</noscript>|<(/head)>'
        r'|<script>.*?</script>|<link rel="service-desc"[^>]*>'
    )
    return re.sub(theirs, lambda m: ours.get(m[m.lastindex or 0], ""), page, flags=re.DOTALL)


def is_from_here(headers: Headers) -> bool:
    """Whether a page of this very address sent the request; every browser says so."""
    origin, host = headers.get("origin", ""), headers.get("host", "")
    return host != "" and urlsplit(origin).netloc.casefold() == host.casefold()


def is_page(message: Message) -> bool:
    """Tell whether an answer that starts is HTML to be shown, not to be saved."""
    headers = Headers(raw=message.get("headers", []))
    shown = "content-disposition" not in headers and message.get("status") == 200
    return shown and headers.get("content-type", "").startswith("text/html")


def is_packable(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path: str = scope["path"]
    return path.startswith(PACKED) and path.endswith((".js", ".css"))


def accepts_gzip(asked: Headers) -> bool:
    codings = asked.get("accept-encoding", "")
    return "gzip" in codings and not re.search(r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)", codings)


def without(scope: Scope, *names: str) -> Scope:
    """A copy of the request without these headers; names in lower case."""
    kept = [(n, v) for n, v in scope["headers"] if n.decode("latin-1") not in names]
    return {**scope, "headers": kept}


async def answer_to(app: ASGIApp, scope: Scope, receive: Receive) -> list[Message]:
    """Ask `app` and wait for its whole answer."""
    messages: list[Message] = []

    async def collect(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, collect)
    return messages


async def replay(messages: Sequence[Message], send: Send) -> None:
    for message in messages:
        await send(message)


def body_of(messages: Sequence[Message]) -> bytes:
    return b"".join(message.get("body", b"") for message in messages)


def text_of(messages: Sequence[Message]) -> str:
    body = body_of(messages)
    coding = Headers(raw=messages[0]["headers"]).get("content-encoding")
    return (gzip.decompress(body) if coding == "gzip" else body).decode("utf-8", "replace")
