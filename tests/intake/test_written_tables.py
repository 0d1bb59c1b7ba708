"""A table written in any usual combination of forms reads back as the same figures."""

import io
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.intake.reading import Reading
from tests.intake.old_windows import windows_1258

Read = Callable[..., Reading]
SHARES = ("CT01", "CT04", "CT05", "CT07", "CT09")
UNITS = {"Toàn xã": "XA", "Công an xã": "CA", "Phòng Kinh tế": "PKT", "Thôn Đông": "Thôn Đông"}
YEARS = (2022, 2023, 2024, 2025)
HEADS = {
    "code": ("Mã chỉ tiêu", "MÃ CT", "ma chi tieu", "Mã  số"),
    "year": ("Năm", "Năm báo cáo", "nam"),
    "unit": ("Đơn vị báo cáo", "Tên đơn vị", "DON VI BAO CAO"),
    "top": ("Tử số", "tử  số", "Tu so"),
    "bottom": ("Mẫu số", "MẪU SỐ (cái)", "mau so"),
    "value": ("Giá trị", "Kết quả", "gia tri (%)", "Tỷ lệ"),
    "kind": ("Loại số liệu", "Loại"),
    "note": ("Ghi chú", "Thuyết minh"),
}


class Figure(NamedTuple):
    code: str
    year: int
    unit: str
    top: Decimal
    bottom: Decimal


def figures() -> st.SearchStrategy[list[Figure]]:
    numbers = st.decimals(1, 40_000, places=2)
    one = st.builds(
        lambda code, year, unit, part, rest: Figure(code, year, unit, part, part + rest),
        st.sampled_from(SHARES),
        st.sampled_from(YEARS),
        st.sampled_from(sorted(UNITS)),
        numbers,
        numbers,
    )
    return st.lists(one, min_size=1, max_size=7, unique_by=lambda f: (f.code, f.year, f.unit))


def grouped(number: Decimal, group: str, point: str) -> str:
    return f"{number:,.2f}".translate(str.maketrans({",": group, ".": point}))


STYLES: dict[str, Callable[[Decimal], str]] = {
    "8.75": str,
    "8,75": lambda number: str(number).replace(".", ","),
    "1.240,75": lambda number: grouped(number, ".", ","),
    "1,240.75": lambda number: grouped(number, ",", "."),
    "1 240,75": lambda number: grouped(number, "\u00a0", ","),
}
ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "utf-8 with two marks": lambda text: b"\xef\xbb\xbf" + text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "windows-1258": windows_1258,
    "letters in pieces": lambda text: unicodedata.normalize("NFD", text).encode(),
    "encoded twice": lambda text: text.encode().decode("latin-1").encode(),
}
ABOVE = [["ỦY BAN NHÂN DÂN XÃ VĨNH AM"], ["BÁO CÁO KẾT QUẢ CHUYỂN ĐỔI XANH"], []]
BELOW = [[], ["", "", "Vĩnh Am, ngày 05 tháng 12 năm 2026"], ["NGƯỜI LẬP BIỂU"]]
Row = list[str | Decimal | int]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Figure], list[Row]]:
    """Figures, and rows that say them: in some layout, numbers not yet written in any style."""
    said = draw(figures())
    heads = {role: draw(st.sampled_from(spellings)) for role, spellings in HEADS.items()}
    is_wide = draw(st.booleans())
    roles = ["code", "unit"] if is_wide else ["code", "year", "unit", "top", "bottom"]
    extra = draw(st.lists(st.sampled_from(["note", "kind"]), unique=True))
    order = draw(st.permutations([*roles, *([] if is_wide else extra)]))
    header: Row = [heads[role] for role in order]
    body: list[Row] = []
    if is_wide:
        for year in YEARS:
            header += [f"Tử số năm {year}", f"Năm {year} Mẫu số"]
        for code, unit in dict.fromkeys((f.code, f.unit) for f in said):
            cells: dict[str, str] = {"code": code, "unit": unit}
            row: Row = [cells[role] for role in order]
            for year in YEARS:
                own = [f for f in said if (f.code, f.unit, f.year) == (code, unit, year)]
                row += [own[0].top, own[0].bottom] if own else ["", ""]
            body.append(row)
    else:
        for figure in said:
            parts: dict[str, str | Decimal | int] = {
                **figure._asdict(),
                "note": "đã rà soát",
                "kind": "chính thức",
            }
            body.append([parts[role] for role in order])
    for place in draw(st.lists(st.integers(0, len(body)), max_size=2)):
        body.insert(place, draw(st.sampled_from([[], [""] * len(header)])))
    above = ABOVE if draw(st.booleans()) else []
    below = BELOW if draw(st.booleans()) else []
    return said, [*above, header, *body, *below]


def told(reading: Reading) -> set[tuple[object, ...]]:
    return {
        (f.indicator, f.year, f.reporting_unit, f.numerator, f.denominator)
        for f in reading.observations
    }


def meant(said: list[Figure]) -> set[tuple[object, ...]]:
    return {(f.code, f.year, UNITS[f.unit], f.top, f.bottom) for f in said}


@settings(max_examples=300)
@given(
    table=tables(),
    style=st.sampled_from(sorted(STYLES)),
    encoding=st.sampled_from(sorted(ENCODINGS)),
    delimiter=st.sampled_from(";,\t|"),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    has_sep=st.booleans(),
)
def test_any_written_text_file_reads_back(
    read: Read,
    table: tuple[list[Figure], list[Row]],
    style: str,
    encoding: str,
    delimiter: str,
    newline: str,
    has_sep: bool,
) -> None:
    said, rows = table
    lines = [f"sep={delimiter}"] if has_sep else []
    for row in rows:
        texts = [STYLES[style](c) if isinstance(c, Decimal) else str(c) for c in row]
        lines.append(delimiter.join(f'"{t}"' if delimiter in t else t for t in texts))
    content = ENCODINGS[encoding](newline.join(lines) + newline)
    reading = read(content, known_units=["Thôn Đông"])
    assert told(reading) == meant(said), reading.faults
    assert reading.errors == ()


@settings(max_examples=40)
@given(table=tables(), is_old=st.booleans(), style=st.sampled_from(["number", *sorted(STYLES)]))
def test_any_written_workbook_reads_back(
    read: Read, table: tuple[list[Figure], list[Row]], is_old: bool, style: str
) -> None:
    said, rows = table
    stream = io.BytesIO()
    book = xlwt.Workbook() if is_old else xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_sheet("Biểu 1") if is_old else book.add_worksheet("Biểu 1")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, Decimal):
                sheet.write(
                    number, column, float(cell) if style == "number" else STYLES[style](cell)
                )
            elif cell != "":
                sheet.write(number, column, cell)
    if is_old:
        book.save(stream)
    else:
        book.close()
    reading = read(stream.getvalue(), known_units=["Thôn Đông"])
    assert told(reading) == meant(said), reading.faults
    assert reading.errors == ()
