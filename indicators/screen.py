"""What all screens share: what the process holds, frame, choices, and our parts of screens."""

from __future__ import annotations

import contextlib
import logging
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from indicators import access, chart_library, entrance, heads, upkeep, wording
from indicators.accounts import Right, may
from indicators.board import Board, View
from indicators.cells import ADDRESSES, LABEL_CHIPS, STYLE, Table, chip_looks
from indicators.city import City
from indicators.events import Event, EventKind
from indicators.figures_json import figures_as_json
from indicators.log_file import keep_log, log_error
from indicators.opening import current_plan, open_board, open_city, open_door
from indicators.palette import TASK_CHIPS
from indicators.pictures import Chart, Form, mime, picture, picture_label, picture_name
from indicators.plan_folder import PlanError
from indicators.projector import Projector, show_address
from indicators.public_copy import PublicCopy, screens_font
from indicators.report import Report, report_as_json
from indicators.settings import SettingError, Settings, keep_private, read_settings
from indicators.slides import show_words
from indicators.store import StoreUnavailable, close_stores
from indicators.upkeep import Keeper

_COMPONENTS = Path(__file__).parent / "components"
PAGES: Mapping[str, str] = {
    "overview": "pages/overview.py",
    "indicator": "pages/indicator.py",
    "unit": "pages/unit.py",
    "tasks": "pages/tasks.py",
    "city": "pages/city.py",
    "upload": "pages/upload.py",
    "history": "pages/history.py",
    "report": "pages/report.py",
    "admin": "pages/admin.py",
    "manual": "pages/manual.py",
}
RIGHTS: Mapping[str, tuple[Right, ...]] = {
    "upload": (Right.HAND_IN, Right.APPROVE),
    "history": (Right.HISTORY,),
    "report": (Right.REPORT,),
    "admin": (Right.ADMINISTER,),
}
"""What a screen is for, any one of these; the others are for every viewer."""
YEARLY = {ADDRESSES[name] for name in ("overview", "indicator", "unit", "report", "city")}
ANY_DAY = (date.min, date.max)
"""For date fields whose own words on the range would be English: ours say what is possible."""
ICON = str(_COMPONENTS / "icon.svg")
_HEAD_CHIPS = chip_looks(
    dict(LABEL_CHIPS)
    | {label.value: (wording.TASK_LABELS[label], look) for label, look in TASK_CHIPS.items()}
)
STREAMLIT_FILES = Path(st.__file__).parent / "static"
_log = logging.getLogger("indicators")


def asset(name: str) -> str:
    """A file of `components/`, as text."""
    return (_COMPONENTS / name).read_text(encoding="utf-8")


_table_component = st.components.v2.component(
    "indicators.table",
    css=asset("shared.css") + asset("table.css"),
    js=asset("shared.js") + asset("table.js"),
)
_head_component = st.components.v2.component(
    "indicators.head",
    css=asset("shared.css") + asset("head.css"),
    js=asset("shared.js") + asset("head.js"),
)
_chart_component = st.components.v2.component(
    "indicators.chart", js=asset("chart.js"), isolate_styles=False
)
_report_component = st.components.v2.component(
    "indicators.report",
    css=asset("report.css"),
    js=asset("shared.js") + asset("report.js"),
)


# What the process holds


def settings() -> Settings:
    return read_settings(os.environ)


_keeper = Keeper(lambda: open_board(settings()).store)


def board() -> Board:
    """Plan and store; a screen that cannot have them says why in one sentence and stops."""
    try:
        current = open_board(settings())
        current.store.database.check()
        return current
    except PlanError as error:
        _show_plan_faults(error)
    except SettingError as error:
        st.error(plain(str(error)), icon=":material/settings:")
    except StoreUnavailable as error:
        _log.error("store unavailable: %s", error)
        st.title("Chưa mở được số liệu")
        st.error(wording.STORE_TROUBLES[error.trouble.value], icon=":material/database_off:")
        if isinstance(error.path, Path):  # a server's address is not for every viewer
            st.caption(f"Tệp dữ liệu: {plain(str(error.path))}")
    st.stop()


def city() -> City:
    """The communes of the database; a screen that cannot have them has stopped at `board`."""
    return open_city(settings())


def has_city() -> bool:
    """Whether there is more than one commune to show."""
    with contextlib.suppress(PlanError, SettingError, StoreUnavailable):
        return len(city().members) > 1
    return False


def _show_plan_faults(error: PlanError) -> None:
    st.title("Thư mục kế hoạch có lỗi, chưa mở được bảng theo dõi")
    st.markdown(
        f"Có {len(error.faults)} chỗ cần sửa trong thư mục kế hoạch. Sửa xong, tải lại trang này. "
        "Số liệu đã nạp vẫn còn nguyên."
    )
    for fault in error.faults:
        st.text(f"• {fault}")


def product_name() -> str:
    """The product's name in this commune, also where the plan folder cannot be used."""
    try:
        return current_plan(settings().plan_folder).commune.product
    except (PlanError, SettingError):
        return "Bảng theo dõi"


def health() -> dict[str, Any]:
    """How the dashboard is: plan readable, store open and kept. Raises what is wrong."""
    return upkeep.health(open_board(settings()).store)


def today() -> date:
    return settings().today()


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


# What a screen begins with


def frame(sections: Mapping[str, Sequence[Any]]) -> None:
    """Style sheet, side bar with `sections` of pages, demo banner; once a run, before the page."""
    st.html(f"<style>{asset('screen.css')}</style>")
    current = board()
    commune = current.plan.commune
    with st.sidebar:
        with st.container(key="brand", gap=None):
            st.markdown(f"**{plain(commune.product)}**")
            st.caption(plain(wording.commune_line(commune)))
        _show_pages(sections)
        entrance.show_person()
    if current.store.holds_demo_figures():
        with st.container(key="demo-banner", horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{wording.DEMO_MARK}**", width="content")
            st.markdown(wording.DEMO_NOTICE)


def _show_pages(sections: Mapping[str, Sequence[Any]]) -> None:
    """Links to the pages that this person may use."""
    person = access.identity()
    needed = {ADDRESSES[name]: rights for name, rights in RIGHTS.items()}
    for title, pages in sections.items():
        shown = [
            page
            for page in pages
            if (page.url_path != ADDRESSES["city"] or has_city())
            and any(may(person, right) for right in needed.get(page.url_path, (Right.VIEW,)))
        ]
        if not shown:
            continue
        with st.container(key=f"section-{title}", gap=None):
            st.caption(title)
            for entry in shown:
                st.page_link(
                    entry, label=entry.title, width="stretch", query_params=_kept_year(entry)
                )
            if shown[0].url_path == ADDRESSES["overview"]:
                # No screen of Streamlit's: it opens beside this one, for the projector.
                st.link_button(show_words.SHOW, show_address(), type="tertiary")


def _kept_year(entry: Any) -> dict[str, str]:
    """The chosen year for the links to the screens that show one."""
    year = st.session_state.get("chosen_year")
    return {"nam": year} if year and entry.url_path in YEARLY else {}


def page(name: str) -> Board:
    """To be called first by every page file: the board, also where the file is run alone.

    Streamlit can run a file of `pages/` by its file name before any router; it then shows the
    screen without its frame's navigation, but with everything a viewer may see and no more.
    """
    if name not in PAGES:
        raise ValueError(f"no page {name!r}")
    current = board()
    access.require_viewer()
    return current


def plain(text: str) -> str:
    """Text with Markdown's marks made harmless, and nothing in it turned into a link."""
    marks = str.maketrans({mark: f"\\{mark}" for mark in r"\`*_{}[]()#+-.!|<>~:$^"})
    unlinked = re.sub(r"(?i)(www|https?|ftp|mailto)(?=[.:])|(?<=\S)(?=@)", "\\g<0>\u2060", text)
    return unlinked.translate(marks)


def pick(label: str, options: Mapping[str, str], *, name: str, memory: str, width: int) -> str:
    """A choice that the address can carry: from there, else what was picked last, else the first.

    `options` maps codes to what is shown, `name` is the address parameter, `memory` the key that
    keeps the choice while the person moves between screens.
    """
    codes = list(options)
    asked = st.query_params.get(name, "").upper()
    kept = st.session_state.get(memory)
    chosen = next((code for code in codes if code == asked), None)
    chosen = chosen or next((code for code in codes if code == kept), codes[0])
    if asked and asked not in options:
        st.caption(f"Không có {label.lower()} “{plain(asked[:20])}”; đang hiện {plain(chosen)}.")
    key = f"{memory}-{chosen}"

    def take_picked() -> None:
        _take(name, memory, st.session_state[key])

    st.selectbox(
        label,
        codes,
        index=codes.index(chosen),
        format_func=lambda code: options[code],
        key=key,
        # Before the run, so that one run shows it.
        on_change=take_picked,
        label_visibility="collapsed",
        width=width,
    )
    st.session_state[memory] = chosen
    return str(chosen)


def choose(name: str, memory: str, value: str) -> NoReturn:
    """Takes another choice, in the address too, and starts the run again."""
    _take(name, memory, value)
    st.rerun()


def _take(name: str, memory: str, value: str) -> None:
    st.query_params[name] = value
    st.session_state[memory] = value


def go(name: str, **parameters: str) -> NoReturn:
    """Opens a screen with these parameters in its address and no others."""
    st.switch_page(PAGES[name], query_params=parameters)


def pick_part(label: str, parts: Mapping[str, str], name: str = "xem") -> str:
    """Which part of a screen is shown; the address can carry it. The first by default."""
    codes = list(parts)
    asked = st.query_params.get(name, "")
    chosen = asked if asked in parts else codes[0]
    picked = st.segmented_control(
        label,
        codes,
        default=chosen,
        required=True,
        format_func=lambda code: parts[code],
        key=f"part-{name}-{chosen}",
        label_visibility="collapsed",
    )
    if picked != chosen:
        st.query_params[name] = str(picked)
        st.rerun()
    return chosen


def pick_year(current: Board) -> int:
    """The year to look at; see `pick`. By default the usual one."""
    day = today()
    years = [str(year) for year in current.years(day)]
    st.session_state.setdefault("chosen_year", str(current.usual_year(day)))
    shown = {year: f"Năm xem {year}" for year in years}
    return int(pick("Năm xem", shown, name="nam", memory="chosen_year", width=160))


def offer_show(current: Board, year: int, unit: str | None = None) -> None:
    """The button that shows the present choice on the projector.

    The usual year is left out of the address, so that a bookmark of it stays up to date.
    """
    chosen = None if year == current.usual_year(today()) else year
    address = show_address(don_vi=unit, nam=chosen)
    st.link_button(show_words.SHOW, address, icon=":material/slideshow:", key="show")


def view(year: int, day: date | None = None) -> View:
    """The year as it is now, or as it was known at the end of an earlier day."""
    current = board()
    if day is None:
        return current.view(year, today())
    return current.view(year, day, current.version_on(day))


# Parts of screens
# Data go to components in a list: Streamlit searches a mapping for data frames, with pandas.


def show_table(data: Table, key: str) -> None:
    """A table with bullets and chips; following a link in it switches the page."""
    result = _table_component(data=[data], key=key, on_open_change=_ignore)
    _follow(result.open)


def show_head(head: heads.Data, key: str) -> None:
    """The head of a screen."""
    result = _head_component(data=[dressed(head)], key=key, on_open_change=_ignore)
    _follow(result.open)


def dressed(head: heads.Data) -> heads.Data:
    """The head as it is drawn: with chips and colours."""
    return {**heads.dressed(head, _HEAD_CHIPS), "style": dict(STYLE)}


def show_report(report: Report, key: str) -> None:
    """The report on a sheet of paper."""
    _report_component(data=[{**report_as_json(report), "style": dict(STYLE)}], key=key)


def _ignore() -> None:
    """A trigger needs a callback to be sent; the value is read from the result."""


def _follow(target: Any) -> None:
    if isinstance(target, Mapping) and target.get("page") in PAGES:
        parameters = {str(k): str(v) for k, v in dict(target.get("params") or {}).items()}
        st.switch_page(PAGES[target["page"]], query_params=parameters)


def show_chart(chart: str, key: str) -> None:
    """A chart of `charts`, in the form that fits its place, with its text alternative."""
    with st.container(key=f"chart-{key}"):
        _chart_component(data=[f".{chart_library.ADDRESS}", chart], key=f"{key}-chart")


def offer_pictures(view: View, drawn: Sequence[Chart], code: str = "") -> None:
    """Buttons for the charts as pictures; each is drawn when its button is pressed."""
    for chart in drawn:
        for form in Form:
            name = picture_name(view, chart, form, code)
            st.download_button(
                picture_label(chart, form),
                told(partial(picture, view, chart, form, code), name),
                name,
                mime(form),
                icon=":material/image:",
                on_click="ignore",
            )


def told(make: Callable[[], bytes], name: str) -> Callable[[], bytes]:
    """What a download button gives, with the download told to the history."""
    who, store = access.identity_later(), board().store

    def give() -> bytes:
        content = make()
        # A file is not withheld because the history cannot be written.
        with contextlib.suppress(StoreUnavailable):
            store.events.record(Event.by(who(), EventKind.EXPORT, name))
        return content

    return give


# When something goes wrong


def report_error(error: Exception) -> bool:
    """One sentence with a number to find in the log, instead of a traceback."""
    number = log_error("script error", error)
    if isinstance(error, StoreUnavailable):
        sentence = wording.STORE_TROUBLES[error.trouble.value]
    else:
        sentence = wording.SCREEN_FAILED
    st.error(f"{sentence} (mã lỗi {number})", icon=":material/error:")
    return True
