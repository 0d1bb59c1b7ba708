"""A real browser at a real server; whatever a screen does wrong on the way fails its test."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from indicators.accounts import Account, Identity
from indicators.explanations import ExplanationNote
from indicators.observations import Observation
from indicators.office_settings import OfficeSettings
from indicators.settings import ROOT
from indicators.store import Store
from tests.browser.chromium import ensure_chromium
from tests.conftest import COMMUNE, draft
from tests.serving import Serving, free_port, serving, settings
from tests.signing import cookie_for, session_of

TODAY = "2026-11-20"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PICTURES = ROOT / "test-results"
# Below an address of its own Streamlit asks twice in vain where its server is.
PROBES = re.compile(r"/_stcore/(health|host-config)$")
ENGLISH = re.compile(
    r"\b(Upload|Browse|Drag|Drop|Search|Download|Running|Stop|Rerun|Deploy|Settings|Loading|"
    r"Choose|Select|Page not found|Error|Close|Open|Show|Hide|Press|per file|options?)\b"
)
ELSEWHERE = re.compile(r"^(?!data:|blob:|about:)")

PATIENCE = 30_000  # milliseconds; a busy machine takes its time
expect.set_options(timeout=PATIENCE)


# By the address of each dashboard, the token of the editor who is signed in there.
_editors: dict[str, str] = {}
_people: dict[tuple[str, str], str] = {}


class Dashboard(NamedTuple):
    """A running dashboard and the database file behind it."""

    serving: Serving
    database: Path

    @property
    def base(self) -> str:
        return self.serving.base


StartDashboard = Callable[..., Dashboard]
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserContext]:
    """One browser a module: its event loop must not outlive the browser tests.

    Its visitors share what browsers keep of the scripts; each page is a session of its own.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure_chromium(), args=list(FLAGS))
        yield browser.new_context(locale="vi-VN")
        browser.close()


@pytest.fixture(scope="module")
def start_dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartDashboard]:
    """Starts the dashboard on a database of its own that holds `figures` and `notes`.

    An editor, Bà Lan, is signed in there; `people` can come in her place, see `come_as`.
    `fill` puts more into the store, at the time that `clock` tells.
    """

    def start(
        figures: Sequence[Observation] = (),
        host: str = "localhost",
        notes: Sequence[ExplanationNote] = (),
        people: Sequence[Account] = (),
        approval: bool = False,
        viewers_sign_in: bool = False,
        fill: Callable[[Store], object] | None = None,
        clock: Callable[[], datetime] | None = None,
        **chosen: object,
    ) -> Dashboard:
        folder = tmp_path_factory.mktemp("dashboard")
        database = folder / "dashboard.duckdb"
        if "database" in chosen:
            database = folder / "unused.duckdb"
        with closing(Store(database, COMMUNE, clock)) as store:
            if figures:
                store.confirm(draft(*figures, file_name="năm-trước.csv", content=b"x", notes=notes))
            if fill is not None:
                fill(store)
            # A slow machine must not sign the editor out between two tests.
            patient = OfficeSettings(
                viewers_sign_in=viewers_sign_in,
                approval=approval,
                idle_minutes_editor=240,
                idle_minutes_admin=120,
            )
            store.settings.change(patient, Identity("binh", "Ông Bình"))
            token = session_of(store)
            tokens = {person.login: session_of(store, person) for person in people}
        port = free_port()
        command = [sys.executable, "-m", "indicators.command", "run"]
        command += ["--port", str(port), "--host", host]
        environment = settings(**{"database": database, "today": TODAY, **chosen})
        running = serving(command, port, folder / "log.txt", environment=environment)
        dashboard = Dashboard(running_dashboards.enter_context(running), database)
        _editors[dashboard.base] = token
        _people.update({(dashboard.base, login): each for login, each in tokens.items()})
        return dashboard

    with ExitStack() as running_dashboards:
        yield start


def come_as(page: Page, dashboard: Dashboard, login: str, address: str) -> None:
    """Opens an address as one of the dashboard's people."""
    sign_in_as(page, dashboard, login)
    page.goto(f"{dashboard.base}{address}")
    settle(page)


def sign_in_as(page: Page, dashboard: Dashboard, login: str) -> None:
    """Makes the window that of one of the dashboard's people, or of a visitor."""
    page.context.clear_cookies()
    if login:
        page.context.add_cookies([cookie_for(dashboard.base, _people[dashboard.base, login])])


@pytest.fixture
def visit(chromium: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Opens an address as the editor, as another of the dashboard's people, or as a visitor, and
    waits until the screen is done.

    At the end of the test no visitor may have met a script error, a request to another host or
    a word of Streamlit's English; a picture of where each ended is kept for looking.
    """
    pages: list[Page] = []
    troubles: list[str] = []
    complaints: list[tuple[str, str]] = []
    unknown: set[str] = set()  # addresses that a test asked for to see the refusal

    def visit(
        address: str,
        *,
        wait: bool = True,
        width: int = 1280,
        signed_in: bool = True,
        login: str = "",
    ) -> Page:
        base = "/".join(address.split("/")[:3])
        chromium.clear_cookies()
        if login:
            chromium.add_cookies([cookie_for(base, _people[base, login])])
        elif signed_in and base in _editors:
            chromium.add_cookies([cookie_for(base, _editors[base])])
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE)
        page.set_viewport_size({"width": width, "height": 900})
        host = address.split("/")[2]

        def note_request(asked: Request) -> None:
            if ELSEWHERE.match(asked.url) and asked.url.split("/")[2] != host:
                troubles.append(f"asked {asked.url}")

        def note_message(message: ConsoleMessage) -> None:
            where = message.location.get("url", "")
            if message.type == "error" and not PROBES.search(where):
                complaints.append((message.text, where))

        def note_response(response: Response) -> None:
            if response.status in (401, 403, 404) and response.request.is_navigation_request():
                unknown.add(response.url)

        page.on("request", note_request)
        page.on("response", note_response)
        page.on("console", note_message)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        pages.append(page)
        page.goto(address)
        if wait:
            settle(page)
        return page

    yield visit

    PICTURES.mkdir(exist_ok=True)
    name = re.sub(r"[^\w-]+", "-", request.node.name.removeprefix("test_"))[:120]
    for number, page in enumerate(pages, start=1):
        troubles += [f"English: {word}" for word in sorted(set(ENGLISH.findall(said(page))))]
        page.screenshot(path=PICTURES / f"{name}-{number}.png")
        page.close()
    troubles += [f"{text} {where}" for text, where in complaints if where not in unknown]
    assert troubles == []


def settle(page: Page) -> None:
    """Waits until the script has run and every component and chart is drawn."""
    expect(page.locator("#first-view")).to_have_count(0)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_function(
        """() => {
            const every = (name, holds) =>
                [...document.querySelectorAll(`[data-testid=${name}]`)].every(
                    (node) => !node.checkVisibility() || holds(node));
            return every('stSkeleton', () => false)
                && every('stBidiComponentRegular', (chart) => chart.querySelector('.main-svg'))
                && every('stBidiComponentIsolated', (part) => part.shadowRoot?.textContent)
                // On a busy machine a click falls beside what still moves.
                && document.getAnimations().every((moving) => moving.playState !== 'running'
                    || moving.effect?.getComputedTiming().endTime === Infinity);
        }"""
    )


def said(page: Page) -> str:
    """What a person reads outside our own tables and charts, and is told by tooltips."""
    return page.evaluate(
        """() => {
            const own = '[data-testid=stIconMaterial], [data-testid=stMarkdown]';
            const shown = [...document.querySelectorAll('body *')].filter(
                (node) => !node.closest(own) && node.checkVisibility());
            const texts = shown.flatMap((node) => [
                ...[...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data),
                ...['title', 'placeholder', 'aria-label', 'data-title'].map(
                    (name) => node.getAttribute(name) ?? ''),
            ]);
            return texts.join('\\n');
        }"""
    )
