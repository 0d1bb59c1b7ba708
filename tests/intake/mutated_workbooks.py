"""Reads mutated .xlsx and .xls files and prints, as JSON, what became of them."""

import io
import json
import random
import sys
import zipfile
from collections import Counter
from datetime import date

import xlsxwriter
import xlwt

from indicators.intake import Given
from indicators.intake.file_reader import read_strictly
from indicators.plan_folder import read_plan
from indicators.settings import ROOT

CASES = 25
ROWS = [["Mã", "Năm", "Giá trị"], ["CT04", 2025, 12.5], ["CT05", 2025, "60,5"]]
NUMBERS = [b"0", b"-1", b"65536", b"1048576", b"4294967295", b"99999999999999999999", b"XFD1048576"]


def xlsx() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("A")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.merge_range(5, 0, 6, 2, "chữ ký")
        sheet.write(8, 0, 0.5, book.add_format({"num_format": "0%"}))
        sheet.write_formula(8, 1, "=1/0", None, "#DIV/0!")
    return stream.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for number, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    sheet.write(8, 0, xlwt.Formula("1/0"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def mutated(content: bytes, chance: random.Random, most: int) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, most)):
        place = chance.randrange(len(changed))
        if chance.random() < 0.3:
            changed[place : place + chance.randint(0, 4)] = chance.choice(NUMBERS)
        else:
            changed[place] = chance.randrange(256)
    return bytes(changed)


def mutated_parts(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = mutated(parts[name], chance, 4)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randint(8, len(content))]


def main() -> None:
    import resource

    plan = read_plan(ROOT / "data" / "plan")
    chance = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    new, old = xlsx(), xls()
    contents = [
        *(mutated_parts(new, chance) for _ in range(CASES)),
        *(mutated(new, chance, 20) for _ in range(CASES // 2)),
        *(mutated(old, chance, 6) for _ in range(CASES * 2)),
        *(cut(whole, chance) for whole in (new, old) for _ in range(CASES // 5)),
    ]
    codes: Counter[str] = Counter()
    read = 0
    for content in contents:
        reading = read_strictly(content, "tệp.xlsx", Given(plan, date(2026, 11, 23)))
        if reading.accepted:
            read += 1
        else:
            codes.update(fault.code for fault in reading.errors if fault.row is None)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    megabytes = peak / (1e6 if sys.platform == "darwin" else 1e3)
    told = {
        "cases": len(contents),
        "read": read,
        "refused": len(contents) - read,
        "codes": codes,
        "megabytes": megabytes,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
