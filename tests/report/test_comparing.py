"""What changed between two days, and by which submission."""

from datetime import date
from typing import Any

import pytest

from indicators.board import Board
from indicators.plan import Plan
from indicators.report.comparing import NOTHING_CHANGED, comparison_table
from indicators.store import Store
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import draft, figure

TODAY = date(2026, 12, 3)


def texts(cell: Any) -> list[str]:
    return ["".join(part["text"] for part in line["parts"]) for line in cell.get("lines", [])]


@pytest.fixture
def board(plan: Plan, store: Store) -> Board:
    store.confirm(
        draft(figure("CT04", 2025, "12.9"), figure("CT04", 2026, "13"), figure("CT08", 2026, "20"))
    )
    return Board(plan, store)


def rows(board: Board, before: int) -> list[dict[str, list[str]]]:
    table = comparison_table(board.view(2026, date(2026, 11, 20), before), board.view(2026, TODAY))
    (group,) = table["groups"]
    return [{name: texts(cell) for name, cell in row["cells"].items()} for row in group["rows"]]


def test_a_changed_figure_names_the_submission_that_changed_it(board: Board) -> None:
    board.store.confirm(draft(figure("CT04", 2026, "16.5"), file_name="sửa.xlsx", content=b"x"))
    (row,) = rows(board, 1)
    assert row["name"] == ["CT04 Diện tích trồng trọt VietGAP, hữu cơ, Halal"]
    assert row["before"] == ["13%", "Có nguy cơ không đạt"]
    assert row["now"] == ["16,5%", "Đúng tiến độ"]
    (by,) = row["by"]
    assert by.startswith("Lần 2 · ")
    assert by.endswith(" · Bà Lan · sửa.xlsx")


def test_a_new_figure_was_missing_before(board: Board) -> None:
    board.store.confirm(draft(figure("CT01", 2026, "50")))
    (row,) = rows(board, 1)
    assert row["before"] == ["–", "Chưa có số liệu"]
    assert row["now"][0] == "50%"


def test_a_task_that_moved_is_listed(board: Board) -> None:
    done = TaskUpdate("VI.3", TaskState.DONE, 100, "", date(2026, 11, 30))
    board.store.confirm(draft(task_updates=[done]))
    (row,) = rows(board, 1)
    assert row["name"][0].startswith("Nhiệm vụ VI.3 ")
    assert (row["before"], row["now"]) == (["Sắp đến hạn"], ["Hoàn thành"])
    assert row["by"][0].startswith("Lần 2 · ")


def test_nothing_changed_is_said(board: Board) -> None:
    table = comparison_table(board.view(2026, TODAY, 1), board.view(2026, TODAY))
    assert table["groups"][0]["rows"] == []
    assert table["empty"] == NOTHING_CHANGED
