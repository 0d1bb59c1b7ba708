"""Shares that moved by more than 20 points: the person confirms them, or leaves them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from indicators.intake import comparison_sentences, row_sentences
from indicators.intake.cells import vietnamese
from indicators.intake.checks import JUMP
from indicators.intake.comparing import Kept
from indicators.intake.headings import Role
from indicators.intake.identities import Question
from indicators.intake.noting import Notes, rows_named
from indicators.intake.questions import ALL, EACH
from indicators.intake.sentence import Sentence
from indicators.notation import share
from indicators.observations import Key, Kind, Observation, Option
from indicators.plan import Plan

About = tuple[str, int, str, Kind]
MANY_QUESTION = "jumps"
_KEEP = "keep"
_MOST_SINGLE = 5


class Jump(NamedTuple):
    """An accepted figure that moved far, and the sentence that says from where."""

    kept: Kept
    sentence: Sentence


def settle_jumps(
    plan: Plan, stored: Mapping[Key, Observation], kept: Sequence[Kept], notes: Notes
) -> list[About]:
    """Asks about every jump; what the answers leave out is returned, and noted as left out.

    A jump is proposed to be kept: it is unusual, not wrong.
    """
    found = find_jumps(plan, stored, kept)
    many = _many_question(found) if len(found) > _MOST_SINGLE else None
    left_out = []
    for jump in found:
        observation, table, draft = jump.kept
        single = _question(jump)
        answer: str | None = EACH
        if many is not None and notes.questions.answer(single) is None:
            answer = notes.settle(many, table, draft, Role.VALUE)
        if answer == EACH:
            answer = notes.settle(single, table, draft, Role.VALUE)
        if answer not in (_KEEP, ALL):
            left_out.append(_about(observation))
    return left_out


def _about(figure: Observation) -> About:
    return figure.indicator, figure.year, figure.reporting_unit, figure.kind


def _question(jump: Jump) -> Question:
    figure = jump.kept[0]
    value = vietnamese(figure.value or Decimal(0))
    name = f"jump:{figure.indicator}:{figure.year}:{figure.reporting_unit}:{figure.kind}:{value}"
    options = (Option(_KEEP, row_sentences.KEEP_FIGURE),)
    return Question(jump.sentence.code, name, value, options, _KEEP, jump.sentence)


def _many_question(found: Sequence[Jump]) -> Question:
    options = (
        Option(ALL, row_sentences.KEEP_ALL_FIGURES),
        Option(EACH, row_sentences.ONE_BY_ONE),
    )
    rows = rows_named(list(dict.fromkeys(jump.kept[2].row for jump in found)))
    sentence = comparison_sentences.jumps(len(found), rows)
    return Question(sentence.code, MANY_QUESTION, rows, options, ALL, sentence)


def find_jumps(plan: Plan, stored: Mapping[Key, Observation], kept: Sequence[Kept]) -> list[Jump]:
    """Shares that moved by more than JUMP points since the year before, stored or in the file,
    or from the figure of the same year that is stored now. A figure that is stored already, as
    it is, was looked at when it came.
    """
    shares = {indicator.code for indicator in plan.indicators if indicator.is_share}
    latest = {**_latest(stored.values()), **_latest(one[0] for one in kept)}
    found = []
    for one in kept:
        observation = one[0]
        value, kind = observation.value, observation.kind
        if value is None or kind is Kind.PLANNED or observation.indicator not in shares:
            continue
        known = stored.get(observation.key) if stored else None
        if known is not None and known.says_the_same_as(observation):
            continue
        last_year = observation.year - 1
        before = latest.get((observation.indicator, observation.reporting_unit, last_year))
        replaced = _replaced(stored, observation) if stored else None
        if before is not None and abs(value - before) > JUMP:
            sentence = comparison_sentences.jump(last_year, share(before), share(value))
        elif replaced is not None and abs(value - replaced) > JUMP:
            sentence = comparison_sentences.jump_from_stored(share(replaced), share(value))
        else:
            continue
        found.append(Jump(one, sentence))
    return found


def _latest(figures: Iterable[Observation]) -> dict[tuple[str, str, int], Decimal]:
    """What each unit's figure of a year is, an estimate only where there is no other."""
    latest: dict[tuple[str, str, int], Decimal] = {}
    for figure in figures:
        kind, value = figure.kind, figure.value
        if value is not None and kind is not Kind.PLANNED and not figure.withdrawn:
            about = (figure.indicator, figure.reporting_unit, figure.year)
            if kind is Kind.ACTUAL or about not in latest:
                latest[about] = value
    return latest


def _replaced(stored: Mapping[Key, Observation], new: Observation) -> Decimal | None:
    """The stored figure of the same year that a new one takes the place of, whatever its kind."""
    for kind in dict.fromkeys((new.kind, Kind.ACTUAL, Kind.ESTIMATE)):
        old = stored.get(Key(new.indicator, new.year, new.reporting_unit, kind))
        if old is not None and not old.withdrawn:
            return old.value
    return None
