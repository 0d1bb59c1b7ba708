"""Signing in as a person does it: from a screen to the page and back, also without scripts."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from indicators import account_words as words
from indicators import doorway
from indicators import explanation_sentences as sentences
from indicators.accounts import Account, Role
from indicators.store import Store
from tests.browser.conftest import Dashboard, StartDashboard, Visit, settle
from tests.conftest import COMMUNE, figure
from tests.serving import stop
from tests.signing import PASSWORD

TYPED_AT = "/chi-tieu?ma=CT04&nam=2026"
FIGURES = (figure("CT04", 2025, "9.5"), figure("CT04", 2026, "11.3"))


@pytest.fixture(scope="module")
def office(start_dashboard: StartDashboard) -> Dashboard:
    return start_dashboard(FIGURES)


@pytest.fixture
def unscripted(chromium: BrowserContext) -> Iterator[Page]:
    """A browser of its own that runs no scripts."""
    browser = chromium.browser
    assert isinstance(browser, Browser)
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def fill_in(page: Page, password: str = PASSWORD, login: str = "lan") -> None:
    page.get_by_label(words.LOGIN).fill(login)
    page.get_by_label(words.PASSWORD, exact=True).fill(password)
    page.get_by_role("button", name=words.SIGN_IN).click()


def test_a_screen_asked_by_its_address_signs_in_and_comes_back(
    office: Dashboard, visit: Visit
) -> None:
    page = visit(f"{office.base}/lich-su?lan=1", signed_in=False)
    expect(page.get_by_text(words.no_right("Lịch sử"))).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)
    page.get_by_test_id("stMain").get_by_role("link", name=words.SIGN_IN).click()
    fill_in(page)
    page.wait_for_url("**/lich-su?lan=1")
    settle(page)
    expect(page.get_by_text("Lần 1: 2 số liệu")).to_be_visible()
    side = page.get_by_test_id("stSidebar")
    expect(side.get_by_text("Bà Lan")).to_be_visible()
    expect(side.get_by_text("Biên tập số liệu")).to_be_visible()


def test_the_side_bar_signs_in_and_out(office: Dashboard, visit: Visit) -> None:
    page = visit(f"{office.base}/chi-tieu?ma=CT04", signed_in=False)
    side = page.get_by_test_id("stSidebar")
    expect(side.get_by_role("link", name="Nạp số liệu")).to_have_count(0)
    side.get_by_role("link", name=words.SIGN_IN).click()
    fill_in(page)
    page.wait_for_url("**/chi-tieu?ma=CT04")
    settle(page)
    expect(side.get_by_role("link", name="Nạp số liệu")).to_be_visible()
    side.get_by_role("button", name=words.SIGN_OUT).click()
    expect(page.get_by_role("status")).to_have_text(words.SIGNED_OUT)
    page.goto(f"{office.base}/nap-so-lieu")
    settle(page)
    expect(page.get_by_test_id("stFileUploader")).to_have_count(0)


def sign_out_elsewhere(page: Page, office: Dashboard) -> None:
    other = page.context.new_page()
    other.goto(f"{office.base}{doorway.SIGN_OUT}")
    other.get_by_role("button", name=words.SIGN_OUT).click()
    # A page closed while it is on its way somewhere may never say that it is closed.
    expect(other.get_by_role("status")).to_have_text(words.SIGNED_OUT)
    other.close()


def test_an_open_tab_is_a_visitors_once_its_session_has_ended(
    office: Dashboard, visit: Visit
) -> None:
    page = visit(f"{office.base}/nap-so-lieu", signed_in=False)
    page.get_by_test_id("stMain").get_by_role("link", name=words.SIGN_IN).click()
    fill_in(page)
    page.wait_for_url("**/nap-so-lieu")
    settle(page)
    expect(page.get_by_test_id("stFileUploader")).to_be_visible()
    sign_out_elsewhere(page, office)

    page.get_by_test_id("stSidebar").get_by_role("link", name="Báo cáo").click()
    expect(page.get_by_text(words.no_right("Báo cáo"))).to_be_visible()
    expect(page.get_by_test_id("stSidebar").get_by_text("Bà Lan")).to_have_count(0)
    settle(page)


def test_everything_of_the_account_works_without_scripts(
    office: Dashboard, unscripted: Page
) -> None:
    page = unscripted
    page.goto(f"{office.base}{doorway.SIGN_IN}?ve={doorway.OWN}")
    fill_in(page, "con trâu đi sau rồi")
    expect(page.get_by_role("alert")).to_have_text(words.WRONG)
    fill_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.OWN_ACCOUNT)
    expect(page.get_by_text(words.THIS_SESSION)).to_be_visible()
    page.get_by_role("link", name=words.TURN_ON).click()
    expect(page.get_by_role("img", name=words.QR_TITLE)).to_be_visible()
    page.get_by_role("link", name=words.BACK).click()
    page.get_by_role("button", name=words.SIGN_OUT, exact=True).click()
    expect(page.get_by_role("status")).to_have_text(words.SIGNED_OUT)


@pytest.mark.parametrize("width", [320, 390, 1024, 1920])
@pytest.mark.parametrize(
    "address", [doorway.SIGN_IN, doorway.OWN, f"{doorway.OWN}?viec=bat-hai-lop"]
)
def test_no_page_is_wider_than_the_screen_and_what_is_pressed_is_large_enough(
    office: Dashboard, visit: Visit, address: str, width: int
) -> None:
    page = visit(office.base + address, wait=False, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .button, input:not([type=hidden])')]
            .filter((node) => node.checkVisibility() && node.type !== 'checkbox')
            .map((node) => node.getBoundingClientRect().height).filter((height) => height < 44)"""
    )
    assert small == []
    names = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden])')]"
        ".filter((n) => n.checkVisibility()).every((n) => n.labels?.length)"
    )
    assert names


def test_a_session_lives_through_a_restart_of_the_server(
    start_dashboard: StartDashboard, visit: Visit
) -> None:
    first = start_dashboard(FIGURES)
    page = visit(f"{first.base}/lich-su")
    expect(page.get_by_role("table")).to_have_count(1)
    cookies = page.context.cookies()
    page.goto("about:blank")
    stop(first.serving.process)
    with closing(Store(first.database, COMMUNE)) as store:
        assert store.sessions.open_ones("lan")
        assert store.accounts.last_uses()["lan"] <= datetime.now(UTC).replace(tzinfo=None)
    second = start_dashboard(database=first.database)
    page = visit(f"{second.base}/", signed_in=False)
    page.context.add_cookies(cookies)
    page.goto(f"{second.base}/lich-su")
    settle(page)
    expect(page.get_by_text(re.compile("lần ghi vào sổ"))).to_be_visible()


def lose_the_session_while_writing(office: Dashboard, visit: Visit) -> Page:
    """Types a reason, presses the button without being signed in any more, follows the link."""
    page = visit(f"{office.base}{TYPED_AT}")
    page.get_by_text(sentences.WRITE).first.click()
    settle(page)
    reason_on(page).fill("Mưa bão kéo dài,\nthiếu giống")
    sign_out_elsewhere(page, office)

    page.get_by_role("button", name=sentences.WRITE).click()
    page.get_by_role("link", name=sentences.SIGN_IN_TO_WRITE).click()
    return page


def reason_on(page: Page) -> Locator:
    return page.get_by_role("textbox", name=sentences.REASON)


def begin_to_write(page: Page) -> None:
    page.wait_for_url(f"**{TYPED_AT}")
    settle(page)
    page.get_by_text(sentences.WRITE).first.click()
    settle(page)


def test_what_was_typed_is_there_again_after_a_session_that_had_ended(
    start_dashboard: StartDashboard, visit: Visit
) -> None:
    office = start_dashboard(FIGURES, demo="off")
    page = lose_the_session_while_writing(office, visit)
    fill_in(page)
    begin_to_write(page)
    expect(reason_on(page)).to_have_value("Mưa bão kéo dài,\nthiếu giống")
    assert page.evaluate("sessionStorage.getItem('kept-typing')") is None

    # Streamlit has taken it: only what is still missing is asked for.
    page.get_by_role("button", name=sentences.WRITE).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(sentences.NEXT_STEPS)
    expect(page.get_by_role("alert")).not_to_contain_text(f"“{sentences.REASON}”")


def test_nobody_is_given_what_another_person_typed(
    start_dashboard: StartDashboard, visit: Visit
) -> None:
    other = Account("thu", "Bà Thu", frozenset({Role.EDITOR}), "PKT")
    office = start_dashboard(FIGURES, demo="off", people=[other])
    page = lose_the_session_while_writing(office, visit)
    fill_in(page, login="thu")
    begin_to_write(page)
    expect(reason_on(page)).to_have_value("")
    assert page.evaluate("sessionStorage.getItem('kept-typing')") is None
