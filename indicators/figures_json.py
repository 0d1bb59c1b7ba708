"""The current figures with their assessments as plain JSON values, for scripts and checks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicators.board import View
from indicators.explanations import ExplanationNote
from indicators.observations import Kind, Observation
from indicators.progress import Assessment
from indicators.standing import Standing, label_of

Json = dict[str, Any]


def figures_as_json(view: View) -> Json:
    """Every current observation and every indicator's assessments as of the view's year.

    Percentages are 0..100; paces are a year and positive towards the goal; what does not exist
    is null, never 0.
    """
    return {
        "commune": view.plan.commune.code,
        "year": view.year,
        "version": view.version,
        "demo": view.is_demo,
        "figures": [
            _observation(o)
            for o in sorted(
                view.observations,
                key=lambda o: (o.indicator, o.year, o.reporting_unit, o.kind.value),
            )
        ],
        "assessments": [
            {**_standing(s), "note": _note(view.note(s.indicator.code))}
            for s in sorted(view.standings, key=lambda s: s.indicator.code)
        ],
    }


def observations_from_json(figures: Json) -> tuple[Observation, ...]:
    """The observations in what `figures_as_json` gave; none where they are invented."""
    if figures.get("demo"):
        return ()
    return tuple(
        Observation(
            indicator=row["indicator"],
            year=row["year"],
            reporting_unit=row["reporting_unit"],
            kind=Kind(row["kind"]),
            value=_decimal(row["value"]),
            numerator=_decimal(row["numerator"]),
            denominator=_decimal(row["denominator"]),
            not_applicable=row["not_applicable"],
        )
        for row in figures.get("figures", ())
    )


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(repr(number))


def _observation(observation: Observation) -> Json:
    return {
        "indicator": observation.indicator,
        "year": observation.year,
        "reporting_unit": observation.reporting_unit,
        "kind": observation.kind.value,
        "value": _number(observation.value),
        "numerator": _number(observation.numerator),
        "denominator": _number(observation.denominator),
        "not_applicable": observation.not_applicable,
        "submission": observation.submission,
        "source": {
            "submission": observation.source,
            "sheet": observation.sheet or None,
            "row": observation.row,
        },
    }


def _standing(standing: Standing) -> Json:
    figure = standing.figure
    return {
        "indicator": standing.indicator.code,
        "lead_unit": standing.indicator.lead_unit,
        "value": _number(figure.value) if figure else None,
        "value_year": figure.year if figure else None,
        "kind": figure.kind.value if figure else None,
        "change": _number(standing.change),
        "expected": _number(standing.expected),
        "attainment": _number(standing.attainment),
        "reporting_units_reported": len(figure.reported) if figure else 0,
        "reporting_units_missing": list(figure.missing) if figure else [],
        **_assessment(standing.assessment),
        "other_targets": [_assessment(assessment) for _, assessment in standing.others],
    }


def _note(note: ExplanationNote | None) -> Json | None:
    if note is None:
        return None
    return {
        "reason": note.reason,
        "next_steps": note.next_steps,
        "due": note.due.isoformat(),
        "submission": note.source,
    }


def _assessment(assessment: Assessment) -> Json:
    return {
        "target": {
            "year": assessment.goal.year,
            "threshold": _number(assessment.goal.threshold),
        },
        "status": assessment.status.value,
        "label": label_of(assessment).value,
        "exceeded": assessment.exceeded,
        "flags": sorted(flag.value for flag in assessment.flags),
        "met": assessment.met,
        "gap": _number(assessment.gap),
        "years_left": assessment.years_left,
        "recent_pace": _number(assessment.recent_pace),
        "required_pace": _number(assessment.required_pace),
        "pace_ratio": _number(assessment.pace_ratio),
    }


def _number(value: Decimal | Fraction | None) -> float | None:
    return None if value is None else float(value)
