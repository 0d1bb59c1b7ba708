"""Submissions and figures on real databases: appended, counted, withdrawn, never changed."""

import hashlib
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.observations import Key, Kind, Origin
from indicators.settings import ROOT
from indicators.store import (
    StaleDraft,
    Store,
    StoreUnavailable,
    Trouble,
    close_stores,
    open_store,
)
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import COMMUNE, draft, figure
from tests.store.conftest import Place

CHANGING_STATEMENTS = re.compile(
    r"\b(update\s+\w+\s+set|delete\s+from|truncate\s|drop\s+table|merge\s+into"
    r"|insert\s+or\s|on\s+conflict|create\s+(unique\s+)?index)\b",
    re.IGNORECASE,
)
# The gate of each engine, and the whole copy that a backup is.
ENGINES = {"embedded.py", "served.py", "backups.py"}
NOW = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)


def values(store: Store) -> dict[tuple[str, int, str], Decimal | None]:
    return {(o.indicator, o.year, o.reporting_unit): o.value for o in store.current()}


def update(task: str = "I.1", **others: object) -> TaskUpdate:
    said = {"state": TaskState.UNDER_WAY, "percent": 40, "note": "", "stated_on": date(2026, 9, 1)}
    return TaskUpdate(task, **(said | others))


# What is stored


def test_a_fresh_store_is_empty(store: Store) -> None:
    assert store.is_empty()
    assert store.version == 0
    assert store.current() == ()
    assert store.submissions() == {}
    assert not store.holds_demo_figures()


def test_a_receipt_is_found_again_by_its_key(store: Store) -> None:
    assert store.receipt("khóa") is None
    receipt = store.confirm(draft(figure(), idempotency_key="khóa"))
    store.confirm(draft(figure(value="9")))
    assert store.receipt("khóa") == receipt
    assert store.receipt("khác") is None


def test_every_field_of_a_figure_comes_back(store: Store) -> None:
    stored = figure(
        "CT07",
        2027,
        "45.5",
        "Thôn Đông Phú Lễ",
        Kind.ESTIMATE,
        numerator=Decimal("455"),
        denominator=Decimal(1000),
        note="Ước đến hết tháng 12; chưa gồm chợ Cầu Vàng",
        source_text="CT07;2027;Thôn Đông Phú Lễ;45,5",
        sheet="Biểu 2",
        row=14,
    )
    store.confirm(draft(figure(), stored))
    back = store.current_by_key()[Key("CT07", 2027, "Thôn Đông Phú Lễ", Kind.ESTIMATE)]
    assert back.says_the_same_as(stored)
    assert (back.source_text, back.sheet, back.row) == (stored.source_text, "Biểu 2", 14)
    assert back.submission == 1


@pytest.mark.parametrize(
    ("handed_in", "stored"),
    [
        ("0", "0"),
        ("8.75", "8.75"),
        ("8.750000", "8.75"),
        ("-12.5", "-12.5"),
        ("100", "100"),
        ("1E+2", "100"),
        ("0.000001", "0.000001"),
        ("10000000000000", "10000000000000"),
        ("10000000000000.000001", "10000000000000.000001"),
        ("99999999999999.999999", "99999999999999.999999"),
        # More decimals than the column has are rounded half up.
        ("0.0000005", "0.000001"),
        ("0.00000049", "0"),
        ("33.33333333333333333333", "33.333333"),
        ("66.66666666666666666667", "66.666667"),
    ],
)
def test_numbers_round_trip_exactly(store: Store, handed_in: str, stored: str) -> None:
    number = Decimal(handed_in)
    store.confirm(draft(figure(value=handed_in, numerator=number, denominator=number)))
    (back,) = store.current()
    # Compared as text, so that neither a zero nor an exponent creeps in.
    texts = [str(back.value), str(back.numerator), str(back.denominator)]
    assert texts == [stored] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Xã Vĩnh Am: ước thực hiện, số liệu chưa đầy đủ – “tạm tính” ≥ 20% ⚠",
        "ỷ ỹ ỵ ặ ẫ ở ữ đ Đ",
        "chữ tổ hợp: e\u0302\u0301",
        "dòng một\ndòng hai\tcột;\"dấu\" 'nháy' \\ gạch",
        "'; DROP TABLE observations; --",
        "=1+1",
        "",
        " ",
        "dài " * 50_000,
    ],
    ids=lambda text: text[:12],
)
def test_texts_round_trip_exactly(store: Store, text: str) -> None:
    # A unit is part of the key, and a key has less room.
    unit = text[:500]
    store.confirm(draft(figure(unit=unit, note=text, source_text=text, sheet=text), reason=text))
    (back,) = store.current()
    assert [back.note, back.source_text, back.sheet] == [text] * 3
    assert back.reporting_unit == unit
    assert store.submissions()[1].reason == text


def test_a_year_without_occasion_has_no_value(store: Store) -> None:
    store.confirm(draft(figure(value=None, not_applicable=True, denominator=Decimal(0))))
    (back,) = store.current()
    assert back.not_applicable
    assert back.value is None
    assert back.denominator == 0


def test_the_file_comes_back_as_it_was_handed_in(store: Store) -> None:
    content = bytes(range(256)) * 4000
    receipt = store.confirm(draft(figure(), file_name="Số liệu năm 2026.xlsx", content=content))
    assert store.submission_file(receipt.number) == content
    assert receipt.sha256 == hashlib.sha256(content).hexdigest()
    assert store.submissions()[receipt.number] == receipt
    assert receipt.file_name == "Số liệu năm 2026.xlsx"


def test_an_empty_file_is_still_a_file(store: Store) -> None:
    assert store.submission_file(store.confirm(draft(content=b"")).number) == b""


def test_a_submission_without_a_file_has_none(store: Store) -> None:
    receipt = store.confirm(draft(figure()))
    assert receipt.sha256 == ""
    assert store.submission_file(receipt.number) is None


def test_a_receipt_counts_figures_and_task_updates(store: Store) -> None:
    receipt = store.confirm(draft(figure(), figure(year=2027), task_updates=[update()]))
    assert receipt.row_count == 3
    assert receipt.person == "Bà Lan"


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=7))])
def test_times_are_kept_in_utc(place: Place, zone: timezone) -> None:
    store = Store(place, COMMUNE, clock=lambda: NOW.astimezone(zone))
    receipt = store.confirm(draft(figure()))
    assert receipt.confirmed_at == NOW.replace(tzinfo=None)
    assert store.submissions()[1].confirmed_at == receipt.confirmed_at
    store.close()


def test_reopening_keeps_everything(store: Store) -> None:
    store.confirm(draft(figure(value="7"), content=b"one", file_name="a.csv"))
    store.confirm(draft(figure(value="8"), task_updates=[update(note="Đã họp")]))
    before = (store.current(), store.revisions("CT04"), store.submissions(), store.task_updates())
    store.close()
    again = Store(store.path, COMMUNE)
    after = (again.current(), again.revisions("CT04"), again.submissions(), again.task_updates())
    assert after == before
    assert again.version == 2
    assert again.submission_file(1) == b"one"
    again.close()


# Which figures count


def test_the_last_revision_counts_and_the_earlier_ones_stay(store: Store) -> None:
    for value in ("7", "8", "9"):
        store.confirm(draft(figure(value=value)))
    assert [o.value for o in store.current()] == [9]
    assert [(o.submission, o.value) for o in store.revisions("CT04")] == [(1, 7), (2, 8), (3, 9)]


def test_a_revision_replaces_only_its_own_key(store: Store) -> None:
    others = [
        figure("CT05"),
        figure(year=2027),
        figure(unit="Thôn Một"),
        figure(kind=Kind.ESTIMATE),
    ]
    store.confirm(draft(figure(), *others))
    store.confirm(draft(figure(value="9")))
    current = store.current_by_key()
    assert current[figure().key].value == 9
    assert all(current[other.key].value == other.value for other in others)


def test_a_withdrawn_figure_vanishes_and_its_revisions_stay(store: Store) -> None:
    store.confirm(draft(figure(), figure(year=2027)))
    store.confirm(draft(figure(value=None, withdrawn=True), origin=Origin.UNDO))
    assert [o.year for o in store.current()] == [2027]
    assert [o.withdrawn for o in store.revisions("CT04") if o.year == 2026] == [False, True]


def test_a_withdrawn_figure_can_be_stored_again(store: Store) -> None:
    store.confirm(draft(figure()))
    store.confirm(draft(figure(value=None, withdrawn=True)))
    store.confirm(draft(figure(value="9")))
    assert [o.value for o in store.current()] == [9]


def test_the_last_task_update_counts(store: Store) -> None:
    store.confirm(draft(task_updates=[update("I.1"), update("I.2")]))
    store.confirm(draft(task_updates=[update("I.1", state=TaskState.DONE, percent=None)]))
    updates = store.task_updates()
    assert updates["I.1"] == update("I.1", state=TaskState.DONE, percent=None, submission=2)
    assert updates["I.2"] == update("I.2", submission=1)


@pytest.mark.parametrize("file", sorted((ROOT / "indicators" / "store").rglob("*.*")), ids=str)
def test_nothing_in_the_store_changes_or_removes_a_row(file: Path) -> None:
    # Sessions end, counters of failures begin anew, and an administrator cuts old events off.
    if file.suffix in (".py", ".sql") and file.name not in ("sessions.py", "events.py"):
        # A migration may build a table anew with the rows of the one it drops.
        text = re.sub(
            r"INSERT INTO (\w+)[^;]+\sFROM (\1_before);\s+DROP TABLE \2;",
            "",
            file.read_text(encoding="utf-8"),
        )
        assert CHANGING_STATEMENTS.findall(text) == []


def test_rows_come_in_through_the_gate_alone() -> None:
    """Whoever listens to the gate knows every row of every commit."""
    store = ROOT / "indicators" / "store"
    speakers = {
        file.name
        for file in store.rglob("*.*")
        if file.suffix in (".py", ".sql")
        and re.search(r"\b((?i:insert\s+into)|COPY)\b", file.read_text(encoding="utf-8"))
    }
    assert {name for name in speakers if name.endswith(".py")} == ENGINES
    assert {name for name in speakers if name.endswith(".sql")} <= {
        file.name for file in (store / "migrations").glob("*.sql")
    }


# Invented figures


def test_demo_figures_count_until_the_first_real_submission(store: Store) -> None:
    demo = draft(figure(), figure(year=2027), origin=Origin.DEMO, task_updates=[update()])
    store.confirm(demo)
    assert store.holds_demo_figures()
    assert len(store.current()) == 2
    store.confirm(draft(figure("CT05")))
    assert not store.holds_demo_figures()
    assert [o.indicator for o in store.current()] == ["CT05"]
    assert store.task_updates() == {}


def test_retired_demo_figures_are_gone_at_once(store: Store) -> None:
    store.confirm(draft(figure(), origin=Origin.DEMO))
    receipt = store.retire_demo("Ông Hải", "retire")
    assert receipt is not None
    assert receipt.origin is Origin.DEMO_RETIREMENT
    assert store.current() == ()
    assert not store.holds_demo_figures()
    assert [o.submission for o in store.revisions("CT04")] == [1]


def test_there_is_nothing_to_retire_twice(store: Store) -> None:
    assert store.retire_demo("Ông Hải", "never seeded") is None
    store.confirm(draft(figure(), origin=Origin.DEMO))
    store.retire_demo("Ông Hải", "retire")
    assert store.retire_demo("Ông Hải", "again") is None
    assert store.version == 2


@pytest.mark.parametrize("key", ["demo", "another key"])
def test_retired_demo_figures_never_return(store: Store, key: str) -> None:
    store.confirm(draft(figure(), origin=Origin.DEMO, idempotency_key="demo"))
    store.retire_demo("Ông Hải", "retire")
    store.confirm(draft(figure(value="9"), origin=Origin.DEMO, idempotency_key=key))
    assert store.current() == ()
    assert not store.holds_demo_figures()


def test_withdrawing_the_only_real_figure_does_not_bring_the_demo_back(store: Store) -> None:
    store.confirm(draft(figure(), origin=Origin.DEMO))
    store.confirm(draft(figure(value="9")))
    store.confirm(draft(figure(value=None, withdrawn=True), origin=Origin.UNDO))
    assert store.current() == ()


# All or nothing


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(draft(figure(), figure(value="9")), id="a key twice"),
        pytest.param(draft(figure(), figure("CT05", value="1E+14")), id="a number too large"),
        pytest.param(draft(figure("CT05", value="1" * 50)), id="a number far too large"),
        pytest.param(draft(figure("CT05", value="99999999999999.9999999")), id="rounded too large"),
        pytest.param(draft(figure("CT05", value="NaN")), id="not a number"),
        pytest.param(draft(figure("CT05", value="Infinity")), id="infinite"),
        pytest.param(draft(figure("CT05", value=None)), id="no value and no reason"),
        pytest.param(draft(figure("CT05", year=70_000)), id="a year too large"),
        pytest.param(draft(figure("CT05", row=2**31)), id="a row too large"),
        pytest.param(draft(figure("CT05", note=None)), id="no note"),
        pytest.param(draft(figure("CT05", note="\ud800")), id="half a character"),
        pytest.param(draft(figure("CT05"), file_name="\ud800"), id="half a file name"),
        pytest.param(draft(figure("CT05"), answers={"a": object()}), id="an odd answer"),
        pytest.param(
            draft(figure("CT05"), task_updates=[update(), update(percent=101)]),
            id="the last statement",
        ),
    ],
)
def test_a_confirm_that_fails_half_way_leaves_nothing(store: Store, broken) -> None:
    store.confirm(draft(figure(value="7"), content=b"kept"))
    before = (store.version, store.current(), store.submissions(), store.task_updates())
    with pytest.raises(StoreUnavailable) as refusal:
        store.confirm(broken)
    assert refusal.value.trouble is Trouble.FAILED
    after = (store.version, store.current(), store.submissions(), store.task_updates())
    assert after == before
    assert store.submission_file(2) is None
    receipt = store.confirm(draft(figure(value="8")))
    assert receipt.number == 2
    assert [o.value for o in store.current()] == [8]
    store.close()
    again = Store(store.path, COMMUNE)
    assert len(again.submissions()) == 2
    assert len(again.revisions("CT05")) == 0
    again.close()


def test_a_key_freed_by_a_failed_confirm_can_be_used_again(store: Store) -> None:
    with pytest.raises(StoreUnavailable):
        store.confirm(draft(figure(value="1E+14"), idempotency_key="k"))
    assert store.confirm(draft(figure(), idempotency_key="k")).number == 1


def test_the_same_draft_is_stored_once(store: Store) -> None:
    same = draft(figure(), content=b"file", based_on=0)
    first = store.confirm(same)
    assert store.confirm(same) == first
    assert store.version == 1
    assert len(store.revisions("CT04")) == 1


def test_the_same_draft_is_stored_once_even_after_a_restart(store: Store) -> None:
    first = store.confirm(draft(figure(), idempotency_key="k"))
    store.close()
    again = Store(store.path, COMMUNE)
    assert again.confirm(draft(figure(), idempotency_key="k")) == first
    again.close()


def test_a_double_click_stores_once(store: Store) -> None:
    same = draft(*(figure(year=year) for year in range(2015, 2031)))
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda _: store.confirm(same), range(8)))
    assert {receipt.number for receipt in receipts} == {1}
    assert len(store.revisions("CT04")) == 16


def test_a_draft_compared_with_older_figures_is_refused(store: Store) -> None:
    seen = store.version
    store.confirm(draft(figure(value="7")))
    with pytest.raises(StaleDraft):
        store.confirm(draft(figure(value="9"), based_on=seen))
    assert values(store) == {("CT04", 2026, "XA"): 7}
    assert store.confirm(draft(figure(value="9"), based_on=store.version)).number == 2


def test_of_drafts_confirmed_at_once_only_one_is_not_stale(store: Store) -> None:
    def confirm(value: int) -> bool:
        try:
            store.confirm(draft(figure(value=str(value)), based_on=0))
        except StaleDraft:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(confirm, range(8)))
    assert stored.count(True) == 1
    assert store.version == 1


def test_eight_readers_see_whole_submissions_while_one_writes(store: Store) -> None:
    units = [f"Thôn {number}" for number in range(40)]
    store.confirm(draft(*(figure(value="0", unit=unit) for unit in units)))
    finished = threading.Event()

    def read() -> list[str]:
        wrong, looks = [], 0
        while looks < 5 or not finished.is_set():
            looks += 1
            current = store.current()
            if len(current) != 40 or len({o.value for o in current}) != 1:
                wrong.append(f"{len(current)} figures, {len({o.value for o in current})} values")
            revisions = store.revisions("CT04")
            if len(revisions) % 40 or any(o.value != o.submission - 1 for o in revisions):
                wrong.append(f"{len(revisions)} revisions")
            if len(store.submissions()) * 40 < len(revisions):
                wrong.append("a revision without its submission")
        return wrong

    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read) for _ in range(8)]
        try:
            for value in range(1, 25):
                store.confirm(draft(*(figure(value=str(value), unit=unit) for unit in units)))
        finally:
            finished.set()
        assert [reader.result() for reader in readers] == [[]] * 8
    assert {o.value for o in store.current()} == {24}


# One database, many communes


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    close_stores()


def test_a_file_is_opened_once_in_the_process(tmp_path: Path) -> None:
    first = open_store(tmp_path / "shared.duckdb", COMMUNE)
    assert open_store(tmp_path / "." / "shared.duckdb", COMMUNE) is first


def test_two_communes_in_one_database_do_not_see_each_other(place: Place) -> None:
    one, other = open_store(place, "MOT"), open_store(place, "HAI")
    one.confirm(draft(figure(value="1"), idempotency_key="k", content=b"one"))
    assert other.is_empty()
    assert other.submission_file(1) is None
    other.confirm(draft(figure(value="2"), idempotency_key="k", origin=Origin.DEMO))
    assert [o.value for o in one.current()] == [1]
    assert [o.value for o in other.current()] == [2]
    assert (one.version, other.version) == (1, 1)
    assert other.holds_demo_figures()
    assert not one.holds_demo_figures()


def test_closed_stores_open_again(place: Place) -> None:
    open_store(place, COMMUNE).confirm(draft(figure()))
    close_stores()
    assert open_store(place, COMMUNE).version == 1


def test_a_closed_store_refuses_instead_of_breaking(store: Store) -> None:
    store.close()
    with pytest.raises(StoreUnavailable):
        store.current()
    with pytest.raises(StoreUnavailable):
        store.confirm(draft(figure()))


def test_every_commune_of_the_database_is_known(place: Place) -> None:
    for code in ("VINH-AM", "AN-LAO"):
        with closing(Store(place, code)) as store:
            store.confirm(draft(figure()))
    with closing(Store(place, "LE-LOI")) as store:
        assert store.communes() == ("AN-LAO", "VINH-AM")
