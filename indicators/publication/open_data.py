"""The figures as open data: tables with SDMX column names, the same values as on the pages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from indicators import wording
from indicators.board import View
from indicators.exports import OBS_STATUS
from indicators.intake.cells import escaped
from indicators.observations import Kind as ObservedKind
from indicators.plan import ModelKind
from indicators.progress import Assessment
from indicators.rounding import round_half_up
from indicators.standing import Standing, label_of

Value = str | int | Decimal | Fraction | None
Kind = Literal["string", "integer", "number", "boolean", "date"]
_KINDS_IN_WORDS: Mapping[Kind, str] = {
    "string": "chữ",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "true hoặc false",
    "date": "ngày (năm-tháng-ngày)",
}
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, type in the words of the table schema, and what stands in it.

    `values` are all it can hold, where they are few; `needed` columns are never empty.
    """

    name: str
    kind: Kind
    description: str
    needed: bool = False
    values: tuple[str, ...] = ()

    @property
    def kind_in_words(self) -> str:
        return _KINDS_IN_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class Resource:
    """One table: `key` names the columns that tell rows apart, `refers` columns of other tables.

    Rows are in the order of the fields. Percentages are 0..100; what does not exist is empty.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: tuple[str, ...]
    refers: Mapping[str, str]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def as_csv(self) -> bytes:
        """Comma, decimal point, UTF-8: RFC 4180, as SDMX-CSV has it."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([field.name for field in self.fields])
        writer.writerows([_written(value) for value in row] for row in self.rows)
        return text.getvalue().encode()

    def as_json(self) -> list[dict[str, Any]]:
        return [
            {
                field.name: _plain(value, field)
                for field, value in zip(self.fields, row, strict=True)
            }
            for row in self.rows
        ]


def resources(view: View) -> tuple[Resource, ...]:
    """Figures, assessments, indicators and tasks of a view; invented ones say so in every row."""
    return _figures(view), _assessments(view), _indicators(view), _tasks(view)


def everything_as_json(made: Sequence[Resource], about: Mapping[str, Any]) -> bytes:
    """All tables in one file after what is said `about` them."""
    content = {**about, **{resource.name: resource.as_json() for resource in made}}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _area(view: View) -> Field:
    name = view.plan.commune.name
    return Field("REF_AREA", "string", f"Mã xã trong bảng theo dõi ({name})", needed=True)


_INDICATOR = Field("INDICATOR", "string", "Mã chỉ tiêu hoặc mô hình", needed=True)
_NAME = Field("INDICATOR_NAME", "string", "Tên ngắn", needed=True)
_UNIT_MEASURE = Field("UNIT_MEASURE", "string", "Đơn vị tính; % là 0 đến 100", needed=True)
_OBS_STATUS = Field(
    "OBS_STATUS",
    "string",
    "A: chính thức, E: ước thực hiện, F: kế hoạch giao",
    values=tuple(OBS_STATUS.values()),
)
_DEMO = Field("REMARK", "string", "Ghi chú; số liệu minh họa được ghi rõ ở đây")


def _remark(view: View) -> str:
    return wording.DEMO_MARK if view.is_demo else ""


def _figures(view: View) -> Resource:
    """Up to the view's year, and what was planned beyond it."""
    plan = view.plan
    rows = []
    for o in sorted(
        view.observations, key=lambda o: (o.indicator, o.year, o.reporting_unit, o.kind.value)
    ):
        measured = plan.find_measured(o.indicator)
        is_later = o.year > view.year and o.kind is not ObservedKind.PLANNED
        if measured is None or o.withdrawn or is_later:
            continue
        rows.append(
            (
                plan.commune.code,
                o.indicator,
                measured.short_name,
                o.year,
                o.reporting_unit,
                plan.unit_name(o.reporting_unit),
                o.value,
                o.numerator,
                o.denominator,
                measured.unit_measure,
                OBS_STATUS[o.kind],
                "true" if o.not_applicable else "false",
                _remark(view),
            )
        )
    return Resource(
        "so-lieu",
        "Số liệu theo năm và đơn vị báo cáo",
        f"Số liệu đang được tính đến năm {view.year}, của toàn xã và từng đơn vị báo cáo.",
        (
            _area(view),
            _INDICATOR,
            _NAME,
            Field("TIME_PERIOD", "integer", "Năm", needed=True),
            Field("REPORTING_UNIT", "string", "Mã đơn vị báo cáo; XA là toàn xã", needed=True),
            Field("REPORTING_UNIT_NAME", "string", "Tên đơn vị báo cáo", needed=True),
            Field("OBS_VALUE", "number", "Giá trị; để trống khi năm đó không phát sinh"),
            Field("NUMERATOR", "number", "Tử số"),
            Field("DENOMINATOR", "number", "Mẫu số"),
            _UNIT_MEASURE,
            replace(_OBS_STATUS, needed=True),
            Field("NOT_APPLICABLE", "boolean", "true: năm đó không phát sinh", needed=True),
            _DEMO,
        ),
        tuple(rows),
        ("REF_AREA", "INDICATOR", "TIME_PERIOD", "REPORTING_UNIT", "OBS_STATUS"),
        {"INDICATOR": "chi-tieu"},
    )


def _assessments(view: View) -> Resource:
    rows: list[tuple[Value, ...]] = []
    for standing in sorted(view.standings, key=lambda s: s.indicator.code):
        headline = (standing.indicator.headline_target, standing.assessment)
        for place, (target, assessment) in enumerate((headline, *standing.others)):
            rows.append(
                (
                    view.plan.commune.code,
                    standing.indicator.code,
                    standing.indicator.short_name,
                    view.year,
                    target.year,
                    target.month,
                    target.threshold,
                    "true" if place == 0 else "false",
                    label_of(assessment).value,
                    wording.LABELS[label_of(assessment)],
                    *_judged(standing, assessment),
                    _remark(view),
                )
            )
    return Resource(
        "danh-gia",
        f"Kết quả đánh giá năm {view.year}",
        "Một dòng cho mỗi chỉ tiêu và mỗi hạn của kế hoạch.",
        (
            _area(view),
            _INDICATOR,
            _NAME,
            Field("ASSESSMENT_YEAR", "integer", "Năm đánh giá", needed=True),
            Field("TARGET_YEAR", "integer", "Năm đến hạn", needed=True),
            Field("TARGET_MONTH", "integer", "Tháng đến hạn, nếu kế hoạch nêu"),
            Field("THRESHOLD", "number", "Ngưỡng của kế hoạch", needed=True),
            Field("IS_HEADLINE", "boolean", "true: hạn chính của chỉ tiêu", needed=True),
            Field("STATUS", "string", "Mã trạng thái", needed=True),
            Field("STATUS_NAME", "string", "Trạng thái", needed=True),
            Field("TIME_PERIOD", "integer", "Năm của số liệu được đánh giá"),
            Field("OBS_VALUE", "number", "Số toàn xã được đánh giá"),
            _OBS_STATUS,
            Field("CHANGE", "number", "Thay đổi so với năm trước (điểm % hoặc đơn vị tính)"),
            Field("EXPECTED", "number", "Mức cần có theo lộ trình tuyến tính – giả định"),
            Field("REQUIRED_PACE", "number", "Nhịp cần đạt mỗi năm, số dương là hướng tới ngưỡng"),
            Field("RECENT_PACE", "number", "Nhịp gần đây mỗi năm, số dương là hướng tới ngưỡng"),
            Field("PACE_RATIO", "number", "Tỷ số nhịp"),
            Field("FLAGS", "string", "Điều cần lưu ý, cách nhau bằng dấu |"),
            _DEMO,
        ),
        tuple(rows),
        ("REF_AREA", "INDICATOR", "ASSESSMENT_YEAR", "TARGET_YEAR", "IS_HEADLINE"),
        {"INDICATOR": "chi-tieu"},
    )


def _judged(standing: Standing, assessment: Assessment) -> tuple[Value, ...]:
    figure = standing.figure
    return (
        figure.year if figure else None,
        figure.value if figure else None,
        OBS_STATUS[figure.kind] if figure else None,
        standing.change,
        standing.expected,
        assessment.required_pace,
        assessment.recent_pace,
        assessment.pace_ratio,
        "|".join(sorted(flag.value for flag in assessment.flags)),
    )


def _indicators(view: View) -> Resource:
    plan = view.plan
    models = {model.code for model in plan.models if model.kind is ModelKind.OWN}
    rows: list[tuple[Value, ...]] = []
    for indicator in plan.measured:
        is_model = indicator.code in models
        quantities = (indicator.numerator, indicator.denominator)
        rows.append(
            (
                plan.commune.code,
                indicator.code,
                indicator.short_name,
                indicator.official_name,
                "model" if is_model else "indicator",
                indicator.unit_measure,
                "" if is_model else "up" if indicator.direction > 0 else "down",
                *(quantity.text if quantity else "" for quantity in quantities),
                "" if is_model else plan.unit_name(indicator.lead_unit),
                "true" if indicator.is_lead_inferred else "false",
                "true" if indicator.is_leading else "false",
                " | ".join(c.text for c in plan.contradictions_about(indicator.code)),
            )
        )
    return Resource(
        "chi-tieu",
        "Chỉ tiêu và mô hình của kế hoạch",
        "Tên, đơn vị tính, cách tính, đơn vị chủ trì và chỗ kế hoạch chưa thống nhất.",
        (
            _area(view),
            _INDICATOR,
            _NAME,
            Field("OFFICIAL_NAME", "string", "Tên trong kế hoạch", needed=True),
            Field(
                "TYPE",
                "string",
                "indicator: chỉ tiêu, model: mô hình",
                needed=True,
                values=("indicator", "model"),
            ),
            _UNIT_MEASURE,
            Field(
                "DIRECTION",
                "string",
                "up: càng cao càng tốt, down: càng thấp càng tốt",
                values=("up", "down"),
            ),
            Field("NUMERATOR_TEXT", "string", "Tử số đếm gì"),
            Field("DENOMINATOR_TEXT", "string", "Mẫu số đếm gì"),
            Field("LEAD_UNIT", "string", "Đơn vị chủ trì"),
            Field(
                "LEAD_UNIT_INFERRED",
                "boolean",
                "true: kế hoạch không nêu, phần mềm suy ra, cần xã xác nhận",
                needed=True,
            ),
            Field("IS_LEADING", "boolean", "true: chỉ tiêu chủ chốt", needed=True),
            Field("CONTRADICTIONS", "string", "Chỗ kế hoạch chưa thống nhất"),
        ),
        tuple(rows),
        ("INDICATOR",),
        {},
    )


def _tasks(view: View) -> Resource:
    plan = view.plan
    rows: list[tuple[Value, ...]] = []
    for item in view.tasks:
        task, update = item.task, item.update
        rows.append(
            (
                plan.commune.code,
                task.code,
                task.name,
                task.result,
                plan.unit_name(task.lead_unit),
                task.deadline.isoformat(),
                "true" if task.is_priority else "false",
                item.label.value,
                wording.TASK_LABELS[item.label],
                update.percent if update else None,
                update.stated_on.isoformat() if update else "",
                _remark(view),
            )
        )
    return Resource(
        "nhiem-vu",
        "Nhiệm vụ của phụ lục",
        "Hạn, đơn vị chủ trì và tình trạng, tính đến ngày lập bản công khai.",
        (
            _area(view),
            Field("TASK", "string", "Mã nhiệm vụ", needed=True),
            Field("TASK_NAME", "string", "Tên nhiệm vụ", needed=True),
            Field("RESULT", "string", "Kết quả phải có", needed=True),
            Field("LEAD_UNIT", "string", "Đơn vị chủ trì", needed=True),
            Field("DEADLINE", "date", "Hạn", needed=True),
            Field("IS_PRIORITY", "boolean", "true: kế hoạch đánh dấu ưu tiên", needed=True),
            Field("STATUS", "string", "Mã tình trạng", needed=True),
            Field("STATUS_NAME", "string", "Tình trạng", needed=True),
            Field("PERCENT", "integer", "Phần trăm hoàn thành, nếu đơn vị nêu"),
            Field("STATED_ON", "date", "Ngày cập nhật gần nhất"),
            _DEMO,
        ),
        tuple(rows),
        ("TASK",),
        {},
    )


def _written(value: Value) -> str | int:
    """As it stands in a CSV: a text no spreadsheet runs, a number with the digits it has."""
    if value is None:
        return ""
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, int):
        return value
    text = format(round_half_up(value, _DIGITS), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: Value, field: Field) -> str | int | float | bool | None:
    if field.kind == "boolean":
        return value == "true"
    if isinstance(value, Decimal | Fraction):
        return float(value)
    return None if value == "" and not field.needed else value
