"""From settings to a board: the plan read, the store opened, invented figures on a first start."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import cache
from pathlib import Path

from indicators import upkeep
from indicators.account_book import AccountBook
from indicators.board import Board
from indicators.demo import seed_demo
from indicators.office_settings import OfficeSettings
from indicators.passwords import Passwords
from indicators.plan import Plan
from indicators.plan_folder import read_plan
from indicators.settings import Settings
from indicators.sign_in import SignIn
from indicators.store import Store, open_store

_plans: dict[Path, tuple[float, Plan]] = {}
_Made = tuple[Plan, Store, tuple[int, int, str]]
_boards: dict[tuple[Path | str, Path], tuple[_Made, Board]] = {}
_opening = threading.Lock()


@cache
def _passwords() -> Passwords:
    """Made when it is needed first: making it costs as much as a sign-in."""
    return Passwords()


def current_plan(folder: Path) -> Plan:
    """The plan in this folder, read again whenever a table is saved. Raises PlanError."""
    stamp = max((file.stat().st_mtime for file in folder.glob("*")), default=0.0)
    kept = _plans.get(folder)
    if kept is None or kept[0] != stamp:
        kept = _plans[folder] = (stamp, read_plan(folder))
    return kept[1]


def decided_plan(plan: Plan, chosen: OfficeSettings) -> Plan:
    """The plan with the reporting duty as an administrator decided it; the same where not."""
    reporting = plan.reporting
    if chosen.report_month and chosen.report_day:
        reporting = replace(
            reporting, before_month=chosen.report_month, before_day=chosen.report_day
        )
    if chosen.report_text:
        reporting = replace(reporting, text=chosen.report_text)
    return plan if reporting is plan.reporting else replace(plan, reporting=reporting)


def open_board(settings: Settings) -> Board:
    """The process's board of these settings, with its views; made anew when the plan changes.

    Raises PlanError and StoreUnavailable.
    """
    with _opening:
        plan = current_plan(settings.plan_folder)
        store = open_store(settings.database, plan.commune.code, keeping=settings.keeping)
        chosen = store.settings.current()
        where = (settings.database, settings.plan_folder)
        made_of = (plan, store, (chosen.report_month, chosen.report_day, chosen.report_text))
        kept = _boards.get(where)
        if kept is None or not _is_same(kept[0], made_of):
            if store.is_empty() and settings.demo_folder is not None:
                seed_demo(store, plan, settings.demo_folder)
            upkeep.tell_findings(store)
            kept = _boards[where] = (made_of, Board(decided_plan(plan, chosen), store))
        return kept[1]


def _is_same(old: _Made, new: _Made) -> bool:
    return old[0] is new[0] and old[1] is new[1] and old[2] == new[2]


def open_door(board: Board) -> SignIn:
    """The door of this board's store."""
    commune = board.plan.commune
    return SignIn(board.store, _passwords(), (commune.name, commune.place, commune.product))


def open_accounts(board: Board) -> AccountBook:
    """The accounts of this board's store, for an administrator."""
    return AccountBook(board.store, _passwords(), [unit.code for unit in board.plan.units])
