"""Two dashboards on one PostgreSQL database behind nginx: kept apart by a cookie, one killed."""

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from indicators.accounts import Identity
from indicators.office_settings import OfficeSettings
from indicators.store import Store
from tests.browser.chromium import ensure_chromium
from tests.browser.conftest import FLAGS, PATIENCE, TODAY, settle
from tests.browser.test_journeys import (
    THIS_YEAR,
    UPLOAD,
    confirm,
    csv_file,
    figure_of,
    hand_in,
)
from tests.conftest import COMMUNE, draft
from tests.nginx import ask, nginx_before
from tests.postgres import Server
from tests.serving import Serving, free_port, serving, settings
from tests.signing import EDITOR, PASSWORD, add_account

COOKIE = "vax_ban"
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
# Only in the test does an answer say which dashboard gave it.
TELL = "server_tokens off; add_header X-Ban $upstream_addr always;"


class Replicas:
    """Two dashboards on one database, each started again on its port when it was killed."""

    def __init__(self, place: str, folder: Path, running: ExitStack) -> None:
        self.place, self.folder, self._running = place, folder, running
        self.ports = [free_port(), free_port()]
        self.serving: dict[int, Serving] = {}

    def start(self, port: int) -> None:
        command = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
        log = self.folder / f"{port}.log"
        environment = settings(
            database=self.place, today=TODAY, log=f"{log}.txt", proxy="127.0.0.1"
        )
        environment["STREAMLIT_SERVER_COOKIE_SECRET"] = "một câu dài mà cả hai cùng biết"
        started = serving(command, port, log, environment=environment)
        self.serving[port] = self._running.enter_context(started)

    def kill(self, port: int) -> None:
        """Ends it with no chance to say goodbye."""
        self.serving[port].process.kill()
        self.serving[port].process.wait()


@pytest.fixture(scope="module")
def replicas(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    place = server.fresh()
    with closing(Store(place, COMMUNE)) as store:
        store.confirm(draft(*THIS_YEAR, file_name="năm-trước.csv", content=b"x"))
        store.settings.change(OfficeSettings(idle_minutes_editor=240), Identity("test"))
        add_account(store)
    with ExitStack() as running:
        both = Replicas(place, tmp_path_factory.mktemp("replicas"), running)
        for port in both.ports:
            both.start(port)
        yield both


@pytest.fixture(scope="module")
def front(replicas: Replicas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """nginx before both, set up by deploy/nginx-replicas.conf."""
    folder = tmp_path_factory.mktemp("nginx")
    with nginx_before(
        replicas.ports, "nginx-replicas.conf", folder, **{"server_tokens off;": TELL}
    ) as address:
        yield address


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=ensure_chromium(), args=list(FLAGS))
        yield found
        found.close()


def visitor(browser: Browser) -> BrowserContext:
    context = browser.new_context(locale="vi-VN", ignore_https_errors=True)
    context.set_default_timeout(PATIENCE)
    return context


def opened(context: BrowserContext, address: str) -> tuple[Page, int]:
    """A screen, and the port of the dashboard that it came from."""
    page = context.new_page()
    answer = page.goto(address)
    assert answer is not None
    settle(page)
    return page, port_of(answer.headers["x-ban"])


def port_of(told: str) -> int:
    """Of the dashboard that answered in the end, where several were asked."""
    return int(told.rpartition(":")[2])


def test_who_comes_is_kept_at_one_dashboard_and_both_are_used(
    replicas: Replicas, front: str
) -> None:
    seen: dict[str, set[int]] = {}
    for _ in range(12):
        first = ask(f"{front}/suc-khoe")
        assert first.status == 200
        cookie = re.search(rf"{COOKIE}=([0-9a-f]{{32}})", first.headers["Set-Cookie"])[1]
        seen[cookie] = {port_of(first.headers["X-Ban"])}
        for _ in range(3):
            again = ask(f"{front}/suc-khoe", Cookie=f"{COOKIE}={cookie}")
            assert "Set-Cookie" not in again.headers
            seen[cookie].add(port_of(again.headers["X-Ban"]))
    assert all(len(ports) == 1 for ports in seen.values())
    assert set.union(*seen.values()) == set(replicas.ports)


def test_what_a_cookie_says_cannot_be_made_up(front: str) -> None:
    for told in ("", "1", "g" * 32, "a" * 33, "127.0.0.1:22"):
        answer = ask(f"{front}/suc-khoe", Cookie=f"{COOKIE}={told}")
        assert answer.status == 200
        assert re.match(rf"{COOKIE}=[0-9a-f]{{32}};", answer.headers["Set-Cookie"])


def test_one_dashboard_is_killed_and_its_visitors_go_on_with_nothing_lost(
    replicas: Replicas, front: str, browser: Browser
) -> None:
    # An editor signs in at one dashboard, a visitor looks at the other.
    office = visitor(browser)
    writing, home = opened(office, front)
    sign_in(writing, front)
    looking = elsewhere(browser, front, home)

    # What one dashboard stores, the other shows.
    hand_in(writing, "năm-nay.csv", csv_file("2026;CT08;XA;chính thức;14,25;"))
    confirm(writing, 1)
    expect(figure_of(looking, front, "CT08")).to_contain_text("14,25")

    # The first visitor's dashboard dies under it: the next screen comes from the other one.
    replicas.kill(home)
    row = figure_of(writing, front, "CT08")
    expect(row).to_contain_text("14,25")
    expect(figure_of(looking, front, "CT08")).to_contain_text("14,25")

    # The editor is still signed in there and goes on writing.
    writing.goto(front + UPLOAD)
    settle(writing)
    hand_in(writing, "năm-nay-2.csv", csv_file("2026;CT04;XA;chính thức;12,75;"))
    confirm(writing, 1)
    expect(figure_of(looking, front, "CT04")).to_contain_text("12,75")

    # The dead one comes back and knows everything.
    replicas.start(home)
    for port in replicas.ports:
        figures = ask(f"http://127.0.0.1:{port}/so-lieu.json").text
        assert "14.25" in figures
        assert "12.75" in figures
    with closing(Store(replicas.place, COMMUNE)) as store:
        assert sorted(store.submissions()) == [1, 2, 3]
        told = [(s.file_name, s.account) for s in store.submissions().values()]
        assert told[1:] == [("năm-nay.csv", EDITOR.login), ("năm-nay-2.csv", EDITOR.login)]


def elsewhere(browser: Browser, front: str, home: int) -> Page:
    """The screen of a visitor who was given the other dashboard."""
    for _ in range(50):
        context = visitor(browser)
        page, its_home = opened(context, front)
        if its_home != home:
            return page
        context.close()
    raise AssertionError("fifty visitors came to one dashboard")


def sign_in(page: Page, front: str) -> None:
    """Signs the editor in and comes to the upload screen."""
    page.goto(f"{front}/dang-nhap?ve={UPLOAD}")
    page.get_by_label("Tên đăng nhập").fill(EDITOR.login)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{front}{UPLOAD}")
    settle(page)


def test_who_signs_out_at_one_dashboard_is_signed_out_at_both(
    replicas: Replicas, front: str, browser: Browser
) -> None:
    page, _ = opened(visitor(browser), front)
    sign_in(page, front)
    (session,) = [c for c in page.context.cookies() if c["name"] == "__Host-phien"]
    assert (session["secure"], session["httpOnly"], session["sameSite"]) == (True, True, "Strict")
    named = f"{session['name']}={session['value']}"

    def own_accounts() -> list[bool]:
        addresses = [f"http://127.0.0.1:{port}/tai-khoan" for port in replicas.ports]
        return [EDITOR.full_name in ask(each, Cookie=named).text for each in addresses]

    assert own_accounts() == [True, True]
    page.goto(f"{front}/tai-khoan")
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    page.wait_for_url(re.compile(f"{front}/(?!tai-khoan)"))
    assert own_accounts() == [False, False]


def test_a_screen_that_stands_open_finds_the_other_dashboard_by_itself(
    replicas: Replicas, front: str, browser: Browser
) -> None:
    page, home = opened(visitor(browser), f"{front}/?nam=2026")
    with page.expect_websocket():
        replicas.kill(home)
    try:
        page.locator(CONNECTED).wait_for()
        expect(page.get_by_role("row").filter(has_text="CT08 ·")).to_be_visible()
        page.get_by_test_id("stSidebar").get_by_role("link", name="Nhiệm vụ").click()
        expect(page.get_by_role("heading", level=1).first).to_contain_text("nhiệm vụ")
        settle(page)
    finally:
        replicas.start(home)
