"""nginx with an example of deploy/, on loopback ports and with a certificate of its own."""

import json
import re
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from indicators.settings import ROOT
from tests.browser.chromium import install_with_apt, may_use_apt
from tests.serving import PATIENCE, free_port

DEPLOY = ROOT / "deploy"
NAME = "bang-theo-doi.vinh-am.example"


class Answer(NamedTuple):
    status: int
    text: str
    headers: dict[str, str]

    @property
    def json(self) -> object:
        return json.loads(self.text)


def ensure_nginx() -> str:
    """The web server's program, installed where that can be done."""
    if may_use_apt() and not (shutil.which("nginx") and shutil.which("openssl")):
        install_with_apt("nginx-light", "openssl")
    found = shutil.which("nginx")
    if found is None or shutil.which("openssl") is None:
        pytest.skip("needs nginx and openssl: install them to try the examples of deploy/")
    return found


@contextmanager
def nginx_before(inner: Sequence[int], example: str, folder: Path, **swaps: str) -> Iterator[str]:
    """The address of nginx, set up by an example of deploy/, before our servers on these ports.

    Ports are taken in the order of the example, from 8501 on; `swaps` replaces other words of it.
    """
    program, plain, secure = ensure_nginx(), free_port(), free_port()
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    asked += ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(asked, check=True, capture_output=True)
    ours = (DEPLOY / example).read_text(encoding="utf-8")
    for theirs, here in (
        (r"listen \[::\]:\d+[^;]*;", ""),
        (r"listen 80;", f"listen 127.0.0.1:{plain};"),
        (r"listen 443 ", f"listen 127.0.0.1:{secure} "),
        (re.escape(NAME), "localhost"),
        (r"/etc/ssl/vinh-am-xanh/fullchain.pem", str(certificate)),
        (r"/etc/ssl/vinh-am-xanh/privkey.pem", str(key)),
        *((rf"127\.0\.0\.1:{8501 + n}", f"127.0.0.1:{port}") for n, port in enumerate(inner)),
        *((re.escape(theirs), here) for theirs, here in swaps.items()),
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
    front = subprocess.Popen([program, "-c", str(whole), "-p", str(folder)])
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


def ask(address: str, data: bytes | None = None, **headers: str) -> Answer:
    """The answer, refusals too; the certificate is one of our own."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data, named)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE, context=trusting) as answer:
            return Answer(answer.status, answer.read().decode(), dict(answer.headers))
    except urllib.error.HTTPError as refusal:
        with refusal:
            return Answer(refusal.code, refusal.read().decode(), dict(refusal.headers))
