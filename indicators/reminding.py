"""The letters that remind units of what they owe, on the screens that have them."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from indicators import reminders
from indicators.board import View
from indicators.screen import asset, board

_component = st.components.v2.component(
    "indicators.reminders",
    css=asset("shared.css") + asset("reminders.css"),
    js=asset("shared.js") + asset("reminders.js"),
)


def show_reminders(shown: View, unit: str = "") -> None:
    """What the units (or one) still owe in a year, as letters to copy; closed until asked for."""
    base = shared_address()
    items = [r for r in reminders.reminders(shown, base) if unit in ("", r.unit)]
    if unit and not items:
        return
    with st.expander(reminders.TITLE if unit else reminders.title(items)):
        if not items:
            st.markdown(reminders.NOBODY)
            return
        notes = [reminders.NO_MAIL, reminders.LOCAL_ADDRESS if is_local(base) else ""]
        st.caption(" ".join(filter(None, notes)))
        _component(data=[reminders.reminders_data(items)], key="reminders")


def shared_address() -> str:
    """The dashboard's address for colleagues, without a slash at its end.

    The one that the administrator gave, else as the browser reached it.
    """
    if chosen := board().store.settings.current().dashboard_address:
        return chosen
    asked = urlsplit(st.context.url or "")
    if not asked.netloc:
        return ""
    folder = asked.path.rpartition("/")[0]
    return f"{asked.scheme}://{asked.netloc}{folder}"


def is_local(address: str) -> bool:
    """Whether an address leads to the browser's own machine only."""
    return urlsplit(address).hostname in ("localhost", "127.0.0.1", "::1")
