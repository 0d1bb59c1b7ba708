"""Pages from templates: every text is escaped by the engine, links lead inside the copy."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from indicators import palette
from indicators.cells import STYLE, Open
from indicators.components import asset
from indicators.publication import public_words as words
from indicators.publication.addresses import FONT, Addresses

_HERE = Path(__file__).parent
_ICONS = re.compile(r"const ICONS = (\{.*?\n\});", re.S)
_BLANK_LINES = re.compile(r"\n\s*\n+")


class Printer:
    """Fills the templates of one copy; `site` is what every page says of it."""

    def __init__(self, addresses: Addresses, site: Mapping[str, Any]) -> None:
        # The components' own drawings, so that a status looks the same everywhere.
        drawn = _ICONS.search(asset("shared.js"))
        if drawn is None:
            raise ValueError("components/shared.js has no ICONS")

        def address_of(open: Open) -> str:
            return open["href"] if open["page"] == "file" else addresses.of(open)

        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["percent"] = lambda fraction: f"{fraction * 100:.2f}%"
        self._environment.globals.update(
            icons=json.loads(drawn[1]),
            address_of=address_of,
            words=words,
            site=site,
            colours={
                "text": palette.TEXT,
                "brand": palette.BRAND,
                "demo": palette.DEMO_FILL,
            },
        )

    def page(self, template: str, **content: Any) -> bytes:
        made = self._environment.get_template(template).render(**content)
        return (_BLANK_LINES.sub("\n", made).strip() + "\n").encode()


def style_sheet(has_font: bool) -> bytes:
    """The screens' own style sheets, and what a page without them needs besides."""
    font = Path(FONT).name
    face = (
        f'@font-face {{ font-family: "Source Sans"; font-weight: 200 900; font-display: swap;'
        f' src: url("{font}") format("woff2"); }}\n'
    )
    colours = {**STYLE, "--demo-text": palette.DEMO_TEXT, "--demo": palette.DEMO_FILL}
    root = "".join(f"{name}:{value};" for name, value in colours.items())
    parts = [face if has_font else "", f":root {{{root}--st-font:{palette.FONT};}}\n"]
    parts += [asset(name) for name in ("shared.css", "table.css", "head.css")]
    parts.append((_HERE / "site.css").read_text(encoding="utf-8"))
    return "".join(parts).encode()


def icon() -> bytes:
    return asset("icon.svg").encode()
