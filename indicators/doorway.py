"""What HTTP carries of a person: the session's cookie, the key of a form, where a request is from.

Over https the cookies have the prefix `__Host-`, which a browser takes from no other address.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import string
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from indicators.account_words import THIS_MACHINE
from indicators.callers import is_loopback
from indicators.sign_in import Visit

SIGN_IN, SIGN_OUT, SET_UP, OWN = "/dang-nhap", "/dang-xuat", "/thiet-lap", "/tai-khoan"
RETURN_TO, SET_UP_CODE, FORM_KEY = "ve", "ma", "khoa-mau"
SESSION, BEFORE = "phien", "truoc-phien"
_PREFIX = "__Host-"
_LONGEST_FORM = 16_384
_LONGEST_WAY = 600  # seconds
_MOST_FIELDS = 30
_PLAIN = frozenset(string.ascii_letters + string.digits + "-._~!$&'()*+,;=:@/?%")


class TooLarge(Exception):
    """A form that no page of ours can have sent."""


def token_of(cookies: Mapping[str, str]) -> str:
    """The session's token; "" where the browser has none."""
    return cookies.get(_PREFIX + SESSION) or cookies.get(SESSION, "")


def keep(response: Response, request: Request, token: str, name: str = SESSION) -> None:
    """Gives the browser a token, until it is closed."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        (_PREFIX if secure else "") + name,
        token,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def forget(response: Response, request: Request, name: str = SESSION) -> None:
    """Takes a token from the browser."""
    secure = request.url.scheme == "https"
    response.delete_cookie(
        (_PREFIX if secure else "") + name,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def token_before(request: Request) -> str:
    """The token of a browser that is not signed in, for the key of its form; "" where none."""
    return request.cookies.get(_PREFIX + BEFORE) or request.cookies.get(BEFORE, "")


def new_token_before() -> str:
    return secrets.token_urlsafe(24)


def form_key(token: str) -> str:
    """What a form must bring along: only a page that this browser got from here can know it."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def fits_form(token: str, key: str) -> bool:
    return token != "" and is_same(key, form_key(token))


def is_same(given: str, kept: str) -> bool:
    """Whether a given key is the kept one; the time it takes tells nothing. "" is no key."""
    return kept != "" and hmac.compare_digest(given.encode(), kept.encode())


def visit_of(connection: HTTPConnection) -> Visit:
    """Where a request comes from."""
    address = connection.client.host if connection.client else ""
    return Visit(address_of(address), connection.headers.get("user-agent", ""))


def address_of(ip_address: str) -> str:
    """An IP address as the history tells it; this machine's own ones by its name."""
    if is_loopback(ip_address or None):
        return THIS_MACHINE
    return ip_address.removeprefix("::ffff:")


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name. Raises TooLarge."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            raise TooLarge
    try:
        text = body.decode("ascii")
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


def local_address(asked: str) -> str:
    """An address of this dashboard to go to; the first page for anything else."""
    is_local = asked.startswith("/") and not asked.startswith("//") and set(asked) <= _PLAIN
    path = urlsplit(asked).path if is_local else "/"
    return asked if is_local and path not in (SIGN_IN, SIGN_OUT, SET_UP) else "/"


def sign_in_address(back: str = "/") -> str:
    """The page for signing in, from where it goes on to `back`."""
    return with_return(SIGN_IN, local_address(back))


def with_return(address: str, back: str) -> str:
    """A way of signing in that leads on to `back`; nothing is added for the first page."""
    return address if back == "/" else f"{address}?{RETURN_TO}={quote(back, safe='/')}"


def keep_return(response: Response, request: Request, back: str) -> None:
    """Gives the browser where to go on, over a way through another site.

    Lax: the browser comes back from there, and would not bring a strict cookie along.
    """
    secure = request.url.scheme == "https"
    response.set_cookie(
        (_PREFIX if secure else "") + RETURN_TO,
        quote(back, safe=""),
        max_age=_LONGEST_WAY,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def kept_return(request: Request) -> str:
    """Where the browser was to go on; the first page where it does not know."""
    found = request.cookies.get(_PREFIX + RETURN_TO) or request.cookies.get(RETURN_TO, "")
    return local_address(unquote(found))


def set_up_address(base: str, code: str) -> str:
    """The page that makes the first administrator, below the server's address."""
    return f"{base}{SET_UP}?{SET_UP_CODE}={code}"
