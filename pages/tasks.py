"""Nhiệm vụ: the plan's tasks and one of them with its statements; the green models."""

import uuid

import streamlit as st

from indicators import access, charts, first_parts, heads, process, screen, task_tables
from indicators import task_sentences as sentences
from indicators.accounts import Right, may
from indicators.observations import Origin
from indicators.pictures import Chart
from indicators.store import Draft, InventedFigures, StaleDraft
from indicators.tasks import (
    MOST_CHARACTERS,
    TaskStanding,
    TaskState,
    TaskUpdate,
    implied_percent,
)

board = screen.page("tasks")
view = screen.view(board.usual_year(process.today()))
codes = [item.task.code for item in view.tasks]
asked = st.query_params.get("ma", "").upper()
chosen = next((item for item in view.tasks if item.task.code.upper() == asked), None)


def show_task(item: TaskStanding) -> None:
    """One task: what the plan says, what was stated of it, and the form for its lead unit."""
    task = item.task
    screen.show_head(heads.task_head(view, item), key="task-head")
    with st.container(horizontal=True, key="toolbar"):
        if st.button(sentences.ALL_TASKS, icon=":material/list:"):
            open_task("")
        step = codes.index(task.code)
        if step > 0 and st.button(codes[step - 1], icon=":material/chevron_left:"):
            open_task(codes[step - 1])
        if step + 1 < len(codes) and st.button(
            codes[step + 1], icon=":material/chevron_right:", icon_position="right"
        ):
            open_task(codes[step + 1])
    with st.container(key="pair-task"):
        left, right = st.columns([1.45, 1], gap="large")
    with left:
        st.subheader(sentences.LATEST)
        if item.update is None:
            st.markdown(sentences.NOTHING_YET)
        else:
            latest = task_tables.updates_table(view, [item.update], sentences.LATEST)
            screen.show_table(latest, key="task-update")
        earlier = board.earlier_updates(view, task.code)
        if earlier:
            with st.expander(sentences.earlier(len(earlier))):
                before = task_tables.updates_table(view, earlier, sentences.EARLIER)
                screen.show_table(before, key="task-earlier")
        if access.may(Right.UPDATE_TASK, task.lead_unit):
            if board.store.holds_demo_figures():
                st.caption(sentences.DEMO_FIRST)
            else:
                ask_for_update(item)
        elif access.viewer().is_visitor and not board.store.holds_demo_figures():
            access.show_sign_in_link(sentences.SIGN_IN_TO_WRITE, is_quiet=True)
    with right:
        st.subheader(sentences.IN_PLAN)
        screen.show_table(task_tables.task_table(view, task), key="task-plan")
    st.session_state["tasks_version"] = view.version


def open_task(code: str) -> None:
    """Shows another task, or none."""
    st.query_params.clear()
    if code:
        st.query_params["ma"] = code
    st.rerun()


def ask_for_update(item: TaskStanding) -> None:
    """The form; what stands in it is kept until it is stored."""
    # What the person saw when pressing the button is what the run before this one drew.
    seen = st.session_state.get("tasks_version")
    task, update = item.task, item.update
    key = st.session_state.setdefault(f"task-{task.code}", uuid.uuid4().hex)
    states = list(TaskState)
    with (
        st.expander(sentences.REVISE, expanded=update is None),
        st.form(f"form-{key}", border=False),
    ):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            state = st.segmented_control(
                sentences.STATE,
                states,
                default=update.state if update else None,
                format_func=lambda value: sentences.STATES[value],
                key=f"state-{key}",
                wrap=True,
            )
            percent = st.number_input(
                sentences.PERCENT,
                min_value=0,
                max_value=100,
                value=update.percent if update else None,
                step=5,
                placeholder=sentences.PERCENT_HINT,
                width=190,
                key=f"percent-{key}",
            )
        note = st.text_area(
            sentences.NOTE,
            update.note if update else "",
            max_chars=MOST_CHARACTERS,
            placeholder=sentences.NOTE_HINT,
            key=f"note-{key}",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            stated_on = st.date_input(
                sentences.DAY,
                view.today,
                # Ours is the word on what date makes sense: Streamlit's is in English.
                min_value=screen.ANY_DAY[0],
                max_value=screen.ANY_DAY[1],
                format="DD/MM/YYYY",
                width=180,
                key=f"day-{key}",
            )
            pressed = st.form_submit_button(sentences.WRITE, type="primary")
        if not pressed:
            return
        who = access.identity()
        if not may(who, Right.UPDATE_TASK, task.lead_unit):
            access.refuse_write()
            return
        if state is not None:
            percent = implied_percent(state, percent, update.percent if update else None)
        fault = sentences.fault(
            view.plan,
            view.today,
            state=state,
            percent=percent,
            note=note,
            stated_on=stated_on,
        )
        if fault or state is None or stated_on is None:
            st.error(screen.plain(fault))
            return
        try:
            board.store.confirm(
                Draft(
                    Origin.TASK_UPDATE,
                    who.full_name,
                    key,
                    task_updates=[TaskUpdate(task.code, state, percent, note.strip(), stated_on)],
                    address=who.address,
                    account=who.login,
                    based_on=seen,
                )
            )
        except StaleDraft:
            st.warning(sentences.CHANGED)
        except InventedFigures:
            st.warning(sentences.DEMO_FIRST)
        else:
            del st.session_state[f"task-{task.code}"]
            st.rerun()


if chosen is not None:
    show_task(chosen)
else:
    screen.show_head(heads.tasks_head(view), key="tasks-head")
    if asked:
        st.caption(screen.plain(sentences.unknown(asked)))
with st.container(horizontal=True, key="tasks-toolbar"):
    shown = st.segmented_control(
        "Cách xem",
        ["Bảng nhiệm vụ", "Đường thời gian"],
        default="Bảng nhiệm vụ",
        required=True,
        key="tasks-shown",
        label_visibility="collapsed",
    )
if shown == "Đường thời gian":
    looks, text = task_tables.task_looks(view), task_tables.timeline_text(view)
    timeline = charts.task_timeline(view.plan, looks, view.today, text, demo=view.is_demo)
    screen.show_chart(timeline, key="timeline")
    with st.container(horizontal=True, key="downloads"):
        screen.offer_pictures(view, [Chart.TIMELINE])
else:
    if chosen is None:
        with st.container(key="hint"):
            st.caption(sentences.OPEN_HINT)
    table = task_tables.all_tasks_table(view, chosen.task.code if chosen else "")
    screen.show_table(table, key="tasks-table")
st.subheader(first_parts.MODELS)
screen.show_table(task_tables.models_table(view), key="models-table")
