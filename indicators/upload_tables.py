"""What the upload screen shows of a reading before anything is stored."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from indicators import heads, notation, wording
from indicators.cells import Cell, Column, Group, Row, Table, column, line, part, table, text_cell
from indicators.intake.cells import escaped
from indicators.intake.preview import Change as EntryChange
from indicators.intake.preview import Entry
from indicators.observations import Change, Fault, Kind, Observation, Severity, Submission
from indicators.plan import Indicator, Plan
from indicators.upload_draft import UploadDraft

MOST_ROWS = 200
"""Rows of one table drawn at once; the rest is in the downloadable list."""
_SEVERITIES = {
    Severity.ERROR: "Từ chối",
    Severity.WARNING: "Lưu ý",
    Severity.QUESTION: "Cần trả lời",
}


def preview_head(draft: UploadDraft) -> heads.Data:
    """The head of the preview: what was understood, and how much there is of everything."""
    reading, changes = draft.reading, draft.changes
    facts = (
        (draft.undecided, "cần trả lời"),
        (reading.refused, "dòng bị từ chối"),
        (len(changes.changed), "thay đổi"),
        (len(changes.new), "mới"),
        (len(changes.unchanged), "không đổi"),
    )
    head = heads.upload_head("bước 2/3: xem trước, chưa ghi gì", preview_title(draft))
    return {
        **head,
        "facts": [
            {"value": notation.number(count), "caption": caption}
            for count, caption in facts
            if count
        ],
        "aside": {
            "tone": "quiet",
            "title": wording.ORIGINS[draft.origin] if draft.reason else draft.file_name,
            "lines": [[{"text": text}] for text in reading.description],
        },
    }


def preview_title(draft: UploadDraft) -> str:
    """The sentence that opens the preview."""
    reading, changes = draft.reading, draft.changes
    if not reading.observations and reading.errors and not draft.undecided:
        return "Chưa đọc được số liệu nào từ tệp này"
    if changes.unchanged and not changes.to_store and not draft.undecided:
        count = notation.number(len(changes.unchanged))
        return f"Tệp này không có gì mới: {count} số liệu đã có sẵn"
    title = f"Đọc được {notation.number(len(reading.observations))} số liệu"
    if draft.undecided:
        title += f"; cần bạn trả lời {draft.undecided} câu"
    if reading.refused:
        title += f"; {notation.number(reading.refused)} dòng bị từ chối"
    return title


def receipt_head(receipt: Submission) -> heads.Data:
    """The head of the receipt: number, who, when, and the file's check sum."""
    proof = f"Mã kiểm tra SHA-256: {receipt.sha256[:16]}…"
    if not receipt.sha256:
        proof = f"Lý do: {receipt.reason}"
    title = f"Đã ghi {notation.number(receipt.row_count)} số liệu, lần nạp số {receipt.number}"
    return {
        **heads.upload_head("bước 3/3: biên nhận", title),
        "aside": {
            "tone": "quiet",
            "title": receipt.file_name or wording.ORIGINS[receipt.origin],
            "lines": [
                [{"text": f"{receipt.person} · {notation.moment(receipt.confirmed_at)}"}],
                [{"text": proof}],
            ],
        },
    }


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


def confirm_sentence(draft: UploadDraft) -> str:
    """What pressing the button would do, or why it does nothing."""
    changes, refused = draft.changes, draft.reading.refused
    count = len(changes.to_store)
    waiting = f"Chưa ghi được: còn {draft.undecided} câu chưa trả lời."
    if not count:
        if draft.undecided:
            return waiting
        return "Không có gì mới để ghi." if changes.unchanged else "Không có số liệu nào để ghi."
    parts = []
    if changes.new:
        parts.append(f"{notation.number(len(changes.new))} mới")
    if changes.changed:
        parts.append(f"{notation.number(len(changes.changed))} thay đổi")
    text = f"Sẽ ghi {notation.number(count)} số liệu: {', '.join(parts)}."
    if draft.undecided:
        return f"{text} {waiting}"
    return f"{text} {notation.number(refused)} dòng bị từ chối sẽ không ghi." if refused else text


def confirm_label(draft: UploadDraft) -> str:
    return f"Xác nhận ghi {notation.number(len(draft.changes.to_store))} số liệu"


def stored_table(plan: Plan, changes: Sequence[Change]) -> Table:
    """What a submission stored, as its receipt shows it."""
    entries = [
        Entry(EntryChange.CHANGED if change.old else EntryChange.NEW, change.new, change.old)
        for change in changes
    ]
    return figures_table(plan, entries, "Số liệu vừa ghi")


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
