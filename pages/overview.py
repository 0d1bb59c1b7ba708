"""Tổng quan: one sentence of result, then every indicator against its threshold."""

import streamlit as st

from indicators import choices, heads, reminding, screen, tables, wording
from indicators.pictures import Chart
from indicators.tables import Grouping

board = screen.page("overview")
GROUPINGS = {
    "Cần chỉ đạo trước": Grouping.WORST_FIRST,
    "Theo đơn vị": Grouping.BY_UNIT,
    "Theo trạng thái": Grouping.BY_STATUS,
}

head = st.container()
with st.container(horizontal=True, vertical_alignment="center", key="toolbar"):
    chosen = st.segmented_control(
        "Cách xếp",
        list(GROUPINGS),
        default="Cần chỉ đạo trước",
        required=True,
        key="grouping",
        label_visibility="collapsed",
    )
    st.space("stretch")
    year = choices.pick_year(board)
    screen.offer_show(board, year)

view = screen.view(year)
with head:
    screen.show_head(heads.overview_head(view), key="overview-head")
table = tables.overview_table(
    view.plan,
    view.standings,
    grouping=GROUPINGS[str(chosen)],
    year=year,
    notes=[wording.contradictions_note(view.plan)],
)
screen.show_table(table, key="overview-table")
reminding.show_reminders(view)
with st.container(horizontal=True, key="downloads"):
    screen.offer_pictures(view, [Chart.OVERVIEW])
