"""The pages for signing in, as a browser and as an attacker meet them: a real server, real HTTP."""

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pyotp
import pytest

from indicators import account_words as words
from indicators import doorway
from indicators.accounts import Account, Credential, Identity, Role
from indicators.office_settings import OfficeSettings
from indicators.store import Store
from tests.conftest import COMMUNE, draft, figure
from tests.serving import Serving, free_port, invitation, serving, settings
from tests.signing import EDITOR, PASSWORD, QUICK, add_account, session_of

WRONG = "con trâu đi sau rồi"
ADMIN = Account("quantri", "Ông Tư", frozenset({Role.ADMIN}))
GIVEN = replace(EDITOR, login="moi", full_name="Bà Mới")
TWO = replace(EDITOR, login="hai", full_name="Ông Hai")
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
PLAIN = replace(EDITOR, login="gan", full_name='<script>alert(1)</script>&"')
KEY = "chia-khoa-may-chieu-2026"


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def cookies(self) -> dict[str, str]:
        """The whole line of each cookie that is set, by its name."""
        lines = self.headers.get_all("Set-Cookie") or []
        return {line.partition("=")[0]: line for line in lines}

    @property
    def key(self) -> str:
        """The key of the form on the page."""
        found = re.search(r'name="khoa-mau" value="([0-9a-f]+)"', self.text)
        assert found, self.text
        return found[1]


@dataclass
class Client:
    """A browser as far as HTTP goes: it keeps cookies and says where a form comes from."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict)
    forwarded: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, address: str, body: str = "", headers: dict[str, str] | None = None
    ) -> Answer:
        host = urlsplit(self.base).netloc
        connection = http.client.HTTPConnection(host, timeout=60)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Cookie": jar, "User-Agent": "Firefox/145 Windows", **self.forwarded}
        sent |= headers or {}
        with closing(connection):
            connection.request(method, address, body or None, sent)
            answer = connection.getresponse()
            made = Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
        for name, line in made.cookies.items():
            value = line.partition("=")[2].partition(";")[0]
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return made

    def get(self, address: str, **headers: str) -> Answer:
        return self.ask("GET", address, headers=headers)

    def post(self, address: str, origin: str | None = None, **fields: str) -> Answer:
        """Sends a form; `origin` is the site that it comes from, this one unless it is named."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        said = self.base if origin is None else origin
        if said:
            headers["Origin"] = said
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        return self.ask("POST", address, urlencode(named), headers)

    def sign_in(self, login: str, password: str = PASSWORD, back: str = "/") -> Answer:
        page = self.get(f"{doorway.SIGN_IN}?ve={quote(back, safe='')}")
        return self.post(doorway.SIGN_IN, khoa_mau=page.key, ten=login, mat_khau=password, ve=back)

    @property
    def token(self) -> str:
        return doorway.token_of(self.cookies)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A dashboard with accounts, on which a proxy of this machine is believed."""
    folder = tmp_path_factory.mktemp("accounts")
    database = folder / "dashboard.duckdb"
    with closing(Store(database, COMMUNE)) as store:
        store.confirm(draft(figure(), file_name="a.csv", content=b"x"))
        for account in (EDITOR, ADMIN, PLAIN):
            add_account(store, account)
        now = datetime.now(UTC)
        must_change = Credential(QUICK.hash(PASSWORD), must_change=True)
        store.accounts.add(GIVEN, must_change, "test", now)
        store.accounts.add(TWO, Credential(QUICK.hash(PASSWORD), totp_secret=SECRET), "test", now)
    port = free_port()
    command = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
    environment = settings(database=database, today="2026-11-20", proxy="127.0.0.1")
    with serving(command, port, folder / "log.txt", environment=environment) as found:
        yield found


@pytest.fixture
def browser(office: Serving) -> Client:
    return Client(office.base)


# Signing in


def test_signing_in_goes_back_to_where_the_person_was_and_signing_out_ends_it(
    browser: Client,
) -> None:
    answer = browser.sign_in("lan", back="/lich-su?lan=1")
    assert (answer.status, answer.headers["Location"]) == (303, "/lich-su?lan=1")
    own = browser.get(doorway.OWN)
    assert own.status == 200
    assert "Bà Lan" in own.text
    token = browser.token
    left = browser.post(doorway.SIGN_OUT, khoa_mau=own.key)
    assert words.SIGNED_OUT in left.text
    assert browser.token == ""
    browser.cookies[doorway.SESSION] = token
    assert browser.get(doorway.OWN).status == 303


@pytest.mark.parametrize(("login", "password"), [("lan", WRONG), ("khong-co", PASSWORD)])
def test_a_failure_tells_nothing_of_whether_the_account_is_there(
    office: Serving, login: str, password: str
) -> None:
    answer = Client(office.base).sign_in(login, password)
    assert answer.status == 401
    assert words.WRONG in answer.text
    assert doorway.SESSION not in answer.cookies
    assert password not in answer.text


def test_the_session_gets_a_token_that_nobody_had_before(browser: Client) -> None:
    """Session fixation: whatever the attacker put into the browser opens nothing."""
    planted = "token-cua-ke-gian"
    browser.cookies[doorway.SESSION] = planted
    browser.sign_in("lan")
    first = browser.token
    assert first not in ("", planted)
    browser.sign_in("lan")
    assert browser.token not in ("", planted, first)
    assert Client(browser.base, {doorway.SESSION: first}).get(doorway.OWN).status == 303
    assert Client(browser.base, {doorway.SESSION: planted}).get(doorway.OWN).status == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(browser: Client) -> None:
    line = browser.sign_in("lan").cookies[doorway.SESSION]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(line.split("; "))
    assert "Secure" not in line
    assert "Domain" not in line
    assert "Expires" not in line


def test_over_https_the_cookie_is_for_https_and_this_host_alone(office: Serving) -> None:
    browser = Client(office.base, forwarded={"X-Forwarded-Proto": "https"})
    page = browser.get(doorway.SIGN_IN)
    assert list(page.cookies) == ["__Host-truoc-phien"]
    secure = office.base.replace("http://", "https://")
    answer = browser.post(doorway.SIGN_IN, secure, khoa_mau=page.key, ten="lan", mat_khau=PASSWORD)
    (line,) = (c for name, c in answer.cookies.items() if name == "__Host-phien")
    assert {"HttpOnly", "SameSite=strict", "Path=/", "Secure"} <= set(line.split("; "))
    assert browser.get(doorway.OWN).status == 200


@pytest.mark.parametrize(
    "back",
    [
        "https://ke-gian.vi.du/",
        "//ke-gian.vi.du/",
        "/\\ke-gian.vi.du",
        "\\\\ke-gian.vi.du",
        "http:ke-gian.vi.du",
        "javascript:alert(1)",
        "/\r\nSet-Cookie: a=b",
        "/\tke-gian",
        " //ke-gian.vi.du",
        "",
        "lich-su",
        "/dang-xuat",
    ],
)
def test_nobody_is_sent_to_another_site(browser: Client, back: str) -> None:
    answer = browser.sign_in("lan", back=back)
    assert (answer.status, answer.headers["Location"]) == (303, "/")


def test_a_given_password_leads_to_its_change_and_nowhere_else(browser: Client) -> None:
    answer = browser.sign_in("moi", back="/lich-su")
    assert answer.headers["Location"] == doorway.OWN
    own = browser.get(doorway.OWN)
    assert words.MUST_CHANGE in own.text
    assert words.SECOND_FACTOR not in own.text
    for deed in ("bat-hai-lop", "tat-hai-lop", "khac"):
        refused = browser.post(doorway.OWN, khoa_mau=own.key, viec=deed, mat_khau=PASSWORD)
        assert refused.status == 400
    new = "lúa chín vàng đồng"
    fields = {"viec": "doi-mat-khau", "mat_khau": PASSWORD, "mat_khau_moi": new, "nhac_lai": new}
    before = browser.token
    changed = browser.post(doorway.OWN, khoa_mau=own.key, **fields)
    assert changed.status == 200
    assert words.PASSWORD_CHANGED in changed.text
    assert browser.token not in ("", before)
    assert Client(browser.base, {doorway.SESSION: before}).get(doorway.OWN).status == 303


@pytest.mark.parametrize(
    ("current", "new", "again", "said"),
    [
        (WRONG, "lúa chín vàng đồng", "lúa chín vàng đồng", words.WRONG_CURRENT),
        (PASSWORD, "lúa chín vàng đồng", "lúa chín vàng", words.NOT_REPEATED),
        (PASSWORD, PASSWORD, PASSWORD, words.SAME_PASSWORD),
        (PASSWORD, "ngắn quá", "ngắn quá", words.WEAKNESSES["short"]),
        (PASSWORD, "Vĩnh Am Xanh 2030", "Vĩnh Am Xanh 2030", words.WEAKNESSES["name"]),
    ],
)
def test_a_password_that_may_not_be_is_told_why(
    browser: Client, current: str, new: str, again: str, said: str
) -> None:
    browser.sign_in("lan")
    key = browser.get(doorway.OWN).key
    fields = {"viec": "doi-mat-khau", "mat_khau": current, "mat_khau_moi": new, "nhac_lai": again}
    answer = browser.post(doorway.OWN, khoa_mau=key, **fields)
    assert answer.status in (401, 422)
    assert said in answer.text
    assert f'value="{new}"' not in answer.text


def test_with_a_second_factor_the_code_comes_second(browser: Client) -> None:
    asked = browser.sign_in("hai", back="/lich-su")
    assert asked.status == 200
    assert words.CODE in asked.text
    half = browser.token
    assert browser.get(doorway.OWN).status == 303
    wrong = browser.post(doorway.SIGN_IN, khoa_mau=asked.key, ma="000000", ve="/lich-su")
    assert (wrong.status, words.WRONG_CODE in wrong.text) == (401, True)
    code = pyotp.TOTP(SECRET).now()
    answer = browser.post(doorway.SIGN_IN, khoa_mau=wrong.key, ma=code, ve="/lich-su")
    assert (answer.status, answer.headers["Location"]) == (303, "/lich-su")
    assert browser.token != half
    assert browser.get(doorway.OWN).status == 200


def test_a_second_factor_is_turned_on_with_the_password_and_a_code(
    office: Serving, browser: Client
) -> None:
    browser.sign_in("gan")
    page = browser.get(f"{doorway.OWN}?viec=bat-hai-lop")
    (secret,) = re.findall(r'name="khoa" value="([A-Z2-7]{32})"', page.text)
    assert "<svg" in page.text
    fields = {"viec": "bat-hai-lop", "khoa": secret, "mat_khau": PASSWORD}
    wrong = browser.post(doorway.OWN, khoa_mau=page.key, ma="000000", **fields)
    assert words.WRONG_NEW_CODE in wrong.text
    assert secret not in wrong.text, "a wrong try begins with a fresh secret"
    made = browser.post(doorway.OWN, khoa_mau=page.key, ma=pyotp.TOTP(secret).now(), **fields)
    codes = re.findall(r"<li><code>([a-z0-9-]{14})</code>", made.text)
    assert len(codes) == 8
    another = Client(office.base)
    asked = another.sign_in("gan")
    answer = another.post(doorway.SIGN_IN, khoa_mau=asked.key, ma=codes[0])
    assert answer.status == 303


def test_signing_out_elsewhere_ends_the_other_sessions(office: Serving) -> None:
    here, there = Client(office.base), Client(office.base)
    for client in (here, there):
        client.sign_in("lan")
    own = here.get(doorway.OWN)
    assert own.text.count("Firefox, Windows") >= 2
    here.post(doorway.OWN, khoa_mau=own.key, viec="dang-xuat-noi-khac")
    assert there.get(doorway.OWN).status == 303
    assert here.get(doorway.OWN).status == 200


# Requests from elsewhere


FOREIGN = ["https://ke-gian.vi.du", "http://localhost.ke-gian.vi.du", "null", ""]


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_form_from_another_site_changes_nothing(browser: Client, origin: str) -> None:
    browser.sign_in("lan")
    own = browser.get(doorway.OWN)
    answer = browser.post(doorway.SIGN_OUT, origin, khoa_mau=own.key)
    assert (answer.status, words.NOT_FROM_HERE in answer.text) == (403, True)
    assert browser.get(doorway.OWN).status == 200
    assert browser.post(doorway.SIGN_IN, origin, khoa_mau=own.key, ten="lan").status == 403


@pytest.mark.parametrize("key", ["", "0" * 64])
def test_a_form_without_the_key_of_its_page_changes_nothing(browser: Client, key: str) -> None:
    browser.sign_in("lan")
    fields = {"viec": "dang-xuat-noi-khac", "khoa_mau": key}
    assert browser.post(doorway.OWN, **fields).status == 403
    assert browser.post(doorway.SIGN_OUT, khoa_mau=key).status == 403
    assert browser.post(doorway.SIGN_IN, khoa_mau=key, ten="lan").status == 403


def test_the_key_of_one_persons_form_is_no_good_in_anothers_browser(office: Serving) -> None:
    mine, theirs = Client(office.base), Client(office.base)
    key = mine.get(doorway.SIGN_IN).key
    mine.sign_in("lan")
    theirs.sign_in("quantri")
    own_key = mine.get(doorway.OWN).key
    for stolen in (key, own_key):
        assert theirs.post(doorway.SIGN_OUT, khoa_mau=stolen).status == 403
    theirs.cookies["truoc-phien"] = "da-biet"
    planted = doorway.form_key("da-biet")
    assert theirs.post(doorway.SIGN_OUT, khoa_mau=planted).status == 403


@pytest.mark.parametrize("address", [doorway.SIGN_OUT, doorway.OWN, doorway.SIGN_IN])
def test_looking_at_a_page_changes_nothing(browser: Client, address: str) -> None:
    browser.sign_in("lan")
    assert browser.get(address).status == 200
    assert browser.get(doorway.OWN).status == 200


def test_a_form_as_long_as_a_book_is_not_read(browser: Client) -> None:
    page = browser.get(doorway.SIGN_IN)
    long = browser.post(doorway.SIGN_IN, khoa_mau=page.key, ten="x" * 20_000)
    assert long.status == 413


@pytest.mark.parametrize("body", ["%", "a=%FF%FE", "&&&=", "a" * 9000, "a=1&" * 100])
def test_a_form_that_is_none_is_refused_in_peace(browser: Client, body: str) -> None:
    browser.get(doorway.SIGN_IN)
    headers = {"Origin": browser.base, "Content-Type": "application/x-www-form-urlencoded"}
    assert browser.ask("POST", doorway.SIGN_IN, body, headers).status == 403


# What every page carries


@pytest.mark.parametrize("address", [doorway.SIGN_IN, doorway.SET_UP, doorway.OWN])
def test_every_page_is_kept_by_nobody_framed_by_nobody_and_runs_nothing(
    browser: Client, address: str
) -> None:
    if address == doorway.OWN:
        browser.sign_in("lan")
    answer = browser.get(address)
    assert answer.headers["Cache-Control"] == "no-store"
    policy = answer.headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert rule in policy
    assert "script-src" not in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "<script" not in answer.text
    assert " style=" not in answer.text


def test_a_name_is_text_on_every_page(browser: Client) -> None:
    browser.sign_in("lan")
    page = browser.sign_in("<script>alert(1)</script>", WRONG)
    assert "<script" not in page.text
    page = browser.get(f"{doorway.SIGN_IN}?ve=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script" not in page.text


def test_there_is_no_set_up_where_there_is_an_administrator(browser: Client) -> None:
    for code in ("", "?ma=", "?ma=x", "?ma=" + "a" * 32):
        answer = browser.get(doorway.SET_UP + code)
        assert (answer.status, words.SET_UP_CLOSED in answer.text) == (403, True)


# The streams of the screens


@pytest.mark.parametrize("origin", [None, "https://ke-gian.vi.du", "null", "http://localhost:1"])
def test_a_stream_from_a_foreign_page_or_from_none_is_refused(
    browser: Client, origin: str | None
) -> None:
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "streamlit",
        **({"Origin": origin} if origin else {}),
    }
    assert browser.ask("GET", "/_stcore/stream", headers=headers).status == 403


def test_a_stream_from_a_page_of_this_address_is_let_in(browser: Client) -> None:
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "streamlit",
        "Origin": browser.base,
    }
    host = urlsplit(browser.base).netloc
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request("GET", "/_stcore/stream", headers=headers)
    assert connection.getresponse().status == 101
    connection.close()


# Where viewers must sign in


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Serving, str]]:
    """A dashboard that only those who are signed in may see, and an editor's token."""
    folder = tmp_path_factory.mktemp("closed")
    database = folder / "dashboard.duckdb"
    with closing(Store(database, COMMUNE)) as store:
        store.confirm(draft(figure(), file_name="a.csv", content=b"x"))
        chosen = OfficeSettings(viewers_sign_in=True, projector_key=KEY)
        store.settings.change(chosen, Identity("test"))
        token = session_of(store)
    port = free_port()
    command = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
    environment = settings(database=database, today="2026-11-20")
    with serving(command, port, folder / "log.txt", environment=environment) as found:
        yield found, token


GUARDED = ["/trinh-chieu", "/trinh-chieu.json", "/trinh-chieu.pptx", "/so-lieu.json"]


@pytest.mark.parametrize("address", GUARDED)
def test_a_stranger_gets_no_figure_where_viewers_sign_in(
    closed: tuple[Serving, str], address: str
) -> None:
    stranger = Client(closed[0].base)
    for query in ("", "?khoa=", "?khoa=sai", f"?khoa={KEY}x"):
        assert stranger.get(address + query).status == 401
    person = stranger.get(address, Accept="text/html")
    assert (person.status, person.headers["Location"]) == (303, doorway.SIGN_IN)


@pytest.mark.parametrize(
    "trick",
    [
        "{}/",
        "/{}",
        "/.{}",
        "/x/..{}",
        "{}%20",
        "{};a=b",
        "{}/.",
        "/%2e{}",
        "{}%00",
        "{}#",
        "/%2F{}",
        "/\\{}",
    ],
)
@pytest.mark.parametrize("address", GUARDED)
def test_no_spelling_of_an_address_gets_around_the_gate(
    closed: tuple[Serving, str], address: str, trick: str
) -> None:
    answer = Client(closed[0].base).get(trick.format(address))
    assert "CT04" not in answer.text
    assert not answer.text.startswith("PK"), "a file of slides"
    for spelt in (address.upper(), address.replace("/", "/%").replace("%", "%74", 1)):
        assert "CT04" not in Client(closed[0].base).get(spelt).text


@pytest.mark.parametrize("address", GUARDED)
def test_a_person_and_the_key_of_the_projector_get_in(
    closed: tuple[Serving, str], address: str
) -> None:
    found, token = closed
    assert Client(found.base, {doorway.SESSION: token}).get(address).status == 200
    assert Client(found.base).get(f"{address}?khoa={KEY}").status == 200


def test_the_show_hands_its_key_on_to_its_feed_and_its_files(closed: tuple[Serving, str]) -> None:
    page = Client(closed[0].base).get(f"/trinh-chieu?don_vi=PKT&khoa={KEY}")
    (feed,) = re.findall(r'data-feed="([^"]+)"', page.text)
    assert parse_qs(urlsplit(feed).query.replace("&amp;", "&"))["khoa"] == [KEY]
    files = re.findall(r'href="(\./trinh-chieu\.pptx[^"]*)"', page.text)
    assert files
    assert all(KEY in file for file in files)


def test_health_and_the_page_for_signing_in_stay_open(closed: tuple[Serving, str]) -> None:
    stranger = Client(closed[0].base)
    assert stranger.get("/suc-khoe").status == 200
    page = stranger.get(doorway.SIGN_IN)
    assert words.VIEWING_NEEDS_SIGN_IN in page.text


# The first start, the log, the files


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Serving]:
    """A first start, without any account."""
    port = free_port()
    command = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
    environment = settings(database=tmp_path / "dashboard.duckdb", today="2026-11-20")
    with serving(command, port, tmp_path / "log.txt", environment=environment) as found:
        yield found


def log_of(found: Serving) -> str:
    return found.log.with_name("dashboard.duckdb.log").read_text(encoding="utf-8")


def run(found: Serving, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command `account`, beside the running dashboard."""
    environment = settings(database=found.log.with_name("dashboard.duckdb"))
    command = [sys.executable, "-m", "indicators.command", "account", *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_first_start_is_a_whole_way_from_the_console_to_a_locked_door(fresh: Serving) -> None:
    browser, address = Client(fresh.base), invitation(fresh)
    code = parse_qs(urlsplit(address).query)["ma"][0]
    assert words.NO_ADMIN_YET in browser.get(doorway.SIGN_IN).text
    page = browser.get(f"{doorway.SET_UP}?ma={code}")
    assert page.status == 200
    fields = {
        "ma": code,
        "ho_ten": "Ông Tư",
        "ten": "QuanTri",
        "mat_khau_moi": PASSWORD,
        "nhac_lai": PASSWORD,
        "bien_tap": "1",
    }
    for change, said in (
        ({"ho_ten": " "}, words.ACCOUNT_FAULTS["name"]),
        ({"ten": "quản trị"}, words.ACCOUNT_FAULTS["login"]),
        ({"nhac_lai": "khác"}, words.NOT_REPEATED),
        ({"mat_khau_moi": "ngắn", "nhac_lai": "ngắn"}, words.WEAKNESSES["short"]),
    ):
        refused = browser.post(doorway.SET_UP, khoa_mau=page.key, **{**fields, **change})
        assert (refused.status, said in refused.text) == (422, True)
    made = browser.post(doorway.SET_UP, khoa_mau=page.key, **fields)
    assert (made.status, made.headers["Location"]) == (303, "/")
    assert "Biên tập số liệu, Quản trị" in browser.get(doorway.OWN).text
    assert Client(fresh.base).get(f"{doorway.SET_UP}?ma={code}").status == 403
    again = Client(fresh.base)
    assert again.post(doorway.SET_UP, khoa_mau=page.key, **fields).status == 403

    # The command, while the dashboard holds the store.
    added = run(fresh, "add", "lan.pkt", "--name", "Bà Lan", "--role", "editor", "--unit", "PKT")
    assert added.returncode == 0, added.stderr
    (given,) = re.findall(r"lan\.pkt: (\S+)", added.stdout)
    person = Client(fresh.base)
    assert person.sign_in("lan.pkt", given).headers["Location"] == doorway.OWN
    listed = run(fresh, "list")
    assert "Bà Lan · Biên tập số liệu · PKT · đang mở" in listed.stdout
    assert run(fresh, "disable", "lan.pkt").returncode == 0
    assert person.get(doorway.OWN).status == 303
    assert run(fresh, "enable", "lan.pkt").returncode == 0
    refused = run(fresh, "disable", "quantri")
    assert (refused.returncode, refused.stderr.strip()) == (1, words.LAST_ADMIN)
    assert run(fresh, "setup").stderr.strip() == words.SET_UP_DONE

    # Whatever keeps the only administrator out, the command lets in.
    stranger = Client(fresh.base)
    for _ in range(6):
        stranger.sign_in("quantri", WRONG)
    reset = run(fresh, "reset", "quantri")
    (given,) = re.findall(r"quantri: (\S+)", reset.stdout)
    assert browser.get(doorway.OWN).status == 303
    assert stranger.sign_in("quantri", given).status == 303

    # Nothing that opens a door is in the log, and nothing of the store is for others.
    log = log_of(fresh) + fresh.log.read_text(encoding="utf-8").replace(address, "")
    tokens = [browser.token, person.token, stranger.token]
    secret = fresh.log.with_name("dashboard.duckdb.secret")
    for never in (PASSWORD, WRONG, given, code, secret.read_text(), *filter(None, tokens)):
        assert never not in log
    assert words.SET_UP_PRINTED in log
    modes = {
        file.name: file.stat().st_mode & 0o777
        for file in fresh.log.parent.glob("dashboard.duckdb*")
    }
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}


def test_a_command_that_is_not_signed_is_refused(office: Serving) -> None:
    from indicators.account_command import ADDRESS, SIGNATURE

    browser = Client(office.base)
    body = '{"deed": "reset", "login": "quantri"}'
    for signature in ("", "0" * 64):
        assert browser.ask("POST", ADDRESS, body, {SIGNATURE: signature}).status == 403
    assert browser.ask("POST", ADDRESS, "x" * 9000).status == 413
    assert browser.get(ADDRESS).status in (404, 405)
