"""The projector's play: standings, tasks and debts become slides as plain values.

The browser draws them (`components/slides_*.js`), a presentation file holds the same ones.
"""

from indicators.slides import show_words
from indicators.slides.contract import Play, Slide
from indicators.slides.play import play, play_as_json
from indicators.slides.selection import Selection, read_selection

__all__ = ["Play", "Selection", "Slide", "play", "play_as_json", "read_selection", "show_words"]
