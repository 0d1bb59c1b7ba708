import io
import unicodedata
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter

from indicators.intake.cells import Broken, Percent
from indicators.intake.container import read_container
from indicators.intake.layout import count_headings
from indicators.intake.limits import MAX_BYTES
from indicators.intake.reading import Reading
from indicators.intake.sentence import Refused
from indicators.intake.text_file import decode
from indicators.intake.workbook import read_workbook
from tests.intake.old_windows import windows_1258

Read = Callable[..., Reading]
Xlsx = Callable[..., bytes]
TABLE = "Mã chỉ tiêu;Năm;Đơn vị báo cáo;Giá trị\nCT04;2025;Trường học;12,5\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TABLE.encode(), "utf-8"),
        (TABLE.encode("utf-8-sig"), "utf-8"),
        (b"\xef\xbb\xbf" + TABLE.encode("utf-8-sig"), "utf-8"),
        (TABLE.encode("utf-16"), "utf-16-le"),
        (TABLE.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), "utf-16-be"),
        (windows_1258(TABLE), "windows-1258"),
    ],
)
def test_text_of_any_usual_encoding_is_understood(content: bytes, encoding: str) -> None:
    assert decode(content) == (TABLE, encoding)


def test_decomposed_letters_become_composed_ones() -> None:
    assert decode(unicodedata.normalize("NFD", TABLE).encode())[0] == TABLE


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_usual_delimiter_and_line_end_is_found(
    read: Read, delimiter: str, newline: str
) -> None:
    table = TABLE.replace(";", delimiter).replace("12,5", '"12,5"').replace("\n", newline)
    assert [float(o.value or 0) for o in read(table).observations] == [12.5]


def test_a_semicolon_file_full_of_commas_is_a_semicolon_file(read: Read) -> None:
    text = "Chỉ tiêu;Năm;Giá trị\n" + "".join(
        f"Khu, cụm công nghiệp có xử lý nước thải tập trung;{year};1,5\n" for year in (2020, 2021)
    )
    assert read(text).accepted == 2


def test_a_sep_line_names_the_delimiter_and_counts_as_a_line(read: Read) -> None:
    reading = read("sep=|\n" + TABLE.replace(";", "|"))
    assert [o.row for o in reading.observations] == [3]


def test_rows_keep_their_line_numbers_past_line_breaks_in_a_cell(read: Read) -> None:
    text = 'Mã;Năm;Giá trị;Ghi chú\n\nCT04;2025;12;"hai\ndòng"\nCT05;2025;50;\n'
    assert [o.row for o in read(text).observations] == [3, 5]


def test_careless_quotes_inside_a_cell_do_no_harm(read: Read) -> None:
    reading = read('Mã;Năm;Giá trị;Ghi chú\nCT04;2025;12;"thôn" Đông\nCT05;2025;50;\n')
    assert reading.accepted == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf\r\n\r\n", "empty_file"),
        (b"%PDF-1.7\nabc", "other_kind"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "other_kind"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "other_kind"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "save_as_xlsx"),
        ("\ufeff<!DOCTYPE html><html>".encode(), "save_as_xlsx"),
        (b'<?xml version="1.0"?><Workbook/>', "save_as_xlsx"),
        (b"PK\x03\x04" + b"x" * 50, "broken_workbook"),
        (OLE + b"\x00" * 2000, "broken_workbook"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        (bytes(range(256)) * 8, "not_a_table"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        ('Mã;Năm;Giá trị\nCT04;2025;"12\nCT05;2025;50\n'.encode(), "unclosed_quote"),
        ("Mã;Năm;Giá trị\n".encode(), "header_only"),
        (b"xin chao", "no_header"),
    ],
)
def test_a_file_that_is_no_table_gets_one_clear_sentence(
    read: Read, content: bytes, code: str
) -> None:
    reading = read(content)
    assert [fault.code for fault in reading.errors] == [code]
    assert reading.errors[0].why.endswith(".")
    assert not reading.observations


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": b"<w/>"}, "other_kind"),
        ({"ppt/presentation.xml": b"<p/>"}, "other_kind"),
        ({"a.txt": b"hello"}, "other_kind"),
        ({"xl/workbook.bin": b"x"}, "save_as_xlsx"),
        ({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}, "save_as_xlsx"),
        ({"xl/workbook.xml": b"<workbook"}, "broken_workbook"),
    ],
)
def test_an_archive_that_is_no_workbook_is_named(
    read: Read, parts: dict[str, bytes], code: str
) -> None:
    assert [fault.code for fault in read(zipped(parts)).errors] == [code]


def test_a_workbook_that_unpacks_hugely_is_refused_before_it_is_unpacked(read: Read) -> None:
    bomb = zipped({"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": b" " * 320_000_000})
    assert len(bomb) < 1_000_000
    assert [fault.code for fault in read(bomb).errors] == ["unpacks_too_large"]


def test_a_workbook_with_a_document_type_is_refused(read: Read, xlsx: Xlsx) -> None:
    content = rewritten(
        xlsx([["Mã", "Năm", "Giá trị"], ["CT04", 2025, 12]]),
        b"<worksheet",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet",
    )
    assert [fault.code for fault in read(content).errors] == ["broken_workbook"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="C2"', b'r="C4294967296"'),
        (b'r="C2"', b'r="XFE2"'),
        (b'<row r="2"', b'<row r="99999999999"'),
        (b'encoding="UTF-8"', b'encoding="UTF-65536"'),
    ],
)
def test_places_that_no_sheet_has_are_refused_before_anything_is_allocated(
    read: Read, xlsx: Xlsx, old: bytes, new: bytes
) -> None:
    content = rewritten(xlsx([["Mã", "Năm", "Giá trị"], ["CT04", 2025, 12]]), old, new)
    assert [fault.code for fault in read(content).errors] == ["broken_workbook"]


def rewritten(content: bytes, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(
        {n: c.replace(old, new) if n.startswith("xl/worksheets/") else c for n, c in parts.items()}
    )


def test_percent_formats_error_cells_and_uncalculated_formulas_are_marked() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write(1, 0, 0.0875, book.add_format({"num_format": "0.00%"}))
        sheet.write(1, 1, 0.5, book.add_format({"num_format": '0.0" %"'}))
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 3, "=A2*2", None, 0.175)
        sheet.write_formula(4, 5, "=B9", None, "#N/A")
    (found,) = read_workbook(stream.getvalue()).sheets
    assert found.row_numbers == [2, 5]
    assert found.rows[0][:4] == [Percent(0.0875), 0.5, Broken("#DIV/0!"), 0.175]
    assert found.rows[1][5] == Broken("#N/A")


def test_a_formula_that_was_never_calculated_is_broken_and_not_empty() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Mã", "Giá trị"])
    sheet.append(["CT04", "=1+1"])
    stream = io.BytesIO()
    book.save(stream)
    (found,) = read_workbook(stream.getvalue()).sheets
    assert found.rows[1][1] == Broken("=…")


@pytest.mark.parametrize("place", ["XFD30", "B1048576", "XFD1048576"])
def test_a_lone_far_cell_is_refused_and_never_allocated(read: Read, place: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Mã", "Năm", "Giá trị"], *(["CT04", 2025, 12] for _ in range(400))):
        sheet.append(row)
    sheet[place] = "x"
    stream = io.BytesIO()
    book.save(stream)
    reading = read(stream.getvalue())
    expected = [] if place == "B1048576" else ["stray_cell"]
    assert [f.code for f in reading.errors if f.code == "stray_cell"] == expected


def test_formatted_but_empty_far_cells_do_not_matter(read: Read) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, ["Mã", "Năm", "Giá trị"])
        sheet.write_row(1, 0, ["CT04", 2025, 12])
        sheet.write_blank(1_000_000, 16_383, None, bold)
    assert read(stream.getvalue()).accepted == 1


def test_cells_keep_their_places_when_the_table_starts_far_from_the_corner() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(4, 3, ["a", "b"])
        sheet.write(7, 4, 2)
        sheet.merge_range(9, 3, 10, 3, "c")
    (found,) = read_workbook(stream.getvalue()).sheets
    assert found.row_numbers == [5, 8, 10]
    assert found.rows == [["", "", "", "a", "b"], ["", "", "", "", 2.0], ["", "", "", "c", ""]]
    assert found.merged == ((2, 3, 2, 3),)


def test_what_a_file_is_does_not_depend_on_its_name(read: Read, xlsx: Xlsx) -> None:
    content = xlsx([["Mã", "Năm", "Giá trị"], ["CT04", 2025, 12]])
    assert read(content, "số liệu.csv").accepted == 1
    assert read("Mã;Năm;Giá trị\nCT04;2025;12\n", "số liệu.xlsx").accepted == 1


def test_hidden_sheets_are_left_out_with_a_notice(read: Read) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name, value in (("Chính", 12), ("Nháp", 99)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Mã", "Năm", "Giá trị"])
            sheet.write_row(1, 0, ["CT04", 2025, value])
        book.get_worksheet_by_name("Nháp").hide()
    reading = read(stream.getvalue())
    assert [float(o.value or 0) for o in reading.observations] == [12]
    assert [fault.code for fault in reading.warnings] == ["hidden_sheets"]


def test_too_many_rows_are_refused() -> None:
    content = b"Ma;Nam;Gia tri\n" + b"CT04;2025;1\n" * 200_001
    with pytest.raises(Refused) as refused:
        read_container(content, count_headings)
    assert refused.value.sentence.code == "too_many_rows"
    (sheet,) = read_container(content[: -len(b"CT04;2025;1\n")], count_headings).sheets
    assert len(sheet.rows) == 200_001
