"""Where things lie, from the environment; every setting has a default.

INDICATORS_DATABASE   the DuckDB file (default data/dashboard.duckdb), or postgresql://…
INDICATORS_LOG        the log file (default: beside the DuckDB file, else data/dashboard.log)
INDICATORS_BACKUPS    further folders for copies of each backup, separated like those of PATH
INDICATORS_JOURNAL    the folder of the journal (default: beside the DuckDB file)
INDICATORS_RESERVE    below so many MB of free space nothing is written (default 200)
INDICATORS_PLAN       the plan folder (default data/plan)
INDICATORS_CITY       a folder of plan folders, one a commune of the city
INDICATORS_DEMO       the folder of invented figures, or "off" for an empty start
INDICATORS_PROXY      addresses of the proxies whose word on https and browsers counts
INDICATORS_TODAY      a date (2026-12-04) to rehearse another day with; never set in service
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from indicators.clock import local_day
from indicators.store.keeping import Keeping

ROOT = Path(__file__).resolve().parent.parent


_SERVER = ("postgresql://", "postgres://")


class SettingError(ValueError):
    """A setting that cannot be understood; the message names it and what was seen."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`database` is a file, or the address of a PostgreSQL server."""

    database: Path | str
    plan_folder: Path
    demo_folder: Path | None
    proxies: str
    fixed_today: date | None
    log_file: Path
    # Where a file keeps what brings it back; None for a server, whose own keeping that is.
    keeping: Keeping | None
    city_folder: Path | None = None

    @property
    def address_file(self) -> Path | None:
        """Where a running dashboard leaves its address; none where others can open its store."""
        if isinstance(self.database, str):
            return None
        return self.database.with_name(f"{self.database.name}.address")

    @property
    def secret_file(self) -> Path | None:
        """Where a running dashboard leaves what commands sign with; none where they need none."""
        if isinstance(self.database, str):
            return None
        return self.database.with_name(f"{self.database.name}.secret")

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show."""
        served = urlsplit(self.database).password if isinstance(self.database, str) else None
        return (served, unquote(served)) if served else ()

    def today(self) -> date:
        """The date on the wall in Vietnam, or the rehearsed one."""
        return self.fixed_today or local_day(datetime.now(UTC))


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in `environment`. Raises SettingError."""
    demo = environment.get("INDICATORS_DEMO", "")
    database = database_place(environment.get("INDICATORS_DATABASE") or "data/dashboard.duckdb")
    beside = "data/dashboard.log" if isinstance(database, str) else f"{database}.log"
    return Settings(
        database=database,
        plan_folder=_path(environment, "INDICATORS_PLAN", "data/plan"),
        demo_folder=None if demo == "off" else ROOT / (demo or "data/demo"),
        proxies=environment.get("INDICATORS_PROXY", "").strip(),
        fixed_today=_date(environment, "INDICATORS_TODAY"),
        log_file=_path(environment, "INDICATORS_LOG", beside),
        keeping=None if isinstance(database, str) else _keeping(environment, database),
        city_folder=ROOT / city if (city := environment.get("INDICATORS_CITY", "")) else None,
    )


def database_place(given: str) -> Path | str:
    """A server's address as it is; a file absolute, or counted from the top folder."""
    given = given.strip()
    return given if given.startswith(_SERVER) else ROOT / given


def _keeping(environment: Mapping[str, str], database: Path) -> Keeping:
    usual = Keeping.beside(database)
    further = environment.get("INDICATORS_BACKUPS", "").split(os.pathsep)
    places = tuple(ROOT / place.strip() for place in further if place.strip())
    return Keeping(
        journal=_path(environment, "INDICATORS_JOURNAL", str(usual.journal)),
        backups=(*usual.backups, *places),
        free_bytes=_megabytes(environment, "INDICATORS_RESERVE", usual.free_bytes),
    )


def _megabytes(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit()):
        raise SettingError(f"{name}: “{text}” không phải số nguyên MB, ví dụ 200.")
    return int(text) * 1_000_000


def _path(environment: Mapping[str, str], name: str, default: str) -> Path:
    return ROOT / (environment.get(name) or default)


def _date(environment: Mapping[str, str], name: str) -> date | None:
    text = environment.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingError(f"{name}: “{text}” không phải ngày dạng 2026-12-04.") from None


def keep_private(settings: Settings) -> None:
    """Takes the files of an older store, and the secrets beside them, from all other users.

    Windows keeps files by the rights of their folder. Raises OSError.
    """
    files = [ROOT / ".streamlit" / "secrets.toml"]
    if isinstance(settings.database, Path):
        files += settings.database.parent.glob(f"{settings.database.name}*")
    for file in files:
        if os.name == "posix" and file.is_file():
            file.chmod(0o600)
