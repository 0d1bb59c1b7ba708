"""The manual's chapters: a Markdown file each, in the order of their names.

A chapter begins with `# title`, then `Cho: ` with whom it is for, then a sentence that says what
it is about. A line of its own `## title` begins a section, `![words](file)` is a picture of
`pictures/` or `components/` with the words for those who do not see it. What stands as `{name}` is
filled from the plan. The file's first digit names its part of the manual; its name without the
number is its place: `210-nap-so-lieu.md` is `nap-so-lieu`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from indicators.plan import Plan

TEXTS = Path(__file__).parent / "texts"
PICTURES = Path(__file__).parent / "pictures"
_SECTION = re.compile(r"^## (.+)$", re.M)
_PICTURE = re.compile(r"^!\[([^\]]+)\]\(([\w-]+\.(?:svg|webp))\)$", re.M)
_FILLED = re.compile(r"\{([a-z_]+)\}")


class Reader(StrEnum):
    """For whom a chapter is; the values stand in addresses and in the texts."""

    VIEWER = "nguoi-xem"
    CONTRIBUTOR = "don-vi"
    EDITOR = "bien-tap"
    APPROVER = "duyet"
    ADMIN = "quan-tri"
    MEETING = "phong-hop"


class Part(StrEnum):
    """The parts of the manual, in their order; the values begin the files' names."""

    ROLES = "1"
    WORK = "2"
    REFERENCE = "3"
    ANSWERS = "4"


@dataclass(frozen=True, slots=True)
class Picture:
    file_name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Line:
    """A term and what is said of it; plain text, never Markdown."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Statuses:
    """The table of statuses, which the screen draws with their chips; in words for searching."""

    lines: tuple[Line, ...]


Piece = str | Picture | Lines | Statuses
"""A text in Markdown, or what is drawn in its own way."""


@dataclass(frozen=True, slots=True)
class Section:
    """`name` is its place within the whole manual; the first section of a chapter has no title."""

    name: str
    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    name: str
    title: str
    lead: str
    part: Part
    readers: frozenset[Reader]
    sections: tuple[Section, ...]


def chapters(
    plan: Plan, plain: Callable[[str], str] = str, folder: Path = TEXTS
) -> tuple[Chapter, ...]:
    """Every written chapter; `plain` makes the plan's words safe for what shows them.

    Raises ValueError for a file that does not begin as it must, or asks for an unknown word.
    """
    values = {name: plain(text) for name, text in _words(plan).items()}
    return tuple(_chapter(path, values) for path in sorted(folder.glob("*.md")))


def slug(text: str) -> str:
    """Lower-case letters without diacritics, joined by dashes: a place in an address."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def _chapter(path: Path, values: dict[str, str]) -> Chapter:
    lines = path.read_text(encoding="utf-8").split("\n", 3)
    heading, readers, lead, text = [*lines, "", "", ""][:4]
    if not heading.startswith("# ") or not readers.startswith("Cho: ") or not lead:
        raise ValueError(f"{path.name} does not begin with its title, its readers and a sentence")
    try:
        filled = _FILLED.sub(lambda found: values[found.group(1)], text)
        lead = _FILLED.sub(lambda found: values[found.group(1)], lead)
    except KeyError as unknown:
        raise ValueError(f"{path.name} asks for {unknown}, which the plan does not say") from None
    name = re.sub(r"^\d+-", "", path.stem)
    chosen = readers.removeprefix("Cho: ")
    return Chapter(
        name,
        heading.removeprefix("# "),
        lead,
        Part(path.name[0]),
        frozenset(Reader)
        if chosen == "mọi người"
        else frozenset(Reader(each.strip()) for each in chosen.split(",")),
        tuple(_sections(name, filled)),
    )


def _sections(chapter: str, text: str) -> Iterable[Section]:
    first, *rest = _SECTION.split(text)
    if first.strip():
        yield Section(chapter, "", _pieces(first))
    for title, said in zip(rest[::2], rest[1::2], strict=True):
        yield Section(f"{chapter}-{slug(title)}", title, _pieces(said))


def _pieces(text: str) -> tuple[Piece, ...]:
    found = _PICTURE.split(text)
    pieces: list[Piece] = []
    for start in range(0, len(found), 3):
        if found[start].strip():
            pieces.append(found[start].strip())
        if start + 1 < len(found):
            pieces.append(Picture(found[start + 2], found[start + 1]))
    return tuple(pieces)


def _words(plan: Plan) -> dict[str, str]:
    """What the texts take from the plan, as written in a sentence."""
    deadline = plan.reporting.deadline(plan.document.first_year)
    last_in_time = deadline - timedelta(days=1)
    return {
        "phan_mem": plan.commune.product,
        "phong_tong_hop": plan.unit_name(plan.reporting.compiler),
        "truoc_ngay": f"{deadline:%d/%m}",
        "ngay_cuoi": f"{last_in_time:%d/%m}",
        "so_chi_tieu": str(len(plan.indicators)),
        "so_nhiem_vu": str(len(plan.tasks)),
        "nam_dau": str(plan.document.first_year),
        "nam_cuoi": str(plan.document.last_year),
        "ma_don_vi": plan.responsible_units[0].code,
        "ma_chi_tieu": plan.indicators[0].code,
        "hai_ma_chi_tieu": ",".join(each.code for each in plan.indicators[:2]),
    }
