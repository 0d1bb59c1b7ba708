"""Rows of a table become drafts: figures that say what they are about, not yet judged.

Works column by column and reads every distinct text once, because an office file of 60,000
rows repeats the same few hundred names.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from indicators.intake import figure_sentences, row_sentences
from indicators.intake.cells import Cell, cell_text, is_empty, unescaped
from indicators.intake.checks import number_problem
from indicators.intake.headings import Role, read_kind
from indicators.intake.identities import (
    IndicatorMatch,
    IndicatorNames,
    UnitMatch,
    UnitNames,
    YearMatch,
    is_total,
    read_year,
)
from indicators.intake.layout import FigureColumns, Table, column_cells
from indicators.intake.names import fold
from indicators.intake.numbers import Number, Numbers, Reason
from indicators.intake.rows import SEEN_LENGTH, Draft, Outcome, TableDrafts, figure_columns
from indicators.intake.sentence import Sentence
from indicators.observations import Fault, Kind, Severity
from indicators.plan import Indicator, Plan

_UNIT_WORDS = ("thon ", "truong ", "xom ", "to dan pho", "khu dan cu", "hop tac xa", "htx ")
_TEXT_ROLES = (Role.UNIT_MEASURE, Role.SOURCE, Role.NOTE, Role.KIND, Role.REPORTING_UNIT)


def draft_rows(
    table: Table,
    numbers: Numbers,
    plan: Plan,
    today: date,
    indicators: IndicatorNames,
    units: UnitNames,
) -> TableDrafts:
    """Every figure of a table as a draft, with the faults of rows that cannot become one."""
    return _Drafting(table, numbers, plan, today, indicators, units).run()


class _Drafting:
    def __init__(
        self,
        table: Table,
        numbers: Numbers,
        plan: Plan,
        today: date,
        indicators: IndicatorNames,
        units: UnitNames,
    ) -> None:
        self.table, self.numbers, self.plan, self.today = table, numbers, plan, today
        self.indicators, self.units = indicators, units
        self.result = TableDrafts(table)
        self.headings = {
            fold(text) for column, text in table.headings.items() if text and fold(text)
        }
        self.found: dict[tuple[Cell, Cell], IndicatorMatch] = {}
        self.found_units: dict[Cell, UnitMatch] = {}
        self.found_years: dict[Cell, YearMatch] = {}
        self.found_kinds: dict[Cell, Kind | Sentence | None] = {}
        self.found_measures: dict[tuple[Cell, str], bool] = {}
        header = table.sheet.rows[table.last_header]
        self.width = max(table.width, len(header))
        self.section_unit = ""
        self.is_comma = table.sheet.delimiter == ","
        texts = {table.columns.get(role) for role in _TEXT_ROLES}
        self.text_after_figures = [
            column + 1 for column in figure_columns(table) if self.is_comma and column + 1 in texts
        ]

    def run(self) -> TableDrafts:
        table, result = self.table, self.result
        by_cell = self.numbers.by_cell
        columns = table.columns
        codes = column_cells(table, columns.get(Role.CODE), fill_merged=True)
        names = column_cells(table, columns.get(Role.NAME), fill_merged=True)
        years = column_cells(table, columns.get(Role.YEAR), fill_merged=True)
        unit_texts = column_cells(table, columns.get(Role.REPORTING_UNIT), fill_merged=True)
        kinds = column_cells(table, columns.get(Role.KIND), fill_merged=True)
        measures = column_cells(table, columns.get(Role.UNIT_MEASURE))
        groups = [
            (
                group,
                column_cells(table, group.value),
                column_cells(table, group.numerator),
                column_cells(table, group.denominator),
            )
            for group in table.groups
        ]
        first_column = min(columns.values())
        has_unit_column = Role.REPORTING_UNIT in columns
        empty = Reason.EMPTY
        result.outcomes = [None] * len(codes)
        for index, (code, name) in enumerate(zip(codes, names, strict=True)):
            match = self.found.get((code, name))
            if match is None:
                match = self.found[code, name] = self.indicators.find(
                    cell_text(code), cell_text(name)
                )
            filled = []
            for group, values, numerators, denominators in groups:
                value = by_cell[values[index]]
                numerator = by_cell[numerators[index]]
                denominator = by_cell[denominators[index]]
                if not (value.reason is numerator.reason is denominator.reason is empty):
                    filled.append((group, value, numerator, denominator))
            if not filled:
                self._row_without_figure(index, match, has_unit_column, first_column)
                continue
            if match.indicator is None:
                self._row_without_indicator(index, match, filled, unit_texts[index])
                continue
            unit_text = unit_texts[index] if has_unit_column else self.section_unit
            unit = self.found_units.get(unit_text)
            if unit is None:
                unit = self.found_units[unit_text] = self.units.find(
                    unescaped(cell_text(unit_text))
                )
            year = self.found_years.get(years[index])
            if year is None:
                year = self.found_years[years[index]] = read_year(years[index], self.plan)
            kind = self._kind(kinds[index])
            is_sound = self._check_row(index, year, kind, measures[index], match.indicator, filled)
            if match.question is not None:
                result.matches[index] = match
            for group, value, numerator, denominator in filled:
                if not self._check_cells(index, group, value, numerator, denominator):
                    continue
                if not is_sound:
                    continue
                draft_year = year.year if group.year is None else group.year
                if group.year is not None and group.year not in self.plan.years:
                    self._refuse(
                        index,
                        group.value,
                        Role.VALUE,
                        str(group.year),
                        row_sentences.year_outside_plan(
                            group.year, self.plan.years[0], self.plan.years[-1]
                        ),
                    )
                    continue
                draft = Draft(
                    index,
                    result.row_number(index),
                    group,
                    match.indicator,
                    draft_year,
                    unit,
                    kind if isinstance(kind, Kind) else group.kind,
                    value,
                    numerator,
                    denominator,
                )
                if unit.is_total:
                    result.totals.append(draft)
                    self._non_data(index, "total")
                else:
                    result.drafts.append(draft)
        return result

    # Rows that become no draft

    def _row_without_figure(
        self, index: int, match: IndicatorMatch, has_unit_column: bool, first_column: int
    ) -> None:
        cells = self.result.cells(index)
        if all(is_empty(cell) for cell in cells):
            return
        if match.indicator is not None:
            self._non_data(index, "no_figure")
            return
        texts = [text for cell in cells if (text := cell_text(cell))]
        if not has_unit_column and len(texts) == 1:
            folded = fold(texts[0])
            if self.units.is_unit(texts[0]) or folded.startswith(_UNIT_WORDS):
                self.section_unit = texts[0]
        self._non_data(index, "header" if self._is_heading_row(texts) else "section")

    def _row_without_indicator(
        self,
        index: int,
        match: IndicatorMatch,
        filled: Sequence[tuple[FigureColumns, Number, Number, Number]],
        unit_text: Cell,
    ) -> None:
        texts = [text for cell in self.result.cells(index) if (text := cell_text(cell))]
        if self._is_heading_row(texts):
            self._non_data(index, "header")
        elif any(is_total(text) for text in texts[:4]) or is_total(cell_text(unit_text)):
            self._non_data(index, "total")
        elif match.problem is not None and self._has_number(filled):
            role = Role.CODE if self._text(index, Role.CODE) else Role.NAME
            seen = self._text(index, role)
            self._refuse(index, self.table.columns.get(role), role, seen, match.problem)
        elif self._has_number(filled):
            column = self.table.columns.get(Role.CODE)
            self._refuse(index, column, Role.CODE, "", row_sentences.missing_indicator())
        else:
            # A signature block often ends up under the figure columns.
            self._non_data(index, "section")

    def _has_number(self, filled: Sequence[tuple[FigureColumns, Number, Number, Number]]) -> bool:
        return any(
            number.reason not in (Reason.EMPTY, Reason.TEXT)
            for _, *numbers in filled
            for number in numbers
        )

    def _is_heading_row(self, texts: Sequence[str]) -> bool:
        folded = [fold(text) for text in texts]
        return len(folded) > 1 and sum(text in self.headings for text in folded) * 2 > len(folded)

    # Cells of a row with figures

    def _kind(self, cell: Cell) -> Kind | Sentence | None:
        if cell == "":
            return None
        if cell not in self.found_kinds:
            text = cell_text(cell)
            known = read_kind(text)
            wrong = row_sentences.unknown_kind(text) if text and known is None else None
            self.found_kinds[cell] = known or wrong
        return self.found_kinds[cell]

    def _check_row(
        self,
        index: int,
        year: YearMatch,
        kind: Kind | Sentence | None,
        measure: Cell,
        indicator: Indicator,
        filled: Sequence[tuple[FigureColumns, Number, Number, Number]],
    ) -> bool:
        """Notes what is wrong with the row as a whole; False where it cannot be stored."""
        sound = True
        columns = self.table.columns
        if self.table.sheet.delimiter:
            shifted = self._shifted(index)
            if shifted is not None:
                self._refuse(index, None, Role.VALUE, self._seen_row(index), shifted)
                return False
        if year.problem is not None:
            seen = self._text(index, Role.YEAR)
            self._refuse(index, columns.get(Role.YEAR), Role.YEAR, seen, year.problem)
            sound = False
        if isinstance(kind, Sentence):
            seen = self._text(index, Role.KIND)
            self._refuse(index, columns.get(Role.KIND), Role.KIND, seen, kind)
            sound = False
        if measure != "":
            key = (measure, indicator.unit_measure)
            fits = self.found_measures.get(key)
            if fits is None:
                fits = self.found_measures[key] = _fits(cell_text(measure), indicator)
            if not fits and any(value.value is not None for _, value, _, _ in filled):
                wrong = figure_sentences.wrong_unit_measure(
                    cell_text(measure), indicator.unit_measure
                )
                column = columns.get(Role.UNIT_MEASURE)
                self._refuse(index, column, Role.UNIT_MEASURE, cell_text(measure), wrong)
                sound = False
        return sound

    def _check_cells(
        self, index: int, group: FigureColumns, value: Number, top: Number, bottom: Number
    ) -> bool:
        sound = True
        for number, column, role in (
            (value, group.value, Role.VALUE),
            (top, group.numerator, Role.NUMERATOR),
            (bottom, group.denominator, Role.DENOMINATOR),
        ):
            reason = number.reason
            if reason is None or reason is Reason.EMPTY or column is None:
                continue
            seen = cell_text(self.result.cells(index)[column])
            problem = number_problem(number, seen)
            if problem is not None:
                self._refuse(index, column, role, seen, problem)
                sound = False
        return sound

    def _shifted(self, index: int) -> Sentence | None:
        """A decimal comma that the comma-delimited file took for a delimiter."""
        cells = self.result.cells(index)
        if len(cells) > self.width and (self.is_comma or any(cells[self.width :])):
            return figure_sentences.too_many_cells()
        for after in self.text_after_figures:
            if after < len(cells) and cell_text(cells[after]).isdigit():
                return figure_sentences.split_number(cell_text(cells[after]))
        return None

    # Notes

    def _text(self, index: int, role: Role) -> str:
        column = self.table.columns.get(role)
        cells = self.result.cells(index)
        return cell_text(cells[column]) if column is not None and column < len(cells) else ""

    def _seen_row(self, index: int) -> str:
        return " | ".join(cell_text(cell) for cell in self.result.cells(index))[:120]

    def _non_data(self, index: int, reason: str) -> None:
        self.result.worsen(index, Outcome.NON_DATA)
        self.result.reasons[index] = reason

    def _refuse(
        self, index: int, column: int | None, role: Role, seen: str, sentence: Sentence
    ) -> None:
        self.result.worsen(index, Outcome.REFUSED)
        self.result.faults.append(
            Fault(
                Severity.ERROR,
                sentence.code,
                self.result.row_number(index),
                self.table.heading(column, role),
                seen[:SEEN_LENGTH],
                sentence.why,
                sentence.mend,
                sheet=self.table.sheet.name,
            )
        )


def _fits(measure: str, indicator: Indicator) -> bool:
    if not measure:
        return True
    folded = fold(measure)
    is_percent = measure.strip() in ("%", "％", "'%") or folded in ("phan tram", "ty le", "ti le")
    if indicator.is_share:
        return is_percent
    # Counts are named loosely (vụ, điểm, cơ sở); only a percentage is plainly something else.
    return not is_percent
