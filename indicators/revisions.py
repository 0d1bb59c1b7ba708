"""What is stated anew instead of changed: every revision leaves the one before it standing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a revision says of itself, beside its words.

    Who wrote it and when is said by the submission `source`. A `withdrawn` revision keeps the
    words it takes away.
    """

    submission: int | None = None
    withdrawn: bool = False
    source_submission: int | None = None

    @property
    def source(self) -> int | None:
        """The submission in which it was written: an undo brings an earlier one back."""
        return self.source_submission or self.submission


Words = TypeVar("Words", bound=Revision)


@dataclass(frozen=True, slots=True)
class RevisionChange(Generic[Words]):
    """What a submission did to one of them: `old` is None where there was none before.

    `is_current` tells whether nothing later changed it again.
    """

    new: Words
    old: Words | None
    is_current: bool

    @property
    def taken_back(self) -> Words:
        """The revision that undoes the change: the one before it, or none."""
        if self.old is None:
            return replace(self.new, withdrawn=True, submission=None)
        return replace(self.old, submission=None, source_submission=self.old.source)
