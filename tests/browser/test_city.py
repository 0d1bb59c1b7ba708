"""The city's screen in a real browser: hidden for one commune; ranked, compared, looked into."""

from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from indicators import city_words as words
from indicators.observations import Observation
from indicators.store import Store
from tests.browser.conftest import StartDashboard, Visit, settle
from tests.conftest import COMMUNE, draft, figure


def share(value: str) -> Observation:
    return figure("CT04", 2026, value, numerator=Decimal(value), denominator=Decimal(100))


@pytest.fixture(scope="module")
def city(start_dashboard: StartDashboard, tmp_path_factory: pytest.TempPathFactory) -> str:
    database = tmp_path_factory.mktemp("city") / "city.duckdb"
    fill(database, {COMMUNE: "11", "AN-LAO": "31", "<b>LE-LOI</b>": "21"})
    return start_dashboard(database=database).base


def fill(database: Path, values: dict[str, str]) -> None:
    for code, value in values.items():
        with closing(Store(database, code)) as store:
            store.confirm(draft(share(value)))


def test_one_commune_has_no_link_to_a_city(start_dashboard: StartDashboard, visit: Visit) -> None:
    page = visit(start_dashboard([share("11")]).base)
    expect(page.get_by_role("link", name="Nhiệm vụ")).to_be_visible()
    expect(page.get_by_role("link", name=words.CITY, exact=True)).to_have_count(0)


def test_from_the_city_into_a_commune_and_back(city: str, visit: Visit) -> None:
    page = visit(city)
    page.get_by_role("link", name=words.CITY, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        words.title("Thành phố Hải Phòng", 3, 3, 2026)
    )
    page.get_by_role("row").filter(has_text="AN-LAO").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("chỉ tiêu")
    expect(page.get_by_text("Thành phố · AN-LAO")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="CT04 ·")).to_contain_text("31%")
    expect(page.get_by_role("row").filter(has_text="CT04 ·").get_by_role("link")).to_have_count(0)
    page.get_by_role("button", name=words.BACK).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3/3 xã")


def test_the_communes_are_ranked_and_compared(city: str, visit: Visit) -> None:
    page = visit(f"{city}/thanh-pho?ma=CT04&nam=2026")
    rows = page.get_by_role("row").filter(has_text="%")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("AN-LAO")
    expect(rows.nth(1)).to_contain_text("<b>LE-LOI</b>")
    expect(page.get_by_text("Thành phố 21% (cộng được 3/3 xã)")).to_be_visible()
    page.get_by_text(words.COMPARISON, exact=True).click()
    settle(page)
    row = page.get_by_role("row").filter(has_text="CT04")
    expect(row).to_contain_text("31%")
    expect(row).to_contain_text("cộng được 3/3 xã")
    page.get_by_test_id("stMultiSelect").get_by_role("combobox").click()


def test_a_comparison_of_five_communes_fits(
    start_dashboard: StartDashboard, visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    database = tmp_path_factory.mktemp("five") / "city.duckdb"
    fill(database, {COMMUNE: "11", "AN-LAO": "1", "LE-LOI": "21", "TIEN-LANG": "9", "X": "12"})
    page = visit(f"{start_dashboard(database=database).base}/thanh-pho", width=1024)
    page.get_by_text(words.COMPARISON, exact=True).click()
    chosen = page.get_by_test_id("stMultiSelect")
    table = page.get_by_role("table")
    for name in ("TIEN-LANG", "X"):
        settle(page)
        chosen.get_by_role("combobox").click()
        page.get_by_role("option", name=name, exact=True).click()
        # The open list hides the rest of the page from all who ask by role.
        page.keyboard.press("Escape")
        expect(table.get_by_role("columnheader", name=name, exact=True)).to_be_visible()
    settle(page)
    overhang = table.evaluate(
        "(table) => table.getBoundingClientRect().right - table.closest('.frame').clientWidth"
        " - table.closest('.frame').getBoundingClientRect().left"
    )
    assert overhang <= 1


@pytest.mark.parametrize("address", ["thanh-pho", "thanh-pho?ma=CT04", "thanh-pho?xa=AN-LAO"])
def test_a_phone_never_scrolls_sideways(city: str, visit: Visit, address: str) -> None:
    page = visit(f"{city}/{address}", width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
