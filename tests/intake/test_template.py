import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest

from indicators.intake.reading import Reading
from indicators.intake.template import csv_template, xlsx_template
from indicators.observations import Key, Kind, Observation
from indicators.plan import Plan

Read = Callable[..., Reading]
VILLAGE = "=Thôn Đông"


@pytest.fixture(scope="module")
def stored() -> dict[Key, Observation]:
    figures = [
        Observation("CT04", 2025, "XA", Kind.ACTUAL, Decimal("8.75")),
        Observation("CT04", 2025, VILLAGE, Kind.ESTIMATE, Decimal(9)),
        Observation("CT12", 2025, "XA", Kind.ACTUAL, Decimal(3)),
    ]
    return {figure.key: figure for figure in figures}


def test_the_csv_template_opens_in_vietnamese_excel(
    plan: Plan, stored: dict[Key, Observation]
) -> None:
    content = csv_template(plan, 2026, stored)
    lines = content.decode("utf-8-sig").split("\r\n")
    assert content.startswith(b"\xef\xbb\xbf")
    assert lines[0].startswith("Mã chỉ tiêu;Chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Tử số")
    assert lines[0].endswith(";Năm trước (2025)")
    assert len(lines) == 1 + 14 + 6 + 1
    assert [line.split(";")[-1] for line in lines if line.startswith("CT04")] == ["8,75", "9"]


@pytest.mark.parametrize("make", [csv_template, xlsx_template])
def test_an_untouched_template_gives_no_figure_and_says_so(
    read: Read,
    plan: Plan,
    stored: dict[Key, Observation],
    make: Callable[..., bytes],
) -> None:
    reading = read(make(plan, 2026, stored, [VILLAGE]), known_units=[VILLAGE])
    assert reading.observations == ()
    assert [fault.code for fault in reading.errors] == ["no_figures"]
    assert "sheets_without_table" not in [fault.code for fault in reading.warnings]
    assert reading.open_questions == ()


@pytest.mark.parametrize(("unit", "own"), [("VHXH", ["CT10", "CT11"]), ("VP", ["CT02"])])
def test_a_lead_units_template_holds_its_own_indicators_alone(
    plan: Plan, stored: dict[Key, Observation], unit: str, own: list[str]
) -> None:
    lines = csv_template(plan, 2026, stored, lead_unit=unit).decode("utf-8-sig").split("\r\n")
    assert [line.split(";")[0] for line in lines[1:-1]] == own
    book = openpyxl.load_workbook(io.BytesIO(xlsx_template(plan, 2026, stored, lead_unit=unit)))
    assert [cell.value for cell in book["Số liệu"]["A"][1:] if cell.value] == own
    assert [cell.value for cell in book["Hướng dẫn"]["C"][1:] if cell.value] == own


def test_a_unit_that_leads_nothing_gets_the_whole_template(
    plan: Plan, stored: dict[Key, Observation]
) -> None:
    assert csv_template(plan, 2026, stored, lead_unit="MTTQ") == csv_template(plan, 2026, stored)


def test_a_filled_csv_template_reads_back(
    read: Read, plan: Plan, stored: dict[Key, Observation]
) -> None:
    text = csv_template(plan, 2026, stored).decode("utf-8-sig")
    lines = text.split("\r\n")
    for number, line in enumerate(lines[1:-1], start=1):
        cells = line.split(";")
        is_share = cells[8] == "%"
        cells[4:8] = ["chính thức", *(["9", "90", "10,0"] if is_share else ["", "", "7"])]
        lines[number] = ";".join(cells)
    reading = read("\r\n".join(lines), known_units=[VILLAGE])
    assert reading.accepted == 14 + 6
    assert reading.errors == reading.open_questions == ()
    assert {float(o.value or 0) for o in reading.observations} == {10.0, 7.0}


def test_a_filled_workbook_template_reads_back(
    read: Read, plan: Plan, stored: dict[Key, Observation]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_template(plan, 2026, stored, [VILLAGE])))
    sheet = book["Số liệu"]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 5, "ước thực hiện")
        if sheet.cell(row, 9).value == "%":
            sheet.cell(row, 6, 1240.75)
            sheet.cell(row, 7, 2481.5)
        else:
            sheet.cell(row, 8, 7)
    stream = io.BytesIO()
    book.save(stream)
    reading = read(stream.getvalue(), known_units=[VILLAGE])
    assert reading.accepted == 14 + 6
    assert reading.errors == reading.open_questions == ()
    assert {float(o.value or 0) for o in reading.observations} == {50.0, 7.0}


def test_the_workbook_template_helps_while_typing(
    plan: Plan, stored: dict[Key, Observation]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_template(plan, 2026, stored, [VILLAGE])))
    sheet = book["Số liệu"]
    checks = {check.type for check in sheet.data_validations.dataValidation}
    assert book.sheetnames == ["Số liệu", "Hướng dẫn"]
    assert checks >= {"list", "decimal", "whole"}
    assert sheet.freeze_panes == "C2"
    assert (sheet["A2"].value, sheet["C2"].value) == ("CT01", 2026)
