"""Taking a submission back: new revisions, never a deletion."""

from decimal import Decimal

import pytest

from indicators.observations import Origin
from indicators.store import NothingToUndo, Store
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
