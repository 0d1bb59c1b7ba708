"""Quản trị on real accounts: what an administrator sees, changes and is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from indicators import account_words, screen
from indicators import admin_words as words
from indicators.accounts import Account, Identity, Role
from indicators.events import Event, EventFilter, EventKind
from indicators.office_settings import OfficeSettings
from indicators.store import Store, open_store
from tests.conftest import COMMUNE
from tests.signing import EDITOR, Browser, add_account
from tests.test_pages import Screen, browser, database, place, start  # noqa: F401

BINH = Account("binh", "Ông Bình", frozenset({Role.ADMIN}))
MINH = Account("minh", "Ông Minh", frozenset({Role.APPROVER}))
Start = Callable[[str], Screen]


@pytest.fixture
def store(start: Start, browser: Browser, database) -> Store:  # noqa: F811
    """The store of a dashboard with real figures; an administrator is signed in."""
    start("real")
    found = open_store(database, COMMUNE)
    browser.sign_in(found, BINH)
    return found


def told(store: Store, kind: EventKind) -> list[Event]:
    return list(store.events.found(EventFilter(kinds=frozenset({kind}))))


@pytest.mark.parametrize("account", [None, EDITOR, MINH], ids=["visitor", "editor", "approver"])
def test_nobody_else_comes_in_by_the_address(
    store: Store,
    browser: Browser,  # noqa: F811
    account: Account | None,
) -> None:
    browser.sign_out()
    if account:
        browser.sign_in(store, account)
    page = Screen().open("admin")
    assert not page.app.exception
    assert page.components("table") == []
    assert not page.app.text_input


# Accounts


def fill(page: Screen, **fields: object) -> None:
    for key, value in fields.items():
        for kind in ("text_input", "multiselect", "selectbox"):
            for element in getattr(page.app, kind):
                if element.key == f"{key}-new-0":
                    element.set_value(value)


def test_an_administrator_adds_an_account_whose_password_is_shown_once(store: Store) -> None:
    page = Screen().open("admin")
    fill(page, login="hung", name="Ông Hùng", roles=[Role.CONTRIBUTOR], unit="VHXH")
    page.button(words.ADD).click().run()
    assert not page.app.exception
    (code,) = page.app.code
    assert len(code.value) >= 14
    assert screen.plain(words.one_time_password("hung")) in page.text
    assert "Ông Hùng" in page.table(words.PARTS["tai-khoan"])
    account = store.accounts.find("hung")
    assert account == Account("hung", "Ông Hùng", frozenset({Role.CONTRIBUTOR}), "VHXH")
    (event,) = told(store, EventKind.ACCOUNT_CREATED)
    assert (event.subject, event.login) == ("hung", "binh")
    assert code.value not in repr(store.events.found(EventFilter()))

    # The next account begins with nothing of this one.
    assert not [box.value for box in page.app.multiselect if box.key == "roles-new-1" and box.value]
    assert [box.value for box in page.app.text_input if box.key == "login-new-1"] == [""]

    page.app.run()
    assert not page.app.code


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"login": "Hùng", "name": "Ông Hùng"}, "login"),
        ({"login": "binh", "name": "Ông Hùng"}, "login_taken"),
        ({"login": "hung", "name": ""}, "name"),
        ({"login": "hung", "name": "Ông Hùng", "roles": [Role.CONTRIBUTOR]}, "unit_missing"),
    ],
)
def test_what_is_wrong_with_an_account_is_said(
    store: Store, fields: dict[str, object], fault: str
) -> None:
    page = Screen().open("admin")
    fill(page, **fields)
    page.button(words.ADD).click().run()
    assert [e.value for e in page.app.error] == [account_words.ACCOUNT_FAULTS[fault]]
    assert store.accounts.find("hung") is None


@pytest.mark.parametrize("name", ["<b>Hùng</b>", "**Hùng** [x](http://vi.du)", "=HYPERLINK(1)"])
def test_a_name_is_shown_as_it_was_typed(store: Store, name: str) -> None:
    add_account(store, Account("hung", name, frozenset()))
    page = Screen().open("admin")
    assert name in page.table(words.PARTS["tai-khoan"])
    assert name not in "".join(str(m.value) for m in page.app.markdown)


def test_an_account_is_changed_reset_signed_out_and_disabled(
    store: Store,
    browser: Browser,  # noqa: F811
) -> None:
    browser.sign_in(store, EDITOR)
    browser.sign_in(store, BINH)
    page = Screen().open("admin")
    (box,) = [box for box in page.app.selectbox if box.key == "edited-account"]
    box.set_value("lan").run()
    page.button(words.SIGN_OUT_ALL).click().run()
    assert not store.sessions.open_ones("lan")
    page.button(words.RESET).click().run()
    assert page.app.code
    assert store.accounts.credential("lan").must_change
    page.button(words.DISABLE).click().run()
    assert not page.app.exception
    account = store.accounts.find("lan")
    assert account is not None
    assert not account.enabled
    assert told(store, EventKind.ACCOUNT_RESET)[0].subject == "lan"
    assert told(store, EventKind.ACCOUNT_DISABLED)[0].login == "binh"


def test_the_only_administrator_stays_one(store: Store) -> None:
    page = Screen().open("admin")
    (box,) = [box for box in page.app.selectbox if box.key == "edited-account"]
    box.set_value("binh").run()
    page.button(words.DISABLE).click().run()
    assert [e.value for e in page.app.error] == [account_words.LAST_ADMIN]
    account = store.accounts.find("binh")
    assert account is not None
    assert account.enabled


def test_who_was_signed_out_meanwhile_changes_nothing(
    store: Store,
    browser: Browser,  # noqa: F811
) -> None:
    page = Screen().open("admin")
    fill(page, login="hung", name="Ông Hùng")
    browser.sign_out()
    page.button(words.ADD).click().run()
    assert store.accounts.find("hung") is None


# Reporting units


def write_units(page: Screen, text: str) -> None:
    page.app.text_area[0].set_value(text)
    page.button(words.SAVE).click().run()
    assert not page.app.exception


def test_a_list_is_pasted_shown_and_told(store: Store) -> None:
    page = Screen().open("admin", xem="don-vi-bao-cao")
    assert words.UNITS_EMPTY in page.text
    write_units(page, "Thôn 1; CT07, CT09\n<b>Thôn 2</b>;CT07;2026")
    table = page.table(words.UNITS_TITLE)
    assert "<b>Thôn 2</b>" in table
    assert "từ 2026" in table
    assert len(store.reporting_units.current()) == 2
    assert {e.login for e in told(store, EventKind.REPORTING_UNITS_CHANGED)} == {"binh"}


def test_a_list_with_a_fault_is_not_kept(store: Store) -> None:
    page = Screen().open("admin", xem="don-vi-bao-cao")
    write_units(page, "Thôn 1; CT07\nThôn 2; CT99")
    (error,) = page.app.error
    assert "Dòng 2: Không có chỉ tiêu mã “CT99”" in error.value.replace("\\", "")
    assert page.app.text_area[0].value == "Thôn 1; CT07\nThôn 2; CT99"
    assert store.reporting_units.current() == ()


# Settings


def setting(page: Screen, name: str):
    for kind in ("toggle", "number_input", "text_input"):
        for element in getattr(page.app, kind):
            if element.key == f"setting-{name}":
                return element
    raise AssertionError(name)


def test_settings_are_kept_and_told_before_and_after(store: Store) -> None:
    page = Screen().open("admin", xem="cai-dat")
    setting(page, "retention_months").set_value(36)
    setting(page, "dashboard_address").set_value("http://192.168.1.10:8501")
    page.button(words.SAVE).click().run()
    assert [s.value for s in page.app.success] == [words.SAVED]
    chosen = store.settings.current()
    assert (chosen.retention_months, chosen.dashboard_address) == (36, "http://192.168.1.10:8501")
    events = {e.subject: (e.before, e.after) for e in told(store, EventKind.SETTINGS_CHANGED)}
    assert events["retention_months"] == ("24", "36")
    page.button(words.SAVE).click().run()
    assert [s.value for s in page.app.success] == [words.NOTHING_CHANGED]

    letters = Screen().open("overview").components("reminders")[0]["rows"]
    assert "http://192.168.1.10:8501/nap-so-lieu" in letters[0]["text"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("retention_months", 11), ("idle_minutes_admin", 0), ("dashboard_address", "javascript:x")],
)
def test_a_setting_that_cannot_be_is_said_and_not_kept(
    store: Store, name: str, value: object
) -> None:
    page = Screen().open("admin", xem="cai-dat")
    setting(page, name).set_value(value)
    page.button(words.SAVE).click().run()
    assert [e.value for e in page.app.error] == [words.impossible(name)]
    assert store.settings.current() == OfficeSettings()


def test_approval_needs_somebody_who_approves(store: Store) -> None:
    page = Screen().open("admin", xem="cai-dat")
    setting(page, "approval").set_value(True)
    page.button(words.SAVE).click().run()
    assert [e.value for e in page.app.error] == [words.NO_APPROVER]
    assert not store.settings.current().approval
    add_account(store, MINH)
    page.button(words.SAVE).click().run()
    assert store.settings.current().approval


def test_the_day_of_the_report_is_the_administrators_where_there_is_one(store: Store) -> None:
    page = Screen().open("overview")
    assert page.head["aside"]["title"] == "Còn 14 ngày để báo cáo (trước ngày 05/12/2026)"
    chosen = OfficeSettings(report_month=11, report_day=30, report_text="Nộp <b>sớm</b>")
    store.settings.change(chosen, Identity("binh"))
    page.open("overview")
    assert page.head["aside"]["title"] == "Còn 9 ngày để báo cáo (trước ngày 30/11/2026)"
    assert "nộp <b>sớm</b>" in page.components("reminders")[0]["rows"][0]["text"]
    store.settings.change(OfficeSettings(), Identity("binh"))
    assert "05/12/2026" in page.open("overview").head["aside"]["title"]


def test_an_administrator_sends_the_invented_figures_off(
    start: Start,  # noqa: F811
    browser: Browser,  # noqa: F811
    database,  # noqa: F811
) -> None:
    start("demo").open("overview")
    store = open_store(database, COMMUNE)
    browser.sign_in(store, BINH)
    page = Screen().open("admin", xem="du-lieu")
    page.app.checkbox[0].check().run()
    page.button("Gỡ số liệu minh họa").click().run()
    assert not store.holds_demo_figures()
    assert told(store, EventKind.DEMO_RETIRED)[0].login == "binh"


# Backups


def test_a_backup_is_made_listed_and_told(store: Store) -> None:
    page = Screen().open("admin", xem="du-lieu")
    assert "lần ghi chưa sao lưu" in page.text
    page.button(words.BACKUP_NOW).click().run()
    assert not page.app.exception
    assert [s.value for s in page.app.success] == [words.BACKUP_DONE]
    assert "theo yêu cầu" in page.table(words.BACKUPS)
    (event,) = told(store, EventKind.BACKUP)
    assert event.login == "binh"
    assert words.unsaved(0, "") in page.text
    assert words.BACKUP_RESTORE in [c.value for c in page.app.caption]


# The old end of the history


def test_only_what_is_older_than_it_must_be_kept_goes_and_that_is_told(store: Store) -> None:
    for day in (date(2024, 11, 19), date(2024, 11, 21)):
        moment = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
        store.events.record(Event(EventKind.EXPORT, day.isoformat(), moment=moment))
    page = Screen().open("admin", xem="du-lieu")
    assert "có 1 việc trước ngày 20/11/2024" in page.text.replace("\\", "")
    assert page.button(words.CUT).disabled
    page.app.checkbox[0].check().run()
    page.button(words.CUT).click().run()
    assert not page.app.exception
    assert [e.subject for e in told(store, EventKind.EXPORT)] == ["2024-11-21"]
    (event,) = told(store, EventKind.EVENTS_CUT)
    assert (event.before, event.login) == ("1", "binh")
    assert "chưa có việc nào cũ hơn" in page.text


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (date(2026, 11, 20), 12, date(2025, 11, 20)),
        (date(2026, 1, 31), 12, date(2025, 1, 28)),
        (date(2028, 2, 29), 24, date(2026, 2, 28)),
        (date(2026, 11, 20), 1, date(2025, 11, 20)),
    ],
)
def test_the_history_is_kept_for_a_year_at_least(today: date, months: int, first: date) -> None:
    assert OfficeSettings(retention_months=months).kept_since(today) == first
