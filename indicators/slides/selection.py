"""What a show is asked to show, from its address: `?don_vi=PKT&giay=15&nam=2026`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.plan import Plan
from indicators.slides import words

LEAST_SECONDS, USUAL_SECONDS, MOST_SECONDS = 10, 20, 60
LOOKS = {"toi": "tối", "sang": "sáng"}
"""The looks by their name in the address, the usual one first."""


@dataclass(frozen=True, slots=True)
class Selection:
    """`unit` None is the whole commune, `indicators` empty all of them, `year` None the usual one.

    `notices` say what of the address could not be followed.
    """

    unit: str | None = None
    indicators: tuple[str, ...] = ()
    year: int | None = None
    seconds: int = USUAL_SECONDS
    look: str = "toi"
    notices: tuple[str, ...] = ()


def read_selection(
    plan: Plan, parameters: Mapping[str, str], last_year: int | None = None
) -> Selection:
    """The selection in the parameters of an address; what makes no sense becomes a notice.

    `last_year` is the last one that has begun: nothing can be said of a later one yet.
    """
    notices: list[str] = []
    unit = _unit(plan, parameters.get("don_vi", ""), notices)
    return Selection(
        unit=unit,
        indicators=_indicators(plan, parameters.get("chi_tieu", ""), notices),
        year=_year(plan, parameters.get("nam", ""), last_year, notices),
        seconds=_seconds(parameters.get("giay", ""), notices),
        look=_look(parameters.get("giao_dien", ""), notices),
        notices=tuple(notices),
    )


def _unit(plan: Plan, asked: str, notices: list[str]) -> str | None:
    code = asked.strip().upper()
    if not code:
        return None
    if any(unit.code == code for unit in plan.responsible_units):
        return code
    notices.append(words.no_such_unit(_short(asked)))
    return None


def _indicators(plan: Plan, asked: str, notices: list[str]) -> tuple[str, ...]:
    codes = [code.strip().upper() for code in asked.split(",") if code.strip()]
    known = {indicator.code for indicator in plan.indicators}
    unknown = [code for code in codes if code not in known]
    if unknown:
        notices.append(words.no_such_indicators([_short(code) for code in unknown]))
    return tuple(dict.fromkeys(code for code in codes if code in known))


def _year(plan: Plan, asked: str, last_year: int | None, notices: list[str]) -> int | None:
    if not asked.strip():
        return None
    number = _number(asked)
    first, last = plan.years[0], plan.years[-1] if last_year is None else last_year
    if number is not None and first <= number <= last:
        return number
    notices.append(words.no_such_year(_short(asked), first, last))
    return None


def _seconds(asked: str, notices: list[str]) -> int:
    if not asked.strip():
        return USUAL_SECONDS
    number = _number(asked)
    if number is None:
        notices.append(words.seconds_used(LEAST_SECONDS, MOST_SECONDS, USUAL_SECONDS))
        return USUAL_SECONDS
    seconds = min(max(number, LEAST_SECONDS), MOST_SECONDS)
    if seconds != number:
        notices.append(words.seconds_used(LEAST_SECONDS, MOST_SECONDS, seconds))
    return seconds


def _look(asked: str, notices: list[str]) -> str:
    usual = next(iter(LOOKS))
    look = asked.strip().lower() or usual
    if look in LOOKS:
        return look
    notices.append(words.no_such_look(_short(asked), LOOKS))
    return usual


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None


def _short(text: str) -> str:
    return text.strip()[:20]
