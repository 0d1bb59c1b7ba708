"""The audit of libraries fails for a known vulnerability, and for nothing else."""

import importlib.util
import re
from types import ModuleType

import pytest

from indicators.settings import ROOT


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SOUND = {"name": "duckdb", "version": "2.0.0", "vulns": []}
UNKNOWN = {"name": "plotly", "version": "7.1.0", "skip_reason": "not found"}
WEAK = {
    "name": "starlette",
    "version": "1.0.0",
    "vulns": [{"id": "CVE-2026-1", "fix_versions": ["1.1.0"]}],
}


def test_a_known_vulnerability_fails_and_names_the_mended_version(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.told([SOUND, WEAK, UNKNOWN]) == 1
    assert "starlette 1.0.0: CVE-2026-1, mended in 1.1.0" in capsys.readouterr().out


def test_libraries_that_the_registry_does_not_know_are_counted_and_fail_nothing(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.told([SOUND, UNKNOWN]) == 0
    assert "0 known vulnerabilities in 1 libraries; of 1 the registry" in capsys.readouterr().out


@pytest.mark.parametrize(
    "pins", ["requirements.txt", "tests/requirements.txt", ".ci/requirements.txt"]
)
def test_every_pin_has_a_version_and_a_hash_and_names_no_registry(pins: str) -> None:
    text = (ROOT / pins).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", re.sub(r"^\s*#.*\n", "", text, flags=re.M).strip())
    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[a-z0-9.\-]+==[^ ]+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]
    assert "://" not in text
