"""Who is at a screen and what the person may do, asked of the store again in each run.

An open tab keeps the cookie that it came with; whether the session behind it still lives is known
to the store alone. So every run of a script asks, and every write asks once more before it writes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NoReturn
from urllib.parse import urlencode, urlsplit

import streamlit as st

from indicators import account_words as words
from indicators import accounts, doorway, this_run
from indicators.accounts import Identity, Right
from indicators.board import Board
from indicators.opening import open_board, open_door
from indicators.settings import read_settings
from indicators.sign_in import SignedIn


class NotAllowed(Exception):
    """The person may not do this, or no longer."""


def address() -> str:
    """Where the browser is, for the history: an IP address, or this machine."""
    return doorway.address_of(st.context.ip_address or "")


def signed_in() -> SignedIn | None:
    """Whose session the browser's cookie was when this run began; looking counts as working."""
    return this_run.once("signed in", _signed_in_now)


def viewer() -> Identity:
    """Who looks at the screen: for what it shows. What it writes asks `identity`."""
    return _identity(signed_in(), address())


def identity() -> Identity:
    """Who is at this session at this very moment; to be asked before each write."""
    return _identity(_signed_in_now(), address())


def may(right: Right, unit: str | None = None) -> bool:
    """Whether the screen offers this for what `unit` leads; see `accounts.may`."""
    return accounts.may(viewer(), right, unit)


def require(title: str, *rights: Right) -> None:
    """Stops a screen, after a link that signs in and returns here, for those with none of them."""
    found = signed_in()
    if any(accounts.may(_identity(found, ""), right) for right in rights):
        return
    if found is not None and found.may_work:
        _refuse(
            title, words.role_is_missing(title, found.account.full_name), words.SIGN_IN_AS_OTHER
        )
    _refuse(title, words.no_right(title))


def require_viewer() -> None:
    """Stops a screen for visitors where an administrator has chosen that viewers sign in."""
    board = current_board()
    if board.store.settings.current().viewers_sign_in and viewer().is_visitor:
        _refuse(board.plan.commune.product, words.VIEWING_NEEDS_SIGN_IN)


def refuse_write() -> None:
    """Says at the place of a write that the session has ended; nothing was written."""
    st.error(words.SESSION_ENDED, icon=":material/lock:")
    show_sign_in_link()


def administrator() -> Identity | None:
    """Who presses an administrator's button, where the person still may; else that is said."""
    who = identity()
    if accounts.may(who, Right.ADMINISTER):
        return who
    refuse_write()
    return None


def show_sign_in_link(label: str = words.SIGN_IN, *, is_quiet: bool = False) -> None:
    """A link that signs in, in this tab, and returns to this very screen; quiet in a text."""
    look = "quiet-sign-in-link" if is_quiet else "sign-in-link"
    # Streamlit opens its own links in another tab. Quoted by `sign_in_address`, ours has no marks.
    st.html(
        f'<a class="{look}" href="{sign_in_address()}" target="_self">{label}</a>',
        width="content",
    )


def sign_in_address() -> str:
    """The address for signing in that returns to this screen as it is chosen now."""
    path = urlsplit(st.context.url or "/").path
    chosen = st.query_params.to_dict()
    return doorway.sign_in_address(f"{path}?{urlencode(chosen)}" if chosen else path or "/")


def checked(right: Right, make: Callable[[], Any], unit: str | None = None) -> Callable[[], Any]:
    """A download that is made only if the person still may have it when the button is pressed."""
    who = identity_later()

    def made() -> Any:
        if not accounts.may(who(), right, unit):
            raise NotAllowed(right.value)
        return make()

    return made


def identity_later() -> Callable[[], Identity]:
    """Who is at this session, to be asked when a download is made.

    Streamlit makes it outside the session, so the session is remembered here.
    """
    token, where = doorway.token_of(st.context.cookies), address()
    return lambda: _identity(_signed_in(token), where)


def current_board() -> Board:
    """The process's board, looked for once in a run; raises what `open_board` raises."""
    return this_run.once("board", lambda: open_board(read_settings(os.environ)))


def _signed_in_now() -> SignedIn | None:
    return _signed_in(doorway.token_of(st.context.cookies))


def _signed_in(token: str) -> SignedIn | None:
    return open_door(current_board()).find(token, used=True) if token else None


def _identity(found: SignedIn | None, where: str) -> Identity:
    if found is None or not found.may_work:
        return Identity(address=where)
    return Identity.of(found.account, where)


def _refuse(title: str, sentence: str, label: str = words.SIGN_IN) -> NoReturn:
    st.title(title)
    st.info(sentence, icon=":material/lock:")
    show_sign_in_link(label)
    st.stop()
