"""The IT person on a fresh machine: from the first start to a night's backup brought back."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from indicators import account_words, admin_words, event_words
from indicators.settings import ROOT
from tests.browser.conftest import PATIENCE, settle
from tests.browser.stories import PC, keep, type_password
from tests.browser.test_journeys import UPLOAD, choose, confirm, csv_file, hand_in, rows_of, title
from tests.serving import Serving, free_port, invitation, serving, settings, stop

PASSWORDS = {
    "quantri": "quản trị viên một mình",
    "lan": "lúa chiêm lấp ló đầu bờ",
    "thu.vp": "hễ nghe tiếng sấm phất cờ",
}


class Machine:
    """A fresh machine: an empty folder for the data, a port, and the command line."""

    def __init__(self, folder: Path, running: ExitStack) -> None:
        self.folder, self.port, self._running = folder, free_port(), running
        database = folder / "data" / "dashboard.duckdb"
        self._environment = settings(database=database, today="2026-12-02")

    def start(self) -> Serving:
        command = [sys.executable, "-u", "-m", "indicators.command", "run"]
        command += ["--port", str(self.port)]
        log = self.folder / "window.txt"
        return self._running.enter_context(
            serving(command, self.port, log, environment=self._environment)
        )

    def run(self, *arguments: str) -> str:
        """What a command prints; it must succeed."""
        done = subprocess.run(
            [sys.executable, "-m", "indicators.command", *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    with ExitStack() as running:
        yield Machine(tmp_path, running)


@pytest.fixture
def page(chromium: BrowserContext) -> Iterator[Page]:
    """The browser of the same machine; no script error may happen in it."""
    chromium.clear_cookies()
    page, troubles = chromium.new_page(), list[str]()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.set_viewport_size({"width": PC[0], "height": PC[1]})
    yield page
    page.close()
    assert troubles == []


def new_password(page: Page, login: str) -> None:
    page.get_by_label(account_words.NEW_PASSWORD, exact=False).first.fill(PASSWORDS[login])
    page.get_by_label(account_words.REPEATED_PASSWORD).fill(PASSWORDS[login])


def add_account(page: Page, login: str, name: str, role: str, unit: str) -> str:
    """Adds an account on the admin's screen; its one-time password."""
    adding = page.get_by_test_id("stExpander").filter(has_text=admin_words.ADD).first
    field = adding.get_by_role("textbox", name=account_words.LOGIN)
    if not field.is_visible():
        adding.get_by_text(admin_words.ADD).first.click()
    expect(field).to_be_visible()
    settle(page)
    field.fill(login)
    adding.get_by_role("textbox", name=account_words.FULL_NAME).fill(name)
    choose(page, adding.get_by_role("combobox", name=admin_words.ROLES), role)
    page.keyboard.press("Escape")
    choose(page, adding.get_by_role("combobox", name=admin_words.UNIT), unit)
    adding.get_by_role("button", name=admin_words.ADD).click()
    expect(page.get_by_text(admin_words.one_time_password(login))).to_be_visible()
    settle(page)
    return page.get_by_test_id("stCode").inner_text().strip()


def first_sign_in(page: Page, base: str, login: str, once: str) -> None:
    """With the one-time password, which is only good to choose the own one."""
    page.context.clear_cookies()
    page.goto(f"{base}/dang-nhap")
    type_password(page, login, once)
    expect(page.get_by_text(account_words.MUST_CHANGE).first).to_be_visible()
    page.get_by_label(account_words.CURRENT_PASSWORD).fill(once)
    new_password(page, login)
    page.get_by_role("button", name=account_words.CHANGE_PASSWORD).click()
    expect(page.get_by_role("status")).to_have_text(account_words.PASSWORD_CHANGED)


def sign_in(page: Page, base: str, login: str, address: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{base}/dang-nhap?ve={address}")
    type_password(page, login, PASSWORDS[login])
    page.wait_for_url(f"**{address}")
    settle(page)


def test_from_the_first_start_to_last_nights_backup(machine: Machine, page: Page) -> None:
    assert re.search(r"phiên bản \d+\.\d+\.\d+", machine.run("version"))

    # The first start prints an address; there she makes herself the administrator.
    first = machine.start()
    base = f"http://localhost:{machine.port}"
    page.goto(invitation(first))
    keep(page, "it-person-1-set-up", is_screen=False)
    page.get_by_label(account_words.FULL_NAME, exact=False).fill("Ông Bình")
    page.get_by_label(account_words.LOGIN, exact=False).fill("quantri")
    new_password(page, "quantri")
    page.get_by_role("button", name=account_words.SET_UP_DO).click()
    page.wait_for_url(f"{base}/")
    settle(page)
    keep(page, "it-person-2-administrator", whole=False)

    # Accounts for an editor and a contributor.
    page.get_by_test_id("stSidebar").get_by_role("link", name=admin_words.TITLE).click()
    expect(title(page, admin_words.PARTS["tai-khoan"])).to_be_visible()
    settle(page)
    once = {
        "lan": add_account(page, "lan", "Bà Lan", "Biên tập số liệu", "Phòng Kinh tế"),
        "thu.vp": add_account(page, "thu.vp", "Bà Thu", "Đơn vị báo số liệu", "Văn phòng"),
    }
    keep(page, "it-person-3-accounts")
    # Nobody begins with the roles of the account before.
    for row in rows_of(page, admin_words.PARTS["tai-khoan"]):
        roles = row.split(" | ")[1]
        assert roles in ("Quản trị", "Biên tập số liệu", "Đơn vị báo số liệu")

    # Whoever looks must sign in.
    page.get_by_role("radio", name=admin_words.PARTS["cai-dat"]).click()
    switch = page.get_by_text(event_words.SETTINGS["viewers_sign_in"])
    expect(switch).to_be_visible()
    settle(page)
    expect(page.get_by_role("radio", name=admin_words.report_day(5, 12, False))).to_be_checked()
    switch.click()
    page.get_by_role("button", name=admin_words.SAVE, exact=True).click()
    expect(page.get_by_text(admin_words.SAVED)).to_be_visible()
    keep(page, "it-person-4-settings")
    page.context.clear_cookies()
    page.goto(f"{base}/chi-tieu?ma=CT04")
    settle(page)
    expect(page.get_by_text(account_words.VIEWING_NEEDS_SIGN_IN)).to_be_visible()
    keep(page, "it-person-5-a-stranger", whole=False)

    # Both change their password at their first sign-in; the editor stores real figures.
    first_sign_in(page, base, "thu.vp", once["thu.vp"])
    keep(page, "it-person-6-own-password", is_screen=False)
    first_sign_in(page, base, "lan", once["lan"])
    page.goto(base + UPLOAD)
    settle(page)
    hand_in(page, "thang 11.csv", csv_file("2026;CT04;;chính thức;11,3;"))
    confirm(page, 1)

    # The night's backup; the next morning somebody stores a wrong figure.
    sign_in(page, base, "quantri", "/quan-tri?xem=du-lieu")
    page.get_by_role("button", name=admin_words.BACKUP_NOW).click()
    expect(page.get_by_text(admin_words.BACKUP_DONE)).to_be_visible()
    settle(page)
    keep(page, "it-person-7-backup")
    sign_in(page, base, "lan", UPLOAD)
    hand_in(page, "nham.csv", csv_file("2026;CT04;;chính thức;19,9;"))
    confirm(page, 1)
    page.goto(base)
    settle(page)
    row = page.get_by_role("row").filter(has_text="CT04 ·")
    expect(row).to_contain_text("19,9%")

    # She stops the server, brings the night's backup back and starts again.
    page.goto("about:blank")
    stop(first.process)
    folder = machine.folder / "data" / "dashboard.duckdb.backups"
    night = sorted(folder.glob("*.duckdb"))[-1]
    restored = machine.run("restore", "--as-backed-up", "--from", str(night))
    assert str(night) in restored
    assert "nguyên vẹn" in machine.run("verify")
    machine.start()
    sign_in(page, base, "lan", "/lich-su")
    expect(page.get_by_text("nham.csv")).to_have_count(0)
    page.goto(base)
    settle(page)
    expect(row).to_contain_text("11,3%")
    keep(page, "it-person-8-as-last-night", whole=False)
