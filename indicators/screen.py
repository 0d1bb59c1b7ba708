"""What all screens share: what they begin with, and our parts of screens."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn

import streamlit as st

from indicators import access, chart_library, heads, store_words, this_run, wording
from indicators.accounts import Right
from indicators.board import Board, View
from indicators.cells import LABEL_CHIPS, STYLE, Table, chip_looks
from indicators.city import City
from indicators.components import asset as asset  # for the screens too
from indicators.events import Event, EventKind
from indicators.log_file import log_error
from indicators.opening import open_city
from indicators.palette import TASK_CHIPS
from indicators.pictures import Chart, Form, mime, picture, picture_label, picture_name
from indicators.plan_folder import PlanError
from indicators.process import settings, today
from indicators.projector import show_address
from indicators.report import Report, report_as_json
from indicators.settings import SettingError
from indicators.slides import show_words
from indicators.store import StoreUnavailable

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
ANY_DAY = (date.min, date.max)
"""For date fields whose own words on the range would be English: ours say what is possible."""
_HEAD_CHIPS = chip_looks(
    dict(LABEL_CHIPS)
    | {label.value: (wording.TASK_LABELS[label], look) for label, look in TASK_CHIPS.items()}
)
_log = logging.getLogger("indicators")


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


# What a screen begins with


def board() -> Board:
    """Plan and store; a screen that cannot have them says why in one sentence and stops."""
    try:
        current = access.current_board()
        this_run.once("store is there", current.store.database.check)
        return current
    except PlanError as error:
        _show_plan_faults(error)
    except SettingError as error:
        st.error(plain(str(error)), icon=":material/settings:")
    except StoreUnavailable as error:
        _log.error("store unavailable: %s", error)
        st.title("Chưa mở được số liệu")
        st.error(store_words.TROUBLES[error.trouble.value], icon=":material/database_off:")
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


def go(name: str, **parameters: str) -> NoReturn:
    """Opens a screen with these parameters in its address and no others."""
    st.switch_page(PAGES[name], query_params=parameters)


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
    """A table with bullets and chips; its links open their screens."""
    _table_component(data=[data], key=key)


def show_head(head: heads.Data, key: str) -> None:
    """The head of a screen; its links open their screens."""
    _head_component(data=[dressed(head)], key=key)


def dressed(head: heads.Data) -> heads.Data:
    """The head as it is drawn: with chips and colours."""
    return {**heads.dressed(head, _HEAD_CHIPS), "style": dict(STYLE)}


def show_report(report: Report, key: str) -> None:
    """The report on a sheet of paper."""
    _report_component(data=[{**report_as_json(report), "style": dict(STYLE)}], key=key)


def show_chart(chart: str, key: str) -> None:
    """A chart of `charts`, in the form that fits its place, with its text alternative."""
    with st.container(key=f"chart-{key}"):
        _chart_component(data=[chart, f".{chart_library.ADDRESS}"], key=f"{key}-chart")


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
        sentence = store_words.TROUBLES[error.trouble.value]
    else:
        sentence = wording.SCREEN_FAILED
    st.error(f"{sentence} (mã lỗi {number})", icon=":material/error:")
    return True
