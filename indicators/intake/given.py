"""What a reading is given beside the file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from indicators.observations import Key, Observation
from indicators.plan import Plan


@dataclass(frozen=True, slots=True)
class Given:
    """The plan, the day, what is stored already, and what the person said about the file.

    `known_units` are names reported before that the plan does not list, `stored` the current
    figures, `year` the year of rows that name none, `answers` what the person chose, by the
    question's name, `corrections` what is to be read in place of a cell, by sheet, row and column
    heading.
    """

    plan: Plan
    today: date
    known_units: Collection[str] = ()
    stored: Mapping[Key, Observation] = field(default_factory=dict)
    year: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
