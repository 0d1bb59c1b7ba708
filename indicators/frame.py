"""What stands around every screen: style sheet, side bar, demo banner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from indicators import access, entrance, wording
from indicators.accounts import Right, may
from indicators.cells import ADDRESSES
from indicators.components import FOLDER, asset
from indicators.projector import show_address
from indicators.screen import RIGHTS, board, has_city, plain
from indicators.slides import show_words

ICON = str(FOLDER / "icon.svg")
YEARLY = {ADDRESSES[name] for name in ("overview", "indicator", "unit", "report", "city")}


def show(sections: Mapping[str, Sequence[Any]]) -> None:
    """Style sheet, side bar with `sections` of pages, demo banner; once a run, before the page."""
    st.html(f"<style>{asset('screen.css')}</style>")
    current = board()
    commune = current.plan.commune
    with st.sidebar:
        with st.container(key="brand", gap=None):
            st.markdown(f"**{plain(commune.product)}**")
            st.caption(plain(wording.commune_line(commune)))
        _show_pages(sections)
        entrance.show_person()
    if current.store.holds_demo_figures():
        with st.container(key="demo-banner", horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{wording.DEMO_MARK}**", width="content")
            # The style sheet shows one of the two, by the width.
            st.markdown(wording.DEMO_NOTICE)
            st.markdown(wording.DEMO_NOTICE_SHORT)


def _show_pages(sections: Mapping[str, Sequence[Any]]) -> None:
    """Links to the pages that this person may use."""
    person = access.viewer()
    needed = {ADDRESSES[name]: rights for name, rights in RIGHTS.items()}
    for title, pages in sections.items():
        shown = [
            page
            for page in pages
            if (page.url_path != ADDRESSES["city"] or has_city())
            and any(may(person, right) for right in needed.get(page.url_path, (Right.VIEW,)))
        ]
        if not shown:
            continue
        with st.container(key=f"section-{title}", gap=None):
            st.caption(title)
            for entry in shown:
                st.page_link(
                    entry, label=entry.title, width="stretch", query_params=_kept_year(entry)
                )
            if shown[0].url_path == ADDRESSES["overview"]:
                # No screen of Streamlit's: it opens beside this one, for the projector.
                st.link_button(show_words.SHOW, show_address(), type="tertiary")


def _kept_year(entry: Any) -> dict[str, str]:
    """The chosen year for the links to the screens that show one."""
    year = st.session_state.get("chosen_year")
    return {"nam": year} if year and entry.url_path in YEARLY else {}
