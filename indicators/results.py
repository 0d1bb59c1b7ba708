"""The sentences of result that open the overview and a unit's screen, from the figures alone."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.progress import Flag
from indicators.standing import BANDS, Band, Debt, Label, Standing, label_of
from indicators.tasks import TaskLabel, TaskStanding


def result_sentence(items: Sequence[Standing]) -> str:
    """The one sentence that opens the overview."""
    counts = count_bands(items)
    if all(standing.label is Label.NO_DATA for standing in items):
        return f"Cả {len(items)} chỉ tiêu chưa có số liệu."
    text = f"{counts[Band.GOOD]}/{len(items)} chỉ tiêu đạt hoặc đúng tiến độ"
    if counts[Band.ACT]:
        return f"{text}; {counts[Band.ACT]} cần chỉ đạo ngay."
    if counts[Band.UNKNOWN]:
        return f"{text}; {counts[Band.UNKNOWN]} chưa đủ căn cứ đánh giá."
    if any(map(_lags_in_appendix, items)) or not counts[Band.GOOD]:
        return f"{text}."
    return f"{text}; không có chỉ tiêu nào chậm."


def result_details(items: Sequence[Standing]) -> str:
    """What the one sentence must not hide: deadlines come, appendix deadlines, the unknown."""
    counts = count_bands(items)
    missed = [s for s in items if s.label is Label.MISSED]
    estimated = [s for s in missed if is_estimate_at_deadline(s)]
    behind = sorted(s.indicator.code for s in items if _lags_in_appendix(s))
    parts = []
    if len(missed) > len(estimated):
        parts.append(f"{len(missed) - len(estimated)} đã đến hạn mà chưa đạt")
    if estimated:
        parts.append(f"{len(estimated)} đến hạn trong năm mà số ước chưa đạt")
    if behind:
        parts.append(f"{len(behind)} khó kịp hoặc đã lỡ hạn phụ lục ({', '.join(behind)})")
    if counts[Band.UNKNOWN] and counts[Band.ACT]:
        parts.append(f"{counts[Band.UNKNOWN]} chưa đủ căn cứ đánh giá")
    return " · ".join(parts)


def count_bands(items: Sequence[Standing]) -> dict[Band, int]:
    """How many indicators are in each band; every band is present, in order."""
    return {band: sum(standing.band is band for standing in items) for band in Band}


def is_estimate_at_deadline(standing: Standing) -> bool:
    """Whether the deadline year is judged by an estimate: the year is not over yet."""
    assessment = standing.assessment
    return assessment.years_left == 0 and Flag.ESTIMATE in assessment.flags


def _lags_in_appendix(standing: Standing) -> bool:
    """Good by the headline target, but not by the earlier deadline."""
    return standing.band is Band.GOOD and any(
        BANDS[label_of(assessment)] is Band.ACT for _, assessment in standing.others
    )


def unit_sentence(
    unit: str,
    items: Sequence[Standing],
    owed: Sequence[Debt],
    tasks: Sequence[TaskStanding],
    year: int,
) -> str:
    """The sentence that opens a unit's page; `tasks` are those it leads."""
    late = sum(item.label is TaskLabel.OVERDUE for item in tasks)
    overdue = f", {late} nhiệm vụ quá hạn" if late else ""
    if not items:
        led = f"chủ trì {len(tasks)} nhiệm vụ, " if tasks else ""
        return f"{unit}: {led}không chủ trì chỉ tiêu nào{overdue}"
    debts = f"còn nợ {len(owed)} số liệu năm {year}" if owed else "đã đủ số liệu"
    return f"{unit}: {led_sentence(items, year)}, {debts}{overdue}"


def led_sentence(items: Sequence[Standing], year: int) -> str:
    """How the indicators a unit leads stand, in one clause; it leads some."""
    judged = [s for s in items if s.band is not Band.IDLE]
    if not judged:
        return f"chỉ tiêu chủ trì không phát sinh năm {year}"
    good = sum(1 for s in judged if s.band is Band.GOOD)
    return f"{good}/{len(judged)} chỉ tiêu đạt hoặc đúng tiến độ"
