"""What the history says of events, settings and their values."""

from __future__ import annotations

import json
from collections.abc import Mapping

from indicators import notation
from indicators.events import Event, EventKind
from indicators.proposals import Outcome
from indicators.upload_words import OUTCOMES

KINDS: Mapping[EventKind, str] = {
    EventKind.SUBMISSION: "Nạp số liệu",
    EventKind.PROPOSAL: "Gửi chờ xác nhận hoặc phê duyệt",
    EventKind.CONFIRM: "Xác nhận lần nạp của đơn vị",
    EventKind.CORRECTION: "Sửa số liệu",
    EventKind.UNDO: "Hoàn tác",
    EventKind.APPROVAL: "Phê duyệt",
    EventKind.REFUSAL: "Từ chối hoặc rút lại",
    EventKind.EXPLANATION: "Giải trình",
    EventKind.TASK_UPDATE: "Cập nhật nhiệm vụ",
    EventKind.EXPORT: "Tải tệp về",
    EventKind.SIGN_IN: "Đăng nhập",
    EventKind.SIGN_IN_FAILED: "Đăng nhập không được",
    EventKind.SIGN_OUT: "Đăng xuất",
    EventKind.LOCKED: "Phải đợi vì nhập sai nhiều lần",
    EventKind.ACCOUNT_CREATED: "Thêm tài khoản",
    EventKind.ACCOUNT_CHANGED: "Sửa tài khoản",
    EventKind.ACCOUNT_DISABLED: "Khóa tài khoản",
    EventKind.ACCOUNT_RESET: "Đặt lại mật khẩu",
    EventKind.SETTINGS_CHANGED: "Đổi cài đặt",
    EventKind.REPORTING_UNITS_CHANGED: "Đổi danh sách đơn vị báo cáo",
    EventKind.BACKUP: "Yêu cầu sao lưu",
    EventKind.RESTORE: "Khôi phục",
    EventKind.DEMO_RETIRED: "Gỡ số liệu minh họa",
    EventKind.EVENTS_CUT: "Xóa lịch sử quá hạn lưu",
}
SETTINGS: Mapping[str, str] = {
    "viewers_sign_in": "Người xem phải đăng nhập",
    "approval": "Số liệu chỉ được tính sau khi người thứ hai phê duyệt",
    "idle_minutes_editor": "Tự đăng xuất khi không dùng (phút)",
    "idle_minutes_admin": "Tự đăng xuất người quản trị (phút)",
    "disable_after_days": "Khóa tài khoản không dùng quá (ngày)",
    "retention_months": "Giữ lịch sử (tháng)",
    "report_month": "Báo cáo trước: tháng",
    "report_day": "Báo cáo trước: ngày",
    "report_text": "Lời về chế độ báo cáo",
    "dashboard_address": "Địa chỉ chung của bảng theo dõi",
    "projector_key": "Khóa xem trình chiếu",
    "second_backup_place": "Thư mục sao lưu thứ hai",
}
EVERYTHING = "Mọi việc"
PARTS: Mapping[str, str] = {"lan-ghi": "Các lần ghi số liệu", "moi-viec": EVERYTHING}
WHICH = "Xem phần lịch sử"
HISTORY_KICKER = "Lịch sử · ai làm gì, lúc nào, từ đâu; chỉ ghi thêm, không sửa"
EXPORT_NAME = "lich-su.csv"
FILTER_KIND, FILTER_WHO = "Loại việc", "Ai (tên hoặc tài khoản)"
FILTER_TEXT, FILTER_SINCE, FILTER_UNTIL = "Nội dung", "Từ ngày", "Đến ngày"
ANY_KIND = "Mọi loại việc"
EXPORT = "Tải lịch sử (CSV)"
NOTHING_FOUND = "Không có việc nào như vậy trong lịch sử."
TIME, WHO, WHAT, BEFORE, AFTER, DETAIL = (
    "Lúc nào",
    "Ai, từ đâu",
    "Việc",
    "Trước",
    "Sau",
    "Chi tiết",
)
ACCOUNT, ADDRESS, SUBJECT, NUMBER = "Tài khoản", "Địa chỉ", "Đối tượng", "Số"
VISITOR = "người xem"


def count(number: int) -> str:
    return f"{notation.number(number)} việc trong lịch sử"


def subject(event: Event) -> str:
    """What was done to, in words; "" where there is nothing more to say."""
    if event.kind is EventKind.SETTINGS_CHANGED:
        return SETTINGS.get(event.subject, event.subject)
    if event.kind is EventKind.UNDO:
        return f"lần {event.subject}"
    if event.kind in (EventKind.PROPOSAL, EventKind.REFUSAL):
        return f"mã chờ {event.subject}"
    return event.subject


def value(event: Event, text: str) -> str:
    """A state before or after, in words."""
    if event.kind is EventKind.REFUSAL and text in set(Outcome):
        return OUTCOMES[Outcome(text)]
    if event.kind is not EventKind.SETTINGS_CHANGED or not text:
        return text
    try:
        kept = json.loads(text)
    except ValueError:
        return text
    if isinstance(kept, bool):
        return "có" if kept else "không"
    return notation.number(kept) if isinstance(kept, int) else str(kept) or "(trống)"
