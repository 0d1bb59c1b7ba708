"""The clerk in the first week of December: an untidy file, a mistake, and the yearly report."""

import io
import re
from pathlib import Path

import docx
import openpyxl
from playwright.sync_api import Page, expect

from indicators import account_words as words
from tests.browser.conftest import StartDashboard, Visit, settle
from tests.browser.stories import FIGURES, PC, keep, type_password
from tests.browser.test_journeys import (
    UPLOAD,
    choose,
    confirm,
    csv_file,
    hand_in,
    rows_of,
    title,
)
from tests.browser.test_upload_journeys import answer, mend_field, mended_row, untidy

LAST_YEAR = tuple(each for each in FIGURES if each.year == 2025)


def correct(page: Page, code: str, value: str, reason: str) -> None:
    """Corrects one figure without a file and confirms it."""
    page.get_by_text("Chỉ sửa hoặc thêm một số liệu, không cần tệp").click()
    form = page.get_by_test_id("stForm")
    expect(form).to_be_visible()
    settle(page)
    choose(page, form.get_by_role("combobox", name="Chỉ tiêu"), code)
    form.get_by_role("textbox", name="Giá trị").fill(value)
    form.get_by_role("textbox", name="Lý do sửa").fill(reason)
    form.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("bước 2/3: xem trước")).to_be_visible()
    settle(page)


def test_from_an_untidy_file_to_the_report_with_the_corrected_figure(
    start_dashboard: StartDashboard, visit: Visit
) -> None:
    office = start_dashboard(LAST_YEAR, today="2026-12-02", demo="off")
    page = visit(office.base + UPLOAD, signed_in=False)
    page.set_viewport_size({"width": PC[0], "height": PC[1]})
    keep(page, "clerk-1-asked-to-sign-in")
    page.get_by_test_id("stMain").get_by_role("link", name=words.SIGN_IN).click()
    type_password(page, "lan")
    page.wait_for_url(f"**{UPLOAD}")
    settle(page)
    keep(page, "clerk-2-upload")

    # The template holds every indicator and last year's figure.
    with page.expect_download() as saved:
        page.get_by_role("button", name="Mẫu Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(saved.value.path()).read_bytes()))
    codes = {cell.value for cell in book["Số liệu"]["A"]}
    assert {"CT02", "CT04", "CT12"} < codes

    # Her own file; what is refused is mended in place.
    hand_in(page, "bao cao thang 11 (2).xlsx", untidy())
    expect(title(page, "Đọc được 2 số liệu; cần bạn trả lời 1 câu; 3 dòng")).to_be_visible()
    keep(page, "clerk-3-preview")
    answer(page, "97%")
    expect(title(page, "Đọc được 3 số liệu; 3 dòng bị từ chối")).to_be_visible()
    for row, text in ((4, "642,5"), (5, "10,5"), (6, "CT09")):
        mend_field(page, row).fill(text)
        mend_field(page, row).press("Tab")
    for row in (4, 5, 6):
        expect(mended_row(page, row)).to_contain_text("✓ đọc được")
    settle(page)
    keep(page, "clerk-4-mended")
    confirm(page, 6)
    keep(page, "clerk-5-receipt")

    # A figure was wrong in the file: corrected with its reason.
    page.get_by_role("button", name="Nạp tệp khác").click()
    expect(page.get_by_text("bước 1/3: chọn tệp")).to_be_visible()
    settle(page)
    correct(page, "CT05", "62,1", "gõ nhầm 61,2")
    (changed,) = rows_of(page, "Số liệu thay đổi")
    assert changed.split(" | ")[4:6] == ["61,2%", "62,1%"]
    keep(page, "clerk-6-correction")
    confirm(page, 1)

    # The wrong file was handed in: taken back whole, with its reason.
    page.get_by_role("button", name="Nạp tệp khác").click()
    expect(page.get_by_text("bước 1/3: chọn tệp")).to_be_visible()
    settle(page)
    hand_in(page, "xa khac.csv", csv_file("2026;CT12;;chính thức;7;", "2026;CT13;;chính thức;4;"))
    confirm(page, 2)
    page.get_by_role("button", name="Xem hoặc hoàn tác trong Lịch sử").click()
    reason = page.get_by_role("textbox", name="Lý do hoàn tác")
    expect(reason).to_be_visible()
    settle(page)
    reason.fill("tệp của xã khác")
    reason.press("Enter")
    settle(page)
    page.get_by_role("button", name=re.compile("^Hoàn tác lần")).click()
    expect(page.get_by_text(re.compile("^Đã hoàn tác lần"))).to_be_visible()
    keep(page, "clerk-7-undone")

    # The report: previewed, taken along, opened again.
    page.get_by_test_id("stSidebar").get_by_role("link", name="Báo cáo").click()
    sheet = page.get_by_role("article")
    expect(sheet).to_contain_text("62,1%")
    expect(sheet).not_to_contain_text("61,2%")
    keep(page, "clerk-8-report-first-look", whole=False)
    keep(page, "clerk-8-report")
    with page.expect_download() as report:
        page.get_by_role("button", name="Tải báo cáo (.docx)").click()
    document = docx.Document(str(report.value.path()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    runs = [run.text for paragraph in document.paragraphs for run in paragraph.runs]
    assert any("62,1%" in text for text in cells)
    # What only persons know is left to them: number and day, and what the text asks for.
    assert any(re.search(r"^Số: +/BC-UBND$", text, re.M) for text in cells)
    assert any(re.search(r"ngày +tháng \d+ năm 2026", text) for text in cells)
    assert [text for text in runs if text.startswith("[… ")]
