"""The board: one view for each version, year and day; which years there are; who owes what."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from indicators.board import Board
from indicators.observations import Origin
from indicators.plan import Plan
from indicators.store import Store
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import draft, figure

TODAY = date(2028, 11, 20)


@pytest.fixture
def board(plan: Plan, store: Store) -> Board:
    return Board(plan, store)


# Views


def test_a_view_is_worked_out_once(board: Board) -> None:
    assert board.view(2028, TODAY) is board.view(2028, TODAY)


def test_sessions_at_the_same_moment_share_one_view(board: Board) -> None:
    with ThreadPoolExecutor(8) as pool:
        views = list(pool.map(lambda _: board.view(2028, TODAY), range(16)))
    assert len({id(view) for view in views}) == 1


def test_another_year_or_day_is_another_view(board: Board) -> None:
    view = board.view(2028, TODAY)
    assert board.view(2027, TODAY).year == 2027
    assert board.view(2028, date(2028, 11, 21)).today == date(2028, 11, 21)
    assert board.view(2028, TODAY) is view


def test_a_submission_makes_a_new_view(board: Board) -> None:
    before = board.view(2028, TODAY)
    board.store.confirm(draft(figure("CT04", 2028, "9.5")))
    after = board.view(2028, TODAY)
    assert (before.version, after.version) == (0, 1)
    assert before.standing("CT04").figure is None
    assert after.standing("CT04").figure.value == figure(value="9.5").value
    assert set(after.submissions) == {1}


def test_many_days_do_not_pile_up_views(board: Board) -> None:
    first = board.view(2028, TODAY)
    for year in range(1990, 2030):
        board.view(year, TODAY)
    assert board.view(2028, TODAY) is not first


def test_a_view_says_whether_its_figures_are_invented(board: Board) -> None:
    assert not board.view(2028, TODAY).is_demo
    board.store.confirm(draft(figure(), origin=Origin.DEMO))
    assert board.view(2028, TODAY).is_demo
    board.store.confirm(draft(figure()))
    assert not board.view(2028, TODAY).is_demo


def test_an_earlier_year_is_seen_as_it_stood(board: Board) -> None:
    board.store.confirm(draft(figure(year=2026, value="7"), figure(year=2028, value="30")))
    assert board.view(2026, TODAY).standing("CT04").figure.value == 7
    assert board.view(2028, TODAY).standing("CT04").figure.value == 30


def test_every_indicator_of_the_plan_stands_in_a_view(board: Board, plan: Plan) -> None:
    view = board.view(2028, TODAY)
    assert {s.indicator.code for s in view.standings} == {i.code for i in plan.indicators}
    assert view.standing("CT07").indicator is plan.indicator("CT07")
    with pytest.raises(KeyError):
        view.standing("CT99")


def test_a_task_update_reaches_the_view(board: Board, plan: Plan) -> None:
    update = TaskUpdate(plan.tasks[0].code, TaskState.UNDER_WAY, 40, "Đã họp", date(2028, 9, 1))
    board.store.confirm(draft(task_updates=[update]))
    (told,) = [task for task in board.view(2028, TODAY).tasks if task.update]
    assert (told.task.code, told.update.note) == (update.task, "Đã họp")


# By unit


def test_a_unit_sees_what_it_leads_and_what_it_owes(board: Board, plan: Plan) -> None:
    view = board.view(2028, TODAY)
    assert len(view.debts) == len(plan.indicators)
    for unit in plan.responsible_units:
        led = {i.code for i in plan.led_by(unit.code)}
        assert {s.indicator.code for s in view.led_by(unit.code)} == led
        assert {d.indicator.code for d in view.debts_of(unit.code)} == led


def test_a_reported_figure_is_no_longer_owed(board: Board, plan: Plan) -> None:
    lead = plan.indicator("CT04").lead_unit
    board.store.confirm(draft(figure("CT04", 2028)))
    assert "CT04" not in {d.indicator.code for d in board.view(2028, TODAY).debts_of(lead)}
    assert "CT04" in {d.indicator.code for d in board.view(2027, TODAY).debts_of(lead)}


def test_the_counts_of_the_green_models_are_kept_apart(board: Board) -> None:
    counts = [figure("MH1", 2026, "3"), figure("MH1", 2027, "5"), figure("MH2", 2027, "1")]
    board.store.confirm(draft(*counts, figure("CT04", 2027)))
    models = board.view(2028, TODAY).model_counts()
    assert {
        code: {y: int(o.value) for y, o in years.items()} for code, years in models.items()
    } == {
        "MH1": {2026: 3, 2027: 5},
        "MH2": {2027: 1},
    }


# Years


@pytest.mark.parametrize(
    ("today", "with_figures", "years", "usual"),
    [
        ("2025-03-01", [], [2026], 2026),
        ("2026-06-01", [], [2026], 2026),
        ("2028-11-20", [], [2028, 2027, 2026], 2028),
        ("2028-11-20", [2027], [2028, 2027, 2026], 2027),
        ("2028-11-20", [2026, 2028], [2028, 2027, 2026], 2028),
        ("2028-11-20", [2024, 2025], [2028, 2027, 2026, 2025, 2024], 2028),
        ("2028-11-20", [2029], [2028, 2027, 2026], 2028),
        ("2031-01-01", [2030], [2030, 2029, 2028, 2027, 2026], 2030),
        ("2035-01-01", [], [2030, 2029, 2028, 2027, 2026], 2030),
        ("2035-01-01", [2026], [2030, 2029, 2028, 2027, 2026], 2026),
    ],
)
def test_the_years_to_pick_from_and_the_usual_one(
    board: Board, today: str, with_figures: list[int], years: list[int], usual: int
) -> None:
    day = date.fromisoformat(today)
    board.store.confirm(draft(*(figure(year=year) for year in with_figures)))
    assert list(board.years(day)) == years
    assert board.usual_year(day) == usual
