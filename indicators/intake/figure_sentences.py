"""What the reading says of the figures in a row.

One function a fault; the code it says is stable. `why` and `mend` are one sentence each.
"""

from __future__ import annotations

from indicators.intake.sentence import Sentence, quoted, say

# Numbers


def too_many_cells() -> Sentence:
    return say(
        "too_many_cells",
        "Dòng có nhiều ô hơn dòng tiêu đề, có thể dấu phẩy thập phân đã tách một số làm hai.",
        "Hãy lưu lại bằng Excel dạng “CSV UTF-8” hoặc “.xlsx”, hoặc đặt số trong ngoặc kép.",
    )


def split_number(seen: str) -> Sentence:
    return say(
        "split_number",
        f"Ô sau số liệu chỉ có {quoted(seen)}, có thể dấu phẩy thập phân đã tách một số làm hai.",
        "Hãy lưu lại bằng Excel dạng “CSV UTF-8” hoặc “.xlsx”, hoặc đặt số trong ngoặc kép.",
    )


def ambiguous_number(seen: str, rows: int) -> Sentence:
    return say(
        "ambiguous_number",
        f"Số {quoted(seen)} có thể đọc hai cách và các số khác trong tệp không cho biết cách nào "
        f"({rows} dòng).",
        "Hãy chọn dấu thập phân của tệp là dấu phẩy hay dấu chấm.",
    )


def mixed_styles() -> Sentence:
    return say(
        "mixed_styles",
        "Tệp dùng cả dấu phẩy và dấu chấm làm dấu thập phân.",
        "Hãy xem lại các số trong phần xem trước.",
    )


def read_as(seen: str, meaning: str, sign: str) -> str:
    return f"Dấu thập phân là dấu {sign}: {quoted(seen)} là {meaning}"


def differing_double(heading: str, other: str, seen: str, seen_other: str) -> Sentence:
    return say(
        "differing_double",
        f"Hai cột cùng loại ghi khác nhau: {quoted(heading)} là {quoted(seen)}, {quoted(other)} là "
        f"{quoted(seen_other)}.",
        "Hãy giữ một cột, hoặc ghi rõ năm và loại số liệu ở tiêu đề của mỗi cột.",
    )


def approximate(seen: str) -> Sentence:
    return say(
        "approximate", f"{quoted(seen)} không phải một con số cụ thể.", "Hãy ghi đúng một con số."
    )


def range_of_numbers(seen: str) -> Sentence:
    return say(
        "range_of_numbers",
        f"{quoted(seen)} là một khoảng, không phải một số.",
        "Hãy ghi đúng một con số.",
    )


def fraction(seen: str) -> Sentence:
    return say(
        "fraction",
        f"{quoted(seen)} là một phân số.",
        "Hãy ghi hai số vào cột “Tử số” và “Mẫu số”, hoặc ghi tỷ lệ phần trăm.",
    )


def remark_in_number(seen: str) -> Sentence:
    return say(
        "remark_in_number",
        f"{quoted(seen)} có lời ghi kèm theo số.",
        "Hãy chỉ ghi con số; số ước thì ghi “ước thực hiện” ở cột “Loại số liệu”, lời khác ghi ở "
        "“Ghi chú”.",
    )


def scientific(seen: str) -> Sentence:
    return say(
        "scientific",
        f"{quoted(seen)} bị rút gọn thành dạng lũy thừa nên có thể đã mất chữ số.",
        "Hãy định dạng lại ô là Số (Number) và ghi đủ chữ số.",
    )


def number_with_words(seen: str) -> Sentence:
    return say(
        "number_with_words",
        f"{quoted(seen)} không phải một con số viết đúng.",
        "Hãy chỉ ghi con số, không ghi kèm chữ hay đơn vị tính.",
    )


def not_a_number(seen: str) -> Sentence:
    return say(
        "not_a_number",
        f"{quoted(seen)} không phải một con số.",
        "Hãy ghi con số, hoặc để trống nếu chưa có số liệu.",
    )


def nothing_word(seen: str) -> Sentence:
    return say(
        "nothing_word",
        f"{quoted(seen)} không rõ là bằng 0 hay chưa có số liệu.",
        "Hãy ghi 0 nếu đã rà soát và không có; để trống nếu chưa có số liệu.",
    )


def broken_cell(seen: str) -> Sentence:
    if seen.startswith("="):
        why = "Ô có công thức nhưng chưa có kết quả tính."
    elif seen.startswith("##"):
        why = "Ô chỉ có dấu “#” vì cột trong Excel quá hẹp."
    else:
        why = f"Ô công thức bị lỗi {seen}."
    return say(
        "broken_cell",
        why,
        "Hãy mở bằng Excel, sửa công thức hoặc gõ thẳng con số, lưu lại rồi nạp.",
    )


def date_in_number(seen: str) -> Sentence:
    return say(
        "date_in_number",
        f"Ô là ngày {seen}, không phải con số (Excel thường tự đổi “2/3” thành ngày).",
        "Hãy định dạng lại ô là Số (Number) và ghi con số.",
    )


def number_too_large(seen: str) -> Sentence:
    return say(
        "number_too_large",
        f"Số {quoted(seen)} lớn bất thường.",
        "Hãy kiểm tra lại con số và đơn vị tính.",
    )


def percent_in_count(seen: str) -> Sentence:
    return say(
        "percent_in_count",
        f"{quoted(seen)} là tỷ lệ phần trăm, nhưng ở đây cần một số lượng.",
        "Hãy ghi số lượng, không ghi phần trăm.",
    )


def negative(seen: str) -> Sentence:
    return say("negative", f"Số {quoted(seen)} nhỏ hơn 0.", "Hãy kiểm tra lại con số.")


# What a figure must satisfy


def out_of_bounds(seen: str, lower: str, upper: str) -> Sentence:
    limits = f"từ {lower} đến {upper}" if upper else f"từ {lower} trở lên"
    return say(
        "out_of_bounds",
        f"Giá trị {seen} nằm ngoài khoảng cho phép ({limits}).",
        "Hãy kiểm tra lại số.",
    )


def clipped(seen: str, kept: str) -> Sentence:
    return say(
        "clipped",
        f"Giá trị {seen} vượt giới hạn một chút nên được ghi là {kept}.",
        "Nếu không đúng, hãy sửa số trong tệp.",
    )


def numerator_above_denominator(numerator: str, denominator: str) -> Sentence:
    return say(
        "numerator_above_denominator",
        f"Tử số {numerator} lớn hơn mẫu số {denominator}.",
        "Hãy kiểm tra xem hai số có bị đổi chỗ không.",
    )


def value_disagrees(value: str, computed: str) -> Sentence:
    return say(
        "value_disagrees",
        f"Giá trị {value} không khớp với tử số chia mẫu số ({computed}).",
        "Hãy kiểm tra lại ba con số này.",
    )


def value_and_numerator_differ(value: str, numerator: str) -> Sentence:
    return say(
        "value_and_numerator_differ",
        f"Chỉ tiêu này là số lượng, nhưng giá trị {value} khác tử số {numerator}.",
        "Hãy chỉ điền cột “Giá trị”.",
    )


def denominator_not_used() -> Sentence:
    return say(
        "denominator_not_used",
        "Chỉ tiêu này là số lượng nên mẫu số không được dùng.",
        "Hãy kiểm tra lại mã chỉ tiêu.",
    )


def missing_denominator() -> Sentence:
    return say(
        "missing_denominator",
        "Có tử số nhưng thiếu mẫu số nên không tính được tỷ lệ.",
        "Hãy điền “Mẫu số” hoặc “Giá trị”.",
    )


def missing_numerator() -> Sentence:
    return say(
        "missing_numerator",
        "Có mẫu số nhưng thiếu tử số nên không tính được tỷ lệ.",
        "Hãy điền “Tử số” hoặc “Giá trị”.",
    )


def zero_denominator(seen: str) -> Sentence:
    return say(
        "zero_denominator",
        f"Mẫu số bằng 0 nhưng vẫn có {seen}.",
        "Nếu trong năm không phát sinh, hãy ghi tử số 0, mẫu số 0; nếu không, hãy sửa mẫu số.",
    )


def not_arising_value_dropped(seen: str) -> Sentence:
    return say(
        "not_arising_value_dropped",
        f"Mẫu số bằng 0 nên được ghi là “không phát sinh”; giá trị {seen} không được dùng.",
        "Nếu không đúng, hãy sửa mẫu số.",
    )


def not_arising_with_figures() -> Sentence:
    return say(
        "not_arising_with_figures",
        "Dòng ghi “không phát sinh” nhưng vẫn có số khác 0.",
        "Hãy bỏ lời ghi hoặc bỏ các con số.",
    )


def not_arising_count() -> Sentence:
    return say(
        "not_arising_count",
        "Chỉ tiêu này là số lượng nên “không phát sinh” chưa rõ là bằng 0 hay chưa rà soát.",
        "Hãy ghi 0 nếu đã rà soát và không có; để trống nếu chưa có số liệu.",
    )


def not_whole(seen: str, unit_measure: str) -> Sentence:
    return say(
        "not_whole",
        f"Chỉ tiêu này đếm {unit_measure} nên phải là số nguyên, không phải {seen}.",
        "Hãy kiểm tra lại con số.",
    )


def wrong_unit_measure(seen: str, expected: str) -> Sentence:
    return say(
        "wrong_unit_measure",
        f"Đơn vị tính {quoted(seen)} không phải đơn vị tính của chỉ tiêu này ({expected}).",
        f"Hãy ghi số liệu theo {expected}.",
    )


def wrong_part_measure(seen: str, expected: str) -> Sentence:
    return say(
        "wrong_part_measure",
        f"Tử số, mẫu số ghi theo {quoted(seen)} không đổi được ra {expected}, đơn vị tính của kế "
        "hoạch.",
        f"Hãy đổi ra {expected} rồi nạp lại; 1 sào Bắc Bộ = 0,036 ha."
        if expected == "ha"
        else f"Hãy ghi tử số và mẫu số theo {expected}.",
    )


def share_or_fraction(seen: str, rows: int) -> Sentence:
    return say(
        "share_or_fraction",
        f"Các tỷ lệ trong tệp đều không quá 1, ví dụ {quoted(seen)}: có thể là phần của 1 chứ "
        f"không phải phần trăm ({rows} dòng).",
        "Hãy chọn cách hiểu đúng.",
    )


def small_share(seen: str, meaning: str) -> Sentence:
    return say(
        "small_share",
        f"{seen}: là {meaning}% hay {seen}%?",
        "Các tỷ lệ khác lớn hơn 1; hãy chọn cách hiểu đúng của số này.",
    )


def small_shares(seen: str, count: int, rows: int) -> Sentence:
    return say(
        "small_shares",
        f"{count} tỷ lệ nhỏ hơn 1 ({rows} dòng) có thể là phần của 1 chứ không phải phần trăm: "
        f"{seen}.",
        "Hãy chọn cách hiểu đúng chung cho các số này, hoặc trả lời từng số.",
    )


def as_shown(meaning: str) -> str:
    return f"{meaning}%"


def times_hundred(seen: str, meaning: str) -> str:
    return f"Là phần của 1: {quoted(seen)} nghĩa là {meaning}%"


def as_percent(seen: str) -> str:
    return f"Đã là phần trăm: {quoted(seen)} nghĩa là {seen}%"


def fraction_by_parts(seen: str, kept: str) -> Sentence:
    return say(
        "fraction_by_parts",
        f"Giá trị {seen} được hiểu là {kept}% theo tử số và mẫu số.",
        "Nếu không đúng, hãy sửa giá trị.",
    )


def scales_differ(top: str, bottom: str) -> Sentence:
    return say(
        "scales_differ",
        f"Tử số và mẫu số không cùng đơn vị tính ({top}; {bottom}).",
        "Hãy ghi tử số và mẫu số theo cùng một đơn vị tính.",
    )


def scaled(measure: str, kept: str) -> Sentence:
    return say(
        "scaled",
        f"Tử số, mẫu số ghi theo {measure} được đổi ra {kept}.",
        "Nếu không đúng, hãy sửa tiêu đề cột.",
    )


def rows_without_figure(count: int, rows: str) -> Sentence:
    return say(
        "rows_without_figure",
        f"{count} dòng có chỉ tiêu nhưng chưa có số liệu (dòng {rows}).",
        "Những dòng này không được ghi; hãy điền thêm nếu đã có số.",
    )
