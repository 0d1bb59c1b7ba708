"""Answers held whole: scripts and style sheets sent compressed, each compressed once."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PACKED = ("/static/", "/assets/")
NEGOTIATION = ("accept-encoding", "if-none-match", "if-modified-since", "range")


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
