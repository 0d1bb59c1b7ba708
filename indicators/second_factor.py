"""The second factor: codes that an app on the telephone shows (TOTP, RFC 6238), and paper codes."""

from __future__ import annotations

import hashlib
import hmac
import io
import re
import secrets
from collections.abc import Collection
from datetime import UTC, datetime

import pyotp
import segno

SECONDS = 30
_NEIGHBOURS = 1  # a telephone's clock may be half a minute off
_SECRET = re.compile(r"[A-Z2-7]{32}")
_RECOVERY_CODES = 8


def new_secret() -> str:
    """A secret of 159 bits in base 32, as the apps take it."""
    return pyotp.random_base32(32)


def is_secret(text: str) -> bool:
    return _SECRET.fullmatch(text) is not None


def step_of(secret: str, code: str, moment: datetime, used: Collection[int] = ()) -> int | None:
    """The half minute whose code this is; None where it is wrong, or `used` before.

    The caller keeps the step as used: a code seen over a shoulder is worth nothing.
    """
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return None
    now = int(moment.timestamp()) // SECONDS
    app = pyotp.TOTP(secret, interval=SECONDS)
    found = None
    for step in range(now - _NEIGHBOURS, now + _NEIGHBOURS + 1):
        expected = app.at(datetime.fromtimestamp(step * SECONDS, UTC))
        if hmac.compare_digest(expected, digits) and step not in used:
            found = step
    return found


def app_address(secret: str, login: str, product: str) -> str:
    """What the QR code says to the app."""
    return pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=login, issuer_name=product)


def qr_picture(text: str) -> str:
    """A QR code as an SVG element, to stand inside a page."""
    written = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        written, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=4, light="#FFFFFF"
    )
    return written.getvalue().decode()


def new_recovery_codes() -> tuple[str, ...]:
    """Codes for the day the telephone is lost, each good once: 59 bits."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return tuple(
        "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(3))
        for _ in range(_RECOVERY_CODES)
    )


def recovery_hash(code: str) -> str:
    """What is kept of a recovery code; a random code needs no slow hash."""
    plain = re.sub(r"[\s-]", "", code.casefold())
    return hashlib.sha256(plain.encode()).hexdigest()
