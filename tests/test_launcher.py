"""The two commands on a fresh machine: the launcher, `run`, `test` and the browser finder.

The launcher is run for real, on a copy of it in a folder of its own, with pip cut off from any
network: what it installs is a wheel made here.
"""

import ast
import hashlib
import os
import re
import runpy
import shutil
import socket
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from indicators import checks, command, launch
from indicators.__main__ import ROOT
from tests.browser import chromium

LAUNCHER = ROOT / "indicators" / "__main__.py"
INSTALLING = "Đang cài thư viện"
COMMAND = """
import sys
print(sys.argv[1:])
try:
    import tiny
    print("tiny", tiny.VERSION)
except ImportError:
    print("tiny is missing")
sys.exit(7 if sys.argv[1:] == ["fail"] else 0)
"""


class Copy:
    """The launcher in a folder of its own, with a command that only says what it was given."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.venv = folder / ".venv"
        self.stamp = self.venv / "installed.json"
        self.requirements = folder / "requirements.txt"
        self.wheels = folder / "wheels"

    def start(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        with self.begin(*arguments, **environment) as process:
            out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def begin(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        offline = {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
        }
        return subprocess.Popen(
            [sys.executable, "-m", "indicators", *arguments],
            cwd=self.folder,
            env={**os.environ, **offline, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def break_pip(self) -> None:
        (main,) = self.venv.rglob("pip/__main__.py")
        main.write_text("raise SystemExit('pip was run')\n", encoding="utf-8")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy whose first start, with no requirement at all, is done."""
    copy = Copy(tmp_path_factory.mktemp("started"))
    (copy.folder / "indicators").mkdir()
    (copy.folder / "tests").mkdir()
    copy.wheels.mkdir()
    shutil.copy(LAUNCHER, copy.folder / "indicators")
    (copy.folder / "indicators" / "__init__.py").touch()
    (copy.folder / "indicators" / "command.py").write_text(COMMAND, encoding="utf-8")
    (copy.folder / "tests" / "requirements.txt").touch()
    copy.requirements.touch()
    first = copy.start("hello")
    assert first.returncode == 0, first.stderr
    assert INSTALLING in first.stderr
    return copy


@pytest.fixture
def copy(started: Copy, tmp_path: Path) -> Copy:
    folder = tmp_path / "copy"
    shutil.copytree(started.folder, folder, symlinks=True)
    return Copy(folder)


def wheel(folder: Path, version: str) -> str:
    """Write a wheel of the package `tiny` and return the pinned, hashed requirement for it."""
    path = folder / f"tiny-{version}-py3-none-any.whl"
    info = f"tiny-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tiny.py", f"VERSION = {version!r}\n")
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return f"tiny=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


# --- installing


def test_the_first_start_installs_and_runs_the_command_with_its_arguments(copy: Copy) -> None:
    copy.requirements.write_text(wheel(copy.wheels, "1.0"), encoding="utf-8")

    first = copy.start("run", "--port", "8600")

    assert first.returncode == 0, first.stderr
    assert first.stdout == "['run', '--port', '8600']\ntiny 1.0\n"
    assert re.search(rf"{INSTALLING} … xong sau \d+ giây", first.stderr)


def test_a_second_start_runs_no_pip(copy: Copy) -> None:
    copy.break_pip()

    second = copy.start("run")

    assert second.returncode == 0
    assert second.stderr == ""


def test_changed_requirements_are_installed_at_the_next_start(copy: Copy) -> None:
    copy.requirements.write_text(wheel(copy.wheels, "1.0"), encoding="utf-8")
    copy.start("run")
    copy.requirements.write_text(wheel(copy.wheels, "2.0"), encoding="utf-8")

    assert "tiny 2.0" in copy.start("run").stdout


def test_only_the_test_command_installs_the_test_tools(copy: Copy) -> None:
    tools = copy.folder / "tests" / "requirements.txt"
    tools.write_text(wheel(copy.wheels, "1.0"), encoding="utf-8")

    assert "tiny is missing" in copy.start("run").stdout
    assert "tiny 1.0" in copy.start("test").stdout
    assert copy.start("run").stderr == ""


def test_a_failed_install_says_so_in_both_languages_and_leaves_no_stamp(copy: Copy) -> None:
    copy.requirements.write_text(f"absent==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")

    failed = copy.start("run")

    assert failed.returncode == 1
    assert "absent==1.0" in failed.stderr, "pip's own reason is shown"
    assert "Chưa cài được thư viện" in failed.stderr
    assert "The libraries could not be installed" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert failed.stdout == "", "the command did not start"
    assert not copy.stamp.exists()


def test_a_failed_install_is_done_again(copy: Copy) -> None:
    copy.requirements.write_text(f"absent==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    copy.start("run")
    copy.requirements.write_text("", encoding="utf-8")

    again = copy.start("run")

    assert again.returncode == 0
    assert INSTALLING in again.stderr


def test_a_file_that_is_not_the_pinned_one_is_refused(copy: Copy) -> None:
    wheel(copy.wheels, "1.0")
    copy.requirements.write_text(f"tiny==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")

    assert copy.start("run").returncode == 1
    assert not copy.stamp.exists()


def test_a_venv_whose_python_is_gone_is_made_anew(copy: Copy) -> None:
    shutil.rmtree(copy.venv / ("Scripts" if os.name == "nt" else "bin"))

    assert copy.start("run").returncode == 0


def test_two_starts_at_once_install_once(copy: Copy) -> None:
    shutil.rmtree(copy.venv)

    both = [copy.begin("run"), copy.begin("run")]
    errors = [process.communicate(timeout=120)[1] for process in both]

    assert [process.returncode for process in both] == [0, 0], errors
    assert sum(f"{INSTALLING} … xong" in error for error in errors) == 1


def test_a_python_without_ensurepip_is_told_what_to_install(copy: Copy, tmp_path: Path) -> None:
    shutil.rmtree(copy.venv)
    (tmp_path / "sitecustomize.py").write_text(
        "import sys; sys.modules['ensurepip'] = None\n", encoding="utf-8"
    )

    failed = copy.start("run", PYTHONPATH=str(tmp_path))

    assert failed.returncode == 1
    assert "sudo apt install python3." in failed.stderr
    assert "Traceback" not in failed.stderr


# --- handing over


def test_the_exit_code_of_the_command_is_the_launchers(copy: Copy) -> None:
    assert copy.start("fail").returncode == 7


def test_what_the_install_prints_stays_out_of_the_commands_output(copy: Copy) -> None:
    copy.stamp.unlink()

    assert copy.start("figures", "--json").stdout == "['figures', '--json']\ntiny is missing\n"


# --- an old Python


def test_an_old_python_can_read_the_launcher() -> None:
    ast.parse(LAUNCHER.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 10, "final", 0))

    with pytest.raises(SystemExit, match=r"Cần Python 3\.11 trở lên.*3\.8"):
        runpy.run_path(str(LAUNCHER), run_name="__main__")


# --- the pins


def pins(requirements: Path) -> set[str]:
    text = requirements.read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+==[^ ]+)", text, flags=re.MULTILINE))


def test_what_the_project_names_is_what_gets_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert set(project["project"]["dependencies"]) <= pins(ROOT / "requirements.txt")
    assert set(project["dependency-groups"]["test"]) <= pins(ROOT / "tests/requirements.txt")


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_requirements_name_no_server(name: str) -> None:
    assert not re.search(r"https?:|file:", (ROOT / name).read_text(encoding="utf-8"))


# --- run


def test_a_taken_port_is_said_with_its_mend(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        assert command.main(["run", "--port", str(port)]) == 1

    said = capsys.readouterr().err
    assert f"Cổng {port} đang được dùng" in said
    assert f"--port {port + 1}" in said


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc", "８５０１"])
def test_a_port_that_cannot_be_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["run", f"--port={port}"])

    assert "cổng phải là số từ 1 đến 65535" in capsys.readouterr().err


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What `run` would become, instead of a server."""
    seen: list[str] = []
    monkeypatch.setattr(launch, "hand_over", lambda line: seen.extend(line) or 0)
    monkeypatch.setattr(launch, "is_taken", lambda host, port: False)
    return seen


def test_the_dashboard_answers_this_machine_alone_unless_asked(
    handed_over: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    command.main(["run"])

    assert handed_over[handed_over.index("--server.address") + 1] == "localhost"
    assert "http://localhost:8501" in capsys.readouterr().out


def test_a_host_for_the_network_is_passed_on_and_the_address_here_still_said(
    handed_over: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    command.main(["run", "--host", "0.0.0.0", "--port", "8600"])

    assert handed_over[handed_over.index("--server.address") + 1] == "0.0.0.0"
    assert "http://localhost:8600" in capsys.readouterr().out


def test_an_argument_that_run_does_not_know_is_refused() -> None:
    with pytest.raises(SystemExit):
        command.main(["run", "--no-such-option"])


# --- test


def test_counts_are_added_over_the_suites_of_a_report(tmp_path: Path) -> None:
    report = tmp_path / "junit.xml"
    report.write_text(
        '<testsuites><testsuite tests="10" failures="1" errors="2" skipped="3"/>'
        '<testsuite tests="5" failures="0" errors="0" skipped="0"/></testsuites>',
        encoding="utf-8",
    )

    assert checks.counts(report) == (9, 3, 3)


def test_a_report_that_was_never_written_counts_nothing(tmp_path: Path) -> None:
    assert checks.counts(tmp_path / "junit.xml") == (0, 0, 0)


def a_project(folder: Path, monkeypatch: pytest.MonkeyPatch, lint: str = "") -> None:
    """A folder in the place of this one, with a browser, one check and no tests yet."""
    (folder / "tests" / "browser").mkdir(parents=True)
    (folder / "tests/browser/chromium.py").write_text("print('browser')", encoding="utf-8")
    monkeypatch.setenv("CHROMIUM", "")
    monkeypatch.setattr(checks, "ROOT", folder)
    monkeypatch.setattr(checks, "CHECKS", [("lint", ["-c", lint])])


@pytest.mark.parametrize(
    ("lint_fails", "pytest_arguments", "last_line", "exit_code"),
    [
        (False, ["one.py"], "2 passed, 0 failed", 0),
        (True, ["one.py"], "1 passed, 1 failed", 1),
        (False, ["two.py"], "2 passed, 1 failed", 1),
        (False, ["one.py", "-k", "no_such_test"], "1 passed, 1 failed", 1),
        (False, ["absent.py"], "1 passed, 1 failed", 1),
    ],
)
def test_the_last_line_counts_checks_and_tests_together(
    lint_fails: bool,
    pytest_arguments: list[str],
    last_line: str,
    exit_code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    a_project(tmp_path, monkeypatch, lint=f"raise SystemExit({int(lint_fails)})")
    (tmp_path / "one.py").write_text("def test_one(): pass\n", encoding="utf-8")
    (tmp_path / "two.py").write_text(
        "def test_one(): pass\n\ndef test_two(): assert False\n", encoding="utf-8"
    )

    code = command.main(["test", *pytest_arguments, "-p", "no:cacheprovider"])

    assert capfd.readouterr().out.splitlines()[-1] == last_line
    assert code == exit_code


@pytest.mark.parametrize(
    ("elsewhere", "in_browser", "on_the_walk", "last_line", "exit_code"),
    [
        ("pass", "pass", "pass", "4 passed, 0 failed", 0),
        ("assert False", "pass", "pass", "3 passed, 1 failed", 1),
        ("pass", "assert False", "pass", "3 passed, 1 failed", 1),
        ("pass", "pass", "assert False", "3 passed, 1 failed", 1),
        ("assert False", "assert False", "assert False", "1 passed, 3 failed", 1),
    ],
)
def test_without_arguments_all_parts_run_and_are_told_apart(
    elsewhere: str,
    in_browser: str,
    on_the_walk: str,
    last_line: str,
    exit_code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    a_project(tmp_path, monkeypatch)
    bodies = {
        "tests/test_one.py": elsewhere,
        "tests/browser/test_two.py": in_browser,
        checks.WALK: on_the_walk,
    }
    for name, body in bodies.items():
        (tmp_path / name).write_text(f"def test_it(): {body}\n", encoding="utf-8")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:cacheprovider")

    code = command.main(["test"])

    *_, tests, browser, walk, last = capfd.readouterr().out.splitlines()
    assert [line.split()[:2] for line in (tests, browser, walk)] == [
        ["tests", "ok" if elsewhere == "pass" else "FAILED"],
        ["tests/browser", "ok" if in_browser == "pass" else "FAILED"],
        ["walk", "ok" if on_the_walk == "pass" else "FAILED"],
    ]
    assert last == last_line
    assert code == exit_code


def test_nothing_is_tested_where_no_browser_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tests" / "browser").mkdir(parents=True)
    shutil.copy(chromium.__file__, tmp_path / "tests" / "browser")
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "no-such-browser"))

    assert command.main(["test"]) == 1

    said = capfd.readouterr()
    assert said.out == "0 passed, 1 failed\n"
    assert "no-such-browser is not a program" in said.err
    assert "Traceback" not in said.err


# --- the browser


def program(path: Path) -> Path:
    """Write something that the system would start."""
    path = path.with_suffix(".exe") if os.name == "nt" else path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which no browser is installed: an empty PATH and empty program folders."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    for variable in chromium.WINDOWS_FOLDERS:
        monkeypatch.setenv(variable, str(tmp_path / "programs"))
    monkeypatch.setattr(chromium, "MACOS_FOLDERS", (tmp_path / "Applications",))
    monkeypatch.setattr(chromium, "may_use_apt", lambda: False)
    return tmp_path


@pytest.mark.parametrize("name", chromium.COMMANDS)
def test_a_browser_on_the_path_is_found(name: str, bare: Path) -> None:
    browser = program(bare / name)

    assert chromium.find_chromium() == browser


@pytest.mark.parametrize("inside", chromium.WINDOWS_PROGRAMS)
def test_a_browser_in_a_windows_program_folder_is_found(
    inside: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    browser = program(bare / "programs" / inside)

    assert chromium.find_chromium() == browser


@pytest.mark.parametrize("inside", chromium.MACOS_PROGRAMS)
def test_a_browser_in_a_macos_application_folder_is_found(
    inside: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    browser = program(bare / "Applications" / inside)

    assert chromium.find_chromium() == browser


def test_the_override_decides_before_any_browser_on_the_path(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare / "chromium")
    chosen = program(bare / "elsewhere" / "mine")
    monkeypatch.setenv("CHROMIUM", str(chosen))

    assert chromium.find_chromium() == chosen


def test_an_override_that_cannot_be_started_is_named_and_never_replaced(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare / "chromium")
    monkeypatch.setenv("CHROMIUM", str(bare / "gone"))

    assert chromium.find_chromium() is None
    with pytest.raises(chromium.NoBrowserError, match="gone is not a program"):
        chromium.ensure_chromium()


def test_no_browser_and_no_way_to_install_one_is_one_sentence(bare: Path) -> None:
    with pytest.raises(chromium.NoBrowserError, match=r"found none: .*CHROMIUM="):
        chromium.ensure_chromium()


@pytest.mark.skipif(sys.platform != "linux", reason="apt is Debian's")
def test_root_on_debian_gets_a_browser_from_apt(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt = program(bare / "apt-get")
    apt.write_text(
        f'#!/bin/sh\necho "$*" >> {bare}/asked\n'
        f'case "$*" in *install*) /bin/cp {apt} {bare}/chromium;; esac\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(chromium, "may_use_apt", lambda: True)

    assert chromium.ensure_chromium() == bare / "chromium"

    update, install = (bare / "asked").read_text(encoding="utf-8").splitlines()
    assert update.endswith("update")
    assert install.endswith("--yes --no-install-recommends chromium")
