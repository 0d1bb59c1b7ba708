"""What a trajectory draws: lines, marks, area and axes, and the canvas its words are put on."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from math import ceil

from indicators import palette, wording
from indicators.chart_template import Box, Canvas, Spec, bold, dots, line, tinted
from indicators.findings import (
    Verdict,
    planned_values,
    recent_pace_band,
    shown_figures,
    verdicts,
)
from indicators.observations import Kind
from indicators.plan import Indicator, Plan
from indicators.progress import is_met
from indicators.series import YearFigure
from indicators.standing import Label, Standing, goal_of

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500)


class Course:
    """The figures of one indicator on their way to the threshold, ready to be drawn."""

    def __init__(self, plan: Plan, standing: Standing, narrow: bool) -> None:
        self.standing, self.narrow = standing, narrow
        self.indicator: Indicator = standing.indicator
        self.goal = goal_of(self.indicator, self.indicator.headline_target)
        self.threshold = float(self.goal.threshold)
        self.figures = shown_figures(standing)
        self.valued = [(f, float(f.value)) for f in self.figures if f.value is not None]
        self.planned = [(year, float(value)) for year, value in planned_values(standing)]
        self.band = recent_pace_band(plan, standing)
        self.verdicts = verdicts(standing)
        self.path = self._straight_path()
        years = [f.year for f in self.figures] + [year for year, _ in self.planned]
        years += [year for year, _ in self.path]
        self.first = min(years, default=plan.rules.baseline_year)
        self.last = max(plan.document.last_year, *(t.year for t in self.indicator.targets))
        self.height = 400 if narrow else 440
        if not self.valued and not self.planned:
            self.height = 220
        self.canvas = self._canvas()

    @property
    def most_outcome_lines(self) -> int:
        """Lines of the longest words that stand on the threshold line."""
        return max(len(outcome_lines(verdict, self.narrow)) for verdict in self.verdicts)

    def _straight_path(self) -> list[tuple[int, float]]:
        start = self.standing.baseline
        if start is None or start.value is None or start.year >= self.goal.year:
            return []
        if is_met(start.value, self.goal):
            return []
        return [(start.year, float(start.value)), (self.goal.year, self.threshold)]

    def _canvas(self) -> Canvas:
        """Room above the highest mark for its words, in pixels, whatever the values are."""
        thresholds = [float(target.threshold) for target in self.indicator.targets]
        highs = [value for _, value in self.valued] + [point.high for point in self.band]
        highs += [value for _, value in self.planned] + [value for _, value in self.path]
        top = max([*highs, *thresholds]) or 1.0
        is_early = any(t.year < self.last for t in self.indicator.targets)
        has_words_on_line = self.narrow or is_early
        is_high = max(thresholds) > 0.8 * top
        room = 36 + (18 * self.most_outcome_lines if has_words_on_line and is_high else 0)
        height = self.height - 56
        # A little below 0, else half of a line at 0 would be cut off.
        y_range = (-3 / height * top, top * height / (height - room))
        x_range = (self.first - 0.6, float(self.last))
        width = 290.0 if self.narrow else 420.0
        canvas = Canvas(width, height, x_range, y_range, (4, 0, 12 if self.narrow else 4, 0))
        for i, (f, value) in enumerate(self.valued):
            canvas.mark(f.year, value, 8)
            if i and f.year - self.valued[i - 1][0].year == 1:
                canvas.stroke(f.year - 1, self.valued[i - 1][1], f.year, value)
        for year, value in self.planned:
            canvas.mark(year, value, 6)
        for target in self.indicator.targets:
            canvas.mark(target.year, float(target.threshold), 10)
        if self.path:
            canvas.stroke(*self.path[0], *self.path[1])
        canvas.rule(self.threshold)
        if self.band:
            edge = [(self.valued[-1][0].year, *[self.valued[-1][1]] * 2)]
            edge += [(point.year, point.low, point.high) for point in self.band]
            for (x0, low0, high0), (x1, low1, high1) in pairwise(edge):
                area = canvas.at(x0, min(low0, low1)), canvas.at(x1, max(high0, high1))
                canvas.washes.append(Box(*area[0], *area[1]))
        return canvas

    def band_area(self) -> list[Spec]:
        if not self.band:
            return []
        start, value = self.valued[-1][0].year, self.valued[-1][1]
        years = [point.year for point in self.band]
        area = line(
            [start, *years, *reversed(years), start],
            [value, *(p.high for p in self.band), *(p.low for p in reversed(self.band)), value],
            name=wording.EIGHTY_PERCENT_BAND,
            colour=palette.BAND,
            width=0,
        )
        return [{**area, "fill": "toself", "fillcolor": palette.BAND}]

    def lines(self) -> list[Spec]:
        lines = []
        for target in self.indicator.other_targets:
            if target.threshold != self.goal.threshold:
                y = float(target.threshold)
                lines.append(
                    line(
                        [self.canvas.x_range[0], target.year],
                        [y, y],
                        name="ngưỡng của hạn sớm",
                        colour=palette.TEXT,
                        width=1.4,
                    )
                )
        lines.append(
            line(
                list(self.canvas.x_range),
                [self.threshold] * 2,
                name="ngưỡng",
                colour=palette.TEXT,
                width=2.5,
            )
        )
        for verdict in self.verdicts:
            if verdict.label is Label.MISSED and verdict.is_due and verdict.figure:
                lines += self._drop(verdict, verdict.figure)
        if self.path:
            xs, ys = zip(*self.path, strict=True)
            lines.append(
                line(
                    xs, ys, name=wording.ASSUMED_PATH, colour=palette.PATH, width=2, dash="7px,5px"
                )
            )
        return lines + self._links()

    def _drop(self, verdict: Verdict, judged: YearFigure) -> list[Spec]:
        year = verdict.target.year
        if judged.value is None or judged.year != year:
            return []
        ys = [float(verdict.target.threshold), float(judged.value)]
        return [
            line(
                [year, year],
                ys,
                name="còn thiếu khi đến hạn",
                colour=palette.MISSED_TEXT,
                width=2,
                dash="2px,3px",
            )
        ]

    def _links(self) -> list[Spec]:
        """Between neighbouring years only: a year without a figure is a gap, never a line."""
        links: dict[bool, tuple[list[float | None], list[float | None]]] = {
            False: ([], []),
            True: ([], []),
        }
        for (before, low), (after, high) in zip(self.valued, self.valued[1:], strict=False):
            if after.year - before.year == 1:
                is_estimate = Kind.ESTIMATE in (before.kind, after.kind)
                xs, ys = links[is_estimate]
                xs += [before.year, after.year, None]
                ys += [low, high, None]
        drawn = []
        for is_estimate, (xs, ys) in links.items():
            if xs:
                kind = Kind.ESTIMATE if is_estimate else Kind.ACTUAL
                drawn.append(
                    line(
                        xs,
                        ys,
                        name=f"nối {wording.KINDS[kind]}",
                        colour=palette.PROGRESS,
                        width=2.6,
                        dash="3px,4px" if is_estimate else "solid",
                    )
                )
        return drawn

    def marks(self) -> list[Spec]:
        marks = []
        headline = self.indicator.headline_target
        for hollow in (False, True):
            group = [v for v in self.verdicts if (v.target != headline) is hollow]
            if group:
                marks.append(
                    dots(
                        [v.target.year for v in group],
                        [float(v.target.threshold) for v in group],
                        name="hạn phụ lục" if hollow else "hạn",
                        size=15 if hollow else 17,
                        colour=palette.TEXT,
                        hollow=hollow,
                        symbol="diamond",
                        border=2.2,
                    )
                )
        if self.planned:
            xs, ys = zip(*self.planned, strict=True)
            marks.append(
                dots(
                    xs,
                    ys,
                    name=wording.PLANNED_VALUE,
                    size=9,
                    colour=palette.SECONDARY_TEXT,
                    hollow=True,
                    symbol="square",
                    border=1.6,
                )
            )
        for kind, size in ((Kind.ACTUAL, 11), (Kind.ESTIMATE, 14)):
            shown = [(f.year, value) for f, value in self.valued if f.kind is kind]
            if shown:
                xs, ys = zip(*shown, strict=True)
                marks.append(
                    dots(
                        xs,
                        ys,
                        name=wording.KINDS[kind],
                        size=size,
                        colour=palette.PROGRESS,
                        hollow=kind is Kind.ESTIMATE,
                    )
                )
        idle = [f.year for f in self.figures if f.not_applicable]
        if idle:
            marks.append(
                dots(
                    idle,
                    [0] * len(idle),
                    name=wording.NOTHING_OCCURRED,
                    size=13,
                    colour=palette.SECONDARY_TEXT,
                    hollow=True,
                    symbol="line-ew",
                    border=3,
                )
            )
        return marks

    def year_ticks(self) -> Spec:
        """Every year where there is room; the year of assessment always and in bold."""
        count = self.last - self.first + 1
        step = ceil(count / (9 if self.narrow else 12))
        years = [y for y in range(self.first, self.last + 1) if (self.last - y) % step == 0]
        now = self.standing.year
        if step > 1:
            years = [y for y in years if abs(y - now) >= step or y == now]
        if self.first <= now <= self.last:
            years = sorted({*years, now})
        texts = [bold(tinted(str(y), palette.TEXT)) if y == now else str(y) for y in years]
        return {"tickmode": "array", "tickvals": years, "ticktext": texts}

    def value_ticks(self) -> Spec:
        top = self.canvas.y_range[1]
        if not self.valued and not self.threshold and not self.planned:
            values = [0.0]
        else:
            step = next((s for s in _STEPS if top / s <= 6), 1000)
            values = [float(v) for v in range(0, int(top) + 1, step)]
        if self.indicator.upper is not None:
            values = [v for v in values if v <= self.indicator.upper]
        apart = 18 / self.canvas.height * top
        values = [v for v in values if abs(v - self.threshold) >= apart] + [self.threshold]
        values.sort()
        texts = []
        for value, whole in ((v, f"{v:g}") for v in values):
            text = wording.figure(self.indicator, Decimal(whole))
            texts.append(bold(tinted(text, palette.TEXT)) if value == self.threshold else text)
        return {"tickmode": "array", "tickvals": values, "ticktext": texts}


def outcome_lines(verdict: Verdict, narrow: bool) -> list[str]:
    """Sign and words, a line a statement."""
    text = f"{palette.CHIPS[verdict.label].glyph} {verdict.words}"
    return (text.replace(", ", "; ") if narrow else text).split("; ")
