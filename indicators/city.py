"""Many communes side by side: every one under its own plan, and the city's figure summed of them.

A share of the city is Σ numerators / Σ denominators of its communes' figures of one year, never a
mean of percentages. The city itself is not judged: the communes that reported change from year to
year, and so would its pace.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicators.alphabet import place_of
from indicators.board import Board, View
from indicators.observations import Observation
from indicators.plan import Indicator, Plan
from indicators.series import YearFigure, build_series
from indicators.standing import Band, Standing

_KEPT_VIEWS = 6
_UNIT = "xã "
"""Before a commune's code where it stands as a reporting unit: no code then means a whole."""


@dataclass(frozen=True, slots=True)
class Member:
    """A commune of the city; `has_own_plan` tells whether its figures are under a plan of its own.

    Without one they are held against this dashboard's plan, and its name is its code.
    """

    code: str
    name: str
    board: Board
    has_own_plan: bool = True


@dataclass(frozen=True, slots=True)
class MemberView:
    """A commune in a year; `view` is None where it has no figures, or only invented ones."""

    member: Member
    view: View | None

    @property
    def code(self) -> str:
        return self.member.code

    @property
    def name(self) -> str:
        return self.member.name

    @property
    def plan(self) -> Plan:
        return self.member.board.plan

    def standing(self, indicator: Indicator) -> Standing | None:
        """How an indicator stands here; None without figures, or where it means something else."""
        if self.view is None:
            return None
        return next((s for s in self.view.standings if _is_same(s.indicator, indicator)), None)

    def count(self, band: Band) -> int:
        return sum(s.band is band for s in self.view.standings) if self.view else 0


@dataclass(frozen=True, slots=True)
class CityFigure:
    """What the city's communes come to in a year.

    `value` is None where nothing could be summed. `reported` are the codes of the communes in
    the sum or with nothing to count, `unsummable` of those that stated a share alone, `partial`
    of those whose own figure lacks reporting units. `expected` is how many communes there are.
    """

    indicator: Indicator
    value: Decimal | Fraction | None
    numerator: Decimal | None
    denominator: Decimal | None
    reported: tuple[str, ...]
    unsummable: tuple[str, ...]
    partial: tuple[str, ...]
    expected: int


@dataclass(frozen=True, slots=True)
class CityView:
    """The whole city in one year; `plan` is this dashboard's own, its indicators are compared."""

    plan: Plan
    year: int
    members: tuple[MemberView, ...]
    figures: tuple[CityFigure, ...]

    @property
    def with_figures(self) -> tuple[MemberView, ...]:
        """The communes that have a figure of any indicator for this year."""
        return tuple(
            m for m in self.members if m.view and any(s.is_reported for s in m.view.standings)
        )

    def member(self, code: str) -> MemberView:
        """Raises KeyError."""
        for member in self.members:
            if member.code == code:
                return member
        raise KeyError(code)

    def figure(self, code: str) -> CityFigure:
        """Raises KeyError."""
        for figure in self.figures:
            if figure.indicator.code == code:
                return figure
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Place:
    """One commune's place in the order of an indicator; None where it has no figure to rank."""

    member: MemberView
    standing: Standing | None
    figure: YearFigure | None
    rank: int | None


class City:
    """The communes of a database and of a city's folder, the dashboard's own first.

    `faulty` are the names of plan folders that cannot be used. A view is worked out once for each
    version of all their figures and lists of who reports.
    """

    def __init__(
        self, plan: Plan, members: tuple[Member, ...], faulty: tuple[str, ...] = ()
    ) -> None:
        self.plan, self.members, self.faulty = plan, members, faulty
        self._views: OrderedDict[tuple[object, ...], CityView] = OrderedDict()
        self._guard = threading.Lock()

    def view(self, year: int, today: date) -> CityView:
        """The city as it stands in a year."""
        stores = [member.board.store for member in self.members]
        figures = ((store.version, store.reporting_units.revision) for store in stores)
        key = (year, today, *figures)
        with self._guard:
            known = self._views.get(key)
            if known is None:
                known = self._views[key] = city_view(self.plan, self.members, year, today)
                while len(self._views) > _KEPT_VIEWS:
                    self._views.popitem(last=False)
            return known


def city_view(plan: Plan, members: Sequence[Member], year: int, today: date) -> CityView:
    """The city as it stands in a year."""
    seen = tuple(MemberView(member, _view(member, year, today)) for member in members)
    figures = tuple(_summed(indicator, seen, year) for indicator in plan.indicators)
    return CityView(plan, year, seen, figures)


def ranking(city: CityView, indicator: Indicator) -> tuple[Place, ...]:
    """Best first by the figure of the year itself; equal figures share a place, the rest follow."""
    judged = [(m, m.standing(indicator)) for m in city.members]
    figures = {
        m.code: s.series.figures.get(city.year) if s is not None else None for m, s in judged
    }

    def value(code: str) -> Fraction | None:
        figure = figures[code]
        return None if figure is None or figure.value is None else Fraction(figure.value)

    ranked = {code: value(code) for code in figures}
    better = Counter(number for number in ranked.values() if number is not None)
    places = []
    for member, standing in judged:
        own = ranked[member.code]
        rank = None
        if own is not None:
            rank = 1 + sum(
                count for other, count in better.items() if indicator.direction * (other - own) > 0
            )
        places.append(Place(member, standing, figures[member.code], rank))

    def order(place: Place) -> tuple[bool, int, object]:
        return place.rank is None, place.rank or 0, place_of(place.member.name)

    return tuple(sorted(places, key=order))


def _view(member: Member, year: int, today: date) -> View | None:
    store = member.board.store
    if store.is_empty() or store.holds_demo_figures():
        return None
    return member.board.view(year, today)


def _is_same(one: Indicator, other: Indicator) -> bool:
    """Whether figures of two plans can be held against each other."""
    return (one.code, one.unit_measure, one.direction) == (
        other.code,
        other.unit_measure,
        other.direction,
    )


def _summed(indicator: Indicator, members: Sequence[MemberView], year: int) -> CityFigure:
    """The communes summed as a commune sums its reporting units, by the same rule."""
    observations, unsummable, partial = [], [], []
    for member in members:
        standing = member.standing(indicator)
        figure = standing.series.figures.get(year) if standing is not None else None
        if figure is None or not figure.is_usable:
            continue
        if indicator.is_share and not figure.not_applicable and not figure.denominator:
            unsummable.append(member.code)
            continue
        if figure.is_partial:
            partial.append(member.code)
        observations.append(_as_reported(indicator, member.code, figure))
    summed = build_series([indicator], observations)[indicator.code].figures.get(year)
    return CityFigure(
        indicator=indicator,
        value=summed.value if summed else None,
        numerator=summed.numerator if summed else None,
        denominator=summed.denominator if summed else None,
        reported=tuple(code.removeprefix(_UNIT) for code in summed.reported) if summed else (),
        unsummable=tuple(unsummable),
        partial=tuple(partial),
        expected=len(members),
    )


def _as_reported(indicator: Indicator, commune: str, figure: YearFigure) -> Observation:
    """A commune's figure as if it were a reporting unit's; only its parts are summed."""
    return Observation(
        indicator=indicator.code,
        year=figure.year,
        reporting_unit=_UNIT + commune,
        kind=figure.kind,
        value=None if indicator.is_share or figure.value is None else _exact(figure.value),
        numerator=figure.numerator,
        denominator=figure.denominator,
        not_applicable=figure.not_applicable,
    )


def _exact(value: Decimal | Fraction) -> Decimal:
    """A count of a commune is a sum of decimals."""
    if isinstance(value, Decimal):
        return value
    return Decimal(value.numerator) / Decimal(value.denominator)
