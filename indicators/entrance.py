"""The way in, between Streamlit and the pages for signing in: routes, gate, the side bar's foot."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Mapping
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from indicators import access, account_words, doorway, single_sign_on
from indicators.account_command import CommandRoute
from indicators.account_pages import AccountPages
from indicators.account_routes import AccountRoutes, Place
from indicators.accounts import Identity
from indicators.board import Board
from indicators.cells import STYLE
from indicators.components import asset
from indicators.opening import open_board, open_door
from indicators.projector import KEY
from indicators.settings import SettingError, read_settings
from indicators.sign_in import SignIn
from indicators.single_sign_on import Returning, SingleSignOn

_log = logging.getLogger("indicators")


def _board() -> Board:
    return open_board(read_settings(os.environ))


_person_component = st.components.v2.component(
    "indicators.person",
    css=asset("shared.css") + asset("person.css"),
    js=asset("shared.js") + asset("person.js"),
)


def account_routes(font: str) -> list[Route]:
    """The pages for signing in beside Streamlit; `font` is the address of the font's file."""

    def place() -> Place:
        board = _board()
        return Place(
            board.plan,
            open_door(board),
            board.store.accounts.has_admin(),
            board.store.settings.current().viewers_sign_in,
            single_sign_on.ADDRESS if single_sign_on.is_set_up() else "",
        )

    pages = AccountPages(font)
    with_provider = SingleSignOn(place, pages)
    return [*AccountRoutes(place, pages).routes(), with_provider.route()]


def returning() -> Middleware:
    """What brings people back from a single sign-on to a session of ours."""
    return Middleware(Returning)


def command_route() -> CommandRoute:
    """Where a command on this machine has the dashboard look after accounts."""
    place = None
    with contextlib.suppress(SettingError):
        place = read_settings(os.environ).secret_file
    return CommandRoute(_board, place)


def is_let_in(cookies: Mapping[str, str], query: Mapping[str, str]) -> bool:
    """Whether a browser may have what viewers may, also where an administrator had them sign in."""
    current = _board()
    chosen = current.store.settings.current()
    key = query.get(KEY, "")
    if not chosen.viewers_sign_in or doorway.is_same(key, chosen.projector_key):
        return True
    found = open_door(current).find(doorway.token_of(cookies))
    return found is not None and found.may_work


def person_of(cookies: Mapping[str, str]) -> Identity:
    """Whose browser it is, as far as a page is drawn for the person."""
    token = doorway.token_of(cookies)
    found = open_door(_board()).find(token) if token else None
    return Identity.of(found.account, "") if found is not None and found.may_work else Identity()


def invite(door: SignIn) -> None:
    """Prints a one-time address for the first administrator, while there is none."""
    code = door.new_setup_code()
    if code is None:
        return
    address = f"http://localhost:{st.get_option('server.port')}"
    # To the console alone: whoever reads the log must not become administrator by it.
    print(account_words.set_up_invitation(doorway.set_up_address(address, code)), flush=True)
    _log.info(account_words.SET_UP_PRINTED)


def show_person() -> None:
    """Who is signed in, with the ways to the own account and out; or the way in."""
    found, data = access.signed_in(), dict[str, Any]()
    if found is not None and not found.session.awaits_code:
        must_change = found.credential.must_change
        data = {
            "login": found.account.login,
            "name": found.account.full_name,
            "roles": account_words.MUST_CHANGE
            if must_change
            else account_words.role_names(found.account.roles),
            "own": {
                "address": doorway.OWN,
                "text": account_words.CHANGE_PASSWORD if must_change else account_words.ACCOUNT,
            },
            "leave": {
                "address": doorway.SIGN_OUT,
                "text": account_words.SIGN_OUT,
                "field": doorway.FORM_KEY,
                "key": doorway.form_key(doorway.token_of(st.context.cookies)),
            },
        }
    enter = {"address": access.sign_in_address(), "text": account_words.SIGN_IN}
    # In a list: Streamlit searches a mapping for data frames, with pandas.
    _person_component(data=[{**data, "enter": enter, "style": dict(STYLE)}], key="person")
