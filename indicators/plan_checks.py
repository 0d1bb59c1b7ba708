"""What must agree between the tables of a plan folder; every fault is noted at its row."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from indicators.plan import Deadline, DeadlineSource
from indicators.plan_table import Row


def codes_of(table: Iterable[tuple[object, Row]] | None, column: str) -> set[str] | None:
    """The codes of a table, each noted as a fault where it comes a second time."""
    if table is None:
        return None
    first_rows: dict[str, int] = {}
    for _, row in table:
        code = row.text(column)
        if code and code in first_rows:
            row.fault(column, f"“{code}” bị trùng với dòng {first_rows[code]}.")
        first_rows.setdefault(code, row.number)
    return set(first_rows)


def check_deadlines(deadlines: Iterable[tuple[Deadline, Row]], codes: set[str] | None) -> None:
    """A deadline is of an indicator that there is, and comes once from each source and year."""
    first_rows: dict[tuple[str, DeadlineSource, int], int] = {}
    for deadline, row in deadlines:
        check_known(row, "Chỉ tiêu", [deadline.indicator], codes, "chỉ tiêu")
        same = (deadline.indicator, deadline.source, deadline.year)
        if same in first_rows:
            message = f"hạn này của “{deadline.indicator}” bị trùng với dòng {first_rows[same]}."
            row.fault("Năm", message)
        first_rows.setdefault(same, row.number)


def check_known(
    row: Row, column: str, codes: Iterable[str], known: set[str] | None, what: str
) -> None:
    """Every code is one of the `known`; None where their table could not be read."""
    for code in codes:
        if code and known is not None and code not in known:
            row.fault(column, f"không có {what} mã “{code}”.")


def check_units(row: Row, lead: str, supporting: Iterable[str], known: set[str] | None) -> None:
    """The lead unit and the supporting units are in the table of units."""
    check_known(row, "Đơn vị chủ trì", [lead], known, "đơn vị")
    check_known(row, "Đơn vị phối hợp", supporting, known, "đơn vị")


def check_bounds(
    row: Row, code: str, threshold: Decimal, lower: Decimal, upper: Decimal | None
) -> None:
    """A threshold lies within the bounds of its indicator."""
    if threshold < lower or (upper is not None and threshold > upper):
        top = "" if upper is None else f" đến {upper}"
        message = f"{threshold} nằm ngoài khoảng cho phép của {code} (từ {lower}{top})."
        row.fault("Ngưỡng", message)
