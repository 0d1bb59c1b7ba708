from collections.abc import Callable

import pytest

from indicators.intake.reading import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    "text",
    [
        "STT;Họ tên chủ hộ;CCCD;Giá trị\n1;Nguyễn Văn A;001099000001;1\n",
        "Mã;Chỉ tiêu;Năm;Giá trị;Số điện thoại\nCT09;;2025;80;0912345678\n",
        "Mã;Năm;Giá trị;Ghi chú\n" + "".join(f"CT09;2025;80;09123456{n:02}\n" for n in range(5)),
        "Mã;Năm;Giá trị;Ghi chú\n" + "".join(f"CT09;2025;80;0010990000{n:02}\n" for n in range(5)),
    ],
)
def test_a_list_of_citizens_is_refused_and_nothing_of_it_kept(read: Read, text: str) -> None:
    reading = read(text)
    assert [fault.code for fault in reading.faults] == ["personal_data"]
    assert (reading.observations, reading.content_rows, reading.faults[0].seen) == ((), 0, "")


@pytest.mark.parametrize(
    "text",
    [
        "Điện thoại: 02253881234;;\nMã;Năm;Giá trị\nCT09;2025;80\n",
        "Mã;Năm;Tử số;Mẫu số\nCT08;2025;100.000.000.000;912.345.678.901\n",
        "Mã;Năm;Giá trị;Ghi chú\nCT09;2025;80;Liên hệ 0912345678\n",
    ],
)
def test_large_amounts_and_a_single_contact_are_no_list_of_citizens(read: Read, text: str) -> None:
    assert read(text).accepted == 1


@pytest.mark.parametrize("first", [912345670, 31099000010, 38_099_000_010])
def test_numbers_of_persons_that_lost_their_zero_are_seen_in_unused_columns(
    read: Read, xlsx: Callable[..., bytes], first: int
) -> None:
    rows = [["CT12", 2020 + n, 3, first + n] for n in range(5)]
    reading = read(xlsx([["Mã", "Năm", "Giá trị", "Người lập"], *rows]))
    assert [fault.code for fault in reading.faults] == ["personal_data"]
    assert reading.content_rows == 0


def test_large_amounts_in_an_unused_column_are_no_telephone_numbers(
    read: Read, xlsx: Callable[..., bytes]
) -> None:
    rows = [["CT12", 2020 + n, 3, 912_345_670 + n] for n in range(5)]
    assert read(xlsx([["Mã", "Năm", "Giá trị", "Kinh phí (đồng)"], *rows])).accepted == 5


@pytest.mark.parametrize(
    "heading", ["Họ tên học sinh", "Họ và tên người dân", "Liên hệ", "SĐT chủ hộ", "Số CCCD/CMND"]
)
def test_a_heading_that_begins_as_one_for_persons_is_refused(read: Read, heading: str) -> None:
    reading = read(f"Mã;Năm;Giá trị;{heading}\nCT09;2025;80;x\n")
    assert [fault.code for fault in reading.faults] == ["personal_data"]
