"""What confirming a reading would change, figure by figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.observations import Key, Observation


class Change(StrEnum):
    """How a figure stands to what is stored under the same key."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of the file; `old` is the stored one, None where there is none."""

    change: Change
    observation: Observation
    old: Observation | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Entries in the order of the file."""

    entries: tuple[Entry, ...]

    def of(self, change: Change) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.change is change)

    @property
    def new(self) -> tuple[Entry, ...]:
        return self.of(Change.NEW)

    @property
    def changed(self) -> tuple[Entry, ...]:
        return self.of(Change.CHANGED)

    @property
    def unchanged(self) -> tuple[Entry, ...]:
        return self.of(Change.UNCHANGED)

    @property
    def to_store(self) -> tuple[Observation, ...]:
        """What a confirm would append: new and changed figures only."""
        return tuple(e.observation for e in self.entries if e.change is not Change.UNCHANGED)


def compare(observations: Iterable[Observation], stored: Mapping[Key, Observation]) -> Preview:
    """Each figure against the one stored under its key; a withdrawn one counts as none."""
    entries = []
    for observation in observations:
        old = stored.get(observation.key) if stored else None
        if old is None or old.withdrawn:
            entries.append(Entry(Change.NEW, observation, None))
        elif observation.says_the_same_as(old):
            entries.append(Entry(Change.UNCHANGED, observation, old))
        else:
            entries.append(Entry(Change.CHANGED, observation, old))
    return Preview(tuple(entries))
