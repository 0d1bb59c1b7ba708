"""The open data: the app's own figures, and a data package by the rules of its specification."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators import wording
from indicators.board import View
from indicators.figures_json import figures_as_json
from indicators.publication import Files, public_copy
from indicators.publication.data_package import package_as_json
from indicators.publication.open_data import OBS_STATUS, resources
from indicators.publication.public_view import public_view
from indicators.standing import standings

FOLDER = "du-lieu/"
STATUS_OF = {kind.value: status for kind, status in OBS_STATUS.items()}


def package(copy: Files) -> Any:
    return json.loads(copy[f"{FOLDER}datapackage.json"])


def rows_of(copy: Files, name: str) -> list[dict[str, str]]:
    text = copy[f"{FOLDER}{name}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cast(text: str, field: dict[str, Any]) -> object:
    """A cell by the rules of the table schema. Raises ValueError."""
    match field["type"]:
        case "integer":
            return int(text)
        case "number":
            return Decimal(text)
        case "boolean":
            return {"true": True, "false": False}[text]
        case "date":
            return date.fromisoformat(text)
        case _:
            return text


# The data package (specs.frictionlessdata.io, version 1)


def test_the_description_has_what_the_specification_asks_for(demo_copy: Files) -> None:
    told = package(demo_copy)
    assert re.fullmatch(r"[-a-z0-9._]+", told["name"])
    assert told["profile"] == "tabular-data-package"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told["created"])
    assert len(told["resources"]) == 4
    names = [resource["name"] for resource in told["resources"]]
    assert len(set(names)) == 4
    for resource in told["resources"]:
        assert re.fullmatch(r"[-a-z0-9._]+", resource["name"])
        assert resource["profile"] == "tabular-data-resource"
        assert not resource["path"].startswith(("/", "."))
        assert FOLDER + resource["path"] in demo_copy
        assert resource["encoding"] == "utf-8"
        fields = resource["schema"]["fields"]
        assert len({field["name"] for field in fields}) == len(fields)
        assert {field["type"] for field in fields} <= {
            "string",
            "integer",
            "number",
            "boolean",
            "date",
        }
        assert set(resource["schema"]["primaryKey"]) <= {field["name"] for field in fields}


@pytest.mark.parametrize("which", ["demo_copy", "real_copy"])
def test_every_table_keeps_to_its_schema(which: str, request: pytest.FixtureRequest) -> None:
    copy = request.getfixturevalue(which)
    keys: dict[str, set[str]] = {}
    for resource in package(copy)["resources"]:
        schema, rows = resource["schema"], rows_of(copy, resource["name"])
        assert rows
        assert list(rows[0]) == [field["name"] for field in schema["fields"]]
        for row in rows:
            for field in schema["fields"]:
                text, constraints = row[field["name"]], field.get("constraints", {})
                if text in schema["missingValues"]:
                    assert not constraints.get("required"), (resource["name"], field["name"], row)
                    continue
                assert cast(text, field) is not None
                assert text in constraints.get("enum", [text])
        found = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(set(found)) == len(found)
        assert all(all(key) for key in found)
        keys[resource["name"]] = {row.get("INDICATOR", "") for row in rows}
    for resource in package(copy)["resources"]:
        for foreign in resource["schema"].get("foreignKeys", []):
            target = foreign["reference"]["resource"]
            assert {row[foreign["fields"]] for row in rows_of(copy, resource["name"])} <= keys[
                target
            ]


def test_without_a_licence_none_is_claimed(demo_copy: Files) -> None:
    assert "licenses" not in package(demo_copy)
    assert "Giấy phép sử dụng số liệu: chưa nêu" in package(demo_copy)["description"]
    assert "Giấy phép sử dụng số liệu: chưa nêu" in demo_copy[f"{FOLDER}README.md"].decode()


def test_a_licence_of_the_plan_folder_is_named(demo_view: View) -> None:
    terms = replace(demo_view.plan.open_data, licence="CC0-1.0")
    view = replace(demo_view, plan=replace(demo_view.plan, open_data=terms))
    assert json.loads(package_as_json(view, resources(view)))["licenses"] == [{"name": "CC0-1.0"}]


# The same figures as in the app


def test_the_figures_are_those_of_the_app(demo_view: View, demo_copy: Files) -> None:
    told = figures_as_json(demo_view)["figures"]
    rows = rows_of(demo_copy, "so-lieu")
    expected = [
        (f["indicator"], f["year"], f["reporting_unit"], STATUS_OF[f["kind"]], f["value"])
        for f in told
        if f["year"] <= 2026 or f["kind"] == "planned"
    ]
    found = [
        (
            row["INDICATOR"],
            int(row["TIME_PERIOD"]),
            row["REPORTING_UNIT"],
            row["OBS_STATUS"],
            float(row["OBS_VALUE"]) if row["OBS_VALUE"] else None,
        )
        for row in rows
    ]
    assert sorted(f[:4] for f in found) == sorted(e[:4] for e in expected)
    values = {f[:4]: f[4] for f in found}
    for *key, value in expected:
        assert values[tuple(key)] == (None if value is None else pytest.approx(value, abs=1e-9))


def test_the_assessments_are_those_of_the_app(demo_view: View, demo_copy: Files) -> None:
    told = {a["indicator"]: a for a in figures_as_json(demo_view)["assessments"]}
    rows = rows_of(demo_copy, "danh-gia")
    headlines = [row for row in rows if row["IS_HEADLINE"] == "true"]
    assert len(headlines) == len(told) == 13
    assert len(rows) == sum(1 + len(a["other_targets"]) for a in told.values())
    names = {
        "OBS_VALUE": "value",
        "CHANGE": "change",
        "EXPECTED": "expected",
        "REQUIRED_PACE": "required_pace",
        "RECENT_PACE": "recent_pace",
        "PACE_RATIO": "pace_ratio",
    }
    for row in headlines:
        app = told[row["INDICATOR"]]
        assert row["STATUS"] == app["label"]
        assert row["FLAGS"] == "|".join(app["flags"])
        assert float(row["THRESHOLD"]) == app["target"]["threshold"]
        for column, name in names.items():
            number = float(row[column]) if row[column] else None
            wanted = None if app[name] is None else pytest.approx(app[name], abs=1e-9)
            assert number == wanted, (row["INDICATOR"], column)


def test_json_and_csv_say_the_same(real_copy: Files) -> None:
    told = json.loads(real_copy[f"{FOLDER}du-lieu.json"])
    assert (told["year"], told["demo"], told["licence"]) == (2026, None, "chưa nêu")
    for resource in package(real_copy)["resources"]:
        rows = rows_of(real_copy, resource["name"])
        assert len(told[resource["name"]]) == len(rows)
        for row, plain in zip(rows, told[resource["name"]], strict=True):
            for field in resource["schema"]["fields"]:
                text, value = row[field["name"]], plain[field["name"]]
                if not text:
                    assert value in (None, ""), field["name"]
                elif field["type"] == "number":
                    assert float(text) == pytest.approx(value, abs=1e-9)
                elif field["type"] in ("integer", "boolean"):
                    assert cast(text, field) == value
                else:
                    assert text in (value, f"'{value}")


def test_figures_later_than_the_year_are_left_out(real_copy: Files) -> None:
    assert {row["TIME_PERIOD"] for row in rows_of(real_copy, "so-lieu")} == {"2024", "2025", "2026"}


def test_no_spreadsheet_runs_a_text(real_copy: Files) -> None:
    (row,) = [r for r in rows_of(real_copy, "so-lieu") if "Thôn Hai" in r["REPORTING_UNIT"]]
    assert row["REPORTING_UNIT"] == "'=Thôn Hai"


def test_every_row_of_invented_figures_says_so(demo_copy: Files) -> None:
    for name in ("so-lieu", "danh-gia", "nhiem-vu"):
        assert {row["REMARK"] for row in rows_of(demo_copy, name)} == {wording.DEMO_MARK}


def test_what_is_internal_has_no_column(real_view: View) -> None:
    columns = {f.name for r in resources(public_view(real_view)) for f in r.fields}
    assert not columns & {"COMMENT", "SOURCE_FILE", "SOURCE_ROW", "SUBMITTED_BY", "SUBMITTED_AT"}


def test_the_read_me_explains_every_column(demo_copy: Files) -> None:
    text = demo_copy[f"{FOLDER}README.md"].decode()
    for resource in package(demo_copy)["resources"]:
        assert f"## {resource['path']}" in text
        for field in resource["schema"]["fields"]:
            assert f"| {field['name']} |" in text


def test_a_copy_of_an_earlier_year_holds_that_year(demo_view: View) -> None:
    earlier = replace(
        demo_view,
        year=2025,
        standings=standings(demo_view.plan, demo_view.observations, 2025),
    )
    copy = public_copy(earlier)
    years = {row["TIME_PERIOD"] for row in rows_of(copy, "so-lieu") if row["OBS_STATUS"] != "F"}
    assert max(years) == "2025"
    assert {row["ASSESSMENT_YEAR"] for row in rows_of(copy, "danh-gia")} == {"2025"}
