"""Figures against figures: totals against what they add up, shares without their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from indicators.intake import comparison_sentences
from indicators.intake.cells import cell_text, vietnamese
from indicators.intake.checks import AGREEMENT, computed_share
from indicators.intake.headings import Role
from indicators.intake.identities import is_total
from indicators.intake.noting import rows_named
from indicators.intake.rows import Draft, TableDrafts
from indicators.intake.sentence import Sentence
from indicators.observations import Kind, Observation
from indicators.plan import WHOLE_COMMUNE, Plan
from indicators.rounding import round_half_up

Kept = tuple[Observation, TableDrafts, Draft]
"""An accepted figure with the table and the draft it came from."""


class Finding(NamedTuple):
    """A warning about one cell of a draft."""

    table: TableDrafts
    draft: Draft
    role: Role
    sentence: Sentence


def totals_that_differ(
    tables: Sequence[TableDrafts], kept: Sequence[Kept], years: Mapping[int, int | None]
) -> Iterator[Finding]:
    """Total rows that do not say what the accepted rows of their indicator and year add up to.

    `years` are the settled years of tables whose rows name none, by the table's position. A total
    that there is nothing to hold against is named too.
    """
    if not any(table.totals for table in tables):
        return
    added: dict[tuple[str, int, Kind], list[Decimal]] = {}
    for observation, _, _ in kept:
        if observation.reporting_unit == WHOLE_COMMUNE or observation.not_applicable:
            continue
        parts = (observation.value, observation.numerator, observation.denominator)
        about = (observation.indicator, observation.year, observation.kind)
        added_up = added.setdefault(about, [Decimal(0)] * 3)
        for place, part in enumerate(parts):
            added_up[place] += part or 0
    for position, table in enumerate(tables):
        for draft in table.totals:
            year = draft.year or years.get(position) or 0
            sums_by_kind = [
                sums
                for kind in ([draft.kind] if draft.kind else list(Kind))
                if (sums := added.get((draft.indicator.code, year, kind)))
            ]
            pairs = [
                pair
                for sums in sums_by_kind
                if not draft.unit.is_average
                for pair in _pairs(draft, sums)
            ]
            if not pairs:
                seen = comparison_sentences.total_unchecked(_label(table, draft))
                yield Finding(table, draft, Role.VALUE, seen)
            for role, total, expected in pairs:
                slack = AGREEMENT if role is Role.VALUE and draft.indicator.is_share else 0
                if abs(total - expected) > slack:
                    shown = vietnamese(round_half_up(expected, 2))
                    sentence = comparison_sentences.total_differs(
                        role.value, vietnamese(total), shown
                    )
                    yield Finding(table, draft, role, sentence)


def _pairs(draft: Draft, added: Sequence[Decimal]) -> Iterator[tuple[Role, Decimal, Decimal]]:
    """What a total row says, and what the rows add up to, where both can be held together."""
    value, top, bottom = added
    if draft.numerator.value is not None:
        yield Role.NUMERATOR, draft.numerator.value, top
    if draft.denominator.value is not None:
        yield Role.DENOMINATOR, draft.denominator.value, bottom
    if draft.value.value is not None:
        if not draft.indicator.is_share:
            yield Role.VALUE, draft.value.value, value
        elif bottom:
            yield Role.VALUE, draft.value.value, computed_share(top, bottom)


def _label(table: TableDrafts, draft: Draft) -> str:
    texts = [cell_text(cell) for cell in table.cells(draft.place)]
    return next((text for text in texts if is_total(text)), f"dòng {draft.row}")


def shares_without_parts(plan: Plan, kept: Sequence[Kept]) -> Iterator[Finding]:
    """Shares of single units that cannot be added up, one finding for each indicator."""
    shares = {indicator.code for indicator in plan.indicators if indicator.is_share}
    lone: dict[str, list[Kept]] = {}
    for one in kept:
        observation = one[0]
        if (
            observation.reporting_unit != WHOLE_COMMUNE
            and observation.denominator is None
            and observation.kind is not Kind.PLANNED
            and observation.indicator in shares
        ):
            lone.setdefault(observation.indicator, []).append(one)
    for found in lone.values():
        _, table, draft = found[0]
        rows = rows_named([draft.row for _, _, draft in found])
        yield Finding(
            table, draft, Role.NUMERATOR, comparison_sentences.without_parts(len(found), rows)
        )
