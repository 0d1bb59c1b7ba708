"""The store as it stood after an earlier submission."""

from datetime import UTC, date, datetime
from decimal import Decimal

from indicators.board import Board
from indicators.observations import Origin
from indicators.plan import Plan
from indicators.store import Store
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import COMMUNE, draft, explanation, figure
from tests.store.conftest import Place


def values(store: Store, number: int) -> dict[str, Decimal | None]:
    return {o.indicator: o.value for o in store.snapshot(number).observations}


def test_a_snapshot_holds_the_figures_of_its_moment(store: Store) -> None:
    store.confirm(draft(figure("CT04", 2026, "10"), figure("CT08", 2026, "20")))
    store.confirm(draft(figure("CT04", 2026, "11")))
    store.confirm(draft(figure("CT01", 2026, "50")))
    assert values(store, 0) == {}
    assert values(store, 1) == {"CT04": 10, "CT08": 20}
    assert values(store, 2) == {"CT04": 11, "CT08": 20}
    assert values(store, 3) == {"CT04": 11, "CT08": 20, "CT01": 50}


def test_the_last_snapshot_is_what_counts_now(store: Store) -> None:
    update = TaskUpdate("I.1", TaskState.DONE, 100, "", date(2026, 11, 1))
    store.confirm(draft(figure("CT04", 2026, "10"), task_updates=[update]))
    store.confirm(draft(notes=[explanation()]))
    store.undo(1, "Bà Lan", "nhầm", "key of undo")
    now = store.snapshot(store.version)
    assert set(now.observations) == set(store.current())
    assert now.task_updates == store.task_updates()
    assert set(now.notes) == set(store.notes())


def test_a_withdrawn_figure_is_in_no_later_snapshot(store: Store) -> None:
    store.confirm(draft(figure("CT04", 2026, "10")))
    store.undo(1, "Bà Lan", "nhầm", "key of undo")
    assert values(store, 1) == {"CT04": 10}
    assert values(store, 2) == {}


def test_invented_figures_are_only_in_snapshots_before_real_ones(store: Store) -> None:
    store.confirm(draft(figure("CT04", 2026, "10"), origin=Origin.DEMO))
    store.confirm(draft(figure("CT08", 2026, "20")))
    assert values(store, 1) == {"CT04": 10}
    assert values(store, 2) == {"CT08": 20}


def test_notes_and_tasks_are_those_of_the_moment(store: Store) -> None:
    begun = TaskUpdate("I.1", TaskState.UNDER_WAY, 40, "", date(2026, 11, 1))
    store.confirm(draft(figure("CT03", 2026, "40"), task_updates=[begun]))
    store.confirm(draft(notes=[explanation("CT03", reason="Một")]))
    done = TaskUpdate("I.1", TaskState.DONE, 100, "", date(2026, 12, 1))
    store.confirm(draft(notes=[explanation("CT03", reason="Hai")], task_updates=[done]))
    assert store.snapshot(1).notes == ()
    assert [note.reason for note in store.snapshot(2).notes] == ["Một"]
    assert [note.reason for note in store.snapshot(3).notes] == ["Hai"]
    assert store.snapshot(2).task_updates["I.1"].state is TaskState.UNDER_WAY
    assert store.snapshot(3).task_updates["I.1"].state is TaskState.DONE


def test_another_commune_has_its_own_snapshots(store: Store) -> None:
    other = Store(store.path, "XA-KHAC", database=store.database)
    store.confirm(draft(figure("CT04", 2026, "10")))
    other.confirm(draft(figure("CT04", 2026, "99")))
    assert values(store, 1) == {"CT04": 10}
    assert values(other, 1) == {"CT04": 99}


def test_a_view_as_of_a_day_shows_what_was_known_then(place: Place, plan: Plan) -> None:
    moments = iter(
        [
            datetime(2026, 11, 30, 16, 59, tzinfo=UTC),  # 23:59 in Vietnam
            datetime(2026, 11, 30, 17, 1, tzinfo=UTC),  # the next day there
        ]
    )
    store = Store(place, COMMUNE, lambda: next(moments))
    board = Board(plan, store)
    store.confirm(draft(figure("CT04", 2026, "10")))
    store.confirm(draft(figure("CT04", 2026, "11")))
    assert board.version_on(date(2026, 11, 29)) == 0
    assert board.version_on(date(2026, 11, 30)) == 1
    assert board.version_on(date(2026, 12, 1)) == 2
    then = board.view(2026, date(2026, 11, 30), 1)
    now = board.view(2026, date(2026, 12, 1))
    assert then.standing("CT04").assessment.latest.value == 10
    assert now.standing("CT04").assessment.latest.value == 11
    assert board.view(2026, date(2026, 11, 30), 1) is then
    store.close()
