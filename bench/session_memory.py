"""What visitors who left cost: `python bench/session_memory.py [visitors]`, from the top folder.

Visitors open a screen over a real web socket, wait until it is done and leave. Streamlit keeps
those who left for two minutes, 128 at most; what the server holds then is printed.
"""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.sessions import counting_server, counts_of, visit  # noqa: E402

PAGES = ("", "chi-tieu", "don-vi", "nhiem-vu", "huong-dan")
KEPT_SECONDS = 120


def main(visitors: int) -> None:
    print(f"{'visitors so far':28}{'sessions':>9}{'threads':>9}{'MB':>9}")
    with tempfile.TemporaryDirectory() as folder, counting_server(Path(folder), KEPT_SECONDS) as it:
        for number in range(visitors + 1):
            if number % 40 == 0 or number == visitors:
                show(str(number), counts_of(it))
            if number < visitors:
                visit(it, PAGES[number % len(PAGES)])
        time.sleep(KEPT_SECONDS + 5)
        visit(it)
        show("two minutes later", counts_of(it))


def show(name: str, counted: tuple[int, int, float]) -> None:
    sessions, threads, megabytes = counted
    print(f"{name:28}{sessions:9}{threads:9}{megabytes:9.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
