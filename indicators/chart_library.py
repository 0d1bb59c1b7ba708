"""plotly.js for the charts of the screens: its basic build, a third of the whole one.

The plotly package brings the whole build only, which takes a browser a second more to load. Both
are of one version, so that its schema holds for what is drawn; a test holds them together.
"""

from __future__ import annotations

from pathlib import Path

VERSION = "4.1.1"
ADDRESS = f"/assets/plotly-basic.{VERSION}.js"
"""Another version has another name, so browsers may keep each for ever."""
FILE = Path(__file__).parent / "components" / "plotly-basic.min.js"
LIBRARIES = {ADDRESS: FILE}
"""What the server sends beside its own scripts."""
