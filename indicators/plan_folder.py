"""The plan as a folder of small tables that an official can open in a spreadsheet.

`read_plan` reads and checks the whole folder. Every fault is collected and raised together, so
that a person mends all of them in one go instead of half a dashboard appearing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from indicators.document import (
    AssessmentRules,
    Basis,
    Commune,
    Document,
    OpenData,
    Reporting,
    Signer,
    Vision,
)
from indicators.plan import (
    Comparison,
    Contradiction,
    Deadline,
    DeadlineSource,
    Duty,
    GreenModel,
    Indicator,
    ModelKind,
    Plan,
    Quantity,
    Target,
    Task,
    TaskGroup,
    Unit,
    UnitRole,
)
from indicators.plan_checks import (
    check_bounds,
    check_deadlines,
    check_known,
    check_units,
    codes_of,
)
from indicators.plan_table import (
    SETTINGS,
    PlanError,
    PlanFault,
    Row,
    read_record,
    read_rows,
    read_settings,
)

__all__ = ["PlanError", "PlanFault", "read_plan"]

_GENERAL_SUBJECTS = ("vision", "models")
_SECTIONS = ("commune", "plan", "signer", "reporting", "assessment", "basis", "vision", "open_data")
_LICENCE = re.compile(r"[A-Za-z0-9._-]*")
_COLUMNS = {
    "units.csv": "Mã;Thứ tự;Loại;Tên;Tên ngắn",
    "task_groups.csv": "Nhóm;Thứ tự;Tên",
    "models.csv": "Mã;Tên;Loại",
    "targets.csv": "Chỉ tiêu;Nguồn hạn;Năm;Tháng;Ngưỡng",
    "indicators.csv": "Mã;Tên ngắn;Tên chính thức;Chiều;Đơn vị tính;Cận dưới;Cận trên;"
    "So với ngưỡng;Nghĩa vụ;Đơn vị chủ trì",
    "tasks.csv": "Mã;Nhóm;Số;Tên;Kết quả;Hạn năm;Hạn tháng;Đơn vị chủ trì",
    "contradictions.csv": "Mã;Liên quan;Nội dung",
}
_Value = TypeVar("_Value")


def read_plan(folder: Path) -> Plan:
    """The plan in `folder`, checked. Raises PlanError with every fault found."""
    faults: list[PlanFault] = []
    plan = _FolderReader(folder, faults).read()
    if plan is None:
        raise PlanError(faults)
    return plan


class _FolderReader:
    """Reads table after table; a table that cannot be read is None and checks nothing."""

    def __init__(self, folder: Path, faults: list[PlanFault]) -> None:
        self.folder, self.faults = folder, faults

    def read(self) -> Plan | None:
        units = self._table("units.csv", _unit)
        groups = self._table("task_groups.csv", _group)
        models = self._table("models.csv", _model)
        deadlines = self._table("targets.csv", _deadline)
        indicators = self._table("indicators.csv", lambda row: _indicator(row, deadlines))
        tasks = self._table("tasks.csv", _task)
        contradictions = self._table("contradictions.csv", _contradiction)
        if units == []:
            self.faults.append(PlanFault("units.csv", None, "", "không có đơn vị nào."))
        if indicators == []:
            self.faults.append(PlanFault("indicators.csv", None, "", "không có chỉ tiêu nào."))

        unit_codes = codes_of(units, "Mã")
        group_codes = codes_of(groups, "Nhóm")
        codes_of(models, "Mã")
        codes = codes_of(indicators, "Mã")
        task_codes = codes_of(tasks, "Mã")
        codes_of(contradictions, "Mã")
        check_deadlines(deadlines or (), codes)
        for indicator, row in indicators or ():
            check_units(row, indicator.lead_unit, indicator.supporting_units, unit_codes)
            check_known(row, "Nhóm", [indicator.group], group_codes, "nhóm nhiệm vụ")
        for task, row in tasks or ():
            check_units(row, task.lead_unit, task.supporting_units, unit_codes)
            check_known(row, "Nhóm", [task.group], group_codes, "nhóm nhiệm vụ")
            check_known(row, "Chỉ tiêu", task.indicators, codes, "chỉ tiêu")
        if codes is not None and task_codes is not None:
            subjects = codes | task_codes | set(_GENERAL_SUBJECTS)
            for contradiction, row in contradictions or ():
                check_known(row, "Liên quan", contradiction.about, subjects, "chỉ tiêu, nhiệm vụ")

        settings = self._settings(unit_codes)
        if self.faults or settings is None:
            return None
        return Plan(
            **settings,
            units=tuple(sorted((u for u, _ in units or ()), key=lambda unit: unit.order)),
            indicators=tuple(indicator for indicator, _ in indicators or ()),
            task_groups=tuple(sorted((g for g, _ in groups or ()), key=lambda group: group.order)),
            tasks=tuple(task for task, _ in tasks or ()),
            models=tuple(model for model, _ in models or ()),
            contradictions=tuple(contradiction for contradiction, _ in contradictions or ()),
        )

    def _table(self, file: str, make: Callable[[Row], _Value]) -> list[tuple[_Value, Row]] | None:
        rows = read_rows(self.folder, file, _COLUMNS[file].split(";"), self.faults)
        return None if rows is None else [(make(row), row) for row in rows]

    def _settings(self, unit_codes: set[str] | None) -> dict[str, Any] | None:
        table = read_settings(self.folder, self.faults)
        if table is None:
            return None
        for name in table:
            if name not in _SECTIONS:
                self._fault(name, "không có phần nào tên này; hãy sửa chính tả hoặc xóa đi.")
        commune = read_record(table.get("commune"), "commune", Commune, self.faults)
        signer = read_record(table.get("signer"), "signer", Signer, self.faults)
        document = read_record(
            table.get("plan"), "plan", Document, self.faults, given={"signer": signer}
        )
        reporting = read_record(table.get("reporting"), "reporting", Reporting, self.faults)
        rules = read_record(table.get("assessment"), "assessment", AssessmentRules, self.faults)
        open_data = read_record(
            table.get("open_data", {}),
            "open_data",
            OpenData,
            self.faults,
            defaults=asdict(OpenData()),
        )
        if commune is not None:
            self._check_commune(commune)
        if document is not None:
            self._check_document(document)
        if reporting is not None:
            self._check_reporting(reporting, unit_codes)
        if rules is not None:
            self._check_rules(rules)
        if open_data is not None:
            self._check_open_data(open_data)
        return {
            "commune": commune,
            "document": document,
            "reporting": reporting,
            "rules": rules,
            "open_data": open_data,
            "basis": self._records(
                table,
                "basis",
                lambda entry, name: read_record(
                    entry, name, Basis, self.faults, defaults={"subject": ""}
                ),
            ),
            "vision": self._records(
                table, "vision", lambda entry, name: read_record(entry, name, Vision, self.faults)
            ),
        }

    def _records(
        self, table: dict[str, Any], name: str, read: Callable[[object, str], _Value]
    ) -> tuple[_Value, ...]:
        entries = table.get(name, [])
        if not isinstance(entries, list):
            self._fault(name, f"phải viết là [[{name}]], hai lần ngoặc vuông.")
            return ()
        return tuple(
            read(entry, f"{name} {number}") for number, entry in enumerate(entries, start=1)
        )

    def _fault(self, entry: str, message: str) -> None:
        self.faults.append(PlanFault(SETTINGS, None, entry, message))

    def _check_commune(self, commune: Commune) -> None:
        # The code is in every key of the store, the name on every screen.
        for name, text in (("code", commune.code), ("name", commune.name)):
            if not text:
                self._fault(f"commune.{name}", "đang để trống; hãy điền.")

    def _check_document(self, document: Document) -> None:
        if not 1 <= document.month <= 12:
            self._fault("plan.month", f"ghi {document.month}; phải là tháng từ 1 đến 12.")
        if not 2000 <= document.first_year <= document.last_year <= 2100:
            self._fault("plan.first_year", "cần 2000 ≤ first_year ≤ last_year ≤ 2100.")

    def _check_reporting(self, reporting: Reporting, unit_codes: set[str] | None) -> None:
        try:
            reporting.deadline(2027)
        except (ValueError, OverflowError):
            message = "before_day và before_month không phải một ngày năm nào cũng có (như 29/02)."
            self._fault("reporting.before_day", message)
        if unit_codes is not None and reporting.compiler not in unit_codes:
            self._fault("reporting.compiler", f"không có đơn vị mã “{reporting.compiler}”.")

    def _check_open_data(self, terms: OpenData) -> None:
        # The description of the data package takes nothing else.
        if not _LICENCE.fullmatch(terms.licence):
            message = f"ghi “{terms.licence}”; phải là tên ngắn không dấu cách như CC-BY-4.0."
            self._fault("open_data.licence", message)
        if terms.licence_address and not terms.licence_address.startswith(("https://", "http://")):
            self._fault("open_data.licence_address", "phải bắt đầu bằng https://.")
        if not terms.licence and (terms.licence_title or terms.licence_address):
            self._fault("open_data.licence", "đang để trống; hãy điền tên ngắn như CC-BY-4.0.")

    def _check_rules(self, rules: AssessmentRules) -> None:
        if not 0 < rules.behind_from <= rules.on_track_from <= 1:
            self._fault("assessment.on_track_from", "cần 0 < behind_from ≤ on_track_from ≤ 1.")
        if min(rules.short_series_below, rules.window_years, rules.stale_after_years) < 1:
            self._fault(
                "assessment.window_years",
                "short_series_below, window_years và stale_after_years phải từ 1 trở lên.",
            )
        if not 1990 <= rules.first_data_year <= rules.baseline_year <= 2100:
            self._fault(
                "assessment.first_data_year", "cần 1990 ≤ first_data_year ≤ baseline_year ≤ 2100."
            )


def _unit(row: Row) -> Unit:
    return Unit(
        code=row.needed("Mã"),
        order=row.whole("Thứ tự", 1, 999),
        role=row.choice("Loại", UnitRole),
        name=row.needed("Tên"),
        short_name=row.needed("Tên ngắn"),
        clause=row.text("Điều khoản"),
        duty=row.text("Vai trò"),
        is_group=row.flag("Là nhóm"),
        aliases=row.several("Tên gọi khác"),
        note=row.text("Ghi chú"),
    )


def _group(row: Row) -> TaskGroup:
    return TaskGroup(row.needed("Nhóm"), row.whole("Thứ tự", 1, 99), row.needed("Tên"))


def _model(row: Row) -> GreenModel:
    return GreenModel(
        row.needed("Mã"),
        row.needed("Tên"),
        row.text("Điều khoản"),
        row.choice("Loại", ModelKind),
    )


def _deadline(row: Row) -> Deadline:
    return Deadline(
        indicator=row.needed("Chỉ tiêu"),
        source=row.choice("Nguồn hạn", DeadlineSource),
        year=row.whole("Năm", 2000, 2100),
        month=row.whole_or_none("Tháng", 1, 12),
        threshold=row.decimal("Ngưỡng"),
        clauses=row.several("Điều khoản"),
        text=row.text("Nguyên văn"),
    )


def _task(row: Row) -> Task:
    return Task(
        code=row.needed("Mã"),
        group=row.needed("Nhóm"),
        number=row.whole("Số", 1, 999),
        name=row.needed("Tên"),
        result=row.needed("Kết quả"),
        deadline_year=row.whole("Hạn năm", 2000, 2100),
        deadline_month=row.whole("Hạn tháng", 1, 12),
        deadline_text=row.text("Hạn (nguyên văn)"),
        lead_unit=row.needed("Đơn vị chủ trì"),
        lead_text=row.text("Chủ trì (nguyên văn)"),
        supporting_units=row.several("Đơn vị phối hợp"),
        supporting_text=row.text("Phối hợp (nguyên văn)"),
        is_priority=row.flag("Ưu tiên"),
        kind=row.text("Loại"),
        indicators=row.several("Chỉ tiêu"),
    )


def _contradiction(row: Row) -> Contradiction:
    return Contradiction(row.needed("Mã"), row.several("Liên quan"), row.needed("Nội dung"))


def _indicator(row: Row, deadlines: Sequence[tuple[Deadline, Row]] | None) -> Indicator:
    lower, upper = row.decimal("Cận dưới"), row.decimal_or_none("Cận trên")
    if upper is not None and upper <= lower:
        row.fault("Cận trên", "phải lớn hơn cận dưới.")
    baseline_year = row.whole_or_none("Năm nền", 1990, 2100)
    baseline_value = row.decimal_or_none("Số nền")
    if (baseline_year is None) != (baseline_value is None):
        row.fault("Số nền", "phải điền cả “Năm nền” và “Số nền”, hoặc để trống cả hai.")
    code = row.needed("Mã")
    own = [(deadline, r) for deadline, r in deadlines or () if deadline.indicator == code]
    if deadlines is not None and not own:
        row.fault("Mã", f"chỉ tiêu “{code}” không có ngưỡng nào ở targets.csv.")
    for deadline, deadline_row in own:
        check_bounds(deadline_row, code, deadline.threshold, lower, upper)
    return Indicator(
        code=code,
        slug=row.text("Mã gợi nhớ"),
        short_name=row.needed("Tên ngắn"),
        official_name=row.needed("Tên chính thức"),
        direction=row.direction("Chiều"),
        unit_measure=row.needed("Đơn vị tính"),
        lower=lower,
        upper=upper,
        comparison=row.choice("So với ngưỡng", Comparison),
        duty=row.choice("Nghĩa vụ", Duty),
        is_leading=row.flag("Chủ chốt"),
        lead_unit=row.needed("Đơn vị chủ trì"),
        lead_note=row.text("Ghi chú chủ trì"),
        supporting_units=row.several("Đơn vị phối hợp"),
        supporting_text=row.text("Phối hợp (nguyên văn)"),
        group=row.text("Nhóm"),
        is_priority=row.flag("Ưu tiên"),
        is_explicit=row.flag("Kế hoạch ghi con số"),
        period=row.text("Kỳ số liệu"),
        numerator=_quantity(row, "Tử số"),
        denominator=_quantity(row, "Mẫu số"),
        breakdown=row.text("Phân tổ"),
        data_source=row.text("Nguồn số liệu"),
        definitions=row.several("Căn cứ định nghĩa"),
        notes=row.several("Ghi chú"),
        valid_from=row.whole_or_none("Định nghĩa áp dụng từ năm", 1990, 2100),
        baseline=None
        if baseline_year is None or baseline_value is None
        else (baseline_year, baseline_value),
        targets=_targets(deadline for deadline, _ in own),
    )


def _targets(deadlines: Iterable[Deadline]) -> tuple[Target, ...]:
    grouped: dict[tuple[int, Decimal], list[Deadline]] = {}
    for deadline in deadlines:
        grouped.setdefault((deadline.year, deadline.threshold), []).append(deadline)
    return tuple(
        Target(year, threshold, tuple(grouped[year, threshold]))
        for year, threshold in sorted(grouped)
    )


def _quantity(row: Row, column: str) -> Quantity | None:
    text = row.text(column)
    return Quantity(text, row.text(f"Đơn vị tính {column.lower()}")) if text else None
