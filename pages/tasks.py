"""Nhiệm vụ: the plan's tasks on a time line to the last deadline, and the green models."""

from functools import partial

import streamlit as st

from indicators import charts, heads, screen, task_tables
from indicators.pictures import Chart

board = screen.page("tasks")
view = screen.view(board.usual_year(screen.today()))

screen.show_head(heads.tasks_head(view), key="tasks-head")
with st.container(horizontal=True, key="toolbar"):
    shown = st.segmented_control(
        "Cách xem",
        ["Bảng nhiệm vụ", "Đường thời gian"],
        default="Bảng nhiệm vụ",
        required=True,
        key="tasks-shown",
        label_visibility="collapsed",
    )
if shown == "Đường thời gian":
    looks = task_tables.task_looks(view)
    screen.show_chart(
        partial(charts.task_timeline, view.plan, looks, view.today, demo=view.is_demo),
        key="timeline",
        alt=task_tables.timeline_text(view),
    )
    with st.container(horizontal=True, key="downloads"):
        screen.offer_pictures(view, [Chart.TIMELINE])
else:
    screen.show_table(task_tables.all_tasks_table(view), key="tasks-table")
st.subheader("Mô hình xanh của kế hoạch")
screen.show_table(task_tables.models_table(view), key="models-table")
