"""Quản trị: accounts, reporting units, settings, backup and the old end of the history."""

import streamlit as st

from indicators import access, account_admin, admin_words, choices, office_admin, screen

board = screen.page("admin")
access.require(admin_words.TITLE, *screen.RIGHTS["admin"])
head = st.container()
part = choices.pick_part(admin_words.WHICH, admin_words.PARTS)
with head:
    screen.show_head(
        {"kicker": [{"text": admin_words.TITLE}], "title": admin_words.PARTS[part]},
        key="admin-head",
    )
if told := st.session_state.pop("admin_told", ""):
    st.success(told, icon=":material/check:")
if part == "tai-khoan":
    account_admin.show(board)
elif part == "don-vi-bao-cao":
    office_admin.show_units(board)
elif part == "cai-dat":
    office_admin.show_settings(board)
else:
    office_admin.show_data(board)
