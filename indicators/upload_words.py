"""What the upload screen says, once; the reading's own sentences are in `intake`."""

from __future__ import annotations

from collections.abc import Mapping

from indicators import notation
from indicators.observations import Fault
from indicators.proposals import Outcome

NOTHING = "–"

# Step 1: the file

STEP_FILE = "bước 1/3: chọn tệp"
CHOOSE_FILE = "Chọn tệp Excel hoặc CSV; chưa ghi gì cho đến khi bạn xác nhận"
FILE_LABEL = "Tệp số liệu (.csv, .xlsx, .xls; tối đa 10 MB)"
YEAR_LABEL = "Năm của số liệu (dùng khi tệp không có cột Năm)"
READING = "Đang đọc và kiểm tra tệp…"
FILE_RULES_TITLE = "Tệp được đọc thế nào"
FILE_RULES = (
    "Mỗi dòng một số liệu: mã hoặc tên chỉ tiêu, năm, và giá trị hoặc tử số với mẫu số.",
    "Để nguyên dòng tiêu đề, dòng tổng cộng, số kiểu 1.240,75 hay 1,240.75: phần mềm tự hiểu, "
    "chỗ nào không chắc sẽ hỏi lại.",
    "Ô trống là “chưa có số liệu”, không phải 0; ghi “không phát sinh” khi mẫu số bằng 0.",
)
FILE_PICTURE = (
    "Bảng ví dụ: tên báo cáo và người lập biểu bị bỏ qua; dòng đủ mã, năm, giá trị được đọc; dòng "
    "thiếu năm được hỏi lại; dòng ghi “khoảng 91” bị từ chối, chờ sửa; ô trống là chưa có số "
    "liệu; dòng tổng cộng chỉ để đối chiếu."
)
MORE_IN_MANUAL = "Xem đầy đủ ở trang Hướng dẫn"
TEMPLATE_TITLE = "Chưa có tệp? Tải mẫu điền sẵn"
TEMPLATE_XLSX = "Mẫu Excel"
TEMPLATE_CSV = "Mẫu CSV"
DEMO_RETIREMENT = "Khi xác nhận lần nạp số liệu thật đầu tiên, số liệu minh họa tự được gỡ."
DEMO_RETIRE = "Gỡ số liệu minh họa"
DEMO_SURE = "Tôi muốn gỡ số liệu minh họa ngay"


def hands_in(full_name: str) -> str:
    """Whose name the submission will carry."""
    return f"Người nạp: {full_name}. Tên này được ghi vào lịch sử."


def template_holds(year: int) -> str:
    return f"Mẫu năm {year} có sẵn mã, tên chỉ tiêu, đơn vị tính, đơn vị báo cáo và số năm trước."


# A single figure

ONE_FIGURE = "Chỉ sửa hoặc thêm một số liệu, không cần tệp"
INDICATOR = "Chỉ tiêu"
YEAR = "Năm"
REPORTING_UNIT = "Đơn vị báo cáo"
KIND = "Loại số liệu"
NUMERATOR = "Tử số"
DENOMINATOR = "Mẫu số"
VALUE = "Giá trị"
VALUE_HINT = "bỏ trống nếu có tử, mẫu"
NOTE = "Ghi chú"
REASON = "Lý do sửa"
LOOK = "Xem trước"
NO_REASON = "Hãy ghi lý do sửa."

# Step 2: the preview

STEP_PREVIEW = "bước 2/3: xem trước, chưa ghi gì"
FIGURES_CHANGED = (
    "Số liệu vừa có người khác ghi. Bảng so sánh dưới đây đã cập nhật; hãy xem lại rồi xác nhận."
)
FILTER = "Xem phần"
ALL = "Tất cả"
ASKED = "Cần trả lời"
ANSWERED = "Đã trả lời"
REFUSED = "Bị từ chối"
MENDED = "Đã sửa"
WARNED = "Lưu ý"
CHANGED = "Thay đổi"
NEW = "Mới"
UNCHANGED = "Không đổi"
PROPOSED = "Ô đã tô là đề nghị của phần mềm; hãy đổi nếu không đúng."
ANSWER = "Trả lời"
CHOOSE_ANSWER = "Chọn câu trả lời"
NEXT_STEPS = "Làm gì tiếp"
UNREADABLE_TITLE = "Chưa đọc được số liệu nào từ tệp này"
UNREADABLE = (
    "Sửa tệp theo lời trên rồi chọn lại, hoặc tải mẫu điền sẵn và chép số liệu sang. "
    "Chưa có gì được ghi."
)
ONLY_WARNINGS = "Tệp đọc được hết; hãy xem các lưu ý dưới đây rồi xác nhận."
DROP_CORRECTIONS = "Bỏ các ô vừa sửa, đọc lại tệp"
OTHER_FILE = "Chọn tệp khác"
CANCEL = "Hủy"
MARKED_COPY = "Tải tệp có đánh dấu"
MARKED_COPY_HELP = (
    "Bản Excel của chính tệp này, mỗi dòng có thêm cột kết quả và cách sửa; sửa xong nạp lại được."
)
ALL_OR_NOTHING = "Ghi tất cả hoặc không ghi gì; số cũ vẫn được giữ, có thể hoàn tác ở Lịch sử."
NOTHING_NEW = "Không có gì mới để ghi."
NO_FIGURES = "Không có số liệu nào để ghi."

# A second word before figures count

WAITING = "Đang chờ"
OWN_PROPOSALS = "Lần nạp bạn đã gửi"
SEND = "Gửi chờ xác nhận"
SEND_NOTE = (
    "Chưa tính vào kết quả cho đến khi người biên tập xác nhận; kết quả xem ở trang Nạp số liệu."
)
PASS_ON = "Trình phê duyệt"
PASS_ON_NOTE = "Số liệu chỉ được tính sau khi một người khác phê duyệt."
APPROVE = "Phê duyệt"
TAKE_OVER = "Xác nhận ghi"
REFUSE = "Từ chối"
REFUSAL_REASON = "Lý do từ chối"
REFUSAL_HINT = "Vì sao, và cần sửa gì"
NO_REFUSAL_REASON = "Hãy ghi lý do từ chối để người gửi biết cần sửa gì."
OPEN_WAITING = "Bấm vào một lần để xem số liệu rồi xác nhận, phê duyệt hoặc từ chối."
WITHDRAW = "Rút lại"
CHANGED_BY_APPROVER = (
    "Bạn vừa đổi câu trả lời hoặc sửa ô: người phê duyệt không sửa số liệu. Hãy từ chối kèm lý do "
    "để người trình sửa."
)
DECIDED = "Lần nạp này đã có người khác xử lý."
NOT_FOUND_PROPOSAL = "Không có lần nạp nào đang chờ ở địa chỉ này, hoặc bạn không có quyền xử lý."
BACK_TO_LIST = "Về danh sách"
APPROVE_TITLE = "Số liệu chờ phê duyệt"
NOTHING_TO_APPROVE = "Không có gì đang chờ bạn phê duyệt."
NOT_OWN_MEND = "Hãy bỏ dòng này; đơn vị chủ trì sẽ nạp."
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.STORED: "Đã xác nhận",
    Outcome.APPROVED: "Đã phê duyệt",
    Outcome.PASSED_ON: "Đã trình phê duyệt",
    Outcome.REFUSED: "Bị từ chối",
    Outcome.WITHDRAWN: "Đã rút",
}


def asked_because(reason: str) -> str:
    """Why somebody asks for an undo."""
    return f"Lý do xin hoàn tác: {reason}"


def not_own(code: str, lead: str, unit: str) -> str:
    """Why a contributor may not hand in a figure."""
    whose = f"do {lead} chủ trì, " if lead else ""
    return f"{code} {whose}không thuộc phần của {unit or 'tài khoản này'}."


def waiting_title(count: int, *, is_approval: bool) -> str:
    """What stands above what waits: "2 lần nạp chờ xác nhận"."""
    return f"{notation.number(count)} lần {'chờ phê duyệt' if is_approval else 'nạp chờ xác nhận'}"


def sent(number: int, count: int, *, is_approval: bool) -> str:
    """The receipt of a proposal."""
    deed, waits = ("trình", "phê duyệt") if is_approval else ("gửi", "xác nhận")
    figures = f"{notation.number(count)} số liệu chờ {waits}"
    return f"Đã {deed} {figures} (mã chờ {number}); chưa tính vào kết quả"


def sent_undo(number: int, undoes: int) -> str:
    return f"Đã trình hoàn tác lần {undoes} (mã chờ {number}); số liệu chưa đổi."


def proposal_title(number: int, person: str, moment: str) -> str:
    return f"Mã chờ {number} · {person} gửi {moment}"


def own_only(unit: str, compiler: str) -> str:
    """What a contributor hands in, and what becomes of it."""
    return (
        f"Bạn nạp số liệu của {unit}: chỉ những chỉ tiêu đơn vị chủ trì. Số liệu được tính sau khi "
        f"{compiler} xác nhận."
    )


def send_label(count: int) -> str:
    return f"{SEND} {notation.number(count)} số liệu"


def pass_on_label(count: int) -> str:
    return f"{PASS_ON} {notation.number(count)} số liệu"


def approve_label(count: int) -> str:
    return f"{APPROVE} và ghi {notation.number(count)} số liệu"


# Mending cells

MENDING_COLUMNS: Mapping[str, str] = {
    "row": "Dòng",
    "column": "Cột",
    "seen": "Trong tệp",
    "why": "Vì sao · sửa thế nào",
    "mend": "Sửa thành",
}
MENDING_WORDS: Mapping[str, str] = {
    "open": "Cả dòng",
    "openLabel": "Sửa các ô khác của dòng {row}",
    "leave": "Bỏ dòng",
    "leaveLabel": "Bỏ dòng {row}, không ghi",
    "back": "Lấy lại dòng",
    "choose": "Chọn",
}
READABLE = "✓ đọc được"
READABLE_ASKED = "✓ đọc được, chờ trả lời câu hỏi"
READABLE_BUT = "✓ ô này đọc được; dòng còn chỗ phải sửa"
STILL_WRONG = "✕ vẫn chưa được"
LEFT_OUT = "Đã bỏ dòng này, không ghi"
MENDING_HINT = (
    "Sửa ngay tại đây (gõ rồi nhấn Enter), hoặc để lại: dòng bị từ chối không ghi, nạp sau cũng "
    "được. Tệp gốc giữ nguyên."
)
CHECK_ROW = "Kiểm tra lại"
OPENED_ROW_HINT = "Sửa ô nào cần sửa; mọi ô đều được kiểm tra lại như khi đọc tệp."


def place(fault: Fault, *, with_sheet: bool = True) -> str:
    """Where a fault stands: "17", "Biểu 2: 17", "cả tệp"."""
    row = str(fault.row) if fault.row else "cả tệp"
    return f"{fault.sheet}: {row}" if fault.sheet and with_sheet else row


def seen(text: str) -> str:
    return f"“{text}”" if text else NOTHING


def input_label(fault: Fault) -> str:
    return f"Sửa thành, dòng {place(fault)}, cột {fault.column}"


def correct_alike(count: int, text: str) -> str:
    return f"Sửa cả {notation.number(count)} ô {seen(text)} còn lại"


def row_title(sheet: str, row: int) -> str:
    return f"Dòng {row}, trang “{sheet}”" if sheet else f"Dòng {row}"


def counted(words: str, count: int) -> str:
    """A section's title: "Mới · 21 dòng"."""
    return f"{words} · {notation.number(count)}"


def see_all(words: str, count: int) -> str:
    return f"Xem cả {notation.number(count)} dòng {words.lower()}"


def see_unchanged(count: int) -> str:
    return f"{UNCHANGED} · {notation.number(count)}: xem"


def page_of(first: int, last: int, count: int) -> str:
    """Which lines of a long list are shown: "51–100 / 3.000"."""
    return f"{notation.number(first)}–{notation.number(last)} / {notation.number(count)}"


def answer_all(count: int, label: str) -> str:
    return f"Cả {notation.number(count)} câu cùng loại: {label}"


def waiting(count: int) -> str:
    return f"Chưa ghi được: còn {notation.number(count)} câu chưa trả lời."


def confirm_label(count: int) -> str:
    return f"Xác nhận ghi {notation.number(count)} số liệu"


# Step 3: the receipt

STEP_RECEIPT = "bước 3/3: biên nhận"
SEE_OVERVIEW = "Xem tổng quan"
SEE_HISTORY = "Xem hoặc hoàn tác trong Lịch sử"
ANOTHER_FILE = "Nạp tệp khác"
JUST_STORED = "Số liệu vừa ghi"


def stored(count: int, number: int) -> str:
    return f"Đã ghi {notation.number(count)} số liệu, lần nạp số {number}"


def nothing_new(count: int) -> str:
    return f"Tệp này không có gì mới: {notation.number(count)} số liệu đã có sẵn"


def stored_before(number: int, person: str, moment: str) -> str:
    return f"Các số này đã được ghi ở lần {number} ({person}, {moment}); không cần ghi lại."


def see_submission(number: int) -> str:
    return f"Xem lần {number} trong Lịch sử"


def mended_count(count: int) -> str:
    return f"Đã sửa khi nạp: {notation.number(count)} chỗ; tệp gốc giữ nguyên"


def more_in_history(count: int) -> str:
    return f"Còn {notation.number(count)} số liệu nữa: xem đủ trong Lịch sử."


KEPT = "Số cũ vẫn được giữ trong lịch sử."
SAME_VALUE = "Đổi tử số, mẫu số hoặc ghi chú; giá trị giữ nguyên."


def mends(day: str, person: str) -> str:
    return f"Sửa số đã nạp {day} ({person}); số cũ vẫn được giữ."
