"""Where every indicator stands in a year: the one answer that all screens and documents show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from indicators.document import AssessmentRules
from indicators.observations import Kind, Observation
from indicators.plan import Indicator, Plan, Target
from indicators.progress import (
    Assessment,
    Goal,
    Point,
    Rules,
    assess,
    attainment,
    expected_value,
    usable_points,
)
from indicators.reporting_units import ReportingUnit
from indicators.series import Series, YearFigure, build_series


class Label(StrEnum):
    """What a screen shows for an assessment, worst first: the classes and "Vượt"."""

    MISSED = "missed"
    OFF_TRACK = "off_track"
    BEHIND = "behind"
    NO_DATA = "no_data"
    INSUFFICIENT = "insufficient"
    ON_TRACK = "on_track"
    ACHIEVED = "achieved"
    EXCEEDED = "exceeded"
    NOT_APPLICABLE = "not_applicable"


class Band(StrEnum):
    """Labels grouped by what they ask of the leadership, in the order of the tables."""

    ACT = "act"
    UNKNOWN = "unknown"
    GOOD = "good"
    IDLE = "idle"


BANDS: Mapping[Label, Band] = {
    Label.MISSED: Band.ACT,
    Label.OFF_TRACK: Band.ACT,
    Label.BEHIND: Band.ACT,
    Label.NO_DATA: Band.UNKNOWN,
    Label.INSUFFICIENT: Band.UNKNOWN,
    Label.ON_TRACK: Band.GOOD,
    Label.ACHIEVED: Band.GOOD,
    Label.EXCEEDED: Band.GOOD,
    Label.NOT_APPLICABLE: Band.IDLE,
}
_ORDER = {label: place for place, label in enumerate(Label)}


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator in one year of assessment.

    `change` is the difference to the figure of the year before the latest one, in units of the
    indicator (not turned round for falling indicators). `expected` is the value on the straight
    path in the year of assessment. `others` are the targets besides the headline one.
    """

    indicator: Indicator
    series: Series
    year: int
    assessment: Assessment
    others: tuple[tuple[Target, Assessment], ...]
    figure: YearFigure | None
    change: Fraction | None
    baseline: Point | None
    expected: Fraction | None
    attainment: Fraction | None

    @property
    def label(self) -> Label:
        return label_of(self.assessment)

    @property
    def band(self) -> Band:
        return BANDS[self.label]

    @property
    def is_reported(self) -> bool:
        """Whether there is a figure, or a "không phát sinh", for the year of assessment."""
        figure = self.series.figures.get(self.year)
        return figure is not None and figure.is_usable


@dataclass(frozen=True, slots=True)
class Debt:
    """A figure that a lead unit still owes for a year.

    `missing` names the reporting units that have not reported, where the commune figure is
    summed; it is empty where the whole figure is missing. `partial` is the figure that is there
    but incomplete. `ever_reported` tells whether any earlier year has a figure.
    """

    indicator: Indicator
    year: int
    missing: tuple[str, ...]
    expected: int
    ever_reported: bool
    partial: YearFigure | None = None


def label_of(assessment: Assessment) -> Label:
    return Label.EXCEEDED if assessment.exceeded else Label(assessment.status.value)


def goal_of(indicator: Indicator, target: Target) -> Goal:
    return Goal(
        year=target.year,
        threshold=target.threshold,
        direction=indicator.direction,
        comparison=indicator.comparison,
        duty=indicator.duty,
        lower=indicator.lower,
        upper=indicator.upper,
    )


def rules_of(rules: AssessmentRules) -> Rules:
    return Rules(
        on_track_from=rules.on_track_from,
        behind_from=rules.behind_from,
        short_series_below=rules.short_series_below,
        window_years=rules.window_years,
        stale_after_years=rules.stale_after_years,
    )


def standings(
    plan: Plan,
    observations: Iterable[Observation],
    year: int,
    listed: Sequence[ReportingUnit] = (),
) -> tuple[Standing, ...]:
    """Every indicator of the plan as seen in `year`, worst first; `listed` are who reports."""
    series = build_series(plan.indicators, observations, listed)
    return in_order(stand(plan, series[i.code], year) for i in plan.indicators)


def in_order(items: Iterable[Standing]) -> tuple[Standing, ...]:
    """Worst first; within a label the leading indicators first, then by code."""
    return tuple(
        sorted(
            items,
            key=lambda s: (_ORDER[s.label], not s.indicator.is_leading, s.indicator.code),
        )
    )


def stand(plan: Plan, series: Series, year: int) -> Standing:
    """How one indicator stands in `year` against each of its targets."""
    indicator, rules = series.indicator, rules_of(plan.rules)
    headline = indicator.headline_target
    goal = goal_of(indicator, headline)
    points = series.points
    assessment = assess(points, goal, year, rules)
    latest = assessment.latest
    baseline = baseline_point(plan, series, goal, year)
    return Standing(
        indicator=indicator,
        series=series,
        year=year,
        assessment=assessment,
        others=tuple(
            (target, assess(points, goal_of(indicator, target), year, rules))
            for target in indicator.other_targets
        ),
        figure=series.figures.get(latest.year) if latest else None,
        change=_change(usable_points(points, goal, year)),
        baseline=baseline,
        expected=expected_value(baseline, goal, year) if baseline else None,
        attainment=None
        if latest is None or latest.value is None
        else attainment(latest.value, goal, indicator.baseline[1] if indicator.baseline else None),
    )


def baseline_point(plan: Plan, series: Series, goal: Goal, year: int) -> Point | None:
    """Where the straight path starts.

    The baseline declared in the plan folder; else the figure of the plan's baseline year or,
    where that year has none, the first one after it. That choice is this software's assumption.
    """
    declared = series.indicator.baseline
    if declared is not None:
        return Point(declared[0], declared[1])
    for point in usable_points(series.points, goal, year):
        if point.year >= plan.rules.baseline_year and point.kind is Kind.ACTUAL:
            return point if point.year < goal.year else None
    return None


def debts(plan: Plan, items: Sequence[Standing], unit_code: str | None = None) -> tuple[Debt, ...]:
    """What is still owed for the year of the standings, by indicator code."""
    owed = []
    for standing in sorted(items, key=lambda s: s.indicator.code):
        if unit_code is not None and standing.indicator.lead_unit != unit_code:
            continue
        figure = standing.series.figures.get(standing.year)
        if figure is None or not figure.is_usable or _lacks_units(figure):
            owed.append(
                Debt(
                    indicator=standing.indicator,
                    year=standing.year,
                    missing=figure.missing if figure and figure.is_partial else (),
                    partial=figure if figure and figure.is_partial and figure.is_usable else None,
                    expected=len(standing.series.expected_units(standing.year)),
                    ever_reported=any(
                        f.is_usable and f.year < standing.year
                        for f in standing.series.figures.values()
                    ),
                )
            )
    return tuple(owed)


def _lacks_units(figure: YearFigure) -> bool:
    return figure.is_summed and bool(figure.missing)


def count_labels(items: Iterable[Standing]) -> dict[Label, int]:
    """How many indicators carry each label; every label is present, in order."""
    counts = Counter(standing.label for standing in items)
    return {label: counts[label] for label in Label}


def _change(points: Sequence[Point]) -> Fraction | None:
    if len(points) < 2:
        return None
    before, latest = points[-2], points[-1]
    if latest.year - before.year != 1 or before.value is None or latest.value is None:
        return None
    return Fraction(latest.value) - Fraction(before.value)
