"""LibreOffice for the tests: found where each platform keeps it, installed, or asked for."""

import sys
from pathlib import Path

import pytest

from tests import office


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without LibreOffice: an empty PATH and empty program folders."""
    monkeypatch.delenv("LIBREOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    for variable in office.WINDOWS_FOLDERS:
        monkeypatch.setenv(variable, str(tmp_path / "programs"))
    monkeypatch.setattr(office, "MACOS_FOLDERS", (tmp_path / "Applications",))
    monkeypatch.setattr(office, "may_use_apt", lambda: False)
    return tmp_path


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("name", office.COMMANDS)
def test_an_office_on_the_path_is_found(name: str, bare: Path) -> None:
    found = program(bare / (f"{name}.exe" if sys.platform == "win32" else name))
    assert office.ensure_libreoffice() == found


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        ("win32", f"programs/{office.WINDOWS_PROGRAM}"),
        ("darwin", f"Applications/{office.MACOS_PROGRAM}"),
    ],
)
def test_an_office_in_a_program_folder_is_found(
    platform: str, place: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    found = program(bare / place)
    assert office.ensure_libreoffice() == found


def test_an_override_that_cannot_be_started_is_named_and_never_replaced(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare / "soffice")
    monkeypatch.setenv("LIBREOFFICE", str(bare / "gone"))
    with pytest.raises(office.NoOfficeError, match="gone is not a program"):
        office.ensure_libreoffice()


def test_no_office_and_no_way_to_install_one_is_one_sentence(bare: Path) -> None:
    with pytest.raises(office.NoOfficeError, match=r"found none: .*LIBREOFFICE="):
        office.ensure_libreoffice()


@pytest.mark.skipif(sys.platform != "linux", reason="apt is Debian's")
def test_root_on_debian_gets_an_office_from_apt(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt = program(bare / "apt-get")
    apt.write_text(
        f'#!/bin/sh\necho "$*" >> {bare}/asked\n'
        f'case "$*" in *install*) /bin/cp {apt} {bare}/soffice;; esac\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(office, "may_use_apt", lambda: True)
    assert office.ensure_libreoffice() == bare / "soffice"
    _, install = (bare / "asked").read_text(encoding="utf-8").splitlines()
    assert install.endswith(" ".join(office.PACKAGES))
