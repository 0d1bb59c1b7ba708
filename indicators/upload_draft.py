"""A file between being handed in and being confirmed: its reading, the questions, the answers.

Lives in the person's session; nothing of it is stored before the confirm.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from indicators.intake import Preview, Reading, compare, read_file
from indicators.observations import Fault, Key, Observation, Origin
from indicators.plan import Plan

UNDECIDED = ""
"""The answer of a person who took a proposal back without choosing another."""


@dataclass(frozen=True, slots=True)
class Known:
    """The figures a draft is compared with, and their version; invented ones do not count."""

    version: int
    figures: Mapping[Key, Observation]

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(sorted({key.reporting_unit for key in self.figures}))


@dataclass(slots=True)
class UploadDraft:
    """One file (or one figure typed on the screen, which has a `reason`).

    `shown_version` is the version of the figures that the preview on the person's screen was
    compared with: a confirm must be based on that, not on what came since.
    """

    content: bytes
    file_name: str
    year: int
    reason: str = ""
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    answers: dict[str, str] = field(default_factory=dict)
    shown_version: int | None = None
    reading: Reading = field(default_factory=Reading)
    changes: Preview = field(default_factory=lambda: Preview(()))
    _questions: dict[str, Fault] = field(default_factory=dict)
    _token: object = None

    @property
    def origin(self) -> Origin:
        return Origin.CORRECTION if self.reason else Origin.UPLOAD

    def look(self, plan: Plan, today: date, known: Known) -> None:
        """Reads the file against `known`; again only where an answer or the figures changed."""
        token = (known.version, tuple(sorted(self.answers.items())))
        if token == self._token:
            return
        self.reading = read_file(
            self.content,
            self.file_name,
            plan=plan,
            today=today,
            known_units=known.units,
            stored=known.figures,
            year=self.year,
            answers=self.answers,
        )
        self.changes = compare(self.reading.observations, known.figures)
        raised = {question.question: question for question in self.reading.open_questions}
        answered = {n: q for n, q in self._questions.items() if n in self.answers}
        self._questions = {**answered, **raised}
        self._token = token

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

    @property
    def undecided(self) -> int:
        return sum(self.choice(question) is None for question in self._questions.values())
