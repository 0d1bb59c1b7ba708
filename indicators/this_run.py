"""What is asked once in a run of a script, however many parts of its screen ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_answers: ContextVar[dict[str, Any] | None] = ContextVar("answers of this run", default=None)


@contextmanager
def begun() -> Iterator[None]:
    """A run of a script, from its first to its last line; outside, every question is asked."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(name: str, ask: Callable[[], Answer]) -> Answer:
    """The answer to the question of this name, asked when it is needed first in this run.

    Not for what a write depends on: that is asked again at the moment of writing.
    """
    answers = _answers.get()
    if answers is None:
        return ask()
    if name not in answers:
        answers[name] = ask()
    answer: Answer = answers[name]
    return answer
