"""What the command `account` takes; the libraries it needs are imported where it is carried out."""

from __future__ import annotations

import argparse
import os

ROLES = ("contributor", "editor", "approver", "admin")


def add_account_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command with its deeds."""
    accounts = commands.add_parser(
        "account",
        help="tài khoản: thêm, đặt lại mật khẩu, khóa, mở, liệt kê, thiết lập lần đầu",
        allow_abbrev=False,
    )
    deeds = accounts.add_subparsers(dest="deed", required=True, metavar="VIỆC")
    adding = deeds.add_parser("add", help="thêm tài khoản", allow_abbrev=False)
    adding.add_argument("login", metavar="TÊN", help="tên đăng nhập, ví dụ lan.pkt")
    adding.add_argument("--name", required=True, help="họ và tên")
    adding.add_argument(
        "--role",
        action="append",
        choices=ROLES,
        default=[],
        help="vai trò; ghi nhiều lần được: contributor là đơn vị báo số liệu, editor là biên tập,"
        " approver là duyệt, admin là quản trị",
    )
    adding.add_argument("--unit", default="", help="mã đơn vị trong kế hoạch, ví dụ PKT")
    adding.add_argument("--email", default="", help="thư điện tử, nếu đăng nhập một lần")
    for deed, said in (
        ("reset", "đặt mật khẩu dùng một lần, bỏ xác thực hai lớp và lượt nhập sai"),
        ("disable", "khóa tài khoản"),
        ("enable", "mở lại tài khoản"),
    ):
        one = deeds.add_parser(deed, help=said, allow_abbrev=False)
        one.add_argument("login", metavar="TÊN", help="tên đăng nhập")
    deeds.add_parser("list", help="liệt kê tài khoản", allow_abbrev=False)
    deeds.add_parser(
        "setup", help="in địa chỉ tạo người quản trị đầu tiên, khi chưa có", allow_abbrev=False
    )


def account(options: argparse.Namespace) -> tuple[bool, list[str]]:
    """Look after accounts, here or through the dashboard that holds the store.

    Whether it was done, and what to say. Raises PlanError.
    """
    from indicators.account_command import run_command
    from indicators.settings import read_settings

    asked = {
        "deed": options.deed,
        "login": getattr(options, "login", "").strip().casefold(),
        "full_name": getattr(options, "name", ""),
        "roles": getattr(options, "role", []),
        "unit": getattr(options, "unit", ""),
        "email": getattr(options, "email", ""),
    }
    return run_command(read_settings(os.environ), asked)
