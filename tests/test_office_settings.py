"""What an administrator may choose, and that every change is kept and told."""

from dataclasses import replace
from typing import Any

import pytest

from indicators.accounts import Identity, Role
from indicators.events import EventFilter, EventKind
from indicators.office_settings import OfficeSettings, faulty, kept
from indicators.store import Store

USUAL = OfficeSettings()
ADMIN = Identity("quan.tri", "Ông Bình", frozenset({Role.ADMIN}), "", "10.0.0.5")


def test_what_nobody_chose_is_usual_and_possible(store: Store) -> None:
    assert store.settings.current() == USUAL
    assert faulty(USUAL) == ()


@pytest.mark.parametrize(
    ("name", "value", "is_possible"),
    [
        ("retention_months", 11, False),
        ("retention_months", 12, True),
        ("idle_minutes_editor", 0, False),
        ("idle_minutes_admin", 121, False),
        ("disable_after_days", 6, False),
        ("report_text", "x" * 301, False),
        ("dashboard_address", "http://192.168.1.10:8501", True),
        ("dashboard_address", "https://xanh.vinham.gov.vn", True),
        ("dashboard_address", "http://192.168.1.10:8501/", False),
        ("dashboard_address", "javascript:alert(1)", False),
        ("dashboard_address", "http://ai@doi", False),
        ("dashboard_address", "http://x:99999999", False),
        ("dashboard_address", "http://a<b>", False),
        ("dashboard_address", "192.168.1.10", False),
        ("projector_key", "ngan", False),
        ("projector_key", "a1B2c3D4e5F6g7H8", True),
    ],
)
def test_settings_have_bounds(store: Store, name: str, value: Any, is_possible: bool) -> None:
    chosen = replace(USUAL, **{name: value})
    assert faulty(chosen) == (() if is_possible else (name,))
    if is_possible:
        store.settings.change(chosen, ADMIN)
    else:
        with pytest.raises(ValueError, match=name):
            store.settings.change(chosen, ADMIN)
    assert store.settings.current() == (chosen if is_possible else USUAL)


@pytest.mark.parametrize(
    ("month", "day", "is_possible"),
    [(0, 0, True), (12, 5, True), (2, 29, False), (11, 31, False), (0, 5, False), (12, 0, False)],
)
def test_the_report_is_due_on_a_day_of_every_year(month: int, day: int, is_possible: bool) -> None:
    chosen = replace(USUAL, report_month=month, report_day=day)
    assert (faulty(chosen) == ()) == is_possible


def test_each_change_is_an_event_with_what_was_before(store: Store) -> None:
    store.settings.change(replace(USUAL, approval=True, retention_months=36), ADMIN)
    store.settings.change(replace(USUAL, approval=True, retention_months=48), ADMIN)
    found = store.events.found(EventFilter(kinds=frozenset({EventKind.SETTINGS_CHANGED})))
    assert [(e.subject, e.before, e.after, e.login) for e in found] == [
        ("retention_months", "36", "48", "quan.tri"),
        ("retention_months", "24", "36", "quan.tri"),
        ("approval", "false", "true", "quan.tri"),
    ]
    assert store.settings.current() == replace(USUAL, approval=True, retention_months=48)


def test_what_stays_as_it_was_is_no_event(store: Store) -> None:
    store.settings.change(USUAL, ADMIN)
    assert store.events.count(EventFilter()) == 0


def test_a_secret_is_kept_and_not_told(store: Store) -> None:
    key = "a1B2c3D4e5F6g7H8"
    store.settings.change(replace(USUAL, projector_key=key), ADMIN)
    assert store.settings.current().projector_key == key
    (event,) = store.events.found(EventFilter())
    assert key not in repr(event)


def test_communes_have_settings_of_their_own(store: Store) -> None:
    other = Store(store.path, "KHAC", database=store.database)
    other.settings.change(replace(USUAL, approval=True), ADMIN)
    assert store.settings.current() == USUAL


def test_values_of_another_type_are_left_out() -> None:
    assert OfficeSettings.of({"approval": kept("có"), "cũ": kept(1)}) == USUAL
