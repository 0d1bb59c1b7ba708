import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from indicators.intake.reading import Reading
from indicators.plan import Plan
from indicators.settings import ROOT
from indicators.store import Store
from indicators.upload_draft import Known, UploadDraft

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


@pytest.mark.parametrize(
    "text",
    [
        "Mã;Năm;Giá trị;Ghi chú\n"
        + "".join(f"CT09;2025;80;Bà Trần Thị B, CCCD 00109900001{n}\n" for n in range(3)),
        "Mã;Năm;Giá trị;Ghi chú\n" + "".join(f"CT09;2025;80;0912 345 67{n}\n" for n in range(3)),
        "STT;Hộ;Năm sinh;Thôn\n1;Nguyễn Văn A;1960;Thôn Đông\n",
    ],
)
def test_numbers_of_persons_in_a_sentence_are_seen_too(read: Read, text: str) -> None:
    assert [fault.code for fault in read(text).faults] == ["personal_data"]


@pytest.mark.parametrize("name", ["danh-sach-can-cuoc.csv", "dien-thoai-chu-ho.xlsx"])
def test_nothing_of_a_list_of_citizens_is_kept_anywhere(
    plan: Plan, store: Store, name: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    content = (ROOT / "tests" / "office_files" / name).read_bytes()
    known = Known(store.version, store.current_by_key())
    draft = UploadDraft(content, name, 2025)
    with caplog.at_level(logging.DEBUG):
        draft.look(plan, date(2026, 11, 23), known)
    assert [fault.code for fault in draft.reading.faults] == ["personal_data"]
    assert (draft.changes.to_store, draft.questions, draft.reading.description) == ((), (), ())
    kept = [caplog.text, repr(draft.reading), repr(draft.changes)]
    for path in tmp_path.rglob("*"):
        kept.append(path.read_bytes().decode("latin-1") if path.is_file() else "")
    for secret in ("0310900000", "09120000", "Nguyễn"):
        assert not any(secret in text for text in kept)
    assert store.submissions() == {}
