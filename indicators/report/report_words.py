"""What the report's screen says around the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indicators import wording
from indicators.board import View
from indicators.plan import Plan
from indicators.report.document import Issuer

DOWNLOAD = "Tải báo cáo (.docx)"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def issuer_name(plan: Plan, issuer: Issuer) -> str:
    """Whose report it is, short: "UBND xã", "Phòng Kinh tế"."""
    if issuer is Issuer.COMMITTEE:
        return "Báo cáo của UBND xã"
    return f"Báo cáo của {plan.unit_name(plan.reporting.compiler)}"


def head(view: View, blanks: Sequence[str]) -> dict[str, Any]:
    """What the report still lacks, before it is printed."""
    lines = []
    if view.debts:
        codes = ", ".join(debt.indicator.code for debt in view.debts)
        lines.append(f"{len(view.debts)} số liệu chưa đủ: {codes}.")
    owed = view.notes_owed()
    if owed:
        codes = ", ".join(standing.indicator.code for standing in owed)
        lines.append(f"{len(owed)} chỉ tiêu chậm chưa có giải trình: {codes}.")
    if blanks:
        lines.append(f"{len(blanks)} chỗ tô vàng cần người điền: chỉ người soạn biết.")
    if view.is_demo:
        lines.append("Báo cáo mang dấu chìm SỐ LIỆU MINH HỌA vì chưa có số liệu thật.")
    made: dict[str, Any] = {
        "kicker": [{"text": f"Báo cáo · mục {view.plan.reporting.clause} của kế hoạch"}],
        "title": f"Báo cáo năm {view.year}, soạn từ số liệu đã ghi",
        "subtitle": "Đúng thể thức Nghị định 30/2020/NĐ-CP; tải về sửa tiếp trong Word.",
    }
    if lines:
        deadline = wording.days_left(view.today, view.plan.reporting.deadline(view.year))
        title = deadline if view.year == view.today.year else "Trước khi in"
        tone = "alert" if view.debts or owed else "note"
        made["aside"] = {
            "tone": tone,
            "title": title,
            "lines": [[{"text": line}] for line in lines],
        }
    return made
