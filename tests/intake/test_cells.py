from datetime import date

import pytest

from indicators.intake.cells import Broken, Cell, Percent, cell_text, escaped, unescaped


@pytest.mark.parametrize("start", list("=+-@|%\t\r"))
def test_a_text_that_a_spreadsheet_would_run_is_escaped_and_comes_back(start: str) -> None:
    text = f"{start}1"
    assert escaped(text) == f"'{text}"
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize("text", ["Thôn", "'trích'", "", "'"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert escaped(text) == unescaped(text) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" Thôn ", "Thôn"),
        (2026.0, "2026"),
        (0.1 + 0.2, "0,3"),
        (1e-7, "0,0000001"),
        (Percent(0.0875), "8,75%"),
        (Broken("#N/A"), "#N/A"),
        (date(2026, 5, 1), "01/05/2026"),
    ],
)
def test_a_cell_reads_as_a_person_sees_it(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text
