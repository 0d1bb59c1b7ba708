"""Runs the reading process: an abort or an endless loop of the sheet reader ends there.

A plain subprocess and not `multiprocessing`: that would start the main module again, which is the
web server's, and import all of the program.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from indicators.spreadsheet.limits import MAX_SECONDS
from indicators.spreadsheet.plain import PlainWorkbook, unpacked
from indicators.spreadsheet.unreadable import Trouble, Unreadable

_ROOT = Path(__file__).resolve().parent.parent.parent
_CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from indicators.spreadsheet.child import main; main()"
)
_MOST_AT_ONCE = 2
_places = threading.BoundedSemaphore(_MOST_AT_ONCE)
"""Several people may upload at the same time; their memory adds up."""


def read_cells(
    content: bytes, seconds: float = MAX_SECONDS, program: str = _CHILD
) -> PlainWorkbook:
    """The cells of a workbook, read in a process of their own.

    Raises Unreadable: for what the file is, and where the process died or ran longer than
    `seconds`. Nothing that it says of itself is kept: it could quote the file.
    """
    with _places:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", program, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        with process:
            try:
                answer, _ = process.communicate(content, timeout=seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                raise Unreadable(Trouble.TOO_SLOW) from None
    if process.returncode != 0:
        raise Unreadable(Trouble.TOO_HEAVY)
    return unpacked(answer)
