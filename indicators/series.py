"""From observations of reporting units to one series for the whole commune.

A share of the commune is Σ numerators / Σ denominators, never a mean of percentages. A row for
the whole commune, where there is one, is the figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from indicators.alphabet import place_of
from indicators.observations import Kind, Observation
from indicators.plan import WHOLE_COMMUNE, Indicator
from indicators.progress import Point
from indicators.reporting_units import ReportingUnit, expected

_AGREES_WITHIN = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class YearFigure:
    """The commune's figure of one year and how it came about.

    `value` is None where the year is `not_applicable` or where the units' figures cannot be
    summed (shares without numerator and denominator). `reported` and `missing` count the
    reporting units when the figure is summed from them. `units_value` is set where a figure for
    the whole commune disagrees with the units' sum by more than 0.1. `is_unsure` tells that nothing
    says how many units there are: nobody lists them, and no earlier year was summed from units.
    `unlisted` are units that reported although the list does not expect them; they are in the sum
    and not among the `reported`.
    """

    year: int
    kind: Kind
    value: Decimal | Fraction | None
    numerator: Decimal | None
    denominator: Decimal | None
    not_applicable: bool
    is_summed: bool
    sources: tuple[Observation, ...]
    reported: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    units_value: Fraction | None = None
    is_unsure: bool = False
    unlisted: tuple[str, ...] = ()

    @property
    def is_partial(self) -> bool:
        return self.is_summed and (bool(self.missing) or self.is_unsure)

    @property
    def is_usable(self) -> bool:
        return self.value is not None or self.not_applicable


@dataclass(frozen=True, slots=True)
class Series:
    """Everything reported for one indicator: commune figures and units' figures, by year."""

    indicator: Indicator
    figures: Mapping[int, YearFigure]
    units: Mapping[int, Mapping[str, Observation]]
    planned: Mapping[int, Observation]
    listed: tuple[ReportingUnit, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """The commune's figures as points to be judged."""
        return tuple(
            Point(
                figure.year,
                None if figure.not_applicable else figure.value,
                figure.kind,
                figure.is_partial,
            )
            for figure in self.figures.values()
            if figure.is_usable
        )

    def expected_units(self, year: int) -> tuple[str, ...]:
        """Units of which a figure is expected: the listed ones.

        Where nobody lists any, those that reported this indicator up to `year`.
        """
        listed = expected(self.listed, self.indicator.code, year)
        if listed is not None:
            return listed
        names = {name for y, units in self.units.items() if y <= year for name in units}
        return tuple(sorted(names, key=place_of))

    def shown_units(self, year: int) -> tuple[str, ...]:
        """The expected units and any other that reported for the year."""
        names = {*self.expected_units(year), *self.units.get(year, {})}
        return tuple(sorted(names, key=place_of))


def build_series(
    indicators: Iterable[Indicator],
    observations: Iterable[Observation],
    listed: Sequence[ReportingUnit] = (),
) -> dict[str, Series]:
    """One series an indicator, keyed by its code; an indicator without figures has an empty one.

    `listed` are the reporting units as an administrator lists them.
    """
    grouped: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        grouped[observation.indicator].append(observation)
    return {
        indicator.code: _series(indicator, grouped.get(indicator.code, ()), tuple(listed))
        for indicator in indicators
    }


def _series(
    indicator: Indicator, observations: Iterable[Observation], listed: tuple[ReportingUnit, ...]
) -> Series:
    whole: dict[int, Observation] = {}
    units: dict[int, dict[str, Observation]] = defaultdict(dict)
    planned: dict[int, Observation] = {}
    for observation in observations:
        year = observation.year
        if indicator.valid_from is not None and year < indicator.valid_from:
            continue
        if observation.kind is Kind.PLANNED:
            if observation.reporting_unit == WHOLE_COMMUNE:
                planned[year] = observation
        elif observation.reporting_unit == WHOLE_COMMUNE:
            whole[year] = _better(whole.get(year), observation)
        else:
            name = observation.reporting_unit
            units[year][name] = _better(units[year].get(name), observation)

    series = Series(indicator, {}, units, planned, listed)
    has_list = expected(listed, indicator.code, 0) is not None
    figures: dict[int, YearFigure] = {}
    was_summed = False
    for year in sorted(whole.keys() | units.keys()):
        summed = _sum(indicator, year, units[year], series, has_list) if units.get(year) else None
        own = whole.get(year)
        figure = summed if own is None else _whole_figure(own, summed)
        if figure is None:
            continue
        if figure.is_summed and not (has_list or was_summed):
            # A first sum: nothing says how many units there should be.
            figure = replace(figure, is_unsure=True)
        was_summed = was_summed or figure.is_summed
        figures[year] = figure
    return Series(indicator, figures, dict(units), planned, listed)


def _better(known: Observation | None, new: Observation) -> Observation:
    return known if known is not None and known.kind is Kind.ACTUAL else new


def _whole_figure(own: Observation, summed: YearFigure | None) -> YearFigure:
    units_value = None
    if summed is not None and summed.value is not None and own.not_applicable:
        units_value = Fraction(summed.value)
    elif summed is not None and summed.value is not None and own.value is not None:
        difference = Fraction(summed.value) - Fraction(own.value)
        if abs(difference) > _AGREES_WITHIN:
            units_value = Fraction(summed.value)
    return YearFigure(
        year=own.year,
        kind=own.kind,
        value=own.value,
        numerator=own.numerator,
        denominator=own.denominator,
        not_applicable=own.not_applicable,
        is_summed=False,
        sources=(own,),
        reported=summed.reported if summed else (),
        missing=summed.missing if summed else (),
        units_value=units_value,
    )


def _sum(
    indicator: Indicator,
    year: int,
    units: Mapping[str, Observation],
    series: Series,
    has_list: bool,
) -> YearFigure:
    counted = {name: o for name, o in units.items() if _can_be_summed(indicator, o)}
    idle = {name for name, o in units.items() if o.not_applicable}
    kind = Kind.ACTUAL
    if any(o.kind is Kind.ESTIMATE for o in units.values()):
        kind = Kind.ESTIMATE
    numerator = denominator = None
    value: Decimal | Fraction | None = None
    if counted and indicator.is_share:
        numerator = sum((o.numerator or Decimal(0) for o in counted.values()), Decimal(0))
        denominator = sum((o.denominator or Decimal(0) for o in counted.values()), Decimal(0))
        value = Fraction(numerator) * 100 / Fraction(denominator) if denominator else None
    elif counted:
        value = sum((o.value or Decimal(0) for o in counted.values()), Decimal(0))
    wanted = series.expected_units(year)
    reported = tuple(sorted(counted.keys() | idle, key=place_of))
    unlisted = tuple(name for name in reported if has_list and name not in wanted)
    return YearFigure(
        year=year,
        kind=kind,
        value=value,
        numerator=numerator,
        denominator=denominator,
        not_applicable=not counted and bool(idle) and len(idle) == len(units),
        is_summed=True,
        sources=tuple(units[name] for name in sorted(units, key=place_of)),
        reported=tuple(name for name in reported if name not in unlisted),
        missing=tuple(name for name in wanted if name not in reported),
        unlisted=unlisted,
    )


def _can_be_summed(indicator: Indicator, observation: Observation) -> bool:
    if observation.not_applicable:
        return False
    if indicator.is_share:
        return observation.numerator is not None and bool(observation.denominator)
    return observation.value is not None
