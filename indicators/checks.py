"""The command `test`: every check and every test, with one summary."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from indicators.__main__ import ROOT

CHECKS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
)
WALK = "tests/browser/test_screens.py"
PARTS = (
    # A file's tests share what they start, so they stay in one process.
    ("tests", ["--ignore=tests/browser", "--numprocesses=logical", "--dist=loadfile"]),
    # Browsers side by side starve each other: on a busy machine a journey would wait in vain.
    ("tests/browser", ["tests/browser", f"--ignore={WALK}"]),
    # A stop only looks, and waits until what it sees stands still.
    ("walk", [WALK, "--numprocesses=logical", "--maxprocesses=2", "--dist=load"]),
)


@dataclass(frozen=True)
class Result:
    """What became of a check or a part of the tests, which counts what it ran."""

    name: str
    code: int
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        end = "FAILED" if self.code else "ok"
        told = f"{self.name:<14} {end:<7} {self.seconds:6.1f} s"
        return f"{told}  {counted(self.passed, self.failed, self.skipped)}"


def test(pytest_arguments: Sequence[str]) -> int:
    """Run every check and every test, print a summary; return 0 only where all passed.

    Where pytest is given arguments, it runs once, with these and no others. The last line is
    "N passed, N failed" over checks and tests together. Without a browser nothing runs: half the
    tests passing would look like all of them.
    """
    finder = [sys.executable, "tests/browser/chromium.py"]
    browser = subprocess.run(finder, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if browser.returncode:
        print("0 passed, 1 failed")
        return 1
    os.environ["CHROMIUM"] = browser.stdout.strip()

    parts = (("pytest", list(pytest_arguments)),) if pytest_arguments else PARTS
    results = [checked(name, arguments) for name, arguments in CHECKS]
    results += [tested(name, arguments) for name, arguments in parts]

    print()
    for result in results:
        print(result)
    failed = sum(result.failed for result in results)
    print(
        counted(
            sum(result.passed for result in results),
            failed,
            sum(result.skipped for result in results),
        )
    )
    return 1 if failed else 0


def checked(name: str, arguments: Sequence[str]) -> Result:
    """Run a check, which counts as one."""
    code, seconds = timed(name, arguments)
    return Result(name, code, seconds, passed=int(code == 0), failed=int(code != 0))


def tested(name: str, arguments: Sequence[str]) -> Result:
    """Run tests; pytest can fail without a failed one: a wrong argument, or no test at all."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "junit.xml")
        code, seconds = timed(name, ["-m", "pytest", *arguments, f"--junit-xml={report}"])
        passed, failed, skipped = counts(report)
    return Result(name, code, seconds, passed, failed or int(code != 0), skipped)


def timed(name: str, arguments: Sequence[str]) -> tuple[int, float]:
    """Run this Python with `arguments` at the root; return the exit code and seconds."""
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    code = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode
    return code, time.monotonic() - start


def counted(passed: int, failed: int, skipped: int) -> str:
    """Say how many there were."""
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")


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
