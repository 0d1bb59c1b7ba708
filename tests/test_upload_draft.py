"""A file in a person's session: read when it must be, its questions kept, its answers counted."""

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators import upload_draft
from indicators.corrections import WHOLE_ROW, CellRef, Correction, of_answers
from indicators.intake import Reading
from indicators.observations import Fault, Observation, Origin
from indicators.plan import Plan
from indicators.upload_draft import UNDECIDED, Known, UploadDraft, cell_of
from tests.conftest import figure

TODAY = date(2026, 11, 20)
HEADING = "Mã chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Giá trị"
AMBIGUOUS = "CT04;2026;;chính thức;12.500"
NEW_UNIT = "CT12;2026;Thôn Mẫu Một;chính thức;3"

Look = Callable[..., UploadDraft]


def a_file(*rows: str) -> bytes:
    return "\n".join([HEADING, *rows, ""]).encode()


def known(*figures: Observation, version: int = 1) -> Known:
    return Known(version, {figure.key: figure for figure in figures})


@pytest.fixture
def look(plan: Plan) -> Look:
    """Hands a file of these rows in, or looks at a draft again."""

    def look(*rows: str, draft: UploadDraft | None = None, at: Known | None = None) -> UploadDraft:
        draft = draft or UploadDraft(a_file(*rows), "tệp.csv", 2026)
        draft.look(plan, TODAY, at or known())
        return draft

    return look


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """The answers of every reading of a file, in the order of the readings."""
    made: list[dict[str, str]] = []
    read_file = upload_draft.read_file

    def counted(content, file_name, given, progress):
        made.append(dict(given.answers))
        return read_file(content, file_name, given, progress)

    monkeypatch.setattr(upload_draft, "read_file", counted)
    return made


def question_of(draft: UploadDraft, code: str) -> Fault:
    (question,) = [q for q in draft.questions if q.code == code]
    return question


# Questions and answers


def test_a_question_without_a_proposal_stands_first_and_is_undecided(look: Look) -> None:
    draft = look(NEW_UNIT, AMBIGUOUS)
    assert [q.code for q in draft.questions] == ["ambiguous_number", "unknown_unit"]
    open_question, proposed = draft.questions
    assert draft.choice(open_question) is None
    assert draft.choice(proposed) == proposed.proposal
    assert draft.undecided == 1


def test_an_answer_decides_and_the_figure_is_read_by_it(look: Look) -> None:
    draft = look(AMBIGUOUS)
    question = question_of(draft, "ambiguous_number")
    assert draft.changes.to_store == ()
    chosen = next(o.value for o in question.options if "dấu chấm" in o.label)

    assert draft.answer(question, chosen)
    look(draft=draft)
    assert (draft.choice(question), draft.undecided) == (chosen, 0)
    assert [o.value for o in draft.changes.to_store] == [Decimal("12.5")]


def test_an_answered_question_is_still_shown_so_that_it_can_be_changed(look: Look) -> None:
    draft = look(AMBIGUOUS)
    (question,) = draft.questions
    draft.answer(question, question.options[0].value)
    look(draft=draft)
    assert draft.reading.open_questions == ()
    assert draft.questions == (question,)

    assert draft.answer(question, question.options[1].value)
    look(draft=draft)
    assert draft.choice(question) == question.options[1].value


@pytest.mark.parametrize("row", [AMBIGUOUS, NEW_UNIT])
def test_an_answer_taken_back_is_undecided_and_settles_at_once(look: Look, row: str) -> None:
    draft = look(row)
    (question,) = draft.questions
    draft.answer(question, question.options[0].value)
    look(draft=draft)

    assert draft.answer(question, None), "a change"
    look(draft=draft)
    assert (draft.choice(question), draft.undecided) == (None, 1)
    assert draft.answers[question.question] == UNDECIDED
    assert not draft.answer(question, None), "the next run finds it as it is"
    assert [q.question for q in draft.questions] == [question.question]


def test_a_proposal_taken_back_does_not_come_back_by_itself(look: Look) -> None:
    draft = look(NEW_UNIT)
    (question,) = draft.questions
    assert draft.undecided == 0
    assert draft.answer(question, None)
    look(draft=draft)
    look(draft=draft, at=known(version=2))
    assert (draft.choice(question), draft.undecided) == (None, 1)

    assert draft.answer(question, question.proposal)
    look(draft=draft)
    assert draft.undecided == 0


def test_confirming_what_is_proposed_changes_nothing(look: Look) -> None:
    draft = look(NEW_UNIT)
    (question,) = draft.questions
    assert not draft.answer(question, question.proposal)
    assert draft.answers == {}


def test_a_question_that_nobody_answered_goes_when_it_is_no_longer_raised(look: Look) -> None:
    draft = look(NEW_UNIT)
    assert draft.questions
    look(draft=draft, at=known(figure("CT12", 2025, "2", "Thôn Mẫu Một"), version=2))
    assert draft.questions == ()
    assert [o.reporting_unit for o in draft.changes.to_store] == ["Thôn Mẫu Một"]


# Reading again


def test_a_file_is_read_again_only_for_other_answers_or_other_figures(
    look: Look, readings: list[dict[str, str]]
) -> None:
    draft = look(AMBIGUOUS)
    look(draft=draft)
    assert readings == [{}]

    (question,) = draft.questions
    chosen = question.options[0].value
    draft.answer(question, chosen)
    look(draft=draft)
    look(draft=draft)
    assert readings == [{}, {question.question: chosen}]

    look(draft=draft, at=known(version=2))
    assert len(readings) == 3


def test_newer_figures_are_compared_with_anew(look: Look) -> None:
    row = "CT04;2026;;chính thức;11,3"
    draft = look(row)
    assert (len(draft.changes.new), len(draft.changes.changed)) == (1, 0)
    look(draft=draft, at=known(figure(value="9"), version=2))
    assert (len(draft.changes.new), len(draft.changes.changed)) == (0, 1)
    look(draft=draft, at=known(figure(value="11.3"), version=3))
    assert draft.changes.to_store == ()


# What it is


@pytest.mark.parametrize(
    ("reason", "origin"), [("", Origin.UPLOAD), ("gõ nhầm", Origin.CORRECTION)]
)
def test_a_reason_makes_it_a_correction(reason: str, origin: Origin) -> None:
    assert UploadDraft(b"", "a.csv", 2026, reason).origin is origin


def test_every_draft_has_a_key_of_its_own_also_for_the_same_file() -> None:
    assert UploadDraft(b"x", "a.csv", 2026).key != UploadDraft(b"x", "a.csv", 2026).key


def test_the_year_of_a_file_that_names_none_is_the_chosen_one(plan: Plan) -> None:
    text = "Mã chỉ tiêu;Loại số liệu;Giá trị\nCT04;chính thức;11,3\n"
    draft = UploadDraft(text.encode(), "a.csv", 2025)
    draft.look(plan, TODAY, known())
    assert [o.year for o in draft.reading.observations] == [2025]


def test_the_known_units_are_those_of_the_known_figures() -> None:
    figures = (figure(unit="Thôn B"), figure(unit="Thôn A"), figure("CT12", unit="Thôn B"))
    assert known(*figures).units == ("Thôn A", "Thôn B")
    assert known().units == ()


# Mended cells


ROUGH = "CT04;2026;;chính thức;khoảng 12"
VALUE = CellRef("", 2, "Giá trị")


def test_a_corrected_cell_is_read_again_and_remembered_with_what_the_file_says(look: Look) -> None:
    draft = look(ROUGH)
    draft.correct(VALUE, " 12,5 ")
    look(draft=draft)
    assert [o.value for o in draft.changes.to_store] == [Decimal("12.5")]
    draft.correct(VALUE, "13,5")
    look(draft=draft)
    assert draft.corrections == {VALUE: Correction(VALUE, "khoảng 12", "13,5")}
    assert of_answers(draft.remembered_answers) == (Correction(VALUE, "khoảng 12", "13,5"),)


def test_typing_what_the_file_says_takes_a_correction_back(look: Look) -> None:
    draft = look(ROUGH)
    draft.correct(VALUE, "12,5")
    look(draft=draft)
    draft.correct(VALUE, "khoảng 12")
    assert draft.corrections == {}


def test_a_mended_refusal_stays_to_be_looked_at_while_its_row_is_touched(look: Look) -> None:
    draft = look(ROUGH, "CT08;2026;;chính thức;gần 9")
    first, second = draft.refusals
    draft.correct(VALUE, "12,5")
    look(draft=draft)
    assert draft.refusals == (first, second)
    assert [draft.is_mended(f) for f in draft.refusals] == [True, False]
    draft.take_back(VALUE)
    look(draft=draft)
    assert [draft.is_mended(f) for f in draft.refusals] == [False, False]


def test_a_cell_mended_into_another_fault_is_listed_once(look: Look) -> None:
    draft = look(ROUGH)
    draft.correct(VALUE, "112")
    look(draft=draft)
    assert [(f.code, draft.is_mended(f)) for f in draft.refusals] == [("out_of_bounds", False)]


def test_a_row_left_out_forgets_its_corrections(look: Look) -> None:
    draft = look(ROUGH)
    draft.correct(VALUE, "112")
    look(draft=draft)
    draft.leave_out("", 2)
    look(draft=draft)
    assert list(draft.corrections) == [CellRef("", 2, WHOLE_ROW)]
    assert draft.is_left_out("", 2)
    assert (draft.reading.errors, draft.reading.refused) == ((), 0)
    draft.bring_back("", 2)
    look(draft=draft)
    assert [e.code for e in draft.reading.errors] == ["approximate"]


def test_a_row_number_alone_does_where_all_rows_are_of_one_sheet(plan: Plan) -> None:
    draft = UploadDraft(a_file(ROUGH), "a.csv", 2026)
    draft.look(plan, TODAY, known())
    assert not draft.has_sheets


def test_an_edit_made_while_the_file_is_still_read_is_not_overtaken(
    plan: Plan, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = look("CT04;2026;;chính thức;khoảng 11", "CT08;2026;;chính thức;khoảng 37")
    first, second = (cell_of(fault) for fault in draft.refusals)
    began, may_end = threading.Event(), threading.Event()
    read = upload_draft.read_file

    def slow_at_first(*arguments: Any) -> Reading:
        reading = read(*arguments)
        if not began.is_set():
            began.set()
            may_end.wait(30)
        return reading

    monkeypatch.setattr(upload_draft, "read_file", slow_at_first)
    runs = [threading.Thread(target=draft.look, args=(plan, TODAY, known())) for _ in range(2)]
    draft.correct(first, "11")
    runs[0].start()
    assert began.wait(30)
    draft.correct(second, "37")
    runs[1].start()
    runs[1].join(1)
    may_end.set()
    for run in runs:
        run.join(30)

    assert [draft.is_mended(fault) for fault in draft.refusals] == [True, True]
    assert len(draft.reading.observations) == 2
