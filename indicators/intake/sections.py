"""Whose figures stand under a section row, in a table without a column for reporting units.

A village named alone in a row heads the rows below it until the next section row. What is no
unit ends it; what may be one, and what may still belong to it, is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.intake import row_sentences
from indicators.intake.identities import Question, UnitMatch, UnitNames
from indicators.intake.measures import names_organisation
from indicators.intake.names import fold
from indicators.intake.sentence import Sentence
from indicators.observations import Option
from indicators.plan import WHOLE_COMMUNE, Plan

_NUMBERS = (
    re.compile(r"^\s*[IVX]{1,5}\s*(?:[.)/:\-–]\s*|$)"),
    re.compile(r"^\s*[A-ZĐ]\s*(?:[.)/:\-–]\s*|$)"),
    re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*\s*(?:[.)/:\-–]\s*|$)"),
    re.compile(r"^\s*[a-zđ]\s*(?:[.)/:\-–]\s*|$)"),
    re.compile(r"^\s*[-–+*•]\s*"),
)
_WHOLE = re.compile(r"\b(?:toan|ca|cap) xa\b")
_MAY_BE_UNIT = re.compile(
    r"^(?:tram|uy ban|ubnd|hdnd|mttq|dang uy|hoi|doan|cong ty|trung tam|phong (?:kinh te|van hoa|"
    r"giao duc|y te)|benh vien|mam non|tieu hoc|thcs|thpt|doanh nghiep|nha may|xi nghiep|ban|"
    r"chi nhanh|van phong|cum dan cu|lang|quy tin dung|buu dien|cong an|nha van hoa|"
    r"dien luc)\b"
)
_MOST_WORDS = 7
_LONGEST = 80


class Sections:
    """The unit of the rows being read; one for each sheet."""

    def __init__(self, units: UnitNames, plan: Plan) -> None:
        self.unit = UnitMatch(WHOLE_COMMUNE)
        self._units = units
        self._titles = {fold(group.name) for group in plan.task_groups}
        self._name = ""
        self._option = ""
        self._level = -1

    def read(self, texts: Sequence[str], *, is_lost: bool = False) -> None:
        """Takes a row of texts without figures; one text alone, numbered or not, is a section."""
        levels = [level for text in texts if (level := _level(text)[0]) >= 0]
        named = [rest for text in texts if (rest := _level(text)[1])]
        if len(named) != 1:
            return
        text, level = named[0], max(levels, default=-1)
        code = self._units.known(text)
        is_short = len(text.split()) <= _MOST_WORDS
        if code == WHOLE_COMMUNE or _WHOLE.search(fold(text)):
            self.unit, self._name = UnitMatch(WHOLE_COMMUNE), ""
        elif is_short and ((code and self._units.is_single(code)) or names_organisation(text)):
            self.unit, self._name, self._level = (
                self._units.find(text, is_lost=is_lost),
                text,
                level,
            )
            question = self.unit.question
            self._option = self.unit.code or (question.proposal or "" if question else "")
        elif fold(text) not in self._titles and self._may_be_unit(text, code):
            name = code or text[:_LONGEST]
            label = row_sentences.of_unit(text[:_LONGEST])
            self._ask(text, row_sentences.unit_of_section(text), Option(name, label), None)
            self._name, self._option, self._level = text, name, level
        elif self._name:
            # A part of a numbered unit's section is numbered below it.
            is_part = 0 <= self._level < level
            sentence = row_sentences.end_of_section(text, self._name)
            self._ask(text, sentence, self._own(), None if is_part else WHOLE_COMMUNE)

    def begin_sheet(self, question: Question | None) -> None:
        """The rows up to the first section row are of the unit that the letterhead names."""
        if question is not None:
            self.unit = UnitMatch(question=question)

    def begin_table(self, row: int) -> None:
        """A table with other columns begins, with no section row of its own above it."""
        if self._name:
            sentence = row_sentences.end_of_table(self._name)
            self._ask(f"bảng {row}", sentence, self._own(), None)

    def _may_be_unit(self, text: str, code: str | None) -> bool:
        return bool(code) or names_organisation(text) or bool(_MAY_BE_UNIT.match(fold(text)))

    def _own(self) -> Option:
        return Option(self._option, row_sentences.of_unit(self._name[:_LONGEST]))

    def _ask(self, text: str, sentence: Sentence, own: Option, proposal: str | None) -> None:
        whole = Option(WHOLE_COMMUNE, row_sentences.WHOLE_COMMUNE)
        options = (whole, own) if own.value else (whole,)
        name = f"section:{text[:_LONGEST]}"
        if self._name:
            name += f" < {self._name[:_LONGEST]}"
        self.unit = UnitMatch(
            question=Question(
                "section_unit", name, text[:_LONGEST], options, proposal, sentence=sentence
            )
        )


def _level(text: str) -> tuple[int, str]:
    """How deep a text is numbered (-1 not at all), and the text without its number."""
    for level, pattern in enumerate(_NUMBERS):
        match = pattern.match(text)
        if match:
            return level, text[match.end() :].strip()
    return -1, text.strip()
