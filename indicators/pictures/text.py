"""Text as it stands on a sheet: runs of one look, measured and broken into lines.

matplotlib's own font has every letter of Vietnamese, so that a picture looks the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import get_font

from indicators import palette

_FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")
FACES = {False: _FONTS / "DejaVuSans.ttf", True: _FONTS / "DejaVuSans-Bold.ttf"}
"""The font's files: regular, bold."""
FONT_SCALE = 0.86
"""DejaVu is wider than the screens' font, for which the labels of the charts are laid out."""
_LINE_HEIGHT = 1.3


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; `size` in pixels of the screens' font."""

    text: str
    size: float = 14
    bold: bool = False
    colour: str = palette.TEXT

    @property
    def width(self) -> float:
        return _width(self.text, self.bold) * self.size * FONT_SCALE


Words = Sequence[Run]
"""Runs that stand on one line."""


def width_of(words: Words) -> float:
    return sum(run.width for run in words)


def height_of(lines: Iterable[Words]) -> float:
    return sum(line_height(words) for words in lines)


def shrunk(lines: Sequence[Words], width: float) -> list[list[Run]]:
    """Lines of a fixed break, smaller where the widest one would stand out."""
    share = min(1.0, width / max(1.0, *map(width_of, lines)))
    return [[replace(run, size=run.size * share) for run in words] for words in lines]


def flow(words: Words, width: float) -> list[list[Run]]:
    """The words on as many lines as they need; a single word may stand out, nothing is cut."""
    lines: list[list[Run]] = [[]]
    for run in words:
        for piece in _pieces(run):
            used = width_of(lines[-1])
            if lines[-1] and used + replace(piece, text=piece.text.rstrip()).width > width:
                lines.append([])
                piece = replace(piece, text=piece.text.lstrip())
            if piece.text:
                lines[-1].append(piece)
    return [_joined(line) for line in lines if line] or [[]]


def _joined(words: Words) -> list[Run]:
    """Neighbours of one look as one run: the fewer, the faster they are drawn."""
    joined: list[Run] = []
    for run in words:
        if joined and _look(joined[-1]) == _look(run):
            run = replace(run, text=joined.pop().text + run.text)
        joined.append(run)
    return joined


def _pieces(run: Run) -> list[Run]:
    """A run word by word, each with the space before it."""
    texts: list[str] = []
    for number, word in enumerate(run.text.split(" ")):
        texts.append(word if number == 0 else f" {word}")
    return [replace(run, text=text) for text in texts if text]


def _look(run: Run) -> tuple[float, bool, str]:
    return run.size, run.bold, run.colour


def line_height(words: Words) -> float:
    return max((run.size for run in words), default=14) * _LINE_HEIGHT


@lru_cache(maxsize=20_000)
def _width(text: str, bold: bool) -> float:
    """In units of the font's size; the frame keeps the spaces at the ends."""
    return _measured(f"|{text}|", bold) - _measured("||", bold)


def _measured(text: str, bold: bool) -> float:
    font = get_font(str(FACES[bold]))
    font.set_size(100, 72)
    font.set_text(text, 0.0)
    return float(font.get_width_height()[0]) / 64 / 100
