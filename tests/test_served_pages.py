"""The screens on a PostgreSQL server: shown, written on, corrected, taken back as on a file."""

from collections.abc import Callable, Iterator

import pytest

from indicators import process, store_words
from indicators.store import StoreUnavailable, served
from tests import test_pages
from tests.postgres import Server, a_server
from tests.serving import free_port
from tests.test_pages import Screen

database, browser, start = test_pages.database, test_pages.browser, test_pages.start


@pytest.fixture
def place(server: Server) -> str:
    return server.fresh()


for _name in (
    "test_a_page_shows_itself_and_is_marked_exactly_where_figures_are_invented",
    "test_a_button_takes_the_invented_figures_away",
    "test_what_was_taken_away_does_not_come_back_with_the_next_start",
    "test_figures_that_changed_under_a_preview_must_be_looked_at_again",
    "test_a_single_figure_is_corrected_with_a_reason_and_no_file",
    "test_a_submission_is_taken_back_with_a_reason",
    "test_a_note_is_found_in_the_history_and_taken_back",
    "test_the_report_is_shown_with_its_pictures_and_offered_as_files",
):
    globals()[_name] = getattr(test_pages, _name)


@pytest.fixture
def own_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that no other test needs."""
    monkeypatch.setattr(served, "_PATIENCE", 1)
    with a_server() as running:
        yield running


def test_a_server_that_goes_is_one_sentence_on_every_screen_until_it_is_back(
    own_server: Server, start: Callable[[str], Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDICATORS_DATABASE", own_server.address())
    monkeypatch.setattr(served.ServedDatabase, "fresh_for", 0)
    page = start("demo").open("overview")
    assert process.health()["version"] == 1
    own_server.stop()
    for name in ("overview", "unit"):
        page.open(name)
        assert not page.app.exception
        assert [e.value for e in page.app.error] == [store_words.TROUBLES["server_away"]]
    with pytest.raises(StoreUnavailable):
        process.health()
    own_server.start()
    page.open("overview")
    assert not page.app.error
    assert page.head["title"]


def test_a_server_that_is_not_there_at_the_start_is_one_sentence_without_its_address(
    start: Callable[[str], Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"postgresql://postgres:x@127.0.0.1:{free_port()}/so_lieu"
    monkeypatch.setenv("INDICATORS_DATABASE", address)
    page = start("demo").open("overview")
    assert [e.value for e in page.app.error] == [store_words.TROUBLES["server_away"]]
    assert "127.0.0.1" not in page.text
    assert not page.app.exception
