"""Bounded noise: whatever the bytes, the reading answers in faults and never raises."""

import io
import random
import zipfile
from collections.abc import Callable

from indicators.intake.reading import Reading

CASES = 100
Read = Callable[..., Reading]
TEXT = (
    "BÁO CÁO NĂM 2025;;\nMã;Chỉ tiêu;Năm;Đơn vị;Loại;Tử số;Mẫu số;Giá trị;ĐVT\n"
    'CT04;;2025;"Thôn ""A""";chính thức;90;400;22,5;%\nCT12;;2026;;ước;;;3;cơ sở\n'
)
ALPHABET = [";", ",", "\t", "\n", "\r", '"', "%", "0", "1.5", "CT04", "Năm 2026", "Mã", "\x00", "ế"]


def test_random_bytes_never_raise(read: Read) -> None:
    chance = random.Random(1)
    for _ in range(CASES):
        read(chance.randbytes(chance.randint(0, 3000)))


def test_a_mutated_text_file_never_raises(read: Read) -> None:
    chance = random.Random(1)
    for _ in range(CASES):
        text = list(TEXT)
        for _ in range(chance.randint(1, 30)):
            place = chance.randrange(len(text))
            text[place : place + chance.randint(0, 3)] = [chance.choice(ALPHABET)]
        read("".join(text).encode(chance.choice(["utf-8", "utf-16", "utf-16-le"])))


def test_a_mutated_workbook_never_raises(read: Read, xlsx: Callable[..., bytes]) -> None:
    chance = random.Random(1)
    for _ in range(CASES):
        rows = [["Mã", "Năm", "Giá trị"], ["CT04", 2025, 12.5], ["CT05", 2025, "60,5"]]
        with zipfile.ZipFile(io.BytesIO(xlsx(rows))) as archive:
            parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
        for _ in range(chance.randint(1, 6)):
            part = parts[chance.choice(sorted(parts))]
            place = chance.randrange(len(part))
            part[place : place + chance.randint(0, 4)] = chance.randbytes(chance.randint(0, 4))
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, bytes(content))
        read(stream.getvalue())


def test_a_damaged_archive_never_raises(read: Read, xlsx: Callable[..., bytes]) -> None:
    chance = random.Random(1)
    for _ in range(CASES):
        content = bytearray(xlsx([["Mã", "Năm", "Giá trị"], ["CT04", 2025, 12.5]]))
        for _ in range(chance.randint(1, 20)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        read(bytes(content[: chance.randint(10, len(content))]))
