"""Where figures come from, as the screen of an indicator tells it."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from indicators.board import Board, View
from indicators.cells import Table
from indicators.observations import Kind, Observation, Origin
from indicators.origins import definition_table, files_behind, origins_table, years_table
from indicators.plan import WHOLE_COMMUNE, Plan
from indicators.store import Draft, Store
from tests.conftest import COMMUNE, draft, figure

TODAY = date(2026, 11, 20)


@pytest.fixture
def store(tmp_path: Path):
    store = Store(
        tmp_path / "dashboard.duckdb", COMMUNE, lambda: datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
    )
    yield store
    store.close()


@pytest.fixture
def view_of(plan: Plan, store: Store) -> Callable[..., View]:
    """Confirms one submission a file and looks at a year."""

    def view_of(files: Mapping[str, list[Observation]], year: int = 2026) -> View:
        for name, figures in files.items():
            store.confirm(draft(*figures, file_name=name, content=b"x"))
        return Board(plan, store).view(year, TODAY)

    return view_of


def share(numerator: int, denominator: int, **others: Any) -> Observation:
    """A unit's share with its parts, so that the commune's can be summed."""
    value = str(Decimal(100 * numerator) / denominator)
    parts = {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}
    return figure(value=value, **parts, **others)


def said(cell: Mapping[str, Any]) -> str:
    lines = ["".join(part["text"] for part in line["parts"]) for line in cell.get("lines", [])]
    return " / ".join(filter(None, [cell.get("title", ""), *lines]))


def cells(table: Table) -> list[dict[str, str]]:
    return [
        {key: said(cell) for key, cell in row["cells"].items()}
        for group in table["groups"]
        for row in group["rows"]
    ]


# Years


def test_a_year_names_value_file_row_person_and_local_time(view_of: Callable[..., View]) -> None:
    view = view_of({"báo-cáo.csv": [figure(row=4)]})
    assert cells(years_table(view, view.standing("CT04"))) == [
        {
            "year": "2026",
            "value": "8,75%",
            "parts": "–",
            "units": "số toàn xã",
            "file": "báo-cáo.csv · dòng 4",
            "person": "Bà Lan / 20/11/2026 16:05",
        }
    ]


def test_years_stand_newest_first_and_none_after_the_year_looked_at(
    view_of: Callable[..., View],
) -> None:
    view = view_of({"a.csv": [figure(year=year) for year in (2024, 2025, 2026)]}, year=2025)
    rows = cells(years_table(view, view.standing("CT04")))
    assert [row["year"] for row in rows] == ["2025", "2024"]


def test_a_summed_year_says_of_how_many_units(view_of: Callable[..., View]) -> None:
    view = view_of(
        {
            "2025.csv": [share(1, 10, year=2025, unit=f"Thôn {n}") for n in (1, 2, 3)],
            "2026.csv": [share(2, 10, unit=f"Thôn {n}") for n in (1, 2)],
        }
    )
    newest, _ = cells(years_table(view, view.standing("CT04")))
    assert (newest["value"], newest["units"]) == ("20%", "cộng 2/3 đơn vị báo cáo")
    assert newest["parts"] == "4 / 20"


def test_an_estimate_and_a_year_without_occurrence_are_said(view_of: Callable[..., View]) -> None:
    nothing = figure("CT02", 2026, None, not_applicable=True)
    view = view_of({"a.csv": [figure(kind=Kind.ESTIMATE), nothing]})
    (estimate,) = cells(years_table(view, view.standing("CT04")))
    (none,) = cells(years_table(view, view.standing("CT02")))
    assert (estimate["value"], none["value"]) == ("8,75% ước", "không phát sinh")


def test_a_year_put_together_from_many_files_names_two_and_counts_the_rest(
    view_of: Callable[..., View],
) -> None:
    view = view_of({f"{n}.csv": [share(1, 10, unit=f"Thôn {n}")] for n in (1, 2, 3)})
    (row,) = cells(years_table(view, view.standing("CT04")))
    assert row["file"] == "1.csv, 2.csv và 1 tệp khác"
    assert row["person"].startswith("Bà Lan / ")


def test_a_corrected_figure_names_the_file_that_corrected_it(view_of: Callable[..., View]) -> None:
    view = view_of({"a.csv": [figure(row=4)], "sửa.csv": [figure(value="9", row=2)]})
    (row,) = cells(years_table(view, view.standing("CT04")))
    assert (row["value"], row["file"]) == ("9%", "sửa.csv · dòng 2")


def test_a_restored_figure_names_the_file_it_first_came_from(
    plan: Plan, store: Store, view_of: Callable[..., View]
) -> None:
    view_of({"a.csv": [figure(row=4)], "nhầm.csv": [figure(value="9", row=2)]})
    store.undo(2, "Ông Nam", "nạp nhầm tệp", "undo")
    view = Board(plan, store).view(2026, TODAY)
    standing = view.standing("CT04")
    for table in (years_table, origins_table):
        (row,) = cells(table(view, standing))
        assert (row["value"], row["file"]) == ("8,75%", "a.csv · dòng 4")
        assert row["person"].startswith("Bà Lan / ")
    assert [file.number for file in files_behind(view, standing)] == [1]


def test_the_note_of_a_figure_stands_under_its_unit(view_of: Callable[..., View]) -> None:
    view = view_of({"a.csv": [figure(unit="Thôn Một", note="=1+1 <b>đậm</b>")]})
    (row,) = cells(origins_table(view, view.standing("CT04")))
    assert row["unit"] == "Thôn Một / =1+1 <b>đậm</b>"


def test_without_figures_the_tables_say_where_to_bring_some(view_of: Callable[..., View]) -> None:
    view = view_of({})
    for table in (years_table, origins_table):
        made = table(view, view.standing("CT04"))
        assert cells(made) == []
        assert "Nạp số liệu" in made["empty"]


# Units


def test_every_unit_names_sheet_row_file_and_person(view_of: Callable[..., View]) -> None:
    view = view_of(
        {
            "Số liệu.xlsx": [
                share(3, 10, unit="Thôn Hai", sheet="Quý IV", row=7),
                share(1, 10, unit="Thôn Một", sheet="Quý IV", row=6, kind=Kind.ESTIMATE),
            ]
        }
    )
    two, one = cells(origins_table(view, view.standing("CT04")))
    assert two == {
        "unit": "Thôn Hai",
        "value": "30%",
        "parts": "3 / 10",
        "file": "Số liệu.xlsx · “Quý IV”, dòng 7",
        "person": "Bà Lan / 20/11/2026 16:05",
    }
    assert (one["unit"], one["value"]) == ("Thôn Một", "10% ước thực hiện")


def test_the_whole_commune_stands_above_its_units(view_of: Callable[..., View]) -> None:
    view = view_of({"a.csv": [share(1, 10, unit="Ao Sen"), share(1, 10, unit=WHOLE_COMMUNE)]})
    rows = cells(origins_table(view, view.standing("CT04")))
    assert [row["unit"] for row in rows] == ["Toàn xã", "Ao Sen"]


def test_a_figure_without_a_file_has_no_place(plan: Plan, store: Store) -> None:
    store.confirm(Draft(Origin.CORRECTION, "Ông Nam", "k", [figure()]))
    view = Board(plan, store).view(2026, TODAY)
    (row,) = cells(origins_table(view, view.standing("CT04")))
    assert (row["file"], row["person"].split(" / ")[0]) == ("–", "Ông Nam")


def test_shares_without_parts_are_shown_though_they_cannot_be_summed(
    view_of: Callable[..., View],
) -> None:
    view = view_of({"a.csv": [figure(unit="Thôn Một")]})
    standing = view.standing("CT04")
    (year,) = cells(years_table(view, standing))
    (unit,) = cells(origins_table(view, standing))
    assert year["value"] == "–"
    assert year["units"] == "chỉ ghi tỷ lệ, thiếu tử số và mẫu số để cộng"
    assert (unit["unit"], unit["value"], unit["file"]) == ("Thôn Một", "8,75%", "a.csv")


# Files


def test_the_files_behind_the_shown_figures_stand_newest_first(
    view_of: Callable[..., View],
) -> None:
    view = view_of(
        {
            "2024.csv": [figure(year=2024)],
            "khác.csv": [figure("CT08")],
            "2025.csv": [figure(year=2025)],
            "2026.csv": [figure(year=2026)],
        },
        year=2025,
    )
    files = files_behind(view, view.standing("CT04"))
    assert [file.file_name for file in files] == ["2025.csv", "2024.csv"]


def test_only_the_last_files_are_offered(view_of: Callable[..., View]) -> None:
    view = view_of({f"{n}.csv": [share(1, 10, unit=f"Thôn {n}")] for n in range(1, 9)})
    files = files_behind(view, view.standing("CT04"))
    assert [file.file_name for file in files] == [f"{n}.csv" for n in range(8, 2, -1)]


# The definition


def definition(view: View, code: str) -> dict[str, str]:
    return {row["name"]: row["text"] for row in cells(definition_table(view, view.standing(code)))}


def test_the_definition_of_a_share_names_its_parts_and_how_they_are_added(
    view_of: Callable[..., View], plan: Plan
) -> None:
    told = definition(view_of({}), "CT04")
    indicator = plan.indicator("CT04")
    assert told["Tên trong kế hoạch"] == indicator.official_name
    assert told["Tử số"] == f"{indicator.numerator.text} ({indicator.numerator.unit_measure})"
    assert told["Toàn xã"].startswith("Tổng tử số / tổng mẫu số")
    assert told["Ngưỡng"] == "từ 20% trở lên"
    assert "Tháng 12/2027" in told["Hạn trong kế hoạch"]
    assert "đến năm 2030" in told["Hạn trong kế hoạch"]


def test_the_definition_of_a_count_has_no_fraction(view_of: Callable[..., View]) -> None:
    told = definition(view_of({}), "CT12")
    assert "Toàn xã" not in told
    assert "Mẫu số" not in told
    assert told["Ngưỡng"] == "0 cơ sở"


def test_what_the_plan_contradicts_and_what_is_inferred_is_not_hidden(
    view_of: Callable[..., View], plan: Plan
) -> None:
    view = view_of({})
    for indicator in plan.indicators:
        told = definition(view, indicator.code)
        for contradiction in plan.contradictions_about(indicator.code):
            assert contradiction.text in told["Kế hoạch chưa thống nhất"]
        inferred = "cần xã xác nhận" in told["Đơn vị chủ trì"]
        assert inferred == indicator.is_lead_inferred
        assert all(told.values())
