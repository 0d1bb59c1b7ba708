"""Every page of the public copy: its file, what it is called, and what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from indicators import (
    definitions,
    findings,
    heads,
    palette,
    tables,
    task_sentences,
    task_tables,
    wording,
)
from indicators.board import View
from indicators.cells import Table, chip_looks
from indicators.origins import definition_table
from indicators.pictures import Chart, inline_chart
from indicators.publication import public_tables
from indicators.publication import public_words as words
from indicators.publication.addresses import (
    DATA,
    DATA_FOLDER,
    METHOD,
    MISSING,
    START,
    TASKS,
    UNITS,
    Addresses,
)
from indicators.publication.open_data import Resource
from indicators.standing import Standing

Content = dict[str, Any]
NAVIGATION = (
    {"file": START, "title": words.OVERVIEW},
    {"file": UNITS, "title": words.UNITS},
    {"file": TASKS, "title": words.TASKS},
    {"file": METHOD, "title": words.METHOD},
    {"file": DATA, "title": words.DATA},
)


@dataclass(frozen=True, slots=True)
class Page:
    """`section` is the entry of the navigation that the page belongs to."""

    file: str
    section: str
    title: str
    description: str
    template: str
    content: Content


def pages(
    view: View, addresses: Addresses, resources: tuple[Resource, ...], *, with_explanations: bool
) -> Iterator[Page]:
    """All pages of a view that is for the public already, in the order of the plan."""
    yield _overview(view)
    for standing in sorted(view.standings, key=lambda s: s.indicator.code):
        yield _indicator(view, standing, addresses)
    yield _units(view)
    for unit in view.plan.responsible_units:
        yield _unit(view, unit.code, addresses.units[unit.code])
    yield _tasks(view)
    yield _method(view, with_explanations)
    yield _data(view, resources)
    yield Page(MISSING, "", words.NOT_FOUND, words.NOT_FOUND_WHY, "missing.html", {})


def _overview(view: View) -> Page:
    head = heads.overview_head(view, is_public=True)
    table = tables.overview_table(
        view.plan,
        view.standings,
        year=view.year,
        notes=[wording.contradictions_note(view.plan)],
    )
    said = f"{head['title']} {head['subtitle']}".strip()
    description = f"{view.plan.commune.name}, năm {view.year}: {said}"
    title = f"{words.OVERVIEW} năm {view.year}"
    content = {"head": _dressed(head), "table": table}
    return Page(START, START, title, description, "overview.html", content)


def _indicator(view: View, standing: Standing, addresses: Addresses) -> Page:
    plan, indicator = view.plan, standing.indicator
    files = list(addresses.indicators.items())
    place = [code for code, _ in files].index(indicator.code)
    note = public_tables.explanation(view, standing)
    charts = [_trajectory(view, standing)]
    units = public_tables.reporting_units(plan, standing)
    if units is not None:
        charts.append(_reporting_units(view, standing))
    content = {
        "head": _dressed(heads.indicator_head(view, standing)),
        "note": note,
        "charts": charts,
        "years": public_tables.commune_years(view, standing),
        "units": units,
        "definition": definition_table(view, standing),
        "before": _neighbour(files, place - 1),
        "after": _neighbour(files, place + 1),
    }
    return Page(
        addresses.indicators[indicator.code],
        START,
        f"{indicator.code} {indicator.short_name}",
        wording.standing_sentence(standing),
        "indicator.html",
        content,
    )


def _neighbour(files: list[tuple[str, str]], place: int) -> Mapping[str, str] | None:
    if not 0 <= place < len(files):
        return None
    code, file = files[place]
    return {"title": code, "file": file}


def _units(view: View) -> Page:
    table = tables.units_table(view.plan, view.standings, view.tasks, view.debts, year=view.year)
    count = len(view.plan.responsible_units)
    title = f"{count} đơn vị được giao trong kế hoạch"
    content = {
        "head": {"title": f"{title}, năm {view.year}"},
        "sections": [_section(words.ALL_UNITS_TITLE, table)],
    }
    return Page(UNITS, UNITS, words.UNITS, f"{title}: chỉ tiêu, nhiệm vụ.", "tables.html", content)


def _unit(view: View, code: str, file: str) -> Page:
    plan = view.plan
    unit, led, owed = plan.unit(code), view.led_by(code), view.debts_of(code)
    head = heads.unit_head(view, code, is_public=True)
    sections: list[Content] = []
    if led:
        table = tables.led_indicators_table(plan, led, view.year)
        sections.append(_section(words.led_title(len(led)), table))
    if owed:
        title = words.owed_title(len(owed), view.year)
        sections.append(_section(title, tables.debts_table(owed)))
    sections += _unit_tasks(view, code)
    table = tables.units_table(
        plan, view.standings, view.tasks, view.debts, year=view.year, current=code
    )
    sections.append(_section(words.ALL_UNITS_TITLE, table))
    if not led:
        head = {**head, "subtitle": words.role(unit.duty)}
    content = {"head": _dressed(head), "sections": sections}
    return Page(file, UNITS, unit.short_name, f"{head['title']}.", "tables.html", content)


def _unit_tasks(view: View, code: str) -> Iterator[Content]:
    own = view.tasks_led_by(code)
    supported = view.tasks_supported_by(code)
    general = {task.code for task in view.plan.tasks_supported_in_general(code)}
    in_general = [t for t in view.tasks if t.task.code in general]
    if own:
        title = task_sentences.led_title(own)
        yield _section(title, tables.tasks_table(own))
    if supported:
        title = task_sentences.supported_title(len(supported))
        yield _section(title, tables.tasks_table(supported))
    if in_general:
        title = task_sentences.general_title(len(in_general))
        yield _section(title, tables.tasks_table(in_general), wording.GENERAL_SUPPORT)


def _tasks(view: View) -> Page:
    head = heads.tasks_head(view)
    chart = _drawn(
        "timeline",
        words.TIMELINE_TITLE,
        task_tables.timeline_text(view),
        words.TIMELINE_CAPTION,
        lambda narrow: inline_chart(view, Chart.TIMELINE, narrow=narrow),
    )
    sections: list[Content] = [
        _section(words.ALL_TASKS_TITLE, task_tables.all_tasks_table(view)),
        {"chart": chart},
        _section(words.MODELS_TITLE, task_tables.models_table(view)),
    ]
    content = {"head": _dressed(head), "sections": sections}
    return Page(TASKS, TASKS, words.TASKS, head["title"], "tables.html", content)


def _method(view: View, with_explanations: bool) -> Page:
    content = {
        "head": {"title": "Cách đánh giá và những gì là giả định"},
        "plan": view.plan,
        "method": definitions.method(view.plan),
        "assumptions": definitions.assumptions(view.plan),
        "task_codes": {task.code for task in view.plan.tasks},
        "statuses": tables.statuses_table(view.plan),
        "with_explanations": with_explanations,
    }
    description = (
        "Mỗi chỉ tiêu được đánh giá thế nào, giả định nào được dùng, kế hoạch chưa rõ ở đâu."
    )
    return Page(METHOD, METHOD, words.METHOD, description, "method.html", content)


def _data(view: View, resources: tuple[Resource, ...]) -> Page:
    content = {
        "head": {"title": f"Dữ liệu mở năm {view.year}: tải về, dùng lại"},
        "files": public_tables.files_table(resources, DATA_FOLDER),
        "description": f"{DATA_FOLDER}datapackage.json",
        "read_me": f"{DATA_FOLDER}README.md",
        "columns": [
            {"title": f"Các cột của {r.file}", "table": public_tables.columns_table(r)}
            for r in resources
        ],
    }
    description = (
        "Số liệu, kết quả đánh giá, chỉ tiêu và nhiệm vụ dạng CSV, JSON, tên cột theo SDMX."
    )
    return Page(DATA, DATA, words.DATA, description, "data.html", content)


def _trajectory(view: View, standing: Standing) -> Content:
    made = _drawn(
        "trajectory",
        findings.trajectory_title(view.plan, standing),
        findings.trajectory_text(view.plan, standing),
        "",
        lambda narrow: inline_chart(view, Chart.TRAJECTORY, standing.indicator.code, narrow=narrow),
    )
    # Only what is drawn is explained.
    keys = ((palette.PATH, words.PATH_DRAWN), (palette.BAND, words.BAND_DRAWN))
    explained = [words.THRESHOLD_DRAWN]
    if findings.shown_figures(standing):
        explained.append(words.FIGURES_DRAWN)
    explained += [said for colour, said in keys if colour in made["wide"]]
    return {**made, "caption": " ".join(explained)}


def _reporting_units(view: View, standing: Standing) -> Content:
    left_out = findings.undrawn_note(view.plan, standing).replace("tệp tải về", "tệp so-lieu.csv")
    return _drawn(
        "units",
        findings.reporting_units_title(view.plan, standing),
        findings.reporting_units_text(view.plan, standing),
        f"{words.UNITS_CAPTION} {left_out}".strip(),
        lambda narrow: inline_chart(
            view, Chart.REPORTING_UNITS, standing.indicator.code, narrow=narrow
        ),
    )


def _drawn(kind: str, title: str, text: str, caption: str, draw: Callable[[bool], str]) -> Content:
    return {
        "kind": kind,
        "title": title,
        "text": text,
        "caption": caption,
        "wide": draw(False),
        "slim": draw(True),
    }


def _section(title: str, table: Table, text: str = "") -> Content:
    return {"title": title, "table": table, "text": text}


def _dressed(head: heads.Data) -> heads.Data:
    return heads.dressed(head, chip_looks())
