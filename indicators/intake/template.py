"""A file to fill in: codes, names, units of measure and last year's figures are there already.

What is downloaded, filled and uploaded again reads back without a question.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from indicators.intake.cells import RawSheet, escaped, vietnamese
from indicators.observations import Key, Kind, Observation
from indicators.plan import WHOLE_COMMUNE, Indicator, Plan
from indicators.reporting_units import ReportingUnit, expected

KIND_NAMES = ("chính thức", "ước thực hiện", "kế hoạch")
SHEET = "Số liệu"
GUIDE_SHEET = "Hướng dẫn"
VIEW_ONLY = f"Trang này chỉ để xem: khi nạp lại tệp, phần mềm chỉ đọc trang “{SHEET}”."
"""In the first cell of a sheet that we write and never read."""
_HEADINGS = (
    ("Mã chỉ tiêu", 12),
    ("Chỉ tiêu", 46),
    ("Năm", 7),
    ("Đơn vị báo cáo", 24),
    ("Loại số liệu", 16),
    ("Tử số", 13),
    ("Mẫu số", 13),
    ("Giá trị", 11),
    ("Đơn vị tính", 12),
    ("Nguồn", 24),
    ("Ghi chú", 30),
)
_LAST_YEAR_WIDTH = 16
_FREE_ROWS = 300


def csv_template(
    plan: Plan,
    year: int,
    stored: Mapping[Key, Observation],
    reporting_units: Collection[str] = (),
    listed: Sequence[ReportingUnit] = (),
    lead_unit: str | None = None,
) -> bytes:
    """The template as Excel for Vietnamese opens it: UTF-8 with mark, `;`, CRLF, decimal comma."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([heading for heading, _ in _HEADINGS] + [_last_year_heading(year)])
    for indicator, unit, last in _rows(plan, year, stored, listed, lead_unit):
        shown = "" if last is None else vietnamese(last)
        texts = _texts(plan, indicator, unit, year)
        writer.writerow([*texts[:5], "", "", "", texts[5], "", "", shown])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def xlsx_template(
    plan: Plan,
    year: int,
    stored: Mapping[Key, Observation],
    reporting_units: Collection[str] = (),
    listed: Sequence[ReportingUnit] = (),
    lead_unit: str | None = None,
) -> bytes:
    """The template as a workbook with drop-downs and number checks, and a sheet that explains.

    `reporting_units` are names beside the plan's that the drop-down offers; others may be typed.
    `listed` are those of whom a row is expected. For a `lead_unit` it holds what that unit leads.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": f"{plan.document.title}"[:250]})
        sheet = book.add_worksheet(SHEET)
        guide = book.add_worksheet(GUIDE_SHEET)
        formats = _formats(book)
        rows = list(_rows(plan, year, stored, listed, lead_unit))
        _write_rows(sheet, formats, plan, year, rows)
        codes = list(dict.fromkeys(indicator.code for indicator, _, _ in rows))
        lists = _write_guide(guide, formats, plan, year, codes, reporting_units)
        _write_checks(sheet, plan, rows, lists)
    return stream.getvalue()


def is_guide(sheet: RawSheet) -> bool:
    """Whether a sheet is our own explanation or assessment, which holds no figures to be read."""
    first = sheet.rows[0][0] if sheet.rows and sheet.rows[0] else ""
    if not isinstance(first, str):
        return False
    return first == VIEW_ONLY or (sheet.name == GUIDE_SHEET and first.startswith(_GUIDE[0]))


def _rows(
    plan: Plan,
    year: int,
    stored: Mapping[Key, Observation],
    listed: Sequence[ReportingUnit] = (),
    lead_unit: str | None = None,
) -> Iterator[tuple[Indicator, str, Decimal | None]]:
    """One row for each indicator and unit that is listed for it.

    Where nobody is, for each unit that ever reported it; the whole commune else. Of a lead unit's
    own indicators; of all where there is none, or where it leads nothing.
    """
    units: dict[str, set[str]] = {}
    for key in stored:
        if not stored[key].withdrawn:
            units.setdefault(key.indicator, set()).add(key.reporting_unit)
    own = [each for each in plan.measured if each.lead_unit == lead_unit]
    for indicator in own or plan.measured:
        known = units.get(indicator.code, set())
        wanted = expected(listed, indicator.code, year)
        # A row of the whole commune stays where one was reported.
        reported = {*wanted, *(known & {WHOLE_COMMUNE})} if wanted else known or {WHOLE_COMMUNE}
        for unit in sorted(reported, key=lambda code: (code != WHOLE_COMMUNE, code)):
            yield indicator, unit, _last_year_figure(stored, indicator.code, year - 1, unit)


def _last_year_figure(
    stored: Mapping[Key, Observation], indicator: str, year: int, unit: str
) -> Decimal | None:
    for kind in (Kind.ACTUAL, Kind.ESTIMATE):
        found = stored.get(Key(indicator, year, unit, kind))
        if found is not None and not found.withdrawn:
            return found.value
    return None


def _texts(plan: Plan, indicator: Indicator, unit: str, year: int) -> list[str]:
    return [
        escaped(indicator.code),
        escaped(indicator.short_name),
        str(year),
        escaped(_unit_text(plan, unit)),
        "",
        # A lone "%" is our own word and no formula; an apostrophe would only puzzle people.
        indicator.unit_measure,
    ]


def _unit_text(plan: Plan, unit: str) -> str:
    found = plan.find_unit(unit)
    return found.short_name if found else unit


def _last_year_heading(year: int) -> str:
    return f"Năm trước ({year - 1})"


def _formats(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DDEBE3"}
        ),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "fixed": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#555555"}),
        "number": book.add_format({"num_format": "#,##0.######", "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
    }


def _write_rows(
    sheet: Any,
    formats: dict[str, Any],
    plan: Plan,
    year: int,
    rows: list[tuple[Indicator, str, Decimal | None]],
) -> None:
    for column, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(column, column, width, formats["text"])
        sheet.write_string(0, column, heading, formats["head"])
    last_column = len(_HEADINGS)
    sheet.set_column(5, 7, 13, formats["number"])
    sheet.set_column(last_column, last_column, _LAST_YEAR_WIDTH, formats["fixed"])
    sheet.write_string(0, last_column, _last_year_heading(year), formats["head"])
    sheet.freeze_panes(1, 2)
    for row, (indicator, unit, last) in enumerate(rows, start=1):
        texts = _texts(plan, indicator, unit, year)
        sheet.write_string(row, 0, texts[0], formats["fixed"])
        sheet.write_string(row, 1, texts[1], formats["fixed"])
        sheet.write_number(row, 2, year)
        sheet.write_string(row, 3, texts[3], formats["text"])
        sheet.write_string(row, 8, texts[5], formats["fixed"])
        if last is not None:
            sheet.write_number(row, last_column, float(last), formats["number"])


def _write_checks(
    sheet: Any,
    plan: Plan,
    rows: list[tuple[Indicator, str, Decimal | None]],
    lists: dict[str, str],
) -> None:
    end = len(rows) + _FREE_ROWS
    sheet.data_validation(
        1, 0, end, 0, {"validate": "list", "source": lists["codes"], **_warning("mã chỉ tiêu")}
    )
    years = plan.years
    sheet.data_validation(
        1,
        2,
        end,
        2,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": years[0],
            "maximum": years[-1],
            "error_title": "Năm chưa đúng",
            "error_message": f"Hãy ghi năm từ {years[0]} đến {years[-1]}.",
        },
    )
    # Only a warning: a new reporting unit may be typed.
    unit_list = {"validate": "list", "source": lists["units"], **_warning("đơn vị báo cáo")}
    sheet.data_validation(1, 3, end, 3, {**unit_list, "error_type": "warning"})
    sheet.data_validation(1, 4, end, 4, {"validate": "list", "source": list(KIND_NAMES)})
    for column in (5, 6):
        sheet.data_validation(1, column, end, column, _at_least_zero())
    for row, (indicator, _, _) in enumerate(rows, start=1):
        sheet.data_validation(row, 7, row, 7, _value_check(indicator))


def _warning(what: str) -> dict[str, str]:
    return {
        "error_title": f"Kiểm tra {what}",
        "error_message": f"Hãy chọn {what} trong danh sách.",
    }


def _at_least_zero() -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_title": "Chưa phải con số",
        "error_message": "Hãy chỉ ghi con số từ 0 trở lên, hoặc để trống.",
    }


def _value_check(indicator: Indicator) -> dict[str, Any]:
    if indicator.upper is None:
        return {**_at_least_zero(), "validate": "decimal" if indicator.is_share else "integer"}
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": float(indicator.lower),
        "maximum": float(indicator.upper),
        "error_title": "Ngoài khoảng cho phép",
        "error_message": f"Hãy ghi số từ {vietnamese(indicator.lower)} đến "
        f"{vietnamese(indicator.upper)}, hoặc để trống.",
    }


_GUIDE = (
    "Cách điền",
    "1. Chỉ điền ở trang “Số liệu”. Không cần điền hết: dòng để trống sẽ được bỏ qua.",
    "2. Tỷ lệ: điền “Tử số” và “Mẫu số” thì “Giá trị” tự được tính; hoặc chỉ điền “Giá trị” theo "
    "phần trăm, ví dụ 8,75 nghĩa là 8,75%.",
    "3. Số lượng (cơ sở, điểm đốt…): chỉ điền “Giá trị” bằng số nguyên.",
    "4. Trong năm không phát sinh (ví dụ không mua xe nào): điền tử số 0 và mẫu số 0.",
    "5. Chưa có số liệu thì để trống, đừng điền 0.",
    "6. “Loại số liệu”: chọn “chính thức”, “ước thực hiện” (năm chưa hết) hoặc “kế hoạch”.",
    "7. Chỉ ghi con số: không ghi “khoảng”, “trên”, hay đơn vị tính kèm theo số.",
    "8. Cột “Năm trước” chỉ để đối chiếu, không được nạp.",
    "9. Không ghi tên người dân, số căn cước hay số điện thoại vào tệp này.",
)


def _write_guide(
    sheet: Any,
    formats: dict[str, Any],
    plan: Plan,
    year: int,
    codes: Sequence[str],
    reporting_units: Collection[str],
) -> dict[str, str]:
    """Writes the guide with the lists the drop-downs use; returns where the lists stand."""
    sheet.set_column(0, 0, 90, formats["text"])
    sheet.set_column(1, 1, 3)
    sheet.set_column(2, 3, 22, formats["text"])
    sheet.write_string(0, 0, f"{_GUIDE[0]} – năm {year}", formats["title"])
    for row, text in enumerate(_GUIDE[1:], start=1):
        sheet.write_string(row, 0, text, formats["text"])
    units = [_unit_text(plan, WHOLE_COMMUNE)]
    units += [unit.short_name for unit in plan.responsible_units if not unit.is_group]
    units += sorted({_unit_text(plan, unit) for unit in reporting_units} - set(units))
    places = {}
    for column, name, title, texts in (
        (2, "codes", "Các mã", codes),
        (3, "units", "Các đơn vị", units),
    ):
        sheet.write_string(0, column, title, formats["head"])
        for row, text in enumerate(texts, start=1):
            sheet.write_string(row, column, escaped(text), formats["text"])
        letter = "ABCDEFG"[column]
        places[name] = f"='{GUIDE_SHEET}'!${letter}$2:${letter}${len(texts) + 1}"
    return places
