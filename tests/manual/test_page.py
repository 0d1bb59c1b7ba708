"""The page of the manual through AppTest: contents, chapters, what is searched for."""

from collections.abc import Callable
from typing import Any

import pytest

from indicators import screen
from indicators.manual import Part, Reader, read_manual, words
from indicators.plan import Plan
from tests import test_pages
from tests.test_pages import Screen

place, database = test_pages.place, test_pages.database
browser, start = test_pages.browser, test_pages.start
Open = Callable[..., Screen]


@pytest.fixture
def open_manual(start: Callable[[str], Screen]) -> Open:
    """Opens the page as by an address."""
    return lambda **query: start("empty").open("manual", **query)


def places(page: Screen) -> list[Any]:
    groups = page.tables[words.CONTENTS]["groups"]
    return [row["open"]["params"]["muc"] for group in groups for row in group["rows"]]


def test_the_contents_name_every_chapter_by_part(open_manual: Open, plan: Plan) -> None:
    page = open_manual()
    assert places(page) == [chapter.name for chapter in read_manual(plan)]
    titles = [group["title"] for group in page.tables[words.CONTENTS]["groups"]]
    assert titles == [words.PARTS[part] for part in Part]


@pytest.mark.parametrize("reader", Reader)
def test_a_role_sees_its_own_chapters_and_what_is_for_everybody(
    open_manual: Open, plan: Plan, reader: Reader
) -> None:
    own = [chapter.name for chapter in read_manual(plan) if reader in chapter.readers]
    assert places(open_manual(vai=reader.value)) == own


def test_the_whole_of_it_shows_every_chapter_and_section(open_manual: Open, plan: Plan) -> None:
    page = open_manual(xem="tat-ca")
    headings = {str(each.value) for each in (*page.app.header, *page.app.subheader)}
    for chapter in read_manual(plan):
        named = {screen.plain(each.title) for each in chapter.sections if each.title}
        assert {chapter.title, *named} <= headings


def test_a_place_of_a_fault_shows_the_chapter_that_answers(open_manual: Open) -> None:
    page = open_manual(muc="loi-broken-cell")
    assert [str(each.value) for each in page.app.header] == ["Lỗi của con số"]
    assert "**Cách sửa:**" in page.text
    assert [each["place"] for each in page.components("manual")] == ["loi-broken-cell"]


def test_an_unknown_place_is_said_and_the_contents_shown(open_manual: Open) -> None:
    page = open_manual(muc="<b>x</b>")
    assert screen.plain(words.no_such_place("<b>x</b>")) in page.text
    assert places(page)


def test_a_search_marks_the_hit_and_leads_to_its_place(open_manual: Open) -> None:
    (table,) = open_manual(tim="gỡ số liệu minh họa").components("table")
    row = table["groups"][0]["rows"][0]
    parts = [part for line in row["cells"]["name"]["lines"] for part in line["parts"]]
    hits = [part["text"] for part in parts if "hit" in part.get("styles", ())]
    assert hits == ["Gỡ số liệu minh họa"]
    assert row["open"]["page"] == "manual"


def test_a_search_for_nothing_known_says_so(open_manual: Open) -> None:
    (table,) = open_manual(tim="*zzz* <i>").components("table")
    assert table["empty"] == words.nothing_found("*zzz* <i>")
