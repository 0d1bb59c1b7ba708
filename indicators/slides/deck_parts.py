"""The parts of a page of the file: texts, chips and bullets, all native and editable.

A `Page` is a slide while it is filled. Lengths are points; a text is made smaller, at last shorter,
until it fits its box, and its whole wording stands in the speaker notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from indicators import palette, wording
from indicators.cells import Bullet
from indicators.palette import LIGHT_LOOK
from indicators.slides.deck_measure import FLOOR, fitting, width
from indicators.slides.deck_template import FOOT, KICKER, LANGUAGE, MARGIN, Ink, set_ink
from indicators.slides.deck_text import (
    CENTRE,
    END,
    START,
    Box,
    Words,
    chip_of,
    clean,
    cut,
    describe,
    write,
)


class Page:
    """A slide of the file while it is filled; `wide` is its width in points."""

    def __init__(self, slide: Any, wide: float) -> None:
        self.slide, self.shapes, self.wide = slide, slide.shapes, wide
        self.inner = wide - 2 * MARGIN

    @property
    def is_wide(self) -> bool:
        return self.wide > 800

    # Texts

    def title(self, text: str, size: float = 32) -> float:
        """Fills the title; returns where what follows may begin."""
        holder = self.shapes.title
        words = [Words(text, size, bold=True)]
        box = self._holder_box(holder)
        self._write_holder(
            holder, self._fitted(words, box.w, box.h), holder.text_frame.vertical_anchor
        )
        return box.bottom + 6

    def kicker(self, text: str, beside: str = "", sign: str = "") -> None:
        """Fills the line above the title; `beside` stands at its right end."""
        holder = next(h for h in self.slide.placeholders if h.placeholder_format.idx == KICKER)
        room = self.inner
        if beside:
            taken = min(width(f"{beside}{sign}", 16) + 40, self.inner / 2)
            room -= taken
            right = Box(self.wide - MARGIN - taken, 14, taken, 22)
            holder.left, holder.top, holder.width, holder.height = (
                Pt(value) for value in (MARGIN, 14, room, 22)
            )
            self.text(right, [Words(beside, 16, ink=Ink.SECONDARY, sign=sign)], END)
        words = self._fitted([Words(text, 16, ink=Ink.SECONDARY)], room, 22)
        self._write_holder(holder, words, MSO_ANCHOR.MIDDLE)

    def heading(self, title: str, above: str = "") -> float:
        """A title without a kicker of its own; returns where what follows may begin."""
        if above:
            self.kicker(above)
        else:
            holder = next(h for h in self.slide.placeholders if h.placeholder_format.idx == KICKER)
            holder.element.getparent().remove(holder.element)
        return self.title(title) + 4

    def holder(self, index: int, text: str, size: float, *, bold: bool = False) -> None:
        holder = next(h for h in self.slide.placeholders if h.placeholder_format.idx == index)
        box = self._holder_box(holder)
        words = self._fitted([Words(text, size, bold=bold)], box.w, box.h)
        self._write_holder(holder, words, MSO_ANCHOR.TOP)

    def text(
        self,
        box: Box,
        content: Iterable[Words],
        align: PP_ALIGN = START,
        anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    ) -> float:
        """A text box that holds the paragraphs; returns the height they take."""
        words = [each for each in content if each.text]
        if not words:
            return 0.0
        fitted = self._fitted(words, box.w, box.h)
        used = sum(each.height(box.w) for each in fitted)
        if anchor == MSO_ANCHOR.TOP:  # no higher than its text, so that it covers nothing below
            box = replace(box, h=min(box.h, used))
        shape = self.shapes.add_textbox(*_emu(box))
        write(shape.text_frame, fitted, align, anchor)
        return used

    def chip(self, box: Box, label: str, words: str, size: float, align: PP_ALIGN = START) -> float:
        """A status as a rounded shape with its sign and words, no wider than the box; its width."""
        look = chip_of(label)

        def needed() -> float:
            return width(f"{look.glyph} {words}", size, bold=True) + size * 1.6

        while size > FLOOR and needed() > box.w:
            size -= 0.5
        while len(words) > 8 and needed() > box.w:
            words = cut(words, len(words) - 2)
        wide = min(box.w, needed())
        left = box.right - wide if align == END else box.x
        shape = self._figure(
            self.shapes, MSO_SHAPE.ROUNDED_RECTANGLE, Box(left, box.y, wide, box.h)
        )
        shape.adjustments[0] = 0.14
        _dress(shape, look)
        content = [Words(words, size, bold=True, ink=look.text, sign=look.glyph)]
        write(shape.text_frame, content, CENTRE, MSO_ANCHOR.MIDDLE)
        shape.text_frame.word_wrap = False
        return wide

    def tiles(self, box: Box, labels: Sequence[str], description: str) -> float:
        """A row of small squares, a sign in each; returns the height they take."""
        size = min(34.0, (box.w + 5) / max(1, min(len(labels), 26)) - 5)
        each, gap = max(size, 18.0), 5.0
        in_row = max(1, int((box.w + gap + 0.01) // (each + gap)))
        group = self.shapes.add_group_shape()
        for number, label in enumerate(labels):
            look = chip_of(label)
            place = Box(
                box.x + number % in_row * (each + gap),
                box.y + number // in_row * (each + gap),
                each,
                each,
            )
            tile = self._figure(group.shapes, MSO_SHAPE.ROUNDED_RECTANGLE, place)
            tile.adjustments[0] = 0.14
            _dress(tile, look)
            content = [Words(look.glyph, max(FLOOR, each * 0.5), bold=True, ink=look.text)]
            write(tile.text_frame, content, CENTRE, MSO_ANCHOR.MIDDLE)
        describe(group, description)
        return (-(-len(labels) // in_row)) * (each + gap) - gap

    # Drawings

    def bullet(self, box: Box, drawn: Bullet, *, with_words: bool = True) -> None:
        """A bullet as a group of shapes: bar, disc, threshold, straight path; spoken as a whole."""
        said = drawn.get("sentence") or "".join(part["text"] for part in drawn.get("words", []))
        if "now" not in drawn:
            if said and with_words:
                self.text(box, [Words(said, 16, ink=Ink.SECONDARY)], anchor=MSO_ANCHOR.MIDDLE)
            return
        group = self.shapes.add_group_shape()
        middle = box.y + box.h / 2
        thick = min(box.h * 0.44, 14.0)

        def bar(start: float, end: float, ink: Ink, high: float = thick) -> None:
            place = Box(
                box.x + start * box.w, middle - high / 2, max(0.5, (end - start) * box.w), high
            )
            _paint(self._figure(group.shapes, MSO_SHAPE.RECTANGLE, place), ink)

        def tick(at: float, wide: float, ink: Ink) -> None:
            bar(at - (wide + 3) / 2 / box.w, at + (wide + 3) / 2 / box.w, Ink.BACK, box.h)
            bar(at - wide / 2 / box.w, at + wide / 2 / box.w, ink, box.h)

        now, threshold = drawn["now"], drawn["threshold"]
        bar(0, threshold, Ink.TRACK)
        bar(0, now, Ink.PROGRESS)
        if "base" in drawn:
            bar(0, min(drawn["base"], now), Ink.RULE)
        tick(threshold, 3, Ink.TEXT)
        if "expected" in drawn:
            tick(drawn["expected"], 2, Ink.PATH)
            head = Box(box.x + drawn["expected"] * box.w - 4, box.y - 1, 8, 6)
            sign = self._figure(group.shapes, MSO_SHAPE.ISOSCELES_TRIANGLE, head)
            sign.rotation = 180
            _paint(sign, Ink.PATH)
        radius = min(thick * 0.66, box.h / 2)
        centre = min(max(box.x + now * box.w, box.x + radius), box.right - radius)
        disc = self._figure(
            group.shapes,
            MSO_SHAPE.OVAL,
            Box(centre - radius, middle - radius, 2 * radius, 2 * radius),
        )
        _paint(disc, Ink.BACK if drawn.get("hollow") else Ink.PROGRESS)
        set_ink(disc.line.color, Ink.PROGRESS if drawn.get("hollow") else Ink.BACK)
        disc.line.width = Pt(2.5 if drawn.get("hollow") else 1.5)
        describe(group, drawn["label"])

    def frame(self, place: str, demo: bool, foot: str) -> None:
        """What stands under every slide: number, demo mark, freshness."""
        for holder in self.slide.slide_layout.placeholders:
            kind = holder.element.ph.get("type")
            if kind not in ("sldNum", "ftr") or (kind == "ftr" and not foot):
                continue
            copy = deepcopy(holder.element)
            copy.nvSpPr.cNvPr.set("id", str(self.shapes._next_shape_id))
            self.shapes._spTree.append(copy)
            if kind == "ftr":
                own = next(s for s in self.shapes if s._element is copy)
                words = self._fitted(
                    [Words(foot, 14, ink=Ink.SECONDARY)], self.wide / 2 - MARGIN, 26
                )
                write(own.text_frame, words, END, MSO_ANCHOR.MIDDLE)
            else:
                for text in copy.iter(qn("a:t")):
                    text.text = place
                for run in copy.iter(qn("a:rPr")):
                    run.set("lang", LANGUAGE)
        if demo:
            wide = width(wording.DEMO_MARK, 16, bold=True) + 24
            box = Box(MARGIN + 50, FOOT + 6, wide, 26)
            mark = self._figure(self.shapes, MSO_SHAPE.RECTANGLE, box)
            _paint(mark, LIGHT_LOOK.demo_fill)
            set_ink(mark.line.color, LIGHT_LOOK.demo_text)
            mark.line.width, mark.line.dash_style = Pt(1.25), MSO_LINE_DASH_STYLE.DASH
            words = [Words(wording.DEMO_MARK, 16, bold=True, ink=LIGHT_LOOK.demo_text)]
            write(mark.text_frame, words, CENTRE, MSO_ANCHOR.MIDDLE)

    def notes(self, said: Iterable[str]) -> None:
        """The slide in words, for the speaker and for those who hear it."""
        frame = self.slide.notes_slide.notes_text_frame
        frame.text = "\n".join(clean(text) for text in said if text)
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run.font.language_id = MSO_LANGUAGE_ID.VIETNAMESE

    # Inside

    def _fitted(self, content: Sequence[Words], room: float, high: float) -> list[Words]:
        scale, most = fitting(
            high,
            lambda scale, most: sum(words.at(scale, most).height(room) for words in content),
        )
        return [words.at(scale, most) for words in content]

    def _holder_box(self, holder: Any) -> Box:
        return Box(*(value.pt for value in (holder.left, holder.top, holder.width, holder.height)))

    def _write_holder(self, holder: Any, words: Sequence[Words], anchor: MSO_ANCHOR | None) -> None:
        """Fills a placeholder; what the layout says already is not said again."""
        frame = holder.text_frame
        usual = words[0]
        paragraph = frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = clean(usual.text)
        run.font.language_id = MSO_LANGUAGE_ID.VIETNAMESE
        run.font.size = Pt(usual.size)
        if anchor is not None:
            frame.vertical_anchor = anchor

    @staticmethod
    def _figure(shapes: Any, kind: MSO_SHAPE, box: Box) -> Any:
        """A plain shape: no shadow, no line, nothing of the program's own style."""
        shape = shapes.add_shape(kind, *_emu(box))
        style = shape._element.find(qn("p:style"))
        if style is not None:
            shape._element.remove(style)
        shape.line.fill.background()
        return shape


def _emu(box: Box) -> tuple[Any, Any, Any, Any]:
    return Pt(box.x), Pt(box.y), Pt(box.w), Pt(box.h)


def _paint(shape: Any, ink: Ink | str) -> None:
    shape.fill.solid()
    set_ink(shape.fill.fore_color, ink)


def _dress(shape: Any, look: palette.Chip) -> None:
    _paint(shape, look.fill)
    set_ink(shape.line.color, look.border)
    shape.line.width = Pt(1.5)
    if look.dashed:
        shape.line.dash_style = MSO_LINE_DASH_STYLE.DASH
