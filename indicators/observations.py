"""The words that reading, remembering and judging share: observation, submission, fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from indicators.corrections import Correction, of_answers


class Kind(StrEnum):
    """What sort of figure an observation is (SDMX OBS_STATUS in exports: A, E, F)."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    PLANNED = "planned"


class Severity(StrEnum):
    """What a fault means for the rows it names."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"


class Origin(StrEnum):
    """How a submission came about."""

    UPLOAD = "upload"
    DEMO = "demo"
    DEMO_RETIREMENT = "demo_retirement"
    CORRECTION = "correction"
    UNDO = "undo"
    EXPLANATION = "explanation"
    TASK_UPDATE = "task_update"


@dataclass(frozen=True, slots=True)
class Key:
    """What an observation is about, within one commune."""

    indicator: str
    year: int
    reporting_unit: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of one reporting unit.

    `value` is in the indicator's unit of measure (shares 0..100) and None only where
    `not_applicable` (the year was declared "không phát sinh": denominator 0) or where the
    observation is `withdrawn`. `reporting_unit` is a code of the plan, or the unit's own name.
    `source_text` is the row as it stood in the file. `sheet` is "" for a text file.
    """

    indicator: str
    year: int
    reporting_unit: str
    kind: Kind
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    not_applicable: bool = False
    note: str = ""
    source_text: str = ""
    sheet: str = ""
    row: int | None = None
    submission: int | None = None
    withdrawn: bool = False
    source_submission: int | None = None

    @property
    def source(self) -> int | None:
        """The submission whose file holds the row: an undo brings a row of an earlier one back."""
        return self.source_submission or self.submission

    @property
    def key(self) -> Key:
        return Key(self.indicator, self.year, self.reporting_unit, self.kind)

    def says_the_same_as(self, other: Observation) -> bool:
        """Whether both carry the same figure and note, wherever they came from."""
        return (
            self.value == other.value
            and self.numerator == other.numerator
            and self.denominator == other.denominator
            and self.not_applicable == other.not_applicable
            and self.withdrawn == other.withdrawn
            and self.note == other.note
        )


@dataclass(frozen=True, slots=True)
class Submission:
    """One act of storing: who, when, from which file.

    `number` counts the commits of the whole store, so that it orders everything and serves as
    the version of the data. `confirmed_at` is in UTC. `sha256` is "" where there was no file.
    `undoes` is the number of the submission that this one takes back. `answers` are what the
    person answered and corrected before confirming. `account` is the login of who confirmed,
    `proposed_by` of who handed in, "" where that is the same or from before there were accounts.
    """

    number: int
    commune: str
    origin: Origin
    confirmed_at: datetime
    person: str
    file_name: str
    sha256: str
    row_count: int
    reason: str = ""
    undoes: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    account: str = ""
    proposed_by: str = ""

    @property
    def corrections(self) -> tuple[Correction, ...]:
        return of_answers(self.answers)


@dataclass(frozen=True, slots=True)
class Change:
    """What a submission did to one figure: `old` is None where there was none before.

    `is_current` tells whether nothing later changed the figure again.
    """

    new: Observation
    old: Observation | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer to a question."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something about a file that the person must know, mend or answer.

    `row` is the row number as the person sees it in Excel or an editor (1 is the first line);
    None where the whole file or sheet is meant. `why` says what is wrong and `mend` what to do,
    each one Vietnamese sentence. A question carries its `options`, and `proposal` (a value of
    one of them) where an answer is safe enough to be taken unless the person says otherwise.
    `question` names the question: one answer may serve many rows.
    """

    severity: Severity
    code: str
    row: int | None
    column: str
    seen: str
    why: str
    mend: str
    sheet: str = ""
    question: str = ""
    options: tuple[Option, ...] = ()
    proposal: str | None = None

    @property
    def message(self) -> str:
        return f"{self.why} {self.mend}".strip()
