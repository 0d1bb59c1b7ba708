"""A pasted or uploaded list of reporting units becomes units or faults, a line each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from indicators import admin_words as words
from indicators.intake.names import fold
from indicators.plan import WHOLE_COMMUNE, Plan
from indicators.reporting_units import MOST_CHARACTERS, ReportingUnit

MOST_UNITS = 500
_SEPARATOR = re.compile(r"[;\t]")
_CODES = re.compile(r"[\s,|/]+")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_HEADINGS = {"ten", "ten don vi", "don vi", "don vi bao cao"}


def read_units(text: str, plan: Plan) -> tuple[tuple[ReportingUnit, ...], tuple[str, ...]]:
    """The units of a list, and what is wrong with it, one sentence a line.

    A line holds name, indicator codes, first and last year, between semicolons or tabs; the years
    may be left out, and so may the line of headings.
    """
    units: dict[str, ReportingUnit] = {}
    faults: list[str] = []
    for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines(), start=1):
        cells = [cell.strip().strip('"').strip() for cell in _SEPARATOR.split(line)]
        if not any(cells) or (number == 1 and fold(cells[0]) in _HEADINGS):
            continue
        unit, fault = _read_line(cells, plan)
        if unit is not None and unit.name in units:
            fault = words.listed_twice(cells[0])
        if fault:
            faults.append(words.in_line(number, fault))
        elif unit is not None:
            units[unit.name] = unit
    if len(units) > MOST_UNITS:
        faults.append(words.too_many_units(len(units), MOST_UNITS))
    return tuple(units.values()), tuple(faults)


def as_text(units: Sequence[ReportingUnit], plan: Plan) -> str:
    """The list as it is edited and read again."""
    lines = [
        "; ".join(
            [
                plan.unit_name(unit.name),
                ", ".join(sorted(unit.indicators)),
                str(unit.from_year or ""),
                str(unit.until_year or ""),
            ]
        ).rstrip("; ")
        for unit in units
    ]
    return "\n".join(lines)


def _read_line(cells: Sequence[str], plan: Plan) -> tuple[ReportingUnit | None, str]:
    name, codes, first, last, *rest = [*cells, "", "", "", ""][: max(4, len(cells))]
    name = " ".join(name.split())
    if any(rest):
        return None, words.too_many_cells(len(cells))
    if not name:
        return None, words.NO_UNIT_NAME
    if len(name) > MOST_CHARACTERS:
        return None, words.long_unit_name(len(name), MOST_CHARACTERS)
    code = _unit_code(name, plan)
    if code == WHOLE_COMMUNE:
        return None, words.whole_commune(name)
    asked = [part.upper() for part in _CODES.split(codes) if part]
    if not asked:
        return None, words.no_indicators(name)
    unknown = [part for part in asked if plan.find_measured(part) is None]
    if unknown:
        return None, words.unknown_indicator(unknown[0])
    for year in (first, last):
        if year and not _YEAR.fullmatch(year):
            return None, words.no_year(year)
    begins, ends = (int(year) if year else None for year in (first, last))
    if begins is not None and ends is not None and ends < begins:
        return None, words.years_turned(begins, ends)
    return ReportingUnit(code, frozenset(asked), begins, ends), ""


def _unit_code(name: str, plan: Plan) -> str:
    """The plan's code of a unit that it lists under this name, else the name itself."""
    folded = fold(name)
    for unit in plan.units:
        if folded in {
            fold(known) for known in (unit.code, unit.name, unit.short_name, *unit.aliases)
        }:
            return unit.code
    return name
