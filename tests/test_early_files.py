"""What the browser is told to fetch with the page."""

import re
from pathlib import Path

import pytest
import streamlit

from indicators.cells import ADDRESSES
from indicators.early_files import EVERYWHERE, MORE, early_files

STREAMLIT = Path(streamlit.__file__).parent / "static"


@pytest.mark.parametrize("address", ADDRESSES.values())
def test_every_file_is_streamlits_and_the_page_does_not_name_it(address):
    page = (STREAMLIT / "index.html").read_text("utf-8")
    files = early_files(STREAMLIT, address)

    assert all((STREAMLIT / file).is_file() for file in files)
    assert [file for file in files if file in page] == []
    assert len(set(files)) == len(files)


@pytest.mark.parametrize("address", ["", "chi-tieu", "nhiem-vu"])
def test_every_component_that_a_page_begins_with_is_found(address):
    files = early_files(STREAMLIT, address)
    components = {re.split(r"[./]", file)[2] for file in files}

    assert {*EVERYWHERE, *MORE[address]} <= components


def test_what_a_component_imports_comes_along():
    imported = {file.split("/")[-1].split(".")[0] for file in early_files(STREAMLIT, "")}

    assert {"recordbatch", "WidgetLabel"} <= imported


def test_no_screen_fetches_streamlits_own_plotly():
    files = [file for address in ADDRESSES.values() for file in early_files(STREAMLIT, address)]

    assert [file for file in files if "Plotly" in file] == []


def test_addresses_with_more_are_pages():
    assert set(MORE) <= set(ADDRESSES.values())
