"""Rounding half up in decimal arithmetic: the one place for screens, files and the rule."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

_PRECISE = Context(prec=60, rounding=ROUND_HALF_UP)


def round_half_up(number: Decimal | Fraction | int, digits: int) -> Decimal:
    """`number` rounded half up in decimal arithmetic: 10.95 with one digit is 11.0."""
    if isinstance(number, Fraction):
        number = _PRECISE.divide(Decimal(number.numerator), Decimal(number.denominator))
    return Decimal(number).quantize(Decimal(1).scaleb(-digits), context=_PRECISE)
