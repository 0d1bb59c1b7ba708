"""An untidy file in a hurry: answered, mended, confirmed, taken back; by keyboard, on a phone."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Dashboard, StartDashboard, Visit, settle
from tests.browser.test_journeys import (
    THIS_YEAR,
    UPLOAD,
    confirm,
    confirm_button,
    csv_file,
    hand_in,
    rows_of,
    title,
)

ROWS = (
    ("CT04", "", "chính thức", "125,5", "khoảng 640", ""),
    ("CT08", "", "chính thức", "", "", "108,5%"),
    ("CT99", "", "chính thức", "", "", "5"),
    ("CТ05", "", "chính thức", "", "", "61,2"),  # the T is Cyrillic
    ("CT10", "", "chính thức", "", "", "0,97"),
    ("CT03", "", "chính thức", "1.240,75", "1.543,20", ""),
)
HEADINGS = (
    "Mã chỉ tiêu",
    "Đơn vị báo cáo",
    "Loại số liệu",
    "Tử số",
    "Mẫu số",
    "Giá trị",
)


def untidy() -> bytes:
    """A workbook as an office keeps it: letterhead, title, total and signature around the table."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu 2"
    for row in (["UBND XÃ VĨNH AM"], ["SỐ LIỆU NĂM 2026"], HEADINGS, *ROWS):
        sheet.append(list(row))
    for row in (["Tổng cộng"], [], ["", "", "", "NGƯỜI LẬP BIỂU"]):
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.fixture(scope="module")
def office(start_dashboard: StartDashboard) -> Dashboard:
    """A dashboard with figures of two years, for tests that store nothing."""
    return start_dashboard(THIS_YEAR)


@pytest.fixture
def preview(office: Dashboard, visit: Visit) -> Page:
    """The preview of the untidy file on a PC."""
    page = visit(office.base + UPLOAD)
    hand_in(page, "bao cao thang 11 (2).xlsx", untidy())
    return page


def mend_field(page: Page, row: int) -> Locator:
    return page.get_by_role("textbox", name=re.compile(f"^Sửa thành, dòng .*{row}, cột"))


def mended_row(page: Page, row: int) -> Locator:
    number = page.locator("td.c-row").get_by_text(str(row), exact=True)
    table = page.get_by_role("table", name="Bị từ chối")
    return table.get_by_role("row").filter(has=number)


def answer(page: Page, label: str) -> None:
    page.get_by_role("radiogroup", name="Trả lời").get_by_role(
        "radio", name=label, exact=True
    ).click()


def show_only(page: Page, count: str) -> None:
    page.get_by_role("radiogroup", name="Xem phần").get_by_role("radio", name=count).click()
    settle(page)


def test_a_clerk_in_a_hurry_answers_mends_confirms_and_takes_back(
    start_dashboard: StartDashboard, visit: Visit
) -> None:
    dashboard = start_dashboard(THIS_YEAR)
    page = visit(dashboard.base + UPLOAD)
    hand_in(page, "bao cao thang 11 (2).xlsx", untidy())
    expect(title(page, "Đọc được 2 số liệu; cần bạn trả lời 1 câu; 3 dòng")).to_be_visible()
    expect(confirm_button(page)).to_be_disabled()

    answer(page, "97%")
    expect(title(page, "Đọc được 3 số liệu; 3 dòng bị từ chối")).to_be_visible()

    mend_field(page, 4).fill("642,5")
    mend_field(page, 4).press("Enter")
    expect(mended_row(page, 4)).to_contain_text("✓ đọc được")
    mend_field(page, 5).fill("gần 9")
    mend_field(page, 5).press("Enter")
    expect(mended_row(page, 5)).to_contain_text("✕ vẫn chưa được")
    expect(mended_row(page, 5)).to_contain_text("“gần 9” không phải một con số cụ thể.")
    page.get_by_role("button", name="Bỏ dòng 5, không ghi").click()
    expect(mended_row(page, 5)).to_contain_text("Đã bỏ dòng này, không ghi")
    page.get_by_role("button", name=re.compile("^Chọn CT09")).click()
    expect(mended_row(page, 6)).to_contain_text("✓ đọc được")
    expect(title(page, "Đọc được 5 số liệu")).to_be_visible()
    (changed,) = rows_of(page, "Số liệu thay đổi")
    assert changed.split(" | ")[4:6] == ["11,3%", "19,5%"]

    confirm(page, 5)
    expect(page.get_by_text("Đã sửa khi nạp: 3 chỗ; tệp gốc giữ nguyên")).to_be_visible()
    page.get_by_role("button", name="Xem hoặc hoàn tác trong Lịch sử").click()
    expect(page.get_by_role("table", name="Ô đã sửa khi nạp")).to_be_visible()
    settle(page)
    assert rows_of(page, "Ô đã sửa khi nạp")[0] == "Biểu 2: 4 | Mẫu số | “khoảng 640” | “642,5”"
    reason = page.get_by_role("textbox", name="Lý do hoàn tác")
    reason.fill("nạp nhầm tệp")
    reason.press("Enter")
    settle(page)
    page.get_by_role("button", name="Hoàn tác lần 2").click()
    expect(page.get_by_text("Đã hoàn tác lần 2")).to_be_visible()

    page.goto(f"{dashboard.base}/chi-tieu?ma=CT04&nam=2026")
    settle(page)
    assert "11,3%" in rows_of(page, "Số liệu toàn xã của CT04 theo năm")[0]


def test_pressing_the_chosen_answer_again_keeps_it(preview: Page) -> None:
    answer(preview, "97%")
    expect(title(preview, "Đọc được 3 số liệu; 3 dòng bị từ chối")).to_be_visible()
    answer(preview, "97%")
    settle(preview)
    expect(title(preview, "Đọc được 3 số liệu; 3 dòng bị từ chối")).to_be_visible()


def test_cells_are_mended_with_the_keyboard_alone(preview: Page) -> None:
    mend_field(preview, 4).focus()
    preview.keyboard.type("642,5")
    preview.keyboard.press("Tab")
    preview.keyboard.press("Tab")
    preview.keyboard.press("Tab")
    expect(mend_field(preview, 5)).to_be_focused()
    preview.keyboard.type("10")
    expect(mended_row(preview, 4)).to_contain_text("✓ đọc được")
    settle(preview)
    expect(mend_field(preview, 5)).to_be_focused()
    preview.keyboard.type(",5")
    preview.keyboard.press("Enter")
    expect(mended_row(preview, 5)).to_contain_text("✓ đọc được")
    expect(mend_field(preview, 5)).to_have_value("10,5")


def test_edits_in_quick_succession_all_count(preview: Page) -> None:
    for row, text in ((4, "642,5"), (5, "10,5"), (6, "CT09")):
        mend_field(preview, row).fill(text)
        mend_field(preview, row).press("Tab")
    for row in (4, 5, 6):
        expect(mended_row(preview, row)).to_contain_text("✓ đọc được")


def test_the_whole_row_is_mended_in_a_window(preview: Page) -> None:
    preview.get_by_role("button", name="Sửa các ô khác của dòng 5").click()
    window = preview.get_by_role("dialog")
    expect(window).to_contain_text("Giá trị 108,5 nằm ngoài khoảng cho phép")
    window.get_by_role("textbox", name="Tử số").fill("217")
    window.get_by_role("textbox", name="Mẫu số").fill("2000")
    window.get_by_role("textbox", name="Giá trị").fill("")
    window.get_by_role("button", name="Kiểm tra lại").click()
    expect(preview.get_by_role("dialog")).to_have_count(0)
    expect(mended_row(preview, 5)).to_contain_text("✓ đọc được")

    preview.get_by_role("button", name="Sửa các ô khác của dòng 6").click()
    expect(window).to_be_visible()
    preview.keyboard.press("Escape")
    expect(preview.get_by_role("dialog")).to_have_count(0)
    show_only(preview, "bị từ chối")
    expect(preview.get_by_role("dialog")).to_have_count(0)


def test_a_count_shows_its_part_alone(preview: Page) -> None:
    show_only(preview, "mới")
    expect(preview.get_by_role("table", name="Số liệu mới")).to_be_visible()
    expect(preview.get_by_role("table", name="Bị từ chối")).to_have_count(0)
    show_only(preview, "Tất cả")
    expect(preview.get_by_role("table", name="Bị từ chối")).to_be_visible()


def test_a_phone_mends_and_answers_without_scrolling_sideways(
    office: Dashboard, visit: Visit
) -> None:
    page = visit(office.base + UPLOAD, width=390)
    hand_in(page, "a.xlsx", untidy())
    mend_field(page, 4).fill("642,5")
    mend_field(page, 4).press("Enter")
    expect(mended_row(page, 4)).to_contain_text("✓ đọc được")
    answer(page, "97%")
    expect(confirm_button(page)).to_be_enabled()
    settle(page)
    overhang = page.evaluate(
        """() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(
            (node) => node.scrollWidth - node.clientWidth)"""
    )
    assert overhang == [0, 0]
    bar = page.locator(".st-key-confirm-bar").bounding_box()
    field = mend_field(page, 5).bounding_box()
    assert bar is not None
    assert field is not None
    assert bar["height"] < 250
    assert field["height"] >= 44


def test_the_marked_copy_is_mended_in_a_spreadsheet_and_read_again(preview: Page) -> None:
    with preview.expect_download() as saved:
        preview.get_by_role("button", name="Tải tệp có đánh dấu").click()
    assert saved.value.suggested_filename == "bao cao thang 11 (2) - kiểm tra.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(Path(saved.value.path()).read_bytes()))
    sheet = book["Biểu 2"]
    column = next(c.column for c in sheet[3] if (c.value or "").startswith("Kết quả kiểm tra"))
    assert "“khoảng 640” không phải một con số" in sheet.cell(4, column).value
    for place, value in (("E4", 642.5), ("F5", "10,5"), ("A6", "CT09"), ("F8", 97)):
        sheet[place].value = value
    mended = io.BytesIO()
    book.save(mended)

    preview.get_by_role("button", name="Hủy").click()
    expect(preview.get_by_text("bước 1/3: chọn tệp")).to_be_visible()
    settle(preview)
    hand_in(preview, "đã sửa.xlsx", mended.getvalue())
    expect(title(preview, "Đọc được 6 số liệu")).to_be_visible()
    expect(preview.get_by_text("Cột không dùng đến")).to_have_count(0)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2025;CT04;Thôn {0};chính thức;{1},5;", "Đọc được 3.000 số liệu"),
        ("2025;CT04;Thôn {0};chính thức;khoảng {0};", "3.000 dòng bị từ chối"),
        ("2025;CT04;Th?n s? {0};chính thức;{1},5;", "cần bạn trả lời 3.000 câu"),
    ],
)
def test_three_thousand_rows_leave_the_page_small(
    office: Dashboard, visit: Visit, row: str, said: str
) -> None:
    page = visit(office.base + UPLOAD)
    rows = [row.format(number, number % 89 + 2) for number in range(3000)]
    hand_in(page, "lớn.csv", csv_file(*rows))
    expect(title(page, said)).to_be_visible()
    count = """() => {
        const all = (root) => [...root.querySelectorAll('*')].reduce(
            (sum, node) => sum + 1 + (node.shadowRoot ? all(node.shadowRoot) : 0), 0);
        return all(document);
    }"""
    assert page.evaluate(count) < 2500
    show_only(page, "3.000")
    expect(page.get_by_text(re.compile(r"^1–\d+ / 3\.000$"))).to_be_visible()
    assert page.evaluate(count) < 2500
