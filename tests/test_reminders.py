"""The letters that remind lead units of what they owe."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from indicators.board import Board, View
from indicators.observations import Origin
from indicators.plan import Plan
from indicators.reminders import DEMO, Reminder, reminders, reminders_data, title
from indicators.store import Store
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import draft, explanation, figure

TODAY = date(2026, 11, 20)
BASE = "http://192.168.1.10:8501"
# CT11 (of VHXH) missed its threshold; CT02 (of VP) has no figure; PKT leads the rest.
LAGGING = (figure("CT11", 2026, "50"), figure("CT12", 2025, "7"), figure("CT12", 2026, "6"))


@pytest.fixture
def view_of(plan: Plan, store: Store) -> Callable[..., View]:
    def view_of(*figures: object, today: date = TODAY, **others: object) -> View:
        store.confirm(draft(*figures, **others))
        return Board(plan, store).view(2026, today)

    return view_of


def of(view: View, unit: str, base: str = BASE) -> Reminder:
    (found,) = [item for item in reminders(view, base) if item.unit == unit]
    return found


def test_every_lead_unit_that_owes_something_is_reminded_in_the_plans_order(
    view_of: Callable[..., View],
) -> None:
    items = reminders(view_of(*LAGGING), BASE)
    assert [item.unit for item in items] == ["PKT", "VHXH", "VP", "MTTQ"][: len(items)]
    assert title(items).startswith("Nhắc việc: ")


def test_a_letter_says_what_is_owed_by_when_and_where(view_of: Callable[..., View]) -> None:
    letter = of(view_of(*LAGGING), "VHXH")
    assert letter.summary == (
        "1 số liệu còn thiếu · 1 giải trình còn thiếu · 2 nhiệm vụ sắp đến hạn"
    )
    lines = letter.text.splitlines()
    assert lines[0] == "Kính gửi: Phòng Văn hóa - Xã hội xã"
    assert "Phòng Kinh tế xã kính đề nghị quý đơn vị" in lines[2]
    assert "1. Gửi 1 số liệu năm 2026 còn thiếu:" in lines
    assert f"   Nạp số liệu tại: {BASE}/nap-so-lieu" in lines
    assert "2. Giải trình 1 chỉ tiêu chậm hoặc chưa đạt năm 2026:" in lines
    assert (
        "   - CT11 Tổ chức, cá nhân được tuyên truyền lối sống xanh: 50% (chính thức năm 2026); "
        "ngưỡng 100%, hạn 12/2026; chưa đạt."
    ) in lines
    assert f"     Ghi giải trình tại: {BASE}/chi-tieu?ma=CT11&nam=2026" in lines
    assert "3. Đẩy nhanh và cập nhật 2 nhiệm vụ sắp đến hạn:" in lines
    assert f"     Cập nhật tại: {BASE}/nhiem-vu?ma=VI.3" in lines
    assert "Thời hạn: còn 14 ngày để báo cáo (trước ngày 05/12/2026)." in lines
    assert lines[-1] == "PHÒNG KINH TẾ XÃ"


def test_the_office_that_compiles_reminds_itself_without_courtesies(
    view_of: Callable[..., View],
) -> None:
    letter = of(view_of(*LAGGING), "PKT").text
    assert "quý đơn vị" not in letter
    assert "Phòng Kinh tế xã còn các việc sau:" in letter


def test_reporting_units_that_are_missing_are_all_named(view_of: Callable[..., View]) -> None:
    villages = [f"Thôn {number}" for number in range(1, 8)]
    parts = {"numerator": Decimal(1), "denominator": Decimal(2)}
    last = [figure("CT09", 2025, "50", unit=name, **parts) for name in villages]
    view = view_of(*last, figure("CT09", 2026, "50", unit="Thôn 1", **parts))
    assert "Thôn 2, Thôn 3, Thôn 4, Thôn 5, Thôn 6, Thôn 7." in of(view, "PKT").text


def test_a_late_task_is_named_with_its_last_statement(view_of: Callable[..., View]) -> None:
    said = TaskUpdate("I.3", TaskState.UNDER_WAY, 40, "", date(2026, 12, 20))
    view = view_of(*LAGGING, task_updates=[said], today=date(2027, 1, 10))
    letter = of(view, "VP").text
    assert "Hoàn thành và cập nhật 1 nhiệm vụ đã quá hạn:" in letter
    assert "quá hạn 10 ngày; cập nhật 20/12/2026: đang thực hiện · 40%." in letter
    assert "Thời hạn:" not in letter, "the year is over"


def test_who_owes_nothing_gets_no_letter(view_of: Callable[..., View], plan: Plan) -> None:
    led = [figure(indicator.code, 2026, "100") for indicator in plan.led_by("VHXH")]
    done = [
        TaskUpdate(task.code, TaskState.DONE, 100, "", TODAY)
        for task in plan.tasks
        if task.lead_unit == "VHXH"
    ]
    view = view_of(*led, task_updates=done)
    assert "VHXH" not in [item.unit for item in reminders(view, BASE)]


def test_an_explained_indicator_is_not_asked_for_again(view_of: Callable[..., View]) -> None:
    view = view_of(*LAGGING, notes=[explanation("CT11")])
    assert "Giải trình" not in of(view, "VHXH").text


def test_without_a_known_address_the_letter_has_none(view_of: Callable[..., View]) -> None:
    assert "http" not in of(view_of(*LAGGING), "VHXH", base="").text


def test_a_letter_on_invented_figures_says_not_to_send_it(view_of: Callable[..., View]) -> None:
    assert of(view_of(*LAGGING, origin=Origin.DEMO), "VHXH").text.startswith(DEMO)


def test_nobody_left_to_remind_is_said() -> None:
    assert title(()) == "Nhắc việc: không còn ai nợ"
    assert reminders_data(())["rows"] == []
