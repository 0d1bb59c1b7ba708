"""Imports run one way, from the plan to the pages.

`LAYERS` is the map, from the ground up: a layer, its modules and packages in their own order, and
the layers it may import. A module may import what stands before it on its line, and anything of
the layers named; a module of a package may import the whole package. A new module is added to a
line; there is no list of exceptions.
"""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

LAYERS = {
    "promise": ("rounding clock revisions document plan tasks", ""),
    "folder": ("plan_table plan_checks plan_folder", "promise"),
    "figures": (
        "corrections observations explanations accounts events office_settings proposals "
        "reporting_units",
        "promise",
    ),
    "rule": ("progress", "promise figures"),
    "standing": ("series standing", "promise figures rule"),
    "words": (
        "notation wording account_words results palette definitions findings explanation_sentences "
        "task_sentences store_words upload_words upkeep_words city_words event_words admin_words",
        "promise figures rule standing",
    ),
    "browser": ("components", ""),
    "sheets": ("spreadsheet", ""),
    "intake": ("intake", "promise figures words sheets"),
    "keys": ("passwords second_factor", ""),
    "store": ("store", "promise figures"),
    "door": ("sign_in account_book", "promise figures words keys store"),
    "board": ("view_cache board figures_json city", "promise figures rule standing store"),
    "charts": (
        "chart_template chart_course chart_trajectory chart_units chart_tasks charts",
        "promise figures rule standing words",
    ),
    "tables": (
        "cells bullets indicator_rows tables explanation_tables task_tables reminders heads "
        "origins exports own_figures upload_draft upload_tables mends "
        "unit_list proposal_tables event_tables admin_tables history_tables data_workbook "
        "city_tables manual manual_tables",
        "promise figures rule standing words intake door board",
    ),
    "report": ("report", "promise figures rule standing words intake store board tables"),
    "slides": ("slides", "promise figures rule standing words store board tables"),
    "pictures": (
        "pictures",
        "promise figures rule standing words board charts tables report",
    ),
    "publication": (
        "publication",
        "promise figures rule standing words browser intake board charts tables pictures",
    ),
    "program": (
        "settings __main__ log_file early_files chart_library packing server callers demo upkeep "
        "opening projector_file projector doorway account_pages account_routes account_command "
        "account_options command_options answers launch checks public_copy transfer "
        "upkeep_commands command",
        "promise folder figures rule standing words browser intake keys store door board report "
        "slides pictures publication",
    ),
    "screen": (
        "this_run access single_sign_on entrance process screen choices frame first_parts "
        "first_view reminding upload_start second_word workbench account_admin office_admin "
        "manual_view",
        "promise folder figures rule standing words browser intake store door board charts tables "
        "report slides pictures publication program",
    ),
    "pages": (
        "pages dashboard",
        "promise figures rule standing words browser intake store door board charts tables report "
        "pictures program screen",
    ),
}
ORDER = [module for modules, _ in LAYERS.values() for module in modules.split()]
LAYER_OF = {module: layer for layer, (modules, _) in LAYERS.items() for module in modules.split()}

# A library, and the only layers that may import it.
ONLY_HERE = {
    "streamlit": "screen pages",
    "duckdb": "store",
    "psycopg": "store",
    "psycopg_pool": "store",
    "pandas": "screen",
    "plotly": "charts",
    "pptx": "slides",
    "olefile": "sheets",
    "matplotlib": "pictures",
    "PIL": "pictures",
    "docx": "report",
    "jinja2": "publication",
    "python_calamine": "sheets",
    "xlsxwriter": "intake tables",
    "scipy": "rule",
    "argon2": "keys",
    "pyotp": "keys",
    "segno": "keys",
    "starlette": "program screen",
}
SQL = re.compile(r"\b(SELECT\b.+\bFROM|INSERT\s+INTO|DELETE\s+FROM|CREATE\s+TABLE)\b", re.S | re.I)


def sources():
    """Every Python file of the product, with its place in the map."""
    for path in sorted((ROOT / "indicators").rglob("*.py")):
        place = path.relative_to(ROOT / "indicators").parts[0].removesuffix(".py")
        if place != "__init__":
            yield path, place
    for path in sorted((ROOT / "pages").rglob("*.py")):
        yield path, "pages"
    if (ROOT / "dashboard.py").exists():
        yield ROOT / "dashboard.py", "dashboard"


SOURCES = list(sources())
FILES = pytest.mark.parametrize(
    ("path", "place"),
    [(path, place) for path, place in SOURCES if place in LAYER_OF],
    ids=[str(path.relative_to(ROOT)) for path, place in SOURCES if place in LAYER_OF],
)


def imported(path):
    """Full names of everything a file imports, wherever in the file it does."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def places(path):
    """Places in the map that a file imports from."""
    for name in imported(path):
        first, *rest = name.split(".")
        if first in ("pages", "dashboard"):
            yield first
        elif first == "indicators" and rest:
            yield rest[0]


def may_import(place):
    """Every place that `place` may import from."""
    modules, layers = LAYERS[LAYER_OF[place]]
    before = modules.split()[: modules.split().index(place)]
    return {place, *before, *(module for module in ORDER if LAYER_OF[module] in layers.split())}


def test_the_map_runs_one_way():
    above = set()
    for layer, (_, layers) in LAYERS.items():
        assert set(layers.split()) <= above, f"{layer} imports a layer below it in the map"
        above.add(layer)


def test_every_module_stands_in_the_map_once():
    assert sorted(LAYER_OF) == sorted(ORDER)


def test_every_file_has_its_place_in_the_map():
    strangers = {place for _, place in SOURCES if place not in LAYER_OF}
    assert strangers == set(), "give each its place in LAYERS"


@FILES
def test_every_file_imports_only_what_its_place_may(path, place):
    assert set(places(path)) - may_import(place) == set()


@FILES
def test_libraries_stay_where_they_belong(path, place):
    libraries = {name.split(".")[0] for name in imported(path)}
    layer = LAYER_OF[place]
    strays = [name for name in libraries & ONLY_HERE.keys() if layer not in ONLY_HERE[name].split()]
    assert strays == []


@FILES
def test_only_the_store_speaks_sql(path, place):
    strings = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert LAYER_OF[place] == "store" or not any(SQL.search(text) for text in strings)


@FILES
def test_what_is_below_intake_and_store_needs_no_library(path, place):
    ground = ("promise", "folder", "figures", "rule", "standing", "words")
    # The projection band alone takes a quantile from scipy, and imports it where it is drawn.
    ours = {"indicators", "_typeshed", "scipy"}
    found = {name.split(".")[0] for name in imported(path)} - ours
    assert LAYER_OF[place] not in ground or found <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import streamlit as st", ["streamlit"]),
        ("import indicators.plan", ["indicators.plan"]),
        ("from indicators import plan, store", ["indicators.plan", "indicators.store"]),
        ("from indicators.plan import Plan", ["indicators.plan.Plan"]),
        ("from . import ledger", ["indicators.store.ledger"]),
        ("from .ledger import Store", ["indicators.store.ledger.Store"]),
        ("from ..plan import Plan", ["indicators.plan.Plan"]),
        ("def f():\n    import duckdb", ["duckdb"]),
    ],
)
def test_no_way_of_importing_goes_unseen(source, names, tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    path = tmp_path / "indicators/store/module.py"
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    assert list(imported(path)) == names
