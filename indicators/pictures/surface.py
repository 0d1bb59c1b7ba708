"""What can be drawn on: the few shapes that our charts are made of, in pixels from the upper left.

What is drawn later lies on top. `fill` and `border` are CSS colours or "none".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol

from indicators.pictures.text import Words


class Surface(Protocol):
    @property
    def width(self) -> float: ...

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        width: float = 1,
        dash: Sequence[float] = (),
    ) -> None: ...

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
    ) -> None: ...

    def area(self, points: Sequence[tuple[float, float]], fill: str) -> None: ...

    def disc(
        self, x: float, y: float, radius: float, fill: str, border: str, thickness: float
    ) -> None: ...

    def square(
        self, x: float, y: float, radius: float, fill: str, border: str, thickness: float
    ) -> None: ...

    def diamond(
        self, x: float, y: float, radius: float, fill: str, border: str, thickness: float
    ) -> None: ...

    def words(self, lines: Sequence[Words], x: float, top: float, align: str = "left") -> float: ...


def strokes(points: Iterable[tuple[float | None, float | None]]) -> list[list[tuple[float, float]]]:
    """Unbroken lines of a line that has gaps."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in points:
        if x is None or y is None:
            found.append([])
        else:
            found[-1].append((x, y))
    return [line for line in found if any(a != b for a, b in pairwise(line))]
