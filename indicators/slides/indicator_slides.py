"""One indicator as a slide: its figure, how it stands, its way to the threshold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from indicators import explanation_sentences, wording
from indicators.board import View
from indicators.bullets import bullet
from indicators.explanations import ExplanationNote
from indicators.findings import shown_figures, trajectory_text, verdicts
from indicators.observations import Kind
from indicators.plan import Plan
from indicators.slides import words
from indicators.slides.contract import (
    Chip,
    Course,
    Deadline,
    Fact,
    IndicatorSlide,
    NoteSlide,
    Point,
)
from indicators.standing import Band, Label, Standing, label_of


def indicator_slides(view: View, standing: Standing) -> Iterator[IndicatorSlide | NoteSlide]:
    """The slide of one indicator; a long explanation follows on a slide of its own."""
    yield indicator_slide(view, standing)
    note = view.note(standing.indicator.code)
    if note is not None and not words.is_short(note):
        yield from note_slides(view, standing, note)


def note_slides(view: View, standing: Standing, note: ExplanationNote) -> tuple[NoteSlide, ...]:
    """An explanation as one slide, or as two where it is too long for the back row."""
    indicator = standing.indicator
    whole = NoteSlide(
        id=f"{indicator.code}-giai-trinh",
        kicker=words.note_kicker(view.plan, indicator),
        title=indicator.short_name,
        status=status_chip(standing),
        figure=words.figure_in_line(standing),
        reason_title=explanation_sentences.REASON,
        reason=note.reason,
        next_title=explanation_sentences.NEXT_STEPS,
        next_steps=note.next_steps,
        signed=words.note_signed(note, view.submissions[note.source] if note.source else None),
    )
    if not words.is_long(note):
        return (whole,)
    return replace(whole, next_steps=""), replace(whole, id=f"{whole.id}-2", reason="")


def indicator_slide(view: View, standing: Standing) -> IndicatorSlide:
    plan, indicator, latest = view.plan, standing.indicator, standing.assessment.latest
    figure = unit_measure = absent = ""
    if standing.label is Label.NOT_APPLICABLE:
        absent = wording.not_applicable(standing)
    elif latest is None or latest.value is None:
        absent = words.absent(standing)
    else:
        figure = words.figure(indicator, latest.value)
        unit_measure = "" if indicator.is_share else indicator.unit_measure
    return IndicatorSlide(
        id=indicator.code,
        kicker=f"{indicator.code} · {words.lead(plan, indicator)}",
        star=words.STAR if indicator.is_leading else "",
        title=indicator.short_name,
        figure=figure,
        unit_measure=unit_measure,
        caption=words.threshold(indicator) if absent else words.caption(standing),
        remarks=words.remarks(plan, standing) if figure else _owed(view, standing),
        status=status_chip(standing),
        others=other_chips(standing),
        absent=absent,
        bullet=bullet(standing, brief=True) if figure else None,
        course=course(plan, standing) if figure else None,
        facts=facts(standing) if figure else (),
        note=_note_line(view, standing),
        is_note_owed=is_note_owed(view, standing),
    )


def is_note_owed(view: View, standing: Standing) -> bool:
    return standing.band is Band.ACT and view.note(standing.indicator.code) is None


def _note_line(view: View, standing: Standing) -> str:
    """The explanation where it is short, where to find it, or that it is missing."""
    note = view.note(standing.indicator.code)
    if note is not None:
        return words.note_line(view.plan, standing.indicator, note)
    if is_note_owed(view, standing):
        return explanation_sentences.missing(view.plan, standing.indicator, view.year)
    return ""


def status_chip(standing: Standing) -> Chip:
    return Chip(standing.label.value, wording.LABELS[standing.label])


def other_chips(standing: Standing) -> tuple[Chip, ...]:
    """How the indicator stands against its other deadlines."""
    return tuple(
        Chip(
            label_of(assessment).value,
            wording.LABELS[label_of(assessment)],
            wording.appendix_deadline(target),
        )
        for target, assessment in standing.others
    )


def course(plan: Plan, standing: Standing) -> Course:
    """The trajectory: figures, threshold, straight path and deadlines, with one text for all."""
    indicator = standing.indicator
    target = indicator.headline_target
    points = tuple(
        Point(f.year, float(f.value), f.kind is Kind.ESTIMATE)
        for f in shown_figures(standing)
        if f.value is not None
    )
    level, start = wording.expected_level(standing), standing.baseline
    path: tuple[tuple[int, float], ...] = ()
    if level is not None and start is not None and start.value is not None:
        path = ((start.year, float(start.value)), (target.year, float(target.threshold)))
    # At its own start a path says nothing.
    begun = start is not None and points[-1].year > start.year
    last = max(plan.document.last_year, *(aim.year for aim in indicator.targets))
    # An axis of one year alone has no length.
    first = min([point.year for point in points] + [year for year, _ in path] + [last - 1])
    deadlines = tuple(
        Deadline(
            year=verdict.target.year,
            value=float(verdict.target.threshold),
            filled=verdict.target is target,
            words="" if verdict.target is target else wording.deadline(verdict.target),
        )
        for verdict in verdicts(standing)
        if verdict.target.year >= first
    )
    heights = [point.value for point in points] + [deadline.value for deadline in deadlines]
    heights += [value for _, value in path]
    return Course(
        first_year=first,
        last_year=last,
        year=points[-1].year,
        top=max(heights) or 1.0,
        points=points,
        threshold=float(target.threshold),
        threshold_words=f"Ngưỡng {wording.threshold(indicator, target)}",
        path=path,
        path_words=wording.ASSUMED_PATH,
        needed=float(level) if level is not None and begun else None,
        lag=words.lag(standing) if begun else "",
        deadlines=deadlines,
        text=trajectory_text(plan, standing),
    )


def facts(standing: Standing) -> tuple[Fact, ...]:
    """Change since last year, recent pace, required pace: always three, in this order."""
    return _change_fact(standing), _recent_fact(standing), _required_fact(standing)


def _change_fact(standing: Standing) -> Fact:
    indicator, latest = standing.indicator, standing.assessment.latest
    before = (latest.year if latest else standing.year) - 1
    if standing.change is None:
        return Fact(wording.NO_FIGURE, words.no_comparison(before), is_word=True)
    unit = wording.change_unit_measure(indicator)
    return Fact(wording.change(indicator, standing.change), f"{unit} so với {before}")


def _recent_fact(standing: Standing) -> Fact:
    assessment, latest = standing.assessment, standing.assessment.latest
    if assessment.recent_pace is None or latest is None:
        return Fact(wording.NO_FIGURE, words.ONE_YEAR, is_word=True)
    since = f"{assessment.recent_since}–{latest.year}"
    unit = wording.pace_unit_measure(standing.indicator)
    return Fact(wording.recent_pace(standing), f"{unit}: nhịp gần đây {since}")


def _required_fact(standing: Standing) -> Fact:
    required, assessment = wording.required_pace(standing), standing.assessment
    if assessment.required_pace is None:
        return Fact(required, words.reached(standing), is_word=True)
    unit = wording.pace_unit_measure(standing.indicator)
    caption = f"{unit}: nhịp cần đạt đến {assessment.goal.year}"
    return Fact(required, caption, is_alert=standing.band is Band.ACT)


def _owed(view: View, standing: Standing) -> tuple[str, ...]:
    """What the lead unit still owes where there is no figure to show."""
    if standing.label is Label.NOT_APPLICABLE:
        return ()
    return tuple(
        f"{view.plan.unit_name(debt.indicator.lead_unit)}: {wording.debt(debt)}"
        for debt in view.debts
        if debt.indicator.code == standing.indicator.code
    )
