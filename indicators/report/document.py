"""A report as plain values: who issues it, its sections, and the blocks they hold.

Writers turn it into a file, the screen shows it before that. A text may hold blanks: what only a
person knows is asked for in the place where it belongs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Issuer(StrEnum):
    """Who signs the report: the People's Committee, or the office that compiles it."""

    COMMITTEE = "ubnd"
    COMPILER = "phong"


class Align(StrEnum):
    START = "start"
    CENTRE = "centre"
    END = "end"


@dataclass(frozen=True, slots=True)
class Blank:
    """Something only a person knows; `asks` says what is to be written there."""

    asks: str


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words, and blanks between them."""

    parts: tuple[str | Blank, ...]

    @property
    def text(self) -> str:
        return "".join(p if isinstance(p, str) else f"[{p.asks}]" for p in self.parts)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` in millimetres."""

    title: str
    width: float
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells of a row, or one `span` over all columns."""

    cells: tuple[str, ...] = ()
    span: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption above; `note` stands under it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in PNG; `alt` says the same in words, `width` is in millimetres."""

    png: bytes
    alt: str
    caption: str
    width: float


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the report."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The first lines: issuing body left, state and motto right, number, place and date."""

    upper: str
    lower: str
    is_upper_bold: bool
    number: str
    state: str
    motto: str
    place_and_date: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, line by line, with the place for the name."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report; `addressee` is "" where it has none. `watermark` marks invented figures.

    `attached` says under every appendix's title to which document it belongs.
    """

    letterhead: Letterhead
    title: str
    subject: str
    addressee: str
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: Paragraph
    signature: Signature
    recipients: tuple[str, ...]
    appendices: tuple[Section, ...]
    attached: str
    watermark: str
    file_name: str
