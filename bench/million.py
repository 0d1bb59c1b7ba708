"""A million revisions: `python bench/million.py [revisions]`, from the top folder.

The same 100,000 figures are revised again and again; then the store is opened, backed up, restored
and looked through. Printed are times, sizes and that every revision is still there.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.store_speed import many_figures, peak_megabytes  # noqa: E402
from indicators.observations import Origin  # noqa: E402
from indicators.store import Draft, Store  # noqa: E402
from indicators.store.backups import Reason, make_backup  # noqa: E402
from indicators.store.keeping import Keeping  # noqa: E402
from indicators.store.restoring import drill, restore, verify  # noqa: E402

EACH = 100_000


def step(name: str, work: Callable[[], object]) -> object:
    begun = time.perf_counter()
    result = work()
    memory = peak_megabytes() or 0
    print(f"{name:44}{time.perf_counter() - begun:9.2f}{memory:9.0f}", flush=True)
    return result


def size(path: Path) -> str:
    files = path.rglob("*") if path.is_dir() else [path]
    return f"{sum(f.stat().st_size for f in files if f.is_file()) / 1e6:.0f} MB"


def main(revisions: int) -> None:
    print(f"{'step':44}{'wall s':>9}{'peak MB':>9}")
    figures = many_figures(EACH)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.duckdb"
        keeping = Keeping.beside(path)
        with closing(Store(path, "BENCH")) as store:
            for turn in range(revisions // EACH):
                revised = [replace(figure, value=Decimal(turn)) for figure in figures]
                draft = Draft(Origin.UPLOAD, "bench", f"bench {turn}", revised)
                step(f"confirm {EACH:,} (no. {turn + 1})", lambda d=draft: store.confirm(d))
            step("first backup, with checkpoint", lambda: make_backup(store.database, Reason.ASKED))
            draft = Draft(Origin.UPLOAD, "bench", "last", figures[:1000])
            step("confirm 1,000 more", lambda: store.confirm(draft))
            step("another backup", lambda: make_backup(store.database, Reason.ASKED))
            draft = Draft(Origin.UPLOAD, "bench", "tail", figures[:1000])
            step("confirm 1,000 more", lambda: store.confirm(draft))
            step("current figures", store.current)
        step("open again", lambda: Store(path, "BENCH").close())
        step("verify everything", lambda: verify(path, keeping))
        step("restore drill", lambda: drill(path, keeping))
        print(f"file {size(path)}, journal {size(keeping.journal)}, one backup", end=" ")
        print(size(next(keeping.backups[0].glob("*.duckdb"))))
        path.write_bytes(b"destroyed" * 1000)
        step("restore", lambda: restore(path, keeping))
        with closing(Store(path, "BENCH")) as store:
            kept = store.database.rows("SELECT count(*) FROM observations")
        print(f"revisions after the restore: {kept[0][0]:,} of {revisions // EACH * EACH + 2000:,}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
