"""A table written in any usual combination of forms reads back as the same figures."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from indicators.intake.reading import Reading
from tests.intake.old_windows import windows_1258

Read = Callable[..., Reading]
Figures = Callable[[Reading], list[tuple[Any, ...]]]

ROWS = [
    ("CT04", 2024, "Toàn xã", "90", "1240.75", "7.25"),
    ("CT05", 2025, "Trường học", "1500.5", "2001", "74.99"),
    ("CT12", 2025, "Công an xã", "", "", "1250"),
]
EXPECTED = [
    ("CT04", 2024, "XA", "actual", 7.25),
    ("CT05", 2025, "TH", "actual", 74.99),
    ("CT12", 2025, "CA", "actual", 1250),
]
HEADS = [
    ("Mã chỉ tiêu", "Năm", "Đơn vị báo cáo", "Tử số", "Mẫu số", "Giá trị"),
    ("MÃ CT", "năm báo cáo", "Tên đơn vị", "tử  số", "Mẫu số (ha)", "Kết quả"),
    ("ma chi tieu", "nam", "don vi", "tu so", "mau so", "gia tri"),
]
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "windows-1258": windows_1258,
}
STYLES: dict[str, Callable[[str], str]] = {
    "8.75": str,
    "8,75": lambda text: text.replace(".", ","),
    "1.240,75": lambda text: grouped(text, ".", ","),
    "1,240.75": lambda text: grouped(text, ",", "."),
    "1 240,75": lambda text: grouped(text, "\u00a0", ","),
}


def grouped(text: str, group: str, point: str) -> str:
    if not text:
        return ""
    whole, dot, decimals = text.partition(".")
    return f"{int(whole):,}".replace(",", group) + (point + decimals if dot else "")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("style", STYLES)
def test_a_written_table_reads_back(
    read: Read, figures: Figures, encoding: str, style: str
) -> None:
    for delimiter, newline, head in itertools.product(";,\t|", ("\n", "\r\n", "\r"), HEADS):
        lines = ["BÁO CÁO KẾT QUẢ", "", delimiter.join(head)]
        for code, year, unit, *numbers in ROWS:
            cells = [code, str(year), unit, *map(STYLES[style], numbers)]
            lines.append(delimiter.join(f'"{c}"' if delimiter in c else c for c in cells))
        content = ENCODINGS[encoding](newline.join(lines) + newline)
        reading = read(content)
        assert figures(reading) == EXPECTED, (delimiter, newline, head, reading.faults)
        assert reading.content_rows == 5


@pytest.mark.parametrize("head", HEADS)
def test_a_written_workbook_reads_back(
    read: Read, figures: Figures, xlsx: Callable[..., bytes], head: tuple[str, ...]
) -> None:
    rows = [
        [code, year, unit, *(float(n) if n else "" for n in numbers)]
        for code, year, unit, *numbers in ROWS
    ]
    assert figures(read(xlsx([["BÁO CÁO"], [], head, *rows]))) == EXPECTED
