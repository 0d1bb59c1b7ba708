"""A standing as a row of the table: the cells of the overview and of the unit page.

What a column shows in a wide table is folded under another cell in a narrow one, and into the
lines of a card on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence

from indicators import wording
from indicators.bullets import bullet
from indicators.cells import (
    NOT_CARD,
    Cell,
    Line,
    Open,
    Part,
    Row,
    Size,
    Style,
    line,
    part,
    target,
    text_cell,
)
from indicators.palette import CHIPS
from indicators.plan import Duty, Indicator, Plan
from indicators.progress import Flag
from indicators.standing import Band, Label, Standing, label_of
from indicators.wording import NO_FIGURE

_SAID_FLAGS = (Flag.LOST, Flag.SLIPPING, Flag.STALE)


def overview_row(plan: Plan, standing: Standing) -> Row:
    """The row of the overview: everything about one indicator at a glance."""
    indicator = standing.indicator
    required, recent = wording.required_pace(standing), wording.recent_pace(standing)
    lead = plan.unit_name(indicator.lead_unit) + inferred_mark(indicator)
    detail = [part(f"{indicator.code} · {lead}", "muted", "small")]
    if reported := _reported(standing):
        detail.append(part(f" · {reported}", "muted", "small", sizes=NOT_CARD))
    pace = _needed(required)
    if _is_number(required) and _is_number(recent):
        pace += f" · gần đây {recent}"
    return Row(
        cells={
            "name": Cell(title=indicator.short_name, star=_star(indicator), lines=[line(*detail)]),
            "figure": _figure(standing, [_change_since(standing, ["narrow"])]),
            "bullet": bullet(standing),
            "threshold": Cell(
                lines=[
                    line(part(_threshold(indicator), "strong")),
                    line(part(_due(indicator), "muted", "small")),
                ]
            ),
            "change": Cell(
                lines=[
                    line(part(_change(standing)), sizes=["medium", "wide"]),
                    *_older_change(standing),
                    *_card_lines(standing),
                ]
            ),
            "required": Cell(
                lines=[
                    line(part(required, *_strong_if(_is_number(required)))),
                    *_recent_lines(recent),
                ]
            ),
            "recent": text_cell(recent),
            "status": Cell(
                chip=standing.label.value,
                lines=[
                    *(line(*mark, sizes=NOT_CARD) for mark in _deadline_marks(standing)),
                    *_flag_lines(standing, NOT_CARD),
                    *_pace_lines(pace),
                ],
            ),
        },
        open=_to_indicator(standing),
    )


def compact_row(standing: Standing) -> Row:
    """The row of the page of the unit that leads it."""
    indicator, required = standing.indicator, wording.required_pace(standing)
    code = part(indicator.code, "muted", "small")
    return Row(
        cells={
            "name": Cell(
                title=indicator.short_name + inferred_mark(indicator),
                star=_star(indicator),
                lines=[line(code, sizes=["card"])],
            ),
            "figure": _figure(standing, []),
            "bullet": bullet(standing, brief=True),
            "threshold": Cell(
                lines=[
                    line(part(_threshold(indicator))),
                    line(part(_due(indicator), "muted", "small"), sizes=["card"]),
                ]
            ),
            "required": Cell(
                lines=[line(part(required), sizes=["medium", "wide"]), *_card_lines(standing)]
            ),
            "status": Cell(
                chip=standing.label.value,
                lines=[
                    *(line(*m, sizes=NOT_CARD) for m in _deadline_marks(standing, brief=True)),
                    *_pace_lines(_needed(required)),
                ],
            ),
        },
        open=_to_indicator(standing),
    )


def deadlines_note(items: Sequence[Standing]) -> str:
    """What icon and month beside a chip of the compact table mean."""
    signs = [
        f"{CHIPS[label_of(assessment)].glyph} {wording.deadline(other)}"
        for standing in items
        for other, assessment in standing.others
    ]
    return f"{', '.join(dict.fromkeys(signs))}: kết quả theo hạn phụ lục." if signs else ""


def _to_indicator(standing: Standing) -> Open:
    return target("indicator", ma=standing.indicator.code, nam=str(standing.year))


def _star(indicator: Indicator) -> str:
    return wording.LEADING if indicator.is_leading else ""


def inferred_mark(indicator: Indicator) -> str:
    """The mark after a name whose lead unit the plan does not name; a note explains it."""
    return "\N{NO-BREAK SPACE}*" if indicator.is_lead_inferred else ""


def _threshold(indicator: Indicator) -> str:
    return wording.threshold(indicator, indicator.headline_target)


def _due(indicator: Indicator) -> str:
    return wording.due(indicator.headline_target)


def _has_figure(standing: Standing) -> bool:
    latest = standing.assessment.latest
    is_idle = standing.label is Label.NOT_APPLICABLE
    return latest is not None and latest.value is not None and not is_idle


def _figure(standing: Standing, below: Sequence[Line]) -> Cell:
    indicator, latest = standing.indicator, standing.assessment.latest
    if latest is None or latest.value is None or not _has_figure(standing):
        return text_cell(NO_FIGURE)
    parts = [part(wording.figure(indicator, latest.value), "large")]
    measure = "" if indicator.is_share else indicator.unit_measure
    beside = " ".join(word for word in (measure, wording.figure_note(standing)) if word)
    if beside:
        parts.append(part(f" {beside}", "unit"))
    return Cell(lines=[line(*parts), *(entry for entry in below if entry["parts"])])


def _reported(standing: Standing) -> str:
    """ "đã có 9/10 đơn vị", where the figure is summed from units that have not all reported."""
    figure = standing.figure
    if figure is None or not figure.is_partial or not _has_figure(standing):
        return ""
    return wording.coverage(figure)


def _change(standing: Standing) -> str:
    if standing.change is None or not _has_figure(standing):
        return NO_FIGURE
    return wording.change(standing.indicator, standing.change)


def _before(standing: Standing) -> int:
    """The year that the latest figure is compared with."""
    latest = standing.assessment.latest
    return (latest.year if latest else standing.year) - 1


def _change_since(standing: Standing, sizes: list[Size]) -> Line:
    change = _change(standing)
    if change == NO_FIGURE:
        return line(sizes=sizes)
    return line(part(f"{change} so với {_before(standing)}", "muted", "small"), sizes=sizes)


def _older_change(standing: Standing) -> list[Line]:
    """Under a change that is not between the years the column's title names."""
    if _change(standing) == NO_FIGURE or _before(standing) == standing.year - 1:
        return []
    since = part(f"so với {_before(standing)}", "muted", "small")
    return [line(since, sizes=["medium", "wide"])]


def _card_lines(standing: Standing) -> list[Line]:
    """What a card says below the bullet: change and pace, other deadlines, what to beware of."""
    indicator, required = standing.indicator, wording.required_pace(standing)
    parts: list[Part] = []
    if _change(standing) != NO_FIGURE:
        unit = wording.change_unit_measure(indicator)
        parts.append(part(f"{_change(standing)} {unit} so với {_before(standing)}"))
    if _is_number(required):
        parts.append(part(f"{_needed(required)}/năm", "strong"))
    elif standing.label is Label.MISSED:
        deadline = wording.due(indicator.headline_target).removeprefix("hạn ")
        parts.append(part(f"{required} {deadline}", "strong"))
    elif required != NO_FIGURE:
        parts.append(part(required, "strong"))
    if reported := _reported(standing):
        parts.append(part(reported))
    spaced = [entry for item in parts for entry in (part(" · "), item)][1:]
    lines = [line(*spaced, sizes=["card"])] if spaced else []
    lines += [line(*mark, sizes=["card"]) for mark in _deadline_marks(standing)]
    return lines + _flag_lines(standing, ["card"])


def _recent_lines(recent: str) -> list[Line]:
    if not _is_number(recent):
        return []
    return [line(part(f"gần đây {recent}", "muted", "small"), sizes=["medium"])]


def _pace_lines(pace: str) -> list[Line]:
    """What the hidden columns of paces say, under the status of a narrow table."""
    return [] if pace == NO_FIGURE else [line(part(pace, "muted", "small"), sizes=["narrow"])]


def _needed(required: str) -> str:
    return f"cần {required}" if _is_number(required) else required


def _is_number(pace: str) -> bool:
    return pace[-1:].isdigit()


def _strong_if(condition: bool) -> tuple[Style, ...]:
    return ("strong",) if condition else ()


def _deadline_marks(standing: Standing, *, brief: bool = False) -> list[list[Part]]:
    """The result against every other deadline: icon and words, or icon and month when brief."""
    marks = []
    for other, assessment in standing.others:
        words = wording.deadline_result(other, assessment)
        icon = CHIPS[label_of(assessment)].icon
        if brief:
            marks.append([part(wording.deadline(other), "small", icon=icon, label=words)])
        elif label_of(assessment) is standing.label and standing.band in (Band.UNKNOWN, Band.IDLE):
            # The chip has said the result for every deadline, but not that there is another one.
            marks.append([part(wording.appendix_deadline(other), "small")])
        else:
            due, result = words.split(": ")
            before = part(f"{due}:", "small", "whole", icon=icon)
            marks.append([before, part(" "), part(result, "small", "whole")])
    return marks


def _flag_lines(standing: Standing, sizes: list[Size]) -> list[Line]:
    flags = [wording.FLAGS[f] for f in _SAID_FLAGS if f in standing.assessment.flags]
    is_yearly = standing.indicator.duty is Duty.EVERY_YEAR
    if is_yearly and standing.band is Band.ACT:
        # Or its paces would seem to say something else than its status.
        flags.append(wording.EVERY_YEAR)
    return [line(part(words, "muted", "small"), sizes=sizes) for words in flags]
