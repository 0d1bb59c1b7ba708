"""Units of measure: which texts are one, which a heading names, which a figure may have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import lru_cache

from indicators.intake.names import fold
from indicators.plan import Indicator

PERCENT = "%"
COUNT = "số lượng"
"""What a heading "Số lượng" says of its column: anything but a share."""

_PHYSICAL = frozenset(
    (
        "ha",
        "m2",
        "m3",
        "km",
        "km2",
        "m",
        "lit",
        "kg",
        "ta",
        "tan",
        "dong",
        "vnd",
        "kwh",
        "mw",
        "sao",
        "mau",
    )
)
_COMMON = frozenset(
    fold(text)
    for text in (
        *("phần trăm", "điểm phần trăm", "ha", "héc ta", "m2", "m3", "km", "km2", "lít", "kg"),
        *("sào", "sào Bắc Bộ", "mẫu", "mẫu Bắc Bộ"),
        *("tạ", "tấn", "tấn/ngày", "đồng", "vnđ", "người", "hộ", "cơ sở", "điểm", "điểm đốt"),
        *("vụ", "xe", "chiếc", "cái", "mô hình", "học sinh", "công trình", "dự án", "lượt"),
        *("lượt người", "cuộc", "buổi", "tổ chức", "cá nhân", "kwh", "thửa", "hộ gia đình"),
    )
)
_SCALES = {"nghin": 3, "ngan": 3, "trieu": 6, "ty": 9, "ti": 9}
_BASES = {
    "kg": ("mass", -3),
    "ta": ("mass", -1),
    "tan": ("mass", 0),
    "m2": ("area", -4),
    "ha": ("area", 0),
    "km2": ("area", 2),
}
"""Units that are a power of ten of tấn or of ha."""
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LABEL = re.compile(r"^(?:dvt|don vi tinh|don vi) ")
_PERCENT_SIGNS = frozenset({"%", "％", "'%"})
PER_MILLE = "‰"
_PERCENT_WORDS = frozenset({"phan tram", "ty le", "ti le", "ty le phan tram"})
_UNIT_WORDS = ("thon ", "truong ", "xom ", "to dan pho", "khu dan cu", "hop tac xa ", "htx ")


def is_percent(text: str) -> bool:
    return text.strip() in _PERCENT_SIGNS or fold(text) in _PERCENT_WORDS


def is_measure(text: str, known: Collection[str] = ()) -> bool:
    """Whether a text is a unit of measure; `known` are folded ones beside the common."""
    folded = fold(text)
    if is_percent(text) or PER_MILLE in text or folded in _COMMON or folded in known:
        return True
    first, _, rest = folded.partition(" ")
    return first in _SCALES and (rest in _COMMON or rest in _PHYSICAL)


def names_organisation(text: str) -> bool:
    """Whether a text begins as a village, a school or a cooperative does."""
    return f"{fold(text)} ".startswith(_UNIT_WORDS)


@lru_cache(maxsize=4_096)
def heading_measure(text: str) -> str:
    """The unit of measure a figure heading declares: in brackets, by "%", "Tỷ lệ", "Số lượng"."""
    for inside in _BRACKETS.findall(text):
        bare = _LABEL.sub("", fold(inside))
        if is_percent(inside) or (not bare and "%" in inside):
            return PERCENT
        if PER_MILLE in inside:
            return PER_MILLE
        if is_measure(bare):
            return " ".join(inside.split())
    outside = _BRACKETS.sub(" ", text)
    folded = fold(outside)
    if "%" in outside or "％" in outside or re.search(r"\bt[iy] le\b", folded):
        return PERCENT
    return COUNT if re.search(r"\bso luong\b", folded) else ""


def is_bare_ratio(text: str) -> bool:
    """Whether a heading says "Tỷ lệ" or "%" and nothing else."""
    return fold(_BRACKETS.sub(" ", text).replace("%", " ")) in (
        "",
        "ty le",
        "ti le",
        "dat",
        "ty le dat",
    )


def fits(measure: str, indicator: Indicator) -> bool:
    """Whether a figure of the indicator may be given in this unit of measure."""
    if not measure.strip():
        return True
    if indicator.is_share:
        return is_percent(measure)
    # Counts are named loosely (vụ, điểm, cơ sở); some things are plainly something else.
    folded, own = fold(measure), set(fold(indicator.unit_measure).split())
    words = set(folded.split())
    other = words & (_PHYSICAL | _SCALES.keys()) - own
    return not is_percent(measure) and not other and not names_organisation(measure)


def scale(measure: str) -> int:
    """How many powers of ten the unit stands for: 6 for "triệu đồng", -3 for kg (of tấn)."""
    words = _words(measure)[:2]
    return sum(_SCALES.get(word, 0) + _BASES.get(word, ("", 0))[1] for word in words)


def names_quantity(measure: str) -> bool:
    """Whether a text is a unit of weight, area, money and the like, not of a share or a count."""
    return not {*_words(measure)[:2]}.isdisjoint(_PHYSICAL | _SCALES.keys())


def is_quantity_of(measure: str, plan_measure: str) -> bool:
    """Whether an amount in this unit can be brought to the plan's own, or says nothing against it.

    Things counted (hộ, cơ sở) are named loosely, also under a heading meant for other rows of the
    table; weight, area, volume and money are not.
    """
    given, own = _physical(measure), _physical(plan_measure)
    dimension = _dimension(measure)
    if not given or not own or given == own:
        return True
    return dimension != "" and dimension == _dimension(plan_measure)


def _physical(measure: str) -> str:
    found = next((word for word in _words(measure)[:2] if word in _PHYSICAL), "")
    return "dong" if found == "vnd" else found


def _words(measure: str) -> list[str]:
    return fold(measure).replace("hec ta", "ha").split()


def _dimension(measure: str) -> str:
    return next((_BASES[word][0] for word in _words(measure)[:2] if word in _BASES), "")


def same_scale(one: str, other: str) -> bool:
    """Whether a numerator and a denominator in these units may be divided as they stand."""
    if not one or not other:
        return scale(one) == scale(other)
    bases = [{word for word in fold(text).split() if word in _PHYSICAL} for text in (one, other)]
    return scale(one) == scale(other) and (bases[0] == bases[1] or not all(bases))


def declared_above(titles: Iterable[str]) -> str:
    """The scaled unit of measure that a title declares for the table: "ĐVT: triệu đồng"; or ""."""
    for text in titles:
        label = _LABEL.match(fold(text))
        measure = text.partition(":")[2].strip(" ().") if label is not None else ""
        if measure and scale(measure):
            return measure
    return ""


def in_plan_scale(number: Decimal, measure: str, plan_measure: str) -> Decimal:
    """The number in the plan's own unit: 5 "triệu đồng" is 5 000 000 where the plan says đồng.

    Units of different dimensions are left as they are.
    """
    if not measure or not scale(measure) or _dimension(measure) != _dimension(plan_measure):
        return number
    return number.scaleb(scale(measure) - scale(plan_measure))
