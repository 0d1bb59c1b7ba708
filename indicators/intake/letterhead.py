"""Whose figures a table holds that names its unit only above the table, or on the sheet's tab.

A village's own file has no column for reporting units: "THÔN ĐÔNG" stands in the letterhead. Such
a table is not taken for the whole commune's unasked. The offices of the plan compile what others
report, so their own letterhead says nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.intake import row_sentences
from indicators.intake.cells import cell_text
from indicators.intake.identities import Question, UnitNames
from indicators.intake.layout import Table
from indicators.intake.measures import is_measure, names_organisation
from indicators.intake.names import fold, same_name
from indicators.observations import Option
from indicators.plan import WHOLE_COMMUNE, Plan

_PIECES = re.compile(r"[\n;|]|\s[-–—]\s|_")
_LABEL = re.compile(
    r"^\s*(?:tên\s+)?(?:đơn\s+vị|cơ\s+quan|thôn)"
    r"(?:\s*,?\s*(?:đơn\s+vị|báo\s+cáo|lập\s+biểu))*\s*:\s*",
    re.IGNORECASE,
)
_IN_SENTENCE = re.compile(
    r"(?:của|tại|ở|thuộc|báo\s+cáo|số\s+liệu|kết\s+quả)\s+"
    r"((?:thôn|xóm|tổ\s+dân\s+phố|khu\s+dân\s+cư|trường|htx|hợp\s+tác\s+xã)\s+[^,;:.()\n]+?)"
    r"(?=\s+(?:năm|xã|tháng|quý|đến|giai\s+đoạn|theo|về)\b|\s+[-–—]|[,;:.()\n]|\s*$)",
    re.IGNORECASE,
)
_GENERIC = frozenset(
    [
        "thon",
        "xom",
        "to",
        "dan",
        "pho",
        "khu",
        "cu",
        "truong",
        "hoc",
        "hop",
        "tac",
        "xa",
        "htx",
        "cac",
    ]
)
# "Trường học xanh" is a title, and "thôn văn hóa" more often a title than a village.
_NO_NAME = re.compile(r"^truong hoc\b|\d{4}")
_DOUBTFUL = re.compile(
    r"^(?:thon|xom|to dan pho|khu dan cu) (?:van hoa|thong minh|kieu mau|dat chuan|xanh)\b"
)
_YEAR_BEHIND = re.compile(r"\s+năm\s+\d{4}.*$", re.IGNORECASE)
_NO_SCHOOL = re.compile(r"^trư[ởớ]ng\b", re.IGNORECASE)
_MOST_WORDS = 9
_MOST_NAMES = 5
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    seen: str
    is_certain: bool


def letterhead_question(
    table: Table, units: UnitNames, plan: Plan, file_name: str
) -> Question | None:
    """Whose the figures of a table without a unit column are; None where nothing names a unit."""
    rows = table.sheet.rows[: table.first_header]
    titles = [text for row in rows for cell in row if (text := cell_text(cell))]
    stem = file_name.rpartition(".")[0]
    found: dict[str, _Name] = {}
    for texts, is_title in ((titles, True), ([table.sheet.name], True), ([stem], False)):
        if found and not is_title:
            # The file's name is the weakest of words.
            break
        for name in _names_in(texts, units, plan, is_title):
            known = found.get(same_name(name.text))
            if known is None or (name.is_certain and not known.is_certain):
                found[same_name(name.text)] = name
    if not found:
        return None
    names = list(found.values())[:_MOST_NAMES]
    options, proposal = _options(names, units, plan, is_lost=table.sheet.wrong_font)
    seen = names[0].seen
    return Question(
        "letterhead_unit",
        f"letterhead:{table.sheet.name}",
        seen,
        (*options, Option(WHOLE_COMMUNE, row_sentences.WHOLE_COMMUNE)),
        proposal,
        sentence=row_sentences.unit_of_letterhead(seen),
    )


def _options(
    names: Sequence[_Name], units: UnitNames, plan: Plan, *, is_lost: bool
) -> tuple[list[Option], str | None]:
    """A choice for each unit that may be meant, and the one proposed, where there is only one."""
    options: dict[str, Option] = {}
    proposal = None
    for name in names:
        match = units.find(name.text, is_lost=is_lost)
        if match.code:
            label = row_sentences.of_unit(plan.unit_name(match.code))
            options.setdefault(match.code, Option(match.code, label))
            wanted: str | None = match.code if plan.find_unit(match.code) is None else None
        elif match.question is not None:
            for option in match.question.options:
                options.setdefault(option.value, option)
            wanted = match.question.proposal
        else:
            continue
        if len(names) == 1 and name.is_certain:
            proposal = wanted
    return list(options.values()), proposal


def _names_in(
    texts: Iterable[str], units: UnitNames, plan: Plan, is_title: bool
) -> Iterable[_Name]:
    for text in texts:
        for piece in _PIECES.split(text):
            bare = " ".join(piece.split())
            label = _LABEL.match(bare)
            if label is not None:
                name = bare[label.end() :].strip(" .")
                if _is_labelled(name, units, plan):
                    yield _Name(_in_small_letters(name), bare, is_title)
                continue
            name = _YEAR_BEHIND.sub("", bare).strip(" .:")
            if _is_name(name, units, plan):
                is_certain = is_title and not _DOUBTFUL.match(fold(name))
                yield _Name(_in_small_letters(name), bare, is_certain)
                continue
            inside = _IN_SENTENCE.search(bare)
            if inside is not None and _is_name(inside[1], units, plan):
                yield _Name(_in_small_letters(inside[1]), bare, False)


def _is_labelled(name: str, units: UnitNames, plan: Plan) -> bool:
    """Whether what follows "Đơn vị báo cáo:" is a unit, and not the commune itself."""
    if not any(c.isalpha() for c in name) or is_measure(name) or len(name.split()) > _MOST_WORDS:
        return False
    code = units.known(name)
    if code is None:
        return not fold(name).startswith(("ubnd", "uy ban nhan dan", "xa "))
    return code != WHOLE_COMMUNE and units.is_single(code)


def _is_name(text: str, units: UnitNames, plan: Plan) -> bool:
    """Whether a text standing for itself is a village's, a school's or a reported unit's name."""
    code = units.known(text)
    if code is not None:
        return plan.find_unit(code) is None
    words = fold(text).split()
    return (
        names_organisation(text)
        and len(words) <= _MOST_WORDS
        and not _GENERIC.issuperset(words)
        and not _NO_NAME.search(" ".join(words))
        and not _NO_SCHOOL.match(unicodedata.normalize("NFC", text))
    )


def _in_small_letters(name: str) -> str:
    """ "THÔN ĐÔNG" as "Thôn Đông"; abbreviations such as THCS stay as they are."""
    if not name.isupper():
        return name
    return " ".join(
        word.capitalize() if _VOWELS.intersection(fold(word)) else word for word in name.split()
    )
