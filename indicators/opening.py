"""From settings to a board: the plan read, the store opened, invented figures on a first start."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from indicators.board import Board
from indicators.city import City, Member
from indicators.demo import seed_demo
from indicators.plan import Plan
from indicators.plan_folder import PlanError, read_plan
from indicators.settings import Settings
from indicators.store import open_store

_plans: dict[Path, tuple[float, Plan]] = {}
_boards: dict[tuple[Path | str, Path], Board] = {}
_opening = threading.Lock()
_LOOK_AGAIN = 10.0
"""Seconds for which the communes of a city are taken as unchanged."""


_cities: dict[Settings, tuple[float, City]] = {}


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
        store = open_store(settings.database, plan.commune.code)
        board = _boards.get((settings.database, settings.plan_folder))
        if board is None or board.plan is not plan or board.store is not store:
            if store.is_empty() and settings.demo_folder is not None:
                seed_demo(store, plan, settings.demo_folder)
            board = _boards[settings.database, settings.plan_folder] = Board(plan, store)
        return board


def open_city(settings: Settings) -> City:
    """All communes with their boards; looked for again every few seconds.

    Raises PlanError, of this dashboard's own plan, and StoreUnavailable.
    """
    own = open_board(settings)
    with _opening:
        kept = _cities.get(settings)
        is_fresh = kept is not None and time.monotonic() - kept[0] < _LOOK_AGAIN
        if kept is not None and is_fresh and kept[1].members[0].board is own:
            return kept[1]
        city = _found(settings, own, kept[1].members if kept else ())
        if kept is not None and (kept[1].members, kept[1].faulty) == (city.members, city.faulty):
            city = kept[1]  # with its views
        _cities[settings] = (time.monotonic(), city)
        return city


def _found(settings: Settings, own: Board, known: tuple[Member, ...]) -> City:
    plans, faulty = {own.plan.commune.code: own.plan}, []
    around = settings.city_folder.glob("*/") if settings.city_folder else ()
    folders = sorted(folder for folder in around if not folder.name.startswith("."))
    for folder in folders:
        try:
            plan = current_plan(folder)
        except PlanError:
            faulty.append(folder.name)
            continue
        if plans.setdefault(plan.commune.code, plan) is not plan and plan != own.plan:
            faulty.append(folder.name)
    boards = {(m.code, id(m.board.plan)): m.board for m in known}
    members = [Member(own.plan.commune.code, own.plan.commune.name, own)]
    for code in sorted({*plans, *own.store.communes()} - {own.plan.commune.code}):
        plan = plans.get(code, own.plan)
        board = boards.get((code, id(plan))) or Board(plan, open_store(settings.database, code))
        name = plan.commune.name if code in plans else code
        members.append(Member(code, name, board, code in plans))
    return City(own.plan, tuple(members), tuple(faulty))
