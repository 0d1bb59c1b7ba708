"""Drafts become observations: what only the whole file can tell is decided here.

The year of rows that name none, the decimal style, fractions under "%", kinds left blank,
rows that repeat or contradict each other, totals, and jumps since the year before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from indicators.intake import figure_sentences, row_sentences
from indicators.intake.cells import Cell, cell_text, vietnamese
from indicators.intake.checks import (
    check_figure,
    fraction_by_parts,
    times_hundred,
)
from indicators.intake.comparing import jumps, totals_that_differ
from indicators.intake.headings import Role
from indicators.intake.identities import Question
from indicators.intake.layout import column_cells
from indicators.intake.numbers import Number, Numbers, Reason, Style, read_numbers
from indicators.intake.questions import Questions
from indicators.intake.rows import SEEN_LENGTH, Draft, Outcome, TableDrafts, note_text, source_text
from indicators.intake.sentence import Sentence
from indicators.intake.years import year_question
from indicators.observations import Fault, Key, Kind, Observation, Option, Severity
from indicators.plan import Plan

STYLE_QUESTION = "decimal_style"
FRACTION_QUESTION = "fractions"
_FRACTION, _PERCENT = "fraction", "percent"


@dataclass(slots=True)
class Judgement:
    observations: tuple[Observation, ...] = ()
    faults: list[Fault] = field(default_factory=list)
    new_units: tuple[str, ...] = ()


def style_answer(questions: Questions) -> str | None:
    """The decimal style the person chose, if they did."""
    return questions.answer(_style_question(""))


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
    plan: Plan,
    today: date,
    file_name: str,
    year: int | None,
    stored: Mapping[Key, Observation],
    questions: Questions,
) -> Judgement:
    """Every draft accepted, refused or asked about; writes the outcome of each row."""
    judging = _Judging(tables, numbers, plan, today, file_name, year, stored, questions)
    return judging.run()


class _Judging:
    def __init__(
        self,
        tables: Sequence[TableDrafts],
        numbers: Numbers,
        plan: Plan,
        today: date,
        file_name: str,
        year: int | None,
        stored: Mapping[Key, Observation],
        questions: Questions,
    ) -> None:
        self.tables, self.numbers, self.plan, self.today = tables, numbers, plan, today
        self.file_name, self.year, self.stored, self.questions = file_name, year, stored, questions
        self.result = Judgement()
        self.new_units: dict[str, None] = {}
        self.assumed: dict[int, list[tuple[TableDrafts, Draft]]] = defaultdict(list)
        self.years_by_table: dict[int, Question | None] = {}
        # What was accepted, by what it is about: the first draft, or all that contradict it.
        self.kept: dict[tuple[str, int, str, Kind], tuple[Observation, TableDrafts, Draft]] = {}
        self.contradicting: dict[tuple[str, int, str, Kind], list[tuple[TableDrafts, Draft]]] = {}

        self.repeated: dict[tuple[str, int, str, Kind], list[tuple[TableDrafts, Draft]]] = (
            defaultdict(list)
        )

    def run(self) -> Judgement:
        self.fractions = self._fractions()
        self.has_ambiguous = bool(self.numbers.ambiguous) and self.numbers.style is None
        for position, table in enumerate(self.tables):
            notes = column_cells(table.table, table.table.columns.get(Role.NOTE))
            sources = column_cells(table.table, table.table.columns.get(Role.SOURCE))
            for draft in table.drafts:
                self._judge(position, table, draft, notes[draft.place], sources[draft.place])
        self._refuse_contradictions()
        self._warn_of_assumed_kinds()
        self._warn_of_dates()
        kept = list(self.kept.values())
        for found in (*totals_that_differ(self.tables, kept), *jumps(self.plan, self.stored, kept)):
            self._warn(*found)
        if self.numbers.is_mixed:
            self._file_warning(figure_sentences.mixed_styles())
        self.result.faults.extend(self.questions.open_faults())
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
                table.worsen(draft.place, Outcome.ASKED)
                return
            if year not in self.plan.years:
                first, last = self.plan.years[0], self.plan.years[-1]
                outside = row_sentences.year_outside_plan(year, first, last)
                self._refuse(table, draft, Role.YEAR, str(year), outside)
                return
        if self.has_ambiguous and Reason.AMBIGUOUS in (
            draft.value.reason,
            draft.numerator.reason,
            draft.denominator.reason,
        ):
            self._ask_style(table, draft)
            return
        kind = draft.kind
        if year > self.today.year and kind is not Kind.PLANNED:
            self._refuse(table, draft, Role.YEAR, str(year), row_sentences.future_not_planned(year))
            return
        value = draft.value
        if self.fractions and value.value and draft.indicator.is_share and not value.is_percent:
            settled = self._settle_fraction(table, draft)
            if settled is None:
                table.worsen(draft.place, Outcome.ASKED)
                return
            value = settled
        checked = check_figure(draft.indicator, value, draft.numerator, draft.denominator)
        if checked.problem is not None:
            column = _column(draft, checked.role)
            self._refuse(table, draft, checked.role, _seen(table, draft, column), checked.problem)
            return
        if checked.warning is not None:
            self._warn(table, draft, checked.role, checked.warning)
        if kind is None:
            kind = Kind.ACTUAL if year < self.today.year else Kind.ESTIMATE
            if kind is Kind.ESTIMATE:
                self.assumed[year].append((table, draft))
        unit = draft.unit.code or self._unit(table, draft)
        if unit is None:
            table.worsen(draft.place, Outcome.ASKED)
            return
        match = table.matches.get(draft.place) if table.matches else None
        if match is not None and match.question is not None:
            self._settle(match.question, table, draft, Role.CODE)
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
            self.years_by_table[position] = year_question(
                table.table, self.plan, self.today, self.file_name, name, self.year
            )
        question = self.years_by_table[position]
        if question is None:
            return self.year
        answer = self._settle(question, table, draft, Role.YEAR)
        return int(answer) if answer else None

    def _ask_style(self, table: TableDrafts, draft: Draft) -> None:
        for role in (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR):
            seen = _seen(table, draft, _column(draft, role))
            if self.numbers.by_cell.get(seen, draft.value).reason is Reason.AMBIGUOUS:
                self._settle(_style_question(seen), table, draft, role)
                break
        else:
            self._settle(_style_question(self.numbers.ambiguous[0]), table, draft, Role.VALUE)
        table.worsen(draft.place, Outcome.ASKED)

    def _unit(self, table: TableDrafts, draft: Draft) -> str | None:
        question = draft.unit.question
        assert question is not None
        name = self._settle(question, table, draft, Role.REPORTING_UNIT)
        if name == question.seen:
            self.new_units[name] = None
        return name

    # Shares written as parts of one

    def _fractions(self) -> Question | None:
        """The question whether 0.75 is 75 %, where every share of the file is at most 1."""
        shares = [
            draft
            for table in self.tables
            for draft in table.drafts
            if draft.indicator.is_share
            and draft.value.value is not None
            and not draft.value.is_percent
        ]
        values = [draft.value.value or Decimal(0) for draft in shares]
        if not values or max(values) > 1 or max(values) <= 0:
            return None
        told = {
            fraction_by_parts(draft.value, draft.numerator, draft.denominator) for draft in shares
        } - {None}
        proposal = None
        if len(told) == 1:
            proposal = _FRACTION if told == {True} else _PERCENT
        draft = next(draft for draft in shares if draft.value.value)
        seen = vietnamese(draft.value.value or Decimal(0))
        meaning = vietnamese(times_hundred(draft.value).value or Decimal(0))
        options = (
            Option(_FRACTION, figure_sentences.times_hundred(seen, meaning)),
            Option(_PERCENT, figure_sentences.as_percent(seen)),
        )
        return Question("share_or_fraction", FRACTION_QUESTION, seen, options, proposal)

    def _settle_fraction(self, table: TableDrafts, draft: Draft) -> Number | None:
        assert self.fractions is not None
        by_parts = fraction_by_parts(draft.value, draft.numerator, draft.denominator)
        if by_parts is None:
            answer = self._settle(self.fractions, table, draft, Role.VALUE)
            if answer is None:
                return None
            by_parts = answer == _FRACTION
        elif by_parts:
            assert draft.value.value is not None
            kept = times_hundred(draft.value).value or Decimal(0)
            shown = figure_sentences.fraction_by_parts(
                vietnamese(draft.value.value), vietnamese(kept)
            )
            self._warn(table, draft, Role.VALUE, shown)
        return times_hundred(draft.value) if by_parts else draft.value

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
            table.worsen(draft.place, Outcome.ACCEPTED)
            return
        first, first_table, first_draft = before
        if replace(observation, note=first.note).says_the_same_as(first):
            table.worsen(draft.place, Outcome.NON_DATA)
            table.reasons[draft.place] = "repeated"
            self.repeated[about].append((table, draft))
            self._warn(table, draft, Role.VALUE, figure_sentences.repeated(first_draft.row))
        else:
            del self.kept[about]
            alike = [(first_table, first_draft), *self.repeated.pop(about, [])]
            self.contradicting[about] = [*alike, (table, draft)]

    def _refuse_contradictions(self) -> None:
        for drafts in self.contradicting.values():
            rows = ", ".join(str(draft.row) for _, draft in drafts[:8])
            for table, draft in drafts:
                seen = _seen(table, draft, draft.group.value)
                self._refuse(table, draft, Role.VALUE, seen, figure_sentences.contradicts(rows))

    # Warnings that need all figures

    def _warn_of_assumed_kinds(self) -> None:
        for year, drafts in self.assumed.items():
            table, draft = drafts[0]
            self._warn(table, draft, Role.KIND, row_sentences.estimate_assumed(year, len(drafts)))

    def _warn_of_dates(self) -> None:
        for table in self.tables:
            column = table.table.columns.get(Role.YEAR)
            for draft in table.drafts:
                cells = table.cells(draft.place)
                cell = cells[column] if column is not None and column < len(cells) else ""
                if isinstance(cell, date) and draft.year is not None:
                    seen = row_sentences.year_from_date(cell_text(cell), draft.year)
                    self._warn(table, draft, Role.YEAR, seen)
                    break

    # How a fault is noted

    def _settle(
        self, question: Question, table: TableDrafts, draft: Draft, role: Role
    ) -> str | None:
        column = _column(draft, role) if role in _FIGURE_ROLES else table.table.columns.get(role)
        heading = table.table.heading(column, role)
        return self.questions.settle(question, table.table.sheet.name, draft.row, heading)

    def _refuse(
        self, table: TableDrafts, draft: Draft, role: Role, seen: str, sentence: Sentence
    ) -> None:
        table.worsen(draft.place, Outcome.REFUSED)
        self._fault(Severity.ERROR, table, draft, role, seen, sentence)

    def _warn(self, table: TableDrafts, draft: Draft, role: Role, sentence: Sentence) -> None:
        seen = _seen(table, draft, _column(draft, role))
        self._fault(Severity.WARNING, table, draft, role, seen, sentence)

    def _fault(
        self,
        severity: Severity,
        table: TableDrafts,
        draft: Draft,
        role: Role,
        seen: str,
        sentence: Sentence,
    ) -> None:
        column = _column(draft, role) if role in _FIGURE_ROLES else table.table.columns.get(role)
        self.result.faults.append(
            Fault(
                severity,
                sentence.code,
                draft.row,
                table.table.heading(column, role),
                seen[:SEEN_LENGTH],
                sentence.why,
                sentence.mend,
                sheet=table.table.sheet.name,
            )
        )

    def _file_warning(self, sentence: Sentence) -> None:
        self.result.faults.append(
            Fault(Severity.WARNING, sentence.code, None, "", "", sentence.why, sentence.mend)
        )


_FIGURE_ROLES = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)


def _column(draft: Draft, role: Role) -> int | None:
    """Where a figure cell of a draft stands; the first one it has, where it has not this one."""
    group = draft.group
    wanted = {
        Role.VALUE: group.value,
        Role.NUMERATOR: group.numerator,
        Role.DENOMINATOR: group.denominator,
    }.get(role)
    if wanted is not None or role not in _FIGURE_ROLES:
        return wanted
    return next(
        (c for c in (group.value, group.numerator, group.denominator) if c is not None), None
    )


def _seen(table: TableDrafts, draft: Draft, column: int | None) -> str:
    cells = table.cells(draft.place)
    return cell_text(cells[column]) if column is not None and column < len(cells) else ""
