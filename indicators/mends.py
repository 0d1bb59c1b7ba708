"""The refused cells of an upload as the mending component shows them, and what it tells back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from indicators import upload_words as words
from indicators.cells import STYLE
from indicators.corrections import WHOLE_ROW, CellRef
from indicators.intake import Suggestions
from indicators.observations import Fault
from indicators.plan import Plan
from indicators.upload_draft import UploadDraft, cell_of

MENDS_A_PAGE = 20
Data = dict[str, Any]


def mending_data(plan: Plan, draft: UploadDraft, refusals: Sequence[Fault]) -> Data:
    """These refusals of a draft: each with its input, its choices and how it reads now."""
    suggestions = Suggestions(plan)
    alike = Counter((f.column, f.seen) for f in draft.reading.errors if f.row)
    waiting = {tuple(row) for row in draft.reading.asked_rows}
    refused = {tuple(row) for row in draft.reading.refused_rows}
    with_sheet = draft.has_sheets
    rows = []
    for fault in refusals:
        cell = cell_of(fault)
        place = cell[:2]
        correction = draft.corrections.get(cell)
        cells = draft.reading.cells.get(place, {})
        is_mended = draft.is_mended(fault)
        row: Data = {
            "id": json.dumps(list(cell), ensure_ascii=False),
            "row": words.place(fault, with_sheet=with_sheet),
            "column": fault.column or words.NOTHING,
            "seen": words.seen(correction.seen if correction else fault.seen),
            "why": fault.why,
            "mend": fault.mend,
            "text": correction.text if correction else "",
            "label": words.input_label(fault),
            "types": bool(fault.row) and cell.column in cells and not draft.is_left_out(*place),
            "opens": bool(cells) and not draft.is_left_out(*place),
            "leaves": bool(fault.row) and bool(cells) and not is_mended,
            "options": [],
            "says": "",
            "tone": "",
            "alike": "",
        }
        if draft.is_left_out(*place):
            row.update(says=words.LEFT_OUT, tone="left", back=True)
        elif is_mended:
            says = words.READABLE
            if place in waiting:
                says = words.READABLE_ASKED
            elif place in refused:
                says = words.READABLE_BUT
            row.update(says=says, tone="good")
            if correction is not None:
                others = alike[fault.column, correction.seen]
                row["alike"] = words.correct_alike(others, correction.seen) if others else ""
        else:
            if correction is not None:
                row.update(says=words.STILL_WRONG, tone="bad")
            elif row["types"]:
                row["options"] = [
                    {"value": option.value, "label": option.label}
                    for option in suggestions.of(fault)
                ]
        rows.append(row)
    return {
        "caption": words.REFUSED,
        "style": dict(STYLE),
        "columns": words.MENDING_COLUMNS,
        "words": words.MENDING_WORDS,
        "rows": rows,
    }


def take_edits(draft: UploadDraft, edits: Sequence[Mapping[str, Any]]) -> None:
    """Applies what the component tells and was not told before; what makes no sense is ignored."""
    for edit in edits:
        number = edit.get("n")
        if not isinstance(number, int | float) or number <= draft.last_edit:
            continue
        draft.last_edit = number
        cell = _cell(edit.get("id"))
        if cell is not None:
            _take(draft, cell, str(edit.get("act")), str(edit.get("text", "")))


def _take(draft: UploadDraft, cell: CellRef, act: str, text: str) -> None:
    if act == "text":
        if text.strip():
            draft.correct(cell, text)
        else:
            draft.take_back(cell)
    elif act == "alike":
        draft.correct_alike(cell)
    elif act == "leave":
        draft.leave_out(cell.sheet, cell.row)
    elif act == "back":
        draft.bring_back(cell.sheet, cell.row)
    elif act == "open":
        draft.opened = (cell.sheet, cell.row)


def _cell(name: object) -> CellRef | None:
    """The cell of a component's row, where the name is one that we gave."""
    try:
        sheet, row, column = json.loads(str(name))
        cell = CellRef(str(sheet), int(row), str(column))
    except (TypeError, ValueError):
        return None
    return None if cell.column == WHOLE_ROW and not cell.row else cell
