"""Where a store in a file keeps what brings it back, and how much room it leaves on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FREE_BYTES = 200_000_000
_BESIDE = ("journal", "backups")


@dataclass(frozen=True, slots=True)
class Keeping:
    """`journal` and the first of `backups` are folders, further places get copies of each backup.

    Below `free_bytes` of free space nothing is written any more; reading goes on.
    """

    journal: Path
    backups: tuple[Path, ...]
    free_bytes: int = FREE_BYTES

    @classmethod
    def beside(cls, path: Path) -> Keeping:
        """The usual places, named after the database file."""
        return cls(
            path.with_name(f"{path.name}.journal"), (path.with_name(f"{path.name}.backups"),)
        )


class Found(StrEnum):
    """What an opening found and did about it."""

    REPLAYED = "replayed"
    REBUILT = "rebuilt"
    LOG_SET_ASIDE = "log_set_aside"
    TORN_RECORD = "torn_record"
    JOURNAL_BEGUN_ANEW = "journal_begun_anew"


@dataclass(frozen=True, slots=True)
class Finding:
    """One of them; `count` is how many commits, `place` the file that was kept aside."""

    found: Found
    count: int = 0
    place: str = ""
