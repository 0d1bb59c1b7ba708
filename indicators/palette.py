"""The colours and signs of the house, once: screens, charts, slides and documents take them here.

Only a status chip carries status colour; bars and text are neutral. Every status has an icon and
words besides its colour, so nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from indicators.standing import Label
from indicators.tasks import TaskLabel

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


def task_chips(chips: Mapping[Label, Chip]) -> dict[TaskLabel, Chip]:
    """How the states of a task look, in the colours of the statuses they are like."""
    under_way = chips[Label.INSUFFICIENT]
    return {
        TaskLabel.OVERDUE: chips[Label.MISSED],
        TaskLabel.DUE_SOON: chips[Label.BEHIND],
        TaskLabel.UNDER_WAY: under_way,
        TaskLabel.NOT_STARTED: replace(under_way, icon="radio_button_unchecked", glyph="○"),
        TaskLabel.UNKNOWN: chips[Label.NO_DATA],
        TaskLabel.DONE_LATE: chips[Label.ACHIEVED],
        TaskLabel.DONE: chips[Label.ACHIEVED],
    }


TASK_CHIPS: Mapping[TaskLabel, Chip] = task_chips(CHIPS)


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a projected slide: every text on it has a contrast of 7:1 or more.

    `path_text` and `alert` are for words, `path` for the drawn line; `rule` parts the footer.
    """

    background: str
    text: str
    secondary: str
    rule: str
    track: str
    progress: str
    baseline: str
    path: str
    path_text: str
    alert: str
    demo_text: str
    demo_fill: str
    chips: Mapping[Label, Chip]


_NIGHT = "#0B1620"
DARK_LOOK = Look(
    background=_NIGHT,
    text="#F4F7F9",
    secondary="#DCE5EC",
    rule="#41566A",
    track="#22313D",
    progress="#F4F7F9",
    baseline="#6F8596",
    path="#FFD24D",
    path_text="#FFE49A",
    alert="#FFB066",
    demo_text="#FFE49A",
    demo_fill=_NIGHT,
    chips={
        Label.MISSED: replace(
            CHIPS[Label.MISSED], fill="#FF7B6D", text="#140302", border="#FFFFFF"
        ),
        Label.OFF_TRACK: replace(
            CHIPS[Label.OFF_TRACK], fill="#FFB066", text="#1F0E00", border="#FFB066"
        ),
        Label.BEHIND: replace(
            CHIPS[Label.BEHIND], fill="#FFE49A", text="#231900", border="#FFE49A"
        ),
        Label.NO_DATA: replace(CHIPS[Label.NO_DATA], fill=_NIGHT, text="#F4F7F9", border="#DCE5EC"),
        Label.INSUFFICIENT: replace(
            CHIPS[Label.INSUFFICIENT], fill=_NIGHT, text="#F4F7F9", border="#DCE5EC"
        ),
        Label.ON_TRACK: replace(
            CHIPS[Label.ON_TRACK], fill=_NIGHT, text="#A9E1F5", border="#A9E1F5"
        ),
        Label.ACHIEVED: replace(
            CHIPS[Label.ACHIEVED], fill="#7FDCC0", text="#04201A", border="#7FDCC0"
        ),
        Label.EXCEEDED: replace(
            CHIPS[Label.EXCEEDED], fill="#DAE3FF", text="#06122E", border="#DAE3FF"
        ),
        Label.NOT_APPLICABLE: replace(
            CHIPS[Label.NOT_APPLICABLE], fill="#22313D", text="#DCE5EC", border="#22313D"
        ),
    },
)
# The screens' orange and grey are read from nearby; a room needs them darker.
LIGHT_LOOK = Look(
    background="#FFFFFF",
    text=TEXT,
    secondary="#3A4752",
    rule="#AEBECA",
    track=TRACK,
    progress=PROGRESS,
    baseline=BASELINE,
    path=PATH,
    path_text="#6B21A8",
    alert="#8F2F0B",
    demo_text=DEMO_TEXT,
    demo_fill=DEMO_FILL,
    chips={
        **CHIPS,
        Label.OFF_TRACK: replace(CHIPS[Label.OFF_TRACK], fill="#9A3412", border="#9A3412"),
        Label.NOT_APPLICABLE: replace(CHIPS[Label.NOT_APPLICABLE], text="#3A4752"),
    },
)
