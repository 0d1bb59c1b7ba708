"""Names on the screens stand in the order of the Vietnamese alphabet."""

import re

from indicators.accounts import Account, Identity, Role
from indicators.reporting_units import ReportingUnit
from indicators.store import Store
from tests.browser.conftest import StartDashboard, Visit, settle
from tests.conftest import figure

BINH = Account("binh", "Ông Bình", frozenset({Role.ADMIN}))
MIXED = ("Thôn 10", "Đông Lai", "Thôn 2", "Ân Thi", "Dương Tiền", "Áng Sơn", "An Quý", "Đê Thám")
ORDERED = ["An Quý", "Áng Sơn", "Ân Thi", "Dương Tiền", "Đê Thám", "Đông Lai", "Thôn 2", "Thôn 10"]


def list_units(store: Store) -> None:
    units = [ReportingUnit(name, frozenset({"CT04"}), 2022) for name in MIXED]
    store.reporting_units.replace(units, Identity.of(BINH, "máy chủ"))


def test_reporting_units_stand_in_the_order_of_the_alphabet(
    start_dashboard: StartDashboard, visit: Visit
) -> None:
    one_reported = [figure("CT04", 2026, "11", "Thôn 3")]
    office = start_dashboard(one_reported, demo="off", people=[BINH], fill=list_units)

    page = visit(f"{office.base}/quan-tri?xem=don-vi-bao-cao", login="binh")
    listed = page.get_by_role("table").first.get_by_role("row").all_inner_texts()
    assert [name for row in listed for name in MIXED if re.match(rf"{name}\b", row)] == ORDERED

    page.goto(f"{office.base}/chi-tieu?ma=CT04")
    settle(page)
    drawn = page.get_by_role("img", name="Thôn 10").locator(".textpoint").all_text_contents()
    assert [name for name in drawn if name in MIXED] == ORDERED
