"""Whether a request comes from the machine the dashboard runs on."""

import pytest

from indicators.callers import is_from_this_machine, is_loopback
from indicators.doorway import address_of


@pytest.mark.parametrize(
    ("address", "is_own"),
    [
        (None, True),
        ("127.0.0.1", True),
        ("127.0.0.2", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.168.1.20", False),
        ("::ffff:192.168.1.20", False),
        ("10.127.0.1", False),
        ("fe80::1", False),
        ("0.0.0.0", False),
        ("", False),
        ("localhost", False),
        ("127.0.0.1, 192.168.1.20", False),
    ],
)
def test_loopback_addresses_are_this_machines_own(address: str | None, is_own: bool) -> None:
    assert is_loopback(address) is is_own


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8501", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501"]
)
@pytest.mark.parametrize("ip_address", [None, "127.0.0.1", "::1"])
def test_who_asks_for_this_machine_from_this_machine_is_at_it(
    ip_address: str | None, host: str
) -> None:
    assert is_from_this_machine(ip_address, {"Host": host})


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "bang.xa.vi.du"},
        {"Host": "192.168.1.5:8501"},
        {"Host": "localhost.vi.du:8501"},
        {"Host": "127.0.0.1.vi.du"},
        {"Host": ""},
        {},
        *(
            {"Host": "localhost:8501", name: "192.168.1.20"}
            for name in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-Ip", "Via")
        ),
    ],
)
def test_who_comes_through_a_proxy_or_a_tunnel_is_elsewhere(
    headers: dict[str, str],
) -> None:
    assert not is_from_this_machine("127.0.0.1", headers)


def test_another_machine_cannot_say_that_it_is_this_one() -> None:
    assert not is_from_this_machine("192.168.1.20", {"Host": "localhost:8501"})


@pytest.mark.parametrize(
    ("ip_address", "told"),
    [
        ("", "máy chủ"),
        ("127.0.0.1", "máy chủ"),
        ("::ffff:127.0.0.1", "máy chủ"),
        ("192.168.1.20", "192.168.1.20"),
        ("::ffff:192.168.1.20", "192.168.1.20"),
        ("testclient", "testclient"),
    ],
)
def test_the_history_is_told_where_the_browser_is(ip_address: str, told: str) -> None:
    assert address_of(ip_address) == told
