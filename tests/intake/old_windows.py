"""Text as old Vietnamese Windows wrote it."""

import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text: str) -> bytes:
    """As Vietnamese Windows wrote it: the letter first, its tone behind as a combining mark."""
    out = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(c for c in parts if c in TONES)
        bare = "".join(c for c in parts if c not in TONES)
        out.append(unicodedata.normalize("NFC", bare) + tones)
    return "".join(out).encode("cp1258")
