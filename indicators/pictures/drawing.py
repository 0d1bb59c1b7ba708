"""The charts as pictures: which there are, what stands above them, and their files."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from indicators import palette, results, wording
from indicators.board import View
from indicators.cells import Table
from indicators.chart_tasks import task_timeline_spec
from indicators.chart_template import DEMO_ROOM, Spec
from indicators.chart_trajectory import trajectory_spec
from indicators.chart_units import reporting_units_spec
from indicators.findings import (
    reporting_units_text,
    reporting_units_title,
    trajectory_text,
    trajectory_title,
)
from indicators.heads import tasks_head
from indicators.pictures.overview import OverviewDrawing
from indicators.pictures.plot import draw_plot
from indicators.pictures.sheet import Sheet
from indicators.pictures.text import Run, flow, height_of, width_of
from indicators.pictures.web_sheet import WebSheet
from indicators.standing import Standing
from indicators.tables import overview_table
from indicators.task_tables import task_looks, timeline_text

_PLOT_WIDTH, _TABLE_WIDTH, _TIMELINE_WIDTH = 640.0, 800.0, 1080.0
_PHONE_WIDTH = 360.0
PAGE_WIDTH = 165.0
"""Millimetres between the margins of a page."""
_TASKS = "Nhiệm vụ của phụ lục"
# matplotlib is not made for several threads at once, not even on figures of their own.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart to be drawn: its finding, the same in words, and where it belongs.

    `about` says of which indicator it is; with `is_headed` it stands with the finding in
    the picture itself, for a picture that stands alone. Drawn is a chart's `spec`, or a `table`.
    """

    view: View
    about: str
    title: str
    text: str
    is_headed: bool
    spec: Spec | None = None
    table: Table | None = None
    width: float = _PLOT_WIDTH


def overview(view: View, *, is_headed: bool = True) -> Drawing:
    """Every indicator's bullet, worst first."""
    table = overview_table(view.plan, view.standings, year=view.year)
    text = " ".join(wording.standing_sentence(s) for s in view.standings)
    title = results.result_sentence(view.standings).removesuffix(".")
    return Drawing(view, table["caption"], title, text, is_headed, table=table, width=_TABLE_WIDTH)


def trajectory(view: View, standing: Standing, *, is_headed: bool = True) -> Drawing:
    """One indicator on its way to the threshold."""
    title, text = trajectory_title(view.plan, standing), trajectory_text(view.plan, standing)
    spec = trajectory_spec(view.plan, standing, demo=view.is_demo)
    return Drawing(view, _about(standing), title, text, is_headed, spec)


def reporting_units(view: View, standing: Standing, *, is_headed: bool = True) -> Drawing:
    """The reporting units of one indicator against its threshold."""
    title = reporting_units_title(view.plan, standing)
    text = reporting_units_text(view.plan, standing)
    spec = reporting_units_spec(view.plan, standing, demo=view.is_demo)
    return Drawing(view, _about(standing), title, text, is_headed, spec)


def timeline(view: View) -> Drawing:
    """The plan's tasks on a time line to the last deadline."""
    looks = task_looks(view)
    spec = task_timeline_spec(view.plan, looks, view.today, demo=view.is_demo)
    title = tasks_head(view)["title"].removesuffix(".")
    text = timeline_text(view)
    return Drawing(view, _TASKS, title, text, True, spec, width=_TIMELINE_WIDTH)


def _about(standing: Standing) -> str:
    return f"{standing.indicator.code} {standing.indicator.short_name}"


def as_png(drawing: Drawing, width: float = PAGE_WIDTH) -> bytes:
    """Crisp when printed `width` millimetres wide."""
    with _one_at_a_time:
        return _drawn(drawing).as_png(width)


def as_svg(drawing: Drawing) -> bytes:
    with _one_at_a_time:
        return _drawn(drawing).as_svg(f"{drawing.about}: {drawing.title}", drawing.text)


def inline_trajectory(view: View, standing: Standing, *, narrow: bool) -> str:
    """The trajectory as markup for a web page, in its wide or its narrow form."""
    spec = trajectory_spec(view.plan, standing, demo=view.is_demo, narrow=narrow)
    return _inline(spec, trajectory_text(view.plan, standing), _PLOT_WIDTH, narrow)


def inline_units(view: View, standing: Standing, *, narrow: bool) -> str:
    """The comparison of reporting units as markup for a web page."""
    spec = reporting_units_spec(view.plan, standing, demo=view.is_demo, narrow=narrow)
    return _inline(spec, reporting_units_text(view.plan, standing), _PLOT_WIDTH, narrow)


def inline_timeline(view: View, *, narrow: bool) -> str:
    """The time line of the tasks as markup for a web page."""
    spec = task_timeline_spec(
        view.plan,
        task_looks(view),
        view.today,
        demo=view.is_demo,
        narrow=narrow,
        is_lasting=True,
    )
    return _inline(spec, timeline_text(view), _TIMELINE_WIDTH, narrow)


def _inline(spec: Spec, text: str, width: float, narrow: bool) -> str:
    sheet = WebSheet(_PHONE_WIDTH if narrow else width, spec["layout"]["height"])
    with _one_at_a_time:
        # Only the measuring of words is matplotlib's here.
        draw_plot(sheet, spec, 0, 0)
    return sheet.as_markup(text)


def _drawn(drawing: Drawing) -> Sheet:
    # In a document the page has the margins.
    side = 14.0 if drawing.is_headed else 3.0
    width = drawing.width
    head = _head(drawing, width)
    top = side + (height_of(head) + 10 if head else 0)
    if drawing.spec is not None:
        sheet = Sheet(width + 2 * side, top + drawing.spec["layout"]["height"] + side)
        draw_plot(sheet, drawing.spec, top, side)
    elif drawing.table is not None:
        made = OverviewDrawing(drawing.table, _notes(drawing.view), width)
        room = DEMO_ROOM if drawing.view.is_demo else 0
        sheet = Sheet(width + 2 * side, top + room + made.height + side)
        if drawing.view.is_demo:
            _demo_mark(sheet, sheet.width - side, top)
        made.draw(sheet, side, top + room)
    sheet.words(head, side, side)
    return sheet


def _notes(view: View) -> list[str]:
    inferred = any(s.indicator.is_lead_inferred for s in view.standings)
    lead = [wording.INFERRED_LEAD_NOTE] if inferred else []
    return [wording.STATUS_IS_NO_FORECAST, *lead]


def _head(drawing: Drawing, width: float) -> list[list[Run]]:
    if not drawing.is_headed:
        return []
    parts = [drawing.view.plan.commune.product, drawing.about]
    if drawing.spec is not None:
        parts.append(f"năm {drawing.view.year}")
    about = flow([Run(" · ".join(parts), 14, False, palette.SECONDARY_TEXT)], width)
    return [*about, *flow([Run(drawing.title, 18, True)], width)]


def _demo_mark(sheet: Sheet, right: float, top: float) -> None:
    words = [Run(wording.DEMO_MARK, 13, True, palette.DEMO_TEXT)]
    wide = width_of(words) + 24
    left = right - wide
    sheet.box(left, top, wide, 24, palette.DEMO_FILL, palette.DEMO_TEXT, thickness=1.5, dashed=True)
    sheet.words([words], left + 12, top + 3.5)
