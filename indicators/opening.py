"""From settings to a board: the plan read, the store opened, invented figures on a first start."""

from __future__ import annotations

from indicators.board import Board
from indicators.demo import seed_demo
from indicators.plan import Plan
from indicators.plan_folder import read_plan
from indicators.settings import Settings
from indicators.store import open_store


def open_board(settings: Settings, plan: Plan | None = None) -> Board:
    """The board of these settings. Raises PlanError and StoreUnavailable."""
    plan = plan or read_plan(settings.plan_folder)
    store = open_store(settings.database, plan.commune.code)
    if store.is_empty() and settings.demo_folder is not None:
        seed_demo(store, plan, settings.demo_folder)
    return Board(plan, store)
