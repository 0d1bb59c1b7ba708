"""The public copy from settings and figures, by the command itself or by the running dashboard.

While the dashboard runs it alone holds the figures; the command then asks it for the copy at
`ADDRESS`, which answers only this machine and only to whoever can read the server's secret.
"""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from indicators import store_words
from indicators.account_book import AT_THE_MACHINE
from indicators.account_command import SIGNATURE, signature_of
from indicators.board import Board
from indicators.callers import is_from_this_machine
from indicators.doorway import is_same
from indicators.events import Event, EventKind
from indicators.opening import open_board
from indicators.publication import Files, packed, public_copy, public_words, unpacked
from indicators.settings import Settings
from indicators.store import StoreUnavailable, Trouble

ADDRESS = "/ban-cong-khai.zip"
_YEAR, _EXPLANATIONS = "nam", "giai_trinh"
_PATIENCE = 120
_log = logging.getLogger(__name__)


class NoCopy(Exception):
    """Why there is no copy, as a sentence for whoever asked."""


def current_copy(settings: Settings, year: int | None, *, with_explanations: bool) -> Files:
    """The copy of a year as the figures are now. Raises NoCopy and PlanError."""
    try:
        board = open_board(settings)
        return made_copy(board, settings.today(), year, with_explanations=with_explanations)
    except StoreUnavailable as error:
        if error.trouble is not Trouble.IN_USE or settings.secret_file is None:
            raise NoCopy(store_words.TROUBLES[error.trouble.value]) from error
        return served_copy(settings, year, with_explanations=with_explanations)


def made_copy(board: Board, today: date, year: int | None, *, with_explanations: bool) -> Files:
    """The copy of a year, by default the usual one. Raises NoCopy."""
    chosen = year or board.usual_year(today)
    known = board.years(today)
    if chosen not in known:
        raise NoCopy(public_words.no_such_year(chosen, known))
    font = screens_font()
    made = public_copy(
        board.view(chosen, today),
        with_explanations=with_explanations,
        font=font.read_bytes() if font else b"",
    )
    # A copy is not withheld because the history cannot be written.
    with suppress(StoreUnavailable):
        event = Event.by(AT_THE_MACHINE, EventKind.EXPORT, public_words.in_history(chosen))
        board.store.events.record(event)
    return made


def served_copy(settings: Settings, year: int | None, *, with_explanations: bool) -> Files:
    """The copy from the dashboard that holds the figures. Raises NoCopy."""
    asked = {_YEAR: str(year)} if year else {}
    if with_explanations:
        asked[_EXPLANATIONS] = "1"
    query = urlencode(asked)
    try:
        if settings.address_file is None:
            raise NoCopy(public_words.NOT_ANSWERED)
        base = settings.address_file.read_text(encoding="utf-8").strip()
        signed = {SIGNATURE: signature_of(_secret(settings.secret_file), query.encode())}
        request = HttpRequest(f"{base}{ADDRESS}?{query}", headers=signed)
        with urlopen(request, timeout=_PATIENCE) as answer:
            return unpacked(answer.read())
    except HTTPError as error:
        said = error.read().decode() if error.code == 400 else public_words.NOT_ANSWERED
        raise NoCopy(said) from error
    except (OSError, ValueError) as error:
        raise NoCopy(public_words.NOT_ANSWERED) from error


class PublicCopy:
    """The address that gives the copy to a command on this machine, and 404 to all others."""

    def __init__(
        self, board_of: Callable[[], Board], today: Callable[[], date], place: Path | None
    ) -> None:
        """`place` is where the server's secret lies; None where it has none."""
        self._board_of, self._today, self._place = board_of, today, place

    def routes(self) -> list[Route]:
        return [Route(ADDRESS, self.answer)]

    def answer(self, request: Request) -> Response:
        host = request.client.host if request.client else ""
        if not (is_from_this_machine(host, request.headers) and self._is_signed(request)):
            return PlainTextResponse("Not Found", 404)
        asked = request.query_params.get(_YEAR, "")
        year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
        is_open = request.query_params.get(_EXPLANATIONS) == "1"
        try:
            board = self._board_of()
            files = made_copy(board, self._today(), year, with_explanations=is_open)
        except NoCopy as error:
            return PlainTextResponse(str(error), 400)
        except Exception:
            _log.exception("the public copy could not be made")
            return PlainTextResponse("", 503)
        return Response(packed(files), 200, {"Cache-Control": "no-store"}, "application/zip")

    def _is_signed(self, request: Request) -> bool:
        """Whether the command can read the server's secret, as only the server's user can."""
        secret = _secret(self._place)
        expected = signature_of(secret, request.url.query.encode()) if secret else ""
        return is_same(request.headers.get(SIGNATURE, ""), expected)


def _secret(place: Path | None) -> str:
    """The server's secret; "" where there is none."""
    try:
        return place.read_text(encoding="ascii").strip() if place is not None else ""
    except (OSError, ValueError):
        return ""


def screens_font() -> Path | None:
    """The font of the screens, which Streamlit brings along; None where it is not found."""
    found = importlib.util.find_spec("streamlit")
    if found is None or found.origin is None:
        return None
    fonts = Path(found.origin).parent / "static" / "static" / "media"
    return next(iter(sorted(fonts.glob("SourceSansVF-Upright*.woff2"))), None)
