"""A sheet for web pages: a small SVG whose letters stay text, in the font of the page around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from indicators import palette
from indicators.pictures.text import Words, line_height

_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_BASELINE = 0.74


class WebSheet:
    """Drawn on like `Sheet`; every text of data is escaped."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = []

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        width: float = 1,
        dash: Sequence[float] = (),
    ) -> None:
        """`dash` in pixels: on, off."""
        looks: dict[str, str | float] = {"fill": "none", "stroke": colour, "stroke-width": width}
        if dash:
            looks["stroke-dasharray"] = " ".join(map(_short, dash))
        self._add("path", d="M" + "L".join(_pair(*point) for point in points), **looks)

    def box(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        fill: str = "none",
        border: str = "none",
        *,
        thickness: float = 1,
        dashed: bool = False,
        opacity: float = 1,
    ) -> None:
        looks = _looks(fill, border, thickness)
        if dashed:
            looks["stroke-dasharray"] = "4 3"
        if opacity < 1:
            looks["opacity"] = opacity
        self._add("rect", x=left, y=top, width=width, height=height, **looks)

    def area(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        self._add("path", d="M" + "L".join(_pair(*point) for point in points) + "z", fill=fill)

    def disc(
        self, x: float, y: float, radius: float, fill: str, border: str, thickness: float
    ) -> None:
        self._add("circle", cx=x, cy=y, r=radius, **_looks(fill, border, thickness))

    def square(
        self, x: float, y: float, radius: float, fill: str, border: str, thickness: float
    ) -> None:
        self.box(x - radius, y - radius, 2 * radius, 2 * radius, fill, border, thickness=thickness)

    def diamond(
        self, x: float, y: float, radius: float, fill: str, border: str, thickness: float
    ) -> None:
        corners = [(x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)]
        shape = "M" + "L".join(_pair(*corner) for corner in corners) + "z"
        self._add("path", d=shape, **_looks(fill, border, thickness))

    def words(self, lines: Sequence[Words], x: float, top: float, align: str = "left") -> float:
        """Lines from `top` down, aligned at `x`; returns where they end."""
        for words in lines:
            high = line_height(words)
            runs = "".join(
                f"<tspan{_attributes(_run(run.size, run.bold, run.colour))}>"
                f"{escape(run.text, quote=False)}</tspan>"
                for run in words
                if run.text
            )
            if runs:
                place: dict[str, str | float] = {
                    "x": x,
                    "y": top + high * _BASELINE,
                    "text-anchor": _ANCHORS[align],
                }
                self._parts.append(f"<text{_attributes(place)}>{runs}</text>")
            top += high
        return top

    def as_markup(self, text: str) -> str:
        """The whole drawing; `text` says the same in words, for those who do not see it."""
        frame = {
            "viewBox": f"0 0 {_short(self.width)} {_short(self.height)}",
            "role": "img",
            "aria-label": text,
        }
        return f"<svg{_attributes(frame)}>{''.join(self._parts)}</svg>"

    def _add(self, tag: str, **attributes: str | float) -> None:
        self._parts.append(f"<{tag}{_attributes(attributes)}/>")


def _looks(fill: str, border: str, thickness: float) -> dict[str, str | float]:
    looks: dict[str, str | float] = {"fill": fill}
    if border != "none" and thickness:
        looks |= {"stroke": border, "stroke-width": thickness}
    return looks


def _run(size: float, bold: bool, colour: str) -> dict[str, str | float]:
    """What differs from the page's own text: 14 pixels, regular, the colour of text."""
    looks: dict[str, str | float] = {}
    if size != 14:
        looks["font-size"] = size
    if bold:
        looks["font-weight"] = 700
    if colour != palette.TEXT:
        looks["fill"] = colour
    return looks


def _attributes(values: Mapping[str, str | float]) -> str:
    return "".join(
        f' {name}="{escape(value if isinstance(value, str) else _short(value))}"'
        for name, value in values.items()
    )


def _pair(x: float, y: float) -> str:
    return f"{_short(x)} {_short(y)}"


def _short(value: float) -> str:
    """Two digits, and only where it has them; no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
