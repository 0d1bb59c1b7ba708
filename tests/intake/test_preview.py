from dataclasses import replace
from decimal import Decimal

from indicators.intake.preview import compare
from indicators.observations import Kind, Observation

OLD = Observation("CT04", 2025, "XA", Kind.ACTUAL, Decimal("12.500000"), row=2)


def test_a_figure_without_a_stored_one_is_new() -> None:
    preview = compare([OLD], {})
    assert [entry.observation for entry in preview.new] == [OLD]
    assert preview.to_store == (OLD,)


def test_the_same_figure_from_another_row_is_unchanged() -> None:
    preview = compare([replace(OLD, value=Decimal("12.5"), row=9)], {OLD.key: OLD})
    assert len(preview.unchanged) == 1
    assert preview.to_store == ()


def test_another_value_is_a_change_and_shows_the_old_one() -> None:
    new = replace(OLD, value=Decimal(13))
    (entry,) = compare([new], {OLD.key: OLD}).changed
    assert (entry.old, entry.observation) == (OLD, new)


def test_a_figure_that_was_withdrawn_is_new_again() -> None:
    withdrawn = replace(OLD, value=None, withdrawn=True)
    assert len(compare([OLD], {OLD.key: withdrawn}).new) == 1
