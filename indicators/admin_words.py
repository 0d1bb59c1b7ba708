"""What the administrator's screen says."""

from __future__ import annotations

from collections.abc import Mapping

from indicators import notation
from indicators.event_words import SETTINGS
from indicators.office_settings import BOUNDS

TITLE = "Quản trị"
PARTS: Mapping[str, str] = {
    "tai-khoan": "Tài khoản",
    "don-vi-bao-cao": "Đơn vị báo cáo",
    "cai-dat": "Cài đặt",
    "du-lieu": "Sao lưu và lịch sử",
}
WHICH = "Phần quản trị"
SAVE = "Lưu"
SAVED = "Đã lưu; thay đổi được ghi vào lịch sử."
NOTHING_CHANGED = "Không có gì thay đổi."

# Accounts

ADD = "Thêm tài khoản"
EDIT = "Sửa tài khoản"
ACCOUNT = "Tài khoản"
UNIT = "Đơn vị"
NO_UNIT = "(không gắn với đơn vị)"
ROLES = "Vai trò"
ROLES_HINT = "Không chọn: chỉ xem"
EMAIL = "Thư điện tử (khi đăng nhập một lần)"
STATE, LAST_USE = "Tình trạng", "Dùng hoặc đổi gần nhất"
RESET, SIGN_OUT_ALL = "Đặt lại mật khẩu", "Đăng xuất mọi nơi"
DISABLE, ENABLE = "Khóa tài khoản", "Mở tài khoản"
SECOND_FACTOR, FIRST_SIGN_IN = "xác thực hai lớp", "chưa đổi mật khẩu lần đầu"
SIGNED_OUT = "Đã đăng xuất tài khoản này ở mọi máy."
NO_ACCOUNTS = "Chưa có tài khoản nào."


def accounts_title(count: int) -> str:
    return f"{notation.number(count)} tài khoản"


def one_time_password(login: str) -> str:
    """Said above a password that is shown once."""
    return (
        f"Mật khẩu dùng một lần của {login}, chỉ hiện lần này. Hãy chép và đưa tận tay; lần "
        "đăng nhập đầu tiên phải đổi."
    )


# Reporting units

UNITS_TITLE = "Đơn vị báo cáo"
UNITS_LEAD = (
    "Danh sách cho biết ai phải báo cáo chỉ tiêu nào: số toàn xã chỉ trọn khi mọi đơn vị trong "
    "danh sách đã nộp, mẫu nạp có sẵn từng đơn vị, nhắc việc nêu tên đơn vị còn thiếu. Chỉ tiêu "
    "không có ai trong danh sách thì phần mềm dựa vào những đơn vị từng báo cáo."
)
UNITS_EDIT = "Sửa danh sách"
UNITS_LINES = "Mỗi dòng: tên đơn vị; mã chỉ tiêu; từ năm; đến năm"
UNITS_HINT = "Thôn 1; CT07, CT09\nTrường Tiểu học A; CT10; 2026\nThôn 2; CT07; 2026; 2028"
UNITS_HELP = "Dán thẳng từ Excel cũng được (4 cột). Năm để trống: không giới hạn."
UNITS_FILE = "Lấy danh sách từ tệp CSV (không bắt buộc)"
UNITS_UNREADABLE = (
    "Không đọc được tệp này; hãy lưu dạng CSV UTF-8 rồi chọn lại, hoặc dán nội dung vào ô."
)
UNITS_EMPTY = "Chưa có danh sách. Phần mềm đang dựa vào những đơn vị từng báo cáo."
UNIT_NAME, UNIT_REPORTS, UNIT_YEARS = "Đơn vị", "Báo cáo chỉ tiêu", "Từ năm – đến năm"
EVERY_YEAR = "mọi năm"
NO_UNIT_NAME = "Thiếu tên đơn vị; hãy ghi tên ở cột đầu."


def units_count(count: int) -> str:
    return f"{notation.number(count)} đơn vị báo cáo"


def units_years(first: int | None, last: int | None) -> str:
    """From when to when a unit reports."""
    if first is None and last is None:
        return EVERY_YEAR
    if last is None:
        return f"từ {first}"
    return f"đến {last}" if first is None else f"{first}–{last}"


def in_line(number: int, fault: str) -> str:
    return f"Dòng {number}: {fault}"


def listed_twice(name: str) -> str:
    return f"“{name}” đã có ở dòng trên; hãy gộp thành một dòng."


def too_many_cells(count: int) -> str:
    return f"Dòng có {count} cột; hãy để nhiều nhất 4 cột: tên; mã chỉ tiêu; từ năm; đến năm."


def too_many_units(count: int, most: int) -> str:
    return f"Danh sách có {count} đơn vị; hãy rút còn không quá {most}."


def long_unit_name(length: int, most: int) -> str:
    return f"Tên đơn vị dài {length} ký tự; hãy rút gọn còn không quá {most} ký tự."


def whole_commune(name: str) -> str:
    return f"“{name}” là cả xã, không phải đơn vị báo cáo; hãy bỏ dòng này."


def no_indicators(name: str) -> str:
    return f"“{name}” chưa có mã chỉ tiêu; hãy ghi ở cột thứ hai, ví dụ CT07, CT09."


def unknown_indicator(code: str) -> str:
    return f"Không có chỉ tiêu mã “{code}”; hãy xem lại mã ở trang Tổng quan."


def no_year(text: str) -> str:
    return f"“{text}” không phải một năm; hãy ghi 4 chữ số hoặc để trống."


def years_turned(first: int, last: int) -> str:
    return f"Năm cuối {last} trước năm đầu {first}; hãy đổi lại."


# Settings

HELP: Mapping[str, str] = {
    "viewers_sign_in": "Tắt: ai trong mạng cũng xem được, không cần tài khoản.",
    "approval": "Bật: lần nạp, sửa, hoàn tác của người biên tập chờ người có vai trò duyệt.",
    "report_day": "Chỉ dùng khi chọn “Ngày khác”. Báo cáo phải xong trước ngày này.",
    "report_text": "Để trống: lời của kế hoạch. Dùng trong lời nhắc.",
    "dashboard_address": "Ví dụ http://192.168.1.10:8501; dùng trong lời nhắc gửi các đơn vị.",
    "projector_key": "16–64 chữ cái không dấu, số, gạch; thêm vào địa chỉ trình chiếu.",
    "second_backup_place": "Đường dẫn thư mục trên máy chủ, ví dụ ổ USB hoặc ổ mạng.",
    "retention_months": "Không dưới 12 tháng. Việc cũ hơn chỉ mất khi người quản trị xóa.",
}
NO_APPROVER = (
    "Chưa bật được phê duyệt: cần ít nhất một tài khoản đang mở có vai trò Phê duyệt số liệu, khác "
    "người biên tập."
)


REPORT_DAY = "Hạn báo cáo năm"


def report_day(day: int, month: int, is_own: bool) -> str:
    """How the plan's day of the yearly report is offered, and another one."""
    return "Ngày khác" if is_own else f"Theo kế hoạch: trước ngày {day:02}/{month:02}"


def impossible(name: str) -> str:
    """What is wrong with a setting, in one sentence."""
    label = SETTINGS[name]
    if name in ("report_month", "report_day"):
        return f"“{label}”: ngày và tháng phải là một ngày năm nào cũng có (không phải 29/02)."
    if name in BOUNDS:
        least, most = BOUNDS[name]
        return f"“{label}” phải từ {least} đến {notation.number(most)}."
    if name == "dashboard_address":
        return f"“{label}” phải có dạng http://máy:cổng, không có dấu gạch chéo ở cuối."
    if name == "projector_key":
        return f"“{label}” phải có 16–64 chữ cái không dấu, chữ số, dấu gạch."
    return f"“{label}” dài quá; hãy rút gọn còn không quá 300 ký tự."


# Backup and history

BACKUP_NOW = "Sao lưu ngay"
BACKUPS = "Các bản sao lưu"
BACKUP_NONE = "Chưa có bản sao lưu nào."
BACKUP_AT, BACKUP_WHY, BACKUP_SIZE, BACKUP_FILE = "Lúc nào", "Vì sao", "Cỡ", "Tệp"
BACKUP_WARNINGS: Mapping[str, str] = {
    "low_space": "Ổ đĩa chứa dữ liệu sắp đầy: hãy giải phóng chỗ, nếu không sẽ không ghi thêm.",
    "journal_lag": "Nhật ký ghi và tệp dữ liệu đang lệch nhau; hãy chạy lệnh verify tại máy chủ.",
    "backup_overdue": "Đã hơn một ngày có thay đổi mà chưa sao lưu; hãy bấm Sao lưu ngay.",
    "second_place_missing": (
        "Bản sao lưu mới nhất chưa chép được sang thư mục thứ hai; hãy xem ổ USB hoặc ổ mạng."
    ),
}
BACKUP_DONE = "Đã sao lưu."
BACKUP_RESTORE = (
    "Khôi phục thay cả tệp dữ liệu nên chỉ làm tại máy chủ: dừng bảng theo dõi, gõ "
    f"`{notation.COMMAND} restore` rồi mở lại. Diễn tập, không đổi gì, cả khi đang mở: "
    f"`{notation.COMMAND} restore --drill`."
)
BACKUP_FAILED = "Chưa sao lưu được; hãy kiểm tra ổ đĩa còn chỗ và quyền ghi rồi thử lại."
CUT_TITLE = "Xóa lịch sử quá hạn lưu"
CUT_SURE = "Tôi muốn xóa hẳn những việc này khỏi lịch sử"
CUT = "Xóa lịch sử cũ"


def unsaved(count: int, next_at: str) -> str:
    """What the newest backup does not hold yet, and when the next comes by itself."""
    if not count:
        return "Bản sao lưu mới nhất có đủ mọi lần ghi."
    later = f"; bản tiếp theo tự làm lúc {next_at}" if next_at else ""
    return f"Có {notation.number(count)} lần ghi chưa sao lưu{later}."


def cut_lead(months: int, count: int, before: str) -> str:
    """What a cut would take away."""
    if not count:
        return f"Lịch sử giữ {months} tháng; chưa có việc nào cũ hơn ngày {before}."
    return (
        f"Lịch sử giữ {months} tháng; có {notation.number(count)} việc trước ngày {before}. "
        "Số liệu và các lần ghi không mất."
    )


def cut_done(count: int) -> str:
    return f"Đã xóa {notation.number(count)} việc; việc xóa này được ghi vào lịch sử."
