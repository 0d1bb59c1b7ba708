"""What a browser may fetch together with the page: parts of Streamlit it would ask for late.

Streamlit's page names the files of its frame only. A component's file is asked for when the first
message about it has arrived, and the files that one imports when it has arrived: with a link in
the page they are there by then.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

EVERYWHERE = ("Html", "PageLink", "LinkButton", "BidiComponent", "Selectbox")
MORE = {
    "": ("ButtonGroup", "DownloadButton"),
    "chi-tieu": ("Button", "DownloadButton"),
    "nhiem-vu": ("ButtonGroup",),
}
"""By address of the page: Streamlit's components that its first drawing needs."""

_IMPORT = re.compile(r"""(?:from|import)\s*["'`]\./([\w.-]+\.js)["'`]""")


@lru_cache(maxsize=32)
def early_files(static: Path, address: str) -> tuple[str, ...]:
    """The files of the page at this address, relative to it, each after those that ask for it.

    `static` is Streamlit's folder with its `index.html`. Files that the page names itself are
    left out; a component that this Streamlit does not have has none.
    """
    scripts = static / "static" / "js"
    named = (static / "index.html").read_text(encoding="utf-8")
    found: dict[str, None] = {}

    def follow(name: str) -> None:
        if name in found or f"/{name}" in named:
            return
        found[name] = None
        for imported in _IMPORT.findall((scripts / name).read_text(encoding="utf-8")):
            follow(imported)

    for component in (*EVERYWHERE, *MORE.get(address, ())):
        for file in sorted(scripts.glob(f"{component}.*.js")):
            follow(file.name)
    return tuple(f"static/js/{name}" for name in found)
