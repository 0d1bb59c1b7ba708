"""What surrounds Streamlit on its own server: page shell, compression, headers, health.

Streamlit's server is a Starlette application; `routes()` and `middleware()` are handed to
`st.App`. Streamlit itself is not imported here: what is changed is what it answers.
"""

from __future__ import annotations

import hashlib
import html
import logging
import re
import threading
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indicators.components import asset
from indicators.log_file import log_error
from indicators.packing import Answer, Packing, accepts_gzip, replay, text_of, without

HEALTH = "/suc-khoe"
FIGURES = "/so-lieu.json"
IMMUTABLE = "public, immutable, max-age=31536000"
NEED_JAVASCRIPT = "Trang này cần JavaScript. Hãy bật JavaScript trong trình duyệt rồi tải lại."
UNKNOWN_ADDRESS = "Không có trang nào ở địa chỉ này."
TO_START = "Về trang đầu"
FAILED = "Phần này gặp lỗi và chưa trả lời được; các trang khác vẫn dùng được."
FAILED_NUMBER = "Mã lỗi để tra trong nhật ký lỗi: {}"


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


def script_of(name: str, content: bytes) -> tuple[str, bytes]:
    """The address of a script of ours, and its content."""
    # Another content has another name, so browsers may keep each for ever.
    return f"/assets/{name}.{hashlib.sha256(content).hexdigest()[:12]}.js", content


def _ours(name: str) -> tuple[str, bytes]:
    return script_of(name, asset(f"{name}.js").encode())


START_ADDRESS, _START = _ours("streamlit_start")
WORDS_ADDRESS, _WORDS = _ours("streamlit_words")
TYPING_ADDRESS, _TYPING = _ours("kept_typing")
FirstView = Callable[[str, Mapping[str, str], Mapping[str, str]], tuple[str, str] | None]
"""By address, query and cookies: a script of ours, and markup in which it runs; or None."""
ROOT = '<div id="root"></div>'
"""Where Streamlit draws everything."""

_log = logging.getLogger(__name__)
Gate = Callable[[Mapping[str, str], Mapping[str, str]], bool]


def routes(
    health: Callable[[], Mapping[str, object]] = dict,
    figures: Callable[[int | None], Mapping[str, object]] | None = None,
    more: Iterable[tuple[str, bytes]] = (),
    files: Mapping[str, Path] = MappingProxyType({}),
) -> list[Route]:
    """Return our own addresses beside Streamlit's.

    `health` tells how the dashboard is (its store answers) as JSON values; it runs in a thread, at
    each request of the health address. An exception answers 503. `figures` gives
    what every viewer may see of a year (None: the usual one) as JSON values; an exception answers
    503. `more` are scripts besides ours, as `script_of` gives them; `files` are scripts of
    libraries, by addresses that change with their content.
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

    ours = {START_ADDRESS: _START, WORDS_ADDRESS: _WORDS, TYPING_ADDRESS: _TYPING}
    scripts = {**ours, **dict(more)}

    def script(request: Request) -> Response:
        content = scripts[request.url.path]
        return Response(content, 200, {"Cache-Control": IMMUTABLE}, "text/javascript")

    def library(request: Request) -> Response:
        headers = {"Cache-Control": IMMUTABLE}
        return FileResponse(files[request.url.path], 200, headers, "text/javascript")

    return [
        Route(HEALTH, current_health),
        Route(FIGURES, current_figures),
        *(Route(address, script) for address in scripts),
        *(Route(address, library) for address in files),
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
    first: FirstView = lambda *_: None,
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
    address needs besides those that it names itself; `first` gives what the page shows until
    Streamlit has drawn; it runs in a thread, and a failure counts as none.
    """
    shell = Middleware(Shell, title, addresses, early, first)
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


class Shell:
    """Makes Streamlit's one HTML page Vietnamese and gives unknown addresses an answer of ours."""

    def __init__(
        self,
        app: ASGIApp,
        title: str,
        addresses: Collection[str] | None,
        early: Callable[[str], Sequence[str]] = lambda _: (),
        first: FirstView = lambda *_: None,
    ) -> None:
        self.app = app
        self.title = title
        self.early = early
        self.first = first
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
                if ROOT in page:
                    answer = await self.answer(page, Request(scope), asked)
                    await answer(scope, receive, send)
                else:
                    await replay(held, send)

        await self.app(scope, receive, rewriting)

    async def answer(self, page: str, request: Request, asked: Headers) -> Response:
        address = request.url.path.strip("/")
        # The page names its scripts relative to itself: below a second slash it stays blank.
        if "/" in address or (self.addresses is not None and address not in self.addresses):
            return HTMLResponse(UNKNOWN_PAGE, 404)
        early = tuple(self.early(address))
        first = await run_in_threadpool(self.first_of, address, request)
        plain, packed = answers_of(page, self.title, early, first)
        return (packed if accepts_gzip(asked) else plain).for_(asked)

    def first_of(self, address: str, request: Request) -> tuple[str, str] | None:
        try:
            return self.first(address, request.query_params, request.cookies)
        except Exception:
            _log.debug("no first view", exc_info=True)
            return None


@lru_cache(maxsize=32)
def answers_of(
    page: str, title: str, early: tuple[str, ...], first: tuple[str, str] | None
) -> tuple[Answer, Answer]:
    """The answer with this page, plain and gzipped: the same for all until a figure changes."""
    shown = vietnamese(page, title, early)
    if first:
        script, markup = first
        # Asked for before all that Streamlit needs.
        preload = f'<link rel="preload" as="script" href=".{script}"><title>'
        shown = shown.replace("<title>", preload, 1)
        shown = shown.replace(ROOT, f"{ROOT}{markup}", 1)
    plain = Answer.of(shown.encode(), "text/html; charset=utf-8", "no-cache")
    return plain, plain.gzipped()


def vietnamese(page: str, title: str, early: Sequence[str] = ()) -> str:
    """Streamlit's HTML page in Vietnamese, with our scripts and without its inline one.

    The inline one only serves search engines' renderers; the policy would refuse it. `early` are
    scripts to fetch with the page.
    """
    scripts = "".join(
        f'<script defer src=".{script}"></script>'
        for script in (START_ADDRESS, WORDS_ADDRESS, TYPING_ADDRESS)
    )
    links = "".join(f'<link rel="modulepreload" crossorigin href="./{file}">' for file in early)
    ours = {
        "html": '<html lang="vi">',
        # Deferred scripts run in the page's order: ours come before Streamlit's.
        "title": f"<title>{html.escape(title)}</title>{scripts}",
        "noscript": f"<noscript>{NEED_JAVASCRIPT}</noscript>",
        "/head": f"{links}</head>",
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
