"""The presentation file: opened again by python-pptx, and by LibreOffice."""

import io
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from indicators import wording
from indicators.board import Board
from indicators.demo import seed_demo
from indicators.plan import Plan
from indicators.settings import ROOT
from indicators.slides import Play, Selection, Shape, deck_words, play, presentation
from indicators.slides.contract import (
    Chip,
    ClosingSlide,
    DebtsSlide,
    IndicatorSlide,
    NoteSlide,
    SummarySlide,
    TasksSlide,
    UnitSlide,
)
from indicators.slides.deck_parts import FOOT
from indicators.slides.deck_text import CHIPS
from indicators.store import Store
from tests.conftest import COMMUNE, draft, figure
from tests.office import as_pdfs, count_pages

TODAY = date(2026, 11, 20)
BOTH = pytest.mark.parametrize("shape", list(Shape))
LONG = "Rà soát, điều chỉnh quy hoạch và vận động các cơ sở chuyển đổi theo lộ trình " * 6
DRAWINGML = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(scope="module")
def demo(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Play:
    database = tmp_path_factory.mktemp("demo") / "dashboard.duckdb"
    with closing(Store(database, COMMUNE)) as store:
        seed_demo(store, plan, ROOT / "data" / "demo")
        return play(Board(plan, store).view(2026, TODAY), Selection())


@pytest.fixture(scope="module")
def made(demo: Play) -> dict[Shape, bytes]:
    return {shape: presentation(demo, shape) for shape in Shape}


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def shapes_of(owner: Any) -> Iterator[Any]:
    """Every shape, those in groups too."""
    for shape in owner.shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from shapes_of(shape)


def texts(slide: Any) -> str:
    """All words of a slide's shapes and tables."""
    said = []
    for shape in shapes_of(slide):
        if shape.has_text_frame:
            said.append(shape.text_frame.text)
        if shape.has_table:
            said += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def values(chart: Any) -> dict[str, dict[int, float]]:
    """The figures of a chart by series and year."""
    years = [int(year) for year in chart.plots[0].categories]
    return {
        series.name: {y: v for y, v in zip(years, series.values, strict=True) if v is not None}
        for series in chart.plots[0].series
    }


def flaws(deck: Any) -> list[str]:
    """Shapes that run outside their slide, rows that run into the footer, text below 12 pt."""
    found = []
    for number, slide in enumerate(deck.slides, start=1):
        for shape in shapes_of(slide):
            box = (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
            room = (0, 0, deck.slide_width, deck.slide_height)
            if any(a < b for a, b in zip(box[:2], room[:2], strict=True)) or any(
                a > b for a, b in zip(box[2:], room[2:], strict=True)
            ):
                found.append(f"{number}: {shape.name} lies outside the slide")
            if shape.has_table and box[3] > Pt(FOOT):
                found.append(f"{number}: {shape.name} runs into the footer")
        for element in slide._element.iter(f"{DRAWINGML}rPr"):
            if element.get("sz") and int(element.get("sz")) < 1200:
                found.append(f"{number}: a text of {element.get('sz')}")
        for chart in charts(slide):
            for element in chart._chartSpace.iter(f"{DRAWINGML}rPr", f"{DRAWINGML}defRPr"):
                if element.get("sz") and int(element.get("sz")) < 1200:
                    found.append(f"{number}: a chart's text of {element.get('sz')}")
    return found


def numbers(slide: Any) -> list[str]:
    """The texts of a play's slide that must stand on its page whole."""
    match slide:
        case SummarySlide():
            return [slide.number, slide.total, slide.alert, slide.details]
        case IndicatorSlide():
            facts = [text for fact in slide.facts for text in (fact.value, fact.caption)]
            return [slide.figure or slide.absent, slide.caption, slide.status.words, *facts]
        case NoteSlide():
            return [slide.figure, slide.reason, slide.next_steps, slide.signed]
        case UnitSlide():
            return [
                *(text for row in slide.rows for text in (row.name, row.figure, row.threshold)),
                *(text for row in slide.tasks for text in (row.name, row.detail)),
            ]
        case TasksSlide() | DebtsSlide():
            return [slide.number, slide.caption, slide.absent]
        case ClosingSlide():
            return [*slide.points, *slide.caveats]
    return []


# The file as a whole


@BOTH
def test_there_is_a_page_for_every_slide_in_the_shape_that_was_asked_for(
    demo: Play, made: dict[Shape, bytes], shape: Shape
) -> None:
    deck = opened(made[shape])
    assert len(deck.slides) == len(demo.slides)
    width, height = shape.split("x")
    assert deck.slide_width * int(height) == deck.slide_height * int(width)


@BOTH
def test_every_page_has_a_title_for_outline_and_ear(
    demo: Play, made: dict[Shape, bytes], shape: Shape
) -> None:
    for slide, page in zip(demo.slides, opened(made[shape]).slides, strict=True):
        assert page.shapes.title.text == (getattr(slide, "title", "") or slide.kicker)


@BOTH
def test_every_number_and_word_of_the_play_stands_on_its_page(
    demo: Play, made: dict[Shape, bytes], shape: Shape
) -> None:
    for slide, page in zip(demo.slides, opened(made[shape]).slides, strict=True):
        said = texts(page)
        assert [text for text in numbers(slide) if text not in said] == []


@BOTH
def test_every_page_says_that_the_figures_are_invented(
    made: dict[Shape, bytes], shape: Shape
) -> None:
    for page in opened(made[shape]).slides:
        assert wording.DEMO_MARK in texts(page)


def test_real_figures_carry_no_demo_mark_but_the_day_of_the_data(plan: Plan, store: Store) -> None:
    store.confirm(draft(figure("CT04", 2026, "14.6")))
    real = play(Board(plan, store).view(2026, TODAY), Selection())
    for page in opened(presentation(real, Shape.CLASSIC)).slides:
        assert wording.DEMO_MARK not in texts(page)
        assert f"Số liệu đến {real.data_day}" in texts(page)


@BOTH
def test_nothing_runs_outside_a_slide_and_no_text_is_too_small(
    made: dict[Shape, bytes], shape: Shape
) -> None:
    assert flaws(opened(made[shape])) == []


def test_pages_are_numbered_by_a_field(made: dict[Shape, bytes]) -> None:
    for number, page in enumerate(opened(made[Shape.WIDE]).slides, start=1):
        (field,) = page._element.iter(f"{DRAWINGML}fld")
        assert field.get("type") == "slidenum"
        assert field.findtext(f"{DRAWINGML}t") == str(number)


def test_the_file_says_whose_it_is_and_in_which_language(made: dict[Shape, bytes]) -> None:
    properties = opened(made[Shape.WIDE]).core_properties
    assert properties.title == "Vĩnh Am Xanh 2030: Kết quả năm 2026"
    assert properties.author == "UBND xã Vĩnh Am, Hải Phòng"
    assert properties.language == "vi-VN"
    assert properties.keywords == wording.DEMO_MARK


def test_every_run_of_text_is_marked_as_vietnamese(made: dict[Shape, bytes]) -> None:
    for page in opened(made[Shape.WIDE]).slides:
        notes = page.notes_slide.notes_text_frame._txBody
        for owner in (page._element, notes, *(chart._chartSpace for chart in charts(page))):
            languages = {run.get("lang") for run in owner.iter(f"{DRAWINGML}rPr")}
            assert languages <= {"vi-VN"}


def test_both_shapes_share_one_master_whose_fonts_and_colours_are_the_themes(
    made: dict[Shape, bytes],
) -> None:
    for content in made.values():
        deck = opened(content)
        assert [layout.name for layout in deck.slide_layouts] == ["Mở đầu", "Nội dung"]
        faces = {
            element.get("typeface")
            for page in deck.slides
            for element in page._element.iter(f"{DRAWINGML}latin")
        }
        assert faces == {"Segoe UI Symbol"}  # the signs alone; all words have the theme's font


# Charts


@BOTH
def test_a_trajectory_is_a_native_chart_with_the_plays_figures(
    demo: Play, made: dict[Shape, bytes], shape: Shape
) -> None:
    drawn = 0
    for slide, page in zip(demo.slides, opened(made[shape]).slides, strict=True):
        course = slide.course if isinstance(slide, IndicatorSlide) else None
        assert len(charts(page)) == (1 if course else 0)
        if course is None:
            continue
        drawn += 1
        shown = values(charts(page)[0])
        assert shown[deck_words.FIGURES] == {p.year: p.value for p in course.points}
        hollow = {p.year: p.value for p in course.points if p.hollow}
        assert shown.get(deck_words.ESTIMATES, {}) == hollow
        assert set(shown[deck_words.THRESHOLD].values()) == {course.threshold}
        path = shown.get(course.path_words, {})
        assert [(year, path[year]) for year, _ in course.path] == list(course.path)
        if course.needed is not None:
            assert path[course.year] == pytest.approx(course.needed)
        due = shown.get(deck_words.DEADLINES, {}) | shown.get(deck_words.OTHER_DEADLINE, {})
        assert due == {each.year: each.value for each in course.deadlines}
    assert drawn > 8


def test_a_charts_own_sheet_holds_the_figures_and_no_formula(made: dict[Shape, bytes]) -> None:
    page = next(page for page in opened(made[Shape.WIDE]).slides if charts(page))
    workbook = load_workbook(io.BytesIO(charts(page)[0].part.chart_workbook.xlsx_part.blob))
    rows = list(workbook.active.iter_rows())
    assert rows[0][1].value == deck_words.THRESHOLD
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}


def test_charts_and_drawings_have_an_alternative_text(demo: Play, made: dict[Shape, bytes]) -> None:
    for slide, page in zip(demo.slides, opened(made[Shape.WIDE]).slides, strict=True):
        for shape in page.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == MSO_SHAPE_TYPE.GROUP:
                said = shape._element.xpath(".//p:cNvPr")[0].get("descr")
                assert said
                if shape.has_chart:
                    assert said == slide.course.text


def test_the_notes_hold_the_slide_in_words_with_its_caveats(
    demo: Play, made: dict[Shape, bytes]
) -> None:
    for slide, page in zip(demo.slides, opened(made[Shape.WIDE]).slides, strict=True):
        notes = page.notes_slide.notes_text_frame.text
        assert notes.startswith(wording.DEMO_MARK)
        if isinstance(slide, IndicatorSlide):
            assert (slide.course.text if slide.course else slide.absent) in notes
            assert wording.STATUS_IS_NO_FORECAST in notes
        if isinstance(slide, UnitSlide):
            assert all(row.bullet["label"] in notes for row in slide.rows)


# Statuses


def test_no_status_is_told_by_colour_alone(demo: Play, made: dict[Shape, bytes]) -> None:
    for slide, page in zip(demo.slides, opened(made[Shape.WIDE]).slides, strict=True):
        chips = [*getattr(slide, "counts", ())]
        if isinstance(getattr(slide, "status", None), Chip):
            chips.append(slide.status)
        rows = (*getattr(slide, "rows", ()), *getattr(slide, "tasks", ()))
        chips += [row.status for row in rows if hasattr(row, "status")]
        said = texts(page)
        for chip in chips:
            assert f"{CHIPS[chip.label].glyph} {chip.words}" in said


def test_a_second_deadline_stands_beside_the_first_with_its_result(
    demo: Play, made: dict[Shape, bytes]
) -> None:
    found = 0
    for slide, page in zip(demo.slides, opened(made[Shape.CLASSIC]).slides, strict=True):
        rows = slide.rows if isinstance(slide, UnitSlide) else (slide,)
        for other in (chip for row in rows for chip in getattr(row, "others", ())):
            assert f"{other.due}: {other.words}" in texts(page)
            found += 1
    assert found >= 4


# The worst cases


@BOTH
def test_an_empty_store_makes_a_file_that_says_so(plan: Plan, store: Store, shape: Shape) -> None:
    empty = play(Board(plan, store).view(2026, TODAY), Selection())
    deck = opened(presentation(empty, shape))
    assert len(deck.slides) == len(empty.slides)
    assert "chưa có số liệu" in texts(deck.slides[1])
    assert not any(charts(page) for page in deck.slides)
    assert flaws(deck) == []


@BOTH
def test_all_tasks_overdue_fit_their_pages(plan: Plan, store: Store, shape: Shape) -> None:
    late = play(Board(plan, store).view(2026, date(2031, 2, 1)), Selection())
    count = sum(len(slide.rows) for slide in late.slides if isinstance(slide, TasksSlide))
    assert count == len(plan.tasks)
    deck = opened(presentation(late, shape))
    assert flaws(deck) == []
    for slide, page in zip(late.slides, deck.slides, strict=True):
        if isinstance(slide, TasksSlide):
            assert all(row.name in texts(page) for row in slide.rows)


@BOTH
def test_very_long_texts_are_made_small_then_short_and_stay_whole_in_the_notes(
    demo: Play, shape: Shape
) -> None:
    long = replace(demo, slides=tuple(stretched(slide) for slide in demo.slides))
    deck = opened(presentation(long, shape))
    assert flaws(deck) == []
    for slide, page in zip(long.slides, deck.slides, strict=True):
        if isinstance(slide, NoteSlide):
            assert slide.reason in page.notes_slide.notes_text_frame.text


def stretched(value: Any) -> Any:
    """The same slide with every text of it much longer."""
    if isinstance(value, str):
        return f"{value} {LONG}" if value else value
    if isinstance(value, tuple):
        return tuple(stretched(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = ("id", "label", "figure", "number", "total", "path_words")
        return replace(
            value,
            **{
                f.name: stretched(getattr(value, f.name))
                for f in fields(value)
                if f.name not in kept
            },
        )
    return value


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://x")',
        "<b>đậm</b> & </a:t>",
        "_x0041_",
        "*không* **nghiêng** [a](b)",
    ],
)
def test_a_text_of_a_user_stays_text(demo: Play, text: str) -> None:
    index, note = next((i, s) for i, s in enumerate(demo.slides) if isinstance(s, NoteSlide))
    told = replace(note, title=text, reason=text)
    slides = (*demo.slides[:index], told, *demo.slides[index + 1 :])
    page = opened(presentation(replace(demo, slides=slides), Shape.WIDE)).slides[index]
    assert page.shapes.title.text == text
    assert text in texts(page).splitlines()
    assert text in page.notes_slide.notes_text_frame.text


def test_control_characters_in_a_text_do_not_spoil_the_file(demo: Play) -> None:
    index, note = next((i, s) for i, s in enumerate(demo.slides) if isinstance(s, NoteSlide))
    told = replace(note, reason="một\x00hai\x1bba\nbốn\ud800")
    slides = (*demo.slides[:index], told, *demo.slides[index + 1 :])
    page = opened(presentation(replace(demo, slides=slides), Shape.WIDE)).slides[index]
    assert {"một hai ba", "bốn "} <= set(texts(page).splitlines())


# In an office program


def test_libreoffice_opens_both_shapes_and_has_as_many_pages(
    demo: Play, made: dict[Shape, bytes], tmp_path: Path
) -> None:
    files = [tmp_path / f"{shape}.pptx" for shape in Shape]
    for file, content in zip(files, made.values(), strict=True):
        file.write_bytes(content)
    for pdf, shape in zip(as_pdfs(files, tmp_path), Shape, strict=True):
        assert count_pages(pdf) == len(demo.slides)
        boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf.read_bytes())
        assert {(round(float(w)), round(float(h))) for w, h in boxes} == {(shape.width, 540)}
