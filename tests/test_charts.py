"""What the charts draw and say, asserted on the figures themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from indicators import charts, palette, wording
from indicators.chart_template import Box, text_height, text_width
from indicators.observations import Kind, Observation
from indicators.plan import Plan
from indicators.plan_folder import read_plan
from indicators.series import build_series
from indicators.standing import Label, Standing, stand

PLAN: Plan = read_plan(Path(__file__).parent.parent / "data" / "plan")
ACTUAL, ESTIMATE, PLANNED = Kind.ACTUAL, Kind.ESTIMATE, Kind.PLANNED


def seen(
    code: str,
    year: int,
    *figures: tuple[int, float | None] | tuple[int, float | None, Kind],
    units: Iterable[Observation] = (),
    plan: Plan = PLAN,
) -> Standing:
    """An indicator with these figures of the whole commune; None is "không phát sinh"."""
    observations = [
        Observation(
            code,
            when,
            "XA",
            kind[0] if kind else ACTUAL,
            None if value is None else Decimal(str(value)),
            not_applicable=value is None,
        )
        for when, value, *kind in figures
    ]
    series = build_series(plan.indicators, [*observations, *units])
    return stand(plan, series[code], year)


def unit(
    code: str, year: int, name: str, part: float, whole: float, kind: Kind = ACTUAL
) -> Observation:
    numerator, denominator = Decimal(str(part)), Decimal(str(whole))
    return Observation(
        code, year, name, kind, numerator * 100 / denominator, numerator, denominator
    )


def counted(code: str, year: int, name: str, value: int) -> Observation:
    return Observation(code, year, name, ACTUAL, Decimal(value))


VIETGAP = (
    (2024, 6.2),
    (2025, 8.75),
    (2026, 11.3),
    (2027, 14.1),
    (2028, 16.6, ESTIMATE),
)
CASES: dict[str, tuple[Standing, Label]] = {
    "on track, appendix missed": (seen("CT04", 2028, *VIETGAP), Label.ON_TRACK),
    "behind, close to 100": (
        seen("CT07", 2028, (2025, 91.2), (2026, 92.4), (2027, 93.4), (2028, 95.6, ESTIMATE)),
        Label.BEHIND,
    ),
    "off track": (
        seen("CT08", 2028, (2025, 12.9), (2026, 14.4), (2027, 13.8), (2028, 13.1)),
        Label.OFF_TRACK,
    ),
    "no data": (seen("CT09", 2026), Label.NO_DATA),
    "no data of a count": (seen("CT13", 2026), Label.NO_DATA),
    "one figure": (seen("CT01", 2026, (2026, 50, ESTIMATE)), Label.INSUFFICIENT),
    "nothing occurred": (
        seen("CT02", 2026, (2022, 0), (2023, None), (2024, 50), (2025, None), (2026, None)),
        Label.NOT_APPLICABLE,
    ),
    "only years without any": (seen("CT02", 2026, (2026, None)), Label.NOT_APPLICABLE),
    "every year": (
        seen("CT02", 2026, (2023, 33.3), (2024, 50), (2025, 50), (2026, 66.7, ESTIMATE)),
        Label.BEHIND,
    ),
    "at 100": (seen("CT10", 2026, (2024, 88), (2025, 90.3), (2026, 100)), Label.ACHIEVED),
    "missed": (seen("CT11", 2026, (2024, 79), (2025, 82.2), (2026, 91.3, ESTIMATE)), Label.MISSED),
    "achieved late": (
        seen("CT11", 2028, (2024, 79), (2025, 82.2), (2026, 88.5), (2027, 97.1), (2028, 100)),
        Label.ACHIEVED,
    ),
    "exceeded": (
        seen("CT05", 2028, (2024, 66.2), (2025, 68.1), (2026, 70.9), (2027, 75.4), (2028, 77.2)),
        Label.EXCEEDED,
    ),
    "falling": (
        seen("CT12", 2028, (2025, 9), (2026, 7), (2027, 5), (2028, 3, ESTIMATE)),
        Label.ON_TRACK,
    ),
    "fallen to zero": (
        seen("CT12", 2028, (2025, 2), (2026, 1), (2027, 0), (2028, 0)),
        Label.ACHIEVED,
    ),
    "falling, missed at the end": (
        seen("CT12", 2030, (2026, 5), (2029, 3), (2030, 2)),
        Label.MISSED,
    ),
    "planned": (
        seen("CT04", 2026, (2025, 8.75), (2026, 11.3), (2027, 13, PLANNED), (2028, 15, PLANNED)),
        Label.ON_TRACK,
    ),
    "long": (
        seen("CT06", 2026, *((y, 20 + 3 * (y - 2015)) for y in range(2015, 2027) if y != 2019)),
        Label.OFF_TRACK,
    ),
}
BOTH_WIDTHS = pytest.mark.parametrize("narrow", [False, True])
EVERY_CASE = pytest.mark.parametrize("name", CASES)


def spec_of(name: str, *, demo: bool = False, narrow: bool = False) -> dict[str, Any]:
    return charts.trajectory_spec(PLAN, CASES[name][0], demo=demo, narrow=narrow)


def trace(spec: dict[str, Any], name: str) -> dict[str, Any]:
    return next(t for t in spec["data"] if t["name"] == name)


def names(spec: dict[str, Any]) -> list[str]:
    return [t["name"] for t in spec["data"]]


def words(spec: dict[str, Any]) -> list[str]:
    """Every text on the chart without its tags, lines joined by a blank."""
    texts = (a["text"].replace("<br>", " ") for a in spec["layout"]["annotations"])
    return [re.sub(r"<[^>]*>", "", text) for text in texts]


def said(spec: dict[str, Any]) -> str:
    return " | ".join(words(spec))


def boxes(spec: dict[str, Any], plot_width: float) -> list[tuple[str, Box]]:
    """Where the labels in and beside the plot stand on a plot of this width."""
    layout = spec["layout"]
    height = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    (x0, x1), (y0, y1) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    found = []
    for a in layout["annotations"]:
        x = a["x"] if a["xref"] == "paper" else (a["x"] - x0) / (x1 - x0)
        y = a["y"] if a["yref"] == "paper" else (a["y"] - y0) / (y1 - y0)
        wide, high = (f(a["text"], a["font"]["size"]) for f in (text_width, text_height))
        left = x * plot_width + a["xshift"]
        left -= {"left": 0.0, "center": wide / 2, "right": wide}[a["xanchor"]]
        bottom = y * height + a["yshift"]
        bottom -= {"bottom": 0.0, "middle": high / 2, "top": high}[a["yanchor"]]
        found.append((a["text"], Box(left, bottom, left + wide, bottom + high)))
    return found


@EVERY_CASE
def test_each_case_has_the_label_it_is_meant_to_show(name: str) -> None:
    assert CASES[name][0].label is CASES[name][1]


@EVERY_CASE
@BOTH_WIDTHS
def test_every_trajectory_keeps_to_the_schema_of_plotly(name: str, narrow: bool) -> None:
    spec = spec_of(name, demo=True, narrow=narrow)
    assert len(go.Figure(spec).data) == len(spec["data"]) > 0


@EVERY_CASE
@pytest.mark.parametrize(("narrow", "plot_width"), [(False, 420), (False, 900), (True, 290)])
def test_labels_never_stand_on_each_other(name: str, narrow: bool, plot_width: float) -> None:
    placed = boxes(spec_of(name, demo=True, narrow=narrow), plot_width)
    for i, (text, box) in enumerate(placed):
        for other_text, other in placed[i + 1 :]:
            assert box.overlap(other) == 0, (text, other_text)


@EVERY_CASE
@BOTH_WIDTHS
def test_the_years_run_to_the_last_of_the_plan_and_values_from_zero(
    name: str, narrow: bool
) -> None:
    layout = spec_of(name, narrow=narrow)["layout"]
    assert layout["xaxis"]["tickvals"][-1] == 2030
    low, high = layout["yaxis"]["range"]
    assert -0.02 * high < low <= 0


@EVERY_CASE
def test_nothing_is_told_by_a_legend_or_by_hovering(name: str) -> None:
    layout = spec_of(name)["layout"]["template"]["layout"]
    assert layout["showlegend"] is False
    assert layout["hovermode"] is False


@EVERY_CASE
def test_a_screen_is_told_both_forms_and_the_words(name: str) -> None:
    standing = CASES[name][0]
    told = json.loads(charts.trajectory(PLAN, standing, demo=False))
    assert told["forms"]["wide"]["layout"]["margin"]["r"] == 164
    assert told["forms"]["slim"]["layout"]["margin"]["r"] == 22
    assert told["alt"] == charts.trajectory_text(PLAN, standing)
    assert told["paper"] < told["wideFrom"]


@EVERY_CASE
@BOTH_WIDTHS
def test_the_threshold_is_drawn_and_said_on_its_line(name: str, narrow: bool) -> None:
    spec = spec_of(name, narrow=narrow)
    target = CASES[name][0].indicator.headline_target
    assert set(trace(spec, "ngưỡng")["y"]) == {float(target.threshold)}
    assert "Ngưỡng: " in said(spec)


def test_official_figures_are_discs_and_an_estimate_is_hollow_on_a_dotted_link() -> None:
    spec = spec_of("on track, appendix missed")
    assert trace(spec, "chính thức")["x"] == [2024, 2025, 2026, 2027]
    assert trace(spec, "chính thức")["marker"]["size"] == 11
    estimate = trace(spec, "ước thực hiện")
    assert estimate["x"] == [2028]
    assert estimate["marker"]["color"] == "#FFFFFF"
    assert trace(spec, "nối ước thực hiện")["x"][:2] == [2027, 2028]
    assert trace(spec, "nối ước thực hiện")["line"]["dash"] != "solid"
    assert trace(spec, "nối chính thức")["line"]["width"] == 2.6


def test_every_figure_is_labelled_in_vietnamese_numbers_and_the_last_one_is_bigger() -> None:
    spec = spec_of("on track, appendix missed")
    for text in ("6,2%", "8,75%", "11,3%", "14,1%"):
        assert text in words(spec)
    assert "16,6% ước thực hiện" in words(spec)
    assert any("font-size:19px" in a["text"] for a in spec["layout"]["annotations"])


def test_a_missed_deadline_of_the_appendix_shows_the_gap_of_its_own_year() -> None:
    spec = spec_of("on track, appendix missed")
    assert "Hạn phụ lục 12/2027 ✕ Chưa đạt, thiếu 5,9 điểm %" in words(spec)
    assert trace(spec, "hạn phụ lục")["x"] == [2027]
    assert trace(spec, "hạn phụ lục")["marker"]["color"] == "#FFFFFF"
    assert trace(spec, "hạn")["x"] == [2030]
    assert trace(spec, "hạn")["marker"]["color"] == palette.TEXT
    assert trace(spec, "còn thiếu khi đến hạn")["y"] == [20.0, 14.1]


def test_a_deadline_missed_and_reached_later_says_both() -> None:
    spec = spec_of("achieved late")
    assert "Hạn phụ lục 12/2026 ✓ Đạt năm 2026 còn thiếu 11,5 điểm %" in words(spec)
    title = charts.trajectory_title(PLAN, CASES["achieved late"][0])
    assert title == "Đã đạt ngưỡng 100%, sau hạn 12/2026"


def test_a_deadline_ahead_shows_how_it_stands() -> None:
    standing = seen("CT04", 2026, (2024, 6.2), (2025, 8.75), (2026, 11.3))
    text = said(charts.trajectory_spec(PLAN, standing, demo=False))
    assert "Hạn phụ lục 12/2027 ⚠ Có nguy cơ không đạt, còn thiếu 8,7 điểm %" in text


def test_the_straight_path_is_violet_dashed_and_called_an_assumption() -> None:
    spec = spec_of("on track, appendix missed")
    path = trace(spec, wording.ASSUMED_PATH)
    assert (list(path["x"]), list(path["y"])) == ([2025, 2030], [8.75, 20.0])
    assert path["line"] == {"color": palette.PATH, "width": 2, "dash": "7px,5px"}
    assert "20% năm 2030 lộ trình tuyến tính – giả định" in words(spec)


@BOTH_WIDTHS
def test_the_band_is_filled_and_said_in_words(narrow: bool) -> None:
    spec = spec_of("on track, appendix missed", narrow=narrow)
    band = trace(spec, "dải 80%")
    assert band["fill"] == "toself"
    assert band["x"][0] == band["x"][-1] == 2028
    assert "nếu giữ nhịp gần đây 16,8–21,6% (dải 80%)" in said(spec)


@pytest.mark.parametrize("name", ["falling", "no data", "one figure", "nothing occurred", "at 100"])
def test_no_band_for_counts_single_figures_idle_years_or_past_deadlines(name: str) -> None:
    assert "dải 80%" not in names(spec_of(name))


@pytest.mark.parametrize("name", ["no data", "no data of a count"])
@BOTH_WIDTHS
def test_an_empty_chart_shows_the_threshold_and_says_there_is_no_data(
    name: str, narrow: bool
) -> None:
    spec = spec_of(name, narrow=narrow)
    assert "? Chưa có số liệu" in words(spec)
    assert not {"chính thức", "ước thực hiện", wording.ASSUMED_PATH} & set(names(spec))


def test_years_in_which_nothing_occurred_are_marked_at_the_axis_in_words() -> None:
    spec = spec_of("nothing occurred")
    idle = trace(spec, "không phát sinh")
    assert (list(idle["x"]), list(idle["y"])) == ([2023, 2025, 2026], [0, 0, 0])
    assert words(spec).count("không phát sinh") == 2
    assert "nối chính thức" not in names(spec)


def test_a_year_without_a_figure_is_a_gap_and_never_a_line() -> None:
    xs = trace(spec_of("long"), "nối chính thức")["x"]
    links = [(xs[i], xs[i + 1]) for i in range(0, len(xs), 3)]
    assert (2018, 2020) not in links
    assert (2020, 2021) in links


def test_planned_values_are_open_squares_called_so_even_in_years_ahead() -> None:
    spec = spec_of("planned")
    planned = trace(spec, "kế hoạch giao")
    assert planned["marker"]["symbol"] == "square"
    assert list(planned["x"]) == [2027, 2028]
    assert "kế hoạch giao 15%" in words(spec)


def test_figures_after_the_year_of_assessment_are_not_shown() -> None:
    standing = seen("CT04", 2026, *VIETGAP)
    spec = charts.trajectory_spec(PLAN, standing, demo=False)
    assert list(trace(spec, "chính thức")["x"]) == [2024, 2025, 2026]


def test_a_sum_of_some_units_says_how_many_reported() -> None:
    units = [unit("CT04", 2027, n, 5, 50) for n in ("Thôn A", "Thôn B")]
    units.append(unit("CT04", 2028, "Thôn A", 6, 50))
    spec = charts.trajectory_spec(PLAN, seen("CT04", 2028, units=units), demo=False)
    assert "12% đã có 1/2 đơn vị" in words(spec)


@BOTH_WIDTHS
def test_demo_figures_carry_the_mark_inside_every_picture(narrow: bool) -> None:
    standing = CASES["on track, appendix missed"][0]
    chips: dict[str, Any] = {}
    marked = [
        charts.trajectory_spec(PLAN, standing, demo=True, narrow=narrow),
        charts.reporting_units_spec(PLAN, standing, demo=True, narrow=narrow),
        charts.task_timeline_spec(PLAN, chips, date(2026, 11, 23), demo=True, narrow=narrow),
    ]
    for spec in marked:
        assert words(spec).count("SỐ LIỆU MINH HỌA") == 1
        assert spec["layout"]["shapes"][-1]["line"]["dash"] != "solid"
    plain = charts.trajectory_spec(PLAN, standing, demo=False, narrow=narrow)
    assert "SỐ LIỆU MINH HỌA" not in words(plain)


TITLES = {
    "on track, appendix missed": "Đúng tiến độ đến 2030, nhưng đã lỡ hạn 12/2027 của phụ lục",
    "behind, close to 100": "Chậm tiến độ so với ngưỡng 2030",
    "off track": "Có nguy cơ không đạt ngưỡng 2030",
    "no data": "Chưa có số liệu để so với ngưỡng 12/2030",
    "one figure": "Mới có số liệu một năm, thiếu 50,0 điểm % so với ngưỡng 2030",
    "nothing occurred": "Năm 2026 không phát sinh, không đánh giá",
    "every year": ("Chậm tiến độ so với ngưỡng 2030, số ước chưa đạt hạn 12/2026 của phụ lục"),
    "at 100": "Đã đạt ngưỡng 100%",
    "missed": "Số ước chưa đạt hạn 12/2026, thiếu 8,7 điểm %",
    "exceeded": "Đã vượt ngưỡng 75% trước hạn 2030, đã đạt đúng hạn 12/2027 của phụ lục",
    "falling": "Đúng tiến độ đến 12/2030",
    "fallen to zero": "Đã đạt ngưỡng 0 cơ sở trước hạn 12/2030",
    "falling, missed at the end": "Đã đến hạn 12/2030 mà chưa đạt, còn 2 cơ sở",
}


@pytest.mark.parametrize("name", TITLES)
def test_the_title_of_a_trajectory_is_its_finding(name: str) -> None:
    assert charts.trajectory_title(PLAN, CASES[name][0]) == TITLES[name]


def test_the_titles_of_a_lost_and_of_a_slipping_threshold_say_so() -> None:
    lost = seen("CT05", 2028, (2026, 76), (2027, 74), (2028, 73))
    assert charts.trajectory_title(PLAN, lost).startswith("Từng đạt, nay không còn đạt:")
    slipping = seen("CT05", 2028, (2026, 80), (2027, 78), (2028, 76))
    assert "giảm sút" in charts.trajectory_title(PLAN, slipping)


def test_the_text_alternative_tells_figures_threshold_paces_status_and_assumption() -> None:
    text = charts.trajectory_text(PLAN, CASES["on track, appendix missed"][0])
    for part in (
        "năm 2027 14,1%",
        "năm 2028 16,6% (ước thực hiện)",
        "Ngưỡng từ 20% trở lên, năm 2030: Đúng tiến độ, còn thiếu 3,4 điểm %",
        "hạn phụ lục 12/2027: Chưa đạt, thiếu 5,9 điểm %",
        "nhịp cần đạt +1,7 điểm %/năm",
        "nhịp gần đây +2,6 điểm %/năm (từ 2024)",
        "Lộ trình tuyến tính là giả định",
        "16,8–21,6% (dải 80%), không phải dự báo",
    ):
        assert part in text
    falling = charts.trajectory_text(PLAN, CASES["falling"][0])
    assert "nhịp cần đạt −1,5 cơ sở/năm" in falling


@EVERY_CASE
def test_every_text_alternative_is_whole_sentences(name: str) -> None:
    text = charts.trajectory_text(PLAN, CASES[name][0])
    assert text.endswith(".")
    assert 2 <= len(re.findall(r"\.(?:\s|$)", text)) <= 5
    assert "None" not in text


def villages() -> Standing:
    units = [
        unit("CT04", 2027, "Thôn Hai", 8, 50),
        unit("CT04", 2027, "Thôn Bốn", 1, 50),
        unit("CT04", 2028, "Thôn Một", 5.5, 50),
        unit("CT04", 2028, "Thôn Hai", 12, 50),
        unit("CT04", 2028, "Thôn Ba", 7, 50, ESTIMATE),
        Observation("CT04", 2028, "Thôn Năm", ACTUAL, None, not_applicable=True),
    ]
    return seen("CT04", 2028, units=units)


def rows_of(spec: dict[str, Any]) -> list[str]:
    """Row names from top to bottom."""
    found = [a for a in spec["layout"]["annotations"] if a["text"].startswith("Thôn")]
    return [a["text"] for a in sorted(found, key=lambda a: a["y"])]


@BOTH_WIDTHS
def test_units_stand_best_first_then_idle_ones_and_the_missing_last(narrow: bool) -> None:
    spec = charts.reporting_units_spec(PLAN, villages(), demo=False, narrow=narrow)
    expected = ["Thôn Hai", "Thôn Ba", "Thôn Một", "Thôn Năm", "Thôn Bốn"]
    assert rows_of(spec) == expected
    assert "? chưa báo cáo" in words(spec)
    assert "– không phát sinh" in words(spec)
    assert go.Figure(spec).layout.height == spec["layout"]["height"]


def test_units_show_value_amounts_last_year_threshold_and_commune() -> None:
    spec = charts.reporting_units_spec(PLAN, villages(), demo=False)
    assert {"24%", "12,0 / 50", "ha / tổng ha", "2028"} <= set(words(spec))
    assert trace(spec, "năm 2027")["x"] == [16.0]
    assert trace(spec, "ngưỡng")["x"] == [20.0, 20.0]
    assert trace(spec, "toàn xã")["line"]["dash"] != "solid"
    assert trace(spec, "ước thực hiện")["marker"]["color"] == "#FFFFFF"
    assert charts.reporting_units_title(PLAN, villages()) == (
        "1/3 đơn vị đã qua ngưỡng, 1 đơn vị chưa báo cáo"
    )
    text = charts.reporting_units_text(PLAN, villages())
    assert "Thôn Hai 24%, năm trước 16%" in text
    assert "Thôn Bốn chưa báo cáo" in text


def test_the_fewest_come_first_where_less_is_better() -> None:
    units = [counted("CT13", 2028, n, v) for n, v in (("Thôn A", 3), ("Thôn B", 0), ("Thôn C", 1))]
    standing = seen("CT13", 2028, units=units)
    spec = charts.reporting_units_spec(PLAN, standing, demo=False)
    assert rows_of(spec) == ["Thôn B", "Thôn C", "Thôn A"]
    assert "toàn xã" not in names(spec)
    assert charts.reporting_units_title(PLAN, standing) == "1/3 đơn vị đã đạt ngưỡng"


def test_money_is_shown_in_millions() -> None:
    units = [unit("CT08", 2028, "Thôn A", 412_500_000, 2_345_600_000)]
    spec = charts.reporting_units_spec(PLAN, seen("CT08", 2028, units=units), demo=False)
    assert "412,5 / 2.345,6" in words(spec)
    assert "triệu đồng / tổng" in words(spec)


def test_sixty_units_stay_readable() -> None:
    units = [unit("CT09", 2028, f"Thôn {i}", i, 100) for i in range(60)]
    spec = charts.reporting_units_spec(PLAN, seen("CT09", 2028, units=units), demo=False)
    assert spec["layout"]["height"] >= 60 * 28
    assert len(rows_of(spec)) == 60


def test_the_last_reported_year_is_shown_when_no_unit_has_reported_yet() -> None:
    standing = seen("CT04", 2029, units=[unit("CT04", 2028, "Thôn A", 5, 50)])
    title = charts.reporting_units_title(PLAN, standing)
    assert title == "Chưa đơn vị nào báo cáo năm 2029; năm 2028: 0/1 đơn vị đã qua ngưỡng"
    assert "2028" in words(charts.reporting_units_spec(PLAN, standing, demo=False))


@BOTH_WIDTHS
def test_without_units_the_comparison_says_so(narrow: bool) -> None:
    standing = CASES["no data"][0]
    spec = charts.reporting_units_spec(PLAN, standing, demo=True, narrow=narrow)
    assert "Chưa có số liệu theo đơn vị báo cáo" in words(spec)
    assert len(go.Figure(spec).data) == 1


def test_a_count_that_grows_is_not_held_against_the_threshold_of_the_commune() -> None:
    indicator = PLAN.indicator("CT12")
    target = replace(indicator.targets[0], threshold=Decimal(10))
    models = replace(indicator, direction=1, targets=(target,))
    plan = replace(PLAN, indicators=(models,))
    units = [counted("CT12", 2028, "Thôn A", 4), counted("CT12", 2028, "Thôn B", 2)]
    standing = seen("CT12", 2028, units=units, plan=plan)
    spec = charts.reporting_units_spec(plan, standing, demo=False)
    assert "ngưỡng" not in names(spec)
    assert charts.reporting_units_title(plan, standing) == "2 đơn vị có số liệu"


@BOTH_WIDTHS
def test_text_from_data_cannot_become_markup_or_a_link(narrow: bool) -> None:
    nasty = '<a href="https://x.vn">Thôn</a> & <b>B</b>'
    standing = seen("CT04", 2028, units=[unit("CT04", 2028, nasty, 5, 50)])
    spec = charts.reporting_units_spec(PLAN, standing, demo=False, narrow=narrow)
    texts = "".join(a["text"] for a in spec["layout"]["annotations"])
    assert "<a" not in texts
    assert "&lt;a" in texts
    assert "&amp;" in texts


@BOTH_WIDTHS
def test_the_time_line_shows_every_task_whole_with_deadline_state_and_priority(
    narrow: bool,
) -> None:
    chip = palette.CHIPS[Label.MISSED]
    states = {task.code: ("Quá hạn", chip) for task in PLAN.tasks}
    spec = charts.task_timeline_spec(PLAN, states, date(2026, 11, 23), demo=False, narrow=narrow)
    text = said(spec)
    for task in PLAN.tasks:
        assert f"{task.code} {' '.join(task.name.split())}" in text
    assert len(trace(spec, "hạn")["x"]) == 16
    assert words(spec).count("✕ Quá hạn") == 16
    assert text.count("ưu tiên ·") == sum(task.is_priority for task in PLAN.tasks)
    assert "★" not in text
    assert "hôm nay 23/11/2026" in words(spec)
    assert len(go.Figure(spec).data) == 3


def test_the_time_line_has_no_today_before_or_after_the_plan() -> None:
    spec = charts.task_timeline_spec(PLAN, {}, date(2032, 1, 1), demo=False)
    assert "hôm nay" not in said(spec)


def test_the_screens_draw_the_specs() -> None:
    standing = villages()
    for chart, spec in (
        (charts.trajectory, charts.trajectory_spec),
        (charts.reporting_units, charts.reporting_units_spec),
    ):
        forms = json.loads(chart(PLAN, standing, demo=True))["forms"]
        for form, narrow in (("wide", False), ("slim", True)):
            drawn = spec(PLAN, standing, demo=True, narrow=narrow)
            assert forms[form] == json.loads(json.dumps(drawn))
