"""How long reading a large CSV or XLSX takes, and how much memory: seconds, rows/s, peak MB.

Run from the top folder: python bench/intake_speed.py [rows] [csv|xlsx]. Up to 60,000 rows have all
columns of the template; more rows have only those that are needed, so that 200,000 of them stay
below the 10 MB that an upload may have. The file is made in a process of its own, so that the
memory measured is that of reading.
"""

from __future__ import annotations

import io
import os
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import xlsxwriter

from indicators.intake import Given, read_file
from indicators.intake.preview import compare
from indicators.plan import Plan
from indicators.plan_folder import read_plan

HEADINGS = [
    *("Mã chỉ tiêu", "Chỉ tiêu", "Năm", "Đơn vị báo cáo", "Loại số liệu"),
    *("Tử số", "Mẫu số", "Giá trị", "Đơn vị tính", "Nguồn", "Ghi chú"),
]
NEEDED = (0, 2, 3, 5, 6, 7)
NUMBERS = {"Năm", "Tử số", "Mẫu số", "Giá trị"}
MOST_FULL_ROWS = 60_000


def table(plan: Plan, rows: int) -> list[list[str]]:
    chance = random.Random(7)
    shares = [indicator for indicator in plan.indicators if indicator.is_share]
    per_unit = len(shares) * 10
    made = []
    for number in range(rows):
        indicator = shares[number % len(shares)]
        year = 2016 + number // len(shares) % 10
        unit = f"Thôn Thử {number // per_unit + 1}"
        bottom = chance.randint(10_000, 99_999)
        top = bottom * (year - 2010) // 20 + chance.randint(0, 500)
        value = f"{100 * top / bottom:.2f}".replace(".", ",")
        about = [indicator.code, indicator.short_name, str(year), unit, "chính thức"]
        made.append([*about, str(top), str(bottom), value, "%", "Báo cáo thôn", ""])
    if rows > MOST_FULL_ROWS:
        return [[row[column] for column in NEEDED] for row in (HEADINGS, *made)]
    return [HEADINGS, *made]


def as_csv(rows: list[list[str]]) -> bytes:
    return "\r\n".join(";".join(row) for row in rows).encode("utf-8-sig")


def as_xlsx(rows: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Số liệu")
        sheet.write_row(0, 0, rows[0])
        for number, row in enumerate(rows[1:], start=1):
            for column, text in enumerate(row):
                if rows[0][column] in NUMBERS:
                    sheet.write_number(number, column, float(text.replace(",", ".")))
                elif text:
                    sheet.write_string(number, column, text)
    return stream.getvalue()


def written(plan: Plan, rows: int, form: str) -> bytes:
    made = table(plan, rows)
    return as_csv(made) if form == "csv" else as_xlsx(made)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    form = sys.argv[2] if len(sys.argv) > 2 else "csv"
    plan = read_plan(Path(__file__).resolve().parent.parent / "data" / "plan")
    with ProcessPoolExecutor(1) as other:
        content = other.submit(written, plan, rows, form).result()
    started, used = time.perf_counter(), processor_seconds()
    reading = read_file(content, f"lớn.{form}", Given(plan, date(2026, 11, 23)))
    read, used = time.perf_counter() - started, processor_seconds() - used
    preview = compare(reading.observations, {})
    compared = time.perf_counter() - started - read
    print(f"{form}: {rows} rows, {len(content) / 1e6:.1f} MB")
    print(f"read_file  {read:6.2f} s  {used:6.2f} s of processor  {rows / read:10,.0f} rows/s")
    print(f"compare    {compared:6.2f} s")
    print(f"observations {len(reading.observations)}, faults {len(reading.faults)}")
    print(f"new {len(preview.new)}, refused rows {reading.refused}")
    own, child = peak_megabytes()
    print(f"peak memory {own:.0f} MB, processes of its own {child:.0f} MB (with making the file)")


def processor_seconds() -> float:
    """Of this process and of those it has waited for."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def peak_megabytes() -> tuple[float, float]:
    """Of this process and of the largest of its children."""
    try:
        import resource
    except ImportError:  # Windows has no such module.
        return float("nan"), float("nan")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    own, child = (
        resource.getrusage(whose).ru_maxrss / unit
        for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own, child


if __name__ == "__main__":
    main()
