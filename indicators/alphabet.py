"""The order of the Vietnamese alphabet, in which lists of names are read.

As in CLDR's collation for Vietnamese: letters decide first (a ă â b … d đ e ê … o ô ơ … u ư), then
the tones from none over grave, hook, tilde and acute to the dot below. Numbers are counted: “Thôn
2” stands before “Thôn 10”.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = {letter: at for at, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {tone: at for at, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}
_PARTS = re.compile(r"(\d+)")

Place = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


def place_of(name: str) -> Place:
    """The key to sort a name by."""
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for part in _PARTS.split(name.casefold()):
        if part.isdecimal():
            letters.append((1, int(part)))
        else:
            _spell(part, letters, tones)
    return tuple(letters), tuple(tones), name


def _spell(part: str, letters: list[tuple[int, int]], tones: list[int]) -> None:
    """Adds the letters of a text without its tones, and the tone of each."""
    for sign in unicodedata.normalize("NFC", part):
        marks = unicodedata.normalize("NFD", sign)
        bare = unicodedata.normalize("NFC", "".join(m for m in marks if m not in _TONES))
        known = _LETTERS.get(bare)
        letters.append((0, ord(bare[0])) if known is None else (2, known))
        tones.append(next((_TONES[m] for m in marks if m in _TONES), 0))
