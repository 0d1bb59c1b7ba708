"""Where indicators stand in a year: labels, order, baselines, changes and debts."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from indicators.observations import Kind, Observation
from indicators.plan_folder import read_plan
from indicators.progress import Flag, Rules, Status
from indicators.series import build_series
from indicators.standing import (
    BANDS,
    Band,
    Label,
    count_labels,
    debts,
    goal_of,
    in_order,
    label_of,
    rules_of,
    stand,
    standings,
)

PLAN = read_plan(Path(__file__).parent.parent / "data/plan")
CODES = [indicator.code for indicator in PLAN.indicators]


def observe(code, year, value, unit="XA", kind=Kind.ACTUAL, of=None):
    if value is None:
        return Observation(code, year, unit, kind, None, not_applicable=True)
    number = Decimal(str(value))
    if of is None:
        return Observation(code, year, unit, kind, number)
    return Observation(code, year, unit, kind, number * 100 / of, number, Decimal(of))


def row(code, first_year, *values):
    """One whole-commune figure a year from `first_year` on."""
    return [observe(code, first_year + i, value) for i, value in enumerate(values)]


def standing_of(code, observations, year=2026, plan=PLAN):
    return stand(plan, build_series(plan.indicators, observations)[code], year)


EVERY_LABEL = [
    *row("CT10", 2025, 90, 99),
    *row("CT03", 2025, 50, 50),
    *row("CT07", 2025, 80, 83),
    *row("CT06", 2026, 40),
    *row("CT09", 2025, 50, 60),
    *row("CT01", 2025, 90, 100),
    *row("CT05", 2025, 70, 76),
    *row("CT02", 2025, 100, None),
]


def test_all_nine_labels_follow_from_the_figures():
    labels = {s.indicator.code: s.label for s in standings(PLAN, EVERY_LABEL, 2026)}
    assert labels == {
        "CT10": Label.MISSED,
        "CT03": Label.OFF_TRACK,
        "CT07": Label.BEHIND,
        "CT06": Label.INSUFFICIENT,
        "CT09": Label.ON_TRACK,
        "CT01": Label.ACHIEVED,
        "CT05": Label.EXCEEDED,
        "CT02": Label.NOT_APPLICABLE,
        **dict.fromkeys(["CT04", "CT08", "CT11", "CT12", "CT13"], Label.NO_DATA),
    }


def test_worst_comes_first_then_the_leading_indicators_then_the_code():
    found = [s.indicator.code for s in standings(PLAN, EVERY_LABEL, 2026)]
    order = "CT10 CT03 CT07 CT04 CT08 CT11 CT12 CT13 CT06 CT09 CT01 CT05 CT02"
    assert " ".join(found) == order


def test_within_one_label_leading_indicators_come_first_by_code():
    found = [s.indicator.code for s in standings(PLAN, [], 2026)]
    leading = ["CT02", "CT03", "CT04", "CT07", "CT08"]
    assert found == leading + [code for code in CODES if code not in leading]


def test_the_order_does_not_depend_on_the_order_given():
    found = standings(PLAN, EVERY_LABEL, 2026)
    assert in_order(reversed(found)) == found


@pytest.mark.parametrize("status", Status)
def test_every_class_has_a_label_of_its_own_name(status):
    assessment = replace(standing_of("CT04", []).assessment, status=status)
    assert label_of(assessment).value == status.value


def test_an_achieved_threshold_that_is_exceeded_has_its_own_label():
    assessment = replace(standing_of("CT04", []).assessment, status=Status.ACHIEVED, exceeded=True)
    assert label_of(assessment) is Label.EXCEEDED


@pytest.mark.parametrize(
    ("band", "labels"),
    [
        (Band.ACT, ["missed", "off_track", "behind"]),
        (Band.UNKNOWN, ["no_data", "insufficient"]),
        (Band.GOOD, ["on_track", "achieved", "exceeded"]),
        (Band.IDLE, ["not_applicable"]),
    ],
)
def test_bands_group_the_labels_in_their_order(band, labels):
    assert [label.value for label in Label if BANDS[label] is band] == labels


def test_counts_hold_every_label_in_order():
    counts = count_labels(standings(PLAN, EVERY_LABEL, 2026))
    assert list(counts) == list(Label)
    assert sum(counts.values()) == 13
    assert counts[Label.NO_DATA] == 5
    assert count_labels([]) == dict.fromkeys(Label, 0)


def test_an_earlier_year_is_shown_as_it_stood():
    found = standing_of("CT05", EVERY_LABEL, 2025)
    assert (found.label, found.assessment.latest.value) == (Label.INSUFFICIENT, 70)


@pytest.mark.parametrize(
    ("code", "headline", "others"),
    [
        ("CT02", 2030, [2026]),
        ("CT04", 2030, [2027]),
        ("CT05", 2030, [2027]),
        ("CT03", 2030, []),
        ("CT09", 2030, []),
        ("CT10", 2026, []),
    ],
)
def test_the_headline_is_the_2030_threshold_and_earlier_deadlines_stand_beside_it(
    code, headline, others
):
    found = standing_of(code, [])
    assert found.assessment.goal.year == headline
    assert [target.year for target, _ in found.others] == others


def test_each_deadline_has_its_own_class():
    found = standing_of("CT04", row("CT04", 2024, 8, 10, 12.5))
    [(target, assessment)] = found.others
    assert found.label is Label.ON_TRACK
    assert (target.year, assessment.status) == (2027, Status.OFF_TRACK)


def test_the_goal_carries_everything_the_plan_says():
    indicator = PLAN.indicator("CT12")
    goal = goal_of(indicator, indicator.headline_target)
    assert (goal.year, goal.threshold, goal.direction) == (2030, 0, -1)
    assert (goal.comparison, goal.duty) == (indicator.comparison, indicator.duty)
    assert (goal.lower, goal.upper) == (0, None)


def test_the_plans_settings_are_the_rules():
    assert rules_of(PLAN.rules) == Rules()
    stricter = replace(PLAN, rules=replace(PLAN.rules, behind_from=Decimal("0.8")))
    figures = row("CT09", 2025, 53, 60)
    assert standing_of("CT09", figures).label is Label.BEHIND
    assert standing_of("CT09", figures, plan=stricter).label is Label.OFF_TRACK


@pytest.mark.parametrize(
    ("years", "change"),
    [
        (row("CT04", 2025, 10, 12.5), Fraction(5, 2)),
        (row("CT04", 2025, 12.5, 10), Fraction(-5, 2)),
        (row("CT04", 2023, 10, 11), 1),
        (row("CT04", 2026, 10), None),
        ([*row("CT04", 2024, 10), *row("CT04", 2026, 11)], None),
        (row("CT04", 2024, 10, None, 12), None),
        ([], None),
    ],
)
def test_the_change_is_from_the_year_just_before_the_latest(years, change):
    assert standing_of("CT04", years).change == change


def test_the_change_of_a_falling_indicator_is_not_turned_round():
    assert standing_of("CT12", row("CT12", 2025, 5, 3)).change == -2


@pytest.mark.parametrize(
    ("figures", "year", "value"),
    [
        (row("CT04", 2024, 8, 10, 12), 2025, 10),
        (row("CT04", 2024, 8), None, None),
        ([*row("CT04", 2024, 8), *row("CT04", 2026, 12)], 2026, 12),
        ([observe("CT04", 2025, 9, kind=Kind.ESTIMATE), *row("CT04", 2026, 12)], 2026, 12),
        ([*row("CT04", 2025, None), *row("CT04", 2026, 12)], 2026, 12),
        ([], None, None),
    ],
)
def test_the_baseline_is_the_first_actual_figure_from_the_baseline_year_on(figures, year, value):
    baseline = standing_of("CT04", figures).baseline
    assert (baseline and baseline.year, baseline and baseline.value) == (year, value)


def test_a_declared_baseline_comes_before_any_figure():
    declared = replace(PLAN.indicator("CT04"), baseline=(2023, Decimal(6)))
    plan = replace(
        PLAN, indicators=tuple(declared if i.code == "CT04" else i for i in PLAN.indicators)
    )
    found = standing_of("CT04", row("CT04", 2025, 10, 13), plan=plan)
    assert (found.baseline.year, found.baseline.value) == (2023, 6)
    assert found.expected == 12
    assert found.attainment == Fraction(1, 2)


def test_a_baseline_in_the_deadline_year_gives_no_path():
    found = standing_of("CT10", row("CT10", 2026, 80))
    assert (found.baseline, found.expected) == (None, None)


def test_the_straight_path_starts_at_the_first_figure_but_attainment_only_where_declared():
    found = standing_of("CT04", row("CT04", 2025, 10, 15))
    assert (found.expected, found.attainment) == (12, Fraction(3, 4))


def test_a_target_of_none_without_a_declared_baseline_has_no_attainment():
    found = standing_of("CT12", row("CT12", 2025, 10, 5))
    assert (found.expected, found.attainment) == (8, None)


@pytest.mark.parametrize(
    ("figures", "year", "reported"),
    [
        (row("CT02", 2026, None), 2026, True),
        (row("CT02", 2026, 50), 2026, True),
        (row("CT02", 2025, 50), 2026, False),
        ([], 2026, False),
        ([observe("CT02", 2026, 50, kind=Kind.PLANNED)], 2026, False),
        ([observe("CT02", 2026, 50, "Cơ quan Mẫu 1")], 2026, False),
    ],
)
def test_reported_means_a_figure_or_no_occurrence_in_the_year_itself(figures, year, reported):
    assert standing_of("CT02", figures, year).is_reported is reported


def test_the_figure_shown_is_the_one_that_was_judged():
    found = standing_of("CT04", row("CT04", 2024, 10, 11))
    assert (found.figure.year, found.figure.value) == (2025, 11)
    assert standing_of("CT04", []).figure is None


def test_a_partial_sum_is_flagged():
    figures = [observe("CT04", 2025, 1, unit, of=10) for unit in ("Thôn Mẫu 1", "Thôn Mẫu 2")]
    figures.append(observe("CT04", 2026, 2, "Thôn Mẫu 1", of=10))
    assert Flag.PARTIAL in standing_of("CT04", figures).assessment.flags


def test_every_figure_missing_is_owed_by_code():
    owed = debts(PLAN, standings(PLAN, [], 2026))
    assert [debt.indicator.code for debt in owed] == CODES
    assert not any(debt.ever_reported for debt in owed)
    assert {(debt.year, debt.missing, debt.expected) for debt in owed} == {(2026, (), 0)}


def test_debts_of_one_unit_are_those_it_leads():
    owed = debts(PLAN, standings(PLAN, EVERY_LABEL, 2026), "VHXH")
    assert [debt.indicator.code for debt in owed] == ["CT11"]
    assert debts(PLAN, standings(PLAN, [], 2026), "CA") == ()


def test_a_year_without_occurrence_is_not_owed():
    owed = debts(PLAN, standings(PLAN, EVERY_LABEL, 2026))
    assert "CT02" not in [debt.indicator.code for debt in owed]


def test_a_figure_of_an_earlier_year_only_is_owed_again():
    owed = debts(PLAN, standings(PLAN, row("CT04", 2025, 10), 2026), "PKT")
    assert {debt.indicator.code: debt.ever_reported for debt in owed}["CT04"] is True


def test_a_partial_sum_owes_the_missing_units():
    figures = [observe("CT04", 2025, 1, f"Thôn Mẫu {i}", of=10) for i in (1, 2, 3)]
    figures += [observe("CT04", 2026, 2, f"Thôn Mẫu {i}", of=10) for i in (1, 3)]
    [debt] = [d for d in debts(PLAN, standings(PLAN, figures, 2026)) if d.missing]
    assert (debt.indicator.code, debt.missing, debt.expected) == ("CT04", ("Thôn Mẫu 2",), 3)
    assert debt.ever_reported


def debt_of(code, figures):
    return {d.indicator.code: d for d in debts(PLAN, standings(PLAN, figures, 2026))}.get(code)


def test_units_whose_shares_cannot_be_summed_leave_the_figure_owed():
    debt = debt_of("CT04", [observe("CT04", 2026, 20, "Thôn Mẫu 1")])
    assert debt.partial is None, "there is no figure yet"


def test_a_first_sum_of_units_is_flagged_but_nobody_knows_of_a_debt():
    figures = [observe("CT04", 2026, 1, f"Thôn Mẫu {i}", of=10) for i in (1, 2)]
    assert Flag.PARTIAL in standing_of("CT04", figures).assessment.flags
    assert debt_of("CT04", figures) is None
