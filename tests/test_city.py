"""Many communes in one store: summed by their parts, ranked, compared, each under its own plan."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from streamlit.runtime import context
from streamlit.testing.v1 import AppTest

from indicators import city_tables, screen, wording
from indicators import city_words as words
from indicators.board import Board
from indicators.city import City, CityView, Member, city_view, ranking
from indicators.demo import seed_demo
from indicators.observations import Kind, Observation, Origin
from indicators.opening import open_city
from indicators.plan import Plan
from indicators.settings import ROOT, read_settings
from indicators.store import Store, close_stores, open_store
from tests.conftest import COMMUNE, draft, figure
from tests.signing import Browser

TODAY = date(2026, 11, 20)
NAMES = {"AN-LAO": "Xã An Lão", "KIEN-THUY": "Xã Kiến Thụy", "TIEN-LANG": "Xã Tiên Lãng"}


def share(
    numerator: str, denominator: str, indicator: str = "CT04", **others: object
) -> Observation:
    """A commune's share with its parts."""
    parts = Decimal(numerator), Decimal(denominator)
    value = str(parts[0] * 100 / parts[1])
    return figure(indicator, 2026, value, numerator=parts[0], denominator=parts[1], **others)


Fill = Callable[..., CityView]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "city.duckdb"
    close_stores()


@pytest.fixture
def fill(plan: Plan, database: Path) -> Fill:
    """A city of the named communes with these figures; a commune without any has none."""

    def fill(year: int = 2026, **figures: list[Observation]) -> CityView:
        members = []
        for code, own in figures.items():
            store = open_store(database, code)
            if own:
                store.confirm(draft(*own))
            members.append(Member(code, f"Xã {code}", Board(plan, store)))
        return city_view(plan, members, year, TODAY)

    return fill


# The city's figure


def test_a_share_of_the_city_is_summed_by_its_parts_and_is_no_mean_of_percentages(
    fill: Fill,
) -> None:
    city = fill(A=[share("90", "100")], B=[share("10", "900")])
    found = city.figure("CT04")
    assert (found.numerator, found.denominator) == (100, 1000)
    assert found.value == Fraction(10)
    assert (len(found.reported), found.expected) == (2, 2)


def test_a_commune_that_did_not_report_is_not_in_the_sum_but_in_the_count(fill: Fill) -> None:
    city = fill(A=[share("90", "100")], B=[figure("CT04", 2025, "5")], C=[])
    found = city.figure("CT04")
    assert (found.value, found.reported, found.expected) == (90, ("A",), 3)


def test_a_share_without_parts_is_left_out_and_named(fill: Fill) -> None:
    city = fill(A=[share("90", "100")], B=[figure("CT04", 2026, "5")])
    found = city.figure("CT04")
    assert (found.value, found.reported, found.unsummable) == (90, ("A",), ("B",))
    table = city_tables.city_figures_table(city)
    (row,) = [r for r in table["groups"][0]["rows"] if r["open"]["params"]["ma"] == "CT04"]
    said = [line["parts"][0]["text"] for line in row["cells"]["communes"]["lines"]]
    assert said == ["cộng được 1/2 xã", f"Xã B {wording.NOT_SUMMABLE}"]


def test_a_count_of_the_city_is_a_sum(fill: Fill) -> None:
    city = fill(A=[figure("CT12", 2026, "3")], B=[figure("CT12", 2026, "4")])
    assert city.figure("CT12").value == 7


def test_a_commune_with_nothing_to_count_has_reported_and_adds_nothing(fill: Fill) -> None:
    idle = figure("CT04", 2026, None, not_applicable=True)
    city = fill(A=[share("90", "100")], B=[idle])
    assert (city.figure("CT04").value, city.figure("CT04").reported) == (90, ("A", "B"))


def test_a_commune_named_like_a_whole_is_only_one_of_them(fill: Fill) -> None:
    city = fill(A=[share("90", "100")], XA=[share("10", "900")])
    assert (city.figure("CT04").value, city.figure("CT04").reported) == (10, ("A", "XA"))


def test_units_of_a_commune_that_are_missing_are_told_of(fill: Fill) -> None:
    before = [share("5", "50", unit="Một"), share("5", "50", unit="Hai")]
    earlier = [replace(o, year=2025) for o in before]
    city = fill(A=[*earlier, before[0]])
    assert city.figure("CT04").partial == ("A",)


def test_an_empty_city_has_no_figures(fill: Fill) -> None:
    city = fill(A=[], B=[])
    assert [f.value for f in city.figures] == [None] * 13
    assert city.with_figures == ()
    assert city_tables.city_head(city)["title"].endswith("0/2 xã đã có số liệu năm 2026")
    assert city_tables.city_head(city)["subtitle"] == ""


def test_invented_figures_are_no_figures_of_the_city(plan: Plan, database: Path) -> None:
    own, other = open_store(database, COMMUNE), open_store(database, "A")
    seed_demo(own, plan, ROOT / "data" / "demo")
    other.confirm(draft(share("9", "10")))
    members = [Member(code, code, Board(plan, s)) for code, s in ((COMMUNE, own), ("A", other))]
    city = city_view(plan, members, 2026, TODAY)
    assert [m.view is None for m in city.members] == [True, False]
    assert city.figure("CT04").value == 90
    assert words.demo_left_out([COMMUNE]) in city_tables.communes_table(city)["notes"]


def test_a_view_is_kept_until_a_commune_stores_something(plan: Plan, database: Path) -> None:
    stores = [open_store(database, code) for code in ("A", "B")]
    city = City(plan, tuple(Member(s.commune, s.commune, Board(plan, s)) for s in stores))
    first = city.view(2026, TODAY)
    assert city.view(2026, TODAY) is first
    stores[1].confirm(draft(share("9", "10")))
    assert city.view(2026, TODAY).figure("CT04").value == 90


# Ranking


def test_communes_are_ranked_by_the_year_and_the_direction(fill: Fill) -> None:
    city = fill(
        A=[share("1", "10"), figure("CT12", 2026, "5")],
        B=[share("3", "10"), figure("CT12", 2026, "2")],
        C=[share("3", "10"), figure("CT12", 2026, "9")],
        D=[figure("CT04", 2025, "99")],
        E=[],
    )
    rising = ranking(city, city.plan.indicator("CT04"))
    assert [(p.member.code, p.rank) for p in rising] == [
        ("B", 1),
        ("C", 1),
        ("A", 3),
        ("D", None),
        ("E", None),
    ]
    falling = ranking(city, city.plan.indicator("CT12"))
    assert [p.member.code for p in falling if p.rank] == ["B", "A", "C"]


def test_the_ranking_says_why_a_commune_has_no_place(fill: Fill, plan: Plan) -> None:
    city = fill(A=[share("1", "10", kind=Kind.ESTIMATE)], B=[figure("CT04", 2025, "9")], C=[])
    indicator = plan.indicator("CT04")
    table = city_tables.ranking_table(city, indicator, ranking(city, indicator))
    said = [
        "".join(p["text"] for p in row["cells"]["figure"]["lines"][0]["parts"])
        for row in table["groups"][0]["rows"]
    ]
    assert said == ["10% ước", words.not_yet(2026), words.NO_REAL_FIGURES]


def test_an_indicator_that_means_something_else_elsewhere_is_not_compared(
    plan: Plan, database: Path
) -> None:
    changed = tuple(
        replace(i, unit_measure="ha") if i.code == "CT04" else i for i in plan.indicators
    )
    stores = [open_store(database, code) for code in ("A", "B")]
    for store in stores:
        store.confirm(draft(share("1", "10")))
    plans = (plan, replace(plan, indicators=changed))
    members = [
        Member(s.commune, s.commune, Board(p, s)) for p, s in zip(plans, stores, strict=True)
    ]
    city = city_view(plan, members, 2026, TODAY)
    assert city.figure("CT04").reported == ("A",)
    table = city_tables.comparison_table(city, city.members)
    row = table["groups"][0]["rows"][3]
    assert row["cells"]["B"]["lines"][1]["parts"][0]["text"] == words.OTHER_DEFINITION
    assert "chip" not in row["cells"]["B"]


# The tables


def test_every_commune_is_a_row_with_all_its_statuses(fill: Fill) -> None:
    city = fill(A=[share("1", "10")], B=[])
    first, second = city_tables.communes_table(city)["groups"][0]["rows"]
    assert len(first["cells"]["status"]["tiles"]) == 13
    assert "CT04: 10%, Đang thực hiện" in [t["label"] for t in first["cells"]["status"]["tiles"]]
    assert first["open"]["params"] == {"xa": "A", "nam": "2026"}
    assert "open" not in second


def test_a_comparison_says_status_and_figure_of_each(fill: Fill) -> None:
    city = fill(A=[share("1", "10")], B=[figure("CT04", 2025, "30")])
    row = city_tables.comparison_table(city, city.members)["groups"][0]["rows"][3]
    assert row["cells"]["A"]["chip"] == "insufficient"
    assert row["cells"]["B"]["chip"] == "exceeded"
    assert [p["text"] for p in row["cells"]["B"]["lines"][1]["parts"]] == ["30%", " 2025"]


def test_a_commune_is_only_looked_at(fill: Fill) -> None:
    city = fill(A=[share("1", "10")], B=[])
    table = city_tables.commune_overview(city.member("A"))
    assert table is not None
    assert all("open" not in row for group in table["groups"] for row in group["rows"])
    assert words.READ_ONLY in table["notes"]
    assert city_tables.commune_overview(city.member("B")) is None


# Where the communes come from


def make_folder(folder: Path, code: str, name: str) -> None:
    """A plan folder like the shipped one, of another commune."""
    shutil.copytree(ROOT / "data" / "plan", folder)
    settings = folder / "plan.toml"
    text = settings.read_text(encoding="utf-8").replace(f'code = "{COMMUNE}"', f'code = "{code}"')
    settings.write_text(text.replace('name = "Xã Vĩnh Am"', f'name = "{name}"'), encoding="utf-8")


@pytest.fixture
def city_folder(tmp_path: Path) -> Path:
    for code, name in NAMES.items():
        make_folder(tmp_path / "city" / code.lower(), code, name)
    return tmp_path / "city"


def store_figures(database: Path, *codes: str) -> None:
    for number, code in enumerate(codes, 1):
        store = Store(database, code)
        store.confirm(draft(share(str(number), "10"), origin=Origin.UPLOAD))
        store.close()


def test_the_communes_are_those_of_the_store_and_of_the_citys_folder(
    database: Path, city_folder: Path
) -> None:
    store_figures(database, COMMUNE, "AN-LAO", "LE-LOI")
    (city_folder / ".ẩn").mkdir()
    found = open_city(
        read_settings({"INDICATORS_DATABASE": str(database), "INDICATORS_CITY": str(city_folder)})
    )
    assert [(m.code, m.name, m.has_own_plan) for m in found.members] == [
        (COMMUNE, "Xã Vĩnh Am", True),
        ("LE-LOI", "LE-LOI", False),
        ("AN-LAO", "Xã An Lão", True),
        ("KIEN-THUY", "Xã Kiến Thụy", True),
        ("TIEN-LANG", "Xã Tiên Lãng", True),
    ]
    assert found.faulty == ()


def test_a_plan_folder_with_faults_or_a_code_twice_is_named_and_left_out(
    database: Path, city_folder: Path
) -> None:
    make_folder(city_folder / "trùng", "AN-LAO", "Xã Trùng")
    (city_folder / "kien-thuy" / "units.csv").unlink()
    found = open_city(
        read_settings({"INDICATORS_DATABASE": str(database), "INDICATORS_CITY": str(city_folder)})
    )
    assert [m.code for m in found.members] == [COMMUNE, "AN-LAO", "TIEN-LANG"]
    assert found.faulty == ("kien-thuy", "trùng")


# The screen


@pytest.fixture
def start(database: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    monkeypatch.setattr(context, "_get_client_context", Browser)
    monkeypatch.setenv("INDICATORS_DATABASE", str(database))
    monkeypatch.setenv("INDICATORS_TODAY", TODAY.isoformat())
    monkeypatch.setenv("INDICATORS_DEMO", "off")

    def start(**query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        app.query_params.update(query)
        app.run()
        app.switch_page(screen.PAGES["city"])
        app.query_params.update(query)
        return app.run()

    return start


def said(app: AppTest) -> str:
    texts = [
        json.dumps(json.loads(item.proto.json), ensure_ascii=False)
        for item in app.get("bidi_component")
    ]
    texts += [
        item.value for kind in ("title", "info", "warning", "caption") for item in app.get(kind)
    ]
    return "\n".join([*texts, *(item.value for item in app.markdown)])


def test_one_commune_has_no_city(database: Path, start: Callable[..., AppTest]) -> None:
    store_figures(database, COMMUNE)
    app = start()
    assert not app.exception
    assert words.NO_CITY in said(app)


def test_the_screen_shows_ranks_compares_and_looks_into_a_commune(
    database: Path, start: Callable[..., AppTest]
) -> None:
    store_figures(database, COMMUNE, "AN-LAO", "LE-LOI")
    app = start()
    assert not app.exception
    assert words.title("Thành phố Hải Phòng", 3, 3, 2026) in said(app)
    assert words.ALL_COMMUNES in said(app)
    ranked = start(ma="CT04")
    assert words.ranking_title("Diện tích trồng trọt VietGAP, hữu cơ, Halal", 2026) in said(ranked)
    (way,) = [g for g in app.button_group if g.label == words.CITY]
    way.set_value(words.COMPARISON).run()
    assert "So sánh 3 xã, năm 2026" in said(app)
    (chosen,) = app.multiselect
    chosen.set_value(["AN-LAO"]).run()
    assert words.CHOOSE_TWO in said(app)
    one = start(xa="AN-LAO")
    assert not one.exception
    assert "Thành phố · AN-LAO" in said(one)
    assert words.READ_ONLY in said(one)
    lost = start(xa="<b>KHÔNG CÓ</b>")
    assert not lost.exception
    assert words.ALL_COMMUNES in said(lost)
