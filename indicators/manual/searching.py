"""Finding in the manual what somebody typed, with or without diacritics.

A passage is a paragraph, a line of a list or a row of a table, in plain text. It is found where
every word begins a word of it or of its titles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.intake.names import fold
from indicators.manual.chapters import Chapter, Lines, Picture, Section, Statuses

MOST_CHARACTERS = 80
_BY_TITLES = 3
"""The rank of what is found only with the help of its titles."""
_MARKS = re.compile(r"\*\*|`|\[([^\]]*)\]\([^)]*\)")
_BULLET = re.compile(r"^(?:[-*]|\d+\.) +")
_RULE = re.compile(r"^\|[\s:|-]+\|$")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a passage's text; `is_hit` where it is what was asked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; `section` has no title at the head of its chapter."""

    chapter: Chapter
    section: Section
    runs: tuple[Run, ...]


def search(chapters: Sequence[Chapter], asked: str) -> tuple[Hit, ...]:
    """Every passage with what was asked, the best first; nothing for an empty question."""
    words = fold(asked[:MOST_CHARACTERS]).split()
    if not words:
        return ()
    ranked = []
    for chapter in chapters:
        for section in chapter.sections:
            titles = fold(f"{chapter.title} {section.title}")
            for text in passages(chapter, section):
                rank = _rank(words, fold(text), titles)
                if rank is not None:
                    ranked.append((rank, Hit(chapter, section, marked(text, words))))
    ranked.sort(key=lambda found: found[0])
    is_near = any(rank < _BY_TITLES for rank, _ in ranked)
    return tuple(hit for rank, hit in ranked if rank < _BY_TITLES or not is_near)


def passages(chapter: Chapter, section: Section) -> Iterable[str]:
    """The texts of a section without Markdown's marks, its title first; those of pictures too."""
    yield section.title or f"{chapter.title}. {chapter.lead}"
    for piece in section.pieces:
        if isinstance(piece, Lines | Statuses):
            for line in piece.lines:
                yield f"{line.term}: {line.text}" if line.term else line.text
        elif isinstance(piece, Picture):
            yield piece.alt
        elif isinstance(piece, str):
            yield from _of_markdown(piece)


def marked(text: str, words: Sequence[str]) -> tuple[Run, ...]:
    """The text in runs: the whole phrase marked where it occurs, else every word of it."""
    folded, places = _folded(text)
    found = [m.span() for m in _begins(" ".join(words)).finditer(folded)]
    if not found:
        found = sorted({m.span() for word in words for m in _begins(word).finditer(folded)})
    runs, at = [], 0
    for start, end in found:
        first, last = places[start], places[end - 1] + 1
        if first < at:
            continue
        runs += [Run(text[at:first], False), Run(text[first:last], True)]
        at = last
    runs.append(Run(text[at:], False))
    return tuple(run for run in runs if run.text)


def _rank(words: Sequence[str], text: str, titles: str) -> int | None:
    """0 for the phrase in a title, 1 in a text, 2 for all its words; None for none."""
    phrase = _begins(" ".join(words))
    if phrase.search(text):
        return 0 if text in titles else 1
    if all(_begins(word).search(text) for word in words):
        return 2
    if any(_begins(word).search(text) for word in words) and all(
        _begins(word).search(f"{titles} {text}") for word in words
    ):
        return _BY_TITLES
    return None


def _begins(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}")


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as `fold` writes it, and for each of its characters the place in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        decomposed = unicodedata.normalize("NFD", sign.casefold().replace("đ", "d"))
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
        if unicodedata.combining(sign):
            continue
        if not bare.isalnum():
            bare = " "
        if bare == " " and (not letters or letters[-1] == " "):
            continue
        letters += bare
        places += [place] * len(bare)
    return "".join(letters), places


def _of_markdown(text: str) -> Iterable[str]:
    """Its paragraphs, lines of lists and rows of tables, without their marks."""
    paragraph: list[str] = []
    for raw in [*text.splitlines(), ""]:
        line = raw.strip()
        starts = _BULLET.match(line) or line.startswith("|")
        if paragraph and (not line or starts):
            yield _plain(" ".join(paragraph))
            paragraph = []
        if line and not _RULE.match(line):
            paragraph.append(_BULLET.sub("", line))


def _plain(text: str) -> str:
    if text.startswith("|"):
        text = " · ".join(cell.strip() for cell in text.strip("|").split("|"))
    return _MARKS.sub(lambda found: found.group(1) or "", text)
