"""What is made of a view is made once, and anew when the view is another."""

import gc
import weakref
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from indicators.board import View
from indicators.plan_folder import read_plan
from indicators.view_cache import ViewCache

PLAN = read_plan(Path(__file__).parent.parent / "data" / "plan")
VIEW = View(PLAN, 2026, date(2026, 11, 20), 1, False, (), (), (), {}, ())


@pytest.fixture
def made() -> list[str]:
    return []


def test_a_view_is_worked_on_once(made: list[str]) -> None:
    cache = ViewCache()
    for _ in range(3):
        cache.get(VIEW, "chart", lambda: made.append("chart"))
        cache.get(VIEW, "table", lambda: made.append("table"))
    assert made == ["chart", "table"]


def test_another_view_is_worked_on_again(made: list[str]) -> None:
    cache = ViewCache()
    for view in (VIEW, replace(VIEW, version=2)):
        cache.get(view, "chart", lambda: made.append("chart"))
    assert made == ["chart", "chart"]


def test_what_nobody_asked_for_lately_goes_first(made: list[str]) -> None:
    cache = ViewCache(most=2)
    for key in "ababcab":
        cache.get(VIEW, key, lambda key=key: made.append(key))
    assert "".join(made) == "abcab"


def test_a_view_that_nobody_sees_any_more_is_let_go() -> None:
    cache = ViewCache()
    view = replace(VIEW, version=3)
    gone = weakref.ref(view)
    assert cache.get(view, "chart", lambda: "drawn") == "drawn"
    del view
    gc.collect()
    assert gone() is None
