"""The year's data as a workbook: figures, assessments, tasks, history, with native charts.

The sheet of figures reads back as what is stored: uploaded again unchanged it changes nothing.
The others are for reading, say so in their first cell, and are left out when the file is read.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter

from indicators import notation, palette, wording
from indicators.board import View
from indicators.bullets import THRESHOLD_AT, bullet
from indicators.cells import Table
from indicators.exports import WORKBOOK_OPTIONS, sheet_text
from indicators.history_tables import submissions_table
from indicators.intake import SHEET, VIEW_ONLY
from indicators.intake.cells import escaped
from indicators.intake.headings import Role
from indicators.observations import Kind, Observation
from indicators.rounding import round_half_up
from indicators.standing import Label, Standing, in_order
from indicators.task_tables import all_tasks_table
from indicators.tasks import TaskLabel

_A4, _MOST_DIGITS = 9, 2
_LINE_POINTS = 15
_YEARS_FROM = 6
"""The first column of a year on the sheet of assessments."""
_ASSESSMENTS, _TASKS, _HISTORY = "Đánh giá", "Nhiệm vụ", "Lịch sử"
_FIGURE_COLUMNS: tuple[tuple[Role, float], ...] = (
    (Role.CODE, 9),
    (Role.NAME, 58),
    (Role.YEAR, 7),
    (Role.REPORTING_UNIT, 20),
    (Role.KIND, 14),
    (Role.NUMERATOR, 15),
    (Role.DENOMINATOR, 15),
    (Role.VALUE, 13),
    (Role.UNIT_MEASURE, 12),
    (Role.NOTE, 46),
)
_LINE_COLOURS = (palette.PROGRESS, palette.PATH, palette.ALERT, palette.BRAND, palette.BASELINE)
_DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot")
Value = str | int | Decimal | None


def data_workbook(view: View) -> bytes:
    """The workbook of a view, as bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, WORKBOOK_OPTIONS) as book:
        book.set_properties({"title": f"{view.plan.commune.product} {view.year}"})
        writer = _Writer(book, view)
        writer.figures()
        writer.assessments()
        writer.tasks()
        writer.history()
    return buffer.getvalue()


def workbook_name(view: View) -> str:
    return f"so-lieu-chuyen-doi-xanh-{view.year}.xlsx"


class _Writer:
    def __init__(self, book: Any, view: View) -> None:
        self.book, self.view = book, view
        top = {"valign": "top"}
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1}
            | {"bg_color": palette.SURFACE}
        )
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.demo = book.add_format(
            {"bold": True, "font_color": palette.DEMO_TEXT, "bg_color": palette.DEMO_FILL}
        )
        self.muted = book.add_format({"font_color": palette.SECONDARY_TEXT})
        self.group = book.add_format({"bold": True, "bg_color": palette.TRACK})
        self.text = book.add_format({**top, "text_wrap": True, "align": "left", "indent": 1})
        self.year = book.add_format({**top, "num_format": "0"})
        # The office's Excel writes these with its own signs: 1.240,75 on a Vietnamese Windows.
        forms = ["#,##0" + (f".{'0' * n}" if n else "") for n in range(_MOST_DIGITS + 1)]
        self.numbers = [book.add_format({**top, "num_format": form}) for form in forms]
        # Still a number for sums and charts, but never taken for a final one.
        self.estimates = [
            book.add_format({**top, "num_format": f'{form}" (ước)"'}) for form in forms
        ]

    # Sheets

    def figures(self) -> None:
        sheet = self.book.add_worksheet(SHEET)
        plan = self.view.plan
        self._write_title(sheet, f"Số liệu đã ghi đến ngày {notation.day(self.view.today)}", 0)
        for column, (role, width) in enumerate(_FIGURE_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, role.value, self.head)
        ordered = sorted(
            self.view.observations, key=lambda o: (o.indicator, o.year, o.reporting_unit, o.kind)
        )
        for row, observation in enumerate(ordered, start=2):
            measured = plan.find_measured(observation.indicator)
            unit = plan.find_unit(observation.reporting_unit)
            values: tuple[Value, ...] = (
                escaped(observation.indicator),
                escaped(measured.short_name) if measured else "",
                observation.year,
                escaped(unit.short_name if unit else observation.reporting_unit),
                wording.KINDS[observation.kind],
                *_parts(observation),
                measured.unit_measure if measured else "",
                escaped(observation.note),
            )
            for column, value in enumerate(values):
                self._write(sheet, row, column, value, is_year=column == 2)
            _set_height(sheet, row, values, [width for _, width in _FIGURE_COLUMNS])
        sheet.autofilter(1, 0, len(ordered) + 1, len(_FIGURE_COLUMNS) - 1)
        self._set_up(sheet, 1, 2)

    def assessments(self) -> None:
        sheet = self.book.add_worksheet(_ASSESSMENTS)
        view, items = self.view, in_order(self.view.standings)
        years = sorted({y for s in items for y in s.series.figures if y <= view.year})
        heads = ["Mã", "Chỉ tiêu", "Đơn vị chủ trì", "Đơn vị tính", "Hạn", "Ngưỡng"]
        widths: list[float] = [7, 34, 19, 9, 9, 9]
        heads += [f"Năm {year}" for year in years]
        widths += [11] * len(years)
        heads += [
            "Cần mỗi năm",
            "Nhịp gần đây",
            "So với ngưỡng (%)",
            "Trạng thái",
            "Hạn khác, ghi chú",
        ]
        widths += [9, 9, 10, 18, 26]
        first = self._view_only(sheet, f"Các chỉ tiêu năm {view.year} so với ngưỡng", heads, widths)
        for row, standing in enumerate(items, start=first):
            values = self._assessment(standing, years)
            for column, value in enumerate(values):
                year = years[column - _YEARS_FROM] if 0 <= column - _YEARS_FROM < len(years) else 0
                figure = standing.series.figures.get(year)
                is_estimate = figure is not None and figure.kind is Kind.ESTIMATE
                self._write(sheet, row, column, value, is_estimate=is_estimate)
            _set_height(sheet, row, values, widths)
        last = first + len(items) - 1
        at = len(heads) - 3
        self._chart(
            sheet,
            "bar",
            "Kết quả so với ngưỡng (%), vạch 100 là ngưỡng",
            [{"categories": (first, 0, last, 0), "values": (first, at, last, at)}],
            (last + 2, 0),
        )
        span = (_YEARS_FROM, _YEARS_FROM - 1 + len(years))
        self._lines(sheet, items, first, span, (last + 2, 7))
        self._set_up(sheet, first - 1, 2)

    def tasks(self) -> None:
        sheet = self.book.add_worksheet(_TASKS)
        table = all_tasks_table(self.view)
        row = self._table(
            sheet, table, {"name": 60, "lead": 36, "due": 10, "state": 18, "progress": 34}
        )
        counts = [
            (wording.TASK_LABELS[label], sum(t.label is label for t in self.view.tasks))
            for label in TaskLabel
        ]
        for number, (words, count) in enumerate(counts, start=row + 1):
            self._write(sheet, number, 0, words)
            self._write(sheet, number, 1, count)
        last = row + len(counts)
        span = {"categories": (row + 1, 0, last, 0), "values": (row + 1, 1, last, 1)}
        self._chart(sheet, "bar", "Số nhiệm vụ theo tình trạng", [span], (row + 1, 2))

    def history(self) -> None:
        sheet = self.book.add_worksheet(_HISTORY)
        table = submissions_table(self.view.submissions)
        self._table(sheet, table, {"person": 26, "what": 30, "file": 36, "reason": 50})

    # Parts of sheets

    def _assessment(self, standing: Standing, years: Sequence[int]) -> list[Value]:
        indicator, plan = standing.indicator, self.view.plan
        target, figures = indicator.headline_target, standing.series.figures
        values: list[Value] = [
            indicator.code,
            indicator.short_name,
            wording.lead_unit(plan, indicator),
            indicator.unit_measure,
            wording.deadline(target),
            target.threshold,
        ]
        for year in years:
            figure = figures.get(year)
            value = None if figure is None or figure.value is None else figure.value
            values.append(None if value is None else round_half_up(value, 2).normalize())
        values += [wording.required_pace(standing), wording.recent_pace(standing)]
        drawn = bullet(standing)
        way = None
        if "now" in drawn:
            way = round_half_up(Decimal(str(drawn["now"] / THRESHOLD_AT)) * 100, 1)
        values += [way, wording.LABELS[standing.label]]
        notes = [wording.deadline_result(other, a) for other, a in standing.others]
        if standing.figure is not None and standing.figure.is_partial:
            notes.append(wording.coverage(standing.figure))
        values.append("; ".join(notes))
        return values

    def _lines(
        self,
        sheet: Any,
        items: Sequence[Standing],
        first: int,
        columns: tuple[int, int],
        place: tuple[int, int],
    ) -> None:
        """The leading shares over the years, a line each."""
        series = [
            {
                "name": f"{s.indicator.code} {s.indicator.short_name}",
                "categories": (first - 1, columns[0], first - 1, columns[1]),
                "values": (row, columns[0], row, columns[1]),
            }
            for row, s in enumerate(items, start=first)
            if s.indicator.is_leading and s.indicator.is_share and s.label is not Label.NO_DATA
        ]
        if series and columns[1] > columns[0]:
            self._chart(sheet, "line", f"Các {wording.LEADING} qua các năm (%)", series, place)

    def _table(self, sheet: Any, table: Table, widths: dict[str, float]) -> int:
        """A table of the screens as a sheet; returns the row after it."""
        columns = table["columns"]
        heads = [column["title"] for column in columns]
        wide = [widths.get(column["key"], 12.0) for column in columns]
        row = first = self._view_only(sheet, table["caption"], heads, wide)
        for group in table["groups"]:
            if group["title"]:
                sheet.merge_range(
                    row, 0, row, len(columns) - 1, sheet_text(group["title"]), self.group
                )
                row += 1
            for entry in group["rows"]:
                texts = [_words(table, entry["cells"].get(column["key"], {})) for column in columns]
                for place, text in enumerate(texts):
                    self._write(sheet, row, place, escaped(text))
                _set_height(sheet, row, texts, wide)
                row += 1
        self._set_up(sheet, first - 1, 1)
        return row

    def _view_only(
        self, sheet: Any, title: str, heads: Sequence[str], widths: Sequence[float]
    ) -> int:
        """What stands above a sheet that is not read back; returns the first row of its body."""
        sheet.write_string(0, 0, VIEW_ONLY, self.muted)
        self._write_title(sheet, title, 1)
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, sheet_text(head), self.head)
        return 3

    def _write_title(self, sheet: Any, title: str, row: int) -> None:
        sheet.write_string(row, 0, title, self.title)
        if self.view.is_demo:
            sheet.write_string(row, 4, wording.DEMO_MARK, self.demo)

    def _write(
        self,
        sheet: Any,
        row: int,
        column: int,
        value: Value,
        *,
        is_year: bool = False,
        is_estimate: bool = False,
    ) -> None:
        if isinstance(value, str):
            if value:
                sheet.write_string(row, column, sheet_text(value), self.text)
        elif value is not None:
            numbers = self.estimates if is_estimate else self.numbers
            shown = self.year if is_year else numbers[_digits(value)]
            sheet.write_number(row, column, float(value), shown)

    def _chart(
        self, sheet: Any, kind: str, title: str, series: Sequence[Any], place: tuple[int, int]
    ) -> None:
        chart = self.book.add_chart({"type": kind})
        name = sheet.get_name()
        for number, one in enumerate(series):
            spans = {key: [name, *one[key]] for key in ("categories", "values")}
            colour = _LINE_COLOURS[number % len(_LINE_COLOURS)]
            look: dict[str, Any] = {"fill": {"color": colour}, "gap": 60}
            if kind == "line":
                dash = _DASHES[number % len(_DASHES)]
                look = {"line": {"color": colour, "width": 2.25, "dash_type": dash}}
                look["marker"] = {"type": "automatic"}
            if "name" in one:
                spans["name"] = one["name"]
            labels = {"value": True, "font": {"size": 9}}
            chart.add_series({**spans, **look, "data_labels": labels if kind == "bar" else {}})
        mark = f"{wording.DEMO_MARK}: " if self.view.is_demo else ""
        chart.set_title({"name": f"{mark}{title}", "name_font": {"size": 12}})
        chart.set_size({"width": 620, "height": 400})
        if kind == "bar":
            chart.set_legend({"none": True})
            chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
            chart.set_x_axis({"min": 0, "major_gridlines": {"visible": True}})
        else:
            chart.set_legend({"position": "bottom", "font": {"size": 9}})
            chart.set_y_axis({"min": 0, "max": 100})
            chart.show_blanks_as("gap")
        sheet.insert_chart(*place, chart, {"description": title})

    def _set_up(self, sheet: Any, head: int, columns: int) -> None:
        """Frozen heads; A4 across, as wide as one page, heads on every page, numbered."""
        sheet.set_row(head, 2 * _LINE_POINTS)
        sheet.freeze_panes(head + 1, columns)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        sheet.repeat_rows(head)
        sheet.fit_to_pages(1, 0)
        mark = f'&C&"Arial,Bold"{wording.DEMO_MARK}' if self.view.is_demo else ""
        sheet.set_header(f"{mark}&R{self.view.plan.commune.product.replace('&', '&&')}")
        sheet.set_footer("&C&P/&N")


def _parts(observation: Observation) -> tuple[Value, Value, Value]:
    """Numerator, denominator, value; a year without occasion is told by nothing of nothing."""
    if observation.not_applicable:
        return Decimal(0), Decimal(0), None
    return observation.numerator, observation.denominator, observation.value


def _digits(value: int | Decimal) -> int:
    text = notation.plain_number(value, _MOST_DIGITS)
    return len(text.partition(",")[2])


def _set_height(sheet: Any, row: int, values: Sequence[Value], widths: Sequence[float]) -> None:
    """High enough for the wrapped words: not every office program finds that out by itself."""
    lines = [
        sum(max(1, ceil(len(part) / (width - 1))) for part in value.split("\n"))
        for value, width in zip(values, widths, strict=True)
        if isinstance(value, str)
    ]
    if max(lines) > 1:
        sheet.set_row(row, _LINE_POINTS * max(lines))


def _words(table: Table, cell: Any) -> str:
    """What a cell says, a line a line."""
    title = " ".join(part for part in (cell.get("title", ""), cell.get("mark", "")) if part)
    chip = table["chips"][cell["chip"]]["text"] if "chip" in cell else ""
    lines = [
        "".join(part["text"] for part in line["parts"])
        for line in cell.get("lines", [])
        if "wide" in line.get("sizes", ["wide"])
    ]
    return "\n".join(text for text in (title, chip, *lines) if text)
