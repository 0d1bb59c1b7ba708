"""Answers to what the product says when something is wrong: what it means, why, how to mend it.

In the files of `texts/answers/` an answer is `## title {#code code …}`, with the codes of the
faults that it answers, and three lines: `Nghĩa là:`, `Vì sao:`, `Cách sửa:`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from indicators.manual.chapters import TEXTS, Chapter, Part, Reader, Section

FOLDER = TEXTS / "answers"
TERMS = ("Nghĩa là", "Vì sao", "Cách sửa")
_ANSWER = re.compile(r"^## (.+?) \{#([\w -]+)\}$", re.M)


class Answer(NamedTuple):
    """Where the manual answers a fault."""

    place: str
    title: str


def answer_chapters(folder: Path = FOLDER) -> tuple[Chapter, ...]:
    """Every file of answers as a chapter. Raises ValueError for an answer that lacks a line."""
    return tuple(_chapter(path) for path in sorted(folder.glob("*.md")))


@cache
def answers() -> Mapping[str, Answer]:
    """The answer to each code."""
    found: dict[str, Answer] = {}
    for path in sorted(FOLDER.glob("*.md")):
        for title, codes in _ANSWER.findall(path.read_text(encoding="utf-8")):
            answer = Answer(place(codes.split()[0]), title)
            found |= dict.fromkeys(codes.split(), answer)
    return found


def place(code: str) -> str:
    return f"loi-{code.replace('_', '-')}"


def _chapter(path: Path) -> Chapter:
    head, *rest = _ANSWER.split(path.read_text(encoding="utf-8"))
    heading, lead = head.strip().split("\n", 1)
    name = re.sub(r"^\d+-", "", path.stem)
    sections = tuple(
        Section(place(codes.split()[0]), title, (_said(path, title, text),))
        for title, codes, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    )
    title = heading.removeprefix("# ")
    return Chapter(name, title, lead.strip(), Part.ANSWERS, frozenset(Reader), sections)


def _said(path: Path, title: str, text: str) -> str:
    said = dict(line.split(": ", 1) for line in text.strip().splitlines() if ": " in line)
    if tuple(said) != TERMS:
        raise ValueError(f"{path.name}: “{title}” does not say {', '.join(TERMS)}")
    return "\n\n".join(f"**{term}:** {said[term]}" for term in TERMS)
