"""What the commands take: their names, options and help. No library is imported for it."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path

from indicators import notation
from indicators.account_options import add_account_parser


def command_line() -> argparse.ArgumentParser:
    """Return the parser; its help is what an operator reads first."""
    parser = argparse.ArgumentParser(
        prog=notation.COMMAND,
        description="Vĩnh Am Xanh 2030: theo dõi kế hoạch chuyển đổi xanh của xã.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")

    running = commands.add_parser("run", help="mở bảng theo dõi", allow_abbrev=False)
    running.add_argument("--port", type=port_number, default=8501, help="cổng (mặc định 8501)")
    running.add_argument(
        "--host",
        default="localhost",
        help="địa chỉ phục vụ: localhost là chỉ máy này (mặc định), 0.0.0.0 là cả mạng nội bộ",
    )

    commands.add_parser(
        "test",
        help="kiểm tra mã nguồn và chạy mọi bài kiểm thử; tham số thêm được chuyển cho pytest",
        allow_abbrev=False,
    )

    reading = commands.add_parser(
        "read",
        help="đọc thử một tệp như khi nạp, không ghi gì",
        allow_abbrev=False,
    )
    reading.add_argument("file", type=Path, metavar="TỆP", help="tệp CSV hoặc Excel")
    reading.add_argument("--year", type=int, help="năm của số liệu, nếu tệp không có cột Năm")
    reading.add_argument("--json", action="store_true", help="in JSON thay vì câu chữ")

    figures = commands.add_parser(
        "figures", help="in số liệu hiện hành kèm đánh giá", allow_abbrev=False
    )
    figures.add_argument("--year", type=int, help="năm xem (mặc định: năm như trên màn hình)")
    figures.add_argument("--json", action="store_true", help="in JSON thay vì câu chữ")

    reporting = commands.add_parser(
        "report", help="soạn báo cáo năm thành tệp Word (.docx)", allow_abbrev=False
    )
    reporting.add_argument("--year", type=int, help="năm báo cáo (mặc định: năm như trên màn hình)")
    reporting.add_argument(
        "--issuer",
        choices=("ubnd", "phong"),
        default="ubnd",
        help="cơ quan ban hành: ubnd là UBND xã (mặc định), phong là phòng tổng hợp",
    )
    reporting.add_argument(
        "--as-of",
        type=a_day,
        metavar="NGÀY",
        help="chỉ tính số liệu đã ghi đến hết ngày này, ví dụ 20/11/2026 (mặc định: hôm nay)",
    )
    reporting.add_argument(
        "--out", type=Path, metavar="TỆP", help="tệp ghi ra (mặc định: tên như khi tải về)"
    )

    commands.add_parser("version", help="in phiên bản của phần mềm", allow_abbrev=False)
    add_account_parser(commands)
    for name, purpose in (
        ("backup", "sao lưu ngay và kiểm tra bản sao lưu"),
        ("verify", "kiểm tra tệp dữ liệu, nhật ký và mọi bản sao lưu; không đổi gì"),
        ("repair", "sửa trên một bản chép của tệp dữ liệu hỏng; tệp gốc giữ nguyên"),
    ):
        commands.add_parser(name, help=purpose, allow_abbrev=False)
    restoring = commands.add_parser(
        "restore",
        help="khôi phục từ bản sao lưu mới nhất và nhật ký; tệp cũ được giữ lại",
        allow_abbrev=False,
    )
    restoring.add_argument(
        "--drill", action="store_true", help="diễn tập: khôi phục thử ở chỗ khác, không đổi gì"
    )
    restoring.add_argument(
        "--from", dest="source", type=Path, metavar="TỆP", help="khôi phục từ tệp này"
    )
    restoring.add_argument(
        "--as-backed-up",
        action="store_true",
        help="đúng như bản sao lưu, bỏ những lần ghi sau đó (nhật ký cũ được giữ riêng)",
    )
    restoring.add_argument(
        "--before-upgrade",
        action="store_true",
        help="quay lại dữ liệu trước khi nâng cấp, cho phiên bản phần mềm cũ",
    )

    publishing = commands.add_parser(
        "publish",
        help="ghi bản công khai chỉ đọc (trang tĩnh và dữ liệu mở) vào một thư mục",
        allow_abbrev=False,
    )
    publishing.add_argument(
        "folder",
        type=Path,
        metavar="THƯ_MỤC",
        help="thư mục mới, trống, hoặc do chính lệnh này ghi lần trước",
    )
    publishing.add_argument("--year", type=int, help="năm xem (mặc định: năm như trên màn hình)")
    publishing.add_argument(
        "--with-explanations",
        action="store_true",
        help="công khai cả giải trình của đơn vị chủ trì (mặc định: không)",
    )

    copying = commands.add_parser(
        "copy",
        help="chép toàn bộ một cơ sở dữ liệu vào cơ sở dữ liệu trống trong INDICATORS_DATABASE",
        allow_abbrev=False,
    )
    copying.add_argument("source", metavar="NGUỒN", help="tệp hoặc địa chỉ của cơ sở dữ liệu nguồn")

    return parser


def port_number(text: str) -> int:
    """Read a TCP port; raises argparse's error outside 1..65535."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"cổng phải là số từ 1 đến 65535, không phải {text!r}")


def a_day(text: str) -> date:
    """Read a day as offices write it (20/11/2026); raises argparse's error for anything else."""
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        wrong = f"ngày phải viết như 20/11/2026, không phải {text!r}"
        raise argparse.ArgumentTypeError(wrong) from None
