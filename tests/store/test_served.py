"""The store on a PostgreSQL server: several processes at once, and a server that is not well."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import psycopg
import pytest

from indicators.store import StaleDraft, Store, StoreUnavailable, Trouble, served
from tests.conftest import COMMUNE, draft, figure
from tests.postgres import PASSWORD, PATIENCE, Server, a_server
from tests.serving import free_port


@pytest.fixture
def engine() -> str:
    return "postgresql"


@pytest.fixture
def two(place: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, Store]]:
    """Two openings of one store, as two processes have them."""
    monkeypatch.setattr(served.ServedDatabase, "fresh_for", 0)
    with closing(Store(place, COMMUNE)) as one, closing(Store(place, COMMUNE)) as other:
        yield one, other


# Several processes


def test_a_commit_is_seen_by_the_other_process(two: tuple[Store, Store]) -> None:
    one, other = two
    one.confirm(draft(figure(value="7")))
    assert (other.version, [o.value for o in other.current()]) == (1, [7])
    other.confirm(draft(figure(value="8")))
    assert (one.version, [o.value for o in one.current()]) == (2, [8])


def test_the_version_is_believed_for_about_a_second() -> None:
    assert 0 < served.ServedDatabase.fresh_for <= 2


def test_within_that_second_the_other_process_may_be_unseen_but_never_overwritten(
    place: str,
) -> None:
    with closing(Store(place, COMMUNE)) as one, closing(Store(place, COMMUNE)) as other:
        seen = other.version
        one.confirm(draft(figure(value="7")))
        with pytest.raises(StaleDraft):
            other.confirm(draft(figure(value="9"), based_on=seen))
        assert other.confirm(draft(figure(value="8"))).number == 2
        assert one.receipt("no such key") is None
        with one.database.cursor() as cursor:
            assert cursor.execute("SELECT count(*) FROM submissions") == [(2,)]


def test_the_same_draft_is_stored_once_whichever_process_it_reaches(
    two: tuple[Store, Store],
) -> None:
    same = draft(figure(), based_on=0)
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda n: two[n % 2].confirm(same), range(8)))
    assert {receipt.number for receipt in receipts} == {1}
    assert len(two[0].revisions("CT04")) == 1


def test_of_drafts_confirmed_at_once_one_is_stored_and_numbers_have_no_gap(place: str) -> None:
    with ExitStack() as stack:
        stores = [stack.enter_context(closing(Store(place, COMMUNE))) for _ in range(4)]

        def confirm(n: int) -> bool:
            try:
                stores[n % 4].confirm(draft(figure(value=str(n)), based_on=0))
            except StaleDraft:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(confirm, range(8))).count(True) == 1
            list(pool.map(lambda n: stores[n % 4].confirm(draft(figure())), range(20)))
        assert sorted(stores[0].submissions()) == list(range(1, 22))


def test_processes_that_start_at_once_make_the_schema_once(place: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: Store(place, COMMUNE), range(4)))
    assert stores[0].database.rows("SELECT count(*) FROM schema_versions") == [(1,)]
    for store in stores:
        store.close()


def test_a_writer_waits_for_its_own_commune_only(two: tuple[Store, Store]) -> None:
    one, other = two
    order: list[str] = []
    with one.database.transaction(COMMUNE):
        with other.database.transaction("XA-KHAC"):
            order.append("another commune")
        waiting = threading.Thread(
            target=lambda: (other.confirm(draft(figure())), order.append("the same commune"))
        )
        waiting.start()
        waiting.join(0.3)
        order.append("the first writer ends")
    waiting.join()
    assert order == ["another commune", "the first writer ends", "the same commune"]


# Connections


def test_a_connection_that_the_server_ends_is_replaced(store: Store, server: Server) -> None:
    store.confirm(draft(figure()))
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute(
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"""
        )
    assert len(store.current()) == 1
    assert store.confirm(draft(figure(value="9"))).number == 2


def test_a_connection_lost_in_a_transaction_stores_nothing(store: Store, server: Server) -> None:
    def interrupted() -> None:
        with store.database.transaction(COMMUNE) as transaction:
            ((own,),) = transaction.execute("SELECT pg_backend_pid()")
            with psycopg.connect(server.address(), autocommit=True) as connection:
                connection.execute("SELECT pg_terminate_backend(%s, 10000)", [own])
            transaction.execute("SELECT 1")

    with pytest.raises(StoreUnavailable) as refusal:
        interrupted()
    assert refusal.value.trouble is Trouble.SERVER_AWAY
    assert store.confirm(draft(figure())).number == 1


def test_many_readers_share_a_few_connections(store: Store) -> None:
    store.confirm(draft(figure()))
    with ThreadPoolExecutor(30) as pool:
        counts = list(pool.map(lambda _: len(store.revisions("CT04")), range(200)))
    assert set(counts) == {1}


# A server that is not well


def trouble(address: str) -> StoreUnavailable:
    with pytest.raises(StoreUnavailable) as refusal:
        Store(address, COMMUNE)
    assert PASSWORD not in str(refusal.value)
    return refusal.value


def test_a_server_that_is_not_there_is_away() -> None:
    address = f"postgresql://postgres:x@127.0.0.1:{free_port()}/postgres"
    refusal = trouble(address)
    assert refusal.trouble is Trouble.SERVER_AWAY
    assert "postgres:x@" not in str(refusal)


def test_a_name_that_no_machine_has_is_away() -> None:
    assert trouble("postgresql://u:p@no-such-machine.invalid/a").trouble is Trouble.SERVER_AWAY


def test_a_wrong_password_is_refused(server: Server) -> None:
    assert trouble(server.address(password="sai")).trouble is Trouble.SERVER_REFUSED


def test_no_password_is_refused(server: Server) -> None:
    address = f"postgresql://postgres@127.0.0.1:{server.port}/postgres"
    assert trouble(address).trouble is Trouble.SERVER_REFUSED


def test_a_database_that_is_not_there_is_refused(server: Server) -> None:
    assert trouble(server.address(database="khong_co")).trouble is Trouble.SERVER_REFUSED


def test_an_address_that_is_none_is_refused() -> None:
    assert trouble("postgresql://u:p@127.0.0.1:cổng/a").trouble is Trouble.SERVER_REFUSED


def test_an_account_that_may_make_no_tables_is_refused(server: Server) -> None:
    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute("CREATE ROLE guest LOGIN PASSWORD 'khach'")
    address = f"postgresql://guest:khach@127.0.0.1:{server.port}/postgres"
    assert trouble(address).trouble is Trouble.SERVER_REFUSED


def test_an_old_server_is_refused(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "OLDEST", 99)
    assert trouble(place).trouble is Trouble.SERVER_TOO_OLD


def test_a_server_that_goes_and_comes_back_is_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "_PATIENCE", 2)
    with a_server() as own, closing(Store(own.address(), COMMUNE)) as store:
        store.confirm(draft(figure()))
        own.stop()
        for call in (store.database.check, lambda: store.confirm(draft(figure(value="9")))):
            with pytest.raises(StoreUnavailable) as refusal:
                call()
            assert refusal.value.trouble is Trouble.SERVER_AWAY
        own.start()
        last = time.monotonic() + PATIENCE
        while True:
            try:
                assert store.confirm(draft(figure(value="8"))).number == 2
                break
            except StoreUnavailable:
                assert time.monotonic() < last
        assert [o.value for o in store.current()] == [8]
