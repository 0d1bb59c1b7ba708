"""The definitions come from the plan and the rule: nothing of them is repeated by hand."""

from dataclasses import replace
from decimal import Decimal

from indicators import definitions, wording
from indicators.manual import Chapter, Lines, Part, find_place, indicator_place, read_manual
from indicators.manual.searching import passages
from indicators.plan import Plan
from indicators.plan_folder import read_plan
from indicators.progress import Goal, Point, assess
from indicators.settings import ROOT
from indicators.standing import Label


def text_of(manual: tuple[Chapter, ...], name: str) -> str:
    found = find_place(manual, name)
    assert found is not None
    chapter, section = found
    sections = [section] if section else chapter.sections
    return "\n".join(text for each in sections for text in passages(chapter, each))


def test_every_indicator_is_defined_with_all_the_plan_says(plan: Plan) -> None:
    manual = read_manual(plan)
    for indicator in plan.indicators:
        text = text_of(manual, indicator_place(indicator.code))
        assert indicator.official_name in text
        assert wording.threshold_in_words(indicator, indicator.headline_target) in text
        assert wording.lead_unit(plan, indicator) in text
        for quantity in (indicator.numerator, indicator.denominator):
            assert quantity is None or quantity.text in text
        for target in indicator.targets:
            for deadline in target.deadlines:
                assert wording.deadline_sentence(deadline) in text
        for contradiction in plan.contradictions_about(indicator.code):
            assert contradiction.text in text


def test_every_contradiction_stands_somewhere_in_plain_words(plan: Plan) -> None:
    manual = read_manual(plan)
    text = "\n".join(text_of(manual, name) for name in ("chi-tieu", "cach-danh-gia"))
    for contradiction in plan.contradictions:
        assert contradiction.text in text
        assert "CTRSH" not in contradiction.text


def test_every_status_is_explained_with_the_plans_cut_offs(plan: Plan) -> None:
    rules = replace(plan.rules, on_track_from=Decimal("0.90"), behind_from=Decimal("0.5"))
    text = text_of(read_manual(replace(plan, rules=rules)), "cach-danh-gia")
    for label in Label:
        assert wording.LABELS[label] in text
    assert "0,90" in text
    assert "0,50" in text
    assert "0,95" not in text


def test_the_worked_example_is_what_the_rule_works_out(plan: Plan) -> None:
    text = "\n".join(definitions.worked_example(plan))
    points = [Point(2025, Decimal(30)), Point(2026, Decimal(36)), Point(2027, Decimal(40))]
    found = assess(points, Goal(2030, Decimal(60)), 2027)
    assert found.pace_ratio is not None
    assert f"Tỷ số nhịp = 5 : 6,67 = {float(found.pace_ratio):.2f}".replace(".", ",") in text
    assert wording.LABELS[Label(found.status.value)] in text
    assert "Mức đạt = (40 − 30) : (60 − 30) = 33,3%" in text


def test_another_communes_manual_speaks_of_its_plan() -> None:
    other = read_plan(ROOT / "tests" / "other_plan")
    manual = read_manual(other)
    text = "\n".join(
        text for each in manual for section in each.sections for text in passages(each, section)
    )
    assert other.unit_name(other.reporting.compiler) in text
    assert "Vĩnh Am" not in text
    assert f"{len(other.indicators)} chỉ tiêu" in next(
        each.title for each in manual if each.name == "chi-tieu"
    )
    assert definitions.worked_example(other)


def test_reference_pieces_are_texts_not_markdown(plan: Plan) -> None:
    lines = [
        line
        for each in read_manual(plan)
        if each.part is Part.REFERENCE
        for section in each.sections
        for piece in section.pieces
        if isinstance(piece, Lines)
        for line in piece.lines
    ]
    assert len(lines) > 100
    assert [line for line in lines if "**" in line.text] == []
