"""Where an indicator's figures come from and how they are counted, as tables for its screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from indicators import definitions, notation, wording
from indicators.alphabet import place_of
from indicators.board import View
from indicators.cells import (
    Cell,
    Group,
    Line,
    Row,
    Table,
    column,
    facts_table,
    line,
    part,
    table,
    text_cell,
)
from indicators.observations import Kind, Observation, Submission
from indicators.plan import WHOLE_COMMUNE
from indicators.series import YearFigure
from indicators.standing import Standing

_MOST_FILES = 6
_MOST_UNITS = 200
_Mends = Mapping[tuple[int, str, int], list[Line]]
"""What was mended, by submission, sheet and row."""


def origins_table(view: View, standing: Standing) -> Table:
    """Every unit's figure of the last year shown, with file, row, person and time."""
    groups = []
    notes = []
    years = [year for year in standing.series.figures if year <= view.year]
    # Also a year whose units cannot be summed: what they reported is not to be hidden.
    figure = standing.figure or (standing.series.figures[max(years)] if years else None)
    if figure is not None:
        units = standing.series.units.get(figure.year, {})
        reported = _in_order({*figure.sources, *units.values()})
        mends = _mends(view, reported)
        rows = [_row(view, standing, o, mends) for o in reported[:_MOST_UNITS]]
        groups.append(Group(title=_year_title(standing, figure), rows=rows))
        if len(reported) > _MOST_UNITS:
            notes.append(f"Bảng này chỉ hiện {_MOST_UNITS} đơn vị; đủ cả trong tệp tải về.")
    return table(
        f"Nguồn gốc số liệu của {standing.indicator.code}",
        [
            column("unit", "Đơn vị báo cáo", "name"),
            column("value", "Giá trị", "number", "end"),
            column("parts", "Tử / mẫu", "number", "end"),
            column("file", "Tệp gốc", "text"),
            column("person", "Người nạp", "text"),
        ],
        groups,
        notes=notes,
        empty="Chưa có số liệu nào. Đơn vị chủ trì hoặc người biên tập nạp ở trang “Nạp số liệu”.",
    )


def years_table(view: View, standing: Standing) -> Table:
    """The commune's figure of each year, newest first, with the file it came from."""
    figures = standing.series.figures
    mends = _mends(view, (o for figure in figures.values() for o in figure.sources[:1]))
    rows = [
        _year_row(view, standing, figures[year], mends)
        for year in sorted(figures, reverse=True)
        if year <= view.year
    ]
    return table(
        f"Số liệu toàn xã của {standing.indicator.code} theo năm",
        [
            column("year", "Năm", "text"),
            column("value", "Toàn xã", "number", "end"),
            column("parts", "Tử / mẫu", "number", "end"),
            column("units", "Từ đâu", "text"),
            column("file", "Tệp gốc", "text"),
            column("person", "Người nạp", "text"),
        ],
        [Group(title="", rows=rows)],
        empty="Chưa có số liệu nào. Đơn vị chủ trì hoặc người biên tập nạp ở trang “Nạp số liệu”.",
    )


def files_behind(view: View, standing: Standing) -> tuple[Submission, ...]:
    """The submissions with a file behind the shown figures, newest first."""
    numbers = {
        observation.source
        for figure in standing.series.figures.values()
        for observation in figure.sources
        if figure.year <= view.year and observation.source is not None
    }
    submissions = [view.submissions[n] for n in sorted(numbers, reverse=True) if n]
    return tuple(s for s in submissions if s.file_name)[:_MOST_FILES]


def definition_table(view: View, standing: Standing) -> Table:
    """Numerator, denominator, clauses, sources, and where the plan contradicts itself."""
    plan, indicator = view.plan, standing.indicator
    entries = [
        *definitions.of_indicator(plan, indicator),
        ("Giả định của phần mềm", [plan.document.no_interim_milestones]),
    ]
    return facts_table(f"Cách tính {indicator.code}", entries)


def _year_row(view: View, standing: Standing, figure: YearFigure, mends: _Mends) -> Row:
    expected = len(figure.reported) + len(figure.missing)
    units = f"cộng {len(figure.reported)}/{expected} đơn vị báo cáo"
    if not figure.is_usable:
        units = wording.NOT_SUMMABLE
    numbers = sorted({o.source for o in figure.sources if o.source is not None})
    submissions = [view.submissions[n] for n in numbers]
    files = list(dict.fromkeys(s.file_name for s in submissions if s.file_name))
    people = list(dict.fromkeys(s.person for s in submissions))
    whole = figure.sources[0] if not figure.is_summed else None
    place = f" · dòng {whole.row}" if whole is not None and whole.row else ""
    value, kind = wording.NO_FIGURE, ""
    if figure.not_applicable:
        value = "không phát sinh"
    elif figure.value is not None:
        value = wording.quantity(standing.indicator, figure.value)
        kind = " ước" if figure.kind is Kind.ESTIMATE else ""
    return Row(
        cells={
            "year": text_cell(str(figure.year), "strong"),
            "value": Cell(lines=[line(part(value, "strong"), part(kind, "muted"))]),
            "parts": text_cell(
                wording.ratio(standing.indicator, figure.numerator, figure.denominator)
            ),
            "units": text_cell(units if figure.is_summed else "số toàn xã"),
            "file": Cell(
                lines=[
                    line(part((wording.listing(files, 2, "tệp") or wording.NO_FIGURE) + place)),
                    *_mended(mends, whole),
                ]
            ),
            "person": _who(wording.listing(people, 2, "người"), submissions),
        }
    )


def _who(people: str, submissions: Sequence[Submission]) -> Cell:
    """Who brought the figures, over when the last of them came."""
    lines = [line(part(people or wording.NO_FIGURE))]
    if submissions:
        moment = notation.moment(submissions[-1].confirmed_at)
        lines.append(line(part(moment, "muted", "small", "whole")))
    return Cell(lines=lines)


def _in_order(observations: Iterable[Observation]) -> list[Observation]:
    return sorted(
        observations,
        key=lambda o: (o.reporting_unit != WHOLE_COMMUNE, place_of(o.reporting_unit)),
    )


def _year_title(standing: Standing, figure: YearFigure) -> str:
    title = f"Năm {figure.year}"
    if figure.is_summed and figure.value is not None:
        title += f" · toàn xã {wording.quantity(standing.indicator, figure.value)}"
        title += f" ({wording.coverage(figure)})"
    return title


def _row(view: View, standing: Standing, observation: Observation, mends: _Mends) -> Row:
    submission = view.submissions.get(observation.source or 0)
    file = wording.NO_FIGURE
    if submission is not None and submission.file_name:
        place = f"dòng {observation.row}" if observation.row else ""
        sheet = f"“{observation.sheet}”, " if observation.sheet else ""
        file = f"{submission.file_name} · {sheet}{place}".strip(" ·")
    kind = "" if observation.kind is Kind.ACTUAL else f" {wording.KINDS[observation.kind]}"
    return Row(
        cells={
            "unit": Cell(
                title=view.plan.unit_name(observation.reporting_unit),
                lines=[line(part(observation.note, "muted", "small"))] if observation.note else [],
            ),
            "value": Cell(
                lines=[
                    line(
                        part(_value(standing, observation), "strong"),
                        part(kind, "muted", "small"),
                    )
                ]
            ),
            "parts": text_cell(
                wording.ratio(standing.indicator, observation.numerator, observation.denominator)
            ),
            "file": Cell(lines=[line(part(file)), *_mended(mends, observation)]),
            "person": _who(submission.person, [submission]) if submission else _who("", []),
        }
    )


def _mends(view: View, observations: Iterable[Observation]) -> _Mends:
    """The cells that were mended in these figures' rows when their files were uploaded."""
    found: dict[tuple[int, str, int], list[Line]] = {}
    for number in {o.source for o in observations if o.source is not None}:
        for correction in view.submissions[number].corrections:
            sheet, row, column_name = correction.cell
            said = wording.mended(column_name, correction.seen, correction.text)
            lines = found.setdefault((number, sheet, row), [])
            lines.append(line(part(said, "muted", "small")))
    return found


def _mended(mends: _Mends, observation: Observation | None) -> list[Line]:
    if observation is None:
        return []
    return mends.get((observation.source or 0, observation.sheet, observation.row or 0), [])


def _value(standing: Standing, observation: Observation) -> str:
    if observation.not_applicable:
        return "không phát sinh"
    if observation.value is None:
        return wording.NO_FIGURE
    return wording.quantity(standing.indicator, observation.value)
