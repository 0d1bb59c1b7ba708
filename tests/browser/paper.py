"""What a screen is on paper: printed to a PDF, and looked at as it is laid out for that."""

import io
import re
import unicodedata

from playwright.sync_api import Page
from pypdf import PdfReader

WIDTH = 718
"""Pixels across A4 between margins of 10 mm."""
MARGIN = "10mm"

# Laid out for paper: what should not be there, what is cut at the right, and what is to be read.
LAID_OUT = """() => {
    const found = {wrong: [], texts: []};
    const short = (node) => (node.innerText || node.getAttribute('aria-label') || node.className)
        .toString().replace(/\\s+/g, ' ').slice(0, 60);
    const isSeen = (node) => node.checkVisibility({visibilityProperty: true, opacityProperty: true})
        && node.getBoundingClientRect().width > 1;
    const unseen = '[aria-hidden=true], .unseen, [data-testid=stIconMaterial]';
    function look(root) {
        for (const node of root.querySelectorAll('*')) {
            if (node.shadowRoot) look(node.shadowRoot);
            if (!isSeen(node) || node.closest(unseen)) continue;
            const box = node.getBoundingClientRect();
            if (node.matches('button, nav, [role=button], input[type=file]'))
                found.wrong.push(`can be pressed: ${node.localName} ${short(node)}`);
            if (node.matches('[data-testid=stSidebar], [data-testid=stHeader]'))
                found.wrong.push(`is printed: ${node.dataset.testid}`);
            if (box.right > innerWidth + 1 && !node.closest('svg'))
                found.wrong.push(`is cut at the right: ${node.localName} ${short(node)}`);
            for (const part of node.childNodes) {
                if (part.nodeType !== Node.TEXT_NODE) continue;
                const place = document.createRange();
                place.selectNodeContents(part);
                const lines = place.getClientRects().length;
                if (lines > 3 && part.data.trim().length / lines < 3.5)
                    found.wrong.push(`is broken letter by letter: ${short(node)}`);
            }
            for (const part of node.childNodes)
                if (part.nodeType === Node.TEXT_NODE && part.data.trim() && !node.closest('svg'))
                    found.texts.push(part.data);
        }
    }
    look(document);
    return found;
}"""


def faults(page: Page, mark: str = "") -> list[str]:
    """What is wrong with a page on A4: text that is missing, controls, what is cut, no `mark`."""
    size = page.viewport_size
    page.set_viewport_size({"width": WIDTH, "height": 1000})
    page.emulate_media(media="print")
    try:
        laid_out = page.evaluate(LAID_OUT)
        side = {"left": MARGIN, "right": MARGIN, "top": MARGIN, "bottom": MARGIN}
        printed = PdfReader(io.BytesIO(page.pdf(format="A4", margin=side, print_background=True)))
    finally:
        page.emulate_media(media="screen")
        if size is not None:
            page.set_viewport_size(size)
    letters = _letters("".join(sheet.extract_text() for sheet in printed.pages))
    lost = [text for text in laid_out["texts"] if not _is_in(text, letters)]
    found = sorted(set(laid_out["wrong"]))
    found += [f"is not on paper: {re.sub(chr(10), ' ', text)[:80]}" for text in sorted(set(lost))]
    if mark and _letters(mark) not in letters:
        found.append("the mark of invented figures is not on paper")
    return found


def _is_in(text: str, letters: str) -> bool:
    """Whether each line of a text is among the printed letters."""
    return all(_letters(line) in letters for line in text.splitlines())


def _letters(text: str) -> str:
    """Letters and figures alone: where lines and words part differs on paper."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
