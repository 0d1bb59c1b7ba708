"""The pages of the public copy: whole, small, escaped, and saying what the screens say."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from posixpath import normpath
from typing import Any

import pytest

from indicators import definitions, findings, results, wording
from indicators.accounts import Identity
from indicators.board import Board, View
from indicators.figures_json import figures_as_json
from indicators.heads import overview_head
from indicators.notation import moment
from indicators.plan import Plan
from indicators.plan_folder import read_plan
from indicators.public_copy import screens_font
from indicators.publication import Files, public_copy, public_words
from indicators.publication.public_view import public_view, updated_at
from indicators.reporting_units import ReportingUnit
from indicators.settings import ROOT
from indicators.standing import standings
from indicators.store import Store
from tests.conftest import draft, figure
from tests.publication.conftest import EXPLAINED, NEXT, SECRETS, TODAY, Seen, html_of

MOST_BYTES = 500_000
PAGES = 5 + 13 + 8 + 1
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 71*83 }}</svg>&lt;b>"
# What refers to something else, or tells what a figure is: not words.
NO_WORDS = {
    "code", "lead_unit", "supporting_units", "about", "group", "indicators", "indicator",
    "compiler", "unit_measure", "period", "licence", "licence_address", "level", "symbol",
}  # fmt: skip


def spoiled(value: Any, name: str = "") -> Any:
    """The same plan with hostile text in every text a person writes."""
    if name in NO_WORDS:
        return value
    if type(value) is str:
        return value + HOSTILE if value else value
    if isinstance(value, tuple):
        return tuple(spoiled(item, name) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: spoiled(getattr(value, f.name), f.name) for f in fields(value)}
        return replace(value, **changed)
    return value


# The pages


def test_there_is_a_page_for_everything(demo_copy: Files, plan: Plan) -> None:
    names = set(html_of(demo_copy))
    assert len(names) == PAGES
    assert {"index.html", "nhiem-vu.html", "cach-danh-gia.html", "du-lieu-mo.html"} < names
    assert {f"chi-tieu-{i.code.lower()}.html" for i in plan.indicators} < names
    assert {f"don-vi-{u.code.lower()}.html" for u in plan.responsible_units} < names
    assert "404.html" in names


def test_every_page_is_whole(demo_copy: Files) -> None:
    assert {name: page.faults for name, page in html_of(demo_copy).items() if page.faults} == {}


def test_every_page_has_a_title_and_a_description_of_its_own(demo_copy: Files) -> None:
    titles = [re.search(rb"<title>(.+?)</title>", demo_copy[n])[1] for n in html_of(demo_copy)]
    described = [
        attributes["content"]
        for page in html_of(demo_copy).values()
        for tag, attributes in page.elements
        if tag == "meta" and attributes.get("name") == "description"
    ]
    assert len(set(titles)) == len(set(described)) == PAGES


def test_a_page_with_all_that_it_loads_is_below_500_kb(demo_copy: Files) -> None:
    font = screens_font()
    assert font is not None
    shared = font.stat().st_size + sum(
        len(content) for name, content in demo_copy.items() if name.startswith("tai-san/")
    )
    heavy = {n: len(demo_copy[n]) + shared for n in html_of(demo_copy)}
    assert {name: size for name, size in heavy.items() if size >= MOST_BYTES} == {}


def test_a_page_of_very_many_reporting_units_stays_below_500_kb(plan: Plan, store: Store) -> None:
    many = [figure("CT09", 2026, "10", unit=f"Tổ dân phố số {n} thôn Đoài") for n in range(3000)]
    store.confirm(draft(*many))
    copy = public_copy(Board(plan, store).view(2026, TODAY))
    assert max(len(copy[name]) for name in html_of(copy)) < MOST_BYTES - 200_000
    assert public_words.more_units(2700) in html_of(copy)["chi-tieu-ct09.html"].said
    assert copy["du-lieu/so-lieu.csv"].count("thôn Đoài".encode()) == 6000


def test_every_link_leads_to_a_file_of_the_copy(demo_copy: Files, real_copy: Files) -> None:
    for copy in (demo_copy, real_copy):
        for name, page in html_of(copy).items():
            for address in page.values("href") + page.values("src"):
                if address.startswith("#"):
                    assert address[1:] in page.values("id")
                elif address != "data:,":
                    assert normpath(address) in {*copy, "tai-san/source-sans.woff2"}, name


def test_nothing_in_it_comes_from_elsewhere_or_runs(demo_copy: Files) -> None:
    for name, content in demo_copy.items():
        text = content.decode(errors="ignore")
        if name.endswith((".html", ".css", ".svg")):
            found = set(re.findall(r"(?:https?:)?//[\w.]+", text)) - {"http://www.w3.org"}
            assert found == set(), name
    for name, page in html_of(demo_copy).items():
        assert page.count("script") == page.count("iframe") == page.count("img") == 0, name
        assert [a for _, given in page.elements for a in given if a.startswith("on")] == []


def test_the_style_sheet_asks_for_the_font_only_where_it_is_there(
    demo_copy: Files, real_copy: Files
) -> None:
    assert b"@font-face" in demo_copy["tai-san/trang.css"]
    assert "tai-san/source-sans.woff2" in demo_copy
    assert b"@font-face" not in real_copy["tai-san/trang.css"]
    assert "tai-san/source-sans.woff2" not in real_copy


def test_the_same_figures_on_the_same_day_give_the_same_bytes(
    demo_view: View, demo_copy: Files
) -> None:
    assert public_copy(demo_view, font=b"font") == demo_copy


def test_another_plan_is_published_as_well(store: Store) -> None:
    plan = read_plan(ROOT / "tests" / "other_plan")
    copy = public_copy(Board(plan, store).view(2028, date(2028, 5, 1)))
    pages = html_of(copy)
    assert {name: page.faults for name, page in pages.items() if page.faults} == {}
    assert plan.commune.product in pages["index.html"].said
    for indicator in plan.indicators:
        assert any(indicator.official_name in page.said for page in pages.values())


# What they say


def test_the_overview_says_what_the_screen_says(demo_view: View, demo_copy: Files) -> None:
    page = html_of(demo_copy)["index.html"]
    assert results.result_sentence(demo_view.standings) in page.said
    assert overview_head(demo_view)["subtitle"] in page.said
    for standing in demo_view.standings:
        assert standing.indicator.short_name in page.said
        sentence = wording.standing_sentence(standing)
        said = page.values("aria-label")
        assert sentence in said or wording.not_applicable(standing) in page.said


def test_an_indicator_has_its_charts_in_words(demo_view: View, demo_copy: Files) -> None:
    plan = demo_view.plan
    for standing in demo_view.standings:
        page = html_of(demo_copy)[f"chi-tieu-{standing.indicator.code.lower()}.html"]
        for title, text in (
            (findings.trajectory_title, findings.trajectory_text),
            (findings.reporting_units_title, findings.reporting_units_text),
        ):
            if title is findings.reporting_units_title and not standing.series.units:
                continue
            assert title(plan, standing) in page.said
            assert text(plan, standing) in page.said
            assert page.values("aria-label").count(text(plan, standing)) == 2  # wide and slim


def test_every_figure_of_the_app_stands_on_its_page(demo_view: View, demo_copy: Files) -> None:
    told = figures_as_json(demo_view)
    pages = html_of(demo_copy)
    for assessed in told["assessments"]:
        indicator = demo_view.plan.indicator(assessed["indicator"])
        page = pages[f"chi-tieu-{indicator.code.lower()}.html"]
        figure_ = demo_view.standing(indicator.code).figure
        assert wording.LABELS[demo_view.standing(indicator.code).label] in page.said
        if figure_ is not None and figure_.value is not None:
            assert float(figure_.value) == assessed["value"]
            assert wording.quantity(indicator, figure_.value) in page.said


def test_no_page_counts_days_that_are_over_tomorrow(demo_copy: Files) -> None:
    for name, page in html_of(demo_copy).items():
        assert "hôm nay" not in page.said.lower(), name
        assert not re.search(r"[Cc]òn \d+ ngày", page.said), name


def test_it_says_when_the_figures_changed_and_who_publishes(
    demo_view: View, demo_copy: Files
) -> None:
    at = updated_at(public_view(demo_view))
    assert at is not None
    for name, page in html_of(demo_copy).items():
        if name != "404.html":
            assert f"cập nhật lúc {moment(at)}" in page.said
            assert "20/11/2026" in page.said
            assert "Ủy ban nhân dân xã Vĩnh Am" in page.said
            assert "Giấy phép sử dụng số liệu: chưa nêu" in page.said


def test_invented_figures_are_marked_wherever_they_are(demo_copy: Files, real_copy: Files) -> None:
    for name, page in html_of(demo_copy).items():
        assert wording.DEMO_MARK in page.said, name
    marked = [name for name in demo_copy if name.startswith("du-lieu/") and "chi-tieu" not in name]
    assert len(marked) == 6
    for name in marked:
        assert wording.DEMO_MARK.encode() in demo_copy[name], name
    assert [name for name in real_copy if wording.DEMO_MARK.encode() in real_copy[name]] == []


def test_assumptions_and_contradictions_are_told(demo_copy: Files, plan: Plan) -> None:
    page = html_of(demo_copy)["cach-danh-gia.html"]
    assert plan.document.no_interim_milestones in page.said
    for contradiction in plan.contradictions:
        assert contradiction.text in page.said
        for code in contradiction.about:
            if plan.find_measured(code):
                assert (
                    contradiction.text in html_of(demo_copy)[f"chi-tieu-{code.lower()}.html"].said
                )
    for indicator in plan.indicators:
        assert (indicator.lead_note in page.said) or not indicator.lead_note
    for meaning in definitions.status_meanings(plan).values():
        assert meaning in page.said
    assert "0,95" in page.said
    assert "0,60" in page.said


# What is not for the public


def test_no_name_file_note_or_answer_gets_out(real_copy: Files) -> None:
    for name, content in real_copy.items():
        text = content.decode()
        assert [secret for secret in SECRETS.values() if secret in text] == [], name


def test_explanations_stay_inside_until_the_commune_decides(
    real_view: View, real_copy: Files
) -> None:
    assert not any(EXPLAINED.encode() in content for content in real_copy.values())
    opened = public_copy(real_view, with_explanations=True)
    page = html_of(opened)["chi-tieu-ct12.html"]
    assert EXPLAINED in page.said
    assert NEXT in page.said
    for name, content in opened.items():
        text = content.decode()
        assert [secret for secret in SECRETS.values() if secret in text] == [], name
    assert public_words.WITH_EXPLANATIONS in html_of(opened)["cach-danh-gia.html"].said


def test_what_only_the_staff_can_do_is_not_asked_of_the_public(real_copy: Files) -> None:
    for name, page in html_of(real_copy).items():
        assert "Nạp số liệu" not in page.said, name
        assert "Chưa giải trình" not in page.said, name
        assert "Chưa có giải trình" not in page.said, name


def test_the_public_view_judges_as_the_screens_do(real_view: View, demo_view: View) -> None:
    for view in (real_view, demo_view):
        shown = public_view(view)
        assert [s.assessment for s in shown.standings] == [s.assessment for s in view.standings]
        assert [t.label for t in shown.tasks] == [t.label for t in view.tasks]
        assert [d.indicator for d in shown.debts] == [d.indicator for d in view.debts]


def test_the_list_of_who_reports_is_kept_to(plan: Plan, store: Store) -> None:
    store.confirm(draft(figure("CT12", 2026, "3", unit="Thôn Một")))
    listed = [ReportingUnit(name, frozenset({"CT12"})) for name in ("Thôn Một", "Thôn Hai")]
    store.reporting_units.replace(listed, Identity("quan.tri", "Ông Bình"))
    view = Board(plan, store).view(2026, TODAY)
    shown = public_view(view)
    assert view.standing("CT12").figure.missing == ("Thôn Hai",)
    assert shown.standing("CT12").figure.missing == ("Thôn Hai",)
    assert [(d.indicator, d.missing) for d in shown.debts] == [
        (d.indicator, d.missing) for d in view.debts
    ]
    page = html_of(public_copy(view))["chi-tieu-ct12.html"]
    assert "Thôn Hai" in page.said


# Hostile text


@pytest.fixture(scope="module")
def hostile_pages(plan: Plan, demo_view: View) -> dict[str, Seen]:
    evil = spoiled(plan)
    unit = f"Thôn {HOSTILE}"
    observations = (
        *demo_view.observations,
        figure("CT04", 2026, "3", unit=unit, submission=1, note=HOSTILE),
    )
    view = replace(
        demo_view,
        plan=evil,
        observations=observations,
        standings=standings(evil, observations, 2026),
    )
    return html_of(public_copy(view, with_explanations=True))


def test_hostile_text_is_shown_as_text(hostile_pages: dict[str, Seen]) -> None:
    for name, page in hostile_pages.items():
        assert page.faults == [], name
        assert page.count("script") == page.count("img") == page.count("b") == 0, name
        assert [a for _, given in page.elements for a in given if a.startswith("on")] == []
        assert HOSTILE in page.said or name == "404.html", name
        assert "5893" not in page.said, name
    assert f"Thôn {HOSTILE}" in hostile_pages["chi-tieu-ct04.html"].said


def test_codes_that_look_alike_get_files_of_their_own(plan: Plan, store: Store) -> None:
    first, second, *rest = plan.indicators
    odd = replace(
        plan,
        indicators=(replace(first, code="../Đ 1"), replace(second, code="..\\đ-1"), *rest),
        contradictions=(),
    )
    copy = public_copy(Board(odd, store).view(2026, TODAY))
    assert {"chi-tieu-d-1.html", "chi-tieu-d-1-2.html"} < set(copy)
    assert not any(".." in name or "\\" in name for name in copy)


def test_an_empty_store_is_published_as_empty(plan: Plan, store: Store) -> None:
    pages = html_of(public_copy(Board(plan, store).view(2026, TODAY)))
    assert "Cả 13 chỉ tiêu chưa có số liệu." in pages["index.html"].said
    assert "Chưa có số liệu; bản công khai lập ngày 20/11/2026." in pages["index.html"].said


def test_a_licence_and_a_contact_of_the_commune_are_named(plan: Plan, store: Store) -> None:
    store.confirm(draft(figure()))
    terms = replace(
        plan.open_data,
        licence="CC-BY-4.0",
        licence_title="Ghi công 4.0",
        licence_address="https://example.org/by",
        contact="vp@vinham.example",
    )
    copy = public_copy(Board(replace(plan, open_data=terms), store).view(2026, TODAY))
    page = html_of(copy)["du-lieu-mo.html"]
    assert "Ghi công 4.0 (CC-BY-4.0)" in page.said
    assert "https://example.org/by" in page.said
    assert "vp@vinham.example" in page.said
