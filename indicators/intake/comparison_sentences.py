"""What the reading says of figures held against other figures.

One function a fault; the code it says is stable. `why` and `mend` are one sentence each.
"""

from __future__ import annotations

from indicators.intake.sentence import Sentence, quoted, say


def jump(old_year: int, old: str, new: str) -> Sentence:
    return say(
        "jump",
        f"Thay đổi hơn 20 điểm phần trăm so với năm {old_year} (từ {old} thành {new}).",
        "Hãy kiểm tra lại con số rồi xác nhận, hoặc bỏ dòng này.",
    )


def jump_from_stored(old: str, new: str) -> Sentence:
    return say(
        "jump_from_stored",
        f"Thay đổi hơn 20 điểm phần trăm so với số đang có (từ {old} thành {new}).",
        "Hãy kiểm tra lại con số rồi xác nhận, hoặc bỏ dòng này.",
    )


def jumps(count: int, rows: str) -> Sentence:
    return say(
        "jumps",
        f"{count} tỷ lệ thay đổi hơn 20 điểm phần trăm (dòng {rows}).",
        "Hãy kiểm tra các con số rồi xác nhận chung, hoặc trả lời từng số.",
    )


def without_parts(count: int, rows: str) -> Sentence:
    return say(
        "without_parts",
        f"Tỷ lệ của đơn vị ({count} dòng: {rows}) chưa cộng được vào số của xã vì thiếu tử số, "
        "mẫu số.",
        "Hãy điền thêm “Tử số” và “Mẫu số” nếu có.",
    )


def total_unchecked(seen: str) -> Sentence:
    return say(
        "total_unchecked",
        f"Dòng tổng chưa kiểm được: {quoted(seen)}.",
        "Hãy tự đối chiếu dòng này; số ở dòng tổng không được ghi.",
    )


def repeated(first_row: int) -> Sentence:
    return say(
        "repeated",
        f"Dòng này lặp lại đúng số liệu của dòng {first_row} nên chỉ được ghi một lần.",
        "Không cần sửa.",
    )


def contradicts(rows: str) -> Sentence:
    return say(
        "contradicts",
        f"Cùng một số liệu nhưng các dòng {rows} ghi khác nhau nên không dòng nào được nhận.",
        "Hãy giữ lại một dòng đúng.",
    )


def total_differs(column: str, total: str, added: str) -> Sentence:
    return say(
        "total_differs",
        f"Dòng tổng ghi {column.lower()} {total} nhưng cộng các dòng được {added}.",
        "Hãy kiểm tra lại dòng tổng hoặc các dòng thành phần.",
    )
