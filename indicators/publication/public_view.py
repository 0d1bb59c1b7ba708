"""What of the figures is for the public: everything else is taken out before a page is made.

Whoever composes the pages never has a clerk's name, a file's name or an internal note in hand, so
that no table can let one out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from indicators.board import View
from indicators.observations import Observation, Submission
from indicators.series import YearFigure
from indicators.standing import Standing
from indicators.tasks import task_standings


def public_view(view: View, *, with_explanations: bool = False) -> View:
    """The same figures, standings and states, without persons, files, rows, notes and answers.

    The explanations of lead units are internal until the commune decides otherwise.
    """
    updates = {
        item.update.task: replace(item.update, note="")
        for item in view.tasks
        if item.update is not None
    }
    return replace(
        view,
        observations=tuple(map(_figure_alone, view.observations)),
        standings=tuple(map(_standing_alone, view.standings)),
        debts=tuple(replace(debt, partial=_year_alone(debt.partial)) for debt in view.debts),
        tasks=task_standings(view.plan, updates, view.today),
        submissions={number: _act_alone(s) for number, s in view.submissions.items()},
        notes=view.notes if with_explanations else (),
    )


def updated_at(view: View) -> datetime | None:
    """When what the view shows was stored last (UTC); None where it shows no figures."""
    behind = {o.submission for o in view.observations}
    behind |= {item.update.submission for item in view.tasks if item.update is not None}
    behind |= {note.submission for note in view.notes}
    return max((view.submissions[n].confirmed_at for n in behind if n is not None), default=None)


def _figure_alone(observation: Observation) -> Observation:
    return replace(observation, note="", source_text="", sheet="", row=None)


def _standing_alone(standing: Standing) -> Standing:
    """Judged as it was: only what its figures bring along is taken out."""
    series = standing.series
    bare = replace(
        series,
        figures={
            year: alone
            for year, figure in series.figures.items()
            if (alone := _year_alone(figure)) is not None
        },
        units={
            year: {name: _figure_alone(o) for name, o in units.items()}
            for year, units in series.units.items()
        },
        planned={year: _figure_alone(o) for year, o in series.planned.items()},
    )
    return replace(standing, series=bare, figure=_year_alone(standing.figure))


def _year_alone(figure: YearFigure | None) -> YearFigure | None:
    if figure is None:
        return None
    return replace(figure, sources=tuple(map(_figure_alone, figure.sources)))


def _act_alone(submission: Submission) -> Submission:
    return Submission(
        number=submission.number,
        commune=submission.commune,
        origin=submission.origin,
        confirmed_at=submission.confirmed_at,
        person="",
        file_name="",
        sha256="",
        row_count=0,
    )
