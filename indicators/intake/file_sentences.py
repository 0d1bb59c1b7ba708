"""What the reading says of a whole file: refusals, notices, what was understood.

One function a fault; the code it says is stable. `why` and `mend` are one sentence each.
"""

from __future__ import annotations

from collections.abc import Sequence

from indicators.intake.sentence import Sentence, listed, quoted, say
from indicators.intake.stages import Stage
from indicators.wording import DEMO_MARK

# The file

_SAVE = "Hãy mở bằng Excel, chọn Lưu thành (Save As) dạng “.xlsx” rồi nạp lại."


def empty_file() -> Sentence:
    return say(
        "empty_file", "Tệp không có nội dung.", "Hãy kiểm tra lại tệp rồi nạp tệp có số liệu."
    )


def too_large(most: int) -> Sentence:
    return say(
        "too_large",
        f"Tệp lớn hơn {most // 1024 // 1024} MB nên không được đọc.",
        "Hãy bỏ ảnh và các trang không cần thiết, hoặc tách thành nhiều tệp.",
    )


def too_many_rows(most: int) -> Sentence:
    shown = f"{most:,}".replace(",", ".")
    return say("too_many_rows", f"Tệp có hơn {shown} dòng.", "Hãy tách thành nhiều tệp nhỏ hơn.")


def unpacks_too_large() -> Sentence:
    return say(
        "unpacks_too_large",
        "Tệp Excel này khi giải nén quá lớn nên không được đọc.",
        "Hãy chép riêng bảng số liệu sang một tệp mới rồi nạp lại.",
    )


def workbook_too_heavy() -> Sentence:
    return say(
        "workbook_too_heavy",
        "Tệp Excel này bị hỏng hoặc quá nặng nên phần mềm đã dừng đọc.",
        "Hãy chép riêng bảng số liệu sang một tệp mới rồi nạp lại.",
    )


def workbook_too_slow(seconds: int) -> Sentence:
    return say(
        "workbook_too_slow",
        f"Đọc tệp Excel này quá lâu (hơn {seconds} giây) nên phần mềm đã dừng.",
        "Hãy chép riêng bảng số liệu sang một tệp mới rồi nạp lại.",
    )


def stray_cell(sheet: str, place: str) -> Sentence:
    where = f" (ô xa nhất ở {place})" if place else ""
    which = f"Trang tính {quoted(sheet)}" if sheet else "Tệp"
    return say(
        "stray_cell",
        f"{which} có ô nằm rất xa bảng số liệu{where}.",
        "Hãy xóa các cột và dòng thừa, hoặc chép bảng sang một tệp mới.",
    )


def broken_workbook() -> Sentence:
    return say(
        "broken_workbook",
        "Tệp Excel bị hỏng hoặc chưa tải về hết nên không mở được.",
        "Hãy mở thử bằng Excel, lưu lại dạng “.xlsx” rồi nạp lại.",
    )


def password_protected() -> Sentence:
    return say(
        "password_protected",
        "Tệp Excel được đặt mật khẩu nên không đọc được.",
        "Hãy bỏ mật khẩu trong Excel (Tệp → Thông tin → Bảo vệ) rồi nạp lại.",
    )


def other_kind(what: str) -> Sentence:
    return say(
        "other_kind",
        f"Đây là {what}, không phải bảng số liệu.",
        "Hãy nạp tệp Excel (.xlsx, .xls) hoặc CSV.",
    )


def save_as_xlsx(what: str) -> Sentence:
    return say("save_as_xlsx", f"Tệp ở dạng {what}, không phải Excel thông thường.", _SAVE)


def not_a_table() -> Sentence:
    return say(
        "not_a_table",
        "Nội dung tệp không phải văn bản hay bảng tính.",
        "Hãy nạp tệp Excel (.xlsx, .xls) hoặc CSV.",
    )


def unclosed_quote() -> Sentence:
    return say(
        "unclosed_quote",
        "Tệp CSV có dấu ngoặc kép mở mà không đóng nên các dòng dính vào nhau.",
        "Hãy mở tệp bằng Excel, sửa ô có dấu ngoặc kép rồi lưu lại.",
    )


def personal_data() -> Sentence:
    return say(
        "personal_data",
        "Tệp có vẻ là danh sách hộ dân hoặc có số căn cước, số điện thoại nên không được đọc và "
        "không được lưu lại.",
        "Hãy chỉ nạp số tổng hợp của thôn, đơn vị; bỏ mọi cột thông tin cá nhân.",
    )


def unexpected() -> Sentence:
    return say(
        "unexpected",
        "Không đọc được tệp này vì một lỗi ngoài dự kiến của phần mềm.",
        "Hãy báo người quản trị và thử nạp tệp theo mẫu tải về.",
    )


def no_header() -> Sentence:
    return say(
        "no_header",
        "Không tìm thấy dòng tiêu đề cột (cần có “Mã chỉ tiêu” hoặc “Chỉ tiêu”, và “Giá trị” "
        "hoặc “Tử số”, “Mẫu số”).",
        "Hãy thêm dòng tiêu đề như trong tệp mẫu tải về.",
    )


def lost_text() -> Sentence:
    return say(
        "lost_text",
        "Chữ tiếng Việt trong tệp đã bị mất dấu hoặc sai phông nên không đọc được tên.",
        "Hãy mở tệp gốc và lưu lại dạng “CSV UTF-8” hoặc “.xlsx”.",
    )


def some_text_lost() -> Sentence:
    return say(
        "some_text_lost",
        "Chữ tiếng Việt trong tệp đã bị mất dấu; chỉ các dòng có mã chỉ tiêu được đọc.",
        "Hãy kiểm tra tên đơn vị và ghi chú, tốt nhất là lưu lại dạng “CSV UTF-8” rồi nạp lại.",
    )


def damaged_letters() -> Sentence:
    return say(
        "damaged_letters",
        "Một số chữ trong tệp bị hỏng và hiện thành “\ufffd”.",
        "Hãy kiểm tra tên đơn vị và ghi chú; nếu sai, hãy lưu lại dạng “CSV UTF-8” rồi nạp lại.",
    )


def wrong_font() -> Sentence:
    return say(
        "wrong_font",
        "Chữ tiếng Việt trong tệp gõ bằng phông cũ (TCVN3, VNI) đã được phần mềm chuyển lại.",
        "Hãy kiểm tra tên đơn vị và ghi chú; tốt nhất là chuyển tệp sang Unicode rồi nạp lại.",
    )


def header_only() -> Sentence:
    return say(
        "header_only",
        "Tệp chỉ có dòng tiêu đề, chưa có dòng số liệu nào.",
        "Hãy điền số liệu vào các dòng dưới tiêu đề rồi nạp lại.",
    )


def no_figures() -> Sentence:
    return say(
        "no_figures",
        "Chưa có số liệu nào được điền trong tệp.",
        "Hãy điền cột “Giá trị”, hoặc “Tử số” và “Mẫu số”, rồi nạp lại.",
    )


def hidden_sheets(names: Sequence[str]) -> Sentence:
    return say(
        "hidden_sheets",
        f"Trang tính ẩn không được đọc: {listed(names)}.",
        "Nếu số liệu nằm ở đó, hãy bỏ ẩn (Unhide) rồi nạp lại.",
    )


def sheets_without_table(names: Sequence[str]) -> Sentence:
    return say(
        "sheets_without_table",
        f"Trang tính không có bảng số liệu nên không được đọc: {listed(names)}.",
        "Nếu số liệu nằm ở đó, hãy thêm dòng tiêu đề như trong tệp mẫu.",
    )


def sheets_left_out(names: Sequence[str]) -> Sentence:
    return say(
        "sheets_left_out",
        f"Trang tính được bỏ theo lựa chọn của người nạp: {listed(names)}.",
        "Nếu cần đọc trang này, hãy chọn lại câu trả lời.",
    )


def invented_figures() -> Sentence:
    return say(
        "invented_figures",
        f"Tệp mang dấu {DEMO_MARK}: các số trong tệp là ví dụ, không phải kết quả của xã.",
        "Chỉ xác nhận khi bạn đã thay chúng bằng số thật.",
    )


def too_many_tables(most: int) -> Sentence:
    return say(
        "too_many_tables",
        f"Một trang tính có hơn {most} bảng với các cột khác nhau.",
        "Hãy chép số liệu vào một bảng như tệp mẫu, hoặc tách thành nhiều tệp.",
    )


def unused_columns(names: Sequence[str]) -> Sentence:
    return say(
        "unused_columns",
        f"Cột không dùng đến: {listed(names)}.",
        "Nếu cột này là số liệu, hãy đổi tên cột như trong tệp mẫu.",
    )


# Why a row holds no figure

WHY_NO_DATA = {
    "title": "tiêu đề, thể thức văn bản",
    "header": "dòng tiêu đề cột",
    "section": "dòng mục, lời ghi hoặc chữ ký",
    "total": "dòng tổng cộng (chỉ để đối chiếu)",
    "no_figure": "chưa có số liệu",
    "left_out": "bỏ theo lựa chọn của người nạp",
    "repeated": "lặp lại dòng khác",
    "other_sheet": "trang tính không có bảng số liệu",
}


# How far the reading is

STAGES = {
    Stage.OPENING: "Đang mở tệp",
    Stage.UNDERSTANDING: "Đang đọc các dòng",
    Stage.CHECKING: "Đang kiểm tra số liệu",
    Stage.DONE: "Đã đọc xong",
}


# What was understood

_DELIMITERS = {";": "dấu chấm phẩy", ",": "dấu phẩy", "\t": "dấu tab", "|": "dấu gạch đứng"}


def understood_text(encoding: str, delimiter: str) -> str:
    sign = _DELIMITERS.get(delimiter, quoted(delimiter))
    return f"Tệp văn bản mã {encoding.upper()}, các cột cách nhau bằng {sign}."


def understood_table(sheet: str, row: int, layout: str) -> str:
    where = f"Trang tính {quoted(sheet)}: " if sheet else ""
    text = f"{where}tiêu đề cột ở dòng {row}, {layout}."
    return text[0].upper() + text[1:]


LONG_LAYOUT = "mỗi dòng một số liệu"
WIDE_LAYOUT = "mỗi năm một cột"


def understood_style(style: str) -> str:
    return f"Dấu thập phân là dấu {style}."
