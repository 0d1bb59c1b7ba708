"""What the viewers' screens begin with, as data: the same parts that their pages show.

Each part is a mapping of one kind to what it is drawn from: `head`, `table` and `chart` by the
components of these names, `title` and `words` as text, `room` for controls that come with
Streamlit, `columns` for parts side by side with their `shares` of the width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators import (
    charts,
    findings,
    heads,
    origins,
    reminders,
    screen,
    tables,
    task_sentences,
    task_tables,
    wording,
)
from indicators import explanation_sentences as sentences
from indicators.accounts import Identity, Right, may
from indicators.board import Board, View
from indicators.cells import Table
from indicators.explanation_tables import note_table, unit_notes_table
from indicators.standing import Debt, Standing
from indicators.view_cache import ViewCache

Part = Mapping[str, Any]
CLOSED: Part = {"room": "closed"}
"""Where an expander comes that nobody has opened yet."""
BUTTON: Part = {"room": "button"}


# What pages and beginnings both say and draw


DUTY = "Vai trò trong kế hoạch: "
SIDE_BY_SIDE = "Các đơn vị, xem cạnh nhau"
FIGURES_ORIGINS = "Nguồn gốc từng số liệu"
MODELS = "Mô hình xanh của kế hoạch"


def led_title(led: Sequence[Standing]) -> str:
    return f"Chủ trì {len(led)} chỉ tiêu"


def owed_title(owed: Sequence[Debt], year: int) -> str:
    return f"Còn nợ {len(owed)} số liệu năm {year}"


_drawn = ViewCache()


def trajectory(view: View, code: str) -> str:
    """The chart of an indicator's figures, drawn once for all who see it."""
    return _drawn.get(
        view,
        ("trajectory", code, view.year),
        lambda: charts.trajectory(view.plan, view.standing(code), demo=view.is_demo),
    )


def reporting_units(view: View, code: str) -> str:
    """The chart of an indicator's reporting units, drawn once for all who see it."""
    return _drawn.get(
        view,
        ("units", code, view.year),
        lambda: charts.reporting_units(view.plan, view.standing(code), demo=view.is_demo),
    )


@dataclass(frozen=True)
class Beginning:
    """The first parts of a screen, and the keys of the components that show them later."""

    parts: Sequence[Part]
    keys: Sequence[str]
    has_charts: bool = False


def overview(view: View) -> Beginning:
    table = tables.overview_table(
        view.plan,
        view.standings,
        year=view.year,
        notes=[wording.contradictions_note(view.plan)],
    )
    parts = [_head(heads.overview_head(view)), {"room": "overview"}, _table(table)]
    return Beginning(parts, ["overview-table"])


def indicator(board: Board, view: View, code: str, who: Identity) -> Beginning:
    """Up to the origins of the figures. Raises KeyError for an unknown code."""
    standing = view.standing(code)
    left = [
        _title(charts.trajectory_title(view.plan, standing)),
        {"chart": trajectory(view, code)},
    ]
    right = [_title(charts.reporting_units_title(view.plan, standing))]
    if standing.series.units:
        right += [{"chart": reporting_units(view, code)}]
        right += _words(findings.undrawn_note(view.plan, standing), small=True)
    else:
        right += _words(wording.NO_UNIT_FIGURES)
    parts = [
        _head(heads.indicator_head(view, standing)),
        {"room": "indicator"},
        *_explanation(board, view, code, who),
        {"columns": [left, right], "shares": [1.45, 1], "name": "charts"},
        _title(FIGURES_ORIGINS),
        _table(origins.years_table(view, standing)),
    ]
    drawn = ["trajectory-chart", *(["reporting-units-chart"] if standing.series.units else [])]
    return Beginning(parts, [*drawn, "years"], has_charts=True)


def unit(view: View, code: str) -> Beginning:
    """Down to the units side by side. Raises KeyError for an unknown code."""
    about = view.plan.unit(code)
    led, owed = view.led_by(code), view.debts_of(code)
    parts = [_head(heads.unit_head(view, code)), {"room": "unit"}]
    if led:
        left = [
            _title(led_title(led)),
            _table(tables.led_indicators_table(view.plan, led, view.year)),
        ]
        if owed:
            right = [_title(owed_title(owed, view.year)), _table(tables.debts_table(owed)), BUTTON]
            parts += [{"columns": [left, right], "shares": [3, 1], "name": "led"}]
        else:
            parts += left
    else:
        parts += _words(f"{DUTY}{about.duty}.")
    notes = unit_notes_table(view, code)
    if notes is not None:
        parts += [_title(notes["caption"]), _table(notes)]
    if any(item.unit == code for item in reminders.reminders(view, "")):
        parts += [CLOSED]
    own, supported = view.tasks_led_by(code), view.tasks_supported_by(code)
    if own:
        parts += [_title(task_sentences.led_title(own)), _table(tables.tasks_table(own))]
    if supported:
        title = task_sentences.supported_title(len(supported))
        parts += [_title(title), _table(tables.tasks_table(supported))]
    side_by_side = tables.units_table(
        view.plan, view.standings, view.tasks, view.debts, year=view.year, current=code
    )
    parts += [_title(SIDE_BY_SIDE), _table(side_by_side)]
    return Beginning(parts, ["units-table"])


def tasks(view: View) -> Beginning:
    parts = [
        _head(heads.tasks_head(view)),
        {"room": "tasks"},
        *_words(task_sentences.OPEN_HINT, small=True),
        _table(task_tables.all_tasks_table(view)),
        _title(MODELS),
        _table(task_tables.models_table(view)),
    ]
    return Beginning(parts, ["models-table"])


# Parts


def _explanation(board: Board, view: View, code: str, who: Identity) -> list[Part]:
    standing = view.standing(code)
    note, earlier = view.note(code), board.earlier_notes(view, code)
    is_owed = standing in view.notes_owed()
    if not (note or earlier or is_owed):
        return []
    parts = [_title(sentences.TITLE)]
    if note is not None:
        parts += [_table(note_table(view, [note], sentences.TITLE))]
    elif is_owed:
        parts += _words(sentences.missing(view.plan, standing.indicator, view.year))
    if earlier:
        parts += [CLOSED]
    if (note or is_owed) and may(who, Right.EXPLAIN, standing.indicator.lead_unit):
        is_demo = board.store.holds_demo_figures()
        parts += _words(sentences.DEMO_FIRST, small=True) if is_demo else [CLOSED]
    elif note is None and who.is_visitor and not board.store.holds_demo_figures():
        parts += _words(sentences.SIGN_IN_TO_WRITE)
    return parts


def _head(head: heads.Data) -> Part:
    return {"head": screen.dressed(head)}


def _table(table: Table) -> Part:
    return {"table": table}


def _title(text: str) -> Part:
    return {"title": text}


def _words(text: str, *, small: bool = False) -> list[Part]:
    return [{"words": text, "small": small}] if text else []
