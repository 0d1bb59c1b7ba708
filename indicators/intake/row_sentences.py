"""What the reading says of what a row is about: indicator, year, unit, kind.

One function a fault; the code it says is stable. `why` and `mend` are one sentence each.
"""

from __future__ import annotations

from collections.abc import Sequence

from indicators.intake.sentence import Sentence, listed, quoted, say

# What a row is about


def missing_indicator() -> Sentence:
    return say(
        "missing_indicator",
        "Dòng có số nhưng không ghi chỉ tiêu nào.",
        "Hãy điền “Mã chỉ tiêu”, ví dụ như trong tệp mẫu.",
    )


def unknown_indicator(seen: str, near: Sequence[str]) -> Sentence:
    if near:
        mend = f"Có phải {' hoặc '.join(near)}? Hãy sửa lại mã."
    else:
        mend = "Hãy dùng mã trong tệp mẫu hoặc chép đúng tên chỉ tiêu của kế hoạch."
    return say(
        "unknown_indicator", f"Không có chỉ tiêu nào là {quoted(seen)} trong kế hoạch.", mend
    )


def lost_indicator(seen: str) -> Sentence:
    return say(
        "lost_indicator",
        f"Tên chỉ tiêu {quoted(seen)} đã bị mất chữ có dấu nên không nhận ra được.",
        "Hãy mở tệp gốc và lưu lại dạng “CSV UTF-8” hoặc “.xlsx”, hoặc điền mã chỉ tiêu.",
    )


def look_alike_indicator(seen: str, code: str, name: str, difference: str) -> Sentence:
    return say(
        "look_alike_indicator",
        f"Mã {quoted(seen)} {difference}.",
        f"Có phải {code} ({name})?",
    )


def indicator_by_name(seen: str, code: str) -> Sentence:
    return say(
        "indicator_by_name",
        f"Mã {quoted(seen)} không có trong kế hoạch, nhưng tên trên dòng là tên của {code}.",
        f"Hãy xác nhận đây là {code}.",
    )


def code_and_name_differ(code: str, other: str) -> Sentence:
    return say(
        "code_and_name_differ",
        f"Mã trên dòng là {code} nhưng tên lại là tên của {other}.",
        "Hãy sửa mã hoặc tên cho khớp nhau.",
    )


def year_from_title(year: int, seen: str, rows: int) -> Sentence:
    return say(
        "year_from_title",
        f"{rows} dòng không ghi năm; tiêu đề {quoted(seen)} cho biết năm {year}.",
        f"Hãy xác nhận số liệu là của năm {year}.",
    )


def year_differs(year: int, seen: str, chosen: str) -> Sentence:
    return say(
        "year_differs",
        f"Tệp ghi năm {year} ({quoted(seen)}) nhưng năm được chọn là {chosen}.",
        "Hãy chọn năm đúng của số liệu.",
    )


def part_of_year(seen: str, rows: int) -> Sentence:
    return say(
        "part_of_year",
        f"Tiêu đề {quoted(seen)} cho biết số liệu chỉ của một phần năm ({rows} dòng).",
        "Hãy xác nhận vẫn ghi là số của năm đó, hoặc bỏ các dòng này.",
    )


def year_not_given(rows: int) -> Sentence:
    return say(
        "year_not_given",
        f"{rows} dòng không ghi năm nào.",
        "Hãy chọn năm của số liệu trong tệp này.",
    )


def bad_year(seen: str) -> Sentence:
    return say(
        "bad_year",
        f"{quoted(seen)} không phải một năm.",
        "Hãy ghi năm bằng bốn chữ số, ví dụ 2026.",
    )


def year_outside_plan(year: int, first: int, last: int) -> Sentence:
    return say(
        "year_outside_plan",
        f"Năm {year} nằm ngoài khoảng nhận số liệu ({first}–{last}).",
        "Hãy kiểm tra lại năm.",
    )


def year_from_date(seen: str, year: int) -> Sentence:
    return say(
        "year_from_date",
        f"Ô năm là ngày {seen}; phần mềm hiểu là năm {year}.",
        "Nếu không đúng, hãy ghi năm bằng bốn chữ số.",
    )


def future_not_planned(year: int) -> Sentence:
    return say(
        "future_not_planned",
        f"Năm {year} chưa đến nên chưa thể có số thực hiện.",
        "Nếu đây là số kế hoạch giao, hãy ghi “kế hoạch” ở cột “Loại số liệu”.",
    )


def unknown_kind(seen: str) -> Sentence:
    return say(
        "unknown_kind",
        f"Không hiểu loại số liệu {quoted(seen)}.",
        "Hãy ghi “chính thức”, “ước thực hiện” hoặc “kế hoạch”.",
    )


def estimate_assumed(year: int, rows: int) -> Sentence:
    return say(
        "estimate_assumed",
        f"{rows} dòng năm {year} không ghi loại số liệu; năm chưa hết nên được ghi là “ước thực "
        "hiện”.",
        "Nếu là số chính thức, hãy ghi “chính thức” ở cột “Loại số liệu”.",
    )


def unknown_unit(seen: str, rows: int) -> Sentence:
    return say(
        "unknown_unit",
        f"Đơn vị báo cáo {quoted(seen)} ({rows} dòng) chưa có trong hệ thống.",
        "Hãy xác nhận thêm đơn vị mới, hoặc chọn đơn vị đã có mà dòng này nói đến.",
    )


def not_a_unit(seen: str) -> Sentence:
    return say(
        "not_a_unit",
        f"{quoted(seen)} không phải tên một đơn vị báo cáo.",
        "Hãy ghi tên thôn, đơn vị; đơn vị tính thì ghi ở cột “Đơn vị tính”.",
    )


def unknown_units(seen: str, count: int, rows: int) -> Sentence:
    return say(
        "unknown_units",
        f"{count} đơn vị báo cáo ({rows} dòng) chưa có trong hệ thống: {seen}.",
        "Hãy xác nhận thêm tất cả theo đúng tên trong tệp, hoặc trả lời từng đơn vị.",
    )


def unit_of_section(seen: str) -> Sentence:
    return say(
        "section_unit",
        f"Mục {quoted(seen)} có thể là tên một đơn vị báo cáo.",
        "Hãy chọn các dòng dưới mục này là số liệu của ai.",
    )


def end_of_section(seen: str, unit: str) -> Sentence:
    return say(
        "section_unit",
        f"Sau các dòng của {quoted(unit)} là mục {quoted(seen)}.",
        f"Hãy chọn các dòng dưới mục này là của toàn xã hay vẫn của {quoted(unit)}.",
    )


def end_of_table(unit: str) -> Sentence:
    return say(
        "section_unit",
        f"Bảng có cột khác bắt đầu sau các dòng của {quoted(unit)}.",
        f"Hãy chọn bảng này là của toàn xã hay vẫn của {quoted(unit)}.",
    )


def unit_of_letterhead(seen: str) -> Sentence:
    return say(
        "letterhead_unit",
        f"Bảng không có cột đơn vị báo cáo, nhưng phần ngoài bảng ghi {quoted(seen)}.",
        "Hãy chọn số liệu trong bảng là của đơn vị này hay của toàn xã.",
    )


PLANNED_FIGURES = "Số kế hoạch"
FIGURES_OF_THE_YEAR = "Số thực hiện hoặc ước thực hiện"


def kind_of_title(seen: str) -> Sentence:
    return say(
        "kind_of_title",
        f"Phần ngoài bảng ghi {quoted(seen)}, còn trong bảng không ghi loại số liệu.",
        "Hãy chọn số trong bảng là số kế hoạch hay số thực hiện.",
    )


def which_sheets(names: Sequence[str]) -> Sentence:
    return say(
        "which_sheets",
        f"Tệp có {len(names)} trang tính có bảng số liệu: {listed(names)}.",
        "Hãy chọn đọc tất cả các trang hay chỉ một trang.",
    )


def one_of_two_columns() -> Sentence:
    return say(
        "one_of_two_columns",
        "Bảng có cả cột tỷ lệ và cột số lượng: mỗi dòng chỉ lấy số hợp với chỉ tiêu của dòng đó.",
        "Nếu số lượng là tử số của tỷ lệ, hãy đặt tên cột là “Tử số”.",
    )


def left_out(count: int, rows: str) -> Sentence:
    return say(
        "left_out",
        f"{count} dòng được bỏ theo lựa chọn của người nạp (dòng {rows}).",
        "Nếu cần ghi các dòng này, hãy chọn lại câu trả lời.",
    )


def lost_unit(seen: str, rows: int) -> Sentence:
    return say(
        "lost_unit",
        f"Tên đơn vị {quoted(seen)} ({rows} dòng) đã bị mất chữ có dấu hoặc sai phông.",
        "Hãy chọn đơn vị đúng, hoặc lưu lại tệp dạng “CSV UTF-8” rồi nạp lại.",
    )


def add_unit(name: str) -> str:
    return f"Thêm đơn vị mới {quoted(name)}"


def map_unit(name: str) -> str:
    return f"Là {quoted(name)} đã có"


def add_all_units(count: int) -> str:
    return f"Thêm cả {count} đơn vị theo đúng tên trong tệp"


ONE_BY_ONE = "Trả lời từng câu"
ALL_SHEETS = "Đọc tất cả các trang"
KEEP_FIGURE = "Con số đúng, giữ nguyên"
KEEP_ALL_FIGURES = "Các con số đều đúng, giữ nguyên"
ALL_FRACTIONS = "Đều là phần của 1: 0,97 nghĩa là 97%"
ALL_PERCENT = "Đều đã là phần trăm: 0,97 nghĩa là 0,97%"
LEAVE_SHEETS_OUT = "Bỏ tất cả các trang"
LEAVE_OUT = "Bỏ dòng này"
LEAVE_ALL_OUT = "Bỏ các dòng này"
WHOLE_COMMUNE = "Số liệu của toàn xã"


def of_unit(name: str) -> str:
    return f"Số liệu của {quoted(name)}"


def only_sheet(name: str) -> str:
    return f"Chỉ đọc trang {quoted(name)}"


def in_year(year: int) -> str:
    return f"Năm {year}"


def is_indicator(code: str, name: str) -> str:
    return f"{code} – {name}"
