"""What a lead unit writes of an indicator that lags: why, what comes next, until when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

MOST_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class ExplanationNote:
    """Why an indicator is behind in a year, and what the lead unit does about it until `due`.

    `reason` and `next_steps` are plain text of at most MOST_CHARACTERS each, `due` a local date.
    Who wrote it and when is said by the submission `source`. A `withdrawn` revision keeps the
    words it takes away.
    """

    indicator: str
    year: int
    reason: str
    next_steps: str
    due: date
    submission: int | None = None
    withdrawn: bool = False
    source_submission: int | None = None

    @property
    def source(self) -> int | None:
        """The submission in which it was written: an undo brings an earlier one back."""
        return self.source_submission or self.submission


@dataclass(frozen=True, slots=True)
class NoteChange:
    """What a submission did to one note: `old` is None where there was none before.

    `is_current` tells whether nothing later changed the note again.
    """

    new: ExplanationNote
    old: ExplanationNote | None
    is_current: bool

    @property
    def taken_back(self) -> ExplanationNote:
        """The revision that undoes the change: the note before it, or none."""
        if self.old is None:
            return replace(self.new, withdrawn=True, submission=None)
        return replace(self.old, submission=None, source_submission=self.old.source)
