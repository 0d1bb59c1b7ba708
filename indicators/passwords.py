"""Passwords: how one is kept, what makes one too easy, and the one given for the first sign-in."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

LEAST = 14
LEAST_WITH_SECOND_FACTOR = 8
MOST = 200
_FEWEST_DIFFERENT = 5
_LONGEST_REPEATED = 7
_RUNS = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
# Without letters and digits that are taken for one another when read from paper.
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
# One hashing takes 64 MiB: a crowd of sign-ins must not take the machine's memory.
_AT_ONCE = 2


class Weakness(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    NAME = "name"
    REPEATED = "repeated"


class Passwords:
    """Argon2id with the parameters of RFC 9106 for machines with little memory.

    `time_cost`, `memory_cost` (KiB) and `parallelism` are for tests.
    """

    def __init__(self, time_cost: int = 3, memory_cost: int = 65_536, parallelism: int = 4) -> None:
        self._argon2 = PasswordHasher(time_cost, memory_cost, parallelism)
        self._turn = threading.Semaphore(_AT_ONCE)
        # Verified where there is no account, so that the answer takes as long as where there is.
        self._nobodys = self.hash(secrets.token_urlsafe(32))
        self.verifications = 0

    def hash(self, password: str) -> str:
        """What is kept of a password, with the parameters it was made with."""
        with self._turn:
            return self._argon2.hash(normal(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether this is the password; None costs the same work and never fits."""
        with self._turn:
            self.verifications += 1
            try:
                fits = self._argon2.verify(kept or self._nobodys, normal(password))
            except (VerificationError, ValueError):
                return False
        return bool(fits) and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether it was made with other parameters and should be made anew."""
        return self._argon2.check_needs_rehash(kept)


def normal(password: str) -> str:
    """The same password from every keyboard: Vietnamese letters can be typed in two forms."""
    return unicodedata.normalize("NFC", password)


def weakness(
    password: str, names: Iterable[str], *, with_second_factor: bool = False
) -> Weakness | None:
    """Why this password may not be chosen; None where it may.

    `names` are those that everybody would try first: of the account, the commune, the product.
    """
    typed = normal(password)
    if len(typed) < (LEAST_WITH_SECOND_FACTOR if with_second_factor else LEAST):
        return Weakness.SHORT
    if len(typed) > MOST:
        return Weakness.LONG
    folded = typed.casefold()
    if len(set(folded)) < _FEWEST_DIFFERENT or _is_repetition(folded):
        return Weakness.REPEATED
    if any(folded in run or folded in run[::-1] for run in _RUNS):
        return Weakness.REPEATED
    letters = _letters(typed)
    if letters and any(_is_made_of(letters, _letters(name)) for name in names):
        return Weakness.NAME
    return None


def one_time_password() -> str:
    """A password to be read out once and changed at the first sign-in: 99 bits."""
    groups = ["".join(secrets.choice(_READABLE) for _ in range(5)) for _ in range(4)]
    return "-".join(groups)


def _is_repetition(text: str) -> bool:
    sizes = range(1, min(_LONGEST_REPEATED, len(text) // 2) + 1)
    return any(text[size:] == text[:-size] for size in sizes)


def _letters(text: str) -> str:
    """Its letters alone, without case and accents."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(letter for letter in plain if letter.isalpha())


def _is_made_of(letters: str, name: str) -> bool:
    """Whether a word is a name, once or several times over."""
    return bool(name) and letters.replace(name, "") == ""
