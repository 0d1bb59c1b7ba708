"""plotly.js for the charts of the screens, as the plotly package brings it along."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ADDRESS = f"/assets/plotly.{version('plotly')}.js"
"""Another version has another name, so browsers may keep each for ever."""


@cache
def chart_library() -> Path:
    """The file to be sent. Raises FileNotFoundError where the package does not have it."""
    # Found without importing plotly, which takes a tenth of a second and 20 MB.
    found = find_spec("plotly")
    if found is None or found.origin is None:
        raise FileNotFoundError("plotly")
    file = Path(found.origin).parent / "package_data" / "plotly.min.js"
    file.stat()
    return file


LIBRARIES = {ADDRESS: chart_library}
"""What the server sends beside its own scripts."""
