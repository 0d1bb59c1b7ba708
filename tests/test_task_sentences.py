"""What the screens say around statements about tasks, and what keeps one from being stored."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from indicators import task_sentences as sentences
from indicators.plan import Plan
from indicators.tasks import MOST_CHARACTERS, TaskState

TODAY = date(2026, 11, 20)
GOOD: dict[str, Any] = {
    "state": TaskState.UNDER_WAY,
    "percent": 45,
    "note": "Đã khảo sát",
    "stated_on": date(2026, 11, 12),
}


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({}, ""),
        ({"percent": None, "note": ""}, ""),
        ({"percent": 0}, ""),
        ({"state": TaskState.NOT_STARTED, "percent": 0}, ""),
        ({"state": TaskState.DONE, "percent": 100}, ""),
        ({"state": TaskState.DONE, "percent": None, "stated_on": TODAY}, ""),
        ({"note": "x" * MOST_CHARACTERS}, ""),
        (
            {"state": None, "stated_on": None},
            "Chưa ghi được: hãy điền “Tình trạng”, “Tính đến ngày”.",
        ),
        (
            {"state": TaskState.NOT_STARTED, "percent": 5},
            "Chưa triển khai thì “Đã làm được (%)” phải là 0 hoặc để trống, không phải 5.",
        ),
        (
            {"percent": 100},
            "Đã làm được 100% thì hãy chọn “Hoàn thành”, hoặc ghi tỷ lệ nhỏ hơn.",
        ),
        (
            {"state": TaskState.DONE, "percent": 90},
            "Đã hoàn thành thì “Đã làm được (%)” phải là 100 hoặc để trống, không phải 90.",
        ),
        (
            {"note": "x" * 601},
            "Ô “Kết quả, vướng mắc, việc làm tiếp” dài 601 ký tự; hãy rút gọn còn không quá "
            "600 ký tự.",
        ),
        (
            {"stated_on": date(2026, 11, 21)},
            "“Tính đến ngày” 21/11/2026 không hợp lý; hãy chọn từ 01/01/2026 đến hôm nay "
            "20/11/2026.",
        ),
        (
            {"stated_on": date(2025, 12, 31)},
            "“Tính đến ngày” 31/12/2025 không hợp lý; hãy chọn từ 01/01/2026 đến hôm nay "
            "20/11/2026.",
        ),
    ],
)
def test_what_a_form_lacks_is_one_sentence(plan: Plan, filled: dict[str, Any], said: str) -> None:
    assert sentences.fault(plan, TODAY, **{**GOOD, **filled}) == said


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 20), "còn 41 ngày"),
        (date(2026, 12, 31), "hôm nay là ngày cuối"),
        (date(2027, 1, 1), "quá hạn 1 ngày"),
        (date(2030, 1, 1), "quá hạn 1.097 ngày"),
    ],
)
def test_the_time_left_counts_to_the_last_day(plan: Plan, today: date, said: str) -> None:
    task = replace(plan.tasks[0], deadline_year=2026, deadline_month=12)
    assert sentences.time_left(task, today) == said
    assert sentences.deadline(task) == "hạn 12/2026 (hết ngày 31/12/2026)"
