"""Workbooks of today (.xlsx)."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import xlsxwriter

from tests.office_files import made_by_hand as by_hand
from tests.office_files.writing import (
    PLAIN,
    E,
    Q,
    W,
    case,
    file_fault,
    sheets,
    workbook,
    write,
)


def workbooks() -> None:
    table = [["Mã", "Năm", "Giá trị"], ["CT12", 2025, 3]]

    def hidden(book: xlsxwriter.Workbook) -> None:
        write(book.add_worksheet("Chính thức"), table)
        draft = book.add_worksheet("Nháp")
        write(draft, [["Mã", "Năm", "Giá trị"], ["CT12", 2025, 99]])
        draft.hide()

    case(
        "trang-an.xlsx",
        workbook(hidden),
        ["2;CT12;2025;XA;actual;3"],
        [(W, "hidden_sheets", None, "")],
        counts=(1, 0, 0, 1),
    )

    def hidden_rows(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        write(sheet, [*table, ["CT13", 2025, 4]])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.autofilter(0, 0, 2, 2)

    case(
        "dong-an.xlsx",
        workbook(hidden_rows),
        ["2;CT12;2025;XA;actual;3", "3;CT13;2025;XA;actual;4"],
        counts=(2, 0, 0, 1),
    )
    both = sheets(Năm_2024=[["Mã", "Năm", "Giá trị"], ["CT12", 2024, 5]], Năm_2025=table)
    case(
        "hai-trang.xlsx",
        both,
        ["2;CT12;2024;XA;actual;5;@Năm 2024", "2;CT12;2025;XA;actual;3;@Năm 2025"],
        [(Q, "which_sheets", None, "“Năm 2024”, “Năm 2025”")],
        counts=(2, 0, 0, 2),
    )
    case(
        "hai-trang-chon-mot.xlsx",
        both,
        ["2;CT12;2025;XA;actual;3;@Năm 2025"],
        [(W, "sheets_left_out", None, "")],
        counts=(1, 0, 0, 3),
        answers={"sheets": "sheet:Năm 2025"},
    )
    case(
        "moi-thon-mot-trang.xlsx",
        sheets(Thôn_Đông=table, Thôn_Tây=[["Mã", "Năm", "Giá trị"], ["CT12", 2025, 4]]),
        ["2;CT12;2025;Thôn Đông;actual;3;@Thôn Đông", "2;CT12;2025;Thôn Tây;actual;4;@Thôn Tây"],
        [
            (Q, "which_sheets", None, "“Thôn Đông”, “Thôn Tây”"),
            (Q, "letterhead_unit", 2, "Thôn Đông"),
            (Q, "letterhead_unit", 2, "Thôn Tây"),
        ],
        counts=(2, 0, 0, 2),
        known_units=["Thôn Đông", "Thôn Tây"],
    )

    def typed(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        sheet.write_row(0, 0, ["Mã", "Năm", "Giá trị"])
        percent = book.add_format({"num_format": "0.00%"})
        day = book.add_format({"num_format": "yyyy"})
        sheet.write(1, 0, "CT04")
        sheet.write(1, 1, 2025)
        sheet.write(1, 2, 0.0875, percent)
        sheet.write(2, 0, "CT07")
        sheet.write_datetime(2, 1, datetime(2025, 12, 31), day)
        sheet.write(2, 2, 1, percent)
        sheet.write_row(3, 0, ["CT08", 2025])
        sheet.write_datetime(3, 2, datetime(2025, 3, 2), book.add_format({"num_format": "d/m"}))

    case(
        "phan-tram-va-ngay.xlsx",
        workbook(typed),
        ["2;CT04;2025;XA;actual;8.75", "3;CT07;2025;XA;actual;100"],
        [(W, "year_from_date", 3, "31/12/2025"), (E, "date_in_number", 4, "02/03/2025")],
        counts=(2, 1, 0, 1),
    )

    def errors(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        write(sheet, [["Mã", "Năm", "Tử số", "Mẫu số", "Giá trị"], ["CT04", 2025, 1, 8]])
        sheet.write_formula(1, 4, "=C2/D2*100", None, 12.5)
        write(sheet, [[]] * 2 + [["CT05", 2025]])
        sheet.write_formula(2, 4, "=C3/D3", None, "#DIV/0!")

    case(
        "o-loi.xlsx",
        workbook(errors),
        ["2;CT04;2025;XA;actual;12.5;1;8"],
        [(E, "broken_cell", 3, "#DIV/0!")],
        counts=(1, 1, 0, 1),
    )

    def names(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        write(sheet, [["Mã", "Năm", "Đơn vị báo cáo", "Giá trị"], ["CT12", 2025, "", 3]])
        sheet.write_formula(1, 2, "=X1", None, "#NAME?")
        write(sheet, [[]] * 2 + [["", 2025, "", 4], ["CT13", "", "", 5]])
        sheet.write_formula(2, 0, "=X1", None, "#N/A")
        sheet.write_formula(3, 1, "=X1", None, "#REF!")

    case(
        "o-loi-ngoai-so-lieu.xlsx",
        workbook(names),
        faults=[
            (E, "not_a_unit", 2, "#NAME?"),
            (E, "unknown_indicator", 3, "#N/A"),
            (E, "bad_year", 4, "#REF!"),
        ],
        counts=(0, 3, 0, 1),
    )
    book = openpyxl.Workbook()
    for row in (["Mã", "Năm", "Giá trị"], ["CT04", 2025, "=1+1"], ["CT12", 2025, 3]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    case(
        "cong-thuc-chua-tinh.xlsx",
        stream.getvalue(),
        ["3;CT12;2025;XA;actual;3"],
        [(E, "broken_cell", 2, "=…")],
        counts=(1, 1, 0, 1),
    )

    def merged(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        write(sheet, [["Mã", "Năm", "Đơn vị báo cáo", "Giá trị"]])
        sheet.merge_range(1, 0, 2, 0, "CT12")
        for row, unit, value in ((1, "Công an xã", 3), (2, "Phòng Kinh tế", 4)):
            sheet.write(row, 1, 2025)
            sheet.write(row, 2, unit)
            sheet.write(row, 3, value)
        sheet.merge_range(3, 3, 4, 3, 9)
        for row, code in ((3, "CT12"), (4, "CT13")):
            sheet.write_row(row, 0, [code, 2024, "Công an xã"])

    case(
        "o-gop.xlsx",
        workbook(merged),
        [
            "2;CT12;2025;CA;actual;3",
            "3;CT12;2025;PKT;actual;4",
            "4;CT12;2024;CA;actual;9",
        ],
        [(W, "rows_without_figure", None, "")],
        counts=(3, 0, 0, 2),
    )

    def far(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("A")
        write(sheet, [table[0], *([table[1]] * 500)])
        sheet.write(501, 16_383, "x")

    file_fault("cot-xa.xlsx", workbook(far), "stray_cell")
    case(
        "dinh-dang-het-trang.xlsx",
        workbook(
            lambda book: (
                write(sheet := book.add_worksheet("A"), table),
                sheet.write_blank(1_000_000, 16_000, None, book.add_format({"bold": True})),
            )[0]
        ),
        ["2;CT12;2025;XA;actual;3"],
        counts=(1, 0, 0, 1),
    )
    file_fault("dien-thoai-chu-ho.xlsx", sheets(A=by_hand.HOUSEHOLDS), "personal_data")
    file_fault("danh-sach-can-cuoc.csv", by_hand.CITIZENS, "personal_data")
    case(
        "xlsx-mang-duoi-csv.csv",
        sheets(A=table),
        ["2;CT12;2025;XA;actual;3"],
        counts=(1, 0, 0, 1),
    )
    case(
        "csv-mang-duoi-xls.xls",
        PLAIN + "CT12;2025;3\n",
        ["2;CT12;2025;XA;actual;3"],
        counts=(1, 0, 0, 1),
    )
