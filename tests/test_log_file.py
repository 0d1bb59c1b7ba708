"""The log: one place for what went wrong, found by number, bounded, naming nobody."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from indicators import log_file
from indicators.log_file import HIDDEN, keep_log, log_error


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log file that is written to until the test ends."""
    file = tmp_path / "data" / "dashboard.duckdb.log"
    ours, root = logging.getLogger("indicators"), logging.getLogger()
    before = [*ours.handlers], [*root.handlers]
    keep_log(file, never=["mat-khau-cua-xa", ""])
    yield file
    for logger, handlers in zip((ours, root), before, strict=True):
        for handler in set(logger.handlers) - set(handlers):
            logger.removeHandler(handler)
            handler.close()


def text_of(log: Path) -> str:
    return log.read_text(encoding="utf-8")


def test_an_error_is_found_by_its_number(log: Path) -> None:
    number = log_error("script error", ValueError("cột Năm"))
    assert f"script error {number}" in text_of(log)
    assert "ValueError: cột Năm" in text_of(log)


def test_two_errors_have_two_numbers(log: Path) -> None:
    assert log_error("a", ValueError()) != log_error("a", ValueError())


def test_warnings_of_libraries_are_kept_too(log: Path) -> None:
    logging.getLogger("some.library").warning("không mở được phông chữ")
    assert "không mở được phông chữ" in text_of(log)


def test_errors_go_to_the_console_as_well(
    tmp_path: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_log(tmp_path / "again.log")
    number = log_error("script error", ValueError())
    assert number in capsys.readouterr().err


@pytest.mark.parametrize(
    "secret",
    [
        "mat-khau-cua-xa",
        "lan.nguyen@haiphong.gov.vn",
        "031185001234",
        "0912345678",
        "+84 912 345 678",
        "Zk3v9mQx7Tn2pLw8Rc5yBd1hJf6sGa4u",
    ],
)
def test_no_password_and_no_personal_data_is_written(log: Path, secret: str) -> None:
    log_error("script error", ValueError(f"khóa {secret} bị trùng"))
    assert secret not in text_of(log)
    assert f"khóa {HIDDEN} bị trùng" in text_of(log)


@pytest.mark.parametrize("harmless", ["CT04", "2026", "1.240,75", "05/12/2026", "dòng 12.345"])
def test_figures_and_days_stay_readable(log: Path, harmless: str) -> None:
    log_error("script error", ValueError(f"ô {harmless} sai"))
    assert f"ô {harmless} sai" in text_of(log)


def test_the_time_of_a_line_stays(log: Path) -> None:
    log_error("script error", ValueError())
    assert HIDDEN not in text_of(log).splitlines()[0]


def test_the_log_turns_over_and_stays_bounded(
    tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "MOST_BYTES", 2_000)
    small = tmp_path / "small.log"
    keep_log(small)
    for _ in range(200):
        log_error("script error", ValueError("x" * 20))
    kept = sorted(file.name for file in tmp_path.glob("small.log*"))
    assert kept == ["small.log", *(f"small.log.{n}" for n in range(1, log_file.OLDER_FILES + 1))]
    assert all(file.stat().st_size <= 2_500 for file in tmp_path.glob("small.log*"))


def test_a_log_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OSError):  # noqa: PT011 - which one is the system's matter
        keep_log(tmp_path / "file" / "a.log")
