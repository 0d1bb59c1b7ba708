"""Lịch sử: every submission, what it changed, its file, and undo."""

import uuid
from functools import partial

import streamlit as st

from indicators import access, history_tables, screen, upload_words, workbench
from indicators.observations import Origin
from indicators.store import NothingToUndo, StaleDraft

board = screen.page("history")
if not access.may_upload():
    access.ask_passphrase("Lịch sử")
store, plan = board.store, board.plan
# What the person saw when pressing the button is what the run before this one drew.
seen = st.session_state.get("history_version")
st.session_state["history_version"] = store.version
submissions = store.submissions()

asked = st.query_params.get("lan", "")
number = next((n for n in submissions if str(n) == asked), None)
screen.show_head(
    {
        "kicker": [{"text": "Lịch sử · mọi lần nạp, sửa, hoàn tác đều được giữ lại"}],
        "title": f"{len(submissions)} lần ghi vào sổ số liệu",
    },
    key="history-head",
)
screen.show_table(history_tables.submissions_table(submissions, number), key="submissions")

if number is None:
    st.caption("Bấm vào một lần để xem nó đã thay đổi những gì, tải tệp gốc hoặc hoàn tác.")
    st.stop()

submission = submissions[number]
changes, notes = store.changes_of(number), store.note_changes_of(number)
updates = store.task_changes_of(number)
st.subheader(history_tables.changes_title(number, len(changes), len(notes), len(updates)))
undone = st.session_state.pop("undone", None)
if undone is not None:
    st.success(history_tables.undone(undone), icon=":material/undo:")
is_real = submission.origin not in (Origin.DEMO, Origin.DEMO_RETIREMENT)
with st.container(horizontal=True, vertical_alignment="bottom", key="history-actions"):
    if submission.file_name:
        st.download_button(
            "Tải tệp gốc",
            partial(board.original_file, number),
            submission.file_name,
            icon=":material/draft:",
            on_click="ignore",
        )
    if is_real and any(change.is_current for change in (*changes, *notes, *updates)):
        reason = st.text_input(
            "Lý do hoàn tác",
            placeholder="Lý do hoàn tác, ví dụ: nạp nhầm tệp",
            max_chars=300,
            label_visibility="collapsed",
            key=f"reason-{number}",
            width=360,
        )
        person = st.text_input(
            "Người hoàn tác",
            value=access.person(),
            placeholder="Họ tên người hoàn tác",
            max_chars=120,
            label_visibility="collapsed",
            key=f"person-{number}",
            width=200,
        ).strip()
        key = st.session_state.setdefault(f"undo-{number}", uuid.uuid4().hex)
        if st.button(f"Hoàn tác lần {number}", icon=":material/undo:"):
            access.remember_person(person)
            if not (reason.strip() and person):
                st.error("Hãy ghi họ tên và lý do rồi bấm Hoàn tác.")
            elif access.may_upload():
                try:
                    receipt = store.undo(
                        number, person, reason.strip(), key, seen, access.address()
                    )
                except NothingToUndo:
                    st.warning("Mọi mục của lần này đã được thay đổi lại ở lần sau.")
                except StaleDraft:
                    st.warning("Số liệu vừa có người khác thay đổi; hãy xem lại rồi hoàn tác.")
                else:
                    st.query_params["lan"] = str(receipt.number)
                    st.session_state["undone"] = number
                    st.rerun()
if is_real and changes:
    st.caption(history_tables.undo_note(changes))
if changes or not (notes or updates):
    shown = workbench.paged(changes, history_tables.CHANGES_A_PAGE, f"changes-{number}")
    screen.show_table(history_tables.changes_table(plan, shown), key="changes")
    workbench.show_pager(changes, history_tables.CHANGES_A_PAGE, f"changes-{number}")
if notes:
    screen.show_table(history_tables.note_changes_table(plan, notes), key="note-changes")
if updates:
    screen.show_table(history_tables.task_changes_table(plan, updates), key="task-changes")
if submission.corrections:
    st.subheader(upload_words.mended_count(len(submission.corrections)))
    screen.show_table(history_tables.corrections_table(submission.corrections), key="corrections")
