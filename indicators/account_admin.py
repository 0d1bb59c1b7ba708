"""The administrator's accounts: who there is, adding, changing, a new password, out everywhere."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from indicators import access, account_words, screen
from indicators import admin_words as words
from indicators.account_book import LONGEST_NAME, AccountBook
from indicators.accounts import Account, Identity, Role
from indicators.admin_tables import accounts_table
from indicators.board import Board
from indicators.opening import open_accounts
from indicators.plan import Plan
from indicators.store import AccountExists, LastAdmin

_PASSWORD = "one_time_password"
_ADDED = "accounts_added"


def show(board: Board) -> None:
    """The list, and what an administrator does with it."""
    book, plan = open_accounts(board), board.plan
    listed = book.listed()
    _show_password()
    st.subheader(words.accounts_title(len(listed)))
    screen.show_table(accounts_table(plan, listed), "accounts")
    with st.expander(words.ADD, expanded=not listed):
        _add(book, plan)
    if listed:
        with st.expander(words.EDIT):
            _edit(board, book, [each.account for each in listed])


def _show_password() -> None:
    """The password that was just made: once, and not again after the next run."""
    made = st.session_state.pop(_PASSWORD, None)
    if made is not None:
        login, password = made
        with st.container(key="one-time-password", border=True):
            st.markdown(f"**{screen.plain(words.one_time_password(login))}**")
            st.code(password, language=None)


def _fields(plan: Plan, account: Account, key: str) -> Account:
    """The fields of an account, as they are filled in now."""
    left, right = st.columns(2)
    name = left.text_input(
        account_words.FULL_NAME, account.full_name, max_chars=LONGEST_NAME, key=f"name-{key}"
    )
    email = right.text_input(words.EMAIL, account.email, max_chars=250, key=f"email-{key}")
    roles = left.multiselect(
        words.ROLES,
        list(Role),
        [role for role in Role if role in account.roles],
        format_func=account_words.ROLES.__getitem__,
        placeholder=words.ROLES_HINT,
        key=f"roles-{key}",
    )
    units = ["", *(unit.code for unit in plan.responsible_units)]
    unit = right.selectbox(
        words.UNIT,
        units,
        index=units.index(account.unit) if account.unit in units else 0,
        format_func=lambda code: plan.unit_name(code) if code else words.NO_UNIT,
        key=f"unit-{key}",
    )
    return Account(
        account.login, name.strip(), frozenset(roles), unit, email.strip(), account.enabled
    )


def _add(book: AccountBook, plan: Plan) -> None:
    # Other keys after each account: the next one must not begin with the roles of the last.
    key = f"new-{st.session_state.setdefault(_ADDED, 0)}"
    with st.form("add-account", border=False, clear_on_submit=False):
        login = st.text_input(
            account_words.LOGIN, max_chars=40, help=account_words.LOGIN_HINT, key=f"login-{key}"
        )
        filled = _fields(plan, Account("", "", frozenset()), key)
        pressed = st.form_submit_button(words.ADD, type="primary")
    if not pressed:
        return
    account = Account(login.strip(), filled.full_name, filled.roles, filled.unit, filled.email)
    who = access.administrator()
    if who is None or not _fits(book, account, is_new=True):
        return
    try:
        st.session_state[_PASSWORD] = (account.login, book.add(account, who))
    except AccountExists:
        st.error(account_words.ACCOUNT_FAULTS["login_taken"])
        return
    st.session_state[_ADDED] += 1
    st.rerun()


def _edit(board: Board, book: AccountBook, accounts: list[Account]) -> None:
    by_login = {account.login: account for account in accounts}
    login = st.selectbox(
        words.ACCOUNT,
        list(by_login),
        format_func=lambda each: f"{each} · {by_login[each].full_name}",
        key="edited-account",
        width=440,
    )
    account = by_login[str(login)]
    with st.form(f"edit-{login}", border=False):
        filled = _fields(board.plan, account, account.login)
        pressed = st.form_submit_button(words.SAVE, type="primary")
    if pressed:
        who = access.administrator()
        if who is not None and _fits(book, filled, is_new=False):
            _change(book, filled, who)
    with st.container(horizontal=True, key="account-actions"):
        switched = words.DISABLE if account.enabled else words.ENABLE
        reset = st.button(words.RESET, icon=":material/key:", key=f"reset-{login}")
        out = st.button(words.SIGN_OUT_ALL, icon=":material/logout:", key=f"out-{login}")
        switch = st.button(switched, icon=":material/block:", key=f"switch-{login}")
    if not (reset or out or switch):
        return
    who = access.administrator()
    if who is None:
        return
    if reset:
        st.session_state[_PASSWORD] = (account.login, book.reset(account.login, who))
        st.rerun()
    elif out:
        board.store.sessions.end_all(account.login, datetime.now(UTC))
        st.session_state["admin_told"] = words.SIGNED_OUT
        st.rerun()
    else:
        changed = Account(
            account.login,
            account.full_name,
            account.roles,
            account.unit,
            account.email,
            not account.enabled,
        )
        _change(book, changed, who)


def _change(book: AccountBook, account: Account, who: Identity) -> None:
    try:
        book.change(account, who)
    except LastAdmin:
        st.error(account_words.LAST_ADMIN)
        return
    st.session_state["admin_told"] = words.SAVED
    st.rerun()


def _fits(book: AccountBook, account: Account, *, is_new: bool) -> bool:
    """Whether an account can be kept; what is wrong is said, a sentence each."""
    faults = book.faults(account, is_new=is_new)
    for fault in faults:
        st.error(account_words.ACCOUNT_FAULTS[fault.value])
    return not faults
