"""Vietnamese texts about accounts, passwords and signing in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from indicators import notation
from indicators.accounts import Account, Role
from indicators.clock import local

SIGN_IN, SIGN_OUT = "Đăng nhập", "Đăng xuất"
SET_UP, OWN_ACCOUNT, ACCOUNT = "Thiết lập lần đầu", "Tài khoản của tôi", "Tài khoản"
TO_START = "Về trang đầu"
BACK = "Quay lại"

ROLES: Mapping[Role, str] = {
    Role.CONTRIBUTOR: "Đơn vị báo số liệu",
    Role.EDITOR: "Biên tập số liệu",
    Role.APPROVER: "Phê duyệt số liệu",
    Role.ADMIN: "Quản trị",
}
VIEWER = "Chỉ xem"
ENABLED, NOT_ENABLED = "đang mở", "đã khóa"

# Fields

LOGIN, PASSWORD = "Tên đăng nhập", "Mật khẩu"
FULL_NAME = "Họ và tên"
CURRENT_PASSWORD, NEW_PASSWORD = "Mật khẩu đang dùng", "Mật khẩu mới"
REPEATED_PASSWORD = "Nhập lại mật khẩu mới"
CODE = "Mã xác thực"
ALSO_EDITOR = "Tôi cũng nạp và sửa số liệu (thêm vai trò Biên tập số liệu)"
LOGIN_HINT = (
    "2–40 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối, gạch dưới. Ví dụ: lan.pkt"
)
NAME_HINT = "Tên này ghi vào lịch sử mỗi lần nạp, sửa số liệu."
PASSWORD_HINT = (
    "Ít nhất 14 ký tự (8 nếu đã bật xác thực hai lớp). Một câu dễ nhớ là tốt nhất, gõ được cả dấu "
    "và dấu cách. Không dùng tên mình, tên xã."
)
CODE_HINT = (
    "Mở ứng dụng xác thực trên điện thoại, gõ 6 số đang hiện; mất điện thoại thì gõ mã dự phòng."
)

# Signing in

VIEWING_IS_FREE = "Xem số liệu thì không cần đăng nhập."
VIEWING_NEEDS_SIGN_IN = "Cơ quan yêu cầu đăng nhập để xem số liệu."
FORGOTTEN = "Quên mật khẩu? Hãy nhờ người quản trị đặt lại."
NO_ADMIN_YET = (
    "Bảng theo dõi chưa có người quản trị. Hãy mở địa chỉ thiết lập hiện trong cửa sổ lệnh của máy "
    f"chủ; địa chỉ đã hết hạn thì chạy lệnh: {notation.COMMAND} account setup"
)
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
WRONG_CODE = "Mã xác thực không đúng hoặc đã dùng rồi."
DISABLED = "Tài khoản này đang bị khóa. Hãy nhờ người quản trị mở lại."
LATE = "Đã quá 5 phút từ lúc nhập mật khẩu; hãy đăng nhập lại từ đầu."
UNKNOWN_TO_SINGLE_SIGN_ON = (
    "Chưa có tài khoản nào gắn với thư điện tử này. Hãy nhờ người quản trị thêm vào."
)
SIGNED_OUT = "Đã đăng xuất."
SIGN_IN_AS_OTHER = "Đăng nhập bằng tài khoản khác"
SESSION_ENDED = (
    "Phiên làm việc đã kết thúc nên chưa ghi gì. Hãy đăng nhập lại rồi làm lại bước này."
)
NOT_FROM_HERE = (
    "Yêu cầu không đến từ trang này nên không được thực hiện. Hãy tải lại trang rồi thử lại."
)
TOO_LARGE = "Nội dung gửi lên quá dài."
CONTINUE = "Tiếp tục"
SINGLE_SIGN_ON = "Đăng nhập một lần của cơ quan"


def wait(until: datetime) -> str:
    """When to try again, of a time of the store (UTC)."""
    return (
        "Nhập sai quá nhiều lần nên phải đợi. Hãy thử lại sau "
        f"{local(until):%H:%M:%S} ngày {notation.day(local(until).date())}."
    )


def signed_in_as(full_name: str) -> str:
    return f"Đang đăng nhập: {full_name}."


def no_right(title: str) -> str:
    """To a visitor at a screen for others."""
    return f"Hãy đăng nhập để dùng trang {title}. Xem số liệu ở các trang khác thì không cần."


def role_is_missing(title: str, full_name: str) -> str:
    """To a person at a screen for others."""
    return f"Tài khoản của {full_name} không có quyền dùng trang {title}."


# The first administrator

SET_UP_LEAD = "Tạo tài khoản quản trị đầu tiên. Địa chỉ này chỉ dùng được một lần."
SET_UP_DO = "Tạo tài khoản và đăng nhập"
SET_UP_CLOSED = (
    "Địa chỉ thiết lập không đúng, đã dùng rồi hoặc đã hết hạn 24 giờ. Nếu chưa có người quản trị, "
    f"hãy chạy tại máy chủ: {notation.COMMAND} account setup"
)
SET_UP_PRINTED = "địa chỉ thiết lập người quản trị đã in ra cửa sổ lệnh"


def set_up_invitation(address: str) -> str:
    """For the console of the server."""
    return f"Chưa có người quản trị. Mở một lần, trong 24 giờ, để tạo tài khoản: {address}"


# The command

MUST_CHANGE_SHORT = "phải đổi mật khẩu"
NO_ACCOUNTS = "Chưa có tài khoản nào."
SET_UP_DONE = f"Đã có người quản trị. Quên mật khẩu thì chạy: {notation.COMMAND} account reset TÊN"
UNKNOWN_COMMAND = "Không hiểu lệnh này."
SERVER_DOES_NOT_ANSWER = (
    "Bảng theo dõi đang mở tệp dữ liệu nhưng không trả lời lệnh này. Hãy dừng bảng theo dõi rồi "
    "chạy lại lệnh, hoặc dùng trang Quản trị."
)


def given_password(login: str, password: str) -> list[str]:
    """A password that is said once."""
    return [
        f"Mật khẩu dùng một lần của {login}: {password}",
        "Mật khẩu này không hiện lại; đăng nhập xong phải đổi ngay.",
    ]


def last_use(moment: datetime) -> str:
    """When an account was used last, of a time of the store."""
    return f"dùng hoặc đổi lần cuối {notation.moment(moment)}"


def switched(login: str, *, enabled: bool) -> str:
    """What was done to an account."""
    return f"Đã mở tài khoản {login}." if enabled else f"Đã khóa tài khoản {login}."


def no_such_account(login: str) -> str:
    return f"Không có tài khoản “{login}”. Xem danh sách: {notation.COMMAND} account list"


# The own account

CHANGE_PASSWORD = "Đổi mật khẩu"
MUST_CHANGE = "Mật khẩu này do người khác đặt. Hãy đổi mật khẩu trước khi làm việc."
PASSWORD_CHANGED = "Đã đổi mật khẩu. Các phiên khác đã được đăng xuất."
WRONG_CURRENT = "Mật khẩu đang dùng không đúng."
NOT_REPEATED = "Hai lần nhập mật khẩu mới không giống nhau."
SAME_PASSWORD = "Mật khẩu mới phải khác mật khẩu đang dùng."
SECOND_FACTOR = "Xác thực hai lớp"
SECOND_FACTOR_OFF = (
    "Chưa bật. Khi bật, ngoài mật khẩu còn phải nhập mã 6 số từ ứng dụng trên điện thoại; người "
    "khác biết mật khẩu vẫn không vào được."
)
SECOND_FACTOR_ON = "Đang bật. Mỗi lần đăng nhập cần thêm mã 6 số từ ứng dụng trên điện thoại."
TURN_ON, TURN_OFF = "Bật xác thực hai lớp", "Tắt xác thực hai lớp"
SCAN = (
    "Mở ứng dụng xác thực trên điện thoại (loại TOTP, ví dụ Google Authenticator, Microsoft "
    "Authenticator, Aegis), quét hình này rồi gõ mã 6 số đang hiện."
)
QR_TITLE = "Mã QR cho ứng dụng xác thực"
TYPE_SECRET = "Không quét được? Gõ khóa này vào ứng dụng:"
RECOVERY_TITLE = "Đã bật xác thực hai lớp"
RECOVERY_LEAD = (
    "Chép hoặc in các mã dự phòng này và cất ở nơi an toàn: mỗi mã đăng nhập được một lần khi mất "
    "điện thoại. Trang này không hiện lại."
)
WRONG_NEW_CODE = "Mã 6 số không đúng; hãy quét lại hình mới rồi gõ mã đang hiện."
TURNED_OFF = "Đã tắt xác thực hai lớp."
TOO_SHORT_WITHOUT = (
    "Mật khẩu đang dùng ngắn hơn 14 ký tự: hãy đổi mật khẩu dài hơn rồi mới tắt xác thực hai lớp."
)
SESSIONS = "Nơi đang đăng nhập"
THIS_SESSION = "phiên này"
SIGN_OUT_ELSEWHERE = "Đăng xuất ở mọi nơi khác"
SIGNED_OUT_ELSEWHERE = "Đã đăng xuất ở mọi nơi khác."
THIS_MACHINE = "máy chủ"
ADDRESS, BROWSER, SINCE, LAST_SEEN = "Địa chỉ", "Trình duyệt", "Từ lúc", "Lần cuối"
UNKNOWN_BROWSER = "trình duyệt khác"
UNIT = "Đơn vị"
ROLES_TITLE = "Vai trò"

WEAKNESSES: Mapping[str, str] = {
    "short": "Mật khẩu quá ngắn: cần ít nhất 14 ký tự (8 nếu đã bật xác thực hai lớp).",
    "long": "Mật khẩu quá dài: nhiều nhất 200 ký tự.",
    "name": "Mật khẩu chỉ là tên người, tên xã hoặc tên phần mềm, rất dễ đoán. Hãy đặt câu khác.",
    "repeated": "Mật khẩu chỉ lặp lại vài ký tự hoặc theo thứ tự bàn phím. Hãy đặt câu khác.",
}
ACCOUNT_FAULTS: Mapping[str, str] = {
    "login": f"Tên đăng nhập chưa đúng. {LOGIN_HINT}",
    "login_taken": "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.",
    "name": "Hãy ghi họ và tên trên một dòng, nhiều nhất 80 ký tự.",
    "unit_unknown": "Không có đơn vị này trong kế hoạch.",
    "unit_missing": "Vai trò Đơn vị báo số liệu phải gắn với một đơn vị.",
    "email": "Thư điện tử chưa đúng dạng ten@co-quan.vn.",
    "email_taken": "Thư điện tử này đã gắn với tài khoản khác.",
}
UNUSED = "Lâu không đăng nhập"
AT_THE_MACHINE = "Lệnh tại máy chủ"
LAST_ADMIN = "Đây là người quản trị cuối cùng đang hoạt động: hãy thêm người quản trị khác trước."

_BROWSERS = (
    ("Edg/", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def role_names(roles: frozenset[Role]) -> str:
    """The roles of an account in one line."""
    return ", ".join(name for role, name in ROLES.items() if role in roles) or VIEWER


def account_line(account: Account) -> str:
    """An account in one line, for the history."""
    state = ENABLED if account.enabled else NOT_ENABLED
    parts = (account.full_name, role_names(account.roles), account.unit, account.email, state)
    return " · ".join(part for part in parts if part)


def browser(agent: str) -> str:
    """A browser as a person would call it: "Edge, Windows"."""
    named = [
        next((name for sign, name in signs if sign in agent), "") for signs in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in named if name) or UNKNOWN_BROWSER
