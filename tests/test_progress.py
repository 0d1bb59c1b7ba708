"""The assessment rule, one case a line.

A series is written "2024:41.5 2025:43e": a year and its figure, followed by `e` for an estimate,
`p` for a planned value, `*` for a partial sum; `-` is a year declared "không phát sinh".
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from indicators.observations import Kind
from indicators.plan import Comparison, Duty
from indicators.progress import (
    Flag,
    Goal,
    Point,
    Rules,
    Status,
    assess,
    attainment,
    expected_value,
    is_met,
    pace_band,
    usable_points,
)
from indicators.rounding import round_half_up

MISSED, OFF_TRACK, BEHIND = Status.MISSED, Status.OFF_TRACK, Status.BEHIND
NO_DATA, INSUFFICIENT = Status.NO_DATA, Status.INSUFFICIENT
ON_TRACK, ACHIEVED, NOT_APPLICABLE = Status.ON_TRACK, Status.ACHIEVED, Status.NOT_APPLICABLE

HUNDRED = Goal(2030, Decimal(100))
TWENTY = Goal(2030, Decimal(20), comparison=Comparison.AT_LEAST)
SOON = Goal(2026, Decimal(100))
NONE_LEFT = Goal(2030, Decimal(0), -1, Comparison.NONE_LEFT, upper=None)
AT_MOST_TEN = Goal(2030, Decimal(10), -1)
YEARLY = Goal(2030, Decimal(100), duty=Duty.EVERY_YEAR)

KINDS = {"e": Kind.ESTIMATE, "p": Kind.PLANNED}


def series(text: str) -> list[Point]:
    points = []
    for word in text.split():
        year, _, figure = word.partition(":")
        partial, figure = figure.endswith("*"), figure.removesuffix("*")
        kind = KINDS.get(figure[-1], Kind.ACTUAL)
        figure = figure.rstrip("ep")
        value = None if figure == "-" else Decimal(figure)
        points.append(Point(int(year), value, kind, partial))
    return points


# Row of the table, series, goal, status as seen in 2026.
STATUS_TABLE = [
    ("1", "2026:-", HUNDRED, NOT_APPLICABLE),
    ("1", "2024:50 2025:60 2026:-", HUNDRED, NOT_APPLICABLE),
    ("1", "2026:-e", YEARLY, NOT_APPLICABLE),
    ("1", "2025:100 2026:-", YEARLY, NOT_APPLICABLE),
    ("1 beaten by a later figure", "2024:- 2025:50 2026:60", HUNDRED, ON_TRACK),
    ("1 beaten by the actual figure", "2025:90 2026:-e 2026:100", HUNDRED, ACHIEVED),
    ("2", "", HUNDRED, NO_DATA),
    ("2 planned only", "2025:50p 2026:60p", HUNDRED, NO_DATA),
    ("2 later only", "2027:50 2028:60", HUNDRED, NO_DATA),
    ("3 met", "2025:90 2026:100", SOON, ACHIEVED),
    ("3 met although falling", "2025:100 2026:99.96", SOON, ACHIEVED),
    ("3 not met", "2025:90 2026:99.9", SOON, MISSED),
    ("3 one point", "2026:99.9", SOON, MISSED),
    ("3 falling goal met", "2025:3 2026:0", replace(NONE_LEFT, year=2026), ACHIEVED),
    ("3 falling goal not met", "2025:3 2026:1", replace(NONE_LEFT, year=2026), MISSED),
    ("3 deadline passed", "2026:99", replace(HUNDRED, year=2025), MISSED),
    ("3 before lost", "2025:100 2026:99", SOON, MISSED),
    ("4 rising", "2025:19 2026:20", TWENTY, ACHIEVED),
    ("4 level", "2025:20 2026:20", TWENTY, ACHIEVED),
    ("4 one point", "2026:20", TWENTY, ACHIEVED),
    ("4 met by rounding", "2025:19 2026:19.95", TWENTY, ACHIEVED),
    ("4 falling goal", "2025:12 2026:9", AT_MOST_TEN, ACHIEVED),
    ("4 none left", "2025:2 2026:0", NONE_LEFT, ACHIEVED),
    ("5 slipping, kept", "2024:30 2026:29", TWENTY, ACHIEVED),
    ("5 slipping, just kept", "2024:26 2026:24", TWENTY, ACHIEVED),
    ("5 slipping, not kept", "2024:26.1 2026:24", TWENTY, BEHIND),
    ("5 slipping, met by rounding only", "2025:20 2026:19.95", TWENTY, BEHIND),
    ("5 falling goal, kept", "2025:2 2026:3", AT_MOST_TEN, ACHIEVED),
    ("5 falling goal, not kept", "2025:6 2026:8", AT_MOST_TEN, BEHIND),
    ("6", "2026:50", HUNDRED, INSUFFICIENT),
    ("6 with a planned value", "2025:40p 2026:50", HUNDRED, INSUFFICIENT),
    ("6 with an undue year between", "2025:- 2026:50", HUNDRED, INSUFFICIENT),
    ("6 every year", "2026:50", YEARLY, INSUFFICIENT),
    ("7 lost, rising again", "2023:21 2025:15 2026:19", replace(TWENTY, year=2027), OFF_TRACK),
    ("7 lost, rising since", "2019:20 2024:5 2025:10 2026:19", TWENTY, BEHIND),
    ("7 lost, level", "2024:10 2025:20 2026:10", TWENTY, OFF_TRACK),
    ("7 lost, falling", "2024:20 2025:19 2026:18", TWENTY, OFF_TRACK),
    ("7 every year, rising fast", "2025:10 2026:99", YEARLY, BEHIND),
    ("7 every year, level", "2025:50 2026:50", YEARLY, OFF_TRACK),
    ("7 every year, falling", "2025:60 2026:50", YEARLY, OFF_TRACK),
    ("8 level", "2025:50 2026:50", HUNDRED, OFF_TRACK),
    ("8 falling", "2025:60 2026:50", HUNDRED, OFF_TRACK),
    ("8 falling goal rising", "2025:3 2026:4", NONE_LEFT, OFF_TRACK),
    ("9 ratio 1", "2025:50 2026:60", HUNDRED, ON_TRACK),
    ("9 ratio 0.95 exactly", "2025:52.975 2026:62", HUNDRED, ON_TRACK),
    ("9 ratio just below 0.95", "2025:52.976 2026:62", HUNDRED, BEHIND),
    ("9 ratio 0.60 exactly", "2025:54 2026:60", HUNDRED, BEHIND),
    ("9 ratio just below 0.60", "2025:54.001 2026:60", HUNDRED, OFF_TRACK),
    ("9 falling goal, ratio 1", "2025:10 2026:8", NONE_LEFT, ON_TRACK),
    ("9 falling goal, ratio 0.8", "2025:6 2026:5", NONE_LEFT, BEHIND),
    ("9 falling goal, ratio 0.5", "2025:9 2026:8", NONE_LEFT, OFF_TRACK),
]


@pytest.mark.parametrize(
    ("text", "goal", "status"), [row[1:] for row in STATUS_TABLE], ids=[r[0] for r in STATUS_TABLE]
)
def test_every_row_of_the_status_table_decides_its_case(text, goal, status):
    assert assess(series(text), goal, 2026).status is status


@pytest.mark.parametrize(
    ("text", "goal", "year", "flags"),
    [
        ("2022:1 2023:2 2024:3 2025:4 2026:5", HUNDRED, 2026, ""),
        ("2023:2 2024:3 2025:4 2026:5", HUNDRED, 2026, ""),
        ("2024:3 2025:4 2026:5", HUNDRED, 2026, "short_series"),
        ("2015:1 2016:1 2025:4 2026:5", HUNDRED, 2026, "short_series"),
        ("2026:5", HUNDRED, 2026, "short_series"),
        ("2022:1 2023:2 2024:3 2025:4", HUNDRED, 2027, ""),
        ("2022:1 2023:2 2024:3 2025:4", HUNDRED, 2028, "stale"),
        ("2022:1 2023:2 2024:3 2025:4 2026:5e", HUNDRED, 2026, "estimate"),
        ("2022:1 2023:2 2024:3e 2025:4", HUNDRED, 2026, ""),
        ("2022:1 2023:2 2024:3 2025:4 2026:5*", HUNDRED, 2026, "partial"),
        ("2022:1 2023:2 2024:3 2025:4* 2026:5", HUNDRED, 2026, ""),
        ("2022:30 2023:29 2024:28 2025:27", TWENTY, 2026, "slipping"),
        ("2022:30 2023:20 2024:20 2025:30", TWENTY, 2026, ""),
        ("2022:20 2023:18 2024:18 2025:19", TWENTY, 2026, "lost"),
        ("2013:20 2022:10 2023:18 2024:18 2025:19", TWENTY, 2026, "lost"),
        ("2022:17 2023:18 2024:18 2025:19", YEARLY, 2026, ""),
        ("2023:90 2024:100 2025:99 2026:98", SOON, 2026, ""),
        ("2026:-", HUNDRED, 2026, ""),
        ("", HUNDRED, 2026, ""),
        ("2024:20 2025:19e*", TWENTY, 2028, "short_series stale estimate partial lost"),
    ],
)
def test_flags_stand_beside_the_class(text, goal, year, flags):
    assert assess(series(text), goal, year).flags == {Flag(name) for name in flags.split()}


@pytest.mark.parametrize(
    ("text", "goal", "pace", "since", "gap", "left", "required", "ratio"),
    [
        ("2024:40 2026:50", HUNDRED, 5, 2024, 50, 4, Fraction(25, 2), Fraction(2, 5)),
        ("2025:9 2026:8", NONE_LEFT, 1, 2025, 8, 4, 2, Fraction(1, 2)),
        ("2025:8 2026:9", NONE_LEFT, -1, 2025, 9, 4, Fraction(9, 4), Fraction(-4, 9)),
        ("2026:50", HUNDRED, None, None, 50, 4, Fraction(25, 2), None),
        ("2025:20 2026:25", TWENTY, 5, 2025, -5, 4, None, None),
        ("2025:90 2026:95", SOON, 5, 2025, 5, 0, None, None),
        ("2025:90 2026:100", SOON, 10, 2025, 0, 0, None, None),
        ("2025:19.9 2026:19.95", TWENTY, Fraction(1, 20), 2025, Fraction(1, 20), 4, None, 4),
    ],
)
def test_every_quantity_follows_from_the_series(
    text, goal, pace, since, gap, left, required, ratio
):
    found = assess(series(text), goal, 2026)
    assert (found.recent_pace, found.recent_since) == (pace, since)
    assert (found.gap, found.years_left) == (gap, left)
    assert (found.required_pace, found.pace_ratio) == (required, ratio)


@pytest.mark.parametrize("text", ["", "2025:50p", "2026:-"])
def test_quantities_that_do_not_exist_are_none_and_never_zero(text):
    found = assess(series(text), HUNDRED, 2026)
    assert found.latest is None
    assert found.recent_pace is found.required_pace is found.pace_ratio is None
    assert found.gap is found.years_left is found.met is None


@pytest.mark.parametrize(
    ("number", "digits", "rounded"),
    [
        (Decimal("10.95"), 1, "11.0"),
        (Decimal("10.949999"), 1, "10.9"),
        (Decimal("0.05"), 1, "0.1"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("8.745"), 2, "8.75"),
        (Decimal("-2.5"), 0, "-3"),
        (Fraction(2191, 200), 1, "11.0"),
        (Fraction(1, 3), 1, "0.3"),
        (Fraction(2, 3), 2, "0.67"),
        (7, 1, "7.0"),
        (Decimal("123456789012345678901234567890.05"), 1, "123456789012345678901234567890.1"),
    ],
)
def test_rounding_is_half_up_in_decimal_arithmetic(number, digits, rounded):
    assert str(round_half_up(number, digits)) == rounded


@pytest.mark.parametrize(
    ("value", "goal", "met"),
    [
        ("20", TWENTY, True),
        ("19.95", TWENTY, True),
        ("19.949", TWENTY, False),
        ("99.95", HUNDRED, True),
        ("99.94", HUNDRED, False),
        ("10.049", AT_MOST_TEN, True),
        ("10.05", AT_MOST_TEN, False),
        ("0", NONE_LEFT, True),
        ("1", NONE_LEFT, False),
    ],
)
def test_a_threshold_is_met_by_the_value_rounded_to_one_digit(value, goal, met):
    assert is_met(Decimal(value), goal) is met


@pytest.mark.parametrize(
    ("value", "goal", "used"),
    [
        ("100.5", HUNDRED, "100"),
        ("100.51", HUNDRED, "100.51"),
        ("-0.5", HUNDRED, "0"),
        ("-0.51", HUNDRED, "-0.51"),
        ("99.9", HUNDRED, "99.9"),
        ("250", NONE_LEFT, "250"),
        ("-0.3", NONE_LEFT, "0"),
    ],
)
def test_values_within_half_a_point_outside_the_bounds_are_clipped(value, goal, used):
    [point] = usable_points([Point(2026, Decimal(value))], goal, 2026)
    assert point.value == Decimal(used)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("2021:10 2022:20 2026:30", 2021),
        ("2020:10 2022:20 2026:30", 2022),
        ("2020:10 2021:20 2026:30", 2021),
        ("2015:10 2019:20 2026:30", 2019),
        ("2015:10 2026:30", 2015),
        ("2021:- 2022:20 2026:30", 2022),
        ("2018:10 2019:20 2023:30 2024:40", 2019),
    ],
)
def test_the_window_reaches_five_years_back_or_holds_the_last_two(text, since):
    assert assess(series(text), HUNDRED, 2026).recent_since == since


@pytest.mark.parametrize("text", ["2026:50e 2026:60", "2026:60 2026:50e"])
def test_an_actual_figure_supersedes_the_estimate_of_its_year(text):
    found = assess(series(text), HUNDRED, 2026)
    assert found.latest == Point(2026, Decimal(60))
    assert Flag.ESTIMATE not in found.flags


def test_planned_values_are_never_judged():
    given_only = assess(series("2024:40 2025:50"), HUNDRED, 2026)
    assert assess(series("2024:40 2025:50 2026:100p 2025:99p"), HUNDRED, 2026) == given_only


def test_figures_after_the_year_of_assessment_are_not_seen():
    assert assess(series("2024:40 2025:50 2026:100"), HUNDRED, 2025).latest.year == 2025


def test_a_year_without_occurrence_is_no_point_of_the_series():
    found = assess(series("2024:40 2025:- 2026:60"), HUNDRED, 2026)
    assert (found.recent_since, found.recent_pace) == (2024, 10)


def test_years_between_are_never_interpolated():
    points = usable_points(series("2022:40 2026:60"), HUNDRED, 2026)
    assert [point.year for point in points] == [2022, 2026]


def test_a_not_applicable_year_still_shows_the_latest_figure_before_it():
    assert assess(series("2024:40 2026:-"), YEARLY, 2026).latest.value == 40


@pytest.mark.parametrize(
    ("text", "status", "earlier"),
    [
        ("2025:14 2026:17", ON_TRACK, ON_TRACK),
        ("2025:15 2026:16", ON_TRACK, OFF_TRACK),
        ("2025:13 2026:16", ON_TRACK, BEHIND),
        ("2025:20 2026:21", ACHIEVED, ACHIEVED),
    ],
)
def test_two_deadlines_are_each_assessed_on_their_own(text, status, earlier):
    points = series(text)
    assert assess(points, TWENTY, 2026).status is status
    assert assess(points, replace(TWENTY, year=2027), 2026).status is earlier


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2025:80 2026:100", ACHIEVED),
        ("2025:80 2026:90", MISSED),
        ("2025:100 2026:-", NOT_APPLICABLE),
    ],
)
def test_a_duty_of_every_year_is_judged_in_each_year_from_its_first_deadline(text, status):
    first = replace(YEARLY, year=2026)
    assert assess(series(text), first, 2026).status is status


@pytest.mark.parametrize(
    ("value", "comparison", "exceeded"),
    [
        ("20.1", Comparison.AT_LEAST, True),
        ("20.05", Comparison.AT_LEAST, True),
        ("20.04", Comparison.AT_LEAST, False),
        ("20", Comparison.AT_LEAST, False),
        ("19.95", Comparison.AT_LEAST, False),
        ("19", Comparison.AT_LEAST, False),
        ("25", Comparison.EQUAL, False),
        ("25", Comparison.NONE_LEFT, False),
    ],
)
def test_only_an_at_least_threshold_can_be_exceeded(value, comparison, exceeded):
    goal = replace(TWENTY, comparison=comparison)
    assert assess([Point(2026, Decimal(value))], goal, 2026).exceeded is exceeded


def test_a_figure_above_the_threshold_that_will_not_be_kept_does_not_exceed_it():
    found = assess(series("2024:40 2026:24"), TWENTY, 2026)
    assert (found.status, found.exceeded) == (BEHIND, False)


STRICT = Rules(on_track_from=Decimal("0.95"), behind_from=Decimal("0.80"))


@pytest.mark.parametrize(
    ("text", "rules", "status"),
    [
        ("2025:52.8 2026:60.8", Rules(), BEHIND),
        ("2025:53 2026:60", Rules(), BEHIND),
        ("2025:53 2026:60", STRICT, OFF_TRACK),
        ("2025:52 2026:60", STRICT, BEHIND),
        ("2025:52 2026:60", Rules(on_track_from=Decimal("0.8")), ON_TRACK),
    ],
)
def test_cut_offs_are_parameters(text, rules, status):
    assert assess(series(text), HUNDRED, 2026, rules).status is status


@pytest.mark.parametrize(
    ("rules", "flags", "since"),
    [
        (Rules(), {Flag.SHORT_SERIES}, 2021),
        (Rules(short_series_below=3), set(), 2021),
        (Rules(window_years=2), {Flag.SHORT_SERIES}, 2022),
        (Rules(stale_after_years=1), {Flag.SHORT_SERIES, Flag.STALE}, 2021),
    ],
)
def test_least_points_window_and_staleness_are_parameters(rules, flags, since):
    found = assess(series("2021:10 2022:20 2024:30"), HUNDRED, 2026, rules)
    assert (found.flags, found.recent_since) == (flags, since)


@pytest.mark.parametrize(
    ("value", "goal", "baseline", "share"),
    [
        ("60", HUNDRED, "20", Fraction(1, 2)),
        ("10", HUNDRED, "20", 0),
        ("100", HUNDRED, "20", 1),
        ("30", TWENTY, "10", 1),
        ("3", NONE_LEFT, "4", Fraction(1, 4)),
        ("5", NONE_LEFT, "4", 0),
        ("10", TWENTY, None, Fraction(1, 2)),
        ("25", TWENTY, None, Fraction(5, 4)),
        ("3", NONE_LEFT, None, None),
        ("0", NONE_LEFT, None, None),
        ("0", NONE_LEFT, "0", None),
        ("15", TWENTY, "20", Fraction(3, 4)),
        ("8", AT_MOST_TEN, None, None),
        ("5", Goal(2030, Decimal(0)), None, None),
    ],
)
def test_attainment_is_the_share_of_the_way_or_the_share_of_the_threshold(
    value, goal, baseline, share
):
    start = None if baseline is None else Decimal(baseline)
    assert attainment(Decimal(value), goal, start) == share


@pytest.mark.parametrize(
    ("year", "value"),
    [(2024, None), (2025, 50), (2026, 60), (2028, 80), (2030, 100), (2031, None)],
)
def test_the_expected_value_lies_on_the_straight_path(year, value):
    assert expected_value(Point(2025, Decimal(50)), HUNDRED, year) == value


def test_the_expected_value_of_a_falling_goal_falls():
    assert expected_value(Point(2025, Decimal(10)), NONE_LEFT, 2027) == 6


@pytest.mark.parametrize("baseline", [Point(2025, None), Point(2030, Decimal(5))])
def test_without_a_way_to_go_there_is_no_straight_path(baseline):
    assert expected_value(baseline, HUNDRED, 2030) is None


def band_by_hand(years, values, s, ahead, lower, upper):
    """The 80 % band as method.md writes it, in floats and with another t quantile."""
    m = len(years) - 1
    k, nu = m / (m + 4), 2 + m
    pace = s * (values[-1] - values[0]) / (years[-1] - years[0])
    gaps = [b - a for a, b in pairwise(years)]
    steps = [s * (b - a) for a, b in pairwise(values)]
    rests = [(d - pace * g) ** 2 / g for d, g in zip(steps, gaps, strict=True)]
    sd = sqrt((3 * 1.5**2 + sum(rests)) / nu)
    spread = student.ppf(0.90, nu) * sd * sqrt(ahead * (1 + k * ahead / (years[-1] - years[0])))
    centre = values[-1] + s * k * pace * ahead
    return max(lower, centre - spread), min(upper, centre + spread)


@pytest.mark.parametrize(
    ("years", "values", "direction"),
    [
        ([2025, 2026], [50.0, 55.0], 1),
        ([2024, 2026], [50.0, 55.0], 1),
        ([2022, 2023, 2025, 2026], [40.0, 44.0, 43.0, 52.0], 1),
        ([2022, 2023, 2024, 2025, 2026], [60.0, 55.0, 57.0, 50.0, 44.0], -1),
        ([2023, 2024, 2025, 2026], [92.0, 95.0, 97.0, 99.0], 1),
    ],
)
def test_the_band_follows_the_published_formula(years, values, direction):
    points = [Point(y, Decimal(str(v))) for y, v in zip(years, values, strict=True)]
    goal = Goal(2030, Decimal(100 if direction > 0 else 0), direction)
    band = pace_band(points, goal, 2026, 2030)
    assert [part.year for part in band] == [2027, 2028, 2029, 2030]
    for part in band:
        low, high = band_by_hand(years, values, direction, part.year - 2026, 0, 100)
        assert (part.low, part.high) == pytest.approx((low, high), abs=1e-9)


def test_the_band_stays_within_the_bounds():
    band = pace_band(series("2022:60 2023:75 2024:82 2025:90 2026:99"), HUNDRED, 2026, 2030)
    assert {part.high for part in band} == {100.0}


def test_the_band_looks_only_at_the_window():
    recent = "2021:40 2023:45 2026:50"
    with_older = pace_band(series(f"2010:90 {recent}"), HUNDRED, 2026, 2030)
    assert with_older == pace_band(series(recent), HUNDRED, 2026, 2030)


@pytest.mark.parametrize("text", ["", "2026:50", "2025:- 2026:50", "2025:40p 2026:50"])
def test_fewer_than_two_points_have_no_band(text):
    assert pace_band(series(text), HUNDRED, 2026, 2030) == ()


def test_there_is_no_band_at_or_before_the_latest_figure():
    assert pace_band(series("2025:40 2026:50"), HUNDRED, 2026, 2026) == ()


# One digit only: a tie rounds up, which is not the same thing seen in a mirror.
ONE_DIGIT = st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10)
POINTS = st.lists(
    st.builds(
        Point,
        st.integers(2012, 2032),
        st.none() | ONE_DIGIT,
        st.sampled_from([Kind.ACTUAL, Kind.ESTIMATE]),
    ),
    max_size=8,
    unique_by=lambda point: (point.year, point.kind),
)
GOALS = st.builds(
    Goal,
    st.integers(2024, 2032),
    ONE_DIGIT,
    st.sampled_from([1, -1]),
    duty=st.sampled_from(Duty),
)


@given(POINTS, GOALS)
def test_a_series_in_a_mirror_gets_the_same_class(points, goal):
    def mirrored(value):
        return None if value is None else 100 - value

    other_points = [replace(point, value=mirrored(point.value)) for point in points]
    other_goal = replace(goal, threshold=mirrored(goal.threshold), direction=-goal.direction)
    one, other = assess(points, goal, 2027), assess(other_points, other_goal, 2027)
    assert (one.status, one.flags) == (other.status, other.flags)
    assert (one.recent_pace, one.gap, one.pace_ratio) == (
        other.recent_pace,
        other.gap,
        other.pace_ratio,
    )


@given(POINTS, GOALS, st.lists(st.tuples(st.integers(2012, 2032), ONE_DIGIT), max_size=4))
def test_planned_points_change_nothing(points, goal, plans):
    planned = [Point(year, value, Kind.PLANNED) for year, value in plans]
    assert assess(planned + points, goal, 2027) == assess(points, goal, 2027)


@given(POINTS, GOALS, st.randoms(use_true_random=False))
def test_the_order_of_the_points_does_not_matter(points, goal, random):
    shuffled = list(points)
    random.shuffle(shuffled)
    assert assess(shuffled, goal, 2027) == assess(points, goal, 2027)


@given(POINTS, GOALS)
def test_every_series_has_one_class_and_required_pace_only_before_the_goal(points, goal):
    found = assess(points, goal, 2027)
    assert isinstance(found.status, Status)
    if found.required_pace is not None:
        assert not found.met
        assert found.years_left > 0
