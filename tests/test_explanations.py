"""Explanation notes between store and screen: who owes one, how it reads, what keeps it out."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from indicators import explanation_sentences as sentences
from indicators.board import Board, View
from indicators.cells import Table
from indicators.demo import seed_demo
from indicators.explanation_tables import note_table
from indicators.explanations import MOST_CHARACTERS, ExplanationNote
from indicators.figures_json import figures_as_json
from indicators.heads import overview_head, unit_head
from indicators.history_tables import changes_title, note_changes_table
from indicators.observations import Origin, Submission
from indicators.plan import Plan
from indicators.settings import ROOT
from indicators.store import Store
from tests.conftest import COMMUNE, draft, explanation, figure

TODAY = date(2026, 11, 20)
# By these CT11 missed its threshold, CT03 may miss it, CT12 is late and CT04 is not.
LAGGING = (
    figure("CT03", 2025, "45"),
    figure("CT03", 2026, "46"),
    figure("CT12", 2025, "7"),
    figure("CT12", 2026, "6"),
    figure("CT11", 2026, "50"),
    figure("CT04", 2026, "30"),
)


@pytest.fixture
def store(tmp_path: Path):
    store = Store(
        tmp_path / "dashboard.duckdb", COMMUNE, lambda: datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
    )
    yield store
    store.close()


@pytest.fixture
def board(plan: Plan, store: Store) -> Board:
    """A board whose figures lag."""
    store.confirm(draft(*LAGGING))
    return Board(plan, store)


def explain(board: Board, *notes: ExplanationNote) -> Submission:
    return board.store.confirm(draft(notes=notes, origin=Origin.EXPLANATION))


def owed(view: View, unit: str | None = None) -> list[str]:
    return [standing.indicator.code for standing in view.notes_owed(unit)]


def rows(table: Table) -> list[dict[str, list[str]]]:
    """The texts of every cell, a line of text a string."""
    return [
        {
            key: ["".join(part["text"] for part in line["parts"]) for line in cell.get("lines", [])]
            for key, cell in row["cells"].items()
        }
        for group in table["groups"]
        for row in group["rows"]
    ]


def texts(aside: dict[str, Any]) -> list[str]:
    return ["".join(part["text"] for part in line) for line in aside["lines"]]


# Who owes one


def test_a_lagging_indicator_owes_an_explanation_until_it_has_one(board: Board) -> None:
    assert owed(board.view(2026, TODAY)) == ["CT11", "CT03", "CT12"]
    explain(board, explanation("CT03"))
    view = board.view(2026, TODAY)
    assert owed(view) == ["CT11", "CT12"]
    note = view.note("CT03")
    assert note is not None
    assert (note.reason, view.submissions[note.source or 0].person) == ("Thiếu vốn", "Bà Lan")
    assert view.note("CT12") is None


def test_a_unit_owes_for_what_it_leads(board: Board) -> None:
    view = board.view(2026, TODAY)
    assert owed(view, "VHXH") == ["CT11"]
    assert owed(view, "PKT") == ["CT03", "CT12"]


def test_a_note_explains_its_own_year(board: Board) -> None:
    board.store.confirm(draft(figure("CT12", 2027, "6")))
    explain(board, explanation("CT12", 2026))
    assert "CT12" not in owed(board.view(2026, TODAY))
    assert "CT12" in owed(board.view(2027, TODAY))


def test_nobody_explains_what_has_no_figures(plan: Plan, store: Store) -> None:
    assert owed(Board(plan, store).view(2026, TODAY)) == []


def test_an_undone_note_is_owed_again(board: Board) -> None:
    written = explain(board, explanation("CT12"))
    before = board.view(2026, TODAY)
    board.store.undo(written.number, "Ông Nam", "", "undo")
    after = board.view(2026, TODAY)
    assert "CT12" in owed(after)
    assert "CT12" not in owed(before)
    (earlier,) = [n for n in board.earlier_notes(after, "CT12") if not n.withdrawn]
    assert earlier.submission == written.number


def test_earlier_notes_are_those_before_the_one_in_the_view(board: Board) -> None:
    for reason in ("a", "b"):
        explain(board, explanation(reason=reason))
    view = board.view(2026, TODAY)
    explain(board, explanation(reason="c"))
    assert [n.reason for n in board.earlier_notes(view, "CT12")] == ["a"]
    assert [n.reason for n in board.earlier_notes(board.view(2026, TODAY), "CT12")] == ["b", "a"]


def test_what_an_undo_brought_back_is_listed_once(board: Board) -> None:
    explain(board, explanation(reason="a"))
    second = explain(board, explanation(reason="b"))
    board.store.undo(second.number, "Ông Nam", "", "undo")
    view = board.view(2026, TODAY)
    assert [n.reason for n in (*view.notes, *board.earlier_notes(view, "CT12"))] == ["a", "b"]
    explain(board, explanation(reason="c"))
    view = board.view(2026, TODAY)
    assert [n.reason for n in board.earlier_notes(view, "CT12")] == ["b", "a"]


def test_invented_notes_are_marked_as_the_invented_figures_are(plan: Plan, store: Store) -> None:
    seed_demo(store, plan, ROOT / "data" / "demo")
    view = Board(plan, store).view(2026, TODAY)
    assert view.is_demo
    assert view.note("CT12") is not None
    assert owed(view) == ["CT11", "CT07"]


# How it reads


def test_a_note_says_why_what_until_when_who_and_when(board: Board) -> None:
    explain(board, explanation(reason="Thiếu vốn\n\nThiếu đất", next_steps="<b>Họp</b> **gấp**"))
    view = board.view(2026, TODAY)
    assert rows(note_table(view, view.notes, "Giải trình")) == [
        {
            "reason": ["Thiếu vốn", "Thiếu đất"],
            "next": ["<b>Họp</b> **gấp**"],
            "due": ["31/03/2027"],
            "person": ["Bà Lan", "20/11/2026 16:05"],
        }
    ]


def test_a_note_brought_back_is_its_writers(board: Board) -> None:
    explain(board, explanation(reason="a"))
    second = explain(board, explanation(reason="b"))
    board.store.undo(second.number, "Ông Nam", "", "undo")
    view = board.view(2026, TODAY)
    (row,) = rows(note_table(view, view.notes, "Giải trình"))
    assert (row["reason"], row["person"][0]) == (["a"], "Bà Lan")


def test_a_withdrawn_note_names_who_withdrew_it(board: Board) -> None:
    first = explain(board, explanation("CT03"))
    board.store.undo(first.number, "Ông Nam", "", "withdraw")
    view = board.view(2026, TODAY)
    withdrawn, _ = rows(note_table(view, board.earlier_notes(view, "CT03"), "Trước"))
    assert withdrawn["person"][0] == "Ông Nam đã rút"


def test_the_overview_names_what_is_unexplained_with_links(board: Board) -> None:
    aside = overview_head(board.view(2026, TODAY))["aside"]
    assert texts(aside)[-1] == "Chưa giải trình: CT11, CT03, CT12"
    links = [part["open"]["params"] for part in aside["lines"][-1] if "open" in part]
    assert links[0] == {"ma": "CT11", "nam": "2026"}

    explain(board, *(explanation(code) for code in ("CT03", "CT11", "CT12")))
    aside = overview_head(board.view(2026, TODAY))["aside"]
    assert not [text for text in texts(aside) if "giải trình" in text]


def test_a_unit_is_told_what_it_has_not_explained(board: Board) -> None:
    aside = unit_head(board.view(2026, TODAY), "VHXH")["aside"]
    assert (aside["title"], texts(aside)) == ("Chưa có giải trình năm 2026", ["CT11"])
    explain(board, explanation("CT11"))
    assert unit_head(board.view(2026, TODAY), "VHXH")["aside"] is None


def test_the_history_shows_a_note_before_and_after(plan: Plan, board: Board) -> None:
    explain(board, explanation(reason="a"))
    second = explain(board, explanation(reason="b", due=date(2027, 6, 30)))
    (row,) = rows(note_changes_table(plan, board.store.note_changes_of(second.number)))
    assert row["old"] == [
        "Lý do: a",
        "Việc làm tiếp: Bố trí vốn quý I",
        "Hạn hoàn thành: 31/03/2027",
    ]
    assert row["new"][0] == "Lý do: b"
    assert row["new"][-1] == "Hạn hoàn thành: 30/06/2027"
    (first,) = rows(note_changes_table(plan, board.store.note_changes_of(2)))
    assert (first["old"], first["still"]) == (["–"], ["đã thay đổi lại ở lần sau"])


def test_the_history_shows_a_withdrawn_note_as_such(plan: Plan, board: Board) -> None:
    written = explain(board, explanation())
    undone = board.store.undo(written.number, "Ông Nam", "", "undo")
    (row,) = rows(note_changes_table(plan, board.store.note_changes_of(undone.number)))
    assert (row["old"][0], row["new"]) == ("Lý do: Thiếu vốn", ["đã rút"])


@pytest.mark.parametrize(
    ("figures", "notes", "title"),
    [
        (2, 0, "Lần 3: 2 số liệu"),
        (0, 0, "Lần 3: 0 số liệu"),
        (0, 1, "Lần 3: 1 giải trình"),
        (1200, 2, "Lần 3: 1.200 số liệu, 2 giải trình"),
    ],
)
def test_what_a_submission_changed_is_counted(figures: int, notes: int, title: str) -> None:
    assert changes_title(3, figures, notes) == title


def test_other_programs_get_the_note_with_its_indicator(board: Board) -> None:
    written = explain(board, explanation("CT12"))
    told = figures_as_json(board.view(2026, TODAY))["assessments"]
    assert {each["indicator"]: each["note"] for each in told if each["note"]} == {
        "CT12": {
            "reason": "Thiếu vốn",
            "next_steps": "Bố trí vốn quý I",
            "due": "2027-03-31",
            "submission": written.number,
        }
    }
    assert all("note" in each for each in told)


# What keeps it out

GOOD = {
    "Lý do": "Thiếu vốn",
    "Việc làm tiếp": "Bố trí vốn",
    "Hạn hoàn thành": "31/03/2027",
    "Người ghi": "Bà Lan",
}
LONG = "Ô “{}” dài 601 ký tự; hãy rút gọn còn không quá 600 ký tự."


@pytest.mark.parametrize(
    ("filled", "due", "said"),
    [
        ({}, date(2027, 3, 31), ""),
        ({}, date(2026, 1, 1), ""),
        ({}, date(2036, 12, 31), ""),
        ({"Lý do": "x" * MOST_CHARACTERS}, TODAY, ""),
        ({"Lý do": " \n "}, TODAY, "Chưa ghi được: hãy điền “Lý do”."),
        (
            dict.fromkeys(GOOD, ""),
            None,
            "Chưa ghi được: hãy điền “Lý do”, “Việc làm tiếp”, “Hạn hoàn thành”, “Người ghi”.",
        ),
        ({"Lý do": "x" * 601}, TODAY, LONG.format("Lý do")),
        ({"Việc làm tiếp": "x" * 601}, TODAY, LONG.format("Việc làm tiếp")),
        (
            {},
            date(2025, 12, 31),
            "“Hạn hoàn thành” 31/12/2025 không hợp lý; hãy chọn từ 01/01/2026 đến 31/12/2036.",
        ),
        (
            {},
            date(3000, 3, 31),
            "“Hạn hoàn thành” 31/03/3000 không hợp lý; hãy chọn từ 01/01/2026 đến 31/12/2036.",
        ),
    ],
)
def test_what_a_form_lacks_is_one_sentence(
    filled: dict[str, str], due: date | None, said: str
) -> None:
    assert sentences.fault({**GOOD, **filled}, due, 2026) == said
