"""Which slides a show has and what they say."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators import wording
from indicators.board import Board, View
from indicators.explanations import ExplanationNote
from indicators.observations import Kind, Observation, Origin
from indicators.palette import DARK_LOOK, LIGHT_LOOK, Look, task_chips
from indicators.plan import Plan
from indicators.slides import Selection, play, play_as_json
from indicators.slides.contract import (
    ClosingSlide,
    DebtsSlide,
    IndicatorSlide,
    NoteSlide,
    SummarySlide,
    TasksSlide,
    TitleSlide,
    UnitSlide,
)
from indicators.store import Store
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import draft, explanation, figure

TODAY = date(2026, 11, 20)
SERIES = (
    figure("CT04", 2024, "10.1"),
    figure("CT04", 2025, "12.9"),
    figure("CT04", 2026, "14.64", kind=Kind.ESTIMATE),
)


@pytest.fixture
def view_of(plan: Plan, store: Store) -> Callable[..., View]:
    def view_of(
        *figures: Observation,
        year: int = 2026,
        today: date = TODAY,
        updates: tuple[TaskUpdate, ...] = (),
        origin: Origin = Origin.UPLOAD,
    ) -> View:
        if figures or updates:
            store.confirm(draft(*figures, task_updates=updates, origin=origin))
        return Board(plan, store).view(year, today)

    return view_of


def slides(view: View, **chosen: Any) -> dict[str, Any]:
    return {slide.id: slide for slide in play(view, Selection(**chosen)).slides}


def facts(slide: IndicatorSlide) -> list[tuple[str, str]]:
    return [(fact.value, fact.caption) for fact in slide.facts]


# The order of the whole


def test_a_show_opens_with_the_plan_and_the_result_then_goes_worst_first(
    view_of: Callable[..., View],
) -> None:
    view = view_of(*SERIES, figure("CT03", 2025, "40"), figure("CT03", 2026, "40"))
    ids = list(slides(view))
    assert ids[:2] == ["mo-dau", "ket-qua"]
    assert ids[2:15] == [standing.indicator.code for standing in view.standings]
    assert ids[2] == "CT03"
    assert ids[15] == "don-vi-PKT"
    assert ids[-3:] == ["nhiem-vu", "con-no", "ket-thuc"]


def test_every_responsible_unit_has_a_slide(view_of: Callable[..., View], plan: Plan) -> None:
    shown = slides(view_of(*SERIES))
    assert {f"don-vi-{unit.code}" for unit in plan.responsible_units} <= set(shown)


def test_every_slide_has_an_id_of_its_own(view_of: Callable[..., View]) -> None:
    for made in (play(view_of(), Selection()), play(view_of(*SERIES), Selection())):
        ids = [slide.id for slide in made.slides]
        assert len(set(ids)) == len(ids)


def test_a_unit_alone_shows_its_own_indicators_tasks_and_debts(
    view_of: Callable[..., View],
) -> None:
    shown = slides(view_of(*SERIES), unit="VHXH")
    assert list(shown) == [
        "mo-dau",
        "ket-qua",
        "CT10",
        "CT11",
        "don-vi-VHXH",
        "nhiem-vu",
        "con-no",
        "ket-thuc",
    ]
    assert shown["mo-dau"].subtitle == "Kết quả năm 2026 · Phòng Văn hóa - Xã hội"
    assert [row.code for row in shown["nhiem-vu"].rows] == ["VI.2", "VI.3"]
    assert [row.unit for row in shown["con-no"].rows] == ["Phòng Văn hóa - Xã hội"]


def test_a_unit_that_leads_nothing_has_no_result_but_its_tasks(
    view_of: Callable[..., View],
) -> None:
    shown = slides(view_of(*SERIES), unit="TH")
    assert list(shown) == ["mo-dau", "don-vi-TH", "nhiem-vu", "con-no", "ket-thuc"]
    unit: UnitSlide = shown["don-vi-TH"]
    assert unit.sentence == "Không chủ trì chỉ tiêu nào"
    assert [row.code for row in unit.tasks] == ["VI.2", "VI.4"]
    debts: DebtsSlide = shown["con-no"]
    assert (debts.number, debts.rows) == ("", ())
    assert debts.absent == "Không chủ trì chỉ tiêu nào, không phải nộp số liệu"


def test_chosen_indicators_are_shown_alone(view_of: Callable[..., View]) -> None:
    shown = slides(view_of(*SERIES), indicators=("CT08", "CT04"))
    assert set(shown) == {"mo-dau", "ket-qua", "CT04", "CT08", "ket-thuc"}
    assert shown["ket-qua"].total == "/2"
    assert shown["mo-dau"].subtitle == "Kết quả năm 2026 · 2 chỉ tiêu được chọn"
    assert shown["ket-qua"].kicker == "Kết quả năm 2026 · 2 chỉ tiêu được chọn"


def test_the_closing_of_chosen_indicators_speaks_of_no_others(view_of: Callable[..., View]) -> None:
    view = view_of(*SERIES, today=date(2028, 3, 1))
    assert slides(view, indicators=("CT04", "CT08"))["ket-thuc"].points == (
        "1 số liệu còn nợ (CT08), quá hạn báo cáo trước ngày 05/12/2026.",
    )
    assert any("nhiệm vụ quá hạn" in point for point in slides(view)["ket-thuc"].points)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 12, 3), "báo cáo trước ngày 05/12/2026."),
        (date(2026, 12, 4), "hôm nay là ngày cuối để báo cáo trước ngày 05/12/2026."),
        (date(2026, 12, 5), "quá hạn báo cáo trước ngày 05/12/2026."),
        (date(2026, 12, 6), "quá hạn báo cáo trước ngày 05/12/2026."),
    ],
)
def test_the_closing_does_not_ask_for_a_report_before_a_day_gone_by(
    view_of: Callable[..., View], today: date, said: str
) -> None:
    points = slides(view_of(*SERIES, today=today))["ket-thuc"].points
    (owed,) = [point for point in points if "còn nợ" in point]
    assert owed.endswith(said)


def test_a_unit_whose_only_indicator_does_not_apply_is_no_zero(
    view_of: Callable[..., View],
) -> None:
    nothing = figure("CT02", 2026, None, not_applicable=True)
    view = view_of(*SERIES, figure("CT02", 2025, "50"), nothing)
    result: SummarySlide = slides(view, unit="VP")["ket-qua"]
    assert (result.number, result.total) == ("1", "")
    assert result.caption == ("chỉ tiêu", "không phát sinh", "năm 2026")
    assert slides(view)["ket-qua"].total == "/13"
    (row,) = slides(view)["don-vi-VP"].rows
    assert (row.figure, row.threshold) == ("–", "ngưỡng 100%")


def test_an_estimate_and_an_older_figure_are_called_so_in_a_units_row(
    view_of: Callable[..., View],
) -> None:
    shown = slides(view_of(*SERIES, figure("CT03", 2025, "40"), figure("CT01", 2026, "100")))
    rows = {row.code: row for key in ("don-vi-PKT", "don-vi-PKT-2") for row in shown[key].rows}
    assert (rows["CT04"].figure, rows["CT04"].threshold) == ("14,6%", "ước · ngưỡng ≥ 20%")
    assert (rows["CT03"].figure, rows["CT03"].threshold) == ("40%", "2025 · ngưỡng 100%")
    assert rows["CT01"].threshold == "ngưỡng 100%"


def test_nearly_nothing_is_not_shown_as_nothing(view_of: Callable[..., View]) -> None:
    shown = slides(view_of(figure("CT04", 2026, "0.04"), figure("CT03", 2026, "0")))
    assert (shown["CT04"].figure, shown["CT03"].figure) == ("0,04%", "0%")


def test_an_axis_has_more_than_one_year(view_of: Callable[..., View]) -> None:
    slide: IndicatorSlide = slides(view_of(figure("CT06", 2030, "50"), year=2030))["CT06"]
    assert slide.course is not None
    assert (slide.course.first_year, slide.course.last_year) == (2029, 2030)


def test_tasks_for_which_there_is_no_room_are_counted(view_of: Callable[..., View]) -> None:
    shown = slides(view_of(*SERIES))
    assert shown["don-vi-CA"].tasks_title == "4 nhiệm vụ phối hợp chung gấp nhất"
    assert shown["don-vi-TH"].tasks_title == "Nhiệm vụ phối hợp"
    done = TaskUpdate("VI.2", TaskState.DONE, 100, "", date(2026, 11, 1))
    shown = slides(view_of(updates=(done,)))
    assert shown["don-vi-TH"].tasks_title == "Nhiệm vụ phối hợp chưa hoàn thành"
    assert shown["don-vi-TH"].facts == ("Phối hợp 2 nhiệm vụ",)


def test_tasks_stand_as_of_today_in_a_show_of_an_earlier_year(view_of: Callable[..., View]) -> None:
    shown = slides(view_of(*SERIES, year=2025))
    assert shown["nhiem-vu"].kicker == "Nhiệm vụ đến ngày 20/11/2026"


def test_a_unit_with_many_indicators_fills_its_pages_evenly(view_of: Callable[..., View]) -> None:
    shown = slides(view_of(*SERIES))
    pages = [shown["don-vi-PKT"], shown["don-vi-PKT-2"]]
    assert [len(page.rows) for page in pages] == [5, 5]
    assert [page.kicker for page in pages] == ["Đơn vị · trang 1/2", "Đơn vị · trang 2/2"]


# Opening and result


def test_the_opening_names_commune_plan_year_and_day(view_of: Callable[..., View]) -> None:
    opening: TitleSlide = slides(view_of(*SERIES), notices=("Không có đơn vị “X”.",))["mo-dau"]
    assert opening.kicker == "UBND xã Vĩnh Am, Hải Phòng"
    assert opening.subtitle == "Kết quả năm 2026"
    assert opening.day == "Ngày 20/11/2026"
    assert opening.plan == "Kế hoạch số …/KH-UBND, tháng 6 năm 2026"
    assert opening.plan_title.startswith("Triển khai thực hiện Chương trình hành động")
    assert opening.notices == ("Không có đơn vị “X”.",)


def test_the_result_counts_every_status_and_shows_a_tile_an_indicator(
    view_of: Callable[..., View],
) -> None:
    view = view_of(*SERIES, figure("CT08", 2025, "33"), figure("CT08", 2026, "37.4"))
    result: SummarySlide = slides(view)["ket-qua"]
    assert (result.number, result.total) == ("2", "/13")
    assert len(result.tiles) == 13
    assert sum(count.number for count in result.counts) == 13
    assert {count.words: count.number for count in result.counts} == {
        "Đúng tiến độ": 1,
        "Vượt": 1,
        "Chưa có số liệu": 11,
    }
    assert result.deadline == "Báo cáo trước 05/12/2026: còn 14 ngày"


def test_an_empty_store_says_so_and_never_zero(view_of: Callable[..., View]) -> None:
    shown = slides(view_of())
    result: SummarySlide = shown["ket-qua"]
    assert (result.number, result.total) == ("13", "")
    assert result.caption == ("chỉ tiêu", "chưa có số liệu", "đến năm 2026")
    for code in ("CT01", "CT13"):
        slide: IndicatorSlide = shown[code]
        assert slide.absent == "Chưa có số liệu đến năm 2026"
        assert slide.figure == ""
        assert (slide.course, slide.bullet, slide.facts) == (None, None, ())
    assert shown["don-vi-PKT"].sentence == "Cả 10 chỉ tiêu chưa có số liệu"
    assert shown["don-vi-VP"].sentence == "Chưa có số liệu"
    assert play(view_of(), Selection()).data_day == ""


def test_a_year_gone_by_has_no_days_left(view_of: Callable[..., View]) -> None:
    shown = slides(view_of(*SERIES, year=2025))
    assert shown["ket-qua"].deadline == ""
    assert shown["con-no"].caption == "số liệu còn thiếu của năm 2025"


# One indicator


def test_an_indicator_says_figure_threshold_status_and_paces(view_of: Callable[..., View]) -> None:
    slide: IndicatorSlide = slides(view_of(*SERIES))["CT04"]
    assert slide.kicker == "CT04 · Phòng Kinh tế"
    assert slide.star == "Chỉ tiêu chủ chốt"
    assert slide.figure == "14,6%"
    assert slide.caption == "ước năm 2026 · ngưỡng ≥ 20% năm 2030"
    assert slide.status.words == "Đúng tiến độ"
    assert [(other.due, other.words) for other in slide.others] == [
        ("Hạn phụ lục 12/2027", "Có nguy cơ không đạt")
    ]
    assert facts(slide) == [
        ("+1,7", "điểm % so với 2025"),
        ("+2,3", "điểm %/năm: nhịp gần đây 2024–2026"),
        ("+1,3", "điểm %/năm: nhịp cần đạt đến 2030"),
    ]


def test_a_late_indicator_shows_its_required_pace_as_an_alert(view_of: Callable[..., View]) -> None:
    late = slides(view_of(figure("CT03", 2025, "40"), figure("CT03", 2026, "41")))["CT03"]
    assert [fact.is_alert for fact in late.facts] == [False, False, True]
    good = slides(view_of(*SERIES))["CT04"]
    assert not any(fact.is_alert for fact in good.facts)


def test_an_inferred_lead_unit_is_called_one(view_of: Callable[..., View]) -> None:
    shown = slides(view_of(figure("CT08", 2026, "10")))
    assert shown["CT08"].kicker == "CT08 · Phòng Kinh tế (suy từ mục IV.1, cần xã xác nhận)"
    rows = [*shown["don-vi-PKT"].rows, *shown["don-vi-PKT-2"].rows]
    marked = {row.code for row in rows if row.name.endswith("*")}
    assert marked == {"CT07", "CT08"}
    assert wording.INFERRED_LEAD_NOTE in shown["don-vi-PKT"].note + shown["don-vi-PKT-2"].note


def test_one_year_alone_has_no_recent_pace(view_of: Callable[..., View]) -> None:
    slide = slides(view_of(figure("CT06", 2026, "63.6")))["CT06"]
    assert facts(slide) == [
        ("–", "không có số năm 2025 để so"),
        ("–", "nhịp gần đây: mới có số liệu một năm"),
        ("+9,1", "điểm %/năm: nhịp cần đạt đến 2030"),
    ]
    assert slide.course.lag == ""
    assert slide.course.needed is None


def test_a_reached_threshold_needs_no_pace(view_of: Callable[..., View]) -> None:
    slide = slides(view_of(figure("CT01", 2025, "66.7"), figure("CT01", 2026, "100")))["CT01"]
    assert facts(slide)[2] == ("đã đạt", "ngưỡng năm 2030")


def test_a_missed_deadline_says_when_it_was(view_of: Callable[..., View]) -> None:
    slide = slides(view_of(figure("CT11", 2025, "79"), figure("CT11", 2026, "93.6")))["CT11"]
    assert slide.status.words == "Chưa đạt"
    assert facts(slide)[2] == ("đến hạn", "hạn 12/2026")


def test_a_year_with_nothing_to_count_is_neither_nought_nor_a_hundred(
    view_of: Callable[..., View],
) -> None:
    slide = slides(view_of(figure("CT02", 2026, None, not_applicable=True)))["CT02"]
    assert slide.absent == "Năm 2026 không phát sinh: không đánh giá"
    assert slide.figure == ""
    assert slide.remarks == ()


def test_a_missing_figure_names_who_owes_it(view_of: Callable[..., View]) -> None:
    slide = slides(view_of(*SERIES))["CT13"]
    assert slide.remarks == ("Phòng Kinh tế: chưa nộp kỳ nào",)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("13.14", "13,1%"), ("99.95", "100,0%"), ("100", "100%"), ("8.75", "8,8%"), ("0", "0%")],
)
def test_shares_have_at_most_one_digit_on_a_slide(
    view_of: Callable[..., View], value: str, shown: str
) -> None:
    slide = slides(view_of(figure("CT04", 2025, "5"), figure("CT04", 2026, value)))["CT04"]
    assert slide.figure == shown


def test_a_count_has_its_unit_beside_it(view_of: Callable[..., View]) -> None:
    slide = slides(view_of(figure("CT12", 2025, "7"), figure("CT12", 2026, "6")))["CT12"]
    assert (slide.figure, slide.unit_measure) == ("6", "cơ sở")
    assert slide.course.lag.startswith("kém lộ trình")


@pytest.mark.parametrize(
    ("value", "lag"),
    [
        ("12.3", "kém lộ trình 2,0 điểm"),
        ("14.32", "đúng lộ trình"),
        ("16.0", "hơn lộ trình 1,7 điểm"),
    ],
)
def test_the_lag_behind_the_straight_path_is_told(
    view_of: Callable[..., View], value: str, lag: str
) -> None:
    slide = slides(view_of(figure("CT04", 2025, "12.9"), figure("CT04", 2026, value)))["CT04"]
    assert slide.course.lag == lag


def test_the_course_holds_what_is_drawn(view_of: Callable[..., View]) -> None:
    course = slides(view_of(*SERIES))["CT04"].course
    assert [(p.year, p.value, p.hollow) for p in course.points] == [
        (2024, 10.1, False),
        (2025, 12.9, False),
        (2026, 14.64, True),
    ]
    assert course.path == ((2025, 12.9), (2030, 20.0))
    assert (course.first_year, course.last_year, course.threshold) == (2024, 2030, 20.0)
    assert [(d.year, d.filled, d.words) for d in course.deadlines] == [
        (2030, True, ""),
        (2027, False, "12/2027"),
    ]
    assert course.path_words == "lộ trình tuyến tính – giả định"
    assert "Trạng thái: Đúng tiến độ" in course.text


def test_an_incomplete_sum_is_called_one(view_of: Callable[..., View]) -> None:
    parts: dict[str, Any] = {"numerator": Decimal(5), "denominator": Decimal(10)}
    before = [figure("CT09", 2025, "50", unit=f"Thôn {n}", **parts) for n in range(1, 4)]
    now = [figure("CT09", 2026, "50", unit=f"Thôn {n}", **parts) for n in range(1, 3)]
    shown = slides(view_of(*before, *now))
    assert shown["CT09"].remarks == ("số toàn xã chưa đủ: đã có 2/3 đơn vị",)
    (row,) = [row for row in shown["con-no"].rows if row.unit == "Phòng Kinh tế"]
    assert any("thiếu 1/3 đơn vị báo cáo: Thôn 3" in line for line in row.owed)


# Explanations


@pytest.fixture
def lagging(store: Store, plan: Plan) -> Callable[..., dict[str, Any]]:
    """The slides of a commune whose CT03 is off track and CT12 behind, with these notes."""

    def lagging(*notes: ExplanationNote) -> dict[str, Any]:
        figures = [figure("CT03", 2025, "40"), figure("CT03", 2026, "40")]
        store.confirm(draft(*figures, notes=notes))
        return slides(Board(plan, store).view(2026, TODAY))

    return lagging


def test_a_short_explanation_stands_under_the_figure(
    lagging: Callable[..., dict[str, Any]],
) -> None:
    shown = lagging(explanation("CT03", 2026, "Thiếu vốn.", "Bố trí vốn quý I"))
    slide: IndicatorSlide = shown["CT03"]
    assert slide.note == "Giải trình: Thiếu vốn. Bố trí vốn quý I, hạn 31/03/2027."
    assert not slide.is_note_owed
    assert "CT03-giai-trinh" not in shown


def test_a_long_explanation_has_a_slide_of_its_own(
    lagging: Callable[..., dict[str, Any]],
) -> None:
    shown = lagging(explanation("CT03", 2026, "Vì " * 50, "Sẽ " * 50))
    assert list(shown)[2:4] == ["CT03", "CT03-giai-trinh"]
    assert shown["CT03"].note == "Phòng Kinh tế giải trình ở trang sau, hạn 31/03/2027."
    note: NoteSlide = shown["CT03-giai-trinh"]
    assert note.kicker == "CT03 · Giải trình của Phòng Kinh tế"
    assert (note.reason, note.next_steps) == ("Vì " * 50, "Sẽ " * 50)
    assert note.figure == "40%"
    assert note.signed.startswith("Hạn hoàn thành 31/03/2027 · Bà Lan ghi ")


def test_a_very_long_explanation_has_two_slides(
    lagging: Callable[..., dict[str, Any]],
) -> None:
    shown = lagging(explanation("CT03", 2026, "V" * 300, "S" * 300))
    first, second = shown["CT03-giai-trinh"], shown["CT03-giai-trinh-2"]
    assert (first.reason, first.next_steps) == ("V" * 300, "")
    assert (second.reason, second.next_steps) == ("", "S" * 300)


def test_a_lagging_indicator_without_explanation_says_so(
    lagging: Callable[..., dict[str, Any]],
) -> None:
    shown = lagging()
    assert shown["CT03"].note == "Chưa có giải trình năm 2026 của Phòng Kinh tế."
    assert shown["CT03"].is_note_owed
    assert "1 chỉ tiêu chậm chưa có giải trình: CT03." in shown["ket-thuc"].points
    assert shown["CT04"].note == ""


# Tasks, debts, closing


def late(code: str) -> TaskUpdate:
    return TaskUpdate(code, TaskState.UNDER_WAY, 40, "", date(2026, 11, 1))


def test_late_tasks_come_before_those_due_soon(view_of: Callable[..., View], plan: Plan) -> None:
    shown = slides(view_of(*SERIES, today=date(2027, 11, 15), updates=(late("VI.3"),)))
    tasks: TasksSlide = shown["nhiem-vu"]
    overdue = [t.code for t in plan.tasks if t.deadline < date(2027, 11, 15)]
    assert tasks.number == str(len(overdue))
    assert tasks.caption.startswith("nhiệm vụ quá hạn")
    assert {row.status.words for row in tasks.rows} == {"Quá hạn"}
    assert any(row.detail.endswith("đạt 40%") for row in tasks.rows)


def test_many_late_tasks_take_several_slides(view_of: Callable[..., View], plan: Plan) -> None:
    shown = slides(view_of(*SERIES, year=2030, today=date(2031, 1, 2)))
    pages = [slide for slide in shown.values() if isinstance(slide, TasksSlide)]
    assert sum(len(page.rows) for page in pages) == len(plan.tasks)
    assert all(len(page.rows) <= 4 for page in pages)
    assert pages[0].number == pages[-1].number == str(len(plan.tasks))


def test_no_late_task_is_said(view_of: Callable[..., View]) -> None:
    tasks: TasksSlide = slides(view_of(*SERIES, today=date(2026, 8, 1)))["nhiem-vu"]
    assert tasks.absent == "Không có nhiệm vụ quá hạn hoặc sắp đến hạn"
    assert tasks.rows == ()


@pytest.mark.parametrize(
    ("today", "number", "caption"),
    [
        (date(2026, 11, 20), "14", "ngày để báo cáo trước ngày 05/12/2026"),
        (date(2026, 12, 4), "Hôm nay", "là ngày cuối để báo cáo trước ngày 05/12/2026"),
        (date(2026, 12, 5), "1", "ngày quá hạn báo cáo trước ngày 05/12/2026"),
        (date(2026, 12, 9), "5", "ngày quá hạn báo cáo trước ngày 05/12/2026"),
    ],
)
def test_the_debts_count_the_days_to_the_report(
    view_of: Callable[..., View], today: date, number: str, caption: str
) -> None:
    debts: DebtsSlide = slides(view_of(*SERIES, today=today))["con-no"]
    assert (debts.number, debts.caption) == (number, caption)


def test_many_debts_are_listed_by_code(view_of: Callable[..., View]) -> None:
    debts: DebtsSlide = slides(view_of(*SERIES))["con-no"]
    assert [row.unit for row in debts.rows] == [
        "Phòng Kinh tế",
        "Văn phòng HĐND và UBND",
        "Phòng Văn hóa - Xã hội",
    ]
    assert debts.rows[0].owed == (
        "CT01, CT03, CT05, CT06, CT07, CT08, CT09, CT12, CT13: chưa nộp kỳ nào",
    )


def test_the_closing_says_what_to_do_and_what_the_figures_do_not_say(
    view_of: Callable[..., View],
) -> None:
    view = view_of(*SERIES, figure("CT03", 2025, "40"), figure("CT03", 2026, "40"))
    closing: ClosingSlide = slides(view)["ket-thuc"]
    assert closing.title == "Cần làm tiếp"
    assert closing.points[0] == "1 chỉ tiêu cần chỉ đạo ngay: CT03."
    assert closing.points[1].startswith("11 số liệu còn nợ (CT01, ")
    assert closing.points[1].endswith("báo cáo trước ngày 05/12/2026.")
    assert wording.STATUS_IS_NO_FORECAST in closing.caveats
    assert any("chưa thống nhất" in caveat for caveat in closing.caveats)


# The whole as values


def test_the_play_tells_invented_figures_and_the_day_of_real_ones(
    view_of: Callable[..., View],
) -> None:
    made = play(view_of(*SERIES, origin=Origin.DEMO), Selection())
    assert (made.is_demo, made.data_day) == (True, "")
    real = play(view_of(*SERIES), Selection())
    assert not real.is_demo
    assert len(real.data_day) == len("20/11/2026")


def test_every_label_of_a_slide_has_colours_in_both_looks(view_of: Callable[..., View]) -> None:
    content = play_as_json(play(view_of(*SERIES), Selection()))
    labels: set[str] = set()

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            if "label" in value and "words" in value and "due" in value:
                labels.add(value["label"])
            for part in value.values():
                collect(part)
        elif isinstance(value, list | tuple):
            for part in value:
                collect(part)

    collect(content["slides"])
    assert labels
    for look in content["looks"].values():
        assert labels <= set(look["chips"])


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [DARK_LOOK, LIGHT_LOOK], ids=["dark", "light"])
def test_every_text_colour_has_a_contrast_of_seven(look: Look) -> None:
    for colour in (look.text, look.secondary, look.path_text, look.alert):
        assert contrast(colour, look.background) >= 7
    assert contrast(look.demo_text, look.demo_fill) >= 7
    for chip in (*look.chips.values(), *task_chips(look.chips).values()):
        assert contrast(chip.text, chip.fill) >= 7
