"""What the walk looks for is found where it is: a check that never fails would be none."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser import accessibility, paper, vietnamese
from tests.browser.test_screens import OVERHANG, on_a_phone, overhang

START = '<!DOCTYPE html><html lang="vi"><title>Trang thử</title><main><h1>Kết quả</h1>'


@pytest.fixture
def page(chromium: BrowserContext) -> Iterator[Page]:
    opened = chromium.new_page()
    opened.set_viewport_size({"width": 390, "height": 844})
    yield opened
    opened.close()


# What it says


@pytest.mark.parametrize(
    "content",
    [
        "<p>Loading</p>",
        '<button aria-label="Close">✕</button>',
        '<input placeholder="Search" aria-label="Tìm">',
        '<span title="Settings">Cài đặt</span>',
        "<style>p::after { content: 'Required' }</style><p>Năm</p>",
        "<select><option>Nothing chosen</option></select>",
        '<span role="spinbutton" aria-valuetext="Empty" aria-valuenow="1">1</span>',
        '<svg><title>Chart</title><text y="9">Số</text></svg>',
        '<iframe srcdoc="<p>Inside</p>"></iframe>',
        "<div><template shadowrootmode=open><p>Within</p></template></div>",
        '<input value="Written" aria-label="Tên">',
    ],
)
def test_english_is_found_wherever_it_stands(page: Page, content: str) -> None:
    page.set_content(START + content)
    assert vietnamese.faults(page.evaluate(vietnamese.SHOWN)) != []


def test_english_in_the_title_and_the_language_are_found(page: Page) -> None:
    page.set_content('<html lang="en"><title>Dashboard</title><h1>Kết quả</h1>')
    found = " ".join(vietnamese.faults(page.evaluate(vietnamese.SHOWN)))
    assert "Dashboard" in found
    assert "Language" in found


def test_what_nobody_sees_or_hears_is_not_read(page: Page) -> None:
    page.set_content(f"{START}<p hidden>Hidden</p><script>const word = 1;</script>")
    assert vietnamese.faults(page.evaluate(vietnamese.SHOWN)) == []


# Who can use it


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ('<img src="data:," width="9" height="9">', "image-alt"),
        ('<p style="color: #aaa; background: #fff">Chữ nhạt</p>', "color-contrast"),
        ("<input>", "label"),
        ("<button></button>", "button-name"),
        ("<div><template shadowrootmode=open><button></button></template></div>", "button-name"),
    ],
)
def test_what_cannot_be_used_by_everybody_is_found(page: Page, content: str, rule: str) -> None:
    page.set_content(START + content)
    assert any(fault.startswith(rule) for fault in accessibility.faults(page))


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ("<div class=chart>x</div>", 1),
        ('<div class=chart><div role=img aria-label="Hình">x</div></div>', 1),
        (
            '<div class=chart><div role=img aria-label="Ngưỡng từ 20% trở lên">x</div></div>',
            0,
        ),
    ],
)
def test_a_chart_without_a_sentence_is_found(page: Page, content: str, count: int) -> None:
    page.set_content(START + content)
    assert len(accessibility.faults(page)) == count


# On a phone


def test_a_page_wider_than_a_phone_is_found(page: Page) -> None:
    page.set_content(f'{START}<p style="width: 500px">Rộng quá</p>')
    assert max(page.evaluate(OVERHANG)) > 0
    assert any("sideways" in fault for fault in overhang(page, 390))


def test_a_result_below_the_first_screen_is_found(page: Page) -> None:
    page.set_content('<html lang="vi"><div style="height: 900px"></div><h1>Kết quả</h1>')
    assert any("headline" in fault for fault in on_a_phone(page))


def test_targets_too_small_for_a_finger_are_found(page: Page) -> None:
    page.set_content(
        START + '<button style="width: 12px; height: 12px; padding: 0">a</button>'
        '<button style="width: 12px; height: 12px; padding: 0">b</button>'
    )
    assert any(fault.startswith("target-size") for fault in on_a_phone(page))


# On paper


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<button>Bấm</button>", "can be pressed"),
        ('<p style="width: 900px; background: red">Dài</p>', "cut at the right"),
        ('<p style="width: 1ch; overflow-wrap: anywhere">Đơn vị báo cáo</p>', "letter by letter"),
        ('<div data-testid="stSidebar">Thanh bên</div>', "is printed"),
        (
            '<div style="height: 50px; overflow: auto"><p style="height: 2000px">Trên</p>'
            "<p>Dưới cùng</p></div>",
            "Dưới cùng",
        ),
    ],
)
def test_what_is_wrong_on_paper_is_found(page: Page, content: str, words: str) -> None:
    page.set_content(START + content)
    assert any(words in fault for fault in paper.faults(page))


def test_a_page_that_prints_well_has_no_faults_but_for_a_missing_mark(page: Page) -> None:
    page.set_content(f"{START}<p>Diện tích trồng trọt 14,6%</p>")
    assert paper.faults(page) == []
    assert paper.faults(page, "SỐ LIỆU MINH HỌA") != []
