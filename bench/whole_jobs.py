"""The dashboard's long jobs, for the table of compare.py: upload, report, change of slide."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import page_speed
from subjects import BENCH, ROOT

ROWS = (60_000, 200_000)


def jobs() -> str:
    """A Markdown table of what they take."""
    lines = ["| job | wall s | CPU s |", "|---|---:|---:|"]
    for rows in ROWS:
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "bench.duckdb"
            page_speed.in_own_process(database, "--one", "overview", "--runs", "1")
            steps = page_speed.in_own_process(database, "--large", str(rows))
        for step, (wall, cpu) in steps.items():
            lines.append(f"| {step}, of {rows:,} rows | {wall:.2f} | {cpu:.2f} |")
    for name, wall, cpu in re.findall(
        r"\| (report[^|]*) \| ([\d.]+) \| ([\d.]+) \|", printed("report_speed.py")
    ):
        lines.append(f"| {name} | {wall} | {cpu} |")
    for processor, middle in re.findall(
        r"processor (\d)x slower: median (\d+) ms", printed("show_speed.py", "--hours", "0")
    ):
        lines.append(f"| change of slide, processor {processor}×, ms | {middle} | – |")
    return "\n".join(lines)


def printed(script: str, *arguments: Sequence[str] | str) -> str:
    command = [sys.executable, str(BENCH / script), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
