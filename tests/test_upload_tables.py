"""What the upload screen says of a reading before anything is stored."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from indicators import wording
from indicators.cells import Table
from indicators.intake import Change as EntryChange
from indicators.intake import Entry, Preview, Reading
from indicators.intake.reading import RowRef
from indicators.observations import (
    Change,
    Fault,
    Kind,
    Observation,
    Option,
    Origin,
    Severity,
    Submission,
)
from indicators.plan import Plan
from indicators.upload_draft import UploadDraft
from indicators.upload_tables import (
    MOST_ROWS,
    changed_table,
    confirm_label,
    confirm_sentence,
    faults_csv,
    faults_table,
    figures_table,
    preview_head,
    preview_title,
    proposals_table,
    receipt_head,
    stored_table,
)
from tests.conftest import figure

FAULT = Fault(Severity.ERROR, "approximate", 6, "Giá trị", "khoảng 91", "Không rõ.", "Ghi số.")
WHOLE_FILE = Fault(Severity.ERROR, "other_kind", None, "", "", "Đây là tệp PDF.", "Nạp CSV.")


def cells(table: Table) -> list[dict[str, str]]:
    """The rows of a table as words by column."""
    return [
        {key: said(cell) for key, cell in row["cells"].items()}
        for group in table["groups"]
        for row in group["rows"]
    ]


def said(cell: Mapping[str, Any]) -> str:
    lines = ["".join(part["text"] for part in line["parts"]) for line in cell.get("lines", [])]
    return " / ".join(filter(None, [cell.get("title", ""), *lines]))


def reading(
    figures: Sequence[Observation] = (), faults: Sequence[Fault] = (), refused: int = 0
) -> Reading:
    return Reading(
        observations=tuple(figures),
        faults=tuple(faults),
        content_rows=len(figures) + refused,
        accepted=len(figures),
        refused=refused,
        refused_rows=tuple(RowRef("", row) for row in range(refused)),
    )


def upload(
    read: Reading | None = None,
    entries: Sequence[Entry] = (),
    undecided: int = 0,
    **others: Any,
) -> UploadDraft:
    """A draft as after reading its file."""
    draft = UploadDraft(b"x", "báo cáo.csv", 2026, **others)
    draft.reading, draft.changes = read or reading(), Preview(tuple(entries))
    question = replace(FAULT, severity=Severity.QUESTION)
    draft._questions = {
        f"câu {n}": replace(question, question=f"câu {n}") for n in range(undecided)
    }
    assert draft.undecided == undecided
    return draft


def entry(new: Observation, old: Observation | None = None) -> Entry:
    if old is None:
        return Entry(EntryChange.NEW, new, None)
    same = new.says_the_same_as(old)
    return Entry(EntryChange.UNCHANGED if same else EntryChange.CHANGED, new, old)


NEW = entry(figure())
CHANGED = entry(figure(), figure(value="1"))
SAME = entry(figure(), figure())


# The title


@pytest.mark.parametrize(
    ("read", "undecided", "title"),
    [
        (reading(), 0, "Đọc được 0 số liệu"),
        (reading([figure()] * 2), 0, "Đọc được 2 số liệu"),
        (reading([figure()]), 3, "Đọc được 1 số liệu; cần bạn trả lời 3 câu"),
        (reading([figure()], [FAULT], 2), 0, "Đọc được 1 số liệu; 2 dòng bị từ chối"),
        (
            reading([figure()], [FAULT], 2),
            1,
            "Đọc được 1 số liệu; cần bạn trả lời 1 câu; 2 dòng bị từ chối",
        ),
        (reading([], [WHOLE_FILE]), 0, "Chưa đọc được số liệu nào từ tệp này"),
        (reading([], [FAULT], 1), 0, "Chưa đọc được số liệu nào từ tệp này"),
    ],
)
def test_the_title_says_what_was_read_asked_and_refused(
    read: Reading, undecided: int, title: str
) -> None:
    assert preview_title(upload(read, undecided=undecided)) == title


def test_a_file_of_known_figures_says_that_nothing_is_new() -> None:
    known = upload(reading([figure()] * 2), [SAME, SAME])
    assert preview_title(known) == "Tệp này không có gì mới: 2 số liệu đã có sẵn"
    asked = upload(reading([figure()]), [SAME], undecided=1)
    assert preview_title(asked) == "Đọc được 1 số liệu; cần bạn trả lời 1 câu"
    changed = upload(reading([figure()] * 2), [SAME, CHANGED])
    assert preview_title(changed) == "Đọc được 2 số liệu"


def test_large_counts_are_written_as_officials_write_them() -> None:
    assert preview_title(upload(reading([figure()] * 1240, refused=2000))) == (
        "Đọc được 1.240 số liệu; 2.000 dòng bị từ chối"
    )


# The head


def test_the_head_counts_what_there_is_and_leaves_the_rest_out() -> None:
    draft = upload(reading([figure()] * 3, [FAULT], 2), [NEW, NEW, CHANGED], undecided=1)
    head = preview_head(draft)
    assert head["kicker"] == [{"text": "Nạp số liệu · bước 2/3: xem trước, chưa ghi gì"}]
    assert head["title"] == preview_title(draft)
    assert [(fact["value"], fact["caption"]) for fact in head["facts"]] == [
        ("1", "cần trả lời"),
        ("2", "dòng bị từ chối"),
        ("1", "thay đổi"),
        ("2", "mới"),
    ]
    assert preview_head(upload(reading([figure()]), [SAME]))["facts"] == [
        {"value": "1", "caption": "không đổi"}
    ]


def test_the_head_names_the_file_and_what_was_understood_of_it() -> None:
    read = replace(reading([figure()]), description=("CSV, dấu chấm phẩy", "UTF-8"))
    aside = preview_head(upload(read, [NEW]))["aside"]
    assert aside["title"] == "báo cáo.csv"
    assert aside["lines"] == [[{"text": "CSV, dấu chấm phẩy"}], [{"text": "UTF-8"}]]


def test_the_head_of_a_single_figure_names_no_file() -> None:
    aside = preview_head(upload(reading([figure()]), [NEW], reason="gõ nhầm"))["aside"]
    assert aside["title"] == wording.ORIGINS[Origin.CORRECTION]


# Faults


def test_a_fault_has_its_row_column_value_reason_and_mend() -> None:
    assert cells(faults_table([FAULT], "Bị từ chối")) == [
        {
            "row": "6",
            "column": "Giá trị",
            "seen": "“khoảng 91”",
            "why": "Không rõ. / Ghi số.",
        }
    ]


def test_a_fault_of_the_whole_file_names_no_row() -> None:
    (row,) = cells(faults_table([WHOLE_FILE], "Bị từ chối"))
    assert (row["row"], row["column"], row["seen"]) == ("cả tệp", "–", "–")


def test_a_fault_in_a_workbook_names_its_sheet() -> None:
    in_sheet = [replace(FAULT, sheet="Quý IV"), replace(WHOLE_FILE, sheet="Quý IV")]
    rows = cells(faults_table(in_sheet, "Bị từ chối"))
    assert [row["row"] for row in rows] == ["Quý IV: 6", "Quý IV: cả tệp"]


def test_only_so_many_faults_are_drawn_and_the_rest_is_counted() -> None:
    table = faults_table([FAULT] * (MOST_ROWS + 1240), "Bị từ chối")
    assert len(cells(table)) == MOST_ROWS
    assert table["notes"] == ["Còn 1.240 dòng nữa không vẽ ra ở đây."]
    assert faults_table([FAULT] * MOST_ROWS, "Bị từ chối")["notes"] == []


def test_a_question_taken_as_proposed_says_what_was_taken() -> None:
    question = replace(
        FAULT,
        severity=Severity.QUESTION,
        options=(Option("a", "Thêm đơn vị mới"), Option("b", "Là “Thôn Một”")),
        proposal="a",
    )
    (row,) = cells(proposals_table([question]))
    assert (row["why"], row["answer"]) == ("Không rõ.", "Thêm đơn vị mới")


def test_the_list_of_faults_opens_in_a_spreadsheet_and_runs_nothing_there() -> None:
    seen = replace(FAULT, seen='=HYPERLINK("http://x")', column="+Giá trị", sheet="@Quý IV")
    content = faults_csv([seen, replace(WHOLE_FILE, severity=Severity.WARNING)])
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.endswith("\r\n")
    header, first, second = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert header == ["Mức", "Trang", "Dòng", "Cột", "Trong tệp", "Vì sao", "Sửa thế nào"]
    assert first[:2] == ["Từ chối", "'@Quý IV"]
    assert first[2:5] == ["6", "'+Giá trị", '\'=HYPERLINK("http://x")']
    assert second == ["Lưu ý", "", "", "", "", "Đây là tệp PDF.", "Nạp CSV."]


# Figures


def test_a_new_figure_shows_row_subject_value_parts_and_kind(plan: Plan) -> None:
    new = figure(
        unit="PKT",
        value="8.75",
        numerator=Decimal("17.5"),
        denominator=Decimal(200),
        row=12,
    )
    (row,) = cells(figures_table(plan, [entry(new)], "Số liệu mới"))
    assert row["row"] == "12"
    assert row["indicator"] == f"{plan.indicator('CT04').short_name} / CT04"
    assert (row["year"], row["unit"]) == ("2026", "Phòng Kinh tế")
    assert (row["value"], row["parts"], row["kind"]) == ("8,75%", "17,5 / 200", "chính thức")


@pytest.mark.parametrize(
    ("new", "value"),
    [
        (figure(kind=Kind.ESTIMATE), "8,75% ước"),
        (figure("CT12", value="3"), "3 cơ sở"),
        (figure("CT02", value=None, not_applicable=True), "không phát sinh"),
        (figure(value="0"), "0%"),
        (figure(value=None, withdrawn=True), "–"),
    ],
)
def test_a_value_is_written_as_on_every_screen(plan: Plan, new: Observation, value: str) -> None:
    (row,) = cells(figures_table(plan, [entry(new)], "Số liệu mới"))
    assert row["value"] == value


def test_a_unit_that_the_plan_does_not_know_keeps_its_own_name(plan: Plan) -> None:
    (row,) = cells(figures_table(plan, [entry(figure(unit="Thôn <b>Một</b>"))], "Số liệu mới"))
    assert row["unit"] == "Thôn <b>Một</b>"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("8.75", "11.3", ("8,75%", "11,3%", "+2,6")),
        ("11.3", "8.75", ("11,3%", "8,75%", "−2,6")),
        ("11.3", None, ("11,3%", "không phát sinh", "–")),
    ],
)
def test_a_changed_figure_shows_old_new_and_difference(
    plan: Plan, old: str, new: str | None, shown: tuple[str, ...]
) -> None:
    changed = entry(figure(value=new, not_applicable=new is None), figure(value=old))
    (row,) = cells(changed_table(plan, [changed]))
    assert (row["old"], row["new"], row["difference"]) == shown
    assert row["note"] == "Số cũ vẫn được giữ trong lịch sử."


def test_a_figure_whose_note_alone_changed_says_that_the_value_stays(plan: Plan) -> None:
    (row,) = cells(changed_table(plan, [entry(figure(note="Mới"), figure())]))
    assert row["difference"] == "0,0"
    assert row["note"] == "Đổi tử số, mẫu số hoặc ghi chú; giá trị giữ nguyên."


def test_only_so_many_figures_are_drawn_and_the_rest_is_counted(plan: Plan) -> None:
    many = [entry(figure())] * (MOST_ROWS + 1)
    assert figures_table(plan, many, "Số liệu mới")["notes"] == [
        "Còn 1 dòng nữa không vẽ ra ở đây."
    ]
    changed = [entry(figure(), figure(value="1"))] * (MOST_ROWS + 1)
    assert len(cells(changed_table(plan, changed))) == MOST_ROWS


# The button


@pytest.mark.parametrize(
    ("entries", "refused", "undecided", "sentence"),
    [
        ([], 0, 0, "Không có số liệu nào để ghi."),
        ([], 2, 0, "Không có số liệu nào để ghi."),
        ([SAME], 0, 0, "Không có gì mới để ghi."),
        ([SAME], 2, 0, "Không có gì mới để ghi."),
        ([SAME], 2, 1, "Chưa ghi được: còn 1 câu chưa trả lời."),
        ([], 0, 2, "Chưa ghi được: còn 2 câu chưa trả lời."),
        ([NEW, SAME], 0, 0, "Sẽ ghi 1 số liệu: 1 mới."),
        ([NEW, NEW, CHANGED], 0, 0, "Sẽ ghi 3 số liệu: 2 mới, 1 thay đổi."),
        ([CHANGED], 2, 0, "Sẽ ghi 1 số liệu: 1 thay đổi. 2 dòng bị từ chối sẽ không ghi."),
        ([NEW], 2, 1, "Sẽ ghi 1 số liệu: 1 mới. Chưa ghi được: còn 1 câu chưa trả lời."),
        ([NEW] * 1240, 0, 0, "Sẽ ghi 1.240 số liệu: 1.240 mới."),
    ],
)
def test_the_sentence_beside_the_button_says_what_pressing_it_does(
    entries: list[Entry], refused: int, undecided: int, sentence: str
) -> None:
    draft = upload(reading(refused=refused), entries, undecided)
    assert confirm_sentence(draft) == sentence


def test_the_button_counts_what_it_would_store() -> None:
    assert confirm_label(upload(entries=[NEW, CHANGED, SAME])) == "Xác nhận ghi 2 số liệu"
    assert confirm_label(upload(entries=[NEW] * 1240)) == "Xác nhận ghi 1.240 số liệu"


# The receipt


FILED = Submission(
    7,
    "VINH-AM",
    Origin.UPLOAD,
    datetime(2026, 11, 20, 9, 5),
    "Bà Lan",
    "báo cáo.csv",
    "0123456789abcdef" * 4,
    1240,
)


def test_a_receipt_tells_number_file_person_local_time_and_check_sum() -> None:
    head = receipt_head(FILED)
    assert head["kicker"] == [{"text": "Nạp số liệu · bước 3/3: biên nhận"}]
    assert head["title"] == "Đã ghi 1.240 số liệu, lần nạp số 7"
    assert head["aside"]["title"] == "báo cáo.csv"
    assert head["aside"]["lines"] == [
        [{"text": "Bà Lan · 20/11/2026 16:05"}],
        [{"text": "Mã kiểm tra SHA-256: 0123456789abcdef…"}],
    ]


def test_the_receipt_of_a_correction_tells_its_reason() -> None:
    corrected = replace(
        FILED, origin=Origin.CORRECTION, file_name="", sha256="", reason="gõ nhầm", row_count=1
    )
    aside = receipt_head(corrected)["aside"]
    assert aside["title"] == wording.ORIGINS[Origin.CORRECTION]
    assert aside["lines"][1] == [{"text": "Lý do: gõ nhầm"}]


def test_the_receipt_shows_what_was_stored(plan: Plan) -> None:
    changes = [Change(figure(), None, True), Change(figure("CT12", value="3"), figure(), True)]
    rows = cells(stored_table(plan, changes))
    assert [row["value"] for row in rows] == ["8,75%", "3 cơ sở"]
