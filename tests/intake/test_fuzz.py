"""Bounded noise: whatever the bytes, the reading answers in faults, soon and in little memory."""

import json
import random
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.intake.reading import Reading
from indicators.settings import ROOT

CASES = 100
MOST_MEGABYTES = 300
Read = Callable[..., Reading]
TEXT = (
    "BÁO CÁO NĂM 2025;;\nMã;Chỉ tiêu;Năm;Đơn vị;Loại;Tử số;Mẫu số;Giá trị;ĐVT\n"
    'CT04;;2025;"Thôn ""A""";chính thức;90;400;22,5;%\nCT12;;2026;;ước;;;3;cơ sở\n'
)
ALPHABET = [";", ",", "\t", "\n", "\r", '"', "%", "0", "1.5", "CT04", "Năm 2026", "Mã", "\x00", "ế"]


@settings(max_examples=CASES)
@given(content=st.binary(max_size=3_000))
def test_random_bytes_never_raise(read: Read, content: bytes) -> None:
    reading = read(content)
    assert reading.accepted == 0 or reading.observations


@settings(max_examples=CASES)
@given(
    text=st.lists(st.sampled_from(ALPHABET) | st.text(max_size=3), max_size=200).map("".join),
    place=st.integers(0, len(TEXT)),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
)
def test_a_table_with_noise_in_it_never_raises(
    read: Read, text: str, place: int, encoding: str
) -> None:
    read((TEXT[:place] + text + TEXT[place:]).encode(encoding, "replace"))


def test_a_mutated_text_file_never_raises(read: Read) -> None:
    chance = random.Random(1)
    for _ in range(CASES):
        text = list(TEXT)
        for _ in range(chance.randint(1, 30)):
            place = chance.randrange(len(text))
            text[place : place + chance.randint(0, 3)] = [chance.choice(ALPHABET)]
        read("".join(text).encode(chance.choice(["utf-8", "utf-16", "utf-16-le"])))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no peak of a process's memory")
def test_mutated_workbooks_are_read_or_refused_in_little_memory() -> None:
    """In a process of its own, whose reading processes are nobody else's."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.intake.mutated_workbooks"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["read"] > 0
    assert told["refused"] > 0
    assert told["read"] + told["refused"] == told["cases"]
    assert told["megabytes"] < MOST_MEGABYTES
    assert set(told["codes"]) <= {
        *("broken_workbook", "other_kind", "password_protected", "stray_cell", "save_as_xlsx"),
        *("unpacks_too_large", "empty_file", "no_header", "no_figures", "not_a_table"),
        *("workbook_too_heavy", "header_only"),
    }


@pytest.mark.parametrize(
    "line",
    ["1" * 300_000, '"' * 300_000, "," * 900_000, "ế" * 300_000, "0,5;" * 200_000, "\n" * 900_000],
)
def test_a_megabyte_of_one_thing_is_no_trouble(read: Read, line: str) -> None:
    assert read(f"Mã;Năm;Giá trị\nCT04;2025;12,5\n{line}\n").accepted <= 1
