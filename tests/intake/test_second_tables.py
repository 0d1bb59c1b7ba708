"""A sheet may hold several tables; each is read with its own columns."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from indicators.intake.reading import Reading

Read = Callable[..., Reading]
Figures = Callable[[Reading], list[tuple[Any, ...]]]
Codes = Callable[[Reading], list[tuple[str, str, int | None]]]


@pytest.mark.parametrize("between", ["", ";;;\n", "BIỂU 2: SO SÁNH;;;\n"])
def test_a_heading_row_with_columns_in_another_order_begins_a_table(
    read: Read, figures: Figures, between: str
) -> None:
    reading = read(
        "Mã;Năm;Giá trị;Năm trước\nCT04;2025;12;11\n"
        f"{between}Mã;Năm;Năm trước;Giá trị\nCT05;2025;40;50\n"
    )
    assert [(row[0], row[4]) for row in figures(reading)] == [("CT04", 12), ("CT05", 50)]
    assert [row.reason for row in reading.non_data_rows].count("header") == 2


@pytest.mark.parametrize("head", ["Mã;Chỉ tiêu;2022;2023", ";;2022;2023", ";;Năm 2022;Năm 2023"])
def test_a_block_of_other_years_is_read_for_those_years(
    read: Read, figures: Figures, head: str
) -> None:
    reading = read(f"Mã;Chỉ tiêu;2024;2025\nCT04;;12;13\n{head}\nCT04;;8;9\n")
    assert [(row[1], row[4]) for row in figures(reading)] == [
        (2024, 12),
        (2025, 13),
        (2022, 8),
        (2023, 9),
    ]


def test_a_second_table_with_more_columns_does_not_swallow_the_first(
    read: Read, figures: Figures
) -> None:
    reading = read(
        "Mã;Năm;Giá trị\nCT04;2025;12\n\nMã;Năm;Đơn vị báo cáo;Tử số;Mẫu số\nCT05;2025;CA;1;4\n"
    )
    assert [(row[0], row[4]) for row in figures(reading)] == [("CT04", 12), ("CT05", 25)]


def test_a_second_table_goes_by_its_own_title_for_its_year(read: Read, figures: Figures) -> None:
    reading = read(
        "NĂM 2024\nMã;Giá trị;Ghi chú\nCT04;12;\nNĂM 2025\nMã;Ghi chú;Giá trị\nCT04;;13\n"
    )
    assert [(row[1], row[4]) for row in figures(reading)] == [(2024, 12), (2025, 13)]
    assert len(reading.open_questions) == 2


def test_a_table_with_other_columns_below_a_village_is_asked_about(
    read: Read, codes: Codes
) -> None:
    reading = read(
        "Mã;Năm;Giá trị;Ghi chú\nThôn Tây;;;\nCT12;2025;3;\nMã;Năm;Ghi chú;Giá trị\nCT12;2024;;4\n"
    )
    assert ("question", "section_unit", 5) in codes(reading)
    assert reading.asked == 1


def test_headings_of_two_storeys_may_come_again(read: Read, figures: Figures) -> None:
    head = "Mã;Năm 2024;;Năm 2025;\n;Tử số;Mẫu số;Tử số;Mẫu số\n"
    reading = read(f"{head}CT04;1;4;2;4\n{head}CT05;1;4;2;4\n")
    assert [(row[0], row[1], row[4]) for row in figures(reading)] == [
        ("CT04", 2024, 25),
        ("CT04", 2025, 50),
        ("CT05", 2024, 25),
        ("CT05", 2025, 50),
    ]


@pytest.mark.parametrize("head", ["Mã;31/12/2024;31/12/2025", "Mã;Đến 31/12/2024;2025"])
def test_a_date_heads_the_figures_of_its_year(read: Read, figures: Figures, head: str) -> None:
    reading = read(f"{head}\nCT04;11;12\n")
    assert [(row[1], row[4]) for row in figures(reading)] == [(2024, 11), (2025, 12)]


def test_a_date_cell_heads_the_figures_of_its_year(read: Read, figures: Figures) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        shown = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, "Mã")
        sheet.write_datetime(0, 1, date(2024, 12, 31), shown)
        sheet.write_datetime(0, 2, date(2025, 12, 31), shown)
        sheet.write_row(1, 0, ["CT04", 11, 12])
    reading = read(stream.getvalue())
    assert [(row[1], row[4]) for row in figures(reading)] == [(2024, 11), (2025, 12)]


def test_more_tables_than_anyone_writes_are_refused(read: Read, codes: Codes) -> None:
    pair = "Mã;Năm;Giá trị\nCT04;2025;1\nMã;Giá trị;Năm\nCT05;50;2025\n"
    assert codes(read(pair * 60)) == [("error", "too_many_tables", None)]
