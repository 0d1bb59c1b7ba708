"""Which slides a show has, in which order, and the whole as JSON values for the browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from indicators.board import View
from indicators.palette import DARK_LOOK, LIGHT_LOOK, Look, task_chips
from indicators.slides import words
from indicators.slides.contract import Play, Slide
from indicators.slides.indicator_slides import indicator_slides
from indicators.slides.meeting_slides import (
    closing_slide,
    data_day,
    debts_slide,
    summary_slide,
    tasks_of,
    tasks_slides,
    title_slide,
)
from indicators.slides.selection import Selection
from indicators.slides.unit_slides import unit_slides
from indicators.standing import Standing

Json = dict[str, Any]
LOOKS = {"toi": DARK_LOOK, "sang": LIGHT_LOOK}


def play(view: View, selection: Selection) -> Play:
    """The slides of a view: all of it, one unit's part, or some indicators alone."""
    return Play(
        product=view.plan.commune.product,
        year=view.year,
        version=view.version,
        is_demo=view.is_demo,
        data_day=data_day(view),
        slides=tuple(_slides(view, selection)),
    )


def _slides(view: View, selection: Selection) -> Iterator[Slide]:
    plan = view.plan
    unit = plan.unit(selection.unit) if selection.unit else None
    items = _chosen(view, selection)
    whose = unit.short_name if unit else ""
    if selection.indicators:
        whose = " · ".join(part for part in (whose, words.chosen(len(items))) if part)
    yield title_slide(view, whose, selection.notices)
    if items:
        yield summary_slide(view, items, whose)
    for standing in items:
        yield from indicator_slides(view, standing)
    if not selection.indicators:
        for each in (unit,) if unit else plan.responsible_units:
            yield from unit_slides(view, each)
        yield from tasks_slides(view, unit)
        yield debts_slide(view, unit)
    yield closing_slide(view, items, [] if selection.indicators else tasks_of(view, unit))


def _chosen(view: View, selection: Selection) -> tuple[Standing, ...]:
    return tuple(
        standing
        for standing in view.standings
        if selection.unit in (None, standing.indicator.lead_unit)
        and (not selection.indicators or standing.indicator.code in selection.indicators)
    )


def play_as_json(made: Play) -> Json:
    """The play as the browser takes it: every slide with its `kind`, and the looks."""
    return {
        "product": made.product,
        "year": made.year,
        "version": made.version,
        "demo": made.is_demo,
        "dataDay": made.data_day,
        "slides": [{"kind": slide.kind, **asdict(slide)} for slide in made.slides],
        "looks": {name: _look(look) for name, look in LOOKS.items()},
    }


def _look(look: Look) -> Json:
    chips = {label.value: chip for label, chip in look.chips.items()}
    chips |= {label.value: chip for label, chip in task_chips(look.chips).items()}
    return {
        "colours": {
            "--back": look.background,
            "--text": look.text,
            "--secondary": look.secondary,
            "--rule": look.rule,
            "--track": look.track,
            "--progress": look.progress,
            "--baseline": look.baseline,
            "--path": look.path,
            "--path-text": look.path_text,
            "--alert": look.alert,
            "--demo-text": look.demo_text,
            "--demo-fill": look.demo_fill,
        },
        "chips": {
            name: {
                "icon": chip.icon,
                "fill": chip.fill,
                "ink": chip.text,
                "border": chip.border,
                "dashed": chip.dashed,
            }
            for name, chip in chips.items()
        },
    }
