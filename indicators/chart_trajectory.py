"""The trajectory: an indicator's figures on their way to the threshold.

Solid is measured, dotted is estimated, violet dashes are this software's assumption, the pale
area is where the recent pace leads. Each is named on the spot, so there is no legend.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from indicators import palette, wording
from indicators.chart_course import Course, outcome_lines
from indicators.chart_template import (
    DEMO_ROOM,
    LEAD,
    NORMAL,
    SMALL,
    Place,
    Spec,
    around,
    bold,
    lead,
    note,
    small,
    spec,
    text_height,
    tinted,
)
from indicators.findings import Verdict, band_words, planned_values
from indicators.observations import Kind
from indicators.plan import Indicator, Plan
from indicators.standing import Label, Standing


def trajectory_spec(plan: Plan, standing: Standing, *, demo: bool, narrow: bool = False) -> Spec:
    return _Trajectory(plan, standing, narrow).spec(demo)


class _Trajectory(Course):
    """A course with its words, each where it finds room."""

    def spec(self, demo: bool) -> Spec:
        keys = self._keys()
        below = 40 + 20 * len(keys)
        above = 10 + (DEMO_ROOM if demo else 0)
        annotations = [*self._words(), *([] if self.narrow else self._end_labels()), *keys]
        return spec(
            self.band_area() + self.lines() + self.marks(),
            height=round(self.canvas.height) + above + below,
            margin={"l": 48, "r": 22 if self.narrow else 164, "t": above, "b": below},
            xaxis={"range": list(self.canvas.x_range), **self.year_ticks()},
            yaxis={"range": list(self.canvas.y_range), **self.value_ticks()},
            annotations=annotations,
            demo=demo,
        )

    def _words(self) -> list[Spec]:
        """Words with the fewest places first."""
        words = self._deadline_labels() + self._threshold_label() + self._latest_label()
        words += self._idle_labels()
        for f, value in reversed(self.valued[:-1]):
            falls = self.goal.direction < 0
            sides = "NE N NW SW S SE E W" if falls else "NW N NE SE S SW W E"
            places = around(f.year, value, 11, sides)
            words += self.canvas.label(
                wording.figure(self.indicator, f.value or 0), places, optional=True
            )
        for i, (year, value) in enumerate(reversed(self.planned)):
            text = wording.figure(self.indicator, planned_values(self.standing)[-1 - i][1])
            if i == 0:
                text = f"{wording.PLANNED_VALUE} {text}"
            words += self.canvas.label(
                text,
                around(year, value, 9, "SE S E SW W NE N NW"),
                size=SMALL,
                colour=palette.SECONDARY_TEXT,
                optional=i > 0,
            )
        if not self.valued:
            words.append(self._nothing_yet())
        return words

    def _nothing_yet(self) -> Spec:
        idle = any(f.not_applicable for f in self.figures)
        label = Label.NOT_APPLICABLE if idle else Label.NO_DATA
        chip = palette.CHIPS[label]
        low, high = self.canvas.y_range
        is_threshold_high = self.threshold - low > (high - low) / 2
        return note(
            bold(f"{chip.glyph} {wording.LABELS[label]}"),
            0.5,
            0.25 if is_threshold_high else 0.65,
            anchor=("center", "middle"),
            size=LEAD,
            colour=chip.text,
            bgcolor=chip.fill,
            bordercolor=chip.border,
            borderwidth=1.5,
            borderpad=10,
        )

    def _latest_label(self) -> list[Spec]:
        if not self.valued:
            return []
        f, value = self.valued[-1]
        text = lead(wording.figure(self.indicator, f.value or 0))
        remarks = [wording.KINDS[Kind.ESTIMATE]] if f.kind is Kind.ESTIMATE else []
        if f.is_partial:
            remarks.append(wording.coverage(f))
        text += "".join(f"<br>{small(remark)}" for remark in remarks)
        sides = "S SE SW NW N NE E W" if f.kind is Kind.ESTIMATE else "NW N SE S SW NE E W"
        if self.goal.direction < 0:
            sides = "NE N E SW S SE NW W"
        return self.canvas.label(text, around(f.year, value, 13, sides), size=SMALL)

    def _deadline_labels(self) -> list[Spec]:
        """Words on the line for the deadlines before the right edge."""
        words: list[Spec] = []
        for verdict in self.verdicts:
            x, y = verdict.target.year, float(verdict.target.threshold)
            if x < self.last:
                text = _deadline_name(verdict, self.indicator, self.goal.threshold)
                text += f"<br>{self._outcome(verdict)}"
                places = around(x, y, 14, "N NW NE")
                places += [Place(x, y, anchor, "bottom", 0, 34) for anchor in ("center", "left")]
                words += self.canvas.label(text, places + around(x, y, 14, "S SE SW"))
        return words

    def _threshold_label(self) -> list[Spec]:
        """On the line; with its outcome where the right edge has no room for it."""
        target = self.indicator.headline_target
        text = bold(f"Ngưỡng: {wording.threshold_in_words(self.indicator, target)}")
        if self.narrow and target.year == self.last and self.verdicts[0].is_due:
            text += f"<br>{self._outcome(self.verdicts[0])}"
        left, right = self.canvas.x_range
        y = self.threshold
        places = [
            Place(left, y, "left", "bottom", 4, 5),
            Place(right, y, "right", "bottom", -14, 5),
            Place(left, y, "left", "top", 4, -6),
            Place(right, y, "right", "top", -14, -6),
            Place(left, y, "left", "bottom", 4, 26),
            Place(right, y, "right", "bottom", -14, 26),
        ]
        return self.canvas.label(text, places)

    def _outcome(self, verdict: Verdict) -> str:
        """Only a missed deadline is coloured, and its words say it without colour."""
        text = "<br>".join(outcome_lines(verdict, self.narrow))
        is_missed = verdict.label is Label.MISSED
        return bold(tinted(text, palette.MISSED_TEXT)) if is_missed else text

    def _idle_labels(self) -> list[Spec]:
        """One label a run of years, at the axis."""
        words: list[Spec] = []
        for run in _runs([f.year for f in self.figures if f.not_applicable]):
            middle = (run[0] + run[-1]) / 2
            text = wording.NOTHING_OCCURRED
            if len(run) == 1:
                first, rest = text.split(" ", 1)
                text = f"{first}<br>{rest}"
            words += self.canvas.label(
                text, around(middle, 0, 8, "N NE NW"), size=SMALL, colour=palette.SECONDARY_TEXT
            )
        return words

    def _end_labels(self) -> list[Spec]:
        """At the right edge, beside what they name and never on each other."""
        blocks: list[tuple[float, str, str]] = []
        lines = []
        for verdict in self.verdicts:
            if verdict.target.year == self.last:
                lines.append(bold(_end_name(verdict, self.indicator)))
                if verdict.is_due:
                    lines += [self._outcome(verdict).replace(", ", ",<br>")]
        if self.path and self.goal.year == self.last:
            before, after = wording.ASSUMED_PATH.split(" – ")
            lines += [tinted(before, palette.PATH), tinted(f"– {after}", palette.PATH)]
        if lines:
            blocks.append((self.threshold, "<br>".join(lines), palette.TEXT))
        if self.band and self.goal.year == self.last:
            text = f"{wording.IF_RECENT_PACE}<br>{band_words(self.band)}"
            middle = (self.band[-1].low + self.band[-1].high) / 2
            blocks.append((middle, text, palette.SECONDARY_TEXT))
        return self._stacked(blocks)

    def _stacked(self, blocks: Sequence[tuple[float, str, str]]) -> list[Spec]:
        """The first block with its first line on its value, the second one clear of it."""
        words: list[Spec] = []
        taken: tuple[float, float] | None = None
        for value, text, colour in blocks:
            high = text_height(text, NORMAL)
            level = self.canvas.at(0, value)[1]
            top = max(level + (NORMAL * 0.65 if taken is None else high / 2), high)
            if taken is not None and top > taken[0] and top - high < taken[1]:
                is_room_below = taken[0] - 8 >= high
                top = taken[0] - 8 if is_room_below else taken[1] + 8 + high
            taken = taken or (top - high, top)
            words.append(note(text, 1, 0, anchor=("left", "top"), shift=(16, top), colour=colour))
        return words

    def _keys(self) -> list[Spec]:
        """Under the axis, what the right edge has no room or no place for."""
        if not self.narrow and self.goal.year == self.last:
            return []
        lines = []
        if self.path:
            lines.append(tinted(f"╌╌ {wording.ASSUMED_PATH}", palette.PATH))
        if self.band:
            text = f"{wording.IF_RECENT_PACE} {band_words(self.band)}"
            lines.append(f"{tinted('■', palette.BASELINE)} {text}")
        return [
            note(
                text,
                0,
                0,
                anchor=("left", "top"),
                shift=(-40, -34 - 20 * i),
                colour=palette.SECONDARY_TEXT,
            )
            for i, text in enumerate(lines)
        ]


def _end_name(verdict: Verdict, indicator: Indicator) -> str:
    target = verdict.target
    return f"{wording.quantity(indicator, target.threshold)} {wording.due(target)}"


def _deadline_name(verdict: Verdict, indicator: Indicator, headline: Decimal) -> str:
    target = verdict.target
    text = wording.appendix_deadline(target)
    if not target.is_from_appendix_only:
        text = f"Hạn {wording.deadline(target)}"
    if target.threshold != headline:
        text += f": {wording.threshold_in_words(indicator, target)}"
    return bold(text)


def _runs(years: Sequence[int]) -> list[list[int]]:
    """Consecutive years together."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs
