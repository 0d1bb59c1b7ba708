"""What the commune promised: units, indicators, targets, tasks, models, contradictions.

Values only. `plan_folder.read_plan` fills them from the tables in `data/plan`; nothing here
reads a file, a clock or the store. Texts are the plan's own words, in Vietnamese.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from indicators.document import (
    AssessmentRules,
    Basis,
    Commune,
    Document,
    OpenData,
    Reporting,
    Vision,
)

WHOLE_COMMUNE = "XA"
"""Reporting-unit code of a figure for the whole commune."""


YEAR_END = "cuối năm"
"""Period of an indicator that is a stock at the end of the year, not an amount of the year."""


class UnitRole(StrEnum):
    """How an organisation stands in the plan."""

    RESPONSIBLE = "được giao"
    WHOLE_COMMUNE = "toàn xã"
    GENERAL = "cụm từ chung"
    OTHER = "khác"


class Comparison(StrEnum):
    """How a figure is held against its threshold."""

    EQUAL = "bằng"
    AT_LEAST = "từ"
    NONE_LEFT = "không còn"


class Duty(StrEnum):
    """Whether the threshold is reached once by a year or kept in every year."""

    BY_DEADLINE = "đến hạn"
    EVERY_YEAR = "hằng năm"


class DeadlineSource(StrEnum):
    """Which part of the plan sets a deadline."""

    SECTION = "mục II"
    APPENDIX = "phụ lục"


class ModelKind(StrEnum):
    """Whether a green model is one of the plan's own six or one named in passing."""

    OWN = "mô hình của kế hoạch"
    OTHER = "mô hình, phong trào khác"


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation named in the plan; `order` is its place in section IV."""

    code: str
    order: int
    role: UnitRole
    name: str
    short_name: str
    clause: str
    duty: str
    is_group: bool
    aliases: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """One sentence of the plan that fixes a threshold and a time."""

    indicator: str
    source: DeadlineSource
    year: int
    month: int | None
    threshold: Decimal
    clauses: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """A threshold to be reached by a year; deadlines that agree on both are one target."""

    year: int
    threshold: Decimal
    deadlines: tuple[Deadline, ...]

    @property
    def month(self) -> int | None:
        """The month, where only a deadline with a month sets this target."""
        months = [deadline.month for deadline in self.deadlines]
        return None if None in months else months[0]

    @property
    def is_from_appendix_only(self) -> bool:
        return all(deadline.source is DeadlineSource.APPENDIX for deadline in self.deadlines)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numerator or denominator: what is counted, and in which unit of measure."""

    text: str
    unit_measure: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A quantity the plan sets a threshold for.

    `direction` is +1 where higher is better and −1 where lower is better. `lower` and `upper`
    bound a valid figure (percentages 0..100; counts have no upper bound).
    """

    code: str
    slug: str
    short_name: str
    official_name: str
    direction: int
    unit_measure: str
    lower: Decimal
    upper: Decimal | None
    comparison: Comparison
    duty: Duty
    is_leading: bool
    lead_unit: str
    lead_note: str
    supporting_units: tuple[str, ...]
    supporting_text: str
    group: str
    is_priority: bool
    is_explicit: bool
    period: str
    numerator: Quantity | None
    denominator: Quantity | None
    breakdown: str
    data_source: str
    definitions: tuple[str, ...]
    notes: tuple[str, ...]
    valid_from: int | None
    baseline: tuple[int, Decimal] | None
    targets: tuple[Target, ...]

    @property
    def is_share(self) -> bool:
        """Whether figures are percentages 0..100 (else whole counts)."""
        return self.unit_measure == "%"

    @property
    def is_lead_inferred(self) -> bool:
        """Whether the plan names no lead unit, so that ours is an inference to be confirmed."""
        return bool(self.lead_note)

    @property
    def headline_target(self) -> Target:
        """The target of section II (2030) where there is one, else the last deadline."""
        of_section = [target for target in self.targets if not target.is_from_appendix_only]
        return (of_section or list(self.targets))[-1]

    @property
    def other_targets(self) -> tuple[Target, ...]:
        """Every target that is not the headline one, by year."""
        return tuple(target for target in self.targets if target is not self.headline_target)


@dataclass(frozen=True, slots=True)
class TaskGroup:
    code: str
    order: int
    name: str


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the appendix; `is_priority` is the plan's own mark X."""

    code: str
    group: str
    number: int
    name: str
    result: str
    deadline_year: int
    deadline_month: int
    deadline_text: str
    lead_unit: str
    lead_text: str
    supporting_units: tuple[str, ...]
    supporting_text: str
    is_priority: bool
    kind: str
    indicators: tuple[str, ...]

    @property
    def deadline(self) -> date:
        """The last day on which the task is in time."""
        if self.deadline_month == 12:
            return date(self.deadline_year, 12, 31)
        return date.fromordinal(
            date(self.deadline_year, self.deadline_month + 1, 1).toordinal() - 1
        )


@dataclass(frozen=True, slots=True)
class GreenModel:
    code: str
    name: str
    clause: str
    kind: ModelKind


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A place where the plan says two things; `about` holds indicator or task codes."""

    code: str
    about: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Plan:
    """One commune's plan, checked and complete."""

    commune: Commune
    document: Document
    reporting: Reporting
    rules: AssessmentRules
    units: tuple[Unit, ...]
    indicators: tuple[Indicator, ...]
    task_groups: tuple[TaskGroup, ...]
    tasks: tuple[Task, ...]
    models: tuple[GreenModel, ...]
    contradictions: tuple[Contradiction, ...]
    basis: tuple[Basis, ...] = field(default=())
    vision: tuple[Vision, ...] = field(default=())
    open_data: OpenData = field(default=OpenData())

    @cached_property
    def responsible_units(self) -> tuple[Unit, ...]:
        """The units of section IV, in the plan's order."""
        return tuple(u for u in self.units if u.role is UnitRole.RESPONSIBLE)

    @cached_property
    def _units_by_code(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _indicators_by_code(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def measured(self) -> tuple[Indicator, ...]:
        """All that figures are reported for: the indicators, and a yearly count a green model."""
        return (*self.indicators, *(_count_of(model) for model in self.own_models))

    @cached_property
    def _measured_by_code(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.measured}

    def find_measured(self, code: str) -> Indicator | None:
        return self._measured_by_code.get(code)

    def unit(self, code: str) -> Unit:
        """The unit of this code. Raises KeyError."""
        return self._units_by_code[code]

    def find_unit(self, code: str) -> Unit | None:
        return self._units_by_code.get(code)

    def indicator(self, code: str) -> Indicator:
        """The indicator of this code. Raises KeyError."""
        return self._indicators_by_code[code]

    def unit_name(self, code: str) -> str:
        """The short name of a unit; a reporting unit the plan does not list is its own name."""
        unit = self._units_by_code.get(code)
        return unit.short_name if unit else code

    def led_by(self, unit_code: str) -> tuple[Indicator, ...]:
        return tuple(i for i in self.indicators if i.lead_unit == unit_code)

    def tasks_supported_by(self, unit_code: str) -> tuple[Task, ...]:
        return tuple(t for t in self.tasks if unit_code in t.supporting_units)

    def tasks_supported_in_general(self, unit_code: str) -> tuple[Task, ...]:
        """Tasks another unit leads with a general phrase ("các cơ quan, đơn vị liên quan")."""
        general = {unit.code for unit in self.units if unit.role is UnitRole.GENERAL}
        return tuple(
            task
            for task in self.tasks
            if task.lead_unit != unit_code
            and unit_code not in task.supporting_units
            and general & set(task.supporting_units)
        )

    def contradictions_about(self, code: str) -> tuple[Contradiction, ...]:
        return tuple(c for c in self.contradictions if code in c.about)

    @property
    def own_models(self) -> tuple[GreenModel, ...]:
        return tuple(m for m in self.models if m.kind is ModelKind.OWN)

    @property
    def years(self) -> range:
        """Years for which figures are accepted, first data year to the plan's last."""
        return range(self.rules.first_data_year, self.document.last_year + 1)


def _count_of(model: GreenModel) -> Indicator:
    """A green model as a count without a threshold: the plan sets none."""
    return Indicator(
        code=model.code,
        slug="",
        short_name=model.name,
        official_name=model.name,
        direction=1,
        unit_measure="mô hình",
        lower=Decimal(0),
        upper=None,
        comparison=Comparison.EQUAL,
        duty=Duty.BY_DEADLINE,
        is_leading=False,
        lead_unit="",
        lead_note="",
        supporting_units=(),
        supporting_text="",
        group="",
        is_priority=False,
        is_explicit=False,
        period="",
        numerator=None,
        denominator=None,
        breakdown="",
        data_source="",
        definitions=(),
        notes=(),
        valid_from=None,
        baseline=None,
        targets=(),
    )
