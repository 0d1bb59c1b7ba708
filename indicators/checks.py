"""The command `test`: every check and every test, with one summary."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from indicators.__main__ import ROOT

CHECKS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
)


def test(pytest_arguments: Sequence[str]) -> int:
    """Run every check and every test, print a summary; return 0 only where all passed.

    The last line is "N passed, N failed" over checks and tests together. Without a browser
    nothing runs: half the tests passing would look like all of them.
    """
    finder = [sys.executable, "tests/browser/chromium.py"]
    browser = subprocess.run(finder, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if browser.returncode:
        print("0 passed, 1 failed")
        return 1
    os.environ["CHROMIUM"] = browser.stdout.strip()

    results = [timed(name, arguments) for name, arguments in CHECKS]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "junit.xml")
        pytest = ["-m", "pytest", *pytest_arguments, f"--junit-xml={report}"]
        results.append(timed("pytest", pytest))
        passed, failed, skipped = counts(report)

    print()
    for name, code, seconds in results:
        print(f"{name:<12} {'FAILED' if code else 'ok':<7} {seconds:6.1f} s")
    checks_failed = sum(code != 0 for _, code, _ in results[:-1])
    # pytest can fail without a failed test: a wrong argument, or no test at all.
    failed = checks_failed + (failed or int(results[-1][1] != 0))
    passed += len(CHECKS) - checks_failed
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


def timed(name: str, arguments: Sequence[str]) -> tuple[str, int, float]:
    """Run this Python with `arguments` at the root; return the name, exit code and seconds."""
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    code = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode
    return name, code, time.monotonic() - start


def counts(report: Path) -> tuple[int, int, int]:
    """Return the passed, failed and skipped tests of a JUnit report, zeros where there is none."""
    if not report.exists():
        return 0, 0, 0
    total = bad = skipped = 0
    for suite in ElementTree.parse(report).iter("testsuite"):
        total += int(suite.get("tests", 0))
        bad += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return total - bad - skipped, bad, skipped
