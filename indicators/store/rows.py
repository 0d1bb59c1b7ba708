"""Observations and submissions as rows of the store, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from indicators.observations import Kind, Observation, Origin, Submission
from indicators.rounding import round_half_up

# Numbers come as text: that costs half of what DuckDB's decimals do, and its zeros can be cut.
OBSERVATION_COLUMNS = (
    "indicator, year, reporting_unit, kind, value::VARCHAR, numerator::VARCHAR, "
    "denominator::VARCHAR, not_applicable, note, source_text, sheet, row_number, submission, "
    "withdrawn, source_submission"
)
SUBMISSION_COLUMNS = (
    "number, commune, origin, confirmed_at, person, file_name, sha256, row_count, reason, undoes, "
    "answers"
)
_DIGITS = 6
_AMOUNT = pa.decimal128(20, _DIGITS)
_KINDS = {kind.value: kind for kind in Kind}


def observation(row: tuple[Any, ...]) -> Observation:
    """The observation in a row of OBSERVATION_COLUMNS."""
    value, numerator, denominator = map(_amount, row[4:7])
    return Observation(
        row[0], row[1], row[2], _KINDS[row[3]], value, numerator, denominator, *row[7:]
    )


def submission(row: tuple[Any, ...]) -> Submission:
    """The submission in a row of SUBMISSION_COLUMNS."""
    return Submission(row[0], row[1], Origin(row[2]), *(*row[3:10], json.loads(row[10])))


def as_table(observations: Sequence[Observation]) -> pa.Table:
    """The columns of `observations` besides commune and submission.

    Raises ArithmeticError, TypeError or ValueError for what the store has no room for.
    """
    text = pa.string()
    return pa.table(
        {
            "indicator": pa.array([o.indicator for o in observations], text),
            "year": pa.array([o.year for o in observations], pa.int16()),
            "reporting_unit": pa.array([o.reporting_unit for o in observations], text),
            "kind": pa.array([o.kind.value for o in observations], text),
            "value": _amounts(o.value for o in observations),
            "numerator": _amounts(o.numerator for o in observations),
            "denominator": _amounts(o.denominator for o in observations),
            "not_applicable": pa.array([o.not_applicable for o in observations], pa.bool_()),
            "withdrawn": pa.array([o.withdrawn for o in observations], pa.bool_()),
            "note": pa.array([o.note for o in observations], text),
            "source_text": pa.array([o.source_text for o in observations], text),
            "sheet": pa.array([o.sheet for o in observations], text),
            "row_number": pa.array([o.row for o in observations], pa.int32()),
            "source_submission": pa.array([o.source_submission for o in observations], pa.int64()),
        }
    )


def _amount(stored: str | None) -> Decimal | None:
    """The stored number without the zeros of its column, so that 8.750000 is again 8.75."""
    return None if stored is None else Decimal(stored.rstrip("0").rstrip("."))


def _amounts(numbers: Iterable[Decimal | None]) -> pa.Array:
    return pa.array([None if n is None else _storable(n) for n in numbers], _AMOUNT)


def _storable(number: Decimal) -> Decimal:
    """The number with at most as many decimals as its column, rounded half up."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -_DIGITS:
        return number
    return round_half_up(number, _DIGITS)
