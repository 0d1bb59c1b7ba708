"""The screens on a PostgreSQL server: shown, written on, corrected, taken back as on a file."""

import pytest

from tests import test_pages
from tests.postgres import Server

database, start = test_pages.database, test_pages.start


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
