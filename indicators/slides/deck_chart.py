"""A trajectory as a native line chart: whoever opens the file edits its figures in a sheet.

The sheet is one tidy table, a year a row: figures, threshold, straight path, deadlines. Words
beside points are texts, because the decimal sign of a chart's own labels is that of the computer
that opens the file.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from indicators import notation
from indicators.slides import deck_words, words
from indicators.slides.contract import Course, Deadline
from indicators.slides.deck_parts import Page
from indicators.slides.deck_template import LANGUAGE, Ink, add, set_ink
from indicators.slides.deck_text import Box, clean, cut, describe

_SIZE, _SMALL = 16, 14
_ABOVE, _BELOW = XL_LABEL_POSITION.ABOVE, XL_LABEL_POSITION.BELOW
_RIGHT = XL_LABEL_POSITION.RIGHT
_ROOM_ABOVE = 1.16
_LEFT, _RIGHT_SIDE, _UNDER = 28.0, 24.0, 34.0
"""What the words around the plot need of the chart, in points."""
_YEAR_WIDTH = 44.0
_LONGEST = 32
"""So many letters of a label stand beside a point; the notes have them all."""


def add_course(page: Page, box: Box, course: Course, *, is_share: bool) -> None:
    """The trajectory of an indicator in the box; `is_share` where its figures are percentages."""
    years = list(range(course.first_year, max(course.last_year, course.first_year + 1) + 1))
    data = CategoryChartData(number_format="General")
    data.categories = [str(year) for year in years]
    figures = {point.year: point.value for point in course.points}
    estimates = {point.year: point.value for point in course.points if point.hollow}
    columns: list[tuple[str, dict[int, float]]] = [
        (deck_words.THRESHOLD, dict.fromkeys(years, course.threshold)),
        (course.path_words, _path(course)),
        (deck_words.FIGURES, figures),
        (deck_words.ESTIMATES, estimates),
        (deck_words.DEADLINES, _due(course, filled=True)),
        (deck_words.OTHER_DEADLINE, _due(course, filled=False)),
    ]
    for name, values in columns:
        if values:
            data.add_series(name, [values.get(year) for year in years])
    place = (Pt(box.x), Pt(box.y), Pt(box.w), Pt(box.h))
    frame = page.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place, data)
    describe(frame, course.text)
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(_SIZE if page.is_wide else _SMALL)
    chart.font.language_id = MSO_LANGUAGE_ID.VIETNAMESE
    set_ink(chart.font.color, Ink.TEXT)
    each = (box.w - _LEFT - _RIGHT_SIDE) / (len(years) - 1)
    _axes(chart, course, 1 if each > _YEAR_WIDTH else 2)
    drawn = {series.name: series for series in chart.plots[0].series}
    for series in drawn.values():
        series.smooth = False
        series.marker.style = XL_MARKER_STYLE.NONE
    _draw_threshold(drawn[deck_words.THRESHOLD], course)
    if course.path_words in drawn:
        _draw_path(drawn[course.path_words], course, years)
    _draw_figures(drawn[deck_words.FIGURES], course, years, is_share=is_share)
    for name, style, size, ink in (
        (deck_words.ESTIMATES, XL_MARKER_STYLE.CIRCLE, 6, Ink.BACK),
        (deck_words.DEADLINES, XL_MARKER_STYLE.DIAMOND, 13, Ink.TEXT),
        (deck_words.OTHER_DEADLINE, XL_MARKER_STYLE.DIAMOND, 13, Ink.RULE),
    ):
        if name in drawn:
            drawn[name].format.line.fill.background()
            _mark(drawn[name], style, size, ink)
    for deadline in course.deadlines:
        if deadline.words:
            _name_deadline(drawn, deadline, years)
    _finish(chart, box)


def _path(course: Course) -> dict[int, float]:
    """The straight path in every year it passes."""
    if not course.path:
        return {}
    (start, first), (end, last) = course.path
    step = (last - first) / max(1, end - start)
    return {year: first + step * (year - start) for year in range(start, end)} | {end: last}


def _due(course: Course, *, filled: bool) -> dict[int, float]:
    return {each.year: each.value for each in course.deadlines if each.filled is filled}


def _axes(chart: Any, course: Course, every: int) -> None:
    years, values = chart.category_axis, chart.value_axis
    years.has_major_gridlines = values.has_major_gridlines = False
    years.major_tick_mark = XL_TICK_MARK.OUTSIDE
    years.tick_labels.font.size = chart.font.size
    set_ink(years.tick_labels.font.color, Ink.SECONDARY)
    set_ink(years.format.line.color, Ink.RULE)
    values.minimum_scale, values.maximum_scale = 0, course.top * _ROOM_ABOVE
    values.visible = False
    axis = years._element
    # In the order of the schema: before noMultiLvlLbl, and where the figures meet the axis.
    skip = OxmlElement("c:tickLblSkip")
    skip.set("val", str(every))
    end = axis.find("{*}noMultiLvlLbl")
    end.addprevious(skip)
    between = values._element.find("{*}crossBetween")
    if between is None:
        between = OxmlElement("c:crossBetween")
        values._element.find("{*}crosses").addnext(between)
    between.set("val", "midCat")


def _stroke(
    series: Any, ink: Ink, wide: float, dash: MSO_LINE_DASH_STYLE = MSO_LINE_DASH_STYLE.SOLID
) -> None:
    line = series.format.line
    set_ink(line.color, ink)
    line.width, line.dash_style = Pt(wide), dash


def _draw_threshold(series: Any, course: Course) -> None:
    _stroke(series, Ink.TEXT, 2)
    label = _label(series.points[0], course.threshold_words, _RIGHT, bold=True)
    _shift(label, -0.02, -0.06)


def _shift(label: Any, right: float, down: float) -> None:
    """Moves a label from its usual place, by shares of the chart."""
    layout = OxmlElement("c:layout")
    manual = add(layout, "c:manualLayout")
    add(manual, "c:x", val=str(right))
    add(manual, "c:y", val=str(down))
    label.insert(1, layout)


def _draw_path(series: Any, course: Course, years: list[int]) -> None:
    _stroke(series, Ink.PATH, 2.25, MSO_LINE_DASH_STYLE.DASH)
    if course.needed is None or course.year not in years:
        return
    place = years.index(course.year)
    _stroke(series.points[place], Ink.PATH, 2.25, MSO_LINE_DASH_STYLE.DASH)
    _mark(series.points[place], XL_MARKER_STYLE.TRIANGLE, 9, Ink.PATH)
    if course.lag:
        # Under a rising path and over a falling one the side away from the figures is free.
        rising = course.path[-1][1] >= course.path[0][1]
        is_early = place <= 0.6 * (len(years) - 1)
        label = _label(
            series.points[place],
            course.lag,
            _RIGHT if is_early else XL_LABEL_POSITION.LEFT,
            ink=Ink.PATH_TEXT,
            bold=True,
        )
        is_low = course.needed < 0.12 * course.top
        _shift(label, 0, 0.085 if rising == is_early and not is_low else -0.085)


def _draw_figures(series: Any, course: Course, years: list[int], *, is_share: bool) -> None:
    _stroke(series, Ink.TEXT, 3)
    _mark(series, XL_MARKER_STYLE.CIRCLE, 9, Ink.TEXT)
    for point in course.points:
        if point.hollow:  # the estimates' own series lays a white disc on it
            drawn = series.points[years.index(point.year)]
            _stroke(drawn, Ink.TEXT, 3)
            _mark(drawn, XL_MARKER_STYLE.CIRCLE, 13, Ink.TEXT)
    first = course.points[0]
    if len(course.points) > 1:
        value = Decimal(str(first.value))
        text = words.share(value) if is_share else notation.plain_number(value, 1)
        position = _ABOVE if first.value < 0.14 * course.top else _BELOW
        _label(series.points[years.index(first.year)], text, position)


def _name_deadline(drawn: dict[str, Any], deadline: Deadline, years: list[int]) -> None:
    name = deck_words.DEADLINES if deadline.filled else deck_words.OTHER_DEADLINE
    _label(drawn[name].points[years.index(deadline.year)], deadline.words, _ABOVE)


def _mark(owner: Any, style: XL_MARKER_STYLE, size: int, ink: Ink) -> None:
    """Gives a series or a single point its marker; an outline LibreOffice would not draw."""
    marker = owner.marker
    marker.style, marker.size = style, size
    marker.format.fill.solid()
    set_ink(marker.format.fill.fore_color, ink)
    marker.format.line.fill.background()


def _label(
    point: Any, text: str, position: XL_LABEL_POSITION, *, ink: Ink = Ink.TEXT, bold: bool = False
) -> Any:
    """Writes a text beside a point; returns its element."""
    label = point.data_label
    label.text_frame.word_wrap = False
    run = label.text_frame.paragraphs[0].add_run()
    run.text = clean(cut(text, _LONGEST))
    run.font.bold = bold
    run.font.language_id = MSO_LANGUAGE_ID.VIETNAMESE
    set_ink(run.font.color, ink)
    label.position = position
    return label._dLbl


def _finish(chart: Any, box: Box) -> None:
    """The plot's place, missing years bridged, and the language of what is typed into the chart."""
    space = chart._chartSpace
    language = OxmlElement("c:lang")
    language.set("val", LANGUAGE)
    dates = space.find("{*}date1904")
    space.insert(0 if dates is None else 1, language)
    for end in space.iter("{*}endParaRPr"):
        end.set("lang", LANGUAGE)
    for leaders in space.iter("{*}showLeaderLines"):
        leaders.set("val", "0")
    blanks = space.chart.find("{*}dispBlanksAs")
    if blanks is not None:
        blanks.set("val", "span")
    plot = space.chart.plotArea
    for old in plot.findall("{*}layout"):
        plot.remove(old)
    layout = OxmlElement("c:layout")
    manual = add(layout, "c:manualLayout")
    add(manual, "c:layoutTarget", val="inner")
    for name in ("xMode", "yMode"):
        add(manual, f"c:{name}", val="edge")
    places = {
        "x": _LEFT / box.w,
        "y": 0.02,
        "w": 1 - (_LEFT + _RIGHT_SIDE) / box.w,
        "h": 0.98 - _UNDER / box.h,
    }
    for name, value in places.items():
        add(manual, f"c:{name}", val=f"{value:.4f}")
    plot.insert(0, layout)
