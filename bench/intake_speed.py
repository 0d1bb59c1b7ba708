"""How long reading a large CSV or XLSX takes, and how much memory: seconds, rows/s, peak MB.

Run from the top folder: python bench/intake_speed.py [rows] [csv|xlsx]
"""

from __future__ import annotations

import io
import random
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import xlsxwriter

from indicators.intake.preview import compare
from indicators.intake.reading import read_file
from indicators.plan import Plan
from indicators.plan_folder import read_plan

HEADINGS = [
    *("Mã chỉ tiêu", "Chỉ tiêu", "Năm", "Đơn vị báo cáo", "Loại số liệu"),
    *("Tử số", "Mẫu số", "Giá trị", "Đơn vị tính", "Nguồn", "Ghi chú"),
]


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
    return made


def as_csv(rows: list[list[str]]) -> bytes:
    return "\r\n".join(";".join(row) for row in [HEADINGS, *rows]).encode("utf-8-sig")


def as_xlsx(rows: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Số liệu")
        sheet.write_row(0, 0, HEADINGS)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                if column in (2, 5, 6, 7):
                    sheet.write_number(number, column, float(text.replace(",", ".")))
                elif text:
                    sheet.write_string(number, column, text)
    return stream.getvalue()


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    form = sys.argv[2] if len(sys.argv) > 2 else "csv"
    plan = read_plan(Path(__file__).resolve().parent.parent / "data" / "plan")
    content = as_csv(table(plan, rows)) if form == "csv" else as_xlsx(table(plan, rows))
    started = time.perf_counter()
    reading = read_file(content, f"lớn.{form}", plan=plan, today=date(2026, 11, 23))
    read = time.perf_counter() - started
    preview = compare(reading.observations, {})
    compared = time.perf_counter() - started - read
    print(f"{form}: {rows} rows, {len(content) / 1e6:.1f} MB")
    print(f"read_file  {read:6.2f} s  {rows / read:10,.0f} rows/s")
    print(f"compare    {compared:6.2f} s")
    print(f"observations {len(reading.observations)}, faults {len(reading.faults)}")
    print(f"new {len(preview.new)}, refused rows {reading.refused}")
    print(f"peak memory {peak_megabytes():.0f} MB (with making the file)")


def peak_megabytes() -> float:
    try:
        import resource
    except ImportError:  # Windows has no such module.
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


if __name__ == "__main__":
    main()
