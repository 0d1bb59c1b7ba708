"""Whether the units of measure a table names suit the figures under them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from indicators.intake import figure_sentences, measures
from indicators.intake.cells import Cell, cell_text, vietnamese
from indicators.intake.headings import Role
from indicators.intake.layout import FigureColumns
from indicators.intake.measures import PERCENT
from indicators.intake.numbers import Number
from indicators.intake.sentence import Sentence
from indicators.plan import Indicator

Filled = tuple[FigureColumns, Number, Number, Number]
"""Figure columns of a row with its value, numerator and denominator."""


class Wrong(NamedTuple):
    column: int | None
    role: Role
    sentence: Sentence


class Measuring:
    """The units of measure of one table; `notices` say which figures were brought to the plan's.

    `has_unused` says that of a share and a number side by side only one was taken.
    """

    def __init__(self, groups: tuple[FigureColumns, ...], declared: str = "") -> None:
        self._declared = declared
        self.notices: dict[Sentence, None] = {}
        self.has_unused = False
        self._has_twins = len({(group.year, group.kind) for group in groups}) < len(groups)
        self._fits: dict[tuple[Cell, str], bool] = {}

    def fits(self, measure: Cell, indicator: Indicator) -> bool:
        key = (measure, indicator.unit_measure)
        known = self._fits.get(key)
        if known is None:
            known = self._fits[key] = measures.fits(cell_text(measure), indicator)
        return known

    def of_its_measure(self, filled: list[Filled], indicator: Indicator) -> list[Filled]:
        """Of a share and a number side by side, the one that the indicator is."""
        if not self._has_twins:
            return filled
        own = {(one[0].year, one[0].kind) for one in filled if _is_of(one[0], indicator)}
        kept = [
            one
            for one in filled
            if (one[0].year, one[0].kind) not in own or _is_of(one[0], indicator)
        ]
        self.has_unused = self.has_unused or len(kept) < len(filled)
        return kept

    def unclear(
        self, filled: list[Filled], indicator: Indicator, headings: Mapping[int, str]
    ) -> Wrong | None:
        """Why a share has two figures: beside "Thực hiện", a "Tỷ lệ" may be of the plan fulfilled.

        Beside a number of things ("Số lượng") it is the share itself.
        """
        if not self._has_twins or not indicator.is_share:
            return None
        shares = {(one[0].year, one[0].kind): one for one in filled if one[0].measure == PERCENT}
        for group, value, _, _ in filled:
            share = shares.get((group.year, group.kind))
            if group.measure or share is None or value.value is None:
                continue
            if share[1].value not in (None, value.value):
                columns = (group.value or 0, share[0].value or 0)
                seen = [vietnamese(number.value or Decimal(0)) for number in (value, share[1])]
                sentence = figure_sentences.differing_double(
                    *(headings.get(column, "") for column in columns), *seen
                )
                return Wrong(columns[1], Role.VALUE, sentence)
        return None

    def problem(
        self,
        group: FigureColumns,
        indicator: Indicator,
        value: Number,
        numerator: Number,
        denominator: Number,
    ) -> Wrong | None:
        """Why the headings' units of measure cannot be those of the figure."""
        if self._declared and not group.measure and value.value and not indicator.is_share:
            wrong = figure_sentences.wrong_unit_measure(self._declared, indicator.unit_measure)
            return Wrong(group.value, Role.VALUE, wrong)
        if group.measure and value.value is not None:
            if group.measure == measures.COUNT:
                fits = not indicator.is_share
            else:
                fits = self.fits(group.measure, indicator)
            if not fits:
                wrong = figure_sentences.wrong_unit_measure(group.measure, indicator.unit_measure)
                return Wrong(group.value, Role.VALUE, wrong)
        has_parts = group.part_measures != ("", "")
        if has_parts and denominator.value and not measures.same_scale(*group.part_measures):
            shown = [measure or "không ghi" for measure in group.part_measures]
            return Wrong(
                group.denominator, Role.DENOMINATOR, figure_sentences.scales_differ(*shown)
            )
        for part, role, column, number, quantity in (
            (0, Role.NUMERATOR, group.numerator, numerator, indicator.numerator),
            (1, Role.DENOMINATOR, group.denominator, denominator, indicator.denominator),
        ):
            measure = group.part_measures[part] or self._declared
            if number.value is None or quantity is None or not measure:
                continue
            if not measures.is_quantity_of(measure, quantity.unit_measure):
                wrong = figure_sentences.wrong_part_measure(measure, quantity.unit_measure)
                return Wrong(column, role, wrong)
        return None

    def in_plan_scale(
        self, group: FigureColumns, indicator: Indicator, top: Number, bottom: Number, row: Cell
    ) -> tuple[Number, Number]:
        """Numerator and denominator in the plan's own unit, so that units can be added up.

        `row` is the unit of measure that the row itself gives, `declared` that of the titles.
        """
        parts = group.part_measures
        if parts == ("", ""):
            own = cell_text(row) if row != "" else ""
            measure = own if measures.names_quantity(own) else self._declared
            if not measure:
                return top, bottom
            parts = (measure, measure)
        found = []
        quantities = (indicator.numerator, indicator.denominator)
        for number, measure, quantity in zip((top, bottom), parts, quantities, strict=True):
            if number.value is not None and quantity is not None:
                kept = measures.in_plan_scale(number.value, measure, quantity.unit_measure)
                if kept != number.value:
                    self.notices[figure_sentences.scaled(measure, quantity.unit_measure)] = None
                number = number._replace(value=kept)
            found.append(number)
        return found[0], found[1]


def _is_of(group: FigureColumns, indicator: Indicator) -> bool:
    return (group.measure == measures.PERCENT) is indicator.is_share
