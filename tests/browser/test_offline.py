"""The server speaks to this machine alone, whatever is done on its screens."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from indicators.accounts import Account, Role
from indicators.cells import ADDRESSES
from tests.browser.conftest import StartDashboard, Visit, come_as, settle
from tests.conftest import figure

# Python runs a module of this name at its start; the hook hears every address that a socket is
# asked to reach or a name is looked up for.
WATCHER = """
import os
import sys

HERE = ("127.", "::1", "localhost", "0.0.0.0")


def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        place = arguments[-1]
        asked = str(place[0]) if isinstance(place, tuple) else ""
    elif event == "socket.getaddrinfo":
        asked = arguments[0] or ""
        asked = asked.decode() if isinstance(asked, bytes) else str(asked)
    else:
        return
    if asked and not asked.startswith(HERE):
        with open(os.environ["ASKED_ELSEWHERE"], "a", encoding="utf-8") as told:
            told.write(f"{event} {asked}\\n")


sys.addaudithook(watch)
"""
ADMIN = Account("quan.tri", "Ông Trị", frozenset({Role.ADMIN, Role.EDITOR}))


@pytest.fixture
def asked_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What programs started from now on ask of other machines, a line each."""
    (tmp_path / "sitecustomize.py").write_text(WATCHER, encoding="utf-8")
    told = tmp_path / "asked.txt"
    told.touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("ASKED_ELSEWHERE", str(told))
    return told


def test_a_program_that_speaks_elsewhere_is_heard(asked_elsewhere: Path) -> None:
    speak = (
        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);"
        "s.connect(('192.0.2.1', 9))"
    )
    subprocess.run([sys.executable, "-c", speak], check=False, env=dict(os.environ))
    assert "192.0.2.1" in asked_elsewhere.read_text(encoding="utf-8")


def test_no_screen_and_no_download_lets_the_server_speak_elsewhere(
    asked_elsewhere: Path, start_dashboard: StartDashboard, visit: Visit, tmp_path: Path
) -> None:
    dashboard = start_dashboard([figure()], people=[ADMIN])
    page = visit(dashboard.base)
    come_as(page, dashboard, ADMIN.login, "")
    for address in ADDRESSES.values():
        page.goto(f"{dashboard.base}/{address}")
        settle(page)
    with page.expect_download() as document:
        page.goto(f"{dashboard.base}/bao-cao")
        settle(page)
        page.get_by_role("button", name="Tải báo cáo").click()
    assert Path(document.value.path()).stat().st_size > 10_000
    page.goto(f"{dashboard.base}/nap-so-lieu")
    settle(page)
    office_file = Path(__file__).parent.parent / "office_files" / "tong-cong.csv"
    page.locator("input[type=file]").set_input_files(office_file)
    expect(page.get_by_test_id("stBottom")).to_be_visible()
    for path in ("so-lieu.json", "trinh-chieu", "trinh-chieu.json", "trinh-chieu.pptx"):
        with urllib.request.urlopen(f"{dashboard.base}/{path}") as answer:
            assert answer.status == 200
    assert asked_elsewhere.read_text(encoding="utf-8") == ""
