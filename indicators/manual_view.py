"""The manual on the screen: a chapter's pieces, and going to a place of it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from indicators import choices, manual_tables, screen, tables, wording
from indicators.cells import STYLE
from indicators.manual import (
    PICTURES,
    Chapter,
    Hit,
    Lines,
    Picture,
    Piece,
    Reader,
    Section,
    Statuses,
    answers,
    words,
)
from indicators.plan import Plan

_TEXT_WIDTH, _PICTURE_WIDTH = 860, 600
_MOST_ANSWERS = 6
_component = st.components.v2.component(
    "indicators.manual",
    css=screen.asset("shared.css") + screen.asset("manual.css"),
    js=screen.asset("shared.js") + screen.asset("manual.js"),
)


def ask() -> str:
    """What is searched for: typed here, or given by the address as `tim`."""
    asked = st.query_params.get("tim", "").strip()[:80]
    key = f"search-{asked}"

    def take() -> None:
        typed = str(st.session_state[key]).strip()
        st.query_params.clear()
        if typed:
            st.query_params["tim"] = typed

    st.text_input(
        words.SEARCH,
        asked,
        max_chars=80,
        placeholder=words.SEARCH_HINT,
        icon=":material/search:",
        key=key,
        on_change=take,
        label_visibility="collapsed",
        width=420,
    )
    return asked


def show_contents(chapters: tuple[Chapter, ...]) -> None:
    """The table of contents, for one kind of readers or for everybody."""
    readers = {"moi-nguoi": words.EVERYBODY} | {r.value: name for r, name in words.READERS.items()}
    chosen = choices.pick_part(words.WHO, readers, name="vai")
    reader = Reader(chosen) if chosen != "moi-nguoi" else None
    with st.container(width=_TEXT_WIDTH):
        screen.show_table(manual_tables.contents_table(chapters, reader), key="manual-contents")


def show_hits(hits: tuple[Hit, ...], asked: str) -> None:
    """What was found, and how much of it."""
    with st.container(width=_TEXT_WIDTH):
        if hits:
            st.markdown(screen.plain(words.found(len(hits), asked)))
        screen.show_table(manual_tables.hits_table(hits, asked), key="manual-hits")


def show_chapter(plan: Plan, chapter: Chapter, *, with_contents: bool = True) -> None:
    """A chapter with links to its own sections."""
    with st.container(key=f"chapter-{chapter.part}-{chapter.name}", width=_TEXT_WIDTH):
        st.header(chapter.title, anchor=chapter.name, divider="gray")
        st.markdown(chapter.lead)
        named = [section for section in chapter.sections if section.title]
        if with_contents and len(named) > 2:
            links = (f"[{screen.plain(each.title)}](#{each.name})" for each in named)
            with st.container(key="in-chapter"):
                st.markdown("\n".join(f"- {link}" for link in links))
        for section in chapter.sections:
            _show_section(plan, section)


def show_whole(plan: Plan, chapters: tuple[Chapter, ...], *, is_demo: bool) -> None:
    """All chapters for paper: contents, a page number, and the mark of invented figures."""
    mark = f"@bottom-left {{ content: '{wording.DEMO_MARK}' }}" if is_demo else ""
    page = f"size: A4; margin: 15mm; @bottom-right {{ content: counter(page) }} {mark}"
    st.html(f"<style>@page {{ {page} }}</style>")
    go_to("", print_label=words.PRINT)
    with st.container(width=_TEXT_WIDTH):
        screen.show_table(manual_tables.contents_table(chapters, None), key="manual-contents")
    for chapter in chapters:
        show_chapter(plan, chapter, with_contents=False)


def offer_answers(codes: Iterable[str]) -> None:
    """Links to what the manual says to these faults, the first few."""
    found = {answer.place: answer for code in codes if (answer := answers().get(code))}
    if not found:
        return
    with st.container(key="answers", gap=None):
        st.caption(words.ANSWER_LINK)
        for answer in list(found.values())[:_MOST_ANSWERS]:
            st.page_link(
                screen.PAGES["manual"],
                label=screen.plain(answer.title),
                icon=":material/help:",
                query_params={"muc": answer.place},
            )


def go_to(place: str, *, print_label: str = "") -> None:
    """Brings a section into view once the page is drawn, and offers to print."""
    data = {"style": dict(STYLE), "place": place, "print": print_label}
    _component(data=[data], key="manual-place")


def _show_section(plan: Plan, section: Section) -> None:
    if section.title:
        st.subheader(screen.plain(section.title), anchor=section.name)
    for piece in section.pieces:
        _show_piece(plan, piece)


def _show_piece(plan: Plan, piece: Piece) -> None:
    if isinstance(piece, Picture):
        is_drawing = piece.file_name.endswith(".svg")
        place = PICTURES / piece.file_name
        st.image(
            screen.asset(piece.file_name) if is_drawing else place.read_bytes(),
            alt=piece.alt,
            width=480 if is_drawing else _PICTURE_WIDTH,
        )
    elif isinstance(piece, Statuses):
        screen.show_table(tables.statuses_table(plan), key="manual-statuses")
    elif isinstance(piece, Lines):
        lines = (
            f"**{screen.plain(each.term)}:** {screen.plain(each.text)}"
            if each.term
            else screen.plain(each.text)
            for each in piece.lines
        )
        st.markdown("\n".join(f"- {line}" for line in lines))
    else:
        st.markdown(piece)
