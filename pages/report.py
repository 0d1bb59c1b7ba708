"""Báo cáo: the yearly report as it will print, what it still lacks, and its file."""

from functools import partial

import streamlit as st

from indicators import screen
from indicators.report import Issuer, as_docx, blanks, compose, report_words

board = screen.page("report")
if not screen.may_upload():
    screen.ask_passphrase("Báo cáo")

head = st.container()
with st.container(horizontal=True, vertical_alignment="center", key="toolbar"):
    issuer = st.segmented_control(
        "Cơ quan ban hành",
        list(Issuer),
        default=Issuer.COMMITTEE,
        required=True,
        format_func=partial(report_words.issuer_name, board.plan),
        key="issuer",
        label_visibility="collapsed",
    )
    st.space("stretch")
    year = screen.pick_year(board)
    file = st.container()

view = screen.view(year)
report = compose(view, Issuer(issuer))
with head:
    screen.show_head(report_words.head(view, blanks(report)), key="report-head")
file.download_button(
    report_words.DOWNLOAD,
    partial(as_docx, report),
    report.file_name,
    mime=report_words.DOCX,
    type="primary",
    icon=":material/description:",
    on_click="ignore",
)
screen.show_report(report, key="report")
