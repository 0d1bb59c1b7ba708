"""What the report's screen says around the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from indicators import notation, wording
from indicators.board import View
from indicators.plan import Plan
from indicators.report.document import Issuer

DOWNLOAD = "Tải báo cáo (.docx)"
DATA = "Số liệu, đánh giá, nhiệm vụ, lịch sử (.xlsx)"
CSV = "Toàn bộ số liệu (.csv)"
PARQUET = "Toàn bộ số liệu (.parquet)"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET_FILE = "application/vnd.apache.parquet"
DEMO_WATERMARK = f"Báo cáo mang dấu chìm {wording.DEMO_MARK} vì chưa có số liệu thật."
AS_OF = "Số liệu đến"
COMPARE = "So với một ngày trước: số liệu, trạng thái, nhiệm vụ đã thay đổi"
SINCE = "Thay đổi kể từ ngày"
STORE_IN_USE = (
    "Bảng theo dõi đang chạy và giữ tệp dữ liệu: hãy tải báo cáo ở trang Báo cáo, hoặc dừng bảng "
    "theo dõi rồi chạy lại lệnh này."
)


def as_of(today: date, day: date) -> str:
    """How a day is offered up to which submissions count: "Đến hôm nay", "Đến 20/11/2026"."""
    return "Đến hôm nay" if day == today else f"Đến {notation.day(day)}"


def no_such_year(year: int, years: Sequence[int]) -> str:
    return f"Không lập được báo cáo năm {year}: hãy chọn từ năm {min(years)} đến năm {max(years)}."


def not_written(place: str) -> str:
    return (
        f"Không ghi được {place}: hãy kiểm tra thư mục đã có, được phép ghi và tệp không mở ở nơi "
        "khác."
    )


def written(place: str, blanks: Sequence[str]) -> str:
    """What the command says when it is done."""
    text = f"Đã ghi {place}"
    return f"{text}; còn {len(blanks)} chỗ tô vàng cần người soạn điền." if blanks else f"{text}."


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
        lines.append(f"{len(owed)} chỉ tiêu chưa có giải trình: {codes}.")
    if blanks:
        lines.append(f"{len(blanks)} chỗ tô vàng cần người soạn điền.")
    if view.is_demo:
        lines.append(DEMO_WATERMARK)
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
