"""`read`: a file as text, bytes or rows becomes a reading, loudly."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from indicators.intake import Given, Reading, Report
from indicators.intake.file_reader import read_strictly
from indicators.plan import Plan

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def read(plan: Plan) -> Callable[..., Reading]:
    """Reads as the upload does, but lets an unforeseen error through."""

    def read(
        content: str | bytes,
        file_name: str = "tệp.csv",
        progress: Report | None = None,
        **more: Any,
    ) -> Reading:
        raw = content.encode() if isinstance(content, str) else content
        return read_strictly(
            raw, file_name, Given(**{"plan": plan, "today": TODAY, **more}), progress
        )

    return read


@pytest.fixture(scope="session")
def xlsx() -> Callable[..., bytes]:
    """Rows (or several named sheets of rows) as an XLSX file; "" leaves a cell out."""

    def make(rows: Sequence[Sequence[Any]] | dict[str, Sequence[Sequence[Any]]]) -> bytes:
        sheets = rows if isinstance(rows, dict) else {"Số liệu": rows}
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            for name, content in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(content):
                    for column, cell in enumerate(row):
                        if cell != "":
                            sheet.write(number, column, cell)
        return stream.getvalue()

    return make


@pytest.fixture
def figures() -> Callable[[Reading], list[tuple[Any, ...]]]:
    """The figures of a reading as short rows: indicator, year, unit, kind, value."""

    def short(reading: Reading) -> list[tuple[Any, ...]]:
        return [
            (
                o.indicator,
                o.year,
                o.reporting_unit,
                o.kind.value,
                None if o.value is None else float(o.value),
            )
            for o in reading.observations
        ]

    return short


@pytest.fixture
def codes() -> Callable[[Reading], list[tuple[str, str, int | None]]]:
    """The faults of a reading as short rows: severity, code, row."""

    def short(reading: Reading) -> list[tuple[str, str, int | None]]:
        return [(fault.severity.value, fault.code, fault.row) for fault in reading.faults]

    return short
