"""The addresses of the show, on the dashboard's own server."""

import io
import json
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from html import unescape
from typing import Any

import pytest
from pptx import Presentation
from starlette.requests import Request

from indicators import server
from indicators.board import Board
from indicators.plan import Plan
from indicators.projector import FEED, SHOW, Projector, font_face, show_address
from indicators.projector_file import FILE, PresentationFile, file_name
from indicators.slides import PRESENTATION_TYPE, Selection, show_words
from indicators.store import Store
from tests.conftest import COMMUNE, draft, figure
from tests.serving import Serving, free_port, serving, settings

FIGURES = (
    figure("CT04", 2025, "12.9"),
    figure("CT04", 2026, "14.6"),
    figure("CT08", 2026, "37.4", note="</script><script>alert(1)</script>"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("show")
    database = folder / "dashboard.duckdb"
    with closing(Store(database, COMMUNE)) as store:
        store.confirm(draft(*FIGURES))
    port = free_port()
    command = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
    environment = settings(database=database, today="2026-11-20")
    with serving(command, port, folder / "log.txt", environment=environment) as found:
        yield found


def get(site: Serving, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(site.base + path, headers=names)
    try:
        with urllib.request.urlopen(request, timeout=30) as found:
            status, answered, body = found.status, found.headers, found.read()
    except urllib.error.HTTPError as error:
        with error:
            status, answered, body = error.code, error.headers, error.read()
    return status, {name.lower(): value for name, value in answered.items()}, body


def feed(site: Serving, query: str = "") -> Any:
    status, _, body = get(site, f"{FEED}{query}")
    assert status == 200
    return json.loads(body)


def test_the_page_is_vietnamese_and_holds_the_whole_show(site: Serving) -> None:
    status, headers, body = get(site, SHOW)
    page = body.decode()
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="vi">' in page
    assert "<title>Trình chiếu · Vĩnh Am Xanh 2030</title>" in page
    (inside,) = re.findall(r'<script type="application/json" id="play">(.*?)</script>', page, re.S)
    assert json.loads(inside) == feed(site)


def test_the_page_runs_no_script_but_its_own(site: Serving) -> None:
    _, headers, body = get(site, SHOW)
    scripts = re.findall(r"<script([^>]*)>", body.decode())
    assert len(scripts) == 2
    (source,) = re.findall(r'src="\.(/assets/slides\.[0-9a-f]{12}\.js)"', body.decode())
    assert headers["content-security-policy"] == server.SECURITY_HEADERS["Content-Security-Policy"]
    assert get(site, source)[1]["content-type"].startswith("text/javascript")


def test_everything_of_the_show_comes_from_the_server_and_may_be_kept(site: Serving) -> None:
    _, _, body = get(site, SHOW)
    addresses = re.findall(r'(?:src|href)="\.(/assets/[^"]+)"', body.decode())
    assert len(addresses) == 2
    style = ""
    for address in addresses:
        status, headers, content = get(site, address, Accept_Encoding="gzip")
        assert (status, headers["cache-control"]) == (200, server.IMMUTABLE)
        assert headers["content-encoding"] == "gzip"
        assert len(content) < 20_000
        style += get(site, address)[2].decode() if address.endswith(".css") else ""
    (font,) = re.findall(r'url\("\.\.(/static/media/[^"]+)"\)', style)
    status, headers, content = get(site, font)
    assert (status, content[:4]) == (200, b"wOF2")


def test_the_first_load_is_far_below_three_megabytes(site: Serving) -> None:
    _, _, body = get(site, SHOW)
    style = next(iter(re.findall(r'href="\.(/assets/[^"]+\.css)"', body.decode())))
    font = re.findall(r'url\("\.\.(/static/media/[^"]+)"\)', get(site, style)[2].decode())[0]
    script = re.findall(r'src="\.(/assets/[^"]+\.js)"', body.decode())[0]
    total = len(body) + sum(len(get(site, address)[2]) for address in (style, script, font))
    assert total < 500_000


def test_a_known_play_is_not_sent_again(site: Serving) -> None:
    _, headers, body = get(site, FEED)
    assert headers["cache-control"] == "no-cache"
    again = get(site, FEED, If_None_Match=headers["etag"])
    assert (again[0], again[2]) == (304, b"")
    page = get(site, SHOW)[2].decode()
    (tag,) = re.findall(r'data-tag="([^"]+)"', page)
    assert unescape(tag) == headers["etag"]
    assert json.loads(body)["slides"]


def test_another_selection_is_another_show(site: Serving) -> None:
    whole, unit, few = feed(site), feed(site, "?don_vi=VHXH"), feed(site, "?chi_tieu=CT04")
    ids = [[slide["id"] for slide in play["slides"]] for play in (whole, unit, few)]
    assert "don-vi-PKT" in ids[0]
    assert ids[1][2:5] == ["CT10", "CT11", "don-vi-VHXH"]
    assert ids[2] == ["mo-dau", "ket-qua", "CT04", "ket-thuc"]
    assert feed(site, "?nam=2025")["year"] == 2025


def test_the_page_takes_seconds_look_and_unit_from_its_address(site: Serving) -> None:
    page = get(site, f"{SHOW}?don_vi=PKT&giay=15&giao_dien=sang&rac=%22%3E")[2].decode()
    assert 'data-seconds="15"' in page
    assert 'data-look="sang"' in page
    assert '<option value="15" selected>15 giây</option>' in page
    (asked,) = re.findall(r'data-feed="([^"]+)"', page)
    assert unescape(asked) == f".{FEED}?don_vi=PKT&giay=15&giao_dien=sang"
    assert '<a data-do="leave" href="./don-vi?ma=PKT">' in page


def test_an_unknown_unit_is_told_on_the_first_slide_and_harms_nothing(site: Serving) -> None:
    status, _, body = get(site, f"{SHOW}?don_vi=%3C/script%3E%3Cscript%3Ealert(1)//")
    page = body.decode()
    assert status == 200
    assert "<script>alert" not in page
    opening = feed(site, "?don_vi=%3Cb%3E")["slides"][0]
    assert opening["notices"] == ["Không có đơn vị “<b>” trong kế hoạch: đang chiếu toàn xã."]


def test_without_a_readable_plan_the_show_waits_and_tries_again() -> None:
    def broken() -> Board:
        raise OSError("gone")

    projector = Projector(broken, lambda: pytest.fail("the day is not needed"))
    request = Request(
        {"type": "http", "method": "GET", "path": SHOW, "query_string": b"", "headers": []}
    )
    page, slides = projector.page(request), projector.feed(request)
    assert page.status_code == slides.status_code == 503
    assert "Chưa mở được số liệu để trình chiếu" in bytes(page.body).decode()
    assert 'http-equiv="refresh"' in bytes(page.body).decode()


def test_one_trouble_is_logged_once_however_often_a_show_asks(
    store: Store, plan: Plan, caplog: pytest.LogCaptureFixture
) -> None:
    is_broken = True

    def board() -> Board:
        if is_broken:
            raise OSError("the disk is full")
        return Board(plan, store)

    projector = Projector(board, lambda: date(2026, 11, 20))
    request = Request(
        {"type": "http", "method": "GET", "path": FEED, "query_string": b"", "headers": []}
    )
    assert [projector.feed(request).status_code for _ in range(3)] == [503] * 3
    assert len(caplog.records) == 1
    is_broken = False
    assert projector.feed(request).status_code == 200
    is_broken = True
    projector.feed(request)
    assert len(caplog.records) == 2


def test_a_year_that_has_not_begun_gives_the_usual_one(site: Serving) -> None:
    content = feed(site, "?nam=2029")
    assert content["year"] == 2026
    assert content["slides"][0]["notices"] == [
        "Năm “2029” không nằm trong 2015–2026: đang chiếu năm mới nhất có số liệu."
    ]


def test_plays_are_made_once_for_each_version_and_kept_within_bounds(
    store: Store, plan: Plan
) -> None:
    board = Board(plan, store)
    store.confirm(draft(*FIGURES))
    projector = Projector(lambda: board, lambda: date(2026, 11, 20))

    def ask(query: str) -> bytes:
        scope = {
            "type": "http",
            "method": "GET",
            "path": FEED,
            "query_string": query.encode(),
            "headers": [],
        }
        return bytes(projector.feed(Request(scope)).body)

    first = ask("")
    assert ask("") is first
    for seconds in range(10, 60):
        ask(f"giay={seconds}")
    assert len(projector._plays) <= 32
    store.confirm(draft(figure("CT04", 2026, "15.5")))
    assert json.loads(ask(""))["version"] == 2


def test_the_address_of_a_show_carries_only_what_was_chosen() -> None:
    assert show_address() == "./trinh-chieu"
    assert show_address(don_vi="PKT", nam=None) == "./trinh-chieu?don_vi=PKT"
    assert show_address(don_vi="PKT", nam=2025) == "./trinh-chieu?don_vi=PKT&nam=2025"


def test_a_server_without_the_font_names_none() -> None:
    assert font_face("") == ""


# The show as a file


def deck_of(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def test_the_show_is_given_as_a_file_of_the_same_slides(site: Serving) -> None:
    status, headers, body = get(site, FILE)
    assert status == 200
    assert headers["content-type"] == PRESENTATION_TYPE
    assert headers["cache-control"] == "no-store"
    assert headers["content-disposition"] == 'attachment; filename="trinh-chieu-2026.pptx"'
    assert len(deck_of(body).slides) == len(feed(site)["slides"])


@pytest.mark.parametrize(
    ("asked", "width"),
    [("?ti_le=16x9", 960), ("?ti_le=4x3", 720), ("?ti_le=4X3", 720), ("?ti_le=rac", 960)],
)
def test_the_file_has_the_shape_that_was_asked_for(site: Serving, asked: str, width: int) -> None:
    _, _, body = get(site, f"{FILE}{asked}&chi_tieu=CT04")
    assert (deck_of(body).slide_width.pt, deck_of(body).slide_height.pt) == (width, 540)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("don_vi=PKT&giay=15&giao_dien=sang", "trinh-chieu-2026-PKT.pptx"),
        ("don_vi=vhxh&nam=2025", "trinh-chieu-2025-VHXH.pptx"),
        ("chi_tieu=CT04", "trinh-chieu-2026-CT04.pptx"),
        ("chi_tieu=CT04,CT08", "trinh-chieu-2026.pptx"),
        ("don_vi=%22%0D%0ASet-Cookie:x", "trinh-chieu-2026.pptx"),
    ],
)
def test_the_name_of_the_file_says_what_is_in_it(site: Serving, asked: str, name: str) -> None:
    status, headers, body = get(site, f"{FILE}?{asked}")
    assert status == 200
    assert headers["content-disposition"] == f'attachment; filename="{name}"'
    assert len(deck_of(body).slides) == len(feed(site, f"?{asked}")["slides"])


def test_the_shows_bar_offers_the_file_in_both_shapes_with_its_own_selection(
    site: Serving,
) -> None:
    page = get(site, f"{SHOW}?don_vi=PKT")[2].decode()
    found = [unescape(each) for each in re.findall(r'data-do="file" href="([^"]+)"', page)]
    assert found == [f".{FILE}?don_vi=PKT&ti_le={shape}" for shape in ("16x9", "4x3")]


def test_a_file_that_cannot_be_made_is_one_sentence() -> None:
    def broken() -> Board:
        raise OSError("gone")

    file = PresentationFile(broken, lambda: date(2026, 11, 20))
    request = Request(
        {"type": "http", "method": "GET", "path": FILE, "query_string": b"", "headers": []}
    )
    answer = file.file(request)
    assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
    assert bytes(answer.body).decode() == show_words.FILE_NOT_READY


def test_a_code_that_is_no_plain_word_is_left_out_of_the_name() -> None:
    assert file_name(2026, Selection(unit='P"\r\nX')) == "trinh-chieu-2026-PX.pptx"
    assert file_name(2026, Selection(unit="Đ")) == "trinh-chieu-2026.pptx"
