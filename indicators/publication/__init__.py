"""A public, read-only copy of the dashboard: static pages and open data in a folder.

Pages need neither JavaScript nor a server; every link is relative. The same figures on the same
day give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping

from indicators.board import View
from indicators.publication import public_words
from indicators.publication.addresses import (
    DATA,
    DATA_FOLDER,
    FONT,
    ICON,
    START,
    STYLE,
    Addresses,
)
from indicators.publication.folder import NotWritten, write_copy
from indicators.publication.packet import packed, unpacked
from indicators.publication.public_view import public_view, updated_at

Files = Mapping[str, bytes]
"""Contents by name; names have `/` between folder and file."""


def public_copy(view: View, *, with_explanations: bool = False, font: bytes = b"") -> Files:
    """Every file of the public copy of a view; `font` is the screens' own, where there is one."""
    # What draws and writes is loaded by the first copy: it would slow every start.
    from indicators.publication import markup
    from indicators.publication.data_package import about, package_as_json, read_me
    from indicators.publication.open_data import everything_as_json, resources
    from indicators.publication.pages import NAVIGATION, pages

    shown = public_view(view, with_explanations=with_explanations)
    plan = shown.plan
    addresses = Addresses(plan)
    printer = markup.Printer(
        addresses,
        {
            "product": plan.commune.product,
            "publisher": plan.commune.people_committee,
            "publisher_full": public_words.publisher(plan.commune),
            "contact": plan.open_data.contact,
            "licence": public_words.licence(plan.open_data),
            "licence_address": plan.open_data.licence_address,
            "updated": public_words.updated(updated_at(shown), shown.today),
            "is_demo": shown.is_demo,
            "navigation": NAVIGATION,
            "start": START,
            "data": DATA,
            "style": STYLE,
            "icon": ICON,
        },
    )
    tables = resources(shown)
    files = {
        page.file: printer.page(page.template, page=page, **page.content)
        for page in pages(shown, addresses, tables, with_explanations=with_explanations)
    }
    files |= {f"{DATA_FOLDER}{table.file}": table.as_csv() for table in tables}
    files[f"{DATA_FOLDER}du-lieu.json"] = everything_as_json(tables, about(shown))
    files[f"{DATA_FOLDER}datapackage.json"] = package_as_json(shown, tables)
    files[f"{DATA_FOLDER}README.md"] = read_me(shown, tables)
    files[STYLE] = markup.style_sheet(bool(font))
    files[ICON] = markup.icon()
    if font:
        files[FONT] = font
    return files


__all__ = [
    "Files",
    "NotWritten",
    "packed",
    "public_copy",
    "public_words",
    "unpacked",
    "write_copy",
]
