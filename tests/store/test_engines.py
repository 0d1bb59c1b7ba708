"""Where the two engines differ, the store does not: what a query leaves open is settled in it."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from indicators.settings import ROOT
from indicators.store import Store, StoreUnavailable, Trouble
from indicators.store.database import Database
from indicators.store_words import TROUBLES
from tests.conftest import draft, figure
from tests.store.test_schema import texts

STORE = ROOT / "indicators" / "store"
ASKING = re.compile(r"\b(SELECT|FROM|WHERE|ORDER BY|PARTITION BY)\b")
# 7 / 2 is 3 for one and 3.5 for the other; they round, average and divide by nothing differently.
ARITHMETIC = re.compile(r"[^/]/[^/]|\b(round|avg|sum|power|mod|floor|ceil)\s*\(", re.IGNORECASE)
# Words that one of them alone knows.
OF_ONE = re.compile(
    r"\b(BY NAME|ORDER BY ALL|QUALIFY|EXCLUDE|PIVOT|ILIKE|LIST|STRUCT|BLOB|DISTINCT ON|ANY_VALUE"
    r"|GROUP BY ALL|SIMILAR TO|RETURNING|JSONB?|date_trunc|now|current_timestamp)\b|\[|::",
    re.IGNORECASE,
)
# The journal and the backups are those of a file alone.
OWN = ("embedded", "connecting", "backups", "restoring", "served")
SHARED = [file for file in STORE.glob("*.py") if file.stem not in OWN]
SCRIPTS = [
    STORE / "tables.sql",
    STORE / "views.sql",
    *sorted((STORE / "migrations").glob("*.sql"))[2:],
]


def sql() -> list[str]:
    """Every query and script that both engines read."""
    queries = [text for file in SHARED for text in texts(file) if ASKING.search(text)]
    scripts = [re.sub(r"--.*", "", file.read_text(encoding="utf-8")) for file in SCRIPTS]
    return [*queries, *scripts]


@pytest.mark.parametrize("text", sql())
def test_no_query_leaves_arithmetic_or_dialect_to_its_engine(text: str) -> None:
    assert ARITHMETIC.search(text) is None
    inserted = re.sub(r"\{.*?\}", "", text)
    assert OF_ONE.search(inserted) is None


@pytest.mark.parametrize("text", [text for text in sql() if "ORDER BY" in text])
def test_texts_are_sorted_by_their_bytes_and_gaps_stand_where_said(text: str) -> None:
    for order in re.findall(r"ORDER BY ([^)\n]+)", text):
        for term in order.split(", "):
            name = re.match(r"(?:\w\w?\w?\.)?(\w+)", term)[1]
            if name in ("indicator", "reporting_unit", "kind", "task"):
                assert 'COLLATE "C"' in term, term
            if name == "row_number":
                assert "NULLS LAST" in term, term


def test_texts_stand_in_one_order(store: Store) -> None:
    units = ["Thôn Ấp", "thôn a", "Thôn B", "Đông", "Thôn a", "đông", "Z", "Thôn Ă", "a", "ă", "_"]
    store.confirm(draft(*(figure(unit=unit) for unit in units)))
    in_order = sorted(units, key=lambda unit: unit.encode())
    assert [o.reporting_unit for o in store.revisions("CT04")] == in_order
    assert [c.new.reporting_unit for c in store.changes_of(1)] == in_order


def test_rows_without_a_place_in_the_file_come_last(store: Store) -> None:
    places = [None, 7, 3, None, 12]
    store.confirm(draft(*(figure(year=2021 + n, row=row) for n, row in enumerate(places))))
    assert [c.new.row for c in store.changes_of(1)] == [3, 7, 12, None, None]
    assert [c.new.row for c in store.changes_of(1, most=2)] == [3, 7]


@pytest.mark.parametrize(
    ("handed_in", "stored"),
    [("2.0000005", "2.000001"), ("-2.0000005", "-2.000001"), ("3.0000015", "3.000002")],
)
def test_halves_are_rounded_away_from_nothing(store: Store, handed_in: str, stored: str) -> None:
    store.confirm(draft(figure(value=handed_in)))
    (back,) = store.current()
    assert back.value == Decimal(stored)


def test_a_share_of_nothing_is_stored_and_divided_by_nobody(store: Store) -> None:
    store.confirm(
        draft(figure(value=None, numerator=Decimal(0), denominator=Decimal(0), not_applicable=True))
    )
    (back,) = store.current()
    assert (back.value, back.numerator, back.denominator) == (None, 0, 0)


def test_a_moment_keeps_its_millionths_and_no_zone(place: object) -> None:
    moment = datetime(2026, 3, 29, 1, 30, 0, 123457, tzinfo=UTC)
    store = Store(place, "A", clock=lambda: moment)
    store.confirm(draft(figure()))
    assert store.submissions()[1].confirmed_at == moment.replace(tzinfo=None)
    store.close()


def test_bytes_come_back_as_bytes(store: Store) -> None:
    content = b"\x00\xff\\x41'\r\n" + bytes(range(256))
    store.confirm(draft(figure(), content=content))
    assert store.submission_file(1) == content
    assert isinstance(store.submission_file(1), bytes)


@pytest.mark.parametrize("text", ["\\N", "\\.", "\\x41", "a\tb\\", "NULL", '""', "?", "%s", "$1"])
def test_no_text_means_anything_to_an_engine(store: Store, text: str) -> None:
    store.confirm(draft(figure(unit=text, note=text, source_text=text, sheet=text), reason=text))
    (back,) = store.current()
    assert [back.reporting_unit, back.note, back.source_text, back.sheet] == [text] * 4
    assert store.submissions()[1].reason == text


def test_a_mark_inside_a_text_of_a_query_is_no_parameter(store: Store) -> None:
    query = "SELECT '?', CAST(? AS INTEGER), 'it''s %s ?', '$1'"
    assert store.database.rows(query, 5) == [("?", 5, "it's %s ?", "$1")]


def test_a_text_with_a_zero_character_is_stored_whole_or_refused(store: Store, engine: str) -> None:
    odd = draft(figure(note="a\0b"))
    if engine == "duckdb":
        store.confirm(odd)
        assert [o.note for o in store.current()] == ["a\0b"]
    else:
        with pytest.raises(StoreUnavailable) as refusal:
            store.confirm(odd)
        assert refusal.value.trouble is Trouble.FAILED
        assert (store.version, store.current()) == (0, ())


def test_the_next_transaction_works_after_one_that_failed(store: Store) -> None:
    database: Database = store.database
    for _ in range(20):
        with pytest.raises(StoreUnavailable), database.transaction() as transaction:
            transaction.execute("SELECT * FROM no_such_table")
        with pytest.raises(StoreUnavailable):
            database.rows("SELECT * FROM no_such_table")
    store.confirm(draft(figure()))
    assert store.version == 1


def test_every_trouble_has_its_sentence() -> None:
    assert set(TROUBLES) == {trouble.value for trouble in Trouble}
