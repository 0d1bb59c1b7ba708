"""Explanation notes in the store: revised, taken back, retired with the invented figures."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.explanations import ExplanationNote
from indicators.observations import Origin, Submission
from indicators.store import (
    InventedFigures,
    NothingToUndo,
    StaleDraft,
    Store,
    StoreUnavailable,
    close_stores,
    open_store,
)
from tests.conftest import draft, explanation, figure
from tests.store.conftest import Place


def explain(store: Store, *notes: ExplanationNote, **others: object) -> Submission:
    return store.confirm(draft(notes=notes, origin=Origin.EXPLANATION, **others))


def reasons(store: Store) -> dict[tuple[str, int], str]:
    return {(note.indicator, note.year): note.reason for note in store.notes()}


# Written and revised


def test_every_field_of_a_note_comes_back(store: Store) -> None:
    written = explanation("CT12", 2027, "Thiếu vốn", "Bố trí vốn quý I", date(2028, 3, 31))
    receipt = explain(store, written, address="192.168.1.20")
    assert store.notes() == (replace(written, submission=1),)
    assert (receipt.origin, receipt.person, receipt.row_count) == (Origin.EXPLANATION, "Bà Lan", 1)


def test_a_note_raises_the_version_that_caches_are_keyed_by(store: Store) -> None:
    store.confirm(draft(figure()))
    before = store.version
    explain(store, explanation())
    assert store.version == before + 1
    assert len(store.current()) == 1


def test_a_later_note_replaces_the_one_before_and_both_are_kept(store: Store) -> None:
    explain(store, explanation(reason="Thiếu vốn"))
    explain(store, explanation(reason="Thiếu vốn và thiếu đất"))
    assert reasons(store) == {("CT12", 2026): "Thiếu vốn và thiếu đất"}
    revisions = store.note_revisions("CT12", 2026)
    assert [note.reason for note in revisions] == ["Thiếu vốn và thiếu đất", "Thiếu vốn"]


def test_indicators_and_years_have_notes_of_their_own(store: Store) -> None:
    explain(store, explanation("CT12", 2026, "a"), explanation("CT12", 2027, "b"))
    explain(store, explanation("CT03", 2026, "c"))
    assert reasons(store) == {("CT12", 2026): "a", ("CT12", 2027): "b", ("CT03", 2026): "c"}
    assert len(store.note_revisions("CT12", 2026)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE explanation_notes; --",
        "?); DELETE FROM submissions; --",
        "<b>đậm</b> **đậm** [x](javascript:alert(1))",
        "dòng một\ndòng hai\t“ngoặc” 'nháy' \\ gạch",
        "chữ tổ hợp: e\u0302\u0301 ⚠",
    ],
)
def test_words_come_back_as_they_were_written(store: Store, text: str) -> None:
    explain(store, explanation(text, reason=text, next_steps=text))
    (note,) = store.note_revisions(text, 2026)
    assert (note.indicator, note.reason, note.next_steps) == (text, text, text)
    assert store.version == 1


@pytest.mark.parametrize("broken", [{"reason": ""}, {"next_steps": ""}, {"year": 100_000}])
def test_a_note_that_says_nothing_is_not_stored(store: Store, broken: dict[str, object]) -> None:
    with pytest.raises(StoreUnavailable):
        explain(store, explanation("CT03"), replace(explanation(), **broken))
    assert store.notes() == ()
    assert store.version == 0


def test_a_note_written_over_figures_that_changed_is_refused(store: Store) -> None:
    store.confirm(draft(figure()))
    with pytest.raises(StaleDraft):
        explain(store, explanation(), based_on=0)
    assert store.notes() == ()


def test_a_double_click_writes_once(store: Store) -> None:
    first = explain(store, explanation(), idempotency_key="k")
    assert explain(store, explanation(), idempotency_key="k") == first
    assert len(store.note_revisions("CT12", 2026)) == 1


# Taken back


def test_undoing_the_only_note_withdraws_it(store: Store) -> None:
    written = explain(store, explanation())
    undone = store.undo(written.number, "Ông Nam", "nhầm chỉ tiêu", "undo")
    assert (undone.origin, undone.undoes, undone.row_count) == (Origin.UNDO, 1, 1)
    assert store.notes() == ()
    assert [note.withdrawn for note in store.note_revisions("CT12", 2026)] == [True, False]


def test_undoing_a_revision_brings_the_note_before_back_with_its_writer(store: Store) -> None:
    explain(store, explanation(reason="a"))
    second = explain(store, explanation(reason="b"))
    store.undo(second.number, "Ông Nam", "", "undo")
    (note,) = store.notes()
    assert (note.reason, note.submission, note.source) == ("a", 3, 1)

    again = explain(store, explanation(reason="c"))
    store.undo(again.number, "Ông Nam", "", "undo again")
    (note,) = store.notes()
    assert (note.reason, note.submission, note.source) == ("a", 5, 1)


def test_an_undo_of_a_note_can_be_undone(store: Store) -> None:
    written = explain(store, explanation(reason="a"))
    undone = store.undo(written.number, "Ông Nam", "", "undo")
    store.undo(undone.number, "Ông Nam", "", "undo the undo")
    (note,) = store.notes()
    assert (note.reason, note.source) == ("a", 1)


def test_a_note_that_was_revised_again_is_not_undone(store: Store) -> None:
    first = explain(store, explanation(reason="a"))
    explain(store, explanation(reason="b"))
    with pytest.raises(NothingToUndo):
        store.undo(first.number, "Ông Nam", "", "undo")
    assert reasons(store) == {("CT12", 2026): "b"}


def test_undoing_figures_leaves_the_notes_and_the_other_way_round(store: Store) -> None:
    figures = store.confirm(draft(figure()))
    written = explain(store, explanation())
    store.undo(figures.number, "Ông Nam", "", "undo figures")
    assert (len(store.notes()), store.current()) == (1, ())
    store.confirm(draft(figure()))
    store.undo(written.number, "Ông Nam", "", "undo note")
    assert (store.notes(), len(store.current())) == ((), 1)


def test_a_submission_tells_what_it_changed_of_the_notes(store: Store) -> None:
    explain(store, explanation(reason="a"))
    second = explain(store, explanation(reason="b"), explanation("CT03", reason="c"))
    new, changed = store.note_changes_of(second.number)
    assert (new.old, new.new.reason, new.is_current) == (None, "c", True)
    assert changed.old is not None
    assert (changed.old.reason, changed.new.reason) == ("a", "b")
    (first,) = store.note_changes_of(1)
    assert not first.is_current
    assert store.note_changes_of(99) == ()


# Invented figures


def test_no_note_is_written_while_the_figures_are_invented(store: Store) -> None:
    store.confirm(draft(figure(), notes=[explanation()], origin=Origin.DEMO))
    with pytest.raises(InventedFigures):
        explain(store, explanation("CT03"))
    assert store.holds_demo_figures()
    assert (len(store.current()), len(store.notes()), store.version) == (1, 1, 1)


def test_invented_notes_go_with_the_invented_figures_and_never_return(store: Store) -> None:
    store.confirm(draft(figure(), notes=[explanation(reason="minh họa")], origin=Origin.DEMO))
    store.confirm(draft(figure()))
    assert store.notes() == store.note_revisions("CT12", 2026) == ()

    real = explain(store, explanation(reason="thật"))
    assert [n.reason for n in store.note_revisions("CT12", 2026)] == ["thật"]
    (change,) = store.note_changes_of(real.number)
    assert change.old is None
    store.undo(real.number, "Ông Nam", "", "undo")
    assert store.notes() == ()


# Two communes


def test_two_communes_in_one_database_do_not_see_each_others_notes(place: Place) -> None:
    one, other = open_store(place, "MOT"), open_store(place, "HAI")
    try:
        explain(one, explanation(reason="một"))
        other.confirm(draft(figure(), notes=[explanation(reason="minh họa")], origin=Origin.DEMO))
        assert reasons(one) == {("CT12", 2026): "một"}
        assert reasons(other) == {("CT12", 2026): "minh họa"}
        assert [c.new.reason for c in one.note_changes_of(1)] == ["một"]
        one.undo(1, "Ông Nam", "", "undo")
        assert one.notes() == ()
        assert reasons(other) == {("CT12", 2026): "minh họa"}
    finally:
        close_stores()
