"""The chairperson with five minutes, on a phone in the car and on the PC of the office."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard, StartDashboard, Visit, settle
from tests.browser.stories import FIGURES, NOTES, SCREENS, keep
from tests.browser.test_back import back
from tests.browser.test_journeys import title


@pytest.fixture(scope="module")
def office(start_dashboard: StartDashboard) -> Dashboard:
    return start_dashboard(FIGURES, notes=NOTES, today="2027-02-10", demo="off")


def open_from_menu(page: Page, name: str) -> None:
    """By the side bar, which a phone hides behind a button."""
    side = page.get_by_test_id("stSidebar")
    link = side.get_by_role("link", name=name, exact=True)
    opener = page.get_by_test_id("stExpandSidebarButton")
    if opener.is_visible():
        opener.click()
    link.click()


@pytest.mark.parametrize("device", SCREENS)
def test_in_five_minutes_what_is_late_whose_it_is_and_why(
    office: Dashboard, visit: Visit, device: str
) -> None:
    width, height = SCREENS[device]
    page = visit(office.base, width=width, signed_in=False)
    page.set_viewport_size({"width": width, "height": height})
    settle(page)
    name = f"chairperson-{device}"

    # The sentence of result, and what is late, worst first, with whose it is.
    expect(title(page, "/13 chỉ tiêu")).to_be_in_viewport()
    table = page.get_by_role("table", name=re.compile("^Các chỉ tiêu năm"))
    worst = table.get_by_role("row").filter(has=page.get_by_role("cell")).first
    expect(worst).to_contain_text("Có nguy cơ không đạt")
    keep(page, f"{name}-1-overview-first-look", whole=False)
    keep(page, f"{name}-1-overview")

    # The worst: why, and what pace is needed.
    row = table.get_by_role("row").filter(has_text="CT12 ·")
    row.get_by_role("link").first.click()
    expect(title(page, "Cơ sở có nguy cơ ô nhiễm còn trong khu dân cư")).to_be_visible()
    settle(page)
    expect(page.get_by_text("Hai cơ sở mạ chưa có chỗ trong cụm công nghiệp")).to_be_visible()
    expect(page.get_by_text(re.compile("cần mỗi năm|nhịp cần đạt", re.I)).first).to_be_visible()
    keep(page, f"{name}-2-worst-first-look", whole=False)
    keep(page, f"{name}-2-worst")

    # Whose it is: the unit with everything it leads and owes.
    page.get_by_role("link", name="Phòng Kinh tế", exact=True).first.click()
    expect(title(page, "Phòng Kinh tế:")).to_be_visible()
    keep(page, f"{name}-3-unit")

    # Which tasks are overdue.
    open_from_menu(page, "Nhiệm vụ")
    expect(title(page, "quá hạn")).to_be_visible()
    settle(page)
    expect(page.get_by_text("Quá hạn").first).to_be_visible()
    keep(page, f"{name}-4-tasks")

    # Back to the start, one press a screen.
    assert back(page) == "/don-vi"
    assert back(page) == "/chi-tieu"
    assert back(page) == "/"
    expect(title(page, "/13 chỉ tiêu")).to_be_in_viewport()
    keep(page, f"{name}-5-back", whole=False)
