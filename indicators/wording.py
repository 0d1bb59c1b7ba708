"""Vietnamese terms, numbers, dates and sentences: no interface text stands in two places.

Numbers and dates are written as vi-VN officials write them: 8,75% · 1.240,75 · 05/12/2026, a
true minus sign, rounding half up in decimal arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from indicators import notation
from indicators.document import Commune
from indicators.notation import Number
from indicators.observations import Kind, Origin
from indicators.plan import Comparison, Deadline, DeadlineSource, Indicator, Plan, Target
from indicators.progress import Assessment, Flag, is_met
from indicators.rounding import round_half_up
from indicators.series import YearFigure
from indicators.standing import Band, Debt, Label, Standing, label_of
from indicators.tasks import TaskLabel

NO_FIGURE = "–"
EMPTY = "(trống)"
WHOLE_ROW = "cả dòng"
LEFT_OUT = "bỏ, không ghi"
DEMO_MARK = "SỐ LIỆU MINH HỌA"
DEMO_NOTICE = "Các số đang theo dõi là ví dụ, không phải kết quả của xã."
DEMO_NOTICE_SHORT = "Không phải kết quả của xã."
"""Where the mark already says that they are examples, and there is little room."""
ASSUMED_PATH = "lộ trình tuyến tính – giả định"
INFERRED_LEAD = "suy từ mục IV.1, cần xã xác nhận"
STATUS_IS_NO_FORECAST = "Trạng thái = “nếu giữ nhịp gần đây”, không phải dự báo."

LABELS: Mapping[Label, str] = {
    Label.MISSED: "Chưa đạt",
    Label.OFF_TRACK: "Có nguy cơ không đạt",
    Label.BEHIND: "Chậm tiến độ",
    Label.NO_DATA: "Chưa có số liệu",
    Label.INSUFFICIENT: "Đang thực hiện",
    Label.ON_TRACK: "Đúng tiến độ",
    Label.ACHIEVED: "Đạt",
    Label.EXCEEDED: "Vượt",
    Label.NOT_APPLICABLE: "Không phát sinh",
}
BAND_TITLES: Mapping[Band, str] = {
    Band.ACT: "Cần chỉ đạo ngay",
    Band.UNKNOWN: "Chưa đủ căn cứ đánh giá",
    Band.GOOD: "Đạt hoặc đúng tiến độ",
    Band.IDLE: "Không phát sinh, không đánh giá",
}
KINDS: Mapping[Kind, str] = {
    Kind.ACTUAL: "chính thức",
    Kind.ESTIMATE: "ước thực hiện",
    Kind.PLANNED: "kế hoạch",
}
ORIGINS: Mapping[Origin, str] = {
    Origin.UPLOAD: "Nạp tệp",
    Origin.DEMO: "Số liệu minh họa",
    Origin.DEMO_RETIREMENT: "Gỡ số liệu minh họa",
    Origin.CORRECTION: "Sửa số liệu",
    Origin.UNDO: "Hoàn tác",
    Origin.EXPLANATION: "Giải trình",
    Origin.TASK_UPDATE: "Cập nhật nhiệm vụ",
}
FLAGS: Mapping[Flag, str] = {
    Flag.SHORT_SERIES: "chuỗi số liệu ngắn (dưới {least} năm)",
    Flag.STALE: "số liệu đã cũ",
    Flag.ESTIMATE: "ước thực hiện",
    Flag.PARTIAL: "chưa đủ đơn vị báo cáo",
    Flag.SLIPPING: "đã đạt nhưng đang giảm sút",
    Flag.LOST: "từng đạt, nay không còn đạt",
}
EVERY_YEAR = "nghĩa vụ hằng năm: phải đạt từng năm"


def quantity(indicator: Indicator, value: Number) -> str:
    """A figure with its unit of measure: "16,6%", "3 cơ sở"."""
    if indicator.is_share:
        return notation.share(value)
    return f"{notation.plain_number(value, 1)} {indicator.unit_measure}"


def figure(indicator: Indicator, value: Number) -> str:
    """A figure without the unit of measure of a count: "16,6%", "3"."""
    return notation.share(value) if indicator.is_share else notation.plain_number(value, 1)


def ratio(indicator: Indicator, numerator: Number | None, denominator: Number | None) -> str:
    """Numerator over denominator: "59,7 / 408,4"; money in million đồng; "–" without both."""
    if numerator is None or denominator is None:
        return NO_FIGURE
    is_money = indicator.numerator is not None and indicator.numerator.unit_measure == "đồng"
    scale, measure = (1_000_000, " triệu đồng") if is_money else (1, "")
    parts = [notation.plain_number(Fraction(n) / scale, 2) for n in (numerator, denominator)]
    return f"{parts[0]} / {parts[1]}{measure}"


def change(indicator: Indicator, value: Number) -> str:
    """A difference of two figures, without its unit: "+2,5"; counts have no digits."""
    return notation.signed(value, 1 if indicator.is_share else 0)


def change_unit_measure(indicator: Indicator) -> str:
    return "điểm %" if indicator.is_share else indicator.unit_measure


def pace_unit_measure(indicator: Indicator) -> str:
    return f"{change_unit_measure(indicator)}/năm"


def threshold(indicator: Indicator, target: Target) -> str:
    """The threshold as the plan means it: "≥ 35%", "100%", "0 cơ sở"."""
    text = quantity(indicator, target.threshold)
    return f"≥ {text}" if indicator.comparison is Comparison.AT_LEAST else text


def threshold_in_words(indicator: Indicator, target: Target) -> str:
    text = quantity(indicator, target.threshold)
    return f"từ {text} trở lên" if indicator.comparison is Comparison.AT_LEAST else text


def due(target: Target) -> str:
    """When a target is due: "năm 2030", or "hạn 12/2026" where the plan names the month."""
    if target.month is None:
        return f"năm {target.year}"
    return f"hạn {target.month:02d}/{target.year}"


def appendix_deadline(target: Target) -> str:
    month = f"{target.month:02d}/" if target.month else ""
    return f"Hạn phụ lục {month}{target.year}"


def deadline_sentence(deadline: Deadline) -> str:
    """One sentence of the plan on when a threshold is due, with its clause."""
    clauses = ", ".join(deadline.clauses)
    place = "Mục" if deadline.source is DeadlineSource.SECTION else "Phụ lục"
    return f"{place} {clauses}: “{deadline.text}”".replace("Mục II.2 gạch", "Mục II.2, gạch")


def lead_unit(plan: Plan, indicator: Indicator) -> str:
    """The lead unit's short name; said where the plan names none and ours is an inference."""
    name = plan.unit_name(indicator.lead_unit)
    return f"{name} – {INFERRED_LEAD}" if indicator.is_lead_inferred else name


def listing(parts: Sequence[str], most: int = 4, what: str = "đơn vị") -> str:
    """ "a, b, c và 3 đơn vị khác"."""
    if len(parts) <= most:
        return ", ".join(parts)
    return f"{', '.join(parts[:most])} và {len(parts) - most} {what} khác"


def debt(owed: Debt) -> str:
    """What is missing for one indicator, in a few words."""
    if owed.missing:
        return f"thiếu {len(owed.missing)}/{owed.expected} đơn vị báo cáo"
    return f"chưa có số liệu năm {owed.year}" if owed.ever_reported else "chưa nộp kỳ nào"


def coverage(figure: YearFigure) -> str:
    """How much of the commune a summed figure stands for: "đã có 9/10 đơn vị"."""
    if figure.is_unsure and not figure.missing:
        return f"cộng {len(figure.reported)} đơn vị, chưa rõ đã đủ chưa"
    expected = len(figure.reported) + len(figure.missing)
    return f"đã có {len(figure.reported)}/{expected} đơn vị"


def days_to_report(today: date, deadline: date) -> int:
    """Days to the last one in time: a report due *before* a day is late on that very day."""
    return (deadline - today).days - 1


def days_left(today: date, deadline: date) -> str:
    """How far the report deadline is: reports are due before that day."""
    days, before = days_to_report(today, deadline), f"trước ngày {notation.day(deadline)}"
    if days > 0:
        return f"Còn {days} ngày để báo cáo ({before})"
    if days == 0:
        return f"Hôm nay là ngày cuối để báo cáo ({before})"
    return f"Đã quá hạn báo cáo {-days} ngày (hạn {before})"


def reporting_period(year: int, deadline: date) -> str:
    """The same for readers of another day: reports are due before that day."""
    return f"Kỳ báo cáo năm {year}, trước ngày {notation.day(deadline)}"


TASK_LABELS: Mapping[TaskLabel, str] = {
    TaskLabel.OVERDUE: "Quá hạn",
    TaskLabel.DUE_SOON: "Sắp đến hạn",
    TaskLabel.UNDER_WAY: "Đang thực hiện",
    TaskLabel.NOT_STARTED: "Chưa triển khai",
    TaskLabel.UNKNOWN: "Chưa cập nhật",
    TaskLabel.DONE_LATE: "Hoàn thành quá hạn",
    TaskLabel.DONE: "Hoàn thành",
}
LEADING = "chỉ tiêu chủ chốt"
NEVER_REPORTED = "chưa nộp kỳ nào"
NEVER_REPORTED_BRIEF = "chưa nộp"
NEVER_REPORTED_NOT_ZERO = f"{NEVER_REPORTED} · không phải bằng 0"
NO_BASELINE = "chưa có số nền để so"
NO_BASELINE_BRIEF = "chưa có nền"
INFERRED_LEAD_NOTE = "* Đơn vị chủ trì suy từ mục IV.1, cần xã xác nhận."


def figure_note(standing: Standing) -> str:
    """What must be said beside the latest figure: "ước", "2027" where it is of an earlier year."""
    latest = standing.assessment.latest
    if latest is None:
        return ""
    words = ["ước"] if latest.kind is Kind.ESTIMATE else []
    if latest.year != standing.year:
        words.append(str(latest.year))
    return " ".join(words)


def required_pace(standing: Standing) -> str:
    """The change needed each year, without its unit ("+9,8"), or why there is none."""
    assessment = standing.assessment
    if assessment.required_pace is not None:
        return notation.signed(assessment.required_pace * assessment.goal.direction)
    if assessment.status.value == Label.MISSED.value:
        return "đến hạn" if assessment.years_left == 0 else "quá hạn"
    return "đã đạt" if assessment.met else NO_FIGURE


def recent_pace(standing: Standing) -> str:
    """The recent change a year, without its unit; "1 năm" where only one year is known."""
    assessment = standing.assessment
    if assessment.recent_pace is not None:
        return notation.signed(assessment.recent_pace * assessment.goal.direction)
    known = assessment.latest is not None and assessment.met is not None
    return "1 năm" if known else NO_FIGURE


def expected_level(standing: Standing) -> Fraction | None:
    """The straight path's value worth showing: None once due, or where the start met the goal."""
    goal, baseline = standing.assessment.goal, standing.baseline
    if baseline is None or baseline.value is None or is_met(baseline.value, goal):
        return None
    return standing.expected if standing.year < goal.year else None


def deadline_result(target: Target, assessment: Assessment) -> str:
    """How it stands against another deadline: "Hạn phụ lục 12/2027: Chưa đạt"."""
    return f"{appendix_deadline(target)}: {LABELS[label_of(assessment)]}"


def not_applicable(standing: Standing, *, brief: bool = False) -> str:
    """Said in the place of a bar, for a year declared "không phát sinh"."""
    declared = [y for y, f in standing.series.figures.items() if f.not_applicable]
    year = max((y for y in declared if y <= standing.year), default=standing.year)
    return "không đánh giá" if brief else f"Năm {year} không phát sinh: không đánh giá"


def standing_sentence(standing: Standing) -> str:
    """One sentence for those who hear the screen: figure, threshold, straight path, status."""
    indicator, latest = standing.indicator, standing.assessment.latest
    if standing.label is Label.NOT_APPLICABLE:
        said = not_applicable(standing)
    elif latest is None or latest.value is None:
        said = "chưa có số liệu"
    else:
        said = f"{quantity(indicator, latest.value)} ({KINDS[latest.kind]} năm {latest.year})"
    target = indicator.headline_target
    parts = [f"{indicator.short_name}: {said}"]
    parts.append(f"ngưỡng {threshold_in_words(indicator, target)}, {due(target)}")
    expected = expected_level(standing)
    if expected is not None:
        text = notation.share(round_half_up(expected, 1)) if indicator.is_share else ""
        text = text or quantity(indicator, expected)
        parts.append(f"mức cần có năm {standing.year} theo {ASSUMED_PATH}: {text}")
    parts.append(f"trạng thái: {LABELS[standing.label]}")
    parts += [deadline_result(other, assessment) for other, assessment in standing.others]
    return "; ".join(parts) + "."


SCREEN_FAILED = "Trang này gặp lỗi và chưa hiện được; các trang khác vẫn dùng được."
PLANNED_VALUE = "kế hoạch giao"
NOT_REPORTED = "chưa báo cáo"
NOTHING_OCCURRED = "không phát sinh"
NOT_SUMMABLE = "chỉ ghi tỷ lệ, thiếu tử số và mẫu số để cộng"
PRIORITY = "ưu tiên"
IF_RECENT_PACE = "nếu giữ nhịp gần đây"
EIGHTY_PERCENT_BAND = "dải 80%"


def shortfall(indicator: Indicator, gap: Number) -> str:
    """How far from the threshold, for a gap above 0: "thiếu 5,9 điểm %", "còn 3 cơ sở"."""
    amount = (
        f"{notation.number(gap, 1 if indicator.is_share else 0)} {change_unit_measure(indicator)}"
    )
    if indicator.direction > 0:
        return f"thiếu {amount}"
    is_zero = indicator.headline_target.threshold == 0
    return f"còn {amount}" if is_zero else f"cao hơn ngưỡng {amount}"


def deadline(target: Target) -> str:
    """When a target is due, the shortest way: "2030", "12/2027"."""
    return f"{target.month:02d}/{target.year}" if target.month else f"{target.year}"


def pace(indicator: Indicator, towards: Number) -> str:
    """A yearly pace, positive towards the threshold, as a change of the figure."""
    return f"{notation.signed(towards * indicator.direction)} {pace_unit_measure(indicator)}"


def mended(column: str, seen: str, text: str) -> str:
    """What was mended in a figure's row before it was stored."""
    was, now = (f"“{said}”" if said else EMPTY for said in (seen, text))
    return f"khi nạp đã sửa cột {column}: {was} → {now}"


def handed_in_by(login: str) -> str:
    """Whose file or figure it was that another person confirmed."""
    return f"tài khoản {login} gửi"


def today(value: date) -> str:
    return f"hôm nay {notation.day(value)}"


def as_of(value: date) -> str:
    """Said of a day in what is read on later days."""
    return f"tính đến {notation.day(value)}"


NO_UNIT_FIGURES = "Các đơn vị báo cáo (thôn, trường, cơ quan) hiện ở đây khi tệp nạp có cột đơn vị."
GENERAL_SUPPORT = "Kế hoạch ghi chung “các cơ quan, đơn vị liên quan”, không nêu tên đơn vị này."


def commune_line(commune: Commune) -> str:
    """Whose dashboard it is: "UBND xã Vĩnh Am, Hải Phòng"."""
    name = commune.name[:1].lower() + commune.name[1:]
    return f"UBND {name}, {commune.city.removeprefix('Thành phố ')}"


def contradictions_note(plan: Plan) -> str:
    """Indicators about which in particular the plan says two things, for the overview's foot."""
    particular = [c for c in plan.contradictions if len(c.about) <= 2]
    codes = sorted({code for c in particular for code in c.about if plan.find_measured(code)})
    if not codes:
        return ""
    about = {code for c in plan.contradictions for code in c.about if plan.find_measured(code)}
    others = sorted(about - set(codes))
    text = f"Kế hoạch có chỗ chưa thống nhất về {', '.join(codes)}"
    text += f"; chung về {', '.join(others)}" if others else ""
    return f"{text}: xem trang từng chỉ tiêu."
