"""Names stand in the order of the Vietnamese alphabet."""

import random
import unicodedata

import pytest

from indicators.alphabet import place_of
from indicators.reporting_units import ReportingUnit, expected, in_order
from indicators.upload_draft import Known
from tests.conftest import figure


@pytest.mark.parametrize(
    "names",
    [
        ["An Lão", "Ăn Lão", "Ấn Lão", "Bình", "Cát Hải", "Dương Kinh", "Đồ Sơn", "Em", "Ên"],
        ["la", "là", "lả", "lã", "lá", "lạ", "lan"],
        ["Thôn Mẫu 2", "Thôn Mẫu 10", "Thôn Mẫu 11"],
        ["Cụm 1", "Cụm công nghiệp", "Trạm Y tế", "Trường Tiểu học"],
        ["Ông Bà", "Ơn", "Phan", "Ung", "Ưng", "Vĩnh"],
        ["thôn", "Thôn An", "thôn Đông", "Thôn Em"],
        ["Xóm", "Xóm (cũ)", "Xóm a"],
    ],
)
def test_letters_decide_before_tones_and_numbers_are_counted(names: list[str]) -> None:
    mixed = random.Random(1).sample(names, len(names))
    assert sorted(mixed, key=place_of) == names


def test_both_ways_to_write_a_letter_stand_at_one_place() -> None:
    name = "Đồng Hải"
    spread = unicodedata.normalize("NFD", name)
    assert place_of(spread)[:2] == place_of(name)[:2]


NAMES = ["Thôn Áng Ngoại", "Thôn Dương Tiền", "Thôn Đông Am", "Thôn Ê", "Thôn 2", "Thôn 10"]
IN_ORDER = ["Thôn 2", "Thôn 10", "Thôn Áng Ngoại", "Thôn Dương Tiền", "Thôn Đông Am", "Thôn Ê"]


def test_reporting_units_stand_in_that_order_wherever_they_are_listed() -> None:
    units = [ReportingUnit(name, frozenset({"CT04"})) for name in reversed(NAMES)]
    assert [unit.name for unit in in_order(units)] == IN_ORDER
    assert list(expected(units, "CT04", 2026) or ()) == IN_ORDER


def test_the_units_to_choose_from_when_typing_a_figure_stand_in_that_order() -> None:
    figures = [figure("CT04", 2026, "1", unit=name) for name in NAMES]
    known = Known(1, {each.key: each for each in figures})
    assert list(known.units) == IN_ORDER
