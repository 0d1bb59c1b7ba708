"""Vietnamese typed in the old TCVN3 (ABC) and VNI fonts, brought back to its letters.

Such a file holds Western letters that only those fonts draw as Vietnamese: "M· chØ tiªu" and
"Maõ chæ tieâu" are both "Mã chỉ tiêu".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from indicators.intake.cells import Cell

TCVN3, VNI = "TCVN3", "VNI"
SAMPLE_ROWS = 300

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    "ø": _GRAVE,
    "ù": _ACUTE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _CIRCUMFLEX,
    "à": _CIRCUMFLEX + _GRAVE,
    "á": _CIRCUMFLEX + _ACUTE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE,
    "è": _BREVE + _GRAVE,
    "é": _BREVE + _ACUTE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PAIR = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])", re.I)

_TCVN3_SIGNS = re.compile("(?<=[A-Za-z])[µ¸¶·¹¨»¾¼½©ª«¬®\u00ad]|[µ¸¶·¹¨»¾¼½©ª«¬®§](?=[A-Za-z])")
_VNI_SIGNS = re.compile("[aeouyôö][øûïåäëüùõ](?![a-z]*[µ¸])|ñ(?=[aeiouyö])|ö(?=[a-zøùûõï])", re.I)
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăđĩũơư\u0300\u0301\u0303\u0309\u0323]", re.I)
_DOUBLY_ENCODED = re.compile("á[»º]|Ã[\u0080-\u00bf]")
_LEAST_SIGNS = 3
_SAMPLE_LENGTH = 50_000


def font_of(text: str) -> str | None:
    """The old font a text was typed for, or None; a sample of the text is looked at."""
    sample = text[:_SAMPLE_LENGTH]
    if sample.isascii() or _VIETNAMESE.search(sample) or _DOUBLY_ENCODED.search(sample):
        return None
    found = {
        font: len(signs.findall(sample))
        for font, signs in ((TCVN3, _TCVN3_SIGNS), (VNI, _VNI_SIGNS))
    }
    font = max(found, key=lambda name: found[name])
    return font if found[font] >= _LEAST_SIGNS else None


def font_of_rows(rows: Sequence[Sequence[Cell]]) -> str | None:
    texts = (cell for row in rows[:SAMPLE_ROWS] for cell in row if isinstance(cell, str))
    return font_of(" ; ".join(text for text in texts if not text.isascii()))


def repaired(text: str, font: str) -> str:
    """The text in the letters that its font showed."""
    if text.isascii():
        return text
    if font == TCVN3:
        return text.translate(_TCVN3)
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_vni_letter, text))


def repaired_rows(rows: Iterable[Sequence[Cell]], font: str) -> list[list[Cell]]:
    return [[repaired(c, font) if isinstance(c, str) else c for c in row] for row in rows]


def _vni_letter(match: re.Match[str]) -> str:
    letter, mark, alone = match.groups()
    if alone:
        made = _VNI_LETTERS[alone.lower()]
        return made.upper() if alone.isupper() else made
    base = _VNI_LETTERS.get(letter.lower(), letter.lower())
    return (base.upper() if letter.isupper() else base) + _VNI_MARKS[mark.lower()]
