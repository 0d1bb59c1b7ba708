"""The heads of screens as plain data: sentence of result, lead figure, chips, facts, aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from indicators import explanation_sentences as sentences
from indicators import notation, results, task_sentences, wording
from indicators.board import View
from indicators.cells import target
from indicators.observations import Kind
from indicators.plan import DeadlineSource, Indicator, Target
from indicators.progress import Assessment, Flag
from indicators.standing import Debt, Label, Standing, label_of
from indicators.tasks import TaskLabel, TaskStanding

Data = dict[str, Any]
_MOST_CONTRADICTIONS = 2


def link(text: str, page: str, **parameters: str | int) -> Data:
    """A piece of text that opens a screen of the dashboard."""
    return {"text": text, "open": target(page, **{k: str(v) for k, v in parameters.items()})}


def overview_head(view: View, *, is_public: bool = False) -> Data:
    """Sentence of result; days to the report deadline, who still owes figures or explanations.

    For the public neither days, which would be wrong tomorrow, nor what is only the staff's.
    """
    return {
        "title": results.result_sentence(view.standings),
        "subtitle": results.result_details(view.standings),
        "aside": _debts_aside(view, is_public),
    }


def indicator_head(view: View, standing: Standing) -> Data:
    """The lead figure of one indicator with its chips, changes and paces."""
    indicator, assessment = standing.indicator, standing.assessment
    plan = view.plan
    kicker: list[Data] = [{"text": f"{indicator.code} · {_clauses(indicator)} · chủ trì "}]
    kicker.append(link(plan.unit_name(indicator.lead_unit), "unit", ma=indicator.lead_unit))
    if indicator.is_lead_inferred:
        kicker.append({"text": f" – {wording.INFERRED_LEAD}"})
    verdicts = [(indicator.headline_target, assessment), *standing.others]
    return {
        "kicker": kicker,
        "title": indicator.short_name,
        "star": "Chỉ tiêu chủ chốt" if indicator.is_leading else "",
        "lead": _lead(standing),
        "chips": [_chip(target, verdict) for target, verdict in verdicts],
        "facts": _facts(standing),
        "aside": _notices(view, standing),
    }


def unit_head(view: View, unit_code: str, *, is_public: bool = False) -> Data:
    plan = view.plan
    unit = plan.unit(unit_code)
    led, owed = view.led_by(unit_code), view.debts_of(unit_code)
    return {
        "kicker": [{"text": f"Đơn vị · mục {unit.clause} của kế hoạch"}],
        "title": results.unit_sentence(
            unit.short_name, led, owed, view.tasks_led_by(unit_code), view.year
        ),
        "aside": None if is_public else _unexplained_aside(view, unit_code),
    }


def upload_head(step: str, title: str) -> Data:
    """The head of a step of the upload."""
    return {"kicker": [{"text": f"Nạp số liệu · {step}"}], "title": title}


def tasks_head(view: View) -> Data:
    """The sentence that opens the task screen: done, due soon, overdue."""
    counts = Counter(item.label for item in view.tasks)
    done = sum(1 for item in view.tasks if item.is_done)
    title = f"{done}/{len(view.tasks)} nhiệm vụ đã hoàn thành"
    if counts[TaskLabel.OVERDUE]:
        title += f", {counts[TaskLabel.OVERDUE]} quá hạn"
    if counts[TaskLabel.DUE_SOON]:
        title += f", {counts[TaskLabel.DUE_SOON]} sắp đến hạn"
    return {"kicker": [{"text": "Nhiệm vụ · phụ lục của kế hoạch"}], "title": f"{title}."}


def task_head(view: View, item: TaskStanding) -> Data:
    """One task: group and lead unit, name, state, what was stated last."""
    plan, task = view.plan, item.task
    group = next(group for group in plan.task_groups if group.code == task.group)
    kicker: list[Data] = [{"text": f"Nhiệm vụ {task.code} · {group.name} · chủ trì "}]
    if task.lead_unit in {unit.code for unit in plan.responsible_units}:
        kicker.append(link(plan.unit_name(task.lead_unit), "unit", ma=task.lead_unit))
    else:
        kicker.append({"text": plan.unit_name(task.lead_unit)})
    caption = f"{task_sentences.deadline(task)} · {task_sentences.time_left(task, view.today)}"
    if item.is_done:
        caption = task_sentences.deadline(task)
    title = f"{task.name} ({wording.PRIORITY})" if task.is_priority else task.name
    head: Data = {
        "kicker": kicker,
        "title": title,
        "chips": [{"label": item.label, "caption": caption}],
    }
    if item.update is not None and item.update.percent is not None:
        day = notation.day(item.update.stated_on)
        head["lead"] = {"value": f"{item.update.percent}%", "caption": f"tính đến {day}"}
    return head


def _debts_aside(view: View, is_public: bool) -> Data:
    plan, today = view.plan, view.today
    reported = sum(1 for s in view.standings if s.is_reported)
    total = len(view.standings)
    if is_public:
        title = wording.reporting_period(view.year, plan.reporting.deadline(view.year))
    elif view.year == today.year:
        title = wording.days_left(today, plan.reporting.deadline(view.year))
    else:
        title = f"Kỳ báo cáo năm {view.year}"
    unexplained = [] if is_public else _unexplained(view)
    if not view.debts:
        tone = "alert" if unexplained else "quiet"
        return {"tone": tone, "title": title, "lines": [[{"text": "Đã đủ số liệu."}], *unexplained]}
    lines: list[list[Data]] = []
    if reported == 0 and not is_public:
        lines.append(
            [
                {"text": f"{plan.unit_name(plan.reporting.compiler)} tải mẫu và nạp tệp ở trang "},
                link("Nạp số liệu", "upload"),
            ]
        )
    line: list[Data] = [{"text": f"Đã có số liệu của {reported}/{total} chỉ tiêu. Còn thiếu: "}]
    by_unit: dict[str, list[Debt]] = {}
    for debt in view.debts:
        by_unit.setdefault(debt.indicator.lead_unit, []).append(debt)
    for place, (unit, owed) in enumerate(by_unit.items()):
        if place:
            line.append({"text": " · "})
        line.append(link(plan.unit_name(unit), "unit", ma=unit, nam=view.year))
        line.append({"text": f" ({_debt_codes(owed)})"})
    return {"tone": "alert", "title": title, "lines": [*lines, line, *unexplained]}


def _unexplained(view: View) -> list[list[Data]]:
    """One line that names the lagging indicators without an explanation, where there are any."""
    links = _unexplained_links(view, None)
    return [[{"text": f"{sentences.NOT_EXPLAINED}: "}, *links]] if links else []


def _unexplained_aside(view: View, unit_code: str) -> Data | None:
    links = _unexplained_links(view, unit_code)
    if not links:
        return None
    return {"tone": "alert", "title": sentences.missing_title(view.year), "lines": [links]}


def _unexplained_links(view: View, unit_code: str | None) -> list[Data]:
    """Links to where the explanations are written, with commas between."""
    codes = [standing.indicator.code for standing in view.notes_owed(unit_code)]
    links = [link(code, "indicator", ma=code, nam=view.year) for code in codes]
    return [part for each in links for part in ({"text": ", "}, each)][1:]


def _debt_codes(owed: list[Debt]) -> str:
    if len(owed) > 5:
        return f"{len(owed)} chỉ tiêu"
    return ", ".join(
        f"{debt.indicator.code} thiếu {len(debt.missing) or 'một số'} đơn vị"
        if debt.partial
        else debt.indicator.code
        for debt in owed
    )


def _clauses(indicator: Indicator) -> str:
    sources: dict[str, list[str]] = {}
    deadlines = [deadline for aim in indicator.targets for deadline in aim.deadlines]
    for deadline in sorted(deadlines, key=lambda d: d.source is not DeadlineSource.SECTION):
        sources.setdefault(deadline.source.value, []).extend(deadline.clauses)
    places = []
    for source, clauses in sources.items():
        name = "mục" if source == DeadlineSource.SECTION.value else source
        places.append(f"{name} {', '.join(dict.fromkeys(clauses))}")
    text = " và ".join(places)
    return text[:1].upper() + text[1:]


def _lead(standing: Standing) -> Data | None:
    latest = standing.assessment.latest
    if latest is None or latest.value is None or standing.label is Label.NOT_APPLICABLE:
        return {"value": wording.NO_FIGURE, "caption": wording.LABELS[standing.label].lower()}
    kind = "ước" if latest.kind is Kind.ESTIMATE else "năm"
    return {
        "value": wording.quantity(standing.indicator, latest.value),
        "caption": f"{kind} {latest.year}",
    }


def _chip(target: Target, assessment: Assessment) -> Data:
    place = "đến" if not target.is_from_appendix_only else "hạn phụ lục"
    month = f"{target.month:02d}/" if target.month else ""
    return {"label": label_of(assessment), "caption": f"{place} {month}{target.year}"}


def _facts(standing: Standing) -> list[Data]:
    indicator, assessment = standing.indicator, standing.assessment
    facts: list[Data] = []
    latest = assessment.latest
    if standing.label is Label.NOT_APPLICABLE:
        return facts
    if standing.change is not None and latest is not None:
        facts.append(
            {
                "value": wording.change(indicator, standing.change),
                "unit": wording.change_unit_measure(indicator),
                "caption": f"so với {latest.year - 1}",
            }
        )
    if assessment.required_pace is not None and latest is not None:
        facts.append(
            {
                "value": notation.signed(indicator.direction * assessment.required_pace),
                "unit": wording.pace_unit_measure(indicator),
                "caption": f"nhịp cần đạt {latest.year + 1}–{assessment.goal.year}",
            }
        )
    if assessment.recent_pace is not None and latest is not None:
        facts.append(
            {
                "value": notation.signed(indicator.direction * assessment.recent_pace),
                "unit": wording.pace_unit_measure(indicator),
                "caption": f"nhịp gần đây {assessment.recent_since}–{latest.year}",
            }
        )
    return facts


def _notices(view: View, standing: Standing) -> Data | None:
    """What must be known before the figure is believed."""
    figure, flags = standing.figure, standing.assessment.flags
    lines = []
    reported = standing.series.figures.get(view.year)
    if reported is not None and not reported.is_usable:
        names = wording.listing([view.plan.unit_name(o.reporting_unit) for o in reported.sources])
        lines.append(f"Năm {view.year} chưa có số toàn xã: {names} {wording.NOT_SUMMABLE}.")
    if figure is not None and figure.is_partial:
        coverage = wording.coverage(figure)
        if figure.missing:
            names = wording.listing([view.plan.unit_name(name) for name in figure.missing])
            lines.append(f"Số toàn xã chưa đủ: {coverage}; thiếu {names}.")
        else:
            lines.append(f"Số toàn xã {coverage}.")
    if figure is not None and figure.unlisted:
        names = wording.listing([view.plan.unit_name(name) for name in figure.unlisted])
        lines.append(f"Có đơn vị báo cáo ngoài danh sách, vẫn được cộng: {names}.")
    if figure is not None and figure.units_value is not None:
        both = wording.quantity(standing.indicator, figure.units_value)
        lines.append(f"Cộng các đơn vị được {both}, khác số toàn xã: cần kiểm tra lại.")
    for flag in (Flag.STALE, Flag.SLIPPING, Flag.LOST, Flag.SHORT_SERIES):
        if flag in flags:
            text = wording.FLAGS[flag].format(least=view.plan.rules.short_series_below)
            lines.append(f"{text[:1].upper()}{text[1:]}.")
    contradictions = view.plan.contradictions_about(standing.indicator.code)
    lines += [f"Kế hoạch chưa thống nhất: {c.text}." for c in contradictions[:_MOST_CONTRADICTIONS]]
    if not lines:
        return None
    return {"tone": "note", "title": "Lưu ý", "lines": [[{"text": line}] for line in lines]}


def dressed(head: Data, chips: Mapping[str, Data]) -> Data:
    """The head with every label replaced by the chip that shows it."""
    return {
        **head,
        "chips": [{**entry, "chip": chips[entry["label"]]} for entry in head.get("chips", [])],
    }
