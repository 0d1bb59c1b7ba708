"""What the repository may not hold: secrets, figures of a commune, paths of one machine, bulk."""

import re
import subprocess
from pathlib import Path

import pytest

from indicators.settings import ROOT

SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a cloud key": r"\bAKIA[0-9A-Z]{16}\b",
    "a token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20}|xox[abp]-[\w-]{10,})",
    "a signed token": r"\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}",
    "a password hash": r"\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{16,}",
    "a home folder": r"/(?:home|Users)/[a-z]\w+/",
}
MOST_LINES = 400
KEPT_OUT = ("secrets.toml", ".env", ".duckdb", ".duckdb.wal", ".pem", ".key", ".p12")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = [name for name in listed.stdout.split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_no_file_holds_a_secret_or_a_path_of_one_machine() -> None:
    files = tracked()
    if not files:
        pytest.skip("not a git checkout")
    found = []
    for path in files:
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [
            f"{path.relative_to(ROOT)}: {what}"
            for what, pattern in SECRETS.items()
            if re.search(pattern, text)
        ]
    assert found == []


def test_no_file_of_secrets_or_of_figures_is_tracked() -> None:
    assert [path for path in tracked() if path.name.endswith(KEPT_OUT)] == []


def test_no_module_is_too_long_to_be_read_at_once() -> None:
    modules = [
        path
        for folder in ("indicators", "pages")
        for ending in ("py", "js", "css", "sql", "html")
        for path in (ROOT / folder).rglob(f"*.{ending}")
    ]
    assert len(modules) > 200
    lines = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n")
        for path in [*modules, ROOT / "dashboard.py"]
    }
    assert {name: n for name, n in lines.items() if n > MOST_LINES} == {}


@pytest.mark.parametrize("what", SECRETS)
def test_the_search_would_find(what: str) -> None:
    examples = {
        "a private key": "-----BEGIN " + "RSA PRIVATE KEY-----",
        "a cloud key": "AKIA" + "ABCDEFGHIJKLMNOP",
        "a token": "ghp_" + "a" * 36,
        "a signed token": "eyJ" + "a" * 20 + ".eyJ" + "b" * 20 + "." + "c" * 30,
        "a password hash": "$argon2id$" + "v=19$m=65536,t=3,p=4$" + "a" * 22,
        "a home folder": "/home/" + "lan/",
    }
    assert re.search(SECRETS[what], examples[what])
