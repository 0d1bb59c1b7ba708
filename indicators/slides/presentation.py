"""A play as a presentation file: the projector's slides, editable in PowerPoint or LibreOffice.

Titles are placeholders, rows are tables, trajectories are charts with their own sheets: nothing is
a picture. The notes of every slide hold it in words.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from indicators import wording
from indicators.slides import deck_words
from indicators.slides.contract import (
    ClosingSlide,
    DebtsSlide,
    IndicatorSlide,
    NoteSlide,
    Play,
    Slide,
    SummarySlide,
    TasksSlide,
    TitleSlide,
    UnitSlide,
)
from indicators.slides.deck_parts import Page
from indicators.slides.deck_slides import draw
from indicators.slides.deck_template import LANGUAGE, Shape, template
from indicators.slides.deck_text import clean

PRESENTATION_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def presentation(play: Play, shape: Shape) -> bytes:
    """The play as a .pptx of this shape."""
    deck = template(shape)
    opening, content = deck.slide_layouts
    foot = play.product
    if play.data_day:
        foot += f" · {deck_words.DATA_TO} {play.data_day}"
    caveats = _caveats(play)
    for place, slide in enumerate(play.slides, start=1):
        layout = opening if isinstance(slide, TitleSlide) else content
        page = Page(deck.slides.add_slide(layout), shape.width)
        draw(page, slide)
        page.frame(str(place), play.is_demo, foot)
        page.notes(_spoken(play, slide, caveats))
    _describe(deck, play)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _describe(deck: Any, play: Play) -> None:
    first = next((slide for slide in play.slides if isinstance(slide, TitleSlide)), None)
    properties = deck.core_properties
    properties.title = _short(f"{play.product}: {first.subtitle if first else play.year}")
    properties.author = properties.last_modified_by = _short(
        first.kicker if first else play.product
    )
    properties.subject = _short(first.plan_title if first else "")
    properties.keywords = wording.DEMO_MARK if play.is_demo else ""
    properties.language = LANGUAGE
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)


def _short(text: str) -> str:
    """A text as a property of the file can hold it."""
    return clean(text)[:255]


def _caveats(play: Play) -> tuple[str, ...]:
    return next((slide.caveats for slide in play.slides if isinstance(slide, ClosingSlide)), ())


def _spoken(play: Play, slide: Slide, caveats: tuple[str, ...]) -> Iterator[str]:
    """The slide in words; nothing that was cut on it is cut here."""
    if play.is_demo:
        yield f"{wording.DEMO_MARK}."
    match slide:
        case TitleSlide():
            yield from (slide.title, slide.subtitle, slide.day, slide.plan, slide.plan_title)
        case SummarySlide():
            yield f"{slide.number}{slide.total} {' '.join(slide.caption)}."
            yield deck_words.counts_text([(count.number, count.words) for count in slide.counts])
            yield from (slide.alert, slide.details, *caveats)
        case IndicatorSlide():
            yield slide.kicker
            yield slide.course.text if slide.course else f"{slide.title}: {slide.absent}."
            yield from (slide.caption, *slide.remarks, slide.note, *caveats)
        case NoteSlide():
            yield from (slide.title, slide.reason_title, slide.reason)
            yield from (slide.next_title, slide.next_steps, slide.signed)
        case UnitSlide():
            yield from (slide.title, slide.sentence, " · ".join(slide.facts))
            yield from (f"{row.code}: {row.bullet['label']}" for row in slide.rows)
            yield slide.tasks_title
            yield from (
                _task(row.code, row.name, row.detail, row.status.words) for row in slide.tasks
            )
            yield slide.note
        case TasksSlide():
            yield from (slide.absent, f"{slide.number} {slide.caption}".strip())
            yield from (
                _task(row.code, row.name, row.detail, row.status.words) for row in slide.rows
            )
        case DebtsSlide():
            yield from (slide.absent, f"{slide.number} {slide.caption}".strip())
            yield from (f"{row.unit}: {'; '.join(row.owed)}" for row in slide.rows)
        case ClosingSlide():
            yield from (slide.title, *slide.points, *slide.caveats)


def _task(code: str, name: str, detail: str, status: str) -> str:
    return f"{code} {name} ({detail}): {status}."
