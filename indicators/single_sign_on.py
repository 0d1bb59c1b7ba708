"""Signing in with the single sign-on (OIDC) that `.streamlit/secrets.toml` names, if it does.

Streamlit talks to the provider and keeps what it vouched for in a signed cookie. Here that is
exchanged at once for a session of ours, so that idling out, signing out everywhere and disabling
an account hold for these people too. Roles are those of the account that has the address.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import (
    encode_provider_token,
    get_origin_from_redirect_uri,
    get_secrets_auth_section,
)
from streamlit.web.server.starlette import starlette_auth_routes as streamlit_routes
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from indicators import account_words as words
from indicators import doorway
from indicators.account_pages import HEADERS, AccountPages, Said, answer
from indicators.account_routes import Place
from indicators.log_file import log_error
from indicators.sign_in import Answer

ADDRESS = "/dang-nhap-mot-lan"
_CALLBACK = "/oauth2callback"
_TO_PROVIDER = "/auth/login"


def is_set_up() -> bool:
    """Whether this installation names a provider."""
    return bool(get_secrets_auth_section())


class SingleSignOn:
    """The address that leads to the provider, and back into a session of ours."""

    def __init__(self, place: Callable[[], Place], pages: AccountPages) -> None:
        self._place, self._pages = place, pages

    def route(self) -> Route:
        return Route(ADDRESS, self.answer)

    def answer(self, request: Request) -> Response:
        """To the provider, or with what it vouched for to the screen that was asked for."""
        if not is_set_up():
            return RedirectResponse(doorway.SIGN_IN, 303, HEADERS)
        vouched = _vouched(request)
        if vouched is None:
            token = urlencode({"provider": encode_provider_token("default")})
            away = RedirectResponse(f"{_TO_PROVIDER}?{token}", 303, HEADERS)
            back = doorway.local_address(request.query_params.get(doorway.RETURN_TO, "/"))
            doorway.keep_return(away, request, back)
            return away
        try:
            response = self._exchange(request, vouched)
        except Exception as error:
            log_error("the single sign-on failed", error)
            response = RedirectResponse(doorway.SIGN_IN, 303, HEADERS)
        # It is good for a month and knows nothing of idling out: ours takes its place.
        for name in request.cookies:
            if name.startswith(USER_COOKIE_NAME):
                response.delete_cookie(name, path="/")
        return response

    def _exchange(self, request: Request, vouched: Mapping[str, Any]) -> Response:
        place, visit = self._place(), doorway.visit_of(request)
        email = vouched.get("email") if vouched.get("email_verified") is True else ""
        outcome = place.door.with_email(str(email or ""), visit)
        if outcome.answer is not Answer.IN:
            said = Said(words.UNKNOWN_TO_SINGLE_SIGN_ON)
            page = self._pages.message(place.plan.commune, words.SIGN_IN, said, doorway.SIGN_IN)
            return answer(page, 403)
        place.door.sign_out(doorway.token_of(request.cookies), visit)
        response = RedirectResponse(doorway.kept_return(request), 303, HEADERS)
        doorway.forget(response, request, doorway.RETURN_TO)
        doorway.keep(response, request, outcome.token)
        return response


class Returning:
    """Sends who comes back from the provider to our address instead of to the first screen."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != _CALLBACK:
            return await self.app(scope, receive, send)

        async def returning(message: Message) -> None:
            if message["type"] == "http.response.start" and _signs_in(message):
                kept = [(n, v) for n, v in message["headers"] if n.lower() != b"location"]
                message = {**message, "headers": [*kept, (b"location", ADDRESS.encode())]}
            await send(message)

        await self.app(scope, receive, returning)


def _signs_in(message: Message) -> bool:
    """Whether an answer keeps what the provider vouched for."""
    name = USER_COOKIE_NAME.encode()
    cookies = [v for n, v in message["headers"] if n.lower() == b"set-cookie"]
    kept = [v for v in cookies if v.startswith(name) and b"Max-Age=0" not in v]
    return message["status"] in (302, 303, 307) and bool(kept)


def _vouched(request: Request) -> Mapping[str, Any] | None:
    """What the provider said of the person, from Streamlit's signed cookie of this very address."""
    signed = streamlit_routes._get_signed_cookie_from_request(request, USER_COOKIE_NAME)
    try:
        said = json.loads(signed) if signed else None
    except ValueError:
        return None
    if not isinstance(said, dict) or said.get("is_logged_in") is not True:
        return None
    is_ours = said.get("origin") == get_origin_from_redirect_uri()
    return cast(Mapping[str, Any], said) if is_ours else None
