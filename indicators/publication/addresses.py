"""The file of every page of the public copy, all in one folder, so that every link is relative."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from indicators.cells import Open
from indicators.plan import Plan

START, UNITS, TASKS = "index.html", "don-vi.html", "nhiem-vu.html"
METHOD, DATA, MISSING = "cach-danh-gia.html", "du-lieu-mo.html", "404.html"
STYLE, ICON, FONT = "tai-san/trang.css", "tai-san/bieu-tuong.svg", "tai-san/source-sans.woff2"
DATA_FOLDER = "du-lieu/"


class Addresses:
    """Where the links of tables and heads lead in the public copy of one plan."""

    def __init__(self, plan: Plan) -> None:
        self.indicators = _files("chi-tieu", (i.code for i in plan.indicators))
        self.units = _files("don-vi", (unit.code for unit in plan.responsible_units))

    def of(self, open: Open) -> str:
        """The file a link of the dashboard leads to; "" where the public copy has no such page."""
        code = open["params"].get("ma", "")
        if open["page"] == "indicator":
            return self.indicators.get(code, "")
        if open["page"] == "unit":
            return self.units.get(code, "")
        if open["page"] == "tasks" and code:
            return ""  # A task has no page of its own.
        return {"overview": START, "tasks": TASKS}.get(open["page"], "")


def _files(kind: str, codes: Iterable[str]) -> Mapping[str, str]:
    """ "chi-tieu-ct04.html" by code; codes that look alike in a file's name get a number."""
    files: dict[str, str] = {}
    taken: set[str] = set()
    for code in codes:
        plain = unicodedata.normalize("NFKD", code.replace("đ", "d").replace("Đ", "D")).lower()
        letters = "".join(c for c in plain if not unicodedata.combining(c))
        base = re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "x"
        name, number = base, 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        files[code] = f"{kind}-{name}.html"
    return files
