"""How reporting units' figures become one series for the whole commune."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from indicators.observations import Kind, Observation
from indicators.plan_folder import read_plan
from indicators.progress import Point
from indicators.reporting_units import ReportingUnit
from indicators.series import build_series

PLAN = read_plan(Path(__file__).parent.parent / "data/plan")
SHARE = PLAN.indicator("CT04")
COUNT = PLAN.indicator("CT12")
A, B, C, XA = "Thôn Mẫu 1", "Thôn Mẫu 2", "Thôn Mẫu 3", "XA"


def observe(year, unit, figure, kind=Kind.ACTUAL, indicator="CT04"):
    """An observation from "10/40" (a ratio), "25" (a bare value) or "-" (không phát sinh)."""
    if figure == "-":
        return Observation(indicator, year, unit, kind, None, not_applicable=True)
    numerator, slash, denominator = figure.partition("/")
    if not slash:
        return Observation(indicator, year, unit, kind, Decimal(figure))
    top, bottom = Decimal(numerator), Decimal(denominator)
    return Observation(indicator, year, unit, kind, top * 100 / bottom, top, bottom)


def figure_of(*observations, indicator=SHARE, year=2026):
    return build_series([indicator], observations)[indicator.code].figures[year]


def test_a_share_is_the_sum_of_numerators_over_the_sum_of_denominators():
    figure = figure_of(observe(2026, A, "1/10"), observe(2026, B, "90/100"))
    assert figure.value == Fraction(9100, 110)
    assert (figure.numerator, figure.denominator) == (91, 110)
    assert figure.is_summed


def test_a_sum_is_exact_and_not_rounded():
    assert figure_of(observe(2026, A, "1/3"), observe(2026, B, "1/3")).value == Fraction(100, 3)


def test_counts_are_summed():
    figure = figure_of(
        observe(2026, A, "3", indicator="CT12"),
        observe(2026, B, "2", indicator="CT12"),
        observe(2026, C, "0", indicator="CT12"),
        indicator=COUNT,
    )
    assert (figure.value, figure.numerator, figure.denominator) == (5, None, None)


def test_a_row_for_the_whole_commune_is_the_figure():
    figure = figure_of(observe(2026, A, "10/100"), observe(2026, XA, "12"))
    assert (figure.value, figure.is_summed) == (12, False)
    assert [source.reporting_unit for source in figure.sources] == [XA]


@pytest.mark.parametrize(
    ("whole", "shown"),
    [
        ("10", None),
        ("10.1", None),
        ("9.9", None),
        ("10.11", 10),
        ("9.89", 10),
        ("80", 10),
    ],
)
def test_a_sum_that_differs_by_more_than_a_tenth_is_shown_beside_it(whole, shown):
    figure = figure_of(observe(2026, A, "10/100"), observe(2026, XA, whole))
    assert (figure.value, figure.units_value) == (Decimal(whole), shown)


def test_counts_that_disagree_are_shown_too():
    figure = figure_of(
        observe(2026, A, "3", indicator="CT12"),
        observe(2026, XA, "4", indicator="CT12"),
        indicator=COUNT,
    )
    assert (figure.value, figure.units_value) == (4, 3)


def test_a_sum_without_every_expected_unit_is_partial():
    figure = figure_of(
        observe(2025, A, "1/10"),
        observe(2025, B, "1/10"),
        observe(2026, A, "2/10"),
    )
    assert (figure.reported, figure.missing) == ((A,), (B,))
    assert figure.is_partial


def test_a_unit_that_reports_for_the_first_time_was_not_missing_before():
    earlier = figure_of(
        observe(2024, A, "1/10"), observe(2025, A, "1/10"), observe(2026, B, "1/10"), year=2025
    )
    assert (earlier.missing, earlier.is_partial) == ((), False)


def test_a_figure_for_the_whole_commune_is_never_partial():
    figure = figure_of(
        observe(2025, A, "1/10"),
        observe(2025, B, "1/10"),
        observe(2026, A, "2/10"),
        observe(2026, XA, "20"),
    )
    assert (figure.missing, figure.is_partial) == ((B,), False)


def test_a_unit_without_occurrence_has_reported_and_adds_nothing():
    figure = figure_of(observe(2026, A, "1/10"), observe(2026, B, "-"))
    assert (figure.value, figure.denominator) == (10, 10)
    assert (figure.reported, figure.missing) == ((A, B), ())
    assert not figure.not_applicable


def test_a_year_without_occurrence_in_any_unit_is_not_applicable():
    figure = figure_of(observe(2026, A, "-"), observe(2026, B, "-"))
    assert (figure.value, figure.not_applicable, figure.is_usable) == (None, True, True)


def test_a_whole_commune_row_can_declare_a_year_without_occurrence():
    figure = figure_of(observe(2026, XA, "-"))
    assert (figure.value, figure.not_applicable) == (None, True)


def test_a_share_without_its_denominator_cannot_be_summed_and_counts_as_missing():
    figure = figure_of(observe(2026, A, "1/10"), observe(2026, B, "99"))
    assert (figure.value, figure.missing, figure.is_partial) == (10, (B,), True)


def test_shares_all_without_denominator_give_no_figure_rather_than_a_mean():
    series = build_series([SHARE], [observe(2026, A, "10"), observe(2026, B, "30")])["CT04"]
    assert series.figures[2026].value is None
    assert not series.figures[2026].is_usable
    assert series.points == ()


def test_a_unit_without_occurrence_beside_one_without_denominator_is_no_idle_year():
    figure = figure_of(observe(2026, A, "-"), observe(2026, B, "30"))
    assert (figure.value, figure.not_applicable, figure.is_usable) == (None, False, False)


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        ((Kind.ACTUAL, Kind.ACTUAL), Kind.ACTUAL),
        ((Kind.ACTUAL, Kind.ESTIMATE), Kind.ESTIMATE),
        ((Kind.ESTIMATE, Kind.ESTIMATE), Kind.ESTIMATE),
    ],
)
def test_a_sum_is_an_estimate_if_any_part_is_one(kinds, kind):
    figure = figure_of(observe(2026, A, "1/10", kinds[0]), observe(2026, B, "1/10", kinds[1]))
    assert figure.kind is kind


@pytest.mark.parametrize("unit", [A, XA])
@pytest.mark.parametrize("order", [1, -1])
def test_an_actual_figure_supersedes_the_estimate_of_the_same_unit(unit, order):
    pair = [observe(2026, unit, "1/10", Kind.ESTIMATE), observe(2026, unit, "2/10")]
    figure = figure_of(*pair[::order])
    assert (figure.value, figure.kind) == (20, Kind.ACTUAL)


def test_a_planned_value_is_kept_apart_and_is_no_point():
    series = build_series([SHARE], [observe(2027, XA, "15", Kind.PLANNED)])["CT04"]
    assert series.planned[2027].value == 15
    assert (series.figures, series.points) == ({}, ())


def test_planned_values_of_units_make_no_unit_expected():
    observations = [observe(2026, A, "1/10"), observe(2026, B, "9", Kind.PLANNED)]
    assert build_series([SHARE], observations)["CT04"].expected_units(2026) == (A,)


def test_years_before_a_change_of_definition_are_dropped():
    changed = replace(SHARE, valid_from=2025)
    observations = [
        observe(2024, XA, "50"),
        observe(2024, B, "5/10"),
        observe(2025, A, "1/10"),
        observe(2026, A, "2/10"),
        observe(2024, XA, "9", Kind.PLANNED),
    ]
    series = build_series([changed], observations)["CT04"]
    assert [point.year for point in series.points] == [2025, 2026]
    assert series.expected_units(2026) == (A,)
    assert series.planned == {}


def test_an_indicator_without_figures_has_an_empty_series():
    series = build_series(PLAN.indicators, [observe(2026, XA, "10")])
    assert list(series) == [indicator.code for indicator in PLAN.indicators]
    assert series["CT13"].points == ()


def test_figures_of_an_unknown_indicator_are_left_out():
    assert list(build_series([SHARE], [observe(2026, XA, "1", indicator="MH1")])) == ["CT04"]


def test_points_come_by_year_with_kind_and_partial_sums_marked():
    observations = [
        observe(2026, A, "3/10", Kind.ESTIMATE),
        observe(2024, XA, "-"),
        observe(2025, A, "1/10"),
        observe(2025, B, "1/10"),
    ]
    assert build_series([SHARE], observations)["CT04"].points == (
        Point(2024, None),
        Point(2025, Fraction(10), partial=True),
        Point(2026, Fraction(30), Kind.ESTIMATE, partial=True),
    )


def test_nothing_says_how_many_units_a_first_sum_should_have():
    figures = build_series([SHARE], [observe(year, A, "1/10") for year in (2025, 2026)])["CT04"]
    first, second = figures.figures[2025], figures.figures[2026]
    assert (first.is_unsure, first.is_partial, first.missing) == (True, True, ())
    assert (second.is_unsure, second.is_partial) == (False, False)


def test_whether_a_first_sum_is_whole_is_not_guessed_from_a_figure_of_the_commune():
    figure = figure_of(observe(2025, XA, "56/640"), observe(2026, A, "13/630"))
    assert (figure.is_unsure, figure.is_partial, figure.missing) == (True, True, ())


# With a list of who reports


def listed(*names, code="CT04", **years):
    return [ReportingUnit(name, frozenset({code}), **years) for name in names]


def listed_figure(units, *observations, year=2026):
    return build_series([SHARE], observations, units)["CT04"].figures[year]


def test_a_sum_is_partial_exactly_when_a_listed_unit_has_not_reported():
    units = listed(A, B)
    part = listed_figure(units, observe(2026, A, "1/10"))
    assert (part.is_partial, part.is_unsure, part.reported, part.missing) == (
        True,
        False,
        (A,),
        (B,),
    )
    whole = listed_figure(units, observe(2026, A, "1/10"), observe(2026, B, "-"))
    assert (whole.is_partial, whole.missing) == (False, ())


def test_who_reported_once_is_not_expected_again_where_there_is_a_list():
    observations = [observe(2025, A, "1/10"), observe(2025, B, "1/10"), observe(2026, A, "1/10")]
    assert listed_figure(listed(A), *observations).missing == ()
    assert listed_figure((), *observations).missing == (B,)


def test_a_listed_unit_is_expected_in_its_years_only():
    units = [*listed(A), *listed(B, from_year=2027, until_year=2028)]
    observations = [observe(year, A, "1/10") for year in (2026, 2027, 2028, 2029)]
    missing = {
        year: listed_figure(units, *observations, year=year).missing for year in range(2026, 2030)
    }
    assert missing == {2026: (), 2027: (B,), 2028: (B,), 2029: ()}


def test_a_unit_that_is_not_listed_is_summed_and_named():
    figure = listed_figure(listed(A), observe(2026, A, "1/10"), observe(2026, B, "3/10"))
    assert (figure.value, figure.reported, figure.unlisted) == (20, (A,), (B,))
    assert not figure.is_partial


def test_a_list_of_another_indicator_says_nothing_of_this_one():
    figure = listed_figure(listed(A, B, code="CT07"), observe(2026, A, "1/10"))
    assert (figure.is_unsure, figure.missing) == (True, ())


def test_a_figure_of_the_whole_commune_stays_the_figure():
    figure = listed_figure(listed(A, B), observe(2026, XA, "56/640"), observe(2026, A, "1/10"))
    assert (figure.is_summed, figure.is_partial) == (False, False)


def test_units_with_figures_beside_a_commune_without_occurrence_are_shown():
    figure = figure_of(observe(2026, XA, "-"), observe(2026, A, "1/10"))
    assert (figure.value, figure.not_applicable, figure.units_value) == (None, True, 10)
    none = figure_of(observe(2026, XA, "-"), observe(2026, A, "-"))
    assert none.units_value is None
