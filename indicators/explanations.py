"""What a lead unit writes of an indicator that lags: why, what comes next, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from indicators.revisions import Revision, RevisionChange

MOST_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class ExplanationNote(Revision):
    """Why an indicator is behind in a year, and what the lead unit does about it until `due`.

    `reason` and `next_steps` are plain text of at most MOST_CHARACTERS each, `due` a local date.
    """

    indicator: str
    year: int
    reason: str
    next_steps: str
    due: date


@dataclass(frozen=True, slots=True)
class NoteChange(RevisionChange[ExplanationNote]):
    """What a submission did to one note."""
