"""Accounts at work: contributor to editor, editor to approver, an administrator adds an account."""

import re

import pytest
from playwright.sync_api import Page, expect

from indicators.accounts import Account, Role
from tests.browser.conftest import Dashboard, StartDashboard, Visit, come_as, settle
from tests.browser.test_journeys import THIS_YEAR, csv_file, hand_in, rows_of, title

HUNG = Account("hung", "Ông Hùng", frozenset({Role.CONTRIBUTOR}), "VHXH")
LAN = Account("lan", "Bà Lan", frozenset({Role.EDITOR}), "PKT")
MINH = Account("minh", "Ông Minh", frozenset({Role.APPROVER}))
BINH = Account("binh", "Ông Bình", frozenset({Role.ADMIN}))
PEOPLE = (HUNG, LAN, MINH, BINH)
UPLOAD = "/nap-so-lieu"


@pytest.fixture(scope="module")
def office(start_dashboard: StartDashboard) -> Dashboard:
    return start_dashboard(THIS_YEAR, people=PEOPLE)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_a_contributors_file_counts_after_an_editor_confirmed_it(
    office: Dashboard, visit: Visit
) -> None:
    page = visit(office.base)
    come_as(page, office, "hung", UPLOAD)
    expect(page.get_by_text("Bạn nạp số liệu của Phòng Văn hóa - Xã hội")).to_be_visible()
    hand_in(
        page,
        "Số liệu <b>VHXH</b>.csv",
        csv_file("2026;CT11;;chính thức;93;", "2026;CT04;;chính thức;12;"),
    )
    expect(page.get_by_text("CT04 do Phòng Kinh tế chủ trì")).to_be_visible()
    press(page, "Gửi chờ xác nhận 1 số liệu")
    expect(
        title(page, "Đã gửi 1 số liệu chờ xác nhận (mã chờ 1); chưa tính vào kết quả")
    ).to_be_visible()
    page.goto(f"{office.base}/chi-tieu?ma=CT11")
    settle(page)
    expect(page.get_by_text("93%")).to_have_count(0)

    come_as(page, office, "lan", UPLOAD)
    page.get_by_role("link", name="Số liệu <b>VHXH</b>.csv").click()
    expect(page.get_by_text("Mã chờ 1 · Ông Hùng gửi")).to_be_visible()
    settle(page)
    expect(page.locator("b", has_text="VHXH")).to_have_count(0)
    press(page, "Xác nhận ghi 1 số liệu")
    expect(title(page, "Đã ghi 1 số liệu, lần nạp số 2")).to_be_visible()
    page.goto(f"{office.base}/chi-tieu?ma=CT11")
    expect(page.get_by_role("cell", name="93%").first).to_be_visible()

    come_as(page, office, "hung", UPLOAD)
    (sent,) = rows_of(page, "Lần nạp bạn đã gửi")
    assert "Đã xác nhận" in sent


@pytest.mark.parametrize("address", ["/quan-tri", "/lich-su", "/bao-cao", f"{UPLOAD}?cho=1"])
def test_a_contributor_gets_no_further_by_an_address(
    office: Dashboard, visit: Visit, address: str
) -> None:
    page = visit(office.base)
    come_as(page, office, "hung", address)
    refused = re.compile("không có quyền")
    expect(page.get_by_text(refused).first).to_be_visible()


def test_figures_wait_for_a_second_person_where_the_office_wants_it(
    start_dashboard: StartDashboard, visit: Visit
) -> None:
    office = start_dashboard(THIS_YEAR, people=PEOPLE, approval=True)
    page = visit(office.base)
    come_as(page, office, "lan", UPLOAD)
    hand_in(page, "PKT.csv", csv_file("2026;CT04;;chính thức;14,5;"))
    press(page, "Trình phê duyệt 1 số liệu")
    expect(title(page, "Đã trình 1 số liệu chờ phê duyệt (mã chờ 1)")).to_be_visible()
    come_as(page, office, "lan", f"{UPLOAD}?cho=1")
    expect(page.get_by_text("bạn không có quyền xử lý")).to_be_visible()

    come_as(page, office, "minh", UPLOAD)
    expect(title(page, "Số liệu chờ phê duyệt")).to_be_visible()
    page.get_by_role("link", name="PKT.csv").click()
    expect(page.get_by_text("Mã chờ 1 · Bà Lan gửi")).to_be_visible()
    settle(page)
    press(page, "Phê duyệt và ghi 1 số liệu")
    expect(title(page, "Đã ghi 1 số liệu, lần nạp số 2")).to_be_visible()
    page.goto(f"{office.base}/lich-su?xem=moi-viec")
    settle(page)
    rows = rows_of(page, "Mọi việc")
    assert "Phê duyệt PKT.csv" in rows[0]
    assert "Gửi chờ xác nhận hoặc phê duyệt" in rows[1]


def test_an_administrator_adds_an_account_that_signs_in_with_its_one_time_password(
    office: Dashboard, visit: Visit
) -> None:
    page = visit(office.base)
    come_as(page, office, "binh", "/quan-tri")
    page.get_by_text("Thêm tài khoản").first.click()
    page.get_by_role("textbox", name="Tên đăng nhập").fill("mai.pkt")
    page.get_by_role("textbox", name="Họ và tên").first.fill("Bà <b>Mai</b>")
    press(page, "Thêm tài khoản")
    expect(page.get_by_text("Mật khẩu dùng một lần của mai.pkt")).to_be_visible()
    settle(page)
    password = page.get_by_test_id("stCode").inner_text().strip()
    assert [row for row in rows_of(page, "Tài khoản") if row.startswith("Bà <b>Mai</b> mai.pkt")]

    page.context.clear_cookies()
    page.goto(f"{office.base}/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill("mai.pkt")
    page.get_by_label("Mật khẩu").fill(password)
    press(page, "Đăng nhập")
    expect(page.get_by_text("Hãy đổi mật khẩu trước khi làm việc")).to_be_visible()


def test_a_file_that_is_taken_along_is_in_the_history(office: Dashboard, visit: Visit) -> None:
    page = visit(office.base)
    come_as(page, office, "lan", "/chi-tieu?ma=CT04&nam=2026")
    with page.expect_download() as got:
        press(page, "Tải CSV")
    assert got.value.suggested_filename == "so-lieu-CT04-2026.csv"
    with page.expect_download() as picture:
        page.get_by_role("button", name="PNG").first.click()
    come_as(page, office, "lan", "/lich-su?xem=moi-viec")
    rows = rows_of(page, "Mọi việc")
    assert f"Tải tệp về {picture.value.suggested_filename}" in rows[0]
    assert "Tải tệp về so-lieu-CT04-2026.csv" in rows[1]
    assert all("Bà Lan lan · " in row for row in rows[:2])
