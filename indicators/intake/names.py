"""Finding what a text names, however it was typed.

`fold` forgets diacritics, case, punctuation and spacing. `same_name` keeps the diacritics and
forgets only where a tone mark was put (hoá/hóa, Uỷ/Ủy), because two villages may differ by a
tone alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"\w+")
_LOOK_ALIKES = str.maketrans(
    "АВСЕНІЈКМОРЅТХУаесорхуіѕΑΒΕΗΙΚΜΝΟΡΤΧΥ", "ABCEHIJKMOPSTXYaecopxyisABEHIKMNOPTXY"
)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower-case ASCII words with one space between: "Đơn vị  BÁO CÁO:" → "don vi bao cao"."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare.replace("_", " ")))


@lru_cache(maxsize=20_000)
def same_name(text: str) -> str:
    """Equal for two spellings of one name: case, spacing and tone placement do not matter."""
    words = []
    for word in unicodedata.normalize("NFD", text.casefold()).split():
        tones = "".join(c for c in word if c in _TONES)
        words.append("".join(c for c in word if c not in _TONES) + tones)
    return " ".join(words).replace("–", "-").replace("—", "-")


def has_diacritics(text: str) -> bool:
    return any(ord(c) > 127 for c in unicodedata.normalize("NFC", text))


def plain_code(text: str) -> str:
    """A code without spacing, dots, dashes and case: " ct-04 " → "CT04"."""
    return re.sub(r"[\s.\-_–]+", "", text).upper()


def look_alike_code(text: str) -> str:
    """The code as its letters look: Cyrillic and Greek letters become the Latin ones."""
    return plain_code(text.translate(_LOOK_ALIKES))
