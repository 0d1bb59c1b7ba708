"""The show as a file to take along: `/trinh-chieu.pptx?don_vi=PKT&nam=2026&ti_le=4x3`."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from indicators.board import Board
from indicators.events import Event, EventKind
from indicators.slides import (
    PRESENTATION_TYPE,
    Selection,
    Shape,
    play,
    presentation,
    read_selection,
    show_words,
)
from indicators.store import StoreUnavailable

FILE = "/trinh-chieu.pptx"
SHAPE = "ti_le"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_log = logging.getLogger(__name__)


class PresentationFile:
    """Makes the file anew at each request, one at a time, in a thread beside the server's own."""

    def __init__(self, board_of: Callable[[], Board], today: Callable[[], date]) -> None:
        self._board_of, self._today = board_of, today
        self._guard = threading.Lock()

    def route(self) -> Route:
        return Route(FILE, self.file)

    def file(self, request: Request) -> Response:
        """The file; 503 with a sentence where it cannot be made."""
        try:
            board, today = self._board_of(), self._today()
            last_year = board.years(today)[0]
            selection = read_selection(board.plan, request.query_params, last_year)
            year = selection.year or board.usual_year(today)
            shape = read_shape(request.query_params.get(SHAPE, ""))
            with self._guard:
                content = presentation(play(board.view(year, today), selection), shape)
        except Exception:
            _log.exception("the presentation file could not be made")
            sentence = show_words.FILE_NOT_READY
            return PlainTextResponse(sentence, 503, {"Cache-Control": "no-store"})
        name = file_name(year, selection)
        address = request.client.host if request.client else ""
        # A file is not withheld because the history cannot be written.
        with suppress(StoreUnavailable):
            board.store.events.record(Event(EventKind.EXPORT, name, address=address))
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{name}"',
        }
        return Response(content, 200, headers, PRESENTATION_TYPE)


def read_shape(asked: str) -> Shape:
    """The shape that is asked for; anything unknown is the wide one."""
    return next((shape for shape in Shape if shape == asked.strip().lower()), Shape.WIDE)


def file_name(year: int, selection: Selection) -> str:
    """ "trinh-chieu-2026.pptx", "trinh-chieu-2026-PKT.pptx", "trinh-chieu-2026-CT04.pptx"."""
    only: Sequence[str] = selection.indicators if len(selection.indicators) == 1 else ()
    codes = [_UNSAFE.sub("", code) for code in (selection.unit or "", *only)]
    return "-".join(["trinh-chieu", str(year), *(code for code in codes if code)]) + ".pptx"
