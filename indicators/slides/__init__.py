"""The projector's play: standings, tasks and debts become slides as plain values.

The browser draws them (`components/slides_*.js`), a presentation file holds the same ones.
"""

from indicators.slides import show_words
from indicators.slides.contract import Play, Slide
from indicators.slides.deck_template import Shape
from indicators.slides.play import play, play_as_json
from indicators.slides.presentation import PRESENTATION_TYPE, presentation
from indicators.slides.selection import Selection, read_selection

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
