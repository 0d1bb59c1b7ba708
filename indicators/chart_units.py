"""The comparison of reporting units: a row each, best first, against the threshold.

The columns at the right carry every figure, so that the dots only compare.
"""

from __future__ import annotations

from decimal import Decimal

from indicators import notation, palette, wording
from indicators.chart_template import (
    DEMO_ROOM,
    NORMAL,
    PAPER,
    SMALL,
    Spec,
    bold,
    dots,
    line,
    note,
    plain,
    small,
    spec,
    text_width,
    tinted,
    wrap,
)
from indicators.findings import UnitRow, are_units_comparable, drawn_rows, unit_rows, units_year
from indicators.observations import Kind
from indicators.plan import Indicator, Plan, Quantity
from indicators.standing import Standing

_MILLION = 1_000_000
_MONEY = "đồng"
_AMOUNTS = 122
"""Pixels of the column of numerators and denominators."""


def reporting_units_spec(
    plan: Plan, standing: Standing, *, demo: bool, narrow: bool = False
) -> Spec:
    return _Units(plan, standing, narrow).spec(demo)


class _Units:
    """A dot plot with its own columns; row 0 is at the top."""

    def __init__(self, plan: Plan, standing: Standing, narrow: bool) -> None:
        self.standing, self.narrow = standing, narrow
        self.indicator: Indicator = standing.indicator
        self.rows = drawn_rows(unit_rows(plan, standing))
        self.year = units_year(standing)
        self.is_comparable = are_units_comparable(self.indicator)
        self.threshold = self.indicator.headline_target.threshold
        commune = standing.series.figures.get(self.year or 0)
        # A count of the commune is the sum of its units: no unit can be held against it.
        self.commune = commune.value if commune and self.indicator.is_share else None
        self.has_amounts = self.indicator.is_share and any(
            row.now and row.now.denominator is not None for row in self.rows
        )
        self.digits = self._digits(0), self._digits(1)
        self.names = [wrap(row.name, 15 if narrow else 22) for row in self.rows]
        self.left, self.right = self._columns()
        self.row_height = self._row_height()

    def _columns(self) -> tuple[float, float]:
        widest = max((text_width(plain(t), NORMAL) for n in self.names for t in n), default=60)
        if self.narrow:
            return min(136.0, widest + 14), 92.0 if self.has_amounts else 60.0
        return min(190.0, widest + 14), 66.0 + (_AMOUNTS if self.has_amounts else 0)

    def _row_height(self) -> int:
        lines = max((len(name) for name in self.names), default=1)
        if self.narrow:
            return max(46 if self.has_amounts else 32, 10 + 18 * lines)
        return max(40 if len(self.rows) <= 20 else 30, 8 + 18 * lines)

    def spec(self, demo: bool) -> Spec:
        above = self._head_lines() * 20 + 10 + (DEMO_ROOM if demo else 0) if self.rows else 0
        if not self.rows:
            empty = note(
                "Chưa có số liệu theo đơn vị báo cáo",
                0.5,
                0.5,
                anchor=("center", "middle"),
                size=NORMAL,
                colour=palette.SECONDARY_TEXT,
            )
            return self._frame(
                [dots([], [], name="đơn vị", size=1, colour=palette.TEXT)],
                [empty],
                60,
                demo,
                (0.0, 1.0),
                DEMO_ROOM if demo else 8,
            )
        return self._frame(
            self._traces(),
            self._words(),
            self.row_height * len(self.rows),
            demo,
            self._x_range(),
            above,
        )

    def _frame(
        self,
        data: list[Spec],
        words: list[Spec],
        height: int,
        demo: bool,
        x_range: tuple[float, float],
        above: int,
    ) -> Spec:
        return spec(
            data,
            height=height + above + 8,
            margin={"l": self.left, "r": self.right, "t": above, "b": 8},
            xaxis={"range": list(x_range), "showticklabels": False},
            yaxis={
                "range": [max(len(self.rows), 1) - 0.5, -0.5],
                "tickvals": [self._level(i) for i in range(len(self.rows))],
                "showticklabels": False,
                "showgrid": bool(self.rows),
                "zeroline": False,
            },
            annotations=words,
            demo=demo,
        )

    def _level(self, row: int) -> float:
        """Where name, marks and value of a row stand: higher where amounts stand below them."""
        return row - (8 / self.row_height if self.narrow and self.has_amounts else 0.0)

    def _x_range(self) -> tuple[float, float]:
        values = [o.value for r in self.rows for o in (r.now, r.before) if o]
        known = [float(v) for v in values if v is not None]
        if self.is_comparable:
            known.append(float(self.threshold))
        top = max(known, default=0.0) or 1.0
        return -0.05 * top, 1.05 * top

    def _traces(self) -> list[Spec]:
        rows = list(enumerate(self.rows))
        moved = [
            (self._level(i), row.before.value, row.now.value)
            for i, row in rows
            if row.now and row.now.value is not None and row.before and row.before.value is not None
        ]
        traces: list[Spec] = []
        if moved:
            xs = [x for _, old, new in moved for x in (float(old), float(new), None)]
            ys = [y for level, _, _ in moved for y in (level, level, None)]
            before = f"năm {(self.year or 0) - 1}"
            traces.append(line(xs, ys, name="thay đổi", colour=palette.BASELINE, width=3))
            traces.append(
                dots(
                    [float(old) for _, old, _ in moved],
                    [level for level, _, _ in moved],
                    name=before,
                    size=6.8,
                    colour=palette.BASELINE,
                )
            )
        for value, name, width, dash in self._references():
            traces.append(
                line(
                    [value, value],
                    [-0.5, len(self.rows) - 0.5],
                    name=name,
                    colour=palette.TEXT,
                    width=width,
                    dash=dash,
                )
            )
        for kind in (Kind.ACTUAL, Kind.ESTIMATE):
            shown = [
                (float(row.now.value), self._level(i))
                for i, row in rows
                if row.now and row.now.value is not None and row.now.kind is kind
            ]
            if shown:
                xs_now, ys_now = zip(*shown, strict=True)
                traces.append(
                    dots(
                        xs_now,
                        ys_now,
                        name=wording.KINDS[kind],
                        size=12,
                        colour=palette.PROGRESS,
                        hollow=kind is Kind.ESTIMATE,
                    )
                )
        return traces or [dots([], [], name="đơn vị", size=1, colour=palette.TEXT)]

    def _references(self) -> list[tuple[float, str, float, str]]:
        lines = []
        if self.commune is not None:
            lines.append((float(self.commune), "toàn xã", 1.2, "2px,3px"))
        if self.is_comparable:
            lines.append((float(self.threshold), "ngưỡng", 2.5, "solid"))
        return lines

    def _words(self) -> list[Spec]:
        words = self._heads()
        for i, row in enumerate(self.rows):
            words += self._name(i) + self._figures(i, row)
        return words

    def _name(self, i: int) -> list[Spec]:
        text = "<br>".join(plain(part) for part in self.names[i])
        level = self._level(i) if len(self.names[i]) == 1 else i
        return [note(text, 0, level, at=("paper", "y"), shift=(-self.left, 0))]

    def _figures(self, i: int, row: UnitRow) -> list[Spec]:
        value, amounts = wording.NO_FIGURE, ""
        remark = None
        if row.now is None:
            remark = bold(tinted(f"? {wording.NOT_REPORTED}", palette.MISSED_TEXT))
        elif row.now.value is None:
            remark = f"– {wording.NOTHING_OCCURRED}"
        else:
            value = bold(wording.figure(self.indicator, row.now.value))
            amounts = self._amounts(row)
        words = []
        if remark:
            words.append(
                note(
                    remark,
                    0,
                    self._level(i),
                    at=("paper", "y"),
                    shift=(8, 0),
                    bgcolor=PAPER,
                    colour=palette.SECONDARY_TEXT,
                    borderpad=2,
                )
            )
        if self.narrow:
            words.append(self._right(value, self._level(i), 0))
            if amounts:
                below = self._level(i) + 17 / self.row_height
                words.append(self._right(small(amounts), below, 0))
            return words
        words.append(self._right(value, i, _AMOUNTS if self.has_amounts else 0))
        if self.has_amounts:
            words.append(self._right(amounts or wording.NO_FIGURE, i, 0))
        return words

    def _right(self, text: str, level: float, from_edge: float) -> Spec:
        return note(
            text,
            1,
            level,
            at=("paper", "y"),
            anchor=("right", "middle"),
            shift=(self.right - from_edge, 0),
        )

    def _amounts(self, row: UnitRow) -> str:
        if row.now is None or row.now.numerator is None or row.now.denominator is None:
            return ""
        texts = []
        for place, part in enumerate((row.now.numerator, row.now.denominator)):
            texts.append(notation.number(self._shown(part, place), self.digits[place]))
        return " / ".join(texts)

    def _quantity(self, place: int) -> Quantity | None:
        return (self.indicator.numerator, self.indicator.denominator)[place]

    def _shown(self, amount: Decimal, place: int) -> Decimal:
        """Money in millions: nobody compares numbers of nine digits."""
        quantity = self._quantity(place)
        return amount / _MILLION if quantity and quantity.unit_measure == _MONEY else amount

    def _digits(self, place: int) -> int:
        """As many in a column as its longest figure needs, two at most."""
        most = 0
        for row in self.rows:
            amounts = (row.now.numerator, row.now.denominator) if row.now else (None, None)
            amount = amounts[place]
            if amount is not None:
                text = notation.plain_number(self._shown(amount, place), 2)
                most = max(most, len(text.partition(",")[2]))
        return most

    def _amounts_head(self) -> str:
        units = []
        for place in (0, 1):
            quantity = self._quantity(place)
            name = quantity.unit_measure.split(" (")[0] if quantity else ""
            units.append(f"triệu {_MONEY}" if name == _MONEY else name)
        if not units[0] or max(map(len, units)) > 12:
            return "tử số / mẫu số"
        return f"{units[0]} / tổng" if len(units[1]) > 6 else f"{units[0]} / tổng {units[1]}"

    def _heads(self) -> list[Spec]:
        colour = palette.SECONDARY_TEXT
        foot = ("left", "bottom")
        words = []
        high = self._head_lines() * 20 - 14
        words.append(
            note(
                self._key(), 0, 1, anchor=foot, shift=(-self.left, high), size=SMALL, colour=colour
            )
        )
        words += self._reference_heads()
        year = f"{self.year}" if self.indicator.is_share else self.indicator.unit_measure
        edge = ("right", "bottom")
        if self.narrow:
            text = self._amounts_head() if self.has_amounts else year
            words.append(
                note(text, 1, 1, anchor=edge, shift=(self.right, 6), size=SMALL, colour=colour)
            )
            return words
        shift = self.right - (_AMOUNTS if self.has_amounts else 0)
        words.append(note(year, 1, 1, anchor=edge, shift=(shift, 6), colour=colour))
        if self.has_amounts:
            words.append(
                note(self._amounts_head(), 1, 1, anchor=edge, shift=(self.right, 6), colour=colour)
            )
        return words

    def _key(self) -> str:
        parts = []
        kinds = {row.now.kind for row in self.rows if row.now and row.now.value is not None}
        if Kind.ACTUAL in kinds:
            parts.append(f"● {wording.KINDS[Kind.ACTUAL]}")
        if Kind.ESTIMATE in kinds:
            parts.append("○ ước")
        if any(row.before and row.before.value is not None for row in self.rows):
            parts.append(f"chấm nhạt: năm {(self.year or 0) - 1}")
        if self.narrow or not self.indicator.is_share:
            parts.insert(0, f"năm {self.year}")
        return " · ".join(parts)

    def _reference_texts(self) -> list[tuple[float, str, str]]:
        texts = []
        if self.commune is not None:
            text = f"toàn xã {wording.figure(self.indicator, self.commune)}"
            texts.append((float(self.commune), text, palette.SECONDARY_TEXT))
        if self.is_comparable:
            text = bold(f"ngưỡng {wording.figure(self.indicator, self.threshold)}")
            texts.append((float(self.threshold), text, palette.TEXT))
        return texts

    def _share_of_width(self, value: float) -> float:
        low, high = self._x_range()
        return (value - low) / (high - low)

    def _fit_on_one_line(self) -> bool:
        """Whether the words of both lines fit side by side on the narrowest plot."""
        texts = sorted(self._reference_texts())
        if len(texts) < 2:
            return True
        (left, left_text, _), (right, right_text, _) = texts
        least = 360.0 - self.left - self.right if self.narrow else 200.0
        before = self._share_of_width(left) * least + self.left
        after = (1 - self._share_of_width(right)) * least
        return before >= text_width(left_text, NORMAL) and after >= text_width(right_text, NORMAL)

    def _head_lines(self) -> int:
        return (2 if self._reference_texts() or not self.narrow else 1) + (
            0 if self._fit_on_one_line() else 1
        )

    def _reference_heads(self) -> list[Spec]:
        words = []
        on_one_line = self._fit_on_one_line()
        for i, (value, text, colour) in enumerate(sorted(self._reference_texts())):
            on_the_right = (
                i == 1
                if on_one_line and len(self._reference_texts()) == 2
                else (self._share_of_width(value) < 0.5)
            )
            up = 6 if on_one_line or colour == palette.TEXT else 26
            words.append(
                note(
                    text,
                    value,
                    1,
                    at=("x", "paper"),
                    anchor=("left" if on_the_right else "right", "bottom"),
                    shift=(-4 if on_the_right else 4, up),
                    colour=colour,
                )
            )
        return words
