"""A file between being handed in and being confirmed: its reading, the answers, the mended cells.

Lives in the person's session; nothing of it is stored before the confirm.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from indicators.alphabet import place_of
from indicators.corrections import WHOLE_ROW, CellRef, Correction, as_answers, of_answers
from indicators.intake import Given, Preview, Reading, Report, compare, read_file
from indicators.observations import Fault, Key, Observation, Origin
from indicators.own_figures import only_own
from indicators.plan import Plan
from indicators.proposals import Proposal
from indicators.reporting_units import ReportingUnit

UNDECIDED = ""
"""The answer of a person who took a proposal back without choosing another."""


@dataclass(frozen=True, slots=True)
class Known:
    """The figures a draft is compared with, and their version; invented ones do not count.

    `listed` are the reporting units as an administrator lists them.
    """

    version: int
    figures: Mapping[Key, Observation]
    listed: tuple[ReportingUnit, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """Every reporting unit that is listed or reported before."""
        names = {key.reporting_unit for key in self.figures}
        return tuple(sorted(names | {unit.name for unit in self.listed}, key=place_of))


@dataclass(slots=True)
class UploadDraft:
    """One file (or one figure typed on the screen, which has a `reason`).

    `shown_version` is the version of the figures that the preview on the person's screen was
    compared with: a confirm must be based on that, not on what came since. `opened` is the row
    (sheet, number) whose cells the person has open before them, `last_edit` the number of the
    last edit taken from the screen. With `only_unit` (a contributor's unit, "" for none) rows of
    indicators that other units lead are refused. `proposal` is what it was handed in as before.
    """

    content: bytes
    file_name: str
    year: int
    reason: str = ""
    only_unit: str | None = None
    proposal: Proposal | None = None
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    answers: dict[str, str] = field(default_factory=dict)
    corrections: dict[CellRef, Correction] = field(default_factory=dict)
    opened: tuple[str, int] | None = None
    last_edit: float = 0
    shown_version: int | None = None
    reading: Reading = field(default_factory=Reading)
    changes: Preview = field(default_factory=lambda: Preview(()))
    _questions: dict[str, Fault] = field(default_factory=dict)
    _refusals: dict[tuple[CellRef, str], Fault] = field(default_factory=dict)
    _open: frozenset[tuple[CellRef, str]] = frozenset()
    _token: object = None
    _looking: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @classmethod
    def restored(cls, proposal: Proposal) -> UploadDraft:
        """A proposal's file with all answers and corrections, for the one who decides on it."""
        answers = dict(proposal.answers)
        corrections = {correction.cell: correction for correction in of_answers(answers)}
        for name in as_answers(corrections.values()):
            del answers[name]
        return cls(
            proposal.content or b"",
            proposal.file_name,
            proposal.year,
            proposal.reason,
            only_unit=proposal.unit or None,
            proposal=proposal,
            # Whoever confirms the same proposal at the same moment stores it once.
            key=f"proposal-{proposal.number}",
            answers=answers,
            corrections=corrections,
        )

    @property
    def is_as_proposed(self) -> bool:
        """Whether nothing was answered or corrected since it was handed in."""
        return self.proposal is None or self.remembered_answers == dict(self.proposal.answers)

    @property
    def has_sheets(self) -> bool:
        """Whether a row number alone does not say where a row stands."""
        reading = self.reading
        rows = (*reading.refused_rows, *reading.asked_rows)
        names = {o.sheet for o in reading.observations} | {row.sheet for row in rows}
        return len(names | {cell.sheet for cell in self.corrections}) > 1

    @property
    def origin(self) -> Origin:
        return Origin.CORRECTION if self.reason else Origin.UPLOAD

    def look(
        self,
        plan: Plan,
        today: date,
        known: Known,
        progress: Report | None = None,
    ) -> None:
        """Reads the file against `known`; again only where an answer, a cell or they changed.

        One after the other: Streamlit begins the run of a new edit while the run before it may
        still read, and what that one read would come last and stay.
        """
        with self._looking:
            self._look(plan, today, known, progress)

    def _look(self, plan: Plan, today: date, known: Known, progress: Report | None) -> None:
        texts: dict[tuple[str, int, str], str] = {c.cell: c.text for c in self.corrections.values()}
        token = (
            known.version,
            self.only_unit,
            tuple(sorted(self.answers.items())),
            tuple(sorted(texts.items())),
        )
        if token == self._token:
            return
        given = Given(plan, today, known.units, known.figures, self.year, dict(self.answers), texts)
        self.reading = read_file(self.content, self.file_name, given, progress)
        if self.only_unit is not None:
            self.reading = only_own(self.reading, plan, self.only_unit)
        self.changes = compare(self.reading.observations, known.figures)
        raised = {question.question: question for question in self.reading.open_questions}
        answered = {n: q for n, q in self._questions.items() if n in self.answers}
        self._questions = {**answered, **raised}
        self._note_refusals()
        self._token = token

    # Questions

    @property
    def questions(self) -> tuple[Fault, ...]:
        """Every question still raised or already answered; those without a proposal first."""
        return tuple(sorted(self._questions.values(), key=lambda q: q.proposal is not None))

    def choice(self, question: Fault) -> str | None:
        """The answer that counts now; None while the person must choose."""
        return self.answers.get(question.question, question.proposal or UNDECIDED) or None

    def answer(self, question: Fault, chosen: str | None) -> bool:
        """Takes an answer; tells whether it changes anything."""
        if chosen == self.choice(question):
            return False
        self.answers[question.question] = chosen or UNDECIDED
        return True

    def answer_alike(self, code: str, chosen: str) -> None:
        """Gives every question of one kind that offers this answer the same one."""
        for question in self._questions.values():
            if question.code == code and any(o.value == chosen for o in question.options):
                self.answer(question, chosen)

    @property
    def undecided(self) -> int:
        return sum(self.choice(question) is None for question in self._questions.values())

    # Refused cells

    @property
    def refusals(self) -> tuple[Fault, ...]:
        """Every refusal there is, and those that were mended here, in the order of the file."""
        return tuple(self._refusals.values())

    def is_mended(self, refusal: Fault) -> bool:
        """Whether a refusal of before is gone, because its row was mended or left out."""
        return (cell_of(refusal), refusal.code) not in self._open

    def correct(self, cell: CellRef, text: str) -> None:
        """Reads `text` in place of a cell, which goes through every check as if the file said it.

        What the file says itself takes the correction back.
        """
        before = self.corrections.get(cell)
        seen = before.seen if before else self._cell_text(cell)
        if text.strip() == seen:
            self.corrections.pop(cell, None)
        else:
            self.corrections[cell] = Correction(cell, seen, text.strip())

    def take_back(self, cell: CellRef) -> None:
        """Reads the cell again as the file has it."""
        self.corrections.pop(cell, None)

    def correct_alike(self, cell: CellRef) -> None:
        """Corrects every refused cell that says the same in the same column as this one did."""
        done = self.corrections.get(cell)
        if done is None:
            return
        for fault in self.reading.errors:
            other = cell_of(fault)
            if other.column == cell.column and self._cell_text(other) == done.seen:
                self.correct(other, done.text)

    def leave_out(self, sheet: str, row: int) -> None:
        """Leaves a row of the file out, whatever it says."""
        cells = self.reading.cells.get((sheet, row), {})
        seen = " | ".join(text for text in cells.values() if text)[:200]
        for cell in [cell for cell in self.corrections if cell[:2] == (sheet, row)]:
            del self.corrections[cell]
        cell = CellRef(sheet, row, WHOLE_ROW)
        self.corrections[cell] = Correction(cell, seen, "")

    def bring_back(self, sheet: str, row: int) -> None:
        """Takes a row that was left out in again."""
        self.corrections.pop(CellRef(sheet, row, WHOLE_ROW), None)

    def is_left_out(self, sheet: str, row: int) -> bool:
        return CellRef(sheet, row, WHOLE_ROW) in self.corrections

    @property
    def remembered_answers(self) -> dict[str, str]:
        """All that the person decided, as it is kept with the submission."""
        return {**self.answers, **as_answers(self.corrections.values())}

    def _cell_text(self, cell: CellRef) -> str:
        return self.reading.cells.get(cell[:2], {}).get(cell.column, "")

    def _note_refusals(self) -> None:
        """Keeps the refusals of touched rows, so that what was mended can be mended again."""
        touched = {cell[:2] for cell in self.corrections}
        now = {(cell_of(fault), fault.code): fault for fault in self.reading.errors}
        self._open = frozenset(now)
        cells = {cell for cell, _ in now}
        kept = {
            (cell, code): fault
            for (cell, code), fault in self._refusals.items()
            if cell[:2] in touched and cell not in cells
        }
        if not kept:
            self._refusals = now
            return
        sheets: dict[str, int] = {}
        for cell, _ in (*self._refusals, *now):
            sheets.setdefault(cell.sheet, len(sheets))
        both = {**kept, **now}
        order = sorted(both, key=lambda k: (sheets[k[0].sheet], k[0].row, k[0].column))
        self._refusals = {key: both[key] for key in order}


def cell_of(fault: Fault) -> CellRef:
    """The cell that a fault is about; row 0 where it is about the whole file."""
    return CellRef(fault.sheet, fault.row or 0, fault.column)
