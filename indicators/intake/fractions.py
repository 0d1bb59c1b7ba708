"""Shares that may have been written as parts of one: 0.75 for 75 %."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from indicators.intake import figure_sentences, row_sentences
from indicators.intake.cells import vietnamese
from indicators.intake.checks import fraction_by_parts, times_hundred
from indicators.intake.headings import Role
from indicators.intake.identities import Question
from indicators.intake.noting import Notes
from indicators.intake.numbers import Number
from indicators.intake.questions import EACH
from indicators.intake.rows import Draft, TableDrafts
from indicators.observations import Option

FRACTION_QUESTION = "fractions"
MANY_QUESTION = "small_shares"
_FRACTION, _PERCENT = "fraction", "percent"
_MOST_SINGLE = 5


class Fractions:
    """Settles such shares: by their parts, by one answer for the file, or one for each value."""

    def __init__(self, tables: Sequence[TableDrafts], notes: Notes) -> None:
        self._notes = notes
        shares = [
            draft
            for table in tables
            for draft in table.drafts
            if draft.indicator.is_share
            and draft.value.value is not None
            and not draft.value.is_percent
        ]
        values = [draft.value.value or Decimal(0) for draft in shares]
        self._of_file: Question | None = None
        self._of_many: Question | None = None
        if values and 0 < max(values) <= 1:
            self._of_file = _file_question(shares)
            return
        small = {
            vietnamese(draft.value.value or Decimal(0)): None
            for draft in shares
            if _is_small(draft.value) and _by_parts(draft) is None
        }
        if len(small) > _MOST_SINGLE:
            self._of_many = _many_question(list(small))

    def settle(self, table: TableDrafts, draft: Draft) -> Number | None:
        """The share as 0..100; None where the draft waits for an answer or is left out."""
        value = draft.value
        if not value.value or value.is_percent:
            return value
        if self._of_file is None and not _is_small(value):
            return value
        is_fraction = _by_parts(draft)
        if is_fraction is None:
            answer = self._answer(table, draft)
            if answer is None:
                return None
            is_fraction = answer == _FRACTION
        elif is_fraction:
            kept = times_hundred(value).value or Decimal(0)
            shown = figure_sentences.fraction_by_parts(vietnamese(value.value), vietnamese(kept))
            self._notes.warn(table, draft, Role.VALUE, shown)
        return times_hundred(value) if is_fraction else value

    def _answer(self, table: TableDrafts, draft: Draft) -> str | None:
        if self._of_file is not None:
            return self._notes.settle(self._of_file, table, draft, Role.VALUE)
        single = _single_question(draft.value)
        if self._of_many is not None and self._notes.questions.answer(single) is None:
            answer = self._notes.settle(self._of_many, table, draft, Role.VALUE)
            if answer != EACH:
                return answer
        return self._notes.settle(single, table, draft, Role.VALUE)


def _is_small(value: Number) -> bool:
    return value.value is not None and 0 < value.value < 1


def _by_parts(draft: Draft) -> bool | None:
    return fraction_by_parts(draft.value, draft.numerator, draft.denominator)


def _spellings(value: Number) -> tuple[str, str]:
    """The share as written, and what it would be as a part of one."""
    return vietnamese(value.value or Decimal(0)), vietnamese(
        times_hundred(value).value or Decimal(0)
    )


def _file_question(shares: Sequence[Draft]) -> Question:
    told = {_by_parts(draft) for draft in shares} - {None}
    proposal = None
    if len(told) == 1:
        proposal = _FRACTION if told == {True} else _PERCENT
    seen, meaning = _spellings(next(draft.value for draft in shares if draft.value.value))
    options = (
        Option(_FRACTION, figure_sentences.times_hundred(seen, meaning)),
        Option(_PERCENT, figure_sentences.as_percent(seen)),
    )
    return Question("share_or_fraction", FRACTION_QUESTION, seen, options, proposal)


def _single_question(value: Number) -> Question:
    seen, meaning = _spellings(value)
    options = (
        Option(_FRACTION, figure_sentences.as_shown(meaning)),
        Option(_PERCENT, figure_sentences.as_shown(seen)),
    )
    sentence = figure_sentences.small_share(seen, meaning)
    return Question(sentence.code, f"fraction:{seen}", seen, options, None, sentence)


def _many_question(seen: list[str]) -> Question:
    options = (
        Option(_FRACTION, row_sentences.ALL_FRACTIONS),
        Option(_PERCENT, row_sentences.ALL_PERCENT),
        Option(EACH, row_sentences.ONE_BY_ONE),
    )
    shown = "; ".join(seen[:_MOST_SINGLE]) + "…"
    return Question("small_shares", MANY_QUESTION, shown, options, None, count=len(seen))
