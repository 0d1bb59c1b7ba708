"""What the public copy says beside the sentences it shares with the screens."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from indicators import notation, wording
from indicators.document import Commune, OpenData

DEMO_MARK, DEMO_NOTICE = wording.DEMO_MARK, wording.DEMO_NOTICE
SKIP = "Đến nội dung chính"
NAVIGATION = "Các trang"
NEIGHBOURS = "Chỉ tiêu khác"
OVERVIEW, UNITS, TASKS = "Tổng quan", "Đơn vị", "Nhiệm vụ"
METHOD, DATA = "Cách đánh giá", "Dữ liệu mở"
GET_DATA = "Tải số liệu"
IN_WORDS = "Biểu đồ bằng lời"
DEFINITION = "Cách tính, điều khoản và những điều cần biết"
PUBLISHED_BY = "Cơ quan công bố"
CONTACT = "Liên hệ"
LICENCE = "Giấy phép sử dụng số liệu"
NO_LICENCE = "chưa nêu"
READ_ONLY = "Bản chỉ đọc, lập từ bảng theo dõi của xã; không đặt cookie, không theo dõi người xem."
FILES = "Các tệp"
TERMS = "Sử dụng số liệu"
DESCRIPTION_FILES = "Mô tả các cột cho máy và cho người đọc:"
CITE = "Khi dùng lại, hãy ghi rõ nguồn và ngày cập nhật."
NOT_FOUND = "Không có trang này."
NOT_FOUND_WHY = "Địa chỉ có thể đã đổi hoặc gõ chưa đúng."
TO_START = "Về trang đầu của"
NO_FIGURES_YET = "Chưa có số liệu nào."
EXPLANATION = "Giải trình của đơn vị chủ trì"

THRESHOLD_DRAWN = "Vạch đậm: ngưỡng."
FIGURES_DRAWN = "Đường liền: số liệu."
PATH_DRAWN = "Nét đứt tím: lộ trình tuyến tính, là giả định."
BAND_DRAWN = "Vùng nhạt: nếu giữ nhịp gần đây, dải 80%, không phải dự báo."
UNITS_CAPTION = "Chấm đặc: chính thức. Chấm rỗng: ước. Chấm nhạt: năm trước. Vạch đậm: ngưỡng."
TIMELINE_CAPTION = "Hình thoi: hạn của nhiệm vụ. Tình trạng tính đến ngày lập bản công khai."
TIMELINE_TITLE = "Đường thời gian các nhiệm vụ"
MODELS_TITLE = "Mô hình xanh của kế hoạch"
ALL_TASKS_TITLE = "Nhiệm vụ của phụ lục"
ALL_UNITS_TITLE = "Các đơn vị, xem cạnh nhau"

CONTAINS = (
    "Bản công khai có mọi số liệu đang được tính, kết quả đánh giá, tình trạng nhiệm vụ và những "
    "chỗ "
    "còn thiếu."
)
WITHOUT_EXPLANATIONS = (
    "Không có: tên người nạp số liệu, tệp gốc, ghi chú nội bộ và giải trình của đơn vị chủ trì."
)
WITH_EXPLANATIONS = (
    "Có giải trình của đơn vị chủ trì. Không có: tên người nạp số liệu, tệp gốc, ghi chú nội bộ."
)


def updated(at: datetime | None, made_on: date) -> str:
    """When the figures changed last, and for which day the copy was made."""
    made = f"bản công khai lập ngày {notation.day(made_on)}"
    if at is None:
        return f"Chưa có số liệu; {made}."
    return f"Số liệu cập nhật lúc {notation.moment(at)}; {made}."


def publisher(commune: Commune) -> str:
    return f"{commune.people_committee}, {commune.city}"


def licence(terms: OpenData) -> str:
    if terms.licence_title:
        return f"{terms.licence_title} ({terms.licence})"
    return terms.licence or NO_LICENCE


def units_title(code: str, year: int) -> str:
    return f"{code} theo đơn vị báo cáo, năm {year}"


def more_units(count: int) -> str:
    return f"Còn {notation.number(count)} đơn vị nữa trong tệp so-lieu.csv."


def led_title(count: int) -> str:
    return f"Chủ trì {count} chỉ tiêu"


def owed_title(count: int, year: int) -> str:
    return f"Còn nợ {count} số liệu năm {year}"


def role(duty: str) -> str:
    return f"Vai trò trong kế hoạch: {duty}."


def rows(count: int) -> str:
    return f"{notation.number(count)} dòng"


# Of the command


def written(place: str, files: Collection[str]) -> str:
    pages = sum(name.endswith(".html") for name in files)
    return f"Đã ghi bản công khai vào {place}: {pages} trang. Mở tệp index.html để xem."


STRANGE_FOLDER = (
    "Thư mục {place} không phải do lệnh này ghi ra nên không bị ghi đè. Hãy chọn thư mục mới hoặc "
    "thư mục trống."
)
STRANGE_FILES = (
    "Trong thư mục {place} có tệp không phải do lệnh này ghi: {names}. Hãy chuyển đi rồi chạy lại "
    "lệnh; chưa có gì thay đổi."
)
NOT_A_FOLDER = "{place} là một tệp, không phải thư mục. Hãy chọn tên thư mục khác."
NOT_WRITTEN = (
    "Không ghi được thư mục {place}. Hãy kiểm tra quyền ghi và ổ đĩa, đóng chương trình đang mở "
    "thư mục đó rồi chạy lại lệnh; bản công khai cũ còn nguyên."
)
NOT_ANSWERED = (
    "Bảng theo dõi đang chạy không trả lời được bản công khai. Hãy chạy lại lệnh trên chính máy "
    "chủ, hoặc dừng bảng theo dõi rồi chạy lại."
)


def in_history(year: int) -> str:
    return f"bản công khai năm {year}"


def no_such_year(year: int, known: tuple[int, ...]) -> str:
    listed = ", ".join(map(str, known))
    return f"Không có năm {year}; các năm có thể công khai: {listed}."
