"""Taking a submission back: new revisions, never a deletion."""

from decimal import Decimal

import pytest

from indicators.observations import Origin
from indicators.store import NothingToUndo, StaleDraft, Store
from tests.conftest import draft, figure


def values(store: Store) -> dict[tuple[str, int, str], Decimal | None]:
    return {(o.indicator, o.year, o.reporting_unit): o.value for o in store.current()}


def test_undoing_a_first_submission_leaves_no_figure(store: Store) -> None:
    first = store.confirm(draft(figure(value="10")))
    undone = store.undo(first.number, "Bà Lan", "nhầm tệp", "undo-a")
    assert values(store) == {}
    assert (undone.origin, undone.undoes, undone.reason) == (Origin.UNDO, 1, "nhầm tệp")


def test_undoing_a_correction_brings_the_old_figure_back_with_its_source(store: Store) -> None:
    store.confirm(draft(figure(value="10", row=4)))
    second = store.confirm(draft(figure(value="12", row=9)))
    store.undo(second.number, "Bà Lan", "", "undo-b")
    (current,) = store.current()
    assert (current.value, current.row) == (Decimal(10), 4)
    assert (current.submission, current.source_submission, current.source) == (3, 1, 1)


def test_the_source_outlives_many_undos(store: Store) -> None:
    store.confirm(draft(figure(value="10", row=4)))
    for n in (2, 4):
        changed = store.confirm(draft(figure(value=str(10 + n), row=9)))
        store.undo(changed.number, "Bà Lan", "nhầm", f"undo-{n}")
        (current,) = store.current()
        assert (current.value, current.row, current.source) == (Decimal(10), 4, 1)


def test_a_figure_of_a_file_has_that_file_as_its_source(store: Store) -> None:
    store.confirm(draft(figure(value="10")))
    (current,) = store.current()
    assert (current.source_submission, current.source) == (None, 1)


def test_figures_that_changed_since_they_were_looked_at_are_not_undone(store: Store) -> None:
    first = store.confirm(draft(figure(value="10")))
    seen = store.version
    store.confirm(draft(figure("CT05", value="50")))
    with pytest.raises(StaleDraft):
        store.undo(first.number, "Bà Lan", "nhầm", "undo-a", seen)
    assert store.version == 2
    assert store.receipt("undo-a") is None

    store.undo(first.number, "Bà Lan", "nhầm", "undo-a", store.version)
    assert values(store) == {("CT05", 2026, "XA"): Decimal(50)}


def test_an_undo_remembers_where_it_was_asked_for(store: Store) -> None:
    first = store.confirm(draft(figure(value="10")))
    store.undo(first.number, "Bà Lan", "nhầm", "undo-a", address="192.168.1.20")
    rows = store.database.rows("SELECT address FROM submissions ORDER BY number")
    assert rows == [("",), ("192.168.1.20",)]


def test_figures_changed_again_later_stay(store: Store) -> None:
    first = store.confirm(draft(figure(value="10"), figure("CT05", value="50")))
    store.confirm(draft(figure(value="11")))
    store.undo(first.number, "Bà Lan", "", "undo-a")
    assert values(store) == {("CT04", 2026, "XA"): Decimal(11)}


def test_an_undo_can_be_undone(store: Store) -> None:
    first = store.confirm(draft(figure(value="10")))
    undone = store.undo(first.number, "Bà Lan", "", "undo-a")
    store.undo(undone.number, "Bà Lan", "", "undo-undo")
    assert values(store) == {("CT04", 2026, "XA"): Decimal(10)}


def test_a_double_click_undoes_once(store: Store) -> None:
    first = store.confirm(draft(figure(value="10")))
    receipts = [store.undo(first.number, "Bà Lan", "", "undo-a") for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert store.version == 2


def test_nothing_is_left_to_undo_where_all_was_changed_again(store: Store) -> None:
    first = store.confirm(draft(figure(value="10")))
    store.confirm(draft(figure(value="11")))
    with pytest.raises(NothingToUndo):
        store.undo(first.number, "Bà Lan", "", "undo-a")


def test_invented_figures_do_not_come_back(store: Store) -> None:
    store.confirm(draft(figure(value="90"), origin=Origin.DEMO))
    real = store.confirm(draft(figure(value="10")))
    store.undo(real.number, "Bà Lan", "", "undo-a")
    assert values(store) == {}
    assert not store.holds_demo_figures()


def test_every_revision_is_still_there(store: Store) -> None:
    first = store.confirm(draft(figure(value="10")))
    store.undo(first.number, "Bà Lan", "", "undo-a")
    assert [(o.value, o.withdrawn) for o in store.revisions("CT04")] == [
        (Decimal(10), False),
        (None, True),
    ]


def test_a_submission_tells_what_it_changed(store: Store) -> None:
    store.confirm(draft(figure(value="10")))
    second = store.confirm(draft(figure(value="12"), figure("CT05", value="50")))
    changes = {c.new.indicator: c for c in store.changes_of(second.number)}
    assert changes["CT04"].old is not None
    assert (changes["CT04"].old.value, changes["CT04"].new.value) == (Decimal(10), Decimal(12))
    assert changes["CT05"].old is None
    assert all(change.is_current for change in changes.values())


def test_a_change_tells_whether_it_still_counts(store: Store) -> None:
    first = store.confirm(draft(figure(value="10"), figure("CT05", value="50")))
    store.confirm(draft(figure(value="12")))
    still = {c.new.indicator: c.is_current for c in store.changes_of(first.number)}
    assert still == {"CT04": False, "CT05": True}


def test_changes_stand_in_the_order_of_the_file(store: Store) -> None:
    rows = [("CT08", 3), ("CT04", 7), ("CT12", 5)]
    stored = store.confirm(draft(*(figure(code, row=row) for code, row in rows)))
    assert [c.new.indicator for c in store.changes_of(stored.number)] == ["CT08", "CT12", "CT04"]


def test_a_submission_that_is_not_there_changed_nothing(store: Store) -> None:
    store.confirm(draft(figure()))
    assert store.changes_of(99) == ()


def test_real_figures_are_no_change_of_invented_ones(store: Store) -> None:
    store.confirm(draft(figure(value="90"), origin=Origin.DEMO))
    real = store.confirm(draft(figure(value="10")))
    (change,) = store.changes_of(real.number)
    assert (change.old, change.is_current) == (None, True)
