"""A plan's tables and settings, read cell by cell: what is wrong is noted and reading goes on."""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SETTINGS = "plan.toml"
_Choice = TypeVar("_Choice", bound=StrEnum)
_Record = TypeVar("_Record", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class PlanFault:
    """One thing wrong in the plan folder; `row` counts from 1, the header being row 1.

    `column` names a column of a table or, where there is no row, an entry of the settings.
    """

    file: str
    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", dòng {self.row}"
        if self.column:
            place += f", {'mục' if self.row is None else 'cột'} “{self.column}”"
        return f"{place}: {self.message}"


class PlanError(Exception):
    """The plan folder cannot be used; `faults` says everything that is wrong with it."""

    def __init__(self, faults: Sequence[PlanFault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class Row:
    """One table row; reading a cell that is wrong notes a fault and goes on."""

    def __init__(self, file: str, number: int, cells: dict[str, str], faults: list[PlanFault]):
        self.file, self.number, self._cells, self._faults = file, number, cells, faults

    def fault(self, column: str, message: str) -> None:
        self._faults.append(PlanFault(self.file, self.number, column, message))

    def text(self, column: str) -> str:
        return self._cells.get(column, "").strip()

    def needed(self, column: str) -> str:
        text = self.text(column)
        if not text:
            self.fault(column, "đang để trống; hãy điền.")
        return text

    def several(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text(column).split("|") if part.strip())

    def flag(self, column: str) -> bool:
        text = self.text(column).casefold()
        if text not in ("có", "không", ""):
            self.fault(column, f"ghi “{text}”; chỉ nhận “có” hoặc “không”.")
        return text == "có"

    def choice(self, column: str, choices: type[_Choice]) -> _Choice:
        text = self.text(column)
        try:
            return choices(text)
        except ValueError:
            names = ", ".join(f"“{choice.value}”" for choice in choices)
            self.fault(column, f"{_seen(text)}; chỉ nhận {names}.")
            return next(iter(choices))

    def direction(self, column: str) -> int:
        text = self.text(column)
        if text not in ("tăng", "giảm"):
            what = "phải là “tăng” (càng cao càng tốt) hoặc “giảm” (càng thấp càng tốt)."
            self.fault(column, f"{_seen(text)}; {what}")
        return -1 if text == "giảm" else 1

    def whole(self, column: str, low: int, high: int) -> int:
        text = self.text(column)
        if text.isdecimal() and len(text) <= 9 and low <= int(text) <= high:
            return int(text)
        self.fault(column, f"{_seen(text)}; phải là số nguyên từ {low} đến {high}.")
        return low

    def whole_or_none(self, column: str, low: int, high: int) -> int | None:
        return self.whole(column, low, high) if self.text(column) else None

    def decimal(self, column: str) -> Decimal:
        text = self.text(column)
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.fault(column, f"{_seen(text)}; phải là một con số.")
            return Decimal(0)
        return number

    def decimal_or_none(self, column: str) -> Decimal | None:
        return self.decimal(column) if self.text(column) else None


def read_rows(
    folder: Path, file: str, columns: Iterable[str], faults: list[PlanFault]
) -> list[Row] | None:
    """The rows of one CSV table that has at least `columns`; None where it cannot be read."""
    text = _read_text(folder, file, faults)
    if text is None:
        return None
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        faults.append(PlanFault(file, None, "", "không đọc được thành bảng CSV."))
        return None
    header = [name.strip() for name in lines[0]] if lines else []
    wrong = [(name, "thiếu cột này ở dòng tiêu đề.") for name in columns if name not in header]
    twice = {name for name in header if name and header.count(name) > 1}
    wrong += [(name, "dòng tiêu đề có hai cột cùng tên này.") for name in sorted(twice)]
    faults += [PlanFault(file, 1, name, message) for name, message in wrong]
    if wrong:
        return None
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = Row(file, number, dict(zip(header, cells, strict=False)), faults)
        if any(cell.strip() for cell in cells[len(header) :]):
            row.fault(
                "", f"có nhiều ô hơn {len(header)} cột; hãy đặt ô có dấu {delimiter} trong “”."
            )
        rows.append(row)
    return rows


def read_settings(folder: Path, faults: list[PlanFault]) -> dict[str, Any] | None:
    """The settings file as nested tables; None where it cannot be read."""
    text = _read_text(folder, SETTINGS, faults)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else None
        message = "sai cú pháp TOML; hãy xem lại dấu ngoặc kép, dấu bằng và ngoặc vuông ở chỗ này."
        faults.append(PlanFault(SETTINGS, line, "", message))
        return None


def read_record(
    table: object,
    name: str,
    record: type[_Record],
    faults: list[PlanFault],
    *,
    defaults: Mapping[str, object] | None = None,
    given: Mapping[str, object] | None = None,
) -> _Record | None:
    """A dataclass from the settings' section `name`, its entries checked against the field types.

    `defaults` stand in for entries left out; `given` fields are no entries of the section. None
    where anything is wrong with it: every missing, unknown or ill-typed entry is a fault.
    """
    if not isinstance(table, dict):
        what = "thiếu phần này." if table is None else "phải là một phần có tiêu đề [trong ngoặc]."
        faults.append(PlanFault(SETTINGS, None, name, what))
        return None
    types = get_type_hints(record)
    values: dict[str, Any] = dict(given or {})
    wrong: list[tuple[str, str]] = []
    names = [field.name for field in fields(record) if field.name not in values]
    for key in names:
        if key not in table:
            if defaults is not None and key in defaults:
                values[key] = defaults[key]
            else:
                wrong.append((key, "thiếu mục này."))
            continue
        values[key] = _converted(table[key], types[key])
        if values[key] is None:
            wrong.append((key, f"phải là {_TYPE_NAMES[types[key]]}."))
    wrong += [
        (str(key), "không có mục nào tên này; hãy sửa chính tả hoặc xóa đi.")
        for key in table
        if key not in names
    ]
    faults += [PlanFault(SETTINGS, None, f"{name}.{key}", message) for key, message in wrong]
    return None if wrong else record(**values)


_TYPE_NAMES: Mapping[object, str] = {
    str: "một đoạn chữ trong ngoặc kép",
    int: "một số nguyên",
    Decimal: "một con số",
    date: 'một ngày viết như "2026-05-18"',
    tuple[str, ...]: 'danh sách chữ viết như ["a", "b"]',
    tuple[int, ...]: "danh sách số nguyên viết như [2026, 2027]",
}


def _converted(value: object, wanted: object) -> object:
    """`value` as the type `wanted`, or None where it is something else."""
    if wanted is str:
        return value.strip() if isinstance(value, str) else None
    if wanted is int:
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    if wanted is Decimal:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return None
        number = Decimal(str(value))
        return number if number.is_finite() else None
    if wanted is date:
        return _day(value)
    if not isinstance(value, list):
        return None
    items = [_converted(item, str if wanted == tuple[str, ...] else int) for item in value]
    return None if None in items else tuple(items)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _read_text(folder: Path, file: str, faults: list[PlanFault]) -> str | None:
    try:
        text = (folder / file).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        message = "thiếu tệp này trong thư mục kế hoạch."
    except UnicodeDecodeError:
        kind = "CSV UTF-8" if file.endswith(".csv") else "UTF-8"
        message = f"không phải UTF-8; hãy lưu lại dạng “{kind}”."
    except OSError:
        message = "không mở được tệp này."
    else:
        # Codes typed on macOS are decomposed; they must equal the composed ones.
        return unicodedata.normalize("NFC", text)
    faults.append(PlanFault(file, None, "", message))
    return None


def _seen(text: str) -> str:
    return f"ghi “{text}”" if text else "đang để trống"
