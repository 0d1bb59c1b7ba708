"""A chart's spec drawn on a sheet: what plotly shows on the screen, for paper.

Knows of plotly's schema what our charts use. Text of data is text here too: nothing but the
charts' own marks is read as markup.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from indicators import palette
from indicators.chart_template import NORMAL, PAPER, TEMPLATE, Spec
from indicators.pictures.markup import lines_of
from indicators.pictures.surface import Surface, strokes
from indicators.pictures.text import height_of, shrunk, width_of

Point = tuple[float, float]


def draw_plot(sheet: Surface, spec: Spec, top: float, side: float) -> None:
    """The whole figure from `top` down, over the sheet's width but for `side` left and right."""
    _Plot(sheet, spec, top, side).draw()


class _Plot:
    def __init__(self, sheet: Surface, spec: Spec, top: float, side: float) -> None:
        self.sheet, self.data, self.layout = sheet, spec["data"], spec["layout"]
        margin = self.layout["margin"]
        self.edge = sheet.width - side
        self.left, self.right = side + margin["l"], sheet.width - side - margin["r"]
        self.top = top + margin["t"]
        self.bottom = top + self.layout["height"] - margin["b"]
        self.x_axis = {**TEMPLATE["layout"]["xaxis"], **self.layout["xaxis"]}
        self.y_axis = {**TEMPLATE["layout"]["yaxis"], **self.layout["yaxis"]}

    def at_x(self, value: float) -> float:
        first, last = self.x_axis["range"]
        return float(self.left + (value - first) / (last - first) * (self.right - self.left))

    def at_y(self, value: float) -> float:
        first, last = self.y_axis["range"]
        return float(self.bottom - (value - first) / (last - first) * (self.bottom - self.top))

    def place(self, item: Spec) -> Point:
        """Where an annotation's point lies: in the data, or as a share of the plot."""
        x, y = item["x"], item["y"]
        if item["xref"] == "paper":
            across = self.left + x * (self.right - self.left)
        else:
            across = self.at_x(x)
        if item["yref"] == "paper":
            return across, self.bottom - y * (self.bottom - self.top)
        return across, self.at_y(y)

    def draw(self) -> None:
        self._axes()
        for shape in self.layout["shapes"]:
            self._frame(shape)
        for trace in self.data:
            if trace["mode"] == "lines":
                self._line(trace)
            else:
                self._marks(trace)
        for annotation in self.layout["annotations"]:
            self._note(annotation)

    def _axes(self) -> None:
        ticks = self.y_axis.get("tickvals", ())
        levels = [*ticks, *([0] if self.y_axis["zeroline"] else [])]
        if self.y_axis["showgrid"]:
            for value in dict.fromkeys(levels):
                level = self.at_y(value)
                self.sheet.line([(self.left, level), (self.right, level)], palette.RULE)
        for value, text in self._labels(self.y_axis):
            lines = self._tick(text)
            x = self.left - self.y_axis["ticklabelstandoff"]
            self.sheet.words(lines, x, self.at_y(value) - height_of(lines) / 2, "right")
        for value, text in self._labels(self.x_axis):
            lines, standoff = self._tick(text), self.x_axis["ticklabelstandoff"]
            y = self.bottom + standoff
            if self.x_axis.get("side") == "top":
                y = self.top - standoff - height_of(lines)
            self.sheet.words(lines, self.at_x(value), y, "center")

    def _labels(self, axis: Spec) -> list[tuple[float, str]]:
        if not axis.get("showticklabels", True):
            return []
        return list(zip(axis["tickvals"], axis["ticktext"], strict=True))

    def _tick(self, text: str) -> Any:
        return lines_of(text, NORMAL, palette.SECONDARY_TEXT)

    def _frame(self, shape: Spec) -> None:
        """A rectangle in pixels from a corner of the plot: the frame of the demo mark."""
        x = self.left + shape["xanchor"] * (self.right - self.left)
        y = self.bottom - shape["yanchor"] * (self.bottom - self.top)
        self.sheet.box(
            x + shape["x0"],
            y - shape["y1"],
            shape["x1"] - shape["x0"],
            shape["y1"] - shape["y0"],
            shape["fillcolor"],
            shape["line"]["color"],
            thickness=shape["line"]["width"],
            dashed=True,
        )

    def _line(self, trace: Spec) -> None:
        points = [
            (None, None) if x is None or y is None else (self.at_x(x), self.at_y(y))
            for x, y in zip(trace["x"], trace["y"], strict=True)
        ]
        look = trace["line"]
        if trace.get("fill") == "toself":
            self.sheet.area(
                [(x, y) for x, y in points if x is not None and y is not None], trace["fillcolor"]
            )
            return
        dash = () if look["dash"] == "solid" else _pixels(look["dash"])
        for stroke in strokes(points):
            self.sheet.line(stroke, look["color"], look["width"], dash)

    def _marks(self, trace: Spec) -> None:
        look = trace["marker"]
        radius, border = look["size"] / 2, look["line"]
        for x, y in zip(trace["x"], trace["y"], strict=True):
            place = self.at_x(x), self.at_y(y)
            if look["symbol"] == "line-ew":
                ends = [(place[0] - radius, place[1]), (place[0] + radius, place[1])]
                self.sheet.line(ends, border["color"], border["width"])
                continue
            shape: Callable[..., None] = {
                "circle": self.sheet.disc,
                "square": self.sheet.square,
                "diamond": self.sheet.diamond,
            }[look["symbol"]]
            shape(*place, radius, look["color"], border["color"], border["width"])

    def _note(self, item: Spec) -> None:
        font = item["font"]
        lines = lines_of(item["text"], font["size"], font["color"])
        x, y = self.place(item)
        x += item["xshift"]
        y -= item["yshift"]
        if item["xanchor"] == "left":
            lines = shrunk(lines, self.edge - x)
        wide, high = max(map(width_of, lines)), height_of(lines)
        padding = item.get("borderpad", 0) + item.get("borderwidth", 0)
        x += {"left": padding, "center": 0, "right": -padding}[item["xanchor"]]
        left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[item["xanchor"]]
        top = y - high * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[item["yanchor"]]
        top += {"top": padding, "middle": 0, "bottom": -padding}[item["yanchor"]]
        if "bgcolor" in item:
            is_framed = "bordercolor" in item
            self.sheet.box(
                left - padding,
                top - padding,
                wide + 2 * padding,
                high + 2 * padding,
                item["bgcolor"] if is_framed else PAPER,
                item.get("bordercolor", "none"),
                thickness=item.get("borderwidth", 0),
                opacity=1 if is_framed else 0.7,
            )
        self.sheet.words(lines, x, top, item["xanchor"])


def _pixels(dash: str) -> tuple[float, ...]:
    return tuple(float(part.removesuffix("px")) for part in dash.split(","))
