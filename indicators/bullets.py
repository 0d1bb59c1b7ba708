"""Where the marks of a bullet lie: a standing as fractions of one drawing's width.

The threshold stands at the same place in every row, so that rows compare. A rising indicator is
drawn as its share of the threshold, a falling one as the share of its baseline that is gone.
"""

from __future__ import annotations

from fractions import Fraction

from indicators import wording
from indicators.cells import Bullet, Part, part
from indicators.notation import Number
from indicators.observations import Kind
from indicators.progress import is_met
from indicators.standing import Label, Standing

THRESHOLD_AT = 0.88
MOST = Fraction(108, 100)
"""A figure beyond the threshold is drawn at most this far, as a share of the threshold."""


def bullet(standing: Standing, *, brief: bool = False) -> Bullet:
    """The bullet of a standing; `brief` leaves fewer words in the place of a missing bar."""
    drawn: Bullet = {"label": wording.standing_sentence(standing), "threshold": THRESHOLD_AT}
    if standing.label is Label.NOT_APPLICABLE:
        drawn["sentence"] = wording.not_applicable(standing, brief=brief)
        return drawn
    latest = standing.assessment.latest
    if latest is None or latest.value is None:
        drawn["words"] = _words(
            wording.NEVER_REPORTED_BRIEF,
            wording.NEVER_REPORTED,
            wording.NEVER_REPORTED_NOT_ZERO,
            brief=brief,
        )
        return drawn
    now = _place(standing, latest.value)
    if now is None:
        drawn["words"] = _words(
            wording.NO_BASELINE_BRIEF, wording.NO_BASELINE, wording.NO_BASELINE, brief=brief
        )
        return drawn
    drawn["now"] = now
    drawn["hollow"] = latest.kind is Kind.ESTIMATE
    rising = standing.indicator.direction > 0
    if rising and standing.baseline is not None and standing.baseline.value is not None:
        base = _place(standing, standing.baseline.value)
        if base is not None:
            drawn["base"] = min(base, THRESHOLD_AT)
    level = wording.expected_level(standing)
    expected = None if level is None else _place(standing, level)
    if expected is not None:
        drawn["expected"] = expected
    return drawn


def _words(small: str, medium: str, wide: str, *, brief: bool) -> list[Part]:
    """What stands in the dashed box, as much of it as the size of the table leaves room for."""
    if brief:
        return [part(small)]
    return [
        part(small, sizes=["card", "narrow"]),
        part(medium, sizes=["medium"]),
        part(wide, sizes=["wide"]),
    ]


def _place(standing: Standing, value: Number) -> float | None:
    """Where a value lies, as a fraction of the width; None where there is no scale for it."""
    goal = standing.assessment.goal
    threshold = Fraction(goal.threshold)
    if goal.direction > 0:
        if threshold <= 0:
            return None
        way = Fraction(value) / threshold
    else:
        baseline = standing.baseline
        if baseline is None or baseline.value is None:
            return None
        start = Fraction(baseline.value)
        if start <= threshold:
            return THRESHOLD_AT if is_met(Fraction(value), goal) else 0.0
        way = (start - Fraction(value)) / (start - threshold)
    return round(THRESHOLD_AT * float(min(max(way, Fraction(0)), MOST)), 4)
