"""Numbers, dates and sentences as Vietnamese officials write them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from indicators import notation, palette, wording
from indicators.observations import Kind, Origin
from indicators.plan_folder import read_plan
from indicators.progress import Flag
from indicators.series import YearFigure
from indicators.standing import BANDS, Band, Debt, Label

PLAN = read_plan(Path(__file__).parent.parent / "data/plan")
SHARE, AT_LEAST, COUNT = PLAN.indicator("CT03"), PLAN.indicator("CT08"), PLAN.indicator("CT12")


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("1240.75", 2, "1.240,75"),
        ("1240.75", 0, "1.241"),
        ("1234567.891", 2, "1.234.567,89"),
        ("10.95", 1, "11,0"),
        ("0", 0, "0"),
        ("-0.04", 1, "0,0"),
        ("-2.5", 1, "−2,5"),
        ("-1240", 0, "−1.240"),
        ("999.999", 2, "1.000,00"),
    ],
)
def test_numbers_have_points_for_thousands_and_a_decimal_comma(value, digits, text):
    assert notation.number(Decimal(value), digits) == text


def test_fractions_and_whole_numbers_are_numbers_too():
    assert notation.number(Fraction(200, 3), 1) == "66,7"
    assert notation.number(640) == "640"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("13.10", "13,1"),
        ("640", "640"),
        ("1240.750", "1.240,75"),
        ("0.0000001", "0"),
        ("-3.5", "−3,5"),
        ("0", "0"),
        ("12500000", "12.500.000"),
    ],
)
def test_a_plain_number_has_only_the_digits_it_has(value, text):
    assert notation.plain_number(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("2.5", 1, "+2,5"),
        ("-0.7", 1, "−0,7"),
        ("0", 1, "0,0"),
        ("0.04", 1, "0,0"),
        ("-0.04", 1, "0,0"),
        ("0.05", 1, "+0,1"),
        ("3", 0, "+3"),
    ],
)
def test_changes_carry_their_sign(value, digits, text):
    assert notation.signed(Decimal(value), digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("8.75"), "8,75%"),
        (Decimal("16.6"), "16,6%"),
        (Decimal("100"), "100%"),
        (Decimal("100.00"), "100%"),
        (Decimal("16.666"), "16,7%"),
        (Decimal("99.96"), "99,96%"),
        (Fraction(100, 3), "33,3%"),
        (Fraction(200, 3), "66,7%"),
        (Fraction(35, 4), "8,75%"),
        (Fraction(0), "0%"),
        (10, "10%"),
    ],
)
def test_shares_are_whole_where_whole_and_have_two_digits_only_from_the_source(value, text):
    assert notation.share(value) == text


@pytest.mark.parametrize(
    ("indicator", "value", "quantity", "figure", "change"),
    [
        (SHARE, Decimal("16.6"), "16,6%", "16,6%", "+16,6"),
        (SHARE, Decimal("50"), "50%", "50%", "+50,0"),
        (COUNT, Decimal("3"), "3 cơ sở", "3", "+3"),
        (COUNT, Decimal("0"), "0 cơ sở", "0", "0"),
        (COUNT, Decimal("1250"), "1.250 cơ sở", "1.250", "+1.250"),
    ],
)
def test_figures_are_written_with_what_they_count(indicator, value, quantity, figure, change):
    assert wording.quantity(indicator, value) == quantity
    assert wording.figure(indicator, value) == figure
    assert wording.change(indicator, value) == change


@pytest.mark.parametrize(
    ("indicator", "change_unit_measure", "pace_unit_measure"),
    [(SHARE, "điểm %", "điểm %/năm"), (COUNT, "cơ sở", "cơ sở/năm")],
)
def test_differences_of_shares_are_points(indicator, change_unit_measure, pace_unit_measure):
    assert wording.change_unit_measure(indicator) == change_unit_measure
    assert wording.pace_unit_measure(indicator) == pace_unit_measure


@pytest.mark.parametrize(
    ("indicator", "short", "words"),
    [
        (SHARE, "100%", "100%"),
        (AT_LEAST, "≥ 35%", "từ 35% trở lên"),
        (COUNT, "0 cơ sở", "0 cơ sở"),
    ],
)
def test_thresholds_are_written_as_the_plan_means_them(indicator, short, words):
    target = indicator.headline_target
    assert wording.threshold(indicator, target) == short
    assert wording.threshold_in_words(indicator, target) == words


@pytest.mark.parametrize(
    ("code", "place", "due", "appendix"),
    [
        ("CT04", -1, "năm 2030", "Hạn phụ lục 2030"),
        ("CT04", 0, "hạn 12/2027", "Hạn phụ lục 12/2027"),
        ("CT10", 0, "hạn 12/2026", "Hạn phụ lục 12/2026"),
    ],
)
def test_deadlines_name_the_month_where_the_plan_does(code, place, due, appendix):
    target = PLAN.indicator(code).targets[place]
    assert wording.due(target) == due
    assert wording.appendix_deadline(target) == appendix


def test_a_deadline_in_one_digit_month_has_two_digits():
    [early, _] = PLAN.indicator("CT04").targets
    june = replace(early, deadlines=tuple(replace(d, month=6) for d in early.deadlines))
    assert wording.due(june) == "hạn 06/2027"


def test_a_deadline_is_quoted_with_its_clause():
    [appendix, section] = PLAN.indicator("CT02").targets
    assert wording.deadline_sentence(section.deadlines[0]) == (
        "Mục II.2, gạch (+) 2: “đến năm 2030”"
    )
    assert wording.deadline_sentence(appendix.deadlines[0]) == "Phụ lục I.3: “Tháng 12/2026”"


def test_days_have_two_digits():
    assert notation.day(date(2026, 12, 5)) == "05/12/2026"


@pytest.mark.parametrize(
    "moment",
    [datetime(2028, 11, 20, 9, 5), datetime(2028, 11, 20, 9, 5, tzinfo=UTC)],
    ids=["without a zone", "in UTC"],
)
def test_a_time_of_the_store_is_shown_as_clocks_in_vietnam_show_it(moment):
    assert notation.moment(moment) == "20/11/2028 16:05"


def test_a_late_evening_in_utc_is_the_next_day_in_vietnam():
    assert notation.moment(datetime(2026, 12, 4, 17, 0, tzinfo=UTC)) == "05/12/2026 00:00"


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (date(2026, 11, 23), "Còn 11 ngày để báo cáo (trước ngày 05/12/2026)"),
        (date(2026, 12, 3), "Còn 1 ngày để báo cáo (trước ngày 05/12/2026)"),
        (date(2026, 12, 4), "Hôm nay là ngày cuối để báo cáo (trước ngày 05/12/2026)"),
        (date(2026, 12, 5), "Đã quá hạn báo cáo 1 ngày (hạn trước ngày 05/12/2026)"),
        (date(2026, 12, 7), "Đã quá hạn báo cáo 3 ngày (hạn trước ngày 05/12/2026)"),
    ],
)
def test_days_left_to_the_report(today, text):
    assert wording.days_left(today, date(2026, 12, 5)) == text


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b", "c", "d"], "a, b, c, d"),
        (["a", "b", "c", "d", "e", "g"], "a, b, c, d và 2 đơn vị khác"),
    ],
)
def test_long_lists_are_cut_short_and_counted(parts, text):
    assert wording.listing(parts) == text


def test_an_inferred_lead_unit_is_said_to_be_one():
    assert wording.lead_unit(PLAN, SHARE) == "Phòng Kinh tế"
    inferred = wording.lead_unit(PLAN, AT_LEAST)
    assert inferred == "Phòng Kinh tế – suy từ mục IV.1, cần xã xác nhận"


@pytest.mark.parametrize(
    ("owed", "text"),
    [
        (Debt(COUNT, 2026, ("a", "b"), 10, True), "thiếu 2/10 đơn vị báo cáo"),
        (Debt(COUNT, 2026, (), 0, True), "chưa có số liệu năm 2026"),
        (Debt(COUNT, 2026, (), 0, False), "chưa nộp kỳ nào"),
    ],
)
def test_a_debt_in_a_few_words(owed, text):
    assert wording.debt(owed) == text


def test_a_partial_figure_says_how_many_units_it_has():
    figure = YearFigure(
        2026, Kind.ACTUAL, Decimal(1), None, None, False, True, (), tuple("abcdefghi"), ("k",)
    )
    assert wording.coverage(figure) == "đã có 9/10 đơn vị"
    assert wording.coverage(replace(figure, missing=(), is_unsure=True)) == (
        "cộng 9 đơn vị, chưa rõ đã đủ chưa"
    )
    assert wording.coverage(replace(figure, is_unsure=True)) == "đã có 9/10 đơn vị"


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (wording.LABELS, Label),
        (wording.BAND_TITLES, Band),
        (wording.KINDS, Kind),
        (wording.ORIGINS, Origin),
        (wording.FLAGS, Flag),
        (palette.CHIPS, Label),
        (BANDS, Label),
    ],
    ids=["labels", "bands", "kinds", "origins", "flags", "chips", "bands of labels"],
)
def test_every_word_of_the_code_has_one_on_the_screen(terms, words):
    assert list(terms) == list(words)
    assert len(set(map(str, terms.values()))) == len(terms) or terms is BANDS


def test_the_labels_are_those_of_the_method():
    assert list(wording.LABELS.values()) == [
        "Chưa đạt",
        "Có nguy cơ không đạt",
        "Chậm tiến độ",
        "Chưa có số liệu",
        "Đang thực hiện",
        "Đúng tiến độ",
        "Đạt",
        "Vượt",
        "Không phát sinh",
    ]
