"""Events: recorded with every submission and by themselves, found by kind, person, day and text."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from indicators.accounts import Identity, Role
from indicators.events import Event, EventFilter, EventKind
from indicators.observations import Origin
from indicators.store import StaleDraft, Store
from indicators.store.events import MOST_CHARACTERS
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import COMMUNE, draft, explanation, figure
from tests.store.test_migrations import written_by_version
from tests.store.test_schema import MIGRATIONS

ALL = EventFilter()
LAN = Identity("lan.pkt", "Bà Lan", frozenset({Role.EDITOR}), "PKT", "192.168.1.20")


def kinds(store: Store, wanted: EventFilter = ALL) -> list[EventKind]:
    return [event.kind for event in store.events.found(wanted)]


def test_every_field_of_an_event_comes_back(store: Store) -> None:
    event = Event.by(
        LAN, EventKind.SETTINGS_CHANGED, "approval", before="không", after="có", detail="thử"
    )
    store.events.record(event)
    (found,) = store.events.found(ALL)
    assert found.moment is not None
    assert (found.kind, found.subject, found.before, found.after, found.detail) == (
        EventKind.SETTINGS_CHANGED,
        "approval",
        "không",
        "có",
        "thử",
    )
    assert (found.login, found.person, found.address) == ("lan.pkt", "Bà Lan", "192.168.1.20")
    assert (found.number, found.submission) == (1, None)


def test_every_submission_is_an_event_of_its_kind(store: Store) -> None:
    store.confirm(draft(figure(), origin=Origin.DEMO, file_name="minh-hoa.csv"))
    store.retire_demo("Bà Lan", "away")
    store.confirm(draft(figure(), file_name="năm.csv", account="lan.pkt", address="10.0.0.2"))
    store.confirm(draft(figure(value="9"), origin=Origin.CORRECTION, reason="gõ nhầm"))
    store.undo(4, "Ông Nam", "nhầm", "undo", account="nam")
    store.confirm(draft(notes=[explanation()], origin=Origin.EXPLANATION))
    said = TaskUpdate("I.1", TaskState.DONE, 100, "", date(2026, 11, 1))
    store.confirm(draft(task_updates=[said], origin=Origin.TASK_UPDATE))
    assert kinds(store) == [
        EventKind.TASK_UPDATE,
        EventKind.EXPLANATION,
        EventKind.UNDO,
        EventKind.CORRECTION,
        EventKind.SUBMISSION,
        EventKind.DEMO_RETIRED,
        EventKind.SUBMISSION,
    ]
    events = {event.submission: event for event in store.events.found(ALL)}
    assert (events[3].subject, events[3].login, events[3].address) == (
        "năm.csv",
        "lan.pkt",
        "10.0.0.2",
    )
    assert events[3].moment == store.submissions()[3].confirmed_at
    assert (events[4].detail, events[5].subject, events[5].detail) == ("gõ nhầm", "4", "nhầm")


def test_what_is_not_stored_is_no_event(store: Store) -> None:
    store.confirm(draft(figure()))
    with pytest.raises(StaleDraft):
        store.confirm(draft(figure(value="9"), based_on=0))
    assert store.events.count(ALL) == 1


def test_a_double_click_is_one_event(store: Store) -> None:
    for _ in range(2):
        store.confirm(draft(figure(), idempotency_key="k"))
    assert store.events.count(ALL) == 1


@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        (ALL, ["c", "b", "a"]),
        (EventFilter(kinds=frozenset({EventKind.SIGN_IN, EventKind.LOCKED})), ["b", "a"]),
        (EventFilter(who="NAM"), ["c"]),
        (EventFilter(who="bà l"), ["b", "a"]),
        (EventFilter(text="ĐƯỜNG"), ["b"]),
        (EventFilter(text="%"), []),
        (EventFilter(text="'; DROP TABLE events; --"), []),
        (EventFilter(since=date(2026, 11, 21)), ["c"]),
        (EventFilter(until=date(2026, 11, 20)), ["b", "a"]),
        (EventFilter(since=date(2026, 11, 20), until=date(2026, 11, 20)), ["b"]),
    ],
)
def test_events_are_found_by_kind_person_text_and_day_in_vietnam(
    store: Store, wanted: EventFilter, subjects: list[str]
) -> None:
    # 17:00 in UTC is midnight in Vietnam.
    for kind, subject, person, moment, detail in (
        (EventKind.SIGN_IN, "a", "Bà Lan", datetime(2026, 11, 19, 16, 59, tzinfo=UTC), ""),
        (EventKind.LOCKED, "b", "Bà Lan", datetime(2026, 11, 20, 16, 59, tzinfo=UTC), "đường"),
        (EventKind.EXPORT, "c", "Ông Nam", datetime(2026, 11, 20, 17, 0, tzinfo=UTC), ""),
    ):
        store.events.record(Event(kind, subject, detail=detail, person=person, moment=moment))
    assert [event.subject for event in store.events.found(wanted)] == subjects
    assert store.events.count(wanted) == len(subjects)


def test_events_come_in_pages(store: Store) -> None:
    for number in range(7):
        store.events.record(Event(EventKind.EXPORT, str(number)))
    assert [e.subject for e in store.events.found(ALL, 0, 3)] == ["6", "5", "4"]
    assert [e.subject for e in store.events.found(ALL, 6, 3)] == ["0"]


def test_a_text_of_any_length_finds_room(store: Store) -> None:
    store.events.record(Event(EventKind.SIGN_IN_FAILED, "x" * 1_000_000))
    (event,) = store.events.found(ALL)
    assert len(event.subject) == MOST_CHARACTERS
    assert event.subject.endswith("…")


def test_communes_have_events_of_their_own(store: Store) -> None:
    other = Store(store.path, "KHAC", database=store.database)
    other.events.record(Event(EventKind.EXPORT, "ở xã khác"))
    assert store.events.count(ALL) == 0
    assert [event.number for event in other.events.found(ALL)] == [1]


def test_the_oldest_event_is_known(store: Store) -> None:
    assert store.events.oldest() is None
    now = datetime(2026, 11, 20, 9, 0)
    for days in (0, 3):
        moment = (now - timedelta(days=days)).replace(tzinfo=UTC)
        store.events.record(Event(EventKind.EXPORT, moment=moment))
    assert store.events.oldest() == now - timedelta(days=3)


def test_a_store_from_before_there_were_events_tells_its_submissions_as_such(
    tmp_path: Path,
) -> None:
    before = [f.name for f in sorted(MIGRATIONS.glob("*.sql"))].index("0005_administration.sql")
    path = tmp_path / "old.duckdb"
    written_by_version(before, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "INSERT INTO submissions (commune, number, origin, confirmed_at, person, address, "
            "reason, file_name, sha256, row_count, answers, idempotency_key) VALUES "
            "(?, 1, 'upload', '2026-11-20 09:00:00', 'Bà Lan', '10.0.0.2', '', 'a.csv', '', 0, "
            "'{}', 'k')",
            [COMMUNE],
        )
        connection.execute(
            "INSERT INTO task_updates VALUES (?, 'I.1', 1, 'under_way', 40, 'x', '2026-11-01')",
            [COMMUNE],
        )
    store = Store(path, COMMUNE)
    (event,) = store.events.found(ALL)
    assert (event.kind, event.subject, event.person, event.submission) == (
        EventKind.SUBMISSION,
        "a.csv",
        "Bà Lan",
        1,
    )
    assert store.task_updates()["I.1"].percent == 40
    store.close()
