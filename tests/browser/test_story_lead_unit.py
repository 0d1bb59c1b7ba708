"""A lead unit that is asked: by the letter's link to the explanation, and a figure handed in."""

import re

from playwright.sync_api import expect

from indicators import account_words as words
from indicators import explanation_sentences as sentences
from indicators.accounts import Account, Role
from tests.browser.conftest import StartDashboard, Visit, come_as, settle
from tests.browser.stories import FIGURES, PHONE, keep, type_password
from tests.browser.test_journeys import UPLOAD, csv_file, hand_in, rows_of, title

THU = Account("thu.vp", "Bà Thu", frozenset({Role.CONTRIBUTOR}), "VP")
LAN = Account("lan", "Bà Lan", frozenset({Role.EDITOR}), "PKT")
REASON = "Xe đặt mua quý IV chưa bàn giao"


def test_the_letters_link_leads_to_the_explanation_and_a_figure_waits_for_the_editor(
    start_dashboard: StartDashboard, visit: Visit
) -> None:
    office = start_dashboard(FIGURES, today="2026-12-02", demo="off", people=(THU, LAN))
    page = visit(office.base)
    page.get_by_text(re.compile("^Nhắc việc:")).click()
    settle(page)
    page.get_by_role("button", name="Chép lời nhắc: Văn phòng HĐND và UBND").click()
    written = page.get_by_role("textbox", name="Xem lời nhắc: Văn phòng HĐND và UBND")
    letter = written.input_value()
    link = re.search(r"Ghi giải trình tại: (\S+)", letter)
    assert link is not None
    assert link[1].endswith("/chi-tieu?ma=CT02&nam=2026")

    # She opens the link on her telephone: to the sign-in and back to that very indicator.
    page.context.clear_cookies()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(link[1])
    settle(page)
    keep(page, "lead-unit-1-letters-link", whole=False)
    page.get_by_role("link", name=sentences.SIGN_IN_TO_WRITE).click()
    expect(page.get_by_role("button", name=words.SIGN_IN, exact=True)).to_be_visible()
    keep(page, "lead-unit-2-sign-in", is_screen=False)
    type_password(page, "thu.vp")
    page.wait_for_url("**/chi-tieu?ma=CT02&nam=2026")
    settle(page)
    expect(title(page, "Xe công thay thế, mua mới dùng điện")).to_be_visible()

    # She says why, what next, until when.
    page.get_by_text(sentences.WRITE).first.click()
    settle(page)
    page.get_by_role("textbox", name=sentences.REASON).fill(REASON)
    page.get_by_role("textbox", name=sentences.NEXT_STEPS).fill(
        "Nhận xe trong quý I, thanh lý xe cũ"
    )
    page.get_by_test_id("stDateInput").get_by_role("spinbutton").first.click()
    page.keyboard.type("31032027")
    page.keyboard.press("Escape")
    keep(page, "lead-unit-3-form")
    page.get_by_role("button", name=sentences.WRITE).click()
    expect(page.get_by_text(sentences.REVISE)).to_be_visible()
    settle(page)
    (note,) = rows_of(page, sentences.TITLE)
    assert note.startswith(REASON)
    keep(page, "lead-unit-4-explained")

    # It is on her unit's page, which owes no explanation any more.
    page.get_by_role("link", name="Văn phòng HĐND và UBND").first.click()
    expect(title(page, "Văn phòng HĐND và UBND:")).to_be_visible()
    settle(page)
    expect(page.get_by_text(REASON)).to_be_visible()
    expect(page.get_by_text(sentences.missing_title(2026))).to_have_count(0)
    keep(page, "lead-unit-5-unit")

    # A figure of her own indicator, which waits for the editor.
    page.goto(office.base + UPLOAD)
    settle(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Mẫu CSV").click()
    lines = saved.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["CT02"]
    hand_in(page, "xe cong.csv", csv_file("2026;CT02;;chính thức;80;"))
    keep(page, "lead-unit-6-preview")
    page.get_by_role("button", name="Gửi chờ xác nhận 1 số liệu").click()
    expect(title(page, "Đã gửi 1 số liệu chờ xác nhận")).to_be_visible()
    keep(page, "lead-unit-7-sent", whole=False)

    # The editor confirms; figure and explanation are in the report.
    page.set_viewport_size({"width": 1920, "height": 1080})
    come_as(page, office, "lan", UPLOAD)
    keep(page, "lead-unit-8-waiting")
    page.get_by_role("link", name="xe cong.csv").click()
    expect(page.get_by_text("Bà Thu gửi")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Xác nhận ghi 1 số liệu").click()
    expect(title(page, "Đã ghi 1 số liệu")).to_be_visible()
    settle(page)
    page.get_by_test_id("stSidebar").get_by_role("link", name="Báo cáo").click()
    sheet = page.get_by_role("article")
    expect(sheet).to_contain_text(REASON)
    expect(sheet).to_contain_text("80%")
    keep(page, "lead-unit-9-report")
