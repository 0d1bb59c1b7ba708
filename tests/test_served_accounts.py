"""The door on a PostgreSQL server: as on a file, and the same for every process."""

from collections.abc import Iterator
from contextlib import closing
from inspect import signature

import pytest

from indicators.passwords import Passwords
from indicators.sign_in import FREE_TRIES, Answer, SignIn
from indicators.store import Store
from tests import test_sign_in
from tests.conftest import COMMUNE
from tests.postgres import Server
from tests.test_sign_in import ELSEWHERE, HERE, PASSWORD, WRONG, Clock, come_in, found

# Fixtures of the same door.
app, clock, door = test_sign_in.app, test_sign_in.clock, test_sign_in.door
empty, passwords = test_sign_in.empty, test_sign_in.passwords


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    with closing(Store(server.fresh(), COMMUNE)) as store:
        yield store


@pytest.fixture
def other_door(store: Store, passwords: Passwords, clock: Clock) -> Iterator[SignIn]:
    """The door of another process on the same store."""
    with closing(Store(store.path, COMMUNE)) as other:
        yield SignIn(other, passwords, ("Xã Vĩnh Am",), clock)


for _name, _test in vars(test_sign_in).items():
    # What opens a file anew is the file's own.
    if _name.startswith("test_") and "tmp_path" not in signature(_test).parameters:
        globals()[_name] = _test


def test_who_signed_in_at_one_process_is_signed_in_at_the_other(
    door: SignIn, other_door: SignIn
) -> None:
    token = come_in(door)
    assert found(other_door, token).account.login == "lan"
    other_door.sign_out(token, HERE)
    assert door.find(token) is None


def test_failures_at_one_process_make_the_other_wait(door: SignIn, other_door: SignIn) -> None:
    for turn in range(FREE_TRIES + 1):
        tried = (door, other_door)[turn % 2]
        assert tried.with_password("lan", WRONG, ELSEWHERE).answer is Answer.WRONG or turn
    for both in (door, other_door):
        assert both.with_password("lan", PASSWORD, ELSEWHERE).answer is Answer.WAIT
