"""The pictures for paper, drawn and opened again."""

import io
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from html import unescape
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.ft2font import FT2Font
from PIL import Image

from indicators import charts, palette, wording
from indicators.board import Board, View
from indicators.demo import seed_demo
from indicators.findings import trajectory_text, trajectory_title
from indicators.pictures import (
    Chart,
    Form,
    inline_chart,
    picture,
    picture_name,
    report_pictures,
)
from indicators.pictures.markup import lines_of
from indicators.pictures.text import FACES, Run, flow, width_of
from indicators.plan import Plan
from indicators.plan_folder import read_plan
from indicators.settings import ROOT
from indicators.store import Store
from tests.conftest import COMMUNE, draft, figure

TODAY = date(2026, 11, 20)
OTHER_PLAN = read_plan(ROOT / "tests" / "other_plan")
CODES = [f"CT{number:02d}" for number in range(1, 14)]
LETTERS = "aăâeêioôơuưyđ"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]


@pytest.fixture(scope="module")
def demo(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with closing(Store(tmp_path_factory.mktemp("demo") / "dashboard.duckdb", COMMUNE)) as store:
        seed_demo(store, plan, ROOT / "data" / "demo")
        yield Board(plan, store).view(2026, TODAY)


@pytest.fixture
def empty(plan: Plan, store: Store) -> View:
    return Board(plan, store).view(2026, TODAY)


def said(svg: bytes) -> str:
    """The words of a picture: its writer notes beside the outlines what they spell."""
    return "\n".join(
        unescape(text.strip()) for text in re.findall(r"<!--(.*?)-->", svg.decode(), re.S)
    )


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def edge_colours(image: Image.Image, depth: int) -> set[tuple[int, ...]]:
    """The colours of the outermost pixels on all four sides."""
    wide, high = image.size
    strips = [(0, 0, wide, depth), (0, high - depth, wide, high)]
    strips += [(0, 0, depth, high), (wide - depth, 0, wide, high)]
    found = image.convert("RGB")
    return {c for strip in strips for _, c in found.crop(strip).getcolors(1 << 24) or ()}


# Letters


@pytest.mark.parametrize("path", FACES.values(), ids=lambda path: path.stem)
def test_the_font_has_every_letter_of_vietnamese_and_every_sign_of_the_charts(path) -> None:
    letters = [unicodedata.normalize("NFC", letter + tone) for letter in LETTERS for tone in TONES]
    wanted = set("".join(letters).lower() + "".join(letters).upper())
    wanted |= set("★▼●○■╌–−≥“”…·%") | {chip.glyph for chip in palette.CHIPS.values()}
    # Marks that stand alone are those of đ, which takes no tone.
    wanted = {sign for sign in wanted if not unicodedata.combining(sign)}
    assert {sign for sign in wanted if ord(sign) not in FT2Font(str(path)).get_charmap()} == set()


@given(
    st.text(
        st.characters(min_codepoint=0xA1, max_codepoint=0x17F, include_characters=" aB-"),
        max_size=80,
    )
)
def test_breaking_into_lines_loses_no_word(text: str) -> None:
    words = flow([Run("Ngưỡng "), Run(text, 19, True)], 120)
    joined = " ".join("".join(run.text for run in line) for line in words)
    assert joined.split() == f"Ngưỡng {text}".split()


def test_a_line_is_no_wider_than_asked() -> None:
    text = "Diện tích thủy sản thâm canh, bán thâm canh, công nghệ cao"
    lines = flow([Run(text)], 150)
    assert len(lines) > 2
    assert all(width_of(line) <= 150 for line in lines)


def test_marks_of_the_charts_become_looks_and_those_of_data_stay_text() -> None:
    lines = lines_of('<b>1 &lt; 2</b><br><span style="font-size:19px;fill:#123456">a</span> b', 14)
    assert lines == [
        [Run("1 < 2", 14, True)],
        [Run("a", 19, False, "#123456"), Run(" b", 14)],
    ]


def test_a_dollar_sign_is_no_formula(plan: Plan, store: Store) -> None:
    store.confirm(draft(figure("CT04", 2026, "9", "Thôn $x^2$ <b>Một</b>")))
    view = Board(plan, store).view(2026, TODAY)
    words = said(picture(view, Chart.REPORTING_UNITS, Form.SVG, "CT04"))
    assert "Thôn $x^2$ <b>Một</b>" in " ".join(words.splitlines())


# Pictures


@pytest.mark.parametrize(
    ("chart", "code"),
    [(Chart.TRAJECTORY, code) for code in CODES]
    + [(Chart.REPORTING_UNITS, code) for code in ("CT04", "CT08", "CT09", "CT12", "CT13")],
)
def test_every_chart_of_every_indicator_fits_on_its_sheet(
    demo: View, chart: Chart, code: str
) -> None:
    image = opened(picture(demo, chart, Form.PNG, code))
    assert edge_colours(image, 12) == {(255, 255, 255)}
    assert image.width == pytest.approx(165 / 25.4 * 300, abs=2)
    assert len(image.getcolors() or ()) > 3


def test_the_overview_fits_on_its_sheet_and_the_sheet_on_a_page(demo: View) -> None:
    image = opened(picture(demo, Chart.OVERVIEW, Form.PNG))
    assert edge_colours(image, 12) == {(255, 255, 255)}
    assert image.height / image.width * 165 < 257


@pytest.mark.parametrize("code", ["CT02", "CT12"])
def test_charts_without_a_figure_say_so(empty: View, code: str) -> None:
    words = said(picture(empty, Chart.TRAJECTORY, Form.SVG, code))
    assert wording.LABELS[empty.standing(code).label] in words
    assert wording.DEMO_MARK not in words
    units = said(picture(empty, Chart.REPORTING_UNITS, Form.SVG, code))
    assert "Chưa có số liệu theo đơn vị báo cáo" in units


@pytest.mark.parametrize("chart", Chart)
def test_every_picture_of_invented_figures_says_so(demo: View, chart: Chart) -> None:
    assert wording.DEMO_MARK in said(picture(demo, chart, Form.SVG, "CT04"))


def test_a_trajectory_says_the_finding_the_figures_and_whose_they_are(demo: View) -> None:
    words = said(picture(demo, Chart.TRAJECTORY, Form.SVG, "CT04"))
    standing = demo.standing("CT04")
    assert trajectory_title(demo.plan, standing) in " ".join(words.splitlines())
    for expected in ("14,6%", "12,9%", "2030", "Hạn phụ lục 12/2027", "ước thực hiện"):
        assert expected in words
    assert demo.plan.commune.product in words
    assert standing.indicator.short_name in words


def test_the_overview_says_every_status_in_words(demo: View) -> None:
    words = said(picture(demo, Chart.OVERVIEW, Form.SVG))
    for standing in demo.standings:
        chip = palette.CHIPS[standing.label]
        assert f"{chip.glyph} {wording.LABELS[standing.label]}" in words
        assert standing.indicator.code in words
    assert wording.STATUS_IS_NO_FORECAST in words


def test_the_time_line_says_every_task_its_deadline_and_its_state(demo: View) -> None:
    svg = said(picture(demo, Chart.TIMELINE, Form.SVG))
    for item in demo.tasks:
        task = item.task
        assert f"{task.code}" in svg
        assert f"{task.deadline_month:02d}/{task.deadline_year}" in svg
        assert wording.TASK_LABELS[item.label] in svg
    assert "hôm nay 20/11/2026" in svg
    assert "3/16 nhiệm vụ đã hoàn thành, 2 sắp đến hạn" in svg


def test_an_svg_is_sound_carries_its_text_and_is_always_the_same(demo: View) -> None:
    made = picture(demo, Chart.TRAJECTORY, Form.SVG, "CT04")
    root = ElementTree.fromstring(made)
    svg = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{svg}svg"
    assert trajectory_title(demo.plan, demo.standing("CT04")) in (
        root.findtext(f"{svg}title") or ""
    )
    assert trajectory_text(demo.plan, demo.standing("CT04")) in "".join(root.itertext())
    assert not list(root.iter(f"{svg}text")), "outlines, so that no reader needs the font"
    assert made == picture(demo, Chart.TRAJECTORY, Form.SVG, "CT04")


def test_pictures_of_several_threads_are_those_of_one(demo: View) -> None:
    codes = CODES[:3] * 2
    alone = [picture(demo, Chart.TRAJECTORY, Form.PNG, code) for code in codes]
    with ThreadPoolExecutor(4) as threads:
        together = threads.map(lambda code: picture(demo, Chart.TRAJECTORY, Form.PNG, code), codes)
        assert list(together) == alone


def test_another_commune_gets_its_pictures(store: Store) -> None:
    view = Board(OTHER_PLAN, store).view(OTHER_PLAN.document.first_year, TODAY)
    for standing in view.standings:
        assert opened(picture(view, Chart.TRAJECTORY, Form.PNG, standing.indicator.code)).width
    assert OTHER_PLAN.commune.product in said(picture(view, Chart.OVERVIEW, Form.SVG))


def test_an_unknown_indicator_has_no_picture(demo: View) -> None:
    with pytest.raises(KeyError):
        picture(demo, Chart.TRAJECTORY, Form.PNG, "CT99")


def test_a_picture_is_named_after_what_it_shows(empty: View) -> None:
    assert picture_name(empty, Chart.TRAJECTORY, Form.PNG, "CT04") == "CT04-quy-dao-2026.png"
    assert picture_name(empty, Chart.OVERVIEW, Form.SVG) == "tong-quan-2026.svg"


def test_a_start_loads_neither_the_drawing_nor_the_document_library() -> None:
    code = (
        "import indicators.screen, sys; print([m in sys.modules for m in ('matplotlib', 'docx')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[False, False]"


# In the report


def test_a_report_has_the_overview_and_the_trajectories_of_the_leading_indicators(
    demo: View,
) -> None:
    overview, *others = report_pictures(demo)
    leading = sorted(i.code for i in demo.plan.indicators if i.is_leading)
    assert [drawn.caption[:4] for drawn in others] == leading
    for code, drawn in zip(leading, others, strict=True):
        standing = demo.standing(code)
        title = trajectory_title(demo.plan, standing)
        assert drawn.caption.endswith(title[1:])
        assert drawn.alt == trajectory_text(demo.plan, standing)
        on_screen = charts.trajectory(demo.plan, standing, demo=demo.is_demo)
        assert drawn.alt == json.loads(on_screen)["alt"]
    assert all(standing.indicator.short_name in overview.alt for standing in demo.standings)


def test_the_pictures_of_a_report_are_crisp_small_and_as_wide_as_the_text(demo: View) -> None:
    for drawn in report_pictures(demo):
        image = opened(drawn.png)
        assert image.width / (drawn.width / 25.4) == pytest.approx(300, rel=0.01)
        assert drawn.width <= 165
        assert image.height / image.width * drawn.width < 230
        assert len(drawn.png) < 150_000


def test_the_pictures_are_drawn_once_a_version_of_the_figures(plan: Plan, store: Store) -> None:
    board = Board(plan, store)
    first = report_pictures(board.view(2026, TODAY))
    assert report_pictures(board.view(2026, TODAY)) is first
    store.confirm(draft(figure("CT04", 2026, "11.3")))
    second = report_pictures(board.view(2026, TODAY))
    assert second is not first
    assert any("11,3%" in drawn.alt for drawn in second)


# Drawings inside a web page


@pytest.mark.parametrize("chart", [Chart.TRAJECTORY, Chart.REPORTING_UNITS, Chart.TIMELINE])
def test_a_drawing_for_a_web_page_is_small_well_formed_and_says_the_same(
    demo: View, chart: Chart
) -> None:
    for narrow, width in ((False, 640), (True, 360)):
        markup = inline_chart(demo, chart, "CT04", narrow=narrow)
        root = ElementTree.fromstring(markup)
        wide = 1080 if chart is Chart.TIMELINE and not narrow else width
        assert root.get("viewBox", "").split()[2] == str(wide)
        assert root.get("role") == "img"
        assert len(markup) < 60_000
        words = "".join(root.itertext())
        assert wording.DEMO_MARK in words
        assert "2026" in words
        assert inline_chart(demo, chart, "CT04", narrow=narrow) == markup
    assert trajectory_text(demo.plan, demo.standing("CT04")) == ElementTree.fromstring(
        inline_chart(demo, Chart.TRAJECTORY, "CT04")
    ).get("aria-label")


def test_the_overview_is_a_table_on_a_web_page(demo: View) -> None:
    with pytest.raises(ValueError, match="no chart of a page"):
        inline_chart(demo, Chart.OVERVIEW)
