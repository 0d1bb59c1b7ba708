"""How much room a text takes in Arial, and how large it may be to fit a place.

Nothing draws a file's text until an office opens it, so its size is reckoned from the widths of
the letters (Arial's own, in thousandths of the type size), a little on the safe side. All lengths
are points.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

FLOOR = 12.0
"""No text of a file is smaller."""
LINE = 1.2
"""The height of a line, in type sizes."""
_SAFE = 1.03
_BOLD = 1.08
_USUAL, _SYMBOL = 556, 1000
_WIDTHS = {
    letter: width
    for width, letters in {
        222: "ijl'’‘",
        278: " \xa0!,./:;\\[]ftI|·",
        333: "-()r`“”",
        500: "cksvxyzJ",
        611: "FTZ",
        667: "ABEKPSVXY&",
        722: "CDHNRUwĐ",
        778: "GOQ",
        833: "mM",
        889: "%",
        944: "W",
        584: "+=<>−≥≤~×",
        1000: "—…★",
    }.items()
    for letter in letters
}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line."""
    units = sum(_letter(letter) for letter in unicodedata.normalize("NFD", text))
    return units * size / 1000 * _SAFE * (_BOLD if bold else 1)


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines a text takes in this width; a word wider than it is broken."""
    count, used = 1, 0.0
    space = width(" ", size, bold=bold)
    for word in text.split(" "):
        length = width(word, size, bold=bold)
        if used and used + space + length > room:
            count, used = count + 1, 0.0
        if length > room:
            count += int(length // room)
            length %= room
        used += length + (space if used else 0.0)
    return count


def fitting(room: float, height: Callable[[float, int | None], float]) -> tuple[float, int | None]:
    """The greatest scale at which something is no higher than `room`, and how long texts may be.

    `height` takes a scale of the type sizes and the most letters of a text (None: all of them).
    Texts are cut only where even the smallest type does not hold them.
    """
    for scale, most in _ways():
        if height(scale, most) <= room:
            return scale, most
    return _SMALLEST, _SHORTEST


_SMALLEST, _SHORTEST = 0.4, 24


def _ways() -> Iterator[tuple[float, int | None]]:
    yield from ((percent / 100, None) for percent in range(100, int(_SMALLEST * 100) - 1, -5))
    yield from ((_SMALLEST, most) for most in (3000, 2000, 1400, 1000, 700, 500, 350, 240, 160))
    yield from ((_SMALLEST, most) for most in (110, 80, 60, 40, _SHORTEST))


def _letter(letter: str) -> int:
    if unicodedata.combining(letter):
        return 80 if letter == "\u031b" else 0  # the horn of ơ and ư stands beside the letter
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    return _USUAL if letter.isalnum() or letter.isascii() or letter in "–«»" else _SYMBOL
