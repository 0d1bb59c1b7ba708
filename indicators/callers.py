"""Whether a request comes from the machine the dashboard runs on."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

_FORWARDING = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-Ip", "Via")


def is_from_this_machine(ip_address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether whoever asks is on the server's own machine; a proxy in between says no.

    The address alone does not tell: behind a proxy or a tunnel everybody comes from here. So this
    machine must also have been asked for by its own name.
    """
    if any(name in headers for name in _FORWARDING):
        return False
    host = urlsplit(f"//{headers.get('Host', '')}").hostname
    return is_loopback(ip_address) and host in ("localhost", "127.0.0.1", "::1")


def is_loopback(ip_address: str | None) -> bool:
    """Whether an address is this machine's own; Streamlit says None for the plain ones."""
    if ip_address is None:
        return True
    try:
        parsed = ipaddress.ip_address(ip_address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback
