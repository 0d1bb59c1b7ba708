"""The projector's own page, its feed of slides, and their addresses beside Streamlit.

The show is no Streamlit screen: a page that must run for hours, keep its last state when the
server goes away and come back by itself cannot hang on a script run's connection. It is one HTML
page with the play inside; the browser asks `FEED` now and then whether there is a newer one.
"""

from __future__ import annotations

import hashlib
import html
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from indicators import wording
from indicators.board import Board
from indicators.components import asset
from indicators.packing import Answer, accepts_gzip
from indicators.plan import Plan
from indicators.projector_file import FILE, SHAPE, PresentationFile
from indicators.server import IMMUTABLE
from indicators.slides import Selection, Shape, play, play_as_json, read_selection, show_words

SHOW, FEED = "/trinh-chieu", "/trinh-chieu.json"
KEY = "khoa"
PARAMETERS = ("don_vi", "chi_tieu", "nam", "giay", "giao_dien", KEY)
SECONDS = (10, 15, 20, 30, 45, 60)
_KEPT_PLAYS = 32
_SCRIPTS = ("shared.js", "slides_drawing.js", "slides_scenes.js", "slides_show.js")
_log = logging.getLogger(__name__)


class Asset:
    """A file of the show under an address that changes with its content."""

    def __init__(self, ending: str, content_type: str, content: str) -> None:
        self.body = content.encode()
        self.mark = hashlib.sha256(self.body).hexdigest()[:12]
        self.address = f"/assets/slides.{self.mark}.{ending}"
        self.content_type = content_type

    def route(self) -> Route:
        return Route(self.address, lambda _: self.response())

    def response(self) -> Response:
        return Response(self.body, 200, {"Cache-Control": IMMUTABLE}, self.content_type)


class Projector:
    """The routes of the show; `board_of` gives the current board, `today` the day in Vietnam.

    `font` is the address of the font's file on this server, "" where there is none.
    """

    def __init__(
        self, board_of: Callable[[], Board], today: Callable[[], date], font: str = ""
    ) -> None:
        self._board_of, self._today = board_of, today
        self._file = PresentationFile(board_of, today)
        scripts = "\n".join(asset(name) for name in _SCRIPTS)
        self._script = Asset("js", "text/javascript", f"(() => {{\n{scripts}\n}})();\n")
        self._style = Asset("css", "text/css", font_face(font) + asset("slides.css"))
        self._mark = hashlib.sha256(f"{self._script.mark}{self._style.mark}".encode()).hexdigest()[
            :12
        ]
        self._plays: OrderedDict[tuple[object, ...], Answer] = OrderedDict()
        self._trouble = ""
        self._guard = threading.Lock()

    def routes(self) -> list[Route]:
        return [
            Route(SHOW, self.page),
            Route(FEED, self.feed),
            self._file.route(),
            self._script.route(),
            self._style.route(),
        ]

    def feed(self, request: Request) -> Response:
        """The play as JSON with a tag; 304 where the browser has it, 503 where there is none."""
        try:
            board = self._board_of()
            made = self._play(board, self._selection(board, request))
            self._trouble = ""
            return self._sent(made, request)
        except Exception as error:
            # Every running show asks again and again; one trouble is told once.
            if repr(error) != self._trouble:
                self._trouble = repr(error)
                _log.exception("the slides could not be given")
            return Response(b"{}", 503, {"Cache-Control": "no-store"}, "application/json")

    def page(self, request: Request) -> Response:
        """The show with its first play inside, so that the first slide needs no second request."""
        try:
            board = self._board_of()
            selection = self._selection(board, request)
            made = self._play(board, selection)
        except Exception:
            _log.exception("the show could not begin")
            sentence = show_words.NOT_READY
            return HTMLResponse(_waiting_page(sentence), 503, {"Cache-Control": "no-store"})
        text = self._show_page(board.plan, selection, made, _asked(request))
        return self._sent(Answer.of(text.encode(), "text/html; charset=utf-8", "no-cache"), request)

    def _sent(self, answer: Answer, request: Request) -> Response:
        response = answer.for_(request.headers)
        if response.status_code == 304 or not accepts_gzip(request.headers):
            return response
        return answer.gzipped().for_(request.headers)

    def _selection(self, board: Board, request: Request) -> Selection:
        return read_selection(board.plan, _asked(request), board.years(self._today())[0])

    def _play(self, board: Board, selection: Selection) -> Answer:
        """The play as it is sent, made once for each version of plan and figures and each day."""
        today = self._today()
        year = selection.year or board.usual_year(today)
        key = (board, board.store.version, today, year, selection)
        with self._guard:
            known = self._plays.get(key)
            if known is None:
                content = play_as_json(play(board.view(year, today), selection))
                text = json.dumps({**content, "assets": self._mark}, ensure_ascii=False)
                body = text.encode()
                known = Answer.of(body, "application/json; charset=utf-8", "no-cache")
                self._plays[key] = known
                while len(self._plays) > _KEPT_PLAYS:
                    self._plays.popitem(last=False)
            return known

    def _show_page(
        self, plan: Plan, selection: Selection, made: Answer, asked: Mapping[str, str]
    ) -> str:
        content = made.body.decode()
        feed = "." + _address(FEED, asked)
        back = _address("./don-vi", {"ma": selection.unit}) if selection.unit else "./"
        files = "".join(
            f'<a data-do="file" href="{html.escape("." + _address(FILE, {**asked, SHAPE: shape}))}"'
            f' download aria-label="{show_words.FILE} {name}">{name}</a>'
            for shape, name in ((Shape.WIDE, "16:9"), (Shape.CLASSIC, "4:3"))
        )
        seconds = "".join(
            f'<option value="{each}"{" selected" if each == selection.seconds else ""}>'
            f"{each} giây</option>"
            for each in sorted({*SECONDS, selection.seconds})
        )
        keys = "".join(
            f"<div><b>{html.escape(key)}</b><span>{html.escape(deed)}</span></div>"
            for key, deed in show_words.KEYS
        )
        attributes = {
            "class": "still",
            "data-look": selection.look,
            "data-seconds": str(selection.seconds),
            "data-feed": feed,
            "data-tag": made.headers["etag"],
            "data-assets": self._mark,
            "data-words": json.dumps(show_words.FOR_SCRIPT, ensure_ascii=False),
        }
        written = " ".join(f'{k}="{html.escape(v)}"' for k, v in attributes.items())
        w = show_words
        return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<title>{html.escape(f"{w.SHOW} · {plan.commune.product}")}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href=".{self._style.address}">
<script defer src=".{self._script.address}"></script></head>
<body {written}>
<noscript><p id="message">{w.NEED_JAVASCRIPT}</p></noscript>
<main id="stage">
<button class="edge back" data-do="back" aria-label="{w.BACK}">‹</button>
<button class="edge on" data-do="on" aria-label="{w.ON}">›</button>
<nav id="bar" aria-label="{w.CONTROLS}">
<button data-do="back" aria-label="{w.BACK}">‹</button>
<button data-do="pause" aria-label="{w.PAUSE}">❚❚</button>
<button data-do="on" aria-label="{w.ON}">›</button>
<select data-do="seconds" aria-label="{w.SECONDS}">{seconds}</select>
<button data-do="look">{w.LOOK}</button>
<button data-do="full">{w.FULL}</button>
<button data-do="help">{w.HELP}</button>
<span class="file"><span>{w.FILE}</span>{files}</span>
<a data-do="leave" href="{html.escape(back)}">{w.LEAVE}</a>
</nav>
<footer id="foot"><div id="time"></div><b id="place"></b>
<span id="demo" class="demo" hidden>{wording.DEMO_MARK}</span>
<span id="paused" class="sign" hidden>❚❚ {w.PAUSED}</span>
<span id="offline" class="sign" role="status" hidden></span>
<span class="space"></span><span id="data-day" class="wide-only"></span><b id="clock"></b></footer>
</main>
<div id="help" hidden>{keys}</div><div id="dark" hidden></div><div id="message" hidden></div>
<script type="application/json" id="play">{_in_script(content)}</script>
</body></html>
"""


def font_face(address: str) -> str:
    """The rule that loads the font from this server; nothing where it has none."""
    if not address:
        return ""
    return (
        '@font-face { font-family: "Source Sans"; font-weight: 200 900; font-display: swap;'
        f' src: url("{address}") format("woff2"); }}\n'
    )


def show_address(**chosen: str | int | None) -> str:
    """The address of a show of this selection, relative to any screen of the dashboard."""
    return "." + _address(SHOW, {k: str(v) for k, v in chosen.items() if v is not None})


def _asked(request: Request) -> dict[str, str]:
    """What the address asks for, and nothing else of it."""
    return {name: request.query_params[name] for name in PARAMETERS if name in request.query_params}


def _address(path: str, parameters: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path


def _in_script(content: str) -> str:
    """JSON that cannot end the script element it stands in."""
    return content.replace("<", "\\u003c")


def _waiting_page(sentence: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta http-equiv="refresh" content="10">
<title>{show_words.SHOW}</title><link rel="icon" href="data:,">
<style>body {{ background: #0B1620; color: #F4F7F9; display: grid; place-content: center;
font: 6vh/1.3 sans-serif; height: 100vh; margin: 0; padding: 0 8vw; text-align: center }}</style>
</head><body><p>{sentence}</p></body></html>
"""
