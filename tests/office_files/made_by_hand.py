"""Texts of the office files that no encoder of today writes, and lists of invented persons."""

from __future__ import annotations

from typing import Any

TCVN3 = "M· chØ tiªu;N¨m;§¬n vÞ b¸o c¸o;Gi¸ trÞ\nCT12;2025;C«ng an x·;12\nCT12;2025;Th«n §oµi;5\n"
VNI = (
    "Maõ chæ tieâu;Naêm;Ñôn vò baùo caùo;Giaù trò\nCT12;2025;Coâng an xaõ;12\n"
    "CT12;2025;Thoân Ñoaøi;5\n"
)
HOUSEHOLDS: list[list[Any]] = [
    ["DANH SÁCH HỘ PHÂN LOẠI RÁC TẠI NGUỒN NĂM 2025"],
    ["STT", "Họ và tên chủ hộ", "Số điện thoại", "Thôn", "Giá trị"],
    *([n, f"Nguyễn Văn {chr(64 + n)}", f"09120000{n:02}", "Thôn Đông", 1] for n in range(1, 9)),
]
CITIZENS = "Mã chỉ tiêu;Năm;Giá trị;Ghi chú\n" + "".join(
    f"CT09;2025;{n};0310900000{n:02}\n" for n in range(1, 9)
)
