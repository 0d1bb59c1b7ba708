"""A unit named only outside the table."""

from collections.abc import Callable
from typing import Any

import pytest

from indicators.intake.reading import Reading
from indicators.observations import Kind

Read = Callable[..., Reading]
TABLE = "Mã;Năm;Giá trị\nCT12;2025;3\n"


def units(reading: Reading) -> list[str]:
    return [figure.reporting_unit for figure in reading.observations]


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        ("THÔN ĐÔNG", "Thôn Đông"),
        ("THÔN NAM NĂM 2025", "Thôn Nam"),
        ("UBND XÃ VĨNH AM - THÔN ĐÔNG", "Thôn Đông"),
        ("Đơn vị báo cáo: Thôn Đông", "Thôn Đông"),
        ("Tên đơn vị: Trường THCS Vĩnh Am", "Trường THCS Vĩnh Am"),
        ("TRƯỜNG THCS VĨNH AM", "Trường THCS Vĩnh Am"),
        ("HTX nông nghiệp Đông Am", "HTX nông nghiệp Đông Am"),
    ],
)
def test_a_village_or_school_in_the_letterhead_is_proposed(
    read: Read, above: str, unit: str
) -> None:
    reading = read(f"{above};;\n{TABLE}")
    (question,) = reading.open_questions
    assert (question.code, question.question, question.proposal) == (
        "letterhead_unit",
        "letterhead:",
        unit,
    )
    assert units(reading) == [unit]
    assert reading.new_units == (unit,)
    whole = read(f"{above};;\n{TABLE}", answers={"letterhead:": "XA"})
    assert (units(whole), whole.open_questions, whole.new_units) == (["XA"], (), ())


@pytest.mark.parametrize(
    "above",
    [
        "Thôn văn hóa",
        "Số liệu của thôn Đông, xã Vĩnh Am",
        "THÔN ĐÔNG;THÔN TÂY",
        "Đơn vị báo cáo: Phòng Kinh tế",
    ],
)
def test_what_may_be_meant_otherwise_waits_for_an_answer(read: Read, above: str) -> None:
    reading = read(f"{above};;\n{TABLE}")
    (question,) = reading.open_questions
    assert (question.code, question.proposal, reading.asked) == ("letterhead_unit", None, 1)
    assert question.options[-2].value == "XA"


@pytest.mark.parametrize(
    "above",
    [
        "PHÒNG KINH TẾ",
        "ỦY BAN NHÂN DÂN XÃ VĨNH AM",
        "Đơn vị báo cáo: UBND xã Vĩnh Am",
        "Đơn vị báo cáo: Toàn xã",
        "Đơn vị tính: %",
        "Đơn vị: ha",
        "TỔNG HỢP CÁC THÔN NĂM 2025",
        "Trường học",
        "TRƯỞNG PHÒNG",
        "TRƯỜNG HỌC XANH",
        "BÁO CÁO THÔN NĂM 2025",
        "BÁO CÁO KẾT QUẢ 7 thôn",
    ],
)
def test_what_names_no_unit_is_not_asked_about(read: Read, above: str) -> None:
    reading = read(f"{above};;\n{TABLE}")
    assert (units(reading), reading.open_questions) == (["XA"], ())


def test_a_table_with_a_unit_column_goes_by_it(read: Read) -> None:
    reading = read("THÔN ĐÔNG;;;\nMã;Năm;Đơn vị báo cáo;Giá trị\nCT12;2025;Công an xã;3\n")
    assert (units(reading), reading.open_questions) == (["CA"], ())


def test_a_known_village_is_found_whatever_its_case(read: Read) -> None:
    reading = read(f"THÔN ĐÔNG;;\n{TABLE}", known_units=["Thôn Đông"])
    assert (units(reading), reading.new_units) == (["Thôn Đông"], ())


def test_a_village_that_only_the_file_name_names_is_asked_about(read: Read) -> None:
    reading = read(TABLE, "Thôn Đông.csv")
    (question,) = reading.open_questions
    assert (question.proposal, reading.asked, question.seen) == (None, 1, "Thôn Đông")


def test_each_sheet_is_of_the_village_on_its_tab(read: Read, xlsx: Callable[..., bytes]) -> None:
    rows: list[list[Any]] = [["Mã", "Năm", "Giá trị"], ["CT12", 2025, 3]]
    reading = read(xlsx({"Thôn Đông": rows, "Thôn Tây": rows, "Tổng hợp": rows}))
    assert units(reading) == ["Thôn Đông", "Thôn Tây", "XA"]
    names = [question.question for question in reading.open_questions]
    assert names == ["sheets", "letterhead:Thôn Đông", "letterhead:Thôn Tây"]


# Which sheets


def test_several_sheets_with_tables_are_read_and_asked_about(
    read: Read, xlsx: Callable[..., bytes]
) -> None:
    rows: list[list[Any]] = [["Mã", "Năm", "Giá trị"], ["CT12", 2025, 3]]
    content = xlsx({"Bản nháp": [rows[0], ["CT12", 2025, 9]], "Báo cáo": rows, "Lời dẫn": [["a"]]})
    both = read(content)
    assert (both.refused, both.accepted) == (2, 0)
    (question,) = both.open_questions
    assert [option.value for option in question.options] == [
        "all",
        "sheet:Bản nháp",
        "sheet:Báo cáo",
        "skip",
    ]
    assert question.options[-1].label == "Bỏ tất cả các trang"
    one = read(content, answers={"sheets": "sheet:Báo cáo"})
    assert [figure.value for figure in one.observations] == [3]
    assert [(row.sheet, row.reason) for row in one.non_data_rows if row.reason == "left_out"] == [
        ("Bản nháp", "left_out")
    ] * 2
    none = read(content, answers={"sheets": "skip"})
    assert (none.accepted, none.non_data, none.content_rows) == (0, 5, 5)
    assert "sheets_left_out" in [fault.code for fault in none.warnings]


def test_one_sheet_with_a_table_is_not_asked_about(read: Read, xlsx: Callable[..., bytes]) -> None:
    content = xlsx({"Bìa": [["BÁO CÁO"]], "Biểu": [["Mã", "Năm", "Giá trị"], ["CT12", 2025, 3]]})
    assert read(content).open_questions == ()


@pytest.mark.parametrize(
    "title", ["KẾ HOẠCH NĂM 2025", "Biểu chỉ tiêu kế hoạch 2025", "Giao chỉ tiêu năm 2025"]
)
def test_figures_under_the_title_of_a_plan_are_asked_about(read: Read, title: str) -> None:
    reading = read(f"{title};;\n{TABLE}")
    (question,) = reading.open_questions
    assert (question.code, question.question, question.proposal) == ("kind_of_title", "kind:", None)
    assert (reading.asked, reading.observations) == (1, ())
    for answer, kind in (("planned", Kind.PLANNED), ("actual", Kind.ACTUAL)):
        answered = read(f"{title};;\n{TABLE}", answers={"kind:": answer})
        assert [figure.kind for figure in answered.observations] == [kind]
        assert answered.open_questions == ()


@pytest.mark.parametrize(
    "title",
    ["KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2025", "Kế hoạch và kết quả năm 2025", "Kèm theo Kế hoạch 91"],
)
def test_a_title_that_reports_on_a_plan_is_no_plan(read: Read, title: str) -> None:
    reading = read(f"{title};;\n{TABLE}")
    assert [figure.kind for figure in reading.observations] == [Kind.ACTUAL]
    assert reading.open_questions == ()


def test_a_sheet_of_planned_figures_beside_one_of_results_is_asked_about(
    read: Read, xlsx: Callable[..., bytes]
) -> None:
    rows = [["Mã", "Năm", "Giá trị"], ["CT12", 2025, 3]]
    content = xlsx({"KH 2025": rows, "TH 2025": [rows[0], ["CT12", 2025, 4]]})
    reading = read(content, "tệp.xlsx", answers={"sheets": "all", "kind:KH 2025": "planned"})
    assert [(o.kind, str(o.value)) for o in reading.observations] == [
        (Kind.PLANNED, "3.000000"),
        (Kind.ACTUAL, "4.000000"),
    ]


def test_rows_of_two_sheets_that_contradict_each_other_are_named_with_their_sheet(
    read: Read, xlsx: Callable[..., bytes]
) -> None:
    sheets = {
        name: [["Mã", "Năm", "Giá trị"], ["CT12", 2025, value]]
        for name, value in (("Bảng A", 3), ("Bảng B", 4))
    }
    reading = read(xlsx(sheets), "tệp.xlsx", answers={"sheets": "all"})
    assert {fault.why for fault in reading.errors} == {
        "Cùng một số liệu nhưng các dòng 2 (“Bảng A”), 2 (“Bảng B”) ghi khác nhau "
        "nên không dòng nào được nhận."
    }
