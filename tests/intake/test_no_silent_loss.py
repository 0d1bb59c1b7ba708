"""Every row with any content is accepted, refused, asked about or named as no data; once."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.intake import Given, Reading, file_reader, read_file
from indicators.intake.cells import is_empty
from indicators.intake.container import read_container
from indicators.intake.layout import count_headings
from indicators.plan import Plan
from tests.intake.test_office_files import ENDING, EXPECTATIONS, FOLDER

Read = Callable[..., Reading]
HEADINGS = ["Mã", "Chỉ tiêu", "Năm", "Đơn vị báo cáo", "Loại", "Tử số", "Mẫu số", "Giá trị"]
CELLS = st.sampled_from(
    [
        *("", " ", "\u00a0", "-", "0/0", "#N/A", "(1)", "1", "I", "Mã", "Giá trị", "Năm 2024"),
        *("CT04", "CT12", "CTO5", "Thôn Đông", "THÔN TÂY", "Toàn xã", "Tổng cộng", "Nông nghiệp"),
        *("2025", "2026", "2027", "12,5", "12.500", "0,5", "100", "0", "khoảng 5"),
        *("chính thức", "kế hoạch"),
    ]
)


def rows_of(content: bytes) -> Counter[tuple[str, int]]:
    workbook = read_container(content, count_headings)
    return Counter(
        (sheet.name, number)
        for sheet in workbook.sheets
        for row, number in zip(sheet.rows, sheet.row_numbers, strict=True)
        if not all(map(is_empty, row))
    )


def check(reading: Reading, content: bytes) -> None:
    if reading.errors and not reading.content_rows:
        # Refused as a whole, before its rows were looked at.
        return
    lost = rows_of(content)
    told = Counter(
        [
            *((row.sheet, row.row) for row in reading.refused_rows),
            *((row.sheet, row.row) for row in reading.asked_rows),
            *((row.sheet, row.row) for row in reading.non_data_rows),
        ]
    )
    assert set(told.values()) <= {1}
    accepted = lost - told
    assert told <= lost
    assert reading.content_rows == sum(lost.values())
    assert reading.accepted == len(accepted)
    assert set(accepted) <= {(figure.sheet, figure.row) for figure in reading.observations}


@pytest.mark.parametrize("path", EXPECTATIONS, ids=lambda path: path.name.removesuffix(ENDING))
def test_no_row_of_an_office_file_is_lost(read: Read, path: Path) -> None:
    content = (FOLDER / path.name.removesuffix(ENDING)).read_bytes()
    check(read(content, path.name), content)


@settings(max_examples=250)
@given(
    above=st.lists(st.lists(CELLS, max_size=4), max_size=3),
    headings=st.permutations(HEADINGS),
    body=st.lists(st.lists(CELLS, max_size=9), max_size=12),
    skip=st.booleans(),
)
def test_no_row_of_any_table_is_lost(
    read: Read, above: list[list[str]], headings: list[str], body: list[list[str]], skip: bool
) -> None:
    content = "\n".join(";".join(row) for row in [*above, headings, *body]).encode()
    reading = read(content)
    check(reading, content)
    if skip:
        answers = {fault.question: "skip" for fault in reading.open_questions}
        check(read(content, answers=answers), content)


def test_a_row_that_a_programming_error_loses_refuses_the_file(
    plan: Plan, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rows_above = file_reader._rows_above
    monkeypatch.setattr(file_reader, "_rows_above", lambda table: rows_above(table)[1:])
    content = "Bảng bí mật;;\nMã;Năm;Giá trị\nCT04;2025;12,5\n".encode()
    with caplog.at_level(logging.DEBUG):
        reading = read_file(content, "tệp bí mật.csv", Given(plan, date(2026, 11, 23)))
    assert [fault.code for fault in reading.errors] == ["unexpected"]
    assert reading.observations == ()
    assert "AssertionError" in caplog.text
    assert "bí mật" not in caplog.text
