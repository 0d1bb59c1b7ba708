"""The stores that the walk over all screens looks at: first start, real figures, nothing yet."""

import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from indicators import second_factor
from indicators.accounts import Account, Credential, Identity, Role
from indicators.board import Board
from indicators.demo import seed_demo
from indicators.observations import Kind, Origin
from indicators.plan_folder import read_plan
from indicators.proposals import Decision, Outcome, Proposal, WaitsFor
from indicators.public_copy import made_copy
from indicators.publication import write_copy
from indicators.reporting_units import ReportingUnit
from indicators.settings import ROOT
from indicators.store import Store
from indicators.tasks import TaskState, TaskUpdate
from tests.browser.test_journeys import THIS_YEAR, csv_file
from tests.conftest import COMMUNE, draft, explanation, figure
from tests.signing import PASSWORD, QUICK, add_account

HUNG = Account("hung", "Ông Hùng", frozenset({Role.CONTRIBUTOR}), "VHXH")
LAN = Account("lan", "Bà Lan", frozenset({Role.EDITOR}), "PKT")
MINH = Account("minh", "Ông Minh", frozenset({Role.APPROVER}))
BINH = Account("binh", "Ông Bình", frozenset({Role.ADMIN}))
THU = Account("thu", "Bà Thu", frozenset({Role.EDITOR}), "PKT")
PEOPLE = (HUNG, LAN, MINH, BINH)
NOW = datetime(2026, 11, 20, 1)
"""In UTC; eight in the morning in Vietnam."""


def fill_real(store: Store) -> None:
    """Figures of every status with their origins, notes, tasks, corrections, an undo, proposals."""
    plan = read_plan(ROOT / "data" / "plan")
    seed_demo(store, plan, ROOT / "data" / "demo")
    invented = store.current()
    notes, updates = store.notes(), store.task_updates().values()
    for account in PEOPLE:
        add_account(store, account)
    store.confirm(
        draft(
            *(replace(each, submission=None) for each in invented if each.indicator != "CT13"),
            figure("CT11", 2026, "96"),
            file_name="so-lieu-2026.xlsx",
            content=b"x",
            notes=notes,
            task_updates=list(updates),
            account="lan",
        )
    )
    store.confirm(
        draft(
            figure("CT10", 2026, "43", kind=Kind.ESTIMATE),
            origin=Origin.CORRECTION,
            reason="gõ nhầm số",
            notes=[explanation("CT12", reason="Thiếu mặt bằng", due=date(2027, 6, 30))],
            task_updates=[
                TaskUpdate("II.2", TaskState.UNDER_WAY, 60, "Còn 4 cơ sở", date(2026, 11, 18))
            ],
            account="lan",
        )
    )
    mistaken = store.confirm(draft(figure("CT08", 2026, "99"), file_name="nhầm.csv", content=b"y"))
    store.undo(mistaken.number, "Bà Lan", "nạp nhầm tệp", "undo", None, "", "lan")
    units = [
        ReportingUnit(f"Thôn Mẫu {number}", frozenset({"CT04", "CT06", "CT07"}), 2022)
        for number in range(1, 13)
    ]
    store.reporting_units.replace(units, Identity.of(BINH, "máy chủ"))
    waiting = _handed_in(store, "Nước sạch.csv", "2026;CT11;;chính thức;97;")
    refused = _handed_in(store, "Nước sạch (cũ).csv", "2026;CT11;;chính thức;79;")
    assert waiting.number != refused.number
    store.proposals.answer(
        Decision.by(
            Identity.of(LAN), refused.number or 0, Outcome.REFUSED, "Số chưa khớp báo cáo của trạm"
        )
    )


def fill_approval(store: Store) -> None:
    """An office where a second person approves: a file and an undo wait for that."""
    for account in PEOPLE:
        add_account(store, account)
    store.confirm(draft(*THIS_YEAR, file_name="năm-trước.csv", content=b"x", account="lan"))
    _handed_in(store, "Nước sạch.csv", "2026;CT11;;chính thức;97;")
    _handed_in(store, "PKT.csv", "2026;CT04;;chính thức;14,5;", LAN, WaitsFor.APPROVER)
    store.proposals.hand_in(
        Proposal(
            WaitsFor.APPROVER,
            Origin.UNDO,
            LAN.login,
            LAN.full_name,
            "undo",
            2026,
            reason="nạp nhầm tệp",
            row_count=len(THIS_YEAR),
            undoes=1,
        )
    )


def fill_desk(store: Store) -> None:
    """Figures of two years, for stops that store something themselves."""
    for account in PEOPLE:
        add_account(store, account)
    store.confirm(draft(*THIS_YEAR, file_name="năm-trước.csv", content=b"x", account="lan"))


def fill_codes(store: Store) -> None:
    """An editor whose sign-in asks for a code too."""
    credential = Credential(QUICK.hash(PASSWORD), totp_secret=second_factor.new_secret())
    store.accounts.add(THU, credential, "test", NOW)


def fill_city(store: Store) -> None:
    """Three communes in one store."""
    for code, value in {COMMUNE: "11", "AN-LAO": "31", "TIEN-LANG": "21"}.items():
        commune = Store(store.path, code, lambda: NOW, store.database)
        commune.confirm(draft(figure("CT04", 2026, value), file_name="năm-2026.csv"))


def _handed_in(
    store: Store,
    name: str,
    row: str,
    person: Account = HUNG,
    waits_for: WaitsFor = WaitsFor.EDITOR,
) -> Proposal:
    return store.proposals.hand_in(
        Proposal(
            waits_for,
            Origin.UPLOAD,
            person.login,
            person.full_name,
            f"{name}-{row}",
            2026,
            unit=person.unit if person is HUNG else "",
            file_name=name,
            content=csv_file(row),
            row_count=1,
        )
    )


def broken_plan(folder: Path) -> Path:
    """A plan folder with faults: a threshold that is no number, a code that nobody defines."""
    shutil.copytree(ROOT / "data" / "plan", folder)
    for name, right, wrong in (
        ("targets.csv", ";20;", ";hai mươi;"),
        ("tasks.csv", ";PKT;", ";PKTX;"),
    ):
        table = (folder / name).read_text(encoding="utf-8-sig")
        assert right in table
        (folder / name).write_text(table.replace(right, wrong, 1), encoding="utf-8")
    return folder


def public_copy(place: Path) -> Path:
    """The published copy of the real figures."""
    with closing(Store(place.with_suffix(".duckdb"), COMMUNE, lambda: NOW)) as store:
        fill_real(store)
        board = Board(read_plan(ROOT / "data" / "plan"), store)
        write_copy(made_copy(board, NOW.date(), None, with_explanations=True), place)
    return place


STATES: Mapping[str, Mapping[str, Any]] = {
    "demo": {},
    "real": {"fill": fill_real},
    "empty": {"demo": "off"},
    "approval": {"fill": fill_approval, "approval": True},
    "desk": {"fill": fill_desk},
    "city": {"fill": fill_city},
    "codes": {"fill": fill_codes},
    "closed": {"fill": fill_desk, "viewers_sign_in": True},
    "first": {"people": ()},
}
"""How each dashboard is started; see `start_dashboard`."""
