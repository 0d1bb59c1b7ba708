"""What the reading says of what a row is about: indicator, year, unit, kind.

One function a fault; its name is the fault's code. `why` and `mend` are one sentence each.
"""

from __future__ import annotations

from collections.abc import Sequence

from indicators.intake.sentence import Sentence, quoted, say

# What a row is about


def missing_indicator() -> Sentence:
    return say(
        "Dòng có số nhưng không ghi chỉ tiêu nào.",
        "Hãy điền “Mã chỉ tiêu”, ví dụ như trong tệp mẫu.",
    )


def unknown_indicator(seen: str, near: Sequence[str]) -> Sentence:
    if near:
        mend = f"Có phải {' hoặc '.join(near)}? Hãy sửa lại mã."
    else:
        mend = "Hãy dùng mã trong tệp mẫu hoặc chép đúng tên chỉ tiêu của kế hoạch."
    return say(f"Không có chỉ tiêu nào là {quoted(seen)} trong kế hoạch.", mend)


def look_alike_indicator(seen: str, code: str, name: str) -> Sentence:
    return say(
        f"Mã {quoted(seen)} không có trong kế hoạch nhưng trông giống {code} ({name}).",
        f"Hãy xác nhận đây là {code}.",
    )


def indicator_by_name(seen: str, code: str) -> Sentence:
    return say(
        f"Mã {quoted(seen)} không có trong kế hoạch, nhưng tên trên dòng là tên của {code}.",
        f"Hãy xác nhận đây là {code}.",
    )


def code_and_name_differ(code: str, other: str) -> Sentence:
    return say(
        f"Mã trên dòng là {code} nhưng tên lại là tên của {other}.",
        "Hãy sửa mã hoặc tên cho khớp nhau.",
    )


def missing_year() -> Sentence:
    return say("Dòng không ghi năm.", "Hãy điền năm của số liệu vào cột “Năm”.")


def year_from_title(year: int, seen: str, rows: int) -> Sentence:
    return say(
        f"{rows} dòng không ghi năm; tiêu đề {quoted(seen)} cho biết năm {year}.",
        f"Hãy xác nhận số liệu là của năm {year}.",
    )


def year_differs(year: int, seen: str, chosen: str) -> Sentence:
    return say(
        f"Tệp ghi năm {year} ({quoted(seen)}) nhưng năm được chọn là {chosen}.",
        "Hãy chọn năm đúng của số liệu.",
    )


def year_not_given(rows: int) -> Sentence:
    return say(f"{rows} dòng không ghi năm nào.", "Hãy chọn năm của số liệu trong tệp này.")


def bad_year(seen: str) -> Sentence:
    return say(f"{quoted(seen)} không phải một năm.", "Hãy ghi năm bằng bốn chữ số, ví dụ 2026.")


def year_outside_plan(year: int, first: int, last: int) -> Sentence:
    return say(
        f"Năm {year} nằm ngoài khoảng nhận số liệu ({first}–{last}).", "Hãy kiểm tra lại năm."
    )


def year_from_date(seen: str, year: int) -> Sentence:
    return say(
        f"Ô năm là ngày {seen}; phần mềm hiểu là năm {year}.",
        "Nếu không đúng, hãy ghi năm bằng bốn chữ số.",
    )


def future_not_planned(year: int) -> Sentence:
    return say(
        f"Năm {year} chưa đến nên chưa thể có số thực hiện.",
        "Nếu đây là số kế hoạch giao, hãy ghi “kế hoạch” ở cột “Loại số liệu”.",
    )


def unknown_kind(seen: str) -> Sentence:
    return say(
        f"Không hiểu loại số liệu {quoted(seen)}.",
        "Hãy ghi “chính thức”, “ước thực hiện” hoặc “kế hoạch”.",
    )


def estimate_assumed(year: int, rows: int) -> Sentence:
    return say(
        f"{rows} dòng năm {year} không ghi loại số liệu; năm chưa hết nên được ghi là “ước thực "
        "hiện”.",
        "Nếu là số chính thức, hãy ghi “chính thức” ở cột “Loại số liệu”.",
    )


def unknown_unit(seen: str, rows: int) -> Sentence:
    return say(
        f"Đơn vị báo cáo {quoted(seen)} ({rows} dòng) chưa có trong hệ thống.",
        "Hãy xác nhận thêm đơn vị mới, hoặc chọn đơn vị đã có mà dòng này nói đến.",
    )


def lost_unit(seen: str, rows: int) -> Sentence:
    return say(
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
