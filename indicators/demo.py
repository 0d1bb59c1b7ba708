"""Invented figures for the first start, marked as such and retired by the first real submission.

They are files like any office's: the same reading, the same checks, one submission.
"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from indicators.explanations import ExplanationNote
from indicators.intake import Given, read_file
from indicators.observations import Kind, Observation, Origin
from indicators.plan import WHOLE_COMMUNE, Plan
from indicators.store import Draft, Store
from indicators.tasks import TaskState, TaskUpdate

_STATES = {
    "chưa triển khai": TaskState.NOT_STARTED,
    "đang thực hiện": TaskState.UNDER_WAY,
    "hoàn thành": TaskState.DONE,
}
_LAST_DAY = date(2100, 12, 31)


def seed_demo(store: Store, plan: Plan, folder: Path) -> None:
    """Stores the invented figures made for this commune; nothing where there are none."""
    own = folder / plan.commune.code
    figures = own / "figures.csv"
    if not figures.is_file():
        return
    content = figures.read_bytes()
    reading = read_file(content, figures.name, Given(plan, _LAST_DAY))
    store.confirm(
        Draft(
            origin=Origin.DEMO,
            person="Số liệu minh họa",
            idempotency_key="demo",
            observations=[*reading.observations, *_model_counts(own / "models.csv")],
            task_updates=_task_updates(own / "tasks.csv"),
            notes=_notes(own / "notes.csv"),
            file_name="so-lieu-minh-hoa.csv",
            content=content,
        )
    )


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        return []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def _model_counts(file: Path) -> list[Observation]:
    return [
        Observation(
            indicator=row["Mã mô hình"],
            year=int(row["Năm"]),
            reporting_unit=WHOLE_COMMUNE,
            kind=Kind.ACTUAL,
            value=Decimal(row["Số lượng"]),
            note=row["Ghi chú"],
        )
        for row in _rows(file)
    ]


def _task_updates(file: Path) -> list[TaskUpdate]:
    return [
        TaskUpdate(
            task=row["Mã nhiệm vụ"],
            state=_STATES[row["Trạng thái"]],
            percent=int(row["Tỷ lệ %"]) if row["Tỷ lệ %"] else None,
            note=row["Ghi chú"],
            stated_on=_day(row["Ngày"]),
        )
        for row in _rows(file)
    ]


def _notes(file: Path) -> list[ExplanationNote]:
    return [
        ExplanationNote(
            indicator=row["Mã chỉ tiêu"],
            year=int(row["Năm"]),
            reason=row["Lý do"],
            next_steps=row["Việc làm tiếp"],
            due=_day(row["Hạn hoàn thành"]),
        )
        for row in _rows(file)
    ]


def _day(text: str) -> date:
    if "/" in text:
        day, month, year = text.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(text)
