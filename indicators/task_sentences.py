"""What the screens say around the lead units' statements about their tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from indicators import notation, wording
from indicators.plan import Plan, Task
from indicators.tasks import MOST_CHARACTERS, TaskLabel, TaskStanding, TaskState

STATE = "Tình trạng"
PERCENT = "Đã làm được (%)"
PERCENT_HINT = "0–100, có thể để trống"
NOTE = "Kết quả, vướng mắc, việc làm tiếp"
NOTE_HINT = "Đã làm gì, còn vướng gì, đề nghị gì"
DAY = "Tính đến ngày"
PERSON = "Người ghi"
WRITE = "Ghi cập nhật"
REVISE = "Cập nhật nhiệm vụ"
LATEST = "Tình hình mới nhất"
EARLIER = "Những lần cập nhật trước"
IN_PLAN = "Kế hoạch giao"
SIGN_IN_TO_WRITE = "Đăng nhập để cập nhật"
NOTHING_YET = "Chưa có cập nhật nào của đơn vị chủ trì."
ALL_TASKS = "Tất cả nhiệm vụ"
OPEN_HINT = "Bấm vào một nhiệm vụ để xem chi tiết, các lần cập nhật và ghi tình hình mới."
WITHDRAWN = "đã rút"
CHANGED = "Nhiệm vụ hoặc số liệu vừa có người khác ghi; hãy xem lại trang này rồi bấm ghi lần nữa."
DEMO_FIRST = "Muốn cập nhật nhiệm vụ, hãy nạp số liệu thật hoặc gỡ số liệu minh họa trước."
STATES: Mapping[TaskState, str] = {
    TaskState.NOT_STARTED: "Chưa triển khai",
    TaskState.UNDER_WAY: "Đang thực hiện",
    TaskState.DONE: "Hoàn thành",
}


def led_title(items: Sequence[TaskStanding]) -> str:
    """What stands above the tasks a unit leads."""
    done = sum(item.is_done for item in items)
    late = sum(item.label is TaskLabel.OVERDUE for item in items)
    overdue = f", {late} quá hạn" if late else ""
    return f"Chủ trì {len(items)} nhiệm vụ, {done} đã hoàn thành{overdue}"


def supported_title(count: int) -> str:
    return f"Phối hợp {count} nhiệm vụ"


def general_title(count: int) -> str:
    return f"Phối hợp chung {count} nhiệm vụ"


def deadline(task: Task) -> str:
    """The plan's month with its last day: "hạn 06/2028 (hết ngày 30/06/2028)"."""
    month = f"{task.deadline_month:02d}/{task.deadline_year}"
    return f"hạn {month} (hết ngày {notation.day(task.deadline)})"


def time_left(task: Task, today: date) -> str:
    """How far the deadline is from a day."""
    days = (task.deadline - today).days
    if days > 0:
        return f"còn {notation.number(days)} ngày"
    return "hôm nay là ngày cuối" if days == 0 else f"quá hạn {notation.number(-days)} ngày"


def unknown(asked: str) -> str:
    return f"Không có nhiệm vụ “{asked[:20]}” trong kế hoạch."


def earlier(count: int) -> str:
    return f"{count} lần cập nhật trước"


def earliest_day(plan: Plan) -> date:
    """No statement is of a day before the plan's first year began."""
    return date(plan.document.first_year, 1, 1)


def fault(
    plan: Plan,
    today: date,
    *,
    state: TaskState | None,
    percent: int | None,
    note: str,
    stated_on: date | None,
) -> str:
    """What keeps a statement from being stored, in one sentence; "" where nothing does."""
    filled = {STATE: state is not None, DAY: stated_on is not None}
    empty = [f"“{label}”" for label, is_filled in filled.items() if not is_filled]
    if empty:
        return f"Chưa ghi được: hãy điền {wording.listing(empty)}."
    if state is TaskState.NOT_STARTED and percent:
        return f"Chưa triển khai thì “{PERCENT}” phải là 0 hoặc để trống, không phải {percent}."
    if state is TaskState.UNDER_WAY and percent == 100:
        return "Đã làm được 100% thì hãy chọn “Hoàn thành”, hoặc ghi tỷ lệ nhỏ hơn."
    if state is TaskState.DONE and percent not in (None, 100):
        return f"Đã hoàn thành thì “{PERCENT}” phải là 100 hoặc để trống, không phải {percent}."
    if len(note.strip()) > MOST_CHARACTERS:
        return (
            f"Ô “{NOTE}” dài {len(note.strip())} ký tự; hãy rút gọn còn không quá "
            f"{MOST_CHARACTERS} ký tự."
        )
    if stated_on is not None and not earliest_day(plan) <= stated_on <= today:
        return (
            f"“{DAY}” {notation.day(stated_on)} không hợp lý; hãy chọn từ "
            f"{notation.day(earliest_day(plan))} đến hôm nay {notation.day(today)}."
        )
    return ""
