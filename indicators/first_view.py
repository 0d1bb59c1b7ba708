"""The overview's figures inside the page itself: they are read before Streamlit has loaded.

The page carries what the head and the table of the overview are drawn from, and the code of these
two components. Nothing is composed twice: content and drawing are the screen's own.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators import entrance, heads, process, screen, tables, wording
from indicators.board import View
from indicators.cells import ADDRESSES
from indicators.opening import open_board
from indicators.public_copy import screens_font
from indicators.server import script_of

DRAWING = "".join(
    f"const {name} = (() => {{\n{screen.asset('shared.js')}"
    + screen.asset(file).replace("export default function render", "return function render")
    + "})();\n"
    for name, file in (("drawHead", "head.js"), ("drawTable", "table.js"))
) + screen.asset("first_view.js")
"""The script that draws a first view: one file, so that nothing has to be waited for."""
SCRIPT = script_of("first_view", DRAWING.encode())


def _font() -> str:
    """The screens' font, which Streamlit's page asks for at once but names only in its script."""
    found = screens_font()
    if found is None:
        return ""
    source = f'src: url("./static/media/{found.name}")'
    return f'@font-face {{ font-family: "Source Sans"; font-weight: 200 900; {source}; }}'


@dataclass(frozen=True)
class _Kept:
    """The last first view of a year, and what it was made from."""

    view: View
    markup: str


_kept: dict[int, _Kept] = {}


def first_view(
    address: str, query: Mapping[str, str], cookies: Mapping[str, str]
) -> tuple[str, str] | None:
    """The overview as script and markup; None for other pages, unusual choices and strangers.

    Raises what `open_board` raises: then the page comes without, and says itself what is wrong.
    """
    if address != ADDRESSES["overview"] or set(query) - {"nam"}:
        return None
    if not entrance.is_let_in(cookies, {}):
        return None
    board = open_board(process.settings())
    day = process.today()
    year = query.get("nam") or str(board.usual_year(day))
    if year not in map(str, board.years(day)):
        return None
    view = board.view(int(year), day)
    kept = _kept.get(view.year)
    if kept is None or kept.view is not view:
        markup = _markup(view, is_demo=board.store.holds_demo_figures())
        kept = _kept[view.year] = _Kept(view, markup)
    return SCRIPT[0], kept.markup


def content(view: View) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What head and table of the overview are drawn from, before anybody chooses."""
    table = tables.overview_table(
        view.plan,
        view.standings,
        year=view.year,
        notes=[wording.contradictions_note(view.plan)],
    )
    return screen.dressed(heads.overview_head(view)), table


def _markup(view: View, *, is_demo: bool) -> str:
    head, table = content(view)
    data = {
        "head": head,
        "table": table,
        "headStyle": screen.asset("shared.css") + screen.asset("head.css"),
        "tableStyle": screen.asset("shared.css") + screen.asset("table.css"),
    }
    # A script's end inside its text would end it.
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    banner = ""
    if is_demo:
        mark, notice = html.escape(wording.DEMO_MARK), html.escape(wording.DEMO_NOTICE)
        banner = f'<div class="banner"><p><strong>{mark}</strong></p><p>{notice}</p></div>'
    return (
        f"<style>{_font()}{screen.asset('first_view.css')}</style>"
        f'<div id="first-view" hidden><div class="side"></div><main><div class="place">{banner}'
        '<div class="head"></div><div class="tools"></div><div class="table"></div>'
        "</div></main></div>"
        f'<script type="application/json" id="first-view-data">{told}</script>'
    )
