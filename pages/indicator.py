"""Chỉ tiêu: one indicator's way to its threshold, why it lags, and every figure's origin."""

import uuid
from functools import partial

import streamlit as st

from indicators import (
    access,
    charts,
    choices,
    exports,
    findings,
    first_parts,
    heads,
    notation,
    origins,
    screen,
    wording,
)
from indicators import explanation_sentences as sentences
from indicators.accounts import Right, may
from indicators.explanation_tables import note_table
from indicators.explanations import MOST_CHARACTERS, ExplanationNote
from indicators.observations import Origin
from indicators.pictures import Chart
from indicators.store import Draft, InventedFigures, StaleDraft

board = screen.page("indicator")
codes = [indicator.code for indicator in board.plan.indicators]

head = st.container()
with st.container(horizontal=True, vertical_alignment="center", key="toolbar"):
    code = choices.pick(
        "Chỉ tiêu",
        {c: f"{c} · {board.plan.indicator(c).short_name}" for c in codes},
        name="ma",
        memory="chosen_indicator",
        width=440,
    )
    step = codes.index(code)
    if step > 0 and st.button(codes[step - 1], icon=":material/chevron_left:"):
        choices.choose("ma", "chosen_indicator", codes[step - 1])
    if step + 1 < len(codes) and st.button(
        codes[step + 1], icon=":material/chevron_right:", icon_position="right"
    ):
        choices.choose("ma", "chosen_indicator", codes[step + 1])
    st.space("stretch")
    year = choices.pick_year(board)

view = screen.view(year)
plan, standing = view.plan, view.standing(code)
with head:
    screen.show_head(heads.indicator_head(view, standing), key="indicator-head")


# Why it lags


def show_explanation() -> None:
    """The lead unit's explanation, those before it, and the form for those who may write."""
    note, earlier = view.note(code), board.earlier_notes(view, code)
    is_owed = standing in view.notes_owed()
    if not (note or earlier or is_owed):
        return
    st.subheader(sentences.TITLE)
    if note is not None:
        screen.show_table(note_table(view, [note], sentences.TITLE), key="note")
    elif is_owed:
        st.markdown(screen.plain(sentences.missing(plan, standing.indicator, year)))
    if earlier:
        with st.expander(sentences.earlier(len(earlier))):
            screen.show_table(note_table(view, earlier, sentences.EARLIER), key="earlier-notes")
    if (note or is_owed) and access.may(Right.EXPLAIN, standing.indicator.lead_unit):
        if board.store.holds_demo_figures():
            st.caption(sentences.DEMO_FIRST)
        else:
            ask_for_note(note)
    elif note is None and access.viewer().is_visitor and not board.store.holds_demo_figures():
        access.show_sign_in_link(sentences.SIGN_IN_TO_WRITE, is_quiet=True)


def ask_for_note(note: ExplanationNote | None) -> None:
    """The form; what stands in it is kept until it is stored."""
    # What the person saw when pressing the button is what the run before this one drew.
    seen = st.session_state.get("indicator_version")
    key = st.session_state.setdefault(f"note-{code}-{year}", uuid.uuid4().hex)
    with (
        st.expander(sentences.REVISE if note else sentences.WRITE),
        st.form(f"form-{key}", border=False),
    ):
        texts = st.columns(2)
        reason = texts[0].text_area(
            sentences.REASON,
            note.reason if note else "",
            max_chars=MOST_CHARACTERS,
            placeholder=sentences.REASON_HINT,
            key=f"reason-{key}",
        )
        next_steps = texts[1].text_area(
            sentences.NEXT_STEPS,
            note.next_steps if note else "",
            max_chars=MOST_CHARACTERS,
            placeholder=sentences.NEXT_STEPS_HINT,
            key=f"next-{key}",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            due = st.date_input(
                sentences.DUE,
                note.due if note else None,
                # Ours is the word on what date makes sense: Streamlit's is in English.
                min_value=screen.ANY_DAY[0],
                max_value=screen.ANY_DAY[1],
                format="DD/MM/YYYY",
                width=180,
                key=f"due-{key}",
            )
            pressed = st.form_submit_button(sentences.WRITE, type="primary")
        if not pressed:
            return
        who = access.identity()
        if not may(who, Right.EXPLAIN, standing.indicator.lead_unit):
            access.refuse_write()
            return
        filled = {
            sentences.REASON: reason,
            sentences.NEXT_STEPS: next_steps,
            sentences.DUE: notation.day(due) if due else "",
        }
        fault = sentences.fault(filled, due, year)
        if fault or due is None:
            st.error(fault)
            return
        written = ExplanationNote(code, year, reason.strip(), next_steps.strip(), due)
        try:
            board.store.confirm(
                Draft(
                    Origin.EXPLANATION,
                    who.full_name,
                    key,
                    notes=[written],
                    address=who.address,
                    account=who.login,
                    based_on=seen,
                )
            )
        except StaleDraft:
            st.warning(sentences.FIGURES_CHANGED)
        except InventedFigures:
            st.warning(sentences.DEMO_FIRST)
        else:
            del st.session_state[f"note-{code}-{year}"]
            st.rerun()


show_explanation()
st.session_state["indicator_version"] = view.version

with st.container(key="pair-charts"):
    left, right = st.columns([1.45, 1], gap="large")
with left:
    st.subheader(screen.plain(charts.trajectory_title(plan, standing)))
    screen.show_chart(first_parts.trajectory(view, code), key="trajectory")
with right:
    st.subheader(screen.plain(charts.reporting_units_title(plan, standing)))
    if standing.series.units:
        screen.show_chart(first_parts.reporting_units(view, code), key="reporting-units")
        if left_out := findings.undrawn_note(plan, standing):
            st.caption(left_out)
    else:
        st.markdown(wording.NO_UNIT_FIGURES)

st.subheader(first_parts.FIGURES_ORIGINS)
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
            screen.told(partial(exports.as_csv, rows), f"{name}.csv"),
            f"{name}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "Tải Excel",
            screen.told(partial(exports.as_xlsx, rows), f"{name}.xlsx"),
            f"{name}.xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
    drawn = [Chart.TRAJECTORY, *([Chart.REPORTING_UNITS] if standing.series.units else [])]
    screen.offer_pictures(view, drawn, code)
    # What an office handed in may hold more than the figures that everybody sees.
    files = origins.files_behind(view, standing) if access.may(Right.HISTORY) else ()
    for submission in files:
        st.download_button(
            f"Tệp gốc: {screen.plain(submission.file_name)}",
            screen.told(
                access.checked(Right.HISTORY, partial(board.original_file, submission.number)),
                submission.file_name,
            ),
            submission.file_name,
            icon=":material/draft:",
            on_click="ignore",
            key=f"file-{submission.number}",
        )

st.subheader("Cách tính, điều khoản và những điều cần biết")
screen.show_table(origins.definition_table(view, standing), key="definition")
