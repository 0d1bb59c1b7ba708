"""From settings to a board: the plan read, the store opened, invented figures on a first start."""

from __future__ import annotations

import threading
from pathlib import Path

from indicators import upkeep
from indicators.board import Board
from indicators.demo import seed_demo
from indicators.plan import Plan
from indicators.plan_folder import read_plan
from indicators.settings import Settings
from indicators.store import open_store

_plans: dict[Path, tuple[float, Plan]] = {}
_boards: dict[tuple[Path | str, Path], Board] = {}
_opening = threading.Lock()


def current_plan(folder: Path) -> Plan:
    """The plan in this folder, read again whenever a table is saved. Raises PlanError."""
    stamp = max((file.stat().st_mtime for file in folder.glob("*")), default=0.0)
    kept = _plans.get(folder)
    if kept is None or kept[0] != stamp:
        kept = _plans[folder] = (stamp, read_plan(folder))
    return kept[1]


def open_board(settings: Settings) -> Board:
    """The process's board of these settings, with its views; made anew when the plan changes.

    Raises PlanError and StoreUnavailable.
    """
    with _opening:
        plan = current_plan(settings.plan_folder)
        store = open_store(settings.database, plan.commune.code, keeping=settings.keeping)
        board = _boards.get((settings.database, settings.plan_folder))
        if board is None or board.plan is not plan or board.store is not store:
            if store.is_empty() and settings.demo_folder is not None:
                seed_demo(store, plan, settings.demo_folder)
            upkeep.tell_findings(store)
            board = _boards[settings.database, settings.plan_folder] = Board(plan, store)
        return board
