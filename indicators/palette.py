"""The colours and signs of the house, once: screens, charts, slides and documents take them here.

Only a status chip carries status colour; bars and text are neutral. Every status has an icon and
words besides its colour, so nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.standing import Label

TEXT = "#17212B"
SECONDARY_TEXT = "#4A5864"
BRAND = "#0B4F52"
SURFACE = "#F3F6F7"
BORDER = "#D8DFE4"
RULE = "#E3E8EC"
TRACK = "#EBEFF2"
PROGRESS = "#2F4858"
BASELINE = "#AEBECA"
PATH = "#8A3FBF"
BAND = "#DCE6EE"
DEMO_TEXT = "#3D2600"
DEMO_FILL = "#FFF1C9"
ALERT = "#C2410C"
MISSED_TEXT = "#7A1023"
FONT = '"Source Sans", "Source Sans Pro", sans-serif'


@dataclass(frozen=True, slots=True)
class Chip:
    """How a status looks: fill, text, border (CSS colours), border style and icon name."""

    fill: str
    text: str
    border: str
    dashed: bool
    icon: str
    glyph: str


CHIPS: Mapping[Label, Chip] = {
    Label.MISSED: Chip("#7A1023", "#FFFFFF", "#7A1023", False, "close", "✕"),
    Label.OFF_TRACK: Chip("#C2410C", "#FFFFFF", "#C2410C", False, "warning", "⚠"),
    Label.BEHIND: Chip("#FFD98A", "#3D2600", "#C58A12", False, "schedule", "◷"),
    Label.NO_DATA: Chip("#FFFFFF", "#17212B", "#5B6B79", True, "question_mark", "?"),
    Label.INSUFFICIENT: Chip("#FFFFFF", "#17212B", "#5B6B79", False, "contrast", "◑"),
    Label.ON_TRACK: Chip("#CDE9F2", "#083B4C", "#2C7A92", False, "arrow_forward", "→"),
    Label.ACHIEVED: Chip("#7CC8AE", "#04241B", "#2E7D63", False, "check", "✓"),
    Label.EXCEEDED: Chip("#0B3C6F", "#FFFFFF", "#0B3C6F", False, "keyboard_double_arrow_up", "»"),
    Label.NOT_APPLICABLE: Chip("#EEF1F4", "#4A5864", "#EEF1F4", False, "remove", "–"),
}
