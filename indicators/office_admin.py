"""The administrator's reporting units, settings, backup, and the old end of the history."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import streamlit as st

from indicators import (
    access,
    event_words,
    notation,
    process,
    screen,
    upkeep,
    upkeep_words,
    upload_words,
    wording,
)
from indicators import admin_words as words
from indicators.accounts import Role
from indicators.admin_tables import backups_table, units_table
from indicators.board import Board
from indicators.clock import day_begins
from indicators.events import Event, EventFilter, EventKind
from indicators.office_settings import BOUNDS, MOST_CHARACTERS, OfficeSettings, faulty
from indicators.opening import current_plan
from indicators.reporting_units import in_order
from indicators.store import StoreUnavailable
from indicators.unit_list import as_text, read_units

_SWITCHES = ("viewers_sign_in", "approval")
_DAY = {"report_day": 31, "report_month": 12}
"""The settings that together are a day, and the most that each can be."""
_MOST_LIST = 100_000


# Reporting units


def show_units(board: Board) -> None:
    """The list of who reports what, and the way to another one."""
    kept, plan = board.store.reporting_units, board.plan
    units = in_order(kept.current())
    st.markdown(words.UNITS_LEAD)
    st.subheader(words.units_count(len(units)))
    screen.show_table(units_table(plan, units), "reporting-units")
    with st.expander(words.UNITS_EDIT, expanded=not units):
        file = st.file_uploader(words.UNITS_FILE, type=["csv", "txt"], key="units-file")
        text = as_text(units, plan)
        if file is not None:
            try:
                text = file.getvalue()[:_MOST_LIST].decode("utf-8-sig")
            except UnicodeDecodeError:
                st.error(words.UNITS_UNREADABLE)
        version = f"{kept.revision}-{file.file_id if file else ''}"
        with st.form("units", border=False):
            written = st.text_area(
                words.UNITS_LINES,
                text,
                height=320,
                max_chars=_MOST_LIST,
                placeholder=words.UNITS_HINT,
                help=words.UNITS_HELP,
                key=f"units-{version}",
            )
            pressed = st.form_submit_button(words.SAVE, type="primary")
    if not pressed:
        return
    found, faults = read_units(written, plan)
    for fault in faults:
        st.error(screen.plain(fault))
    who = None if faults else access.administrator()
    if who is None:
        return
    is_same = {unit.name: unit for unit in found} == {unit.name: unit for unit in units}
    kept.replace(found, who)
    st.session_state["admin_told"] = words.NOTHING_CHANGED if is_same else words.SAVED
    st.rerun()


# Settings


def show_settings(board: Board) -> None:
    """Every setting with what it does."""
    store = board.store
    now = store.settings.current()
    with st.form("settings", border=False):
        chosen: dict[str, Any] = {}
        for name in _SWITCHES:
            chosen[name] = st.toggle(
                event_words.SETTINGS[name],
                getattr(now, name),
                help=words.HELP.get(name),
                key=f"setting-{name}",
            )
        with st.container(horizontal=True, key="settings-numbers"):
            for name in (name for name in BOUNDS if name not in _DAY):
                chosen[name] = st.number_input(
                    event_words.SETTINGS[name],
                    value=getattr(now, name),
                    step=1,
                    help=words.HELP.get(name),
                    width=240,
                    key=f"setting-{name}",
                )
        chosen |= _choose_report_day(now)
        for name in ("report_text", "dashboard_address", "projector_key", "second_backup_place"):
            chosen[name] = st.text_input(
                event_words.SETTINGS[name],
                getattr(now, name),
                max_chars=MOST_CHARACTERS,
                help=words.HELP.get(name),
                width=720,
                key=f"setting-{name}",
            ).strip()
        pressed = st.form_submit_button(words.SAVE, type="primary")
    if pressed:
        _keep(board, replace(now, **chosen))


def _choose_report_day(now: OfficeSettings) -> dict[str, int]:
    """The day before which the yearly report is due: the plan's, or another one."""
    plans = current_plan(process.settings().plan_folder).reporting
    plans_day = {"report_day": plans.before_day, "report_month": plans.before_month}
    is_own = bool(now.report_month and now.report_day)
    with st.container(horizontal=True, vertical_alignment="bottom", key="settings-report-day"):
        which = st.radio(
            words.REPORT_DAY,
            [False, True],
            index=int(is_own),
            format_func=lambda own: words.report_day(plans.before_day, plans.before_month, own),
            horizontal=True,
            key="setting-own-report-day",
        )
        picked = {
            name: int(
                st.number_input(
                    event_words.SETTINGS[name],
                    min_value=1,
                    max_value=most,
                    value=getattr(now, name) if is_own else plans_day[name],
                    step=1,
                    help=words.HELP.get(name),
                    width=240,
                    key=f"setting-{name}",
                )
            )
            for name, most in _DAY.items()
        }
    return picked if which else dict.fromkeys(_DAY, 0)


def _keep(board: Board, chosen: OfficeSettings) -> None:
    """Keeps the settings, or says what cannot be, a sentence each."""
    store = board.store
    now = store.settings.current()
    for name in faulty(chosen):
        st.error(words.impossible(name))
    if faulty(chosen):
        return
    accounts = store.accounts.all()
    if chosen.approval and not any(a.enabled and Role.APPROVER in a.roles for a in accounts):
        st.error(words.NO_APPROVER)
        return
    who = access.administrator()
    if who is None:
        return
    store.settings.change(chosen, who)
    is_same = not chosen.differing_from(now)
    st.session_state["admin_told"] = words.NOTHING_CHANGED if is_same else words.SAVED
    st.rerun()


# Backup and history


def show_data(board: Board) -> None:
    """The backups, and the history that is older than it has to be kept."""
    st.subheader(words.BACKUPS)
    _show_backups(board)
    if board.store.holds_demo_figures():
        _show_retirement(board)
    _show_cut(board)


def _show_backups(board: Board) -> None:
    """The backups there are, what is not well with them, and one more at once."""
    kept = upkeep.state(board.store)
    if kept is None:
        st.markdown(upkeep_words.NO_FILE)
        return
    for warning in kept.warnings:
        st.warning(words.BACKUP_WARNINGS[warning], icon=":material/warning:")
    next_at = notation.moment(kept.next_at) if kept.next_at else ""
    st.markdown(words.unsaved(kept.unsaved, next_at))
    if st.button(words.BACKUP_NOW, icon=":material/save:", type="primary"):
        who = access.administrator()
        if who is None:
            return
        # Before it, so that the backup holds it too: nothing is left to be backed up.
        board.store.events.record(Event.by(who, EventKind.BACKUP))
        try:
            upkeep.backup_now(board.store)
        except (OSError, StoreUnavailable):
            st.error(words.BACKUP_FAILED)
            return
        st.session_state["admin_told"] = words.BACKUP_DONE
        st.rerun()
    rows = [
        (
            notation.moment(backup.taken_at),
            upkeep_words.REASONS[backup.reason.value],
            upkeep_words.size(backup.size),
            str(backup.file),
        )
        for backup in kept.backups
    ]
    screen.show_table(backups_table(rows), "backups")
    st.caption(words.BACKUP_RESTORE)


def _show_retirement(board: Board) -> None:
    st.subheader(wording.DEMO_MARK.capitalize())
    st.markdown(upload_words.DEMO_RETIREMENT)
    is_sure = st.checkbox(upload_words.DEMO_SURE)
    if st.button(upload_words.DEMO_RETIRE, icon=":material/delete_sweep:", disabled=not is_sure):
        who = access.administrator()
        if who is not None:
            key = uuid.uuid4().hex
            board.store.retire_demo(who.full_name, key, who.address, who.login)
            st.session_state["admin_told"] = words.SAVED
            st.rerun()


def _show_cut(board: Board) -> None:
    events, settings = board.store.events, board.store.settings.current()
    first_kept = settings.kept_since(process.today())
    before = EventFilter(until=first_kept.fromordinal(first_kept.toordinal() - 1))
    count = events.count(before)
    st.subheader(words.CUT_TITLE)
    day = notation.day(first_kept)
    st.markdown(words.cut_lead(settings.retention_months, count, day))
    if not count:
        return
    is_sure = st.checkbox(words.CUT_SURE)
    if st.button(words.CUT, icon=":material/delete_sweep:", disabled=not is_sure):
        who = access.administrator()
        if who is not None:
            deleted = events.cut(day_begins(first_kept), who)
            st.session_state["admin_told"] = words.cut_done(deleted)
            st.rerun()
