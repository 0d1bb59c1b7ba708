"""Who may write, until there are accounts: at this machine, or with the passphrase."""

from __future__ import annotations

import hmac
import os
import time

import streamlit as st

from indicators import accounts
from indicators.accounts import Identity, Right, Role
from indicators.callers import is_from_this_machine
from indicators.settings import read_settings

_WAIT_AFTER = 5
_WAIT_SECONDS = 30.0
_failures: dict[str, list[float]] = {}


def identity() -> Identity:
    """Who is at this session now; to be asked on each run and again before each write."""
    if not may_upload():
        return Identity(address=address())
    return Identity("", person(), frozenset(set(Role) - {Role.CONTRIBUTOR}), "", address())


def may(right: Right, unit: str | None = None) -> bool:
    """Whether this session's person may do this for what `unit` leads; see `accounts.may`."""
    return accounts.may(identity(), right, unit)


def require(title: str, right: Right) -> None:
    """Stops a screen, after saying how to come in, for those who may not do this at all."""
    if not may(right):
        ask_passphrase(title)


def person() -> str:
    """The name the person gave last in this session."""
    return str(st.session_state.get("person", ""))


def remember_person(name: str) -> None:
    st.session_state["person"] = name.strip()


def address() -> str:
    """Where the browser is, for the history: an IP address, or this machine."""
    seen = st.context.ip_address
    return seen if isinstance(seen, str) else "máy chủ"


def is_at_this_machine() -> bool:
    """Whether the browser runs on the server's own machine."""
    return is_from_this_machine(st.context.ip_address, st.context.headers)


def may_upload() -> bool:
    return is_at_this_machine() or bool(st.session_state.get("passphrase_given"))


def may_explain(unit_code: str) -> bool:
    """Whether this person may write the explanations of a lead unit."""
    return may_upload()


def ask_passphrase(title: str) -> None:
    """The door of an editors' screen for browsers on other machines."""
    st.title(title)
    if not read_settings(os.environ).passphrase:
        st.warning(
            "Chỉ nạp được số liệu ngay trên máy chủ của bảng theo dõi. Muốn nạp từ máy khác, "
            "người quản trị đặt mật khẩu nạp số liệu (biến INDICATORS_PASSPHRASE) rồi mở lại.",
            icon=":material/lock:",
        )
        st.stop()
    with st.form("passphrase", width=460):
        given = st.text_input("Mật khẩu nạp số liệu", type="password", autocomplete="off")
        asked = st.form_submit_button("Mở", type="primary")
    if asked and _passphrase_fits(given):
        st.session_state["passphrase_given"] = True
        st.rerun()
    st.caption("Xem số liệu thì không cần mật khẩu.")
    st.stop()


def _passphrase_fits(given: str) -> bool:
    """Compares in constant time; too many failures from one address make it wait."""
    now = time.monotonic()
    failures = _failures.setdefault(address(), [])
    failures[:] = [moment for moment in failures if now - moment < _WAIT_SECONDS]
    if len(failures) >= _WAIT_AFTER:
        st.error("Sai quá nhiều lần; hãy đợi nửa phút rồi thử lại.")
        return False
    if hmac.compare_digest(given.strip().encode(), read_settings(os.environ).passphrase.encode()):
        return True
    failures.append(now)
    st.error("Mật khẩu không đúng.")
    return False
