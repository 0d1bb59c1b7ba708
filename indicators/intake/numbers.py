"""What a cell says as a number, never guessed.

A text number shows its decimal style by its shape wherever it can: "1.240,75" and "8,7" can be
read in one way only. "12.500" cannot; such numbers are read in the style that all the other
numbers of the file show, and if none shows one, the person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from indicators.intake.cells import Broken, Cell, Percent, decimal_of
from indicators.intake.limits import MAX_NUMBER
from indicators.intake.names import fold


class Style(StrEnum):
    """Which sign stands before the decimals."""

    COMMA = "phẩy"
    POINT = "chấm"


class Reason(StrEnum):
    """Why a cell gives no number."""

    EMPTY = "empty"
    NOT_ARISING = "not_arising"
    AMBIGUOUS = "ambiguous"
    APPROXIMATE = "approximate"
    RANGE = "range"
    FRACTION = "fraction"
    REMARK = "remark"
    SCIENTIFIC = "scientific"
    WITH_WORDS = "with_words"
    NOTHING_WORD = "nothing_word"
    BROKEN = "broken"
    DATE = "date"
    TEXT = "text"
    TOO_LARGE = "too_large"


class Number(NamedTuple):
    """`value` is None exactly where there is a `reason`.

    `decimals` counts the decimals as written. A value with a percent sign is 0..100 (8.75 for
    "8,75%"); `is_percent` says that the sign was there.
    """

    value: Decimal | None
    decimals: int = 0
    is_percent: bool = False
    reason: Reason | None = None


@dataclass(slots=True)
class Numbers:
    """How every distinct figure cell of a file reads.

    `style` is None where no number shows one. `shown` counts the distinct numbers that show a
    style by their shape.
    """

    by_cell: dict[Cell, Number] = field(default_factory=dict)
    style: Style | None = None
    shown: dict[Style, int] = field(default_factory=lambda: {Style.COMMA: 0, Style.POINT: 0})
    ambiguous: list[str] = field(default_factory=list)

    @property
    def is_mixed(self) -> bool:
        return all(self.shown.values())


EMPTY = Number(None, reason=Reason.EMPTY)
_NO_FIGURE = frozenset(
    fold(words)
    for words in (
        "chưa có",
        "chưa có số liệu",
        "chưa có số",
        "không có số liệu",
        "chưa báo cáo",
        "chưa thống kê",
        "chưa tổng hợp",
        "đang tổng hợp",
        "chưa cập nhật",
        "chưa rõ",
        "không rõ",
        "n/a",
        "na",
        "null",
        "none",
        "nan",
        "ksl",
    )
)
_NOT_ARISING = frozenset({"khong phat sinh", "khong co phat sinh", "kps", "ko phat sinh"})
_NOTHING = frozenset({"khong", "khong co", "ko", "ko co", "k", "0 co"})
_ABOUT = re.compile(
    r"^(khoang|tren|duoi|gan|hon|uoc|chung|toi thieu|toi da|it nhat|xap xi|co|tam|dat tren|"
    r"dat khoang|khong qua|nho hon|lon hon|tu)\b"
)
_LONGEST = 100
"""No figure is longer; matching patterns on a whole page of text could take minutes."""
_SPACES = re.compile("[\\s\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff']+")
_WIDE = str.maketrans("０１２３４５６７８９，．％－＋−", "0123456789,.%-+-")
_BARE = re.compile(r"[+-]?[0-9]+")
_GROUPED = {
    Style.COMMA: re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?"),
    Style.POINT: re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?"),
}
_DECIMAL = {
    Style.COMMA: re.compile(r"[+-]?[0-9]*,[0-9]+"),
    Style.POINT: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}
_SPACED = re.compile("[+-]?[0-9]{1,3}(?:[\u00a0\u2000-\u200a\u202f ' ][0-9]{3})+(?:[.,][0-9]+)?")
_SCIENTIFIC = re.compile(r"[+-]?[0-9][0-9.,]*[eE][+-]?[0-9]+")
_RANGE = re.compile(r"[0-9.,%]+\s*(?:-|–|—|÷|đến|den|tới)\s*[0-9.,]+\s*%?")
_FRACTION = re.compile(r"^[0-9.,]+\s*/\s*[0-9.,]+")
# Error cells and formulas of a spreadsheet that was saved as text.
_BROKEN = re.compile(r"#(?:DIV/0!|N/A|REF!|NAME\?|VALUE!|NUM!|NULL!|LỖI)|#{3,}$|=")
_ZERO_OF_ZERO = re.compile(r"0\s*/\s*0")
_REMARK = re.compile(r"^[+-]?[0-9][0-9.,\s]*%?\s*[(\[].*[)\]]\s*$")


def read_numbers(cells: Iterable[Cell], answer: Style | None = None) -> Numbers:
    """Reads every distinct cell; `answer` is the person's word on the style, if given.

    Without an answer, ambiguous cells stay ambiguous where no number shows a style, or where
    numbers show both.
    """
    numbers = Numbers()
    by_cell = numbers.by_cell
    by_cell[""] = EMPTY
    for cell in cells:
        if cell in by_cell:
            continue
        if isinstance(cell, str):
            by_cell[cell] = _read_text(cell, numbers)
        else:
            by_cell[cell] = _read_typed(cell)
    shown = numbers.shown
    if answer is not None:
        numbers.style = answer
    elif not numbers.is_mixed:
        numbers.style = next((style for style in Style if shown[style]), None)
    if numbers.style is not None:
        for text in numbers.ambiguous:
            number = _in_style(_clean(text), numbers.style)
            by_cell[text] = number._replace(is_percent=text.rstrip().endswith(("%", "％")))
    return numbers


def _read_typed(cell: Cell) -> Number:
    if isinstance(cell, float):
        return _number(decimal_of(cell))
    if isinstance(cell, Percent):
        return _number(decimal_of(cell.share).scaleb(2), is_percent=True)
    if isinstance(cell, Broken):
        return Number(None, reason=Reason.BROKEN)
    return Number(None, reason=Reason.DATE)


def _number(value: Decimal, *, is_percent: bool = False) -> Number:
    if not value.is_finite() or abs(value) >= MAX_NUMBER:
        return Number(None, reason=Reason.TOO_LARGE)
    exponent = value.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Number(value, decimals, is_percent)


def _clean(text: str) -> str:
    return text.strip().removeprefix("'").translate(_WIDE).removesuffix("%").strip()


def _read_text(text: str, numbers: Numbers) -> Number:
    if text.isascii() and text.isdigit() and len(text) < 16:
        return Number(Decimal(text))
    # An apostrophe in front is how a spreadsheet is told that a number is text.
    stripped = text.strip().removeprefix("'").translate(_WIDE)
    if not stripped:
        return EMPTY
    if len(stripped) > _LONGEST:
        return Number(None, reason=Reason.TEXT)
    is_percent = stripped.endswith("%")
    body = stripped.removesuffix("%").strip() if is_percent else stripped
    number = _read_body(body, numbers)
    if number is None:
        return Number(None, reason=_reason(stripped))
    if number.reason is Reason.AMBIGUOUS:
        numbers.ambiguous.append(text)
        return number
    return number._replace(is_percent=True) if is_percent and number.value is not None else number


def _read_body(body: str, numbers: Numbers) -> Number | None:
    """None where the text is no number at all."""
    if _SPACED.fullmatch(body):
        for style in Style:
            if (style is Style.COMMA) == ("," in body) and ("," in body or "." in body):
                numbers.shown[style] += 1
        body = _SPACES.sub("", body)
        return _finished(body.replace(",", "."))
    if _BARE.fullmatch(body):
        return _finished(body)
    for style in Style:
        other = Style.POINT if style is Style.COMMA else Style.COMMA
        if _DECIMAL[style].fullmatch(body):
            if _GROUPED[other].fullmatch(body) and not body.lstrip("+-").startswith("0"):
                return Number(None, reason=Reason.AMBIGUOUS)
            numbers.shown[style] += 1
            return _finished(body.replace(",", "."))
    for style in Style:
        if _GROUPED[style].fullmatch(body):
            numbers.shown[style] += 1
            return _without_groups(body, style)
    return None


def _in_style(text: str, style: Style) -> Number:
    if _GROUPED[style].fullmatch(text):
        return _without_groups(text, style)
    return _finished(text.replace(",", "."))


def _without_groups(text: str, style: Style) -> Number:
    group, point = (".", ",") if style is Style.COMMA else (",", ".")
    return _finished(text.replace(group, "").replace(point, "."))


def _finished(text: str) -> Number:
    value = Decimal(text)
    if abs(value) >= MAX_NUMBER:
        return Number(None, reason=Reason.TOO_LARGE)
    return Number(value, len(text.partition(".")[2]))


def _reason(text: str) -> Reason:
    if _BROKEN.match(text):
        return Reason.BROKEN
    folded = fold(text)
    if not folded:
        no_figure = all(c in "-–—.…_*/?xX " for c in text)
        return Reason.EMPTY if no_figure else Reason.TEXT
    if folded in _NO_FIGURE or folded == "x":
        return Reason.EMPTY
    if folded in _NOT_ARISING:
        return Reason.NOT_ARISING
    if folded in _NOTHING:
        return Reason.NOTHING_WORD
    if not any(c.isdigit() for c in text):
        return Reason.TEXT
    if _ZERO_OF_ZERO.fullmatch(text):
        return Reason.NOT_ARISING
    if _REMARK.match(text):
        return Reason.REMARK
    if text[0] in "<>~≈≥≤±" or _ABOUT.match(folded):
        return Reason.APPROXIMATE
    if _FRACTION.match(text):
        return Reason.FRACTION
    if _RANGE.fullmatch(text):
        return Reason.RANGE
    if _SCIENTIFIC.fullmatch(text):
        return Reason.SCIENTIFIC
    return Reason.WITH_WORDS if text[0].isdigit() else Reason.TEXT
