"""The examples of deploy/ hold: nginx in front with TLS, and units that name what exists."""

import configparser
import json
import re
import shutil
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from indicators.command import command_line
from indicators.settings import ROOT
from tests.browser.chromium import ensure_chromium, install_with_apt, may_use_apt
from tests.browser.conftest import FLAGS, settle
from tests.serving import PATIENCE, free_port, serving, settings

DEPLOY = ROOT / "deploy"
NAME = "bang-theo-doi.vinh-am.example"
SITE = """
import streamlit as st
from starlette.responses import JSONResponse
from starlette.routing import Route
from indicators import server

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
    app = st.App(
        __file__,
        routes=[*server.routes(), Route("/thay", seen), Route("/nhan", took, methods=["POST"])],
        middleware=server.middleware("Sau nginx", [""]),
    )
"""


@pytest.fixture(scope="module")
def nginx() -> str:
    """The web server's program, installed where that can be done."""
    if may_use_apt() and not (shutil.which("nginx") and shutil.which("openssl")):
        install_with_apt("nginx-light", "openssl")
    found = shutil.which("nginx")
    if found is None or shutil.which("openssl") is None:
        pytest.skip("needs nginx and openssl: install them to try deploy/nginx.conf")
    return found


@pytest.fixture(scope="module")
def behind(nginx: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx, set up by deploy/nginx.conf, before a small dashboard."""
    folder = tmp_path_factory.mktemp("nginx")
    inner, plain, secure = free_port(), free_port(), free_port()
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    asked += ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(asked, check=True, capture_output=True)
    ours = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for theirs, here in (
        (r"listen \[::\]:\d+[^;]*;", ""),
        (r"listen 80;", f"listen 127.0.0.1:{plain};"),
        (r"listen 443 ", f"listen 127.0.0.1:{secure} "),
        (re.escape(NAME), "localhost"),
        (r"/etc/ssl/vinh-am-xanh/fullchain.pem", str(certificate)),
        (r"/etc/ssl/vinh-am-xanh/privkey.pem", str(key)),
        (r"127.0.0.1:8501", f"127.0.0.1:{inner}"),
    ):
        ours, times = re.subn(theirs, here, ours)
        assert times, theirs
    whole = folder / "nginx.conf"
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole.write_text(
        f"daemon off; pid {folder}/pid; error_log stderr; user root;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n{ours} }}",
        encoding="utf-8",
    )
    (folder / "small_dashboard.py").write_text(SITE, encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "small_dashboard.py")]
    command += [f"--server.port={inner}", "--server.address=127.0.0.1"]
    environment = {**settings(), "PYTHONPATH": str(ROOT)}
    with serving(command, inner, folder / "log.txt", environment=environment):
        front = subprocess.Popen([nginx, "-c", str(whole), "-p", str(folder)])
        try:
            wait_for(f"https://127.0.0.1:{secure}/")
            yield f"https://localhost:{secure}"
        finally:
            front.terminate()
            front.wait(20)


def wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            ask(address)
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.fail("nginx does not answer")


def ask(address: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Status and text of an answer; the certificate is one of our own."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data, named)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE, context=trusting) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode()


def test_the_dashboard_knows_that_it_is_reached_encrypted_and_by_whom(behind: str) -> None:
    status, told = ask(f"{behind}/thay")
    assert status == 200
    assert json.loads(told) == {
        "scheme": "https",
        "client": "127.0.0.1",
        "host": behind.removeprefix("https://"),
    }


def test_what_a_visitor_says_of_itself_is_not_believed(behind: str) -> None:
    _, told = ask(f"{behind}/thay", X_Forwarded_For="10.9.8.7", X_Forwarded_Proto="http")
    assert (json.loads(told)["client"], json.loads(told)["scheme"]) == ("127.0.0.1", "https")


@pytest.mark.parametrize(("megabytes", "status"), [(10, 200), (13, 413)])
def test_a_file_of_ten_megabytes_passes_and_a_larger_one_does_not(
    behind: str, megabytes: int, status: int
) -> None:
    assert ask(f"{behind}/nhan", bytes(megabytes * 1024 * 1024))[0] == status


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
