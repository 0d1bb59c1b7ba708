"""One-click choices for refused cells: where the meaning is near, and only there."""

from collections.abc import Callable

import pytest

from indicators.intake import Suggestions
from indicators.intake.reading import Reading
from indicators.plan import Plan

HEADING = "Mã chỉ tiêu;Năm;Loại số liệu;Giá trị"


@pytest.mark.parametrize(
    ("row", "choices"),
    [
        ("CT99;2026;chính thức;5", ["CT09"]),
        ("XYZ;2026;chính thức;5", []),
        ("CT04;2026;hình như;5", ["chính thức", "ước thực hiện", "kế hoạch"]),
        ("CT04;2026;chính thức;12,5 ha", ["12,5"]),
        ("CT04;2026;chính thức;khoảng 12", []),
        ("CT04;2026;chính thức;12 đến 14 ha", []),
        ("CT04;2026;chính thức;108", []),
    ],
)
def test_a_refused_cell_has_the_choices_that_its_fault_allows(
    read: Callable[..., Reading], plan: Plan, row: str, choices: list[str]
) -> None:
    (fault,) = read(f"{HEADING}\n{row}\n").errors
    assert [option.value for option in Suggestions(plan).of(fault)] == choices


def test_a_code_is_offered_with_its_name(read: Callable[..., Reading], plan: Plan) -> None:
    (fault,) = read(f"{HEADING}\nCT99;2026;chính thức;5\n").errors
    (option,) = Suggestions(plan).of(fault)
    assert option.label == f"CT09 – {plan.indicator('CT09').short_name}"
