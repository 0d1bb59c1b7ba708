"""How the reading speaks: what was seen, and how to mend it, one sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Sentence(NamedTuple):
    """`code` names the fault for programs and tests."""

    code: str
    why: str
    mend: str


class Refused(Exception):
    """The whole file cannot be read; carries the one sentence that says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.code)
        self.sentence = sentence


def say(code: str, why: str, mend: str) -> Sentence:
    """A sentence under its `code`, which programs go by and which never changes."""
    return Sentence(code, why, mend)


def quoted(text: str, most: int = 60) -> str:
    """The text in Vietnamese quotation marks, cut where it is long."""
    text = " ".join(text.split())
    return f"“{text[: most - 1]}…”" if len(text) > most else f"“{text}”"


def listed(names: Sequence[str]) -> str:
    return ", ".join(quoted(name) for name in names)
