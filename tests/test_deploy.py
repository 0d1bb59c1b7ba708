"""The examples of deploy/ hold: nginx in front with TLS, and units that name what exists."""

import configparser
import json
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from indicators.command_options import command_line
from indicators.settings import ROOT
from tests.browser.chromium import ensure_chromium
from tests.browser.conftest import FLAGS, settle
from tests.nginx import DEPLOY, ask, nginx_before
from tests.serving import free_port, serving, settings

SITE = """
import streamlit as st
from starlette.responses import JSONResponse
from starlette.routing import Route
from indicators import process, server

async def seen(request):
    return JSONResponse({"scheme": request.url.scheme, "client": request.client.host,
                         "host": request.headers["host"]})

async def took(request):
    return JSONResponse({"bytes": len(await request.body())})

if __name__ == "__main__":
    st.title("Sau nginx")
    handed_in = st.file_uploader("Tệp")
    if handed_in:
        st.text(f"đã nhận {handed_in.size} byte từ {st.context.ip_address}")
else:
    process.begin()
    app = st.App(
        __file__,
        routes=[*server.routes(), Route("/thay", seen), Route("/nhan", took, methods=["POST"])],
        middleware=server.middleware("Sau nginx", [""]),
    )
"""


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx, set up by deploy/nginx.conf, before a small dashboard."""
    folder = tmp_path_factory.mktemp("nginx")
    inner = free_port()
    (folder / "small_dashboard.py").write_text(SITE, encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "small_dashboard.py")]
    command += [f"--server.port={inner}", "--server.address=127.0.0.1"]
    unit = (DEPLOY / "vinh-am-xanh.service").read_text(encoding="utf-8")
    proxies = re.search(r"^Environment=INDICATORS_PROXY=(.+)$", unit, re.M)[1]
    chosen = settings(database=folder / "data" / "dashboard.duckdb", proxy=proxies)
    environment = {**chosen, "PYTHONPATH": str(ROOT)}
    with (
        serving(command, inner, folder / "log.txt", environment=environment),
        nginx_before([inner], "nginx.conf", folder) as address,
    ):
        yield address


def test_the_dashboard_knows_that_it_is_reached_encrypted_and_by_whom(behind: str) -> None:
    told = ask(f"{behind}/thay")
    assert told.status == 200
    assert told.json == {
        "scheme": "https",
        "client": "127.0.0.1",
        "host": behind.removeprefix("https://"),
    }


def test_what_a_visitor_says_of_itself_is_not_believed(behind: str) -> None:
    told = ask(f"{behind}/thay", X_Forwarded_For="10.9.8.7", X_Forwarded_Proto="http")
    assert '"client":"127.0.0.1"' in told.text
    assert '"scheme":"https"' in told.text


@pytest.mark.parametrize(("megabytes", "status"), [(10, 200), (13, 413)])
def test_a_file_of_ten_megabytes_passes_and_a_larger_one_does_not(
    behind: str, megabytes: int, status: int
) -> None:
    assert ask(f"{behind}/nhan", bytes(megabytes * 1024 * 1024)).status == status


def test_screens_and_uploads_work_through_nginx(behind: str, tmp_path: Path) -> None:
    large = tmp_path / "so-lieu.csv"
    large.write_bytes(b"x" * 9_000_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure_chromium(), args=list(FLAGS))
        page = browser.new_page(ignore_https_errors=True)
        sockets: list[str] = []
        page.on("websocket", lambda socket: sockets.append(socket.url))
        page.goto(f"{behind}/")
        settle(page)
        page.locator("input[type=file]").set_input_files(large)
        page.get_by_text("đã nhận 9000000 byte từ").wait_for(timeout=30_000)
        browser.close()
    assert sockets
    assert all(socket.startswith("wss://") for socket in sockets)


# Units and recipes


def started(arguments: str) -> tuple[str, int]:
    """Host and port of a start as our command line understands it."""
    module, _, rest = arguments.partition("indicators.command ")
    assert module.endswith("-m ")
    options, unknown = command_line().parse_known_args(rest.split())
    assert (options.command, unknown) == ("run", [])
    return options.host, options.port


def test_the_systemd_unit_starts_the_program_for_this_machine_only() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "vinh-am-xanh.service", encoding="utf-8")
    assert started(unit["Service"]["ExecStart"]) == ("localhost", 8501)
    assert unit["Service"]["ProtectSystem"] == "strict"


def test_the_windows_task_starts_the_program_in_its_folder() -> None:
    task = ET.parse(DEPLOY / "vinh-am-xanh.task.xml").getroot()
    spelled = {element.tag.partition("}")[2]: element.text or "" for element in task.iter()}
    assert started(spelled["Arguments"]) == ("0.0.0.0", 8501)
    assert spelled["Command"].startswith(spelled["WorkingDirectory"])
    assert spelled["RunLevel"] == "LeastPrivilege"


def test_the_container_holds_what_the_program_needs_and_no_data() -> None:
    recipe = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = [
        name for line in re.findall(r"^COPY (.+)$", recipe, re.M) for name in line.split()[:-1]
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert "data" not in copied
    command = json.loads(re.search(r"^CMD (.+)$", recipe, re.M)[1])
    assert started(" ".join(command)) == ("0.0.0.0", 8501)
