"""Rows of a table become drafts: figures that say what they are about, not yet judged.

Works column by column and reads every distinct text once, because an office file of 60,000
rows repeats the same few hundred names.
"""

from __future__ import annotations

from collections.abc import Sequence

from indicators.intake import comparison_sentences, figure_sentences, row_sentences
from indicators.intake.cells import Cell, cell_text, is_empty, unescaped
from indicators.intake.checks import number_problem
from indicators.intake.heading_rows import numbers_columns, repeats_headings, speaks_of_a_date
from indicators.intake.headings import Role, read_kind
from indicators.intake.identities import (
    IndicatorMatch,
    IndicatorNames,
    UnitMatch,
    UnitNames,
    YearMatch,
    is_total,
    is_total_label,
    read_year,
)
from indicators.intake.layout import FigureColumns, Table, column_cells, title_texts
from indicators.intake.measures import declared_above, names_organisation
from indicators.intake.measuring import Filled, Measuring
from indicators.intake.names import fold
from indicators.intake.numbers import Number, Numbers, Reason
from indicators.intake.row_notes import RowNotes
from indicators.intake.rows import Draft, TableDrafts, figure_columns
from indicators.intake.sections import Sections
from indicators.intake.sentence import Sentence
from indicators.intake.shifts import Shifts, differing_double
from indicators.intake.stages import EVERY_ROWS, Stage, Stages
from indicators.observations import Kind
from indicators.plan import Indicator, Plan


class Drafting:
    """Every figure of a table as a draft, with the faults of rows that cannot become one.

    `sections` goes from table to table of one sheet.
    """

    def __init__(
        self,
        table: Table,
        numbers: Numbers,
        plan: Plan,
        indicators: IndicatorNames,
        units: UnitNames,
        sections: Sections,
    ) -> None:
        self.table, self.numbers, self.plan = table, numbers, plan
        self.indicators, self.units, self.sections = indicators, units, sections
        self.result = TableDrafts(table)
        self.notes = RowNotes(self.result)
        self.headings = {
            fold(text) for column, text in table.headings.items() if text and fold(text)
        }
        self.found: dict[tuple[Cell, Cell], IndicatorMatch] = {}
        self.found_units: dict[Cell, UnitMatch] = {}
        self.found_years: dict[Cell, YearMatch] = {}
        self.found_kinds: dict[Cell, Kind | Sentence | None] = {}
        # The indicators and years of the rows that a total row without a code may add up.
        self.above: dict[tuple[str, int | None], Indicator] = {}
        self.shifts = Shifts(table)
        self.measuring = Measuring(table.groups, declared_above(title_texts(table)))

    def run(self, stages: Stages) -> TableDrafts:
        table, result = self.table, self.result
        if table.start and Role.REPORTING_UNIT not in table.columns:
            titles = [
                [text for cell in row if (text := cell_text(cell))]
                for row in table.sheet.rows[table.start : table.first_header]
            ]
            for texts in titles:
                self.sections.read(texts, is_lost=table.sheet.wrong_font)
            if not titles:
                self.sections.begin_table(result.row_number(-1))
        by_cell = self.numbers.by_cell
        columns = table.columns
        codes = column_cells(table, columns.get(Role.CODE), fill_merged=True)
        names = column_cells(table, columns.get(Role.NAME), fill_merged=True)
        years = column_cells(table, columns.get(Role.YEAR), fill_merged=True)
        unit_texts = column_cells(table, columns.get(Role.REPORTING_UNIT), fill_merged=True)
        kinds = column_cells(table, columns.get(Role.KIND), fill_merged=True)
        row_measures = column_cells(table, columns.get(Role.UNIT_MEASURE))
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
            if index % EVERY_ROWS == EVERY_ROWS - 1:
                stages.rows_done(Stage.UNDERSTANDING, EVERY_ROWS)
            match = self.found.get((code, name))
            if match is None:
                match = self.found[code, name] = self.indicators.find(
                    cell_text(code), cell_text(name)
                )
            filled: list[Filled] = []
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
                self._row_without_indicator(index, match, filled, unit_texts[index], years[index])
                continue
            unit = self._unit(unit_texts[index]) if has_unit_column else self.sections.unit
            year = self.found_years.get(years[index])
            if year is None:
                year = self.found_years[years[index]] = read_year(years[index], self.plan)
            kind = self._kind(kinds[index])
            unclear = self.measuring.unclear(filled, match.indicator, table.headings)
            if unclear is not None:
                self.notes.refuse_wrong(index, unclear)
                continue
            filled = self.measuring.of_its_measure(filled, match.indicator)
            is_sound = self._check_row(
                index, year, kind, row_measures[index], match.indicator, filled
            )
            if unit.problem is not None:
                column, seen = columns.get(Role.REPORTING_UNIT), cell_text(unit_texts[index])
                self.notes.refuse(index, column, Role.REPORTING_UNIT, seen, unit.problem)
                is_sound = False
            if match.question is not None:
                result.matches[index] = match
            for group, value, numerator, denominator in filled:
                if not self._check_cells(index, group, value, numerator, denominator):
                    continue
                wrong = self.measuring.problem(
                    group, match.indicator, value, numerator, denominator
                )
                if wrong is not None:
                    self.notes.refuse_wrong(index, wrong)
                    continue
                if not is_sound:
                    continue
                numerator, denominator = self.measuring.in_plan_scale(
                    group, match.indicator, numerator, denominator, row_measures[index]
                )
                draft_year = year.year if group.year is None else group.year
                if group.year is not None and group.year not in self.plan.years:
                    first, last = self.plan.years[0], self.plan.years[-1]
                    outside = row_sentences.year_outside_plan(group.year, first, last)
                    self.notes.refuse(index, group.value, Role.VALUE, str(group.year), outside)
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
                    self.notes.non_data(index, "total")
                    self.above.clear()
                    continue
                result.drafts.append(draft)
                self.above[match.indicator.code, year.year] = match.indicator
                if year.is_date and result.dated is None:
                    result.dated = draft
        for notice in self.measuring.notices:
            self.notes.warn_of_table(notice)
        if self.measuring.has_unused:
            self.notes.warn_of_table(row_sentences.one_of_two_columns())
        return result

    # Rows that become no draft

    def _row_without_figure(
        self, index: int, match: IndicatorMatch, has_unit_column: bool, first_column: int
    ) -> None:
        cells = self.result.cells(index)
        if all(is_empty(cell) for cell in cells):
            return
        if match.indicator is not None:
            self.notes.non_data(index, "no_figure")
            return
        texts = [text for cell in cells if (text := cell_text(cell))]
        is_heading = self._is_heading_row(texts)
        if not has_unit_column and not is_heading:
            self.sections.read(texts, is_lost=self.table.sheet.wrong_font)
        self.notes.non_data(index, "header" if is_heading else "section")

    def _row_without_indicator(
        self,
        index: int,
        match: IndicatorMatch,
        filled: Sequence[Filled],
        unit_text: Cell,
        year: Cell,
    ) -> None:
        texts = [text for cell in self.result.cells(index) if (text := cell_text(cell))]
        if self._is_heading_row(texts):
            self.notes.non_data(index, "header")
        elif any(is_total_label(text) for text in texts[:4]) or is_total(cell_text(unit_text)):
            self._total(index, texts, filled, year)
        elif match.problem is not None and (
            self._has_number(filled) or self._speaks_of_a_number(index)
        ):
            role = Role.CODE if self.notes.text(index, Role.CODE) else Role.NAME
            seen = self.notes.text(index, role)
            self.notes.refuse(index, self.table.columns.get(role), role, seen, match.problem)
            if Role.REPORTING_UNIT not in self.table.columns and names_organisation(seen):
                # A village's own sum beside its name: its rows stand below all the same.
                self.sections.read([seen], is_lost=self.table.sheet.wrong_font)
        elif self._has_number(filled):
            column = self.table.columns.get(Role.CODE)
            self.notes.refuse(index, column, Role.CODE, "", row_sentences.missing_indicator())
        else:
            # A signature block often ends up under the figure columns.
            self.notes.non_data(index, "section")

    def _total(
        self,
        index: int,
        texts: Sequence[str],
        filled: Sequence[Filled],
        year: Cell,
    ) -> None:
        """A total row without a code adds up the one indicator above it, if it is only one."""
        self.notes.non_data(index, "total")
        label = next((text for text in texts if is_total(text)), texts[0])
        is_average = self.units.find(label).is_average
        above, own_year = list(self.above.items()), read_year(year, self.plan).year
        self.above.clear()
        if len(above) != 1 or is_average:
            if self._has_number(filled):
                self.notes.warn(index, label, comparison_sentences.total_unchecked(label))
            return
        ((_, year_above), indicator) = above[0]
        row, unit = self.result.row_number(index), UnitMatch(is_total=True)
        for group, value, top, bottom in filled:
            draft_year = group.year or own_year or year_above
            self.result.totals.append(
                Draft(
                    index, row, group, indicator, draft_year, unit, group.kind, value, top, bottom
                )
            )

    def _has_number(self, filled: Sequence[Filled]) -> bool:
        return any(
            number.reason not in (Reason.EMPTY, Reason.TEXT)
            for _, *numbers in filled
            for number in numbers
        )

    def _speaks_of_a_number(self, index: int) -> bool:
        """Whether a named row has "đạt 20%" for a figure; the date of a signature is none."""
        if not (self.notes.text(index, Role.CODE) or self.notes.text(index, Role.NAME)):
            return False
        cells = self.result.cells(index)
        columns = [column for column in figure_columns(self.table) if column < len(cells)]
        texts = [cell_text(cells[column]) for column in columns]
        return any(any(map(str.isdigit, text)) and not speaks_of_a_date(text) for text in texts)

    def _is_heading_row(self, texts: Sequence[str]) -> bool:
        return repeats_headings(texts, self.headings) or numbers_columns(
            texts, len(self.table.headings)
        )

    # Cells of a row with figures

    def _unit(self, cell: Cell) -> UnitMatch:
        unit = self.found_units.get(cell)
        if unit is None:
            unit = self.found_units[cell] = self.units.find(
                unescaped(cell_text(cell)), is_lost=self.table.sheet.wrong_font
            )
        return unit

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
        filled: Sequence[Filled],
    ) -> bool:
        """Notes what is wrong with the row as a whole; False where it cannot be stored."""
        sound = True
        columns = self.table.columns
        shifted = None
        if self.table.sheet.delimiter:
            shifted = self.shifts.problem(self.result.cells(index))
        if shifted is None and self.table.doubles:
            shifted = differing_double(self.table, self.result.cells(index))
        if shifted is not None:
            self.notes.refuse(index, None, Role.VALUE, self.notes.seen_row(index), shifted)
            return False
        if year.problem is not None:
            seen = self.notes.text(index, Role.YEAR)
            self.notes.refuse(index, columns.get(Role.YEAR), Role.YEAR, seen, year.problem)
            sound = False
        if isinstance(kind, Sentence):
            seen = self.notes.text(index, Role.KIND)
            self.notes.refuse(index, columns.get(Role.KIND), Role.KIND, seen, kind)
            sound = False
        if measure != "":
            fits = self.measuring.fits(measure, indicator)
            if not fits and any(value.value is not None for _, value, _, _ in filled):
                wrong = figure_sentences.wrong_unit_measure(
                    cell_text(measure), indicator.unit_measure
                )
                column = columns.get(Role.UNIT_MEASURE)
                self.notes.refuse(index, column, Role.UNIT_MEASURE, cell_text(measure), wrong)
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
                self.notes.refuse(index, column, role, seen, problem)
                sound = False
        return sound
