"""Standings become charts of plotly.js; pure functions, everything said in the picture itself.

Nothing is told by hovering: what a chart shows can be read, printed and spoken. Each chart has
two forms, because a figure does not know its width: the default for about 560 pixels and more
(it stays legible below), and `narrow` for a phone, where words at the edges move over or under
what they name. The `*_spec` functions give a form as a plain dict of plotly's schema, the others
give both as the screens draw them: JSON text for `components/chart.js`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Protocol

from indicators.chart_tasks import task_timeline_spec
from indicators.chart_template import Spec
from indicators.chart_trajectory import trajectory_spec
from indicators.chart_units import reporting_units_spec
from indicators.findings import (
    reporting_units_text,
    reporting_units_title,
    trajectory_text,
    trajectory_title,
)
from indicators.palette import Chip
from indicators.plan import Plan
from indicators.standing import Standing

__all__ = [
    "reporting_units",
    "reporting_units_spec",
    "reporting_units_text",
    "reporting_units_title",
    "task_timeline",
    "task_timeline_spec",
    "trajectory",
    "trajectory_spec",
    "trajectory_text",
    "trajectory_title",
]


class _Draw(Protocol):
    def __call__(self, *, narrow: bool) -> Spec: ...


def trajectory(plan: Plan, standing: Standing, *, demo: bool) -> str:
    """The figures of an indicator on their way to its threshold, up to the plan's last year."""
    draw = partial(trajectory_spec, plan, standing, demo=demo)
    return _both_forms(draw, trajectory_text(plan, standing))


def reporting_units(plan: Plan, standing: Standing, *, demo: bool) -> str:
    """Every reporting unit against the threshold, best first, a row each."""
    draw = partial(reporting_units_spec, plan, standing, demo=demo)
    return _both_forms(draw, reporting_units_text(plan, standing))


def task_timeline(
    plan: Plan,
    states: Mapping[str, tuple[str, Chip]],
    today: date,
    text: str,
    *,
    demo: bool,
) -> str:
    """The plan's tasks by group with deadline and state; `states` maps a task's code to these.

    `text` says the same to those who do not see it.
    """
    draw = partial(task_timeline_spec, plan, states, today, demo=demo)
    return _both_forms(draw, text, wide_from=900, paper=660)


def _both_forms(draw: _Draw, text: str, *, wide_from: int = 560, paper: int = 540) -> str:
    """The forms with their text, as JSON: the wide one from a width on, the slim one on paper."""
    told = {
        "forms": {"wide": draw(narrow=False), "slim": draw(narrow=True)},
        "alt": text,
        "wideFrom": wide_from,
        "paper": paper,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
