"""What only a slide says: short, for the back row of a room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from indicators import notation, wording
from indicators.document import Document
from indicators.explanations import ExplanationNote
from indicators.notation import Number
from indicators.observations import Kind, Origin, Submission
from indicators.plan import Indicator, Plan
from indicators.progress import Flag
from indicators.standing import Debt, Label, Standing

STAR = "Chỉ tiêu chủ chốt"
NO_INDICATOR_LED = "Không chủ trì chỉ tiêu nào"
GOOD_CAPTION = ("chỉ tiêu", "đạt hoặc", "đúng tiến độ")
NOTHING_OWED = "Đã đủ số liệu"
OWES_NONE = "Không chủ trì chỉ tiêu nào, không phải nộp số liệu"
NO_LATE_TASK = "Không có nhiệm vụ quá hạn hoặc sắp đến hạn"
NO_TASK = "Kế hoạch không giao đích danh nhiệm vụ nào cho đơn vị này"
TASKS_LED = "Nhiệm vụ chủ trì"
TASKS_SUPPORTED = "Nhiệm vụ phối hợp"
TASKS_SUPPORTED_IN_GENERAL = "Nhiệm vụ phối hợp chung"
NEXT = "Cần làm tiếp"
NOTHING_NEXT = "Không có chỉ tiêu chậm, không nợ số liệu, không có nhiệm vụ quá hạn"
PATH_IS_ASSUMED = f"Mức cần có từng năm theo {wording.ASSUMED_PATH} của phần mềm."
ONE_YEAR = "nhịp gần đây: mới có số liệu một năm"

_SHORT_NOTE, _LONG_NOTE = 120, 560
"""Characters of reason and next steps together: room under a figure, room on one slide."""

# What of an address could not be followed

_MOST_NAMED = 3


def no_such_unit(asked: str) -> str:
    return f"Không có đơn vị “{asked}” trong kế hoạch: đang chiếu toàn xã."


def no_such_indicators(asked: Sequence[str]) -> str:
    named = ", ".join(f"“{code}”" for code in asked[:_MOST_NAMED])
    more = f" và {len(asked) - _MOST_NAMED} mã khác" if len(asked) > _MOST_NAMED else ""
    return f"Không có chỉ tiêu {named}{more}: đã bỏ qua."


def no_such_year(asked: str, first: int, last: int) -> str:
    return f"Năm “{asked}” không nằm trong {first}–{last}: đang chiếu năm mới nhất có số liệu."


def seconds_used(least: int, most: int, used: int) -> str:
    return f"Mỗi trang chiếu từ {least} đến {most} giây: đang dùng {used} giây."


def no_such_look(asked: str, looks: Mapping[str, str]) -> str:
    known = " hoặc ".join(f"“{code}” ({name})" for code, name in looks.items())
    return f"Giao diện “{asked}” không có, chỉ có {known}."


# Title and summary


def plan_line(document: Document) -> str:
    """The plan as a document: "Kế hoạch số …/KH-UBND, tháng 6 năm 2026"."""
    number = document.number.removeprefix("Số:").strip()
    number = f"…{number}" if number.startswith("/") else number
    when = f"tháng {document.month} năm {document.year}"
    return f"{document.type} số {number}, {when}" if number else f"{document.type}, {when}"


def result_of(year: int, whose: str = "") -> str:
    """ "Kết quả năm 2026", "Kết quả năm 2026 · Phòng Kinh tế"."""
    return f"Kết quả năm {year}" + (f" · {whose}" if whose else "")


def chosen(count: int) -> str:
    return f"{count} chỉ tiêu được chọn"


def deadline_line(today: date, deadline: date) -> str:
    """How far the report deadline is, short enough for a corner."""
    days, what = wording.days_to_report(today, deadline), f"Báo cáo trước {notation.day(deadline)}"
    if days > 0:
        return f"{what}: còn {days} ngày"
    return f"{what}: hôm nay là ngày cuối" if days == 0 else f"{what}: đã quá {-days} ngày"


def act_line(count: int) -> str:
    return f"{count} chỉ tiêu cần chỉ đạo ngay" if count else ""


def none_reported(year: int) -> tuple[str, ...]:
    return ("chỉ tiêu", "chưa có số liệu", f"đến năm {year}")


def none_applies(year: int) -> tuple[str, ...]:
    return ("chỉ tiêu", "không phát sinh", f"năm {year}")


# One indicator


def share(value: Number) -> str:
    """A percentage with at most one digit: the back row reads no second one.

    What would round to 0 gets a second one: nearly nothing is not nothing.
    """
    short = notation.number(value, min(notation.share_digits(value), 1))
    if value and short == notation.number(0, 1):
        short = notation.number(value, 2)
    return f"{short}%"


def figure(indicator: Indicator, value: Number) -> str:
    return share(value) if indicator.is_share else wording.figure(indicator, value)


def threshold(indicator: Indicator) -> str:
    """ "ngưỡng ≥ 35% năm 2030", "ngưỡng 100%, hạn 12/2026"."""
    target = indicator.headline_target
    due = wording.due(target)
    comma = "," if due.startswith("hạn") else ""
    return f"ngưỡng {wording.threshold(indicator, target)}{comma} {due}"


def row_threshold(standing: Standing) -> str:
    """What stands under the figure in a unit's row: "ước 2025 · ngưỡng ≥ 20%"."""
    indicator = standing.indicator
    text = f"ngưỡng {wording.threshold(indicator, indicator.headline_target)}"
    note = "" if standing.label is Label.NOT_APPLICABLE else wording.figure_note(standing)
    return f"{note} · {text}" if note else text


def figure_in_line(standing: Standing) -> str:
    """The figure with its measure and what must be said beside it: "47,0% (ước)"."""
    indicator, latest = standing.indicator, standing.assessment.latest
    if latest is None or latest.value is None:
        return ""
    text = figure(indicator, latest.value)
    text = text if indicator.is_share else f"{text} {indicator.unit_measure}"
    note = wording.figure_note(standing)
    return f"{text} ({note})" if note else text


def caption(standing: Standing) -> str:
    latest = standing.assessment.latest
    text = threshold(standing.indicator)
    if latest is None or latest.value is None:
        return text
    kind = "ước năm" if latest.kind is Kind.ESTIMATE else "năm"
    return f"{kind} {latest.year} · {text}"


def remarks(plan: Plan, standing: Standing) -> tuple[str, ...]:
    """What must be known before the figure is believed, in a few words each."""
    said = []
    figure = standing.figure
    if figure is not None and figure.is_partial:
        short = "chưa đủ: " if figure.missing else ""
        said.append(f"số toàn xã {short}{wording.coverage(figure)}")
    if figure is not None and figure.units_value is not None:
        both = wording.quantity(standing.indicator, figure.units_value)
        said.append(f"cộng các đơn vị được {both}, cần kiểm tra lại")
    for flag in (Flag.STALE, Flag.SLIPPING, Flag.LOST):
        if flag in standing.assessment.flags:
            said.append(wording.FLAGS[flag].format(least=plan.rules.short_series_below))
    return tuple(said)


def lag(standing: Standing) -> str:
    """How far the latest figure lies off the straight path: "kém lộ trình 12,7 điểm"."""
    level, latest = wording.expected_level(standing), standing.assessment.latest
    if level is None or latest is None or latest.value is None or latest.year != standing.year:
        return ""
    indicator = standing.indicator
    ahead = indicator.direction * (Fraction(latest.value) - level)
    amount = notation.number(abs(ahead), 1)
    if amount == notation.number(0, 1):
        return "đúng lộ trình"
    measure = "điểm" if indicator.is_share else indicator.unit_measure
    return f"{'hơn' if ahead > 0 else 'kém'} lộ trình {amount} {measure}"


def no_comparison(year: int) -> str:
    return f"không có số năm {year} để so"


def is_short(note: ExplanationNote) -> bool:
    """Whether an explanation has room under the figure; else it has a slide of its own."""
    return len(note.reason) + len(note.next_steps) <= _SHORT_NOTE


def is_long(note: ExplanationNote) -> bool:
    """Whether an explanation needs two slides."""
    return len(note.reason) + len(note.next_steps) > _LONG_NOTE


def note_line(plan: Plan, indicator: Indicator, note: ExplanationNote) -> str:
    """What stands under the figure of an indicator that is explained."""
    due = f"hạn {notation.day(note.due)}"
    if not is_short(note):
        return f"{plan.unit_name(indicator.lead_unit)} giải trình ở trang sau, {due}."
    parts = (note.reason, note.next_steps)
    reason, steps = (" ".join(part.split()).rstrip(".;, ") for part in parts)
    return f"Giải trình: {reason}. {steps}, {due}."


def note_kicker(plan: Plan, indicator: Indicator) -> str:
    return f"{indicator.code} · Giải trình của {plan.unit_name(indicator.lead_unit)}"


def note_signed(note: ExplanationNote, written: Submission | None) -> str:
    """Until when the lead unit means to be done, and who wrote it when."""
    due = f"Hạn hoàn thành {notation.day(note.due)}"
    if written is None or written.origin is Origin.DEMO:
        return due
    return f"{due} · {written.person} ghi {notation.moment(written.confirmed_at)[:10]}"


def reached(standing: Standing) -> str:
    """What stands under "đã đạt" or "đến hạn" in the place of a required pace."""
    target = standing.indicator.headline_target
    return f"ngưỡng {wording.due(target)}" if standing.assessment.met else wording.due(target)


def lead(plan: Plan, indicator: Indicator) -> str:
    name = plan.unit_name(indicator.lead_unit)
    return f"{name} ({wording.INFERRED_LEAD})" if indicator.is_lead_inferred else name


def absent(standing: Standing) -> str:
    return f"Chưa có số liệu đến năm {standing.year}"


# Units, tasks, debts, closing


def unit_kicker(place: int, count: int) -> str:
    return "Đơn vị" if count == 1 else f"Đơn vị · trang {place}/{count}"


def none_led_reported(count: int) -> str:
    return f"Cả {count} chỉ tiêu chưa có số liệu" if count > 1 else "Chưa có số liệu"


def most_urgent(title: str, shown: int) -> str:
    """ "4 nhiệm vụ phối hợp gấp nhất", where there is no room for all."""
    return f"{shown} {title[:1].lower()}{title[1:]} gấp nhất"


def not_done(title: str) -> str:
    return f"{title} chưa hoàn thành"


def tasks_kicker(today: date, whose: str) -> str:
    """The tasks stand as of today, whatever year the figures are of."""
    return f"Nhiệm vụ đến ngày {notation.day(today)}" + (f" · {whose}" if whose else "")


def debts_line(codes: Sequence[str], today: date, deadline: date) -> str:
    """The figures that are owed, and by when or since when."""
    named = f"{len(codes)} số liệu còn nợ ({', '.join(codes)})"
    days, when = wording.days_to_report(today, deadline), f"trước ngày {notation.day(deadline)}"
    if days > 0:
        return f"{named}, báo cáo {when}."
    late = f"hôm nay là ngày cuối để báo cáo {when}" if days == 0 else f"quá hạn báo cáo {when}"
    return f"{named}, {late}."


def tasks_done(done: int, total: int, late: int) -> str:
    text = f"{done}/{total} nhiệm vụ hoàn thành"
    return f"{text}, {late} quá hạn" if late else text


def supported(count: int) -> str:
    return f"phối hợp {count} nhiệm vụ"


def supported_in_general(count: int) -> str:
    return f"phối hợp chung {count} nhiệm vụ (kế hoạch không nêu tên)"


def owed(count: int, year: int) -> str:
    return f"còn nợ {count} số liệu năm {year}" if count else f"đã đủ số liệu năm {year}"


def due_month(year: int, month: int) -> str:
    return f"hạn {month:02d}/{year}"


def days_to(today: date, deadline: date) -> tuple[str, str]:
    """The days to the report deadline as a big number with its caption."""
    days = wording.days_to_report(today, deadline)
    when = f"báo cáo trước ngày {notation.day(deadline)}"
    if days > 0:
        return str(days), f"ngày để {when}"
    return (str(-days), f"ngày quá hạn {when}") if days else ("Hôm nay", f"là ngày cuối để {when}")


def missing_of(debt: Debt) -> str:
    """What is missing, with the reporting units that have not reported by name."""
    text = wording.debt(debt)
    return f"{text}: {wording.listing(debt.missing)}" if debt.partial and debt.missing else text


def unexplained(codes: Sequence[str]) -> str:
    return f"{len(codes)} chỉ tiêu chậm chưa có giải trình: {', '.join(codes)}."


def codes(codes: Sequence[str]) -> str:
    return ", ".join(codes)


def page_of(text: str, place: int, count: int) -> str:
    return text if count == 1 else f"{text} · trang {place}/{count}"
