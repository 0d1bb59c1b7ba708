"""A PostgreSQL server for tests: found, or installed, never skipped; its cluster is thrown away."""

import contextlib
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from tests.browser.chromium import install_with_apt, may_use_apt
from tests.serving import free_port

PACKAGE = "postgresql"
# Debian keeps the programs of each version in a folder of their own.
FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)
OWNER = "postgres"  # who runs the server where we are root: it refuses to be root's
PASSWORD = "mật khẩu của kiểm thử"
PREFIX = "vax-pg-"
PATIENCE = 120  # seconds
# Commits need not outlive the machine. Texts sort as in Vietnamese and clocks show local time:
# the store may rely on neither.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "timezone": "Asia/Ho_Chi_Minh",
}


class NoServerError(Exception):
    """No PostgreSQL; the message says in one sentence how to get one."""


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version; None where there is none.

    The environment variable POSTGRESQL (that folder) decides alone where it is set.
    """
    if override := os.environ.get("POSTGRESQL"):
        return Path(override) if holds_programs(Path(override)) else None
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in FOLDERS:
        root, _, rest = pattern.partition("*")
        base = Path(root) if root.endswith("/") else Path(root).parent
        found = base.glob(f"{root[len(str(base)) :].lstrip('/')}*{rest}") if base.is_dir() else ()
        folders += sorted(found, key=version, reverse=True)
    return next((folder for folder in folders if holds_programs(folder)), None)


def holds_programs(folder: Path) -> bool:
    suffix = ".exe" if sys.platform == "win32" else ""
    return all((folder / f"{name}{suffix}").is_file() for name in ("initdb", "pg_ctl", "postgres"))


def version(folder: Path) -> int:
    numbers = re.findall(r"\d+", folder.parent.name)
    return int(numbers[0]) if numbers else 0


def ensure_programs() -> Path:
    """The folder of the programs, after installing them where the platform allows that.

    Raises NoServerError where there are none and none could be installed.
    """
    if found := find_programs():
        return found
    if override := os.environ.get("POSTGRESQL"):
        raise NoServerError(f"POSTGRESQL={override} is no folder with initdb and pg_ctl: mend it.")
    if may_use_apt():
        install_with_apt(PACKAGE)
        if found := find_programs():
            return found
    raise NoServerError(
        "The tests of the store need PostgreSQL 15 or newer and found none: "
        f"{how_to_install()}, or name its programs with POSTGRESQL=/path/to/bin."
    )


def how_to_install() -> str:
    """Return what a person types or does on this platform to get PostgreSQL."""
    if sys.platform == "win32":
        return "install PostgreSQL from postgresql.org"
    if sys.platform == "darwin":
        return "run `brew install postgresql`"
    return f"run `sudo apt install {PACKAGE}` (or your system's command for it)"


class Server:
    """A running throw-away cluster on a loopback port."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        self.port = free_port()
        self._schemas = itertools.count(1)

    def address(self, schema: str = "", password: str = PASSWORD, database: str = OWNER) -> str:
        """Of the database, with a schema of its own where one is named."""
        place = f"{OWNER}:{quote(password)}@127.0.0.1:{self.port}/{database}"
        return f"postgresql://{place}" + (f"?options=-csearch_path%3D{schema}" if schema else "")

    def fresh(self) -> str:
        """The address of an empty store: a schema is one, and made faster than a database."""
        name = f"test_{next(self._schemas)}"
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
        return self.address(name)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1"
        if sys.platform != "win32":
            options += f" -c unix_socket_directories={self.folder}"
        options += "".join(f" -c {name}={value}" for name, value in SETTINGS.items())
        log = self.folder / "log"
        words = ("start", "-w", "-t", str(PATIENCE), "-o", options, "-l", str(log))
        run(self.programs / "pg_ctl", "-D", str(self.folder / "data"), *words)

    def stop(self) -> None:
        stop_in(self.programs, self.folder)


@contextlib.contextmanager
def a_server() -> Iterator[Server]:
    """A new cluster, running; stopped and removed at the end."""
    programs = ensure_programs()
    remove_orphans(programs)
    # pytest's own folders are closed to whoever runs the server.
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "owner").write_text(str(os.getpid()), encoding="utf-8")
        word = folder / "password"
        word.write_text(PASSWORD, encoding="utf-8")
        if is_root():
            for path in (folder, word):
                shutil.chown(path, OWNER)
        run(
            programs / "initdb",
            *("-D", str(folder / "data"), "-U", OWNER, "-E", "UTF8", "--no-sync"),
            *("--locale=C", "--locale-provider=icu", "--icu-locale=vi"),
            *("--auth=scram-sha-256", f"--pwfile={word}"),
        )
        server = Server(programs, folder)
        server.start()
        try:
            yield server
        finally:
            with contextlib.suppress(AssertionError):
                server.stop()


def remove_orphans(programs: Path) -> None:
    """Stops and removes what a killed test run left behind: a server outlives who started it."""
    for owner in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/owner"):
        with contextlib.suppress(OSError, ValueError, AssertionError):
            if not psutil.pid_exists(int(owner.read_text(encoding="utf-8"))):
                with contextlib.suppress(AssertionError):
                    stop_in(programs, owner.parent)
                shutil.rmtree(owner.parent, ignore_errors=True)


def stop_in(programs: Path, folder: Path) -> None:
    run(programs / "pg_ctl", "-D", str(folder / "data"), "stop", "-m", "immediate")


def run(program: Path, *words: str) -> None:
    """Runs a program of the server's, as another user where we are root."""
    command = [str(program), *words]
    if is_root():
        command = ["runuser", "-u", OWNER, "--", *command]
    # pg_ctl's server inherits what we would read from: only the log may hold its output.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            command, stdout=said, stderr=said, cwd="/", timeout=PATIENCE * 2, check=False
        )
        said.seek(0)
        assert done.returncode == 0, said.read().decode(errors="replace")


def is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
