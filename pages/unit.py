"""Đơn vị: what one responsible unit leads, owes and has to do, beside the seven others."""

import streamlit as st

from indicators import (
    choices,
    first_parts,
    heads,
    reminding,
    screen,
    tables,
    task_sentences,
    wording,
)
from indicators.explanation_tables import unit_notes_table

board = screen.page("unit")
units = {unit.code: unit for unit in board.plan.responsible_units}

head = st.container()
with st.container(horizontal=True, vertical_alignment="center", key="toolbar"):
    code = choices.pick(
        "Đơn vị",
        {c: unit.short_name for c, unit in units.items()},
        name="ma",
        memory="chosen_unit",
        width=320,
    )
    st.space("stretch")
    year = choices.pick_year(board)
    screen.offer_show(board, year, code)

view = screen.view(year)
led, owed = view.led_by(code), view.debts_of(code)
with head:
    screen.show_head(heads.unit_head(view, code), key="unit-head")

if led:
    with st.container(key="pair-led"):
        left, right = st.columns([3, 1], gap="large") if owed else (st.container(), None)
    with left:
        st.subheader(first_parts.led_title(led))
        screen.show_table(tables.led_indicators_table(view.plan, led, year), key="led-table")
    if right is not None:
        with right:
            st.subheader(first_parts.owed_title(owed, year))
            screen.show_table(tables.debts_table(owed), key="debts-table")
            if st.button("Nạp số liệu", type="primary", icon=":material/upload:"):
                st.switch_page(screen.PAGES["upload"])
else:
    st.markdown(screen.plain(f"{first_parts.DUTY}{units[code].duty}."))

notes = unit_notes_table(view, code)
if notes is not None:
    st.subheader(notes["caption"])
    screen.show_table(notes, key="notes-table")
reminding.show_reminders(view, code)
own, supported = view.tasks_led_by(code), view.tasks_supported_by(code)
if own:
    st.subheader(task_sentences.led_title(own))
    screen.show_table(tables.tasks_table(own), key="tasks-table")
if supported:
    st.subheader(task_sentences.supported_title(len(supported)))
    screen.show_table(tables.tasks_table(supported), key="supported-table")
st.subheader(first_parts.SIDE_BY_SIDE)
screen.show_table(
    tables.units_table(view.plan, view.standings, view.tasks, view.debts, year=year, current=code),
    key="units-table",
)

general = {task.code for task in view.plan.tasks_supported_in_general(code)}
in_general = [t for t in view.tasks if t.task.code in general]
if in_general:
    with st.expander(
        task_sentences.general_title(len(in_general)), expanded=not own and not supported
    ):
        st.caption(wording.GENERAL_SUPPORT)
        screen.show_table(tables.tasks_table(in_general), key="general-table")
