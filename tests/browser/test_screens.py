"""A walk over every screen, in every role and state: what it says, who can use it, how it looks.

`python3 -m indicators test tests/browser/test_screens.py --renew-looks` takes the reference
pictures anew; where a screen looks different, its pictures are left in `test-results/`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from indicators import wording
from tests.browser import accessibility, likeness, paper, vietnamese
from tests.browser.conftest import PICTURES, Dashboard, StartDashboard, Visit
from tests.browser.states import NOW, PEOPLE, STATES, broken_plan, public_copy
from tests.browser.stops import SET_UP_CODE, STOPS, Stop
from tests.serving import invitation

LOOKS = Path(__file__).parent / "looks"
SIZES = ((1024, 768), (1920, 1080), (390, 844))
PHONE = SIZES[-1]
# What differs from run to run: moments, places of files, sizes, keys, the picture of a key.
FREEZE = """() => {
    const moments = [
        [/\\d\\d\\/\\d\\d\\/\\d{4} \\d\\d:\\d\\d/g, '20/11/2026 08:00'],
        [/\\d{8}-\\d{6}-\\d+/g, '20261120-080000-00000001'],
        [/\\/tmp\\/[^\\s,;)]+\\//g, '/…/'],
        [/^\\d+(,\\d+)? (kB|MB|GB)$/g, '1,2 MB'],
    ];
    const chosen = '[data-testid=stCode] code, .qr code, .codes code, #clock';
    function freeze(root) {
        for (const node of root.querySelectorAll('*')) {
            if (node.shadowRoot) freeze(node.shadowRoot);
            if (node.matches('.qr [role=img]')) node.style.visibility = 'hidden';
            if (node.matches(chosen)) node.textContent = node.textContent.replace(/\\w/g, '8');
            for (const part of node.childNodes) {
                if (part.nodeType !== Node.TEXT_NODE) continue;
                if (!/\\d/.test(part.data)) continue;
                const data = moments.reduce((text, pair) => text.replace(...pair), part.data);
                if (data !== part.data) part.data = data;
            }
        }
    }
    freeze(document);
}"""
OVERHANG = """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
    .filter(Boolean).map((node) => node.scrollWidth - node.clientWidth)"""
HEADLINE = """() => {
    const roots = [document];
    for (const root of roots)
        roots.push(...[...root.querySelectorAll('*')].map((n) => n.shadowRoot).filter(Boolean));
    const first = 'h1, [role=heading][aria-level="1"]';
    const heads = roots.flatMap((root) => [...root.querySelectorAll(first)])
        .filter((node) => node.checkVisibility());
    return heads.map((node) => Math.round(node.getBoundingClientRect().bottom));
}"""


AddressOf = Callable[[Stop], str]


@pytest.fixture(scope="module")
def address_of(
    start_dashboard: StartDashboard, tmp_path_factory: pytest.TempPathFactory
) -> AddressOf:
    """Where a stop is: at a dashboard for all stops of a state, or at one of its own."""
    started: dict[str, Dashboard] = {}

    def find(stop: Stop) -> str:
        if stop.state == "public":
            place = tmp_path_factory.getbasetemp() / "public"
            return (place if place.exists() else public_copy(place)).as_uri() + stop.address
        key = str(stop) if stop.fresh else stop.state
        if key not in started:
            usual = {"people": PEOPLE, "clock": lambda: NOW}
            started[key] = start_dashboard(**{**usual, **chosen(stop.state)})
        address = stop.address
        if SET_UP_CODE in address:
            address = address.replace(SET_UP_CODE, invitation(started[key].serving).split("=")[1])
        return started[key].base + address

    def chosen(state: str) -> Mapping[str, Any]:
        if state == "broken":
            return {"plan": broken_plan(tmp_path_factory.mktemp("plan") / "plan")}
        if state == "in-use":
            find(Stop("overview", "/"))
            return {"database": started["demo"].database}
        return STATES[state]

    return find


@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_a_screen_is_as_it_should_be(
    stop: Stop,
    address_of: AddressOf,
    visit: Visit,
    renew_looks: bool,
) -> None:
    page = visit(
        address_of(stop),
        wait=stop.is_streamlit,
        width=SIZES[0][0],
        signed_in=False,
        login=stop.who,
    )
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    if stop.act is not None:
        stop.act(page)
    page.evaluate(FREEZE)
    said = [re.sub(stop.codes, " ", text) for text in page.evaluate(vietnamese.SHOWN)]
    faults = vietnamese.faults(said)
    if not renew_looks:
        faults += accessibility.faults(page)
    for size in SIZES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        picture = taken(page)
        place = LOOKS / f"{stop}-{size[0]}.webp"
        if renew_looks:
            likeness.keep(picture, place)
            (PICTURES / f"{place.stem}.png").write_bytes(picture)
        else:
            faults += likeness.faults(picture, place, PICTURES)
        faults += overhang(page, size[0])
    faults += on_a_phone(page)
    if stop.on_paper and not renew_looks:
        faults += paper.faults(page, wording.DEMO_MARK if stop.state == "demo" else "")
    assert not faults, "\n".join(faults)


def taken(page: Page) -> bytes:
    """A picture of the page once it stands still, without what differs from run to run."""
    before = b""
    for _ in range(8):
        page.evaluate(FREEZE)
        picture = page.screenshot(animations="disabled", caret="hide")
        if picture == before:
            break
        before = picture
        page.wait_for_timeout(100)
    return picture


def overhang(page: Page, width: int) -> Iterator[str]:
    """How far a screen must be scrolled sideways to be seen."""
    for pixels in page.evaluate(OVERHANG):
        if pixels > 0:
            yield f"scrolls sideways by {pixels} pixels at a width of {width}"


def on_a_phone(page: Page) -> Iterator[str]:
    """What is wrong at the width of a phone: the result below the screen, places too small."""
    bottoms = page.evaluate(HEADLINE)
    if not bottoms:
        yield "has no headline"
    elif min(bottoms) > PHONE[1]:
        yield f"its headline ends at {min(bottoms)} on a phone"
    yield from accessibility.faults(page, "target-size")


def test_there_is_a_reference_of_every_stop_and_no_other_and_all_stay_small() -> None:
    wanted = {f"{stop}-{width}.webp" for stop in STOPS for width, _ in SIZES}
    assert len(wanted) == len(STOPS) * len(SIZES)
    assert {path.name for path in LOOKS.iterdir()} == wanted
    assert sum(path.stat().st_size for path in LOOKS.iterdir()) < 5_000_000
