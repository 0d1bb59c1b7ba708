"""The plan's tasks and green models as their screen tells them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from indicators import wording
from indicators.board import Board, View
from indicators.cells import Table
from indicators.observations import Observation
from indicators.plan import Plan
from indicators.store import Store
from indicators.task_tables import all_tasks_table, models_table, task_looks, timeline_text
from indicators.tasks import TaskLabel, TaskState, TaskUpdate
from tests.conftest import draft, figure

TODAY = date(2026, 6, 20)


@pytest.fixture
def view_of(plan: Plan, store: Store) -> Callable[..., View]:
    def view_of(*things: TaskUpdate | Observation, year: int = 2026, today: date = TODAY) -> View:
        figures = [thing for thing in things if isinstance(thing, Observation)]
        updates = [thing for thing in things if isinstance(thing, TaskUpdate)]
        store.confirm(draft(*figures, task_updates=updates))
        return Board(plan, store).view(year, today)

    return view_of


def said(cell: Mapping[str, Any]) -> str:
    lines = ["".join(part["text"] for part in line["parts"]) for line in cell.get("lines", [])]
    return " / ".join(filter(None, [cell.get("title", ""), cell.get("chip", ""), *lines]))


def cells(table: Table) -> dict[str, dict[str, str]]:
    """The rows by the code that begins them."""
    rows = [
        {key: said(cell) for key, cell in row["cells"].items()}
        for group in table["groups"]
        for row in group["rows"]
    ]
    return {row["name"].partition(". ")[0]: row for row in rows}


# Tasks


def test_every_task_stands_once_in_its_group(view_of: Callable[..., View], plan: Plan) -> None:
    table = all_tasks_table(view_of())
    assert [group["title"].partition(".")[0] for group in table["groups"]] == [
        group.code for group in plan.task_groups
    ]
    assert sum(len(group["rows"]) for group in table["groups"]) == len(plan.tasks)
    assert list(cells(table)) == [task.code for task in plan.tasks]
    for group in table["groups"]:
        assert group["title"].endswith(f" · {len(group['rows'])}")


def test_a_task_shows_result_units_and_deadline(view_of: Callable[..., View], plan: Plan) -> None:
    rows = cells(all_tasks_table(view_of()))
    for task in plan.tasks:
        row = rows[task.code]
        assert row["name"].startswith(f"{task.code}. {task.name} / {task.result}")
        assert row["lead"].startswith(plan.unit_name(task.lead_unit))
        assert ("phối hợp: " in row["lead"]) == bool(task.supporting_units)
        assert row["due"] == f"{task.deadline_month:02d}/{task.deadline_year}"


def test_the_plans_priority_mark_is_said_in_words(view_of: Callable[..., View], plan: Plan) -> None:
    table = all_tasks_table(view_of())
    names = [row["cells"]["name"] for group in table["groups"] for row in group["rows"]]
    marked = {name["title"].partition(". ")[0] for name in names if name["mark"]}
    assert marked == {task.code for task in plan.tasks if task.is_priority}
    assert {name["mark"] for name in names} == {"", f"({wording.PRIORITY})"}
    assert "không phải dấu ★" in table["notes"][0]


def test_a_task_without_a_statement_says_so_once(view_of: Callable[..., View]) -> None:
    row = cells(all_tasks_table(view_of()))["II.2"]
    assert (row["progress"], row["state"]) == ("", TaskLabel.UNKNOWN.value)


@pytest.mark.parametrize(
    ("percent", "note", "progress"),
    [
        (40, "Đã họp", "40% · cập nhật 05/06/2026 / Đã họp"),
        (0, "", "0% · cập nhật 05/06/2026"),
        (None, "<b>Đã họp</b>", "cập nhật 05/06/2026 / <b>Đã họp</b>"),
    ],
)
def test_a_statement_shows_share_day_and_note(
    view_of: Callable[..., View], percent: int | None, note: str, progress: str
) -> None:
    update = TaskUpdate("II.2", TaskState.UNDER_WAY, percent, note, date(2026, 6, 5))
    table = all_tasks_table(view_of(update))
    row = cells(table)["II.2"]
    assert row["progress"] == progress
    assert row["state"] == f"{TaskLabel.UNDER_WAY.value} / {progress}"


def test_a_narrow_table_tells_the_statement_below_the_state(view_of: Callable[..., View]) -> None:
    update = TaskUpdate("II.2", TaskState.UNDER_WAY, 40, "Đã họp", date(2026, 6, 5))
    table = all_tasks_table(view_of(update))
    (shown,) = [c["sizes"] for c in table["columns"] if c["key"] == "progress"]
    rows = [row["cells"] for group in table["groups"] for row in group["rows"]]
    (state,) = [row["state"] for row in rows if row["state"].get("lines")]
    for line in state["lines"]:
        assert line["sizes"] == ["narrow"]
        assert not set(line["sizes"]) & set(shown), "never told twice"


def test_every_state_of_a_task_has_a_look(view_of: Callable[..., View], plan: Plan) -> None:
    view = view_of()
    table = all_tasks_table(view)
    assert set(table["chips"]) == {label.value for label in TaskLabel}
    looks = task_looks(view)
    assert list(looks) == [task.code for task in plan.tasks]
    assert looks["II.2"][0] == wording.TASK_LABELS[TaskLabel.UNKNOWN]


def test_the_time_line_is_told_in_one_sentence(view_of: Callable[..., View], plan: Plan) -> None:
    text = timeline_text(view_of(today=date(2035, 1, 1)))
    assert text.startswith(f"Đường thời gian của {len(plan.tasks)} nhiệm vụ: I.1 hạn ")
    assert text.count("quá hạn") == len(plan.tasks)
    assert text.endswith(".")


# Models


def models(table: Table) -> dict[str, dict[str, str]]:
    rows = [row["cells"] for group in table["groups"] for row in group["rows"]]
    return {said(row["name"]): {key: said(cell) for key, cell in row.items()} for row in rows}


def test_models_without_counts_show_the_year_looked_at(
    view_of: Callable[..., View], plan: Plan
) -> None:
    table = models_table(view_of())
    assert [column["key"] for column in table["columns"]] == ["name", "2026"]
    assert [row["2026"] for row in models(table).values()] == ["–"] * len(plan.own_models)
    assert table["notes"] == [note for note in [plan.document.models_note] if note]


def test_models_show_the_last_five_years_up_to_the_one_looked_at(
    view_of: Callable[..., View], plan: Plan
) -> None:
    model = plan.own_models[0]
    counts = [figure(model.code, year, str(year - 2020)) for year in range(2021, 2029)]
    table = models_table(view_of(*counts, year=2027))
    years = [column["key"] for column in table["columns"]][1:]
    assert years == ["2023", "2024", "2025", "2026", "2027"]
    row = models(table)[f"{model.name} / {model.code} · mục {model.clause}"]
    assert [row[year] for year in years] == ["3", "4", "5", "6", "7"]


def test_a_model_not_counted_in_a_year_is_no_zero(view_of: Callable[..., View], plan: Plan) -> None:
    first, second, *_ = plan.own_models
    counts = [figure(first.code, 2025, "0"), figure(second.code, 2026, "1240")]
    one, two, *_ = models(models_table(view_of(*counts))).values()
    assert (one["2025"], one["2026"]) == ("0", "–")
    assert (two["2025"], two["2026"]) == ("–", "1.240")
