"""What a slide holds: words already composed, numbers only where something is drawn.

Nothing here is HTML or a colour. `label` names a status or a task state; a look gives it colours.
`id` stays the same while figures change, so that a running show keeps its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from indicators.cells import Bullet


class Shape(StrEnum):
    """The shape of the slides in a file, as width x height."""

    WIDE = "16x9"
    CLASSIC = "4x3"

    @property
    def width(self) -> float:
        """The width of a slide in points."""
        return 960.0 if self is Shape.WIDE else 720.0


@dataclass(frozen=True, slots=True)
class Chip:
    """A status in words; `due` is set where it speaks of a second deadline."""

    label: str
    words: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    label: str
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with what it means; `is_word` where words stand in its place."""

    value: str
    caption: str
    is_word: bool = False
    is_alert: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a year; `hollow` for an estimate."""

    year: int
    value: float
    hollow: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """A threshold and the year it is due; `filled` for the headline one, `words` for the others."""

    year: int
    value: float
    filled: bool
    words: str


@dataclass(frozen=True, slots=True)
class Course:
    """A trajectory to be drawn: values in the indicator's unit, years on the axis.

    `path` is the assumed straight path from start to threshold, empty where there is none;
    `needed` is its value in the year shown, `lag` what the figure lies off it, in words.
    """

    first_year: int
    last_year: int
    year: int
    top: float
    points: tuple[Point, ...]
    threshold: float
    threshold_words: str
    path: tuple[tuple[int, float], ...]
    path_words: str
    needed: float | None
    lag: str
    deadlines: tuple[Deadline, ...]
    text: str


@dataclass(frozen=True, slots=True)
class TitleSlide:
    kind: ClassVar[str] = "title"
    id: str
    kicker: str
    title: str
    subtitle: str
    day: str
    plan: str
    plan_title: str
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummarySlide:
    """The result as one picture: `number` of `total`, a tile an indicator, counts by status."""

    kind: ClassVar[str] = "summary"
    id: str
    kicker: str
    deadline: str
    number: str
    total: str
    caption: tuple[str, ...]
    tiles: tuple[Chip, ...]
    alert: str
    details: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class IndicatorSlide:
    """One indicator: figure, threshold, bullet, trajectory, paces, what must be known with it.

    `absent` stands where there is no figure to show; `star` names the mark of a leading one.
    """

    kind: ClassVar[str] = "indicator"
    id: str
    kicker: str
    star: str
    title: str
    figure: str
    unit_measure: str
    caption: str
    remarks: tuple[str, ...]
    status: Chip
    others: tuple[Chip, ...]
    absent: str
    bullet: Bullet | None
    course: Course | None
    facts: tuple[Fact, ...]
    note: str
    is_note_owed: bool


@dataclass(frozen=True, slots=True)
class NoteSlide:
    """A lead unit's explanation that is too long to stand under the figure.

    `figure` says itself where it is an estimate or of an earlier year.
    """

    kind: ClassVar[str] = "note"
    id: str
    kicker: str
    title: str
    status: Chip
    figure: str
    reason_title: str
    reason: str
    next_title: str
    next_steps: str
    signed: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """An indicator in a unit's slide; `threshold` also says what the figure is: "ước", "2025"."""

    code: str
    name: str
    is_leading: bool
    figure: str
    threshold: str
    status: Chip
    others: tuple[Chip, ...]
    bullet: Bullet


@dataclass(frozen=True, slots=True)
class TaskRow:
    code: str
    name: str
    detail: str
    is_priority: bool
    status: Chip


@dataclass(frozen=True, slots=True)
class UnitSlide:
    """One responsible unit; the indicators it leads, else the tasks it leads or supports.

    `tasks_title` says which tasks those are, `note` what the marks beside a status mean.
    """

    kind: ClassVar[str] = "unit"
    id: str
    kicker: str
    title: str
    sentence: str
    rows: tuple[UnitRow, ...]
    tasks_title: str
    tasks: tuple[TaskRow, ...]
    facts: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class TasksSlide:
    """Tasks that are late or due soon; `absent` where there are none."""

    kind: ClassVar[str] = "tasks"
    id: str
    kicker: str
    number: str
    caption: str
    rows: tuple[TaskRow, ...]
    absent: str


@dataclass(frozen=True, slots=True)
class DebtRow:
    unit: str
    owed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DebtsSlide:
    """Who owes figures; `absent` where nobody does."""

    kind: ClassVar[str] = "debts"
    id: str
    kicker: str
    number: str
    caption: str
    rows: tuple[DebtRow, ...]
    absent: str


@dataclass(frozen=True, slots=True)
class ClosingSlide:
    """What is to be done next; `caveats` say what the figures do not."""

    kind: ClassVar[str] = "closing"
    id: str
    kicker: str
    title: str
    points: tuple[str, ...]
    caveats: tuple[str, ...]


Slide = (
    TitleSlide
    | SummarySlide
    | IndicatorSlide
    | NoteSlide
    | UnitSlide
    | TasksSlide
    | DebtsSlide
    | ClosingSlide
)


@dataclass(frozen=True, slots=True)
class Play:
    """All slides of one selection, and what stands on each of them.

    `version` is the version of the figures; `data_day` says how fresh they are ("" where nothing
    was stored yet).
    """

    product: str
    year: int
    version: int
    is_demo: bool
    data_day: str
    slides: tuple[Slide, ...]
