"""Questions about a file: asked once, answered once, remembered with the submission."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from indicators.intake import figure_sentences, row_sentences
from indicators.intake.identities import Question
from indicators.intake.rows import SEEN_LENGTH
from indicators.intake.sentence import Sentence
from indicators.observations import Fault, Option, Severity

SKIP = "skip"
"""The answer that leaves the rows of a question out."""
ALL, EACH = "all", "each"
"""Answers to a question that stands for many: take every name as it is, or ask one by one."""


@dataclass(slots=True)
class _Asked:
    question: Question
    sheet: str
    row: int | None
    column: str
    decision: str | None
    last: tuple[str, int | None] | None = None
    rows: int = 0


class Questions:
    """Settles questions by the given `answers`, else by their proposals, and lists the rest."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = answers
        self._asked: dict[str, _Asked] = {}

    def settle(self, question: Question, sheet: str, row: int | None, column: str) -> str | None:
        """The answer to go by, or None where there is neither a valid answer nor a proposal.

        `row` is None for a question about the whole file.
        """
        asked = self._asked.get(question.name)
        if asked is None:
            decision = self.answer(question) or question.proposal
            asked = self._asked[question.name] = _Asked(question, sheet, row, column, decision)
        # The figures of a row come one after the other; a row counts once.
        if asked.last != (sheet, row):
            asked.last = (sheet, row)
            asked.rows += 1
        return asked.decision

    def decision(self, question: Question) -> int | None:
        """The year that an already asked question was settled for, if it was."""
        asked = self._asked.get(question.name)
        decided = asked.decision if asked else None
        return int(decided) if decided and decided.isdigit() else None

    def answer(self, question: Question) -> str | None:
        """What the person answered, where that is one of the options."""
        given = self._answers.get(question.name)
        is_option = given == SKIP or any(option.value == given for option in question.options)
        return given if is_option else None

    def open_faults(self) -> list[Fault]:
        """One fault for every question that nobody has answered yet."""
        return [
            _fault(asked) for asked in self._asked.values() if self.answer(asked.question) is None
        ]


def _fault(asked: _Asked) -> Fault:
    question = asked.question
    sentence = _sentence(question, asked.rows)
    return Fault(
        Severity.QUESTION,
        question.code,
        asked.row,
        asked.column,
        question.seen[:SEEN_LENGTH],
        sentence.why,
        sentence.mend,
        sheet=asked.sheet,
        question=question.name,
        options=(*question.options, Option(SKIP, _leave_out(asked))),
        proposal=question.proposal,
    )


def _leave_out(asked: _Asked) -> str:
    if asked.row is None:
        return row_sentences.LEAVE_SHEETS_OUT
    return row_sentences.LEAVE_ALL_OUT if asked.rows > 1 else row_sentences.LEAVE_OUT


def _sentence(question: Question, rows: int) -> Sentence:
    """The words of a question, which may need to know how many rows it concerns."""
    seen = question.seen
    if question.sentence is not None:
        return question.sentence
    if question.code == "year_from_title":
        return row_sentences.year_from_title(int(question.proposal or 0), seen, rows)
    if question.code == "year_differs":
        year, chosen = (option.value for option in question.options)
        return row_sentences.year_differs(int(year), seen, chosen)
    if question.code == "unknown_units":
        return row_sentences.unknown_units(seen, question.count, rows)
    if question.code == "small_shares":
        return figure_sentences.small_shares(seen, question.count, rows)
    if question.code == "year_not_given":
        return row_sentences.year_not_given(rows)
    return _BY_SEEN_AND_ROWS[question.code](seen, rows)


_BY_SEEN_AND_ROWS: Mapping[str, Callable[[str, int], Sentence]] = {
    "unknown_unit": row_sentences.unknown_unit,
    "lost_unit": row_sentences.lost_unit,
    "part_of_year": row_sentences.part_of_year,
    "ambiguous_number": figure_sentences.ambiguous_number,
    "share_or_fraction": figure_sentences.share_or_fraction,
}
