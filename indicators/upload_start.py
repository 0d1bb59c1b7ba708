"""The first step of an upload: choose a file, take a template, or type a single figure."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from indicators import access, heads, screen, wording
from indicators import upload_words as words
from indicators.accounts import Right, may
from indicators.board import Board
from indicators.intake import csv_template, one_figure, xlsx_template
from indicators.plan import WHOLE_COMMUNE, Plan
from indicators.upload_draft import Known, UploadDraft


def show(
    board: Board, known: Known, today: date, show_waiting: Callable[[], None]
) -> UploadDraft | None:
    """Draws the step; what was handed in, file or single figure, or None.

    `show_waiting` draws what waits for this person, under the head.
    """
    plan, handed_in = board.plan, None
    screen.show_head(heads.upload_head(words.STEP_FILE, words.CHOOSE_FILE), "upload-head")
    show_waiting()
    left, right = st.columns([1.4, 1], gap="large")
    with left:
        year = _choose_year(plan, today)
        file = st.file_uploader(
            words.FILE_LABEL,
            type=["csv", "txt", "tsv", "xlsx", "xls", "xlsm"],
            key=f"file-{st.session_state.get('upload_round', 0)}",
        )
        if file is not None:
            handed_in = UploadDraft(file.getvalue(), file.name, year)
        _say_who_uploads(plan)
    with right:
        st.subheader(words.TEMPLATE_TITLE)
        st.markdown(words.template_holds(year))
        offer_templates(plan, known, year)
        if board.store.holds_demo_figures() and access.may(Right.CONFIRM):
            _offer_retirement(board)
    _explain()
    return _one_figure(plan, known, today) or handed_in


def _say_who_uploads(plan: Plan) -> None:
    """Why this person may upload, and what a contributor may."""
    identity = access.viewer()
    if not access.may(Right.CONFIRM):
        compiler = plan.unit_name(plan.reporting.compiler)
        st.caption(screen.plain(words.own_only(plan.unit_name(identity.unit), compiler)))
    else:
        st.caption(screen.plain(words.hands_in(identity.full_name)))


def _explain() -> None:
    """The rules for a file in three sentences and a picture."""
    st.subheader(words.FILE_RULES_TITLE)
    left, right = st.columns([1.4, 1], gap="large")
    with left:
        st.markdown("\n".join(f"- {rule}" for rule in words.FILE_RULES))
        st.page_link(
            screen.PAGES["manual"], label=words.MORE_IN_MANUAL, icon=":material/menu_book:"
        )
    with right:
        st.image(screen.asset("file_rules.svg"), alt=words.FILE_PICTURE, width=480)


def _choose_year(plan: Plan, today: date) -> int:
    document = plan.document
    years = list(range(document.first_year - 1, document.last_year + 1))
    usual = min(max(today.year, document.first_year), document.last_year)
    return int(st.selectbox(words.YEAR_LABEL, years, index=years.index(usual), width=340))


def offer_templates(plan: Plan, known: Known, year: int) -> None:
    """The template of this year, to be filled in, as Excel and as CSV; a unit's holds its own."""
    own = None if access.may(Right.CONFIRM) else access.viewer().unit or None
    with st.container(horizontal=True, key="templates"):
        for label, make, ending in (
            (words.TEMPLATE_XLSX, xlsx_template, "xlsx"),
            (words.TEMPLATE_CSV, csv_template, "csv"),
        ):
            name = f"mau-so-lieu-{year}.{ending}"
            filled = partial(make, plan, year, known.figures, known.units, known.listed, own)
            st.download_button(
                label,
                screen.told(filled, name),
                name,
                icon=":material/download:",
                on_click="ignore",
            )


def _offer_retirement(board: Board) -> None:
    """Invented figures go away by themselves; a person in a hurry may send them off now."""
    st.subheader(wording.DEMO_MARK.capitalize())
    st.markdown(words.DEMO_RETIREMENT)
    sure = st.checkbox(words.DEMO_SURE)
    if st.button(words.DEMO_RETIRE, icon=":material/delete_sweep:", disabled=not sure):
        who = access.identity()
        if not may(who, Right.CONFIRM):
            access.refuse_write()
            return
        board.store.retire_demo(who.full_name, uuid.uuid4().hex, who.address, who.login)
        st.rerun()


def _one_figure(plan: Plan, known: Known, today: date) -> UploadDraft | None:
    """A single figure typed here instead of in a file; it goes through the same preview."""
    measured = {
        m.code: f"{m.code} · {m.short_name}"
        for m in plan.measured
        if access.may(Right.CONFIRM) or m.lead_unit == access.viewer().unit
    }
    if not measured:
        return None
    units = [WHOLE_COMMUNE, *(unit for unit in known.units if unit != WHOLE_COMMUNE)]
    years = list(reversed(plan.years))
    with st.expander(words.ONE_FIGURE), st.form("one-figure", border=False):
        columns = st.columns([3, 1, 2, 1.4])
        code = columns[0].selectbox(
            words.INDICATOR, list(measured), format_func=measured.__getitem__
        )
        now = min(max(today.year, years[-1]), years[0])
        year = columns[1].selectbox(words.YEAR, years, index=years.index(now))
        unit = columns[2].selectbox(
            words.REPORTING_UNIT, units, format_func=plan.unit_name, accept_new_options=True
        )
        kind = columns[3].selectbox(words.KIND, list(wording.KINDS.values()))
        parts = st.columns(4)
        numerator = parts[0].text_input(words.NUMERATOR)
        denominator = parts[1].text_input(words.DENOMINATOR)
        value = parts[2].text_input(words.VALUE, placeholder=words.VALUE_HINT)
        note = parts[3].text_input(words.NOTE, max_chars=500)
        reason = st.text_input(words.REASON, max_chars=300)
        if st.form_submit_button(words.LOOK, type="primary"):
            if not reason.strip():
                st.error(words.NO_REASON)
                return None
            content = one_figure.as_file(
                code,
                year,
                plan.unit_name(unit),
                kind,
                numerator=numerator,
                denominator=denominator,
                value=value,
                note=note,
            )
            return UploadDraft(content, one_figure.FILE_NAME, year, reason.strip())
    return None
