"""What the upload screen shows of a reading before anything is stored."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from indicators import notation, wording
from indicators.cells import Cell, Column, Group, Row, Table, column, line, part, table, text_cell
from indicators.intake.cells import escaped
from indicators.intake.preview import Entry, Preview
from indicators.intake.reading import Reading
from indicators.observations import Fault, Kind, Observation, Severity
from indicators.plan import Indicator, Plan

MOST_ROWS = 200
"""Rows of one table drawn at once; the rest is in the downloadable list."""
_SEVERITIES = {
    Severity.ERROR: "Từ chối",
    Severity.WARNING: "Lưu ý",
    Severity.QUESTION: "Cần trả lời",
}


def preview_title(reading: Reading, undecided: int) -> str:
    """The sentence that opens the preview."""
    if not reading.observations and reading.errors and not reading.accepted:
        return "Chưa đọc được số liệu nào từ tệp này"
    title = f"Đọc được {len(reading.observations)} số liệu"
    if undecided:
        title += f"; cần bạn trả lời {undecided} câu"
    if reading.refused:
        title += f"; {reading.refused} dòng bị từ chối"
    return title


def faults_table(faults: Sequence[Fault], caption: str) -> Table:
    """Every fault with row, column, what was seen, why and how to mend it."""
    rows = [
        Row(
            cells={
                "row": text_cell(_place(fault)),
                "column": text_cell(fault.column or wording.NO_FIGURE),
                "seen": text_cell(f"“{fault.seen}”" if fault.seen else wording.NO_FIGURE),
                "why": Cell(
                    lines=[line(part(fault.why, "strong")), line(part(fault.mend, "muted"))]
                ),
            }
        )
        for fault in faults[:MOST_ROWS]
    ]
    return table(
        caption,
        [
            column("row", "Dòng", "number", "end"),
            column("column", "Cột", "text"),
            column("seen", "Trong tệp", "text"),
            column("why", "Vì sao · sửa thế nào", "text"),
        ],
        [Group(title="", rows=rows)],
        notes=[_rest(len(faults))],
    )


def proposals_table(questions: Sequence[Fault]) -> Table:
    """Questions answered as proposed, a row each."""
    rows = [
        Row(
            cells={
                "row": text_cell(_place(question)),
                "why": text_cell(question.why),
                "answer": text_cell(_proposed(question), "strong"),
            }
        )
        for question in questions[:MOST_ROWS]
    ]
    return table(
        "Câu hỏi trả lời theo đề nghị",
        [
            column("row", "Dòng", "number", "end"),
            column("why", "Câu hỏi", "text"),
            column("answer", "Đề nghị", "text"),
        ],
        [Group(title="", rows=rows)],
        notes=[_rest(len(questions))],
    )


def changed_table(plan: Plan, entries: Sequence[Entry]) -> Table:
    """Figures that replace stored ones: old, new and the difference."""
    return table(
        "Số liệu thay đổi",
        [
            *_subject_columns(),
            column("old", "Đang có", "number", "end"),
            column("new", "Tệp này", "number", "end"),
            column("difference", "Chênh", "number", "end"),
            column("note", "Lưu ý", "text"),
        ],
        [Group(title="", rows=[_changed_row(plan, entry) for entry in entries[:MOST_ROWS]])],
        notes=[_rest(len(entries))],
    )


def figures_table(plan: Plan, entries: Sequence[Entry], caption: str) -> Table:
    """Figures of the file that are new, or that are stored already."""
    rows = [
        Row(
            cells={
                **_subject(plan, entry.observation),
                "value": text_cell(_value(plan, entry.observation), "strong"),
                "parts": text_cell(_parts(plan, entry.observation)),
                "kind": text_cell(wording.KINDS[entry.observation.kind]),
            }
        )
        for entry in entries[:MOST_ROWS]
    ]
    return table(
        caption,
        [
            *_subject_columns(),
            column("value", "Giá trị", "number", "end"),
            column("parts", "Tử số / mẫu số", "number", "end"),
            column("kind", "Loại số liệu", "text"),
        ],
        [Group(title="", rows=rows)],
        notes=[_rest(len(entries))],
    )


def confirm_sentence(preview: Preview, refused: int, undecided: int) -> str:
    """What pressing the button would do."""
    count = len(preview.to_store)
    if not count:
        return "Không có gì mới để ghi."
    parts = []
    if preview.new:
        parts.append(f"{len(preview.new)} mới")
    if preview.changed:
        parts.append(f"{len(preview.changed)} thay đổi")
    text = f"Sẽ ghi {count} số liệu: {', '.join(parts)}."
    if undecided:
        return f"{text} Chưa ghi được: còn {undecided} câu chưa trả lời."
    if refused:
        text += f" {refused} dòng bị từ chối sẽ không ghi."
    return text


def faults_csv(faults: Sequence[Fault]) -> bytes:
    """Every fault as a list for Excel."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Mức", "Trang", "Dòng", "Cột", "Trong tệp", "Vì sao", "Sửa thế nào"])
    for fault in faults:
        writer.writerow(
            [
                _SEVERITIES[fault.severity],
                escaped(fault.sheet),
                fault.row or "",
                escaped(fault.column),
                escaped(fault.seen),
                fault.why,
                fault.mend,
            ]
        )
    return text.getvalue().encode("utf-8-sig")


def _subject_columns() -> list[Column]:
    return [
        column("row", "Dòng", "number", "end"),
        column("indicator", "Chỉ tiêu", "name"),
        column("year", "Năm", "number", "end"),
        column("unit", "Đơn vị báo cáo", "text"),
    ]


def _subject(plan: Plan, observation: Observation) -> dict[str, Cell]:
    indicator = _measured(plan, observation.indicator)
    return {
        "row": text_cell(str(observation.row) if observation.row else wording.NO_FIGURE),
        "indicator": Cell(
            title=indicator.short_name,
            lines=[line(part(indicator.code, "muted", "small"))],
        ),
        "year": text_cell(str(observation.year)),
        "unit": text_cell(plan.unit_name(observation.reporting_unit)),
    }


def _changed_row(plan: Plan, entry: Entry) -> Row:
    new, old = entry.observation, entry.old
    difference = wording.NO_FIGURE
    note = ""
    if old is not None and old.value is not None and new.value is not None:
        indicator = _measured(plan, new.indicator)
        difference = wording.change(indicator, new.value - old.value)
        if new.value == old.value:
            note = "Đổi tử số, mẫu số hoặc ghi chú; giá trị giữ nguyên."
    return Row(
        cells={
            **_subject(plan, new),
            "old": text_cell(_value(plan, old) if old else wording.NO_FIGURE, "struck"),
            "new": text_cell(_value(plan, new), "strong"),
            "difference": text_cell(difference),
            "note": text_cell(note or "Số cũ vẫn được giữ trong lịch sử."),
        }
    )


def _value(plan: Plan, observation: Observation) -> str:
    if observation.not_applicable:
        return "không phát sinh"
    if observation.value is None:
        return wording.NO_FIGURE
    text = wording.quantity(_measured(plan, observation.indicator), observation.value)
    return f"{text} ước" if observation.kind is Kind.ESTIMATE else text


def _parts(plan: Plan, observation: Observation) -> str:
    indicator = _measured(plan, observation.indicator)
    return wording.ratio(indicator, observation.numerator, observation.denominator)


def _measured(plan: Plan, code: str) -> Indicator:
    measured = plan.find_measured(code)
    if measured is None:
        raise KeyError(code)
    return measured


def _proposed(question: Fault) -> str:
    labels = {option.value: option.label for option in question.options}
    return labels.get(question.proposal or "", wording.NO_FIGURE)


def _place(fault: Fault) -> str:
    row = str(fault.row) if fault.row else "cả tệp"
    return f"{fault.sheet}: {row}" if fault.sheet else row


def _rest(count: int) -> str:
    hidden = count - MOST_ROWS
    return f"Còn {notation.number(hidden)} dòng nữa không vẽ ra ở đây." if hidden > 0 else ""
