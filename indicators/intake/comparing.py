"""Figures against figures: totals against what they add up, a year against the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from indicators.intake import figure_sentences
from indicators.intake.cells import vietnamese
from indicators.intake.checks import AGREEMENT, JUMP, computed_share
from indicators.intake.headings import Role
from indicators.intake.rows import Draft, TableDrafts
from indicators.intake.sentence import Sentence
from indicators.observations import Key, Kind, Observation
from indicators.plan import WHOLE_COMMUNE, Plan

Kept = tuple[Observation, TableDrafts, Draft]
"""An accepted figure with the table and the draft it came from."""


class Finding(NamedTuple):
    """A warning about one cell of a draft."""

    table: TableDrafts
    draft: Draft
    role: Role
    sentence: Sentence


def totals_that_differ(tables: Sequence[TableDrafts], kept: Sequence[Kept]) -> Iterator[Finding]:
    """Total rows that do not say what the accepted rows of their indicator and year add up to."""
    if not any(table.totals for table in tables):
        return
    added: dict[tuple[str, int, Kind], list[Decimal]] = {}
    for observation, _, _ in kept:
        if observation.reporting_unit == WHOLE_COMMUNE or observation.not_applicable:
            continue
        parts = (observation.value, observation.numerator, observation.denominator)
        about = (observation.indicator, observation.year, observation.kind)
        sums = added.setdefault(about, [Decimal(0)] * 3)
        for place, part in enumerate(parts):
            sums[place] += part or 0
    for table in tables:
        for draft in table.totals:
            for kind in [draft.kind] if draft.kind else list(Kind):
                sums_of_kind = added.get((draft.indicator.code, draft.year or 0, kind))
                if sums_of_kind:
                    yield from _differences(table, draft, sums_of_kind)


def _differences(table: TableDrafts, draft: Draft, added: Sequence[Decimal]) -> Iterator[Finding]:
    value, top, bottom = added
    pairs = [
        (Role.NUMERATOR, draft.numerator.value, top),
        (Role.DENOMINATOR, draft.denominator.value, bottom),
    ]
    if not draft.indicator.is_share:
        pairs.append((Role.VALUE, draft.value.value, value))
    elif bottom:
        pairs.append((Role.VALUE, draft.value.value, computed_share(top, bottom)))
    for role, total, expected in pairs:
        slack = AGREEMENT if role is Role.VALUE and draft.indicator.is_share else 0
        if total is not None and abs(total - expected) > slack:
            shown = vietnamese(expected.quantize(Decimal("0.01"), ROUND_HALF_UP))
            sentence = figure_sentences.total_differs(role.value, vietnamese(total), shown)
            yield Finding(table, draft, role, sentence)


def jumps(plan: Plan, stored: Mapping[Key, Observation], kept: Sequence[Kept]) -> Iterator[Finding]:
    """Shares that moved by more than JUMP points since the year before, stored or in the file."""
    latest: dict[tuple[str, str, int], Decimal] = {}
    for figures in (stored.values(), [observation for observation, _, _ in kept]):
        for kind in (Kind.ESTIMATE, Kind.ACTUAL):
            for figure in figures:
                if figure.kind is kind and figure.value is not None and not figure.withdrawn:
                    about = (figure.indicator, figure.reporting_unit, figure.year)
                    latest[about] = figure.value
    shares = {indicator.code for indicator in plan.indicators if indicator.is_share}
    for observation, table, draft in kept:
        value, kind = observation.value, observation.kind
        if value is None or kind is Kind.PLANNED or observation.indicator not in shares:
            continue
        last_year = observation.year - 1
        before = latest.get((observation.indicator, observation.reporting_unit, last_year))
        if before is not None and abs(value - before) > JUMP:
            sentence = figure_sentences.jump(last_year, vietnamese(before), vietnamese(value))
            yield Finding(table, draft, Role.VALUE, sentence)
