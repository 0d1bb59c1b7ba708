"""Vĩnh Am Xanh 2030: page configuration and navigation, nothing else.

Streamlit runs this file as a script; the server imports it for `app`.
"""

from functools import partial

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from indicators import doorway, entrance, frame, process, screen, server, this_run
from indicators.cells import ADDRESSES
from indicators.chart_library import LIBRARIES
from indicators.early_files import early_files
from indicators.first_view import CHARTS, SCRIPT, first_view
from indicators.projector import FEED, SHOW
from indicators.projector_file import FILE


def page_of(name: str, title: str) -> st.Page:
    """The page of this name at its address."""
    address = ADDRESSES[name]
    return st.Page(screen.PAGES[name], title=title, url_path=address, default=not address)


if __name__ == "__main__":
    sections = {
        "Theo dõi": [
            page_of("overview", "Tổng quan"),
            page_of("indicator", "Chỉ tiêu"),
            page_of("unit", "Đơn vị"),
            page_of("tasks", "Nhiệm vụ"),
            page_of("city", "Thành phố"),
        ],
        "Số liệu": [
            page_of("upload", "Nạp số liệu"),
            page_of("report", "Báo cáo"),
            page_of("history", "Lịch sử"),
        ],
        "Hệ thống": [page_of("admin", "Quản trị"), page_of("manual", "Hướng dẫn")],
    }
    page = st.navigation(sections, position="hidden")
    st.set_page_config(
        page_title=f"{page.title} · {process.product_name()}",
        page_icon=frame.ICON,
        layout="wide",
    )
    with this_run.begun():
        frame.show(sections)
        page.run()
else:
    # On a fresh server Streamlit would run a file of `pages/` by its name, before any navigation.
    PagesManager.uses_pages_directory = False
    process.begin()
    app = st.App(
        __file__,
        routes=[
            *server.routes(process.health, process.current_figures, [SCRIPT, CHARTS], LIBRARIES),
            *process.projector().routes(),
            *process.account_routes(),
            entrance.command_route().route(),
            *process.public_copy().routes(),
        ],
        middleware=[
            *server.middleware(
                process.product_name(),
                ADDRESSES.values(),
                partial(early_files, process.STREAMLIT_FILES),
                first_view,
                entrance.is_let_in,
                (server.FIGURES, SHOW, FEED, FILE),
                doorway.SIGN_IN,
            ),
            entrance.returning(),
        ],
        lifespan=server.lifespan(process.serve, process.stop_serving),
        on_script_error=screen.report_error,
    )
