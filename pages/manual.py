"""Hướng dẫn: the manual, a chapter after the other."""

import streamlit as st

from indicators import screen
from indicators.manual import Picture, chapters

screen.page("manual")
read = chapters()
screen.show_head(
    {"kicker": [{"text": "Hướng dẫn"}], "title": "Hướng dẫn sử dụng"},
    key="manual-head",
)
with st.container(key="manual", width=860):
    st.markdown("\n".join(f"- [{chapter.title}](#{chapter.name})" for chapter in read))
    for chapter in read:
        st.header(chapter.title, anchor=chapter.name, divider="gray")
        for part in chapter.parts:
            if isinstance(part, Picture):
                st.image(screen.asset(part.file_name), alt=part.alt, width=480)
            else:
                st.markdown(part)
