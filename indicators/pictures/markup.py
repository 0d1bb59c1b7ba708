"""The charts' marked-up text ("<b>…</b><br>…") as lines of runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from indicators import palette
from indicators.pictures.text import Run

_STYLE = re.compile(r"(font-size|font-weight|fill):\s*([^;]+)")


def lines_of(text: str, size: float, colour: str = palette.TEXT) -> list[list[Run]]:
    reader = _Reader(Run("", size, False, colour))
    reader.feed(text)
    reader.close()
    return reader.lines


class _Reader(HTMLParser):
    """Knows what the charts write: b, br, and span with size, weight and colour."""

    def __init__(self, look: Run) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[Run]] = [[]]
        self._looks = [look]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        look = self._looks[-1]
        if tag == "br":
            self.lines.append([])
        elif tag == "b":
            self._looks.append(Run("", look.size, True, look.colour))
        elif tag == "span":
            style = dict(_STYLE.findall(dict(attrs).get("style") or ""))
            size = float(style.get("font-size", f"{look.size}px").removesuffix("px"))
            bold = style["font-weight"] == "700" if "font-weight" in style else look.bold
            self._looks.append(Run("", size, bold, style.get("fill", look.colour)))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("b", "span") and len(self._looks) > 1:
            self._looks.pop()

    def handle_data(self, data: str) -> None:
        look = self._looks[-1]
        self.lines[-1].append(Run(data, look.size, look.bold, look.colour))
