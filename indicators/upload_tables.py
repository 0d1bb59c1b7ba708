"""What the upload screen shows of a reading before anything is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from indicators import heads, notation, wording
from indicators import upload_words as words
from indicators.cells import (
    NOT_NARROW,
    Cell,
    Column,
    Group,
    Line,
    Row,
    Table,
    column,
    line,
    part,
    table,
    text_cell,
)
from indicators.intake.preview import Change as EntryChange
from indicators.intake.preview import Entry
from indicators.observations import Change, Fault, Kind, Observation, Submission
from indicators.plan import Indicator, Plan
from indicators.upload_draft import UploadDraft, cell_of

ROWS_A_PAGE = 50
"""Rows of one table drawn at once."""
FIRST_ROWS = 8
"""Rows of a part that are drawn while all parts are shown."""
Notes = Mapping[tuple[str, int], Sequence[Fault]]
"""What the reading notes of a row, by sheet and row."""


def preview_head(draft: UploadDraft) -> heads.Data:
    """The head of the preview: what was understood of the file."""
    head = heads.upload_head(words.STEP_PREVIEW, preview_title(draft))
    return {
        **head,
        "aside": {
            "tone": "quiet",
            "title": wording.ORIGINS[draft.origin] if draft.reason else draft.file_name,
            "lines": [[{"text": text}] for text in draft.reading.description],
        },
    }


def preview_title(draft: UploadDraft) -> str:
    """The sentence that opens the preview."""
    reading = draft.reading
    if is_unreadable(draft):
        return words.UNREADABLE_TITLE
    if has_nothing_new(draft):
        return words.nothing_new(len(draft.changes.unchanged))
    title = f"Đọc được {notation.number(len(reading.observations))} số liệu"
    if draft.undecided:
        title += f"; cần bạn trả lời {notation.number(draft.undecided)} câu"
    if reading.refused:
        title += f"; {notation.number(reading.refused)} dòng bị từ chối"
    return title


def is_unreadable(draft: UploadDraft) -> bool:
    """Whether the file gave nothing to store, to answer or to mend."""
    reading = draft.reading
    return bool(reading.errors) and not (reading.observations or draft.questions or reading.cells)


def has_nothing_new(draft: UploadDraft) -> bool:
    """Whether all that the file says is stored already, and nothing is left to settle."""
    changes = draft.changes
    return bool(changes.unchanged) and not (
        changes.to_store or draft.undecided or draft.reading.refused
    )


def chips(draft: UploadDraft) -> dict[str, tuple[int, str]]:
    """Every part of the preview that holds something: how much, and what of it.

    Questions and refusals count what is left; those settled stay to be looked at.
    """
    reading, changes = draft.reading, draft.changes
    asked, refused = (draft.undecided, words.ASKED), (reading.refused, words.REFUSED)
    if not draft.undecided:
        asked = (len(draft.questions), words.ANSWERED)
    if not reading.errors:
        refused = (len({cell_of(fault)[:2] for fault in draft.refusals}), words.MENDED)
    parts = {
        words.ASKED: asked,
        words.REFUSED: refused,
        words.WARNED: (len(reading.warnings), words.WARNED),
        words.CHANGED: (len(changes.changed), words.CHANGED),
        words.NEW: (len(changes.new), words.NEW),
        words.UNCHANGED: (len(changes.unchanged), words.UNCHANGED),
    }
    return {name: part for name, part in parts.items() if part[0]}


def notes_by_row(draft: UploadDraft) -> Notes:
    """The warnings that speak of one row each."""
    found: dict[tuple[str, int], list[Fault]] = {}
    for fault in draft.reading.warnings:
        if fault.row is not None:
            found.setdefault((fault.sheet, fault.row), []).append(fault)
    return found


def stored_before(draft: UploadDraft, submissions: Mapping[int, Submission]) -> Submission | None:
    """The submission that brought most of what a file says already stands in the book."""
    numbers = Counter(e.old.submission for e in draft.changes.unchanged if e.old is not None)
    number = numbers.most_common(1)[0][0] if numbers else None
    return submissions.get(number or 0)


def receipt_head(receipt: Submission) -> heads.Data:
    """The head of the receipt: number, who, when, and the file's check sum."""
    proof = f"Mã kiểm tra SHA-256: {receipt.sha256[:16]}…"
    if not receipt.sha256:
        proof = f"Lý do: {receipt.reason}"
    lines = [f"{receipt.person} · {notation.moment(receipt.confirmed_at)}", proof]
    if receipt.corrections:
        lines.append(words.mended_count(len(receipt.corrections)))
    title = words.stored(receipt.row_count, receipt.number)
    return {
        **heads.upload_head(words.STEP_RECEIPT, title),
        "aside": {
            "tone": "quiet",
            "title": receipt.file_name or wording.ORIGINS[receipt.origin],
            "lines": [[{"text": text}] for text in lines],
        },
    }


def faults_table(faults: Sequence[Fault], caption: str, *, with_sheet: bool = True) -> Table:
    """Every fault with row, column, what was seen, why and how to mend it."""
    rows = [
        Row(
            cells={
                "row": text_cell(words.place(fault, with_sheet=with_sheet)),
                "column": text_cell(fault.column or wording.NO_FIGURE),
                "seen": text_cell(words.seen(fault.seen)),
                "why": Cell(
                    lines=[line(part(fault.why, "strong")), line(part(fault.mend, "muted"))]
                ),
            }
        )
        for fault in faults
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
    )


def changed_table(
    plan: Plan,
    entries: Sequence[Entry],
    notes: Notes | None = None,
    submissions: Mapping[int, Submission] | None = None,
    *,
    with_sheet: bool = True,
) -> Table:
    """Figures that replace stored ones: old, new and the difference."""
    rows = [
        _changed_row(plan, entry, notes or {}, submissions or {}, with_sheet=with_sheet)
        for entry in entries
    ]
    return table(
        "Số liệu thay đổi",
        [
            *_subject_columns(),
            column("old", "Đang có", "number", "end"),
            column("new", "Tệp này", "number", "end"),
            column("difference", "Chênh", "number", "end"),
            column("note", "Lưu ý", "text", sizes=NOT_NARROW),
        ],
        [Group(title="", rows=rows)],
    )


def figures_table(
    plan: Plan,
    entries: Sequence[Entry],
    caption: str,
    notes: Notes | None = None,
    *,
    with_sheet: bool = True,
) -> Table:
    """Figures of the file that are new, or that are stored already."""
    rows = []
    for entry in entries:
        observation = entry.observation
        kind = wording.KINDS[observation.kind]
        said = _note_lines((notes or {}).get(_row_key(entry), ()))
        rows.append(
            Row(
                cells={
                    **_subject(plan, observation, said, with_sheet=with_sheet),
                    "value": Cell(
                        lines=[
                            line(part(_value(plan, observation), "strong")),
                            line(part(kind, "muted", "small"), sizes=["narrow"]),
                        ]
                    ),
                    "parts": text_cell(_parts(plan, observation)),
                    "kind": text_cell(kind),
                }
            )
        )
    return table(
        caption,
        [
            *_subject_columns(),
            column("value", "Giá trị", "number", "end"),
            column("parts", "Tử số / mẫu số", "number", "end"),
            column("kind", "Loại số liệu", "text", sizes=NOT_NARROW),
        ],
        [Group(title="", rows=rows)],
    )


def confirm_sentence(draft: UploadDraft) -> str:
    """What pressing the button would do, or why it does nothing."""
    changes, refused = draft.changes, draft.reading.refused
    count = len(changes.to_store)
    waiting = words.waiting(draft.undecided)
    if not count:
        if draft.undecided:
            return waiting
        return words.NOTHING_NEW if changes.unchanged else words.NO_FIGURES
    parts = []
    if changes.new:
        parts.append(f"{notation.number(len(changes.new))} mới")
    if changes.changed:
        parts.append(f"{notation.number(len(changes.changed))} thay đổi")
    text = f"Sẽ ghi {notation.number(count)} số liệu: {', '.join(parts)}."
    if draft.undecided:
        return f"{text} {waiting}"
    return f"{text} {notation.number(refused)} dòng bị từ chối sẽ không ghi." if refused else text


def stored_table(plan: Plan, changes: Sequence[Change], count: int) -> Table:
    """What a submission stored, as its receipt shows it: the first of `count` figures."""
    entries = [
        Entry(EntryChange.CHANGED if change.old else EntryChange.NEW, change.new, change.old)
        for change in changes
    ]
    shown = figures_table(plan, entries, words.JUST_STORED)
    if count > len(entries):
        shown["notes"] = [words.more_in_history(count - len(entries))]
    return shown


def _subject_columns() -> list[Column]:
    return [
        column("row", "Dòng", "number", "end"),
        column("indicator", "Chỉ tiêu", "name"),
        column("year", "Năm", "number", "end"),
        column("unit", "Đơn vị báo cáo", "text"),
    ]


def _subject(
    plan: Plan, observation: Observation, notes: Sequence[Line], *, with_sheet: bool
) -> dict[str, Cell]:
    indicator = _measured(plan, observation.indicator)
    return {
        "row": Cell(lines=_row_lines(observation, with_sheet=with_sheet)),
        "indicator": Cell(
            title=indicator.short_name,
            lines=[line(part(indicator.code, "muted", "small")), *notes],
        ),
        "year": text_cell(str(observation.year)),
        "unit": text_cell(plan.unit_name(observation.reporting_unit)),
    }


def _row_lines(observation: Observation, *, with_sheet: bool) -> list[Line]:
    """The row of the file, and its sheet where it has one."""
    if observation.row is None:
        return [line(part(wording.NO_FIGURE))]
    lines = [line(part(str(observation.row)))]
    if observation.sheet and with_sheet:
        lines.append(line(part(observation.sheet, "muted", "small")))
    return lines


def _row_key(entry: Entry) -> tuple[str, int]:
    return entry.observation.sheet, entry.observation.row or 0


def _note_lines(faults: Sequence[Fault]) -> list[Line]:
    return [line(part(f"! {fault.why}", "alert")) for fault in faults]


def _changed_row(
    plan: Plan,
    entry: Entry,
    notes: Notes,
    submissions: Mapping[int, Submission],
    *,
    with_sheet: bool,
) -> Row:
    new, old = entry.observation, entry.old
    difference = wording.NO_FIGURE
    said = words.KEPT
    before = submissions.get(old.submission or 0) if old is not None else None
    if before is not None:
        said = words.mends(notation.day_of(before.confirmed_at), before.person)
    if old is not None and old.value is not None and new.value is not None:
        indicator = _measured(plan, new.indicator)
        difference = wording.change(indicator, new.value - old.value)
        if new.value == old.value:
            said = words.SAME_VALUE
    lines = _note_lines(notes.get(_row_key(entry), ())) or [line(part(said))]
    folded = [Line(parts=each["parts"], sizes=["narrow"]) for each in lines]
    return Row(
        cells={
            **_subject(plan, new, folded, with_sheet=with_sheet),
            "old": text_cell(_value(plan, old) if old else wording.NO_FIGURE, "struck"),
            "new": text_cell(_value(plan, new), "strong"),
            "difference": text_cell(difference),
            "note": Cell(lines=lines),
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
