"""What waits for a second word, and what became of it, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators import notation, wording
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
    target,
    text_cell,
)
from indicators.observations import Origin
from indicators.plan import Plan
from indicators.proposals import Decision, Proposal


def waiting_table(plan: Plan, proposals: Sequence[Proposal], caption: str) -> Table:
    """What waits, oldest first; each row opens what was handed in."""
    rows = [
        Row(
            cells={**_cells(plan, item), "reason": text_cell(item.reason or wording.NO_FIGURE)},
            open=target("upload", cho=str(item.number)),
        )
        for item in proposals
    ]
    columns = [*_columns(), column("reason", "Lý do", "text", sizes=NOT_NARROW)]
    return table(caption, columns, [Group(title="", rows=rows)])


def own_table(
    plan: Plan, proposals: Sequence[Proposal], decisions: Mapping[int, Decision]
) -> Table:
    """What a person handed in, newest first, and what was said to it."""
    rows = []
    for item in proposals:
        decision = decisions.get(item.number or 0)
        rows.append(Row(cells={**_cells(plan, item), "said": Cell(lines=_said(decision))}))
    return table(
        words.OWN_PROPOSALS,
        [*_columns(), column("said", "Kết quả", "text")],
        [Group(title="", rows=rows)],
    )


def what(proposal: Proposal) -> str:
    """What was handed in: the file, the typed figure, or the undo."""
    if proposal.origin is Origin.UNDO:
        return f"{wording.ORIGINS[Origin.UNDO]} lần {proposal.undoes}"
    is_typed = proposal.origin is Origin.CORRECTION
    return wording.ORIGINS[Origin.CORRECTION] if is_typed else proposal.file_name


def _columns() -> list[Column]:
    return [
        column("what", "Nội dung", "name"),
        column("person", "Ai gửi, lúc nào", "text"),
        column("rows", "Số liệu", "number", "end"),
    ]


def _cells(plan: Plan, proposal: Proposal) -> dict[str, Cell]:
    whose = f" · {plan.unit_name(proposal.unit)}" if proposal.unit else ""
    when = notation.moment(proposal.proposed_at) if proposal.proposed_at else ""
    number = part(f"mã chờ {proposal.number}", "muted", "small")
    return {
        "what": Cell(title=what(proposal), lines=[line(number)]),
        "person": Cell(
            lines=[
                line(part(f"{proposal.person}{whose}")),
                line(part(when, "muted", "small", "whole")),
            ]
        ),
        "rows": text_cell(notation.number(proposal.row_count)),
    }


def _said(decision: Decision | None) -> list[Line]:
    if decision is None:
        return [line(part(words.WAITING, "muted"))]
    lines = [line(part(words.OUTCOMES[decision.outcome], "strong"))]
    if decision.reason:
        lines.append(line(part(decision.reason)))
    when = notation.moment(decision.decided_at) if decision.decided_at else ""
    lines.append(line(part(f"{decision.person} · {when}", "muted", "small")))
    return lines
