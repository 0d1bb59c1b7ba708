"""What is said where the store cannot be used, and of copying a whole one."""

from __future__ import annotations

from collections.abc import Mapping

from indicators import notation

TROUBLES: Mapping[str, str] = {
    "in_use": (
        "Tệp dữ liệu đang được một chương trình khác mở. Đóng chương trình đó (hoặc bảng theo dõi "
        "đang chạy ở cửa sổ khác) rồi tải lại trang; chưa có gì bị mất."
    ),
    "damaged": (
        "Tệp dữ liệu bị hỏng hoặc không phải tệp của bảng theo dõi. Đừng xóa tệp: hãy dừng bảng "
        f"theo dõi, gõ lệnh {notation.COMMAND} restore để lấy lại số liệu từ bản sao lưu và "
        "nhật ký, rồi mở lại."
    ),
    "not_allowed": (
        "Không được phép đọc hoặc ghi tệp dữ liệu. Hãy kiểm tra quyền của thư mục dữ liệu rồi tải "
        "lại trang; chưa có gì bị mất."
    ),
    "too_new": (
        "Tệp dữ liệu được tạo bởi phiên bản mới hơn. Hãy cập nhật bảng theo dõi rồi tải lại trang; "
        "chưa có gì bị mất. Muốn quay lại phiên bản này, hãy dừng bảng theo dõi rồi gõ lệnh "
        f"{notation.COMMAND} restore --before-upgrade."
    ),
    "disk_full": (
        "Ổ đĩa chứa dữ liệu sắp đầy nên không ghi thêm. Lần ghi này chưa được lưu; số liệu đã có "
        "vẫn xem được. Hãy giải phóng chỗ trên ổ đĩa rồi thử lại."
    ),
    "apart": (
        "Tệp dữ liệu và nhật ký ghi không nối tiếp nhau. Đừng xóa tệp nào: hãy dừng bảng theo dõi, "
        f"gõ lệnh {notation.COMMAND} verify để xem chỗ lệch, rồi {notation.COMMAND} restore "
        "để lấy lại số liệu."
    ),
    "pending": (
        "Chưa rõ lần ghi này đã lưu hay chưa, vì tệp dữ liệu chưa mở lại được. Khi mở được, hãy "
        "xem trang Lịch sử; nếu chưa thấy thì xác nhận lại, phần mềm không ghi hai lần."
    ),
    "not_backed_up": (
        "Chưa sao lưu được nên chưa nâng cấp tệp dữ liệu; số liệu vẫn còn nguyên. Hãy kiểm tra chỗ "
        "trống trên ổ đĩa và quyền ghi thư mục sao lưu rồi tải lại trang."
    ),
    "failed": (
        "Không ghi hoặc đọc được tệp dữ liệu (có thể ổ đĩa đã đầy). Lần ghi này chưa được lưu; "
        "hãy kiểm tra ổ đĩa rồi thử lại."
    ),
    "server_away": (
        "Chưa kết nối được với máy chủ cơ sở dữ liệu. Hãy kiểm tra máy chủ đó đang chạy, mạng "
        "không bị ngắt và địa chỉ trong INDICATORS_DATABASE đúng, rồi tải lại trang; số liệu đã "
        "ghi không bị mất."
    ),
    "server_refused": (
        "Máy chủ cơ sở dữ liệu từ chối kết nối. Hãy kiểm tra tên đăng nhập, mật khẩu, tên cơ sở "
        "dữ liệu trong INDICATORS_DATABASE và quyền của tài khoản đó, rồi tải lại trang; số liệu "
        "đã ghi không bị mất."
    ),
    "server_too_old": (
        "Máy chủ cơ sở dữ liệu dùng phiên bản PostgreSQL quá cũ. Hãy nâng cấp lên PostgreSQL 15 "
        "trở lên rồi tải lại trang; số liệu đã ghi không bị mất."
    ),
}
COPY_NEEDS_EMPTY = (
    "Cơ sở dữ liệu trong INDICATORS_DATABASE đã có dữ liệu nên chưa chép gì. Hãy chọn một tệp mới "
    "hoặc một cơ sở dữ liệu trống rồi chạy lại lệnh."
)


def nothing_to_copy(path: str) -> str:
    return f"Không có tệp “{path}” nên chưa chép gì. Hãy xem lại đường dẫn rồi chạy lại lệnh."


def copied(rows: int, submissions: int) -> str:
    """What the copy of a store holds: all its rows, and the submissions among them."""
    counted = f"{notation.number(rows)} dòng, trong đó có {notation.number(submissions)} lần nạp"
    return (
        f"Đã chép đủ {counted}; số dòng của từng bảng đã được đếm lại và khớp. Bản gốc còn nguyên."
    )
