"""What an administrator chooses on the screen; every change is kept as a revision in the store."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from urllib.parse import urlsplit

Choice = bool | int | str
LEAST_MONTHS = 12
"""For so long records are kept at least."""
BOUNDS: Mapping[str, tuple[int, int]] = {
    "idle_minutes_editor": (1, 240),
    "idle_minutes_admin": (1, 120),
    "disable_after_days": (7, 730),
    "retention_months": (LEAST_MONTHS, 1200),
    "report_month": (0, 12),
    "report_day": (0, 31),
}
"""Whole numbers and what they may be."""
SECRETS = frozenset({"projector_key"})
MOST_CHARACTERS = 300
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """The settings of one commune, with what holds until somebody chooses.

    `report_month` and `report_day` are the day *before* which the yearly report is due, 0 for the
    plan's. `dashboard_address` is how colleagues reach the dashboard, "" for the address that the
    browser asked by. `projector_key` lets a show be seen without signing in, "" for nobody.
    """

    viewers_sign_in: bool = False
    approval: bool = False
    idle_minutes_editor: int = 15
    idle_minutes_admin: int = 5
    disable_after_days: int = 45
    retention_months: int = 24
    report_month: int = 0
    report_day: int = 0
    report_text: str = ""
    dashboard_address: str = ""
    projector_key: str = ""
    second_backup_place: str = ""

    def kept_since(self, today: date) -> date:
        """The first day of which the history is kept."""
        months = today.year * 12 + today.month - 1 - max(self.retention_months, LEAST_MONTHS)
        # The 28th at most: every month has it.
        return date(months // 12, months % 12 + 1, min(today.day, 28))

    @classmethod
    def of(cls, kept: Mapping[str, str]) -> OfficeSettings:
        """The settings from kept values by name; what is unknown or senseless is left out."""
        made = cls()
        for field in fields(cls):
            if field.name not in kept:
                continue
            value = json.loads(kept[field.name])
            if type(value) is type(getattr(made, field.name)):
                made = replace(made, **{field.name: value})
        return made

    def differing_from(self, other: OfficeSettings) -> dict[str, tuple[Choice, Choice]]:
        """What differs, by name: the other's value and this one's."""
        theirs, ours = asdict(other), asdict(self)
        return {name: (theirs[name], ours[name]) for name in ours if theirs[name] != ours[name]}


def kept(value: Choice) -> str:
    """A value as the store keeps it."""
    return json.dumps(value, ensure_ascii=False)


def faulty(settings: OfficeSettings) -> tuple[str, ...]:
    """The names of the settings that cannot be, in their order."""
    values = asdict(settings)
    wrong = [
        name for name, (least, most) in BOUNDS.items() if not least <= int(values[name]) <= most
    ]
    wrong += [
        name
        for name, value in values.items()
        if isinstance(value, str) and len(value) > MOST_CHARACTERS
    ]
    if not (wrong or _is_yearly_day(settings.report_month, settings.report_day)):
        wrong.append("report_day")
    if settings.dashboard_address and not _is_address(settings.dashboard_address):
        wrong.append("dashboard_address")
    if settings.projector_key and not _KEY.fullmatch(settings.projector_key):
        wrong.append("projector_key")
    return tuple(dict.fromkeys(wrong))


def _is_yearly_day(month: int, day: int) -> bool:
    """Whether both are left to the plan, or make a day that every year has."""
    if not month and not day:
        return True
    try:
        date(2027, month, day)
    except ValueError:
        return False
    return True


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return False
    bare = not (parts.query or parts.fragment or "@" in parts.netloc or text.endswith("/"))
    is_plain = not re.search(r"[\s<>\"'`\\]", text)
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and bare
        and port_fits
        and is_plain
    )
