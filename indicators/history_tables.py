"""What was done to the figures: submissions, and what each one changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators import explanation_sentences as sentences
from indicators import notation, wording
from indicators import task_sentences as task_words
from indicators.cells import (
    NOT_NARROW,
    Cell,
    Group,
    Row,
    Table,
    column,
    line,
    part,
    table,
    target,
    text_cell,
)
from indicators.corrections import Correction
from indicators.explanation_tables import paragraphs, signature
from indicators.explanations import ExplanationNote, NoteChange
from indicators.observations import Change, Observation, Submission
from indicators.plan import Plan
from indicators.task_tables import state_words
from indicators.tasks import TaskChange, TaskUpdate

CHANGES_A_PAGE = 50
_CHANGED_AGAIN = "đã thay đổi lại ở lần sau"
_NOTHING_LEFT = "không còn số"
_MOST_CORRECTIONS = 200


def submissions_table(submissions: Mapping[int, Submission], current: int | None = None) -> Table:
    """Every submission, newest first; the row `current` is set off."""
    undone = {s.undoes: s.number for s in submissions.values() if s.undoes is not None}
    rows = []
    for number in sorted(submissions, reverse=True):
        submission = submissions[number]
        row = Row(
            cells={
                "number": text_cell(str(number), "strong"),
                "person": signature(submission),
                "what": Cell(
                    title=_what(submission, undone.get(number)),
                    lines=[line(part(submission.reason), sizes=["narrow"])]
                    if submission.reason
                    else [],
                ),
                "file": text_cell(submission.file_name or wording.NO_FIGURE),
                "rows": text_cell(notation.number(submission.row_count)),
                "reason": text_cell(submission.reason or wording.NO_FIGURE),
            },
            open=target("history", lan=str(number)),
        )
        if number == current:
            row["emphasis"] = True
        rows.append(row)
    return table(
        "Các lần nạp, sửa và hoàn tác",
        [
            column("number", "Lần", "number", "end"),
            column("person", "Ai, lúc nào", "text"),
            column("what", "Việc", "name"),
            column("file", "Tệp", "text"),
            column("rows", "Số mục", "number", "end"),
            column("reason", "Lý do", "text", sizes=NOT_NARROW),
        ],
        [Group(title="", rows=rows)],
        empty="Chưa có lần nạp nào.",
    )


def undo_note(
    changes: Sequence[Change],
    notes: Sequence[NoteChange] = (),
    updates: Sequence[TaskChange] = (),
) -> str:
    """What an undo of these changes could bring back."""
    every: dict[str, Sequence[Change | NoteChange | TaskChange]] = {
        "số liệu": changes,
        "giải trình": notes,
        "nhiệm vụ": updates,
    }
    current = {name: sum(c.is_current for c in found) for name, found in every.items()}
    if not any(current.values()):
        return "Mọi mục của lần này đã được thay đổi lại ở lần sau, không còn gì để hoàn tác."
    listed = ", ".join(f"{notation.number(n)} {name}" for name, n in current.items() if n)
    what = "nội dung" if current["giải trình"] or current["nhiệm vụ"] else "số"
    text = f"Hoàn tác trả lại {what} trước đó cho {listed}"
    later = sum(map(len, every.values())) - sum(current.values())
    return (
        f"{text}; {notation.number(later)} mục đã đổi ở lần sau giữ nguyên."
        if later
        else f"{text}."
    )


def undone(number: int) -> str:
    return f"Đã hoàn tác lần {number}: nội dung trước đó đã trở lại, như bảng dưới đây."


def changes_table(plan: Plan, changes: Sequence[Change], *, is_undo: bool = False) -> Table:
    """What one submission changed: old value, new value, and whether it still counts.

    With `is_undo` the other way round: what is there now, and what an undo leaves.
    """
    rows = [_change_row(plan, change, _NOTHING_LEFT if is_undo else "") for change in changes]
    values = [column("old", "Trước", "number", "end"), column("new", "Sau", "number", "end")]
    if is_undo:
        values = [
            column("new", "Đang có", "number", "end"),
            column("old", "Sau hoàn tác", "number", "end"),
        ]
    return table(
        "Thay đổi của lần này",
        [
            column("row", "Dòng", "number", "end"),
            column("indicator", "Chỉ tiêu", "name"),
            column("year", "Năm", "number", "end"),
            column("unit", "Đơn vị báo cáo", "text"),
            column("kind", "Loại số liệu", "text", sizes=NOT_NARROW),
            *values,
            column("still", "", "text", sizes=NOT_NARROW),
        ],
        [Group(title="", rows=rows)],
        empty="Lần này không ghi số liệu nào.",
    )


def note_changes_table(plan: Plan, changes: Sequence[NoteChange]) -> Table:
    """What one submission changed of the explanations: old words, new words, whether they count."""
    rows = [
        Row(
            cells={
                "indicator": Cell(
                    title=_name(plan, change.new.indicator),
                    lines=[line(part(change.new.indicator, "muted", "small"))],
                ),
                "year": text_cell(str(change.new.year)),
                "old": _note(change.old),
                "new": _note(change.new),
                "still": text_cell("" if change.is_current else _CHANGED_AGAIN, "muted"),
            }
        )
        for change in changes
    ]
    columns = [
        column("indicator", "Chỉ tiêu", "name"),
        column("year", "Năm", "number", "end"),
        column("old", "Trước", "text"),
        column("new", "Sau", "text"),
    ]
    if not all(change.is_current for change in changes):
        columns.append(column("still", "", "text"))
    return table("Giải trình của lần này", columns, [Group(title="", rows=rows)])


def task_changes_table(plan: Plan, changes: Sequence[TaskChange]) -> Table:
    """What one submission changed of the tasks: statement before, statement after."""
    names = {task.code: task.name for task in plan.tasks}
    rows = [
        Row(
            cells={
                "task": Cell(
                    title=names.get(change.new.task, change.new.task),
                    lines=[line(part(change.new.task, "muted", "small"))],
                ),
                "old": _statement(change.old),
                "new": _statement(change.new),
                "still": text_cell("" if change.is_current else _CHANGED_AGAIN, "muted"),
            },
            open=target("tasks", ma=change.new.task),
        )
        for change in changes
    ]
    columns = [
        column("task", "Nhiệm vụ", "name"),
        column("old", "Trước", "text"),
        column("new", "Sau", "text"),
    ]
    if not all(change.is_current for change in changes):
        columns.append(column("still", "", "text"))
    return table("Nhiệm vụ của lần này", columns, [Group(title="", rows=rows)])


def changes_title(number: int, figures: int, notes: int, tasks: int = 0) -> str:
    """What stands above the changes of a submission: "Lần 3: 12 số liệu, 1 giải trình"."""
    counts = [f"{notation.number(figures)} số liệu"] if figures or not (notes or tasks) else []
    if notes:
        counts.append(f"{notation.number(notes)} giải trình")
    if tasks:
        counts.append(f"{notation.number(tasks)} nhiệm vụ")
    return f"Lần {number}: {', '.join(counts)}"


def _note(note: ExplanationNote | None) -> Cell:
    if note is None:
        return text_cell(wording.NO_FIGURE)
    if note.withdrawn:
        return text_cell(sentences.WITHDRAWN)
    until = line(part(f"{sentences.DUE}: {notation.day(note.due)}", "muted", "small"))
    words = f"{sentences.REASON}: {note.reason}\n{sentences.NEXT_STEPS}: {note.next_steps}"
    return Cell(lines=[*paragraphs(words)["lines"], until])


def _statement(update: TaskUpdate | None) -> Cell:
    if update is None:
        return text_cell(wording.NO_FIGURE)
    if update.withdrawn:
        return text_cell(task_words.WITHDRAWN)
    day = line(part(f"{task_words.DAY}: {notation.day(update.stated_on)}", "muted", "small"))
    words = f"{state_words(update)}\n{update.note}"
    return Cell(lines=[*paragraphs(words)["lines"], day])


def _change_row(plan: Plan, change: Change, no_old: str) -> Row:
    """A figure before and after; `no_old` says that there was none before, where not by a dash."""
    new, old = change.new, _value(plan, change.old)
    kind = "" if new.withdrawn else wording.KINDS[new.kind]
    if no_old and (change.old is None or change.old.withdrawn):
        old = no_old
    name_lines = [line(part(new.indicator, "muted", "small"))]
    if not change.is_current:
        name_lines.append(line(part(_CHANGED_AGAIN, "muted"), sizes=["narrow"]))
    return Row(
        cells={
            "row": text_cell(str(new.row) if new.row else wording.NO_FIGURE),
            "indicator": Cell(title=_name(plan, new.indicator), lines=name_lines),
            "year": text_cell(str(new.year)),
            "unit": text_cell(plan.unit_name(new.reporting_unit)),
            "kind": text_cell(kind),
            "old": text_cell(old),
            "new": Cell(
                lines=[
                    line(part(_value(plan, new), "strong")),
                    line(part(kind, "muted", "small"), sizes=["narrow"]),
                ]
            ),
            "still": text_cell("" if change.is_current else _CHANGED_AGAIN, "muted"),
        }
    )


def corrections_table(corrections: Sequence[Correction]) -> Table:
    """The cells that were mended before confirming, each as the file has it and as it was read."""
    rows = [
        Row(
            cells={
                "row": text_cell(_place(correction)),
                "column": text_cell(correction.cell.column or wording.WHOLE_ROW),
                "seen": text_cell(f"“{correction.seen}”" if correction.seen else wording.EMPTY),
                "text": text_cell(
                    wording.LEFT_OUT if correction.leaves_out else _read_as(correction), "strong"
                ),
            }
        )
        for correction in corrections[:_MOST_CORRECTIONS]
    ]
    hidden = len(corrections) - _MOST_CORRECTIONS
    return table(
        "Ô đã sửa khi nạp",
        [
            column("row", "Dòng", "number", "end"),
            column("column", "Cột", "text"),
            column("seen", "Trong tệp gốc", "text"),
            column("text", "Sửa thành", "text"),
        ],
        [Group(title="", rows=rows)],
        notes=[f"Còn {notation.number(hidden)} ô nữa không hiện ở đây."] if hidden > 0 else [],
    )


def _place(correction: Correction) -> str:
    sheet, row, _ = correction.cell
    return f"{sheet}: {row}" if sheet else str(row)


def _read_as(correction: Correction) -> str:
    return f"“{correction.text}”" if correction.text else wording.EMPTY


def _what(submission: Submission, undone_by: int | None) -> str:
    text = wording.ORIGINS[submission.origin]
    if submission.undoes is not None:
        text += f" lần {submission.undoes}"
    return text if undone_by is None else f"{text} (đã hoàn tác ở lần {undone_by})"


def _name(plan: Plan, code: str) -> str:
    measured = plan.find_measured(code)
    return measured.short_name if measured else code


def _value(plan: Plan, observation: Observation | None) -> str:
    if observation is None:
        return wording.NO_FIGURE
    if observation.withdrawn:
        return "đã rút"
    if observation.not_applicable:
        return wording.NOTHING_OCCURRED
    measured = plan.find_measured(observation.indicator)
    if observation.value is None or measured is None:
        return wording.NO_FIGURE
    return wording.quantity(measured, observation.value)
