"""A sheet to draw on, in pixels from its upper left corner, and its files.

matplotlib's figures and writers alone, without the state of pyplot.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, Polygon, Rectangle
from PIL import Image

from indicators.pictures.text import FACES, FONT_SCALE, Words, line_height, width_of

_PIXELS_AN_INCH = 96
_POINTS = 72 / _PIXELS_AN_INCH
_PRINT_DOTS, _MILLIMETRES_AN_INCH = 300, 25.4
_COLOURS = 48
_ALMOST_WHITE = 250


class Sheet:
    """A white sheet; what is drawn later lies on top."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / _PIXELS_AN_INCH, height / _PIXELS_AN_INCH))
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._faces = {bold: FontProperties(fname=str(path)) for bold, path in FACES.items()}
        self._order = 1.0

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        width: float = 1,
        dash: Sequence[float] = (),
    ) -> None:
        """`dash` in pixels: on, off."""
        xs, ys = zip(*points, strict=True)
        drawn = Line2D(xs, ys, color=colour, linewidth=width * _POINTS, clip_on=False)
        drawn.set_solid_capstyle("butt")
        if dash:
            # matplotlib counts dashes in widths of the line.
            drawn.set_linestyle((0, tuple(part / width for part in dash)))
        drawn.set_zorder(self._next())
        self._axes.add_line(drawn)

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
        style: str | tuple[float, tuple[float, float]] = (0, (3, 2)) if dashed else "solid"
        self._patch(
            Rectangle(
                (left, top),
                width,
                height,
                facecolor=fill,
                edgecolor=border,
                linewidth=thickness * _POINTS,
                linestyle=style,
                alpha=opacity,
            )
        )

    def area(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        self._patch(Polygon(list(points), closed=True, facecolor=fill, edgecolor="none"))

    def disc(
        self, x: float, y: float, radius: float, fill: str, border: str, thickness: float
    ) -> None:
        self._patch(
            Circle((x, y), radius, facecolor=fill, edgecolor=border, linewidth=thickness * _POINTS)
        )

    def square(
        self, x: float, y: float, radius: float, fill: str, border: str, thickness: float
    ) -> None:
        self.box(x - radius, y - radius, 2 * radius, 2 * radius, fill, border, thickness=thickness)

    def diamond(
        self, x: float, y: float, radius: float, fill: str, border: str, thickness: float
    ) -> None:
        corners = [(x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)]
        shape = Polygon(
            corners, closed=True, facecolor=fill, edgecolor=border, linewidth=thickness * _POINTS
        )
        self._patch(shape)

    def words(self, lines: Sequence[Words], x: float, top: float, align: str = "left") -> float:
        """Lines from `top` down, aligned at `x`; returns where they end."""
        for words in lines:
            high = line_height(words)
            left = x - width_of(words) * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
            for run in words:
                self._axes.text(
                    left,
                    top + high * 0.74,
                    run.text,
                    fontproperties=self._faces[run.bold],
                    fontsize=run.size * FONT_SCALE * _POINTS,
                    color=run.colour,
                    va="baseline",
                    ha="left",
                    parse_math=False,
                    clip_on=False,
                    zorder=self._next(),
                )
                left += run.width
            top += high
        return top

    def as_png(self, width: float) -> bytes:
        """Crisp at a printed width in millimetres; in few colours, for a report is sent by mail."""
        inches = width / _MILLIMETRES_AN_INCH
        self._figure.set_dpi(_PRINT_DOTS * inches * _PIXELS_AN_INCH / self.width)
        canvas = FigureCanvasAgg(self._figure)
        canvas.draw()
        size = canvas.get_width_height()
        image = Image.frombuffer("RGBA", size, canvas.buffer_rgba()).convert("RGB")
        file = io.BytesIO()
        few = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        shades = few.getpalette() or []
        for start in range(0, len(shades), 3):
            # Mixed with the palest greys: a sheet that is not quite white prints with dots.
            if min(shades[start : start + 3]) >= _ALMOST_WHITE:
                shades[start : start + 3] = [255] * 3
        few.putpalette(shades)
        few.save(file, format="png", compress_level=8, dpi=(_PRINT_DOTS, _PRINT_DOTS))
        return file.getvalue()

    def as_svg(self, title: str, text: str) -> bytes:
        """Letters as outlines, so that it looks the same without the font; the same for the same
        figures.
        """
        file = io.BytesIO()
        with matplotlib.rc_context({"svg.hashsalt": "chart", "svg.fonttype": "path"}):
            FigureCanvasSVG(self._figure).print_svg(
                file, metadata={"Date": None, "Title": title, "Description": text}
            )
        return file.getvalue()

    def _patch(self, patch: Patch) -> None:
        patch.set_clip_on(False)
        patch.set_zorder(self._next())
        self._axes.add_patch(patch)

    def _next(self) -> float:
        self._order += 1
        return self._order
