"""The manual: a Markdown file a chapter, in the order of their names, and their pictures.

A chapter begins with its title as `# …`. A line of its own `![words](name.svg)` is a picture of
`components/`, with the words for those who do not see it. A chapter's name without its number is
its place on the page: `1-nap-so-lieu.md` is `nap-so-lieu`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent
_PICTURE = re.compile(r"^!\[([^\]]+)\]\(([\w-]+\.svg)\)$", re.M)


@dataclass(frozen=True, slots=True)
class Picture:
    file_name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """`parts` are texts in Markdown and pictures, in their order."""

    name: str
    title: str
    parts: tuple[str | Picture, ...]


def chapters(folder: Path = _FOLDER) -> tuple[Chapter, ...]:
    """Every chapter, in the order of the file names. Raises ValueError for one without a title."""
    return tuple(_chapter(path) for path in sorted(folder.glob("*.md")))


def _chapter(path: Path) -> Chapter:
    heading, _, text = path.read_text(encoding="utf-8").partition("\n")
    if not heading.startswith("# "):
        raise ValueError(f"{path.name} does not begin with its title")
    pieces = _PICTURE.split(text)
    parts: list[str | Picture] = []
    for start in range(0, len(pieces), 3):
        if pieces[start].strip():
            parts.append(pieces[start].strip())
        if start + 1 < len(pieces):
            parts.append(Picture(pieces[start + 2], pieces[start + 1]))
    return Chapter(re.sub(r"^\d+-", "", path.stem), heading.removeprefix("# "), tuple(parts))
