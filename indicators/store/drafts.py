"""What is to be stored, and why it may be refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indicators.explanations import ExplanationNote
from indicators.observations import Observation, Origin
from indicators.proposals import Decision
from indicators.tasks import TaskUpdate


class StaleDraft(Exception):
    """The figures changed after the draft was compared with them; it must be looked at again."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be stored in one transaction.

    `based_on` is the version of the figures that the person saw; None stores regardless.
    `idempotency_key` makes a repeated confirm of the same draft store once. `account` is the login
    of who confirms, `proposed_by` of who handed in, "" where that is the same. `decision` takes
    the proposal over that the draft was.
    """

    origin: Origin
    person: str
    idempotency_key: str
    observations: Sequence[Observation] = ()
    task_updates: Sequence[TaskUpdate] = ()
    notes: Sequence[ExplanationNote] = ()
    file_name: str = ""
    content: bytes | None = None
    address: str = ""
    reason: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    based_on: int | None = None
    undoes: int | None = None
    account: str = ""
    proposed_by: str = ""
    decision: Decision | None = None


class NothingToUndo(Exception):
    """Later submissions changed everything again, or the submission holds nothing to undo."""


class InventedFigures(Exception):
    """An explanation or a statement about a task is about real figures: the invented must go."""
