"""The chart library is the maker's own file, of the version whose schema the charts are held to."""

import hashlib
import re
from importlib.metadata import files

from indicators.chart_library import FILE, VERSION

# Of `npm pack plotly.js-basic-dist-min@VERSION`, its file plotly-basic.min.js.
SHA256 = "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba"


def test_it_is_the_file_that_was_published() -> None:
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == SHA256


def test_its_version_is_that_of_the_plotly_package() -> None:
    (whole,) = [f for f in files("plotly") or () if f.name == "plotly.min.js"]
    heads = [
        path.read_text(encoding="utf-8")[:200]
        for path in (FILE, whole.locate())  # type: ignore[union-attr]
    ]
    assert [re.findall(r"v(\d+\.\d+\.\d+)", head) for head in heads] == [[VERSION], [VERSION]]


def test_its_licence_lies_beside_it() -> None:
    licence = FILE.with_name("plotly-basic.LICENSE").read_text(encoding="utf-8")
    assert "MIT" in licence
    assert "Plotly" in licence
