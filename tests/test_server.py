"""The layers around Streamlit: on its real server, in a real browser, and alone."""

import asyncio
import gzip
import json
import os
import re
import sys
import threading
import urllib.error
import urllib.request
from http.client import HTTPMessage
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import sync_playwright
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from indicators import packing, server
from tests.browser.chromium import ensure_chromium
from tests.serving import free_port, serving

ROOT = Path(__file__).parent.parent

DASHBOARD = """
import streamlit as st
from indicators import server

ADDRESSES = {"": "first", "chi-tieu": "second"}
if __name__ == "__main__":
    st.navigation(
        [
            st.Page("pages/first.py", title="Trang một", default=True),
            st.Page("pages/second.py", title="Trang hai", url_path="chi-tieu"),
        ]
    ).run()
else:
    app = st.App(
        __file__,
        routes=server.routes(),
        middleware=server.middleware("Xã Xanh & Sạch", ADDRESSES),
    )
"""
FIRST = """
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.title("Trang một")
st.plotly_chart(go.Figure(go.Scatter(x=[2025, 2026], y=[1, 2], name="Search", showlegend=True)))
rows = pd.DataFrame({"thôn": ["Search"], "x": [1.5]})
st.dataframe(rows)
st.data_editor(rows, num_rows="dynamic", key="rows")
part = st.components.v2.component(
    "test.part",
    html="<p id='own'>Search</p><p id='drawn'></p>",
    css="p { color: teal }",
    js="export default ({ parentElement }) => {"
    " parentElement.querySelector('#drawn').textContent = 'vẽ xong'; }",
)
part(key="part")
st.file_uploader("Tệp số liệu", type=["csv"])
st.download_button("Tải về", "a;b", "a.csv")
st.text("Search")
st.markdown("Search")
st.text_input("Ghi chú", "Search")
"""


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode()


class Client(NamedTuple):
    """Asks a running server; an error status is an answer, not an exception."""

    base: str

    def get(self, path, **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.base + path, headers=names)
        try:
            with urllib.request.urlopen(request, timeout=20) as found:
                return Answer(found.status, found.headers, found.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A small dashboard on Streamlit's own server, started as a person starts it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "pages").mkdir()
    (folder / "dashboard.py").write_text(DASHBOARD, encoding="utf-8")
    (folder / "pages" / "first.py").write_text(FIRST, encoding="utf-8")
    (folder / "pages" / "second.py").write_text("import streamlit as st", encoding="utf-8")
    port = free_port()
    flags = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    flags += ["--browser.gatherUsageStats=false", "--client.toolbarMode=minimal"]
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "dashboard.py"), *flags]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    log = folder / "log.txt"
    with serving(command, port, log, folder=folder, environment=environment) as found:
        yield Client(found.base)


@pytest.fixture(scope="module")
def script(site):
    """The address of one of Streamlit's scripts."""
    return re.search(r'src="\.(/static/js/index\.[^"]+\.js)"', site.get("/").text)[1]


def test_the_page_is_vietnamese_and_bears_the_given_title(site):
    page = site.get("/").text

    assert '<html lang="vi">' in page
    assert "<title>Xã Xanh &amp; Sạch</title>" in page
    assert "You need to enable JavaScript" not in page
    assert "_stcore/agent" not in page


def test_our_script_is_named_once_and_may_be_kept_for_ever(site):
    page = site.get("/chi-tieu?ma=CT04").text
    found = site.get(server.WORDS_ADDRESS)

    scripts = re.findall(r'<script [^>]*src="([^"]*)"', page)
    assert scripts[:2] == [f".{server.START_ADDRESS}", f".{server.WORDS_ADDRESS}"]
    assert page.count("streamlit_words") == page.count("streamlit_start") == 1
    assert found.text == (ROOT / "indicators/components/streamlit_words.js").read_text("utf-8")
    assert found.headers["content-type"].startswith("text/javascript")
    assert "immutable" in found.headers["cache-control"]


def test_no_inline_script_is_left_for_the_policy_to_refuse(site):
    assert re.findall(r"<script(?![^>]*\bsrc=)", site.get("/").text) == []


def test_a_page_is_checked_again_and_not_sent_again(site):
    first = site.get("/", Accept="text/html")
    again = site.get("/", Accept="text/html", If_None_Match=first.headers["etag"])

    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["last-modified"] is None
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/chi-tieu"])
def test_a_page_is_the_same_gzipped_and_plain(site, path):
    packed = site.get(path, Accept_Encoding="gzip, br")

    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == site.get(path).body


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/khong-co",
        "/favicon.png",
        "/_stcore/health",
        "/_stcore/metrics",
        server.HEALTH,
        server.WORDS_ADDRESS,
    ],
)
def test_every_answer_carries_the_security_headers(site, path):
    headers = site.get(path).headers

    assert {name: headers[name] for name in server.SECURITY_HEADERS} == server.SECURITY_HEADERS


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/metrics?families=session_stats",
        "/_stcore/%6detrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
    ],
)
def test_what_no_browser_needs_is_closed(site, path):
    assert site.get(path).status == 404


def test_the_health_address_says_ok(site):
    found = site.get(server.HEALTH)

    assert (found.status, json.loads(found.body)) == (200, {"status": "ok"})
    assert found.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/khong-co", "/chi-tieu/con", "/second", "/static/js/gone.js", "/_stcore/else"]
)
def test_an_unknown_address_is_answered_in_vietnamese(site, path):
    found = site.get(path)

    assert found.status == 404
    assert server.UNKNOWN_ADDRESS in found.text
    assert '<a href="/">' in found.text


def test_a_script_is_gzipped_where_the_browser_takes_it_and_is_the_same(site, script):
    plain = site.get(script)
    packed = site.get(script, Accept_Encoding="gzip, deflate, br")

    assert plain.headers["content-encoding"] is None
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert int(packed.headers["content-length"]) == len(packed.body)
    for name in ("cache-control", "content-type"):
        assert packed.headers[name] == plain.headers[name]
    assert "Accept-Encoding" in packed.headers["vary"]


@pytest.mark.parametrize("refusal", ["identity", "br", "gzip;q=0", "gzip; q=0.0, br"])
def test_a_script_is_plain_where_the_browser_does_not_take_gzip(site, script, refusal):
    assert site.get(script, Accept_Encoding=refusal).headers["content-encoding"] is None


def test_a_browser_shows_streamlits_words_in_vietnamese_and_leaves_figures_alone(site):
    troubles, asked = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=ensure_chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page()
        page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.goto(f"{site.base}/")
        page.get_by_text("vẽ xong").wait_for()
        page.locator(".js-plotly-plot .legendtext").wait_for()
        page.get_by_text("Tối đa 200 MB mỗi tệp").wait_for()
        page.get_by_role("button", name="Tải về CSV").first.wait_for(state="attached")

        uploader = page.get_by_test_id("stFileUploader")
        assert uploader.get_by_role("button", name="Chọn tệp").is_visible()
        assert page.locator("[data-title='Về ban đầu']").count() == 1
        for ours in (".legendtext", "[data-testid=stText]", "#own", "[data-testid=stMarkdown] p"):
            assert "Search" in page.locator(ours).all_text_contents()
        assert page.get_by_label("Ghi chú").input_value() == "Search"
        assert page.get_by_test_id("glide-cell-1-0").first.text_content() == "Search"
        assert page.title() == "Trang một"
        browser.close()

    assert troubles == []
    host = site.base.partition("//")[2]
    assert [url for url in asked if not re.match(f"(https?|ws)://{host}/|data:|blob:", url)] == []


def call(app, path, **headers):
    """Ask an application in this process; awaited, it is status, headers and body."""
    path, _, query = path.partition("?")

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def ask():
        messages = []

        async def send(message):
            messages.append(message)

        raw = [(n.replace("_", "-").lower().encode(), v.encode()) for n, v in headers.items()]
        scope = {"type": "http", "method": "GET", "path": path, "headers": raw}
        await app({**scope, "query_string": query.encode(), "root_path": ""}, receive, send)
        kept = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        return messages[0]["status"], kept, b"".join(m.get("body", b"") for m in messages[1:])

    return ask()


def test_a_failing_first_view_leaves_the_page_as_it_is():
    def fail(*_: object):
        raise OSError("no store")

    async def answer(_):
        return HTMLResponse("<html><head><title>x</title></head><body>" + server.ROOT)

    def page(first) -> str:
        app = server.Shell(Starlette(routes=[Route("/", answer)]), "Tên", [""], first=first)
        return asyncio.run(call(app, "/"))[2].decode()

    shown = page(lambda address, query, cookies: ("/assets/a.js", f"<p>{address}!</p>"))

    assert page(fail) == page(lambda *_: None)
    assert f"{server.ROOT}<p>!</p>" in shown
    assert '<link rel="preload" as="script" href="./assets/a.js">' in shown
    assert shown.index('rel="preload" as="script" href="./assets/a.js"') < shown.index("<title>")


def site_of(text, *, content_type="text/javascript", cache_control=server.IMMUTABLE, seen=None):
    """An application that answers every address with `text`."""

    async def answer(request):
        if seen is not None:
            seen.append(request.url.path)
        return Response(text, 200, {"Cache-Control": cache_control}, content_type)

    return Starlette(routes=[Route("/{path:path}", answer)])


def test_the_health_address_says_what_it_is_told():
    app = Starlette(routes=server.routes(lambda: {"status": "warn", "journal_lag": 0}))

    status, _, body = asyncio.run(call(app, server.HEALTH))

    assert (status, json.loads(body)) == (200, {"status": "warn", "journal_lag": 0})


def test_the_health_address_fails_without_telling_why():
    app = Starlette(routes=server.routes(lambda: 1 / 0))

    status, _, body = asyncio.run(call(app, server.HEALTH))

    assert (status, json.loads(body)) == (503, {"status": "fail"})


@pytest.mark.parametrize(
    ("query", "year"),
    [
        ("", None),
        ("?nam=2025", 2025),
        ("?nam=", None),
        ("?nam=25", None),
        ("?nam=-2025", None),
        ("?nam=20255", None),
        ("?nam=n%C4%83m", None),
        ("?ma=CT04", None),
    ],
)
def test_the_figures_are_those_of_the_year_asked_for(query, year):
    app = Starlette(routes=server.routes(figures=lambda asked: {"year": asked}))

    status, headers, body = asyncio.run(call(app, server.FIGURES + query))

    assert (status, json.loads(body)) == (200, {"year": year})
    assert headers["cache-control"] == "no-store"


def test_the_figures_fail_without_telling_why():
    app = Starlette(routes=server.routes(figures=lambda _: 1 / 0))

    status, _, body = asyncio.run(call(app, server.FIGURES))

    assert (status, json.loads(body)) == (503, {})


def test_what_begins_with_the_server_keeps_no_request_waiting_and_what_ends_it_is_done():
    begun, told = threading.Event(), []

    async def live():
        async with server.lifespan(lambda: begun.wait(20), lambda: told.append("end"))(None):
            told.append("serving")
            begun.set()

    asyncio.run(live())

    assert told == ["serving", "end"]


def test_a_server_that_breaks_off_still_ends_properly():
    told = []

    async def live():
        async with server.lifespan(lambda: None, lambda: told.append("end"))(None):
            raise KeyError

    with pytest.raises(KeyError):
        asyncio.run(live())
    assert told == ["end"]


def test_a_script_is_compressed_once_for_a_whole_room():
    seen = []
    app = packing.Packing(site_of("x" * 5000, seen=seen))

    async def room():
        return await asyncio.gather(
            *(call(app, "/static/js/a.js", accept_encoding="gzip") for _ in range(20))
        )

    answers = asyncio.run(room())

    assert seen == ["/static/js/a.js"]
    assert {gzip.decompress(body) for _, _, body in answers} == {b"x" * 5000}


def test_a_script_that_the_browser_has_is_not_sent_again():
    app = packing.Packing(site_of("x" * 5000))

    async def twice():
        _, headers, _ = await call(app, "/static/a.js", accept_encoding="gzip")
        return await call(
            app, "/static/a.js", accept_encoding="gzip", if_none_match=headers["etag"]
        )

    status, _, body = asyncio.run(twice())

    assert (status, body) == (304, b"")


def test_the_memory_for_scripts_is_bounded():
    app = packing.Packing(site_of(os.urandom(1000)), limit=2500)

    async def many():
        for number in range(20):
            await call(app, f"/static/js/{number}.js", accept_encoding="gzip")
            assert sum(len(answer.body) for answer in app.kept.values()) <= 2500

    asyncio.run(many())


def test_what_may_change_is_not_kept():
    seen = []
    app = packing.Packing(site_of("x" * 5000, cache_control="no-cache", seen=seen))

    async def twice():
        await call(app, "/static/a.js", accept_encoding="gzip")
        return await call(app, "/static/a.js", accept_encoding="gzip")

    _, headers, body = asyncio.run(twice())

    assert (len(seen), body) == (2, b"x" * 5000)
    assert "content-encoding" not in headers


def test_pages_that_are_not_streamlits_stay_as_they_are():
    own = '<html lang="en"><head><title>Streamlit</title></head></html>'

    async def answer(_):
        response = HTMLResponse(own)
        response.set_cookie("a", "1")
        return response

    app = server.Shell(Starlette(routes=[Route("/dang-nhap", answer)]), "Tên", [""])

    status, headers, body = asyncio.run(call(app, "/dang-nhap"))

    assert (status, body.decode()) == (200, own)
    assert "set-cookie" in headers


def broken_site():
    """A site with one address that raises, one that raises halfway and one that works."""

    async def raising(_):
        raise KeyError("Bà Lan")

    async def works(_):
        return HTMLResponse("vẫn chạy")

    async def halfway(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise KeyError

    mounts = [Route("/hong", raising), Route("/tot", works), Mount("/nua", halfway)]
    return Starlette(routes=mounts, middleware=server.middleware("Tên", [""]))


def test_a_route_that_raises_is_one_sentence_with_a_number_to_find_in_the_log(caplog):
    app = broken_site()

    status, headers, body = asyncio.run(call(app, "/hong"))
    page = body.decode()
    number = re.search(r"[0-9a-f]{8}", page)[0]

    assert status == 500
    assert headers["content-type"].startswith("text/html")
    assert headers["content-security-policy"]
    assert server.FAILED in page
    assert server.FAILED_NUMBER.format(number) in page
    assert "Traceback" not in page
    assert "KeyError" not in page
    assert [record.getMessage() for record in caplog.records] == [f"request error {number}"]
    assert caplog.records[0].exc_info[0] is KeyError
    assert asyncio.run(call(app, "/tot"))[2].decode() == "vẫn chạy"


def test_an_answer_that_breaks_halfway_is_broken_off_and_logged(caplog):
    with pytest.raises(KeyError):
        asyncio.run(call(broken_site(), "/nua/"))
    assert caplog.records[0].getMessage().startswith("request error ")
