"""A reading as plain values, for programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from indicators.intake.reading import Reading
from indicators.observations import Fault, Observation


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """`{"rows": [...], "faults": [...]}`; shares are 0..100, `value` is null where not arising.

    `rows` is what would be stored if every proposal were accepted. `source.sheet` is null for a
    text file, and a fault's `row` where the whole file is meant.
    """
    return {
        "rows": [_row(observation) for observation in reading.observations],
        "faults": [_fault(fault) for fault in reading.faults],
    }


def _row(observation: Observation) -> dict[str, Any]:
    return {
        "indicator": observation.indicator,
        "year": observation.year,
        "reporting_unit": observation.reporting_unit,
        "kind": observation.kind.value,
        "value": _number(observation.value),
        "numerator": _number(observation.numerator),
        "denominator": _number(observation.denominator),
        "source": {"sheet": observation.sheet or None, "row": observation.row},
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "severity": fault.severity.value,
        "code": fault.code,
        "row": fault.row,
        "column": fault.column,
        "seen": fault.seen,
        "message": fault.message,
    }


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
