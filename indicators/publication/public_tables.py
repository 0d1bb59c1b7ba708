"""Tables that only the public copy has; the others are those of the screens."""

from __future__ import annotations

from collections.abc import Collection

from indicators import wording
from indicators.board import View
from indicators.cells import (
    Cell,
    Column,
    Group,
    Open,
    Row,
    Table,
    column,
    line,
    part,
    table,
    text_cell,
)
from indicators.explanation_tables import note_table
from indicators.findings import UnitRow, unit_rows, units_year
from indicators.observations import Kind
from indicators.origins import years_table
from indicators.plan import Plan
from indicators.publication import public_words as words
from indicators.publication.open_data import Resource
from indicators.standing import Standing

_MOST_UNITS = 300
"""Rows of a table of reporting units; a page with more would be too big."""


def commune_years(view: View, standing: Standing) -> Table:
    """The commune's figure of each year, newest first; nothing of who stored it."""
    parts = ("parts",) if standing.indicator.is_share else ()
    made = _only(years_table(view, standing), ("year", "value", *parts, "units"))
    made["empty"] = words.NO_FIGURES_YET
    return made


def explanation(view: View, standing: Standing) -> Table | None:
    """The lead unit's explanation without its writer; None where there is none."""
    note = view.note(standing.indicator.code)
    if note is None:
        return None
    return _only(note_table(view, [note], words.EXPLANATION), ("reason", "next", "due"))


def reporting_units(plan: Plan, standing: Standing) -> Table | None:
    """Every reporting unit with its figure, as the chart compares them; None without any."""
    year, rows = units_year(standing), unit_rows(plan, standing)
    if year is None:
        return None
    left_out = len(rows) - _MOST_UNITS
    made = table(
        words.units_title(standing.indicator.code, year),
        [
            column("unit", "Đơn vị báo cáo", "name"),
            column("value", f"Năm {year}", "number", "end"),
            column("parts", "Tử / mẫu", "number", "end"),
            column("before", f"Năm {year - 1}", "number", "end"),
        ],
        [Group(title="", rows=[_unit_row(standing, row) for row in rows[:_MOST_UNITS]])],
        notes=[words.more_units(left_out)] if left_out > 0 else (),
    )
    if standing.indicator.is_share:
        return made
    return _only(made, ("unit", "value", "before"))


def files_table(resources: Collection[Resource], address: str) -> Table:
    """The files of the open data, each a link; `address` is their folder."""
    rows = [
        Row(
            cells={
                "name": Cell(
                    title=resource.title,
                    lines=[line(part(resource.description, "muted", "small"))],
                ),
                "file": Cell(lines=[line(part(resource.file, open=_to(address + resource.file)))]),
                "rows": text_cell(words.rows(len(resource.rows))),
            }
        )
        for resource in resources
    ]
    everything = Row(
        cells={
            "name": Cell(title="Tất cả các bảng trên"),
            "file": Cell(lines=[line(part("du-lieu.json", open=_to(f"{address}du-lieu.json")))]),
            "rows": Cell(),
        }
    )
    return table(
        "Các tệp số liệu",
        [
            column("name", "Bảng", "name"),
            column("file", "Tệp", "text"),
            column("rows", "Số dòng", "number", "end"),
        ],
        [Group(title="", rows=[*rows, everything])],
    )


def columns_table(resource: Resource) -> Table:
    """What stands in the columns of one file."""
    return table(
        f"Các cột của {resource.file}",
        [
            column("name", "Cột", "name"),
            column("kind", "Kiểu", "text"),
            column("text", "Nội dung", "text"),
        ],
        [
            Group(
                title="",
                rows=[
                    Row(
                        cells={
                            "name": Cell(title=field.name),
                            "kind": text_cell(field.kind_in_words),
                            "text": text_cell(field.description),
                        }
                    )
                    for field in resource.fields
                ],
            )
        ],
    )


def _to(file: str) -> Open:
    return {"page": "file", "params": {}, "href": file}


def _only(made: Table, keys: Collection[str]) -> Table:
    """The table with these columns alone: what is added to a screen's table is not published."""
    columns: list[Column] = [each for each in made["columns"] if each["key"] in keys]
    groups = [
        Group(
            title=group["title"],
            rows=[
                Row(cells={key: cell for key, cell in row["cells"].items() if key in keys})
                for row in group["rows"]
            ],
        )
        for group in made["groups"]
    ]
    return {**made, "columns": columns, "groups": groups}


def _unit_row(standing: Standing, row: UnitRow) -> Row:
    indicator, now, before = standing.indicator, row.now, row.before
    value, kind, parts = wording.NOT_REPORTED, "", wording.NO_FIGURE
    if now is not None and now.value is None:
        value = wording.NOTHING_OCCURRED
    elif now is not None and now.value is not None:
        value = wording.quantity(indicator, now.value)
        kind = " ước" if now.kind is Kind.ESTIMATE else ""
        parts = wording.ratio(indicator, now.numerator, now.denominator)
    earlier = wording.NO_FIGURE
    if before is not None and before.value is not None:
        earlier = wording.quantity(indicator, before.value)
    return Row(
        cells={
            "unit": Cell(title=row.name),
            "value": Cell(lines=[line(part(value, "strong"), part(kind, "muted"))]),
            "parts": text_cell(parts),
            "before": text_cell(earlier),
        }
    )
