"""A cell mended on the screen goes the same way as the file: through every check, or not at all."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter

from indicators.corrections import WHOLE_ROW
from indicators.intake.file_sentences import STAGES
from indicators.intake.reading import Reading
from indicators.intake.stages import Stage

HEADING = "Mã chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Tử số;Mẫu số;Giá trị"
FILE = "\n".join(
    [
        HEADING,
        "CT04;2026;;chính thức;;;khoảng 11",
        "CT08;2026;;chính thức;;;13,1",
        "CT99;2026;;chính thức;;;5",
    ]
)
Read = Callable[..., Reading]


def test_a_corrected_cell_is_read_in_place_of_what_the_file_says(
    read: Read, figures: Callable[[Reading], list[tuple[object, ...]]]
) -> None:
    reading = read(FILE, corrections={("", 2, "Giá trị"): " 11,3 "})
    assert figures(reading)[0] == ("CT04", 2026, "XA", "actual", 11.3)
    assert [(e.row, e.code) for e in reading.errors] == [(4, "unknown_indicator")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("108", "out_of_bounds"), ("gần 11", "approximate"), ("mười một", "not_a_number"), ("", "")],
)
def test_no_correction_goes_around_a_check(read: Read, text: str, code: str) -> None:
    reading = read(FILE, corrections={("", 2, "Giá trị"): text})
    assert 2 not in [o.row for o in reading.observations]
    assert [e.code for e in reading.errors if e.row == 2] == ([code] if code else [])


def test_a_figure_of_a_corrected_row_keeps_the_row_as_the_file_has_it(read: Read) -> None:
    reading = read(FILE, corrections={("", 2, "Giá trị"): "11,3"})
    assert reading.observations[0].source_text == "CT04;2026;;chính thức;;;khoảng 11"


def test_the_refused_and_the_corrected_rows_say_what_they_hold(read: Read) -> None:
    reading = read(FILE, corrections={("", 2, "Giá trị"): "11,3"})
    assert set(reading.cells) == {("", 2), ("", 4)}
    assert reading.cells["", 2]["Giá trị"] == "11,3"
    assert reading.cells["", 4]["Mã chỉ tiêu"] == "CT99"


def test_a_row_left_out_is_accounted_for_and_says_nothing_any_more(read: Read) -> None:
    reading = read(FILE, corrections={("", 4, WHOLE_ROW): ""})
    assert [e.row for e in reading.errors] == [2]
    assert (reading.content_rows, reading.non_data) == (4, 2)
    assert ("", 4, "left_out") in [tuple(row) for row in reading.non_data_rows]


def test_a_file_whose_every_row_was_left_out_is_no_empty_file(read: Read) -> None:
    left_out = {("", row, WHOLE_ROW): "" for row in (2, 3, 4)}
    reading = read(FILE, corrections=left_out)
    assert (reading.observations, reading.errors) == ((), ())


def test_leaving_out_one_of_two_rows_that_contradict_each_other_settles_both(read: Read) -> None:
    text = f"{HEADING}\nCT04;2026;;chính thức;;;11\nCT04;2026;;chính thức;;;12\n"
    assert [e.code for e in read(text).errors] == ["contradicts"] * 2
    settled = read(text, corrections={("", 3, WHOLE_ROW): ""})
    assert not settled.errors
    assert [o.row for o in settled.observations] == [2]


def test_what_names_no_cell_of_the_file_changes_nothing(read: Read) -> None:
    plain = read(FILE)
    for cell in (("", 99, "Giá trị"), ("", 2, "Cột lạ"), ("Trang", 2, "Giá trị"), ("", 1, "Năm")):
        assert read(FILE, corrections={cell: "1"}) == plain


def test_of_two_columns_called_alike_neither_is_corrected(read: Read) -> None:
    text = "Mã chỉ tiêu;Năm;Giá trị;Giá trị\nCT04;2025;khoảng 11;\n"
    reading = read(text)
    assert "Giá trị" in reading.cells["", 2], "the second is no column that is read"
    corrected = read(text, corrections={("", 2, "Giá trị"): "11"})
    assert [float(o.value or 0) for o in corrected.observations] == [11]


def test_a_name_merged_over_rows_stays_with_those_below_a_row_left_out(read: Read) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Biểu 1")
        sheet.write_row(0, 0, ["Mã chỉ tiêu", "Năm", "Giá trị"])
        sheet.merge_range(1, 0, 3, 0, "CT04")
        for row, year in enumerate((2024, 2025, 2026), start=1):
            sheet.write_row(row, 1, [year, 10 + row])
    assert len(read(stream.getvalue()).observations) == 3
    reading = read(stream.getvalue(), corrections={("Biểu 1", 2, WHOLE_ROW): ""})
    assert [(o.indicator, o.year) for o in reading.observations] == [
        ("CT04", 2025),
        ("CT04", 2026),
    ]


def test_the_progress_is_told_from_stage_to_stage(read: Read) -> None:
    told: list[tuple[float, Stage]] = []
    read(FILE, progress=lambda share, stage: told.append((share, stage)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert list(dict.fromkeys(stage for _, stage in told)) == list(Stage)
    assert set(STAGES) == set(Stage)


def test_personal_numbers_typed_on_the_screen_are_refused_as_in_a_file(read: Read) -> None:
    rows = [f"CT0{n};2025;;chính thức;;;{n},5;" for n in range(1, 9)]
    text = "\n".join([f"{HEADING};Ghi chú", *rows])
    typed = {("", n + 1, "Ghi chú"): f"0311880012{n:02}" for n in range(1, 9)}
    assert not [e for e in read(text).errors if e.code == "personal_data"]
    reading = read(text, corrections=typed)
    assert [e.code for e in reading.errors] == ["personal_data"]
    assert reading.observations == ()
