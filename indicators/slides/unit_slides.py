"""One responsible unit as slides: what it leads, how that stands, what it owes and has to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indicators import results, wording
from indicators.board import View
from indicators.bullets import bullet
from indicators.indicator_rows import deadlines_note, inferred_mark
from indicators.plan import Plan, Unit
from indicators.slides import words
from indicators.slides.contract import Chip, TaskRow, UnitRow, UnitSlide
from indicators.slides.indicator_slides import other_chips, status_chip
from indicators.standing import Label, Standing
from indicators.tasks import TaskLabel, TaskStanding

MOST_ROWS = 6
MOST_TASKS = 4
_URGENCY = {label: place for place, label in enumerate(TaskLabel)}


def unit_slides(view: View, unit: Unit) -> Iterator[UnitSlide]:
    """A slide for every six indicators a unit leads; one with its tasks where it leads none."""
    plan, led, owed = view.plan, view.led_by(unit.code), view.debts_of(unit.code)
    own = view.tasks_led_by(unit.code)
    supported = plan.tasks_supported_by(unit.code)
    facts = []
    if led:
        facts.append(words.owed(len(owed), view.year))
    if own:
        late = sum(1 for item in own if item.label is TaskLabel.OVERDUE)
        facts.append(words.tasks_done(sum(1 for item in own if item.is_done), len(own), late))
    if supported:
        facts.append(words.supported(len(supported)))
    elif not led and (general := plan.tasks_supported_in_general(unit.code)):
        facts.append(words.supported_in_general(len(general)))
    pages = in_pages(led, MOST_ROWS) or [()]
    tasks_title, tasks = ("", []) if led else _tasks(view, unit, own)
    for place, page in enumerate(pages, start=1):
        yield UnitSlide(
            id=f"don-vi-{unit.code}" + (f"-{place}" if place > 1 else ""),
            kicker=words.unit_kicker(place, len(pages)),
            title=unit.short_name,
            sentence=_sentence(view, led),
            rows=tuple(_row(plan, standing) for standing in page),
            tasks_title=tasks_title,
            tasks=tuple(tasks),
            facts=(facts[0][:1].upper() + facts[0][1:], *facts[1:]) if facts else (),
            note=_note(page),
        )


def in_pages(items: Sequence[Standing], most: int) -> list[Sequence[Standing]]:
    """The items in as few pages as hold them, filled evenly."""
    count = -(-len(items) // most)
    size = -(-len(items) // count) if count else 0
    return [items[start : start + size] for start in range(0, len(items), size or 1)]


def task_row(plan: Plan, item: TaskStanding) -> TaskRow:
    task = item.task
    detail = f"{plan.unit_name(task.lead_unit)}, "
    detail += words.due_month(task.deadline_year, task.deadline_month)
    if item.update is not None and item.update.percent is not None and not item.is_done:
        detail += f", đạt {item.update.percent}%"
    chip = Chip(item.label.value, wording.TASK_LABELS[item.label])
    return TaskRow(task.code, task.name, detail, task.is_priority, chip)


def most_urgent(items: Sequence[TaskStanding]) -> list[TaskStanding]:
    """Overdue first, then by state and deadline."""
    return sorted(items, key=lambda item: (_URGENCY[item.label], item.task.deadline))


def _sentence(view: View, led: Sequence[Standing]) -> str:
    if not led:
        return words.NO_INDICATOR_LED
    if all(standing.label is Label.NO_DATA for standing in led):
        return words.none_led_reported(len(led))
    sentence = results.led_sentence(led, view.year)
    return sentence[:1].upper() + sentence[1:]


def _row(plan: Plan, standing: Standing) -> UnitRow:
    indicator, latest = standing.indicator, standing.assessment.latest
    figure = wording.NO_FIGURE
    if standing.label is not Label.NOT_APPLICABLE and latest and latest.value is not None:
        figure = words.figure(indicator, latest.value)
    return UnitRow(
        code=indicator.code,
        name=indicator.short_name + inferred_mark(indicator),
        is_leading=indicator.is_leading,
        figure=figure,
        threshold=words.row_threshold(standing),
        status=status_chip(standing),
        others=tuple(
            replace(chip, due=wording.deadline(target))
            for chip, (target, _) in zip(other_chips(standing), standing.others, strict=True)
        ),
        bullet=bullet(standing, brief=True),
    )


def _note(page: Sequence[Standing]) -> str:
    """What the marks in the rows of a page mean."""
    inferred = any(standing.indicator.is_lead_inferred for standing in page)
    notes = (deadlines_note(page), wording.INFERRED_LEAD_NOTE if inferred else "")
    return " ".join(note for note in notes if note)


def _tasks(view: View, unit: Unit, own: Sequence[TaskStanding]) -> tuple[str, list[TaskRow]]:
    """The most urgent tasks of a unit that leads no indicator, with what they are to it."""
    general = {task.code for task in view.plan.tasks_supported_in_general(unit.code)}
    supported = view.tasks_supported_by(unit.code)
    title, items = words.TASKS_LED, list(own)
    if not own:
        title, items = words.TASKS_SUPPORTED, list(supported)
    if not own and not supported:
        items = [item for item in view.tasks if item.task.code in general]
        title = words.TASKS_SUPPORTED_IN_GENERAL if items else ""
    urgent = [item for item in most_urgent(items) if not item.is_done] or items
    if len(urgent) > MOST_TASKS:
        title = words.most_urgent(title, MOST_TASKS)
    elif len(urgent) < len(items):
        title = words.not_done(title)
    return title, [task_row(view.plan, item) for item in urgent[:MOST_TASKS]]
