"""Statements about tasks in the store: revised, taken back, retired with the invented figures."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.observations import Origin, Submission
from indicators.store import InventedFigures, NothingToUndo, StaleDraft, Store, StoreUnavailable
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import draft, figure


def said(
    task: str = "I.1",
    state: TaskState = TaskState.UNDER_WAY,
    percent: int | None = 40,
    note: str = "Đã khảo sát",
    stated_on: date = date(2026, 11, 12),
) -> TaskUpdate:
    return TaskUpdate(task, state, percent, note, stated_on)


def state(store: Store, *updates: TaskUpdate, **others: object) -> Submission:
    return store.confirm(draft(task_updates=updates, origin=Origin.TASK_UPDATE, **others))


def notes(store: Store) -> dict[str, str]:
    return {task: update.note for task, update in store.task_updates().items()}


def test_every_field_of_a_statement_comes_back(store: Store) -> None:
    written = said(percent=None)
    receipt = state(store, written)
    assert store.task_updates() == {"I.1": replace(written, submission=1)}
    assert (receipt.origin, receipt.row_count) == (Origin.TASK_UPDATE, 1)


def test_the_statements_of_a_task_are_all_kept_newest_first(store: Store) -> None:
    for note in ("a", "b"):
        state(store, said(note=note))
    state(store, said("I.2"))
    assert [u.note for u in store.task_revisions("I.1")] == ["b", "a"]
    (change,) = store.task_changes_of(2)
    assert (change.old and change.old.note, change.new.note, change.is_current) == ("a", "b", True)
    assert not store.task_changes_of(1)[0].is_current


@pytest.mark.parametrize(
    "text",
    ["'; DROP TABLE task_updates; --", "<b>đậm</b> [x](javascript:alert(1))", "=1+1", "dòng\nhai"],
)
def test_words_come_back_as_they_were_written(store: Store, text: str) -> None:
    state(store, said(text, note=text))
    assert notes(store) == {text: text}


@pytest.mark.parametrize("percent", [-1, 101, 100_000])
def test_a_share_out_of_bounds_is_not_stored(store: Store, percent: int) -> None:
    with pytest.raises(StoreUnavailable):
        state(store, said(percent=percent))
    assert store.version == 0


def test_a_statement_over_what_changed_meanwhile_is_refused(store: Store) -> None:
    store.confirm(draft(figure()))
    with pytest.raises(StaleDraft):
        state(store, said(), based_on=0)


def test_a_double_click_states_once(store: Store) -> None:
    first = state(store, said(), idempotency_key="k")
    assert state(store, said(), idempotency_key="k") == first
    assert len(store.task_revisions("I.1")) == 1


def test_invented_figures_must_go_before_a_statement_about_real_tasks(store: Store) -> None:
    store.confirm(draft(figure(), task_updates=[said()], origin=Origin.DEMO))
    with pytest.raises(InventedFigures):
        state(store, said("I.2"))
    assert set(notes(store)) == {"I.1"}


def test_undoing_the_only_statement_withdraws_it(store: Store) -> None:
    written = state(store, said())
    undone = store.undo(written.number, "Ông Nam", "nhầm nhiệm vụ", "undo")
    assert (undone.origin, undone.undoes, undone.row_count) == (Origin.UNDO, 1, 1)
    assert store.task_updates() == {}
    assert [u.withdrawn for u in store.task_revisions("I.1")] == [True, False]


def test_undoing_a_statement_brings_the_one_before_back_as_its_writers(store: Store) -> None:
    state(store, said(note="a"))
    second = state(store, said(note="b"))
    store.undo(second.number, "Ông Nam", "", "undo")
    update = store.task_updates()["I.1"]
    assert (update.note, update.submission, update.source) == ("a", 3, 1)


def test_what_was_stated_again_later_is_not_undone(store: Store) -> None:
    first = state(store, said(note="a"))
    state(store, said(note="b"))
    with pytest.raises(NothingToUndo):
        store.undo(first.number, "Ông Nam", "", "undo")


def test_invented_statements_retire_and_stay_out_of_the_history_of_real_ones(store: Store) -> None:
    store.confirm(draft(task_updates=[said(note="minh họa")], origin=Origin.DEMO))
    store.retire_demo("Bà Lan", "away")
    written = state(store, said(note="thật"))
    assert [u.note for u in store.task_revisions("I.1")] == ["thật"]
    assert store.task_changes_of(written.number)[0].old is None


def test_an_earlier_day_knows_what_was_stated_then(store: Store) -> None:
    state(store, said(note="a"))
    second = state(store, said(note="b"))
    store.undo(second.number, "Ông Nam", "", "undo")
    assert store.snapshot(1).task_updates["I.1"].note == "a"
    assert store.snapshot(2).task_updates["I.1"].note == "b"
    assert store.snapshot(3).task_updates["I.1"].note == "a"


def test_a_withdrawn_statement_is_not_part_of_an_earlier_day(store: Store) -> None:
    written = state(store, said())
    store.undo(written.number, "Ông Nam", "", "undo")
    assert store.snapshot(2).task_updates == {}
