"""Text without what nobody sees: letters in one piece, no characters of no width."""

from __future__ import annotations

import re
import unicodedata

# A soft hyphen is none of them here: in the old TCVN3 fonts it is a letter.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def tidy(text: str) -> str:
    """The text in NFC; two names that look alike are then alike."""
    text = _INVISIBLE.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
