"""A meeting before the projector: slides at every size, keys, new figures, a lost server."""

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from indicators.observations import Kind
from indicators.settings import ROOT
from tests.browser.conftest import PICTURES, Dashboard, StartDashboard, Visit
from tests.browser.test_journeys import UPLOAD, confirm, csv_file, hand_in
from tests.conftest import explanation, figure
from tests.serving import Serving, free_port, serving, settings, stop

SIZES = ((1024, 768), (1280, 800), (1366, 768), (1920, 1080), (3840, 2160))
SHOW = "/trinh-chieu"
PROBLEMS = (Path(__file__).parent / "slide_problems.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def demo(start_dashboard: StartDashboard) -> Dashboard:
    return start_dashboard()


@pytest.fixture(scope="module")
def empty(start_dashboard: StartDashboard) -> Dashboard:
    return start_dashboard(demo="off")


@pytest.fixture(scope="module")
def late(start_dashboard: StartDashboard) -> Dashboard:
    """Everything late, figures of units that have not all reported, very long names of units."""
    villages = [f"Thôn Đông Am Thượng số {n} và khu dân cư mới" for n in range(1, 7)]
    parts = {"numerator": Decimal(5), "denominator": Decimal(10)}
    figures = [figure("CT09", 2029, "50", unit=village, **parts) for village in villages]
    figures += [figure("CT09", 2030, "50", unit=village, **parts) for village in villages[:2]]
    # Both deadlines, an incomplete sum, an estimate, a long name and a short explanation at once.
    for year, top in ((2028, 9), (2029, 4), (2030, 1)):
        for village in villages[: 6 - (year - 2028)]:
            shares = {"numerator": Decimal(top), "denominator": Decimal(13)}
            value = str(round(Decimal(top * 100) / 13, 6))
            figures.append(figure("CT05", year, value, unit=village, kind=Kind.ESTIMATE, **shares))
    figures += [figure("CT12", 2029, "1240"), figure("CT12", 2030, "1188")]
    figures += [figure("CT03", 2029, "0.4"), figure("CT03", 2030, "0.3")]
    long = "Hệ thống thoát nước chưa đồng bộ, giá vật liệu tăng. " * 20
    notes = (
        explanation("CT03", 2030, long[:600].upper(), long[:600]),
        explanation(
            "CT05", 2030, "Bão số 3 làm ngập đầm nuôi, mất giống", "Hỗ trợ giống và vốn vay quý I"
        ),
        explanation("CT12", 2030, long[:280].upper(), long[:280].upper()),
    )
    return start_dashboard(tuple(figures), notes=notes, demo="off", today="2030-12-31")


@pytest.fixture(scope="module")
def long_names(
    start_dashboard: StartDashboard, tmp_path_factory: pytest.TempPathFactory
) -> Dashboard:
    plan = tmp_path_factory.mktemp("long-names") / "plan"
    shutil.copytree(ROOT / "data" / "plan", plan)
    units = (plan / "units.csv").read_text(encoding="utf-8")
    long = "Phòng Kinh tế, Hạ tầng, Đô thị và Nông nghiệp, Môi trường"
    (plan / "units.csv").write_text(units.replace("Phòng Kinh tế;IV", f"{long};IV"), "utf-8")
    return start_dashboard(plan=plan)


@pytest.fixture
def room(chromium: BrowserContext) -> Iterator[Any]:
    """Opens a show as the meeting-room's PC does; no script error may happen in it."""
    troubles: list[str] = []
    with ExitStack() as opened:

        def enter(
            address: str, *, size: tuple[int, int] = (1366, 768), clock: bool = False
        ) -> Page:
            page = chromium.new_page()
            opened.callback(page.close)
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.on("pageerror", lambda error: troubles.append(str(error)))
            host = address.split("/")[2]
            page.on(
                "request",
                lambda asked: (
                    None
                    if asked.url.startswith("data:") or asked.url.split("/")[2] == host
                    else troubles.append(f"asked {asked.url}")
                ),
            )
            if clock:
                page.clock.install()
            page.goto(address)
            page.locator(".slide").wait_for()
            page.evaluate("document.fonts.ready")
            return page

        yield enter
    assert troubles == []


def slide_id(page: Page) -> str:
    return str(page.locator(".slide").get_attribute("data-slide"))


def at(page: Page, name: str) -> None:
    """Waits until a slide is the one that is shown."""
    expect(page.locator(f'.slide[data-slide="{name}"]')).to_be_visible()


def count(page: Page) -> int:
    return int(page.locator("#place").inner_text().split("/")[1])


def problems_of_all(page: Page, name: str, keep: tuple[str, ...] = ()) -> list[str]:
    """What is wrong on any slide: cut, overlapping, too small or too faint text, small figures."""
    found = []
    for _ in range(count(page)):
        shown = slide_id(page)
        found += [f"{shown}: {problem}" for problem in page.evaluate(PROBLEMS)]
        if shown in keep:
            PICTURES.mkdir(exist_ok=True)
            page.screenshot(path=PICTURES / f"show-{name}-{shown}.png")
        page.keyboard.press("ArrowRight")
    return found


# Every slide at every size


@pytest.mark.parametrize("look", ["toi", "sang"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_slide_fits_and_is_read_from_the_back_row(
    demo: Dashboard, room: Any, size: tuple[int, int], look: str
) -> None:
    page = room(f"{demo.base}{SHOW}?giao_dien={look}", size=size)
    name = f"{look}-{size[0]}x{size[1]}"
    keep = ("mo-dau", "ket-qua", "CT04", "don-vi-PKT", "nhiem-vu", "con-no", "ket-thuc")
    assert problems_of_all(page, name, keep) == []


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)], ids=["4x3", "16x9"])
def test_slides_without_any_figure_say_so_and_fit(
    empty: Dashboard, room: Any, size: tuple[int, int]
) -> None:
    page = room(empty.base + SHOW, size=size)
    assert problems_of_all(page, f"empty-{size[0]}", ("ket-qua", "CT04", "don-vi-PKT")) == []
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".slide")).to_contain_text("chưa có số liệu")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".absent")).to_have_text("Chưa có số liệu đến năm 2026")


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)], ids=["4x3", "16x9"])
def test_the_worst_case_fits_too(late: Dashboard, room: Any, size: tuple[int, int]) -> None:
    page = room(late.base + SHOW, size=size)
    assert (
        problems_of_all(
            page,
            f"worst-{size[0]}",
            ("CT05", "CT12", "CT03-giai-trinh", "CT12-giai-trinh", "nhiem-vu"),
        )
        == []
    )


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)], ids=["4x3", "16x9"])
def test_long_names_of_units_fit(long_names: Dashboard, room: Any, size: tuple[int, int]) -> None:
    page = room(long_names.base + SHOW, size=size)
    assert problems_of_all(page, f"long-{size[0]}", ("don-vi-PKT-2",)) == []


def test_a_window_of_any_shape_shows_the_whole_slide(demo: Dashboard, room: Any) -> None:
    page = room(demo.base + SHOW, size=(390, 844))
    for width, height in ((390, 844), (844, 390), (2560, 1080), (800, 800)):
        page.set_viewport_size({"width": width, "height": height})
        box = page.locator("#stage").bounding_box()
        assert box is not None
        assert box["x"] >= -1
        assert box["y"] >= -1
        assert box["x"] + box["width"] <= width + 1
        assert box["y"] + box["height"] <= height + 1
        sideways = "document.documentElement.scrollWidth > innerWidth"
        assert not page.evaluate(sideways)


def test_no_streamlit_is_in_the_room(demo: Dashboard, room: Any) -> None:
    page = room(demo.base + SHOW)
    expect(page.locator("[data-testid^=st]")).to_have_count(0)
    expect(page.locator("#demo")).to_have_text("SỐ LIỆU MINH HỌA")
    assert page.evaluate("performance.getEntriesByType('resource').length") <= 4


def test_an_indicator_shows_everything_that_a_meeting_asks_of_it(
    demo: Dashboard, room: Any
) -> None:
    page = room(f"{demo.base}{SHOW}#CT04")
    slide = page.locator(".slide")
    for words in (
        "Diện tích trồng trọt VietGAP, hữu cơ, Halal",
        "14,6%",
        "ước năm 2026 · ngưỡng ≥ 20% năm 2030",
        "Đúng tiến độ",
        "Hạn phụ lục 12/2027: Có nguy cơ không đạt",
        "Phòng Kinh tế",
        "nhịp cần đạt đến 2030",
        "lộ trình tuyến tính – giả định",
    ):
        expect(slide).to_contain_text(words)
    expect(slide.get_by_role("img")).to_have_count(2)
    expect(slide.locator(".trajectory")).to_have_attribute(
        "aria-label", re.compile("Diện tích trồng trọt VietGAP.* năm 2026 14,64?%")
    )


# Going through it


def test_keys_and_remotes_move_the_show(demo: Dashboard, room: Any) -> None:
    page = room(demo.base + SHOW)
    press = page.keyboard.press
    ids = [slide["id"] for slide in page.evaluate("JSON.parse(play.textContent).slides")]
    for key, place in (
        ("ArrowRight", 1),
        ("PageDown", 2),
        ("ArrowLeft", 1),
        ("PageUp", 0),
        ("ArrowLeft", -1),
        ("ArrowRight", 0),
        ("End", -1),
        ("Home", 0),
    ):
        press(key)
        at(page, ids[place])
    page.keyboard.type("5")
    press("Enter")
    at(page, ids[4])
    expect(page.locator("#place")).to_have_text(f"5/{len(ids)}")
    page.keyboard.type("999")
    press("Enter")
    at(page, ids[4])
    page.keyboard.type("1")
    press("ArrowRight")
    page.keyboard.type("3")
    press("Enter")
    at(page, ids[2])


def test_the_space_bar_pauses_and_the_letter_b_darkens(demo: Dashboard, room: Any) -> None:
    page = room(demo.base + SHOW)
    page.keyboard.press(" ")
    expect(page.locator("#paused")).to_be_visible()
    page.keyboard.press(" ")
    expect(page.locator("#paused")).to_be_hidden()
    page.keyboard.press("b")
    expect(page.locator("#dark")).to_be_visible()
    page.keyboard.press(".")
    expect(page.locator("#dark")).to_be_hidden()
    page.keyboard.press("b")
    page.keyboard.press("PageDown")
    expect(page.locator("#dark")).to_be_hidden()
    at(page, "ket-qua")


def test_a_remote_moves_the_show_with_the_focus_in_the_list_of_seconds(
    demo: Dashboard, room: Any
) -> None:
    page = room(demo.base + SHOW)
    seconds = page.get_by_role("combobox", name="Thời gian mỗi trang")
    seconds.focus()
    page.keyboard.press("PageDown")
    at(page, "ket-qua")
    expect(seconds).to_have_value("20")


def test_an_address_with_a_broken_end_opens_at_the_beginning(demo: Dashboard, room: Any) -> None:
    at(room(f"{demo.base}{SHOW}#%E0%A4%A"), "mo-dau")


def test_wishes_that_cannot_be_followed_are_said_and_fit(demo: Dashboard, room: Any) -> None:
    wishes = f"nam=abc&giay=-5&giao_dien={'e' * 40}&don_vi={'e' * 40}"
    codes = ",".join(f"E{number}{'E' * 30}" for number in range(9))
    page = room(f"{demo.base}{SHOW}?{wishes}&chi_tieu=CT04,{codes}", size=(1024, 768))
    expect(page.locator(".notice")).to_have_count(5)
    assert page.evaluate(PROBLEMS) == []


def test_full_screen_help_and_leaving(demo: Dashboard, room: Any) -> None:
    page = room(f"{demo.base}{SHOW}?don_vi=VHXH")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_contain_text("toàn màn hình")
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("Escape")
    page.wait_for_url("**/don-vi?ma=VHXH")


def test_the_mouse_brings_up_controls_that_go_away_by_themselves(
    demo: Dashboard, room: Any
) -> None:
    page = room(demo.base + SHOW, clock=True)
    expect(page.locator("#bar")).to_have_css("opacity", "0")
    page.mouse.move(300, 300)
    page.mouse.move(320, 320)
    expect(page.locator("body")).not_to_have_class("still")
    page.get_by_role("button", name="Trang sau").first.click()
    at(page, "ket-qua")
    page.mouse.click(1366 - 5, 380)
    page.mouse.click(1366 - 5, 380)
    at(page, "CT03")
    page.mouse.click(5, 380)
    at(page, "CT11")
    page.clock.run_for(4000)
    expect(page.locator("body")).to_have_class("still")


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)], ids=["4x3", "16x9"])
def test_the_bar_stays_on_the_stage_and_gives_the_slides_as_a_file(
    demo: Dashboard, room: Any, size: tuple[int, int]
) -> None:
    page = room(f"{demo.base}{SHOW}?don_vi=PKT", size=size)
    page.mouse.move(300, 300)
    bar = page.locator("#bar").bounding_box()
    assert bar["x"] > 0
    assert bar["x"] + bar["width"] < size[0]
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải PowerPoint 4:3").click()
    assert download.value.suggested_filename == "trinh-chieu-2026-PKT.pptx"
    assert download.value.failure() is None
    assert page.locator(".slide").is_visible()


def test_seconds_and_look_chosen_by_hand_go_into_the_address(demo: Dashboard, room: Any) -> None:
    page = room(demo.base + SHOW)
    page.mouse.move(300, 300)
    page.mouse.move(320, 320)
    page.get_by_role("combobox", name="Thời gian mỗi trang").select_option("45")
    page.get_by_role("button", name="Đổi nền").click()
    expect(page.locator("body")).to_have_attribute("data-look", "sang")
    assert "giay=45" in page.url
    assert "giao_dien=sang" in page.url
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-look", "sang")
    expect(page.locator("body")).to_have_attribute("data-seconds", "45")


def test_it_advances_by_itself_and_begins_again_at_the_end(demo: Dashboard, room: Any) -> None:
    page = room(f"{demo.base}{SHOW}?giay=15&chi_tieu=CT04", clock=True)
    ids = ["mo-dau", "ket-qua", "CT04", "ket-thuc"]
    at(page, ids[0])
    page.clock.run_for(14_000)
    at(page, ids[0])
    for name in (*ids[1:], ids[0]):
        page.clock.run_for(15_000)
        at(page, name)
    page.keyboard.press(" ")
    page.clock.run_for(120_000)
    at(page, ids[0])
    page.keyboard.press(" ")
    page.clock.run_for(15_000)
    at(page, ids[1])


def test_the_clock_and_the_time_bar_run(demo: Dashboard, room: Any) -> None:
    page = room(demo.base + SHOW)
    expect(page.locator("#clock")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    durations = page.evaluate("time.getAnimations().map((a) => a.effect.getTiming().duration)")
    assert durations == [20_000]


def test_a_reload_comes_back_to_the_same_slide(demo: Dashboard, room: Any) -> None:
    page = room(f"{demo.base}{SHOW}#don-vi-VHXH")
    at(page, "don-vi-VHXH")
    page.keyboard.press("ArrowRight")
    shown = slide_id(page)
    page.keyboard.press(" ")
    page.reload()
    at(page, shown)
    expect(page.locator("#paused")).to_be_visible()


def test_changing_slides_asks_nobody(demo: Dashboard, room: Any) -> None:
    page = room(demo.base + SHOW)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(count(page)):
        page.keyboard.press("ArrowRight")
    assert [url for url in asked if "trinh-chieu.json" not in url] == []
    assert len(asked) <= 1


def test_five_hundred_changes_leave_no_garbage(demo: Dashboard, room: Any) -> None:
    page = room(demo.base + SHOW)
    tools = page.context.new_cdp_session(page)

    def measure() -> tuple[float, float]:
        tools.send("HeapProfiler.collectGarbage")
        metrics = {m["name"]: m["value"] for m in tools.send("Performance.getMetrics")["metrics"]}
        return metrics["JSHeapUsedSize"], metrics["Nodes"]

    def change(times: int) -> None:
        page.evaluate(
            """async (times) => {
                for (let i = 0; i < times; i += 1) {
                    document.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight"}));
                    if (i % 10 === 0) await new Promise(requestAnimationFrame);
                }
            }""",
            times,
        )

    tools.send("Performance.enable")
    change(2 * count(page))
    page.keyboard.press("Home")
    heap, nodes = measure()
    change(500)
    page.keyboard.press("Home")
    grown_heap, grown_nodes = measure()
    assert grown_heap - heap < 500_000
    assert grown_nodes - nodes < 200


# Live


def test_new_figures_come_into_the_running_show_which_keeps_its_place(
    start_dashboard: StartDashboard, room: Any, visit: Visit
) -> None:
    dashboard = start_dashboard((figure("CT04", 2025, "12.9"), figure("CT04", 2026, "14.6")))
    page = room(f"{dashboard.base}{SHOW}#CT04", clock=True)
    expect(page.locator(".headline")).to_have_text("14,6%")
    page.keyboard.press(" ")
    place = page.locator("#place").inner_text()

    clerk = visit(dashboard.base + UPLOAD)
    hand_in(clerk, "mới.csv", csv_file("2026;CT04;;chính thức;16,2;", "2026;CT01;;chính thức;0;"))
    confirm(clerk, 2)

    page.clock.run_for(11_000)
    expect(page.locator(".headline")).to_have_text("16,2%")
    at(page, "CT04")
    expect(page.locator("#paused")).to_be_visible()
    assert page.locator("#place").inner_text().split("/")[1] == place.split("/")[1]


def test_a_newer_version_is_loaded_at_the_next_slide_where_its_page_answers(
    demo: Dashboard, room: Any
) -> None:
    page = room(f"{demo.base}{SHOW}?giay=60#CT04", clock=True)

    def newer(route: Route) -> None:
        answer = route.fetch(headers={})
        route.fulfill(response=answer, json={**answer.json(), "assets": "newer", "slides": []})

    page.route("**/trinh-chieu.json*", newer)
    page.evaluate("window.isOld = true")
    with page.expect_response("**/trinh-chieu.json*") as told:
        page.clock.run_for(11_000)
    told.value.finished()
    at(page, "CT04")
    is_gone = True
    page.route(
        lambda url: urlsplit(url).path == SHOW,
        lambda route: route.fulfill(status=503) if is_gone else route.continue_(),
    )
    with page.expect_response(lambda answer: answer.request.method == "HEAD"):
        page.keyboard.press("ArrowRight")
    at(page, "CT05")
    assert page.evaluate("isOld")
    is_gone = False
    with page.expect_event("load"):
        page.keyboard.press("ArrowRight")
    at(page, "CT09")
    assert page.evaluate("window.isOld") is None


@pytest.fixture
def restartable(tmp_path: Path) -> Iterator[Any]:
    """A server that can be killed and started again on the same port and figures."""
    port = free_port()
    command = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
    environment = settings(database=tmp_path / "dashboard.duckdb", today="2026-11-20")
    with ExitStack() as running:

        def start() -> Serving:
            log = tmp_path / "log.txt"
            return running.enter_context(serving(command, port, log, environment=environment))

        yield start


def test_a_killed_server_is_outlived_and_found_again(restartable: Any, room: Any) -> None:
    first = restartable()
    page = room(f"{first.base}{SHOW}?giay=60#CT04", clock=True)
    first.process.kill()
    first.process.wait()
    page.clock.run_for(11_000)
    sign = page.locator("#offline")
    expect(sign).to_have_text(re.compile(r"^⚠ mất kết nối từ \d\d:\d\d$"))
    at(page, "CT04")
    assert page.evaluate(PROBLEMS) == []

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    at(page, "CT04")
    page.keyboard.press(" ")
    for _ in range(5):
        page.clock.run_for(11_000)
        at(page, "CT04")

    second = restartable()
    page.clock.run_for(11_000)
    expect(sign).to_be_hidden()
    at(page, "CT04")
    stop(second.process)


def test_the_buttons_carry_the_selection(
    demo: Dashboard, chromium: BrowserContext, room: Any
) -> None:
    for screen, address in (
        ("/", "/trinh-chieu"),
        ("/?nam=2025", "/trinh-chieu?nam=2025"),
        ("/don-vi?ma=VHXH&nam=2025", "/trinh-chieu?don_vi=VHXH&nam=2025"),
    ):
        page = chromium.new_page()
        page.goto(demo.base + screen)
        button = page.get_by_test_id("stMain").get_by_role("link", name="Trình chiếu")
        with page.expect_popup() as opened:
            button.click()
        show = opened.value
        show.locator(".slide").wait_for()
        assert show.url.split("#")[0] == demo.base + address
        show.close()
        page.close()
