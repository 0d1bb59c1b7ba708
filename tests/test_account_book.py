"""What an administrator does with accounts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from indicators.account_book import AT_THE_MACHINE, AccountBook, AccountFault
from indicators.accounts import Account, Credential, Identity, Role
from indicators.events import EventFilter, EventKind
from indicators.passwords import Passwords
from indicators.sign_in import FREE_TRIES, Answer, SignIn, Visit
from indicators.store import AccountExists, LastAdmin, Store

LAN = Account("lan", "Bà Lan", frozenset({Role.CONTRIBUTOR}), "VHXH", "lan@vinham.vi.du")
ADMIN = Account("quantri", "Ông Tư", frozenset({Role.ADMIN}))
BY = Identity("quantri", "Ông Tư", frozenset({Role.ADMIN}), "", "192.168.1.2")
HERE = Visit("192.168.1.20")
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture
def book(store: Store, passwords: Passwords) -> AccountBook:
    book = AccountBook(store, passwords, ("PKT", "VHXH"), lambda: NOW)
    book.add(ADMIN, BY)
    return book


@pytest.fixture
def door(store: Store, passwords: Passwords) -> SignIn:
    return SignIn(store, passwords, now=lambda: NOW)


def test_a_new_account_signs_in_with_the_password_that_was_said_and_must_change_it(
    book: AccountBook, door: SignIn
) -> None:
    password = book.add(LAN, BY)
    outcome = door.with_password("lan", password, HERE)
    signed_in = door.find(outcome.token)
    assert signed_in is not None
    assert signed_in.account == LAN
    assert signed_in.credential.must_change
    assert not signed_in.may_work


def test_a_login_is_given_once(book: AccountBook) -> None:
    book.add(LAN, BY)
    with pytest.raises(AccountExists):
        book.add(replace(LAN, full_name="Người khác"), BY)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"login": "Lân"}, AccountFault.LOGIN),
        ({"login": ""}, AccountFault.LOGIN),
        ({"login": "quantri"}, AccountFault.LOGIN_TAKEN),
        ({"full_name": ""}, AccountFault.NAME),
        ({"full_name": "   "}, AccountFault.NAME),
        ({"full_name": "Bà\nLan"}, AccountFault.NAME),
        ({"full_name": "Bà Lan" * 20}, AccountFault.NAME),
        ({"unit": "XYZ"}, AccountFault.UNIT_UNKNOWN),
        ({"unit": ""}, AccountFault.UNIT_MISSING),
        ({"email": "lan"}, AccountFault.EMAIL),
        ({"email": "lan@vi du"}, AccountFault.EMAIL),
    ],
)
def test_an_account_with_a_fault_is_told_which(
    book: AccountBook, changed: dict[str, str], fault: AccountFault
) -> None:
    assert book.faults(replace(LAN, **changed), is_new=True) == (fault,)


def test_an_account_without_faults_has_none(book: AccountBook) -> None:
    assert book.faults(LAN, is_new=True) == ()
    book.add(LAN, BY)
    assert book.faults(replace(LAN, full_name="Bùi Thị Lan"), is_new=False) == ()


def test_two_accounts_do_not_share_an_address_of_the_single_sign_on(book: AccountBook) -> None:
    book.add(LAN, BY)
    second = replace(LAN, login="lan2", email="LAN@vinham.vi.du")
    assert book.faults(second, is_new=True) == (AccountFault.EMAIL_TAKEN,)


def test_faults_are_told_all_at_once(book: AccountBook) -> None:
    nothing = Account("", "", frozenset({Role.CONTRIBUTOR}), "", "x")
    assert set(book.faults(nothing, is_new=True)) == {
        AccountFault.LOGIN,
        AccountFault.NAME,
        AccountFault.UNIT_MISSING,
        AccountFault.EMAIL,
    }


def test_a_reset_ends_sessions_forgets_failures_and_drops_the_second_factor(
    book: AccountBook, door: SignIn, store: Store, passwords: Passwords
) -> None:
    token = door.with_password("lan", book.add(LAN, BY), HERE).token
    kept = store.accounts.credential("lan")
    store.accounts.keep_credential("lan", replace(kept, totp_secret="A" * 32), NOW)
    for _ in range(FREE_TRIES + 1):
        door.with_password("lan", "sai mật khẩu rồi", Visit("10.0.0.66"))
    password = book.reset("lan", AT_THE_MACHINE)
    assert door.find(token) is None
    outcome = door.with_password("lan", password, Visit("10.0.0.66"))
    assert outcome.answer is Answer.IN
    assert store.accounts.credential("lan") == Credential(
        store.accounts.credential("lan").password_hash, must_change=True
    )


def test_a_disabled_account_is_out_and_an_enabled_one_may_come_again(
    book: AccountBook, door: SignIn
) -> None:
    password = book.add(LAN, BY)
    token = door.with_password("lan", password, HERE).token
    book.switch("lan", BY, enabled=False)
    assert door.find(token) is None
    book.switch("lan", BY, enabled=True)
    assert door.find(token) is None
    assert door.with_password("lan", password, HERE).answer is Answer.IN


def test_the_last_administrator_stays(book: AccountBook, store: Store) -> None:
    with pytest.raises(LastAdmin):
        book.switch("quantri", BY, enabled=False)
    with pytest.raises(LastAdmin):
        book.change(replace(ADMIN, roles=frozenset({Role.EDITOR})), BY)
    book.add(replace(ADMIN, login="phu"), BY)
    book.switch("quantri", BY, enabled=False)
    with pytest.raises(LastAdmin):
        book.switch("phu", BY, enabled=False)
    assert [each.login for each in store.accounts.all() if each.enabled] == ["phu"]


@pytest.mark.parametrize("login", ["khong-co", ""])
def test_what_is_not_there_cannot_be_changed(book: AccountBook, login: str) -> None:
    with pytest.raises(KeyError):
        book.reset(login, BY)
    with pytest.raises(KeyError):
        book.switch(login, BY, enabled=False)


def test_the_list_says_who_has_what(book: AccountBook) -> None:
    book.add(LAN, BY)
    listed = book.listed()
    assert [each.account for each in listed] == [LAN, ADMIN]
    assert all(each.must_change and not each.has_second_factor for each in listed)
    assert listed[0].last_use == NOW.replace(tzinfo=None)


def test_every_revision_is_kept(book: AccountBook, store: Store) -> None:
    book.add(LAN, BY)
    book.change(replace(LAN, full_name="Bùi Thị Lan"), BY)
    rows = store.database.rows(
        "SELECT revision, full_name, made_by FROM account_revisions "
        "WHERE login = 'lan' ORDER BY revision"
    )
    assert rows == [(1, "Bà Lan", "quantri"), (2, "Bùi Thị Lan", "quantri")]


def test_nothing_that_opens_an_account_shows_when_it_is_printed(
    book: AccountBook, store: Store
) -> None:
    book.add(LAN, BY)
    kept = replace(store.accounts.credential("lan"), totp_secret="GEHEIM")
    assert "argon2" not in repr(kept)
    assert "GEHEIM" not in repr(kept)


def test_the_history_is_told_what_was_before_and_after(book: AccountBook, store: Store) -> None:
    book.add(LAN, BY)
    book.change(replace(LAN, roles=frozenset({Role.EDITOR})), BY)
    book.change(replace(LAN, roles=frozenset({Role.EDITOR})), BY)
    book.switch("lan", BY, enabled=False)
    book.reset("lan", AT_THE_MACHINE)
    told = [
        (each.kind, each.subject, each.login, each.address, each.before, each.after)
        for each in reversed(store.events.found(EventFilter(text="lan")))
    ]
    contributor = "Bà Lan · Đơn vị báo số liệu · VHXH · lan@vinham.vi.du · đang mở"
    editor = "Bà Lan · Biên tập số liệu · VHXH · lan@vinham.vi.du · đang mở"
    disabled = editor.replace("đang mở", "đã khóa")
    by = ("lan", "quantri", "192.168.1.2")
    assert told == [
        (EventKind.ACCOUNT_CREATED, *by, "", contributor),
        (EventKind.ACCOUNT_CHANGED, *by, contributor, editor),
        (EventKind.ACCOUNT_DISABLED, *by, editor, disabled),
        (EventKind.ACCOUNT_RESET, "lan", "", "máy chủ", "", ""),
    ]
