"""The slides around the indicators and units: opening, result, tasks, debts, closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from indicators import notation, results, wording
from indicators.board import View
from indicators.observations import Origin
from indicators.plan import Unit
from indicators.slides import words
from indicators.slides.contract import (
    ClosingSlide,
    Count,
    DebtRow,
    DebtsSlide,
    SummarySlide,
    TasksSlide,
    TitleSlide,
)
from indicators.slides.indicator_slides import is_note_owed, status_chip
from indicators.slides.unit_slides import most_urgent, task_row
from indicators.standing import Band, Debt, Label, Standing, count_labels
from indicators.tasks import TaskLabel, TaskStanding

MOST_TASKS = 4
_NAMED = 3
"""Up to so many debts of one kind are named; more are listed by code."""


def title_slide(view: View, whose: str, notices: tuple[str, ...]) -> TitleSlide:
    """The opening; `whose` names a unit or says how many indicators were chosen."""
    plan = view.plan
    return TitleSlide(
        id="mo-dau",
        kicker=wording.commune_line(plan.commune),
        title=plan.commune.product,
        subtitle=words.result_of(view.year, whose),
        day=f"Ngày {notation.day(view.today)}",
        plan=words.plan_line(plan.document),
        plan_title=plan.document.title,
        notices=notices,
    )


def summary_slide(view: View, items: Sequence[Standing], whose: str) -> SummarySlide:
    """The result of these indicators as one big picture."""
    bands = results.count_bands(items)
    number, total = str(bands[Band.GOOD]), f"/{len(items)}"
    caption: tuple[str, ...] = words.GOOD_CAPTION
    if all(standing.label is Label.NO_DATA for standing in items):
        number, total, caption = str(len(items)), "", words.none_reported(view.year)
    elif bands[Band.IDLE] == len(items):
        number, total, caption = str(len(items)), "", words.none_applies(view.year)
    deadline = ""
    if view.year == view.today.year:
        deadline = words.deadline_line(view.today, view.plan.reporting.deadline(view.year))
    return SummarySlide(
        id="ket-qua",
        kicker=words.result_of(view.year, whose),
        deadline=deadline,
        number=number,
        total=total,
        caption=caption,
        tiles=tuple(status_chip(standing) for standing in items),
        alert=words.act_line(bands[Band.ACT]),
        details=results.result_details(items),
        counts=tuple(
            Count(label.value, wording.LABELS[label], number)
            for label, number in count_labels(items).items()
            if number
        ),
    )


def tasks_of(view: View, unit: Unit | None) -> list[TaskStanding]:
    """The tasks that a unit leads or supports by name; all of them for the whole commune."""
    return [item for item in view.tasks if unit is None or _concerns(item, unit)]


def tasks_slides(view: View, unit: Unit | None) -> Iterator[TasksSlide]:
    """The late tasks and those due soon, four a slide; one slide that says so where none is."""
    items = tasks_of(view, unit)
    urgent = [item for item in items if item.label in (TaskLabel.OVERDUE, TaskLabel.DUE_SOON)]
    counts = Counter(item.label for item in urgent)
    late, soon = counts[TaskLabel.OVERDUE], counts[TaskLabel.DUE_SOON]
    kicker = words.tasks_kicker(view.today, unit.short_name if unit else "")
    if not urgent:
        absent = words.NO_LATE_TASK if items else words.NO_TASK
        yield TasksSlide("nhiem-vu", kicker, "", "", (), absent)
        return
    number, caption = (late, "nhiệm vụ quá hạn") if late else (soon, "nhiệm vụ sắp đến hạn")
    if late and soon:
        caption += f", {soon} sắp đến hạn"
    ordered = most_urgent(urgent)
    pages = [ordered[start : start + MOST_TASKS] for start in range(0, len(ordered), MOST_TASKS)]
    for place, page in enumerate(pages, start=1):
        yield TasksSlide(
            id="nhiem-vu" + (f"-{place}" if place > 1 else ""),
            kicker=words.page_of(kicker, place, len(pages)),
            number=str(number),
            caption=caption,
            rows=tuple(task_row(view.plan, item) for item in page),
            absent="",
        )


def debts_slide(view: View, unit: Unit | None) -> DebtsSlide:
    """Who owes figures of the year, and how far the report deadline is."""
    plan = view.plan
    debts = view.debts if unit is None else view.debts_of(unit.code)
    if view.year == view.today.year:
        number, caption = words.days_to(view.today, plan.reporting.deadline(view.year))
    else:
        number, caption = str(len(debts)), f"số liệu còn thiếu của năm {view.year}"
    absent = "" if debts else f"{words.NOTHING_OWED} năm {view.year}"
    if unit is not None and not view.led_by(unit.code):
        number, absent = "", words.OWES_NONE
    by_unit: dict[str, list[Debt]] = {}
    for debt in debts:
        by_unit.setdefault(debt.indicator.lead_unit, []).append(debt)
    return DebtsSlide(
        id="con-no",
        kicker=f"Số liệu năm {view.year} còn nợ" + (f" · {unit.short_name}" if unit else ""),
        number=number if debts or view.year == view.today.year else "",
        caption=caption,
        rows=tuple(DebtRow(plan.unit_name(code), _owed(owed)) for code, owed in by_unit.items()),
        absent=absent,
    )


def closing_slide(
    view: View, items: Sequence[Standing], tasks: Sequence[TaskStanding]
) -> ClosingSlide:
    """What is to be done next about these indicators and tasks; what the figures do not say."""
    shown = [standing.indicator.code for standing in items]
    owed = [debt.indicator.code for debt in view.debts if debt.indicator.code in shown]
    act = [standing.indicator.code for standing in items if standing.band is Band.ACT]
    late = [item.task.code for item in tasks if item.label is TaskLabel.OVERDUE]
    unexplained = [standing.indicator.code for standing in items if is_note_owed(view, standing)]
    points = []
    if act:
        points.append(f"{words.act_line(len(act))}: {words.codes(act)}.")
    if owed:
        deadline = view.plan.reporting.deadline(view.year)
        points.append(words.debts_line(owed, view.today, deadline))
    if unexplained:
        points.append(words.unexplained(unexplained))
    if late:
        points.append(f"{len(late)} nhiệm vụ quá hạn: {words.codes(late)}.")
    caveats = [wording.STATUS_IS_NO_FORECAST, words.PATH_IS_ASSUMED]
    if note := wording.contradictions_note(view.plan):
        caveats.append(note)
    return ClosingSlide(
        id="ket-thuc",
        kicker=view.plan.commune.product,
        title=words.NEXT if points else words.NOTHING_NEXT,
        points=tuple(points),
        caveats=tuple(caveats),
    )


def data_day(view: View) -> str:
    """The day of the newest submission behind the figures; "" where there is none."""
    behind = {o.submission for o in view.observations if o.submission is not None}
    if not behind:
        return ""
    newest = view.submissions[max(behind)]
    return "" if newest.origin is Origin.DEMO else notation.moment(newest.confirmed_at)[:10]


def _concerns(item: TaskStanding, unit: Unit) -> bool:
    return unit.code in (item.task.lead_unit, *item.task.supporting_units)


def _owed(debts: Sequence[Debt]) -> tuple[str, ...]:
    """What one unit owes: named where it is little, by code where it is much."""
    by_words: dict[str, list[Debt]] = {}
    for debt in debts:
        by_words.setdefault(words.missing_of(debt), []).append(debt)
    return tuple(f"{_names(owed)}: {missing}" for missing, owed in by_words.items())


def _names(debts: Sequence[Debt]) -> str:
    if len(debts) > _NAMED:
        return words.codes([debt.indicator.code for debt in debts])
    return "; ".join(f"{debt.indicator.code} {debt.indicator.short_name}" for debt in debts)
