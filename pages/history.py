"""Lịch sử: every submission, what it changed, its file, and undo."""

import uuid
from functools import partial

import streamlit as st

from indicators import (
    access,
    choices,
    event_tables,
    event_words,
    history_tables,
    process,
    screen,
    second_word,
    upload_words,
    workbench,
)
from indicators.accounts import Right, may
from indicators.events import EventFilter, EventKind
from indicators.observations import Origin
from indicators.store import NothingToUndo, StaleDraft

board = screen.page("history")
access.require("Lịch sử", *screen.RIGHTS["history"])
store, plan = board.store, board.plan


head = st.container()


def show_events() -> None:
    """Everything that happened, filtered, in pages and as a file."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="event-filter"):
        kinds = st.multiselect(
            event_words.FILTER_KIND,
            list(EventKind),
            format_func=event_words.KINDS.__getitem__,
            placeholder=event_words.ANY_KIND,
            width=340,
        )
        who = st.text_input(event_words.FILTER_WHO, max_chars=80, width=200)
        text = st.text_input(event_words.FILTER_TEXT, max_chars=80, width=200)
        days = [
            st.date_input(
                label,
                None,
                min_value=screen.ANY_DAY[0],
                max_value=screen.ANY_DAY[1],
                format="DD/MM/YYYY",
                width=180,
            )
            for label in (event_words.FILTER_SINCE, event_words.FILTER_UNTIL)
        ]
    wanted = EventFilter(frozenset(kinds), who, text, days[0], days[1])
    count = store.events.count(wanted)
    with head:
        screen.show_head(
            {"kicker": [{"text": event_words.HISTORY_KICKER}], "title": event_words.count(count)},
            key="events-head",
        )
    shown = workbench.paged(range(count), event_tables.EVENTS_A_PAGE, "events")
    events = store.events.found(wanted, shown[0], len(shown)) if shown else ()
    screen.show_table(event_tables.events_table(events), key="events")
    workbench.show_pager(range(count), event_tables.EVENTS_A_PAGE, "events")
    st.download_button(
        event_words.EXPORT,
        screen.told(
            lambda: event_tables.events_csv(store.events.found(wanted, 0, count)),
            event_words.EXPORT_NAME,
        ),
        event_words.EXPORT_NAME,
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


# What the person saw when pressing the button is what the run before this one drew.
seen = st.session_state.get("history_version")
st.session_state["history_version"] = store.version
submissions = store.submissions()

asked = st.query_params.get("lan", "")
if not asked and choices.pick_part(event_words.WHICH, event_words.PARTS) == "moi-viec":
    show_events()
    st.stop()
number = next((n for n in submissions if str(n) == asked), None)
with head:
    screen.show_head(
        {
            "kicker": [{"text": "Lịch sử · mọi lần nạp, sửa, hoàn tác đều được giữ lại"}],
            "title": f"{len(submissions)} lần ghi vào sổ số liệu",
        },
        key="history-head",
    )
screen.show_table(history_tables.submissions_table(submissions, number), key="submissions")

if number is None:
    with st.container(key="hint"):
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
            screen.told(
                access.checked(Right.HISTORY, partial(board.original_file, number)),
                submission.file_name,
            ),
            submission.file_name,
            icon=":material/draft:",
            on_click="ignore",
        )
    can_be_undone = is_real and access.may(Right.UNDO)
    if can_be_undone and any(change.is_current for change in (*changes, *notes, *updates)):
        reason = st.text_input(
            "Lý do hoàn tác",
            placeholder="Lý do hoàn tác, ví dụ: nạp nhầm tệp",
            max_chars=300,
            label_visibility="collapsed",
            key=f"reason-{number}",
            width=360,
        )
        key = st.session_state.setdefault(f"undo-{number}", uuid.uuid4().hex)
        if st.button(f"Hoàn tác lần {number}", icon=":material/undo:"):
            who = access.identity()
            if not reason.strip():
                st.error("Hãy ghi lý do rồi bấm Hoàn tác.")
            elif not may(who, Right.UNDO):
                access.refuse_write()
            elif store.settings.current().approval and changes:
                year = process.today().year
                sent = second_word.propose_undo(board, number, who, reason.strip(), year)
                st.success(upload_words.sent_undo(sent.number or 0, number))
            else:
                try:
                    receipt = store.undo(
                        number,
                        who.full_name,
                        reason.strip(),
                        key,
                        seen,
                        who.address,
                        who.login,
                    )
                except NothingToUndo:
                    st.warning("Mọi mục của lần này đã được thay đổi lại ở lần sau.")
                except StaleDraft:
                    st.warning("Số liệu vừa có người khác thay đổi; hãy xem lại rồi hoàn tác.")
                else:
                    st.query_params["lan"] = str(receipt.number)
                    st.session_state["undone"] = number
                    st.rerun()
if is_real:
    st.caption(history_tables.undo_note(changes, notes, updates))
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
