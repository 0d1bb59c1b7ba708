"""What all screens share and no browser is needed for: who is at this machine, harmless text."""

import pytest

from indicators import screen

ZERO_WIDTH = "\u2060"


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("Thôn Một", "Thôn Một"),
        ("*in* _nghiêng_", r"\*in\* \_nghiêng\_"),
        ("[xem](a)", r"\[xem\]\(a\)"),
        ("<b>", r"\<b\>"),
        ("1. một", r"1\. một"),
        ("$x^2$", r"\$x\^2\$"),
        (":red[a]", r"\:red\[a\]"),
        ("https://vi.du", rf"https{ZERO_WIDTH}\://vi\.du"),
        ("WWW.vi.du", rf"WWW{ZERO_WIDTH}\.vi\.du"),
        ("mailto:lan@vi.du", rf"mailto{ZERO_WIDTH}\:lan{ZERO_WIDTH}@vi\.du"),
        ("@lan", "@lan"),
        ("Công ty www", "Công ty www"),
        ("", ""),
    ],
)
def test_text_of_others_is_neither_markdown_nor_a_link(text: str, harmless: str) -> None:
    assert screen.plain(text) == harmless


def test_an_unknown_page_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="no page 'khong-co'"):
        screen.page("khong-co")
