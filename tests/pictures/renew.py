"""Takes the pictures of the README and of the manual anew, on a day before the report is due.

Run from the top folder, after `python3 -m indicators test` has installed what tests need:
.venv/bin/python -m tests.pictures.renew (Windows: .venv\\Scripts\\python -m tests.pictures.renew)
"""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import ensure_chromium
from tests.browser.conftest import FLAGS, TODAY, settle
from tests.serving import free_port, serving, settings

PICTURE = Path(__file__).parent / "overview.png"
SIZE = {"width": 1366, "height": 1390}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        chosen = settings(database=Path(folder, "dashboard.duckdb"), today=TODAY)
        command = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
        with (
            serving(command, port, Path(folder, "log.txt"), environment=chosen) as running,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(
                executable_path=ensure_chromium(), args=list(FLAGS)
            )
            page = browser.new_context(viewport=SIZE, locale="vi-VN").new_page()
            page.goto(running.base)
            settle(page)
            page.screenshot(path=PICTURE)
            browser.close()
    print(PICTURE)


def renew_manual() -> int:
    """The manual's pictures are taken by their test, which compares them at other times."""
    os.environ["RENEW_PICTURES"] = "1"
    return int(pytest.main(["-q", "tests/browser/test_manual.py", "-k", "pictures"]))


if __name__ == "__main__":
    main()
    sys.exit(renew_manual())
