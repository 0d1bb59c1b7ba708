"""Who reports which indicators, as an administrator lists it: villages, schools, offices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.alphabet import place_of

MOST_CHARACTERS = 80
"""How long the name of a reporting unit may be."""


@dataclass(frozen=True, slots=True)
class ReportingUnit:
    """A unit that reports `indicators` (codes) from and until a year, None without an end.

    `name` is the plan's code of the unit, or its own name where the plan does not list it.
    """

    name: str
    indicators: frozenset[str]
    from_year: int | None = None
    until_year: int | None = None

    def reports(self, indicator: str, year: int) -> bool:
        """Whether a figure of this year is expected of it."""
        return (
            indicator in self.indicators
            and (self.from_year is None or year >= self.from_year)
            and (self.until_year is None or year <= self.until_year)
        )


def in_order(units: Iterable[ReportingUnit]) -> tuple[ReportingUnit, ...]:
    """By name, as the alphabet has it and people count: "Thôn 2" before "Thôn 10"."""
    return tuple(sorted(units, key=lambda unit: place_of(unit.name)))


def expected(units: Iterable[ReportingUnit], indicator: str, year: int) -> tuple[str, ...] | None:
    """Who is expected to report, by name; None where nobody lists the indicator at all."""
    listed = [unit for unit in units if indicator in unit.indicators]
    if not listed:
        return None
    names = (unit.name for unit in listed if unit.reports(indicator, year))
    return tuple(sorted(names, key=place_of))
