"""Rows against every check: what is stored, refused, asked or warned of."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from indicators.intake import Given, Reading, RowRef, file_reader, read_file
from indicators.observations import Kind, Observation
from indicators.plan import Plan

Read = Callable[..., Reading]
Figures = Callable[[Reading], list[tuple[Any, ...]]]
Codes = Callable[[Reading], list[tuple[str, str, int | None]]]
HEAD = "Mã chỉ tiêu;Chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Tử số;Mẫu số;Giá trị;Đơn vị tính\n"
VALUE = "Mã;Năm;Loại số liệu;Giá trị\n"
PARTS = "Mã;Năm;Tử số;Mẫu số;Giá trị\n"


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("CT04;2025;90;400;", "22.5"),
        ("CT04;2025;1;3;", "33.333333"),
        ("CT04;2025;90;400;22,5", "22.5"),
        ("CT04;2025;90;400;22,6", "22.6"),
        ("CT04;2025;90;400;23", "23"),
        ("CT04;2025;;;22,5", "22.5"),
        ("CT04;2025;;;22,5%", "22.5"),
        ("CT04;2025;;;100,3", "100"),
        ("CT04;2025;;;-0,4", "0"),
        ("CT04;2025;0;400;", "0"),
        ("CT12;2025;;;3", "3"),
        ("CT12;2025;;;0", "0"),
        ("CT12;2025;5;;", "5"),
        ("CT13;2025;;;1.240.000", "1240000"),
    ],
)
def test_a_sound_row_is_stored(read: Read, row: str, value: str) -> None:
    reading = read(PARTS + row + "\n")
    assert [o.value for o in reading.observations] == [Decimal(value)]
    assert (reading.accepted, reading.errors) == (1, ())


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("CT04;2025;90;400;80", "value_disagrees", "Giá trị"),
        ("CT04;2025;500;400;", "numerator_above_denominator", "Tử số"),
        ("CT04;2025;90;;", "missing_denominator", "Mẫu số"),
        ("CT04;2025;;400;", "missing_numerator", "Tử số"),
        ("CT04;2025;90;;22,5", "missing_denominator", "Mẫu số"),
        ("CT04;2025;;400;22,5", "missing_numerator", "Tử số"),
        ("CT04;2025;5;0;", "zero_denominator", "Mẫu số"),
        ("CT04;2025;;0;50", "zero_denominator", "Mẫu số"),
        ("CT04;2025;-5;400;", "negative", "Tử số"),
        ("CT04;2025;5%;400;", "percent_in_count", "Tử số"),
        ("CT04;2025;;;100,6", "out_of_bounds", "Giá trị"),
        ("CT04;2025;;;-1", "out_of_bounds", "Giá trị"),
        ("CT04;2025;;;875", "out_of_bounds", "Giá trị"),
        ("CT04;2025;;;khoảng 75", "approximate", "Giá trị"),
        ("CT04;2025;;;trên 20%", "approximate", "Giá trị"),
        ("CT04;2025;;;2/3 số hộ", "fraction", "Giá trị"),
        ("CT04;2025;;;92,5 (ước)", "remark_in_number", "Giá trị"),
        ("CT04;2025;;;20-30", "range_of_numbers", "Giá trị"),
        ("CT04;2025;;;không", "nothing_word", "Giá trị"),
        ("CT04;2025;;;12 ha", "number_with_words", "Giá trị"),
        ("CT04;2025;;;đạt", "not_a_number", "Giá trị"),
        ("CT04;2025;khoảng 9;400;", "approximate", "Tử số"),
        ("CT04;2025;5;10;không phát sinh", "not_arising_with_figures", "Giá trị"),
        ("CT12;2025;;;3,5", "not_whole", "Giá trị"),
        ("CT12;2025;;;-1", "out_of_bounds", "Giá trị"),
        ("CT12;2025;;;3%", "percent_in_count", "Giá trị"),
        ("CT12;2025;4;;3", "value_and_numerator_differ", "Giá trị"),
        ("CT12;2025;;;không phát sinh", "not_arising_count", "Giá trị"),
        ("CT04;1999;;;12", "year_outside_plan", "Năm"),
        ("CT04;2031;;;12", "year_outside_plan", "Năm"),
        ("CT04;26;;;12", "bad_year", "Năm"),
        ("CT04;2025-2026;;;12", "bad_year", "Năm"),
        ("CT04;2027;;;12", "future_not_planned", "Năm"),
        ("CT99;2025;;;12", "unknown_indicator", "Mã"),
        ("Trồng rừng;2025;;;12", "unknown_indicator", "Mã"),
        (";2025;;;12", "missing_indicator", "Mã"),
    ],
)
def test_an_unsound_row_is_refused_with_its_cell(
    read: Read, codes: Codes, row: str, code: str, column: str
) -> None:
    reading = read(PARTS + row + "\n")
    assert codes(reading) == [("error", code, 2)]
    assert reading.faults[0].column == column
    assert reading.refused_rows == (RowRef("", 2),)
    assert not reading.observations


@pytest.mark.parametrize("row", ["0;0;", "0;0;0", "0;0;100", ";0;", ";;không phát sinh", ";;0/0"])
def test_a_year_in_which_nothing_arose_is_neither_0_nor_100(read: Read, row: str) -> None:
    (figure,) = read(PARTS + f"CT02;2025;{row}\n").observations
    assert (figure.value, figure.not_applicable) == (None, True)
    assert (figure.numerator, figure.denominator) == (0, 0)


def test_several_wrong_cells_of_a_row_are_all_named(read: Read, codes: Codes) -> None:
    reading = read(HEAD + "CT04;;99;;chính xác;khoảng 9;40;x1;ha\n")
    assert [code for _, code, _ in codes(reading)] == [
        "bad_year",
        "unknown_kind",
        "not_a_number",
        "approximate",
    ]
    assert (reading.refused, reading.accepted) == (1, 0)


def test_a_row_without_a_figure_is_never_zero_and_never_silent(read: Read, codes: Codes) -> None:
    reading = read(PARTS + "CT04;2025;;;-\nCT05;2025;;;50\nCT06;2025;;;chưa có\nCT07;2025;;;\n")
    assert [(o.indicator, o.value) for o in reading.observations] == [("CT05", 50)]
    assert codes(reading) == [("warning", "rows_without_figure", None)]
    assert "2, 4, 5" in reading.faults[0].why


# Kinds


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("chính thức", Kind.ACTUAL),
        ("CHINH THUC", Kind.ACTUAL),
        ("Thực hiện", Kind.ACTUAL),
        ("ước thực hiện", Kind.ESTIMATE),
        ("Ước", Kind.ESTIMATE),
        ("uoc thuc hien", Kind.ESTIMATE),
        ("kế hoạch", Kind.PLANNED),
        ("KH", Kind.PLANNED),
        ("TH", Kind.ACTUAL),
        ("E", Kind.ESTIMATE),
        ("", Kind.ACTUAL),
    ],
)
def test_a_kind_is_understood_however_it_is_typed(read: Read, kind: str, expected: Kind) -> None:
    (figure,) = read(VALUE + f"CT04;2025;{kind};12,5\n").observations
    assert figure.kind is expected


def test_a_figure_of_the_running_year_without_a_kind_is_an_estimate(
    read: Read, codes: Codes
) -> None:
    reading = read(VALUE + "CT04;2026;;12,5\nCT05;2026;;60,5\n")
    assert {o.kind for o in reading.observations} == {Kind.ESTIMATE}
    assert codes(reading) == [("warning", "estimate_assumed", 2)]


def test_a_coming_year_is_taken_only_as_planned(read: Read) -> None:
    reading = read(VALUE + "CT04;2027;kế hoạch;12,5\nCT05;2027;chính thức;60,5\n")
    assert [o.kind for o in reading.observations] == [Kind.PLANNED]
    assert reading.refused_rows == (RowRef("", 3),)


# Indicators


@pytest.mark.parametrize(
    "text",
    ["CT04", "ct04", " CT 04 ", "CT-04", "VIETGAP", "Diện tích trồng trọt VietGAP, hữu cơ, Halal"],
)
def test_an_indicator_is_found_by_code_or_exact_name(read: Read, text: str) -> None:
    (figure,) = read(VALUE + f"{text};2025;;12,5\n").observations
    assert figure.indicator == "CT04"


@pytest.mark.parametrize(
    "text",
    [
        "CT04",
        "CT04 – Diện tích trồng trọt VietGAP, hữu cơ, Halal",
        "1. Diện tích trồng trọt VietGAP, hữu cơ, Halal",
        "dien tich trong trot vietgap huu co halal",
    ],
)
def test_a_name_column_alone_is_enough(read: Read, text: str) -> None:
    (figure,) = read(f"Chỉ tiêu;Năm;Giá trị\n{text};2025;12,5\n").observations
    assert figure.indicator == "CT04"


@pytest.mark.parametrize(("text", "code"), [("СТ05", "CT05"), ("CTO5", "CT05"), ("CT5", "CT05")])
def test_a_look_alike_code_is_proposed_and_asked(read: Read, text: str, code: str) -> None:
    reading = read(VALUE + f"{text};2025;;60,5\n")
    assert [o.indicator for o in reading.observations] == [code]
    (question,) = reading.open_questions
    assert (question.question, question.proposal) == (f"indicator:{text}", code)
    answered = read(VALUE + f"{text};2025;;60,5\n", answers={question.question: code})
    assert answered.open_questions == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CТ05", "gõ lẫn chữ cái Kirin trông giống chữ Latinh"),
        ("CΤ05", "gõ lẫn chữ cái Hy Lạp trông giống chữ Latinh"),
        ("CTO5", "gõ chữ O thay cho số 0"),
        ("CT5", "viết khác số chữ số"),
    ],
)
def test_the_question_about_a_look_alike_code_shows_the_difference(
    read: Read, text: str, said: str
) -> None:
    (question,) = read(VALUE + f"{text};2025;;60,5\n").open_questions
    assert question.why == f"Mã “{text}” {said}."
    assert question.mend.startswith("Có phải CT05 (Diện tích thủy sản")


def test_an_unknown_code_comes_with_a_suggestion(read: Read) -> None:
    (fault,) = read(VALUE + "CT044;2025;;60,5\n").errors
    assert "CT04" in fault.mend


def test_a_code_and_a_name_of_different_indicators_are_refused(read: Read, codes: Codes) -> None:
    reading = read("Mã;Chỉ tiêu;Năm;Giá trị\nCT04;Vụ/điểm đốt rơm rạ;2025;12\n")
    assert codes(reading) == [("error", "code_and_name_differ", 2)]


# Reporting units

UNIT = "Mã;Năm;Đơn vị báo cáo;Giá trị\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "XA"),
        ("Toàn xã", "XA"),
        ("Xã Vĩnh Am", "XA"),
        ("CA", "CA"),
        ("công an xã", "CA"),
        ("Cong an xa", "CA"),
        ("Phòng Văn hoá - Xã hội", "VHXH"),
        ("Phòng Văn hóa – Xã hội", "VHXH"),
        ("Uỷ ban MTTQ xã", "MTTQ"),
        ("UBND xã", "UBND"),
    ],
)
def test_a_unit_of_the_plan_is_found_however_it_is_typed(read: Read, text: str, code: str) -> None:
    reading = read(UNIT + f"CT04;2025;{text};12,5\n")
    assert [o.reporting_unit for o in reading.observations] == [code]
    assert reading.open_questions == ()


def test_a_new_unit_is_one_question_and_proposed_under_its_own_name(read: Read) -> None:
    text = UNIT + "CT04;2025;Thôn Lạ;12,5\nCT05;2025;Thôn Lạ;60,5\nCT04;2025;Thôn Quen;12\n"
    reading = read(text, known_units=["Thôn Quen"])
    (question,) = reading.open_questions
    assert (question.row, question.question, question.proposal) == (2, "unit:Thôn Lạ", "Thôn Lạ")
    assert "2 dòng" in question.why
    assert reading.new_units == ("Thôn Lạ",)
    mapped = read(text, known_units=["Thôn Quen"], answers={"unit:Thôn Lạ": "Thôn Lạ"})
    assert (mapped.open_questions, mapped.new_units) == ((), ("Thôn Lạ",))


def test_villages_that_differ_only_by_a_tone_stay_apart(read: Read) -> None:
    reading = read(UNIT + "CT04;2025;Thôn Đồng;12,5\n", known_units=["Thôn Đông"])
    assert [o.reporting_unit for o in reading.observations] == ["Thôn Đồng"]
    (question,) = reading.open_questions
    assert [option.value for option in question.options] == ["Thôn Đồng", "Thôn Đông", "skip"]


def test_a_village_typed_without_diacritics_is_proposed_as_the_known_one(read: Read) -> None:
    text = UNIT + "CT04;2025;Thon Dong;12,5\n"
    reading = read(text, known_units=["Thôn Đông"])
    assert [o.reporting_unit for o in reading.observations] == ["Thôn Đông"]
    assert reading.open_questions[0].proposal == "Thôn Đông"
    own = read(text, known_units=["Thôn Đông"], answers={"unit:Thon Dong": "Thon Dong"})
    assert [o.reporting_unit for o in own.observations] == ["Thon Dong"]


def test_names_that_lost_their_letters_are_read_by_code_and_asked_about(read: Read) -> None:
    text = (
        "Mã chỉ tiêu;Năm;Đơn vị báo cáo;Giá trị\n"
        "CT04;2025;Công an xã;12,5\nCT04;2025;Thôn Đông;9,5\nCT04;2025;Thôn Lạ;8,5\n"
    )
    lost = text.encode("ascii", "replace").decode()
    reading = read(lost, known_units=["Thôn Đông"])
    assert [o.reporting_unit for o in reading.observations] == ["CA", "Thôn Đông"]
    assert [(f.code, f.proposal) for f in reading.open_questions] == [
        ("lost_unit", "CA"),
        ("lost_unit", "Thôn Đông"),
        ("lost_unit", None),
    ]
    assert reading.asked == 1
    assert "some_text_lost" in [fault.code for fault in reading.warnings]


def test_an_answer_that_is_no_option_leaves_the_question_open(read: Read) -> None:
    reading = read(UNIT + "CT04;2025;Thôn Lạ;12,5\n", answers={"unit:Thôn Lạ": "PKT"})
    assert [o.reporting_unit for o in reading.observations] == ["Thôn Lạ"]
    assert len(reading.open_questions) == 1


@pytest.mark.parametrize("text", ["%", "'%", "12"])
def test_what_is_no_name_is_never_a_unit(read: Read, codes: Codes, text: str) -> None:
    assert codes(read(UNIT + f"CT04;2025;{text};12,5\n")) == [("error", "not_a_unit", 2)]


@pytest.mark.parametrize(
    "label",
    ["Tổng cộng toàn xã", "Tổng (2 thôn)", "Bình quân", "Trung bình", "CỘNG", "Tong so"],
)
def test_a_total_row_is_never_a_new_village(read: Read, label: str) -> None:
    reading = read(UNIT + f"CT12;2025;Công an xã;3\nCT12;2025;{label};3\n")
    assert [o.reporting_unit for o in reading.observations] == ["CA"]
    assert reading.open_questions == ()
    assert reading.non_data_rows[-1].reason == "total"


@pytest.mark.parametrize("name", ["Công ty ABC", "Cong ty ABC", "Công đoàn trường"])
def test_a_name_that_only_begins_like_a_total_is_a_unit(read: Read, name: str) -> None:
    assert [o.reporting_unit for o in read(UNIT + f"CT12;2025;{name};3\n").observations] == [name]


def test_two_spellings_of_a_new_unit_in_one_file_are_one_unit(read: Read) -> None:
    rows = ["Thôn Đông", "THÔN ĐÔNG", "Thôn Hoá", "Thôn Hóa"]
    reading = read(UNIT + "".join(f"CT12;{2022 + n};{u};3\n" for n, u in enumerate(rows)))
    assert [o.reporting_unit for o in reading.observations] == [
        "Thôn Đông",
        "Thôn Đông",
        "Thôn Hoá",
        "Thôn Hoá",
    ]
    assert reading.new_units == ("Thôn Đông", "Thôn Hoá")
    assert len(reading.open_questions) == 2


def test_a_new_unit_is_never_taken_for_a_group_of_the_plan(read: Read) -> None:
    (question,) = read(UNIT + "CT12;2025;Cac thonn;3\n").open_questions
    assert "THON" not in [option.value for option in question.options]


MANY_UNITS = UNIT + "".join(f"CT12;2025;Thôn {letter}a;3\n" for letter in "BCDGHK")


def test_many_new_units_are_one_question(read: Read) -> None:
    reading = read(MANY_UNITS)
    (question,) = reading.open_questions
    assert (question.code, question.question, question.proposal) == (
        "unknown_units",
        "unknown_units",
        "all",
    )
    assert [option.value for option in question.options] == ["all", "each", "skip"]
    assert (reading.accepted, len(reading.new_units)) == (6, 6)


def test_many_new_units_may_be_answered_one_by_one(read: Read) -> None:
    answers = {"unknown_units": "each", "unit:Thôn Ba": "skip"}
    reading = read(MANY_UNITS, answers=answers)
    assert [q.question for q in reading.open_questions] == [
        f"unit:Thôn {letter}a" for letter in "CDGHK"
    ]
    assert (reading.accepted, reading.non_data) == (5, 2)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (UNIT + "CT12;2025;Thôn Lạ;3\nCT12;2025;CA;3\n", "unit:Thôn Lạ"),
        (MANY_UNITS, "unknown_units"),
        ("BÁO CÁO NĂM 2025\nMã;Giá trị\nCT04;12,5\n", "year"),
        (PARTS + "CT08;2025;12.500;100.000;\nCT12;2025;;;7\n", "decimal_style"),
        (VALUE + "CT04;2025;;0,2\n", "fractions"),
        (VALUE + "CT04;2025;;0,2\nCT05;2025;;50\n", "fraction:0,2"),
        (VALUE + "CTO5;2025;;60,5\n", "indicator:CTO5"),
    ],
)
def test_every_question_lets_its_rows_be_left_out(
    read: Read, codes: Codes, text: str, name: str
) -> None:
    (question,) = read(text).open_questions
    assert question.question == name
    assert question.options[-1].value == "skip"
    assert question.options[-1].label.startswith("Bỏ")
    reading = read(text, answers={name: "skip"})
    assert reading.open_questions == ()
    assert "left_out" in [row.reason for row in reading.non_data_rows]
    assert "left_out" in [code for _, code, _ in codes(reading)]


# What only the whole file can tell


def test_a_file_of_ambiguous_numbers_only_is_asked_about(read: Read) -> None:
    text = PARTS + "CT08;2025;12.500;100.000;\nCT12;2025;;;7\n"
    reading = read(text)
    (question,) = reading.open_questions
    assert (question.question, question.seen, question.proposal) == (
        "decimal_style",
        "12.500",
        None,
    )
    assert (reading.accepted, reading.asked) == (1, 1)
    answered = read(text, answers={"decimal_style": "phẩy"})
    assert [(o.numerator, o.denominator) for o in answered.observations[:1]] == [(12500, 100000)]
    assert answered.open_questions == ()


def test_shares_that_are_all_at_most_one_are_asked_about(read: Read, figures: Figures) -> None:
    text = VALUE + "CT04;2025;;0,2\nCT05;2025;;0,75\nCT12;2025;;1\n"
    reading = read(text)
    (question,) = reading.open_questions
    assert (question.question, question.proposal) == ("fractions", None)
    assert [row[0] for row in figures(reading)] == ["CT12"]
    assert reading.asked == 2
    hundred = read(text, answers={"fractions": "fraction"})
    assert [row[4] for row in figures(hundred)] == [20, 75, 1]
    as_is = read(text, answers={"fractions": "percent"})
    assert [row[4] for row in figures(as_is)] == [0.2, 0.75, 1]


def test_a_share_below_one_among_larger_ones_is_asked_about(read: Read, figures: Figures) -> None:
    text = VALUE + "CT04;2025;;0,97\nCT05;2025;;75,5\nCT06;2025;;0,5%\nCT07;2025;;1\n"
    reading = read(text)
    (question,) = reading.open_questions
    assert (question.question, question.row, question.proposal) == ("fraction:0,97", 2, None)
    assert question.why == "0,97: là 97% hay 0,97%?"
    assert [o.label for o in question.options] == ["97%", "0,97%", "Bỏ dòng này"]
    assert [row[4] for row in figures(reading)] == [75.5, 0.5, 1]
    assert reading.asked == 1
    for answer, value in (("fraction", 97), ("percent", 0.97)):
        answered = read(text, answers={"fraction:0,97": answer})
        assert figures(answered)[0][4] == value
        assert answered.open_questions == ()


def test_a_share_below_one_that_its_parts_prove_is_not_asked_about(
    read: Read, figures: Figures
) -> None:
    reading = read(PARTS + "CT04;2025;97;100;0,97\nCT05;2025;;;75\nCT06;2025;1;200;0,5\n")
    assert [row[4] for row in figures(reading)] == [97, 75, 0.5]
    assert reading.open_questions == ()


def test_many_shares_below_one_are_one_question(read: Read, figures: Figures) -> None:
    rows = "".join(f"CT04;{2019 + n};;0,9{n}\n" for n in range(6))
    reading = read(VALUE + "CT05;2025;;75\n" + rows)
    assert [q.question for q in reading.open_questions] == ["small_shares"]
    assert reading.asked == 6
    answered = read(VALUE + "CT05;2025;;75\n" + rows, answers={"small_shares": "fraction"})
    assert [row[4] for row in figures(answered)] == [75, 90, 91, 92, 93, 94, 95]
    singly = read(VALUE + "CT05;2025;;75\n" + rows, answers={"small_shares": "each"})
    assert len(singly.open_questions) == 6


def test_numerator_and_denominator_tell_a_fraction_and_say_so(
    read: Read, figures: Figures, codes: Codes
) -> None:
    reading = read(PARTS + "CT04;2025;90;400;0,225\n")
    assert [row[4] for row in figures(reading)] == [22.5]
    assert codes(reading) == [("warning", "fraction_by_parts", 2)]


def test_a_row_written_twice_alike_is_stored_once(read: Read, codes: Codes) -> None:
    reading = read(VALUE + "CT04;2025;;12,5\nCT04;2025;;12,50\n")
    assert (reading.accepted, reading.non_data) == (1, 2)
    assert codes(reading) == [("warning", "repeated", 3)]


def test_rows_that_contradict_each_other_are_all_refused(read: Read, codes: Codes) -> None:
    reading = read(VALUE + "CT04;2025;;12,5\nCT05;2025;;60\nCT04;2025;;13\nCT04;2025;;12,5\n")
    assert [o.indicator for o in reading.observations] == ["CT05"]
    assert codes(reading) == [("error", "contradicts", row) for row in (2, 4, 5)]
    assert "2, 4, 5" in reading.errors[0].why


def test_a_repeated_row_that_is_contradicted_later_is_refused_too(read: Read) -> None:
    reading = read(VALUE + "CT04;2025;;12,5\nCT04;2025;;12,5\nCT04;2025;;13\n")
    assert [row.row for row in reading.refused_rows] == [2, 3, 4]
    assert reading.accepted == 0


def test_a_jump_of_more_than_20_points_is_to_be_confirmed(read: Read, codes: Codes) -> None:
    old = Observation("CT04", 2024, "XA", Kind.ACTUAL, Decimal(30))
    stored = {old.key: old}
    assert codes(read(VALUE + "CT04;2025;;50\n", stored=stored)) == []
    assert codes(read(VALUE + "CT04;2025;;50,5\n", stored=stored)) == [("question", "jump", 2)]
    assert codes(read(VALUE + "CT04;2025;;9,5\n", stored=stored)) == [("question", "jump", 2)]
    assert codes(read(VALUE + "CT04;2024;;10\nCT04;2025;;40\n")) == [("question", "jump", 3)]


def test_a_confirmed_jump_is_stored_and_a_refused_one_left_out(read: Read, codes: Codes) -> None:
    text = VALUE + "CT04;2024;;10\nCT04;2025;;40\n"
    (question,) = read(text).open_questions
    assert (question.question, question.proposal) == ("jump:CT04:2025:XA:actual:40", "keep")
    assert [option.value for option in question.options] == ["keep", "skip"]
    kept = read(text, answers={question.question: "keep"})
    assert (kept.accepted, codes(kept)) == (2, [])
    left_out = read(text, answers={question.question: "skip"})
    assert [o.year for o in left_out.observations] == [2024]
    assert left_out.non_data_rows[-1][1:] == (3, "left_out")


def test_many_jumps_are_one_question(read: Read, codes: Codes) -> None:
    rows = "".join(f"CT04;{2016 + n};;{10 + 40 * (n % 2)}\n" for n in range(8))
    reading = read(VALUE + rows)
    (question,) = reading.open_questions
    assert (question.question, question.proposal, reading.accepted) == ("jumps", "all", 8)
    assert "7 tỷ lệ" in question.why
    assert read(VALUE + rows, answers={"jumps": "skip"}).accepted == 1
    singly = read(VALUE + rows, answers={"jumps": "each"})
    assert (len(singly.open_questions), singly.accepted) == (7, 8)


def test_a_jump_from_the_stored_figure_of_the_same_year_is_to_be_confirmed(
    read: Read, codes: Codes
) -> None:
    old = Observation("CT04", 2025, "XA", Kind.ESTIMATE, Decimal(30))
    stored = {old.key: old}
    assert codes(read(VALUE + "CT04;2025;;50\n", stored=stored)) == []
    reading = read(VALUE + "CT04;2025;;51\n", stored=stored)
    assert codes(reading) == [("question", "jump_from_stored", 2)]
    assert "Thay đổi hơn 20 điểm phần trăm so với số đang có" in reading.faults[0].why


def test_a_jump_that_is_stored_already_is_not_asked_about_again(read: Read, codes: Codes) -> None:
    old = Observation("CT04", 2024, "XA", Kind.ACTUAL, Decimal(10))
    new = Observation("CT04", 2025, "XA", Kind.ACTUAL, Decimal(50))
    stored = {old.key: old, new.key: new}
    assert codes(read(VALUE + "CT04;2024;;10\nCT04;2025;;50\n", stored=stored)) == []
    assert codes(read(VALUE + "CT04;2025;;51\n", stored=stored)) == [("question", "jump", 2)]


def test_a_share_of_a_unit_without_its_parts_is_warned_of(read: Read, codes: Codes) -> None:
    text = "Mã;Năm;Đơn vị báo cáo;Tử số;Mẫu số;Giá trị\n"
    reading = read(text + "CT04;2025;CA;;;12\nCT04;2025;PKT;;;13\nCT04;2025;XA;;;14\n")
    assert codes(reading) == [("warning", "without_parts", 2)]
    assert "2 dòng: 2, 3" in reading.faults[0].why
    assert codes(read(text + "CT04;2025;CA;1;4;\nCT12;2025;CA;;;3\n")) == []


# Shifted cells


def test_a_value_that_a_comma_cut_in_two_is_never_stored(read: Read, codes: Codes) -> None:
    reading = read("Mã,Năm,Giá trị,Tử số,Mẫu số\nCT04,2025,8,75,\n")
    assert codes(reading) == [("error", "missing_denominator", 2)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mã,Năm,Giá trị\nCT04,2025,12,5\n", "too_many_cells"),
        ("Mã,Năm,Giá trị,Ghi chú\nCT04,2025,12,5\n", "split_number"),
        ("Mã,Năm,Giá trị,Ghi chú\nCT04,2025,12,5,\n", "too_many_cells"),
    ],
)
def test_a_decimal_comma_taken_for_a_delimiter_is_refused(
    read: Read, codes: Codes, text: str, code: str
) -> None:
    assert codes(read(text)) == [("error", code, 2)]


# The workbook's own ways


def test_a_percent_formatted_cell_is_a_percentage(read: Read, figures: Figures) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã", "Năm", "Giá trị"])
        sheet.write_row(1, 0, ["CT04", 2025])
        sheet.write(1, 2, 0.0875, book.add_format({"num_format": "0.00%"}))
    reading = read(stream.getvalue())
    assert figures(reading) == [("CT04", 2025, "XA", "actual", 8.75)]
    assert reading.faults == ()


def test_error_cells_are_refused_by_cell(read: Read, codes: Codes) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã", "Năm", "Giá trị"])
        sheet.write_row(1, 0, ["CT04", 2025])
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    reading = read(stream.getvalue())
    assert codes(reading) == [("error", "broken_cell", 2)]
    assert reading.faults[0].seen == "#DIV/0!"


@pytest.mark.parametrize("cell", [date(2025, 12, 31), date(1905, 7, 17)])
def test_a_date_where_a_year_is_meant_is_read_with_a_warning(
    read: Read, figures: Figures, cell: date
) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã", "Năm", "Giá trị"])
        sheet.write(1, 0, "CT04")
        sheet.write_datetime(1, 1, cell, book.add_format({"num_format": "yyyy"}))
        sheet.write(1, 2, 12.5)
    reading = read(stream.getvalue())
    assert figures(reading) == [("CT04", 2025, "XA", "actual", 12.5)]
    assert [fault.code for fault in reading.warnings] == ["year_from_date"]


def test_a_text_date_where_a_year_is_meant_is_read_with_a_warning(
    read: Read, figures: Figures, codes: Codes
) -> None:
    reading = read("Mã;Năm;Giá trị\nCT04;31/12/2025;12,5\n")
    assert figures(reading) == [("CT04", 2025, "XA", "actual", 12.5)]
    assert codes(reading) == [("warning", "year_from_date", 2)]


# Notes, sources, and what is kept of a row


def test_a_note_that_looks_like_a_formula_stays_a_text(read: Read) -> None:
    reading = read("Mã;Năm;Giá trị;Nguồn;Ghi chú\nCT04;2025;12,5;HTX;'=1+1\n")
    (figure,) = reading.observations
    assert figure.note == "=1+1 (Nguồn: HTX)"
    assert figure.source_text == "CT04;2025;12,5;HTX;'=1+1"


# The whole


def test_every_row_with_content_is_accounted_for() -> None:
    with pytest.raises(AssertionError):
        Reading(content_rows=2, accepted=1)


def test_an_unforeseen_error_is_one_fault_and_quotes_nothing(
    plan: Plan, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("số bí mật 0123")

    monkeypatch.setattr(file_reader, "judge", fail)
    content = "Mã;Năm;Giá trị\nCT04;2025;12,5\n".encode()
    reading = read_file(content, "a.csv", Given(plan, date(2026, 11, 23)))
    assert [fault.code for fault in reading.faults] == ["unexpected"]
    assert "RuntimeError" in caplog.text
    assert "bí mật" not in caplog.text


def test_the_description_says_what_was_understood(read: Read) -> None:
    assert read("Mã;Năm;Giá trị\nCT04;2025;12,5\n").description == (
        "Tệp văn bản mã UTF-8, các cột cách nhau bằng dấu chấm phẩy.",
        "Tiêu đề cột ở dòng 1, mỗi dòng một số liệu.",
        "Dấu thập phân là dấu phẩy.",
    )
