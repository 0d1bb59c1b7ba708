"""Standings become plotly figures; pure functions, everything said in the picture itself.

Nothing is told by hovering: what a chart shows can be read, printed and spoken. Each chart has
two forms, because a figure does not know its width: the default for about 560 pixels and more
(it stays legible below), and `narrow` for a phone, where words at the edges move over or under
what they name. The `*_spec` functions give the same figures as plain dicts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import plotly.graph_objects as go

from indicators.chart_tasks import task_timeline_spec
from indicators.chart_template import CONFIG, Spec
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
    "CONFIG",
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


def figure(spec: Spec) -> go.Figure:
    """The figure of a spec, unchecked: checking sixty rows of labels takes 80 ms.

    The specs are our own, and a test holds each of them against plotly's schema instead.
    """
    return go.Figure(spec, _validate=False)


def trajectory(plan: Plan, standing: Standing, *, demo: bool, narrow: bool = False) -> go.Figure:
    """The figures of an indicator on their way to its threshold, up to the plan's last year."""
    return figure(trajectory_spec(plan, standing, demo=demo, narrow=narrow))


def reporting_units(
    plan: Plan, standing: Standing, *, demo: bool, narrow: bool = False
) -> go.Figure:
    """Every reporting unit against the threshold, best first, a row each."""
    return figure(reporting_units_spec(plan, standing, demo=demo, narrow=narrow))


def task_timeline(
    plan: Plan,
    states: Mapping[str, tuple[str, Chip]],
    today: date,
    *,
    demo: bool,
    narrow: bool = False,
) -> go.Figure:
    """The plan's tasks by group with deadline and state; `states` maps a task's code to these."""
    return figure(task_timeline_spec(plan, states, today, demo=demo, narrow=narrow))
