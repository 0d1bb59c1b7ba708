"""The command `account`: accounts from the machine itself, whether the dashboard runs or not.

A running dashboard alone has the database file open. It then does what the command asks: the
command signs its request with a secret that the server leaves beside the file, for its own user
only. Whoever can read that file can read the database too.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from indicators import account_words as words
from indicators import doorway, store_words
from indicators.account_book import AT_THE_MACHINE, ListedAccount
from indicators.accounts import Account, Role
from indicators.board import Board
from indicators.log_file import log_error
from indicators.opening import open_accounts, open_board, open_door
from indicators.settings import Settings
from indicators.store import AccountExists, LastAdmin, StoreUnavailable, Trouble, close_stores

ADDRESS = "/lenh-tai-may-chu"
SIGNATURE = "X-Signature"
_GOOD_FOR = 60.0
_LONGEST = 4096
_DEFAULT_BASE = "http://localhost:8501"
Asked = Mapping[str, Any]


def carry_out(board: Board, asked: Asked) -> tuple[bool, list[str]]:
    """Does what a command asks; whether it was done, and what to say, a sentence each."""
    book, deed, login = open_accounts(board), asked.get("deed"), str(asked.get("login", ""))
    try:
        if deed == "list":
            listed = book.listed()
            return True, [_line(each) for each in listed] or [words.NO_ACCOUNTS]
        if deed == "setup":
            code = open_door(board).new_setup_code()
            if code is None:
                return False, [words.SET_UP_DONE]
            base = str(asked.get("base") or _DEFAULT_BASE)
            return True, [words.set_up_invitation(doorway.set_up_address(base, code))]
        if deed == "add":
            account = Account(
                login,
                str(asked.get("full_name", "")).strip(),
                frozenset(map(Role, asked.get("roles", ()))),
                str(asked.get("unit", "")),
                str(asked.get("email", "")),
            )
            faults = book.faults(account, is_new=True)
            if faults:
                return False, [words.ACCOUNT_FAULTS[fault.value] for fault in faults]
            return True, words.given_password(login, book.add(account, AT_THE_MACHINE))
        if deed == "reset":
            return True, words.given_password(login, book.reset(login, AT_THE_MACHINE))
        if deed in ("enable", "disable"):
            book.switch(login, AT_THE_MACHINE, enabled=deed == "enable")
            return True, [words.switched(login, enabled=deed == "enable")]
    except KeyError:
        return False, [words.no_such_account(login)]
    except LastAdmin:
        return False, [words.LAST_ADMIN]
    except AccountExists:
        return False, [words.ACCOUNT_FAULTS["login_taken"]]
    except ValueError:
        return False, [words.UNKNOWN_COMMAND]
    return False, [words.UNKNOWN_COMMAND]


def _line(listed: ListedAccount) -> str:
    account = listed.account
    parts = [f"{account.login:<16} {words.account_line(account)}"]
    parts += [words.MUST_CHANGE_SHORT] if listed.must_change else []
    parts += [words.SECOND_FACTOR.lower()] if listed.has_second_factor else []
    return " · ".join([*parts, words.last_use(listed.last_use)])


# In the command's own process


def run_command(settings: Settings, asked: Asked) -> tuple[bool, list[str]]:
    """Does it on the store itself, or has the dashboard do it that holds the store.

    Raises PlanError.
    """
    try:
        return carry_out(open_board(settings), {**asked, "base": _base(settings)})
    except StoreUnavailable as error:
        if error.trouble is Trouble.IN_USE:
            answer = _ask_server(settings, asked)
            if answer is not None:
                return answer
            return False, [words.SERVER_DOES_NOT_ANSWER]
        return False, [store_words.TROUBLES[error.trouble.value]]
    finally:
        close_stores()


def _ask_server(settings: Settings, asked: Asked) -> tuple[bool, list[str]] | None:
    """What the dashboard that holds the store says; None where it does not answer."""
    if settings.secret_file is None:
        return None
    try:
        secret = settings.secret_file.read_text(encoding="ascii").strip()
        content = {**asked, "base": _base(settings), "moment": time.time()}
        body = json.dumps(content).encode()
        headers = {SIGNATURE: signature_of(secret, body), "Content-Type": "application/json"}
        request = HttpRequest(_base(settings) + ADDRESS, body, headers)
        with urlopen(request, timeout=30) as answer:
            told = json.load(answer)
        return bool(told["done"]), [str(each) for each in told["told"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _base(settings: Settings) -> str:
    """The address of the dashboard that runs, or ran last."""
    with contextlib.suppress(OSError):
        if settings.address_file is not None:
            return settings.address_file.read_text(encoding="utf-8").strip()
    return _DEFAULT_BASE


# In the dashboard's process


class CommandRoute:
    """The address where a command on this machine has the dashboard look after accounts."""

    def __init__(self, board_of: Callable[[], Board], place: Path | None) -> None:
        """Leaves a fresh secret at `place`, readable for the server's own user only."""
        self._board_of, self._secret = board_of, ""
        self._seen: dict[str, float] = {}
        self._guard = threading.Lock()
        if place is not None:
            with contextlib.suppress(OSError):
                secret = secrets.token_urlsafe(32)
                write_secret(place, secret)
                self._secret = secret

    def route(self) -> Route:
        return Route(ADDRESS, self.answer, methods=["POST"])

    async def answer(self, request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LONGEST:
                return Response(status_code=413)
        asked = self._asked(body, request.headers.get(SIGNATURE, ""))
        if asked is None:
            return Response(status_code=403)
        return await run_in_threadpool(self._carried_out, asked)

    def _carried_out(self, asked: Asked) -> Response:
        try:
            done, told = carry_out(self._board_of(), asked)
        except Exception as error:
            log_error("a command failed", error)
            return Response(status_code=503)
        return JSONResponse({"done": done, "told": told}, headers={"Cache-Control": "no-store"})

    def _asked(self, body: bytes, signature: str) -> Asked | None:
        """What a signed request asks; None for one that is not signed, old or sent again."""
        if not self._secret or not doorway.is_same(signature, signature_of(self._secret, body)):
            return None
        with self._guard, contextlib.suppress(ValueError, TypeError, AttributeError):
            now = time.time()
            self._seen = {each: at for each, at in self._seen.items() if now - at < 2 * _GOOD_FOR}
            asked = json.loads(body)
            if abs(now - float(asked.get("moment", 0))) < _GOOD_FOR and signature not in self._seen:
                self._seen[signature] = now
                return cast(Asked, asked)
        return None


def write_secret(place: Path, secret: str) -> None:
    """Writes a file that only its own user can read, from its first moment on."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret)


def signature_of(secret: str, body: bytes) -> str:
    """What shows that who asks can read the server's secret."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
