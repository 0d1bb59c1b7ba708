"""What a row is about: its indicator, year, reporting unit and kind, however they are typed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from indicators.intake import row_sentences
from indicators.intake.cells import Cell, cell_text
from indicators.intake.layout import year_of_date
from indicators.intake.measures import is_percent
from indicators.intake.names import (
    fold,
    has_diacritics,
    look_alike_code,
    plain_code,
    same_name,
)
from indicators.intake.sentence import Sentence
from indicators.observations import Option
from indicators.plan import WHOLE_COMMUNE, Indicator, Plan, UnitRole

_CODE_PARTS = re.compile(r"([A-Z]+)([0-9OILQ]+)")
_LEADING_NUMBER = re.compile(r"^(?:(?:\d{1,2}|[a-z]|[ivx]{1,4}) )+")
_LAST_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_FIRST_WORD = re.compile(r"^\W*([A-Za-zА-я]{1,6}[\s.\-_]?[0-9OoIl]{1,4})\b")
_LOST = re.compile("\ufffd|[^\\W\\d_]\\?|\\?[^\\W\\d_]")
_MOST_SUGGESTIONS = 300
"""Looking for similar names is slow; a file with more unknown names has another trouble."""
_FOUR_DIGITS = re.compile(r"(?:nam )?((?:19|20)\d\d)")
_TEXT_DATE = re.compile(
    r"(?:(?:ngay )?\d{1,2} \d{1,2} ((?:19|20)\d\d)|((?:19|20)\d\d) \d\d \d\d)"
    r"(?: \d{1,2} \d\d(?: \d\d)?)?"
)
_TOTALS = re.compile(r"^(?:tong|cong|binh quan|trung binh)\b")
# "Công ty", "Công an", "Cộng đồng" and "Tổng công ty" begin alike and are no totals.
_NO_TOTALS = re.compile(r"^(?:tong )?cong (?:ty|an|doan|vien|trinh|truong|nghe|nghiep|dong)\b")
_TOTAL_LABEL = re.compile(
    r"^(?:tong|cong|binh quan|trung binh)(?: (?:cong|so|chung|toan|ca|xa|cac|thon|don vi|truong"
    r"|nam|nhom|muc|phan|chi tieu|[a-z]|[ivx]+|\d+))*$"
)
_WHOLE = frozenset(("ca xa", "toan xa", "cap xa", "chung toan xa", "toan dia ban xa"))
_AVERAGES = re.compile(r"^(?:binh quan|trung binh)\b")


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be asked once, whatever number of rows it concerns.

    `sentence` is its wording where that does not depend on the number of rows. `is_plain` marks
    a new unit that nothing known resembles, so that many of them may be asked about at
    once; `count` is how many questions such a one stands for.
    """

    code: str
    name: str
    seen: str
    options: tuple[Option, ...]
    proposal: str | None
    sentence: Sentence | None = None
    is_plain: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class IndicatorMatch:
    """`indicator` is None where the row names none; `problem` or `question` says why not."""

    indicator: Indicator | None = None
    problem: Sentence | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class UnitMatch:
    code: str = ""
    question: Question | None = None
    is_total: bool = False
    is_average: bool = False
    problem: Sentence | None = None


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
            return IndicatorMatch()
        by_name = self._by_name(name)
        if not code:
            if by_name is not None:
                return IndicatorMatch(by_name)
            by_code = self._by_leading_code(name)
            if by_code is not None:
                return IndicatorMatch(by_code)
            if _LOST.search(name):
                return IndicatorMatch(problem=row_sentences.lost_indicator(name))
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
                row_sentences.look_alike_indicator(
                    code, similar.code, similar.short_name, _difference(code, similar.code)
                ),
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
        for spelling in (text, _LAST_BRACKETS.sub("", text)):
            folded = fold(spelling)
            found = self._names.get(folded) or self._names.get(_LEADING_NUMBER.sub("", folded))
            if found is not None:
                return found
        return None

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

    def codes_like(self, text: str) -> list[str]:
        """Codes that a mistyped code or name may mean, the likeliest first."""
        return self._near(text)

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


def _difference(seen: str, code: str) -> str:
    """How a typed code differs from the one it looks like, in words for a person."""
    names = [unicodedata.name(c, "") for c in seen if ord(c) > 127]
    for alphabet, said in (("CYRILLIC", "Kirin"), ("GREEK", "Hy Lạp")):
        if any(name.startswith(alphabet) for name in names):
            return f"gõ lẫn chữ cái {said} trông giống chữ Latinh"
    typed = plain_code(seen)
    tail = typed[len(code.rstrip("0123456789")) :]
    if "O" in tail or "Q" in tail:
        return "gõ chữ O thay cho số 0"
    if "I" in tail or "L" in tail:
        return "gõ chữ I hoặc l thay cho số 1"
    return "viết khác số chữ số"


class UnitNames:
    """Finds a reporting unit among the plan's units and the names reported before."""

    def __init__(self, plan: Plan, known: Collection[str]) -> None:
        self._plan = plan
        self._suggestions = 0
        self._known = frozenset(known)
        # Units this file names for the first time: the first spelling serves for the others.
        self._new: dict[str, UnitMatch] = {}
        self._new_folded: dict[str, str] = {}
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

    def find(self, text: str, *, is_lost: bool = False) -> UnitMatch:
        """The unit a cell names; an empty cell means the whole commune.

        A name that differs only in diacritics may be another village, so it is asked about; a
        name typed without any diacritics is proposed as the known one. `is_lost` says that the
        file's letters were guessed back, so that no new name is proposed from it.
        """
        if not text:
            return UnitMatch(WHOLE_COMMUNE)
        exact = self._exact.get(same_name(text))
        if exact is not None:
            return UnitMatch(exact)
        if fold(text) in _WHOLE:
            return UnitMatch(WHOLE_COMMUNE)
        if is_total(text):
            return UnitMatch(is_total=True, is_average=bool(_AVERAGES.match(fold(text))))
        if (
            text.startswith("#")
            or is_percent(text)
            or not any(c.isalpha() for c in text.replace("?", "a"))
        ):
            return UnitMatch(problem=row_sentences.not_a_unit(text))
        if "?" in text or "\ufffd" in text:
            return UnitMatch(question=self._lost(text))
        new = self._new.get(same_name(text))
        if new is not None:
            return new
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
        first = self._new_folded.get(fold(text))
        if first is not None and not same_letters:
            same_letters = [first]
        mapped = [code for code in [*same_letters, *others] if self._may_be_meant(code)][:5]
        options = [Option(c, row_sentences.map_unit(self._plan.unit_name(c))) for c in mapped]
        options.insert(0, Option(name, row_sentences.add_unit(name)))
        if is_lost:
            question = Question("lost_unit", f"unit:{name}", name, tuple(options), None)
            return UnitMatch(question=question)
        is_alike = any(code in mapped for code in same_letters)
        proposal = name
        if len(same_letters) == 1 and is_alike and not has_diacritics(text):
            proposal = same_letters[0]
        question = Question(
            "unknown_unit", f"unit:{name}", name, tuple(options), proposal, is_plain=not is_alike
        )
        match = self._new[same_name(text)] = UnitMatch(question=question)
        self._new_folded.setdefault(fold(text), name)
        return match

    def _may_be_meant(self, code: str) -> bool:
        """Whether one unit of the file may be this one: "Các thôn" is never a single village."""
        unit = self._plan.find_unit(code)
        return unit is None or not (
            unit.is_group or unit.role in (UnitRole.OTHER, UnitRole.GENERAL)
        )

    def _lost(self, text: str) -> Question:
        """Which known unit a name means whose accented letters became question marks."""
        pattern = re.escape(text.replace("\ufffd", "?").casefold()).replace(r"\?", ".")
        # A code has no accented letters to lose.
        found = sorted(
            {
                code
                for name, code in self._spelled
                if re.fullmatch(pattern, name)
                and (name != code.casefold() or self._plan.find_unit(code) is None)
            }
        )
        options = tuple(
            Option(code, row_sentences.map_unit(self._plan.unit_name(code)))
            for code in found or sorted(set(self._exact.values()))[:20]
        )
        proposal = found[0] if len(found) == 1 else None
        return Question("lost_unit", f"unit:{text}", text, options, proposal)

    def known(self, text: str) -> str | None:
        """The code of a unit named exactly, of the plan or reported before."""
        return self._exact.get(same_name(text))

    def is_single(self, code: str) -> bool:
        """Whether a code is one organisation of the commune, not a group or a general phrase."""
        return self._may_be_meant(code)

    def is_new(self, code: str) -> bool:
        return code not in self._known and self._plan.find_unit(code) is None


def is_total(text: str) -> bool:
    """Whether a unit's cell is the label of a total row: "Tổng (2 thôn)", "Cộng", "Bình quân"."""
    folded = fold(text)
    if not _TOTALS.match(folded) or _NO_TOTALS.match(folded.removeprefix("tong ")):
        return False
    # "Công" is no "Cộng", where diacritics were typed at all.
    return not unicodedata.normalize("NFC", text.casefold()).lstrip().startswith("công")


def is_total_label(text: str) -> bool:
    """The same where names of indicators stand, some of which begin with "Tổng"."""
    return is_total(text) and bool(_TOTAL_LABEL.match(fold(text)))


@dataclass(frozen=True, slots=True)
class YearMatch:
    """`year` is None where the cell is empty or wrong; `is_date` where it is a whole date."""

    year: int | None = None
    problem: Sentence | None = None
    is_date: bool = False


def read_year(cell: Cell, plan: Plan) -> YearMatch:
    """The year of a cell: 2026, "Năm 2026", or a date where a year is meant."""
    is_date = isinstance(cell, date)
    if isinstance(cell, date):
        year = year_of_date(cell)
    else:
        text = cell_text(cell)
        if not text:
            return YearMatch()
        match = _FOUR_DIGITS.fullmatch(fold(text))
        dated = _TEXT_DATE.fullmatch(fold(text)) if match is None else None
        if match is None and dated is None:
            return YearMatch(problem=row_sentences.bad_year(text))
        is_date = dated is not None
        year = int(match[1] if match else next(y for y in dated.groups() if y) if dated else 0)
    if year not in plan.years:
        first, last = plan.years[0], plan.years[-1]
        return YearMatch(problem=row_sentences.year_outside_plan(year, first, last))
    return YearMatch(year, is_date=is_date)
