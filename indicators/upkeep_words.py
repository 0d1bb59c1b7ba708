"""What is said about backups, the journal and restoring, on screens and by commands."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from indicators import notation

FINDINGS = {
    "replayed": "Tệp dữ liệu thiếu {count} lần ghi cuối; đã lấy lại đủ từ nhật ký.",
    "rebuilt": "Tệp dữ liệu không còn; đã dựng lại {count} lần ghi từ nhật ký.",
    "log_set_aside": (
        "Tệp .wal bị hỏng nên được giữ riêng; đã lấy lại các lần ghi trong đó từ nhật ký."
    ),
    "torn_record": "Nhật ký có một lần ghi dở khi máy tắt; lần ghi đó chưa được báo là đã lưu.",
    "journal_begun_anew": (
        "Nhật ký cũ thiếu phần cuối nên bắt đầu nhật ký mới; số liệu trong tệp vẫn đủ."
    ),
}
NO_FILE = (
    "Cơ sở dữ liệu nằm trên máy chủ PostgreSQL: sao lưu và khôi phục bằng công cụ của máy chủ."
)
NO_BACKUP = "Chưa có bản sao lưu nào."
NOTHING_TO_RESTORE = (
    "Không có bản sao lưu nào dùng được và nhật ký không đủ từ đầu, nên chưa khôi phục gì. Hãy "
    "chép thư mục sao lưu từ nơi khác vào {place} rồi chạy lại; hoặc chạy "
    f"{notation.COMMAND} repair."
)
NOTHING_TO_REPAIR = (
    "Không đọc được phần nào của tệp dữ liệu và cũng không có bản sao lưu dùng được."
)
STOP_FIRST = "Bảng theo dõi đang chạy: hãy dừng (Ctrl+C trong cửa sổ lệnh) rồi chạy lại lệnh này."
NO_ANSWER = "Bảng theo dõi đang chạy nhưng chưa sao lưu xong sau hai phút; hãy xem nhật ký lỗi."
NO_DATABASE = "Chưa có tệp dữ liệu {place}."
NOT_COPIED = "Chưa chép được bản sao lưu sang {place}; bản ở máy vẫn còn."
REASONS = {"regular": "theo giờ", "asked": "theo yêu cầu", "upgrade": "trước khi nâng cấp"}


def finding(found: str, count: int) -> str:
    """One sentence about what an opening found and mended."""
    return FINDINGS[found].format(count=notation.number(count))


def size(count: int) -> str:
    """A file's size: "2,9 MB"."""
    return f"{notation.number(Decimal(count) / 1_000_000, 1)} MB"


def backed_up(place: str, at: datetime, commits: int, rows: int) -> str:
    return (
        f"Đã sao lưu và kiểm tra lúc {notation.moment(at)}: {notation.number(commits)} lần ghi, "
        f"{notation.number(rows)} dòng. Tệp: {place}"
    )


def listed(place: str, at: datetime, reason: str, bytes_: int, is_whole: bool) -> str:
    state = "nguyên vẹn" if is_whole else "HỎNG, không dùng được"
    return f"- {notation.moment(at)}, {REASONS[reason]}, {size(bytes_)}: {state} ({place})"


def restored(source: str | None, commits: int, replayed: int, rows: int) -> str:
    begin = f"bản sao lưu {source}" if source else "nhật ký từ đầu"
    return (
        f"Đã khôi phục từ {begin}, thêm {notation.number(replayed)} lần ghi từ nhật ký: "
        f"đủ đến lần ghi thứ {notation.number(commits)}, {notation.number(rows)} dòng."
    )


def kept_aside(place: str) -> str:
    return f"Tệp trước khi khôi phục được giữ ở {place}"


def missing(first: int, last: int) -> str:
    return (
        f"THIẾU các lần ghi từ thứ {notation.number(first)} đến thứ {notation.number(last)}: nhật "
        "ký hỏng ở chỗ đó. Hãy nạp lại những số liệu này; phần nhật ký hỏng vẫn được giữ lại."
    )


def drilled(commits: int, rows: int) -> str:
    return (
        f"Diễn tập khôi phục đạt: dựng lại được {notation.number(commits)} lần ghi, "
        f"{notation.number(rows)} dòng. Không tệp nào bị thay đổi."
    )


def repaired(place: str, commits: int, rows: int) -> str:
    return (
        f"Bản sửa có {notation.number(commits)} lần ghi, {notation.number(rows)} dòng, nằm ở "
        f"{place}. Tệp dữ liệu chưa bị thay đổi. Muốn dùng bản sửa, gõ: "
        f'{notation.COMMAND} restore --from "{place}"'
    )


def database_checked(commits: int) -> str:
    return f"Tệp dữ liệu: đọc được toàn bộ, đến lần ghi thứ {notation.number(commits)}."


def journal_checked(commits: int) -> str:
    return f"Nhật ký: nguyên vẹn đến lần ghi thứ {notation.number(commits)}."


def journal_broken(place: str) -> str:
    return f"Nhật ký: HỎNG ở {place}. Hãy sao lưu ngay khi bảng theo dõi còn mở được."


JOURNAL_EMPTY = "Nhật ký: không có lần ghi nào sau bản sao lưu cũ nhất đang giữ."
DATABASE_IN_USE = "Tệp dữ liệu: bảng theo dõi đang dùng, và tự kiểm tra mỗi lần sao lưu."
