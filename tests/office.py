"""LibreOffice, for tests that open what the product writes: found, or installed, never skipped."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.browser.chromium import find_program, install_with_apt, may_use_apt, places

COMMANDS = ("soffice", "libreoffice")
PACKAGES = ("libreoffice-impress", "libreoffice-writer", "libreoffice-calc", "fonts-liberation")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)")
WINDOWS_PROGRAM = "LibreOffice/program/soffice.com"
MACOS_FOLDERS = (Path("/Applications"), Path("~/Applications"))
MACOS_PROGRAM = "LibreOffice.app/Contents/MacOS/soffice"
PATIENCE = 600  # seconds; its first start on a busy machine takes its time


class NoOfficeError(Exception):
    """No LibreOffice; the message says in one sentence how to get one."""


def find_libreoffice() -> Path | None:
    """Return LibreOffice's executable, None where there is none; LIBREOFFICE decides where set."""
    return find_program(
        "LIBREOFFICE",
        places(COMMANDS, WINDOWS_FOLDERS, [WINDOWS_PROGRAM], MACOS_FOLDERS, [MACOS_PROGRAM]),
    )


def ensure_libreoffice() -> Path:
    """Return LibreOffice's executable, after installing it where the platform allows that.

    Raises NoOfficeError where there is none and none could be installed.
    """
    if found := find_libreoffice():
        return found
    if override := os.environ.get("LIBREOFFICE"):
        raise NoOfficeError(
            f"LIBREOFFICE={override} is not a program that can be started: mend it."
        )
    if may_use_apt():
        install_with_apt(*PACKAGES)
        if found := find_libreoffice():
            return found
    raise NoOfficeError(
        "The tests of office files need LibreOffice and found none: "
        f"{how_to_install()}, or name one with LIBREOFFICE=/path/to/soffice."
    )


def how_to_install() -> str:
    """Return what a person types or does on this platform to get LibreOffice."""
    if sys.platform == "win32":
        return "install LibreOffice from libreoffice.org"
    if sys.platform == "darwin":
        return "run `brew install --cask libreoffice`"
    return f"run `sudo apt install {' '.join(PACKAGES)}` (or your system's command for it)"


def as_pdfs(files: Sequence[Path], folder: Path) -> list[Path]:
    """Opens the files in LibreOffice, all in one start, and returns them as PDFs in the folder."""
    # A profile of its own: another LibreOffice that runs would take the files to itself.
    profile = (folder / "profile").as_uri()
    command = [str(ensure_libreoffice()), f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    made = [folder / f"{file.stem}.pdf" for file in files]
    missing = [file.name for file in made if not file.is_file()]
    assert not missing, f"LibreOffice made no {missing}: {done.stdout}{done.stderr}"
    return made


def count_pages(pdf: Path) -> int:
    """How many pages a PDF of LibreOffice has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))
