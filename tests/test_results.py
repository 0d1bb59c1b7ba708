"""The sentences of result that open the overview and a unit's screen."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from indicators import results, task_sentences
from indicators.observations import Kind, Observation
from indicators.plan_folder import read_plan
from indicators.standing import Debt, Standing, standings
from indicators.tasks import TaskLabel, TaskStanding, task_standings

PLAN = read_plan(Path(__file__).parent.parent / "data/plan")


def figures(kind: Kind = Kind.ACTUAL, **by_code: list[str | None]) -> list[Observation]:
    """Whole-commune figures by indicator, the last one of 2026; None is a year without one."""
    return [
        Observation(
            code,
            2026 - len(values) + i + 1,
            "XA",
            kind if i + 1 == len(values) else Kind.ACTUAL,
            None if value is None else Decimal(value),
            not_applicable=value is None,
        )
        for code, values in by_code.items()
        for i, value in enumerate(values)
    ]


def of_codes(observations: list[Observation], *codes: str) -> list[Standing]:
    return [s for s in standings(PLAN, observations, 2026) if s.indicator.code in codes]


def tasks_on(day: date) -> tuple[TaskStanding, ...]:
    return task_standings(PLAN, {}, day)


JUNE = date(2026, 6, 1)
GOOD = figures(CT01=["90", "100"])
SLOW = figures(CT03=["50", "50"])
MISSED = figures(CT10=["90", "99"])
MISSED_BY_ESTIMATE = figures(Kind.ESTIMATE, CT10=["90", "99"])
LAGS_IN_APPENDIX = figures(CT04=["8", "10", "12.5"])
NOTHING_OCCURRED = figures(CT02=[None])


@pytest.mark.parametrize(
    ("observations", "sentence", "details"),
    [
        ([], "Cả 13 chỉ tiêu chưa có số liệu.", ""),
        (GOOD, "1/13 chỉ tiêu đạt hoặc đúng tiến độ; 12 chưa đủ căn cứ đánh giá.", ""),
        (
            NOTHING_OCCURRED,
            "0/13 chỉ tiêu đạt hoặc đúng tiến độ; 12 chưa đủ căn cứ đánh giá.",
            "",
        ),
        (
            [*GOOD, *SLOW],
            "1/13 chỉ tiêu đạt hoặc đúng tiến độ; 1 cần chỉ đạo ngay.",
            "11 chưa đủ căn cứ đánh giá",
        ),
        (
            [*GOOD, *SLOW, *MISSED],
            "1/13 chỉ tiêu đạt hoặc đúng tiến độ; 2 cần chỉ đạo ngay.",
            "1 đã đến hạn mà chưa đạt · 10 chưa đủ căn cứ đánh giá",
        ),
        (
            [*GOOD, *MISSED_BY_ESTIMATE],
            "1/13 chỉ tiêu đạt hoặc đúng tiến độ; 1 cần chỉ đạo ngay.",
            "1 đến hạn trong năm mà số ước chưa đạt · 11 chưa đủ căn cứ đánh giá",
        ),
        (
            LAGS_IN_APPENDIX,
            "1/13 chỉ tiêu đạt hoặc đúng tiến độ; 12 chưa đủ căn cứ đánh giá.",
            "1 khó kịp hoặc đã lỡ hạn phụ lục (CT04)",
        ),
    ],
)
def test_the_overview_opens_with_a_sentence_of_result_and_what_it_must_not_hide(
    observations: list[Observation], sentence: str, details: str
) -> None:
    items = standings(PLAN, observations, 2026)
    assert (results.result_sentence(items), results.result_details(items)) == (sentence, details)


def test_where_everything_is_good_nothing_is_slow() -> None:
    items = of_codes(GOOD, "CT01")
    assert results.result_sentence(items) == (
        "1/1 chỉ tiêu đạt hoặc đúng tiến độ; không có chỉ tiêu nào chậm."
    )
    assert results.result_details(items) == ""


def test_missed_thresholds_are_parted_by_final_figures_and_estimates() -> None:
    missed = of_codes(MISSED, "CT10")
    estimated = of_codes(MISSED_BY_ESTIMATE, "CT10")
    assert results.result_details([*missed, *estimated]) == (
        "1 đã đến hạn mà chưa đạt · 1 đến hạn trong năm mà số ước chưa đạt"
    )


@pytest.mark.parametrize(
    ("debts", "sentence"),
    [
        (0, "Văn phòng: 1/1 chỉ tiêu đạt hoặc đúng tiến độ, đã đủ số liệu"),
        (2, "Văn phòng: 1/1 chỉ tiêu đạt hoặc đúng tiến độ, còn nợ 2 số liệu năm 2026"),
    ],
)
def test_a_units_page_opens_with_what_it_leads_and_owes(debts: int, sentence: str) -> None:
    judged = of_codes(figures(CT02=["100"]), "CT02")
    owed = [Debt(PLAN.indicator("CT12"), 2026, (), 0, False)] * debts
    assert results.unit_sentence("Văn phòng", judged, owed, tasks_on(JUNE), 2026) == sentence


def test_an_indicator_without_occurrence_is_not_counted_against_its_unit() -> None:
    observations = [*GOOD, *figures(CT02=[None])]
    idle = of_codes(observations, "CT02")
    assert results.unit_sentence("Văn phòng", idle, [], [], 2026) == (
        "Văn phòng: chỉ tiêu chủ trì không phát sinh năm 2026, đã đủ số liệu"
    )
    both = of_codes(observations, "CT01", "CT02")
    assert results.unit_sentence("Văn phòng", both, [], [], 2026) == (
        "Văn phòng: 1/1 chỉ tiêu đạt hoặc đúng tiến độ, đã đủ số liệu"
    )


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "Công an xã: không chủ trì chỉ tiêu nào"),
        (2, "Công an xã: chủ trì 2 nhiệm vụ, không chủ trì chỉ tiêu nào"),
    ],
)
def test_a_unit_that_leads_no_indicator_says_so_and_what_it_leads(
    count: int, sentence: str
) -> None:
    tasks = tasks_on(JUNE)[:count]
    assert results.unit_sentence("Công an xã", [], [], tasks, 2026) == sentence


def test_a_units_page_opens_with_its_overdue_tasks_too() -> None:
    judged = of_codes(figures(CT02=["100"]), "CT02")
    late = [task for task in tasks_on(date(2027, 1, 1)) if task.label is TaskLabel.OVERDUE]
    assert len(late) > 1
    assert results.unit_sentence("Văn phòng", judged, [], late, 2026) == (
        "Văn phòng: 1/1 chỉ tiêu đạt hoặc đúng tiến độ, đã đủ số liệu, "
        f"{len(late)} nhiệm vụ quá hạn"
    )
    assert task_sentences.led_title(late) == (
        f"Chủ trì {len(late)} nhiệm vụ, 0 đã hoàn thành, {len(late)} quá hạn"
    )
    assert task_sentences.led_title(tasks_on(JUNE)[:1]) == "Chủ trì 1 nhiệm vụ, 0 đã hoàn thành"
