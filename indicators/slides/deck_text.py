"""Texts of the file: boxes and paragraphs that know how high they are, and how they are written."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from indicators import palette
from indicators.palette import LIGHT_LOOK
from indicators.slides import deck_words
from indicators.slides.contract import Chip
from indicators.slides.deck_measure import FLOOR, LINE, lines
from indicators.slides.deck_template import Ink, add, set_ink

CHIPS = {label.value: chip for label, chip in LIGHT_LOOK.chips.items()}
CHIPS |= {label.value: chip for label, chip in palette.task_chips(LIGHT_LOOK.chips).items()}
SYMBOLS = "Segoe UI Symbol"
"""The font of Windows with every sign of the chips; other systems put their own in its place."""
START, END, CENTRE = PP_ALIGN.LEFT, PP_ALIGN.RIGHT, PP_ALIGN.CENTER


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: its text, with a sign before it, after a gap of `before` points."""

    text: str
    size: float = 16
    bold: bool = False
    ink: Ink | str = Ink.TEXT
    sign: str = ""
    before: float = 0
    least: float = FLOOR

    def at(self, scale: float, most: int | None) -> Words:
        text = self.text if most is None else cut(self.text, most)
        size = max(self.least, round(self.size * scale * 2) / 2)
        return replace(self, text=text, size=size, before=self.before * scale)

    def height(self, room: float) -> float:
        text = f"{self.sign} {self.text}" if self.sign else self.text
        count = lines(text, self.size, room, bold=self.bold)
        return count * self.size * LINE + self.before


def clean(text: str) -> str:
    """A text as XML can hold it: control characters become spaces."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)


def paragraphs(text: str, **style: Any) -> list[Words]:
    """A text of several lines as paragraphs of one style."""
    return [Words(line.strip(), **style) for line in text.splitlines() if line.strip()]


def chip_of(label: str) -> palette.Chip:
    """How a status or task state looks; an unknown one looks like a missing figure."""
    return CHIPS.get(label, CHIPS["no_data"])


def deadline_line(chip: Chip, size: float) -> Words:
    """The result against another deadline as a line of text."""
    return Words(f"{chip.due}: {chip.words}", size, sign=chip_of(chip.label).glyph)


def write(
    frame: Any,
    content: Sequence[Words],
    align: PP_ALIGN = START,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
) -> None:
    """Writes paragraphs into a text frame, without any inset."""
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, words in enumerate(content):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = align
        if words.before and number:
            paragraph.space_before = Pt(words.before)
        if words.sign:
            _run(paragraph, f"{words.sign} ", words, SYMBOLS)
        _run(paragraph, words.text, words)


def _run(paragraph: Any, text: str, words: Words, font: str = "") -> None:
    run = paragraph.add_run()
    run.text = clean(text)
    run.font.size, run.font.bold = Pt(words.size), words.bold
    run.font.language_id = MSO_LANGUAGE_ID.VIETNAMESE
    set_ink(run.font.color, words.ink)
    if font:
        run.font.name = font
        for script in ("a:ea", "a:cs", "a:sym"):
            add(run.font._rPr, script, typeface=font)


def cut(text: str, most: int) -> str:
    """A text of at most so many letters, with a sign where something is missing."""
    if len(text) <= most:
        return text
    return text[: most - 1].rstrip(" ,.;:·") + deck_words.CUT


def describe(shape: Any, text: str) -> None:
    """Gives a drawing its alternative text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(text))
