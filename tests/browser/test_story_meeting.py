"""The meeting room: one bookmark, nobody at the keyboard, a new figure and a lost server."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from indicators.store import Store
from tests.browser.stories import FIGURES, NOTES, keep
from tests.browser.test_journeys import UPLOAD, confirm, csv_file, hand_in
from tests.browser.test_show import PROBLEMS, SHOW, at, count, slide_id
from tests.conftest import COMMUNE, draft
from tests.serving import Serving, free_port, serving, settings
from tests.signing import cookie_for, session_of

BOOKMARK = f"{SHOW}?don_vi=PKT&giay=15"


class Office:
    """A server of the office's own database, to be stopped and started again at its address."""

    def __init__(self, folder: Path, running: ExitStack) -> None:
        self.folder, self.port, self._running = folder, free_port(), running
        self.database = folder / "dashboard.duckdb"
        with closing(Store(self.database, COMMUNE)) as store:
            store.confirm(draft(*FIGURES, file_name="cuối năm.csv", content=b"x", notes=NOTES))
            self.editor = session_of(store)

    def start(self) -> Serving:
        command = [sys.executable, "-m", "indicators.command", "run", "--port", str(self.port)]
        environment = settings(database=self.database, today="2027-02-10", demo="off")
        log = self.folder / "log.txt"
        return self._running.enter_context(
            serving(command, self.port, log, environment=environment)
        )


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as running:
        yield Office(tmp_path, running)


@pytest.fixture
def open_show(chromium: BrowserContext) -> Iterator[Callable[[str], Page]]:
    """The PC of the meeting room, where minutes pass at once."""
    troubles: list[str] = []
    with ExitStack() as opened:

        def enter(address: str) -> Page:
            page = chromium.new_page()
            opened.callback(page.close)
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.set_viewport_size({"width": 1024, "height": 768})
            page.clock.install()
            page.goto(address)
            page.locator(".slide").wait_for()
            page.evaluate("document.fonts.ready")
            return page

        yield enter
    assert troubles == []


def test_a_bookmark_runs_the_meeting_by_itself_and_outlives_the_server(
    office: Office, open_show: Callable[[str], Page], chromium: BrowserContext
) -> None:
    first = office.start()
    page = open_show(first.base + BOOKMARK)
    at(page, "mo-dau")
    keep(page, "meeting-1-first-slide", is_screen=False, whole=False)

    # By itself, every slide readable from the back row at 1024 × 768.
    seen = []
    for number in range(count(page)):
        shown = slide_id(page)
        seen.append(shown)
        assert page.evaluate(PROBLEMS) == [], shown
        keep(page, f"meeting-2-slide-{number + 1:02}-{shown}", is_screen=False, whole=False)
        page.clock.run_for(15_000)
    assert len(set(seen)) == len(seen)
    assert {"CT08", "CT12"} < set(seen)
    assert "CT02" not in seen  # another unit's
    at(page, "mo-dau")

    # The remote's keys, and a pause for the discussion.
    page.keyboard.press("PageDown")
    at(page, seen[1])
    page.keyboard.press("PageUp")
    at(page, seen[0])
    page.keyboard.press("End")
    at(page, seen[-1])
    page.keyboard.press("Home")
    at(page, seen[0])
    while slide_id(page) != "CT08":
        page.keyboard.press("ArrowRight")
    page.keyboard.press(" ")
    expect(page.locator("#paused")).to_be_visible()
    page.clock.run_for(120_000)
    at(page, "CT08")
    expect(page.locator(".headline")).to_have_text("13,1%")
    keep(page, "meeting-3-paused", is_screen=False, whole=False)

    # Meanwhile somebody confirms a figure: it is on the wall without a reload.
    clerk = chromium.new_page()
    chromium.add_cookies([cookie_for(first.base, office.editor)])
    clerk.set_default_timeout(30_000)
    clerk.goto(first.base + UPLOAD)
    hand_in(clerk, "bổ sung.csv", csv_file("2026;CT08;;chính thức;14,2;"))
    confirm(clerk, 1)
    clerk.close()
    page.clock.run_for(11_000)
    expect(page.locator(".headline")).to_have_text("14,2%")
    at(page, "CT08")
    keep(page, "meeting-4-new-figure", is_screen=False, whole=False)

    # The server dies and is started again: the show goes on with what it knows, and finds it again.
    first.process.kill()
    first.process.wait()
    page.clock.run_for(11_000)
    expect(page.locator("#offline")).to_be_visible()
    expect(page.locator(".headline")).to_have_text("14,2%")
    keep(page, "meeting-5-server-lost", is_screen=False, whole=False)
    page.keyboard.press(" ")
    page.clock.run_for(15_000)
    assert slide_id(page) != "CT08"
    office.start()
    page.clock.run_for(11_000)
    expect(page.locator("#offline")).to_be_hidden()
    keep(page, "meeting-6-found-again", is_screen=False, whole=False)
