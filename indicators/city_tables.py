"""The city's screen as data: communes side by side, the city's figures, ranking, comparison."""

from __future__ import annotations

from collections.abc import Sequence

from indicators import city_words as words
from indicators import wording
from indicators.bullets import bullet
from indicators.cells import (
    NOT_CARD,
    Bullet,
    Cell,
    Group,
    Line,
    Row,
    Table,
    Tile,
    column,
    line,
    part,
    table,
    target,
    text_cell,
)
from indicators.city import CityFigure, CityView, MemberView, Place
from indicators.heads import Data
from indicators.observations import Kind
from indicators.plan import Indicator
from indicators.series import YearFigure
from indicators.standing import Band, Label, Standing
from indicators.tables import overview_table


def city_head(city: CityView) -> Data:
    """How many communes reported, and how all their indicators stand."""
    bands = {band: sum(m.count(band) for m in city.members) for band in Band}
    title = words.title(
        city.plan.commune.city, len(city.with_figures), len(city.members), city.year
    )
    subtitle = words.subtitle(bands[Band.GOOD], bands[Band.ACT], bands[Band.UNKNOWN])
    return {"kicker": [{"text": words.CITY}], "title": title, "subtitle": subtitle}


def communes_table(city: CityView) -> Table:
    """Every commune a row: its indicators as statuses by code, and how many are well."""
    made = table(
        f"{words.ALL_COMMUNES}, năm {city.year}",
        [
            column("name", "Xã", "name"),
            column("status", "Trạng thái từng chỉ tiêu, theo mã", "chips"),
            column("good", "Đạt, đúng tiến độ", "number", "end"),
            column("act", "Cần chỉ đạo", "number", "end"),
            column("unknown", "Chưa đủ căn cứ", "number", "end", NOT_CARD),
        ],
        [Group(title="", rows=[_commune_row(city, member) for member in city.members])],
        notes=_notes(city),
    )
    present = {s.label for m in city.members if m.view for s in m.view.standings}
    made["key"] = [label.value for label in Label if label in present]
    return made


def city_figures_table(city: CityView) -> Table:
    """Every indicator a row: the city's figure and how many communes are in it."""
    return table(
        f"{words.CITY_FIGURES}, năm {city.year}",
        [
            column("name", "Chỉ tiêu", "name"),
            column("value", f"Thành phố {city.year}", "figure", "end"),
            column("parts", "Tử / mẫu", "number", "end"),
            column("communes", "Từ các xã", "text"),
        ],
        [Group(title="", rows=[_figure_row(city, figure) for figure in city.figures])],
        notes=[words.SAME_RULE],
    )


def ranking_table(city: CityView, indicator: Indicator, places: Sequence[Place]) -> Table:
    """The communes by one indicator, best first; those without a figure of the year last."""
    return table(
        words.ranking_title(indicator.short_name, city.year),
        [
            column("rank", "Hạng", "number", "end", NOT_CARD),
            column("name", "Xã", "name"),
            column("figure", f"Năm {city.year}", "figure", "end"),
            column("bullet", "So với ngưỡng", "bullet"),
            column("parts", "Tử / mẫu", "number", "end", ["card", "medium", "wide"]),
            column("status", "Trạng thái", "chip"),
        ],
        [Group(title="", rows=[_place_row(city, indicator, place) for place in places])],
        layout="compact",
        notes=[*_city_line(city, indicator), wording.STATUS_IS_NO_FORECAST],
    )


def comparison_table(city: CityView, members: Sequence[MemberView]) -> Table:
    """Indicators against the chosen communes: status and figure in every cell."""
    rows = []
    for indicator in city.plan.indicators:
        cells: dict[str, Cell | Bullet] = {"name": _indicator_name(indicator)}
        for member in members:
            cells[member.code] = _compared(member, member.standing(indicator))
        cells["city"] = Cell(lines=_city_lines(city.figure(indicator.code)))
        rows.append(Row(cells=cells))
    return table(
        f"So sánh {len(members)} xã, năm {city.year}",
        [
            column("name", "Chỉ tiêu", "name"),
            *(column(member.code, member.name, "chip") for member in members),
            column("city", words.CITY, "text"),
        ],
        [Group(title="", rows=rows)],
        layout="plain comparison",
        notes=[wording.STATUS_IS_NO_FORECAST],
    )


def commune_overview(member: MemberView) -> Table | None:
    """A commune's overview to look at; its links would lead to the dashboard's own commune."""
    view = member.view
    if view is None:
        return None
    made = overview_table(
        view.plan,
        view.standings,
        year=view.year,
        notes=[wording.contradictions_note(view.plan), words.READ_ONLY],
    )
    groups = [
        Group(title=group["title"], rows=[Row(cells=row["cells"]) for row in group["rows"]])
        for group in made["groups"]
    ]
    return {**made, "groups": groups}


def _commune_row(city: CityView, member: MemberView) -> Row:
    if member.view is None:
        cells: dict[str, Cell | Bullet] = {
            "name": Cell(title=member.name),
            "status": text_cell(words.NO_REAL_FIGURES, "muted"),
            **{key: text_cell(wording.NO_FIGURE) for key in ("good", "act", "unknown")},
        }
        return Row(cells=cells)
    by_code = sorted(member.view.standings, key=lambda s: s.indicator.code)
    act = member.count(Band.ACT)
    return Row(
        cells={
            "name": Cell(title=member.name),
            "status": Cell(tiles=[Tile(chip=s.label.value, label=_said(s)) for s in by_code]),
            "good": text_cell(f"{member.count(Band.GOOD)}/{len(by_code)}"),
            "act": text_cell(str(act), *(("strong", "alert") if act else ())),
            "unknown": text_cell(str(member.count(Band.UNKNOWN))),
        },
        open=target("city", xa=member.code, nam=str(city.year)),
    )


def _said(standing: Standing) -> str:
    """ "CT04: 14,6%, Đúng tiến độ"."""
    label = wording.LABELS[standing.label]
    value = standing.figure.value if standing.figure else None
    if value is None or standing.label is Label.NOT_APPLICABLE:
        return f"{standing.indicator.code}: {label}"
    return f"{standing.indicator.code}: {wording.quantity(standing.indicator, value)}, {label}"


def _figure_row(city: CityView, figure: CityFigure) -> Row:
    indicator = figure.indicator
    value = wording.NO_FIGURE
    if figure.value is not None:
        value = wording.quantity(indicator, figure.value)
    return Row(
        cells={
            "name": _indicator_name(indicator),
            "value": text_cell(value, "strong"),
            "parts": text_cell(wording.ratio(indicator, figure.numerator, figure.denominator)),
            "communes": Cell(lines=_coverage_lines(city, figure)),
        },
        open=target("city", ma=indicator.code, nam=str(city.year)),
    )


def _indicator_name(indicator: Indicator) -> Cell:
    code = part(indicator.code, "muted", "small")
    return Cell(title=indicator.short_name, lines=[line(code)])


def _coverage_lines(city: CityView, figure: CityFigure) -> list[Line]:
    names = {member.code: member.name for member in city.members}
    lines = [line(part(words.coverage(len(figure.reported), figure.expected)))]
    for codes, say in ((figure.unsummable, words.unsummable), (figure.partial, words.partial)):
        if codes:
            lines.append(line(part(say([names[code] for code in codes]), "muted", "small")))
    return lines


def _city_lines(figure: CityFigure) -> list[Line]:
    value = wording.NO_FIGURE
    if figure.value is not None:
        value = wording.quantity(figure.indicator, figure.value)
    coverage = words.coverage(len(figure.reported), figure.expected)
    return [line(part(value, "strong")), line(part(coverage, "muted", "small"))]


def _city_line(city: CityView, indicator: Indicator) -> list[str]:
    figure = city.figure(indicator.code)
    if figure.value is None:
        return []
    value = wording.quantity(indicator, figure.value)
    coverage = words.coverage(len(figure.reported), figure.expected)
    return [f"{words.CITY} {value} ({coverage}). {words.SAME_RULE}"]


def _place_row(city: CityView, indicator: Indicator, place: Place) -> Row:
    standing, figure = place.standing, place.figure
    cells: dict[str, Cell | Bullet] = {
        "rank": text_cell(str(place.rank) if place.rank else wording.NO_FIGURE),
        "name": Cell(title=place.member.name, lines=_rank_on_card(place)),
        "figure": _year_figure(city, indicator, place.member, figure),
        "parts": _parts(indicator, figure),
    }
    if standing is not None and figure is not None:
        cells["bullet"] = bullet(standing, brief=True)
    if standing is not None:
        cells["status"] = Cell(chip=standing.label.value)
    row = Row(cells=cells)
    if place.member.view is not None:
        row["open"] = target("city", xa=place.member.code, nam=str(city.year))
    return row


def _rank_on_card(place: Place) -> list[Line]:
    if place.rank is None:
        return []
    return [line(part(words.rank(place.rank), "muted", "small"), sizes=["card"])]


def _parts(indicator: Indicator, figure: YearFigure | None) -> Cell:
    if figure is None or figure.denominator is None:
        return Cell()
    return text_cell(wording.ratio(indicator, figure.numerator, figure.denominator))


def _year_figure(
    city: CityView, indicator: Indicator, member: MemberView, figure: YearFigure | None
) -> Cell:
    if member.view is None:
        return text_cell(words.NO_REAL_FIGURES, "muted", "small")
    if member.standing(indicator) is None:
        return text_cell(words.OTHER_DEFINITION, "muted", "small")
    if figure is None or not figure.is_usable:
        return text_cell(words.not_yet(city.year), "muted", "small")
    if figure.value is None:
        return text_cell(wording.NOTHING_OCCURRED, "muted", "small")
    mark = " ước" if figure.kind is Kind.ESTIMATE else ""
    value = wording.quantity(indicator, figure.value)
    return Cell(lines=[line(part(value, "large"), part(mark, "unit"))])


def _compared(member: MemberView, standing: Standing | None) -> Cell:
    # A card has no column titles.
    name = part(member.name, "muted", "small")
    if standing is None:
        said = words.NO_REAL_FIGURES if member.view is None else words.OTHER_DEFINITION
        return Cell(lines=[line(name, sizes=["card"]), line(part(said, "muted", "small"))])
    value = standing.figure.value if standing.figure else None
    if value is None or standing.label is Label.NOT_APPLICABLE:
        return Cell(chip=standing.label.value, lines=[line(name, sizes=["card"])])
    shown = [part(wording.quantity(standing.indicator, value), "strong")]
    if note := wording.figure_note(standing):
        shown.append(part(f" {note}", "muted", "small"))
    return Cell(chip=standing.label.value, lines=[line(name, sizes=["card"]), line(*shown)])


def _notes(city: CityView) -> list[str]:
    borrowed = [m.name for m in city.members if not m.member.has_own_plan]
    demo = [m.name for m in city.members if m.view is None and m.member.board.store.version > 0]
    return [
        words.borrowed_plan(borrowed, city.plan.commune.name) if borrowed else "",
        words.demo_left_out(demo) if demo else "",
        wording.STATUS_IS_NO_FORECAST,
    ]
