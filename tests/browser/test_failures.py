"""A screen that raises: one sentence with a number, and everything else goes on."""

import re
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from indicators import server, wording
from indicators.settings import ROOT
from tests.browser import accessibility, vietnamese
from tests.browser.conftest import Visit, settle
from tests.serving import Serving, free_port, serving, settings

SITE = """
import streamlit as st
from starlette.routing import Route
from indicators import process, screen, server

def works():
    st.title("Trang tốt")

def broken():
    st.title("Trang hỏng")
    raise KeyError("Bà Lan, 0912345678")

async def failing(request):
    raise KeyError("Bà Lan, 0912345678")

if __name__ == "__main__":
    st.navigation(
        [
            st.Page(works, title="Trang tốt", default=True),
            st.Page(broken, title="Trang hỏng", url_path="hong"),
        ]
    ).run()
else:
    process.begin()
    app = st.App(
        __file__,
        routes=[*server.routes(), Route("/tai-hong", failing)],
        middleware=server.middleware("Bảng", ["", "hong"]),
        on_script_error=screen.report_error,
    )
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A dashboard with a page and a route that raise, on the real server."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "broken_dashboard.py").write_text(SITE, encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "broken_dashboard.py")]
    command += [f"--server.port={port}", "--server.address=127.0.0.1"]
    environment = {**settings(database=folder / "dashboard.duckdb"), "PYTHONPATH": str(ROOT)}
    with serving(command, port, folder / "console.txt", environment=environment) as found:
        yield found


def log_of(site: Serving) -> str:
    return site.log.with_name("dashboard.duckdb.log").read_text(encoding="utf-8")


def number_in(text: str) -> str:
    found = re.search(r"\b[0-9a-f]{8}\b", text)
    assert found
    return found[0]


def test_a_page_that_raises_is_one_sentence_and_the_others_go_on(visit: Visit, site: Serving):
    other = visit(f"{site.base}/")
    page = visit(f"{site.base}/hong")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(wording.SCREEN_FAILED)
    assert alert.count() == 1
    assert "KeyError" not in page.content()
    assert "Traceback" not in page.content()

    assert vietnamese.faults(page.evaluate(vietnamese.SHOWN)) == []
    assert accessibility.faults(page) == []

    number = number_in(alert.inner_text())
    assert f"script error {number}" in log_of(site)
    assert "KeyError" in log_of(site)
    assert "0912345678" not in log_of(site)
    assert number in site.log.read_text(encoding="utf-8")

    other.reload()
    settle(other)
    expect(other.get_by_role("heading", name="Trang tốt")).to_be_visible()
    page.goto(f"{site.base}/")
    expect(page.get_by_role("heading", name="Trang tốt")).to_be_visible()


def test_a_route_that_raises_is_one_sentence_and_the_others_go_on(visit: Visit, site: Serving):
    page = visit(f"{site.base}/")
    answer = page.request.get(f"{site.base}/tai-hong")
    assert answer.status == 500
    assert server.FAILED in answer.text()
    assert "KeyError" not in answer.text()
    assert f"request error {number_in(answer.text())}" in log_of(site)
    assert page.request.get(site.base + server.HEALTH).status == 200
