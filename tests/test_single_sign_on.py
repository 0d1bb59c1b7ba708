"""A single sign-on: a small real provider on this machine, and the dashboard that trusts it."""

import json
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from indicators import account_words as words
from indicators import doorway
from indicators.accounts import Account, Role
from indicators.single_sign_on import ADDRESS
from indicators.store import Store
from tests.conftest import COMMUNE
from tests.serving import Serving, free_port, serving, settings
from tests.signing import add_account
from tests.test_account_routes import Client

LAN = Account("lan", "Bà Lan", frozenset({Role.EDITOR}), "PKT", "lan@vinham.vi.du")
GONE = Account("cu", "Ông Cũ", frozenset({Role.ADMIN}), "", "cu@vinham.vi.du", enabled=False)


class Provider(ThreadingHTTPServer):
    """Vouches for whoever `person` is; codes are worth what was asked with them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
        self.person: dict[str, Any] = {}
        self.nonce = ""

    def token(self) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "bang-theo-doi",
            "sub": "1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            **self.person,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.key)
        return {"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": signed}


class Answering(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        issuer = self.server.issuer
        if self.path.endswith("openid-configuration"):
            self.send(
                {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/jwks",
                    "response_types_supported": ["code"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                }
            )
        else:
            self.send({"keys": [self.server.key.as_dict(private=False)]})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send(self.server.token())

    def send(self, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as provider:
        threading.Thread(target=provider.serve_forever, daemon=True).start()
        yield provider
        provider.shutdown()


@pytest.fixture(scope="module")
def office(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A dashboard whose secrets name the provider."""
    home = tmp_path_factory.mktemp("home")
    database, port = home / "dashboard.duckdb", free_port()
    with closing(Store(database, COMMUNE)) as store:
        for account in (LAN, GONE):
            add_account(store, account)
    secrets = home / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{"k" * 48}"
client_id = "bang-theo-doi"
client_secret = "{"s" * 32}"
server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"
""",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
    environment = settings(database=database, today="2026-11-20") | {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "NO_PROXY": "127.0.0.1",
    }
    with serving(command, port, home / "log.txt", environment=environment) as found:
        yield found


def come_back(office: Serving, provider: Provider, address: str = ADDRESS, **person: Any) -> Client:
    """Goes to the provider, is vouched for as this person, and comes back to our address."""
    browser = Client(office.base)
    answer = browser.get(address)
    answer = browser.get(answer.headers["Location"])
    assert answer.headers["Location"].startswith(f"{provider.issuer}/authorize?")
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)
    provider.person, provider.nonce = person, asked["nonce"][0]
    answer = browser.get(f"/oauth2callback?code=abc&state={asked['state'][0]}")
    assert answer.headers["Location"] == ADDRESS
    return browser


def test_the_page_for_signing_in_offers_it(office: Serving) -> None:
    page = Client(office.base).get(doorway.SIGN_IN)
    assert words.SINGLE_SIGN_ON in page.text
    assert f'href="{ADDRESS}"' in page.text


def test_whom_the_provider_vouches_for_is_signed_in_with_the_roles_of_the_account(
    office: Serving, provider: Provider
) -> None:
    browser = come_back(office, provider, email="Lan@vinham.vi.du", email_verified=True)
    answer = browser.get(ADDRESS)
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    own = browser.get(doorway.OWN)
    assert "Bà Lan" in own.text
    assert "Biên tập số liệu" in own.text
    assert not [name for name in browser.cookies if name.startswith("_streamlit_user")]


def test_who_was_sent_to_sign_in_comes_back_to_the_screen_that_was_asked_for(
    office: Serving, provider: Provider
) -> None:
    asked = "/chi-tieu?ma=CT04&nam=2026"
    page = Client(office.base).get(doorway.sign_in_address(asked))
    found = re.search(rf'href="({ADDRESS}[^"]*)"', page.text)
    assert found is not None
    browser = come_back(office, provider, unescape(found[1]), email=LAN.email, email_verified=True)
    assert browser.get(ADDRESS).headers["Location"] == asked
    assert doorway.RETURN_TO not in browser.cookies


@pytest.mark.parametrize("asked", ["https://vi.du/", "//vi.du", "/dang-xuat", "%0d%0aX: y"])
def test_it_leads_back_to_no_other_place(office: Serving, provider: Provider, asked: str) -> None:
    address = f"{ADDRESS}?{doorway.RETURN_TO}={quote(asked, safe='')}"
    browser = come_back(office, provider, address, email=LAN.email, email_verified=True)
    assert browser.get(ADDRESS).headers["Location"] == "/"


@pytest.mark.parametrize(
    "person",
    [
        {"email": "la@vinham.vi.du", "email_verified": True},
        {"email": "lan@vinham.vi.du", "email_verified": False},
        {"email": "lan@vinham.vi.du", "email_verified": "true"},
        {"email": "lan@vinham.vi.du"},
        {"email": "", "email_verified": True},
        {"email": "cu@vinham.vi.du", "email_verified": True},
        {"email_verified": True},
    ],
)
def test_anybody_else_is_told_that_there_is_no_account(
    office: Serving, provider: Provider, person: dict[str, Any]
) -> None:
    browser = come_back(office, provider, **person)
    answer = browser.get(ADDRESS)
    assert (answer.status, words.UNKNOWN_TO_SINGLE_SIGN_ON in answer.text) == (403, True)
    assert browser.token == ""
    assert not [name for name in browser.cookies if name.startswith("_streamlit_user")]


def test_a_cookie_that_nobody_signed_vouches_for_nobody(office: Serving) -> None:
    said = json.dumps({"email": LAN.email, "email_verified": True, "is_logged_in": True})
    browser = Client(office.base, {"_streamlit_user": said.replace('"', "")})
    answer = browser.get(ADDRESS)
    assert answer.headers["Location"].startswith("/auth/login?")
    assert browser.token == ""


def test_a_callback_that_nobody_asked_for_signs_nobody_in(office: Serving) -> None:
    browser = Client(office.base)
    answer = browser.get("/oauth2callback?code=abc&state=abc")
    assert answer.headers["Location"] != ADDRESS
    assert browser.token == ""


def test_without_a_provider_the_address_leads_to_the_usual_page(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
    environment = settings(database=tmp_path / "dashboard.duckdb") | {"HOME": str(tmp_path)}
    with serving(command, port, tmp_path / "log.txt", environment=environment) as found:
        browser = Client(found.base)
        assert browser.get(ADDRESS).headers["Location"] == doorway.SIGN_IN
        assert words.SINGLE_SIGN_ON not in browser.get(doorway.SIGN_IN).text
