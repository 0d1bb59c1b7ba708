"""Every page through Streamlit's own AppTest: what it shows of invented, of no and of real figures.

What needs a browser (clicks in tables, addresses, other machines) is in tests/browser.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime import context
from streamlit.testing.v1 import AppTest

from indicators import (
    access,
    account_words,
    process,
    reminders,
    screen,
    store_words,
    task_sentences,
    upload_draft,
    upload_words,
    wording,
)
from indicators import explanation_sentences as sentences
from indicators.accounts import Account, Identity, Right, Role
from indicators.cells import ADDRESSES
from indicators.first_view import first_view
from indicators.intake import Reading
from indicators.observations import Fault, Option, Origin, Severity, Submission
from indicators.office_settings import OfficeSettings
from indicators.plan import Plan
from indicators.plan_folder import PlanError, read_plan
from indicators.report import Issuer, comparing, report_words
from indicators.settings import ROOT
from indicators.store import Draft, Store, StoreUnavailable, Trouble, close_stores, open_store
from indicators.tasks import TaskState
from tests.conftest import COMMUNE, draft, figure
from tests.signing import EDITOR, Browser

OTHER_PLAN = ROOT / "tests" / "other_plan"
PATIENCE = 60
REAL = (
    figure("CT04", 2025, "9.5"),
    figure("CT04", 2026, "11.3", row=4, note="=1+1 <b>đậm</b>"),
    figure("CT08", 2026, "13.1"),
)
STATES = ("demo", "empty", "real")
VIEWERS = ("overview", "indicator", "unit", "tasks", "city", "manual")
EDITORS = tuple(name for name in screen.PAGES if name not in VIEWERS)
Come = Callable[..., "Screen"]


class Screen:
    """A visitor's session at one page, and what is on it."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE)

    def open(self, name: str, **query: str) -> Screen:
        """Goes to a page as by its address."""
        self.app.query_params.clear()
        self.app.query_params.update(query)
        self.app.run()
        self.app.switch_page(screen.PAGES[name]).run()
        return self

    def components(self, name: str) -> list[Any]:
        """The data of our components of this name, in the order of the page."""
        found = [element.proto for element in self.app.get("bidi_component")]
        sent = [json.loads(p.json) for p in found if p.component_name == f"indicators.{name}"]
        return [data[0] if isinstance(data, list) else data for data in sent]

    @property
    def head(self) -> dict[str, Any]:
        (head,) = self.components("head")
        return head

    @property
    def tables(self) -> dict[str, dict[str, Any]]:
        return {table["caption"]: table for table in self.components("table")}

    def table(self, start: str) -> str:
        """All the words of the table whose caption starts so."""
        (found,) = [t for caption, t in self.tables.items() if caption.startswith(start)]
        return words(found)

    @property
    def mending(self) -> dict[str, Any]:
        """The refused cells, as they are shown to be mended."""
        (mending,) = self.components("mending")
        return mending

    @property
    def filter(self) -> Any:
        """The counts that choose what is shown of a preview."""
        (found,) = [g for g in self.app.button_group if g.label == upload_words.FILTER]
        return found

    @property
    def parts(self) -> list[str]:
        """The titles of a preview's parts, in the order of the screen."""
        return [str(title.value) for title in self.app.subheader]

    @property
    def text(self) -> str:
        """Everything of the page in words."""
        app = self.app
        parts: list[Any] = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.text]
        parts += [*app.error, *app.warning, *app.toast]
        shown = [str(part.value) for part in parts]
        kinds = ("head", "table", "mending")
        shown += [words(data) for kind in kinds for data in self.components(kind)]
        return "\n".join(shown)

    @property
    def charts(self) -> list[str]:
        """Every text of every chart, one string a chart."""
        return [words(json.loads(chart)) for chart in self.components("chart")]

    @property
    def buttons(self) -> list[str]:
        return [button.label for button in self.app.button]

    def button(self, start: str) -> Any:
        """The button whose label starts so."""
        (found,) = [button for button in self.app.button if button.label.startswith(start)]
        return found

    def field(self, label: str) -> Any:
        """The line to write on with this label."""
        (found,) = [field for field in self.app.text_input if field.label == label]
        return found

    @property
    def links(self) -> dict[str, str]:
        """The address parameters of the side bar's links, by their label."""
        return {link.proto.label: link.proto.query_string for link in self.app.get("page_link")}

    @property
    def downloads(self) -> list[str]:
        return [button.proto.label for button in self.app.get("download_button")]

    @property
    def choices(self) -> dict[str, Any]:
        return {box.label: box.value for box in self.app.selectbox}

    def offers_upload(self) -> bool:
        return bool(self.app.get("file_uploader"))

    def is_marked(self) -> bool:
        """Whether the page says that its figures are invented."""
        return f"**{wording.DEMO_MARK}**" in [m.value for m in self.app.markdown]


def words(data: Any) -> str:
    """The texts of a component's data, one after the other."""
    if isinstance(data, dict):
        return " ".join(
            words(value) for key, value in data.items() if key not in ("style", "chips")
        )
    if isinstance(data, list):
        return " ".join(map(words, data))
    return data if isinstance(data, str) else ""


@pytest.fixture
def place(tmp_path: Path) -> Path | str:
    """Where the test's own database is."""
    return tmp_path / "dashboard.duckdb"


@pytest.fixture
def database(place: Path | str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path | str]:
    """A database of the test's own, in an environment without other settings."""
    for name in [name for name in os.environ if name.startswith("INDICATORS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("INDICATORS_DATABASE", str(place))
    monkeypatch.setenv("INDICATORS_TODAY", "2026-11-20")
    yield place
    st.cache_resource.clear()
    close_stores()


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The browser that every session of the test comes from: AppTest has none of its own."""
    browser = Browser()
    monkeypatch.setattr(context, "_get_client_context", lambda: browser)
    return browser


@pytest.fixture
def start(
    database: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Screen]:
    """Starts the dashboard with invented, no or real figures; an editor is signed in."""

    def start(state: str) -> Screen:
        if state == "empty":
            monkeypatch.setenv("INDICATORS_DEMO", "off")
        if state == "real":
            with closing(Store(database, COMMUNE)) as store:
                store.confirm(draft(*REAL, file_name="báo-cáo.csv", content=b"x"))
        with suppress(StoreUnavailable):
            browser.sign_in(open_store(database, COMMUNE))
        return Screen()

    return start


# Every page in every state


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", screen.PAGES)
def test_a_page_shows_itself_and_is_marked_exactly_where_figures_are_invented(
    start: Callable[[str], Screen], browser: Browser, database: Path, name: str, state: str
) -> None:
    page = start(state)
    if name == "admin":
        browser.sign_in(open_store(database, COMMUNE), ADMIN)
    page.open(name)
    assert not page.app.exception
    assert not page.app.error
    assert page.head["title"]
    assert page.is_marked() == (state == "demo")
    assert all((wording.DEMO_MARK in chart) == (state == "demo") for chart in page.charts)


def test_the_overview_lists_every_indicator_of_invented_figures(
    start: Callable[[str], Screen], plan: Plan
) -> None:
    page = start("demo").open("overview")
    table = page.table("Các chỉ tiêu năm 2026")
    assert "chỉ tiêu đạt hoặc đúng tiến độ" in page.head["title"]
    assert [i.code for i in plan.indicators if i.short_name not in table] == []


def test_the_overview_without_figures_says_so_and_who_owes_them(
    start: Callable[[str], Screen], plan: Plan
) -> None:
    page = start("empty").open("overview")
    count = len(plan.indicators)
    assert page.head["title"] == f"Cả {count} chỉ tiêu chưa có số liệu."
    assert f"Đã có số liệu của 0/{count} chỉ tiêu" in words(page.head["aside"])


FIRST_VIEWS = [
    ("overview", {}),
    ("overview", {"nam": "2025"}),
    ("indicator", {}),
    ("indicator", {"ma": "CT07"}),
    ("indicator", {"ma": "CT13", "nam": "2026"}),
    ("unit", {}),
    ("unit", {"ma": "CA", "nam": "2026"}),
    ("unit", {"ma": "VHXH"}),
    ("tasks", {}),
]


@pytest.mark.parametrize(
    ("state", "screen_name", "query"),
    [
        (state, *shown)
        for state in STATES
        for shown in FIRST_VIEWS
        if (state, shown[1].get("nam")) != ("empty", "2025")  # not a year to look at
    ],
)
def test_the_first_view_is_what_the_screen_begins_with(
    start: Callable[[str], Screen], state: str, screen_name: str, query: dict[str, str]
) -> None:
    page = start(state).open(screen_name, **query)
    found = first_view(ADDRESSES[screen_name], query, {})
    assert found is not None
    markup = found[1]
    told = json.loads(re.findall(r"(?s)<script type[^>]*>(.*?)</script>", markup)[0])

    heads, tables, charts, titles = parts_of(told["parts"])

    assert heads == [page.head]
    shown = page.components("table")
    assert [table for table in shown if table in tables][: len(tables)] == tables
    assert charts == page.components("chart")
    assert titles == page.parts[: len(titles)]
    assert (wording.DEMO_MARK in markup) == page.is_marked()


def parts_of(parts: list[dict[str, Any]]) -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    """The heads, tables, charts and titles among a first view's parts, in their order."""
    flat: list[dict[str, Any]] = []
    for part in parts:
        flat += [part] if "columns" not in part else [each for c in part["columns"] for each in c]
    heads, tables, charts, titles = (
        [part[kind] for part in flat if kind in part]
        for kind in ("head", "table", "chart", "title")
    )
    return heads, tables, charts, titles


@pytest.mark.parametrize("screen_name", ["overview", "indicator", "unit", "tasks", "manual"])
def test_no_component_of_a_viewers_screen_has_streamlit_look_for_data_frames(
    start: Callable[[str], Screen], screen_name: str
) -> None:
    """It does so in a mapping, and loads pandas for it: 80 MB on a server of viewers."""
    page = start("demo").open(screen_name)
    sent = [element.proto for element in page.app.get("bidi_component")]
    assert {proto.WhichOneof("data") for proto in sent} == {"json"}
    assert {type(json.loads(proto.json)) for proto in sent} == {list}


def test_who_may_explain_has_room_for_it_in_the_first_view(
    start: Callable[[str], Screen], browser: Browser
) -> None:
    """The screen has a part more for an editor, so its charts stand lower."""
    start("real")
    board = screen.board()
    view = board.view(2026, date(2026, 11, 20))
    (late, *_) = view.notes_owed()
    query = {"ma": late.indicator.code}
    of_visitor = first_view("chi-tieu", query, {})
    of_editor = first_view("chi-tieu", query, browser.cookies)
    assert of_visitor
    assert of_editor
    rooms = [markup.count('{"room":"closed"}') for _, markup in (of_visitor, of_editor)]
    assert rooms == [0, 1]


def test_the_first_view_is_new_after_an_upload(start: Callable[[str], Screen]) -> None:
    start("real").open("overview")
    before = first_view("", {}, {})
    screen.board().store.confirm(draft(figure("CT08", 2026, "14.9"), content=b"y"))
    after = first_view("", {}, {})
    assert before
    assert after
    assert "14,9%" in after[1]
    assert "14,9%" not in before[1]


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("bao-cao", {}),
        ("chi-tieu", {"ma": "CT99"}),
        ("chi-tieu", {"nam": "1999"}),
        ("don-vi", {"ma": "PKT", "xem": "x"}),
        ("nhiem-vu", {"ma": "I.1"}),
        ("", {"nam": "1999"}),
        ("", {"lan": "1"}),
    ],
)
def test_other_pages_and_choices_have_no_first_view(
    start: Callable[[str], Screen], address: str, query: dict[str, str]
) -> None:
    start("demo")
    assert first_view(address, query, {}) is None


def test_the_overview_shows_the_confirmed_figures(start: Callable[[str], Screen]) -> None:
    table = start("real").open("overview").table("Các chỉ tiêu năm 2026")
    assert "11,3%" in table
    assert "13,1%" in table


@pytest.mark.parametrize(
    ("grouping", "title"),
    [("Cần chỉ đạo trước", "Cần chỉ đạo ngay"), ("Theo đơn vị", "Phòng Kinh tế")],
)
def test_the_overview_can_be_grouped(
    start: Callable[[str], Screen], grouping: str, title: str
) -> None:
    page = start("demo").open("overview")
    page.app.button_group(key="grouping").set_value(grouping).run()
    (table,) = page.tables.values()
    assert table["groups"][0]["title"].startswith(title)


def test_an_indicator_shows_figure_charts_origins_and_definition(
    start: Callable[[str], Screen],
) -> None:
    page = start("real").open("indicator", ma="CT04")
    assert page.head["lead"] == {"value": "11,3%", "caption": "năm 2026"}
    assert page.charts
    years = page.table("Số liệu toàn xã của CT04")
    assert "báo-cáo.csv · dòng 4" in years
    assert "Bà Lan" in years
    assert "Tổng diện tích" in page.table("Cách tính CT04")
    assert page.downloads[:2] == ["Tải CSV", "Tải Excel"]
    assert page.downloads[2:4] == ["Quỹ đạo (PNG)", "Quỹ đạo (SVG)"]
    assert page.downloads[4:] == [f"Tệp gốc: {screen.plain('báo-cáo.csv')}"]


def test_an_indicator_without_figures_offers_its_chart_alone(
    start: Callable[[str], Screen],
) -> None:
    page = start("empty").open("indicator", ma="CT04")
    assert page.head["lead"] == {"value": wording.NO_FIGURE, "caption": "chưa có số liệu"}
    assert page.downloads == ["Quỹ đạo (PNG)", "Quỹ đạo (SVG)"]
    assert "Nạp số liệu" in page.tables["Số liệu toàn xã của CT04 theo năm"]["empty"]


def test_the_neighbouring_indicators_are_one_press_away(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("indicator", ma="CT02")
    assert page.buttons[:2] == ["CT01", "CT03"]
    page.app.button[1].click().run()
    assert page.head["title"].startswith("Vật liệu xây không nung")


@pytest.mark.parametrize("unit", [u.code for u in read_plan(ROOT / "data/plan").responsible_units])
def test_every_responsible_unit_has_its_page(
    start: Callable[[str], Screen], plan: Plan, unit: str
) -> None:
    page = start("demo").open("unit", ma=unit)
    assert not page.app.exception
    assert plan.unit(unit).short_name in page.head["title"]
    led = plan.led_by(unit)
    assert (f"Chủ trì {len(led)} chỉ tiêu" in page.text) == bool(led)
    beside = page.table("Các đơn vị")
    assert [u.code for u in plan.responsible_units if u.short_name not in beside] == []


def test_the_tasks_are_a_table_or_a_time_line(start: Callable[[str], Screen], plan: Plan) -> None:
    page = start("demo").open("tasks")
    table = page.table("Nhiệm vụ của phụ lục")
    assert [t.code for t in plan.tasks if f"{t.code}. {t.name}" not in table] == []
    assert [m.code for m in plan.own_models if m.name not in page.table("Số mô hình xanh")] == []

    page.app.button_group(key="tasks-shown").set_value("Đường thời gian").run()
    assert page.charts
    assert not [caption for caption in page.tables if caption.startswith("Nhiệm vụ")]


# Addresses


def test_an_address_chooses_indicator_and_year(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("indicator", ma="ct07", nam="2025")
    assert page.choices == {"Chỉ tiêu": "CT07", "Năm xem": "2025"}
    assert page.head["lead"]["caption"].endswith("2025")


@pytest.mark.parametrize(
    "query", [{"ma": "XYZ", "nam": "9999"}, {"ma": "", "nam": ""}, {"ma": "'--", "nam": "năm"}]
)
@pytest.mark.parametrize(
    ("name", "first"),
    [("indicator", {"Chỉ tiêu": "CT01"}), ("unit", {"Đơn vị": "PKT"}), ("overview", {})],
)
def test_an_address_that_names_nothing_known_falls_back(
    start: Callable[[str], Screen], name: str, first: dict[str, str], query: dict[str, str]
) -> None:
    page = start("demo").open(name, **query)
    assert not page.app.exception
    assert page.choices == {**first, "Năm xem": "2026"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"ma": "XYZ"}, "Không có chỉ tiêu “XYZ”; đang hiện CT01."),
        ({"ma": "*x*[a](b)"}, f"Không có chỉ tiêu “{screen.plain('*X*[A](B)')}”; đang hiện CT01."),
        ({"ma": "x" * 99}, f"Không có chỉ tiêu “{'X' * 20}”; đang hiện CT01."),
        ({"nam": "1999"}, "Không có năm xem “1999”; đang hiện 2026."),
        ({"ma": "ct07", "nam": "2025"}, ""),
        ({}, ""),
    ],
)
def test_an_address_that_names_nothing_known_is_said_to(
    start: Callable[[str], Screen], query: dict[str, str], said: str
) -> None:
    page = start("demo").open("indicator", **query)
    told = [c.value for c in page.app.caption if c.value.startswith("Không có ")]
    assert told == ([said] if said else [])


def test_the_links_of_the_side_bar_keep_the_year(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("overview", nam="2024")
    page.app.run()
    assert page.links == {
        "Tổng quan": "nam=2024",
        "Chỉ tiêu": "nam=2024",
        "Đơn vị": "nam=2024",
        "Nhiệm vụ": "",
        "Nạp số liệu": "",
        "Báo cáo": "nam=2024",
        "Lịch sử": "",
        "Hướng dẫn": "",
    }


def test_an_earlier_year_is_shown_as_it_stood(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("overview")
    page.app.selectbox[0].set_value("2024").run()
    assert not page.app.exception
    assert page.choices == {"Năm xem": "2024"}
    assert page.table("Các chỉ tiêu năm 2024")
    assert page.head["aside"]["title"] == "Kỳ báo cáo năm 2024"
    assert dict(page.app.query_params) == {"nam": "2024"}


def test_the_chosen_indicator_is_kept_on_the_way_to_another_screen_and_back(
    start: Callable[[str], Screen],
) -> None:
    page = start("demo").open("indicator", ma="CT07")
    page.open("overview").open("indicator")
    assert page.choices["Chỉ tiêu"] == "CT07"


# The invented figures


def retire(page: Screen) -> None:
    """Says that the invented figures may go, and sends them off."""
    assert page.button("Gỡ số liệu minh họa").disabled
    page.app.checkbox[0].check().run()
    page.button("Gỡ số liệu minh họa").click().run()


def test_a_button_takes_the_invented_figures_away(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("upload")
    retire(page)
    assert not page.is_marked()
    assert "Gỡ số liệu minh họa" not in page.buttons
    assert page.open("overview").head["title"].endswith("chỉ tiêu chưa có số liệu.")


def test_what_was_taken_away_does_not_come_back_with_the_next_start(
    start: Callable[[str], Screen],
) -> None:
    page = start("demo").open("upload")
    retire(page)
    st.cache_resource.clear()
    close_stores()
    assert not Screen().open("overview").is_marked()


# Another commune


def test_another_plan_folder_is_another_communes_dashboard(
    start: Callable[[str], Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDICATORS_PLAN", str(OTHER_PLAN))
    monkeypatch.setenv("INDICATORS_TODAY", "2029-11-20")
    plan = read_plan(OTHER_PLAN)
    page = start("demo")
    for name in screen.PAGES:
        page.open(name)
        assert not page.app.exception, name
        assert "Bình Minh Xanh 2035" in page.text
        assert "Vĩnh Am" not in page.text
        assert not page.is_marked(), "the invented figures are another commune's"
    page.open("overview")
    table = page.table("Các chỉ tiêu năm 2029")
    assert [i.short_name for i in plan.indicators if i.short_name not in table] == []
    assert page.open("unit", ma="HPN").head["title"].startswith("Hội Phụ nữ")
    assert page.open("indicator", ma="BM1").head["title"] == "Hộ dùng nước sạch"


def test_figures_uploaded_for_another_commune_stay_its_own(
    start: Callable[[str], Screen],
    browser: Browser,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = start("real")
    browser.sign_in(open_store(database, read_plan(OTHER_PLAN).commune.code))
    monkeypatch.setenv("INDICATORS_PLAN", str(OTHER_PLAN))
    monkeypatch.setenv("INDICATORS_TODAY", "2028-11-20")
    page.open("upload")
    hand_in(page, "Mã chỉ tiêu;Năm;Loại số liệu;Giá trị\nBM1;2028;chính thức;84,5\n")
    confirm(page)
    assert "84,5%" in page.open("indicator", ma="BM1").table("Số liệu toàn xã của BM1")

    monkeypatch.delenv("INDICATORS_PLAN")
    monkeypatch.setenv("INDICATORS_TODAY", "2026-11-20")
    page = Screen().open("overview")
    assert "11,3%" in page.table("Các chỉ tiêu năm 2026")
    assert "84,5%" not in page.text


# Uploading


HEADING = "Mã chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Giá trị"


def hand_in(page: Screen, text: str, name: str = "tệp.csv") -> None:
    page.app.get("file_uploader")[0].upload(name, text.encode()).run()


def hand_in_rows(page: Screen, *rows: str) -> None:
    hand_in(page, "\n".join([HEADING, *rows, ""]))


def press_confirm(page: Screen) -> None:
    page.app.button(key="confirm").click().run()
    assert not page.app.exception


def confirm(page: Screen) -> None:
    press_confirm(page)
    assert page.head["title"].startswith("Đã ghi ")


def test_a_submission_carries_the_name_of_the_account(start: Callable[[str], Screen]) -> None:
    page = start("empty").open("upload")
    assert "Người nạp\\: Bà Lan" in page.text
    hand_in_rows(page, "CT04;2026;;chính thức;11,3")
    assert not [field for field in page.app.text_input if field.label == "Người nạp"]
    confirm(page)
    assert words(page.head["aside"]).count("Bà Lan · ") == 1
    assert "11,3%" in page.table("Số liệu vừa ghi")


def test_invented_figures_are_not_compared_with(start: Callable[[str], Screen]) -> None:
    page = start("demo")
    invented = words(page.open("indicator", ma="CT04", nam="2025").head["lead"]["value"])
    page.open("upload")
    hand_in_rows(page, f"CT04;2025;;chính thức;{invented.removesuffix('%')}")
    assert page.parts == ["Mới · 1"]
    confirm(page)
    assert not page.is_marked()


def test_figures_that_changed_under_a_preview_must_be_looked_at_again(
    start: Callable[[str], Screen],
) -> None:
    first, second = start("real").open("upload"), Screen().open("upload")
    for page, value in ((first, "12"), (second, "14")):
        hand_in_rows(page, f"CT04;2026;;chính thức;{value},5")
    confirm(first)

    press_confirm(second)
    assert [w.value for w in second.app.warning] == [upload_words.FIGURES_CHANGED]
    assert "12,5%" in second.table("Số liệu thay đổi")
    confirm(second)
    assert "14,5%" in second.open("overview").table("Các chỉ tiêu năm 2026")


def test_a_preview_drawn_anew_says_that_the_figures_changed(
    start: Callable[[str], Screen],
) -> None:
    first, second = start("real").open("upload"), Screen().open("upload")
    hand_in_rows(first, "CT04;2026;;chính thức;12,5")
    hand_in_rows(second, "CT04;2026;;chính thức;14,5", "CT12;2026;;chính thức;4")
    assert not second.app.warning
    confirm(first)
    second.app.run()
    assert [w.value for w in second.app.warning] == [upload_words.FIGURES_CHANGED]
    second.app.run()
    assert not second.app.warning, "looked at"
    confirm(second)


def test_a_receipt_is_found_again_after_a_lost_answer(
    start: Callable[[str], Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = start("real").open("upload")
    hand_in_rows(page, "CT04;2026;;chính thức;12,5")
    kept = Store.confirm

    def lost(self: Store, confirmed: Draft) -> Submission:
        kept(self, confirmed)
        raise StoreUnavailable(Trouble.FAILED, self.path, "stored, but nobody heard of it")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "confirm", lost)
        press_confirm(page)
    assert [e.value for e in page.app.error] == [store_words.TROUBLES["failed"]]
    page.app.run()
    assert page.head["title"] == "Đã ghi 1 số liệu, lần nạp số 2"
    assert page.open("upload").head["title"] == "Đã ghi 1 số liệu, lần nạp số 2"


def answers(page: Screen) -> list[Any]:
    return [group for group in page.app.button_group if group.label == "Trả lời"]


def test_of_many_questions_those_without_a_proposal_stand_on_the_first_page(
    start: Callable[[str], Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    options = (Option("a", "Có"), Option("b", "Không"))
    proposed = [
        Fault(
            Severity.QUESTION,
            "hỏi",
            row,
            "Cột",
            "",
            f"Câu {row}.",
            "Chọn.",
            question=f"câu {row}",
            options=options,
            proposal="a",
        )
        for row in range(2, 16)
    ]
    faults = (*proposed, replace(proposed[0], row=99, question="khó", proposal=None))
    reading = Reading(faults=faults)
    monkeypatch.setattr(upload_draft, "read_file", lambda *_, **__: reading)
    page = start("empty").open("upload")
    hand_in_rows(page)
    drawn = answers(page)
    assert [answer.value for answer in drawn] == [None] + ["a"] * 9
    assert "1–10 / 15" in page.text
    assert "Chưa ghi được: còn 1 câu chưa trả lời." in page.text


def test_an_answer_taken_back_keeps_the_confirm_shut_until_there_is_one(
    start: Callable[[str], Screen],
) -> None:
    page = start("empty").open("upload")
    hand_in_rows(page, "CT12;2026;Thôn Mẫu Một;chính thức;3")
    proposed = answers(page)[0].value
    assert proposed is not None
    assert not page.app.button(key="confirm").disabled

    answers(page)[0].set_value(None).run()
    assert not page.app.exception
    assert answers(page)[0].value is None
    assert page.app.button(key="confirm").disabled
    assert "còn 1 câu chưa trả lời" in page.text

    answers(page)[0].set_value(proposed).run()
    confirm(page)


# A single figure


def correct(page: Screen, reason: str, **fields: str) -> None:
    """Fills the form for a single figure and asks for the preview."""
    for label, value in {"Giá trị": "", "Lý do sửa": reason, **fields}.items():
        page.field(label).set_value(value)
    page.app.selectbox[1].set_value("CT04")
    page.button("Xem trước").click().run()
    assert not page.app.exception


def test_a_single_figure_is_corrected_with_a_reason_and_no_file(
    start: Callable[[str], Screen],
) -> None:
    page = start("real").open("upload")
    correct(page, "gõ nhầm số", **{"Giá trị": "12,5", "Ghi chú": "=1+1"})
    assert page.head["aside"]["title"] == wording.ORIGINS[Origin.CORRECTION]
    assert "12,5%" in page.table("Số liệu thay đổi")
    confirm(page)
    assert "Lý do: gõ nhầm số" in words(page.head["aside"])

    page.open("history")
    (row, _) = page.tables["Các lần nạp, sửa và hoàn tác"]["groups"][0]["rows"]
    told = words(row)
    for said in (wording.ORIGINS[Origin.CORRECTION], "Bà Lan", "gõ nhầm số"):
        assert said in told
    assert "12,5%" in page.open("overview").table("Các chỉ tiêu năm 2026")


def test_a_correction_without_a_reason_goes_no_further(start: Callable[[str], Screen]) -> None:
    page = start("real").open("upload")
    correct(page, "  ", **{"Giá trị": "12,5"})
    assert [e.value for e in page.app.error] == ["Hãy ghi lý do sửa."]
    assert page.offers_upload()


def test_a_correction_is_checked_like_a_file(start: Callable[[str], Screen]) -> None:
    page = start("real").open("upload")
    correct(page, "thử", **{"Giá trị": "khoảng 12"})
    assert "“khoảng 12”" in words(page.mending)
    assert "confirm" not in [button.key for button in page.app.button]


# History


def lines(page: Screen) -> list[str]:
    return [words(r) for r in page.tables["Các lần nạp, sửa và hoàn tác"]["groups"][0]["rows"]]


def test_the_history_lists_every_submission_and_what_each_changed(
    start: Callable[[str], Screen],
) -> None:
    page = start("real").open("upload")
    hand_in_rows(page, "CT04;2026;;chính thức;12,5")
    confirm(page)
    page.open("history", lan="2")
    assert page.head["title"] == "2 lần ghi vào sổ số liệu"
    newest, oldest = lines(page)
    assert "Bà Lan" in newest
    assert "tệp.csv" in newest
    assert "báo-cáo.csv" in oldest
    changed = page.table("Thay đổi của lần này")
    assert "11,3%" in changed
    assert "12,5%" in changed
    assert page.downloads == ["Tải tệp gốc"]

    assert "đã thay đổi lại ở lần sau" in page.open("history", lan="1").table("Thay đổi")


@pytest.mark.parametrize("asked", ["", "99", "-1", "một"])
def test_no_submission_is_opened_where_none_is_asked_for(
    start: Callable[[str], Screen], asked: str
) -> None:
    page = start("real").open("history", lan=asked)
    assert not page.app.exception
    assert list(page.tables) == ["Các lần nạp, sửa và hoàn tác"]
    assert page.downloads == page.buttons == []


def test_a_submission_is_taken_back_with_a_reason(start: Callable[[str], Screen]) -> None:
    page = start("real").open("upload")
    hand_in_rows(page, "CT04;2026;;chính thức;12,5")
    confirm(page)
    page.open("history", lan="2")
    page.button("Hoàn tác lần 2").click().run()
    assert [e.value for e in page.app.error] == ["Hãy ghi lý do rồi bấm Hoàn tác."]
    assert page.head["title"] == "2 lần ghi vào sổ số liệu"

    page.field("Lý do hoàn tác").set_value("nạp nhầm tệp")
    page.button("Hoàn tác lần 2").click().run()
    assert not page.app.exception
    assert dict(page.app.query_params) == {"lan": "3"}
    undo, upload, _ = lines(page)
    for said in ("lần 2", "nạp nhầm tệp", "Bà Lan"):
        assert said in undo
    assert "(đã hoàn tác ở lần 3)" in upload
    years = page.open("indicator", ma="CT04").table("Số liệu toàn xã của CT04")
    assert "11,3%" in years
    assert "báo-cáo.csv · dòng 4" in years


def test_invented_figures_are_retired_and_not_undone(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("history", lan="1")
    assert page.table("Thay đổi của lần này")
    assert page.buttons == []


def test_figures_that_changed_since_are_not_undone_unseen(
    start: Callable[[str], Screen],
) -> None:
    page, other = start("real").open("history", lan="1"), Screen().open("upload")
    hand_in_rows(other, "CT04;2026;;chính thức;12,5")
    confirm(other)
    page.field("Lý do hoàn tác").set_value("nạp nhầm tệp")
    page.button("Hoàn tác lần 1").click().run()
    assert "hãy xem lại rồi hoàn tác" in page.app.warning[0].value
    page.button("Hoàn tác lần 1").click().run()
    assert dict(page.app.query_params) == {"lan": "3"}
    assert "12,5%" in page.open("overview").table("Các chỉ tiêu năm 2026")


# Báo cáo


def test_the_report_is_shown_with_its_pictures_and_offered_as_files(
    start: Callable[[str], Screen],
) -> None:
    page = start("real").open("report", nam="2026")
    assert page.downloads == [
        report_words.DOWNLOAD,
        report_words.DATA,
        report_words.CSV,
        report_words.PARQUET,
    ]
    (report,) = page.components("report")
    pictures = [b for b in report["appendices"][0]["blocks"] if b["kind"] == "picture"]
    assert len(pictures) == 1 + 5
    assert all(p["source"].startswith("data:image/png;base64,") for p in pictures)
    assert any("11,3%" in p["alt"] for p in pictures)
    assert report["watermark"] == ""


def test_the_report_of_the_other_issuer_is_one_press_away(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("report")
    assert page.components("report")[0]["letterhead"]["number"].endswith("/BC-UBND")
    page.app.segmented_control[0].set_value(Issuer.COMPILER).run()
    (report,) = page.components("report")
    assert report["letterhead"]["number"].endswith("/BC-KT")
    assert report["watermark"] == wording.DEMO_MARK


def test_a_report_can_be_of_an_earlier_day_and_be_compared_with_it(
    database: Path, browser: Browser
) -> None:
    moments = iter([datetime(2026, 11, day, 3, tzinfo=UTC) for day in (10, 18)])
    with closing(Store(database, COMMUNE, lambda: next(moments))) as store:
        store.confirm(draft(figure("CT04", 2026, "9.5")))
        store.confirm(draft(figure("CT04", 2026, "11.3"), file_name="sửa.csv", content=b"x"))
    browser.sign_in(open_store(database, COMMUNE))
    page = Screen().open("report", nam="2026")
    assert "11,3%" in words(page.components("report"))
    changes = page.table("Thay đổi từ 18/11/2026 đến 20/11/2026")
    assert comparing.NOTHING_CHANGED in changes

    as_of, since = (
        next(box for box in page.app.selectbox if box.label == label)
        for label in (report_words.AS_OF, report_words.SINCE)
    )
    since.set_value(date(2026, 11, 10)).run()
    changes = page.table("Thay đổi từ 10/11/2026 đến 20/11/2026")
    assert "9,5%" in changes
    assert "11,3%" in changes
    assert "Lần 2 · 18/11/2026 · Bà Lan · sửa.csv" in changes

    as_of.set_value(date(2026, 11, 10)).run()
    then = words(page.components("report"))
    assert "số liệu đến ngày 10/11/2026" in then
    assert "9,5%" in then
    assert "11,3%" not in then


def test_a_report_without_a_figure_is_shown_too(start: Callable[[str], Screen]) -> None:
    page = start("empty").open("report")
    assert not page.app.exception
    assert "Cả 13 chỉ tiêu chưa có số liệu." in json.dumps(
        page.components("report"), ensure_ascii=False
    )


@pytest.mark.parametrize("state", STATES)
def test_the_overview_is_offered_as_a_picture(start: Callable[[str], Screen], state: str) -> None:
    page = start(state).open("overview")
    assert page.downloads == ["Biểu đồ tổng quan (PNG)", "Biểu đồ tổng quan (SVG)"]


# Who may do what


VISITOR = None
CONTRIBUTOR = replace(EDITOR, login="hoa", full_name="Bà Hoa", roles=frozenset({Role.CONTRIBUTOR}))
APPROVER = replace(CONTRIBUTOR, login="duyet", roles=frozenset({Role.APPROVER}))
ADMIN = replace(CONTRIBUTOR, login="quantri", roles=frozenset({Role.ADMIN}))
NOBODY = replace(CONTRIBUTOR, login="xem", roles=frozenset())


@pytest.fixture
def come(database: Path, browser: Browser, start: Callable[[str], Screen]) -> Come:
    """Starts with real figures and comes as this account, or as a visitor."""

    start("real")

    def come(account: Account | None) -> Screen:
        browser.sign_out()
        if account is not None:
            browser.sign_in(open_store(database, COMMUNE), account)
        return Screen()

    return come


@pytest.mark.parametrize("name", EDITORS)
@pytest.mark.parametrize("account", [VISITOR, NOBODY])
def test_a_page_asked_by_address_without_the_right_shows_nothing_but_the_way_in(
    come: Come, account: Account | None, name: str
) -> None:
    page = come(account).open(name)
    assert not page.app.exception
    assert page.components("head") == page.components("table") == []
    assert not page.offers_upload()
    assert not page.app.text_input
    assert not page.downloads
    assert any('href="/dang-nhap' in shown.proto.body for shown in page.app.get("html"))
    assert page.app.info


@pytest.mark.parametrize("name", VIEWERS)
def test_a_visitor_sees_the_viewer_screens(come: Come, name: str) -> None:
    page = come(VISITOR).open(name)
    assert page.head["title"]


@pytest.mark.parametrize(
    ("account", "allowed"),
    [
        (VISITOR, set()),
        (NOBODY, set()),
        (CONTRIBUTOR, {"Nạp số liệu"}),
        (APPROVER, {"Nạp số liệu", "Báo cáo", "Lịch sử"}),
        (ADMIN, {"Lịch sử", "Quản trị"}),
        (EDITOR, {"Nạp số liệu", "Báo cáo", "Lịch sử"}),
    ],
)
def test_the_side_bar_shows_what_the_person_may_use(
    come: Come, account: Account | None, allowed: set[str]
) -> None:
    links = set(come(account).open("overview").links)
    assert links & {"Nạp số liệu", "Báo cáo", "Lịch sử", "Quản trị"} == allowed
    assert {"Tổng quan", "Chỉ tiêu", "Đơn vị", "Nhiệm vụ", "Hướng dẫn"} <= links


def test_the_side_bar_says_who_is_signed_in(come: Come) -> None:
    (person,) = come(EDITOR).open("overview").components("person")
    assert (person["name"], person["roles"]) == ("Bà Lan", "Biên tập số liệu")
    (visitor,) = come(VISITOR).open("overview").components("person")
    assert "name" not in visitor
    assert visitor["enter"]["text"] == "Đăng nhập"


def test_original_files_are_for_those_who_may_see_the_history(come: Come) -> None:
    file = "Tệp gốc: báo\\-cáo\\.csv"
    assert file in come(EDITOR).open("indicator", ma="CT04").downloads
    assert file not in come(VISITOR).open("indicator", ma="CT04").downloads
    assert file not in come(CONTRIBUTOR).open("indicator", ma="CT04").downloads


def test_a_tab_whose_session_ended_is_a_visitors_and_writes_nothing(
    come: Come, database: Path
) -> None:
    page = come(EDITOR).open("upload")
    hand_in_rows(page, "CT04;2026;;chính thức;12,5")
    store = open_store(database, COMMUNE)
    store.sessions.end_all("lan", datetime.now(UTC))
    page.app.button(key="confirm").click().run()
    assert not page.app.exception
    assert store.version == 1
    assert not page.offers_upload()
    assert "Nạp số liệu" not in page.links


def test_a_session_that_ends_between_run_and_write_writes_nothing(
    come: Come, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The door is asked again right before the write, whatever it said when the run began."""
    page = come(EDITOR).open("upload")
    hand_in_rows(page, "CT04;2026;;chính thức;12,5")
    store, ask = open_store(database, COMMUNE), upload_draft.UploadDraft.look

    def ended(*arguments: Any) -> None:
        store.sessions.end_all("lan", datetime.now(UTC))
        ask(*arguments)

    monkeypatch.setattr(upload_draft.UploadDraft, "look", ended)
    page.app.button(key="confirm").click().run()
    assert store.version == 1
    assert account_words.SESSION_ENDED in [error.value for error in page.app.error]


@pytest.mark.parametrize("account", [CONTRIBUTOR, replace(CONTRIBUTOR, unit="VHXH")])
def test_a_contributor_explains_the_own_units_indicators_only(come: Come, account: Account) -> None:
    page = come(account).open("indicator", ma="CT04")  # led by PKT
    assert bool(page.app.text_area) == (account.unit == "PKT")


def test_who_loses_a_role_loses_it_in_the_open_tab(come: Come, database: Path) -> None:
    page = come(EDITOR).open("upload")
    assert page.offers_upload()
    store = open_store(database, COMMUNE)
    store.accounts.change(replace(EDITOR, roles=frozenset()), "quantri", datetime.now(UTC))
    page.app.run()
    assert not page.offers_upload()
    assert account_words.role_is_missing("Nạp số liệu", "Bà Lan") in [
        info.value for info in page.app.info
    ]


def test_a_password_that_others_know_opens_no_screen(come: Come, database: Path) -> None:
    page = come(EDITOR)
    store = open_store(database, COMMUNE)
    kept = replace(store.accounts.credential("lan"), must_change=True)
    store.accounts.keep_credential("lan", kept, datetime.now(UTC))
    page.open("upload")
    assert not page.offers_upload()
    (person,) = page.components("person")
    assert person["roles"] == account_words.MUST_CHANGE


@pytest.mark.parametrize("name", VIEWERS)
def test_where_viewers_sign_in_a_visitor_sees_no_screen(
    come: Come, database: Path, name: str
) -> None:
    page = come(VISITOR)
    store = open_store(database, COMMUNE)
    store.settings.change(OfficeSettings(viewers_sign_in=True), Identity("quantri"))
    page.open(name)
    assert not page.app.exception
    assert page.components("head") == page.components("table") == page.charts == []
    assert first_view("", {}, {}) is None
    assert account_words.VIEWING_NEEDS_SIGN_IN in [info.value for info in page.app.info]


def test_where_viewers_sign_in_an_account_without_a_role_looks(come: Come, database: Path) -> None:
    page = come(NOBODY)
    store = open_store(database, COMMUNE)
    store.settings.change(OfficeSettings(viewers_sign_in=True), Identity("quantri"))
    assert page.open("overview").head["title"]


def test_a_download_is_made_only_while_the_person_may_have_it(
    browser: Browser, database: Path
) -> None:
    store = open_store(database, COMMUNE)
    browser.sign_in(store)
    make = access.checked(Right.REPORT, lambda: b"report")
    assert make() == b"report"
    store.sessions.end_all("lan", datetime.now(UTC))
    with pytest.raises(access.NotAllowed):
        make()


# Explanations


def write_note(page: Screen, reason: str, **others: Any) -> None:
    """Fills the form under a lagging indicator and presses its button."""
    filled = {"next": "Lập tổ hỗ trợ cấp chứng nhận", "due": date(2027, 3, 31)}
    filled |= others
    areas = {area.label: area for area in page.app.text_area}
    areas["Lý do"].set_value(reason)
    areas["Việc làm tiếp"].set_value(filled["next"])
    page.app.date_input[0].set_value(filled["due"])
    page.button("Ghi giải trình").click().run()
    assert not page.app.exception


def test_a_lagging_indicator_asks_for_an_explanation_and_shows_it(
    start: Callable[[str], Screen],
) -> None:
    page = start("real").open("indicator", ma="CT04")
    assert screen.plain("Chưa có giải trình năm 2026 của Phòng Kinh tế.") in page.text
    write_note(page, "Thiếu *giấy* <b>chứng nhận</b>")
    note = page.table("Giải trình của đơn vị chủ trì")
    for said in ("Thiếu *giấy* <b>chứng nhận</b>", "Lập tổ hỗ trợ", "31/03/2027", "Bà Lan"):
        assert said in note
    assert "Chưa có giải trình" not in page.text
    assert [e.label for e in page.app.expander if "giải trình" in e.label] == ["Sửa giải trình"]

    write_note(page, "Thiếu giấy chứng nhận và vốn")
    assert "và vốn" in page.table("Giải trình của đơn vị chủ trì")
    assert "<b>chứng nhận</b>" in page.table("Các lần ghi trước")
    assert "1 lần ghi trước" in [e.label for e in page.app.expander]


def test_a_form_that_lacks_something_says_so_and_keeps_the_rest(
    start: Callable[[str], Screen],
) -> None:
    page = start("real").open("indicator", ma="CT04")
    write_note(page, " ", due=None)
    assert [e.value for e in page.app.error] == [
        "Chưa ghi được: hãy điền “Lý do”, “Hạn hoàn thành”."
    ]
    assert page.app.text_area[1].value == "Lập tổ hỗ trợ cấp chứng nhận"
    assert "Chưa có giải trình" in page.text


def test_an_indicator_on_its_way_is_not_asked_to_explain(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("indicator", ma="CT08")
    assert "Giải trình" not in page.text
    assert not page.app.text_area


def test_invented_figures_cannot_be_explained(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("indicator", ma="CT12")
    assert "Sáu cơ sở" in page.table("Giải trình của đơn vị chủ trì")
    assert sentences.DEMO_FIRST in page.text
    assert not page.app.text_area
    page.open("indicator", ma="CT07")
    assert "Chưa có giải trình" in page.text
    assert not page.app.text_area


def test_missing_explanations_are_named_on_the_overview_and_by_unit(
    start: Callable[[str], Screen],
) -> None:
    page = start("demo").open("overview")
    told = words(page.head["aside"]).partition("Chưa giải trình: ")[2]
    assert re.findall("ma=(CT[0-9]+)", told) == ["CT11", "CT07"]
    page.open("unit", ma="PKT")
    assert page.head["aside"]["title"] == "Chưa có giải trình năm 2026"
    assert "CT07" in words(page.head["aside"])


def test_a_note_is_written_again_where_the_figures_changed_meanwhile(
    start: Callable[[str], Screen],
) -> None:
    page, other = start("real").open("indicator", ma="CT04"), Screen().open("upload")
    hand_in_rows(other, "CT12;2026;;chính thức;4")
    confirm(other)
    write_note(page, "Thiếu vốn")
    assert [w.value for w in page.app.warning] == [sentences.FIGURES_CHANGED]
    assert page.app.text_area[0].value == "Thiếu vốn"
    page.button("Ghi giải trình").click().run()
    assert "Thiếu vốn" in page.table("Giải trình của đơn vị chủ trì")


def test_a_note_is_found_in_the_history_and_taken_back(start: Callable[[str], Screen]) -> None:
    page = start("real").open("indicator", ma="CT04")
    write_note(page, "Thiếu vốn")
    page.open("history", lan="2")
    assert wording.ORIGINS[Origin.EXPLANATION] in lines(page)[0]
    assert "Lần 2: 1 giải trình" in page.text
    assert "Lý do: Thiếu vốn" in page.table("Giải trình của lần này")
    assert "Thay đổi của lần này" not in page.tables
    page.field("Lý do hoàn tác").set_value("nhầm chỉ tiêu")
    page.button("Hoàn tác lần 2").click().run()
    assert dict(page.app.query_params) == {"lan": "3"}
    assert "đã rút" in page.table("Giải trình của lần này")

    page.open("indicator", ma="CT04")
    assert "Chưa có giải trình" in page.text
    assert "Thiếu vốn" in page.table("Các lần ghi trước")


def test_a_visitor_reads_explanations_and_writes_none(come: Come) -> None:
    page = come(VISITOR).open("indicator", ma="CT04")
    assert "Chưa có giải trình" in page.text
    assert not page.app.text_area
    assert sentences.DEMO_FIRST not in page.text


# Statements about tasks


def state_task(
    page: Screen, note: str, state: TaskState = TaskState.UNDER_WAY, **others: Any
) -> None:
    """Fills the form in and presses the button."""
    filled = {"percent": 45, "day": date(2026, 11, 12)} | others
    (area,) = page.app.text_area
    area.set_value(note)
    (states,) = [group for group in page.app.button_group if group.label == task_sentences.STATE]
    states.set_value(state)
    page.app.number_input[0].set_value(filled["percent"])
    page.app.date_input[0].set_value(filled["day"])
    page.button("Ghi cập nhật").click().run()
    assert not page.app.exception


def test_a_task_is_opened_by_its_row_and_stated_by_its_lead_unit(
    start: Callable[[str], Screen], plan: Plan
) -> None:
    page = start("real").open("tasks")
    (table,) = [t for caption, t in page.tables.items() if caption.startswith("Nhiệm vụ")]
    opened = [row["open"]["params"]["ma"] for group in table["groups"] for row in group["rows"]]
    assert opened == [task.code for task in plan.tasks]
    assert not page.app.text_area

    page.open("tasks", ma="ii.2")
    assert page.head["title"] == next(t.name for t in plan.tasks if t.code == "II.2")
    assert page.head["chips"][0]["caption"].startswith("hạn 12/2030 (hết ngày 31/12/2030)")
    assert task_sentences.NOTHING_YET in page.text
    state_task(page, "Còn *6* cơ sở <b>di dời</b>")
    latest = page.table(task_sentences.LATEST)
    for said in ("Đang thực hiện · 45%", "Còn *6* cơ sở <b>di dời</b>", "12/11/2026", "Bà Lan"):
        assert said in latest
    assert page.head["lead"] == {"value": "45%", "caption": "tính đến 12/11/2026"}

    state_task(page, "Xong", TaskState.DONE)
    assert "Hoàn thành · 100%" in page.table(task_sentences.LATEST)
    assert "<b>di dời</b>" in page.table(task_sentences.EARLIER)
    page.open("unit", ma="PKT")
    assert "1 đã hoàn thành" in page.text


def test_a_statement_that_lacks_something_says_so_and_keeps_the_rest(
    start: Callable[[str], Screen],
) -> None:
    page = start("real").open("tasks", ma="II.2")
    state_task(page, "Còn 6 cơ sở", day=date(2026, 11, 21))
    assert "21/11/2026 không hợp lý" in page.app.error[0].value.replace("\\", "")
    assert page.app.text_area[0].value == "Còn 6 cơ sở"
    assert task_sentences.NOTHING_YET in page.text


def test_invented_tasks_cannot_be_stated(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("tasks", ma="II.2")
    assert "Còn 6 cơ sở trong khu dân cư" in page.table(task_sentences.LATEST)
    assert task_sentences.DEMO_FIRST in page.text
    assert not page.app.text_area


def test_a_task_that_the_plan_does_not_know_is_said_to(start: Callable[[str], Screen]) -> None:
    page = start("real").open("tasks", ma="<b>X.9</b>")
    assert screen.plain("Không có nhiệm vụ “<B>X.9</B>” trong kế hoạch.") in page.text


def test_a_task_is_stated_again_where_the_figures_changed_meanwhile(
    start: Callable[[str], Screen],
) -> None:
    page, other = start("real").open("tasks", ma="II.2"), Screen().open("upload")
    hand_in_rows(other, "CT12;2026;;chính thức;4")
    confirm(other)
    state_task(page, "Còn 4 cơ sở")
    assert [w.value for w in page.app.warning] == [task_sentences.CHANGED]
    page.button("Ghi cập nhật").click().run()
    assert "Còn 4 cơ sở" in page.table(task_sentences.LATEST)


def test_a_statement_is_found_in_the_history_and_taken_back(start: Callable[[str], Screen]) -> None:
    page = start("real").open("tasks", ma="II.2")
    state_task(page, "Còn 6 cơ sở")
    page.open("history", lan="2")
    assert "Lần 2: 1 nhiệm vụ" in page.text
    assert "Còn 6 cơ sở" in page.table("Nhiệm vụ của lần này")
    assert "Thay đổi của lần này" not in page.tables
    page.field("Lý do hoàn tác").set_value("nhầm nhiệm vụ")
    page.button("Hoàn tác lần 2").click().run()
    assert "đã rút" in page.table("Nhiệm vụ của lần này")
    page.open("tasks", ma="II.2")
    assert task_sentences.NOTHING_YET in page.text
    assert "đã rút" in page.table(task_sentences.EARLIER)


def test_a_visitor_reads_tasks_and_states_none(come: Come) -> None:
    page = come(VISITOR).open("tasks", ma="II.2")
    assert task_sentences.NOTHING_YET in page.text
    assert not page.app.text_area


# Reminders


def test_the_overview_has_a_letter_for_every_unit_that_owes(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("overview")
    (letters,) = page.components("reminders")
    assert [row["unit"] for row in letters["rows"]] == ["PKT", "VHXH"]
    assert all(row["text"].startswith(reminders.DEMO) for row in letters["rows"])
    assert "Nhắc việc: 2 đơn vị còn việc" in [e.label for e in page.app.expander]


def test_a_unit_has_its_own_letter_or_none(start: Callable[[str], Screen]) -> None:
    page = start("demo").open("unit", ma="VHXH")
    (letters,) = page.components("reminders")
    assert [row["unit"] for row in letters["rows"]] == ["VHXH"]
    assert page.open("unit", ma="CA").components("reminders") == []


# The history of everything


def test_the_history_of_everything_is_filtered_and_opens_submissions(
    start: Callable[[str], Screen],
) -> None:
    page = start("real").open("history", xem="moi-viec")
    assert page.head["title"] == "1 việc trong lịch sử"
    (row,) = page.tables["Mọi việc"]["groups"][0]["rows"]
    assert row["open"]["params"] == {"lan": "1"}
    assert "báo-cáo.csv" in page.table("Mọi việc")
    assert "Tải lịch sử (CSV)" in page.downloads
    page.field("Nội dung").set_value("<b>x</b>' OR 1=1 --").run()
    assert page.head["title"] == "0 việc trong lịch sử"
    page.field("Nội dung").set_value("BÁO-CÁO").run()
    assert page.head["title"] == "1 việc trong lịch sử"
    page.field("Ai (tên hoặc tài khoản)").set_value("Nam").run()
    assert page.head["title"] == "0 việc trong lịch sử"


def test_a_change_of_settings_is_told_in_the_history(start: Callable[[str], Screen]) -> None:
    page = start("real").open("history", xem="moi-viec")
    store = open_store(process.settings().database, COMMUNE)
    store.settings.change(OfficeSettings(retention_months=36), Identity("quan.tri", "Ông Bình"))
    page.app.run()
    told = page.table("Mọi việc")
    for said in ("Đổi cài đặt", "Giữ lịch sử (tháng)", "24", "36", "Ông Bình"):
        assert said in told


# What is wrong with the machine


def test_an_unreadable_plan_folder_shows_every_fault_and_nothing_else(
    start: Callable[[str], Screen], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(ROOT / "data" / "plan", folder)
    for name, good, bad in (
        ("indicators.csv", "CT04;VIETGAP;", "CT05;VIETGAP;"),
        ("targets.csv", "CT12;phụ lục;2030;12;", "CT12;phụ lục;2030;13;"),
        ("units.csv", "VHXH;2;", "VHXX;2;"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert good in text
        (folder / name).write_text(text.replace(good, bad), encoding="utf-8")
    monkeypatch.setenv("INDICATORS_PLAN", str(folder))
    with pytest.raises(PlanError) as found:
        read_plan(folder)
    faults = [f"• {fault}" for fault in found.value.faults]
    assert len(faults) >= 3

    page = start("real")
    page.app.run()
    assert not page.app.exception
    assert [text.value for text in page.app.text] == faults
    assert page.app.title[0].value == "Thư mục kế hoạch có lỗi, chưa mở được bảng theo dõi"
    assert page.components("head") == page.components("table") == page.charts == []

    shutil.copytree(ROOT / "data" / "plan", folder, dirs_exist_ok=True)
    assert page.open("overview").table("Các chỉ tiêu năm 2026")


def test_a_damaged_database_file_is_one_sentence_and_is_left_alone(
    start: Callable[[str], Screen], database: Path
) -> None:
    database.write_bytes(b"not a database" * 1000)
    page = start("demo")
    page.app.run()
    assert not page.app.exception
    assert [error.value for error in page.app.error] == [store_words.TROUBLES["damaged"]]
    assert page.components("head") == page.components("table") == []
    assert database.read_bytes() == b"not a database" * 1000


def test_a_database_in_use_by_another_process_is_one_sentence_until_it_is_free(
    start: Callable[[str], Screen], database: Path
) -> None:
    holder = (
        "import sys; from pathlib import Path; from indicators.store import Store;"
        "store = Store(Path(sys.argv[1]), 'VINH-AM'); print('open', flush=True); input()"
    )
    command = [sys.executable, "-c", holder, str(database)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        page = start("demo")
        page.app.run()
        assert not page.app.exception
        assert [error.value for error in page.app.error] == [store_words.TROUBLES["in_use"]]
        assert page.components("table") == []
        other.communicate("\n")
    assert page.open("overview").is_marked()


def test_a_setting_that_cannot_be_understood_is_named(
    start: Callable[[str], Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDICATORS_TODAY", "20/11/2026")
    page = start("demo")
    page.app.run()
    assert not page.app.exception
    assert "20/11/2026" in page.app.error[0].value.replace("\\", "")
