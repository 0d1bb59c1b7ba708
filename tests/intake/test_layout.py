import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from indicators.intake.headings import Heading, Role, read_heading
from indicators.intake.reading import Reading
from indicators.observations import Kind

Read = Callable[..., Reading]
Xlsx = Callable[..., bytes]
Figures = Callable[[Reading], list[tuple[Any, ...]]]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Mã chỉ tiêu", Heading(Role.CODE)),
        ("MÃ  CHỈ TIÊU", Heading(Role.CODE)),
        ("ma chi tieu", Heading(Role.CODE)),
        ("Chỉ tiêu", Heading(Role.NAME)),
        ("Đơn vị báo cáo", Heading(Role.REPORTING_UNIT)),
        ("Don vi bao cao:", Heading(Role.REPORTING_UNIT)),
        ("Giá trị (%)", Heading(Role.VALUE)),
        ("Tử số (ha)", Heading(Role.NUMERATOR)),
        ("Năm", Heading(Role.YEAR)),
        ("Năm 2026", Heading(Role.VALUE, 2026)),
        ("2027", Heading(Role.VALUE, 2027)),
        ("Ước thực hiện 2026", Heading(Role.VALUE, 2026, Kind.ESTIMATE)),
        ("Thực hiện năm 2025", Heading(Role.VALUE, 2025)),
        ("KH 2027", Heading(Role.VALUE, 2027, Kind.PLANNED)),
        ("Năm 2026 Tử số", Heading(Role.NUMERATOR, 2026)),
        ("Mục tiêu 2030", Heading(Role.IGNORED)),
        ("Mục tiêu đến năm 2030", Heading(Role.IGNORED)),
        ("Năm trước (2025)", Heading(Role.IGNORED)),
        ("STT", Heading(Role.IGNORED)),
        ("M? ch? ti?u", Heading(Role.CODE)),
        ("OBS_VALUE", Heading(Role.VALUE)),
        ("Giai đoạn 2026-2030", None),
        ("Tăng so với 2025", None),
        ("Phó Chủ tịch", None),
        ("", None),
    ],
)
def test_a_heading_is_matched_however_it_is_typed(text: str, heading: Heading | None) -> None:
    assert read_heading(text) == heading


def test_columns_may_stand_in_any_order(read: Read, figures: Figures) -> None:
    reading = read("Giá trị;Ghi chú;Năm;Mã chỉ tiêu\n12,5;x;2025;CT04\n")
    assert figures(reading) == [("CT04", 2025, "XA", "actual", 12.5)]


def test_letterhead_above_and_signatures_below_are_no_data(read: Read) -> None:
    reading = read(
        "ỦY BAN NHÂN DÂN XÃ VĨNH AM;;;\n"
        "BÁO CÁO KẾT QUẢ;;;\n"
        "\n"
        "Mã;Chỉ tiêu;Năm;Giá trị\n"
        "I;Nông nghiệp;;\n"
        "CT04;;2025;12,5\n"
        ";;;Vĩnh Am, ngày 05 tháng 12 năm 2026\n"
        ";;;NGƯỜI LẬP BIỂU\n"
    )
    assert (reading.accepted, reading.refused, reading.non_data) == (1, 0, 6)
    assert [(r.row, r.reason) for r in reading.non_data_rows] == [
        (1, "title"),
        (2, "title"),
        (4, "header"),
        (5, "section"),
        (7, "section"),
        (8, "section"),
    ]


def test_a_heading_row_repeated_on_a_new_page_is_no_data(read: Read) -> None:
    header = "Mã;Năm;Giá trị\n"
    reading = read(header + "CT04;2025;12\n" + header + "CT05;2025;50\n")
    assert (reading.accepted, reading.refused, reading.non_data) == (2, 0, 2)


def test_a_column_for_each_year_is_a_figure_for_each_year(read: Read, figures: Figures) -> None:
    reading = read(
        "Mã;Chỉ tiêu;Năm 2024;2025;Ước TH 2026;KH 2027;Mục tiêu 2030\nCT04;;12;13,5;-;18;20\n"
    )
    assert figures(reading) == [
        ("CT04", 2024, "XA", "actual", 12),
        ("CT04", 2025, "XA", "actual", 13.5),
        ("CT04", 2027, "XA", "planned", 18),
    ]


def test_a_wide_row_with_one_wrong_cell_keeps_the_others(read: Read, figures: Figures) -> None:
    reading = read("Mã;2024;2025\nCT04;12,5;khoảng 13\n")
    assert figures(reading) == [("CT04", 2024, "XA", "actual", 12.5)]
    assert (reading.accepted, reading.refused) == (0, 1)


def test_headings_of_two_storeys_are_joined(read: Read, figures: Figures) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Biểu 1")
        sheet.write(0, 0, "BIỂU TỔNG HỢP")
        sheet.merge_range(1, 0, 2, 0, "Mã chỉ tiêu")
        sheet.merge_range(1, 1, 2, 1, "Chỉ tiêu")
        sheet.merge_range(1, 2, 1, 4, "Năm 2024")
        sheet.merge_range(1, 5, 1, 7, "Năm 2025")
        for start in (2, 5):
            sheet.write_row(2, start, ["Tử số", "Mẫu số", "Giá trị"])
        sheet.write_row(3, 0, ["CT04", "", 10, 100, 10, 15, 100])
    reading = read(stream.getvalue())
    assert figures(reading) == [
        ("CT04", 2024, "XA", "actual", 10),
        ("CT04", 2025, "XA", "actual", 15),
    ]


def test_a_name_merged_over_rows_stands_in_each_and_a_figure_does_not(
    read: Read, figures: Figures
) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã", "Năm", "Đơn vị báo cáo", "Giá trị"])
        sheet.merge_range(1, 0, 2, 0, "CT04")
        sheet.merge_range(1, 3, 2, 3, 40)
        sheet.write_row(1, 1, [2025, "Công an xã"])
        sheet.write_row(2, 1, [2025, "Phòng Kinh tế"])
    assert figures(read(stream.getvalue())) == [("CT04", 2025, "CA", "actual", 40)]


def test_a_column_headed_only_unit_is_settled_by_what_it_holds(
    read: Read, figures: Figures
) -> None:
    measures = read("Mã;Năm;Đơn vị;Giá trị\nCT04;2025;%;12\nCT12;2025;cơ sở;3\n")
    units = read("Mã;Năm;Đơn vị;Giá trị\nCT04;2025;Công an xã;12\n")
    assert [row[2] for row in figures(measures)] == ["XA", "XA"]
    assert [row[2] for row in figures(units)] == ["CA"]


def test_a_village_named_in_a_section_row_is_the_unit_of_the_rows_below(
    read: Read, figures: Figures
) -> None:
    reading = read("Mã;Năm;Giá trị\nThôn Đông;;\nCT04;2025;12\nThôn Đoài;;\nCT04;2025;15\n")
    assert [row[2] for row in figures(reading)] == ["Thôn Đông", "Thôn Đoài"]


def test_totals_are_compared_and_never_stored(read: Read) -> None:
    rows = "Mã;Năm;Đơn vị;Tử số;Mẫu số\nCT04;2025;Công an xã;1;4\nCT04;2025;Phòng Kinh tế;2;4\n"
    right = read(rows + "CT04;2025;Tổng cộng;3;8\n")
    wrong = read(rows + "CT04;2025;Tổng cộng;5;8\n")
    assert (right.accepted, right.non_data, right.warnings) == (2, 2, ())
    assert [(f.code, f.row, f.column) for f in wrong.warnings] == [("total_differs", 4, "Tử số")]


def test_columns_that_are_not_used_are_named(read: Read) -> None:
    reading = read("STT;Mã;Năm;Giá trị;Người lập;Năm trước\n1;CT04;2025;12;An;11\n")
    assert [(f.code, "Người lập" in f.why) for f in reading.warnings] == [("unused_columns", True)]


def test_every_sheet_with_a_table_is_read_and_the_others_are_named(
    read: Read, xlsx: Xlsx, figures: Figures
) -> None:
    head = ["Mã", "Năm", "Giá trị"]
    reading = read(
        xlsx({"A": [head, ["CT04", 2025, 12]], "B": [head, ["CT05", 2025, 50]], "C": [["lời"]]})
    )
    assert [row[0] for row in figures(reading)] == ["CT04", "CT05"]
    assert [fault.code for fault in reading.warnings] == ["sheets_without_table"]
    assert reading.content_rows == 5


@pytest.mark.parametrize(
    ("title", "proposal"),
    [
        ("BÁO CÁO NĂM 2025", "2025"),
        ("Số liệu 2024", "2024"),
        ("Kế hoạch giai đoạn 2026-2030", None),
        ("Mục tiêu đến năm 2030", None),
        ("Vĩnh Am, ngày 05 tháng 12 năm 2026", None),
        ("So sánh năm 2024 và năm 2025", None),
        ("Báo cáo", None),
    ],
)
def test_a_year_only_in_a_title_is_proposed_and_asked(
    read: Read, title: str, proposal: str | None
) -> None:
    reading = read(f"{title};\nMã;Giá trị\nCT04;12,5\n")
    (question,) = reading.open_questions
    assert (question.question, question.proposal) == ("year", proposal)
    assert (reading.accepted, reading.asked) == ((1, 0) if proposal else (0, 1))


def test_an_answered_year_is_asked_no_more(read: Read, figures: Figures) -> None:
    text = "BÁO CÁO\nMã;Giá trị\nCT04;12,5\n"
    for reading in (read(text, answers={"year": "2024"}), read(text, year=2024)):
        assert figures(reading) == [("CT04", 2024, "XA", "actual", 12.5)]
        assert reading.open_questions == ()


def test_a_title_that_names_another_year_than_the_chosen_one_is_asked_about(
    read: Read, figures: Figures
) -> None:
    text = "BÁO CÁO NĂM 2025\nMã;Giá trị\nCT04;12,5\n"
    reading = read(text, year=2024)
    (question,) = reading.open_questions
    assert (question.code, question.proposal) == ("year_differs", "2025")
    assert figures(read(text, year=2024, answers={"year": "2024"}))[0][1] == 2024
    assert read(text, year=2025).open_questions == ()


def test_a_chosen_year_outside_the_plan_is_refused(read: Read) -> None:
    reading = read("Mã;Giá trị\nCT04;12,5\n", year=1999)
    assert [fault.code for fault in reading.errors] == ["year_outside_plan"]


def test_without_a_heading_row_every_row_is_refused(read: Read) -> None:
    reading = read("CT04;2025;12\nCT05;2025;50\n")
    assert [fault.code for fault in reading.errors] == ["no_header"]
    assert (reading.refused, reading.content_rows) == (2, 2)


def test_a_column_of_estimates_in_short_is_read_beside_plan_and_result(read: Read) -> None:
    head = "Mã;TH 2025;KH 2026;ƯTH 2026;ƯTH 2026/KH 2026 (%)"
    reading = read(f"{head}\nCT13;5;4;3;75\n")
    assert [(o.year, o.kind, str(o.value)) for o in reading.observations] == [
        (2025, Kind.ACTUAL, "5.000000"),
        (2026, Kind.PLANNED, "4.000000"),
        (2026, Kind.ESTIMATE, "3.000000"),
    ]
