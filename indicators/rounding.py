"""Rounding half up in decimal arithmetic: the one place for screens, files and the rule."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

_PRECISE = Context(prec=60, rounding=ROUND_HALF_UP)
_STEPS = tuple(Decimal(1).scaleb(-digits) for digits in range(13))


def round_half_up(number: Decimal | Fraction | int, digits: int) -> Decimal:
    """`number` rounded half up in decimal arithmetic: 10.95 with one digit is 11.0.

    `digits` is 0..12.
    """
    if type(number) is Decimal:  # by far the most common, in files of many rows
        return number.quantize(_STEPS[digits], context=_PRECISE)
    if isinstance(number, Fraction):
        exact = _PRECISE.divide(Decimal(number.numerator), Decimal(number.denominator))
    else:
        exact = Decimal(number)
    return exact.quantize(_STEPS[digits], context=_PRECISE)
