"""A screen's first parts inside the page itself: they are read before Streamlit has loaded.

The page carries what head, tables and charts of the screen are drawn from, and the code of these
components. Nothing is composed twice: content and drawing are the screen's own.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping

from indicators import chart_library, entrance, first_parts, process, screen, wording
from indicators.accounts import Identity
from indicators.board import Board, View
from indicators.cells import ADDRESSES
from indicators.first_parts import Beginning
from indicators.opening import open_board
from indicators.public_copy import screens_font
from indicators.server import script_of
from indicators.view_cache import ViewCache

_COMPONENTS = {"drawHead": "head.js", "drawTable": "table.js", "drawChart": "chart.js"}
DRAWING = "".join(
    f"const {name} = (() => {{\n{screen.asset('shared.js')}"
    + screen.asset(file).replace("export default function render", "return function render")
    + "})();\n"
    for name, file in _COMPONENTS.items()
) + screen.asset("first_view.js")
"""The script that draws a first view: one file, so that nothing has to be waited for."""
SCRIPT = script_of("first_view", DRAWING.encode())
CHARTS = script_of("first_charts", screen.asset("first_charts.js").encode())
CHOICES = {
    ADDRESSES["overview"]: {"nam"},
    ADDRESSES["indicator"]: {"ma", "nam"},
    ADDRESSES["unit"]: {"ma", "nam"},
    ADDRESSES["tasks"]: set[str](),
}
"""The screens that have a first view, and what their addresses may choose there."""
_markups = ViewCache()


def _font() -> str:
    """The screens' font, which Streamlit's page asks for at once but names only in its script."""
    found = screens_font()
    if found is None:
        return ""
    source = f'src: url("./static/media/{found.name}")'
    return f'@font-face {{ font-family: "Source Sans"; font-weight: 200 900; {source}; }}'


def first_view(
    address: str, query: Mapping[str, str], cookies: Mapping[str, str]
) -> tuple[str, str] | None:
    """The screen's beginning as script and markup; None for others, odd choices and strangers.

    Raises what `open_board` raises: then the page comes without, and says itself what is wrong.
    """
    if address not in CHOICES or set(query) - CHOICES[address]:
        return None
    if not entrance.is_let_in(cookies, {}):
        return None
    board = open_board(process.settings())
    day = process.today()
    year = query.get("nam") or str(board.usual_year(day))
    if year not in map(str, board.years(day)):
        return None
    view = board.view(int(year), day)
    code, codes = query.get("ma", "").upper(), _codes(view, address)
    if code and code not in codes:
        return None
    code = code or next(iter(codes), "")
    # Who may explain has more on the screen of an indicator.
    who = entrance.person_of(cookies) if address == ADDRESSES["indicator"] else Identity()
    key = (address, code, view.year, frozenset(who.roles), who.unit)
    return SCRIPT[0], _markups.get(view, key, lambda: _markup(board, view, address, code, who))


def _codes(view: View, address: str) -> list[str]:
    """What a screen can show one of, the first by default."""
    if address == ADDRESSES["indicator"]:
        return [indicator.code for indicator in view.plan.indicators]
    if address == ADDRESSES["unit"]:
        return [unit.code for unit in view.plan.responsible_units]
    return []


def beginning(board: Board, view: View, address: str, code: str, who: Identity) -> Beginning:
    """What the screen at an address begins with, for who looks at it."""
    if address == ADDRESSES["indicator"]:
        return first_parts.indicator(board, view, code, who)
    if address == ADDRESSES["unit"]:
        return first_parts.unit(view, code)
    if address == ADDRESSES["tasks"]:
        return first_parts.tasks(view)
    return first_parts.overview(view)


def _markup(board: Board, view: View, address: str, code: str, who: Identity) -> str:
    shown = beginning(board, view, address, code, who)
    library = f".{chart_library.ADDRESS}"
    data = {
        "parts": shown.parts,
        "keys": shown.keys,
        "library": library,
        "headStyle": screen.asset("shared.css") + screen.asset("head.css"),
        "tableStyle": screen.asset("shared.css") + screen.asset("table.css"),
    }
    # A script's end inside its text would end it.
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    banner = ""
    if board.store.holds_demo_figures():
        mark, notice, short = map(
            html.escape, (wording.DEMO_MARK, wording.DEMO_NOTICE, wording.DEMO_NOTICE_SHORT)
        )
        banner = (
            f'<div class="banner"><p><strong>{mark}</strong></p>'
            f'<p class="long">{notice}</p><p class="short">{short}</p></div>'
        )
    # One after the other while the page is read, so before Streamlit's: a script that the first one
    # asked for would run when Streamlit has done its work.
    scripts = [SCRIPT[0], *([chart_library.ADDRESS, CHARTS[0]] if shown.has_charts else [])]
    early = f'<link rel="preload" as="script" href="{library}">' if shown.has_charts else ""
    return (
        f"{early}<style>{_font()}{screen.asset('first_view.css')}</style>"
        f'<div id="first-view" hidden><div class="side"></div><main><div class="place">{banner}'
        "</div></main></div>"
        f'<script type="application/json" id="first-view-data">{told}</script>'
        + "".join(f'<script src=".{script}"></script>' for script in scripts)
    )
