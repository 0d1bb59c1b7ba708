"""Settings from the environment: a default for each, a sentence for what cannot be understood."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from indicators.clock import LOCAL_TIME
from indicators.settings import ROOT, SettingError, keep_private, read_settings


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings({})
    assert settings.database == ROOT / "data" / "dashboard.duckdb"
    assert settings.plan_folder == ROOT / "data" / "plan"
    assert settings.demo_folder == ROOT / "data" / "demo"
    assert settings.proxies == ""
    assert settings.fixed_today is None


def test_an_empty_setting_is_no_setting() -> None:
    names = ("DATABASE", "PLAN", "DEMO", "PROXY", "TODAY", "LOG")
    assert read_settings({f"INDICATORS_{name}": "" for name in names}) == read_settings({})


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("INDICATORS_DATABASE", "database"),
        ("INDICATORS_PLAN", "plan_folder"),
        ("INDICATORS_DEMO", "demo_folder"),
        ("INDICATORS_LOG", "log_file"),
    ],
)
def test_a_path_is_absolute_or_counted_from_the_top_folder(
    name: str, field: str, tmp_path: Path
) -> None:
    assert getattr(read_settings({name: str(tmp_path / "x")}), field) == tmp_path / "x"
    assert getattr(read_settings({name: "kho/Số liệu"}), field) == ROOT / "kho" / "Số liệu"


def test_the_log_lies_beside_the_file() -> None:
    assert read_settings({}).log_file == ROOT / "data" / "dashboard.duckdb.log"
    assert read_settings({"INDICATORS_DATABASE": "kho/a"}).log_file == ROOT / "kho" / "a.log"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_the_database_may_be_a_server(scheme: str) -> None:
    address = f"{scheme}://xa:l%C3%BAa%20ch%C3%ADn@may-chu:5432/vinh_am"
    settings = read_settings({"INDICATORS_DATABASE": f" {address}\n"})
    assert settings.database == address
    assert settings.address_file is None
    assert settings.log_file == ROOT / "data" / "dashboard.log"
    assert settings.secrets == ("l%C3%BAa%20ch%C3%ADn", "lúa chín")


def test_the_demo_can_be_left_out() -> None:
    assert read_settings({"INDICATORS_DEMO": "off"}).demo_folder is None


def test_no_proxy_is_believed_unless_it_is_named() -> None:
    assert read_settings({"INDICATORS_PROXY": " 127.0.0.1,10.0.0.5 \n"}).proxies == (
        "127.0.0.1,10.0.0.5"
    )


def test_a_rehearsed_day_is_today() -> None:
    settings = read_settings({"INDICATORS_TODAY": "2026-12-04"})
    assert settings.today() == date(2026, 12, 4)


@pytest.mark.parametrize("text", ["04/12/2026", "2026-13-01", "2026-02-30", "mai", "2026"])
def test_a_day_that_is_none_is_named(text: str) -> None:
    with pytest.raises(SettingError, match="INDICATORS_TODAY") as fault:
        read_settings({"INDICATORS_TODAY": text})
    assert text in str(fault.value)


def test_today_is_the_day_in_vietnam() -> None:
    before = datetime.now(LOCAL_TIME).date()
    today = read_settings({}).today()
    assert before <= today <= datetime.now(LOCAL_TIME).date()


def test_the_day_turns_at_midnight_in_vietnam() -> None:
    evening_in_utc = datetime(2026, 12, 3, 17, 0, tzinfo=UTC)
    assert evening_in_utc.astimezone(LOCAL_TIME).date() == date(2026, 12, 4)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps files by their folder")
def test_the_files_of_an_older_store_are_taken_from_other_users(tmp_path: Path) -> None:
    for name in ("dashboard.duckdb", "dashboard.duckdb.wal", "dashboard.duckdb.lock", "khác.txt"):
        (tmp_path / name).touch(0o644)
        (tmp_path / name).chmod(0o644)
    keep_private(read_settings({"INDICATORS_DATABASE": str(tmp_path / "dashboard.duckdb")}))
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert modes.pop("khác.txt") == 0o644
    assert set(modes.values()) == {0o600}
