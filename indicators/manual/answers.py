"""Answers to what the product says when something is wrong: what it means, why, how to mend it.

In the files of `texts/answers/` an answer is `## title {#code code …}`, with the codes of the
faults that it answers, and three lines: `Nghĩa là:`, `Vì sao:`, `Cách sửa:`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from indicators.manual.chapters import TEXTS, Chapter, Part, Reader, Section

FOLDER = TEXTS / "answers"
TERMS = ("Nghĩa là", "Vì sao", "Cách sửa")
_ANSWER = re.compile(r"^## (.+?) \{#([\w -]+)\}$", re.M)


def answer_chapters(folder: Path = FOLDER) -> tuple[Chapter, ...]:
    """Every file of answers as a chapter. Raises ValueError for an answer that lacks a line."""
    return tuple(_chapter(path) for path in sorted(folder.glob("*.md")))


def places(folder: Path = FOLDER) -> Mapping[str, str]:
    """The place in the manual that answers each code."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.md")):
        for _, codes in _ANSWER.findall(path.read_text(encoding="utf-8")):
            first, *others = codes.split()
            found |= {code: place(first) for code in (first, *others)}
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
