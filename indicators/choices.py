"""Choices that the address can carry: a year, an indicator, a part of a screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import streamlit as st

from indicators.board import Board
from indicators.process import today
from indicators.screen import plain


def pick(label: str, options: Mapping[str, str], *, name: str, memory: str, width: int) -> str:
    """A choice that the address can carry: from there, else what was picked last, else the first.

    `options` maps codes to what is shown, `name` is the address parameter, `memory` the key that
    keeps the choice while the person moves between screens.
    """
    codes = list(options)
    asked = st.query_params.get(name, "").upper()
    kept = st.session_state.get(memory)
    chosen = next((code for code in codes if code == asked), None)
    chosen = chosen or next((code for code in codes if code == kept), codes[0])
    if asked and asked not in options:
        st.caption(f"Không có {label.lower()} “{plain(asked[:20])}”; đang hiện {plain(chosen)}.")
    key = f"{memory}-{chosen}"

    def take_picked() -> None:
        _take(name, memory, st.session_state[key])

    st.selectbox(
        label,
        codes,
        index=codes.index(chosen),
        format_func=lambda code: options[code],
        key=key,
        # Before the run, so that one run shows it.
        on_change=take_picked,
        label_visibility="collapsed",
        width=width,
    )
    st.session_state[memory] = chosen
    return str(chosen)


def choose(name: str, memory: str, value: str) -> NoReturn:
    """Takes another choice, in the address too, and starts the run again."""
    _take(name, memory, value)
    st.rerun()


def _take(name: str, memory: str, value: str) -> None:
    st.query_params[name] = value
    st.session_state[memory] = value


def pick_part(label: str, parts: Mapping[str, str], name: str = "xem") -> str:
    """Which part of a screen is shown; the address can carry it. The first by default."""
    codes = list(parts)
    asked = st.query_params.get(name, "")
    chosen = asked if asked in parts else codes[0]
    picked = st.segmented_control(
        label,
        codes,
        default=chosen,
        required=True,
        format_func=lambda code: parts[code],
        key=f"part-{name}-{chosen}",
        label_visibility="collapsed",
    )
    if picked != chosen:
        st.query_params[name] = str(picked)
        st.rerun()
    return chosen


def pick_year(current: Board) -> int:
    """The year to look at; see `pick`. By default the usual one."""
    day = today()
    years = [str(year) for year in current.years(day)]
    st.session_state.setdefault("chosen_year", str(current.usual_year(day)))
    shown = {year: f"Năm xem {year}" for year in years}
    return int(pick("Năm xem", shown, name="nam", memory="chosen_year", width=160))
