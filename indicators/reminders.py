"""Ready-to-send reminders: what each lead unit still owes, as one letter a unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from indicators import notation, wording
from indicators import task_sentences as tasks_said
from indicators.board import View
from indicators.cells import ADDRESSES, STYLE
from indicators.plan import Unit
from indicators.standing import Debt, Standing
from indicators.task_tables import state_words
from indicators.tasks import TaskLabel, TaskStanding

TITLE = "Nhắc việc"
COPY = "Chép lời nhắc"
COPIED = "Đã chép"
SELECTED = "Đã bôi đen: bấm Ctrl+C"
SHOW = "Xem lời nhắc"
NOBODY = "Không đơn vị nào còn nợ số liệu, giải trình hay nhiệm vụ."
NO_MAIL = "Phần mềm không gửi thư: hãy chép lời nhắc rồi dán vào thư, Zalo hoặc văn bản."
LOCAL_ADDRESS = (
    "Địa chỉ trong lời nhắc chỉ mở được trên máy này; người quản trị đặt địa chỉ chung ở trang "
    "Quản trị."
)
DEMO = f"[{wording.DEMO_MARK} – KHÔNG GỬI]"


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one unit is reminded of; `summary` counts it, `text` is the letter."""

    unit: str
    name: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True)
class _Owed:
    debts: Sequence[Debt]
    unexplained: Sequence[Standing]
    late: Sequence[TaskStanding]
    soon: Sequence[TaskStanding]

    @property
    def is_nothing(self) -> bool:
        return not (self.debts or self.unexplained or self.late or self.soon)


def reminders(view: View, base: str) -> tuple[Reminder, ...]:
    """A reminder for every unit that owes something, in the plan's order.

    `base` is the dashboard's address as colleagues reach it, without a slash at its end; "" leaves
    addresses out.
    """
    found = []
    for unit in view.plan.units:
        owed = _owed_by(view, unit.code)
        if not owed.is_nothing:
            text = "\n".join(_letter(view, unit, owed, base))
            found.append(Reminder(unit.code, unit.short_name, _summary(owed), text))
    return tuple(found)


def reminders_data(items: Sequence[Reminder]) -> dict[str, Any]:
    """The reminders as their component shows them."""
    return {
        "style": dict(STYLE),
        "caption": TITLE,
        "words": {"copy": COPY, "copied": COPIED, "selected": SELECTED, "show": SHOW},
        "rows": [
            {"unit": item.unit, "name": item.name, "summary": item.summary, "text": item.text}
            for item in items
        ],
    }


def title(items: Sequence[Reminder]) -> str:
    """What stands above the reminders."""
    return f"{TITLE}: {len(items)} đơn vị còn việc" if items else f"{TITLE}: không còn ai nợ"


def _owed_by(view: View, unit: str) -> _Owed:
    own = [item for item in view.tasks if item.task.lead_unit == unit]
    return _Owed(
        view.debts_of(unit),
        view.notes_owed(unit),
        [item for item in own if item.label is TaskLabel.OVERDUE],
        [item for item in own if item.label is TaskLabel.DUE_SOON],
    )


def _summary(owed: _Owed) -> str:
    counts = (
        (owed.debts, "số liệu còn thiếu"),
        (owed.unexplained, "giải trình còn thiếu"),
        (owed.late, "nhiệm vụ quá hạn"),
        (owed.soon, "nhiệm vụ sắp đến hạn"),
    )
    return " · ".join(f"{len(items)} {what}" for items, what in counts if items)


def _letter(view: View, unit: Unit, owed: _Owed, base: str) -> Iterator[str]:
    plan = view.plan
    if view.is_demo:
        yield DEMO
        yield ""
    compiler = plan.unit(plan.reporting.compiler)
    yield f"Kính gửi: {unit.name}"
    yield ""
    deadline = plan.reporting.deadline(view.year)
    left = wording.days_left(view.today, deadline)
    left = f"{left[:1].lower()}{left[1:]}" if view.year == view.today.year else ""
    is_own = unit.code == compiler.code
    duty = f"{plan.reporting.text[:1].lower()}{plan.reporting.text[1:]}"
    asks = f"{compiler.name} kính đề nghị quý đơn vị quan tâm thực hiện các việc sau"
    yield (
        f"Để tổng hợp báo cáo năm {view.year} về kết quả thực hiện Kế hoạch của "
        f"{plan.document.issuer} "
        f"(mục {plan.reporting.clause}: {duty}), "
        f"{f'{compiler.name} còn các việc sau' if is_own else asks}:"
    )
    for number, (heading, lines) in enumerate(_parts(view, owed, base), 1):
        yield ""
        yield f"{number}. {heading}"
        yield from lines
    yield ""
    if left:
        yield f"Thời hạn: {left}."
    if base:
        address = f"{base}/{ADDRESSES['unit']}?ma={unit.code}&nam={view.year}"
        yield f"Kết quả của {'đơn vị' if is_own else 'quý đơn vị'} xem tại: {address}"
    yield ""
    yield "Trân trọng./." if is_own else "Trân trọng cảm ơn sự phối hợp của quý đơn vị./."
    yield ""
    yield compiler.name.upper()


def _parts(view: View, owed: _Owed, base: str) -> Iterator[tuple[str, list[str]]]:
    if owed.debts:
        lines = [_debt_line(view, debt) for debt in owed.debts]
        if base:
            lines.append(f"   Nạp số liệu tại: {base}/{ADDRESSES['upload']}")
        yield f"Gửi {len(owed.debts)} số liệu năm {view.year} còn thiếu:", lines
    if owed.unexplained:
        lines = []
        for standing in owed.unexplained:
            lines.append(f"   - {_standing_line(view, standing)}")
            if base:
                code = standing.indicator.code
                address = f"{base}/{ADDRESSES['indicator']}?ma={code}&nam={view.year}"
                lines.append(f"     Ghi giải trình tại: {address}")
        count = len(owed.unexplained)
        yield f"Giải trình {count} chỉ tiêu chậm hoặc chưa đạt năm {view.year}:", lines
    for tasks, heading in (
        (owed.late, "Hoàn thành và cập nhật {} nhiệm vụ đã quá hạn:"),
        (owed.soon, "Đẩy nhanh và cập nhật {} nhiệm vụ sắp đến hạn:"),
    ):
        if tasks:
            lines = []
            for item in tasks:
                lines.append(f"   - {_task_line(view, item)}")
                if base:
                    address = f"{base}/{ADDRESSES['tasks']}?ma={item.task.code}"
                    lines.append(f"     Cập nhật tại: {address}")
            yield heading.format(len(tasks)), lines


def _debt_line(view: View, debt: Debt) -> str:
    indicator = debt.indicator
    said = wording.debt(debt)
    if debt.missing:
        said += f": {', '.join(map(view.plan.unit_name, debt.missing))}"
    inferred = f" ({wording.INFERRED_LEAD})" if indicator.is_lead_inferred else ""
    return f"   - {indicator.code} {indicator.short_name}{inferred}: {said}."


def _standing_line(view: View, standing: Standing) -> str:
    indicator, latest = standing.indicator, standing.assessment.latest
    target = indicator.headline_target
    aim = f"ngưỡng {wording.threshold_in_words(indicator, target)}, {wording.due(target)}"
    label = wording.LABELS[standing.label].lower()
    figure = ""
    if latest is not None and latest.value is not None:
        kind = wording.KINDS[latest.kind]
        figure = f"{wording.quantity(indicator, latest.value)} ({kind} năm {latest.year}); "
    return f"{indicator.code} {indicator.short_name}: {figure}{aim}; {label}."


def _task_line(view: View, item: TaskStanding) -> str:
    task, update = item.task, item.update
    when = f"{tasks_said.deadline(task)}, {tasks_said.time_left(task, view.today)}"
    last = "chưa có cập nhật"
    if update is not None:
        last = f"cập nhật {notation.day(update.stated_on)}: {state_words(update).lower()}"
    return f"{task.code} {task.name}: {when}; {last}."
