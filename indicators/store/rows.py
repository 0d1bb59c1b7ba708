"""Observations and submissions as rows of the store, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from indicators.observations import Kind, Observation, Origin, Submission
from indicators.rounding import round_half_up
from indicators.store.database import Columns

# Numbers come as text: that costs half of what decimals do, and the column's zeros can be cut.
OBSERVATION_COLUMNS = (
    "indicator, year, reporting_unit, kind, CAST(value AS VARCHAR), CAST(numerator AS VARCHAR), "
    "CAST(denominator AS VARCHAR), not_applicable, note, source_text, sheet, row_number, "
    "submission, withdrawn, source_submission"
)
SUBMISSION_COLUMNS = (
    "number, commune, origin, confirmed_at, person, file_name, sha256, row_count, reason, undoes, "
    "answers, account, proposed_by"
)
_DIGITS = 6
_KINDS = {kind.value: kind for kind in Kind}


def observation(row: tuple[Any, ...]) -> Observation:
    """The observation in a row of OBSERVATION_COLUMNS."""
    value, numerator, denominator = map(_amount, row[4:7])
    return Observation(
        row[0], row[1], row[2], _KINDS[row[3]], value, numerator, denominator, *row[7:]
    )


def submission(row: tuple[Any, ...]) -> Submission:
    """The submission in a row of SUBMISSION_COLUMNS."""
    return Submission(row[0], row[1], Origin(row[2]), *(*row[3:10], json.loads(row[10]), *row[11:]))


def observation_columns(commune: str, number: int, observations: Sequence[Observation]) -> Columns:
    """The figures of the submission `number` as columns of their table.

    Raises ArithmeticError, TypeError or ValueError for what the store has no room for.
    """
    return {
        "commune": [commune] * len(observations),
        "indicator": [o.indicator for o in observations],
        "year": [o.year for o in observations],
        "reporting_unit": [o.reporting_unit for o in observations],
        "kind": [o.kind.value for o in observations],
        "submission": [number] * len(observations),
        "value": _amounts(o.value for o in observations),
        "numerator": _amounts(o.numerator for o in observations),
        "denominator": _amounts(o.denominator for o in observations),
        "not_applicable": [o.not_applicable for o in observations],
        "withdrawn": [o.withdrawn for o in observations],
        "note": [o.note for o in observations],
        "source_text": [o.source_text for o in observations],
        "sheet": [o.sheet for o in observations],
        "row_number": [o.row for o in observations],
        "source_submission": [o.source_submission for o in observations],
    }


@lru_cache(maxsize=16_384)
def _amount(stored: str | None) -> Decimal | None:
    """The stored number without the zeros of its column, so that 8.750000 is again 8.75."""
    return None if stored is None else Decimal(stored.rstrip("0").rstrip("."))


def _amounts(numbers: Iterable[Decimal | None]) -> list[Decimal | None]:
    return [None if n is None else _storable(n) for n in numbers]


def _storable(number: Decimal) -> Decimal:
    """The number with at most as many decimals as its column, rounded half up."""
    if not number.is_finite():
        # PostgreSQL has a number column's room for "not a number".
        raise ValueError(f"{number} is no amount")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -_DIGITS:
        return number
    return round_half_up(number, _DIGITS)
