"""The table component's contract: typed cells as plain dictionaries, and how to make them.

Nothing here makes HTML: texts and numbers are composed in Python, `components/table.js` writes
them as text and draws the bullets. Positions in a bullet are fractions of the drawing's width.

The width of the table itself decides its size: "wide" (all columns), "medium", "narrow" (columns
folded under others) or "card" (a card a row, on phones). Whatever carries `sizes` shows only there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict
from urllib.parse import urlencode

from indicators import palette, wording
from indicators.palette import CHIPS, Chip

Size = Literal["card", "narrow", "medium", "wide"]
Align = Literal["start", "end"]
Layout = Literal["indicators", "compact", "plain", "plain comparison", "list"]
ColumnKind = Literal["name", "figure", "bullet", "threshold", "number", "text", "chip", "chips"]
Style = Literal["strong", "muted", "small", "struck", "alert", "unit", "large", "whole", "hit"]

ADDRESSES: Mapping[str, str] = {
    "overview": "",
    "indicator": "chi-tieu",
    "unit": "don-vi",
    "tasks": "nhiem-vu",
    "city": "thanh-pho",
    "upload": "nap-so-lieu",
    "history": "lich-su",
    "report": "bao-cao",
    "admin": "quan-tri",
    "manual": "huong-dan",
}
"""Every page by name and its address, relative to that of every other page; "" is the first."""

NOT_CARD: list[Size] = ["narrow", "medium", "wide"]
NOT_NARROW: list[Size] = ["card", "medium", "wide"]


class Open(TypedDict):
    """Where a row leads: `page` and `params` for a switch inside the app, `href` for a new tab."""

    page: str
    params: dict[str, str]
    href: str


class Part(TypedDict):
    """A run of text; `label` is read aloud instead of a text that is an abbreviation."""

    text: str
    styles: NotRequired[list[Style]]
    icon: NotRequired[str]
    label: NotRequired[str]
    open: NotRequired[Open]
    sizes: NotRequired[list[Size]]


class Line(TypedDict):
    parts: list[Part]
    sizes: NotRequired[list[Size]]


class Tile(TypedDict):
    """A status as an icon alone, with its accessible name."""

    chip: str
    label: str


class Cell(TypedDict, total=False):
    """A cell of any kind: every kind may have `lines`; the column's kind tells what else is read.

    name: `title`, `star` (its spoken name; "" keeps the place free), `mark` (said after it) ·
    chip: `chip`, a key of the table's chips · chips: `tiles`.
    """

    lines: list[Line]
    title: str
    star: str
    mark: str
    chip: str
    tiles: list[Tile]


class Bullet(TypedDict, total=False):
    """A bullet: `label` is its sentence for the ear, the rest are fractions of the width.

    Drawn is the track up to `threshold`, pale to `base`, dark from there to `now` (an end disc,
    `hollow` for an estimate), a tick at `expected`. With `words` a dashed box stands for the bar;
    a `sentence` stands for the whole drawing.
    """

    label: str
    threshold: float
    base: float
    now: float
    expected: float
    hollow: bool
    words: list[Part]
    sentence: str


class Row(TypedDict):
    cells: dict[str, Cell | Bullet]
    open: NotRequired[Open]
    emphasis: NotRequired[bool]


class Group(TypedDict):
    title: str
    rows: list[Row]
    open: NotRequired[Open]


class Column(TypedDict):
    key: str
    title: str
    kind: ColumnKind
    align: Align
    sizes: NotRequired[list[Size]]


class CountItem(TypedDict):
    chip: str
    number: str


class LegendItem(TypedDict):
    """`mark`: star, base, since, estimate, actual, threshold or expected."""

    mark: str
    text: str
    sizes: NotRequired[list[Size]]


class Table(TypedDict):
    """All that the component needs. `chips` holds the look of every chip key used in a cell.

    `key` names the chips whose words stand under the table, because in it their icons stand alone.
    """

    caption: str
    layout: Layout
    style: dict[str, str]
    chips: dict[str, dict[str, Any]]
    columns: list[Column]
    groups: list[Group]
    notes: list[str]
    empty: str
    counts: NotRequired[list[CountItem]]
    countsLabel: NotRequired[str]
    legend: NotRequired[list[LegendItem]]
    key: NotRequired[list[str]]


STYLE: Mapping[str, str] = {
    "--text": palette.TEXT,
    "--secondary": palette.SECONDARY_TEXT,
    "--brand": palette.BRAND,
    "--surface": palette.SURFACE,
    "--border": palette.BORDER,
    "--rule": palette.RULE,
    "--track": palette.TRACK,
    "--progress": palette.PROGRESS,
    "--baseline": palette.BASELINE,
    "--path": palette.PATH,
    "--alert": palette.MISSED_TEXT,
}

LABEL_CHIPS: Mapping[str, tuple[str, Chip]] = {
    label.value: (wording.LABELS[label], look) for label, look in CHIPS.items()
}


def table(
    caption: str,
    columns: list[Column],
    groups: list[Group],
    *,
    layout: Layout = "plain",
    chips: Mapping[str, tuple[str, Chip]] | None = None,
    notes: Iterable[str] = (),
    empty: str = "",
) -> Table:
    """A table of typed cells; `chips` gives words and look of every chip key, by default all."""
    known = LABEL_CHIPS if chips is None else chips
    return {
        "caption": caption,
        "layout": layout,
        "style": dict(STYLE),
        "chips": chip_looks(known),
        "columns": columns,
        "groups": groups,
        "notes": [note for note in notes if note],
        "empty": empty,
    }


def facts_table(caption: str, facts: Iterable[tuple[str, Sequence[str]]]) -> Table:
    """What there is to say of one thing, by name; a name with nothing to say is left out."""
    rows = [
        Row(
            cells={
                "name": Cell(lines=[line(part(name, "strong"))]),
                "text": Cell(lines=[line(part(text)) for text in texts]),
            }
        )
        for name, texts in facts
        if any(texts)
    ]
    columns = [column("name", "", "text"), column("text", "", "text")]
    return table(caption, columns, [Group(title="", rows=rows)])


def target(page: str, **params: str) -> Open:
    """A link to a page of the app."""
    return {"page": page, "params": params, "href": f"{ADDRESSES[page]}?{urlencode(params)}"}


def column(
    key: str,
    title: str,
    kind: ColumnKind = "text",
    align: Align = "start",
    sizes: list[Size] | None = None,
) -> Column:
    made: Column = {"key": key, "title": title, "kind": kind, "align": align}
    if sizes is not None:
        made["sizes"] = sizes
    return made


def part(
    text: str,
    *styles: Style,
    icon: str = "",
    label: str = "",
    open: Open | None = None,
    sizes: list[Size] | None = None,
) -> Part:
    made: Part = {"text": text}
    if styles:
        made["styles"] = list(styles)
    if icon:
        made["icon"] = icon
    if label:
        made["label"] = label
    if open is not None:
        made["open"] = open
    if sizes is not None:
        made["sizes"] = sizes
    return made


def line(*parts: Part, sizes: list[Size] | None = None) -> Line:
    made: Line = {"parts": list(parts)}
    if sizes is not None:
        made["sizes"] = sizes
    return made


def text_cell(text: str, *styles: Style) -> Cell:
    """A cell of one line; an empty text makes an empty cell."""
    return {"lines": [line(part(text, *styles))]} if text else {}


def chip_looks(known: Mapping[str, tuple[str, Chip]] = LABEL_CHIPS) -> dict[str, dict[str, Any]]:
    """Words and look of every chip key, as the components draw them."""
    return {key: _chip(words, look) for key, (words, look) in known.items()}


def _chip(words: str, look: Chip) -> dict[str, Any]:
    return {
        "text": words,
        "icon": look.icon,
        "fill": look.fill,
        "ink": look.text,
        "border": look.border,
        "dashed": look.dashed,
    }
