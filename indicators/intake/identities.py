"""What a row is about: its indicator, year, reporting unit and kind, however they are typed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.intake import row_sentences
from indicators.intake.cells import Cell, cell_text
from indicators.intake.names import (
    fold,
    has_diacritics,
    look_alike_code,
    plain_code,
    same_name,
)
from indicators.intake.sentence import Sentence
from indicators.observations import Option
from indicators.plan import WHOLE_COMMUNE, Indicator, Plan

_CODE_PARTS = re.compile(r"([A-Z]+)([0-9OILQ]+)")
_LEADING_NUMBER = re.compile(r"^(?:(?:\d{1,2}|[a-z]|[ivx]{1,4}) )+")
_FIRST_WORD = re.compile(r"^\W*([A-Za-zА-я]{1,6}[\s.\-_]?[0-9OoIl]{1,4})\b")
_MOST_SUGGESTIONS = 300
"""Looking for similar names is slow; a file with more unknown names has another trouble."""
_FOUR_DIGITS = re.compile(r"(?:nam )?((?:19|20)\d\d)")
_TOTALS = re.compile(r"^(?:tong cong|tong so|tong|cong|cong chung|tong toan xa)$")


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be asked once, whatever number of rows it concerns.

    `sentence` is its wording where that does not depend on the number of rows.
    """

    code: str
    name: str
    seen: str
    options: tuple[Option, ...]
    proposal: str | None
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class IndicatorMatch:
    """`indicator` is None where the row names none; `problem` or `question` says why not."""

    indicator: Indicator | None = None
    problem: Sentence | None = None
    question: Question | None = None
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class UnitMatch:
    code: str = ""
    question: Question | None = None
    is_total: bool = False


class IndicatorNames:
    """Finds an indicator by its code or by its exact official or short name."""

    def __init__(self, plan: Plan) -> None:
        self._codes = {plain_code(i.code): i for i in plan.measured}
        self._shapes: dict[tuple[str, int], Indicator] = {}
        self._names: dict[str, Indicator] = {}
        self._suggestions = 0
        for indicator in plan.measured:
            shape = _shape(indicator.code)
            if shape is not None:
                self._shapes[shape] = indicator
            for name in (indicator.official_name, indicator.short_name, indicator.slug):
                if name:
                    self._names[fold(name)] = indicator

    def find(self, code: str, name: str) -> IndicatorMatch:
        """The indicator of a row from its code and name cells, either of which may be empty."""
        if not code and not name:
            return IndicatorMatch(is_blank=True)
        by_name = self._by_name(name)
        if not code:
            if by_name is not None:
                return IndicatorMatch(by_name)
            by_code = self._by_leading_code(name)
            if by_code is not None:
                return IndicatorMatch(by_code)
            return IndicatorMatch(problem=row_sentences.unknown_indicator(name, self._near(name)))
        exact = self._codes.get(plain_code(code)) or self._by_name(code)
        if exact is not None:
            if by_name is not None and by_name is not exact:
                return IndicatorMatch(
                    problem=row_sentences.code_and_name_differ(exact.code, by_name.code)
                )
            return IndicatorMatch(exact)
        similar = self._similar(code)
        if similar is not None and by_name in (None, similar):
            return self._ask(
                code,
                similar,
                row_sentences.look_alike_indicator(code, similar.code, similar.short_name),
            )
        if by_name is not None:
            return self._ask(code, by_name, row_sentences.indicator_by_name(code, by_name.code))
        return IndicatorMatch(
            problem=row_sentences.unknown_indicator(code, self._near(name or code))
        )

    def _ask(self, code: str, indicator: Indicator, sentence: Sentence) -> IndicatorMatch:
        label = row_sentences.is_indicator(indicator.code, indicator.short_name)
        question = Question(
            code=sentence.code,
            name=f"indicator:{code}",
            seen=code,
            options=(Option(indicator.code, label),),
            proposal=indicator.code,
            sentence=sentence,
        )
        return IndicatorMatch(indicator, question=question)

    def _by_name(self, text: str) -> Indicator | None:
        folded = fold(text)
        return self._names.get(folded) or self._names.get(_LEADING_NUMBER.sub("", folded))

    def _by_leading_code(self, text: str) -> Indicator | None:
        """ "CT04", or "CT04 – Diện tích …" where the rest is that indicator's own name."""
        first = _FIRST_WORD.match(text)
        found = self._codes.get(plain_code(first[1])) if first else None
        if first is None or found is None:
            return None
        rest = fold(text[first.end() :])
        return found if not rest or self._names.get(rest) is found else None

    def _similar(self, code: str) -> Indicator | None:
        looks = look_alike_code(code)
        shape = _shape(looks)
        return self._codes.get(looks) or (self._shapes.get(shape) if shape else None)

    def _near(self, text: str) -> list[str]:
        self._suggestions += 1
        if self._suggestions > _MOST_SUGGESTIONS:
            return []
        by_code = difflib.get_close_matches(plain_code(text)[:40], list(self._codes), 2, 0.75)
        if by_code:
            return [self._codes[code].code for code in by_code]
        by_name = difflib.get_close_matches(fold(text)[:300], list(self._names), 2, 0.8)
        return list(dict.fromkeys(self._names[name].code for name in by_name))


def _shape(code: str) -> tuple[str, int] | None:
    """Letters and number of a code, "CTO5" being read as "CT05"; "CT5" has the same shape."""
    parts = _CODE_PARTS.fullmatch(plain_code(code))
    if parts is None:
        return None
    letters, digits = parts[1], parts[2]
    # The greedy letters may have swallowed an O that stands for a zero.
    while letters and letters[-1] in "OILQ":
        letters, digits = letters[:-1], letters[-1] + digits
    number = digits.translate(str.maketrans("OQIL", "0011"))
    return (letters, int(number)) if letters else None


class UnitNames:
    """Finds a reporting unit among the plan's units and the names reported before."""

    def __init__(self, plan: Plan, known: Collection[str]) -> None:
        self._plan = plan
        self._suggestions = 0
        self._exact: dict[str, str] = {}
        self._spelled: list[tuple[str, str]] = []
        self._folded: dict[str, set[str]] = {}
        for unit in plan.units:
            for name in (unit.code, unit.name, unit.short_name, *unit.aliases):
                self._add(name, unit.code)
        self._add(plan.commune.name, WHOLE_COMMUNE)
        for name in known:
            self._add(name, name)

    def _add(self, name: str, code: str) -> None:
        self._spelled.append((name.casefold(), code))
        self._exact.setdefault(same_name(name), code)
        self._folded.setdefault(fold(name), set()).add(code)

    def find(self, text: str) -> UnitMatch:
        """The unit a cell names; an empty cell means the whole commune.

        A name that differs only in diacritics may be another village, so it is asked about; a
        name typed without any diacritics is proposed as the known one.
        """
        if not text:
            return UnitMatch(WHOLE_COMMUNE)
        exact = self._exact.get(same_name(text))
        if exact is not None:
            return UnitMatch(exact)
        if _TOTALS.match(fold(text)):
            return UnitMatch(is_total=True)
        if "?" in text or "\ufffd" in text:
            return UnitMatch(question=self._lost(text))
        folded = self._folded.get(fold(text), set())
        plan_unit = [code for code in folded if self._plan.find_unit(code)]
        if len(folded) == 1 and plan_unit:
            return UnitMatch(plan_unit[0])
        same_letters = sorted(folded)
        near = []
        self._suggestions += 1
        if self._suggestions <= _MOST_SUGGESTIONS:
            near = difflib.get_close_matches(fold(text)[:200], list(self._folded), 3, 0.8)
        others = sorted({code for name in near for code in self._folded[name]} - folded)
        name = " ".join(text.split())[:200]
        options = [Option(name, row_sentences.add_unit(name))]
        for code in [*same_letters, *others][:5]:
            options.append(Option(code, row_sentences.map_unit(self._plan.unit_name(code))))
        proposal = name
        if len(same_letters) == 1 and not has_diacritics(text):
            proposal = same_letters[0]
        return UnitMatch(
            question=Question("unknown_unit", f"unit:{name}", name, tuple(options), proposal)
        )

    def _lost(self, text: str) -> Question:
        """Which known unit a name means whose accented letters became question marks."""
        pattern = re.escape(text.replace("\ufffd", "?").casefold()).replace(r"\?", ".")
        found = sorted({code for name, code in self._spelled if re.fullmatch(pattern, name)})
        options = tuple(
            Option(code, row_sentences.map_unit(self._plan.unit_name(code)))
            for code in found or sorted(set(self._exact.values()))[:20]
        )
        proposal = found[0] if len(found) == 1 else None
        return Question("lost_unit", f"unit:{text}", text, options, proposal)

    def is_unit(self, text: str) -> bool:
        return same_name(text) in self._exact


def is_total(text: str) -> bool:
    """Whether a cell is the label of a total row: "Tổng cộng", "Cộng", "TỔNG SỐ"."""
    return bool(_TOTALS.match(fold(text)))


@dataclass(frozen=True, slots=True)
class YearMatch:
    """`year` is None where the cell is empty or wrong; `notice` is worth a warning."""

    year: int | None = None
    problem: Sentence | None = None
    notice: Sentence | None = None


def read_year(cell: Cell, plan: Plan) -> YearMatch:
    """The year of a cell: 2026, "Năm 2026", or a date where a year is meant."""
    notice = None
    if isinstance(cell, date):
        # A year typed into a date-formatted cell became the day with that serial number.
        serial = (cell - date(1899, 12, 30)) // timedelta(days=1)
        year = serial if serial in plan.years else cell.year
        notice = row_sentences.year_from_date(cell_text(cell), year)
    else:
        text = cell_text(cell)
        if not text:
            return YearMatch()
        match = _FOUR_DIGITS.fullmatch(fold(text))
        if match is None:
            return YearMatch(problem=row_sentences.bad_year(text))
        year = int(match[1])
    if year not in plan.years:
        first, last = plan.years[0], plan.years[-1]
        return YearMatch(problem=row_sentences.year_outside_plan(year, first, last))
    return YearMatch(year, notice=notice)
