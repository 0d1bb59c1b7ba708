"""Báo cáo: the yearly report as it will print, what it still lacks, and its file."""

from functools import partial

import streamlit as st

from indicators import access, choices, data_workbook, exports, notation, process, screen
from indicators.accounts import Right
from indicators.pictures import report_pictures
from indicators.report import (
    Issuer,
    as_docx,
    blanks,
    comparison_table,
    compose,
    report_words,
)

board = screen.page("report")
access.require("Báo cáo", *screen.RIGHTS["report"])

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
    year = choices.pick_year(board)
    today, earlier = process.today(), board.days_before(process.today())
    day = today
    if earlier:
        day = st.selectbox(
            report_words.AS_OF,
            [today, *earlier],
            format_func=partial(report_words.as_of, today),
            label_visibility="collapsed",
            width=210,
        )
    file = st.container(width="content")

view = screen.view(year, None if day == today else day)
report = compose(view, Issuer(issuer), report_pictures(view))
with head:
    screen.show_head(report_words.head(view, blanks(report)), key="report-head")
file.download_button(
    report_words.DOWNLOAD,
    screen.told(access.checked(Right.REPORT, partial(as_docx, report)), report.file_name),
    report.file_name,
    mime=report_words.DOCX,
    type="primary",
    icon=":material/description:",
    on_click="ignore",
)
rows = partial(
    exports.figures_as_rows, view.plan, view.observations, view.submissions, is_demo=view.is_demo
)
with st.container(horizontal=True, key="downloads"):
    for label, make, name, kind in (
        (
            report_words.DATA,
            partial(data_workbook.data_workbook, view),
            data_workbook.workbook_name(view),
            report_words.XLSX,
        ),
        (report_words.CSV, lambda: exports.as_csv(rows()), f"so-lieu-{year}.csv", "text/csv"),
        (
            report_words.PARQUET,
            lambda: exports.as_parquet(rows()),
            f"so-lieu-{year}.parquet",
            report_words.PARQUET_FILE,
        ),
    ):
        st.download_button(
            label,
            screen.told(access.checked(Right.REPORT, make), name),
            name,
            mime=kind,
            icon=":material/download:",
            on_click="ignore",
        )
screen.show_report(report, key="report")
before = [each for each in earlier if each < day]
if before:
    with st.expander(report_words.COMPARE):
        then = st.selectbox(report_words.SINCE, before, format_func=notation.day, width=210)
        screen.show_table(comparison_table(screen.view(year, then), view), key="comparison")
