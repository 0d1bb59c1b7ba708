"""Writing an office file and, beside it, what reading it must give."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

HERE = Path(__file__).parent
Fault = tuple[str, str, int | None, str]
E, W, Q = "error", "warning", "question"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
HEAD = "Mã chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Tử số;Mẫu số;Giá trị;Đơn vị tính;Ghi chú\n"
PLAIN = "Mã chỉ tiêu;Năm;Giá trị\n"
COUNTS = "Mã chỉ tiêu;Năm;Đơn vị báo cáo;Giá trị\n"
VIETGAP = "Diện tích trồng trọt VietGAP, hữu cơ, Halal"
FISH = "Diện tích thủy sản thâm canh, bán thâm canh, công nghệ cao"
WASTE = "Chất thải rắn sinh hoạt được thu gom, xử lý"


def case(
    name: str,
    content: str | bytes,
    rows: Sequence[str] = (),
    faults: Sequence[Fault] = (),
    *,
    counts: tuple[int, int, int, int],
    **asked: Any,
) -> None:
    """`counts` are the rows accepted, refused, asked and without data; `asked` goes to the reading.

    A file that is refused as a whole before its rows are looked at has none of any.
    """
    raw = content.encode() if isinstance(content, str) else content
    (HERE / name).write_bytes(raw)
    expected = {
        "asked_of_the_reading": asked,
        "rows": list(rows),
        "faults": [list(fault) for fault in faults],
        "counts": dict(zip(("accepted", "refused", "asked", "non_data"), counts, strict=True)),
    }
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (HERE / f"{name}.expected.json").write_text(text + "\n", encoding="utf-8")


def file_fault(name: str, content: str | bytes, code: str, refused: int = 0) -> None:
    """A file that gives nothing but one sentence."""
    case(name, content, faults=[(E, code, None, "")], counts=(0, refused, 0, 0))


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 11, 1)})
        fill(book)
    return stream.getvalue()


def sheets(**of: Sequence[Sequence[Any]]) -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        for name, rows in of.items():
            write(book.add_worksheet(name.replace("_", " ")), rows)

    return workbook(fill)


def write(sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell != "":
                sheet.write(number, column, cell)


def old_workbook(fill: Callable[[xlwt.Workbook], None]) -> bytes:
    book = xlwt.Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), content, 8)
    return stream.getvalue()
