"""What the city's screen says: how many communes reported, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence

from indicators import notation, wording

CITY = "Thành phố"
COMMUNES, RANKING, COMPARISON = "Các xã", "Xếp hạng", "So sánh"
WAYS = (COMMUNES, RANKING, COMPARISON)
INDICATOR = "Chỉ tiêu"
CHOOSE = "Chọn xã để so sánh"
CHOOSE_HINT = "Chọn từ hai đến năm xã"
MOST_COMPARED = 5
ONLY_FIRST = f"Bảng chỉ hiện {MOST_COMPARED} xã đầu."
BACK = "Về thành phố"
NO_CITY = (
    "Tệp dữ liệu này mới có một xã. Trang Thành phố hiện khi có số liệu hoặc kế hoạch của xã khác."
)
CHOOSE_TWO = "Hãy chọn ít nhất hai xã."
SAME_RULE = (
    "Tỷ lệ của thành phố = tổng tử số / tổng mẫu số của các xã đã có số liệu, không lấy trung bình "
    "các tỷ lệ. Phần mềm không đánh giá trạng thái của thành phố: số xã có số liệu khác nhau "
    "giữa các năm."
)
READ_ONLY = "Chỉ xem: số liệu của xã khác được nạp ở bảng theo dõi của xã đó."
NO_REAL_FIGURES = "chưa có số liệu thật"
OTHER_DEFINITION = "không so được"
ALL_COMMUNES = "Các xã, xem cạnh nhau"
CITY_FIGURES = "Số của thành phố"


def title(city: str, reported: int, expected: int, year: int) -> str:
    return f"{city}: {reported}/{expected} xã đã có số liệu năm {year}"


def subtitle(good: int, act: int, unknown: int) -> str:
    """How the indicators of all communes stand, taken together."""
    total = good + act + unknown
    if not total:
        return ""
    all_, well, late, unsure = map(notation.number, (total, good, act, unknown))
    return (
        f"Trong {all_} chỉ tiêu của các xã: {well} đạt hoặc đúng tiến độ, {late} cần chỉ đạo, "
        f"{unsure} chưa đủ căn cứ"
    )


def coverage(reported: int, expected: int) -> str:
    return f"cộng được {reported}/{expected} xã"


def unsummable(names: Sequence[str]) -> str:
    return f"{wording.listing(names, what='xã')} {wording.NOT_SUMMABLE}"


def partial(names: Sequence[str]) -> str:
    return f"{wording.listing(names, what='xã')} chưa đủ đơn vị báo cáo"


def borrowed_plan(names: Sequence[str], plan_name: str) -> str:
    """Communes whose own plan is not known here."""
    listed = wording.listing(names, what="xã")
    return f"{listed}: chưa có thư mục kế hoạch, đang đánh giá theo kế hoạch của {plan_name}."


def demo_left_out(names: Sequence[str]) -> str:
    listed = wording.listing(names, what="xã")
    return f"{listed}: đang là số liệu minh họa, không tính vào thành phố."


def faulty(folders: Sequence[str]) -> str:
    listed = wording.listing(folders, what="thư mục")
    return f"Thư mục kế hoạch có lỗi hoặc trùng mã xã, chưa dùng được: {listed}."


def unknown_commune(code: str) -> str:
    return f"Không có xã “{code}”; đang hiện cả thành phố."


def ranking_title(indicator: str, year: int) -> str:
    return f"{indicator}: xếp theo số năm {year}"


def rank(place: int) -> str:
    return f"hạng {place}"


def not_yet(year: int) -> str:
    return f"chưa có số năm {year}"
