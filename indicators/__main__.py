"""Start any command of the dashboard (`python3 -m indicators run`) with nothing but Python 3.11.

Makes `.venv` beside this package, installs the pinned requirements when they changed, then hands
over to `indicators.command` inside it. Standard library only. The syntax stays readable for old
Pythons, so that they print a sentence instead of a syntax error.
"""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        f"Cần Python 3.11 trở lên, máy đang dùng Python {HERE}: hãy cài bản mới rồi chạy lại.\n"
        f"Python 3.11 or newer is needed, this is Python {HERE}: install a newer one and try again."
    )

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WHICH_PYTHON = "import sys, pip; v = sys.version_info[:2]; print(*v) if v >= (3, 11) else exit(1)"


def main(arguments: list[str]) -> int:
    """Prepare `.venv` if it needs it, then run `arguments` inside it; return the exit code."""
    os.environ["PYTHONUTF8"] = "1"  # so that a Windows pipe or log file takes Vietnamese too
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", line_buffering=True)  # type: ignore[union-attr]
    wanted = ["requirements.txt"]
    if arguments[:1] == ["test"]:
        wanted.append("tests/requirements.txt")
    try:
        if not is_installed(wanted):
            with one_at_a_time():
                if not is_installed(wanted):
                    install(wanted)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        sys.exit(f"Không chuẩn bị được .venv: {error}\nCould not prepare .venv: {error}")
    return hand_over([str(PYTHON), "-m", "indicators.command", *arguments])


def is_installed(wanted: list[str]) -> bool:
    """Tell whether the last finished install was of these files as they are now."""
    stamp, now = read_stamp(), fingerprints(wanted)
    return now.items() <= stamp.items() and stamp.get("python") == venv_python()


def install(wanted: list[str]) -> None:
    """Bring `.venv` to what the wanted files say; raises SystemExit with one sentence."""
    stamp = read_stamp()
    STAMP.unlink(missing_ok=True)  # written last, so that an install cut short is done again
    if not venv_python() or stamp.get("python") not in (None, venv_python()):
        make_venv()
        stamp = {}
    # All to stderr: stdout is the command's own, and may be JSON that another program reads.
    print("Đang cài thư viện (cần mạng, lần đầu khoảng nửa phút) …", file=sys.stderr)
    start = time.monotonic()
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]
    pip += ["--only-binary", ":all:"]  # no wheel: an error at once, not a build that fails late
    pip += [part for name in wanted for part in ("-r", str(ROOT / name))]
    if subprocess.run(pip, stdout=sys.stderr).returncode:
        sys.exit(
            "Chưa cài được thư viện (lý do ở trên): hãy kiểm tra kết nối mạng rồi chạy lại lệnh"
            " này; nếu vẫn lỗi, hãy xóa thư mục .venv trước.\n"
            "The libraries could not be installed (see above): check the network and run this"
            " command again; if it still fails, delete the folder .venv first."
        )
    print(f"Đang cài thư viện … xong sau {time.monotonic() - start:.0f} giây", file=sys.stderr)
    stamp |= {"python": venv_python(), **fingerprints(wanted)}
    STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def make_venv() -> None:
    """Create `.venv` anew with this Python."""
    try:
        import ensurepip  # noqa: F401  # Debian keeps it in a package of its own
        import venv

        venv.create(VENV, clear=True, symlinks=os.name == "posix", with_pip=True)
    except (ImportError, subprocess.CalledProcessError):
        mend = f"sudo apt install python{HERE}-venv"
        sys.exit(
            f"Không tạo được .venv: hãy chạy `{mend}` (Debian, Ubuntu) hoặc cài Python đầy đủ.\n"
            f"Could not create .venv: run `{mend}` (Debian, Ubuntu) or install a complete Python."
        )


def read_stamp() -> dict[str, str]:
    """Return what the last finished install noted, nothing where there was none."""
    with contextlib.suppress(OSError, ValueError):
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    return {}


def fingerprints(names: list[str]) -> dict[str, str]:
    """Map each file name below the root to the SHA-256 of its content."""
    return {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in names}


def venv_python() -> str:
    """Return the version ("3 12") of `.venv`'s Python, "" where none with pip starts."""
    # Asked, not read from a file: a system upgrade changes or removes what `.venv` links to.
    with contextlib.suppress(OSError):
        answer = subprocess.run([PYTHON, "-c", WHICH_PYTHON], capture_output=True, text=True)
        return "" if answer.returncode else answer.stdout.strip()
    return ""


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the install lock while a second start waits; the system frees it if we die."""
    with open(ROOT / ".venv.lock", "a", encoding="utf-8") as lock:
        if sys.platform == "win32":
            import msvcrt

            while True:
                with contextlib.suppress(OSError):  # it gives up after 10 seconds
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def hand_over(command: list[str]) -> int:
    """Become `command`; where the system cannot do that, run it and return its exit code."""
    if os.name == "posix":
        os.execv(command[0], command)
    with subprocess.Popen(command) as child:
        while True:
            with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C went to the child as well
                return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
