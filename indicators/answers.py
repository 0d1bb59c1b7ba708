"""What a command says at its end, and the exit code that goes with it."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def say(sentences: Sequence[str]) -> int:
    """Say what was done."""
    for sentence in sentences:
        print(sentence)
    return 0


def refuse(*sentences: str) -> int:
    """Say why nothing was done."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return 1
