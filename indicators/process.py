"""What the server process holds and serves beside the screens, and how it begins and ends."""

from __future__ import annotations

import contextlib
import os
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from indicators import entrance, upkeep
from indicators.figures_json import figures_as_json
from indicators.log_file import keep_log
from indicators.opening import current_plan, open_board, open_door
from indicators.plan_folder import PlanError
from indicators.projector import Projector
from indicators.public_copy import PublicCopy, screens_font
from indicators.settings import SettingError, Settings, keep_private, read_settings
from indicators.store import StoreUnavailable, close_stores
from indicators.upkeep import Keeper

STREAMLIT_FILES = Path(st.__file__).parent / "static"


def settings() -> Settings:
    return read_settings(os.environ)


def today() -> date:
    return settings().today()


def product_name() -> str:
    """The product's name in this commune, also where the plan folder cannot be used."""
    try:
        return current_plan(settings().plan_folder).commune.product
    except (PlanError, SettingError):
        return "Bảng theo dõi"


def health() -> dict[str, Any]:
    """How the dashboard is: plan readable, store open and kept. Raises what is wrong."""
    return upkeep.health(open_board(settings()).store)


def current_figures(year: int | None) -> dict[str, Any]:
    """The figures that every viewer may see, for other programs."""
    where = settings()
    current = open_board(where)
    day = where.today()
    return figures_as_json(current.view(year or current.usual_year(day), day))


def projector() -> Projector:
    """The show beside Streamlit, in the font that Streamlit brings along."""
    return Projector(lambda: open_board(settings()), today, _font())


def account_routes() -> list[Any]:
    """The pages for signing in beside Streamlit, in the font that it brings along."""
    return entrance.account_routes(_font())


def _font() -> str:
    """The address of Streamlit's own font, relative to a style sheet's."""
    found = screens_font()
    return f"../static/media/{found.name}" if found else ""


def public_copy() -> PublicCopy:
    """The public copy for the command beside this server."""
    place = None
    with contextlib.suppress(SettingError):
        place = settings().secret_file
    return PublicCopy(lambda: open_board(settings()), today, place)


_keeper = Keeper(lambda: open_board(settings()).store)


def warm_up() -> None:
    """Opens the store, which the first visitor would wait for."""
    with contextlib.suppress(PlanError, SettingError, StoreUnavailable):
        door = open_door(open_board(settings()))
        door.disable_idle()
        entrance.invite(door)


def serve() -> None:
    """What goes on beside the requests, until `stop_serving`: warming up, then backups."""
    warm_up()
    _keeper.run()


def stop_serving() -> None:
    """Ends that, and closes the store."""
    _keeper.stop()
    close_stores()


def begin() -> None:
    """What a server does once before it serves: its log and its address lie beside the database."""
    # What it writes from now on is for its own user only; uvicorn believes the named proxies alone.
    os.umask(0o077)
    with contextlib.suppress(SettingError, OSError):
        os.environ["FORWARDED_ALLOW_IPS"] = settings().proxies
        keep_private(settings())
    with contextlib.suppress(OSError, SettingError):
        keep_log(settings().log_file, never=settings().secrets)
    announce()


def announce() -> None:
    """Leaves the address of this server beside the database, for commands that find it in use."""
    place = settings().address_file
    if place is None:
        return
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        port = st.get_option("server.port")
        place.write_text(f"http://localhost:{port}", encoding="utf-8")
