"""The tables of the screens: standings and tasks as data for the one table component."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import groupby

from indicators import definitions, wording
from indicators.cells import (
    NOT_CARD,
    Cell,
    CountItem,
    Group,
    LegendItem,
    Row,
    Table,
    Tile,
    column,
    line,
    part,
    table,
    target,
    text_cell,
)
from indicators.indicator_rows import compact_row, deadlines_note, overview_row
from indicators.palette import TASK_CHIPS
from indicators.plan import Plan, Unit
from indicators.standing import Debt, Label, Standing, count_labels, in_order
from indicators.tasks import TaskLabel, TaskStanding
from indicators.wording import NO_FIGURE


class Grouping(StrEnum):
    """How the overview is divided."""

    WORST_FIRST = "worst_first"
    BY_UNIT = "by_unit"
    BY_STATUS = "by_status"


def overview_table(
    plan: Plan,
    standings: Sequence[Standing],
    *,
    grouping: Grouping = Grouping.WORST_FIRST,
    year: int,
    notes: Iterable[str] = (),
) -> Table:
    """Every indicator as a bullet row, with the counts of each status and the legend."""
    items = in_order(standings)
    made = table(
        f"Các chỉ tiêu năm {year} so với ngưỡng",
        [
            column("name", "Chỉ tiêu · đơn vị chủ trì", "name"),
            column("figure", f"Năm {year}", "figure", "end"),
            column("bullet", "So với ngưỡng (vạch đậm)", "bullet"),
            column("threshold", "Ngưỡng", "threshold"),
            column("change", f"So với {year - 1}", "number", "end", ["card", "medium", "wide"]),
            column("required", "Cần mỗi năm", "number", "end", ["medium", "wide"]),
            column("recent", "Nhịp gần đây", "number", "end", ["wide"]),
            column("status", "Trạng thái", "chip"),
        ],
        _overview_groups(plan, items, grouping),
        layout="indicators",
        notes=[_units_note(items), wording.STATUS_IS_NO_FORECAST, _lead_note(items), *notes],
        empty="Kế hoạch chưa có chỉ tiêu nào.",
    )
    made["counts"] = [
        CountItem(chip=label.value, number=str(number))
        for label, number in count_labels(items).items()
        if number
    ]
    made["countsLabel"] = "Số chỉ tiêu theo trạng thái"
    made["legend"] = _legend(plan, items, year)
    return made


def led_indicators_table(plan: Plan, standings: Sequence[Standing], year: int) -> Table:
    """The indicators one unit leads, compact, worst first."""
    items = in_order(standings)
    ticked = any(wording.expected_level(s) is not None for s in items)
    return table(
        f"Các chỉ tiêu đơn vị chủ trì, năm {year}",
        [
            column("name", "Chỉ tiêu", "name"),
            column("figure", str(year), "figure", "end"),
            column("bullet", "So với ngưỡng", "bullet"),
            column("threshold", "Ngưỡng", "threshold"),
            column("required", "Cần/năm", "number", "end", ["card", "medium", "wide"]),
            column("status", "Trạng thái", "chip"),
        ],
        [Group(title="", rows=[compact_row(s) for s in items])],
        layout="compact",
        notes=[
            f"▼ tím: mức cần có năm {year} ({wording.ASSUMED_PATH})." if ticked else "",
            deadlines_note(items),
            _units_note(items),
            wording.STATUS_IS_NO_FORECAST if items else "",
            _lead_note(items),
        ],
        empty="Đơn vị không chủ trì chỉ tiêu nào.",
    )


def units_table(
    plan: Plan,
    standings: Sequence[Standing],
    tasks: Sequence[TaskStanding],
    owed: Sequence[Debt],
    *,
    year: int,
    current: str = "",
) -> Table:
    """All responsible units side by side; the row of the unit `current` is set off."""
    rows = []
    for unit in plan.responsible_units:
        led = in_order(s for s in standings if s.indicator.lead_unit == unit.code)
        own = [t for t in tasks if t.task.lead_unit == unit.code]
        late = sum(1 for t in own if t.label is TaskLabel.OVERDUE)
        missing = sum(1 for debt in owed if debt.indicator.lead_unit == unit.code)
        row = Row(
            cells={
                "name": Cell(title=unit.short_name),
                "led": text_cell(str(len(led)) if led else NO_FIGURE),
                "status": _tiles(led),
                "tasks": text_cell(_tasks_done(plan, unit, own)),
                "late": _count_cell(late),
                "owed": _count_cell(missing),
            },
            open=target("unit", ma=unit.code, nam=str(year)),
        )
        if unit.code == current:
            row["emphasis"] = True
        rows.append(row)
    made = table(
        f"Các đơn vị xem cạnh nhau, năm {year}",
        [
            column("name", "Đơn vị", "name"),
            column("led", "Chủ trì", "number", "end", NOT_CARD),
            column("status", "Trạng thái từng chỉ tiêu", "chips"),
            column("tasks", "Nhiệm vụ hoàn thành", "number", "end"),
            column("late", "Quá hạn", "number", "end"),
            column("owed", "Nợ số liệu", "number", "end"),
        ],
        [Group(title="", rows=rows)],
        empty="Kế hoạch chưa có đơn vị nào.",
    )
    present = {s.label for s in standings}
    made["key"] = [label.value for label in Label if label in present]
    return made


def tasks_table(
    tasks: Sequence[TaskStanding], *, caption: str = "Nhiệm vụ", notes: Iterable[str] = ()
) -> Table:
    """Tasks as a list for a narrow place: name with deadline, state; most urgent first."""
    place = {label: number for number, label in enumerate(TaskLabel)}
    ordered = sorted(tasks, key=lambda t: (place[t.label], t.task.deadline, t.task.code))
    return table(
        caption,
        [column("name", "Nhiệm vụ", "text"), column("state", "Tình trạng", "chip", "end")],
        [Group(title="", rows=[_task_row(item) for item in ordered])],
        layout="list",
        chips={
            label.value: (wording.TASK_LABELS[label], look) for label, look in TASK_CHIPS.items()
        },
        notes=notes,
        empty="Không có nhiệm vụ nào.",
    )


def _overview_groups(plan: Plan, items: Sequence[Standing], grouping: Grouping) -> list[Group]:
    if grouping is Grouping.BY_UNIT:
        codes = [unit.code for unit in plan.units]
        by_unit = sorted(items, key=lambda s: codes.index(s.indicator.lead_unit))
        groups = []
        for code, members in groupby(by_unit, key=lambda s: s.indicator.lead_unit):
            group = _group(plan, plan.unit_name(code), list(members))
            group["open"] = target("unit", ma=code, nam=str(items[0].year))
            groups.append(group)
        return groups
    if grouping is Grouping.BY_STATUS:
        return [
            _group(plan, wording.LABELS[label], list(members))
            for label, members in groupby(items, key=lambda s: s.label)
        ]
    return [
        _group(plan, wording.BAND_TITLES[band], list(members))
        for band, members in groupby(items, key=lambda s: s.band)
    ]


def _group(plan: Plan, title: str, members: Sequence[Standing]) -> Group:
    rows = [overview_row(plan, standing) for standing in members]
    return Group(title=f"{title} · {len(members)}", rows=rows)


def _task_row(item: TaskStanding) -> Row:
    task = item.task
    parts = [part(f"{task.code} ", "muted"), part(task.name)]
    if task.is_priority:
        parts.append(part(" (ưu tiên)", "strong"))
    deadline = f"Hạn {task.deadline_month:02d}/{task.deadline_year}"
    lines = [line(*parts), line(part(deadline, "muted", "small"))]
    return Row(
        cells={"name": Cell(lines=lines), "state": Cell(chip=item.label.value)},
        open=target("tasks", ma=task.code),
    )


def _tiles(led: Sequence[Standing]) -> Cell:
    if not led:
        return text_cell("không chủ trì chỉ tiêu", "muted")
    return Cell(
        tiles=[
            Tile(chip=s.label.value, label=f"{s.indicator.code}: {wording.LABELS[s.label]}")
            for s in led
        ]
    )


def _tasks_done(plan: Plan, unit: Unit, own: Sequence[TaskStanding]) -> str:
    """ "6/12" of the tasks a unit leads; else that it supports some, in the plan's words."""
    if own:
        return f"{sum(1 for t in own if t.is_done)}/{len(own)}"
    if supported := plan.tasks_supported_by(unit.code):
        return f"phối hợp {len(supported)}"
    return unit.duty.split(" (")[0].lower() or NO_FIGURE


def _count_cell(count: int) -> Cell:
    return text_cell(str(count), *(("strong", "alert") if count else ()))


def _units_note(items: Sequence[Standing]) -> str:
    """In which units changes and paces are given; counts are named one by one."""
    counts = [
        f"{s.indicator.code}: {wording.pace_unit_measure(s.indicator)}"
        for s in sorted(items, key=lambda s: s.indicator.code)
        if not s.indicator.is_share
    ]
    if not items:
        return ""
    shares = "điểm %, điểm %/năm" if len(counts) < len(items) else ""
    named = "; ".join(counts)
    if shares and named:
        return f"Đơn vị của thay đổi và nhịp: {shares} ({named})."
    return f"Đơn vị của thay đổi và nhịp: {shares or named}."


def _lead_note(items: Sequence[Standing]) -> str:
    inferred = any(s.indicator.is_lead_inferred for s in items)
    return wording.INFERRED_LEAD_NOTE if inferred else ""


def _legend(plan: Plan, items: Sequence[Standing], year: int) -> list[LegendItem]:
    leading = sum(1 for s in items if s.indicator.is_leading)
    entries: list[LegendItem] = []
    if leading:
        entries += [
            {"mark": "star", "text": f"{leading} {wording.LEADING}", "sizes": NOT_CARD},
            {"mark": "star", "text": "chủ chốt", "sizes": ["card"]},
        ]
    if year < plan.rules.baseline_year:
        entries += [{"mark": "since", "text": f"mức năm {year}", "sizes": NOT_CARD}]
    else:
        entries += [
            {"mark": "base", "text": f"số nền {plan.rules.baseline_year}", "sizes": NOT_CARD},
            {"mark": "since", "text": "tăng từ số nền", "sizes": NOT_CARD},
        ]
    entries += [
        {"mark": "estimate", "text": "ước"},
        {"mark": "actual", "text": "chính thức", "sizes": NOT_CARD},
        {"mark": "threshold", "text": "ngưỡng"},
    ]
    if any(wording.expected_level(s) is not None for s in items):
        needed = f"mức cần có năm {year}"
        entries += [
            {
                "mark": "expected",
                "text": f"{needed} theo {wording.ASSUMED_PATH}",
                "sizes": NOT_CARD,
            },
            {"mark": "expected", "text": f"{needed} – giả định", "sizes": ["card"]},
        ]
    return entries


def debts_table(owed: Sequence[Debt]) -> Table:
    """What a unit still owes, an indicator a row."""
    rows = [
        Row(
            cells={
                "code": text_cell(debt.indicator.code, "strong"),
                "name": text_cell(debt.indicator.short_name),
                "missing": text_cell(wording.debt(debt), "alert"),
            },
            open=target("indicator", ma=debt.indicator.code, nam=str(debt.year)),
        )
        for debt in owed
    ]
    return table(
        "Số liệu còn nợ",
        [
            column("code", "Mã", "text"),
            column("name", "Chỉ tiêu", "text"),
            column("missing", "Còn thiếu", "text", "end"),
        ],
        [Group(title="", rows=rows)],
        layout="list",
        empty="Không còn nợ số liệu.",
    )


def statuses_table(plan: Plan) -> Table:
    """Every status with what it means, worst first."""
    meanings = definitions.status_meanings(plan)
    rows = [
        Row(cells={"status": Cell(chip=label.value), "meaning": text_cell(meanings[label])})
        for label in Label
    ]
    return table(
        "Các trạng thái",
        [column("status", "Trạng thái", "chip"), column("meaning", "Nghĩa là", "text")],
        [Group(title="", rows=rows)],
    )
