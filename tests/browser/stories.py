"""What the stories share: pictures with plain names, and an office at the turn of a year."""

from playwright.sync_api import Page

from indicators import account_words as words
from tests.browser.conftest import PICTURES, settle
from tests.conftest import explanation, figure
from tests.signing import PASSWORD

PHONE, PC = (390, 844), (1920, 1080)
SCREENS = {"phone": PHONE, "pc": PC}
FIGURES = (
    *(
        figure(code, year, value)
        for code, before, now in (
            ("CT02", "60", "75"),
            ("CT03", "20", "31"),
            ("CT04", "9.5", "11.3"),
            ("CT05", "48", "55"),
            ("CT06", "70", "81"),
            ("CT07", "88", "91"),
            ("CT08", "12", "13.1"),
            ("CT09", "40", "54"),
            ("CT10", "80", "100"),
            ("CT12", "12", "12"),
            ("CT13", "9", "5"),
        )
        for year, value in ((2025, before), (2026, now))
    ),
)
NOTES = (
    explanation(
        "CT12", 2026, "Hai cơ sở mạ chưa có chỗ trong cụm công nghiệp", "Bố trí mặt bằng quý I"
    ),
)


def keep(page: Page, name: str, *, whole: bool = True, is_screen: bool = True) -> None:
    """A picture of what the person sees now, under a plain name; `whole` with what is below.

    A page of our own, which is no screen of Streamlit's, has nothing to wait for.
    """
    PICTURES.mkdir(exist_ok=True)
    file = PICTURES / f"{name}.png"
    if not is_screen:
        page.screenshot(path=file, full_page=whole)
        return
    settle(page)
    size = page.viewport_size
    assert size is not None
    if whole:  # Streamlit scrolls inside the page: a window as high as the content shows all of it.
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
        settle(page)
    page.screenshot(path=file)
    page.set_viewport_size(size)


def type_password(page: Page, login: str, password: str = PASSWORD) -> None:
    """Fills in the page for signing in."""
    page.get_by_label(words.LOGIN).fill(login)
    page.get_by_label(words.PASSWORD, exact=True).fill(password)
    page.get_by_role("button", name=words.SIGN_IN, exact=True).click()
