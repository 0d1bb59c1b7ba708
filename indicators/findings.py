"""What a chart shows, in sentences: its title as a finding, and its text alternative.

The text alternatives serve screen readers and documents; they carry every figure of the chart.
Nothing here draws, so that a document can be written without loading plotly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators import notation, wording
from indicators.alphabet import Place, place_of
from indicators.observations import Kind, Observation
from indicators.plan import Comparison, Indicator, Plan, Target
from indicators.progress import Assessment, BandPoint, Flag, is_met, pace_band
from indicators.results import is_estimate_at_deadline
from indicators.series import YearFigure
from indicators.standing import Label, Standing, goal_of, label_of, rules_of

FIRST_DRAWN, LAST_DRAWN = 20, 60
"""How many reporting units a chart draws where there are very many."""
_GOOD = (Label.ON_TRACK, Label.ACHIEVED, Label.EXCEEDED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one deadline came out.

    The label is the rule's; the words add what the figure of the deadline's own year was, where
    there is one. `is_due` tells a deadline that has come from one still ahead; `figure` is the
    figure the words speak of; `came_late` tells that the threshold was reached after its year.
    """

    target: Target
    label: Label
    words: str
    is_due: bool
    figure: YearFigure | None
    came_late: bool = False


def verdicts(standing: Standing) -> tuple[Verdict, ...]:
    """One verdict a target, the headline one first."""
    headline = standing.indicator.headline_target
    pairs = ((headline, standing.assessment), *standing.others)
    return tuple(_verdict(standing, target, assessment) for target, assessment in pairs)


def shown_figures(standing: Standing) -> tuple[YearFigure, ...]:
    """The figures up to the year of assessment, by year."""
    figures = standing.series.figures
    return tuple(figures[y] for y in sorted(figures) if y <= standing.year and figures[y].is_usable)


def planned_values(standing: Standing) -> tuple[tuple[int, Decimal], ...]:
    """Values the commune was given to reach, by year; drawn and never judged."""
    planned = standing.series.planned
    return tuple((y, o.value) for y in sorted(planned) if (o := planned[y]).value is not None)


def recent_pace_band(plan: Plan, standing: Standing) -> tuple[BandPoint, ...]:
    """The 80 % band up to the headline deadline; empty for counts and where nothing is judged."""
    indicator = standing.indicator
    if not indicator.is_share or standing.label is Label.NOT_APPLICABLE:
        return ()
    target = indicator.headline_target
    return pace_band(
        standing.series.points,
        goal_of(indicator, target),
        standing.year,
        target.year,
        rules_of(plan.rules),
    )


def band_words(band: Sequence[BandPoint]) -> str:
    """The band in the last year: "16,8–21,6% (dải 80%)"."""
    low, high = (notation.plain_number(Decimal(str(v)), 1) for v in (band[-1].low, band[-1].high))
    spread = low if low == high else f"{low}–{high}"
    return f"{spread}% ({wording.EIGHTY_PERCENT_BAND})"


def trajectory_title(plan: Plan, standing: Standing) -> str:
    """The finding: "Đúng tiến độ đến 2030, nhưng đã lỡ hạn 12/2027 của phụ lục"."""
    headline, *others = verdicts(standing)
    text = _headline_finding(standing, headline)
    if standing.label in (Label.NO_DATA, Label.NOT_APPLICABLE):
        return text
    return text + "".join(_other_finding(standing, other) for other in others)


def trajectory_text(plan: Plan, standing: Standing) -> str:
    """The trajectory in words: figures, thresholds, paces with the status, and assumptions."""
    sentences = [
        _figures_sentence(standing),
        _targets_sentence(standing),
        _pace_sentence(standing),
        _assumption_sentence(plan, standing),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One reporting unit in the shown year and the year before; None where it did not report."""

    code: str
    name: str
    now: Observation | None
    before: Observation | None

    @property
    def is_idle(self) -> bool:
        """Whether the unit declared "không phát sinh"."""
        return self.now is not None and self.now.not_applicable


def units_year(standing: Standing) -> int | None:
    """The year of assessment if a unit reported for it, else the last year one did."""
    years = [y for y, units in standing.series.units.items() if units and y <= standing.year]
    return max(years, default=None)


def unit_rows(plan: Plan, standing: Standing) -> tuple[UnitRow, ...]:
    """Best first, then the units with nothing to report, the missing ones last."""
    year = units_year(standing)
    if year is None:
        return ()
    series, direction = standing.series, standing.indicator.direction
    now, before = series.units[year], series.units.get(year - 1, {})
    rows = []
    for code in series.shown_units(year):
        observation = now.get(code)
        if observation and observation.value is None and not observation.not_applicable:
            observation = None
        rows.append(UnitRow(code, plan.unit_name(code), observation, before.get(code)))

    def place(row: UnitRow) -> tuple[int, Decimal, Place]:
        if row.now is None:
            return 2, Decimal(0), place_of(row.name)
        if row.now.value is None:
            return 1, Decimal(0), place_of(row.name)
        return 0, -direction * row.now.value, place_of(row.name)

    return tuple(sorted(rows, key=place))


def drawn_rows(rows: tuple[UnitRow, ...]) -> tuple[UnitRow, ...]:
    """The rows a chart can show: with very many units the first and the last ones."""
    if len(rows) <= FIRST_DRAWN + LAST_DRAWN:
        return rows
    return rows[:FIRST_DRAWN] + rows[-LAST_DRAWN:]


def undrawn_note(plan: Plan, standing: Standing) -> str:
    """What the chart of units leaves out; empty where it shows all."""
    left_out = len(unit_rows(plan, standing)) - FIRST_DRAWN - LAST_DRAWN
    if left_out <= 0:
        return ""
    return (
        f"Biểu đồ vẽ {FIRST_DRAWN} đơn vị đầu và {LAST_DRAWN} đơn vị cuối; "
        f"{notation.number(left_out)} đơn vị ở giữa có trong tệp tải về."
    )


def are_units_comparable(indicator: Indicator) -> bool:
    """Whether a unit can be held against the commune's threshold: shares, and "none left"."""
    return indicator.is_share or indicator.headline_target.threshold == 0


def reporting_units_title(plan: Plan, standing: Standing) -> str:
    """The finding: "3/9 đơn vị đã qua ngưỡng, 1 đơn vị chưa báo cáo"."""
    rows, indicator = unit_rows(plan, standing), standing.indicator
    if not rows:
        return "Chưa có số liệu theo đơn vị báo cáo"
    values = [row.now.value for row in rows if row.now and row.now.value is not None]
    missing = sum(row.now is None for row in rows)
    if not values:
        text = f"Năm {units_year(standing)} các đơn vị không phát sinh"
    elif are_units_comparable(indicator):
        goal = goal_of(indicator, indicator.headline_target)
        met = sum(is_met(value, goal) for value in values)
        verb = "đã qua" if indicator.comparison is Comparison.AT_LEAST else "đã đạt"
        text = f"{met}/{len(values)} đơn vị {verb} ngưỡng"
    else:
        text = f"{len(values)} đơn vị có số liệu"
    if units_year(standing) != standing.year:
        return f"Chưa đơn vị nào báo cáo năm {standing.year}; năm {units_year(standing)}: {text}"
    return f"{text}, {missing} đơn vị {wording.NOT_REPORTED}" if missing else text


def reporting_units_text(plan: Plan, standing: Standing) -> str:
    """The comparison of units in words, every unit with its figure."""
    rows, indicator = unit_rows(plan, standing), standing.indicator
    title = f"{reporting_units_title(plan, standing)}."
    if not rows:
        return title
    parts = []
    for row in drawn_rows(rows):
        if row.now is None:
            words = wording.NOT_REPORTED
        elif row.now.value is None:
            words = wording.NOTHING_OCCURRED
        else:
            words = wording.quantity(indicator, row.now.value)
            if row.now.kind is Kind.ESTIMATE:
                words += f" ({wording.KINDS[Kind.ESTIMATE]})"
            if row.before and row.before.value is not None:
                words += f", năm trước {wording.figure(indicator, row.before.value)}"
        parts.append(f"{row.name} {words}")
    return f"{title} Năm {units_year(standing)}: {'; '.join(parts)}."


def _verdict(standing: Standing, target: Target, assessment: Assessment) -> Verdict:
    indicator = standing.indicator
    is_due = target.year <= standing.year
    own = standing.series.figures.get(target.year) if is_due else None
    if own is not None and own.not_applicable:
        label = Label.NOT_APPLICABLE
        return Verdict(target, label, wording.LABELS[label], True, own)
    if own is None or own.value is None:
        label = label_of(assessment)
        words = wording.LABELS[label]
        if assessment.met is False and assessment.gap is not None:
            words += f", {_still(indicator, assessment.gap)}"
        if is_due and assessment.latest is not None:
            words += f" (số năm {assessment.latest.year})"
        return Verdict(target, label, words, is_due, standing.figure)

    goal = goal_of(indicator, target)
    label = label_of(assessment)
    words = wording.LABELS[label]
    if label is Label.NOT_APPLICABLE:
        return Verdict(target, label, words, True, own)
    came_late = not is_met(own.value, goal) and assessment.met is True
    if not is_met(own.value, goal):
        gap = goal.direction * (Fraction(target.threshold) - Fraction(own.value))
        short = wording.shortfall(indicator, gap)
        words += f"; năm {target.year} còn {short}" if assessment.met else f", {short}"
    elif not assessment.met:
        words += f"; năm {target.year} đã đạt"
    if own.kind is Kind.ESTIMATE:
        words += " (số ước)"
    return Verdict(target, label, words, True, own, came_late)


def _still(indicator: Indicator, gap: Fraction) -> str:
    words = wording.shortfall(indicator, gap)
    return f"còn {words}" if words.startswith("thiếu") else words


def _headline_finding(standing: Standing, verdict: Verdict) -> str:
    indicator, flags = standing.indicator, standing.assessment.flags
    target = verdict.target
    until = wording.deadline(target)
    gap = standing.assessment.gap
    match standing.label:
        case Label.NOT_APPLICABLE:
            year = max(f.year for f in shown_figures(standing))
            return f"Năm {year} {wording.NOTHING_OCCURRED}, không đánh giá"
        case Label.NO_DATA:
            return f"Chưa có số liệu để so với ngưỡng {until}"
        case Label.INSUFFICIENT:
            short = wording.shortfall(indicator, gap or 0)
            # What is still there is no distance: "còn 12 cơ sở".
            joined = f"{short} so với ngưỡng" if indicator.direction > 0 else f"{short}; ngưỡng đến"
            return f"Mới có số liệu một năm, {joined} {until}"
        case Label.MISSED:
            short = wording.shortfall(indicator, gap or 0)
            if is_estimate_at_deadline(standing):
                return f"Số ước chưa đạt hạn {until}, {short}"
            return f"Đã đến hạn {until} mà chưa đạt, {short}"
        case Label.ON_TRACK:
            return f"Đúng tiến độ đến {until}"
        case Label.ACHIEVED | Label.EXCEEDED:
            verb = "vượt" if standing.label is Label.EXCEEDED else "đạt"
            text = f"Đã {verb} ngưỡng {wording.quantity(indicator, target.threshold)}"
            if Flag.SLIPPING in flags:
                return f"{text}, nhưng đang giảm sút"
            if not verdict.is_due:
                return f"{text} trước hạn {until}"
            return f"{text}, sau hạn {until}" if verdict.came_late else text
        case _:
            late = wording.LABELS[standing.label]
            if standing.label is Label.BEHIND:
                late = f"{late} so với"
            if Flag.SLIPPING in flags:
                return f"Đang đạt ngưỡng nhưng giảm sút, khó giữ đến {until} nếu nhịp không đổi"
            if Flag.LOST in flags:
                return f"Từng đạt, nay không còn đạt: {late[0].lower()}{late[1:]} ngưỡng {until}"
            return f"{late} ngưỡng {until}"


def _other_finding(standing: Standing, verdict: Verdict) -> str:
    due = f"hạn {wording.deadline(verdict.target)}"
    if verdict.target.is_from_appendix_only:
        due += " của phụ lục"
    is_good = standing.label in _GOOD
    if verdict.is_due:
        match verdict.label:
            case Label.MISSED:
                is_estimate = verdict.figure is not None and verdict.figure.kind is Kind.ESTIMATE
                late = f"số ước chưa đạt {due}" if is_estimate else f"đã lỡ {due}"
                return f", nhưng {late}" if is_good else f", {late}"
            case Label.ACHIEVED | Label.EXCEEDED if verdict.came_late:
                return f", nhưng đạt sau {due}"
            case Label.ACHIEVED | Label.EXCEEDED:
                return f", đã đạt đúng {due}" if is_good else f", dù đã đạt khi đến {due}"
            case _:
                return ""
    match verdict.label:
        case Label.BEHIND:
            return f", {'nhưng ' if is_good else ''}chậm so với {due}"
        case Label.OFF_TRACK:
            return f", {'nhưng ' if is_good else ''}có nguy cơ lỡ {due}"
        case Label.ON_TRACK:
            return f", đúng tiến độ cả với {due}" if is_good else f", đúng tiến độ với {due}"
        case _:
            return ""


def _figures_sentence(standing: Standing) -> str:
    indicator = standing.indicator
    figures = shown_figures(standing)
    if not figures:
        return f"{indicator.short_name}: chưa có số liệu đến năm {standing.year}."
    parts = []
    for figure in figures:
        if figure.value is None:
            parts.append(f"năm {figure.year} {wording.NOTHING_OCCURRED}")
            continue
        text = f"năm {figure.year} {wording.quantity(indicator, figure.value)}"
        remarks = []
        if figure.kind is Kind.ESTIMATE:
            remarks.append(wording.KINDS[Kind.ESTIMATE])
        if figure.is_partial:
            remarks.append(wording.coverage(figure))
        parts.append(f"{text} ({', '.join(remarks)})" if remarks else text)
    text = f"{indicator.short_name}: {'; '.join(parts)}."
    planned = [
        f"năm {year} {wording.quantity(indicator, value)}"
        for year, value in planned_values(standing)
    ]
    if planned:
        text += f" Kế hoạch giao: {'; '.join(planned)}."
    return text


def _targets_sentence(standing: Standing) -> str:
    indicator = standing.indicator
    parts = []
    for verdict in verdicts(standing):
        words = wording.threshold_in_words(indicator, verdict.target)
        when = wording.due(verdict.target)
        if verdict.target.is_from_appendix_only:
            when = wording.appendix_deadline(verdict.target).replace("Hạn", "hạn")
        parts.append(f"{words}, {when}: {verdict.words}")
    return f"Ngưỡng {'; '.join(parts)}."


def _pace_sentence(standing: Standing) -> str:
    indicator, assessment = standing.indicator, standing.assessment
    parts = [f"Trạng thái: {wording.LABELS[standing.label]}"]
    if assessment.required_pace is not None:
        parts.append(f"nhịp cần đạt {wording.pace(indicator, assessment.required_pace)}")
    if assessment.recent_pace is not None:
        text = f"nhịp gần đây {wording.pace(indicator, assessment.recent_pace)}"
        parts.append(f"{text} (từ {assessment.recent_since})")
    return f"{'; '.join(parts)}."


def _assumption_sentence(plan: Plan, standing: Standing) -> str:
    parts = []
    if standing.baseline is not None:
        parts.append("Lộ trình tuyến tính là giả định của phần mềm")
    band = recent_pace_band(plan, standing)
    if band:
        pace = f"{wording.IF_RECENT_PACE} thì năm {band[-1].year} là {band_words(band)}"
        parts.append(f"{pace}, không phải dự báo")
    if not parts:
        return ""
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."
