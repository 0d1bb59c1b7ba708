"""The manual: chapters for each role and work, definitions from the plan, answers to faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indicators.manual.answers import Answer, answer_chapters, answers
from indicators.manual.chapters import (
    PICTURES,
    Chapter,
    Line,
    Lines,
    Part,
    Picture,
    Piece,
    Reader,
    Section,
    Statuses,
    chapters,
)
from indicators.manual.reference import indicator_place, reference_chapters
from indicators.manual.searching import Hit, Run, passages, search
from indicators.plan import Plan

__all__ = [
    "PICTURES",
    "Answer",
    "Chapter",
    "Hit",
    "Line",
    "Lines",
    "Part",
    "Picture",
    "Piece",
    "Reader",
    "Run",
    "Section",
    "Statuses",
    "answers",
    "find_place",
    "indicator_place",
    "passages",
    "read_manual",
    "search",
]


def read_manual(plan: Plan, plain: Callable[[str], str] = str) -> tuple[Chapter, ...]:
    """Every chapter in its order; `plain` makes the plan's words safe within Markdown."""
    return (*chapters(plan, plain), *reference_chapters(plan), *answer_chapters())


def find_place(manual: Sequence[Chapter], name: str) -> tuple[Chapter, Section | None] | None:
    """The chapter of this name, or the one with a section of this name; None for neither."""
    for chapter in manual:
        if chapter.name == name:
            return chapter, None
    for chapter in manual:
        for section in chapter.sections:
            if section.name == name:
                return chapter, section
    return None
