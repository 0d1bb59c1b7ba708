"""What a password must be, and how it is kept."""

import unicodedata

import pytest

from indicators.passwords import (
    LEAST,
    Passwords,
    Weakness,
    normal,
    one_time_password,
    weakness,
)

NAMES = ("lan.pkt", "Xã Vĩnh Am", "Vĩnh Am", "Vĩnh Am Xanh 2030")
GOOD = "con trâu đi trước"


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords(time_cost=1, memory_cost=64, parallelism=1)


def test_a_password_fits_itself_and_no_other(passwords: Passwords) -> None:
    kept = passwords.hash(GOOD)
    assert passwords.fits(kept, GOOD)
    assert not passwords.fits(kept, GOOD + " ")
    assert not passwords.fits(kept, GOOD.upper())


def test_what_is_kept_says_nothing_of_the_password(passwords: Passwords) -> None:
    assert passwords.hash(GOOD).startswith("$argon2id$")
    assert passwords.hash(GOOD) != passwords.hash(GOOD)


def test_letters_typed_in_two_forms_are_one_password(passwords: Passwords) -> None:
    apart = unicodedata.normalize("NFD", GOOD)
    assert apart != GOOD
    assert passwords.fits(passwords.hash(apart), GOOD)
    assert normal(apart) == GOOD


def test_nobodys_password_costs_the_same_work_and_never_fits(passwords: Passwords) -> None:
    before = passwords.verifications
    assert not passwords.fits(None, GOOD)
    assert not passwords.fits(None, "")
    assert passwords.verifications == before + 2


def test_something_that_is_no_hash_never_fits(passwords: Passwords) -> None:
    assert not passwords.fits("", GOOD)
    assert not passwords.fits("con trâu", "con trâu")


def test_what_was_kept_with_other_parameters_is_outdated(passwords: Passwords) -> None:
    kept = passwords.hash(GOOD)
    stronger = Passwords(time_cost=2, memory_cost=64, parallelism=1)
    assert not passwords.is_outdated(kept)
    assert stronger.is_outdated(kept)
    assert stronger.fits(kept, GOOD)


def test_in_service_hashing_follows_rfc_9106_for_little_memory() -> None:
    assert Passwords().hash(GOOD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize(
    "password",
    [GOOD, "aB3$" * 2 + "khác hẳn", "xã vĩnh am có 12 thôn", "một hai ba bốn năm", "x" * 9 + GOOD],
)
def test_a_long_password_of_ones_own_is_good(password: str) -> None:
    assert weakness(password, NAMES) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", Weakness.SHORT),
        ("con trâu đi tr"[:13], Weakness.SHORT),
        ("e\u0302\u0301" * 6 + "abc1", Weakness.SHORT),
        ("z" * 201, Weakness.LONG),
        ("aaaaaaaaaaaaaaaa", Weakness.REPEATED),
        ("matkhaumatkhaumatkhau"[:18], Weakness.REPEATED),
        ("12341234123412341234", Weakness.REPEATED),
        ("12345678901234", Weakness.REPEATED),
        ("98765432109876", Weakness.REPEATED),
        ("abcdefghijklmnop", Weakness.REPEATED),
        ("qwertyuiopasdfgh", Weakness.REPEATED),
        ("lan.pkt-lan.pkt-1", Weakness.NAME),
        ("Vĩnh Am Xanh 2030", Weakness.NAME),
        ("vinhamxanh@2030!", Weakness.NAME),
        ("VĨNH AM 20302030", Weakness.NAME),
        ("xavinham123456789", Weakness.NAME),
    ],
)
def test_what_everybody_would_try_is_refused(password: str, why: Weakness) -> None:
    assert weakness(password, NAMES) is why


def test_with_a_second_factor_eight_characters_are_enough() -> None:
    assert weakness("trâu đi9", NAMES, with_second_factor=True) is None
    assert weakness("trâu đi", NAMES, with_second_factor=True) is Weakness.SHORT
    assert weakness("trâu đi9", NAMES) is Weakness.SHORT


def test_a_one_time_password_is_long_enough_and_never_the_same() -> None:
    given = {one_time_password() for _ in range(50)}
    assert len(given) == 50
    assert all(len(each) >= LEAST and weakness(each, NAMES) is None for each in given)
