"""What one figure must satisfy before it may be stored.

Bounds, parts against value, whole counts and "không phát sinh" are the rules of the yearly
report; each failing one is a sentence and the figure is refused, never altered in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.intake import figure_sentences
from indicators.intake.cells import vietnamese
from indicators.intake.headings import Role
from indicators.intake.numbers import Number, Reason
from indicators.intake.sentence import Sentence
from indicators.plan import Indicator
from indicators.rounding import round_half_up

SLACK = Decimal("0.5")
"""A percentage this little outside its bounds is rounding noise: clipped, with a warning."""
AGREEMENT = Decimal("0.1")
"""Percentage points by which a value may always differ from its numerator and denominator."""
JUMP = Decimal(20)
"""A change from one year to the next of more percentage points is worth a second look."""

_STORED_PLACES = 6
_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_NOTHING = Decimal("0.000000")


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure as it would be stored, or the `problem` that refuses it and where it stands.

    `value` is None with no problem exactly where the figure is `not_applicable`.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    not_applicable: bool = False
    warning: Sentence | None = None
    problem: Sentence | None = None
    role: Role = Role.VALUE


def stored(number: Decimal) -> Decimal:
    """Half up to six decimals, which is what is remembered of a figure."""
    # "-0" is 0.
    return round_half_up(number, _STORED_PLACES) if number else _NOTHING


def computed_share(numerator: Decimal, denominator: Decimal) -> Decimal:
    return round_half_up(_HUNDRED * numerator / denominator, _STORED_PLACES)


def check_figure(
    indicator: Indicator, value: Number, numerator: Number, denominator: Number
) -> Checked:
    """Checks the three cells of one figure, at least one of which is filled.

    A share's value is 0..100 here: whether it was written as a fraction is settled before.
    """
    for number, role in ((numerator, Role.NUMERATOR), (denominator, Role.DENOMINATOR)):
        if number.value is None:
            continue
        if number.is_percent:
            shown = _shown(number.value) + "%"
            return Checked(problem=figure_sentences.percent_in_count(shown), role=role)
        if number.value < 0:
            return Checked(problem=figure_sentences.negative(_shown(number.value)), role=role)
    if indicator.is_share:
        return _check_share(indicator, value, numerator, denominator)
    return _check_count(indicator, value, numerator, denominator)


def _check_share(
    indicator: Indicator, value: Number, numerator: Number, denominator: Number
) -> Checked:
    top, bottom = numerator.value, denominator.value
    if _says_not_arising(value, numerator, denominator):
        if top or bottom or value.value is not None:
            return Checked(problem=figure_sentences.not_arising_with_figures())
        return Checked(numerator=_ZERO, denominator=_ZERO, not_applicable=True)
    if bottom is not None and bottom == 0:
        return _check_not_arising(value, top)
    if top is not None and bottom is not None:
        if top > bottom:
            problem = figure_sentences.numerator_above_denominator(_shown(top), _shown(bottom))
            return Checked(problem=problem, role=Role.NUMERATOR)
        share = computed_share(top, bottom)
        if value.value is None:
            return Checked(share, stored(top), stored(bottom))
        if abs(value.value - share) > tolerance(value):
            problem = figure_sentences.value_disagrees(
                _shown(value.value), _shown(round_half_up(share, 2))
            )
            return Checked(problem=problem)
    elif value.value is None or top is not None or bottom is not None:
        # A lone part beside a value is most often a number that a delimiter cut in two.
        if top is not None:
            return Checked(problem=figure_sentences.missing_denominator(), role=Role.DENOMINATOR)
        return Checked(problem=figure_sentences.missing_numerator(), role=Role.NUMERATOR)
    return _within_bounds(indicator, value, top, bottom)


def _says_not_arising(*numbers: Number) -> bool:
    # A loop by hand: this is asked of every figure of a file.
    for number in numbers:  # noqa: SIM110
        if number.reason is Reason.NOT_ARISING:
            return True
    return False


def _check_not_arising(value: Number, top: Decimal | None) -> Checked:
    if top:
        problem = figure_sentences.zero_denominator(f"tử số {_shown(top)}")
        return Checked(problem=problem, role=Role.DENOMINATOR)
    if value.value is not None and value.value not in (0, 100):
        problem = figure_sentences.zero_denominator(f"giá trị {_shown(value.value)}")
        return Checked(problem=problem, role=Role.DENOMINATOR)
    warning = None
    if value.value is not None:
        warning = figure_sentences.not_arising_value_dropped(_shown(value.value))
    return Checked(numerator=_ZERO, denominator=_ZERO, not_applicable=True, warning=warning)


def _check_count(
    indicator: Indicator, value: Number, numerator: Number, denominator: Number
) -> Checked:
    if _says_not_arising(value, numerator, denominator):
        return Checked(problem=figure_sentences.not_arising_count())
    if value.is_percent:
        return Checked(problem=figure_sentences.percent_in_count(f"{_shown(value.value)}%"))
    number = value if value.value is not None else numerator
    if number.value is None:
        return Checked(problem=figure_sentences.missing_numerator(), role=Role.NUMERATOR)
    if numerator.value is not None and numerator.value != number.value:
        problem = figure_sentences.value_and_numerator_differ(
            _shown(number.value), _shown(numerator.value)
        )
        return Checked(problem=problem)
    if number.value != number.value.to_integral_value():
        return Checked(
            problem=figure_sentences.not_whole(_shown(number.value), indicator.unit_measure)
        )
    checked = _within_bounds(indicator, number, numerator.value, None)
    if denominator.value is not None and checked.problem is None:
        return Checked(
            checked.value, checked.numerator, warning=figure_sentences.denominator_not_used()
        )
    return checked


def _within_bounds(
    indicator: Indicator, number: Number, top: Decimal | None, bottom: Decimal | None
) -> Checked:
    value = number.value
    assert value is not None
    kept, upper = value, indicator.upper
    if value < indicator.lower:
        kept = indicator.lower
    elif upper is not None and value > upper:
        kept = upper
    warning = None
    if kept is not value:
        slack = SLACK if indicator.is_share else _ZERO
        if abs(kept - value) > slack:
            problem = figure_sentences.out_of_bounds(
                _shown(value), _shown(indicator.lower), _shown(upper)
            )
            return Checked(problem=problem)
        warning = figure_sentences.clipped(_shown(value), _shown(kept))
    return Checked(
        stored(kept),
        None if top is None else stored(top),
        None if bottom is None else stored(bottom),
        warning=warning,
    )


def tolerance(value: Number) -> Decimal:
    """How far a written value may lie from its parts: half its last decimal, at least 0.1."""
    return max(AGREEMENT, Decimal(5).scaleb(-value.decimals - 1))


def fraction_by_parts(value: Number, numerator: Number, denominator: Number) -> bool | None:
    """Whether the parts show that a value up to 1 is a fraction; None where they do not say."""
    top, bottom = numerator.value, denominator.value
    if value.value is None or top is None or not bottom:
        return None
    share = _HUNDRED * top / bottom
    as_written = abs(value.value - share) <= tolerance(value)
    scaled = Number(value.value.scaleb(2), max(0, value.decimals - 2))
    as_fraction = abs(value.value.scaleb(2) - share) <= tolerance(scaled)
    return as_fraction if as_written != as_fraction else None


def times_hundred(value: Number) -> Number:
    assert value.value is not None
    return Number(value.value.scaleb(2), max(0, value.decimals - 2))


def number_problem(number: Number, seen: str) -> Sentence | None:
    """Why a filled cell gives no number; None where it gives one or is empty."""
    reason = number.reason
    if reason is None or reason in _NO_PROBLEM:
        return None
    if reason is Reason.APPROXIMATE:
        return figure_sentences.approximate(seen)
    if reason is Reason.RANGE:
        return figure_sentences.range_of_numbers(seen)
    if reason is Reason.FRACTION:
        return figure_sentences.fraction(seen)
    if reason is Reason.REMARK:
        return figure_sentences.remark_in_number(seen)
    if reason is Reason.SCIENTIFIC:
        return figure_sentences.scientific(seen)
    if reason is Reason.WITH_WORDS:
        return figure_sentences.number_with_words(seen)
    if reason is Reason.NOTHING_WORD:
        return figure_sentences.nothing_word(seen)
    if reason is Reason.BROKEN:
        return figure_sentences.broken_cell(seen)
    if reason is Reason.DATE:
        return figure_sentences.date_in_number(seen)
    if reason is Reason.TOO_LARGE:
        return figure_sentences.number_too_large(seen)
    return figure_sentences.not_a_number(seen)


_NO_PROBLEM = frozenset({Reason.EMPTY, Reason.NOT_ARISING, Reason.AMBIGUOUS})


def _shown(number: Decimal | None) -> str:
    return "" if number is None else vietnamese(number)
