"""What the upload screen says of a reading before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from indicators import wording
from indicators.cells import Table
from indicators.corrections import CellRef, Correction, as_answers
from indicators.intake import Change as EntryChange
from indicators.intake import Entry, Preview, Reading
from indicators.intake.reading import RowRef
from indicators.observations import (
    Change,
    Fault,
    Kind,
    Observation,
    Origin,
    Severity,
    Submission,
)
from indicators.plan import Plan
from indicators.upload_draft import UploadDraft, cell_of
from indicators.upload_tables import (
    changed_table,
    chips,
    confirm_sentence,
    faults_table,
    figures_table,
    has_nothing_new,
    is_unreadable,
    notes_by_row,
    preview_head,
    preview_title,
    receipt_head,
    stored_before,
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
    lines = [
        "".join(part["text"] for part in line["parts"])
        for line in cell.get("lines", [])
        if line.get("sizes") != ["narrow"]  # what folds under another column there
    ]
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


MENDABLE = replace(reading([], [FAULT], 1), cells={("", 6): {"Giá trị": "khoảng 91"}})


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
        (MENDABLE, 0, "Đọc được 0 số liệu; 1 dòng bị từ chối"),
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


def test_every_part_that_holds_something_is_counted() -> None:
    draft = upload(reading([figure()] * 3, [FAULT], 2), [NEW, NEW, CHANGED], undecided=1)
    draft._refusals = {(cell_of(FAULT), FAULT.code): FAULT}
    assert preview_head(draft)["kicker"] == [
        {"text": "Nạp số liệu · bước 2/3: xem trước, chưa ghi gì"}
    ]
    assert preview_head(draft)["title"] == preview_title(draft)
    assert list(chips(draft).values()) == [
        (1, "Cần trả lời"),
        (2, "Bị từ chối"),
        (1, "Thay đổi"),
        (2, "Mới"),
    ]
    assert chips(upload(reading([figure()]), [SAME])) == {"Không đổi": (1, "Không đổi")}


def test_what_was_settled_is_counted_as_settled() -> None:
    draft = upload(reading([figure()]), [NEW], undecided=2)
    for question in draft.questions:
        draft.answers[question.question] = "a"
    draft._refusals = {(cell_of(FAULT), FAULT.code): FAULT}
    assert list(chips(draft).values()) == [(2, "Đã trả lời"), (1, "Đã sửa"), (1, "Mới")]


def test_a_file_is_unreadable_only_where_nothing_of_it_can_be_used_or_mended() -> None:
    assert is_unreadable(upload(reading([], [WHOLE_FILE])))
    mendable = replace(reading([], [FAULT], 1), cells={("", 6): {"Giá trị": "khoảng 91"}})
    assert not is_unreadable(upload(mendable))
    assert not is_unreadable(upload(reading([figure()], [FAULT], 1), [NEW]))


def test_nothing_is_new_only_where_nothing_is_left_to_settle() -> None:
    assert has_nothing_new(upload(reading([figure()]), [SAME]))
    assert not has_nothing_new(upload(reading([figure()], [FAULT], 1), [SAME]))
    assert not has_nothing_new(upload(reading([figure()]), [SAME], undecided=1))
    assert not has_nothing_new(upload(reading([figure()] * 2), [SAME, NEW]))


def test_the_submission_that_brought_the_figures_before_is_found() -> None:
    old = figure(submission=7)
    draft = upload(reading([figure()]), [entry(figure(), old)])
    assert stored_before(draft, {7: FILED}) is FILED
    assert stored_before(upload(reading([figure()]), [NEW]), {7: FILED}) is None


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
    rows = cells(stored_table(plan, changes, 2))
    assert [row["value"] for row in rows] == ["8,75%", "3 cơ sở"]


def test_a_long_receipt_says_where_the_rest_is(plan: Plan) -> None:
    shown = stored_table(plan, [Change(figure(), None, True)], 1241)
    assert shown["notes"] == ["Còn 1.240 số liệu nữa: xem đủ trong Lịch sử."]


def test_a_receipt_counts_what_was_mended() -> None:
    fixed = Correction(CellRef("", 6, "Giá trị"), "khoảng 91", "91")
    aside = receipt_head(replace(FILED, answers=as_answers([fixed])))["aside"]
    assert aside["lines"][-1] == [{"text": "Đã sửa khi nạp: 1 chỗ; tệp gốc giữ nguyên"}]


# What is noted of a row


JUMPED = Fault(Severity.WARNING, "jump", 6, "Giá trị", "", "Đổi hơn 20 điểm %.", "Xem lại.")


def test_a_warning_about_a_row_stands_beside_its_figure(plan: Plan) -> None:
    draft = upload(reading([figure(row=6)], [JUMPED, replace(JUMPED, row=None)]))
    notes = notes_by_row(draft)
    (new,) = cells(figures_table(plan, [entry(figure(row=6))], "Số liệu mới", notes))
    assert new["indicator"].endswith(" / CT04 / ! Đổi hơn 20 điểm %.")
    (changed,) = cells(changed_table(plan, [entry(figure(row=6), figure(value="1"))], notes))
    assert changed["note"] == "! Đổi hơn 20 điểm %."


def test_a_changed_figure_says_who_brought_the_old_one_and_when(plan: Plan) -> None:
    changed = entry(figure(), figure(value="1", submission=7))
    (row,) = cells(changed_table(plan, [changed], {}, {7: FILED}))
    assert row["note"] == "Sửa số đã nạp 20/11/2026 (Bà Lan); số cũ vẫn được giữ."


def test_a_row_names_its_sheet_only_where_the_number_alone_does_not_do(plan: Plan) -> None:
    entries = [entry(figure(row=6, sheet="Biểu 2"))]
    (named,) = cells(figures_table(plan, entries, "Số liệu mới"))
    (bare,) = cells(figures_table(plan, entries, "Số liệu mới", with_sheet=False))
    assert (named["row"], bare["row"]) == ("6 / Biểu 2", "6")
