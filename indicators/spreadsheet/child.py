"""The reading process: a workbook comes in at standard input, its cells go out at the output."""

from __future__ import annotations

import gc
import sys

from indicators.spreadsheet.limits import MAX_MEMORY, MAX_SECONDS
from indicators.spreadsheet.plain import packed, packed_trouble
from indicators.spreadsheet.unreadable import Trouble, Unreadable


def main() -> None:
    """Reads one workbook under the limits and answers with cells or with a trouble."""
    limit(MAX_MEMORY, MAX_SECONDS)
    # Imported under the limits: it brings native code.
    from indicators.spreadsheet.reader import read_plainly

    gc.disable()
    content = sys.stdin.buffer.read()
    try:
        answer = packed(read_plainly(content))
    except Unreadable as error:
        answer = packed_trouble(error)
    except MemoryError:
        answer = packed_trouble(Unreadable(Trouble.TOO_HEAVY))
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def limit(memory: int, seconds: int) -> None:
    """Bounds this process, in bytes and processor seconds, where the system can."""
    try:
        import resource
    except ImportError:  # Windows; the parent process bounds the time.
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (bound, hard))
        except (ValueError, OSError):  # macOS bounds no address space.
            continue
