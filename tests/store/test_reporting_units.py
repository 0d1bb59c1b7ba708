"""The list of who reports: kept as revisions, each unit's change told."""

from indicators.accounts import Identity
from indicators.events import EventFilter, EventKind
from indicators.reporting_units import ReportingUnit
from indicators.store import Store

ADMIN = Identity("quan.tri", "Ông Bình")
ONE = ReportingUnit("Thôn 1", frozenset({"CT07", "CT09"}))
TWO = ReportingUnit("Thôn 2", frozenset({"CT07"}), 2026, 2028)


def told(store: Store) -> list[tuple[str, str, str]]:
    found = store.events.found(EventFilter(kinds=frozenset({EventKind.REPORTING_UNITS_CHANGED})))
    return [(event.subject, event.before, event.after) for event in found]


def test_a_list_comes_back_as_it_was_made(store: Store) -> None:
    assert (store.reporting_units.current(), store.reporting_units.revision) == ((), 0)
    store.reporting_units.replace([TWO, ONE], ADMIN)
    assert store.reporting_units.current() == (ONE, TWO)
    assert store.reporting_units.revision == 1


def test_each_change_is_told_with_what_was_before(store: Store) -> None:
    store.reporting_units.replace([ONE, TWO], ADMIN)
    store.reporting_units.replace([ReportingUnit("Thôn 1", frozenset({"CT09"}), 2027)], ADMIN)
    assert told(store) == [
        ("Thôn 2", "CT07; 2026–2028", ""),
        ("Thôn 1", "CT07, CT09", "CT09; 2027–"),
        ("Thôn 2", "", "CT07; 2026–2028"),
        ("Thôn 1", "", "CT07, CT09"),
    ]
    assert [unit.name for unit in store.reporting_units.current()] == ["Thôn 1"]


def test_a_unit_that_left_can_come_again(store: Store) -> None:
    for units in ([ONE], [], [ONE]):
        store.reporting_units.replace(units, ADMIN)
    assert store.reporting_units.current() == (ONE,)


def test_what_stays_is_not_kept_again(store: Store) -> None:
    for _ in range(2):
        store.reporting_units.replace([ONE, TWO], ADMIN)
    assert store.reporting_units.revision == 1
    assert len(told(store)) == 2


def test_communes_have_lists_of_their_own(store: Store) -> None:
    other = Store(store.path, "KHAC", database=store.database)
    other.reporting_units.replace([ONE], ADMIN)
    assert store.reporting_units.current() == ()
