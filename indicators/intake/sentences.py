"""Every sentence the reading says to a person: what was seen, and how to mend it.

One function a fault; its name is the fault's code. `why` and `mend` are one sentence each.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import NamedTuple


class Sentence(NamedTuple):
    """`code` names the fault for programs and tests."""

    code: str
    why: str
    mend: str


class Refused(Exception):
    """The whole file cannot be read; carries the one sentence that says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.code)
        self.sentence = sentence


def _say(why: str, mend: str) -> Sentence:
    frame = inspect.currentframe()
    caller = frame.f_back if frame else None
    return Sentence(caller.f_code.co_name if caller else "fault", why, mend)


def quoted(text: str, most: int = 60) -> str:
    """The text in Vietnamese quotation marks, cut where it is long."""
    text = " ".join(text.split())
    return f"“{text[: most - 1]}…”" if len(text) > most else f"“{text}”"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(quoted(name) for name in names)


# The file

_SAVE = "Hãy mở bằng Excel, chọn Lưu thành (Save As) dạng “.xlsx” rồi nạp lại."


def empty_file() -> Sentence:
    return _say("Tệp không có nội dung.", "Hãy kiểm tra lại tệp rồi nạp tệp có số liệu.")


def too_large(most: int) -> Sentence:
    return _say(
        f"Tệp lớn hơn {most // 1024 // 1024} MB nên không được đọc.",
        "Hãy bỏ ảnh và các trang không cần thiết, hoặc tách thành nhiều tệp.",
    )


def too_many_rows(most: int) -> Sentence:
    shown = f"{most:,}".replace(",", ".")
    return _say(f"Tệp có hơn {shown} dòng.", "Hãy tách thành nhiều tệp nhỏ hơn.")


def unpacks_too_large() -> Sentence:
    return _say(
        "Tệp Excel này khi giải nén quá lớn nên không được đọc.",
        "Hãy chép riêng bảng số liệu sang một tệp mới rồi nạp lại.",
    )


def stray_cell(sheet: str, place: str) -> Sentence:
    where = f" (ô xa nhất ở {place})" if place else ""
    return _say(
        f"Trang tính {quoted(sheet)} có ô nằm rất xa bảng số liệu{where}.",
        "Hãy xóa các cột và dòng thừa, hoặc chép bảng sang một tệp mới.",
    )


def broken_workbook() -> Sentence:
    return _say(
        "Tệp Excel bị hỏng hoặc chưa tải về hết nên không mở được.",
        "Hãy mở thử bằng Excel, lưu lại dạng “.xlsx” rồi nạp lại.",
    )


def password_protected() -> Sentence:
    return _say(
        "Tệp Excel được đặt mật khẩu nên không đọc được.",
        "Hãy bỏ mật khẩu trong Excel (Tệp → Thông tin → Bảo vệ) rồi nạp lại.",
    )


def other_kind(what: str) -> Sentence:
    return _say(
        f"Đây là {what}, không phải bảng số liệu.",
        "Hãy nạp tệp Excel (.xlsx, .xls) hoặc CSV.",
    )


def save_as_xlsx(what: str) -> Sentence:
    return _say(f"Tệp ở dạng {what}, không phải Excel thông thường.", _SAVE)


def not_a_table() -> Sentence:
    return _say(
        "Nội dung tệp không phải văn bản hay bảng tính.",
        "Hãy nạp tệp Excel (.xlsx, .xls) hoặc CSV.",
    )


def unclosed_quote() -> Sentence:
    return _say(
        "Tệp CSV có dấu ngoặc kép mở mà không đóng nên các dòng dính vào nhau.",
        "Hãy mở tệp bằng Excel, sửa ô có dấu ngoặc kép rồi lưu lại.",
    )


def personal_data() -> Sentence:
    return _say(
        "Tệp có vẻ là danh sách hộ dân hoặc có số căn cước, số điện thoại nên không được đọc và "
        "không được lưu lại.",
        "Hãy chỉ nạp số tổng hợp của thôn, đơn vị; bỏ mọi cột thông tin cá nhân.",
    )


def unexpected() -> Sentence:
    return _say(
        "Không đọc được tệp này vì một lỗi ngoài dự kiến của phần mềm.",
        "Hãy báo người quản trị và thử nạp tệp theo mẫu tải về.",
    )


def no_header() -> Sentence:
    return _say(
        "Không tìm thấy dòng tiêu đề cột (cần có “Mã chỉ tiêu” hoặc “Chỉ tiêu”, và “Giá trị” "
        "hoặc “Tử số”, “Mẫu số”).",
        "Hãy thêm dòng tiêu đề như trong tệp mẫu tải về.",
    )


def lost_text() -> Sentence:
    return _say(
        "Chữ tiếng Việt trong tệp đã bị mất dấu hoặc sai phông nên không đọc được tên.",
        "Hãy mở tệp gốc và lưu lại dạng “CSV UTF-8” hoặc “.xlsx”.",
    )


def some_text_lost() -> Sentence:
    return _say(
        "Chữ tiếng Việt trong tệp đã bị mất dấu; chỉ các dòng có mã chỉ tiêu được đọc.",
        "Hãy kiểm tra tên đơn vị và ghi chú, tốt nhất là lưu lại dạng “CSV UTF-8” rồi nạp lại.",
    )


def header_only() -> Sentence:
    return _say(
        "Tệp chỉ có dòng tiêu đề, chưa có dòng số liệu nào.",
        "Hãy điền số liệu vào các dòng dưới tiêu đề rồi nạp lại.",
    )


def no_figures() -> Sentence:
    return _say(
        "Chưa có số liệu nào được điền trong tệp.",
        "Hãy điền cột “Giá trị”, hoặc “Tử số” và “Mẫu số”, rồi nạp lại.",
    )


def hidden_sheets(names: Sequence[str]) -> Sentence:
    return _say(
        f"Trang tính ẩn không được đọc: {_listed(names)}.",
        "Nếu số liệu nằm ở đó, hãy bỏ ẩn (Unhide) rồi nạp lại.",
    )


def sheets_without_table(names: Sequence[str]) -> Sentence:
    return _say(
        f"Trang tính không có bảng số liệu nên không được đọc: {_listed(names)}.",
        "Nếu số liệu nằm ở đó, hãy thêm dòng tiêu đề như trong tệp mẫu.",
    )


def unused_columns(names: Sequence[str]) -> Sentence:
    return _say(
        f"Cột không dùng đến: {_listed(names)}.",
        "Nếu cột này là số liệu, hãy đổi tên cột như trong tệp mẫu.",
    )


# What a row is about


def missing_indicator() -> Sentence:
    return _say(
        "Dòng có số nhưng không ghi chỉ tiêu nào.",
        "Hãy điền “Mã chỉ tiêu”, ví dụ như trong tệp mẫu.",
    )


def unknown_indicator(seen: str, near: Sequence[str]) -> Sentence:
    if near:
        mend = f"Có phải {' hoặc '.join(near)}? Hãy sửa lại mã."
    else:
        mend = "Hãy dùng mã trong tệp mẫu hoặc chép đúng tên chỉ tiêu của kế hoạch."
    return _say(f"Không có chỉ tiêu nào là {quoted(seen)} trong kế hoạch.", mend)


def look_alike_indicator(seen: str, code: str, name: str) -> Sentence:
    return _say(
        f"Mã {quoted(seen)} không có trong kế hoạch nhưng trông giống {code} ({name}).",
        f"Hãy xác nhận đây là {code}.",
    )


def indicator_by_name(seen: str, code: str) -> Sentence:
    return _say(
        f"Mã {quoted(seen)} không có trong kế hoạch, nhưng tên trên dòng là tên của {code}.",
        f"Hãy xác nhận đây là {code}.",
    )


def code_and_name_differ(code: str, other: str) -> Sentence:
    return _say(
        f"Mã trên dòng là {code} nhưng tên lại là tên của {other}.",
        "Hãy sửa mã hoặc tên cho khớp nhau.",
    )


def missing_year() -> Sentence:
    return _say("Dòng không ghi năm.", "Hãy điền năm của số liệu vào cột “Năm”.")


def year_from_title(year: int, seen: str, rows: int) -> Sentence:
    return _say(
        f"{rows} dòng không ghi năm; tiêu đề {quoted(seen)} cho biết năm {year}.",
        f"Hãy xác nhận số liệu là của năm {year}.",
    )


def year_differs(year: int, seen: str, chosen: str) -> Sentence:
    return _say(
        f"Tệp ghi năm {year} ({quoted(seen)}) nhưng năm được chọn là {chosen}.",
        "Hãy chọn năm đúng của số liệu.",
    )


def year_not_given(rows: int) -> Sentence:
    return _say(f"{rows} dòng không ghi năm nào.", "Hãy chọn năm của số liệu trong tệp này.")


def bad_year(seen: str) -> Sentence:
    return _say(f"{quoted(seen)} không phải một năm.", "Hãy ghi năm bằng bốn chữ số, ví dụ 2026.")


def year_outside_plan(year: int, first: int, last: int) -> Sentence:
    return _say(
        f"Năm {year} nằm ngoài khoảng nhận số liệu ({first}–{last}).", "Hãy kiểm tra lại năm."
    )


def year_from_date(seen: str, year: int) -> Sentence:
    return _say(
        f"Ô năm là ngày {seen}; phần mềm hiểu là năm {year}.",
        "Nếu không đúng, hãy ghi năm bằng bốn chữ số.",
    )


def future_not_planned(year: int) -> Sentence:
    return _say(
        f"Năm {year} chưa đến nên chưa thể có số thực hiện.",
        "Nếu đây là số kế hoạch giao, hãy ghi “kế hoạch” ở cột “Loại số liệu”.",
    )


def unknown_kind(seen: str) -> Sentence:
    return _say(
        f"Không hiểu loại số liệu {quoted(seen)}.",
        "Hãy ghi “chính thức”, “ước thực hiện” hoặc “kế hoạch”.",
    )


def estimate_assumed(year: int, rows: int) -> Sentence:
    return _say(
        f"{rows} dòng năm {year} không ghi loại số liệu; năm chưa hết nên được ghi là “ước thực "
        "hiện”.",
        "Nếu là số chính thức, hãy ghi “chính thức” ở cột “Loại số liệu”.",
    )


def unknown_unit(seen: str, rows: int) -> Sentence:
    return _say(
        f"Đơn vị báo cáo {quoted(seen)} ({rows} dòng) chưa có trong hệ thống.",
        "Hãy xác nhận thêm đơn vị mới, hoặc chọn đơn vị đã có mà dòng này nói đến.",
    )


def lost_unit(seen: str, rows: int) -> Sentence:
    return _say(
        f"Tên đơn vị {quoted(seen)} ({rows} dòng) đã bị mất chữ có dấu.",
        "Hãy chọn đơn vị đúng, hoặc lưu lại tệp dạng “CSV UTF-8” rồi nạp lại.",
    )


def add_unit(name: str) -> str:
    return f"Thêm đơn vị mới {quoted(name)}"


def map_unit(name: str) -> str:
    return f"Là {quoted(name)} đã có"


def in_year(year: int) -> str:
    return f"Năm {year}"


def is_indicator(code: str, name: str) -> str:
    return f"{code} – {name}"


# Numbers


def too_many_cells() -> Sentence:
    return _say(
        "Dòng có nhiều ô hơn dòng tiêu đề, có thể dấu phẩy thập phân đã tách một số làm hai.",
        "Hãy lưu lại bằng Excel dạng “CSV UTF-8” hoặc “.xlsx”, hoặc đặt số trong ngoặc kép.",
    )


def split_number(seen: str) -> Sentence:
    return _say(
        f"Ô sau số liệu chỉ có {quoted(seen)}, có thể dấu phẩy thập phân đã tách một số làm hai.",
        "Hãy lưu lại bằng Excel dạng “CSV UTF-8” hoặc “.xlsx”, hoặc đặt số trong ngoặc kép.",
    )


def ambiguous_number(seen: str, rows: int) -> Sentence:
    return _say(
        f"Số {quoted(seen)} có thể đọc hai cách và các số khác trong tệp không cho biết cách nào "
        f"({rows} dòng).",
        "Hãy chọn dấu thập phân của tệp là dấu phẩy hay dấu chấm.",
    )


def mixed_styles() -> Sentence:
    return _say(
        "Tệp dùng cả dấu phẩy và dấu chấm làm dấu thập phân.",
        "Hãy xem lại các số trong phần xem trước.",
    )


def read_as(seen: str, meaning: str, sign: str) -> str:
    return f"Dấu thập phân là dấu {sign}: {quoted(seen)} là {meaning}"


def approximate(seen: str) -> Sentence:
    return _say(f"{quoted(seen)} không phải một con số cụ thể.", "Hãy ghi đúng một con số.")


def range_of_numbers(seen: str) -> Sentence:
    return _say(f"{quoted(seen)} là một khoảng, không phải một số.", "Hãy ghi đúng một con số.")


def fraction(seen: str) -> Sentence:
    return _say(
        f"{quoted(seen)} là một phân số.",
        "Hãy ghi hai số vào cột “Tử số” và “Mẫu số”, hoặc ghi tỷ lệ phần trăm.",
    )


def remark_in_number(seen: str) -> Sentence:
    return _say(
        f"{quoted(seen)} có lời ghi kèm theo số.",
        "Hãy chỉ ghi con số; số ước thì ghi “ước thực hiện” ở cột “Loại số liệu”, lời khác ghi ở "
        "“Ghi chú”.",
    )


def scientific(seen: str) -> Sentence:
    return _say(
        f"{quoted(seen)} bị rút gọn thành dạng lũy thừa nên có thể đã mất chữ số.",
        "Hãy định dạng lại ô là Số (Number) và ghi đủ chữ số.",
    )


def number_with_words(seen: str) -> Sentence:
    return _say(
        f"{quoted(seen)} không phải một con số viết đúng.",
        "Hãy chỉ ghi con số, không ghi kèm chữ hay đơn vị tính.",
    )


def not_a_number(seen: str) -> Sentence:
    return _say(
        f"{quoted(seen)} không phải một con số.",
        "Hãy ghi con số, hoặc để trống nếu chưa có số liệu.",
    )


def nothing_word(seen: str) -> Sentence:
    return _say(
        f"{quoted(seen)} không rõ là bằng 0 hay chưa có số liệu.",
        "Hãy ghi 0 nếu đã rà soát và không có; để trống nếu chưa có số liệu.",
    )


def broken_cell(seen: str) -> Sentence:
    if seen.startswith("="):
        why = "Ô có công thức nhưng chưa có kết quả tính."
    else:
        why = f"Ô công thức bị lỗi {seen}."
    return _say(why, "Hãy mở bằng Excel, sửa công thức hoặc gõ thẳng con số, lưu lại rồi nạp.")


def date_in_number(seen: str) -> Sentence:
    return _say(
        f"Ô là ngày {seen}, không phải con số (Excel thường tự đổi “2/3” thành ngày).",
        "Hãy định dạng lại ô là Số (Number) và ghi con số.",
    )


def number_too_large(seen: str) -> Sentence:
    return _say(f"Số {quoted(seen)} lớn bất thường.", "Hãy kiểm tra lại con số và đơn vị tính.")


def percent_in_count(seen: str) -> Sentence:
    return _say(
        f"{quoted(seen)} là tỷ lệ phần trăm, nhưng ở đây cần một số lượng.",
        "Hãy ghi số lượng, không ghi phần trăm.",
    )


def negative(seen: str) -> Sentence:
    return _say(f"Số {quoted(seen)} nhỏ hơn 0.", "Hãy kiểm tra lại con số.")


# What a figure must satisfy


def out_of_bounds(seen: str, lower: str, upper: str) -> Sentence:
    limits = f"từ {lower} đến {upper}" if upper else f"từ {lower} trở lên"
    return _say(f"Giá trị {seen} nằm ngoài khoảng cho phép ({limits}).", "Hãy kiểm tra lại số.")


def clipped(seen: str, kept: str) -> Sentence:
    return _say(
        f"Giá trị {seen} vượt giới hạn một chút nên được ghi là {kept}.",
        "Nếu không đúng, hãy sửa số trong tệp.",
    )


def numerator_above_denominator(numerator: str, denominator: str) -> Sentence:
    return _say(
        f"Tử số {numerator} lớn hơn mẫu số {denominator}.",
        "Hãy kiểm tra xem hai số có bị đổi chỗ không.",
    )


def value_disagrees(value: str, computed: str) -> Sentence:
    return _say(
        f"Giá trị {value} không khớp với tử số chia mẫu số ({computed}).",
        "Hãy kiểm tra lại ba con số này.",
    )


def value_and_numerator_differ(value: str, numerator: str) -> Sentence:
    return _say(
        f"Chỉ tiêu này là số lượng, nhưng giá trị {value} khác tử số {numerator}.",
        "Hãy chỉ điền cột “Giá trị”.",
    )


def denominator_not_used() -> Sentence:
    return _say(
        "Chỉ tiêu này là số lượng nên mẫu số không được dùng.", "Hãy kiểm tra lại mã chỉ tiêu."
    )


def missing_denominator() -> Sentence:
    return _say(
        "Có tử số nhưng thiếu mẫu số nên không tính được tỷ lệ.",
        "Hãy điền “Mẫu số” hoặc “Giá trị”.",
    )


def missing_numerator() -> Sentence:
    return _say(
        "Có mẫu số nhưng thiếu tử số nên không tính được tỷ lệ.",
        "Hãy điền “Tử số” hoặc “Giá trị”.",
    )


def zero_denominator(seen: str) -> Sentence:
    return _say(
        f"Mẫu số bằng 0 nhưng vẫn có {seen}.",
        "Nếu trong năm không phát sinh, hãy ghi tử số 0, mẫu số 0; nếu không, hãy sửa mẫu số.",
    )


def not_arising_value_dropped(seen: str) -> Sentence:
    return _say(
        f"Mẫu số bằng 0 nên được ghi là “không phát sinh”; giá trị {seen} không được dùng.",
        "Nếu không đúng, hãy sửa mẫu số.",
    )


def not_arising_with_figures() -> Sentence:
    return _say(
        "Dòng ghi “không phát sinh” nhưng vẫn có số khác 0.",
        "Hãy bỏ lời ghi hoặc bỏ các con số.",
    )


def not_arising_count() -> Sentence:
    return _say(
        "Chỉ tiêu này là số lượng nên “không phát sinh” chưa rõ là bằng 0 hay chưa rà soát.",
        "Hãy ghi 0 nếu đã rà soát và không có; để trống nếu chưa có số liệu.",
    )


def not_whole(seen: str, unit_measure: str) -> Sentence:
    return _say(
        f"Chỉ tiêu này đếm {unit_measure} nên phải là số nguyên, không phải {seen}.",
        "Hãy kiểm tra lại con số.",
    )


def wrong_unit_measure(seen: str, expected: str) -> Sentence:
    return _say(
        f"Đơn vị tính {quoted(seen)} không phải đơn vị tính của chỉ tiêu này ({expected}).",
        f"Hãy ghi số liệu theo {expected}.",
    )


def share_or_fraction(seen: str, rows: int) -> Sentence:
    return _say(
        f"Các tỷ lệ trong tệp đều không quá 1, ví dụ {quoted(seen)}: có thể là phần của 1 chứ "
        f"không phải phần trăm ({rows} dòng).",
        "Hãy chọn cách hiểu đúng.",
    )


def times_hundred(seen: str, meaning: str) -> str:
    return f"Là phần của 1: {quoted(seen)} nghĩa là {meaning}%"


def as_percent(seen: str) -> str:
    return f"Đã là phần trăm: {quoted(seen)} nghĩa là {seen}%"


def fraction_by_parts(seen: str, kept: str) -> Sentence:
    return _say(
        f"Giá trị {seen} được hiểu là {kept}% theo tử số và mẫu số.",
        "Nếu không đúng, hãy sửa giá trị.",
    )


def jump(old_year: int, old: str, new: str) -> Sentence:
    return _say(
        f"Thay đổi hơn 20 điểm phần trăm so với năm {old_year} (từ {old} thành {new}).",
        "Hãy kiểm tra lại con số trước khi xác nhận.",
    )


def repeated(first_row: int) -> Sentence:
    return _say(
        f"Dòng này lặp lại đúng số liệu của dòng {first_row} nên chỉ được ghi một lần.",
        "Không cần sửa.",
    )


def contradicts(rows: str) -> Sentence:
    return _say(
        f"Cùng một số liệu nhưng các dòng {rows} ghi khác nhau nên không dòng nào được nhận.",
        "Hãy giữ lại một dòng đúng.",
    )


def total_differs(column: str, total: str, added: str) -> Sentence:
    return _say(
        f"Dòng tổng ghi {column.lower()} {total} nhưng cộng các dòng được {added}.",
        "Hãy kiểm tra lại dòng tổng hoặc các dòng thành phần.",
    )


def rows_without_figure(count: int, rows: str) -> Sentence:
    return _say(
        f"{count} dòng có chỉ tiêu nhưng chưa có số liệu (dòng {rows}).",
        "Những dòng này không được ghi; hãy điền thêm nếu đã có số.",
    )


# Why a row holds no figure

WHY_NO_DATA = {
    "title": "tiêu đề, thể thức văn bản",
    "header": "dòng tiêu đề cột",
    "section": "dòng mục, lời ghi hoặc chữ ký",
    "total": "dòng tổng cộng (chỉ để đối chiếu)",
    "no_figure": "chưa có số liệu",
    "repeated": "lặp lại dòng khác",
    "other_sheet": "trang tính không có bảng số liệu",
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
