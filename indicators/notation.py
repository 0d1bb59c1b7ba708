"""Numbers and dates as vi-VN officials write them: 8,75% · 1.240,75 · 05/12/2026; the command.

A true minus sign; rounding half up in decimal arithmetic, in one place for all screens and files.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from indicators.clock import local
from indicators.rounding import round_half_up

Number = Decimal | Fraction | int
COMMAND = f"{'py' if sys.platform == 'win32' else 'python3'} -m indicators"
"""How this program is called at the machine it runs on."""


def number(value: Number, digits: int = 0) -> str:
    """1240.75 with two digits is "1.240,75"; a negative number has a true minus sign."""
    rounded = round_half_up(value, digits)
    text = f"{abs(rounded):,.{digits}f}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if rounded < 0 else text


def plain_number(value: Number, most_digits: int = 6) -> str:
    """A number with only the digits it has: 13.10 is "13,1", 640 is "640"."""
    rounded = round_half_up(value, most_digits).normalize()
    exponent = rounded.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return number(rounded, digits)


def signed(value: Number, digits: int = 1) -> str:
    """With its sign: "+2,5", "−0,7", "0,0"."""
    text = number(value, digits)
    return f"+{text}" if round_half_up(value, digits) > 0 else text


def share(value: Number) -> str:
    """A percentage: whole where it is whole, two digits where the source has two, else one."""
    return f"{number(value, share_digits(value))}%"


def share_digits(value: Number) -> int:
    exact = Fraction(value)
    if exact.denominator == 1:
        return 0
    return 2 if (exact * 100).denominator == 1 and (exact * 10).denominator != 1 else 1


def day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def day_of(value: datetime) -> str:
    """The day of a time of the store (UTC) in Vietnam: "20/11/2028"."""
    return moment(value).partition(" ")[0]


def moment(value: datetime) -> str:
    """A time of the store (UTC) as a clock in Vietnam shows it: "20/11/2028 16:05"."""
    return f"{local(value):%d/%m/%Y %H:%M}"
