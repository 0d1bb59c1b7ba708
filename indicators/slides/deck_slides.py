"""Every kind of slide as a page of the file, laid out like its sister in the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pptx.enum.text import MSO_ANCHOR

from indicators.slides import deck_words
from indicators.slides.contract import (
    ClosingSlide,
    DebtsSlide,
    Fact,
    IndicatorSlide,
    NoteSlide,
    Slide,
    SummarySlide,
    TasksSlide,
    TitleSlide,
    UnitSlide,
)
from indicators.slides.deck_chart import add_course
from indicators.slides.deck_measure import width
from indicators.slides.deck_parts import Page
from indicators.slides.deck_row_slides import draw_debts, draw_tasks, draw_unit
from indicators.slides.deck_template import BOTTOM, MARGIN, Ink
from indicators.slides.deck_text import END, Box, Words, deadline_line, paragraphs

_MIDDLE = MSO_ANCHOR.MIDDLE


def draw(page: Page, slide: Slide) -> None:
    """Fills the page with the slide."""
    _DRAWN[slide.kind](page, slide)


def _title(page: Page, slide: TitleSlide) -> None:
    page.kicker(slide.kicker)
    page.title(slide.title, 60)
    page.holder(1, slide.subtitle, 32, bold=True)
    rest = [
        Words(slide.day, 22, ink=Ink.SECONDARY),
        Words(slide.plan, 18, bold=True, before=20),
        Words(slide.plan_title, 16, ink=Ink.SECONDARY, before=4),
        *(Words(notice, 16, bold=True, ink=Ink.ALERT, before=6) for notice in slide.notices),
    ]
    page.text(Box(MARGIN, 256, page.inner, BOTTOM - 256), rest)


def _summary(page: Page, slide: SummarySlide) -> None:
    page.heading(slide.kicker, slide.deadline)
    chips = min(264.0, page.inner * 0.39)
    number_width = 44.0
    left = Box(MARGIN, 96, page.inner - chips - number_width - 28, 150)
    size = 150.0 if len(slide.number) == 1 else 112.0
    wide = width(slide.number, size, bold=True) + 4
    page.text(
        Box(left.x, left.y, wide, left.h), [Words(slide.number, size, bold=True)], anchor=_MIDDLE
    )
    used = left.x + wide
    if slide.total:
        small = size * 0.7
        total = Box(used - 6, left.y, width(slide.total, small) + 6, left.h)
        page.text(total, [Words(slide.total, small, ink=Ink.SECONDARY)], anchor=_MIDDLE)
        used = total.right
    top = left.bottom + 10
    beside = Box(used + 14, left.y, left.right - used - 14, left.h)
    if beside.w > 140:
        content = [Words(" ".join(slide.caption), 28 if page.is_wide else 24, bold=True)]
        page.text(beside, content, anchor=_MIDDLE)
    else:
        top += page.text(
            Box(left.x, left.bottom, left.w, 34), [Words(" ".join(slide.caption), 24, bold=True)]
        )
    spoken = deck_words.counts_text([(count.number, count.words) for count in slide.counts])
    top += (
        page.tiles(Box(left.x, top, left.w, 80), [tile.label for tile in slide.tiles], spoken) + 14
    )
    rest = [
        Words(slide.alert, 24, bold=True, ink=Ink.ALERT),
        Words(slide.details, 18, ink=Ink.SECONDARY, before=8),
    ]
    page.text(Box(left.x, top, left.w, BOTTOM - top), rest)
    each = min(44.0, (BOTTOM - 96) / max(1, len(slide.counts)))
    begin = 96 + (BOTTOM - 96 - each * len(slide.counts)) / 2
    for number, count in enumerate(slide.counts):
        row = begin + number * each
        first = Box(page.wide - MARGIN - chips - number_width - 10, row, number_width, each - 8)
        page.text(first, [Words(str(count.number), 26, bold=True)], END, _MIDDLE)
        page.chip(Box(first.right + 10, row, chips, each - 8), count.label, count.words, 19)


def _indicator(page: Page, slide: IndicatorSlide) -> None:
    page.kicker(slide.kicker, slide.star, deck_words.STAR_SIGN if slide.star else "")
    top = page.title(slide.title)
    bottom = BOTTOM
    if slide.note:
        high = 40.0
        ink = Ink.ALERT if slide.is_note_owed else Ink.TEXT
        content = [Words(slide.note, 16, bold=slide.is_note_owed, ink=ink)]
        page.text(Box(MARGIN, bottom - high, page.inner, high), content, anchor=_MIDDLE)
        bottom -= high + 4
    if slide.facts:
        high = 62.0 if page.is_wide else 78.0
        _facts(page, slide.facts, bottom - high)
        bottom -= high + 10
    if slide.bullet is not None:
        page.bullet(Box(MARGIN, bottom - 30, page.inner, 30), slide.bullet)
        bottom -= 42
    if slide.absent:
        _figure_side(page, slide, Box(MARGIN, top + 10, page.inner, bottom - top - 10))
        return
    left = Box(MARGIN, top, 390 if page.is_wide else 300, bottom - top)
    _figure_side(page, slide, left)
    if slide.course is not None:
        right = Box(left.right + 14, top, page.wide - MARGIN - left.right - 14, bottom - top)
        is_share = slide.figure.endswith("%")
        add_course(
            page, Box(right.x, right.y, right.w, right.h - 22), slide.course, is_share=is_share
        )
        page.text(
            Box(right.x, right.bottom - 20, right.w, 20),
            [Words(_legend(slide), 14, ink=Ink.SECONDARY)],
            END,
        )


def _legend(slide: IndicatorSlide) -> str:
    course = slide.course
    if course is None:
        return ""
    parts = [deck_words.OFFICIAL_MARK] if not all(point.hollow for point in course.points) else []
    if any(point.hollow for point in course.points):
        parts.append(deck_words.ESTIMATE_MARK)
    if course.path:
        parts.append(f"{deck_words.PATH_MARK} {course.path_words}")
    return "   ".join(parts)


def _figure_side(page: Page, slide: IndicatorSlide, box: Box) -> None:
    top = box.y
    if slide.absent:
        words = [Words(slide.absent, 44, bold=True)]
        top += page.text(Box(box.x, top, box.w, 116), words) + 8
    else:
        measure = width(f" {slide.unit_measure}", 32, bold=True) if slide.unit_measure else 0.0
        size = 116.0
        while size > 40 and width(slide.figure, size, bold=True) + measure > box.w:
            size -= 2
        high = min(size * 1.12, box.h * 0.5)
        wide = min(box.w, width(slide.figure, size, bold=True) + 4)
        page.text(
            Box(box.x, top, wide, high), [Words(slide.figure, size, bold=True)], anchor=_MIDDLE
        )
        if slide.unit_measure:
            room = Box(box.x + wide + 6, top, max(40.0, box.w - wide - 6), high * 0.86)
            page.text(room, [Words(slide.unit_measure, 32, bold=True)], anchor=MSO_ANCHOR.BOTTOM)
        top += high + 2
    top += page.text(Box(box.x, top, box.w, 42), [Words(slide.caption, 18)]) + 8
    page.chip(Box(box.x, top, box.w, 36), slide.status.label, slide.status.words, 23)
    top += 44
    rest = [deadline_line(chip, 16) for chip in slide.others]
    rest += [Words(remark, 16, bold=True, before=2) for remark in slide.remarks]
    page.text(Box(box.x, top, box.w, max(20.0, box.bottom - top)), rest)


def _facts(page: Page, facts: tuple[Fact, ...], top: float) -> None:
    gap = 18.0
    shares = (0.8, 1.1, 1.1) if len(facts) == 3 else (1.0,) * len(facts)
    each = (page.inner - gap * (len(facts) - 1)) / sum(shares)
    x = MARGIN
    for fact, share in zip(facts, shares, strict=True):
        value = Words(
            fact.value,
            26 if fact.is_word else 34,
            bold=True,
            ink=Ink.ALERT if fact.is_alert else Ink.TEXT,
        )
        page.text(Box(x, top, each * share, 42), [value], anchor=MSO_ANCHOR.BOTTOM)
        page.text(
            Box(x, top + 42, each * share, 22 if page.is_wide else 39),
            [Words(fact.caption, 16, ink=Ink.SECONDARY)],
        )
        x += each * share + gap


def _note(page: Page, slide: NoteSlide) -> None:
    page.kicker(slide.kicker)
    top = page.title(slide.title) + 2
    x = MARGIN
    if slide.figure:
        wide = min(page.inner / 2, width(slide.figure, 34, bold=True) + 6)
        page.text(Box(x, top, wide, 42), [Words(slide.figure, 34, bold=True)], anchor=_MIDDLE)
        x += wide + 14
    page.chip(
        Box(x, top + 3, page.wide - MARGIN - x, 36), slide.status.label, slide.status.words, 23
    )
    top += 54
    content: list[Words] = []
    for title, text in ((slide.reason_title, slide.reason), (slide.next_title, slide.next_steps)):
        if text:
            content.append(Words(title, 18, ink=Ink.SECONDARY, before=12))
            content += paragraphs(text, size=28)
    bottom = BOTTOM - (26 if slide.signed else 0)
    page.text(Box(MARGIN, top, page.inner, bottom - top), content)
    signed = Box(MARGIN, bottom + 4, page.inner, 22)
    page.text(signed, [Words(slide.signed, 16, ink=Ink.SECONDARY)])


def _closing(page: Page, slide: ClosingSlide) -> None:
    page.kicker(slide.kicker)
    top = page.title(slide.title, 40) + 12
    points = [Words(f"– {point}", 26, before=10) for point in slide.points]
    caveats = [Words(caveat, 18, ink=Ink.SECONDARY, before=4) for caveat in slide.caveats]
    room = BOTTOM - top
    share = 0.62 if points else 0.0
    used = page.text(Box(MARGIN, top, page.inner, room * share), points) + 24 if points else 0.0
    page.text(Box(MARGIN, top + used, page.inner, room - used), caveats)


_DRAWN: Mapping[str, Callable[[Page, Any], None]] = {
    TitleSlide.kind: _title,
    SummarySlide.kind: _summary,
    IndicatorSlide.kind: _indicator,
    NoteSlide.kind: _note,
    UnitSlide.kind: draw_unit,
    TasksSlide.kind: draw_tasks,
    DebtsSlide.kind: draw_debts,
    ClosingSlide.kind: _closing,
}
