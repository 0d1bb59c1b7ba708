"""The journal: every commit on disk before it counts, whole or recognisably not."""

import errno
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.store.database import Added
from indicators.store.journal import BEGIN, Journal, JournalBroken, Position

ROW = Added(
    "observations",
    {
        "commune": ["VINH-AM", "VINH-AM"],
        "year": [2026, 2027],
        "value": [Decimal("8.750000"), None],
        "not_applicable": [False, True],
        "note": ["Thôn Một\n", '"a" {"n:": "1"} \\'],
        "confirmed_at": [datetime(2026, 11, 20, 9, 5, 7, 123456), None],
        "due": [date(2027, 3, 31), None],
        "content": [bytes(range(256)), b""],
    },
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal")


def written(journal: Journal, count: int) -> list[Position]:
    return [journal.write([ROW], 3) for _ in range(count)]


def numbers(journal: Journal, after: Position = BEGIN) -> list[int]:
    return [record.position.number for record in journal.records(after)]


def again(journal: Journal) -> Journal:
    """As the next start of the program finds it."""
    return Journal(journal.folder)


def test_rows_come_back_as_they_were(journal: Journal) -> None:
    position = journal.write([ROW, Added("submissions", {"number": [1]})], 3)
    (record,) = again(journal).records(BEGIN)
    assert record.added == (ROW, Added("submissions", {"number": [1]}))
    assert (record.position, record.previous, record.schema) == (position, BEGIN, 3)


def test_every_record_names_the_one_before(journal: Journal) -> None:
    positions = written(journal, 3)
    records = list(again(journal).records(BEGIN))
    assert [record.position for record in records] == positions
    assert [record.previous for record in records] == [BEGIN, *positions[:2]]


def test_only_what_comes_after_is_given(journal: Journal) -> None:
    positions = written(journal, 5)
    assert numbers(again(journal), positions[2]) == [4, 5]
    assert numbers(again(journal), positions[4]) == []


def test_an_empty_journal_holds_nothing(journal: Journal) -> None:
    assert journal.extent() is None
    assert numbers(journal) == []


def test_its_extent_is_from_the_first_to_the_last(journal: Journal) -> None:
    positions = written(journal, 3)
    extent = again(journal).extent()
    assert extent is not None
    assert (extent.begin, extent.end, extent.torn_bytes, extent.broken) == (
        BEGIN,
        positions[2],
        0,
        "",
    )


# Files


def test_a_new_file_leads_on(journal: Journal) -> None:
    before = written(journal, 2)
    journal.turn_over()
    assert journal.waits_for(before[1])
    after = written(journal, 2)
    assert not journal.waits_for(after[1])
    assert [file.name for file in journal.files()] == ["000000000001.jsonl", "000000000003.jsonl"]
    assert numbers(again(journal)) == [1, 2, 3, 4]
    assert numbers(again(journal), after[0]) == [4]


def test_files_behind_a_kept_backup_stay(journal: Journal) -> None:
    positions = []
    for _ in range(4):
        positions += written(journal, 2)
        journal.turn_over()
    dropped = journal.drop_before(positions[4])
    assert [file.name for file in dropped] == ["000000000001.jsonl", "000000000003.jsonl"]
    assert numbers(again(journal), positions[4]) == [6, 7, 8]


def test_a_place_before_the_first_file_is_a_gap(journal: Journal) -> None:
    positions = written(journal, 2)
    journal.turn_over()
    written(journal, 2)
    journal.drop_before(positions[1])
    with pytest.raises(JournalBroken):
        numbers(again(journal), positions[0])


def test_a_journal_begun_anew_keeps_the_old_one_aside(journal: Journal) -> None:
    written(journal, 2)
    elsewhere = Position(7, "7" * 64)
    aside = journal.begin_anew(elsewhere)
    assert aside is not None
    assert [file.name for file in aside.iterdir()] == ["000000000001.jsonl"]
    journal.write([ROW], 3)
    assert numbers(again(journal), elsewhere) == [8]


# Faults


@pytest.mark.parametrize("left", [0.01, 0.3, 0.6, 0.99])
def test_a_last_record_cut_short_is_none_and_can_be_set_aside(
    journal: Journal, left: float
) -> None:
    written(journal, 2)
    file = journal.files()[0]
    whole = file.read_bytes()
    journal.write([ROW], 3)
    third = len(file.read_bytes()) - len(whole)
    os.truncate(file, len(whole) + int(third * left))
    found = again(journal)
    extent = found.extent()
    assert extent is not None
    assert (extent.end.number, extent.broken) == (2, "")
    assert extent.torn_bytes == int(third * left)
    aside = found.set_torn_aside()
    assert aside is not None
    assert file.read_bytes() == whole
    assert aside.stat().st_size == int(third * left)
    found.end = extent.end
    found.write([ROW], 3)
    assert numbers(again(journal)) == [1, 2, 3]


def test_a_record_without_its_line_end_is_none(journal: Journal) -> None:
    written(journal, 1)
    file = journal.files()[0]
    os.truncate(file, file.stat().st_size - 1)
    assert numbers(again(journal)) == []


def test_every_flipped_bit_is_seen(journal: Journal) -> None:
    written(journal, 3)
    file = journal.files()[0]
    whole = file.read_bytes()
    lines = whole.splitlines(keepends=True)
    second = len(lines[0])
    for place in range(second, second + len(lines[1]), 7):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        file.write_bytes(flipped)
        assert numbers(again(journal)) == [1], place
        extent = again(journal).extent()
        assert extent is not None
        assert extent.broken == "000000000001.jsonl:2"
        assert extent.end.number == 1


@pytest.mark.parametrize("lost", [0, 1])
def test_a_missing_record_is_a_gap(journal: Journal, lost: int) -> None:
    written(journal, 3)
    file = journal.files()[0]
    lines = file.read_bytes().splitlines(keepends=True)
    del lines[lost]
    file.write_bytes(b"".join(lines))
    if lost == 0:
        with pytest.raises(JournalBroken):
            numbers(again(journal))
    else:
        assert numbers(again(journal)) == [1]
        extent = again(journal).extent()
        assert extent is not None
        assert extent.broken


def test_another_history_is_not_taken_for_its_own(journal: Journal, tmp_path: Path) -> None:
    other = Journal(tmp_path / "other")
    other.write([Added("submissions", {"number": [1]})], 3)
    written(journal, 2)
    with pytest.raises(JournalBroken):
        numbers(again(journal), other.end)


def test_what_could_not_be_written_leaves_nothing(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(journal, 1)
    before = journal.files()[0].read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        real, calls = os.fsync, iter([full, os.fsync])
        patched.setattr(os, "fsync", lambda handle: next(calls, real)(handle))
        with pytest.raises(OSError, match="No space"):
            journal.write([ROW], 3)
    assert journal.files()[0].read_bytes() == before
    assert journal.write([ROW], 3).number == 2


def test_what_may_be_half_written_is_said(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(journal, 1)

    def gone(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", gone)
    with pytest.raises(JournalBroken):
        journal.write([ROW], 3)


def test_the_last_record_can_be_taken_back(journal: Journal) -> None:
    first, second = written(journal, 2)
    journal.take_back(second)
    assert journal.end == first
    assert numbers(again(journal)) == [1]
    assert journal.write([ROW], 3).number == 2


def test_a_value_of_another_kind_is_a_mistake_of_ours(journal: Journal) -> None:
    with pytest.raises(TypeError):
        journal.write([Added("observations", {"value": [object()]})], 3)
    assert journal.files() == []
