"""The door: who gets in, who waits, how sessions begin and end."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest

from indicators.accounts import Account, Credential, Identity, Role
from indicators.events import EventFilter
from indicators.office_settings import OfficeSettings
from indicators.passwords import Passwords, Weakness
from indicators.sign_in import (
    FREE_TRIES,
    FREE_TRIES_OF_AN_ADDRESS,
    Answer,
    Outcome,
    SignedIn,
    SignIn,
    Visit,
    hash_of,
    wait_after,
)
from indicators.store import Store
from tests.conftest import COMMUNE

PASSWORD = "con trâu đi trước"
WRONG = "con trâu đi sau rồi"
HERE, ELSEWHERE = Visit("192.168.1.20", "Firefox"), Visit("10.0.0.66")
LAN = Account("lan", "Bà Lan", frozenset({Role.EDITOR}), "PKT", "lan@vinham.vi.du")
ADMIN = Account("quantri", "Ông Tư", frozenset({Role.ADMIN}))


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **length: float) -> None:
        self.moment += timedelta(**length)


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    """Real hashing, only quick."""
    return Passwords(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(store: Store, passwords: Passwords, clock: Clock) -> SignIn:
    for account in (LAN, ADMIN):
        credential = Credential(passwords.hash(PASSWORD))
        store.accounts.add(account, credential, "quantri", clock())
    return SignIn(store, passwords, ("Xã Vĩnh Am",), clock)


def heard(store: Store) -> list[tuple[str, str, str, str]]:
    """What the history was told, oldest first."""
    events = reversed(store.events.found(EventFilter()))
    return [(each.kind.value, each.login, each.person, each.address) for each in events]


def come_in(door: SignIn, login: str = "lan", visit: Visit = HERE) -> str:
    outcome = door.with_password(login, PASSWORD, visit)
    assert outcome.answer is Answer.IN
    return outcome.token


def fail(door: SignIn, times: int, login: str = "lan", visit: Visit = ELSEWHERE) -> Outcome:
    return [door.with_password(login, WRONG, visit) for _ in range(times)][-1]


def found(door: SignIn, token: str) -> SignedIn:
    signed_in = door.find(token)
    assert signed_in is not None
    return signed_in


# In and out


def test_the_right_password_lets_in(door: SignIn) -> None:
    signed_in = found(door, come_in(door))
    assert signed_in.account == LAN
    assert signed_in.may_work


def test_a_login_may_be_typed_with_spaces_and_capitals(door: SignIn) -> None:
    assert door.with_password(" Lan ", PASSWORD, HERE).answer is Answer.IN


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("lan", WRONG),
        ("lan", ""),
        ("nobody", PASSWORD),
        ("", ""),
        ("lan'--", PASSWORD),
        ("x" * 300, PASSWORD),
        ("lan 192.168.1.20", WRONG),
        ("@10.0.0.66", WRONG),
    ],
)
def test_anything_else_gets_the_same_answer(door: SignIn, login: str, password: str) -> None:
    assert door.with_password(login, password, HERE) == Outcome(Answer.WRONG)


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(
    door: SignIn, passwords: Passwords
) -> None:
    """What takes time is the hashing; the same count of it is the same time."""
    work = []
    for login in ("lan", "nobody", "không phải tên", "quantri"):
        before = passwords.verifications
        door.with_password(login, WRONG, HERE)
        work.append(passwords.verifications - before)
    assert work == [1, 1, 1, 1]


def test_every_sign_in_has_a_token_of_its_own_and_the_store_knows_only_its_hash(
    door: SignIn, store: Store
) -> None:
    first, second = come_in(door), come_in(door)
    assert first != second
    kept = [session.token_hash for session in store.sessions.open_ones("lan")]
    assert set(kept) == {hash_of(first), hash_of(second)}
    assert first not in repr(store.sessions.open_ones("lan"))


@pytest.mark.parametrize("token", ["", "x", hash_of("x")])
def test_a_token_that_was_never_given_opens_nothing(door: SignIn, token: str) -> None:
    come_in(door)
    assert door.find(token) is None


def test_the_hash_in_the_store_is_no_token(door: SignIn) -> None:
    assert door.find(hash_of(come_in(door))) is None


def test_after_signing_out_the_token_opens_nothing(door: SignIn) -> None:
    token, other = come_in(door), come_in(door)
    door.sign_out(token, HERE)
    assert door.find(token) is None
    assert door.find(other) is not None


def test_signing_out_elsewhere_leaves_this_session_alone(door: SignIn) -> None:
    token, other = come_in(door), come_in(door)
    door.sign_out_elsewhere(found(door, token))
    assert door.find(other) is None
    assert [each.token_hash for each in door.sessions_of("lan")] == [hash_of(token)]


def test_a_session_lives_through_a_restart_and_counts_in_every_process(
    door: SignIn, store: Store, passwords: Passwords, clock: Clock, tmp_path: Path
) -> None:
    token = come_in(door)
    second = SignIn(store, passwords, now=clock)
    assert second.find(token) is not None
    second.sign_out(token, HERE)
    assert door.find(token) is None
    token = come_in(door)
    store.close()
    with closing(Store(tmp_path / "dashboard.duckdb", COMMUNE)) as reopened:
        assert SignIn(reopened, passwords, now=clock).find(token) is not None
    store.__init__(tmp_path / "dashboard.duckdb", COMMUNE)  # the fixture closes it once more


def test_a_session_ends_a_quarter_hour_after_the_last_click(door: SignIn, clock: Clock) -> None:
    token = come_in(door)
    for _ in range(4):
        clock.pass_by(minutes=14)
        assert door.find(token, used=True) is not None
    clock.pass_by(minutes=14)
    assert door.find(token) is not None  # looked at, not used
    clock.pass_by(minutes=2)
    assert door.find(token) is None


def test_an_administrators_session_ends_after_five_minutes(door: SignIn, clock: Clock) -> None:
    token = come_in(door, "quantri")
    clock.pass_by(minutes=4)
    assert door.find(token, used=True) is not None
    clock.pass_by(minutes=6)
    assert door.find(token, used=True) is None
    assert door.sessions_of("quantri") == ()


def test_no_session_is_longer_than_half_a_day(door: SignIn, clock: Clock) -> None:
    token = come_in(door)
    for _ in range(72):
        clock.pass_by(minutes=10)
        assert door.find(token, used=True) is not None
    clock.pass_by(minutes=10)
    assert door.find(token, used=True) is None


def test_who_is_disabled_is_out_at_once(door: SignIn, store: Store, clock: Clock) -> None:
    token = come_in(door)
    store.accounts.change(replace(LAN, enabled=False), "quantri", clock())
    assert door.find(token) is None
    assert door.with_password("lan", PASSWORD, HERE) == Outcome(Answer.DISABLED)


def test_who_loses_a_role_loses_it_in_the_open_session(
    door: SignIn, store: Store, clock: Clock
) -> None:
    token = come_in(door)
    store.accounts.change(replace(LAN, roles=frozenset()), "quantri", clock())
    assert found(door, token).account.roles == frozenset()


def test_a_password_kept_with_older_parameters_is_kept_anew(
    door: SignIn, store: Store, clock: Clock
) -> None:
    stronger = Passwords(time_cost=2, memory_cost=64, parallelism=1)
    come_in(SignIn(store, stronger, now=clock))
    assert not stronger.is_outdated(store.accounts.credential("lan").password_hash)
    come_in(SignIn(store, stronger, now=clock))


# Trying too often


def test_five_failures_make_the_account_wait_and_more_make_it_wait_longer() -> None:
    minutes = [wait_after(failures).total_seconds() / 60 for failures in range(4, 14)]
    assert minutes == [0, 0.5, 1, 2, 4, 8, 15, 15, 15, 15]
    assert wait_after(10**9) == timedelta(minutes=15)


def test_while_it_waits_even_the_right_password_is_not_looked_at(
    door: SignIn, passwords: Passwords, clock: Clock
) -> None:
    assert fail(door, FREE_TRIES).answer is Answer.WRONG
    before = passwords.verifications
    outcome = door.with_password("lan", PASSWORD, ELSEWHERE)
    assert outcome.answer is Answer.WAIT
    assert outcome.until == clock().replace(tzinfo=None) + timedelta(seconds=30)
    assert passwords.verifications == before
    clock.pass_by(seconds=30)
    assert door.with_password("lan", PASSWORD, ELSEWHERE).answer is Answer.IN


def test_a_name_without_an_account_waits_just_the_same(door: SignIn) -> None:
    fail(door, FREE_TRIES, "lan")
    fail(door, FREE_TRIES, "nobody")
    answers = [door.with_password(login, WRONG, ELSEWHERE) for login in ("lan", "nobody")]
    assert answers[0] == answers[1]
    assert answers[0].answer is Answer.WAIT


def test_the_right_password_starts_the_count_anew(door: SignIn) -> None:
    fail(door, FREE_TRIES - 1)
    come_in(door, visit=ELSEWHERE)
    assert fail(door, FREE_TRIES - 1).answer is Answer.WRONG


def test_failures_of_yesterday_are_forgotten(door: SignIn, clock: Clock) -> None:
    fail(door, FREE_TRIES)
    fail(door, 1, "nobody")
    clock.pass_by(hours=25)
    assert fail(door, FREE_TRIES).answer is Answer.WRONG
    assert fail(door, 1, "nobody").answer is Answer.WRONG


def test_waiting_survives_a_restart(
    door: SignIn, store: Store, passwords: Passwords, clock: Clock
) -> None:
    fail(door, FREE_TRIES)
    after = SignIn(store, passwords, now=clock)
    assert after.with_password("lan", PASSWORD, ELSEWHERE).answer is Answer.WAIT


def test_who_fails_elsewhere_on_purpose_does_not_keep_the_person_out(
    door: SignIn, clock: Clock
) -> None:
    come_in(door, "quantri", HERE)
    for _ in range(50):
        fail(door, 1, "quantri", ELSEWHERE)
        clock.pass_by(seconds=20)
    assert door.with_password("quantri", PASSWORD, ELSEWHERE).answer is Answer.WAIT
    assert door.with_password("quantri", PASSWORD, HERE).answer is Answer.IN


def test_an_address_that_tries_many_names_waits_too(door: SignIn) -> None:
    for number in range(FREE_TRIES_OF_AN_ADDRESS):
        assert fail(door, 1, f"name{number}").answer is Answer.WRONG
    assert door.with_password("lan", PASSWORD, ELSEWHERE).answer is Answer.WAIT
    assert door.with_password("lan", PASSWORD, HERE).answer is Answer.IN


def test_a_whole_office_behind_one_address_signs_in(door: SignIn) -> None:
    for _ in range(3 * FREE_TRIES_OF_AN_ADDRESS):
        come_in(door)


def test_a_thousand_tries_within_an_hour_come_to_a_handful_of_looks_at_the_password(
    door: SignIn, passwords: Passwords, clock: Clock
) -> None:
    before, answers = passwords.verifications, []
    for number in range(1000):
        answers.append(door.with_password("lan", f"{WRONG} {number}", ELSEWHERE).answer)
        clock.pass_by(seconds=3.6)
    assert Answer.IN not in answers
    assert passwords.verifications - before == answers.count(Answer.WRONG) <= 14


def test_a_crowd_of_tries_at_once_gets_no_more_than_one_after_the_other(
    door: SignIn, passwords: Passwords
) -> None:
    before = passwords.verifications
    crowd = [threading.Thread(target=fail, args=(door, 1)) for _ in range(40)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert passwords.verifications - before == FREE_TRIES


# The second factor


@pytest.fixture
def app(door: SignIn, clock: Clock) -> pyotp.TOTP:
    """Lan's telephone."""
    secret = pyotp.random_base32(32)
    signed_in = found(door, come_in(door))
    app = pyotp.TOTP(secret)
    assert door.add_second_factor(signed_in, secret, app.at(clock()), HERE)
    clock.pass_by(minutes=1)
    return app


def half_in(door: SignIn) -> str:
    outcome = door.with_password("lan", PASSWORD, HERE)
    assert outcome.answer is Answer.NEEDS_CODE
    return outcome.token


def test_with_a_second_factor_the_password_alone_opens_nothing(
    door: SignIn, app: pyotp.TOTP
) -> None:
    assert not found(door, half_in(door)).may_work


def test_the_code_of_the_app_lets_in_with_a_fresh_token(
    door: SignIn, app: pyotp.TOTP, clock: Clock
) -> None:
    token = half_in(door)
    outcome = door.with_code(token, app.at(clock()), HERE)
    assert outcome.answer is Answer.IN
    assert outcome.token != token
    assert door.find(token) is None
    assert found(door, outcome.token).may_work


def test_a_code_is_good_once(door: SignIn, app: pyotp.TOTP, clock: Clock) -> None:
    code = app.at(clock())
    assert door.with_code(half_in(door), code, HERE).answer is Answer.IN
    assert door.with_code(half_in(door), code, HERE).answer is Answer.WRONG


def test_wrong_codes_make_the_account_wait(door: SignIn, app: pyotp.TOTP, clock: Clock) -> None:
    token = half_in(door)
    answers = [door.with_code(token, "000000", HERE).answer for _ in range(FREE_TRIES)]
    assert answers == [*[Answer.WRONG] * (FREE_TRIES - 1), Answer.WAIT]
    assert door.with_code(token, app.at(clock()), HERE).answer is Answer.WAIT


def test_giving_the_password_again_buys_no_more_codes(door: SignIn, app: pyotp.TOTP) -> None:
    for _ in range(2):
        door.with_code(half_in(door), "000000", HERE)
    token = half_in(door)
    assert door.with_code(token, "000000", HERE).answer is Answer.WAIT


def test_the_code_must_come_within_five_minutes(
    door: SignIn, app: pyotp.TOTP, clock: Clock
) -> None:
    token = half_in(door)
    clock.pass_by(minutes=6)
    assert door.with_code(token, app.at(clock()), HERE).answer is Answer.LATE


@pytest.mark.parametrize("token", ["", "x"])
def test_a_code_without_the_password_is_late(door: SignIn, app: pyotp.TOTP, token: str) -> None:
    assert door.with_code(token, "000000", HERE).answer is Answer.LATE


def test_a_session_that_is_in_cannot_be_made_another_by_a_code(door: SignIn, clock: Clock) -> None:
    assert door.with_code(come_in(door), "000000", HERE).answer is Answer.LATE


def test_a_paper_code_lets_in_once(door: SignIn, store: Store, clock: Clock) -> None:
    secret = pyotp.random_base32(32)
    signed_in = found(door, come_in(door))
    codes = door.add_second_factor(signed_in, secret, pyotp.TOTP(secret).at(clock()), HERE)
    assert codes is not None
    assert not set(codes) & set(store.accounts.credential("lan").recovery_hashes)
    assert door.with_code(half_in(door), codes[0].upper(), HERE).answer is Answer.IN
    assert door.with_code(half_in(door), codes[0], HERE).answer is Answer.WRONG
    assert door.with_code(half_in(door), codes[1], HERE).answer is Answer.IN


def test_a_second_factor_needs_a_code_of_its_own_secret(door: SignIn, clock: Clock) -> None:
    signed_in = found(door, come_in(door))
    code = pyotp.TOTP(pyotp.random_base32(32)).at(clock())
    assert door.add_second_factor(signed_in, pyotp.random_base32(32), code, HERE) is None
    assert not found(door, come_in(door)).credential.has_second_factor


def test_without_the_second_factor_the_password_must_be_long(
    door: SignIn, app: pyotp.TOTP, clock: Clock
) -> None:
    token = door.with_code(half_in(door), app.at(clock()), HERE).token
    assert not door.drop_second_factor(found(door, token), "trâu đi9", HERE)
    assert door.drop_second_factor(found(door, token), PASSWORD, HERE)
    assert not found(door, come_in(door)).credential.has_second_factor


# The own account


def test_a_given_password_opens_nothing_but_its_own_change(
    door: SignIn, store: Store, passwords: Passwords, clock: Clock
) -> None:
    given = Credential(passwords.hash(PASSWORD), must_change=True)
    store.accounts.keep_credential("lan", given, clock())
    signed_in = found(door, come_in(door))
    assert not signed_in.may_work
    token = door.change_password(signed_in, "lúa chín vàng đồng", HERE)
    assert found(door, token).may_work


def test_a_changed_password_ends_every_session_and_begins_a_fresh_one(door: SignIn) -> None:
    token, other = come_in(door), come_in(door)
    fresh = door.change_password(found(door, token), "lúa chín vàng đồng", HERE)
    assert door.find(token) is door.find(other) is None
    assert found(door, fresh).account == LAN
    assert door.with_password("lan", PASSWORD, HERE).answer is Answer.WRONG
    assert door.with_password("lan", "lúa chín vàng đồng", HERE).answer is Answer.IN


def test_names_are_refused_as_passwords(door: SignIn) -> None:
    signed_in = found(door, come_in(door))
    for name in ("Bà Lan bà lan 1975", "xã vĩnh am 2030", "lan.lan.lan.lan1"):
        assert door.weakness_of(signed_in, name) is Weakness.NAME
    assert door.weakness_of(signed_in, "lúa chín vàng đồng") is None


def test_asking_for_the_password_again_counts_failures_too(door: SignIn) -> None:
    signed_in = found(door, come_in(door))
    answers = [door.knows_password(signed_in, WRONG, HERE).answer for _ in range(FREE_TRIES + 1)]
    assert answers == [*[Answer.WRONG] * FREE_TRIES, Answer.WAIT]


# The first administrator


@pytest.fixture
def empty(store: Store, passwords: Passwords, clock: Clock) -> Iterator[SignIn]:
    return SignIn(store, passwords, ("Xã Vĩnh Am",), clock)


def test_the_setup_code_makes_one_administrator(empty: SignIn, store: Store) -> None:
    code = empty.new_setup_code()
    assert code is not None
    outcome = empty.set_up(code, ADMIN, PASSWORD, HERE)
    assert isinstance(outcome, Outcome)
    assert found(empty, outcome.token).account == ADMIN
    second = replace(ADMIN, login="khac")
    assert empty.set_up(code, second, PASSWORD, HERE) is None
    assert store.accounts.all() == (ADMIN,)
    assert empty.new_setup_code() is None


def test_a_setup_code_is_good_for_a_day(empty: SignIn, clock: Clock) -> None:
    code = empty.new_setup_code()
    clock.pass_by(hours=23)
    assert empty.opens_setup(code)
    clock.pass_by(hours=1)
    assert not empty.opens_setup(code)


def test_only_the_newest_setup_code_is_good(empty: SignIn) -> None:
    old, new = empty.new_setup_code(), empty.new_setup_code()
    assert not empty.opens_setup(old)
    assert empty.opens_setup(new)


@pytest.mark.parametrize("code", ["", "x"])
def test_without_a_code_nobody_sets_up(empty: SignIn, code: str) -> None:
    assert not empty.opens_setup(code)
    empty.new_setup_code()
    assert empty.set_up(code, ADMIN, PASSWORD, HERE) is None


def test_an_easy_password_is_refused_at_the_setup_too(empty: SignIn, store: Store) -> None:
    code = empty.new_setup_code()
    assert empty.set_up(code, ADMIN, "quantriquantri", HERE) is Weakness.REPEATED
    assert store.accounts.all() == ()


# Accounts that nobody uses


def test_an_account_unused_for_45_days_is_disabled(door: SignIn, clock: Clock) -> None:
    clock.pass_by(days=44)
    come_in(door, "quantri")
    clock.pass_by(days=2)
    assert door.disable_idle() == ("lan",)
    assert door.with_password("lan", PASSWORD, HERE).answer is Answer.DISABLED


def test_the_last_administrator_is_never_disabled(door: SignIn, clock: Clock) -> None:
    clock.pass_by(days=400)
    assert door.disable_idle() == ("lan",)
    come_in(door, "quantri")


def test_an_idle_account_is_out_even_where_nobody_looked(door: SignIn, clock: Clock) -> None:
    clock.pass_by(days=46)
    assert door.with_password("lan", PASSWORD, HERE).answer is Answer.DISABLED


# A single sign-on


def test_a_vouched_address_lets_its_account_in(door: SignIn) -> None:
    outcome = door.with_email("Lan@VinhAm.vi.du", HERE)
    assert found(door, outcome.token).account == LAN


@pytest.mark.parametrize("email", ["", "khac@vinham.vi.du", "lan"])
def test_another_address_lets_nobody_in(door: SignIn, email: str) -> None:
    assert door.with_email(email, HERE) == Outcome(Answer.DISABLED)


# What the history is told


def test_the_history_is_told_who_came_failed_and_left(
    door: SignIn, store: Store, clock: Clock
) -> None:
    fail(door, FREE_TRIES + 100)
    clock.pass_by(minutes=1)
    door.sign_out(come_in(door), HERE)
    assert heard(store) == [
        *[("sign_in_failed", "lan", "Bà Lan", "10.0.0.66")] * FREE_TRIES,
        ("locked", "lan", "Bà Lan", "10.0.0.66"),
        ("sign_in", "lan", "Bà Lan", "192.168.1.20"),
        ("sign_out", "lan", "Bà Lan", "192.168.1.20"),
    ]


@pytest.mark.parametrize("typed", [PASSWORD, "matkhaucuatoi123"])
def test_what_was_typed_as_a_name_is_not_kept_where_it_may_be_a_password(
    door: SignIn, store: Store, typed: str
) -> None:
    door.with_password(typed, "", HERE)
    assert heard(store) == [("sign_in_failed", "", "", "192.168.1.20")]


def test_the_minutes_and_days_are_those_that_an_administrator_chose(
    door: SignIn, store: Store, clock: Clock
) -> None:
    chosen = OfficeSettings(idle_minutes_editor=60, idle_minutes_admin=1, disable_after_days=10)
    store.settings.change(chosen, Identity("quantri"))
    token, admins = come_in(door), come_in(door, "quantri")
    clock.pass_by(minutes=59)
    assert door.find(token) is not None
    assert door.find(admins) is None
    clock.pass_by(days=11)
    assert door.disable_idle() == ("lan",)
