"""The marked-up copy: the file's own rows, what became of each, and readable once more."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from indicators.corrections import CellRef, Correction
from indicators.intake import compare, marked_copy
from indicators.intake.marks import MARK_HEADING, MARK_SHEET
from indicators.intake.reading import Reading
from indicators.plan import Plan

HEADING = "Mã chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Tử số;Mẫu số;Giá trị;Ghi chú"
FILE = "\n".join(
    [
        "SỐ LIỆU CHUYỂN ĐỔI XANH;;;;;;;",
        HEADING,
        "CT04;2026;;chính thức;;;khoảng 11;=1+1",
        "CT08;2026;;chính thức;1.240,75;2.000;;",
        "CT99;2026;;chính thức;;;5;",
        "CT12;2026;Thôn Mẫu Một;chính thức;;;3;",
        "Tổng cộng;;;;;;;",
    ]
)
Read = Callable[..., Reading]
Mark = Callable[..., bytes]


@pytest.fixture
def mark(plan: Plan, read: Read) -> Mark:
    """The marked copy of a file, as the preview offers it."""

    def mark(content: str | bytes, *corrections: Correction) -> bytes:
        raw = content.encode() if isinstance(content, str) else content
        reading = read(raw, corrections={c.cell: c.text for c in corrections})
        return marked_copy(raw, reading, compare(reading.observations, {}), plan, corrections)

    return mark


def sheets(content: bytes) -> dict[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: sheet for sheet in book.worksheets}


def said(sheet: Any, row: int) -> str:
    column = next(c.column for r in sheet.iter_rows() for c in r if c.value == MARK_HEADING)
    return sheet.cell(row, column).value or ""


def test_every_row_stands_where_it_stood_and_says_what_became_of_it(mark: Mark) -> None:
    sheet = sheets(mark(FILE))["Số liệu"]
    assert [c.value for c in sheet[4]][:6] == [
        "CT08",
        "2026",
        None,
        "chính thức",
        "1.240,75",
        "2.000",
    ]
    assert said(sheet, 3) == (
        "BỊ TỪ CHỐI · cột “Giá trị” ghi “khoảng 11”: “khoảng 11” không phải một con số cụ thể. "
        "Hãy ghi đúng một con số."
    )
    assert said(sheet, 4) == "ĐỌC ĐƯỢC: số mới."
    assert "Có phải CT09?" in said(sheet, 5)
    assert said(sheet, 6).startswith("CẦN TRẢ LỜI · cột “Đơn vị báo cáo” ghi “Thôn Mẫu Một”")
    assert said(sheet, 1) == ""


def test_a_faulty_cell_is_coloured_and_named_in_words(mark: Mark) -> None:
    sheet = sheets(mark(FILE))["Số liệu"]
    assert sheet.cell(3, 7).fill.fgColor.rgb == "FFF8D3D8"
    assert sheet.cell(5, 1).fill.fgColor.rgb == "FFF8D3D8"
    assert sheet.cell(4, 1).fill.fgColor.rgb == "00000000"
    assert "“Giá trị”" in said(sheet, 3)


def test_the_heading_row_stays_in_sight_and_sheet_names_are_kept(
    mark: Mark, xlsx: Callable[..., bytes]
) -> None:
    rows = [["Mã chỉ tiêu", "Năm", "Giá trị"], ["CT04", 2025, "khoảng 9"]]
    found = sheets(mark(xlsx({"Biểu 1": [["BÁO CÁO"], *rows], "Biểu 2": rows})))
    assert list(found) == ["Biểu 1", "Biểu 2", MARK_SHEET]
    assert [found[name].freeze_panes for name in ("Biểu 1", "Biểu 2")] == ["A3", "A2"]


def test_numbers_percentages_and_dates_stay_what_they_were(mark: Mark) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Biểu")
        percent = book.add_format({"num_format": "0.0%"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["Mã chỉ tiêu", "Năm", "Giá trị", "Ngày"])
        sheet.write_row(1, 0, ["CT04", 2025])
        sheet.write_number(1, 2, 0.0875, percent)
        sheet.write_datetime(1, 3, date(2025, 12, 5), day)
    copy = sheets(mark(stream.getvalue()))["Biểu"]
    assert [copy.cell(2, c).value for c in (1, 2, 3)] == ["CT04", 2025, 0.0875]
    assert copy.cell(2, 4).value.date() == date(2025, 12, 5)
    assert copy.cell(2, 3).number_format.endswith("%")


def test_nothing_in_it_runs_as_a_formula(mark: Mark) -> None:
    content = mark(FILE)
    for sheet in sheets(content).values():
        assert [c for row in sheet.iter_rows() for c in row if c.data_type == "f"] == []
    cell = sheets(content)["Số liệu"].cell(3, 8)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_uploaded_again_as_it_is_it_reads_like_the_file(mark: Mark, read: Read) -> None:
    before, after = read(FILE), read(mark(FILE))
    assert [o.key for o in after.observations] == [o.key for o in before.observations]
    assert [(f.row, f.code) for f in after.faults] == [(f.row, f.code) for f in before.faults]
    assert (after.content_rows, after.refused) == (before.content_rows, before.refused)


def test_uploaded_again_with_its_cells_mended_everything_reads(mark: Mark, read: Read) -> None:
    book = openpyxl.load_workbook(io.BytesIO(mark(FILE)))
    sheet = book["Số liệu"]
    sheet.cell(3, 7).value = 11.3
    sheet.cell(5, 1).value = "CT09"
    saved = io.BytesIO()
    book.save(saved)
    reading = read(saved.getvalue())
    assert not reading.errors
    assert [o.indicator for o in reading.observations] == ["CT04", "CT08", "CT09", "CT12"]
    assert {o.note for o in reading.observations} == {"", "=1+1"}


def test_a_marked_copy_marked_again_has_one_column_and_one_sheet_of_marks(mark: Mark) -> None:
    twice = sheets(mark(mark(FILE)))
    assert list(twice) == ["Số liệu", MARK_SHEET]
    cells = [c.value for row in twice["Số liệu"].iter_rows() for c in row]
    assert cells.count(MARK_HEADING) == 1


def test_a_table_with_two_storeys_of_headings_and_merged_names_is_copied_whole(
    mark: Mark, read: Read
) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Biểu")
        sheet.merge_range(0, 0, 1, 0, "Mã chỉ tiêu")
        sheet.merge_range(0, 1, 0, 2, "Năm 2025")
        sheet.write_row(1, 1, ["Tử số", "Mẫu số"])
        sheet.write_row(2, 0, ["CT04", 20, 200])
        sheet.write_row(3, 0, ["CT08", 30, 20])
    copy = mark(stream.getvalue())
    before, after = read(stream.getvalue()), read(copy)
    assert len(before.observations) == len(before.errors) == 1
    assert after.observations == before.observations
    assert after.errors == before.errors
    assert sheets(copy)["Biểu"].freeze_panes == "A3"


def test_what_was_mended_on_the_screen_is_told_and_the_cell_stays_as_handed_in(
    mark: Mark,
) -> None:
    fixed = Correction(CellRef("", 3, "Giá trị"), "khoảng 11", "11,3")
    sheet = sheets(mark(FILE, fixed))["Số liệu"]
    assert sheet.cell(3, 7).value == "khoảng 11"
    assert said(sheet, 3) == (
        "ĐỌC ĐƯỢC: số mới.\nĐã sửa trên màn hình, cột “Giá trị”: “khoảng 11” → “11,3”."
    )


def test_what_concerns_the_whole_file_stands_on_the_sheet_of_marks(mark: Mark) -> None:
    text = f"{HEADING};Diện tích\nCT04;2025;;chính thức;;;9;;7\n"
    rows = [row[0].value for row in sheets(mark(text))[MARK_SHEET].iter_rows()]
    assert any("Cột không dùng đến" in (row or "") for row in rows)


def test_a_file_that_cannot_be_opened_has_no_marked_copy(plan: Plan) -> None:
    assert marked_copy(b"%PDF-1.7", Reading(), compare((), {}), plan) == b""


def test_the_sheet_reads_the_same_from_an_excel_file_with_strange_sheet_names(
    mark: Mark, xlsx: Callable[..., bytes], read: Read
) -> None:
    rows = [["Mã chỉ tiêu", "Năm", "Giá trị"], ["CT04", 2025, 9]]
    content = xlsx({MARK_SHEET: rows, "Quý 'IV'!": rows[:1]})
    found = sheets(mark(content))
    assert list(found) == [MARK_SHEET, "Quý 'IV'!", f"{MARK_SHEET} 2"]
    assert len(read(mark(content)).observations) == 1
