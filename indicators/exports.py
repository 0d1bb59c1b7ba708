"""Figures as files for other people: CSV, XLSX and Parquet, SDMX column names, every origin."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import xlsxwriter

from indicators import notation, wording
from indicators.intake.cells import escaped
from indicators.observations import Kind, Observation, Submission
from indicators.plan import Plan
from indicators.rounding import round_half_up

OBS_STATUS: Mapping[Kind, str] = {Kind.ACTUAL: "A", Kind.ESTIMATE: "E", Kind.PLANNED: "F"}
_MOST_CELL_TEXT = 32_000
_UNPRINTABLE = {code: " " for code in range(32) if chr(code) not in "\t\n\r"}
WORKBOOK_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""For xlsxwriter: text stays text, whatever it looks like."""
_WHOLE_NUMBERS = ("TIME_PERIOD", "NOT_APPLICABLE", "SOURCE_ROW")
_NUMBERS = ("OBS_VALUE", "NUMERATOR", "DENOMINATOR")
_DIGITS = 10
COLUMNS = (
    "REF_AREA",
    "INDICATOR",
    "INDICATOR_NAME",
    "TIME_PERIOD",
    "REPORTING_UNIT",
    "OBS_VALUE",
    "NUMERATOR",
    "DENOMINATOR",
    "UNIT_MEASURE",
    "OBS_STATUS",
    "NOT_APPLICABLE",
    "COMMENT",
    "SOURCE_FILE",
    "SOURCE_ROW",
    "SUBMITTED_BY",
    "SUBMITTED_AT",
    "REMARK",
)


def figures_as_rows(
    plan: Plan,
    observations: Iterable[Observation],
    submissions: Mapping[int, Submission],
    *,
    is_demo: bool,
) -> list[list[str | int | Decimal | None]]:
    """One row an observation, in the order of COLUMNS; numbers stay numbers."""
    rows: list[list[str | int | Decimal | None]] = []
    ordered = sorted(
        observations, key=lambda o: (o.indicator, o.year, o.reporting_unit, o.kind.value)
    )
    for observation in ordered:
        indicator = plan.find_measured(observation.indicator)
        submission = submissions.get(observation.source or 0)
        rows.append(
            [
                plan.commune.code,
                observation.indicator,
                indicator.short_name if indicator else "",
                observation.year,
                escaped(observation.reporting_unit),
                observation.value,
                observation.numerator,
                observation.denominator,
                indicator.unit_measure if indicator else "",
                OBS_STATUS[observation.kind],
                1 if observation.not_applicable else 0,
                escaped(observation.note),
                escaped(submission.file_name) if submission else "",
                observation.row,
                escaped(submission.person) if submission else "",
                notation.moment(submission.confirmed_at) if submission else "",
                wording.DEMO_MARK if is_demo else "",
            ]
        )
    return rows


def as_csv(
    rows: Iterable[Iterable[str | int | Decimal | None]], columns: Sequence[str] = COLUMNS
) -> bytes:
    """UTF-8 with BOM, `;` and decimal comma, as Excel on a Vietnamese Windows opens it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            [
                format(cell, "f").replace(".", ",") if isinstance(cell, Decimal) else cell
                for cell in row
            ]
        )
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Iterable[str | int | Decimal | None]]) -> bytes:
    """The same as a sheet with numbers, a frozen header and column widths."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, WORKBOOK_OPTIONS) as book:
        sheet = book.add_worksheet("Số liệu")
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.write_row(0, 0, COLUMNS, bold)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, Decimal | int):
                    sheet.write_number(number, place, float(cell))
                elif cell:
                    sheet.write_string(number, place, sheet_text(cell))
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, len(COLUMNS) - 1, 16)
        sheet.set_column(2, 2, 44)
    return buffer.getvalue()


def as_parquet(rows: Iterable[Iterable[str | int | Decimal | None]]) -> bytes:
    """The same for programs: whole numbers, exact decimals of ten digits, text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {name: pa.int32() for name in _WHOLE_NUMBERS}
    types |= {name: pa.decimal128(38, _DIGITS) for name in _NUMBERS}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])
    made = [
        {
            name: round_half_up(cell, _DIGITS) if isinstance(cell, Decimal) else cell
            for name, cell in zip(COLUMNS, row, strict=True)
        }
        for row in rows
    ]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(made, schema=schema), buffer)
    return buffer.getvalue()


def sheet_text(text: str) -> str:
    """What a cell of a workbook can hold: no control characters, cut with a mark where too long."""
    text = text.translate(_UNPRINTABLE)
    return text if len(text) <= _MOST_CELL_TEXT else f"{text[:_MOST_CELL_TEXT]}…"
