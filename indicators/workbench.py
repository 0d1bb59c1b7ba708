"""The parts of the upload's preview that people work in: filters, questions, refused cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from indicators import notation
from indicators import upload_words as words
from indicators.cells import Table
from indicators.corrections import CellRef
from indicators.intake import SKIP, Report
from indicators.intake.file_sentences import STAGES
from indicators.intake.stages import Stage
from indicators.mends import MENDS_A_PAGE, mending_data, take_edits
from indicators.observations import Fault
from indicators.plan import Plan
from indicators.screen import asset, plain, show_table
from indicators.upload_draft import UploadDraft
from indicators.upload_tables import FIRST_ROWS, ROWS_A_PAGE

QUESTIONS_A_PAGE = 10
_ALIKE_FROM = 4
_MOST_ALIKE = 4
_MOST_BUTTONS = 6

_mending_component = st.components.v2.component(
    "indicators.mending",
    css=asset("shared.css") + asset("mending.css"),
    js=asset("shared.js") + asset("mending.js"),
)
_BADGES: Mapping[str, str] = {
    words.ASKED: "blue",
    words.REFUSED: "red",
    words.WARNED: "orange",
    words.CHANGED: "yellow",
    words.NEW: "green",
    words.UNCHANGED: "gray",
}
_SIGNS: Mapping[str, str] = {
    words.ASKED: "?",
    words.REFUSED: "✕",
    words.WARNED: "!",
    words.CHANGED: "≠",
    words.NEW: r"\+",
    words.UNCHANGED: "=",
}


def filter_key(draft: UploadDraft) -> str:
    return f"filter-{draft.key}"


def show_filter(draft: UploadDraft, parts: Mapping[str, tuple[int, str]]) -> str:
    """The counts as a choice of what is shown; a part that became empty shows all again."""
    key = filter_key(draft)
    options = [words.ALL, *parts]
    if st.session_state.get(key) not in options:
        st.session_state[key] = words.ALL

    def label(name: str) -> str:
        if name == words.ALL:
            return f"**{words.ALL}**"
        count, said = parts[name]
        shown = plain(notation.number(count))
        return f"**{shown}** :{_BADGES[name]}-badge[{_SIGNS[name]} {said.lower()}]"

    with st.container(key="upload-filter"):
        chosen = st.pills(
            words.FILTER,
            options,
            required=True,
            format_func=label,
            key=key,
            label_visibility="collapsed",
            wrap=True,
        )
    return str(chosen)


def choose_filter(draft: UploadDraft, name: str) -> None:
    """For a button's `on_click`: shows this part alone."""
    st.session_state[filter_key(draft)] = name


def paged(items: Sequence[Any], size: int, key: str) -> Sequence[Any]:
    """The items of the chosen page; `show_pager` belongs under them."""
    pages = -(-len(items) // size)
    page = min(int(st.session_state.get(f"page-{key}", 1)), max(pages, 1))
    first = (page - 1) * size
    return items[first : first + size]


def show_pager(items: Sequence[Any], size: int, key: str) -> None:
    """The way to the other pages of `paged`, to be drawn under what it shows."""
    pages = -(-len(items) // size)
    if pages < 2:
        return
    kept = f"page-{key}"
    if int(st.session_state.get(kept, 1)) > pages:
        st.session_state[kept] = pages
    with st.container(horizontal=True, vertical_alignment="center", key=f"pager-{key}"):
        page = st.pagination(pages, key=kept, max_visible_pages=5)
        last = min(page * size, len(items))
        st.caption(words.page_of((page - 1) * size + 1, last, len(items)), width="content")


# Questions


def show_questions(draft: UploadDraft) -> None:
    """The questions; what may be proposed is chosen beforehand and can be changed."""
    questions = draft.questions
    if any(question.proposal is not None for question in questions):
        st.caption(words.PROPOSED)
    _offer_same_answers(draft, questions)
    key = f"questions-{draft.key}"
    with st.container(key="questions", gap="small"):
        for question in paged(questions, QUESTIONS_A_PAGE, key):
            _ask(draft, question, with_sheet=draft.has_sheets)
    show_pager(questions, QUESTIONS_A_PAGE, key)


def _ask(draft: UploadDraft, question: Fault, *, with_sheet: bool) -> None:
    labels = {option.value: option.label for option in question.options}
    name = _answer_key(draft, question)
    with st.container(horizontal=True, vertical_alignment="center"):
        place = plain(words.place(question, with_sheet=with_sheet))
        row = f":blue-badge[? Dòng {place}] " if question.row else ""
        st.markdown(f"{row}{fault_text(question)}")
        choice = None if name in st.session_state else draft.choice(question)
        if len(labels) > _MOST_BUTTONS:
            chosen = st.selectbox(
                words.ANSWER,
                list(labels),
                index=None if choice is None else list(labels).index(choice),
                format_func=lambda value: labels[value],
                key=name,
                placeholder=words.CHOOSE_ANSWER,
                label_visibility="collapsed",
                width=360,
            )
        else:
            chosen = st.segmented_control(
                words.ANSWER,
                list(labels),
                default=choice,
                required=True,
                format_func=lambda value: plain(labels[value]),
                key=name,
                label_visibility="collapsed",
                wrap=True,
            )
    if draft.answer(question, chosen):
        st.rerun()


def _answer_key(draft: UploadDraft, question: Fault) -> str:
    return f"answer-{draft.key}-{question.question}"


def _answer_alike(draft: UploadDraft, code: str, value: str) -> None:
    draft.answer_alike(code, value)
    for question in draft.questions:
        name = _answer_key(draft, question)
        if name in st.session_state:
            st.session_state[name] = draft.choice(question)


def _offer_same_answers(draft: UploadDraft, questions: Sequence[Fault]) -> None:
    """One press for many questions of a kind, with the answers that all of them offer."""
    kinds = Counter(question.code for question in questions)
    for code, count in kinds.items():
        if count < _ALIKE_FROM:
            continue
        of_kind = [question for question in questions if question.code == code]
        common = {o.value: o.label for o in of_kind[0].options}
        for question in of_kind[1:]:
            offered = {o.value for o in question.options}
            common = {value: label for value, label in common.items() if value in offered}
        if len(common) > _MOST_ALIKE:
            common = {value: label for value, label in common.items() if value == SKIP}
        with st.container(horizontal=True, key=f"alike-{code}"):
            for value, label in common.items():
                st.button(
                    words.answer_all(count, plain(label)),
                    key=f"alike-{code}-{value}",
                    on_click=_answer_alike,
                    args=(draft, code, value),
                )


# Refused cells


def show_refusals(plan: Plan, draft: UploadDraft) -> None:
    """Every refused cell with an input for its mend, a page at a time."""
    refusals = draft.refusals
    key = f"mending-{draft.key}"

    def take() -> None:
        take_edits(draft, _edits(st.session_state.get(key)))

    if any(fault.row for fault in refusals):
        st.caption(words.MENDING_HINT)
    shown = paged(refusals, MENDS_A_PAGE, key)
    _mending_component(
        data=mending_data(plan, draft, shown),
        key=key,
        default={"edits": []},
        on_edits_change=take,
    )
    show_pager(refusals, MENDS_A_PAGE, key)
    if draft.opened is not None:
        _open_row(draft)


def _edits(state: Any) -> list[dict[str, Any]]:
    found = state.get("edits") if isinstance(state, Mapping) else None
    return [edit for edit in found or () if isinstance(edit, dict)]


def _open_row(draft: UploadDraft) -> None:
    """All cells of one row in a window of their own."""
    sheet, row = draft.opened or ("", 0)
    cells = draft.reading.cells.get((sheet, row))

    def close() -> None:
        draft.opened = None

    if cells is None:
        close()
        return

    @st.dialog(words.row_title(sheet, row), on_dismiss=close)
    def dialog() -> None:
        for fault in draft.reading.errors:
            if (fault.sheet, fault.row) == (sheet, row):
                where = f"{plain(fault.column)}: " if fault.column else ""
                st.markdown(f"{where}{fault_text(fault)}")
        st.caption(words.OPENED_ROW_HINT)
        with st.form(f"row-{draft.key}-{sheet}-{row}", border=False):
            typed = {
                heading: st.text_input(plain(heading), value=text, max_chars=500)
                for heading, text in cells.items()
            }
            if st.form_submit_button(words.CHECK_ROW, type="primary"):
                _take_row(draft, sheet, row, typed, cells)
                close()
                st.rerun()

    dialog()


def fault_text(fault: Fault) -> str:
    """A fault as Markdown: why, and how to mend it."""
    return f"**{plain(fault.why)}** {plain(fault.mend)}"


def _take_row(
    draft: UploadDraft, sheet: str, row: int, typed: Mapping[str, str], cells: Mapping[str, str]
) -> None:
    for heading, text in typed.items():
        if text.strip() != cells[heading]:
            draft.correct(CellRef(sheet, row, heading), text)


# Reading a big file

_SLOW_FROM = 300_000
"""Bytes from which a reading takes long enough to say how far it is."""


def while_reading(draft: UploadDraft, read: Callable[[Report | None], None]) -> None:
    """Runs `read`, with a bar that says how far it is where the file is large."""
    if len(draft.content) < _SLOW_FROM:
        with st.spinner(words.READING):
            read(None)
        return
    place = st.empty()

    def tell(share: float, stage: Stage) -> None:
        place.progress(min(max(share, 0.0), 1.0), STAGES[stage])

    read(tell)
    place.empty()


# Long lists


def show_part(
    draft: UploadDraft,
    name: str,
    items: Sequence[Any],
    draw: Callable[[Sequence[Any]], Table],
    *,
    is_alone: bool,
) -> None:
    """A part of the preview: its first rows among the others, all of them where it is alone."""
    key = f"{name}-{draft.key}"
    if name == words.UNCHANGED and not is_alone:
        st.button(
            words.see_unchanged(len(items)),
            icon=":material/chevron_right:",
            type="tertiary",
            on_click=choose_filter,
            args=(draft, name),
            key=f"see-{name}",
        )
        return
    st.subheader(words.counted(name, len(items)))
    shown = paged(items, ROWS_A_PAGE, key) if is_alone else items[:FIRST_ROWS]
    show_table(draw(shown), f"part-{name}")
    if is_alone:
        show_pager(items, ROWS_A_PAGE, key)
    elif len(items) > FIRST_ROWS:
        st.button(
            words.see_all(name, len(items)),
            icon=":material/chevron_right:",
            type="tertiary",
            on_click=choose_filter,
            args=(draft, name),
            key=f"see-{name}",
        )
