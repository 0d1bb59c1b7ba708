"""The dashboard without a mouse: every place of the focus is seen, the main ways can be gone."""

import re

import pytest
from playwright.sync_api import Page, expect

from indicators import account_words
from tests.browser import vietnamese
from tests.browser.conftest import Dashboard, StartDashboard, Visit, settle
from tests.browser.test_journeys import THIS_YEAR, UPLOAD, title
from tests.signing import PASSWORD

MOST = 60
# The element that has the focus, also inside our components: what it is called, and its place.
FOCUSED = """() => {
    let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    if (!node || node === document.body) return null;
    node.scrollIntoView({block: 'nearest'});
    const name = node.getAttribute('aria-label') || node.innerText || node.placeholder || '';
    const row = node.closest('tr') ?? node.closest('[data-testid]') ?? node;
    const {x, y, width, height} = row.getBoundingClientRect();
    return {name: `${node.localName} ${name.replace(/\\s+/g, ' ').trim()}`, x, y, width, height};
}"""


@pytest.fixture(scope="module")
def office(start_dashboard: StartDashboard) -> Dashboard:
    return start_dashboard(THIS_YEAR)


def go_to(page: Page, start: str) -> None:
    """Presses Tab until what is called so has the focus."""
    names = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        names.append(found["name"] if found else "")
        if found and re.search(start, found["name"]):
            return
    pytest.fail(f"no “{start}” among {names}")


def picture_around(page: Page, box: dict[str, float]) -> bytes:
    clip = {
        "x": max(box["x"] - 5, 0),
        "y": max(box["y"] - 5, 0),
        "width": min(box["width"] + 10, 1280),
        "height": min(box["height"] + 10, 400),
    }
    return page.screenshot(clip=clip, caret="hide", animations="disabled")


@pytest.mark.parametrize("address", ["/", "/chi-tieu?ma=CT04", UPLOAD, "/nhiem-vu"])
def test_the_focus_is_seen_wherever_it_is(office: Dashboard, visit: Visit, address: str) -> None:
    page = visit(office.base + address)
    unseen, count = [], 0
    for _ in range(24):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None or found["width"] < 2:
            continue
        count += 1
        with_focus = picture_around(page, found)
        page.evaluate(
            """() => {
                let node = document.activeElement;
                while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
                window.left = node;
                node.blur();
            }"""
        )
        if picture_around(page, found) == with_focus:
            unseen.append(found["name"])
        page.evaluate("window.left.focus({focusVisible: true})")
    assert count > 12
    assert unseen == []


def test_an_indicator_is_found_and_another_year_chosen_by_key(
    office: Dashboard, visit: Visit
) -> None:
    page = visit(office.base)
    go_to(page, "^a Diện tích trồng trọt")
    page.keyboard.press("Enter")
    expect(title(page, "Diện tích trồng trọt VietGAP")).to_be_visible()
    settle(page)

    go_to(page, "Năm xem")
    page.keyboard.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("nam=2025"))
    settle(page)

    go_to(page, "^button CT05")
    page.keyboard.press(" ")
    expect(title(page, "Diện tích thủy sản")).to_be_visible()
    settle(page)


def test_who_signs_in_by_key_comes_to_the_upload(office: Dashboard, visit: Visit) -> None:
    page = visit(office.base + UPLOAD, signed_in=False)
    go_to(page, f"^a {account_words.SIGN_IN}")
    page.keyboard.press("Enter")
    expect(page.get_by_label(account_words.LOGIN)).to_be_focused()
    page.keyboard.type("lan")
    page.keyboard.press("Tab")
    expect(page.get_by_label(account_words.PASSWORD)).to_be_focused()
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(office.base + UPLOAD)
    settle(page)
    go_to(page, "^summary .*Chỉ sửa hoặc thêm một số liệu")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stForm")).to_be_visible()
    settle(page)


@pytest.mark.parametrize(
    "address",
    ["/", "/chi-tieu?ma=CT04", "/bao-cao", "/lich-su?xem=moi-viec", UPLOAD],
)
def test_what_is_taken_along_has_a_name_that_every_program_can_keep(
    office: Dashboard, visit: Visit, address: str
) -> None:
    page = visit(office.base + address)
    buttons = page.get_by_test_id("stDownloadButton").get_by_role("button")
    names = []
    for button in buttons.all():
        if "Tệp gốc" in button.inner_text():
            continue  # as the office called it
        with page.expect_download() as got:
            button.click()
        names.append(got.value.suggested_filename)
    assert names != []
    assert [name for name in names if not vietnamese.is_slug(name)] == []
