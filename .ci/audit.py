"""Asks the package registry for known vulnerabilities of every pinned library.

Exit code 1 where one is known. A registry that does not answer, or that knows nothing of
vulnerabilities, is said and is no failure: figures about safety are then simply missing.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINS = ("requirements.txt", "tests/requirements.txt")
INSTALL_SECONDS, AUDIT_SECONDS = 300, 180


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        try:
            audit = install(Path(folder))
            answers = [ask(audit, ROOT / pins) for pins in PINS]
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            print(f"Audit of libraries: not done, the registry did not answer ({error}).")
            return 0
    return told([one for answer in answers for one in answer])


def install(folder: Path) -> list[str]:
    """Puts the pinned pip-audit into an environment of its own; the command that runs it."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pins = ROOT / ".ci" / "requirements.txt"
    command = [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", pins]
    subprocess.run(command, check=True, timeout=INSTALL_SECONDS, capture_output=True)
    return [str(python), "-m", "pip_audit"]


def ask(audit: list[str], pins: Path) -> list[dict]:
    """What is known of the libraries in a file of pins. Raises ValueError for no answer."""
    command = [*audit, "--disable-pip", "--require-hashes", "-r", str(pins), "-f", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=AUDIT_SECONDS)
    return json.loads(done.stdout)["dependencies"]


def told(libraries: list[dict]) -> int:
    """Prints what was found; 1 where a vulnerability is known."""
    asked = [one for one in libraries if "skip_reason" not in one]
    known = [(one, found) for one in asked for found in one["vulns"]]
    for one, found in known:
        mended = ", ".join(found["fix_versions"]) or "none yet"
        print(f"{one['name']} {one['version']}: {found['id']}, mended in {mended}")
    print(
        f"Audit of libraries: {len(known)} known vulnerabilities in {len(asked)} libraries; "
        f"of {len(libraries) - len(asked)} the registry knows nothing."
    )
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
