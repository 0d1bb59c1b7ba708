"""Whether what a screen says is Vietnamese, and its numbers and dates are written as in Vietnam.

Every word must be a Vietnamese syllable, spelt with its right tones, or a reviewed one of
`vietnamese_words.toml`. A syllable that ends in c, ch, p or t bears an acute or a dot below, which
most English words do not.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

SHOWN = Path(__file__).with_name("shown_words.js").read_text("utf-8")
"""A script that lists every text a screen shows or speaks."""

_WORDS = tomllib.loads(Path(__file__).with_name("vietnamese_words.toml").read_text("utf-8"))
ONSETS = _WORDS["onsets"].split()
RIMES = frozenset(_WORDS["rimes"].split())
LOOKALIKES = frozenset(_WORDS["lookalikes"].split())
ALLOWED = frozenset(word for words in _WORDS["allowed"].values() for word in words.split())
ACUTE, DOT = "\u0301", "\u0323"
TONES = frozenset({"\u0300", ACUTE, "\u0309", "\u0303", DOT})

WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
# Names of files, addresses and commands are no sentences; names of files have their own test.
FILE = re.compile(
    r"[\w.()-]+(?:[ -][\w.()-]+)*"
    r"\.(?:csv|xlsx?|docx|pptx|png|svg|json|parquet|txt|md|html|toml|duckdb)\b"
)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|(?<![\w)])/[a-z][\w/?=&.-]*")
COMMAND = re.compile(
    r"(?:py|python3) -m indicators(?: (?:[a-z-]+|\S*[=\\]\S*))*|--[a-z-]+|\b[a-z_]+=[\w,]+"
    r"|\bopen_data\b|(?<![\w-])publish(?![\w-])"
)
# Codes of the plan: indicators, tasks, models, contradictions, numbers of documents.
CODE = re.compile(
    r"\b(?:C[TТ]|MH|MT)\d+\b|\b[IVX]+\.\d+(?:\.\d+)*|\b\d+/(?:\w+-?)+\b|\b[IVX]+\b"
    r"|\b[A-Z]+(?:-[A-Z]+)+\b|\b[0-9a-f]{8,}\b"
)

# Numbers that a sentence shows as an example of another country's.
EXAMPLES = re.compile(r"\b1,240\.75\b")

WRONG = {
    "a decimal point": re.compile(r"(?<![\d.,/])\d+\.\d{1,2}(?![\d.])(?!\.\d)"),
    "thousands with a comma": re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])"),
    "a date as programs write it": re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)"),
    "a date as Americans write it": re.compile(r"(?<!\d)\d{1,2}/(?:1[3-9]|2\d|3[01])/\d{4}(?!\d)"),
    "a space before %": re.compile(r"\d[ \u00a0\u202f]%"),
    "a hyphen for minus": re.compile(r"(?<![\w.,)%/-])-\d"),
    "a minus before nothing": re.compile(r"(?<!\w)[-−]0(?![\d,.])"),
    "a value of the program": re.compile(r"\b(?:NaN|nan|None|null|undefined|NaT|inf|Infinity)\b"),
    "an object of the program": re.compile(r"\[object|<\w+ object|\{[a-z_]+\}|%\{"),
}


def faults(texts: Iterable[str]) -> list[str]:
    """Every word that is not Vietnamese, and every number or date written in another way."""
    found = set[str]()
    for text in texts:
        plain = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u2060", "")
        if strange := sorted(set(strange_words(plain))):
            found.add(f"{', '.join(strange)} in “{shortened(plain)}”")
        bare = EXAMPLES.sub(" ", _sentences(plain))
        found |= {f"{what} in “{shortened(plain)}”" for what in WRONG if WRONG[what].search(bare)}
    return sorted(found)


def strange_words(text: str) -> Iterator[str]:
    """The words of a text that are neither Vietnamese nor allowed."""
    bare = CODE.sub(" ", _sentences(text))
    words = [match[0] for match in WORD.finditer(bare)]
    if words and all(word.lower() in LOOKALIKES for word in words):
        yield from words
    for word in words:
        if not (word.lower() in ALLOWED or len(word) == 1 or is_syllable(word)):
            yield word


def is_syllable(word: str) -> bool:
    """Whether a word is one syllable as Vietnamese is spelt."""
    letters, tones = _parted(word.lower())
    if len(tones) > 1:
        return False
    tone = tones[0] if tones else ""
    return any(
        letters[len(onset) :] in RIMES
        and _fits(onset, letters[len(onset) :])
        and _bears(letters, tone)
        for onset in ("", *ONSETS)
        if letters.startswith(onset)
    ) or letters in ("gi", "gin", "giêng", "giêt", "gia", "giêm", "gich", "gip")


def is_slug(name: str) -> bool:
    """Whether a file's name is Vietnamese without marks, codes and numbers, without a space."""
    parts = re.split(r"[-.]", name)
    return all(
        re.fullmatch(r"\d+|[A-Z]+\d*|\d+x\d+", part) or part in ALLOWED or part in _bare_syllables()
        for part in parts
    )


def _sentences(text: str) -> str:
    for named in (FILE, ADDRESS, COMMAND):
        text = named.sub(" ", text)
    return text


def shortened(text: str, most: int = 90) -> str:
    return re.sub(r"\s+", " ", text).strip()[:most]


def _parted(word: str) -> tuple[str, list[str]]:
    """The letters of a word without its tones, and the tones."""
    spread = unicodedata.normalize("NFD", word)
    tones = [sign for sign in spread if sign in TONES]
    letters = "".join(sign for sign in spread if sign not in TONES)
    return unicodedata.normalize("NFC", letters), tones


def _bears(letters: str, tone: str) -> bool:
    return not letters.endswith(("c", "ch", "p", "t")) or tone in (ACUTE, DOT)


def _fits(onset: str, rime: str) -> bool:
    """Whether this beginning is written before this vowel."""
    is_front = rime[0] in "eêiy"
    if onset in ("k", "gh", "ngh"):
        return is_front
    if onset in ("c", "g", "ng"):
        return not is_front
    return True


@cache
def _bare_syllables() -> frozenset[str]:
    """Every syllable without its marks."""
    spelt = (f"{onset}{rime}".replace("đ", "d") for onset in ("", *ONSETS) for rime in RIMES)
    spread = (unicodedata.normalize("NFD", each) for each in spelt)
    return frozenset("".join(s for s in each if not unicodedata.combining(s)) for each in spread)
