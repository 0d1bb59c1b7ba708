"""What the columns of an office table are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from indicators.intake.names import fold
from indicators.observations import Kind


class Role(StrEnum):
    """What a column holds."""

    CODE = "Mã chỉ tiêu"
    NAME = "Chỉ tiêu"
    YEAR = "Năm"
    REPORTING_UNIT = "Đơn vị báo cáo"
    KIND = "Loại số liệu"
    NUMERATOR = "Tử số"
    DENOMINATOR = "Mẫu số"
    VALUE = "Giá trị"
    UNIT_MEASURE = "Đơn vị tính"
    SOURCE = "Nguồn"
    NOTE = "Ghi chú"
    UNIT_OR_MEASURE = "Đơn vị"
    IGNORED = "không dùng"


FIGURES = frozenset({Role.NUMERATOR, Role.DENOMINATOR, Role.VALUE})

_SPELLINGS: dict[Role, tuple[str, ...]] = {
    Role.CODE: (
        "Mã chỉ tiêu",
        "Mã CT",
        "Mã",
        "Mã số",
        "Mã số chỉ tiêu",
        "Ký hiệu",
        "INDICATOR",
        "Code",
    ),
    Role.NAME: (
        "Chỉ tiêu",
        "Tên chỉ tiêu",
        "Nội dung",
        "Nội dung chỉ tiêu",
        "Tên",
        "Các chỉ tiêu",
        "Chỉ tiêu chủ yếu",
        "Danh mục chỉ tiêu",
    ),
    Role.YEAR: ("Năm", "Năm báo cáo", "Năm số liệu", "Kỳ báo cáo", "TIME_PERIOD", "Year"),
    Role.REPORTING_UNIT: (
        "Đơn vị báo cáo",
        "Tên đơn vị",
        "Tên đơn vị báo cáo",
        "Cơ quan, đơn vị",
        "Đơn vị thực hiện",
        "Thôn",
        "Tên thôn",
        "Trường",
        "Tên trường",
        "Địa bàn",
        "Thôn, đơn vị",
        "Nơi báo cáo",
        "REPORTING_UNIT",
    ),
    Role.KIND: ("Loại số liệu", "Loại số", "Loại", "Tính chất số liệu", "OBS_STATUS"),
    Role.NUMERATOR: ("Tử số", "Tử", "NUMERATOR"),
    Role.DENOMINATOR: ("Mẫu số", "Mẫu", "DENOMINATOR"),
    Role.VALUE: (
        "Giá trị",
        "Kết quả",
        "Số liệu",
        "Tỷ lệ",
        "Tỉ lệ",
        "Số lượng",
        "Thực hiện",
        "Kết quả thực hiện",
        "Giá trị báo cáo",
        "OBS_VALUE",
        "Value",
    ),
    Role.UNIT_MEASURE: ("Đơn vị tính", "ĐVT", "Đơn vị đo", "UNIT_MEASURE"),
    Role.UNIT_OR_MEASURE: ("Đơn vị",),
    Role.SOURCE: ("Nguồn", "Nguồn số liệu", "Căn cứ", "SOURCE"),
    Role.NOTE: ("Ghi chú", "Thuyết minh", "Giải trình", "NOTE"),
    Role.IGNORED: ("STT", "TT", "Số TT", "Số thứ tự", "Năm trước", "Số năm trước", "Ngưỡng 2030"),
}

_ROLES = {fold(text): role for role, texts in _SPELLINGS.items() for text in texts}


def _lost_role(text: str) -> Role | None:
    """The role of a heading some of whose letters became "?"; each may have been any letter."""
    lost = " ".join(text.replace("\ufffd", "?").split()).casefold()
    if "?" not in lost:
        return None
    for role, spellings in _SPELLINGS.items():
        for spelling in spellings:
            known = spelling.casefold()
            if len(known) == len(lost) and all(
                a == b or (a == "?" and ord(b) > 127) for a, b in zip(lost, known, strict=True)
            ):
                return role
    return None


_FIGURE_WORDS = {
    "": Role.VALUE,
    "gia tri": Role.VALUE,
    "ket qua": Role.VALUE,
    "so lieu": Role.VALUE,
    "so luong": Role.VALUE,
    "ty le": Role.VALUE,
    "ti le": Role.VALUE,
    "tu so": Role.NUMERATOR,
    "mau so": Role.DENOMINATOR,
}
# "Thực hiện" is what every such table calls its figures, so it declares no kind.
_KIND_WORDS: tuple[tuple[str, Kind | None], ...] = (
    ("ket qua thuc hien", None),
    ("so lieu chinh thuc", Kind.ACTUAL),
    ("uoc thuc hien", Kind.ESTIMATE),
    ("uoc tinh", Kind.ESTIMATE),
    ("uoc dat", Kind.ESTIMATE),
    ("uoc th", Kind.ESTIMATE),
    ("uth", Kind.ESTIMATE),
    ("uoc", Kind.ESTIMATE),
    ("ke hoach giao", Kind.PLANNED),
    ("ke hoach", Kind.PLANNED),
    ("kh", Kind.PLANNED),
    ("chinh thuc", Kind.ACTUAL),
    ("thuc hien", None),
    ("th", None),
)
_KINDS = {
    **{words: kind for words, kind in _KIND_WORDS if kind is not None},
    "thuc hien": Kind.ACTUAL,
    "th": Kind.ACTUAL,
    "thuc te": Kind.ACTUAL,
    "so chinh thuc": Kind.ACTUAL,
    "so uoc": Kind.ESTIMATE,
    "so lieu uoc": Kind.ESTIMATE,
    "so lieu uoc thuc hien": Kind.ESTIMATE,
    "uth": Kind.ESTIMATE,
    "so ke hoach": Kind.PLANNED,
    "so lieu ke hoach": Kind.PLANNED,
    "chi tieu giao": Kind.PLANNED,
    "muc tieu": Kind.PLANNED,
    "actual": Kind.ACTUAL,
    "estimate": Kind.ESTIMATE,
    "planned": Kind.PLANNED,
    "a": Kind.ACTUAL,
    "e": Kind.ESTIMATE,
    "f": Kind.PLANNED,
}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATE = re.compile(r"\b(?:tinh )?(?:den )?(?:ngay )?\d{1,2} \d{1,2} ((?:19|20)\d\d)\b")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
# "% KH", "Đạt %KH": how much of a plan was fulfilled, which is no figure of an indicator.
_OF_PLAN = re.compile(r"%\s*(?:so\s+(?:với\s+)?)?(?:KH|kế\s+hoạch|TH|thực\s+hiện)\b", re.I)
# "Năm 2026 (6 tháng)" is no figure of the year.
_PART_OF_YEAR = re.compile(r"\b(?:[1-9]|10|11) thang\b|\bquy (?:[1-4]|i{1,3}|iv)\b|\bdau nam\b")
_TARGET_WORDS = ("muc tieu", "nguong", "chi tieu den", "den nam", "chi tieu nam", "so voi")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column heading understood; `year` and `kind` where the heading itself declares them."""

    role: Role
    year: int | None = None
    kind: Kind | None = None


@lru_cache(maxsize=4_096)
def read_heading(text: str) -> Heading | None:
    """What a column of this heading holds, or None where the words are unknown.

    The heading matches without diacritics, case, spacing and a unit in brackets. A heading that
    names one year is a figure column of that year, unless it speaks of a target.
    """
    folded = _DATE.sub(r"\1", fold(text))
    if not folded:
        return Heading(Role.VALUE) if text.strip() in ("%", "(%)") else None
    without_brackets = _DATE.sub(r"\1", fold(_BRACKETS.sub(" ", text)))
    role = _ROLES.get(folded) or _ROLES.get(without_brackets)
    if role is None:
        role = _lost_role(text)
    if role is not None:
        return Heading(role)
    if _PART_OF_YEAR.search(folded):
        return None
    if folded.startswith(_TARGET_WORDS) or _OF_PLAN.search(text):
        return Heading(Role.IGNORED)
    return _figure_heading(without_brackets) or _figure_heading(folded)


def _figure_heading(folded: str) -> Heading | None:
    years = _YEAR.findall(folded)
    if len(years) > 1:
        return None
    words = re.sub(r"\b(?:ca )?nam\b", " ", _YEAR.sub(" ", folded)) if years else folded
    words = " ".join(words.split())
    kind: Kind | None = None
    for phrase, phrase_kind in _KIND_WORDS:
        if re.search(rf"\b{phrase}\b", words):
            kind = phrase_kind
            words = " ".join(re.sub(rf"\b{phrase}\b", " ", words, count=1).split())
            break
    else:
        if not years:
            return None
    role = _FIGURE_WORDS.get(words)
    if role is None or (not years and kind is None):
        return None
    return Heading(role, int(years[0]) if years else None, kind)


def read_kind(text: str) -> Kind | None:
    """The kind a cell names ("Chính thức", "uoc thuc hien", "KH"), or None."""
    return _KINDS.get(fold(text))
