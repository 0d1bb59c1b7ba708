"""What a marked-up copy writes beside the rows of a file."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.corrections import Correction
from indicators.intake.marks import MARK_HEADING, MARK_TITLE
from indicators.intake.preview import Change
from indicators.observations import Fault, Severity

_SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "BỊ TỪ CHỐI",
    Severity.QUESTION: "CẦN TRẢ LỜI",
    Severity.WARNING: "LƯU Ý",
}
_CHANGES: Mapping[Change, str] = {
    Change.NEW: "ĐỌC ĐƯỢC: số mới.",
    Change.CHANGED: "ĐỌC ĐƯỢC: khác số đang có.",
    Change.UNCHANGED: "ĐỌC ĐƯỢC: giống số đang có.",
}
WAITS = "CẦN TRẢ LỜI: dòng này chờ câu trả lời ở màn hình xem trước."
REFUSED_WITH_OTHERS = "BỊ TỪ CHỐI: xem lời ghi ở dòng liên quan."
TITLE = MARK_TITLE
HOW_TO = (
    "Sửa các ô tô màu theo lời ở cột “" + MARK_HEADING + "”, lưu lại rồi nạp chính tệp này.",
    "Không cần xóa cột đó và trang này: khi nạp lại, phần mềm bỏ qua chúng.",
    "Ô tô đỏ nhạt: phải sửa. Ô tô xanh nhạt: cần trả lời. Ô tô vàng nhạt: nên xem lại.",
)
WHOLE_FILE = "Về cả tệp"
SHEET = "Số liệu"


def of_fault(fault: Fault) -> str:
    """A fault in one line: "BỊ TỪ CHỐI · cột “Mẫu số” ghi “khoảng 640”: why mend"."""
    where = f" · cột “{fault.column}”" if fault.column else ""
    seen = f" ghi “{fault.seen}”" if fault.column and fault.seen else ""
    return f"{_SEVERITIES[fault.severity]}{where}{seen}: {fault.message}"


def of_change(change: Change) -> str:
    return _CHANGES[change]


def of_reason(reason: str) -> str:
    return f"KHÔNG GHI: {reason}."


def of_correction(correction: Correction) -> str:
    if correction.leaves_out:
        return "Đã bỏ dòng này trên màn hình."
    return (
        f"Đã sửa trên màn hình, cột “{correction.cell.column}”: “{correction.seen}” → "
        f"“{correction.text}”."
    )
