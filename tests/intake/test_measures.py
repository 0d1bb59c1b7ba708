"""Units of measure: in a column of their own, and in the headings of figures."""

from collections.abc import Callable
from typing import Any

import pytest

from indicators.intake.reading import Reading

Read = Callable[..., Reading]
Figures = Callable[[Reading], list[tuple[Any, ...]]]
Codes = Callable[[Reading], list[tuple[str, str, int | None]]]


@pytest.mark.parametrize("measure", ["%", "điểm", "cơ sở", "triệu đồng"])
def test_one_unit_of_measure_decides_what_the_column_holds(read: Read, measure: str) -> None:
    rows = "".join(f"CT12;{2022 + n};Việc {n};3\n" for n in range(3))
    reading = read(f"Mã;Năm;Đơn vị;Giá trị\n{rows}CT04;2025;{measure};12\n")
    assert {o.reporting_unit for o in reading.observations} == {"XA"}
    assert reading.new_units == ()


@pytest.mark.parametrize(
    ("head", "row", "code"),
    [
        ("Kết quả (ha)", "CT04;2025;12", "wrong_unit_measure"),
        ("Số lượng", "CT04;2025;12", "wrong_unit_measure"),
        ("Tỷ lệ", "CT12;2025;12", "wrong_unit_measure"),
        ("%", "CT12;2025;12", "wrong_unit_measure"),
        ("Kết quả (ha)", "CT12;2025;12", "wrong_unit_measure"),
        ("Tử số (triệu đồng);Mẫu số (đồng)", "CT08;2025;5;10", "scales_differ"),
        ("Tử số (triệu đồng);Mẫu số", "CT08;2025;5;10", "scales_differ"),
        ("Tử số (ha);Mẫu số (m2)", "CT04;2025;5;10", "scales_differ"),
        ("Tử số (sào);Mẫu số (sào)", "CT04;2025;5;10", "wrong_part_measure"),
        ("Tử số (tấn);Mẫu số (tấn)", "CT04;2025;5;10", "wrong_part_measure"),
        ("Tử số (m3);Mẫu số (m3)", "CT08;2025;5;10", "wrong_part_measure"),
    ],
)
def test_a_unit_in_a_heading_that_does_not_fit_is_refused(
    read: Read, codes: Codes, head: str, row: str, code: str
) -> None:
    assert codes(read(f"Mã;Năm;{head}\n{row}\n")) == [("error", code, 2)]


@pytest.mark.parametrize(
    ("head", "row", "value"),
    [
        ("Kết quả (%)", "CT04;2025;12", 12),
        ("Số lượng", "CT12;2025;12", 12),
        ("Tỷ lệ", "CT04;2025;12", 12),
        ("Kết quả (1)", "CT04;2025;12", 12),
        ("Kết quả (cơ sở)", "CT12;2025;12", 12),
        ("Tử số (ha);Mẫu số (ha)", "CT04;2025;5;10", 50),
        ("Tử số (hộ);Mẫu số (hộ)", "CT09;2025;5;10", 50),
        ("Tử số;Mẫu số (ha)", "CT01;2025;5;10", 50),
        ("Tử số (vnđ);Mẫu số (vnđ)", "CT08;2025;5;10", 50),
    ],
)
def test_a_unit_in_a_heading_that_fits_is_read(
    read: Read, figures: Figures, head: str, row: str, value: float
) -> None:
    assert [one[4] for one in figures(read(f"Mã;Năm;{head}\n{row}\n"))] == [value]


def test_amounts_in_millions_become_those_of_the_plan(read: Read, codes: Codes) -> None:
    reading = read("Mã;Năm;Tử số (triệu đồng);Mẫu số (triệu đồng)\nCT08;2025;5;10\n")
    (figure,) = reading.observations
    assert (figure.value, figure.numerator, figure.denominator) == (50, 5_000_000, 10_000_000)
    assert codes(reading) == [("warning", "scaled", None)]


def test_a_number_and_a_share_side_by_side_serve_their_own_indicators(
    read: Read, figures: Figures
) -> None:
    reading = read("Mã;Năm;Số lượng;Tỷ lệ\nCT04;2025;7;50\nCT12;2025;12;\nCT05;2025;7;\n")
    assert [(row[0], row[4]) for row in figures(reading)] == [("CT04", 50), ("CT12", 12)]
    assert [fault.code for fault in reading.errors] == ["wrong_unit_measure"]
    assert [fault.code for fault in reading.warnings] == ["one_of_two_columns"]


# Totals

PARTS = "Mã;Đơn vị;Tử số;Mẫu số\nCT04;Công an xã;1;4\nCT04;Phòng Kinh tế;2;4\n"


@pytest.mark.parametrize("total", [";Tổng cộng;5;8", "Tổng cộng;;5;8", "CT04;Tổng cộng;5;8"])
def test_a_total_row_is_compared_in_the_year_of_the_title(
    read: Read, codes: Codes, total: str
) -> None:
    reading = read(f"BÁO CÁO NĂM 2025\n{PARTS}{total}\n")
    assert ("warning", "total_differs", 5) in codes(reading)
    right = read(f"BÁO CÁO NĂM 2025\n{PARTS}{total.replace(';5;', ';3;')}\n")
    assert right.warnings == ()


def test_a_total_row_of_several_indicators_is_said_to_be_unchecked(
    read: Read, codes: Codes
) -> None:
    reading = read(f"{PARTS}CT05;Công an xã;1;4\n;Tổng cộng;4;12\n", year=2025)
    assert codes(reading) == [("warning", "total_unchecked", 5)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mã;Năm;ĐVT;Tử số;Mẫu số\nCT04;2025;m2;450000;3600000\n", (45, 360)),
        ("Mã;Năm;ĐVT;Tử số;Mẫu số\nCT04;2025;héc ta;45;360\n", (45, 360)),
        ("Mã;Năm;Tử số (kg);Mẫu số (kg)\nCT07;2025;900000;1000000\n", (900, 1000)),
        ("Mã;Năm;ĐVT;Tử số;Mẫu số\nCT07;2025;tạ;9000;10000\n", (900, 1000)),
        ("ĐVT: m2;;;\nMã;Năm;Tử số;Mẫu số\nCT04;2025;450000;3600000\n", (45, 360)),
        ("ĐVT: kg;;;;\nMã;Năm;ĐVT;Tử số;Mẫu số\nCT07;2025;tấn;900;1000\n", (900, 1000)),
        ("ĐVT: triệu đồng;;;;\nMã;Năm;ĐVT;Tử số;Mẫu số\nCT08;2025;đồng;5;10\n", (5, 10)),
    ],
)
def test_weights_and_areas_are_stored_in_the_unit_of_the_plan(
    read: Read, text: str, parts: tuple[int, int]
) -> None:
    (figure,) = read(text).observations
    assert (figure.numerator, figure.denominator) == parts


def test_every_unit_that_was_converted_is_named(read: Read) -> None:
    reading = read("Mã;Năm;ĐVT;Tử số;Mẫu số\nCT04;2025;m2;450;3600\nCT07;2025;kg;9;10\n")
    assert [f.why for f in reading.warnings if f.code == "scaled"] == [
        "Tử số, mẫu số ghi theo m2 được đổi ra ha.",
        "Tử số, mẫu số ghi theo kg được đổi ra tấn.",
    ]
