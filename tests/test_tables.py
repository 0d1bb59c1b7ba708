"""What the tables say of every status, and where the marks of a bullet lie."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from indicators import wording
from indicators.bullets import THRESHOLD_AT, bullet
from indicators.cells import ADDRESSES, Row, column, line, part, table, target, text_cell
from indicators.observations import Kind, Observation
from indicators.palette import CHIPS, TASK_CHIPS
from indicators.plan import WHOLE_COMMUNE
from indicators.plan_folder import read_plan
from indicators.standing import Label, Standing, debts, standings
from indicators.tables import (
    Grouping,
    led_indicators_table,
    overview_table,
    tasks_table,
    units_table,
)
from indicators.tasks import TaskLabel, TaskState, TaskUpdate, task_standings

PLAN = read_plan(Path(__file__).parents[1] / "data" / "plan")
COMPONENTS = Path(__file__).parents[1] / "indicators" / "components"
YEAR = 2028


def figures(code: str, by_year: Mapping[int, str | None], estimate: bool = True) -> list[Any]:
    """A series for the whole commune, the last figure an estimate; None is "không phát sinh"."""
    last = max(by_year)
    return [
        Observation(
            indicator=code,
            year=year,
            reporting_unit=WHOLE_COMMUNE,
            kind=Kind.ESTIMATE if estimate and year == last else Kind.ACTUAL,
            value=None if value is None else Decimal(value),
            not_applicable=value is None,
        )
        for year, value in by_year.items()
    ]


MISSED = figures("CT11", {2025: "64", 2026: "79", 2027: "88.5", 2028: "91.3"}, estimate=False)
OFF_TRACK = figures("CT08", {2025: "12", 2026: "13", 2027: "13.8", 2028: "13.1"})
BEHIND = figures("CT07", {2025: "89.4", 2026: "91", 2027: "93.4", 2028: "95.6"})
FIRST_FIGURE = figures("CT01", {2028: "50"})
TWO_DEADLINES = figures("CT04", {2025: "8.75", 2026: "11.3", 2027: "14.1", 2028: "16.6"})
FALLING = figures("CT12", {2025: "9", 2026: "7", 2027: "5", 2028: "3"})
ACHIEVED = figures("CT10", {2025: "71", 2026: "92", 2027: "100", 2028: "100"}, estimate=False)
EXCEEDED = figures("CT05", {2025: "61.5", 2026: "70", 2027: "75.4", 2028: "90"}, estimate=False)
IDLE = figures("CT02", {2026: "100", 2028: None}, estimate=False)
EVERYTHING = [
    *MISSED,
    *OFF_TRACK,
    *BEHIND,
    *FIRST_FIGURE,
    *TWO_DEADLINES,
    *FALLING,
    *ACHIEVED,
    *EXCEEDED,
    *IDLE,
]
ITEMS = standings(PLAN, EVERYTHING, YEAR)


def standing_of(code: str, observations: list[Any], year: int = YEAR) -> Standing:
    items = standings(PLAN, observations, year)
    return next(item for item in items if item.indicator.code == code)


def component_script() -> str:
    """The component as the browser gets it: what all components share, and the table."""
    names = ("shared.js", "table.js")
    return "".join((COMPONENTS / name).read_text(encoding="utf-8") for name in names)


def rows_of(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [row for group in data["groups"] for row in group["rows"]]


def row_of(data: Mapping[str, Any], code: str) -> dict[str, Any]:
    return next(row for row in rows_of(data) if row["open"]["params"]["ma"] == code)


def said(cell: Mapping[str, Any], size: str = "wide") -> list[str]:
    """The lines of a cell as a table of this size shows them."""

    def shown(item: Mapping[str, Any]) -> bool:
        return size in item.get("sizes", [size])

    found = [
        "".join(p["text"] for p in entry["parts"] if shown(p))
        for entry in cell.get("lines", [])
        if shown(entry)
    ]
    return [text for text in found if text]


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


@pytest.mark.parametrize(
    ("code", "figure", "change", "required", "recent", "chip"),
    [
        ("CT11", "91,3%", "+2,8", "quá hạn", "+9,1", "missed"),
        ("CT08", "13,1% ước", "−0,7", "+11,0", "+0,4", "off_track"),
        ("CT07", "95,6% ước", "+2,2", "+2,2", "+2,1", "behind"),
        ("CT13", "–", "–", "–", "–", "no_data"),
        ("CT01", "50% ước", "–", "+25,0", "1 năm", "insufficient"),
        ("CT04", "16,6% ước", "+2,5", "+1,7", "+2,6", "on_track"),
        ("CT12", "3 cơ sở ước", "−2", "−1,5", "−2,0", "on_track"),
        ("CT10", "100%", "0,0", "đã đạt", "+9,7", "achieved"),
        ("CT05", "90%", "+14,6", "đã đạt", "+9,5", "exceeded"),
        ("CT02", "–", "–", "–", "–", "not_applicable"),
    ],
)
def test_an_overview_row_says_figure_change_paces_and_status(
    code: str, figure: str, change: str, required: str, recent: str, chip: str
) -> None:
    cells = row_of(overview_table(PLAN, ITEMS, year=YEAR), code)["cells"]
    assert said(cells["figure"]) == [figure]
    assert said(cells["change"]) == [change]
    assert said(cells["required"]) == [required]
    assert said(cells["recent"]) == [recent]
    assert cells["status"]["chip"] == chip


def test_every_label_has_a_row_in_the_sample() -> None:
    assert {standing.label for standing in ITEMS} == set(Label)


def test_the_name_carries_code_lead_unit_star_and_the_mark_of_an_inferred_lead() -> None:
    data = overview_table(PLAN, ITEMS, year=YEAR)
    leading, plain = row_of(data, "CT08")["cells"]["name"], row_of(data, "CT06")["cells"]["name"]
    assert leading["star"] == "chỉ tiêu chủ chốt"
    assert said(leading) == ["CT08 · Phòng Kinh tế\N{NO-BREAK SPACE}*"]
    assert plain["star"] == ""
    assert said(plain) == ["CT06 · Phòng Kinh tế"]
    assert "* Đơn vị chủ trì suy từ mục IV.1, cần xã xác nhận." in data["notes"]


def test_the_threshold_says_its_comparison_and_when_it_is_due() -> None:
    data = overview_table(PLAN, ITEMS, year=YEAR)
    assert said(row_of(data, "CT08")["cells"]["threshold"]) == ["≥ 35%", "năm 2030"]
    assert said(row_of(data, "CT11")["cells"]["threshold"]) == ["100%", "hạn 12/2026"]
    assert said(row_of(data, "CT12")["cells"]["threshold"]) == ["0 cơ sở", "hạn 12/2030"]


def test_the_earlier_deadline_stands_under_the_chip_with_its_own_result() -> None:
    status = row_of(overview_table(PLAN, ITEMS, year=YEAR), "CT04")["cells"]["status"]
    assert said(status) == ["Hạn phụ lục 12/2027: Chưa đạt"]
    assert status["lines"][0]["parts"][0]["icon"] == CHIPS[Label.MISSED].icon


def test_a_second_deadline_is_named_without_a_result_where_there_is_no_figure() -> None:
    data = overview_table(PLAN, standings(PLAN, [], YEAR), year=YEAR)
    assert said(row_of(data, "CT04")["cells"]["status"]) == ["Hạn phụ lục 12/2027"]
    idle = row_of(overview_table(PLAN, ITEMS, year=YEAR), "CT02")
    assert said(idle["cells"]["status"]) == ["Hạn phụ lục 12/2026"]


def test_a_figure_of_an_earlier_year_says_its_year() -> None:
    old = figures("CT06", {2025: "40", 2026: "50"})
    cells = row_of(overview_table(PLAN, standings(PLAN, old, YEAR), year=YEAR), "CT06")["cells"]
    assert said(cells["figure"]) == ["50% ước 2026"]
    assert said(cells["change"]) == ["+10,0", "so với 2025"]


def test_a_figure_summed_from_some_units_says_how_many_have_reported() -> None:
    def village(name: str, year: int) -> Observation:
        return Observation("CT09", year, name, Kind.ACTUAL, Decimal(50), Decimal(5), Decimal(10))

    some = [village("Thôn 1", 2027), village("Thôn 2", 2027), village("Thôn 1", 2028)]
    data = overview_table(PLAN, standings(PLAN, some, YEAR), year=YEAR)
    name = row_of(data, "CT09")["cells"]["name"]
    assert said(name) == ["CT09 · Phòng Kinh tế · đã có 1/2 đơn vị"]


def test_a_threshold_once_met_and_lost_is_said_beside_the_class() -> None:
    lost = figures("CT06", {2026: "100", 2027: "90", 2028: "80"})
    data = overview_table(PLAN, standings(PLAN, lost, YEAR), year=YEAR)
    assert said(row_of(data, "CT06")["cells"]["status"]) == ["từng đạt, nay không còn đạt"]


def test_a_duty_of_every_year_says_so_where_its_paces_alone_would_look_good() -> None:
    catching_up = figures("CT02", {2026: "50", 2027: "75", 2028: "95"})
    data = overview_table(PLAN, standings(PLAN, catching_up, YEAR), year=YEAR)
    cells = row_of(data, "CT02")["cells"]
    assert said(cells["status"])[-1] == "nghĩa vụ hằng năm: phải đạt từng năm"
    kept = figures("CT02", {2026: "100", 2027: "100", 2028: "100"})
    data = overview_table(PLAN, standings(PLAN, kept, YEAR), year=YEAR)
    assert "hằng năm" not in " ".join(said(row_of(data, "CT02")["cells"]["status"]))


def test_narrow_tables_fold_change_and_paces_under_other_cells() -> None:
    cells = row_of(overview_table(PLAN, ITEMS, year=YEAR), "CT08")["cells"]
    assert said(cells["figure"], "narrow") == ["13,1% ước", "−0,7 so với 2027"]
    assert said(cells["status"], "narrow") == ["cần +11,0 · gần đây +0,4"]
    assert said(cells["required"], "medium") == ["+11,0", "gần đây +0,4"]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("CT11", ["+2,8 điểm % so với 2027 · quá hạn 12/2026"]),
        ("CT08", ["−0,7 điểm % so với 2027 · cần +11,0/năm"]),
        ("CT12", ["−2 cơ sở so với 2027 · cần −1,5/năm"]),
        ("CT01", ["cần +25,0/năm"]),
        (
            "CT04",
            ["+2,5 điểm % so với 2027 · cần +1,7/năm", "Hạn phụ lục 12/2027: Chưa đạt"],
        ),
        ("CT13", []),
    ],
)
def test_a_card_says_change_and_pace_with_their_units(code: str, lines: list[str]) -> None:
    data = overview_table(PLAN, ITEMS, year=YEAR)
    assert said(row_of(data, code)["cells"]["change"], "card") == lines


def test_a_row_is_a_link_that_opens_the_indicator_in_the_year_viewed() -> None:
    opened = row_of(overview_table(PLAN, ITEMS, year=YEAR), "CT04")["open"]
    assert opened == {
        "page": "indicator",
        "params": {"ma": "CT04", "nam": "2028"},
        "href": "chi-tieu?ma=CT04&nam=2028",
    }


def test_addresses_are_relative_so_that_they_hold_under_any_base_path() -> None:
    assert all(re.fullmatch(r"[a-z-]*", address) for address in ADDRESSES.values())
    assert target("unit", ma="PKT & ?")["href"] == "don-vi?ma=PKT+%26+%3F"


def test_grouped_worst_first_the_overview_goes_by_what_the_leadership_must_do() -> None:
    data = overview_table(PLAN, ITEMS, grouping=Grouping.WORST_FIRST, year=YEAR)
    assert [group["title"] for group in data["groups"]] == [
        "Cần chỉ đạo ngay · 3",
        "Chưa đủ căn cứ đánh giá · 5",
        "Đạt hoặc đúng tiến độ · 4",
        "Không phát sinh, không đánh giá · 1",
    ]
    codes = [row["open"]["params"]["ma"] for row in rows_of(data)]
    assert codes[:4] == ["CT11", "CT08", "CT07", "CT03"]


def test_grouped_by_unit_the_overview_keeps_the_plans_order_and_links_the_units() -> None:
    data = overview_table(PLAN, ITEMS, grouping=Grouping.BY_UNIT, year=YEAR)
    assert [group["title"] for group in data["groups"]] == [
        "Phòng Kinh tế · 10",
        "Phòng Văn hóa - Xã hội · 2",
        "Văn phòng HĐND và UBND · 1",
    ]
    assert data["groups"][1]["open"]["href"] == "don-vi?ma=VHXH&nam=2028"
    chips = [row["cells"]["status"]["chip"] for row in data["groups"][0]["rows"]]
    places = [list(Label).index(Label(chip)) for chip in chips]
    assert places == sorted(places)


def test_grouped_by_status_each_label_is_one_group() -> None:
    data = overview_table(PLAN, ITEMS, grouping=Grouping.BY_STATUS, year=YEAR)
    titles = [group["title"].split(" · ")[0] for group in data["groups"]]
    assert titles == [wording.LABELS[label] for label in Label]


def test_the_counts_name_every_status_that_occurs_worst_first() -> None:
    counts = overview_table(PLAN, ITEMS, year=YEAR)["counts"]
    assert [item["chip"] for item in counts] == [label.value for label in Label]
    assert sum(int(item["number"]) for item in counts) == len(PLAN.indicators)
    empty = overview_table(PLAN, standings(PLAN, [], YEAR), year=YEAR)
    assert empty["counts"] == [{"chip": "no_data", "number": "13"}]


def test_the_legend_says_that_the_straight_path_is_an_assumption() -> None:
    legend = overview_table(PLAN, ITEMS, year=YEAR)["legend"]
    wide = [item["text"] for item in legend if "wide" in item.get("sizes", ["wide"])]
    assert wide == [
        "5 chỉ tiêu chủ chốt",
        "số nền 2025",
        "tăng từ số nền",
        "ước",
        "chính thức",
        "ngưỡng",
        "mức cần có năm 2028 theo lộ trình tuyến tính – giả định",
    ]


def test_before_the_baseline_the_legend_names_the_level_alone() -> None:
    early = figures("CT04", {2023: "7", 2024: "8"})
    legend = overview_table(PLAN, standings(PLAN, early, 2024), year=2024)["legend"]
    texts = [entry["text"] for entry in legend]
    assert "mức năm 2024" in texts
    assert not any("số nền" in text for text in texts)


def test_in_the_last_year_nothing_is_said_of_a_straight_path() -> None:
    data = overview_table(PLAN, standings(PLAN, EVERYTHING, 2030), year=2030)
    assert "expected" not in [item["mark"] for item in data["legend"]]


def test_the_footnote_gives_the_units_of_change_and_pace() -> None:
    notes = overview_table(PLAN, ITEMS, year=YEAR)["notes"]
    assert notes[0] == (
        "Đơn vị của thay đổi và nhịp: điểm %, điểm %/năm (CT12: cơ sở/năm; CT13: điểm đốt/năm)."
    )
    assert wording.STATUS_IS_NO_FORECAST in notes


def test_the_threshold_stands_at_the_same_place_in_every_bullet() -> None:
    assert {bullet(standing)["threshold"] for standing in ITEMS} == {THRESHOLD_AT} == {0.88}


def test_a_rising_bullet_is_the_share_of_the_threshold_with_its_baseline() -> None:
    drawn = bullet(standing_of("CT04", TWO_DEADLINES))
    assert drawn["base"] == pytest.approx(0.88 * 8.75 / 20, abs=1e-4)
    assert drawn["now"] == pytest.approx(0.88 * 16.6 / 20, abs=1e-4)
    assert drawn["expected"] == pytest.approx(0.88 * (8.75 + 11.25 * 3 / 5) / 20, abs=1e-4)
    assert drawn["hollow"] is True


def test_a_falling_bullet_is_the_share_of_the_baseline_removed() -> None:
    drawn = bullet(standing_of("CT12", FALLING))
    assert drawn["now"] == pytest.approx(0.88 * 6 / 9, abs=1e-4)
    assert drawn["expected"] == pytest.approx(0.88 * 3 / 5, abs=1e-4)
    assert "base" not in drawn


def test_a_falling_figure_above_its_baseline_stays_at_the_start_of_the_bar() -> None:
    worse = figures("CT12", {2025: "9", 2028: "12"})
    assert bullet(standing_of("CT12", worse))["now"] == 0.0


def test_a_falling_bullet_without_a_baseline_says_so_instead_of_drawing_a_bar() -> None:
    drawn = bullet(standing_of("CT12", figures("CT12", {2028: "3"})), brief=True)
    assert "now" not in drawn
    assert [p["text"] for p in drawn["words"]] == ["chưa có nền"]


def test_a_bullet_without_a_baseline_is_dark_from_zero() -> None:
    drawn = bullet(standing_of("CT01", FIRST_FIGURE))
    assert "base" not in drawn
    assert "expected" not in drawn
    assert drawn["now"] == pytest.approx(0.44)


def test_what_exceeds_the_threshold_stops_at_108_percent() -> None:
    drawn = bullet(standing_of("CT05", EXCEEDED))
    assert drawn["now"] == pytest.approx(0.88 * 1.08)
    assert drawn["hollow"] is False


def test_a_baseline_beyond_the_threshold_has_no_straight_path_to_show() -> None:
    drawn = bullet(standing_of("CT05", figures("CT05", {2025: "88", 2028: "76"})))
    assert "expected" not in drawn
    assert drawn["base"] == THRESHOLD_AT


def test_after_its_deadline_a_bullet_has_no_tick() -> None:
    assert "expected" not in bullet(standing_of("CT11", MISSED))


def test_no_data_is_words_and_never_zero() -> None:
    drawn = bullet(standing_of("CT13", []))
    assert "now" not in drawn
    assert "chưa nộp kỳ nào · không phải bằng 0" in [p["text"] for p in drawn["words"]]


def test_a_year_without_occasion_is_one_sentence_without_a_bar() -> None:
    drawn = bullet(standing_of("CT02", IDLE))
    assert drawn["sentence"] == "Năm 2028 không phát sinh: không đánh giá"
    assert "now" not in drawn


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            "CT04",
            "Diện tích trồng trọt VietGAP, hữu cơ, Halal: 16,6% (ước thực hiện năm 2028); "
            "ngưỡng từ 20% trở lên, năm 2030; mức cần có năm 2028 theo lộ trình tuyến tính – "
            "giả định: 15,5%; trạng thái: Đúng tiến độ; Hạn phụ lục 12/2027: Chưa đạt.",
        ),
        (
            "CT13",
            "Vụ/điểm đốt rơm rạ: chưa có số liệu; ngưỡng 0 điểm đốt, hạn 12/2030; "
            "trạng thái: Chưa có số liệu.",
        ),
        (
            "CT11",
            "Tổ chức, cá nhân được tuyên truyền lối sống xanh: 91,3% (chính thức năm 2028); "
            "ngưỡng 100%, hạn 12/2026; trạng thái: Chưa đạt.",
        ),
    ],
)
def test_a_bullet_is_told_in_one_sentence_to_those_who_hear_the_screen(
    code: str, sentence: str
) -> None:
    assert row_of(overview_table(PLAN, ITEMS, year=YEAR), code)["cells"]["bullet"]["label"] == (
        sentence
    )


def test_the_unit_page_has_one_row_for_each_indicator_the_unit_leads() -> None:
    led = [standing for standing in ITEMS if standing.indicator.lead_unit == "VHXH"]
    data = led_indicators_table(PLAN, led, YEAR)
    assert [row["open"]["params"]["ma"] for row in rows_of(data)] == ["CT11", "CT10"]
    assert data["layout"] == "compact"


def test_on_the_unit_page_another_deadline_is_an_icon_with_its_words_for_the_ear() -> None:
    led = [standing for standing in ITEMS if standing.indicator.code == "CT04"]
    mark = rows_of(led_indicators_table(PLAN, led, YEAR))[0]["cells"]["status"]["lines"][0]
    assert mark["parts"][0]["text"] == "12/2027"
    assert mark["parts"][0]["label"] == "Hạn phụ lục 12/2027: Chưa đạt"


def test_a_unit_that_leads_nothing_gets_a_sentence_instead_of_a_table() -> None:
    data = led_indicators_table(PLAN, [], YEAR)
    assert rows_of(data) == []
    assert data["empty"] == "Đơn vị không chủ trì chỉ tiêu nào."
    assert data["notes"] == []


def test_all_units_stand_side_by_side_with_statuses_tasks_and_debts() -> None:
    today = date(2028, 11, 23)
    done = TaskUpdate("I.3", TaskState.DONE, 100, "", date(2026, 11, 1))
    tasks = task_standings(PLAN, {"I.3": done}, today)
    data = units_table(PLAN, ITEMS, tasks, debts(PLAN, ITEMS), year=YEAR, current="VP")
    rows = {row["open"]["params"]["ma"]: row for row in rows_of(data)}
    assert list(rows) == [unit.code for unit in PLAN.responsible_units]
    assert rows["VP"]["emphasis"] is True
    assert said(rows["VP"]["cells"]["tasks"]) == ["1/1"]
    assert rows["VP"]["cells"]["status"]["tiles"] == [
        {"chip": "not_applicable", "label": "CT02: Không phát sinh"}
    ]
    assert said(rows["VHXH"]["cells"]["late"]) == ["2"]
    assert said(rows["CA"]["cells"]["status"]) == ["không chủ trì chỉ tiêu"]
    assert said(rows["TTDV"]["cells"]["tasks"]) == ["phối hợp 1"]
    assert said(rows["CA"]["cells"]["led"]) == ["–"]
    owed = {"CT03", "CT06", "CT09", "CT13"}
    assert said(rows["PKT"]["cells"]["owed"]) == [str(len(owed))]


def test_icons_that_stand_alone_have_their_words_under_the_table() -> None:
    data = units_table(PLAN, ITEMS, [], [], year=YEAR)
    drawn = {
        tile["chip"] for row in rows_of(data) for tile in row["cells"]["status"].get("tiles", [])
    }
    assert set(data["key"]) == drawn
    order = [label.value for label in Label]
    assert data["key"] == sorted(data["key"], key=order.index)


def test_the_note_explains_a_month_beside_a_chip_of_the_compact_table() -> None:
    shown = led_indicators_table(PLAN, [s for s in ITEMS if s.others], YEAR)
    note = next(note for note in shown["notes"] if "hạn phụ lục" in note)
    assert note == "✕ 12/2027, » 12/2027, – 12/2026: kết quả theo hạn phụ lục."
    without = led_indicators_table(PLAN, [s for s in ITEMS if not s.others], YEAR)
    assert not [note for note in without["notes"] if "hạn phụ lục" in note]


def test_tasks_are_listed_most_urgent_first_with_their_state() -> None:
    updates = {"I.3": TaskUpdate("I.3", TaskState.DONE, 100, "", date(2026, 11, 1))}
    data = tasks_table(task_standings(PLAN, updates, date(2028, 1, 1)))
    states = [row["cells"]["state"]["chip"] for row in rows_of(data)]
    order = [label.value for label in TaskLabel]
    assert states == sorted(states, key=order.index)
    assert states[0] == "overdue"
    assert states[-1] == "done"
    names = [said(row["cells"]["name"]) for row in rows_of(data)]
    assert [
        "III.1 Khuyến khích lắp đặt điện mặt trời mái nhà tại các khu, cụm công nghiệp, trụ sở "
        "cơ quan, trường học và hộ dân",
        "Hạn 12/2030",
    ] in names
    marked = [name[0].split()[0] for name in names if name[0].endswith(" (ưu tiên)")]
    assert sorted(marked) == sorted(task.code for task in PLAN.tasks if task.is_priority)


def test_every_chip_in_a_row_has_a_look_and_words_in_the_data() -> None:
    data = overview_table(PLAN, ITEMS, year=YEAR)
    for label, look in CHIPS.items():
        chip = data["chips"][label.value]
        assert chip["text"] == wording.LABELS[label]
        assert (chip["fill"], chip["ink"], chip["border"]) == (look.fill, look.text, look.border)
    assert set(TASK_CHIPS) == set(TaskLabel) == set(wording.TASK_LABELS)


def test_every_icon_that_is_named_is_drawn_by_the_component() -> None:
    script = component_script()
    drawn = set(re.findall(r'^  "(\w+)": \{"(?:line|area)', script, re.MULTILINE))
    looks = [*CHIPS.values(), *TASK_CHIPS.values()]
    assert {look.icon for look in looks} <= drawn


def test_every_mark_of_the_legend_is_drawn_by_the_component() -> None:
    script = component_script()
    drawn = {"star", *re.findall(r"^      (\w+): \(\) => shape", script, re.MULTILINE)}
    assert {item["mark"] for item in overview_table(PLAN, ITEMS, year=YEAR)["legend"]} == drawn


def test_a_table_of_any_columns_can_be_made_from_typed_cells() -> None:
    row = Row(
        cells={
            "row": text_cell("14"),
            "old": text_cell("61,0%", "struck"),
            "note": text_cell("! Đổi hơn 20 điểm %: kiểm tra lại", "strong", "alert"),
            "empty": text_cell(""),
        }
    )
    columns = [column("row", "Dòng", "number", "end"), column("old", "Đang có"), column("note", "")]
    data = table("Dòng thay đổi", columns, [{"title": "", "rows": [row]}])
    assert said(rows_of(data)[0]["cells"]["old"]) == ["61,0%"]
    assert rows_of(data)[0]["cells"]["note"]["lines"][0]["parts"][0]["styles"] == [
        "strong",
        "alert",
    ]
    assert rows_of(data)[0]["cells"]["empty"] == {}


def test_the_data_is_plain_json_and_holds_no_markup() -> None:
    tables: list[Any] = [overview_table(PLAN, ITEMS, year=YEAR, grouping=g) for g in Grouping]
    tables.append(led_indicators_table(PLAN, ITEMS, YEAR))
    tables.append(tasks_table(task_standings(PLAN, {}, date(2028, 1, 1))))
    for data in tables:
        assert json.loads(json.dumps(data)) == data
        assert not [text for text in texts_in(data) if re.search(r"</?\w|&\w+;", text)]


def test_markup_in_a_text_stays_a_text() -> None:
    assert line(part("<b>1</b>"))["parts"][0]["text"] == "<b>1</b>"


def test_the_component_writes_texts_and_never_parses_markup() -> None:
    script = component_script()
    for parser in ("innerHTML", "outerHTML", "insertAdjacentHTML", "DOMParser", "eval("):
        assert parser not in script
