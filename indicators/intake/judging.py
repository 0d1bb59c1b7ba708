"""Drafts become observations: what only the whole file can tell is decided here.

The year of rows that name none, the decimal style, fractions under "%", kinds left blank,
rows that repeat or contradict each other, totals, and jumps since the year before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indicators.intake import comparison_sentences, figure_sentences, row_sentences
from indicators.intake.cells import Cell, vietnamese
from indicators.intake.checks import check_figure
from indicators.intake.comparing import shares_without_parts, totals_that_differ
from indicators.intake.fractions import Fractions
from indicators.intake.given import Given
from indicators.intake.headings import Role
from indicators.intake.identities import Question, UnitNames
from indicators.intake.jumps import settle_jumps
from indicators.intake.layout import column_cells
from indicators.intake.noting import Notes, column_of, seen_in
from indicators.intake.numbers import Numbers, Reason, Style, read_numbers
from indicators.intake.questions import ALL, EACH, SKIP, Questions
from indicators.intake.rows import Draft, Outcome, TableDrafts, note_text, source_text
from indicators.intake.sentence import listed
from indicators.intake.stages import EVERY_ROWS, Stage, Stages
from indicators.intake.years import kind_question, year_question
from indicators.observations import Fault, Kind, Observation, Option

STYLE_QUESTION = "decimal_style"
UNITS_QUESTION = "unknown_units"
_MOST_SINGLE_UNITS = 5


@dataclass(slots=True)
class Judgement:
    observations: tuple[Observation, ...] = ()
    faults: list[Fault] = field(default_factory=list)
    new_units: tuple[str, ...] = ()


def style_answer(questions: Questions) -> str | None:
    """The decimal style the person chose, if they did."""
    answer = questions.answer(_style_question(""))
    return None if answer == SKIP else answer


def _style_question(seen: str) -> Question:
    options = []
    for style in Style:
        value = read_numbers([seen], style).by_cell[seen].value if seen else None
        meaning = vietnamese(value) if value is not None else ""
        options.append(Option(style.value, figure_sentences.read_as(seen, meaning, style.value)))
    return Question("ambiguous_number", STYLE_QUESTION, seen, tuple(options), None)


def judge(
    tables: Sequence[TableDrafts],
    numbers: Numbers,
    given: Given,
    file_name: str,
    questions: Questions,
    units: UnitNames,
    stages: Stages,
) -> Judgement:
    """Every draft accepted, refused or asked about; writes the outcome of each row."""
    judging = _Judging(tables, numbers, given, file_name, questions, units)
    return judging.run(stages)


class _Judging:
    def __init__(
        self,
        tables: Sequence[TableDrafts],
        numbers: Numbers,
        given: Given,
        file_name: str,
        questions: Questions,
        units: UnitNames,
    ) -> None:
        self.tables, self.numbers, self.given = tables, numbers, given
        self.plan, self.today = given.plan, given.today
        self.file_name, self.units = file_name, units
        self.notes = Notes(questions)
        self.result = Judgement()
        self.new_units: dict[str, None] = {}
        self.assumed: dict[int, list[tuple[TableDrafts, Draft]]] = defaultdict(list)
        self.years_by_table: dict[int, Question | None] = {}
        self.kinds_by_table: dict[int, Question | None] = {}
        # What was accepted, by what it is about: the first draft, or all that contradict it.
        self.kept: dict[tuple[str, int, str, Kind], tuple[Observation, TableDrafts, Draft]] = {}
        self.contradicting: dict[tuple[str, int, str, Kind], list[tuple[TableDrafts, Draft]]] = {}

        self.repeated: dict[tuple[str, int, str, Kind], list[tuple[TableDrafts, Draft]]] = (
            defaultdict(list)
        )

    def run(self, stages: Stages) -> Judgement:
        self.fractions = Fractions(self.tables, self.notes)
        self.many_units = self._many_units()
        self.has_ambiguous = bool(self.numbers.ambiguous) and self.numbers.style is None
        for position, table in enumerate(self.tables):
            notes = column_cells(table.table, table.table.columns.get(Role.NOTE))
            sources = column_cells(table.table, table.table.columns.get(Role.SOURCE))
            for number, draft in enumerate(table.drafts, start=1):
                if number % EVERY_ROWS == 0:
                    stages.rows_done(Stage.CHECKING, EVERY_ROWS)
                self._judge(position, table, draft, notes[draft.place], sources[draft.place])
        self._refuse_contradictions()
        stored, kept = self.given.stored, list(self.kept.values())
        for about in settle_jumps(self.plan, stored, kept, self.notes):
            del self.kept[about]
        for _, table, draft in self.kept.values():
            table.worsen(draft.place, Outcome.ACCEPTED)
        self._warn_of_assumed_kinds()
        self._warn_of_dates()
        kept = list(self.kept.values())
        years = {
            position: self.notes.questions.decision(question) if question else self.given.year
            for position, question in self.years_by_table.items()
        }
        for found in (
            *totals_that_differ(self.tables, kept, years),
            *shares_without_parts(self.plan, kept),
        ):
            self.notes.warn(*found)
        if self.numbers.is_mixed:
            self.notes.warn_of_file(figure_sentences.mixed_styles())
        self.result.faults.extend(self.notes.finish())
        self.result.observations = tuple(observation for observation, _, _ in self.kept.values())
        used = {observation.reporting_unit for observation in self.result.observations}
        self.result.new_units = tuple(name for name in self.new_units if name in used)
        return self.result

    # One draft

    def _judge(
        self, position: int, table: TableDrafts, draft: Draft, note: Cell, source: Cell
    ) -> None:
        year = draft.year
        if year is None:
            year = self._table_year(position, table, draft)
            if year is None:
                return
            if year not in self.plan.years:
                first, last = self.plan.years[0], self.plan.years[-1]
                outside = row_sentences.year_outside_plan(year, first, last)
                self.notes.refuse(table, draft, Role.YEAR, str(year), outside)
                return
        if self.has_ambiguous and Reason.AMBIGUOUS in (
            draft.value.reason,
            draft.numerator.reason,
            draft.denominator.reason,
        ):
            self._ask_style(table, draft)
            return
        kind = draft.kind
        if kind is None and (asked := self._table_kind(position, table)) is not None:
            answer = self.notes.settle(asked, table, draft, Role.KIND)
            if answer is None:
                return
            kind = Kind.PLANNED if answer == Kind.PLANNED else None
        if year > self.today.year and kind is not Kind.PLANNED:
            self.notes.refuse(
                table, draft, Role.YEAR, str(year), row_sentences.future_not_planned(year)
            )
            return
        value = draft.value
        if value.value and draft.indicator.is_share and not value.is_percent:
            settled = self.fractions.settle(table, draft)
            if settled is None:
                return
            value = settled
        checked = check_figure(draft.indicator, value, draft.numerator, draft.denominator)
        if checked.problem is not None:
            column = column_of(draft, checked.role)
            self.notes.refuse(
                table, draft, checked.role, seen_in(table, draft, column), checked.problem
            )
            return
        if checked.warning is not None:
            self.notes.warn(table, draft, checked.role, checked.warning)
        if kind is None:
            kind = Kind.ACTUAL if year < self.today.year else Kind.ESTIMATE
            if kind is Kind.ESTIMATE:
                self.assumed[year].append((table, draft))
        unit = draft.unit.code or self._unit(table, draft)
        if unit is None:
            return
        match = table.matches.get(draft.place) if table.matches else None
        if (
            match is not None
            and match.question is not None
            and self.notes.settle(match.question, table, draft, Role.CODE) is None
        ):
            return
        sheet = table.table.sheet
        observation = Observation(
            draft.indicator.code,
            year,
            unit,
            kind,
            checked.value,
            checked.numerator,
            checked.denominator,
            checked.not_applicable,
            note_text(note, source),
            source_text(table.cells(draft.place), sheet.delimiter),
            sheet.name,
            draft.row,
        )
        self._keep(observation, table, draft)

    def _table_year(self, position: int, table: TableDrafts, draft: Draft) -> int | None:
        if position not in self.years_by_table:
            name = "year" if len(self.tables) == 1 else f"year:{table.table.sheet.name}"
            if table.table.start:
                name += f":{table.row_number(-1)}"
            self.years_by_table[position] = year_question(
                table.table, self.plan, self.today, self.file_name, name, self.given.year
            )
        question = self.years_by_table[position]
        if question is None:
            return self.given.year
        answer = self.notes.settle(question, table, draft, Role.YEAR)
        return int(answer) if answer else None

    def _table_kind(self, position: int, table: TableDrafts) -> Question | None:
        if position not in self.kinds_by_table:
            name = f"kind:{table.table.sheet.name}"
            if table.table.start:
                name += f":{table.row_number(-1)}"
            self.kinds_by_table[position] = kind_question(table.table, name)
        return self.kinds_by_table[position]

    def _ask_style(self, table: TableDrafts, draft: Draft) -> None:
        for role in (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR):
            seen = seen_in(table, draft, column_of(draft, role))
            if self.numbers.by_cell.get(seen, draft.value).reason is Reason.AMBIGUOUS:
                self.notes.settle(_style_question(seen), table, draft, role)
                break
        else:
            seen = self.numbers.ambiguous[0]
            self.notes.settle(_style_question(seen), table, draft, Role.VALUE)

    def _unit(self, table: TableDrafts, draft: Draft) -> str | None:
        question = draft.unit.question
        assert question is not None
        name: str | None = EACH
        is_of_many = self.many_units is not None and question.is_plain
        if is_of_many and self.many_units and self.notes.questions.answer(question) is None:
            name = self.notes.settle(self.many_units, table, draft, Role.REPORTING_UNIT)
            name = question.proposal if name == ALL else name
        if name == EACH:
            name = self.notes.settle(question, table, draft, Role.REPORTING_UNIT)
        if name is not None and self.units.is_new(name):
            self.new_units[name] = None
        return name

    def _many_units(self) -> Question | None:
        """One question in place of many, where nothing known resembles the new units."""
        asked = {
            draft.unit.question.seen: None
            for table in self.tables
            for draft in table.drafts
            if draft.unit.question is not None and draft.unit.question.is_plain
        }
        if len(asked) <= _MOST_SINGLE_UNITS:
            return None
        options = (
            Option(ALL, row_sentences.add_all_units(len(asked))),
            Option(EACH, row_sentences.ONE_BY_ONE),
        )
        names = list(asked)[:_MOST_SINGLE_UNITS]
        seen = listed(names) + ("…" if len(asked) > len(names) else "")
        return Question("unknown_units", UNITS_QUESTION, seen, options, ALL, count=len(asked))

    # Rows against rows

    def _keep(self, observation: Observation, table: TableDrafts, draft: Draft) -> None:
        about = (
            observation.indicator,
            observation.year,
            observation.reporting_unit,
            observation.kind,
        )
        if about in self.contradicting:
            self.contradicting[about].append((table, draft))
            return
        before = self.kept.get(about)
        if before is None:
            self.kept[about] = (observation, table, draft)
            return
        first, first_table, first_draft = before
        if replace(observation, note=first.note).says_the_same_as(first):
            table.worsen(draft.place, Outcome.NON_DATA)
            table.reasons[draft.place] = "repeated"
            self.repeated[about].append((table, draft))
            self.notes.warn(
                table, draft, Role.VALUE, comparison_sentences.repeated(first_draft.row)
            )
        else:
            del self.kept[about]
            alike = [(first_table, first_draft), *self.repeated.pop(about, [])]
            self.contradicting[about] = [*alike, (table, draft)]

    def _refuse_contradictions(self) -> None:
        for drafts in self.contradicting.values():
            is_one_sheet = len({table.table.sheet.name for table, _ in drafts}) == 1
            rows = ", ".join(
                str(draft.row) if is_one_sheet else f"{draft.row} (“{table.table.sheet.name}”)"
                for table, draft in drafts[:8]
            )
            for table, draft in drafts:
                seen = seen_in(table, draft, draft.group.value)
                self.notes.refuse(
                    table, draft, Role.VALUE, seen, comparison_sentences.contradicts(rows)
                )

    # Warnings that need all figures

    def _warn_of_assumed_kinds(self) -> None:
        for year, drafts in self.assumed.items():
            table, draft = drafts[0]
            self.notes.warn(
                table, draft, Role.KIND, row_sentences.estimate_assumed(year, len(drafts))
            )

    def _warn_of_dates(self) -> None:
        for table in self.tables:
            draft, column = table.dated, table.table.columns.get(Role.YEAR)
            if draft is not None and draft.year is not None:
                seen = row_sentences.year_from_date(seen_in(table, draft, column), draft.year)
                self.notes.warn(table, draft, Role.YEAR, seen)
