"""Exported figures, read back as a spreadsheet would read them."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

import openpyxl
import pyarrow.parquet as pq
import pytest

from indicators import wording
from indicators.exports import COLUMNS, OBS_STATUS, as_csv, as_parquet, as_xlsx, figures_as_rows
from indicators.intake.cells import escaped
from indicators.observations import Kind, Observation, Origin, Submission
from indicators.plan import Plan
from tests.conftest import figure

SUBMISSION = Submission(
    7, "VINH-AM", Origin.UPLOAD, datetime(2026, 11, 20, 9, 5), "Bà Lan", "Số liệu.xlsx", "", 1
)


def row_of(plan: Plan, observation: Observation, **others: object) -> dict[str, object]:
    submission = others.pop("submission", SUBMISSION)
    is_demo = bool(others.pop("is_demo", False))
    (row,) = figures_as_rows(plan, [observation], {7: submission}, is_demo=is_demo)
    return dict(zip(COLUMNS, row, strict=True))


def csv_back(rows: Iterable[list]) -> list[dict[str, str]]:
    text = as_csv(rows).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def xlsx_back(rows: Iterable[list]) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(rows))).active
    header, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(header, line, strict=True)) for line in lines]


def parquet_back(rows: Iterable[list]) -> list[dict[str, object]]:
    return pq.read_table(io.BytesIO(as_parquet(rows))).to_pylist()


def rows_of(plan: Plan, *observations: Observation) -> list[list]:
    return figures_as_rows(plan, observations, {7: SUBMISSION}, is_demo=False)


# Rows


def test_a_row_names_the_figure_and_its_origin(plan: Plan) -> None:
    stored = figure(
        "CT04",
        2026,
        "8.75",
        numerator=Decimal("17.5"),
        denominator=Decimal(200),
        note="Đã nghiệm thu",
        row=12,
        submission=7,
    )
    assert row_of(plan, stored) == {
        "REF_AREA": "VINH-AM",
        "INDICATOR": "CT04",
        "INDICATOR_NAME": plan.indicator("CT04").short_name,
        "TIME_PERIOD": 2026,
        "REPORTING_UNIT": "XA",
        "OBS_VALUE": Decimal("8.75"),
        "NUMERATOR": Decimal("17.5"),
        "DENOMINATOR": Decimal(200),
        "UNIT_MEASURE": "%",
        "OBS_STATUS": "A",
        "NOT_APPLICABLE": 0,
        "COMMENT": "Đã nghiệm thu",
        "SOURCE_FILE": "Số liệu.xlsx",
        "SOURCE_ROW": 12,
        "SUBMITTED_BY": "Bà Lan",
        "SUBMITTED_AT": "20/11/2026 16:05",
        "REMARK": "",
    }


@pytest.mark.parametrize(
    ("kind", "status"), [(Kind.ACTUAL, "A"), (Kind.ESTIMATE, "E"), (Kind.PLANNED, "F")]
)
def test_the_status_is_the_one_of_sdmx(plan: Plan, kind: Kind, status: str) -> None:
    assert row_of(plan, figure(kind=kind))["OBS_STATUS"] == status
    assert set(OBS_STATUS) == set(Kind)


def test_a_year_without_occasion_has_no_number(plan: Plan) -> None:
    row = row_of(plan, figure(value=None, not_applicable=True, denominator=Decimal(0)))
    assert (row["OBS_VALUE"], row["DENOMINATOR"], row["NOT_APPLICABLE"]) == (None, 0, 1)


def test_a_figure_without_a_known_origin_or_indicator_is_still_exported(plan: Plan) -> None:
    row = row_of(plan, figure("CT99", submission=99))
    assert (row["INDICATOR_NAME"], row["SOURCE_FILE"], row["SUBMITTED_AT"]) == ("", "", "")


def test_a_restored_figure_names_the_file_it_first_came_from(plan: Plan) -> None:
    undo = Submission(9, "VINH-AM", Origin.UNDO, SUBMISSION.confirmed_at, "Ông Nam", "", "", 1)
    restored = figure(row=4, submission=9, source_submission=7)
    (row,) = figures_as_rows(plan, [restored], {7: SUBMISSION, 9: undo}, is_demo=False)
    told = dict(zip(COLUMNS, row, strict=True))
    assert (told["SOURCE_FILE"], told["SUBMITTED_BY"]) == ("Số liệu.xlsx", "Bà Lan")


def test_rows_are_in_order_of_indicator_year_and_unit(plan: Plan) -> None:
    shuffled = [figure("CT05"), figure(year=2027), figure(unit="Thôn B"), figure(unit="Thôn A")]
    ordered = [(row[1], row[3], row[4]) for row in rows_of(plan, *shuffled)]
    assert ordered == [
        ("CT04", 2026, "Thôn A"),
        ("CT04", 2026, "Thôn B"),
        ("CT04", 2027, "XA"),
        ("CT05", 2026, "XA"),
    ]


def test_invented_figures_say_so_in_every_row(plan: Plan) -> None:
    assert row_of(plan, figure(), is_demo=True)["REMARK"] == wording.DEMO_MARK


# Text that could be a formula


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://a.example";"x")',
        "=1+1",
        "+84 225 123",
        "-5% so với năm trước",
        "@SUM(A1)",
        "|calc",
        "%0a",
        "\t=1+1",
        "\r=1+1",
    ],
)
def test_text_like_a_formula_is_made_harmless_everywhere(plan: Plan, text: str) -> None:
    submission = Submission(7, "VINH-AM", Origin.UPLOAD, SUBMISSION.confirmed_at, text, text, "", 1)
    stored = figure(unit=text, note=text, submission=7)
    row = row_of(plan, stored, submission=submission)
    for column in ("REPORTING_UNIT", "COMMENT", "SOURCE_FILE", "SUBMITTED_BY"):
        assert row[column] == f"'{text}"
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([list(row.values())])))
    assert {cell.data_type for line in book.active.iter_rows() for cell in line} <= {"s", "n"}


@pytest.mark.parametrize("text", ["", "Thôn Một", "5% = 1/20", "a+b", "'trích dẫn'", "8,75"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert escaped(text) == text


def test_an_address_in_a_note_does_not_become_a_link(plan: Plan) -> None:
    rows = rows_of(plan, figure(note="http://a.example/x"))
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(rows)))
    assert not [c for line in book.active.iter_rows() for c in line if c.hyperlink]


# Files


@pytest.mark.parametrize(
    ("value", "in_csv"),
    [
        ("8.75", "8,75"),
        ("-8.75", "-8,75"),
        ("0", "0"),
        ("100", "100"),
        ("1240.75", "1240,75"),
        ("0.000001", "0,000001"),
        ("10000000000000", "10000000000000"),
        ("10000000000000.25", "10000000000000,25"),
    ],
)
def test_numbers_come_back_untouched(plan: Plan, value: str, in_csv: str) -> None:
    number = Decimal(value)
    rows = rows_of(plan, figure(value=value, numerator=number, denominator=number))
    (from_csv,), (from_xlsx,) = csv_back(rows), xlsx_back(rows)
    for column in ("OBS_VALUE", "NUMERATOR", "DENOMINATOR"):
        assert from_csv[column] == in_csv
        assert from_xlsx[column] == float(number)
    assert (from_csv["TIME_PERIOD"], from_xlsx["TIME_PERIOD"]) == ("2026", 2026)


def test_a_csv_is_what_excel_in_vietnam_opens(plan: Plan) -> None:
    content = as_csv(rows_of(plan, figure(), figure(year=2027)))
    assert content.startswith(b"\xef\xbb\xbfREF_AREA;INDICATOR;")
    assert content.count(b"\r\n") == 3
    assert content.endswith(b"\r\n")


@pytest.mark.parametrize("note", ["một; hai", 'nói "có"', "dòng một\ndòng hai", "ỷ ặ ẫ đ"])
def test_a_note_keeps_to_its_cell(plan: Plan, note: str) -> None:
    rows = rows_of(plan, figure(note=note))
    assert [row["COMMENT"] for row in csv_back(rows)] == [note]
    assert [row["COMMENT"] for row in xlsx_back(rows)] == [note]


def test_an_xlsx_has_a_bold_header_that_stays_in_view(plan: Plan) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(rows_of(plan, figure())))).active
    assert tuple(cell.value for cell in sheet[1]) == COLUMNS
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "C2"


def test_a_parquet_file_holds_exact_numbers_and_the_same_text(plan: Plan) -> None:
    stored = figure(value="10000000000000.25", numerator=Decimal("0.000001"), note="=1+1", row=12)
    idle = figure("CT02", value=None, not_applicable=True, denominator=Decimal(0))
    rows = rows_of(plan, stored, idle)
    second, first = parquet_back(rows)
    assert list(first) == list(COLUMNS)
    assert first["OBS_VALUE"] == Decimal("10000000000000.25")
    assert first["NUMERATOR"] == Decimal("0.000001")
    assert (first["DENOMINATOR"], first["SOURCE_ROW"], first["TIME_PERIOD"]) == (None, 12, 2026)
    assert first["COMMENT"] == "'=1+1"
    assert (second["OBS_VALUE"], second["DENOMINATOR"], second["NOT_APPLICABLE"]) == (None, 0, 1)


@pytest.mark.parametrize("back", [csv_back, xlsx_back, parquet_back])
def test_nothing_to_export_is_a_header_alone(plan: Plan, back) -> None:
    assert back(rows_of(plan)) == []
