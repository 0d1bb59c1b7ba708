"""The data workbook, read back as an office program, a program and the upload would."""

import io
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from indicators import wording
from indicators.board import Board, View
from indicators.data_workbook import data_workbook, workbook_name
from indicators.demo import seed_demo
from indicators.intake import VIEW_ONLY, Change, Given, Reading, compare, read_file
from indicators.observations import Kind, Observation
from indicators.plan import Plan
from indicators.plan_folder import read_plan
from indicators.settings import ROOT
from indicators.store import Store
from tests.conftest import COMMUNE, draft, figure
from tests.office import as_pdfs, count_pages

TODAY = date(2026, 11, 20)
SHEETS = ["Số liệu", "Đánh giá", "Nhiệm vụ", "Lịch sử"]
OTHER_PLAN = read_plan(ROOT / "tests" / "other_plan")


@pytest.fixture(scope="module")
def demo(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with closing(Store(tmp_path_factory.mktemp("demo") / "dashboard.duckdb", COMMUNE)) as store:
        seed_demo(store, plan, ROOT / "data" / "demo")
        yield Board(plan, store).view(2026, TODAY)


@pytest.fixture(scope="module")
def made(demo: View) -> bytes:
    return data_workbook(demo)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def written(plan: Plan, store: Store, *observations: Observation) -> bytes:
    store.confirm(draft(*observations))
    return data_workbook(Board(plan, store).view(2026, TODAY))


def uploaded(plan: Plan, store: Store, content: bytes) -> Reading:
    stored = store.current_by_key()
    return read_file(
        content,
        "so-lieu.xlsx",
        Given(plan, TODAY, sorted({key.reporting_unit for key in stored}), stored),
    )


def assert_nothing_new(plan: Plan, store: Store, content: bytes) -> None:
    reading, stored = uploaded(plan, store, content), store.current_by_key()
    assert (reading.errors, reading.open_questions) == ((), ())
    entries = compare(reading.observations, stored).entries
    assert {entry.observation.key for entry in entries} == set(stored)
    assert {entry.change for entry in entries} == {Change.UNCHANGED}


# Uploaded again


def test_a_whole_year_uploaded_again_brings_nothing_new(
    plan: Plan, store: Store, demo: View
) -> None:
    content = written(plan, store, *demo.observations)
    assert len(store.current_by_key()) == len(demo.observations) > 300
    assert_nothing_new(plan, store, content)


NOTHING = Decimal(0)
SORTS = {
    "value alone": figure("CT04", 2026, "8.75"),
    "zero": figure("CT04", 2026, "0"),
    "with its parts": figure(
        "CT04", 2026, "33.333333", numerator=Decimal(1), denominator=Decimal(3)
    ),
    "large money": figure(
        "CT08", 2026, "10", numerator=Decimal(123456789000), denominator=Decimal(1234567890000)
    ),
    "planned": figure("CT04", 2026, "15", kind=Kind.PLANNED),
    "estimated": figure("CT04", 2026, "14.6", kind=Kind.ESTIMATE),
    "without occasion": figure(
        "CT02", 2026, None, not_applicable=True, numerator=NOTHING, denominator=NOTHING
    ),
    "a village": figure("CT12", 2026, "3", "Thôn Một"),
    "a unit of the plan": figure("CT04", 2026, "9", "CA"),
    "a model": figure("MH1", 2026, "5"),
    "note like a formula": figure("CT04", 2026, "9", note='=HYPERLINK("http://a.example";"x")'),
    "note of two lines": figure("CT04", 2026, "9", note="-5% năm trước\nhai (Nguồn: biên bản)"),
    "note with an address": figure("CT04", 2026, "9", note="http://a.example/x"),
}


@pytest.mark.parametrize("observation", SORTS.values(), ids=SORTS)
def test_every_sort_of_figure_reads_back_as_it_is_stored(
    plan: Plan, store: Store, observation: Observation
) -> None:
    assert_nothing_new(plan, store, written(plan, store, observation))


def test_a_changed_cell_is_the_only_change(plan: Plan, store: Store) -> None:
    content = written(plan, store, figure("CT12", 2025, "7"), figure("CT12", 2026, "6"))
    book = opened(content)
    book["Số liệu"].cell(4, 8).value = 5
    buffer = io.BytesIO()
    book.save(buffer)
    reading = uploaded(plan, store, buffer.getvalue())
    (changed,) = compare(reading.observations, store.current_by_key()).to_store
    assert (changed.year, changed.value) == (2026, 5)


def test_the_other_sheets_are_never_read(plan: Plan, store: Store, demo: View) -> None:
    reading = uploaded(plan, store, data_workbook(demo))
    assert {o.sheet for o in reading.observations} == {"Số liệu"}
    assert [f.code for f in reading.warnings if f.code == "sheets_without_table"] == []
    assert {row.reason for row in reading.non_data_rows} == {"title", "header", "other_sheet"}


def test_an_upload_of_invented_figures_is_warned_of(plan: Plan, store: Store, made: bytes) -> None:
    (found,) = [f for f in uploaded(plan, store, made).warnings if f.code == "invented_figures"]
    assert wording.DEMO_MARK in found.message
    real = uploaded(plan, store, written(plan, store, figure()))
    assert "invented_figures" not in [fault.code for fault in real.faults]


def test_a_store_without_figures_gives_a_workbook_that_says_so(plan: Plan, store: Store) -> None:
    content = data_workbook(Board(plan, store).view(2026, TODAY))
    assert opened(content).sheetnames == SHEETS
    assert [fault.code for fault in uploaded(plan, store, content).errors] == ["header_only"]


# What stands in it


def test_it_has_the_four_sheets_each_with_its_heads_in_view(made: bytes) -> None:
    book = opened(made)
    assert book.sheetnames == SHEETS
    for sheet in book:
        head = int(sheet.freeze_panes.lstrip("ABC")) - 1
        assert all(cell.font.bold for cell in sheet[head] if cell.value)
        assert sheet.print_title_rows == f"${head}:${head}"


def test_it_prints_on_a4_across_no_wider_than_a_page(made: bytes) -> None:
    for sheet in opened(made):
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation) == (9, "landscape")
        assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_every_figure_stands_as_a_number_with_a_format(demo: View, made: bytes) -> None:
    sheet = opened(made)["Số liệu"]
    heads = [cell.value for cell in sheet[2]]
    rows = list(sheet.iter_rows(min_row=3))
    assert len(rows) == len(demo.observations)
    value = heads.index("Giá trị")
    shown = [row[value] for row in rows if row[value].value is not None]
    assert {type(cell.value) for cell in shown} <= {int, float}
    assert {cell.number_format for cell in shown} <= {"#,##0", "#,##0.0", "#,##0.00"}
    assert {row[heads.index("Năm")].number_format for row in rows} == {"0"}


def test_the_assessments_are_those_of_the_screens(demo: View, made: bytes) -> None:
    sheet = opened(made)["Đánh giá"]
    heads = [cell.value for cell in sheet[3]]
    rows = [
        dict(zip(heads, row, strict=True))
        for row in sheet.iter_rows(min_row=4, max_row=3 + len(demo.standings), values_only=True)
    ]
    assert [row["Mã"] for row in rows] == [s.indicator.code for s in demo.standings]
    for row, standing in zip(rows, demo.standings, strict=True):
        assert row["Trạng thái"] == wording.LABELS[standing.label]
        assert row["Ngưỡng"] == standing.indicator.headline_target.threshold
        figure = standing.series.figures.get(2026)
        if figure is not None and figure.value is not None:
            assert row["Năm 2026"] == pytest.approx(float(figure.value), abs=0.005)


def test_an_estimate_among_the_assessments_is_a_number_that_says_so(made: bytes) -> None:
    rows = list(opened(made)["Đánh giá"].iter_rows(min_row=3))
    at = [cell.value for cell in rows[0]].index("Năm 2026")
    by_code = {row[0].value: row[at] for row in rows[1:] if row[0].value}
    assert by_code["CT11"].number_format == '#,##0.00" (ước)"'
    assert isinstance(by_code["CT11"].value, float)
    assert by_code["CT12"].number_format == "#,##0"


def test_a_partial_sum_among_the_assessments_says_so(made: bytes) -> None:
    rows = opened(made)["Đánh giá"].iter_rows(min_row=4, values_only=True)
    notes = {row[0]: row[-1] for row in rows if row[0]}
    assert notes["CT09"] == "đã có 9/10 đơn vị"
    assert not notes["CT03"]


def test_every_task_and_every_submission_stands_in_it(demo: View, made: bytes) -> None:
    book = opened(made)
    tasks = [str(row[0]) for row in book["Nhiệm vụ"].iter_rows(values_only=True)]
    for task in demo.plan.tasks:
        assert any(text.startswith(f"{task.code}. {task.name}") for text in tasks)
    numbers = [row[0] for row in book["Lịch sử"].iter_rows(min_row=4, values_only=True)]
    assert numbers == [str(number) for number in sorted(demo.submissions, reverse=True)]


def test_it_has_native_charts(made: bytes) -> None:
    charts = {sheet.title: len(sheet._charts) for sheet in opened(made)}
    assert charts == {"Số liệu": 0, "Đánh giá": 2, "Nhiệm vụ": 1, "Lịch sử": 0}


def test_invented_figures_are_marked_on_every_sheet_on_paper_and_in_every_chart(
    plan: Plan, store: Store, made: bytes
) -> None:
    for sheet in opened(made):
        top = [cell for row in sheet.iter_rows(max_row=2, values_only=True) for cell in row]
        assert wording.DEMO_MARK in top
        assert wording.DEMO_MARK in sheet.oddHeader.center.text
    for sheet in opened(written(plan, store, figure())):
        cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
        assert wording.DEMO_MARK not in cells
        assert not sheet.oddHeader.center.text


def test_no_text_becomes_a_formula_or_a_link(plan: Plan, store: Store) -> None:
    store.confirm(draft(figure(unit="=1+1", note="@SUM(A1) http://a.example"), file_name="+x.csv"))
    book = opened(data_workbook(Board(plan, store).view(2026, TODAY)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    texts = {cell.value for cell in cells}
    assert {"'=1+1", "'@SUM(A1) http://a.example", "'+x.csv"} <= texts


def test_the_sheets_for_reading_say_so_in_their_first_cell(made: bytes) -> None:
    first = [sheet["A1"].value for sheet in opened(made)]
    assert first[1:] == [VIEW_ONLY] * 3
    assert first[0].startswith("Số liệu đã ghi đến ngày 20/11/2026")


def test_another_commune_gets_its_workbook(store: Store) -> None:
    view = Board(OTHER_PLAN, store).view(OTHER_PLAN.document.first_year, TODAY)
    assert opened(data_workbook(view)).sheetnames == SHEETS


def test_it_is_named_after_its_year(demo: View) -> None:
    assert workbook_name(demo) == "so-lieu-chuyen-doi-xanh-2026.xlsx"


def test_libreoffice_opens_it(made: bytes, tmp_path: Path) -> None:
    file = tmp_path / "so-lieu.xlsx"
    file.write_bytes(made)
    (pdf,) = as_pdfs([file], tmp_path)
    assert count_pages(pdf) >= len(SHEETS)
