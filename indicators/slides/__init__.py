"""The projector's play: standings, tasks and debts become slides as plain values.

The browser draws them (`components/slides_*.js`), a presentation file holds the same ones.
"""

from indicators.slides import show_words
from indicators.slides.contract import Play, Shape, Slide
from indicators.slides.play import play, play_as_json
from indicators.slides.selection import Selection, read_selection

PRESENTATION_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def presentation(play: Play, shape: Shape) -> bytes:
    """The play as the bytes of an editable .pptx of this shape."""
    # Loaded by the first download: the libraries behind it would slow every start.
    from indicators.slides.deck_file import written

    return written(play, shape)


__all__ = [
    "PRESENTATION_TYPE",
    "Play",
    "Selection",
    "Shape",
    "Slide",
    "play",
    "play_as_json",
    "presentation",
    "read_selection",
    "show_words",
]
