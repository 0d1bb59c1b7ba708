"""The manual's pictures: a walk through the product that takes each of them.

What changes from day to day on a screen (the time of a file, of a backup) is written over before
a picture is taken, so that the same product gives the same pictures.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

from indicators.manual import PICTURES
from tests.browser.conftest import settle
from tests.browser.test_journeys import hand_in

WIDTH = 620
SHARPNESS = 1.5
COLOURS = 128
MOST_BYTES = 60_000
MARGIN = 10
STEADY = """() => {
    const walk = (root) => {
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const text = texts.currentNode;
            const said = text.data
                .replace(/\\d\\d\\/\\d\\d\\/\\d{4}\\s\\d\\d:\\d\\d(:\\d\\d)?/g, '20/11/2026 08:30')
                .replace(/\\d\\d:\\d\\d:\\d\\d/g, '08:30:00')
                .replace(/\\d{4}-\\d\\d-\\d\\dT\\d[\\dTZ-]*/g, '2026-11-20T083000Z')
                .replace(/^\\d\\d:\\d\\d$/, '08:30')
                .replace(/\\d,\\d MB/, '6,6 MB')
                .replace(/\\S+dashboard\\.duckdb\\.backups\\S+/,
                    'data/dashboard.duckdb.backups/20261120-083000-00000006.duckdb')
                .replace(/127\\.0\\.0\\.1/g, 'máy chủ');
            if (said !== text.data) text.data = said;
        }
        for (const node of root.querySelectorAll('*')) if (node.shadowRoot) walk(node.shadowRoot);
        if (root.isHeldSteady) return;
        root.isHeldSteady = true;
        // A run of the script that is still on its way must not bring the time back.
        new MutationObserver(() => walk(root)).observe(
            root, { childList: true, subtree: true, characterData: true });
    };
    walk(document.body);
}"""
MARK = """(node, number) => {
    const place = node.getBoundingClientRect();
    const mark = document.createElement('div');
    mark.textContent = number;
    mark.className = 'manual-mark';
    Object.assign(mark.style, {
        position: 'fixed', left: `${Math.min(place.right - 15, innerWidth - 34)}px`,
        top: `${Math.max(place.top - 13, 2)}px`, width: '26px', height: '26px',
        background: '#8A3FBF',
        border: '2px solid white', borderRadius: '50%', color: 'white', textAlign: 'center',
        font: '700 16px/26px sans-serif', zIndex: 99999, boxSizing: 'content-box',
    });
    document.body.append(mark);
}"""
UNMARK = "() => document.querySelectorAll('.manual-mark').forEach((mark) => mark.remove())"


def take(
    page: Page, around: Sequence[Locator], marks: Sequence[Locator] = (), lowest: int = 3000
) -> bytes:
    """A picture of what lies around these parts of a screen, with numbers at `marks`.

    It is as wide as the window, so that all are shown at one scale. What lies
    more than `lowest` pixels below its top is left out.
    """
    page.evaluate(STEADY)
    for number, marked in enumerate(marks, start=1):
        marked.first.evaluate(MARK, str(number))
    boxes = [box for each in around if (box := each.first.bounding_box())]
    top = max(min(box["y"] for box in boxes) - (MARGIN + 6 if marks else 2), 0)
    bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
    size = page.viewport_size or {"width": WIDTH, "height": 900}
    clip = {
        "x": 0,
        "y": top,
        "width": size["width"],
        "height": min(bottom, size["height"], top + lowest) - top,
    }
    # A field that holds the caret would blink in and out of the picture.
    page.evaluate("() => document.activeElement?.blur?.()")
    picture = page.screenshot(clip=clip, animations="disabled", caret="hide")
    page.evaluate(UNMARK)
    return picture


def keep(name: str, picture: bytes) -> Path:
    """Writes a picture as the manual ships it."""
    place = PICTURES / f"{name}.webp"
    with Image.open(io.BytesIO(picture)) as taken:
        way = Image.Quantize.FASTOCTREE  # keeps the rare colours, which tell a status or a path
        few = taken.convert("RGB").quantize(COLOURS, way, dither=Image.Dither.NONE)
        few.convert("RGB").save(place, "WEBP", lossless=True, quality=100, method=6)
    return place


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(name))


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def main(page: Page) -> Locator:
    return page.get_by_test_id("stMainBlockContainer")


Go = Callable[[str, str], Page]
"""Opens an address as the person of a login, "" for a visitor, and waits until it is drawn."""
Taken = Iterator[tuple[str, bytes]]


def of_invented_figures(go: Go) -> Taken:
    """Pictures of the first start, where nothing is stored."""
    page = go("/", "")
    rows = page.get_by_role("table").first.get_by_role("row")
    status, year = page.get_by_role("list").first, page.get_by_role("combobox").first
    yield (
        "tong-quan",
        take(page, [heading(page), year, rows.nth(4)], [heading(page), status, rows.nth(2), year]),
    )
    page = go("/chi-tieu?ma=CT04", "")
    chart = page.locator(".st-key-chart-trajectory")
    yield "chi-tieu", take(page, [heading(page), chart])
    page = go("/dang-nhap", "")
    yield "dang-nhap", take(page, [page.locator("form")])
    page = go("/bao-cao", "lan")
    yield "bao-cao", take(page, [heading(page), main(page)], lowest=640)
    page = go("/nap-so-lieu", "lan")
    uploader = page.get_by_test_id("stFileUploader")
    year = page.get_by_test_id("stSelectbox").first
    sample = button(page, "Mẫu Excel")
    yield "nap-chon-tep", take(page, [uploader, year, sample], [year, uploader, sample])
    page = go("/quan-tri", "binh")
    table = page.get_by_role("table").first
    yield "quan-tri", take(page, [heading(page), table, page.get_by_text("Thêm tài khoản").first])
    page = go("/quan-tri?xem=du-lieu", "binh")
    page.get_by_role("button", name="Sao lưu ngay").click()
    page.get_by_text("Đã sao lưu.").wait_for()
    settle(page)
    newest = page.get_by_role("table").first.get_by_role("row").nth(1)
    shown = [heading(page), button(page, "Sao lưu ngay"), newest]
    yield "sao-luu", take(page, shown)
    page.set_viewport_size({"width": 1024, "height": 576})
    page = go("/trinh-chieu?chi_tieu=CT04&giay=60", "")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.get_by_text("Diện tích trồng trọt VietGAP").first.wait_for()
    page.evaluate("document.fonts.ready")
    page.evaluate(STEADY)
    yield "trinh-chieu", page.screenshot(animations="disabled")


def of_an_upload(go: Go, file: tuple[str, bytes], sent: tuple[str, bytes]) -> Taken:
    """Pictures of a file looked at, mended, confirmed and taken back, with figures in the store."""
    page = go("/nap-so-lieu", "hung")
    hand_in(page, *sent)
    button(page, "^Gửi chờ xác nhận").click()
    page.get_by_text("chưa tính vào kết quả").first.wait_for()

    page = go("/nap-so-lieu", "lan")
    yield "cho-xac-nhan", take(page, [page.get_by_text("lần nạp chờ xác nhận"), waiting(page)])
    hand_in(page, *file)
    parts = page.get_by_role("radiogroup", name="Xem phần")
    asked = page.locator(".st-key-questions")
    refused = page.get_by_role("table", name="Bị từ chối")
    marks = [heading(page), parts, asked, refused]
    yield "nap-xem-truoc", take(page, marks, marks)
    yield "nap-sua", take(page, [refused])
    page.get_by_role("radiogroup", name="Trả lời").get_by_role("radio").first.click()
    settle(page)
    button(page, "^Xác nhận ghi").click()
    button(page, "Xem hoặc hoàn tác").wait_for()
    settle(page)
    shown = [heading(page), button(page, "Xem tổng quan"), button(page, "Nạp tệp khác")]
    yield "nap-bien-nhan", take(page, shown)
    button(page, "Xem hoặc hoàn tác").click()
    page.get_by_role("textbox", name="Lý do hoàn tác").wait_for()
    settle(page)
    reason, undo = page.get_by_role("textbox", name="Lý do hoàn tác"), button(page, "Hoàn tác lần")
    changes = page.get_by_role("table").last
    yield "hoan-tac", take(page, [reason, undo, changes], [reason, undo])
    page = go("/chi-tieu?ma=CT04&nam=2026", "lan")
    page.get_by_text("Ghi giải trình").first.click()
    settle(page)
    yield "giai-trinh", take(page, [page.get_by_test_id("stExpander").first])
    page = go("/nhiem-vu?ma=I.1", "lan")
    settle(page)
    yield "nhiem-vu", take(page, [page.get_by_test_id("stExpander").last])


def waiting(page: Page) -> Locator:
    return page.get_by_role("table", name=re.compile("chờ xác nhận"))
