"""Where the walk over all screens stops: an address, who looks, at which store, what is opened."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect
from pyotp import TOTP

from indicators import account_words, admin_words, city_words, doorway, upload_words
from tests.browser.conftest import settle
from tests.browser.test_journeys import UPLOAD, csv_file, hand_in
from tests.browser.test_upload_journeys import untidy
from tests.signing import PASSWORD

Act = Callable[[Page], None]
VISITOR = ""
SET_UP_CODE = "SET-UP-CODE"
"""In an address: the code that the dashboard prints at its first start."""


@dataclass(frozen=True)
class Stop:
    """`who` is the login of the person, `act` what is done before looking.

    `is_streamlit` tells whether Streamlit draws it; `fresh` that the stop stores something and so
    has a dashboard of its own; `on_paper` whether it is meant to be printed; `codes` matches what
    only this screen shows and is no Vietnamese: names of columns, a code that somebody mistyped.
    """

    name: str
    address: str
    state: str = "demo"
    who: str = VISITOR
    act: Act | None = None
    is_streamlit: bool = True
    fresh: bool = False
    on_paper: bool = True
    codes: str = r"(?!)"

    def __str__(self) -> str:
        return "-".join(filter(None, (self.name, self.who, self.state)))


# What is done at a stop


def opening(*names: str) -> Act:
    """Opens expanders by what they say."""

    def act(page: Page) -> None:
        for name in names:
            page.locator("summary", has_text=name).first.click()
            settle(page)

    return act


def pressing(*names: str, role: Any = "button") -> Act:
    """Presses one after the other."""

    def act(page: Page) -> None:
        for name in names:
            page.get_by_role(role, name=re.compile(f"^{re.escape(name)}")).first.click()
            settle(page)

    return act


def handing_in(name: str, content: bytes, *more: Act) -> Act:
    """Chooses a file for the upload, and goes on."""

    def act(page: Page) -> None:
        hand_in(page, name, content)
        for each in more:
            each(page)

    return act


def one_after_the_other(*acts: Act) -> Act:
    def act(page: Page) -> None:
        for each in acts:
            each(page)

    return act


def opening_list(label: str) -> Act:
    """Opens a list of choices."""

    def act(page: Page) -> None:
        page.get_by_role("combobox", name=label).first.click()
        page.get_by_role("option").first.wait_for()

    return act


def opening_days(page: Page) -> None:
    """Opens the calendar of the first date field."""
    page.get_by_test_id("stDateInput").get_by_role("button").first.click()
    page.get_by_role("grid").first.wait_for()


def writing_a_reason(page: Page) -> None:
    field = page.get_by_role("textbox", name="Lý do hoàn tác")
    field.fill("nạp nhầm tệp")
    field.press("Enter")
    settle(page)


def signing_in(password: str, login: str = "lan") -> Act:
    def act(page: Page) -> None:
        page.get_by_label(account_words.LOGIN).fill(login)
        page.get_by_label(account_words.PASSWORD, exact=True).fill(password)
        page.get_by_role("button", name=account_words.SIGN_IN).click()
        page.wait_for_load_state()

    return act


def coming_in(page: Page) -> None:
    signing_in(PASSWORD)(page)
    settle(page)


def turning_on_codes(page: Page) -> None:
    secret = page.locator("input[name=khoa]").first.input_value()
    page.get_by_label(account_words.CURRENT_PASSWORD).fill(PASSWORD)
    page.get_by_label(account_words.CODE).fill(TOTP(secret).now())
    page.get_by_role("button", name=account_words.TURN_ON).click()
    page.get_by_role("heading", name=account_words.RECOVERY_TITLE).wait_for()


def signing_out(page: Page) -> None:
    page.get_by_role("button", name=account_words.SIGN_OUT).click()
    expect(page.get_by_role("status")).to_be_visible()


def going_to(slide: str) -> Act:
    """Shows a slide of the show, and stays on it."""

    def act(page: Page) -> None:
        page.locator(".slide").wait_for()
        page.goto(f"{page.url.partition('#')[0]}#{slide}")
        page.reload()
        page.locator(f'.slide[data-slide="{slide}"]').wait_for()
        page.keyboard.press(" ")

    return act


def helped(page: Page) -> None:
    page.keyboard.press("?")
    page.locator("#help").wait_for()


def adding_an_account(page: Page) -> None:
    opening(admin_words.ADD)(page)
    page.get_by_role("textbox", name=account_words.LOGIN).fill("mai.pkt")
    page.get_by_role("textbox", name=account_words.FULL_NAME).first.fill("Bà Mai")
    page.get_by_role("button", name=admin_words.ADD).click()
    page.get_by_test_id("stCode").wait_for()
    settle(page)


NEW = csv_file("2026;CT04;;chính thức;11,9;", "2026;CT07;;chính thức;91;")
KNOWN = csv_file("2026;CT04;;chính thức;11,3;")
PREVIEW = ("bao cao thang 11 (2).xlsx", untidy())

STOPS = (
    # Every viewer's screens, at the first start, with real figures, without any
    *(
        Stop(name, address, state)
        for state in ("demo", "real", "empty")
        for name, address in (
            ("overview", "/"),
            ("indicator-CT04", "/chi-tieu?ma=CT04"),
            ("unit-PKT", "/don-vi?ma=PKT"),
            ("tasks", "/nhiem-vu"),
            ("task-II.2", "/nhiem-vu?ma=II.2"),
        )
    ),
    *(
        Stop(name, address, state)
        for state in ("demo", "real")
        for name, address in (
            ("indicator-CT02", "/chi-tieu?ma=CT02"),
            ("indicator-CT12", "/chi-tieu?ma=CT12"),
            ("unit-CA", "/don-vi?ma=CA"),
        )
    ),
    Stop("indicator-CT13", "/chi-tieu?ma=CT13", "real"),
    Stop("overview-2024", "/?nam=2024", "real"),
    Stop("overview-by-unit", "/", "real", act=pressing("Theo đơn vị", role="radio")),
    Stop("overview-by-status", "/", "real", act=pressing("Theo trạng thái", role="radio")),
    Stop("reminders", "/", "real", act=opening("Nhắc việc")),
    Stop("indicator-origins", "/chi-tieu?ma=CT04", "real", act=opening("Từng đơn vị báo cáo")),
    Stop("indicator-list", "/chi-tieu?ma=CT04", act=opening_list("Chỉ tiêu"), on_paper=False),
    Stop("unknown-indicator", "/chi-tieu?ma=CT99"),
    Stop("timeline", "/nhiem-vu", act=pressing("Đường thời gian", role="radio")),
    Stop("timeline", "/nhiem-vu", "real", act=pressing("Đường thời gian", role="radio")),
    Stop("unknown-task", "/nhiem-vu?ma=X.9"),
    Stop("manual", "/huong-dan"),
    Stop("no-city", "/thanh-pho"),
    Stop("city", "/thanh-pho", "city"),
    Stop("city-ranking", "/thanh-pho?ma=CT04", "city"),
    Stop(
        "city-comparison", "/thanh-pho", "city", act=pressing(city_words.COMPARISON, role="radio")
    ),
    Stop("city-commune", "/thanh-pho?xa=AN-LAO", "city"),
    Stop("no-right", UPLOAD),
    # Contributors
    Stop("overview", "/", "real", "hung"),
    Stop("upload", UPLOAD, "real", "hung"),
    Stop("no-right-history", "/lich-su", "real", "hung"),
    Stop("task-update", "/nhiem-vu?ma=VI.2", "real", "hung", act=opening("Cập nhật")),
    Stop(
        "sent",
        UPLOAD,
        "desk",
        "hung",
        act=handing_in(
            "Nước sạch.csv", csv_file("2026;CT11;;chính thức;97;"), pressing(upload_words.SEND)
        ),
        fresh=True,
    ),
    # Editors
    Stop("upload", UPLOAD, "demo", "lan"),
    Stop("upload", UPLOAD, "real", "lan"),
    Stop("upload", UPLOAD, "empty", "lan"),
    Stop("one-figure", UPLOAD, "real", "lan", act=opening(upload_words.ONE_FIGURE)),
    Stop("preview", UPLOAD, "desk", "lan", act=handing_in(*PREVIEW)),
    Stop("preview-new", UPLOAD, "desk", "lan", act=handing_in("năm 2026.csv", NEW)),
    Stop(
        "preview-row",
        UPLOAD,
        "desk",
        "lan",
        act=handing_in(*PREVIEW, pressing("Sửa các ô khác")),
        on_paper=False,
    ),
    Stop("preview-known", UPLOAD, "desk", "lan", act=handing_in("năm 2026.csv", KNOWN)),
    Stop(
        "preview-unreadable",
        UPLOAD,
        "desk",
        "lan",
        act=handing_in("báo cáo.xlsx", b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"),
    ),
    Stop(
        "receipt",
        UPLOAD,
        "desk",
        "lan",
        act=handing_in("năm 2026.csv", NEW, pressing("Xác nhận ghi")),
        fresh=True,
    ),
    Stop("proposal", f"{UPLOAD}?cho=1", "real", "lan"),
    Stop("explanation", "/chi-tieu?ma=CT12", "real", "lan", act=opening("Sửa giải trình")),
    Stop(
        "explanation-days",
        "/chi-tieu?ma=CT12",
        "real",
        "lan",
        act=one_after_the_other(opening("Sửa giải trình"), opening_days),
        on_paper=False,
    ),
    Stop("history", "/lich-su", "real", "lan"),
    Stop("history", "/lich-su", "empty", "lan"),
    Stop("history", "/lich-su", "demo", "lan"),
    Stop("history-entry", "/lich-su?lan=3", "real", "lan"),
    Stop("history-events", "/lich-su?xem=moi-viec", "real", "lan"),
    Stop(
        "history-kinds",
        "/lich-su?xem=moi-viec",
        "real",
        "lan",
        act=opening_list("Loại việc"),
        on_paper=False,
    ),
    Stop(
        "undone",
        "/lich-su?lan=1",
        "desk",
        "lan",
        act=one_after_the_other(writing_a_reason, pressing("Hoàn tác lần 1")),
        fresh=True,
    ),
    Stop("report", "/bao-cao", "demo", "lan"),
    Stop("report", "/bao-cao", "real", "lan"),
    Stop("report", "/bao-cao", "empty", "lan"),
    Stop(
        "report-PKT",
        "/bao-cao",
        "real",
        "lan",
        act=pressing("Báo cáo của Phòng", role="radio"),
    ),
    # Approvers
    Stop("approvals", UPLOAD, "approval", "minh"),
    Stop("approval", f"{UPLOAD}?cho=2", "approval", "minh"),
    Stop("approval-undo", f"{UPLOAD}?cho=3", "approval", "minh"),
    Stop("no-approvals", UPLOAD, "real", "minh"),
    # Administrators
    Stop("overview", "/", "real", "binh"),
    Stop("accounts", "/quan-tri", "real", "binh"),
    Stop("account-new", "/quan-tri", "real", "binh", act=opening(admin_words.ADD)),
    Stop("account-edit", "/quan-tri", "real", "binh", act=opening(admin_words.EDIT)),
    Stop("account-made", "/quan-tri", "desk", "binh", act=adding_an_account, fresh=True),
    Stop("reporting-units", "/quan-tri?xem=don-vi-bao-cao", "real", "binh"),
    Stop("reporting-units", "/quan-tri?xem=don-vi-bao-cao", "empty", "binh"),
    Stop("settings", "/quan-tri?xem=cai-dat", "real", "binh"),
    Stop("upkeep", "/quan-tri?xem=du-lieu", "real", "binh"),
    Stop("upkeep", "/quan-tri?xem=du-lieu", "demo", "binh"),
    # Beside Streamlit
    *(
        Stop(name, address, "real", who, act, is_streamlit=False)
        for name, address, who, act in (
            ("sign-in", doorway.SIGN_IN, VISITOR, None),
            ("sign-in-wrong", doorway.SIGN_IN, VISITOR, signing_in("con trâu đi sau")),
            ("sign-out", doorway.SIGN_OUT, "lan", None),
            ("own-account", doorway.OWN, "lan", None),
            ("second-factor", f"{doorway.OWN}?viec=bat-hai-lop", "lan", None),
            ("unknown-address", "/khong-co", VISITOR, None),
            ("set-up-late", f"{doorway.SET_UP}?ma=x", VISITOR, None),
        )
    ),
    Stop(
        "signed-out", doorway.SIGN_OUT, "desk", "lan", signing_out, is_streamlit=False, fresh=True
    ),
    Stop("signed-in", doorway.SIGN_IN, "desk", VISITOR, coming_in, is_streamlit=False, fresh=True),
    *(
        Stop(
            f"show-{slide}",
            f"/trinh-chieu?giao_dien={look}",
            state,
            act=going_to(slide),
            is_streamlit=False,
            on_paper=False,
        )
        for state, look, slide in (
            ("demo", "toi", "ket-qua"),
            ("real", "toi", "CT04"),
            ("real", "sang", "don-vi-PKT"),
            ("real", "toi", "don-vi-CA"),
            ("real", "toi", "mo-dau"),
            ("real", "sang", "CT03-giai-trinh"),
            ("real", "toi", "nhiem-vu"),
            ("real", "toi", "ket-thuc"),
            ("real", "toi", "con-no"),
            ("empty", "toi", "ket-qua"),
        )
    ),
    # Where a code is asked for, at the very first start, and where nobody looks without an account
    Stop(
        "sign-in-code",
        doorway.SIGN_IN,
        "codes",
        act=signing_in(PASSWORD, "thu"),
        is_streamlit=False,
    ),
    Stop(
        "recovery-codes",
        f"{doorway.OWN}?viec=bat-hai-lop",
        "desk",
        "lan",
        act=turning_on_codes,
        is_streamlit=False,
        fresh=True,
    ),
    Stop("set-up", f"{doorway.SET_UP}?ma={SET_UP_CODE}", "first", is_streamlit=False),
    Stop("overview", "/", "first"),
    Stop("overview", "/", "closed", is_streamlit=False),
    Stop("indicator", "/chi-tieu?ma=CT04", "closed", "hung"),
    # Where something is wrong
    Stop("broken-plan", "/", "broken", codes="PKTX"),
    Stop("store-in-use", "/", "in-use"),
    # The copy for the commune's portal
    *(
        Stop(f"public-{name}", f"/{name}.html", "public", is_streamlit=False)
        for name in (
            "index",
            "chi-tieu-ct04",
            "don-vi",
            "don-vi-pkt",
            "nhiem-vu",
            "cach-danh-gia",
            "404",
        )
    ),
    Stop(
        "public-du-lieu-mo",
        "/du-lieu-mo.html",
        "public",
        is_streamlit=False,
        codes=r"\b[A-Z]+(?:_[A-Z]+)*\b|\b(?:true|false|up|down|indicator|model)\b",
    ),
    Stop("show-help", "/trinh-chieu", "demo", act=helped, is_streamlit=False, on_paper=False),
)
