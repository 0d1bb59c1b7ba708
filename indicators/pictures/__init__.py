"""The charts as pictures for paper: PNG and SVG, drawn on the server without a browser.

The library that draws is loaded by the first picture: it would slow every start.
"""

from __future__ import annotations

from enum import StrEnum

from indicators.board import View
from indicators.pictures.in_report import report_pictures


class Chart(StrEnum):
    """Which chart; the value stands in the file's name."""

    OVERVIEW = "tong-quan"
    TRAJECTORY = "quy-dao"
    REPORTING_UNITS = "don-vi-bao-cao"
    TIMELINE = "duong-thoi-gian"


class Form(StrEnum):
    """What sort of file; the value is its ending."""

    PNG = "png"
    SVG = "svg"


_LABELS = {
    Chart.OVERVIEW: "Biểu đồ tổng quan",
    Chart.TRAJECTORY: "Quỹ đạo",
    Chart.REPORTING_UNITS: "Đơn vị báo cáo",
    Chart.TIMELINE: "Đường thời gian",
}


def picture_label(chart: Chart, form: Form) -> str:
    """What stands on the button: "Quỹ đạo (PNG)"."""
    return f"{_LABELS[chart]} ({form.value.upper()})"


def mime(form: Form) -> str:
    return "image/svg+xml" if form is Form.SVG else "image/png"


def picture_name(view: View, chart: Chart, form: Form, code: str = "") -> str:
    """ "CT04-quy-dao-2026.png"; `code` is the indicator's, "" for what is of them all."""
    return "-".join(part for part in (code, chart.value, str(view.year)) if part) + f".{form}"


def picture(view: View, chart: Chart, form: Form, code: str = "") -> bytes:
    """The chart with its finding above it, as a file. Raises KeyError for an unknown `code`."""
    from indicators.pictures import drawing

    if chart is Chart.OVERVIEW:
        drawn = drawing.overview(view)
    elif chart is Chart.TIMELINE:
        drawn = drawing.timeline(view)
    elif chart is Chart.TRAJECTORY:
        drawn = drawing.trajectory(view, view.standing(code))
    else:
        drawn = drawing.reporting_units(view, view.standing(code))
    return drawing.as_png(drawn) if form is Form.PNG else drawing.as_svg(drawn)


def inline_chart(view: View, chart: Chart, code: str = "", *, narrow: bool = False) -> str:
    """The chart as SVG markup for a web page, with its text alternative; no picture of its own.

    Raises KeyError for an unknown `code`, ValueError for the overview, which is a table there.
    """
    from indicators.pictures import drawing

    if chart is Chart.TIMELINE:
        return drawing.inline_timeline(view, narrow=narrow)
    if chart is Chart.TRAJECTORY:
        return drawing.inline_trajectory(view, view.standing(code), narrow=narrow)
    if chart is Chart.REPORTING_UNITS:
        return drawing.inline_units(view, view.standing(code), narrow=narrow)
    raise ValueError(f"{chart} is no chart of a page")


__all__ = [
    "Chart",
    "Form",
    "inline_chart",
    "mime",
    "picture",
    "picture_label",
    "picture_name",
    "report_pictures",
]
