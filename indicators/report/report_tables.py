"""The report's tables: indicators, tasks, next year's levels, reporting units."""

from __future__ import annotations

from itertools import groupby

from indicators import notation, wording
from indicators.board import View
from indicators.findings import unit_rows, units_year
from indicators.observations import Kind
from indicators.report import sentences
from indicators.report.document import Align, Column, Table, TableRow
from indicators.standing import Standing
from indicators.tasks import TaskLabel, TaskStanding


def indicators_table(view: View) -> Table:
    """All indicators by lead unit: thresholds, two years, change, pace, status."""
    plan, year = view.plan, view.year
    place = {unit.code: unit.order for unit in plan.units}
    items = sorted(view.standings, key=lambda s: (place[s.indicator.lead_unit], s.indicator.code))
    rows: list[TableRow] = []
    number = 0
    for code, members in groupby(items, key=lambda s: s.indicator.lead_unit):
        rows.append(TableRow(span=f"Chủ trì: {plan.unit_name(code)}"))
        for standing in members:
            number += 1
            rows.append(_indicator_row(number, standing, year))
    inferred = any(s.indicator.is_lead_inferred for s in items)
    notes = [
        "★ chỉ tiêu chủ chốt của bảng theo dõi.",
        "“Ước”: số ước thực hiện cả năm. Thay đổi và nhịp tính bằng điểm phần trăm, chỉ tiêu đếm "
        "tính bằng đơn vị của chỉ tiêu.",
        wording.INFERRED_LEAD_NOTE if inferred else "",
    ]
    return Table(
        caption=f"Kết quả các chỉ tiêu năm {year}",
        columns=(
            Column("TT", 8, Align.CENTRE),
            Column("Chỉ tiêu", 42),
            Column("Ngưỡng, hạn", 25),
            Column(f"Năm {year - 1}", 16, Align.END),
            Column(f"Năm {year}", 18, Align.END),
            Column("Tăng, giảm", 13, Align.END),
            Column("Cần mỗi năm", 14, Align.END),
            Column("Đánh giá", 29),
        ),
        rows=tuple(rows),
        note=" ".join(note for note in notes if note),
    )


def _indicator_row(number: int, standing: Standing, year: int) -> TableRow:
    indicator, figures = standing.indicator, standing.series.figures
    verdicts = [wording.LABELS[standing.label]]
    verdicts += [sentences.deadline_in_words(*other) for other in standing.others]
    name = f"{indicator.code} {indicator.short_name}"
    name += " ★" if indicator.is_leading else ""
    name += " *" if indicator.is_lead_inferred else ""
    now = sentences.figure_cell(indicator, figures.get(year))
    if figures.get(year) is not None and figures[year].is_partial:
        now += f"; {wording.coverage(figures[year])}"
    return TableRow(
        (
            str(number),
            name,
            "; ".join(_aims(standing)),
            sentences.figure_cell(indicator, figures.get(year - 1)),
            now,
            sentences.change_column(standing)
            if standing.assessment.latest and standing.assessment.latest.year == year
            else wording.NO_FIGURE,
            wording.required_pace(standing),
            "; ".join(verdicts),
        )
    )


def _aims(standing: Standing) -> list[str]:
    """The threshold with its year, then the earlier deadlines of the appendix."""
    indicator = standing.indicator
    target = indicator.headline_target
    return [
        f"{wording.threshold(indicator, target)}, {wording.due(target)}",
        *(sentences.lower(wording.appendix_deadline(other)) for other, _ in standing.others),
    ]


def tasks_table(view: View) -> Table:
    """The tasks of the appendix with state and last statement, by group."""
    plan = view.plan
    rows: list[TableRow] = []
    for group in plan.task_groups:
        rows.append(TableRow(span=f"{group.code}. {group.name}"))
        rows += [_task_row(view, t) for t in view.tasks if t.task.group == group.code]
    return Table(
        caption="Tình hình thực hiện các nhiệm vụ",
        columns=(
            Column("TT", 11, Align.CENTRE),
            Column("Nhiệm vụ", 64),
            Column("Chủ trì", 26),
            Column("Hạn", 16, Align.CENTRE),
            Column("Tình trạng", 20),
            Column("Tiến độ, ghi chú", 28),
        ),
        rows=tuple(rows),
        note="(ưu tiên): dấu X ở cột “Nhiệm vụ trọng tâm ưu tiên” của kế hoạch.",
    )


def _task_row(view: View, item: TaskStanding) -> TableRow:
    task, update = item.task, item.update
    said = []
    if update is not None:
        if update.percent is not None:
            said.append(f"{update.percent}%")
        if update.note:
            said.append(update.note)
    name = f"{task.name} ({wording.PRIORITY})" if task.is_priority else task.name
    return TableRow(
        (
            task.code,
            name,
            view.plan.unit_name(task.lead_unit),
            f"{task.deadline_month:02d}/{task.deadline_year}",
            wording.TASK_LABELS[item.label],
            "; ".join(said) or wording.NO_FIGURE,
        )
    )


def models_table(view: View) -> Table | None:
    """Yearly counts of the plan's green models; None where none was ever counted."""
    counts = view.model_counts()
    years = [view.year - 1, view.year]
    if not any(year in by_year for by_year in counts.values() for year in years):
        return None
    rows = []
    for number, model in enumerate(view.plan.own_models, start=1):
        by_year = counts.get(model.code, {})
        cells = []
        for year in years:
            found = by_year.get(year)
            shown = wording.NO_FIGURE
            if found is not None and found.value is not None:
                shown = notation.plain_number(found.value)
            cells.append(shown)
        rows.append(TableRow((str(number), model.name, *cells)))
    return Table(
        caption="Số mô hình xanh",
        columns=(
            Column("TT", 10, Align.CENTRE),
            Column("Mô hình", 105),
            *(Column(f"Năm {year}", 25, Align.END) for year in years),
        ),
        rows=tuple(rows),
        note=f"{view.plan.document.models_note.rstrip('.')}.",
    )


def next_year_table(view: View) -> Table:
    """What every indicator needs next year on a straight way to its threshold."""
    rows = []
    for number, standing in enumerate(
        sorted(view.standings, key=lambda s: s.indicator.code), start=1
    ):
        indicator, latest = standing.indicator, standing.assessment.latest
        now = wording.NO_FIGURE
        if latest is not None and latest.value is not None:
            estimate = "ước " if latest.kind is Kind.ESTIMATE else ""
            now = f"{wording.quantity(indicator, latest.value)} ({estimate}{latest.year})"
        rows.append(
            TableRow(
                (
                    str(number),
                    f"{indicator.code} {indicator.short_name}",
                    now,
                    sentences.next_year_level(standing),
                    wording.required_pace(standing),
                    "; ".join(_aims(standing)),
                )
            )
        )
    return Table(
        caption=f"Mức cần đạt năm {view.year + 1}",
        columns=(
            Column("TT", 10, Align.CENTRE),
            Column("Chỉ tiêu", 45),
            Column("Số mới nhất", 32, Align.END),
            Column(f"Năm {view.year + 1} cần", 28, Align.END),
            Column("Cần mỗi năm", 20, Align.END),
            Column("Ngưỡng, hạn", 30),
        ),
        rows=tuple(rows),
    )


def due_tasks_table(view: View) -> Table:
    """Tasks that are overdue, or due by the end of next year."""
    last = view.year + 1
    due = [
        item
        for item in view.tasks
        if not item.is_done and (item.label is TaskLabel.OVERDUE or item.task.deadline.year <= last)
    ]
    rows = [_task_row(view, item) for item in due]
    if not rows:
        rows = [TableRow(span=f"Không có nhiệm vụ quá hạn hoặc đến hạn trong năm {last}.")]
    whole = tasks_table(view)
    return Table(
        f"Nhiệm vụ đã quá hạn và đến hạn từ nay đến hết năm {last}", whole.columns, tuple(rows)
    )


def reporting_unit_tables(view: View) -> list[Table]:
    """One table an indicator that reporting units report: figure, parts, last year."""
    tables = []
    for standing in sorted(view.standings, key=lambda s: s.indicator.code):
        rows = unit_rows(view.plan, standing)
        year = units_year(standing)
        if not rows or year is None:
            continue
        indicator = standing.indicator
        made = []
        for number, row in enumerate(rows, start=1):
            now, before = wording.NOT_REPORTED, wording.NO_FIGURE
            parts = wording.NO_FIGURE
            if row.now is not None and row.now.value is None:
                now = wording.NOTHING_OCCURRED
            elif row.now is not None and row.now.value is not None:
                now = wording.quantity(indicator, row.now.value)
                now += " (ước)" if row.now.kind is Kind.ESTIMATE else ""
                parts = wording.ratio(indicator, row.now.numerator, row.now.denominator)
            if row.before is not None and row.before.value is not None:
                before = wording.quantity(indicator, row.before.value)
            made.append(TableRow((str(number), row.name, before, now, parts)))
        tables.append(
            Table(
                caption=f"{indicator.code} {indicator.short_name}, năm {year}",
                columns=(
                    Column("TT", 10, Align.CENTRE),
                    Column("Đơn vị báo cáo", 55),
                    Column(f"Năm {year - 1}", 26, Align.END),
                    Column(f"Năm {year}", 28, Align.END),
                    Column("Tử số / mẫu số", 46, Align.END),
                ),
                rows=tuple(made),
            )
        )
    return tables
