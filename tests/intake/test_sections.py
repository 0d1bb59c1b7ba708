"""Section rows: whose figures stand below them."""

from collections.abc import Callable
from typing import Any

import pytest

from indicators.intake.reading import Reading

Read = Callable[..., Reading]
Figures = Callable[[Reading], list[tuple[Any, ...]]]
HEAD = "Mã;Năm;Giá trị\n"
VILLAGE = HEAD + "Thôn Tây;;\nCT12;2025;3\n"


@pytest.mark.parametrize("title", ["II. SỐ LIỆU TOÀN XÃ", "Toàn xã", "B. Số liệu chung cả xã"])
def test_a_section_of_the_whole_commune_ends_that_of_a_village(
    read: Read, figures: Figures, title: str
) -> None:
    reading = read(VILLAGE + f"{title};;\nCT13;2025;5\n")
    assert [(row[0], row[2]) for row in figures(reading)] == [("CT12", "Thôn Tây"), ("CT13", "XA")]
    assert [q.code for q in reading.open_questions] == ["unknown_unit"]


@pytest.mark.parametrize("title", ["1. Thôn Đông;;", "I;Thôn Đông;", "THÔN ĐÔNG;;"])
def test_a_numbered_village_is_a_section_too(read: Read, figures: Figures, title: str) -> None:
    reading = read(VILLAGE + f"{title}\nCT13;2025;5\n", known_units=["Thôn Đông", "Thôn Tây"])
    assert [row[2] for row in figures(reading)] == ["Thôn Tây", "Thôn Đông"]


@pytest.mark.parametrize("title", ["II. Môi trường", "Văn hóa, xã hội"])
def test_a_section_that_is_no_unit_ends_that_of_a_village_and_says_so(
    read: Read, figures: Figures, title: str
) -> None:
    text = VILLAGE + f"{title};;\nCT13;2025;5\n"
    reading = read(text, known_units=["Thôn Tây"])
    (question,) = reading.open_questions
    assert (question.code, question.proposal) == ("section_unit", "XA")
    assert [row[2] for row in figures(reading)] == ["Thôn Tây", "XA"]
    kept = read(text, known_units=["Thôn Tây"], answers={question.question: "Thôn Tây"})
    assert [row[2] for row in figures(kept)] == ["Thôn Tây", "Thôn Tây"]


def test_a_part_of_a_numbered_village_section_is_asked_about(read: Read) -> None:
    reading = read(
        HEAD + "I. Thôn Tây;;\n1. Nông nghiệp;;\nCT12;2025;3\n", known_units=["Thôn Tây"]
    )
    assert [(q.code, q.proposal) for q in reading.open_questions] == [("section_unit", None)]
    assert reading.asked == 1


def test_a_lone_text_that_may_be_a_unit_is_asked_about(read: Read, figures: Figures) -> None:
    text = HEAD + "Trạm Y tế xã;;\nCT12;2025;3\n"
    reading = read(text)
    (question,) = reading.open_questions
    assert (question.code, question.proposal, reading.asked) == ("section_unit", None, 1)
    assert [option.value for option in question.options] == ["XA", "Trạm Y tế xã", "skip"]
    answered = read(text, answers={question.question: "Trạm Y tế xã"})
    assert [row[2] for row in figures(answered)] == ["Trạm Y tế xã"]
    assert answered.new_units == ("Trạm Y tế xã",)


@pytest.mark.parametrize("title", ["Nông nghiệp", "I. KINH TẾ", "Bảo vệ môi trường"])
def test_a_group_title_changes_nothing_for_the_whole_commune(
    read: Read, figures: Figures, title: str
) -> None:
    reading = read(HEAD + f"{title};;\nCT12;2025;3\n")
    assert [row[2] for row in figures(reading)] == ["XA"]
    assert reading.open_questions == ()


def test_rows_below_a_village_with_its_own_sum_belong_to_the_village(
    read: Read, figures: Figures
) -> None:
    reading = read(HEAD + "Thôn Tây;;3\nCT12;2025;3\n", known_units=["Thôn Tây"])
    assert [row[2] for row in figures(reading)] == ["Thôn Tây"]
    assert reading.refused == 1
