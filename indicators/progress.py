"""How a series stands against one target: one rule for every screen and document.

Pure arithmetic on exact fractions. Nothing here reads a clock, a setting or the store. The rule
follows the linear distance-to-target method that the German statistics office publishes for its
sustainability indicators. The plan fixes no figure between its deadlines, so every path between
them is this software's assumption, and a class only says "if the recent pace continues".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import sqrt

from indicators.observations import Kind
from indicators.plan import Comparison, Duty
from indicators.rounding import round_half_up

_CLIP = Decimal("0.5")
_TYPICAL_STEP = 1.5
"""Prior yearly deviation of a percentage series, in percentage points; weighs as three steps."""


class Status(StrEnum):
    """A class of the rule, worst first."""

    MISSED = "missed"
    OFF_TRACK = "off_track"
    BEHIND = "behind"
    NO_DATA = "no_data"
    INSUFFICIENT = "insufficient"
    ON_TRACK = "on_track"
    ACHIEVED = "achieved"
    NOT_APPLICABLE = "not_applicable"


class Flag(StrEnum):
    """Something to be said beside a class."""

    SHORT_SERIES = "short_series"
    STALE = "stale"
    ESTIMATE = "estimate"
    PARTIAL = "partial"
    SLIPPING = "slipping"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of one year; `value` is None only for a year declared "không phát sinh"."""

    year: int
    value: Decimal | Fraction | None
    kind: Kind = Kind.ACTUAL
    partial: bool = False

    @property
    def not_applicable(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True)
class Goal:
    """A threshold to hold a series against.

    `direction` is +1 (higher is better) or −1; `lower` and `upper` bound valid values.
    """

    year: int
    threshold: Decimal
    direction: int = 1
    comparison: Comparison = Comparison.EQUAL
    duty: Duty = Duty.BY_DEADLINE
    lower: Decimal = Decimal(0)
    upper: Decimal | None = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rules:
    """Cut-offs of the pace ratio and the least number of points; parameters, never constants."""

    on_track_from: Decimal = Decimal("0.95")
    behind_from: Decimal = Decimal("0.60")
    short_series_below: int = 4
    window_years: int = 5
    stale_after_years: int = 2


@dataclass(frozen=True, slots=True)
class Assessment:
    """The class of a series against one goal, and every quantity it came from.

    Paces are in units of the indicator a year and positive towards the goal. `gap` is positive
    while the threshold is not reached. Quantities that do not exist are None, never 0.
    """

    status: Status
    exceeded: bool
    flags: frozenset[Flag]
    year: int
    goal: Goal
    latest: Point | None
    recent_pace: Fraction | None = None
    recent_since: int | None = None
    required_pace: Fraction | None = None
    pace_ratio: Fraction | None = None
    gap: Fraction | None = None
    years_left: int | None = None
    met: bool | None = None


def is_met(value: Decimal | Fraction, goal: Goal) -> bool:
    """Whether the value, rounded to one digit, reaches the threshold."""
    return goal.direction * (round_half_up(value, 1) - goal.threshold) >= 0


def usable_points(series: Sequence[Point], goal: Goal, until: int) -> list[Point]:
    """The points that are judged, by year: up to `until`, not planned, actual before estimate."""
    chosen = _declared_points(series, until)
    return [
        Point(point.year, _clip(point.value, goal), point.kind, point.partial)
        for point in chosen
        if point.value is not None
    ]


def assess(
    series: Sequence[Point],
    goal: Goal,
    year: int,
    rules: Rules = Rules(),
) -> Assessment:
    """The class of `series` against `goal` as seen in `year`."""
    declared = _declared_points(series, year)
    points = usable_points(series, goal, year)
    if declared and declared[-1].not_applicable:
        latest = points[-1] if points else None
        return Assessment(Status.NOT_APPLICABLE, False, frozenset(), year, goal, latest)
    if not points:
        return Assessment(Status.NO_DATA, False, frozenset(), year, goal, None)

    latest = points[-1]
    window = _window(points, rules.window_years)
    sign = goal.direction
    value = _fraction(latest)
    threshold = Fraction(goal.threshold)
    gap = sign * (threshold - value)
    years_left = goal.year - latest.year
    pace = _pace(window, sign)
    met = is_met(value, goal)
    ratio = None if pace is None or gap <= 0 or years_left <= 0 else pace * years_left / gap

    flags = set()
    if len(window) < rules.short_series_below:
        flags.add(Flag.SHORT_SERIES)
    if year - latest.year > rules.stale_after_years:
        flags.add(Flag.STALE)
    if latest.kind is Kind.ESTIMATE:
        flags.add(Flag.ESTIMATE)
    if latest.partial:
        flags.add(Flag.PARTIAL)

    lost = not met and any(is_met(_fraction(point), goal) for point in points[:-1])
    if years_left <= 0:
        status = Status.ACHIEVED if met else Status.MISSED
    elif met and (pace is None or pace >= 0):
        status = Status.ACHIEVED
    elif met and pace is not None:
        flags.add(Flag.SLIPPING)
        kept = sign * (value + sign * pace * years_left - threshold) >= 0
        status = Status.ACHIEVED if kept else Status.BEHIND
    elif pace is None:
        status = Status.INSUFFICIENT
    elif lost or goal.duty is Duty.EVERY_YEAR:
        if lost:
            flags.add(Flag.LOST)
        status = Status.BEHIND if pace > 0 else Status.OFF_TRACK
    elif pace <= 0:
        status = Status.OFF_TRACK
    elif ratio is None or ratio >= Fraction(rules.on_track_from):
        status = Status.ON_TRACK
    elif ratio >= Fraction(rules.behind_from):
        status = Status.BEHIND
    else:
        status = Status.OFF_TRACK

    surplus = sign * (round_half_up(value, 1) - goal.threshold) > 0
    return Assessment(
        status=status,
        exceeded=status is Status.ACHIEVED and surplus and goal.comparison is Comparison.AT_LEAST,
        flags=frozenset(flags),
        year=year,
        goal=goal,
        latest=latest,
        recent_pace=pace,
        recent_since=window[0].year if pace is not None else None,
        required_pace=gap / years_left if years_left > 0 and not met else None,
        pace_ratio=ratio,
        gap=gap,
        years_left=years_left,
        met=met,
    )


def attainment(
    value: Decimal | Fraction, goal: Goal, baseline: Decimal | Fraction | None
) -> Fraction | None:
    """How much of the way is done, for bars: 0..1 from a baseline, else value over threshold.

    None where there is no percentage to give ("no longer any" without a baseline).
    """
    threshold = Fraction(goal.threshold)
    if baseline is not None and Fraction(baseline) != threshold:
        share = (Fraction(value) - Fraction(baseline)) / (threshold - Fraction(baseline))
        return min(max(share, Fraction(0)), Fraction(1))
    if goal.direction > 0 and threshold > 0:
        return Fraction(value) / threshold
    return None


def expected_value(baseline: Point, goal: Goal, year: int) -> Fraction | None:
    """The value on the straight path from `baseline` to the goal; None outside the path."""
    if baseline.value is None or not baseline.year <= year <= goal.year:
        return None
    if baseline.year == goal.year:
        return None
    start = Fraction(baseline.value)
    way = Fraction(goal.threshold) - start
    return start + way * Fraction(year - baseline.year, goal.year - baseline.year)


@dataclass(frozen=True, slots=True)
class BandPoint:
    """The 80 % band of one year, in percentage points."""

    year: int
    low: float
    high: float


def pace_band(
    series: Sequence[Point],
    goal: Goal,
    year: int,
    until: int,
    rules: Rules = Rules(),
) -> tuple[BandPoint, ...]:
    """Where the recent pace leads, year by year after the latest figure, up to `until`.

    For percentages only: the prior step is in percentage points. Empty where there are fewer
    than two points. The dampened drift and its variance are calibrated on published series
    (coverage 83 %); it is drawn and never turned into a probability.
    """
    window = _window(usable_points(series, goal, year), rules.window_years)
    steps = len(window) - 1
    if steps < 1 or until <= window[-1].year:
        return ()
    from scipy.special import stdtrit  # imported late: only the indicator screen needs it

    sign = goal.direction
    pace = float(_pace(window, sign) or 0)
    squares = 0.0
    for before, after in pairwise(window):
        years = after.year - before.year
        rest = sign * float(_fraction(after) - _fraction(before)) - pace * years
        squares += rest * rest / years
    freedom = 2 + steps
    deviation = sqrt((3 * _TYPICAL_STEP**2 + squares) / freedom)
    quantile = float(stdtrit(freedom, 0.90))
    damping = steps / (steps + 4)
    first, last = window[0].year, window[-1].year
    latest = float(_fraction(window[-1]))
    band = []
    for ahead in range(1, until - last + 1):
        centre = latest + sign * damping * pace * ahead
        reach = quantile * deviation * sqrt(ahead * (1 + damping * ahead / (last - first)))
        band.append(
            BandPoint(last + ahead, _bound(centre - reach, goal), _bound(centre + reach, goal))
        )
    return tuple(band)


def _declared_points(series: Sequence[Point], until: int) -> list[Point]:
    """One point a year: what was reported for it, actual before estimate, planned left out."""
    by_year: dict[int, Point] = {}
    for point in series:
        if point.kind is Kind.PLANNED or point.year > until:
            continue
        known = by_year.get(point.year)
        if known is None or (known.kind is Kind.ESTIMATE and point.kind is Kind.ACTUAL):
            by_year[point.year] = point
    return [by_year[year] for year in sorted(by_year)]


def _window(points: Sequence[Point], years: int) -> list[Point]:
    if not points:
        return []
    recent = [point for point in points if point.year >= points[-1].year - years]
    return recent if len(recent) >= 2 else list(points[-2:])


def _pace(window: Sequence[Point], sign: int) -> Fraction | None:
    if len(window) < 2:
        return None
    first, last = window[0], window[-1]
    return sign * (_fraction(last) - _fraction(first)) / (last.year - first.year)


def _fraction(point: Point) -> Fraction:
    if point.value is None:
        raise ValueError(f"the point of {point.year} has no value")
    return Fraction(point.value)


def _clip(value: Decimal | Fraction | None, goal: Goal) -> Decimal | Fraction | None:
    """Values within half a point outside the bounds are taken as the bound."""
    if value is None:
        return None
    if goal.lower - _CLIP <= value < goal.lower:
        return goal.lower
    if goal.upper is not None and goal.upper < value <= goal.upper + _CLIP:
        return goal.upper
    return value


def _bound(value: float, goal: Goal) -> float:
    value = max(value, float(goal.lower))
    return value if goal.upper is None else min(value, float(goal.upper))
