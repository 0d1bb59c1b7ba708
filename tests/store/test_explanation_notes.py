"""Explanation notes in the store: revised, taken back, retired with the invented figures."""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from indicators.explanations import ExplanationNote
from indicators.observations import Origin, Submission
from indicators.settings import ROOT
from indicators.store import (
    InventedFigures,
    NothingToUndo,
    StaleDraft,
    Store,
    StoreUnavailable,
    close_stores,
    connection,
    open_store,
)
from tests.conftest import COMMUNE, draft, explanation, figure

MIGRATIONS = ROOT / "indicators" / "store" / "migrations"


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


def test_two_communes_in_one_file_do_not_see_each_others_notes(tmp_path: Path) -> None:
    path = tmp_path / "shared.duckdb"
    one, other = open_store(path, "MOT"), open_store(path, "HAI")
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


# A file of schema 1


@pytest.fixture
def old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file written before there were notes: two communes, a file, an undo."""
    path = tmp_path / "old.duckdb"
    first = tmp_path / "migrations"
    first.mkdir()
    shutil.copy(MIGRATIONS / "0001_first.sql", first)
    with monkeypatch.context() as patch:
        patch.setattr(connection, "_MIGRATIONS", first)
        database = connection.OpenDatabase(path)
        with database.transaction() as cursor:
            for commune, number, origin in OLD_SUBMISSIONS:
                cursor.execute(
                    """INSERT INTO submissions VALUES (?, ?, ?, '2026-11-20 09:05:00', 'Bà Lan',
                    '192.168.1.20', 'lý do', 'tệp.csv', 'ab12', 1, '{"a": "b"}', ?, NULL)""",
                    [commune, number, origin, f"key {number}"],
                )
                cursor.execute(
                    """INSERT INTO observations VALUES (?, 'CT04', 2026, 'XA', 'actual', ?, ?,
                    NULL, NULL, false, false, '', '', '', 4, NULL)""",
                    [commune, number, number + 10],
                )
            cursor.execute("INSERT INTO submission_files VALUES (?, 2, 'abc')", [COMMUNE])
        database.close()
    return path


OLD_SUBMISSIONS = [(COMMUNE, 1, "demo"), (COMMUNE, 2, "upload"), ("KHAC", 1, "demo")]


def submission_rows(path: Path) -> list[tuple]:
    database = connection.OpenDatabase(path)
    with database.cursor() as cursor:
        rows = cursor.execute("SELECT * FROM submissions ORDER BY ALL").fetchall()
    database.close()
    return rows


def test_a_file_of_schema_1_keeps_every_submission_and_takes_notes(
    old_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(connection, "_MIGRATIONS", tmp_path / "migrations")
        before = submission_rows(old_file)
    assert len(before) == len(OLD_SUBMISSIONS)
    assert submission_rows(old_file) == before

    store = Store(old_file, COMMUNE)
    assert store.version == 2
    assert [o.value for o in store.current()] == [12]
    assert store.submission_file(2) == b"abc"
    assert store.receipt("key 2") == store.submissions()[2]
    explain(store, explanation(reason="a"))
    store.undo(2, "Ông Nam", "", "undo")
    assert store.current() == ()
    assert reasons(store) == {("CT12", 2026): "a"}
    with store.database.cursor() as cursor:
        tables = cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert "submissions_before" not in {name for (name,) in tables}
    store.close()

    other = Store(old_file, "KHAC")
    assert other.holds_demo_figures()
    with pytest.raises(InventedFigures):
        explain(other, explanation())
    other.close()


def test_the_table_built_anew_keeps_its_keys_and_checks(old_file: Path) -> None:
    store = Store(old_file, COMMUNE)
    for origin, number, key in (("upload", 2, "n"), ("upload", 9, "key 1"), ("nothing", 9, "n")):
        with pytest.raises(StoreUnavailable), store.database.cursor() as cursor:
            cursor.execute(
                """INSERT INTO submissions VALUES
                (?, ?, ?, '2026-11-20', '', '', '', '', '', 1, '', ?, NULL)""",
                [COMMUNE, number, origin, key],
            )
    store.close()


def test_a_machine_that_stops_after_the_migration_loses_nothing(old_file: Path) -> None:
    """The migration then lies in the write-ahead log alone."""
    code = f"""
import os, sys
from pathlib import Path
from indicators.store import Store
store = Store(Path({str(old_file)!r}), {COMMUNE!r})
print(store.version, flush=True)
os._exit(9)
"""
    stopped = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (stopped.returncode, stopped.stdout) == (9, "2\n"), stopped.stderr
    assert old_file.with_name("old.duckdb.wal").stat().st_size > 0
    store = Store(old_file, COMMUNE)
    explain(store, explanation(reason="a"))
    assert reasons(store) == {("CT12", 2026): "a"}
    assert [o.value for o in store.current()] == [12]
    store.close()
