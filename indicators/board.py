"""The board: plan and store together, answered once for each version of the figures."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from indicators.clock import local_day
from indicators.explanations import ExplanationNote
from indicators.observations import Observation, Origin, Submission
from indicators.plan import Plan
from indicators.standing import Band, Debt, Standing, debts, standings
from indicators.store import Store
from indicators.tasks import TaskStanding, TaskUpdate, task_standings
from indicators.view_cache import ViewCache

_KEPT_VIEWS = 24


@dataclass(frozen=True)
class View:
    """Everything the screens show of one year, as of one version of the figures."""

    plan: Plan
    year: int
    today: date
    version: int
    is_demo: bool
    standings: tuple[Standing, ...]
    debts: tuple[Debt, ...]
    tasks: tuple[TaskStanding, ...]
    submissions: dict[int, Submission]
    observations: tuple[Observation, ...]
    notes: tuple[ExplanationNote, ...] = ()

    def standing(self, indicator_code: str) -> Standing:
        """How one indicator stands. Raises KeyError."""
        for standing in self.standings:
            if standing.indicator.code == indicator_code:
                return standing
        raise KeyError(indicator_code)

    def led_by(self, unit_code: str) -> tuple[Standing, ...]:
        return tuple(s for s in self.standings if s.indicator.lead_unit == unit_code)

    def tasks_led_by(self, unit_code: str) -> tuple[TaskStanding, ...]:
        return tuple(t for t in self.tasks if t.task.lead_unit == unit_code)

    def tasks_supported_by(self, unit_code: str) -> tuple[TaskStanding, ...]:
        return tuple(t for t in self.tasks if unit_code in t.task.supporting_units)

    def debts_of(self, unit_code: str) -> tuple[Debt, ...]:
        return tuple(d for d in self.debts if d.indicator.lead_unit == unit_code)

    def note(self, indicator_code: str) -> ExplanationNote | None:
        """Why the indicator lags in this year, in its lead unit's words; None where unwritten."""
        return next((n for n in self.notes if n.indicator == indicator_code), None)

    def notes_owed(self, unit_code: str | None = None) -> tuple[Standing, ...]:
        """The lagging indicators (of a unit) that nobody has explained yet, worst first."""
        items = self.standings if unit_code is None else self.led_by(unit_code)
        return tuple(s for s in items if s.band is Band.ACT and not self.note(s.indicator.code))

    def model_counts(self) -> dict[str, dict[int, Observation]]:
        """The yearly counts of the green models, by model code and year."""
        codes = {model.code for model in self.plan.models}
        counts: dict[str, dict[int, Observation]] = {}
        for observation in self.observations:
            if observation.indicator in codes:
                counts.setdefault(observation.indicator, {})[observation.year] = observation
        return counts


class Board:
    """Views of one store under one plan; each is worked out once and shared by all sessions."""

    def __init__(self, plan: Plan, store: Store) -> None:
        self.plan, self.store = plan, store
        self._views: OrderedDict[tuple[int, int, int, date], View] = OrderedDict()
        self._earlier = ViewCache()
        self._years: tuple[tuple[int, date], tuple[int, ...], int] | None = None
        self._guard = threading.Lock()

    def view(self, year: int, today: date, version: int | None = None) -> View:
        """The year as of a version of the figures, by default as they are now."""
        now = self.store.version
        listed = self.store.reporting_units.revision
        key = (now if version is None else min(version, now), listed, year, today)
        with self._guard:
            known = self._views.get(key)
            if known is None:
                known = self._views[key] = self._make(year, today, key[0])
                while len(self._views) > _KEPT_VIEWS:
                    self._views.popitem(last=False)
            return known

    def days_before(self, today: date) -> tuple[date, ...]:
        """The days before today on which anything was stored, newest first."""
        days = {local_day(s.confirmed_at) for s in self.store.submissions().values()}
        return tuple(sorted((day for day in days if day < today), reverse=True))

    def version_on(self, day: date) -> int:
        """The number of the last submission up to the end of a day in Vietnam; 0 for none."""
        return max(
            (
                number
                for number, submission in self.store.submissions().items()
                if local_day(submission.confirmed_at) <= day
            ),
            default=0,
        )

    def years(self, today: date) -> tuple[int, ...]:
        """The years a person can look at, newest first: the plan's years so far, and any
        earlier one that has figures."""
        return self._looked_at(today)[0]

    def usual_year(self, today: date) -> int:
        """This year where it has figures, else the last year of the plan that has, else this."""
        return self._looked_at(today)[1]

    def _looked_at(self, today: date) -> tuple[tuple[int, ...], int]:
        """The years to look at and the usual one, worked out once for a version and a day."""
        key = (self.store.version, today)
        kept = self._years
        if kept is not None and kept[0] == key:
            return kept[1:]
        document = self.plan.document
        last = min(max(today.year, document.first_year), document.last_year)
        found = {o.year for o in self.store.current()}
        with_figures = {year for year in found if year <= last}
        years = sorted({*range(document.first_year, last + 1), *with_figures}, reverse=True)
        usual = next((y for y in years if y in found and y >= document.first_year), years[0])
        self._years = (key, tuple(years), usual)
        return self._years[1:]

    def earlier_notes(self, view: View, indicator_code: str) -> tuple[ExplanationNote, ...]:
        """What was written and withdrawn before the explanation in the view, newest first."""
        note = view.note(indicator_code)

        def earlier() -> tuple[ExplanationNote, ...]:
            return tuple(
                revision
                for revision in self.store.note_revisions(indicator_code, view.year)
                if revision.submission in view.submissions
                and revision.source_submission is None  # an undo says nothing new
                and (note is None or revision.submission != note.source)
            )

        return self._earlier.get(view, ("notes", indicator_code, view.year), earlier)

    def earlier_updates(self, view: View, task: str) -> tuple[TaskUpdate, ...]:
        """What was stated of a task and withdrawn before what the view shows, newest first."""
        shown = next((item.update for item in view.tasks if item.task.code == task), None)

        def earlier() -> tuple[TaskUpdate, ...]:
            return tuple(
                revision
                for revision in self.store.task_revisions(task)
                if revision.submission in view.submissions
                and revision.source_submission is None  # an undo says nothing new
                and (shown is None or revision.submission != shown.source)
            )

        return self._earlier.get(view, ("updates", task), earlier)

    def original_file(self, submission: int) -> bytes:
        """The file of a submission as it was handed in; empty where there was none."""
        return self.store.submission_file(submission) or b""

    def _make(self, year: int, today: date, version: int) -> View:
        if version == self.store.version:
            observations = self.store.current()
            updates, notes = self.store.task_updates(), self.store.notes()
        else:
            then = self.store.snapshot(version)
            observations, updates, notes = then.observations, then.task_updates, then.notes
        # Read last: submissions are only appended, so those of the figures are among them.
        submissions = self.store.submissions()
        behind = {o.submission for o in observations} | {u.submission for u in updates.values()}
        behind |= {note.submission for note in notes}
        listed = self.store.reporting_units.current()
        items = standings(self.plan, observations, year, listed)
        return View(
            plan=self.plan,
            year=year,
            today=today,
            version=version,
            is_demo=any(submissions[number].origin is Origin.DEMO for number in behind if number),
            standings=items,
            debts=debts(self.plan, items),
            tasks=task_standings(self.plan, updates, today),
            submissions=submissions,
            observations=observations,
            notes=tuple(note for note in notes if note.year == year),
        )
