"""What a server of viewers does without: libraries for writing and drawing files, 100 MB of them."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from indicators.settings import ROOT
from indicators.store import Store
from tests.conftest import COMMUNE, draft, figure
from tests.serving import settings

HEAVY = ["docx", "matplotlib", "numpy", "pandas", "pptx", "pyarrow", "scipy"]
LOOKS = f"""
import json, sys
from indicators import process
from indicators.first_view import first_view
process.warm_up()
seen = [first_view(address, {{}}, {{}}) for address in ("", "chi-tieu", "don-vi", "nhiem-vu")]
print(json.dumps([all(seen), [name for name in {HEAVY} if name in sys.modules]]))
"""


def test_looking_at_figures_loads_no_library_for_files(tmp_path: Path) -> None:
    database = tmp_path / "dashboard.duckdb"
    with closing(Store(database, COMMUNE)) as store:
        store.confirm(draft(figure("CT04", 2025, "9.5"), figure("CT04", 2026, "11.3")))
    environment = settings(database=database, today="2026-11-20")

    command = [sys.executable, "-c", LOOKS]
    ran = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    has_seen_all, loaded = json.loads(ran.stdout.splitlines()[-1])
    assert has_seen_all
    assert loaded == []
