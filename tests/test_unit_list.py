"""A pasted list of reporting units: read, faults named line by line, and written again."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.accounts import Identity
from indicators.board import Board
from indicators.intake import csv_template
from indicators.plan import Plan
from indicators.reporting_units import ReportingUnit
from indicators.store import Store
from indicators.unit_list import as_text, read_units
from tests.conftest import draft, figure

GOOD = "Thôn 1; CT07, ct09\nTrường Tiểu học A;CT10;2026\nThôn 2\tCT07 | CT09\t2026\t2028\n"
UNITS = (
    ReportingUnit("Thôn 1", frozenset({"CT07", "CT09"})),
    ReportingUnit("Trường Tiểu học A", frozenset({"CT10"}), 2026),
    ReportingUnit("Thôn 2", frozenset({"CT07", "CT09"}), 2026, 2028),
)


@pytest.mark.parametrize("heading", ["", "Tên đơn vị;Chỉ tiêu;Từ năm;Đến năm\n", "\n  \n"])
def test_a_list_is_read_with_semicolons_or_tabs(plan: Plan, heading: str) -> None:
    assert read_units(heading + GOOD, plan) == (UNITS, ())


def test_a_list_that_is_written_is_read_again(plan: Plan) -> None:
    assert read_units(as_text(UNITS, plan), plan) == (UNITS, ())


def test_a_unit_of_the_plan_is_known_by_any_of_its_names(plan: Plan) -> None:
    units, faults = read_units("phong van hoa - xa hoi; CT10", plan)
    assert (units[0].name, faults) == ("VHXH", ())
    assert as_text(units, plan) == "Phòng Văn hóa - Xã hội; CT10"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("; CT07", "Thiếu tên đơn vị; hãy ghi tên ở cột đầu."),
        ("Thôn 1", "“Thôn 1” chưa có mã chỉ tiêu; hãy ghi ở cột thứ hai, ví dụ CT07, CT09."),
        ("Thôn 1; CT99", "Không có chỉ tiêu mã “CT99”; hãy xem lại mã ở trang Tổng quan."),
        ("Thôn 1; CT07; năm nay", "“năm nay” không phải một năm; hãy ghi 4 chữ số hoặc để trống."),
        ("Thôn 1; CT07; 2028; 2026", "Năm cuối 2026 trước năm đầu 2028; hãy đổi lại."),
        (
            "Thôn 1; CT07; 2026; 2027; x",
            "Dòng có 5 cột; hãy để nhiều nhất 4 cột: tên; mã chỉ tiêu; từ năm; đến năm.",
        ),
        ("XA; CT07", "“XA” là cả xã, không phải đơn vị báo cáo; hãy bỏ dòng này."),
        (f"{'x' * 81}; CT07", "Tên đơn vị dài 81 ký tự; hãy rút gọn còn không quá 80 ký tự."),
    ],
)
def test_what_is_wrong_is_one_sentence_a_line(plan: Plan, line: str, fault: str) -> None:
    assert read_units(f"Thôn 9; CT07\n{line}", plan)[1] == (f"Dòng 2: {fault}",)


def test_a_unit_stands_once(plan: Plan) -> None:
    _, faults = read_units("Thôn 1; CT07\nThôn  1; CT09", plan)
    assert faults == ("Dòng 2: “Thôn  1” đã có ở dòng trên; hãy gộp thành một dòng.",)


@pytest.mark.parametrize("text", ["<b>x</b>; CT07", "=1+1; CT07", "[a](b); CT07", "'; DROP; CT07"])
def test_a_name_is_text_whatever_it_looks_like(plan: Plan, text: str) -> None:
    units, faults = read_units(text, plan)
    assert units or faults


# What the list decides


@pytest.fixture
def board(plan: Plan, store: Store) -> Board:
    store.reporting_units.replace(UNITS, Identity("quan.tri"))
    return Board(plan, store)


def test_a_sum_says_which_listed_units_are_missing(board: Board) -> None:
    parts = {"unit": "Thôn 1", "value": "50"}
    one = figure("CT09", **parts, numerator=Decimal(1), denominator=Decimal(2))
    board.store.confirm(draft(one))
    view = board.view(2026, date(2026, 11, 20))
    (debt,) = [debt for debt in view.debts if debt.indicator.code == "CT09"]
    assert (debt.missing, debt.expected) == (("Thôn 2",), 2)


def test_a_change_of_the_list_changes_what_is_seen_at_once(board: Board) -> None:
    before = board.view(2026, date(2026, 11, 20))
    board.store.reporting_units.replace((), Identity("quan.tri"))
    after = board.view(2026, date(2026, 11, 20))
    assert before is not after
    assert after.standing("CT09").series.listed == ()


def test_the_template_has_a_row_for_each_listed_unit(plan: Plan) -> None:
    template = csv_template(plan, 2026, {}, (), UNITS).decode("utf-8-sig")
    of = [line.split(";")[3] for line in template.splitlines() if line.startswith("CT07;")]
    assert of == ["Thôn 1", "Thôn 2"]
    later = csv_template(plan, 2029, {}, (), UNITS).decode("utf-8-sig")
    of = [line.split(";")[3] for line in later.splitlines() if line.startswith("CT07;")]
    assert of == ["Thôn 1"]
