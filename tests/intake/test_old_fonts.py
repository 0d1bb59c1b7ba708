"""Vietnamese typed in old fonts or encoded twice."""

from collections.abc import Callable
from typing import Any

import pytest

from indicators.intake.fonts import font_of, repaired
from indicators.intake.reading import Reading

Read = Callable[..., Reading]
TEXT = "Mã chỉ tiêu;Năm;Đơn vị báo cáo;Giá trị\nCT12;2025;Công an xã;12\nCT12;2025;Thôn Đoài;5\n"
TCVN3 = "M· chØ tiªu;N¨m;§¬n vÞ b¸o c¸o;Gi¸ trÞ\nCT12;2025;C«ng an x·;12\nCT12;2025;Th«n §oµi;5\n"
VNI = (
    "Maõ chæ tieâu;Naêm;Ñôn vò baùo caùo;Giaù trò\nCT12;2025;Coâng an xaõ;12\n"
    "CT12;2025;Thoân Ñoaøi;5\n"
)


@pytest.mark.parametrize(("typed", "font"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_text_of_an_old_font_is_brought_back(typed: str, font: str) -> None:
    assert font_of(typed) == font
    assert repaired(typed, font) == TEXT


@pytest.mark.parametrize("text", [TEXT, "Ma;Nam", "5 m², «xanh» 20°", "Tổ quốc «toàn dân»", ""])
def test_other_text_is_left_alone(text: str) -> None:
    assert font_of(text) is None


@pytest.mark.parametrize("typed", [TCVN3, VNI])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-16", "xlsx"])
def test_a_file_in_an_old_font_is_read_with_one_warning(
    read: Read, xlsx: Callable[..., bytes], typed: str, encoding: str
) -> None:
    rows: list[list[Any]] = [line.split(";") for line in typed.splitlines()]
    for row in rows[1:]:
        row[1], row[3] = int(row[1]), int(row[3])
    reading = read(xlsx(rows) if encoding == "xlsx" else typed.encode(encoding))
    assert [(o.reporting_unit, o.value) for o in reading.observations] == [("CA", 12)]
    assert [fault.code for fault in reading.warnings] == ["wrong_font"]
    assert reading.asked == 1


def test_a_new_unit_in_an_old_font_is_asked_about_and_never_proposed(read: Read) -> None:
    (question,) = read(TCVN3.encode("latin-1")).open_questions
    assert (question.code, question.seen, question.proposal) == ("lost_unit", "Thôn Đoài", None)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_text_encoded_twice_is_undone(read: Read, encoding: str) -> None:
    raw = TEXT.encode()
    if encoding == "cp1252":
        twice = "".join(
            chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes((b,)).decode("cp1252")
            for b in raw
        )
    else:
        twice = raw.decode("latin-1")
    assert [o.reporting_unit for o in read(twice).observations] == ["CA", "Thôn Đoài"]
