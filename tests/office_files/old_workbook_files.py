"""Workbooks of Excel 97 (.xls)."""

from __future__ import annotations

from datetime import datetime

import xlwt

from tests.office_files.writing import (
    E,
    W,
    case,
    old_workbook,
    write,
)


def old_workbooks() -> None:
    def typed(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("Biểu 1")
        percent = xlwt.easyxf(num_format_str="0.00%")
        quoted = xlwt.easyxf(num_format_str='0.0" %"')
        day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
        write(sheet, [["Mã chỉ tiêu", "Năm", "Đơn vị báo cáo", "Giá trị"]])
        for row, code in enumerate(("CT04", "CT07", "CT05", "CT12"), start=1):
            sheet.write(row, 0, code)
        sheet.write(1, 1, 2025)
        sheet.write(1, 3, 0.0875, percent)
        sheet.write(2, 1, datetime(2025, 12, 31), day)
        sheet.write(2, 3, 1.0, percent)
        sheet.write(3, 1, 2025)
        sheet.write(3, 3, 60.5, quoted)
        sheet.write(4, 1, 2025)
        sheet.write(4, 2, "Công an xã")
        sheet.write(4, 3, 3)
        hidden = book.add_sheet("Ẩn")
        hidden.visibility = 1
        hidden.write(0, 0, "nháp")

    case(
        "excel-97.xls",
        old_workbook(typed),
        [
            "2;CT04;2025;XA;actual;8.75",
            "3;CT07;2025;XA;actual;100",
            "4;CT05;2025;XA;actual;60.5",
            "5;CT12;2025;CA;actual;3",
        ],
        [(W, "hidden_sheets", None, ""), (W, "year_from_date", 3, "31/12/2025")],
        counts=(4, 0, 0, 1),
    )

    def errors(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("A")
        write(sheet, [["Mã", "Năm", "Giá trị"]])
        for row, code in enumerate(("CT04", "CT05", "CT12"), start=1):
            sheet.write(row, 0, code)
            sheet.write(row, 1, 2025)
        sheet.row(1).set_cell_error(2, "#DIV/0!")
        sheet.write(2, 2, xlwt.Formula("1+1"))
        sheet.write(3, 2, 3)

    case(
        "excel-97-o-loi.xls",
        old_workbook(errors),
        ["4;CT12;2025;XA;actual;3"],
        [(E, "broken_cell", 2, "#DIV/0!"), (E, "broken_cell", 3, "=…")],
        counts=(1, 2, 0, 1),
    )

    def merged(book: xlwt.Workbook) -> None:
        sheet = book.add_sheet("Biểu 01")
        sheet.write_merge(0, 0, 0, 3, "BIỂU TỔNG HỢP")
        sheet.write_merge(1, 2, 0, 0, "Mã")
        sheet.write_merge(1, 2, 1, 1, "Chỉ tiêu")
        sheet.write_merge(1, 1, 2, 3, "Kết quả thực hiện")
        sheet.write(2, 2, "Năm 2024")
        sheet.write(2, 3, "Năm 2025")
        sheet.write(3, 0, "CT04")
        sheet.write(3, 2, 12)
        sheet.write(3, 3, 12.5)

    case(
        "excel-97-tieu-de-hai-tang.xls",
        old_workbook(merged),
        ["4;CT04;2024;XA;actual;12", "4;CT04;2025;XA;actual;12.5"],
        counts=(1, 0, 0, 3),
    )
