"""The report's sentences, composed from the figures in the language of official documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor

from indicators import notation, wording
from indicators.board import View
from indicators.notation import Number
from indicators.observations import Kind
from indicators.plan import Indicator, Plan, Target
from indicators.progress import Assessment, Flag
from indicators.results import is_estimate_at_deadline
from indicators.series import YearFigure
from indicators.standing import BANDS, Band, Label, Standing, count_labels, label_of
from indicators.tasks import TaskLabel, TaskStanding

_IN_PROSE = {
    Label.MISSED: "chưa đạt khi đến hạn",
    Label.OFF_TRACK: "có nguy cơ không đạt",
    Label.BEHIND: "chậm tiến độ",
    Label.NO_DATA: "chưa có số liệu",
    Label.INSUFFICIENT: "đang thực hiện, mới có số liệu một năm nên chưa đánh giá được nhịp",
    Label.ON_TRACK: "đúng tiến độ",
    Label.NOT_APPLICABLE: "không phát sinh trong năm, không đánh giá",
}


def counted(count: int) -> str:
    """A count in prose: below ten with a leading zero ("05")."""
    return f"{count:02d}" if count < 10 else notation.number(count)


def result_sentence(items: Sequence[Standing]) -> str:
    """ "Có 3/13 chỉ tiêu đạt và vượt ngưỡng; 03 chỉ tiêu đúng tiến độ; …"."""
    counts, total = count_labels(items), len(items)
    if counts[Label.NO_DATA] == total:
        return f"Cả {counted(total)} chỉ tiêu chưa có số liệu."
    good = counts[Label.ACHIEVED] + counts[Label.EXCEEDED]
    words = "đạt và vượt" if counts[Label.ACHIEVED] and counts[Label.EXCEEDED] else "đạt"
    if counts[Label.EXCEEDED] and not counts[Label.ACHIEVED]:
        words = "vượt"
    parts = [f"Có {good}/{total} chỉ tiêu {words} ngưỡng"]
    order = (
        Label.ON_TRACK,
        Label.BEHIND,
        Label.OFF_TRACK,
        Label.MISSED,
        Label.INSUFFICIENT,
        Label.NO_DATA,
        Label.NOT_APPLICABLE,
    )
    parts += [
        f"{counted(counts[label])} chỉ tiêu {_IN_PROSE[label]}" for label in order if counts[label]
    ]
    return f"{'; '.join(parts)}."


def estimates_sentence(items: Sequence[Standing], year: int) -> str:
    """How many of the figures are estimates of a year that is not over."""
    estimated = [
        s
        for s in items
        if (figure := s.series.figures.get(year)) is not None and figure.kind is Kind.ESTIMATE
    ]
    if not estimated:
        return ""
    text = f"Có {counted(len(estimated))} chỉ tiêu dùng số ước thực hiện năm {year}"
    due = sorted(s.indicator.code for s in estimated if is_estimate_at_deadline(s))
    if due:
        return (
            f"{text}, trong đó {counted(len(due))} chỉ tiêu đến hạn trong năm ({', '.join(due)})."
        )
    return f"{text}."


def indicator_sentence(standing: Standing) -> str:
    """One indicator in one sentence: figure, change, threshold, status."""
    indicator, target = standing.indicator, standing.indicator.headline_target
    due = wording.due(target)
    aim = f"ngưỡng {wording.threshold_in_words(indicator, target)} ({due})"
    name = indicator.short_name
    if standing.label is Label.NO_DATA:
        return f"{name}: chưa có số liệu đến năm {standing.year}; {aim}."
    if standing.label is Label.NOT_APPLICABLE:
        said = lower(wording.not_applicable(standing)).replace(": ", ", ")
        return f"{name}: {said}; {aim}."
    parts = [f"{name}: {figure_in_words(standing)}{change_in_words(standing)}", aim]
    others = [deadline_in_words(other, assessment) for other, assessment in standing.others]
    parts.append(f"đánh giá: {lower(wording.LABELS[standing.label])}")
    return f"{'; '.join([*parts, *others])}."


def deadline_in_words(target: Target, assessment: Assessment) -> str:
    """Another deadline inside a sentence: "hạn phụ lục 12/2027: chậm tiến độ"."""
    label = lower(wording.LABELS[label_of(assessment)])
    return f"{lower(wording.appendix_deadline(target))}: {label}"


def quantity_in_words(indicator: Indicator, value: Number) -> str:
    """A figure in prose: "14,6%", "06 cơ sở", "12 cơ sở"."""
    text = wording.quantity(indicator, value)
    is_one_digit = not indicator.is_share and text[:1] in "123456789" and text[1:2] == " "
    return f"0{text}" if is_one_digit else text


def figure_in_words(standing: Standing) -> str:
    """ "ước thực hiện năm 2026 đạt 14,6%", "năm 2026 còn 06 cơ sở"."""
    latest, indicator = standing.assessment.latest, standing.indicator
    if latest is None or latest.value is None:
        return "chưa có số liệu"
    kind = "ước thực hiện năm" if latest.kind is Kind.ESTIMATE else "năm"
    verb = "đạt" if indicator.direction > 0 else "còn"
    text = f"{kind} {latest.year} {verb} {quantity_in_words(indicator, latest.value)}"
    if standing.figure is not None and standing.figure.is_partial:
        text += f" ({wording.coverage(standing.figure)})"
    return text


def change_in_words(standing: Standing) -> str:
    """ ", tăng 3,75 điểm phần trăm so với năm 2026"; "" where there is nothing to compare."""
    latest = standing.assessment.latest
    if standing.change is None or latest is None:
        return ""
    if standing.figure is not None and standing.figure.missing:
        return ""  # Some of the units against all of them is no change.
    before = f"so với năm {latest.year - 1}"
    amount = change_amount(standing)
    if amount == "0":
        return f", không đổi {before}"
    verb = "tăng" if standing.change > 0 else "giảm"
    measure = "điểm phần trăm" if standing.indicator.is_share else standing.indicator.unit_measure
    if not standing.indicator.is_share and len(amount) == 1:
        amount = f"0{amount}"
    return f", {verb} {amount} {measure} {before}"


def change_amount(standing: Standing) -> str:
    """The change without its sign, with as many digits as the two figures have."""
    assert standing.change is not None
    digits = 0
    latest = standing.assessment.latest
    if standing.indicator.is_share and latest is not None and latest.value is not None:
        now = Fraction(latest.value)
        both = (now, now - standing.change)
        digits = max(1, *(notation.share_digits(value) for value in both))
    return notation.plain_number(abs(standing.change), digits)


def change_column(standing: Standing) -> str:
    """The change with its sign, for a table: "+1,7", "−1", "0"."""
    if standing.change is None or standing.label is Label.NOT_APPLICABLE:
        return wording.NO_FIGURE
    amount = change_amount(standing)
    if amount == "0":
        return "0"
    return f"{'+' if standing.change > 0 else '−'}{amount}"


def weakness_sentence(standing: Standing) -> str:
    """What is wrong with a lagging indicator, as the figures tell it."""
    indicator, assessment = standing.indicator, standing.assessment
    text = f"{figure_in_words(standing)}{change_in_words(standing)}"
    if assessment.gap is not None and assessment.gap > 0:
        text += f", {gap_in_words(standing, assessment.gap)}"
    if assessment.required_pace is not None and assessment.recent_pace is not None:
        measure = wording.pace_unit_measure(indicator).replace("điểm %", "điểm phần trăm")
        needed, recent = (
            notation.signed(indicator.direction * pace)
            for pace in (assessment.required_pace, assessment.recent_pace)
        )
        text += f"; nhịp cần đạt đến {assessment.goal.year} là {needed} {measure}, gần đây {recent}"
    flags = [
        wording.FLAGS[flag]
        for flag in (Flag.LOST, Flag.SLIPPING, Flag.STALE)
        if flag in assessment.flags
    ]
    said = f" ({'; '.join(flags)})" if flags else ""
    return f"{indicator.code} – {indicator.short_name}: {text}{said}."


def gap_in_words(standing: Standing, gap: Fraction) -> str:
    """How far from the threshold: "thiếu 5,9 điểm phần trăm so với ngưỡng từ 20% trở lên"."""
    indicator = standing.indicator
    aim = f"ngưỡng {wording.threshold_in_words(indicator, indicator.headline_target)}"
    if indicator.is_share:
        amount = f"{notation.number(gap, max(1, notation.share_digits(gap)))} điểm phần trăm"
    else:
        amount = quantity_in_words(indicator, gap)
    if indicator.direction > 0:
        return f"thiếu {amount} so với {aim}"
    return f"phải giảm thêm {amount} để đạt {aim}"


def earlier_deadlines_sentence(items: Sequence[Standing]) -> str:
    """What lags behind a deadline of the appendix though it stands well by its own threshold."""
    parts = [
        f"{s.indicator.code} – {s.indicator.short_name} ({deadline_in_words(target, assessment)})"
        for s in sorted(items, key=lambda s: s.indicator.code)
        if s.band is not Band.ACT
        for target, assessment in s.others
        if BANDS[label_of(assessment)] is Band.ACT
    ]
    if not parts:
        return ""
    return f"Chậm hoặc chưa đạt so với hạn sớm hơn của phụ lục: {'; '.join(parts)}."


def tasks_sentence(tasks: Sequence[TaskStanding], day: date) -> str:
    """How the tasks of the appendix stand on the day of the report."""
    counts = {label: sum(t.label is label for t in tasks) for label in TaskLabel}
    done = sum(t.is_done for t in tasks)
    parts = [f"Có {done}/{len(tasks)} nhiệm vụ đã hoàn thành"]
    if counts[TaskLabel.DONE_LATE]:
        parts[0] += f" (trong đó {counted(counts[TaskLabel.DONE_LATE])} hoàn thành quá hạn)"
    for label, words in (
        (TaskLabel.UNDER_WAY, "đang thực hiện"),
        (TaskLabel.DUE_SOON, "sắp đến hạn"),
        (TaskLabel.OVERDUE, "quá hạn"),
        (TaskLabel.NOT_STARTED, "chưa triển khai"),
        (TaskLabel.UNKNOWN, "chưa được cập nhật"),
    ):
        if counts[label]:
            parts.append(f"{counted(counts[label])} nhiệm vụ {words}")
    return f"Tính đến ngày {notation.day(day)}: {'; '.join([lower(parts[0]), *parts[1:]])}."


def unit_sentence(view: View, unit_code: str) -> str:
    """What one responsible unit leads and how that stands, in one paragraph."""
    plan = view.plan
    led, own = view.led_by(unit_code), view.tasks_led_by(unit_code)
    name = plan.unit(unit_code).name
    if not led and not own:
        supported = plan.tasks_supported_by(unit_code)
        role = (
            f"phối hợp {counted(len(supported))} nhiệm vụ"
            if supported
            else ("phối hợp các nhiệm vụ kế hoạch giao chung cho các cơ quan, đơn vị liên quan")
        )
        return f"{name}: không chủ trì chỉ tiêu, nhiệm vụ; {role}."
    parts = []
    if led:
        parts.append(f"chủ trì {counted(len(led))} chỉ tiêu{_standing_of(led)}")
        late = sorted(s.indicator.code for s in led if s.band is Band.ACT)
        if late:
            parts.append(f"{counted(len(late))} chậm hoặc chưa đạt ({', '.join(late)})")
        owed = view.debts_of(unit_code)
        if owed:
            codes = ", ".join(debt.indicator.code for debt in owed)
            parts.append(f"còn thiếu {counted(len(owed))} số liệu ({codes})")
    if own:
        done = sum(t.is_done for t in own)
        late_tasks = [t.task.code for t in own if t.label is TaskLabel.OVERDUE]
        finished = f"đã hoàn thành {counted(done)}" if done else "chưa hoàn thành nhiệm vụ nào"
        text = f"chủ trì {counted(len(own))} nhiệm vụ, {finished}"
        if late_tasks:
            text += f", quá hạn {counted(len(late_tasks))} ({', '.join(late_tasks)})"
        parts.append(text)
    return f"{name}: {'; '.join(parts)}."


def _standing_of(led: Sequence[Standing]) -> str:
    """How many of the indicators a unit leads are good, and how many are not judged."""
    good = sum(s.band is Band.GOOD for s in led)
    idle = sum(s.band is Band.IDLE for s in led)
    unknown = sum(s.band is Band.UNKNOWN for s in led)
    text = f", {counted(good)} đạt hoặc đúng tiến độ" if good else ""
    if unknown:
        text += f", {counted(unknown)} {lower(wording.BAND_TITLES[Band.UNKNOWN])}"
    return f"{text}, {counted(idle)} không phát sinh" if idle else text


def missing_sentence(view: View) -> str:
    """Which figures of the year are missing, and of whom."""
    if not view.debts:
        return ""
    parts = []
    for debt in view.debts:
        words = wording.debt(debt)
        if debt.partial and debt.missing:
            words = f"{words}: {wording.listing(debt.missing)}"
        parts.append(f"{debt.indicator.code} – {debt.indicator.short_name} ({words})")
    return (
        f"Còn {counted(len(view.debts))} số liệu năm {view.year} chưa đầy đủ: {'; '.join(parts)}."
    )


def disagreements_sentence(items: Sequence[Standing]) -> str:
    """Where the commune's own figure and the sum of its units differ."""
    parts = [
        f"{s.indicator.code} (toàn xã {wording.quantity(s.indicator, value)}, cộng các đơn vị "
        f"{wording.quantity(s.indicator, s.figure.units_value)})"
        for s in items
        if s.figure is not None
        and s.figure.units_value is not None
        and (value := s.figure.value) is not None
    ]
    if not parts:
        return ""
    return f"Số toàn xã và số cộng từ các đơn vị còn chênh nhau, cần kiểm tra: {'; '.join(parts)}."


def next_year_level(standing: Standing) -> str:
    """The level on the straight path in the next year: an assumption of the software.

    Where the appendix sets an earlier deadline, the level that deadline asks for stands beside it.
    """
    levels = [_level(standing, standing.assessment)]
    levels += [
        f"{level} (hạn phụ lục)"
        for _, other in standing.others
        if (level := _level(standing, other)) not in (wording.NO_FIGURE, levels[0])
    ]
    return "; ".join(levels)


def _level(standing: Standing, assessment: Assessment) -> str:
    latest, year = assessment.latest, standing.year + 1
    if assessment.required_pace is None or latest is None or latest.value is None:
        is_headline = assessment is standing.assessment
        return wording.required_pace(standing) if is_headline else wording.NO_FIGURE
    if year > assessment.goal.year:
        return wording.NO_FIGURE
    direction = standing.indicator.direction
    value = Fraction(latest.value) + assessment.required_pace * direction * (year - latest.year)
    if standing.indicator.is_share:
        return f"{notation.number(value, 1)}%"
    # There is no half of a thing that is counted: the whole number that keeps the path.
    whole = ceil(value) if direction > 0 else floor(value)
    return f"{notation.number(whole)} {standing.indicator.unit_measure}"


def figure_cell(indicator: Indicator, figure: YearFigure | None) -> str:
    """A year's figure for a table: "14,6% (ước)", "không phát sinh", "–"."""
    if figure is None:
        return wording.NO_FIGURE
    if figure.not_applicable:
        return wording.NOTHING_OCCURRED
    if figure.value is None:
        return wording.NO_FIGURE
    text = wording.quantity(indicator, figure.value)
    return f"{text} (ước)" if figure.kind is Kind.ESTIMATE else text


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def leads_to_confirm(plan: Plan) -> str:
    codes = [i.code for i in plan.indicators if i.is_lead_inferred]
    return ", ".join(codes)
