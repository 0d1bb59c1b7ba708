"""The invented figures show everything the screens can show, and can be taken for nobody's."""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.explanations import MOST_CHARACTERS
from indicators.observations import Kind, Observation
from indicators.plan import WHOLE_COMMUNE
from indicators.plan_folder import read_plan
from indicators.progress import Flag, Status
from indicators.standing import Band, Label, debts, standings

ROOT = Path(__file__).parent.parent
PLAN = read_plan(ROOT / "data/plan")
FOLDER = ROOT / "data/demo" / PLAN.commune.code
COLUMNS = (
    "Mã chỉ tiêu;Chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Tử số;Mẫu số;Giá trị;Đơn vị tính;"
    "Nguồn;Ghi chú"
)
KINDS = {
    "chính thức": Kind.ACTUAL,
    "ước thực hiện": Kind.ESTIMATE,
    "kế hoạch": Kind.PLANNED,
}


def rows_of(name):
    text = (FOLDER / name).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def decimal(text):
    return Decimal(text.replace(",", ".")) if text else None


def observation(row):
    top, bottom, value = (decimal(row[name]) for name in ("Tử số", "Mẫu số", "Giá trị"))
    if bottom:
        value = top * 100 / bottom
    unit = row["Đơn vị báo cáo"]
    return Observation(
        indicator=row["Mã chỉ tiêu"],
        year=int(row["Năm"]),
        reporting_unit=WHOLE_COMMUNE if unit == "Toàn xã" else unit,
        kind=KINDS[row["Loại số liệu"]],
        value=value,
        numerator=top,
        denominator=bottom,
        not_applicable=bottom == 0,
    )


NAMES = ("figures", "models", "tasks", "notes")
ROWS, MODELS, TASKS, NOTES = (rows_of(f"{name}.csv") for name in NAMES)
OBSERVATIONS = [observation(row) for row in ROWS]
STANDINGS = {s.indicator.code: s for s in standings(PLAN, OBSERVATIONS, 2026)}


def test_every_label_appears_in_2026():
    assert {code: standing.label for code, standing in sorted(STANDINGS.items())} == {
        "CT01": Label.ACHIEVED,
        "CT02": Label.NOT_APPLICABLE,
        "CT03": Label.OFF_TRACK,
        "CT04": Label.ON_TRACK,
        "CT05": Label.ON_TRACK,
        "CT06": Label.INSUFFICIENT,
        "CT07": Label.BEHIND,
        "CT08": Label.EXCEEDED,
        "CT09": Label.ON_TRACK,
        "CT10": Label.ACHIEVED,
        "CT11": Label.MISSED,
        "CT12": Label.BEHIND,
        "CT13": Label.NO_DATA,
    }
    assert {standing.label for standing in STANDINGS.values()} == set(Label)


@pytest.mark.parametrize(("code", "earlier"), [("CT04", "off_track"), ("CT05", "behind")])
def test_the_two_deadlines_have_different_results(code, earlier):
    [(target, assessment)] = STANDINGS[code].others
    assert target.year == 2027
    assert assessment.status is Status(earlier)
    assert STANDINGS[code].assessment.status is Status.ON_TRACK


def test_one_figure_lacks_one_village():
    partial = {c: s.figure.missing for c, s in STANDINGS.items() if s.figure and s.figure.missing}
    assert partial == {"CT09": ("Thôn Mẫu 7",)}
    assert Flag.PARTIAL in STANDINGS["CT09"].assessment.flags


def test_one_whole_commune_figure_disagrees_with_the_sum_of_its_units():
    disagreeing = [c for c, s in STANDINGS.items() if s.figure and s.figure.units_value]
    assert disagreeing == ["CT07"]


def test_some_figures_of_the_current_year_are_estimates_and_some_are_not():
    kinds = {s.assessment.latest.kind for s in STANDINGS.values() if s.assessment.latest}
    assert kinds == {Kind.ACTUAL, Kind.ESTIMATE}
    estimates = {(o.year, o.kind) for o in OBSERVATIONS if o.kind is Kind.ESTIMATE}
    assert estimates == {(2026, Kind.ESTIMATE)}


def test_something_is_owed_in_2026():
    assert [debt.indicator.code for debt in debts(PLAN, list(STANDINGS.values()))] == [
        "CT09",
        "CT13",
    ]


@pytest.mark.parametrize("year", range(2022, 2026))
def test_earlier_years_have_standings_too(year):
    labels = {standing.label for standing in standings(PLAN, OBSERVATIONS, year)}
    assert len(labels) >= 2


def test_every_unit_has_an_obviously_invented_name():
    names = {row["Đơn vị báo cáo"] for row in ROWS} - {"Toàn xã"}
    assert all("Mẫu" in name for name in names)
    assert {f"Thôn Mẫu {number}" for number in range(1, 11)} <= names
    assert {f"Trường Mẫu {letter}" for letter in "ABCDEF"} <= names


def test_every_row_is_one_that_an_upload_takes():
    for row in ROWS:
        indicator = PLAN.indicator(row["Mã chỉ tiêu"])
        assert row["Chỉ tiêu"] == indicator.short_name
        assert row["Đơn vị tính"] == indicator.unit_measure
        assert 2022 <= int(row["Năm"]) <= 2026
        found = observation(row)
        if found.denominator is not None:
            assert 0 <= found.numerator <= found.denominator
        if indicator.is_share and found.value is not None:
            assert 0 <= found.value <= 100
        if not indicator.is_share:
            assert found.value == int(found.value)
    keys = Counter(o.key for o in OBSERVATIONS)
    assert set(keys.values()) == {1}


def test_money_is_in_whole_dong():
    amounts = [o.denominator for o in OBSERVATIONS if o.indicator == "CT08"]
    assert all(amount == int(amount) and amount > 100_000_000 for amount in amounts)


@pytest.mark.parametrize("name", [f"{name}.csv" for name in NAMES])
def test_the_files_are_what_excel_for_vietnamese_saves(name):
    content = (FOLDER / name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_the_figures_have_the_columns_of_an_upload():
    assert ";".join(ROWS[0]) == COLUMNS


def test_every_green_model_has_three_yearly_counts():
    counts = {(row["Mã mô hình"], int(row["Năm"])): int(row["Số lượng"]) for row in MODELS}
    assert set(counts) == {(m.code, y) for m in PLAN.own_models for y in (2024, 2025, 2026)}
    assert len(MODELS) == 18


def test_every_task_has_a_state_as_of_november_2026():
    assert [row["Mã nhiệm vụ"] for row in TASKS] == [task.code for task in PLAN.tasks]
    states = {row["Trạng thái"] for row in TASKS}
    assert states == {"chưa triển khai", "đang thực hiện", "hoàn thành"}
    for row in TASKS:
        day, month, year = map(int, row["Ngày"].split("/"))
        assert date(2026, 8, 1) <= date(year, month, day) <= date(2026, 11, 20)
        assert 0 <= int(row["Tỷ lệ %"]) <= 100
        assert (row["Trạng thái"] == "hoàn thành") is (row["Tỷ lệ %"] == "100")


def test_some_lagging_indicators_are_explained_and_one_is_not():
    lagging = {code for code, standing in STANDINGS.items() if standing.band is Band.ACT}
    explained = {row["Mã chỉ tiêu"] for row in NOTES}
    assert len(NOTES) == len(explained)
    assert explained < lagging
    for row in NOTES:
        assert row["Năm"] == "2026"
        for text in (row["Lý do"], row["Việc làm tiếp"]):
            assert 0 < len(text) <= MOST_CHARACTERS
        day, month, year = map(int, row["Hạn hoàn thành"].split("/"))
        assert date(2026, 11, 20) < date(year, month, day) < date(2028, 1, 1)
