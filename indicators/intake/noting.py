"""How a question, a refusal or a warning about a draft is noted, with its row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.intake import row_sentences
from indicators.intake.cells import cell_text
from indicators.intake.headings import Role
from indicators.intake.identities import Question
from indicators.intake.questions import SKIP, Questions
from indicators.intake.rows import SEEN_LENGTH, Draft, Outcome, TableDrafts
from indicators.intake.sentence import Sentence
from indicators.observations import Fault, Severity

_FIGURE_ROLES = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)
_MOST_ROWS_NAMED = 8


def rows_named(rows: Sequence[int]) -> str:
    """Row numbers for a sentence, the first few of them where there are many."""
    rest = "…" if len(rows) > _MOST_ROWS_NAMED else ""
    return ", ".join(map(str, rows[:_MOST_ROWS_NAMED])) + rest


@dataclass(slots=True)
class Notes:
    questions: Questions
    faults: list[Fault] = field(default_factory=list)
    left_out: dict[tuple[str, int], int] = field(default_factory=dict)

    def settle(
        self, question: Question, table: TableDrafts, draft: Draft, role: Role
    ) -> str | None:
        """The answer to go by; None where the draft waits for one, or is left out by one."""
        column = column_of(draft, role) if role in _FIGURE_ROLES else table.table.columns.get(role)
        heading = table.table.heading(column, role)
        answer = self.questions.settle(question, table.table.sheet.name, draft.row, heading)
        if answer is None:
            table.worsen(draft.place, Outcome.ASKED)
        elif answer == SKIP:
            table.worsen(draft.place, Outcome.NON_DATA)
            table.reasons[draft.place] = "left_out"
            self.left_out[table.table.sheet.name, draft.row] = draft.row
            return None
        return answer

    def refuse(
        self, table: TableDrafts, draft: Draft, role: Role, seen: str, sentence: Sentence
    ) -> None:
        table.worsen(draft.place, Outcome.REFUSED)
        self._fault(Severity.ERROR, table, draft, role, seen, sentence)

    def warn(self, table: TableDrafts, draft: Draft, role: Role, sentence: Sentence) -> None:
        is_figure = role in _FIGURE_ROLES
        column = column_of(draft, role) if is_figure else table.table.columns.get(role)
        seen = seen_in(table, draft, column)
        self._fault(Severity.WARNING, table, draft, role, seen, sentence)

    def warn_of_file(self, sentence: Sentence) -> None:
        self.faults.append(
            Fault(Severity.WARNING, sentence.code, None, "", "", sentence.why, sentence.mend)
        )

    def finish(self) -> list[Fault]:
        """Every fault, with the questions nobody has answered and what the answers left out."""
        if self.left_out:
            rows = list(self.left_out.values())
            self.warn_of_file(row_sentences.left_out(len(rows), rows_named(rows)))
        return [*self.faults, *self.questions.open_faults()]

    def _fault(
        self,
        severity: Severity,
        table: TableDrafts,
        draft: Draft,
        role: Role,
        seen: str,
        sentence: Sentence,
    ) -> None:
        column = column_of(draft, role) if role in _FIGURE_ROLES else table.table.columns.get(role)
        self.faults.append(
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


def column_of(draft: Draft, role: Role) -> int | None:
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


def seen_in(table: TableDrafts, draft: Draft, column: int | None) -> str:
    cells = table.cells(draft.place)
    return cell_text(cells[column]) if column is not None and column < len(cells) else ""
