"""Codes from an app on the telephone, and those on paper."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pyotp
import pytest

from indicators import second_factor

# The published test secret and code of RFC 6238 (SHA-1, last six digits).
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_MOMENT = datetime.fromtimestamp(1_111_111_109, UTC)
RFC_CODE = "081804"
RFC_STEP = 1_111_111_109 // 30


def test_the_code_of_the_standard_is_right() -> None:
    assert second_factor.step_of(RFC_SECRET, RFC_CODE, RFC_MOMENT) == RFC_STEP


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_a_clock_half_a_minute_off_is_borne(seconds: int) -> None:
    moment = RFC_MOMENT + timedelta(seconds=seconds)
    assert second_factor.step_of(RFC_SECRET, RFC_CODE, moment) == RFC_STEP


@pytest.mark.parametrize("seconds", [-90, 90])
def test_an_old_code_and_a_coming_one_are_wrong(seconds: int) -> None:
    moment = RFC_MOMENT + timedelta(seconds=seconds)
    assert second_factor.step_of(RFC_SECRET, RFC_CODE, moment) is None


def test_a_used_code_is_wrong() -> None:
    assert second_factor.step_of(RFC_SECRET, RFC_CODE, RFC_MOMENT, {RFC_STEP}) is None


@pytest.mark.parametrize("code", ["", "08180", "0818044", "08180a", "٠٨١٨٠٤", "081805"])
def test_anything_else_is_no_code(code: str) -> None:
    assert second_factor.step_of(RFC_SECRET, code, RFC_MOMENT) is None


def test_a_code_may_be_typed_with_a_gap() -> None:
    assert second_factor.step_of(RFC_SECRET, " 081 804 ", RFC_MOMENT) == RFC_STEP


def test_secrets_differ_and_are_known_as_such() -> None:
    secrets = {second_factor.new_secret() for _ in range(20)}
    assert len(secrets) == 20
    assert all(map(second_factor.is_secret, secrets))
    assert not second_factor.is_secret("abc")
    assert not second_factor.is_secret(RFC_SECRET.lower())


def test_the_app_is_told_the_secret_the_login_and_the_product() -> None:
    address = second_factor.app_address(RFC_SECRET, "lan", "Vĩnh Am Xanh 2030")
    told = pyotp.parse_uri(address)
    assert isinstance(told, pyotp.TOTP)
    assert (told.secret, told.name, told.issuer) == (RFC_SECRET, "lan", "Vĩnh Am Xanh 2030")


def test_the_qr_code_is_a_drawing_without_a_script() -> None:
    drawing = ElementTree.fromstring(second_factor.qr_picture("otpauth://totp/x?secret=y"))
    assert drawing.tag == "svg"
    assert {element.tag for element in drawing.iter()} <= {"svg", "g", "path"}


def test_recovery_codes_differ_and_are_kept_as_hashes() -> None:
    codes = second_factor.new_recovery_codes()
    assert len(set(codes)) == 8
    hashes = {second_factor.recovery_hash(code) for code in codes}
    assert len(hashes) == 8
    assert not hashes & set(codes)


def test_a_recovery_code_may_be_typed_without_dashes_and_in_capitals() -> None:
    code = second_factor.new_recovery_codes()[0]
    typed = f" {code.replace('-', ' ').upper()} "
    assert second_factor.recovery_hash(typed) == second_factor.recovery_hash(code)
