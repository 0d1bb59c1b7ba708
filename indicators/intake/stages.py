"""How far the reading of a file is, for a screen that shows it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

EVERY_ROWS = 5_000


class Stage(StrEnum):
    """What the reading is at; file_sentences.STAGES says it in words."""

    OPENING = "opening"
    UNDERSTANDING = "understanding"
    CHECKING = "checking"
    DONE = "done"


Report = Callable[[float, Stage], None]
"""Takes the fraction done (0..1, never falling) and the stage."""

_STARTS = {Stage.OPENING: 0.0, Stage.UNDERSTANDING: 0.4, Stage.CHECKING: 0.7, Stage.DONE: 1.0}
_ENDS = {Stage.OPENING: 0.4, Stage.UNDERSTANDING: 0.7, Stage.CHECKING: 1.0, Stage.DONE: 1.0}


class Stages:
    """Tells a report, where there is one, which share of a stage is done."""

    def __init__(self, report: Report | None, rows: int = 0) -> None:
        self._report = report
        self._rows = rows
        self._done: dict[Stage, int] = {}

    def begin(self, stage: Stage, rows: int = 0) -> None:
        """A stage begins that goes through so many rows."""
        self._rows = rows
        if self._report is not None:
            self._report(_STARTS[stage], stage)

    def rows_done(self, stage: Stage, rows: int) -> None:
        """So many more rows of the stage are done."""
        if self._report is None:
            return
        done = self._done[stage] = self._done.get(stage, 0) + rows
        share = min(1.0, done / self._rows) if self._rows else 1.0
        start, end = _STARTS[stage], _ENDS[stage]
        self._report(start + (end - start) * share, stage)
