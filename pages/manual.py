"""Hướng dẫn: contents by role, a chapter, what was searched for, or all of it for printing."""

import streamlit as st

from indicators import manual_view, screen
from indicators.manual import find_place, read_manual, search, words

board = screen.page("manual")
chapters = read_manual(board.plan, screen.plain)

screen.show_head({"kicker": [{"text": words.KICKER}], "title": words.TITLE}, key="manual-head")
whole = st.query_params.get("xem") == "tat-ca"
place = st.query_params.get("muc", "")
with st.container(horizontal=True, vertical_alignment="center", key="toolbar"):
    asked = manual_view.ask()
    if (asked or place or whole) and st.button(words.CONTENTS, icon=":material/list:"):
        st.query_params.clear()
        st.rerun()
    if not whole and st.button(words.PRINT_ALL, icon=":material/print:"):
        st.query_params.clear()
        st.query_params["xem"] = "tat-ca"
        st.rerun()

found = find_place(chapters, place)
if whole:
    manual_view.show_whole(board.plan, chapters, is_demo=board.store.holds_demo_figures())
elif asked:
    # The plan's words as they are: the table shows texts, not Markdown.
    manual_view.show_hits(search(read_manual(board.plan), asked), asked)
elif found is not None:
    chapter, section = found
    manual_view.show_chapter(board.plan, chapter)
    manual_view.go_to(section.name if section else "")
else:
    if place:
        st.caption(screen.plain(words.no_such_place(place[:40])))
    manual_view.show_contents(chapters)
st.caption(words.PICTURES_NOTE)
