"""Visitors come and go over real web sockets: the server keeps nothing of those who left.

The same with 200 visitors, and the memory it takes, is measured by bench/session_memory.py.
"""

import time
from pathlib import Path

from tests.serving import PATIENCE
from tests.sessions import counting_server, counts_of, visit

PAGES = ("", "chi-tieu", "don-vi", "nhiem-vu", "huong-dan")
VISITORS = 25


def test_sessions_that_were_left_are_let_go(tmp_path: Path) -> None:
    with counting_server(tmp_path, kept_seconds=1) as found:
        threads = counts_of(found).threads
        for number in range(VISITORS):
            visit(found, PAGES[number % len(PAGES)])
        end = time.monotonic() + PATIENCE
        while True:
            # Streamlit looks for sessions to let go when somebody comes or goes.
            visit(found)
            left = counts_of(found)
            if left.sessions <= 2 or time.monotonic() > end:
                break
            time.sleep(0.5)
        assert left.sessions <= 2
        assert left.threads <= threads + 2
