"""README and docs tell the truth: what they name exists, what they show is what comes out."""

import ast
import csv
import json
import re
import shlex
import tomllib
from dataclasses import fields
from datetime import date
from importlib import metadata

import pytest

from indicators import document
from indicators.board import Board
from indicators.command_options import command_line
from indicators.demo import seed_demo
from indicators.figures_json import figures_as_json
from indicators.intake import Given, read_file, reading_as_json
from indicators.settings import ROOT, read_settings
from tests.test_layers import LAYERS

DOCS = (
    "README.md",
    "SECURITY.md",
    "bench/README.md",
    "deploy/README.md",
    *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
)
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in DOCS}
README, OPERATIONS = TEXTS["README.md"], TEXTS["docs/operations.md"]
OFFICE, PLAN_FOLDER = TEXTS["docs/so-tay-van-hanh.md"], TEXTS["docs/plan-folder.md"]
MANUAL = sorted(
    str(path.relative_to(ROOT)) for path in (ROOT / "indicators" / "manual").rglob("*.md")
)
SERVICES = sorted(
    str(path.relative_to(ROOT)) for path in (ROOT / "deploy").iterdir() if path.suffix != ".md"
)
COMMANDS = {
    "version",
    *("run", "test", "read", "figures", "report", "publish", "account", "copy"),
    *("backup", "restore", "verify", "repair"),
}
TODAY = date(2026, 11, 20)
PLAN_TABLES = sorted(path.name for path in (ROOT / "data" / "plan").glob("*.csv"))
SECTIONS = {
    "commune": document.Commune,
    "plan": document.Document,
    "signer": document.Signer,
    "basis": document.Basis,
    "reporting": document.Reporting,
    "assessment": document.AssessmentRules,
    "vision": document.Vision,
    "open_data": document.OpenData,
}


def table(first_column, after="", text=README):
    """The rows of the table whose heading begins so, the first one after the text `after`."""
    start = text.index(f"| {first_column} |", text.index(after))
    lines = text[start:].partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def codes(cell):
    return re.findall(r"`([^`]+)`", cell)


def examples(language):
    return re.findall(rf"```{language}\n(.*?)```", OPERATIONS, re.S)


# What it names


def links(name):
    """The files that a document links to, and the headings in them; not other sites."""
    found = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", TEXTS[name])
    here = ROOT / name
    return [((here.parent / file).resolve() if file else here, place) for file, place in found]


def anchors(path):
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\s-]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCS)
def test_every_file_and_heading_it_links_to_exists(name):
    assert [file for file, _ in links(name) if not file.exists()] == []
    assert [place for file, place in links(name) if place and place not in anchors(file)] == []


def test_the_readme_leads_to_every_other_document():
    told = {file for file, _ in links("README.md")}
    assert ROOT / "tests" / "pictures" / "overview.png" in told
    assert {ROOT / name for name in DOCS} - {ROOT / "README.md"} <= told


def test_every_place_it_names_exists():
    places = [codes(row[0])[0] for row in table("place")]
    assert [place for place in places if not (ROOT / place).exists()] == []


def commands_of(text):
    """What follows `python3 -m indicators`, also where the running Python is named in full."""
    continued = text.replace("\\\n", " ")
    return re.findall(r"-m indicators(?:\.command)? ([^\n`#;]+)", continued)


@pytest.mark.parametrize("name", [*DOCS, *MANUAL])
def test_every_command_it_shows_is_understood(name):
    for line in commands_of(TEXTS.get(name) or (ROOT / name).read_text(encoding="utf-8")):
        if line.strip() in {"--help", "--version"}:
            continue
        needed = {"account reset": " ten", "account": " list"}
        whole = line.strip().replace("\\", "/") + needed.get(line.strip(), "")
        _, rest = command_line().parse_known_args(shlex.split(whole))
        if line.startswith("test"):  # the rest is for pytest
            rest = [path for path in rest if "/" in path and not (ROOT / path).exists()]
        assert rest == [], line


def test_every_command_there_is_is_told_of():
    lines = [line for text in TEXTS.values() for line in commands_of(text)]
    assert {line.split()[0] for line in lines} - {"--help", "--version"} == COMMANDS


@pytest.mark.parametrize("name", [*DOCS, *MANUAL, *SERVICES])
def test_every_setting_it_names_exists(name):
    source = (ROOT / "indicators" / "settings.py").read_text(encoding="utf-8")
    named = set(re.findall(r"INDICATORS_[A-Z]+", (ROOT / name).read_text(encoding="utf-8")))
    assert named <= set(re.findall(r"INDICATORS_[A-Z]+", source))


def test_every_setting_there_is_stands_in_its_table_with_its_default():
    source = (ROOT / "indicators" / "settings.py").read_text(encoding="utf-8")
    rows = {codes(name)[0]: default for name, default, _ in table("variable", text=OPERATIONS)}
    assert set(rows) == set(re.findall(r"INDICATORS_[A-Z]+", source))
    defaults = read_settings({})
    for name, value in (
        ("INDICATORS_DATABASE", defaults.database),
        ("INDICATORS_PLAN", defaults.plan_folder),
        ("INDICATORS_DEMO", defaults.demo_folder),
    ):
        assert ROOT / codes(rows[name])[0] == value


def test_every_message_the_office_is_told_about_is_one_the_program_says():
    said = [
        node.value
        for folder in ("indicators", "pages")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    told = [row[0].strip("“”") for row in table("Màn hình báo", text=OFFICE)]
    told += ["SỐ LIỆU MINH HỌA", "Gỡ số liệu minh họa", "Sao lưu ngay", "Chưa có người quản trị"]
    told += ["Lịch sử", "Hoàn tác"]
    assert told
    for message in told:
        assert message in README + OFFICE
        assert any(message in text for text in said), message


# The layers


def test_its_layer_map_is_the_one_the_imports_are_held_to():
    rows = {
        layer: (" ".join(codes(modules)), " ".join(re.findall(r"\w+", imports)))
        for layer, modules, imports, _ in table("layer")
    }
    assert list(rows.items()) == list(LAYERS.items())


def test_every_module_of_its_layer_map_exists():
    for _, modules, _, _ in table("layer"):
        for module in codes(modules):
            found = (ROOT / "indicators" / f"{module}.py", ROOT / "indicators" / module)
            top = (ROOT / module, ROOT / f"{module}.py")
            assert any(path.exists() for path in (*found, *top)), module


# What it shows


def test_its_example_of_reading_is_what_the_reading_says(plan):
    (content,) = examples("csv")
    reading = read_file(content.encode(), "so-lieu.csv", Given(plan, TODAY))
    assert reading_as_json(reading) == json.loads(examples("json")[0])


def test_its_example_of_figures_is_taken_from_the_invented_ones(plan, store):
    seed_demo(store, plan, ROOT / "data" / "demo")
    shown = json.loads(examples("json")[1])
    printed = figures_as_json(Board(plan, store).view(2026, TODAY))["assessments"]
    (real,) = [each for each in printed if each["indicator"] == shown["indicator"]]
    assert shown.items() <= real.items()


# For another commune


@pytest.mark.parametrize("file", PLAN_TABLES)
def test_it_explains_every_column_of_every_plan_table(file):
    rows = table("column", f"**{file}**", PLAN_FOLDER)
    lines = (ROOT / "data" / "plan" / file).read_text(encoding="utf-8-sig").splitlines()
    assert [row[0] for row in rows] == next(csv.reader(lines, delimiter=";"))


@pytest.mark.parametrize("file", PLAN_TABLES)
def test_the_second_plan_has_every_column_that_must_be_there(file):
    needed = {row[0] for row in table("column", f"**{file}**", PLAN_FOLDER) if row[1] == "●"}
    path = ROOT / "tests" / "other_plan" / file
    header = next(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert needed <= set(header)


def test_it_explains_every_section_and_entry_of_the_settings_file():
    rows = {codes(row[0])[0]: codes(row[1]) for row in table("section", text=PLAN_FOLDER)}
    expected = {
        name: [field.name for field in fields(record) if field.name != "signer"]
        for name, record in SECTIONS.items()
    }
    assert rows == expected
    text = (ROOT / "data" / "plan" / "plan.toml").read_text(encoding="utf-8")
    assert set(tomllib.loads(text)) == set(rows)


# Libraries


def direct_dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    return [pin.partition("==")[0] for pin in pins]


def licence(library):
    """As in its metadata: the expression, the short field, the classifier or its title."""
    about = metadata.metadata(library)
    short = about["License-Expression"] or about["License"] or ""
    if short and "\n" not in short:
        return short
    classifiers = about.get_all("Classifier", [])
    named = (c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License :: "))
    text = metadata.distribution(library).read_text("licenses/LICENSE") or ""
    return next(named, text.partition("\n")[0])


def test_every_direct_dependency_stands_in_its_table_once():
    assert sorted(row[0] for row in table("library")) == sorted(direct_dependencies())


def imported_libraries():
    """Distributions that our Python files import, programs in the strings of tests among them."""
    known = metadata.packages_distributions()
    names = set()
    for folder in ("indicators", "pages", "tests", "bench"):
        for path in (ROOT / folder).rglob("*.py"):
            lines = re.findall(r"^ *(?:import|from) ([\w, ]+)", path.read_text("utf-8"), re.M)
            names |= {name for line in lines for name in re.findall(r"\w+", line)}
    return {library.lower() for name in names for library in known.get(name, ())}


def test_it_says_which_libraries_are_there_without_being_imported():
    told = {row[0] for row in table("library") if "not imported by us" in row[2]}
    programs = {"mypy", "pytest-xdist", "ruff"}
    assert told == set(direct_dependencies()) - imported_libraries() - programs


@pytest.mark.parametrize("library", direct_dependencies())
def test_the_licence_of_a_library_is_the_one_in_its_metadata(library):
    (row,) = [row for row in table("library") if row[0] == library]
    assert row[1] == licence(library)
