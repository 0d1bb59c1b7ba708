"""How every chart looks, and where its words stand: one template, escaping, label placement.

A figure does not know how wide it will be shown, but it fixes its own height. Labels are placed
for the narrowest plot a chart is meant for; on a wider one the points only move further apart.
Figures are built as plain dicts of plotly's schema, so that pictures can be drawn of them without
plotly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from indicators import palette
from indicators.wording import DEMO_MARK

Spec = dict[str, Any]
"""A plain dict of plotly's schema: a figure, a trace, a shape or an annotation."""
PAPER = "#FFFFFF"
_HALO = "rgba(255,255,255,0.7)"
SMALL, NORMAL, LEAD = 13, 14, 19
LINE_HEIGHT = 1.3
DEMO_ROOM = 32  # pixels above the plot for the demo mark
_MOST_HIDDEN = 5

_AXIS: Spec = {
    "showgrid": False,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "fixedrange": True,
    "tickangle": 0,
    "ticklabelstandoff": 6,
    "tickfont": {"size": NORMAL, "color": palette.SECONDARY_TEXT},
}
TEMPLATE: Spec = {
    "layout": {
        "font": {"family": palette.FONT, "size": NORMAL, "color": palette.TEXT},
        "colorway": [palette.PROGRESS, palette.BASELINE, palette.PATH, palette.SECONDARY_TEXT],
        "separators": ",.",
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "showlegend": False,
        "hovermode": False,
        "dragmode": False,
        "xaxis": {**_AXIS, "ticklabelstandoff": 10},
        "yaxis": {
            **_AXIS,
            "showgrid": True,
            "gridcolor": palette.RULE,
            "gridwidth": 1,
            "zeroline": True,
            "zerolinecolor": palette.RULE,
            "zerolinewidth": 1,
        },
        "annotationdefaults": {"showarrow": False, "borderpad": 0},
    }
}
"""What a figure's own spec leaves out."""


def spec(
    data: Sequence[Spec],
    *,
    height: int,
    margin: Spec,
    xaxis: Spec,
    yaxis: Spec,
    annotations: Sequence[Spec],
    shapes: Sequence[Spec] = (),
    demo: bool = False,
) -> Spec:
    """A whole figure in our template; with `demo` the mark stands in the picture itself."""
    marks, frames = _demo_mark(margin["t"], margin["r"]) if demo else ([], [])
    return {
        "data": list(data),
        "layout": {
            "template": TEMPLATE,
            "height": height,
            "margin": {"pad": 0, **margin},
            "xaxis": xaxis,
            "yaxis": yaxis,
            "annotations": [*annotations, *marks],
            "shapes": [*shapes, *frames],
        },
    }


def plain(text: str) -> str:
    """Text from data, safe where plotly reads pseudo-HTML: no tags, links or entities."""
    return escape(" ".join(text.split()), quote=False)


def bold(text: str) -> str:
    return f"<b>{text}</b>"


def small(text: str) -> str:
    colour = palette.SECONDARY_TEXT
    return f'<span style="font-size:{SMALL}px;font-weight:400;fill:{colour}">{text}</span>'


def tinted(text: str, colour: str) -> str:
    return f'<span style="fill:{colour}">{text}</span>'


def lead(text: str) -> str:
    """The figure that counts, bigger than the words about it."""
    return f'<span style="font-size:{LEAD}px;font-weight:700">{text}</span>'


def text_width(text: str, size: int) -> float:
    """About how wide a text is in pixels, its longest line, on the generous side."""
    lines = text.split("<br>")
    return max(len(_without_tags(part)) * _line_size(part, size) * 0.48 for part in lines)


def text_height(text: str, size: int) -> float:
    return sum(_line_size(part, size) * LINE_HEIGHT for part in text.split("<br>"))


def _line_size(part: str, size: int) -> int:
    return LEAD if f"font-size:{LEAD}px" in part else size


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters where the words allow it; nothing is cut off."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def note(
    text: str,
    x: float,
    y: float,
    *,
    at: tuple[str, str] = ("paper", "paper"),
    anchor: tuple[str, str] = ("left", "middle"),
    shift: tuple[float, float] = (0, 0),
    size: int = NORMAL,
    colour: str = palette.TEXT,
    **more: Any,
) -> Spec:
    """An annotation; `at` names what x and y refer to, `shift` is in pixels, y upwards."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": at[0],
        "yref": at[1],
        "xanchor": anchor[0],
        "yanchor": anchor[1],
        "xshift": shift[0],
        "yshift": shift[1],
        "align": anchor[0],
        "font": {"size": size, "color": colour},
        **more,
    }


def line(
    x: Iterable[float | None],
    y: Iterable[float | None],
    *,
    name: str,
    colour: str,
    width: float,
    dash: str = "solid",
) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(x),
        "y": list(y),
        "line": {"color": colour, "width": width, "dash": dash},
        "cliponaxis": False,
    }


def dots(
    x: Iterable[float],
    y: Iterable[float],
    *,
    name: str,
    size: float,
    colour: str,
    hollow: bool = False,
    symbol: str = "circle",
    border: float = 2.6,
) -> Spec:
    """Markers of a diameter in pixels; hollow ones hide the line behind them."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": list(x),
        "y": list(y),
        "marker": {
            "symbol": symbol,
            "size": size,
            "color": PAPER if hollow else colour,
            "line": {"color": colour, "width": border if hollow else 0},
            "opacity": 1,
        },
        "cliponaxis": False,
    }


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the plot in pixels, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: Box) -> float:
        """The shared area in square pixels."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide * high if wide > 0 and high > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label may stand: its anchor at a point of the data, shifted by pixels."""

    x: float
    y: float
    xanchor: str
    yanchor: str
    right: float = 0
    up: float = 0


def around(x: float, y: float, gap: float, sides: str) -> list[Place]:
    """Places about a point in the order of `sides`, compass points such as "NW N SE"."""
    near = gap * 0.6
    compass = {
        "N": ("center", "bottom", 0.0, gap),
        "S": ("center", "top", 0.0, -gap),
        "E": ("left", "middle", gap, 0.0),
        "W": ("right", "middle", -gap, 0.0),
        "NW": ("right", "bottom", -near, near),
        "NE": ("left", "bottom", near, near),
        "SW": ("right", "top", -near, -near),
        "SE": ("left", "top", near, -near),
    }
    return [Place(x, y, *compass[side]) for side in sides.split()]


@dataclass
class Canvas:
    """A plot of an assumed size on which labels look for a free place.

    `room` is how far labels may stand outside the plot: left, bottom, right, top. Marks may be
    covered at a price; another label never is unless nothing else is left. No label cuts a white
    piece out of `washes`, areas in a pale colour.
    """

    width: float
    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    room: tuple[float, float, float, float]
    labels: list[Box] = field(default_factory=list)
    marks: list[tuple[Box, int]] = field(default_factory=list)
    washes: list[Box] = field(default_factory=list)

    def at(self, x: float, y: float) -> tuple[float, float]:
        (x0, x1), (y0, y1) = self.x_range, self.y_range
        return (x - x0) / (x1 - x0) * self.width, (y - y0) / (y1 - y0) * self.height

    def mark(self, x: float, y: float, radius: float) -> None:
        px, py = self.at(x, y)
        self.marks.append((Box(px - radius, py - radius, px + radius, py + radius), 3))

    def stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        (px0, py0), (px1, py1) = self.at(x0, y0), self.at(x1, y1)
        steps = max(1, int(max(abs(px1 - px0), abs(py1 - py0)) // 8))
        for part in (step / steps for step in range(steps + 1)):
            x, y = px0 + (px1 - px0) * part, py0 + (py1 - py0) * part
            self.marks.append((Box(x - 4, y - 2, x + 4, y + 2), 1))

    def rule(self, y: float) -> None:
        """A line across the whole plot that must stay unbroken."""
        level = self.at(0, y)[1]
        self.marks.append((Box(0, level - 2, self.width, level + 2), 4))

    def label(
        self,
        text: str,
        places: Sequence[Place],
        *,
        size: int = NORMAL,
        colour: str = palette.TEXT,
        optional: bool = False,
    ) -> list[Spec]:
        """The label at its first free place, else the least covered one.

        An `optional` label that would cover another one, or too much else, is left out.
        """
        choices = [(self._cost(self._box(text, size, p)), i) for i, p in enumerate(places)]
        (covered, hidden), index = min(choices)
        if optional and (covered > 0 or hidden > _MOST_HIDDEN):
            return []
        place = places[index]
        self.labels.append(box := self._box(text, size, place))
        is_on_wash = any(box.overlap(wash) > 0 for wash in self.washes)
        return [
            note(
                text,
                place.x,
                place.y,
                at=("x", "y"),
                anchor=(place.xanchor, place.yanchor),
                shift=(place.right, place.up),
                size=size,
                colour=colour,
                **({} if is_on_wash else {"bgcolor": _HALO}),
            )
        ]

    def _box(self, text: str, size: int, place: Place) -> Box:
        wide, high = text_width(text, size), text_height(text, size)
        px, py = self.at(place.x, place.y)
        left = px + place.right - {"left": 0.0, "center": wide / 2, "right": wide}[place.xanchor]
        bottom = py + place.up - {"bottom": 0.0, "middle": high / 2, "top": high}[place.yanchor]
        return Box(left, bottom, left + wide, bottom + high)

    def _cost(self, box: Box) -> tuple[float, int]:
        left, bottom, right, top = self.room
        outside = (
            max(0.0, -left - box.left)
            + max(0.0, -bottom - box.bottom)
            + max(0.0, box.right - self.width - right)
            + max(0.0, box.top - self.height - top)
        )
        covered = sum(box.overlap(other) for other in self.labels) + outside * 40
        # A corner grazed is no cover, and must not outweigh the order of the places.
        return covered, round(sum(box.overlap(m) * weight for m, weight in self.marks) / 40)


def _demo_mark(top: float, right: float) -> tuple[list[Spec], list[Spec]]:
    """The dashed mark in the upper right corner of the picture."""
    width, height, end = 150, 24, right - 2
    middle = top - 4 - height / 2
    text = note(
        bold(DEMO_MARK),
        1,
        1,
        anchor=("center", "middle"),
        shift=(end - width / 2, middle),
        size=SMALL,
        colour=palette.DEMO_TEXT,
    )
    frame = {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": 1,
        "yanchor": 1,
        "x0": end - width,
        "x1": end,
        "y0": middle - height / 2,
        "y1": middle + height / 2,
        "fillcolor": palette.DEMO_FILL,
        "line": {"color": palette.DEMO_TEXT, "width": 1.5, "dash": "4px,3px"},
        "layer": "below",
    }
    return [text], [frame]


def _without_tags(text: str) -> str:
    return re.sub(r"<[^>]*>", "", text)
