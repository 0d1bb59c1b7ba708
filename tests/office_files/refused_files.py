"""Files that hold no table."""

from __future__ import annotations

from tests.office_files.writing import (
    HEAD,
    PLAIN,
    E,
    case,
    file_fault,
    sheets,
    zipped,
)


def no_tables() -> None:
    file_fault("rong.csv", b"", "empty_file")
    file_fault("chi-co-dong-trong.csv", b"\xef\xbb\xbf\r\n \r\n", "empty_file")
    file_fault("bao-cao.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "other_kind")
    file_fault(
        "trang-web.xls",
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head></head><body><table><tr>'
        "<td>Mã</td></tr></table></body></html>",
        "save_as_xlsx",
    )
    file_fault(
        "luu-tru-web.xls",
        "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\r\n<html></html>\r\n",
        "save_as_xlsx",
    )
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    file_fault("van-ban.doc", ole + "WordDocument".encode("utf-16-le") + bytes(488), "other_kind")
    file_fault("anh.jpg.xlsx", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "other_kind")
    file_fault("van-ban.docx", zipped({"word/document.xml": b"<w/>"}), "other_kind")
    file_fault("tai-do-dang.xlsx", sheets(A=[["Mã", "Năm", "Giá trị"]])[:2000], "broken_workbook")
    file_fault(
        "bom-nen.xlsx",
        zipped({"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": b" " * 320_000_000}),
        "unpacks_too_large",
    )
    file_fault("van-xuoi.txt", "Kính gửi Phòng Kinh tế,\nxã chưa có số liệu.\n", "no_header", 2)
    case(
        "chi-co-tieu-de.csv",
        HEAD,
        faults=[(E, "header_only", None, "")],
        counts=(0, 0, 0, 1),
    )
    case(
        "mau-chua-dien.csv",
        PLAIN + "CT04;2025;\nCT05;2025;…\n",
        faults=[(E, "no_figures", None, "")],
        counts=(0, 0, 0, 3),
    )
    file_fault(
        "ngoac-kep-ho.csv", 'Mã;Năm;Giá trị\nCT04;2025;"12\nCT05;2025;50\n', "unclosed_quote"
    )
