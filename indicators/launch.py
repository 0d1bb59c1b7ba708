"""The command `run`: the dashboard's server is started in place of the command."""

from __future__ import annotations

import socket
import sys

from indicators import notation
from indicators.__main__ import ROOT, hand_over


def run(host: str, port: int) -> int:
    """Serve the dashboard until it is stopped; return its exit code, 1 where the port is taken."""
    everywhere = host in ("0.0.0.0", "::")
    here = f"http://{'localhost' if everywhere else host}:{port}"
    if is_taken("localhost" if everywhere else host, port):
        print(
            f"Cổng {port} đang được dùng: nếu bảng theo dõi đã mở thì vào {here},"
            f" nếu không hãy chọn cổng khác: {notation.COMMAND} run --port {port + 1}",
            file=sys.stderr,
        )
        return 1
    print(f"Mở {here} trong trình duyệt; dừng bằng Ctrl+C.")
    if everywhere and (address := lan_address()):
        print(f"Máy khác trong mạng nội bộ: http://{address}:{port}")
    streamlit = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py")]
    settings = {
        "server.address": host,
        "server.port": str(port),
        "server.headless": "true",
        # Its greeting is English, and on 0.0.0.0 it asks a server on the internet for our address.
        "logger.hideWelcomeMessage": "true",
    }
    flags = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return hand_over([*streamlit, *flags])


def is_taken(host: str, port: int) -> bool:
    """Tell whether something answers there already."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def lan_address() -> str:
    """Return this machine's address in its network, "" where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # A UDP connect sends nothing; it only picks the outgoing interface.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])
