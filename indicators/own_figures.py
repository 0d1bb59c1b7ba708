"""A contributor's file: rows of indicators that other units lead are refused, one by one."""

from __future__ import annotations

from dataclasses import replace

from indicators import upload_words as words
from indicators.intake import Reading, RowRef
from indicators.observations import Fault, Observation, Severity
from indicators.plan import Plan

CODE = "not_own"


def only_own(reading: Reading, plan: Plan, unit: str) -> Reading:
    """The reading without what the unit does not lead; with no unit nothing is left."""
    foreign = [o for o in reading.observations if not _is_led_by(plan, unit, o)]
    if not foreign:
        return reading
    own = tuple(o for o in reading.observations if _is_led_by(plan, unit, o))
    kept = {(o.sheet, o.row) for o in own}
    known = {tuple(row) for row in reading.refused_rows}
    places = dict.fromkeys((o.sheet, o.row or 0) for o in foreign)
    refused = [RowRef(*place) for place in places if place not in kept | known]
    faults = dict.fromkeys((o.sheet, o.row, o.indicator) for o in foreign)
    return replace(
        reading,
        observations=own,
        faults=(*reading.faults, *(_fault(plan, unit, *where) for where in faults)),
        accepted=reading.accepted - len(refused),
        refused=reading.refused + len(refused),
        refused_rows=(*reading.refused_rows, *refused),
    )


def _is_led_by(plan: Plan, unit: str, observation: Observation) -> bool:
    measured = plan.find_measured(observation.indicator)
    return unit != "" and measured is not None and measured.lead_unit == unit


def _fault(plan: Plan, unit: str, sheet: str, row: int | None, code: str) -> Fault:
    measured = plan.find_measured(code)
    lead = plan.unit_name(measured.lead_unit) if measured else ""
    return Fault(
        Severity.ERROR,
        CODE,
        row,
        words.INDICATOR,
        code,
        words.not_own(code, lead, plan.unit_name(unit) if unit else ""),
        words.NOT_OWN_MEND,
        sheet,
    )
