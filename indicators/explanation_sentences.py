"""What the screens say around the explanation notes of lead units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from indicators import notation, wording
from indicators.explanations import MOST_CHARACTERS
from indicators.plan import Indicator, Plan

TITLE = "Giải trình của đơn vị chủ trì"
INDICATOR = "Chỉ tiêu"
REASON = "Lý do"
NEXT_STEPS = "Việc làm tiếp"
DUE = "Hạn hoàn thành"
PERSON = "Người ghi"
WRITE = "Ghi giải trình"
REVISE = "Sửa giải trình"
SIGN_IN_TO_WRITE = "Đăng nhập để ghi giải trình"
WITHDRAWN = "đã rút"
REASON_HINT = "Vì sao chỉ tiêu chậm hoặc chưa đạt"
NEXT_STEPS_HINT = "Sẽ làm gì, ai làm"
NOT_EXPLAINED = "Chưa giải trình"
FIGURES_CHANGED = (
    "Số liệu hoặc giải trình vừa có người khác ghi; hãy xem lại trang này rồi bấm ghi lần nữa."
)
DEMO_FIRST = "Muốn ghi giải trình, hãy nạp số liệu thật hoặc gỡ số liệu minh họa trước."
_MOST_YEARS = 10


def missing(plan: Plan, indicator: Indicator, year: int) -> str:
    """Said where a lagging indicator has no note."""
    return f"Chưa có giải trình năm {year} của {plan.unit_name(indicator.lead_unit)}."


def missing_title(year: int) -> str:
    return f"Chưa có giải trình năm {year}"


def written(year: int) -> str:
    """Over what a lead unit wrote."""
    return f"Giải trình năm {year}"


EARLIER = "Các lần ghi trước"


def earlier(count: int) -> str:
    return f"{count} lần ghi trước"


def fault(filled: Mapping[str, str], due: date | None, year: int) -> str:
    """What keeps a note on `year` from being stored, in one sentence; "" where nothing does.

    `filled` gives what was written under the label of every field, in their order.
    """
    empty = [f"“{label}”" for label, text in filled.items() if not text.strip()]
    if empty:
        return f"Chưa ghi được: hãy điền {wording.listing(empty)}."
    for label in (REASON, NEXT_STEPS):
        length = len(filled[label].strip())
        if length > MOST_CHARACTERS:
            return (
                f"Ô “{label}” dài {length} ký tự; hãy rút gọn còn không quá "
                f"{MOST_CHARACTERS} ký tự."
            )
    first, last = date(year, 1, 1), date(year + _MOST_YEARS, 12, 31)
    if due is not None and not first <= due <= last:
        return (
            f"“{DUE}” {notation.day(due)} không hợp lý; hãy chọn từ {notation.day(first)} đến "
            f"{notation.day(last)}."
        )
    return ""
