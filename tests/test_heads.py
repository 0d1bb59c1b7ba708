"""The sentences and figures that open the screens."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.board import Board, View
from indicators.cells import chip_looks
from indicators.heads import dressed, indicator_head, link, overview_head, tasks_head, unit_head
from indicators.observations import Kind, Observation
from indicators.plan import WHOLE_COMMUNE, Plan
from indicators.store import Store
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import draft, figure

TODAY = date(2026, 11, 20)


@pytest.fixture
def view_of(plan: Plan, store: Store) -> Callable[..., View]:
    def view_of(
        *figures: Observation,
        year: int = 2026,
        today: date = TODAY,
        updates: tuple[TaskUpdate, ...] = (),
    ) -> View:
        store.confirm(draft(*figures, task_updates=updates))
        return Board(plan, store).view(year, today)

    return view_of


def words(parts: list[Mapping[str, Any]]) -> str:
    return "".join(part["text"] for part in parts)


def aside(head: Mapping[str, Any]) -> str:
    return "\n".join(words(line) for line in head["aside"]["lines"])


def facts(head: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [(fact["value"], fact["unit"], fact["caption"]) for fact in head["facts"]]


def every_indicator(plan: Plan, year: int) -> list[Observation]:
    return [
        figure(i.code, year, None, not_applicable=True) if i.is_share else figure(i.code, year, "0")
        for i in plan.indicators
    ]


# The overview


@pytest.mark.parametrize(
    ("today", "year", "title"),
    [
        ("2026-11-20", 2026, "Còn 14 ngày để báo cáo (trước ngày 05/12/2026)"),
        ("2026-12-04", 2026, "Hôm nay là ngày cuối để báo cáo (trước ngày 05/12/2026)"),
        ("2026-12-08", 2026, "Đã quá hạn báo cáo 4 ngày (hạn trước ngày 05/12/2026)"),
        ("2027-03-01", 2026, "Kỳ báo cáo năm 2026"),
    ],
)
def test_the_overview_counts_the_days_to_this_years_report(
    view_of: Callable[..., View], today: str, year: int, title: str
) -> None:
    view = view_of(figure(year=year), year=year, today=date.fromisoformat(today))
    assert overview_head(view)["aside"]["title"] == title


def test_the_overview_names_each_unit_that_owes_with_a_link_to_it(
    view_of: Callable[..., View], plan: Plan
) -> None:
    head = overview_head(view_of(figure("CT04")))
    assert head["aside"]["tone"] == "alert"
    assert "Đã có số liệu của 1/13 chỉ tiêu. Còn thiếu: " in aside(head)
    links = [part["open"] for part in head["aside"]["lines"][-1] if "open" in part]
    owing = {i.lead_unit for i in plan.indicators if i.code != "CT04"}
    assert {link["params"]["ma"] for link in links} == owing
    assert links[0]["href"].startswith("don-vi?ma=")


def test_few_debts_are_named_and_many_are_counted(view_of: Callable[..., View], plan: Plan) -> None:
    by_unit = {u.code: [i.code for i in plan.led_by(u.code)] for u in plan.responsible_units}
    text = aside(overview_head(view_of()))
    for unit, codes in by_unit.items():
        if codes:
            owed = f"{len(codes)} chỉ tiêu" if len(codes) > 5 else ", ".join(codes)
            assert f"{plan.unit_name(unit)} ({owed})" in text


def test_units_that_have_not_reported_are_counted(view_of: Callable[..., View], plan: Plan) -> None:
    parts = {"numerator": Decimal(1), "denominator": Decimal(10)}
    last = [figure(year=2025, value="10", unit=f"Thôn {n}", **parts) for n in (1, 2, 3)]
    others = [other for other in every_indicator(plan, 2026) if other.indicator != "CT04"]
    view = view_of(*last, figure(value="10", unit="Thôn 1", **parts), *others)
    assert "Phòng Kinh tế (CT04 thiếu 2 đơn vị)\n" in aside(overview_head(view))


def test_a_year_with_every_figure_is_quiet(view_of: Callable[..., View], plan: Plan) -> None:
    head = overview_head(view_of(*every_indicator(plan, 2026)))
    assert head["aside"]["tone"] == "quiet"
    assert aside(head) == "Đã đủ số liệu."


def test_what_the_sentence_must_not_hide_stands_below_it(view_of: Callable[..., View]) -> None:
    view = view_of(*(figure("CT10", y, v) for y, v in ((2025, "90"), (2026, "99"))))
    head = overview_head(view)
    assert head["title"] == "0/13 chỉ tiêu đạt hoặc đúng tiến độ; 1 cần chỉ đạo ngay."
    assert head["subtitle"] == "1 đã đến hạn mà chưa đạt · 12 chưa đủ căn cứ đánh giá"


def test_an_empty_start_says_who_brings_figures_and_where(view_of: Callable[..., View]) -> None:
    head = overview_head(view_of())
    (first, *_) = head["aside"]["lines"]
    assert words(first) == "Phòng Kinh tế tải mẫu và nạp tệp ở trang Nạp số liệu"
    assert first[-1]["open"]["page"] == "upload"
    assert head["title"] == "Cả 13 chỉ tiêu chưa có số liệu."


# An indicator


def test_an_indicator_opens_with_its_figure_paces_and_both_verdicts(
    view_of: Callable[..., View],
) -> None:
    series = [figure(year=y, value=v) for y, v in ((2024, "8"), (2025, "9.5"), (2026, "11.3"))]
    view = view_of(*series)
    head = indicator_head(view, view.standing("CT04"))
    assert head["title"] == "Diện tích trồng trọt VietGAP, hữu cơ, Halal"
    assert head["star"] == "Chỉ tiêu chủ chốt"
    assert head["lead"] == {"value": "11,3%", "caption": "năm 2026"}
    assert [chip["caption"] for chip in head["chips"]] == ["đến 2030", "hạn phụ lục 12/2027"]
    change, required, _ = facts(head)
    assert change == ("+1,8", "điểm %", "so với 2025")
    assert required == ("+2,2", "điểm %/năm", "nhịp cần đạt 2027–2030")


def test_the_kicker_names_code_clauses_and_a_link_to_the_lead_unit(
    view_of: Callable[..., View],
) -> None:
    view = view_of()
    kicker = indicator_head(view, view.standing("CT04"))["kicker"]
    assert words(kicker).startswith("CT04 · Mục II.2 gạch (+) 4, câu 2 vế 1 và phụ lục V.2 · ")
    assert words(kicker).endswith("chủ trì Phòng Kinh tế")
    assert kicker[1]["open"]["href"] == "don-vi?ma=PKT"


def test_an_inferred_lead_unit_is_said_to_be_inferred(
    view_of: Callable[..., View], plan: Plan
) -> None:
    view = view_of()
    for indicator in plan.indicators:
        kicker = words(indicator_head(view, view.standing(indicator.code))["kicker"])
        assert kicker.endswith("cần xã xác nhận") == indicator.is_lead_inferred


def test_a_falling_indicator_needs_a_falling_pace(view_of: Callable[..., View]) -> None:
    series = [figure("CT12", y, v) for y, v in ((2025, "10"), (2026, "8"))]
    view = view_of(*series)
    head = indicator_head(view, view.standing("CT12"))
    assert head["lead"]["value"] == "8 cơ sở"
    assert facts(head)[:2] == [
        ("−2", "cơ sở", "so với 2025"),
        ("−2,0", "cơ sở/năm", "nhịp cần đạt 2027–2030"),
    ]


def test_an_estimate_is_called_one(view_of: Callable[..., View]) -> None:
    view = view_of(figure(kind=Kind.ESTIMATE))
    head = indicator_head(view, view.standing("CT04"))
    assert head["lead"]["caption"] == "ước 2026"


@pytest.mark.parametrize(
    ("figures", "caption"),
    [
        ([], "chưa có số liệu"),
        ([figure("CT02", 2026, None, not_applicable=True)], "không phát sinh"),
    ],
)
def test_an_indicator_without_a_value_shows_no_number(
    view_of: Callable[..., View], figures: list[Observation], caption: str
) -> None:
    view = view_of(*figures)
    head = indicator_head(view, view.standing("CT02"))
    assert head["lead"] == {"value": "–", "caption": caption}
    assert head["facts"] == []


def test_a_figure_that_lacks_units_names_them(view_of: Callable[..., View]) -> None:
    parts = {"numerator": Decimal(1), "denominator": Decimal(10)}
    last = [figure(year=2025, value="10", unit=f"Thôn {n}", **parts) for n in (1, 2, 3)]
    view = view_of(*last, figure(value="10", unit="Thôn 1", **parts))
    text = aside(indicator_head(view, view.standing("CT04")))
    assert "Số toàn xã chưa đủ" in text
    assert "thiếu Thôn 2, Thôn 3." in text


def test_a_commune_figure_that_its_units_contradict_is_noticed(
    view_of: Callable[..., View],
) -> None:
    parts = {"numerator": Decimal(3), "denominator": Decimal(10)}
    view = view_of(
        figure(value="20", unit=WHOLE_COMMUNE), figure(value="30", unit="Thôn 1", **parts)
    )
    text = aside(indicator_head(view, view.standing("CT04")))
    assert "Cộng các đơn vị được 30%, khác số toàn xã: cần kiểm tra lại." in text


def test_shares_that_cannot_be_summed_are_not_passed_over(view_of: Callable[..., View]) -> None:
    view = view_of(figure(unit="Thôn Một"), figure(unit="Thôn Hai"))
    first, *_ = aside(indicator_head(view, view.standing("CT04"))).splitlines()
    assert first == (
        "Năm 2026 chưa có số toàn xã: Thôn Hai, Thôn Một "
        "chỉ ghi tỷ lệ, thiếu tử số và mẫu số để cộng."
    )


def test_a_first_sum_of_units_is_not_said_to_lack_any(view_of: Callable[..., View]) -> None:
    parts = {"numerator": Decimal(1), "denominator": Decimal(10)}
    view = view_of(*(figure(value="10", unit=f"Thôn {n}", **parts) for n in (1, 2)))
    text = aside(indicator_head(view, view.standing("CT04")))
    assert "Số toàn xã cộng 2 đơn vị, chưa rõ đã đủ chưa." in text
    assert "chưa báo cáo" not in text


def test_what_the_plan_contradicts_is_said_beside_the_figure(
    view_of: Callable[..., View], plan: Plan
) -> None:
    view = view_of(*(figure(i.code) for i in plan.indicators))
    for indicator in plan.indicators:
        text = aside(indicator_head(view, view.standing(indicator.code)))
        said = [c.text in text for c in plan.contradictions_about(indicator.code)]
        assert said == [n < 2 for n in range(len(said))]


def test_an_old_figure_is_said_to_be_old(view_of: Callable[..., View]) -> None:
    view = view_of(figure(year=2026), year=2029, today=date(2029, 11, 20))
    assert "Số liệu đã cũ." in aside(indicator_head(view, view.standing("CT04")))


# A unit and the tasks


def test_a_unit_opens_with_what_it_leads_and_owes(view_of: Callable[..., View], plan: Plan) -> None:
    view = view_of()
    count = len(plan.led_by("PKT"))
    head = unit_head(view, "PKT")
    assert words(head["kicker"]) == "Đơn vị · mục IV.1 của kế hoạch"
    assert head["title"].startswith(f"Phòng Kinh tế: 0/{count} chỉ tiêu đạt hoặc đúng tiến độ")
    assert head["title"].endswith(f"còn nợ {count} số liệu năm 2026")


def test_a_unit_that_leads_no_indicator_says_so_and_how_many_tasks_it_leads(
    view_of: Callable[..., View], plan: Plan
) -> None:
    view = view_of()
    for unit in plan.responsible_units:
        tasks = sum(task.lead_unit == unit.code for task in plan.tasks)
        led = f"chủ trì {tasks} nhiệm vụ, " if tasks else ""
        title = f"{unit.short_name}: {led}không chủ trì chỉ tiêu nào"
        leads_none = not plan.led_by(unit.code)
        assert (unit_head(view, unit.code)["title"] == title) == leads_none


def test_the_tasks_open_with_done_overdue_and_due_soon(
    view_of: Callable[..., View], plan: Plan
) -> None:
    done = TaskUpdate("I.3", TaskState.DONE, 100, "", date(2026, 10, 1))
    assert tasks_head(view_of(updates=(done,), today=date(2026, 6, 1)))["title"] == (
        f"1/{len(plan.tasks)} nhiệm vụ đã hoàn thành."
    )


def test_tasks_past_their_deadline_are_counted(view_of: Callable[..., View], plan: Plan) -> None:
    count = len(plan.tasks)
    title = tasks_head(view_of(today=date(2035, 1, 1)))["title"]
    assert title == f"0/{count} nhiệm vụ đã hoàn thành, {count} quá hạn."


# Parts


def test_a_link_carries_its_parameters_in_the_address() -> None:
    made = link("Phòng Kinh tế", "unit", ma="PKT", nam=2026)
    assert made["open"] == {
        "page": "unit",
        "params": {"ma": "PKT", "nam": "2026"},
        "href": "don-vi?ma=PKT&nam=2026",
    }


def test_every_verdict_is_dressed_as_the_chip_of_its_label(view_of: Callable[..., View]) -> None:
    view = view_of(figure(value="20.0"))
    looks = chip_looks()
    head = dressed(indicator_head(view, view.standing("CT04")), looks)
    assert [chip["chip"] for chip in head["chips"]] == [looks[c["label"]] for c in head["chips"]]
    assert dressed({"title": "Chỉ câu này"}, looks) == {"title": "Chỉ câu này", "chips": []}
