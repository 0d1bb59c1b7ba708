"""How a row that becomes no draft, or holds something odd, is noted."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.intake.cells import cell_text
from indicators.intake.headings import Role
from indicators.intake.measuring import Wrong
from indicators.intake.rows import SEEN_LENGTH, Outcome, TableDrafts
from indicators.intake.sentence import Sentence
from indicators.observations import Fault, Severity


@dataclass(frozen=True, slots=True)
class RowNotes:
    """The notes of one table; rows are named by their place in its body."""

    result: TableDrafts

    def text(self, index: int, role: Role) -> str:
        """What the row says in the column of this role, "" where there is none."""
        column = self.result.table.columns.get(role)
        cells = self.result.cells(index)
        return cell_text(cells[column]) if column is not None and column < len(cells) else ""

    def seen_row(self, index: int) -> str:
        return " | ".join(cell_text(cell) for cell in self.result.cells(index))[:120]

    def non_data(self, index: int, reason: str) -> None:
        self.result.worsen(index, Outcome.NON_DATA)
        self.result.reasons[index] = reason

    def warn(self, index: int, seen: str, sentence: Sentence) -> None:
        self._note(Severity.WARNING, index, "", seen, sentence)

    def warn_of_table(self, sentence: Sentence) -> None:
        self._note(Severity.WARNING, None, "", "", sentence)

    def refuse(
        self, index: int, column: int | None, role: Role, seen: str, sentence: Sentence
    ) -> None:
        self.result.worsen(index, Outcome.REFUSED)
        heading = self.result.table.heading(column, role)
        self._note(Severity.ERROR, index, heading, seen, sentence)

    def refuse_wrong(self, index: int, wrong: Wrong) -> None:
        seen = cell_text(self.result.cells(index)[wrong.column or 0])
        self.refuse(index, wrong.column, wrong.role, seen, wrong.sentence)

    def _note(
        self, severity: Severity, index: int | None, column: str, seen: str, sentence: Sentence
    ) -> None:
        self.result.faults.append(
            Fault(
                severity,
                sentence.code,
                None if index is None else self.result.row_number(index),
                column,
                seen[:SEEN_LENGTH],
                sentence.why,
                sentence.mend,
                sheet=self.result.table.sheet.name,
            )
        )
