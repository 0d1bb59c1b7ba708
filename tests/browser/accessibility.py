"""What axe-core finds on a page against WCAG 2.2 AA, without an exception; charts with words."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")

CHARTS_WITHOUT_WORDS = """() => [...document.querySelectorAll('.chart, .js-plotly-plot')]
    .filter((chart) => chart.checkVisibility() && !chart.parentElement.closest('.chart'))
    .filter((chart) => {
        const named = chart.closest('[role=figure], [role=img]')
            ?? chart.querySelector('[role=figure], [role=img]');
        return (named?.getAttribute('aria-label') ?? '').split(' ').length < 5;
    }).length"""


def faults(page: Page, *rules: str) -> list[str]:
    """What axe finds, a line each; all of WCAG 2.2 AA, or only some rules by name."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    # Style sheets are loaded already; a second request is what the public copy forbids.
    options = {"resultTypes": ["violations"], "runOnly": only, "preload": False}
    if rules:
        options["rules"] = {rule: {"enabled": True} for rule in rules}
    found = page.evaluate("(options) => axe.run(document, options)", options)
    lines = list(_lines(found["violations"]))
    if silent := page.evaluate(CHARTS_WITHOUT_WORDS):
        lines.append(f"{silent} charts without a text alternative")
    return lines


def _lines(violations: list[dict[str, Any]]) -> Iterator[str]:
    for violation in violations:
        for node in violation["nodes"]:
            parts = (
                part if isinstance(part, str) else " >> ".join(part) for part in node["target"]
            )
            checks = (*node["any"], *node["all"], *node["none"])
            reasons = "; ".join(check["message"] for check in checks)
            yield f"{violation['id']} at {' '.join(parts)}: {reasons} · {node['html'][:160]}"
