"""The Chromium-family browser that the browser tests drive: found, or installed, never skipped.

Run as a program it prints the browser's path, or one sentence and exit code 1.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PROGRAMS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
MACOS_FOLDERS = (Path("/Applications"), Path("~/Applications"))
MACOS_PROGRAMS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)


class NoBrowserError(Exception):
    """No Chromium-family browser; the message says in one sentence how to get one."""


def find_chromium() -> Path | None:
    """Return the browser's executable, None where there is none; CHROMIUM decides where set."""
    return find_program("CHROMIUM", candidates())


def candidates() -> Iterator[Path]:
    """Yield where this platform keeps such browsers, the likeliest first."""
    yield from places(COMMANDS, WINDOWS_FOLDERS, WINDOWS_PROGRAMS, MACOS_FOLDERS, MACOS_PROGRAMS)


def ensure_chromium() -> Path:
    """Return the browser's executable, after installing it where the platform allows that.

    Raises NoBrowserError where there is none and none could be installed.
    """
    if found := find_chromium():
        return found
    if override := os.environ.get("CHROMIUM"):
        raise NoBrowserError(f"CHROMIUM={override} is not a program that can be started: mend it.")
    if may_use_apt():
        install_with_apt("chromium")
        if found := find_chromium():
            return found
    raise NoBrowserError(
        "The browser tests need Chromium, Chrome or Edge and found none: "
        f"{how_to_install()}, or name one with CHROMIUM=/path/to/browser."
    )


# For other programs of the tests too


def find_program(variable: str, candidates: Iterable[Path]) -> Path | None:
    """Return the first candidate that is there, None where there is none.

    The environment variable (a path or a command) decides alone where it is set.
    """
    if override := os.environ.get(variable):
        chosen = shutil.which(override)
        return Path(chosen) if chosen else None
    return next((path for path in candidates if path.is_file()), None)


def places(
    commands: Iterable[str],
    windows_folders: Iterable[str],
    windows_programs: Sequence[str],
    macos_folders: Iterable[Path],
    macos_programs: Sequence[str],
) -> Iterator[Path]:
    """Yield where a program may be: on the PATH, then where this platform keeps programs."""
    for command in commands:
        if found := shutil.which(command):
            yield Path(found)
    if sys.platform == "win32":
        for variable in windows_folders:
            if folder := os.environ.get(variable):
                yield from (Path(folder, program) for program in windows_programs)
    if sys.platform == "darwin":
        for folder in macos_folders:
            yield from (folder.expanduser() / program for program in macos_programs)


def may_use_apt() -> bool:
    """Tell whether this is a Debian-like system and we are root."""
    return sys.platform == "linux" and shutil.which("apt-get") is not None and os.geteuid() == 0


def install_with_apt(*packages: str) -> None:
    """Install Debian's packages; whether it worked shows in whether the program is found then."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        # Output goes to stderr: stdout is for the path alone.
        subprocess.run(
            ["apt-get", "-o", "DPkg::Lock::Timeout=300", "--quiet", *command],
            stdout=sys.stderr,
            env=environment,
            check=False,
        )


def how_to_install() -> str:
    """Return what a person types or does on this platform to get such a browser."""
    if sys.platform == "win32":
        return "install Microsoft Edge or Google Chrome"
    if sys.platform == "darwin":
        return "install Google Chrome, or run `brew install --cask chromium`"
    return "run `sudo apt install chromium` (or your system's command for it)"


if __name__ == "__main__":
    try:
        print(ensure_chromium())
    except NoBrowserError as reason:
        sys.exit(str(reason))
