"""What runs in the browser: scripts, style sheets and drawings of the screens."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def asset(name: str) -> str:
    """A file of this folder, as text."""
    return (FOLDER / name).read_text(encoding="utf-8")
