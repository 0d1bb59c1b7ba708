"""From settings to a board: the plan read, the store opened, invented figures on a first start."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

from indicators import upkeep
from indicators.account_book import AccountBook
from indicators.alphabet import place_of
from indicators.board import Board
from indicators.city import City, Member
from indicators.demo import seed_demo
from indicators.office_settings import OfficeSettings
from indicators.passwords import Passwords
from indicators.plan import Plan
from indicators.plan_folder import PlanError, read_plan
from indicators.settings import Settings
from indicators.sign_in import SignIn
from indicators.store import Store, open_store

_plans: dict[Path, tuple[float, Plan]] = {}
_Made = tuple[Plan, Store, tuple[int, int, str]]
_boards: dict[tuple[Path | str, Path], tuple[_Made, Board]] = {}
_opening = threading.Lock()
_LOOK_AGAIN = 10.0
"""Seconds for which the communes of a city are taken as unchanged."""


_cities: dict[Settings, tuple[float, City]] = {}


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
        if plan.commune.code == own.plan.commune.code:
            continue  # Its plan is in force already.
        if plans.setdefault(plan.commune.code, plan) is not plan:
            faulty.append(folder.name)
    boards = {(m.code, id(m.board.plan)): m.board for m in known}
    members = [Member(own.plan.commune.code, own.plan.commune.name, own)]
    for code in sorted({*plans, *own.store.communes()} - {own.plan.commune.code}):
        plan = plans.get(code, own.plan)
        board = boards.get((code, id(plan))) or Board(plan, open_store(settings.database, code))
        name = plan.commune.name if code in plans else code
        members.append(Member(code, name, board, code in plans))
    others = sorted(members[1:], key=lambda member: place_of(member.name))
    return City(own.plan, (members[0], *others), tuple(faulty))
