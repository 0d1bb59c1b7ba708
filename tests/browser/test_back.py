"""The browser's Back button: one press for one step, whatever opened the screen."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard, StartDashboard, Visit, settle
from tests.browser.test_journeys import THIS_YEAR, csv_file, hand_in, title


@pytest.fixture(scope="module")
def office(start_dashboard: StartDashboard) -> Dashboard:
    return start_dashboard(THIS_YEAR)


def back(page: Page) -> str:
    """Presses Back once; gives the screen's address."""
    page.go_back()
    settle(page)
    return urlsplit(page.url).path


def test_each_screen_opened_by_a_link_is_one_press_away(office: Dashboard, visit: Visit) -> None:
    page = visit(office.base)
    page.evaluate("window.visitor = 'still here'")
    page.get_by_role("row").filter(has_text="CT04 ·").get_by_role("cell").nth(2).click()
    expect(title(page, "Diện tích trồng trọt VietGAP")).to_be_visible()
    settle(page)
    page.get_by_role("link", name="Phòng Kinh tế").first.click()
    expect(page.get_by_text("Đơn vị · mục")).to_be_visible()
    settle(page)
    page.get_by_role("row").filter(has_text="Mua sắm công xanh").get_by_role("link").first.click()
    expect(title(page, "Mua sắm công xanh")).to_be_visible()
    settle(page)

    assert back(page) == "/don-vi"
    expect(page.get_by_text("Đơn vị · mục")).to_be_visible()
    assert back(page) == "/chi-tieu"
    expect(title(page, "Diện tích trồng trọt VietGAP")).to_be_visible()
    assert back(page) == "/"
    expect(page.get_by_role("table", name=re.compile("^Các chỉ tiêu năm"))).to_be_visible()
    page.go_forward()
    expect(title(page, "Diện tích trồng trọt VietGAP")).to_be_visible()
    assert page.evaluate("window.visitor") == "still here"


def test_a_screen_opened_by_a_button_is_one_press_away(office: Dashboard, visit: Visit) -> None:
    page = visit(f"{office.base}/don-vi?ma=PKT")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Nạp số liệu").click()
    expect(page.get_by_test_id("stFileUploader")).to_be_visible()
    hand_in(page, "lại.csv", csv_file("2026;CT04;;chính thức;11,3;"))
    page.get_by_role("button", name="Xem lần 1").click()
    expect(page.get_by_text("Lần 1: 4 số liệu")).to_be_visible()
    settle(page)

    assert back(page) == "/nap-so-lieu"
    assert back(page) == "/don-vi"


def choose_year(page: Page, year: int) -> None:
    page.get_by_role("combobox", name="Năm xem").click()
    page.get_by_role("option", name=f"Năm xem {year}").click()
    expect(page).to_have_url(re.compile(f"nam={year}"))
    settle(page)


def test_back_always_changes_what_is_seen(office: Dashboard, visit: Visit) -> None:
    page = visit(f"{office.base}/nhiem-vu")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Tổng quan").click()
    year = page.get_by_role("combobox", name="Năm xem")
    expect(year).to_have_value("Năm xem 2026")
    settle(page)
    choose_year(page, 2025)
    choose_year(page, 2026)
    page.get_by_role("row").filter(has_text="CT04 ·").get_by_role("link").first.click()
    expect(title(page, "Diện tích trồng trọt VietGAP")).to_be_visible()
    settle(page)

    assert back(page) == "/"
    expect(year).to_have_value("Năm xem 2026")
    assert back(page) == "/"
    expect(year).to_have_value("Năm xem 2025")
    assert back(page) == "/nhiem-vu"
