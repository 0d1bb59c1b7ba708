"""What the screen of the manual says around its chapters."""

from __future__ import annotations

from collections.abc import Mapping

from indicators import notation
from indicators.manual.chapters import Part, Reader

TITLE = "Hướng dẫn sử dụng"
KICKER = "Hướng dẫn"
SEARCH = "Tìm trong hướng dẫn"
SEARCH_HINT = "Ví dụ: nộp số liệu, hoàn tác, mật khẩu"
EVERYBODY = "Mọi người"
WHO = "Hướng dẫn cho ai"
CONTENTS = "Mục lục"
PRINT_ALL = "Bản in cả cuốn"
PRINT = "In"
IN_THIS_CHAPTER = "Trong mục này"
STATUSES_IN_SEARCH = "Trạng thái"
PICTURES_NOTE = "Hình chụp từ số liệu minh họa; tên, mã và con số trên máy của bạn có thể khác."
READERS: Mapping[Reader, str] = {
    Reader.VIEWER: "Lãnh đạo, người xem",
    Reader.CONTRIBUTOR: "Đơn vị báo số liệu",
    Reader.EDITOR: "Biên tập số liệu",
    Reader.APPROVER: "Phê duyệt số liệu",
    Reader.ADMIN: "Quản trị",
    Reader.MEETING: "Phòng họp",
}
PARTS: Mapping[Part, str] = {
    Part.ROLES: "Bắt đầu theo vai trò",
    Part.WORK: "Làm từng việc",
    Part.REFERENCE: "Tra cứu",
    Part.ANSWERS: "Khi phần mềm báo lỗi",
}


def nothing_found(asked: str) -> str:
    return (
        f"Không thấy “{asked}” trong hướng dẫn. Hãy thử ít chữ hơn hoặc từ khác; gõ không dấu cũng "
        "được."
    )


def found(count: int, asked: str) -> str:
    return f"Thấy “{asked}” ở {notation.number(count)} chỗ"


def only_first(shown: int) -> str:
    return f"Đang hiện {notation.number(shown)} chỗ sát nhất; hãy gõ thêm chữ để lọc."


def no_such_place(asked: str) -> str:
    return f"Hướng dẫn không có mục “{asked}”; đang hiện mục lục."


ANSWER_LINK = "Vì sao và cách sửa, trong Hướng dẫn"
