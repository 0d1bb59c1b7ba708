"""What was mended travels among the answers of a submission and comes back as it was."""

from indicators.corrections import WHOLE_ROW, CellRef, Correction, as_answers, of_answers
from indicators.observations import Origin
from indicators.store import Store
from tests.conftest import draft, figure

CELL = Correction(CellRef("Biểu 2", 17, "Mẫu số"), "khoảng 640", "642,5")
ROW = Correction(CellRef("", 5, WHOLE_ROW), "CT99 | 5", "")
ODD = Correction(CellRef('Quý "IV"', 3, "Cột [a], b"), "“=1+1”", "")


def test_corrections_come_back_from_the_answers_in_the_order_of_the_file() -> None:
    kept = as_answers([CELL, ODD, ROW])
    assert of_answers(kept) == (ROW, CELL, ODD)


def test_answers_to_questions_are_no_corrections() -> None:
    assert of_answers({"year": "2026", "unit:Thôn cell:": "Thôn Một", **as_answers([CELL])}) == (
        CELL,
    )


def test_only_a_correction_of_a_whole_row_leaves_it_out() -> None:
    assert [c.leaves_out for c in (CELL, ROW, ODD)] == [False, True, False]


def test_a_submission_remembers_what_was_answered_and_mended(store: Store) -> None:
    answers = {"year": "2026", **as_answers([CELL])}
    receipt = store.confirm(draft(figure(), answers=answers))
    assert receipt.answers == answers
    (kept,) = store.submissions().values()
    assert kept == receipt
    assert kept.corrections == (CELL,)


def test_a_submission_without_a_file_has_no_corrections(store: Store) -> None:
    assert store.confirm(draft(figure(), origin=Origin.CORRECTION)).corrections == ()
