"""A single figure typed on the screen, as a file of one row: the same reading, the same checks."""

from __future__ import annotations

import csv
import io

from indicators.intake.cells import escaped

FILE_NAME = "sua-mot-so-lieu.csv"
_HEADINGS = (
    "Mã chỉ tiêu",
    "Năm",
    "Đơn vị báo cáo",
    "Loại số liệu",
    "Tử số",
    "Mẫu số",
    "Giá trị",
    "Ghi chú",
)


def as_file(
    code: str,
    year: int,
    unit: str,
    kind: str,
    *,
    numerator: str = "",
    denominator: str = "",
    value: str = "",
    note: str = "",
) -> bytes:
    """The figure as CSV with a heading row; every argument as a person would type it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    writer.writerow([code, year, escaped(unit), kind, numerator, denominator, value, escaped(note)])
    return stream.getvalue().encode("utf-8-sig")
