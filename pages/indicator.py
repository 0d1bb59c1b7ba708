"""Chỉ tiêu: one indicator's way to its threshold, by reporting unit, and every origin."""

from functools import partial

import streamlit as st

from indicators import charts, exports, findings, heads, origins, screen, wording

board = screen.page("indicator")
codes = [indicator.code for indicator in board.plan.indicators]

head = st.container()
with st.container(horizontal=True, vertical_alignment="center", key="toolbar"):
    code = screen.pick(
        "Chỉ tiêu",
        {c: f"{c} · {board.plan.indicator(c).short_name}" for c in codes},
        name="ma",
        memory="chosen_indicator",
        width=440,
    )
    step = codes.index(code)
    if step > 0 and st.button(codes[step - 1], icon=":material/chevron_left:"):
        screen.choose("ma", "chosen_indicator", codes[step - 1])
    if step + 1 < len(codes) and st.button(
        codes[step + 1], icon=":material/chevron_right:", icon_position="right"
    ):
        screen.choose("ma", "chosen_indicator", codes[step + 1])
    st.space("stretch")
    year = screen.pick_year(board)

view = screen.view(year)
plan, standing = view.plan, view.standing(code)
with head:
    screen.show_head(heads.indicator_head(view, standing), key="indicator-head")

with st.container(key="pair-charts"):
    left, right = st.columns([1.45, 1], gap="large")
with left:
    st.subheader(screen.plain(charts.trajectory_title(plan, standing)))
    screen.show_chart(
        partial(charts.trajectory, plan, standing, demo=view.is_demo),
        key="trajectory",
        alt=charts.trajectory_text(plan, standing),
    )
with right:
    st.subheader(screen.plain(charts.reporting_units_title(plan, standing)))
    if standing.series.units:
        screen.show_chart(
            partial(charts.reporting_units, plan, standing, demo=view.is_demo),
            key="reporting-units",
            alt=charts.reporting_units_text(plan, standing),
        )
        st.caption(findings.undrawn_note(plan, standing))
    else:
        st.markdown(wording.NO_UNIT_FIGURES)

st.subheader("Nguồn gốc từng số liệu")
screen.show_table(origins.years_table(view, standing), key="years")
if standing.series.units:
    shown_year = standing.figure.year if standing.figure else year
    with st.expander(f"Từng đơn vị báo cáo năm {shown_year}: dòng nào trong tệp nào"):
        screen.show_table(origins.origins_table(view, standing), key="origins")
with st.container(horizontal=True, key="downloads"):
    own = [o for o in view.observations if o.indicator == code]
    rows = exports.figures_as_rows(plan, own, view.submissions, is_demo=view.is_demo)
    name = f"so-lieu-{code}-{year}"
    if own:
        st.download_button(
            "Tải CSV",
            partial(exports.as_csv, rows),
            f"{name}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "Tải Excel",
            partial(exports.as_xlsx, rows),
            f"{name}.xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
    for submission in origins.files_behind(view, standing):
        st.download_button(
            f"Tệp gốc: {screen.plain(submission.file_name)}",
            partial(board.original_file, submission.number),
            submission.file_name,
            icon=":material/draft:",
            on_click="ignore",
            key=f"file-{submission.number}",
        )

st.subheader("Cách tính, điều khoản và những điều cần biết")
screen.show_table(origins.definition_table(view, standing), key="definition")
