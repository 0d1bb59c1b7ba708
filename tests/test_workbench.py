"""The preview of an upload as people work in it: parts, answers, mended cells, what is kept."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from indicators import upload_words, workbench
from indicators.mends import take_edits
from indicators.upload_draft import UploadDraft
from tests import test_pages
from tests.test_pages import Screen, answers, confirm, hand_in, hand_in_rows, press_confirm, words

place, database = test_pages.place, test_pages.database
browser, start = test_pages.browser, test_pages.start
Start = Callable[[str], Screen]
ROUGH = (
    "CT04;2026;;chính thức;khoảng 12",
    "CT99;2026;;chính thức;5",
    "CT08;2026;;chính thức;13,1",
    "CT12;2026;Thôn Mẫu Một;chính thức;3",
)


def edit(page: Screen, row: int, act: str, text: str = "", column: str = "Giá trị") -> None:
    """Does in the mending component what a person does there, and runs the screen."""
    draft: UploadDraft = page.app.session_state["draft"]
    name = json.dumps(["", row, column], ensure_ascii=False)
    take_edits(draft, [{"n": draft.last_edit + 1, "id": name, "act": act, "text": text}])
    page.app.run()
    assert not page.app.exception


def mends(page: Screen) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of the mending component, by row and column."""
    return {(row["row"], row["column"]): row for row in page.mending["rows"]}


@pytest.fixture
def page(start: Start) -> Screen:
    """A preview with two refusals, a question, an unchanged and no good figure yet."""
    found = start("real").open("upload")
    hand_in_rows(found, *ROUGH)
    return found


# The parts


def test_questions_and_refusals_stand_before_the_good_rows(page: Screen) -> None:
    assert page.parts == ["Đã trả lời · 1", "Bị từ chối · 2", "Mới · 1"]
    assert page.head["title"] == "Đọc được 2 số liệu; 2 dòng bị từ chối"
    assert "Không đổi · 1: xem" in page.buttons


def test_a_count_filters_and_all_shows_everything_again(page: Screen) -> None:
    page.filter.set_value(upload_words.REFUSED).run()
    assert page.parts == ["Bị từ chối · 2"]
    page.filter.set_value(upload_words.UNCHANGED).run()
    assert "13,1%" in page.table("Số liệu không đổi")
    page.filter.set_value(upload_words.ALL).run()
    assert len(page.parts) == 3


def test_a_part_that_became_empty_gives_way_to_all(page: Screen) -> None:
    page.filter.set_value(upload_words.NEW).run()
    answers_shown = page.parts
    assert answers_shown == ["Mới · 1"]
    draft: UploadDraft = page.app.session_state["draft"]
    draft.leave_out("", 5)
    page.app.run()
    assert not page.app.exception
    assert "Bị từ chối · 2" in page.parts


def test_only_the_first_rows_stand_among_the_others_and_all_on_pages_of_their_own(
    start: Start,
) -> None:
    page = start("empty").open("upload")
    hand_in_rows(page, *(f"CT04;2025;Thôn {n};chính thức;{n % 90 + 1},5" for n in range(120)))
    rows = page.tables["Số liệu mới"]["groups"][0]["rows"]
    assert len(rows) == 8
    page.button("Xem cả 120 dòng mới").click().run()
    assert len(page.tables["Số liệu mới"]["groups"][0]["rows"]) == 50
    assert "1–50 / 120" in page.text
    (pager,) = page.app.get("pagination")
    assert pager.proto.num_pages == 3


# Mending


def test_a_refused_cell_says_column_value_reason_and_mend_and_has_an_input(page: Screen) -> None:
    row = mends(page)["2", "Giá trị"]
    assert (row["seen"], row["why"], row["mend"]) == (
        "“khoảng 12”",
        "“khoảng 12” không phải một con số cụ thể.",
        "Hãy ghi đúng một con số.",
    )
    assert row["types"]
    assert row["text"] == ""


def test_a_mended_cell_is_read_at_once_and_its_row_counts(page: Screen) -> None:
    edit(page, 2, "text", "12,5")
    row = mends(page)["2", "Giá trị"]
    assert (row["says"], row["text"], row["seen"]) == ("✓ đọc được", "12,5", "“khoảng 12”")
    changed = page.table("Số liệu thay đổi")
    assert "11,3%" in changed
    assert "12,5%" in changed
    assert page.head["title"] == "Đọc được 3 số liệu; 1 dòng bị từ chối"


def test_a_cell_mended_badly_says_why_anew(page: Screen) -> None:
    edit(page, 2, "text", "112,5")
    row = mends(page)["2", "Giá trị"]
    assert row["says"] == "✕ vẫn chưa được"
    assert "nằm ngoài khoảng" in row["why"]
    assert row["seen"] == "“khoảng 12”", "what the file says"
    assert not [key for key in page.tables if key == "Số liệu thay đổi"]


def test_an_emptied_input_reads_the_cell_as_the_file_has_it(page: Screen) -> None:
    edit(page, 2, "text", "12,5")
    edit(page, 2, "text", " ")
    assert mends(page)["2", "Giá trị"]["says"] == ""
    assert page.head["title"] == "Đọc được 2 số liệu; 2 dòng bị từ chối"


def test_an_unknown_code_has_its_suggestion_one_press_away(page: Screen) -> None:
    row = mends(page)["3", "Mã chỉ tiêu"]
    assert [option["value"] for option in row["options"]] == ["CT09"]
    edit(page, 3, "text", "CT09", "Mã chỉ tiêu")
    assert mends(page)["3", "Mã chỉ tiêu"]["says"] == "✓ đọc được"


def test_a_mended_cell_whose_row_has_another_fault_says_so(start: Start) -> None:
    page = start("empty").open("upload")
    hand_in_rows(page, "CT99;2026;;hình như;5")
    edit(page, 2, "text", "CT09", "Mã chỉ tiêu")
    assert mends(page)["2", "Mã chỉ tiêu"]["says"] == "✓ ô này đọc được; dòng còn chỗ phải sửa"
    assert [o["value"] for o in mends(page)["2", "Loại số liệu"]["options"]] == [
        "chính thức",
        "ước thực hiện",
        "kế hoạch",
    ]


def test_a_mended_cell_that_raises_a_question_waits_for_its_answer(page: Screen) -> None:
    edit(page, 2, "text", "0,5")
    assert mends(page)["2", "Giá trị"]["says"] == "✓ đọc được, chờ trả lời câu hỏi"
    assert "Cần trả lời · 1" in page.parts
    assert page.app.button(key="confirm").disabled


def test_a_row_left_out_can_be_taken_in_again(page: Screen) -> None:
    edit(page, 2, "leave")
    row = mends(page)["2", "Giá trị"]
    assert (row["says"], row["types"]) == ("Đã bỏ dòng này, không ghi", False)
    assert page.head["title"] == "Đọc được 2 số liệu; 1 dòng bị từ chối"
    edit(page, 2, "back")
    assert page.head["title"] == "Đọc được 2 số liệu; 2 dòng bị từ chối"


def test_cells_that_say_the_same_are_mended_together(start: Start) -> None:
    page = start("empty").open("upload")
    hand_in_rows(page, *(f"CT99;2025;Thôn {n};chính thức;{n},5" for n in range(2, 6)))
    edit(page, 3, "text", "CT09", "Mã chỉ tiêu")
    offered = mends(page)["3", "Mã chỉ tiêu"]["alike"]
    assert offered == "Sửa cả 3 ô “CT99” còn lại"
    edit(page, 3, "alike", column="Mã chỉ tiêu")
    assert {row["says"] for row in mends(page).values()} == {"✓ đọc được"}
    assert "Đã sửa · 4" in page.parts


def test_the_whole_row_opens_with_every_cell(start: Start) -> None:
    page = start("empty").open("upload")
    hand_in(
        page,
        "Mã chỉ tiêu;Năm;Loại số liệu;Tử số;Mẫu số\nCT04;2026;chính thức;217;200\n",
    )
    edit(page, 2, "open", column="Tử số")
    assert "Tử số 217 lớn hơn mẫu số 200" in page.text.replace("\\", "")
    assert page.field("Mẫu số").value == "200"
    page.field("Mẫu số").set_value("2000")
    page.button("Kiểm tra lại").click().run()
    assert not page.app.exception
    assert mends(page)["2", "Tử số"]["says"] == "✓ đọc được"
    assert "10,85%" in page.table("Số liệu mới")


@pytest.mark.parametrize("name", ["", "[]", '["", 2]', '["", "hai", "Giá trị"]', "null", "{}"])
def test_what_no_component_of_ours_would_tell_is_ignored(page: Screen, name: str) -> None:
    draft: UploadDraft = page.app.session_state["draft"]
    take_edits(draft, [{"n": 1, "id": name, "act": "text", "text": "5"}, {"id": name}, {"n": "x"}])
    assert draft.corrections == {}


def test_an_edit_told_twice_is_taken_once(page: Screen) -> None:
    draft: UploadDraft = page.app.session_state["draft"]
    told = {"n": 5, "id": '["", 2, "Giá trị"]', "act": "text", "text": "12,5"}
    take_edits(draft, [told])
    take_edits(draft, [{**told, "n": 6, "text": ""}])
    take_edits(draft, [told])
    assert draft.corrections == {}


# What is kept of it


def test_what_was_mended_is_kept_in_the_history_and_beside_the_figure(page: Screen) -> None:
    edit(page, 2, "text", "12,5")
    edit(page, 3, "leave", column="Mã chỉ tiêu")
    confirm(page)
    assert "Đã sửa khi nạp: 2 chỗ; tệp gốc giữ nguyên" in words(page.head["aside"])

    page.open("history", lan="2")
    told = page.table("Ô đã sửa khi nạp")
    for said in ("Giá trị", "“khoảng 12”", "“12,5”", "cả dòng", "bỏ, không ghi"):
        assert said in told
    years = page.open("indicator", ma="CT04").table("Số liệu toàn xã của CT04")
    assert "khi nạp đã sửa cột Giá trị: “khoảng 12” → “12,5”" in years


def test_a_submission_without_mended_cells_says_nothing_of_them(start: Start) -> None:
    page = start("real").open("history", lan="1")
    assert "Ô đã sửa khi nạp" not in page.tables


# Questions of one kind


def test_many_questions_of_a_kind_are_answered_with_one_press(start: Start) -> None:
    page = start("empty").open("upload")
    hand_in_rows(page, *(f"CTO{n};2025;;chính thức;{n * 10},5" for n in range(2, 8)))
    assert [answer.value for answer in answers(page)] == [f"CT0{n}" for n in range(2, 8)]
    page.button("Cả 6 câu cùng loại: Bỏ dòng này").click().run()
    assert not page.app.exception
    assert {answer.value for answer in answers(page)} == {"skip"}
    assert "confirm" not in [button.key for button in page.app.button]


def test_a_question_with_many_answers_is_a_list(start: Start) -> None:
    page = start("empty").open("upload")
    hand_in_rows(page, "CT04;2026;Th?n l?;chính thức;11,3")
    (asked,) = [box for box in page.app.selectbox if box.label == upload_words.ANSWER]
    assert asked.value is None
    assert "Cần trả lời · 1" in page.parts
    asked.set_value("skip").run()
    assert "Đã trả lời · 1" in page.parts
    (asked,) = [box for box in page.app.selectbox if box.label == upload_words.ANSWER]
    assert asked.value == "skip"


def test_a_large_file_is_read_with_a_bar_that_is_gone_afterwards(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench, "_SLOW_FROM", 0)
    page = start("empty").open("upload")
    hand_in_rows(page, "CT04;2026;;chính thức;11,3")
    assert page.head["title"] == "Đọc được 1 số liệu"
    assert not page.app.get("progress")


# The ways on


def test_a_file_handed_in_again_says_where_its_figures_stand_and_leads_there(
    start: Start,
) -> None:
    page = start("real").open("upload")
    hand_in_rows(page, "CT08;2026;;chính thức;13,1", "CT04;2025;;chính thức;9,5")
    assert page.head["title"] == "Tệp này không có gì mới: 2 số liệu đã có sẵn"
    (receipt,) = page.app.success
    assert "đã được ghi ở lần 1 (Bà Lan" in receipt.value.replace("\\", "")
    page.button("Xem lần 1 trong Lịch sử").click().run()
    assert dict(page.app.query_params) == {"lan": "1"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Tệp không có nội dung."),
        ("%PDF-1.7", "Đây là tệp PDF"),
        ("xin chào\ncác bạn\n", "Không tìm thấy dòng tiêu đề cột"),
        ("Mã chỉ tiêu;Năm;Giá trị\n", "Tệp chỉ có dòng tiêu đề"),
        ("Mã chỉ tiêu;Năm;Giá trị\nCT04;2026;\n", "Chưa có số liệu nào được điền"),
    ],
)
def test_a_file_that_gives_nothing_says_why_and_what_to_do_next(
    start: Start, text: str, why: str
) -> None:
    page = start("empty").open("upload")
    hand_in(page, text)
    assert not page.app.exception
    assert page.head["title"] == "Chưa đọc được số liệu nào từ tệp này"
    assert why in page.app.error[0].value.replace("\\", "")
    assert page.parts == ["Làm gì tiếp"]
    assert page.downloads == ["Mẫu Excel", "Mẫu CSV"]
    page.button("Chọn tệp khác").click().run()
    assert page.offers_upload()


def test_a_file_with_warnings_only_can_be_confirmed(start: Start) -> None:
    page = start("empty").open("upload")
    hand_in_rows(page, "CT04;2026;;;11,3", "CT04;2026;;;11,3")
    assert [part.partition(" ·")[0] for part in page.parts] == ["Lưu ý", "Mới"]
    press_confirm(page)
    assert page.head["title"].startswith("Đã ghi 1 số liệu")


def test_the_marked_copy_is_offered_where_there_is_something_to_mark(
    page: Screen, start: Start
) -> None:
    assert page.downloads == ["Tải tệp có đánh dấu"]
    page.button("Hủy").click().run()
    hand_in_rows(page, "CT04;2025;;chính thức;8,3")
    assert page.downloads == []


def test_the_file_kept_is_the_one_handed_in(page: Screen, database: Any) -> None:
    from indicators.store import close_stores, open_store

    edit(page, 2, "text", "12,5")
    confirm(page)
    close_stores()
    kept = open_store(database, "VINH-AM").submission_file(2)
    assert kept is not None
    assert "khoảng 12" in kept.decode()


# The manual


def test_the_manual_explains_the_upload_with_pictures(start: Start) -> None:
    page = start("empty").open("manual", muc="nap-so-lieu")
    assert page.head["title"] == "Hướng dẫn sử dụng"
    assert "- [Ba quy tắc](#nap-so-lieu-ba-quy-tac)" in page.text
    for said in ("Ba quy tắc", "Xem trước", "Sửa ngay trên màn hình", "Hoàn tác"):
        assert said in page.text
    said = " ".join(str(picture.proto) for picture in page.app.get("image"))
    assert "Hình một bảng tám dòng" in said
    assert "Bước 1, chọn tệp" in said


def test_the_first_step_shows_the_same_picture_and_the_way_to_the_manual(start: Start) -> None:
    page = start("empty").open("upload")
    assert page.app.get("image")
    assert upload_words.MORE_IN_MANUAL in page.links


def test_the_marked_copy_of_a_preview_opens_as_a_workbook(page: Screen, plan: Any) -> None:
    from indicators.intake import marked_copy

    draft: UploadDraft = page.app.session_state["draft"]
    content = marked_copy(draft.content, draft.reading, draft.changes, plan)
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[0] == "Số liệu"


# Undoing


def undo(page: Screen, number: int) -> None:
    page.open("history", lan=str(number))
    page.field("Lý do hoàn tác").set_value("nạp nhầm tệp")
    page.button(f"Hoàn tác lần {number}").click().run()
    assert not page.app.exception


def test_an_undo_says_what_it_would_bring_back_and_that_it_was_done(start: Start) -> None:
    page = start("real").open("upload")
    hand_in_rows(page, "CT04;2026;;chính thức;12,5", "CT12;2026;;chính thức;4")
    confirm(page)
    assert "Hoàn tác trả lại số trước đó cho 2 số liệu." in page.open("history", lan="2").text
    undo(page, 2)
    (done,) = page.app.success
    assert done.value.startswith("Đã hoàn tác lần 2")
    page.app.run()
    assert not page.app.success, "said once"

    page.open("history", lan="2")
    assert "không còn gì để hoàn tác" in page.text
    assert not [b for b in page.buttons if b.startswith("Hoàn tác")]


def test_an_undo_leaves_what_was_changed_later(start: Start) -> None:
    page = start("real").open("upload")
    hand_in_rows(page, "CT04;2026;;chính thức;12,5", "CT12;2026;;chính thức;4")
    confirm(page)
    page.button("Nạp tệp khác").click().run()
    hand_in_rows(page, "CT12;2026;;chính thức;2")
    confirm(page)
    said = "cho 1 số liệu; 1 mục đã đổi ở lần sau giữ nguyên."
    assert said in page.open("history", lan="2").text
    undo(page, 2)
    assert "2 cơ sở" in page.open("indicator", ma="CT12").table("Số liệu toàn xã của CT12")


def test_a_long_submission_is_shown_in_pages(start: Start) -> None:
    page = start("empty").open("upload")
    hand_in_rows(page, *(f"CT04;2025;Thôn {n};chính thức;{n % 90 + 1},5" for n in range(120)))
    confirm(page)
    page.open("history", lan="1")
    assert "1–50 / 120" in page.text
    assert len(page.tables["Thay đổi của lần này"]["groups"][0]["rows"]) == 50
