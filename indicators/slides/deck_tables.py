"""Native tables of a page: a head row, ruled lines, a status as a filled cell with its sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from indicators.slides.deck_measure import FLOOR, fitting
from indicators.slides.deck_parts import Page
from indicators.slides.deck_template import Ink, add, set_ink
from indicators.slides.deck_text import START, Box, Words, chip_of, describe, write

_SIDE, _ABOVE = 6.0, 4.0
_HEAD_SIZE = 14.0
_CHIP_GAP = 9.0
"""White lines part the filled cells, so that each looks like a chip."""
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own table style without fills and lines."""


@dataclass(frozen=True, slots=True)
class Column:
    head: str
    width: float
    align: PP_ALIGN = START


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs; `label` makes it a status, `below` keeps so many points free under the text."""

    words: tuple[Words, ...]
    label: str = ""
    below: float = 0

    def height(self, room: float, scale: float, most: int | None) -> float:
        room -= 2 * _SIDE + (_CHIP_GAP if self.label else 0)
        text = sum(words.at(scale, most).height(room) for words in self.words)
        return text + 2 * _ABOVE + self.below


def status_cell(label: str, words: str, size: float) -> Cell:
    look = chip_of(label)
    return Cell((Words(words, size, bold=True, ink=look.text, sign=look.glyph),), label)


def add_table(
    page: Page,
    box: Box,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    description: str,
    *,
    least_row: float = 0,
) -> list[Box]:
    """A table in the box, made to fit it; returns the places of its rows, without the head."""
    head_high = _HEAD_SIZE * 1.2 + 2 * _ABOVE
    room = box.h - head_high

    def heights(scale: float, most: int | None) -> list[float]:
        return [
            max(
                least_row,
                *(
                    cell.height(column.width, scale, most)
                    for cell, column in zip(row, columns, strict=True)
                ),
            )
            for row in rows
        ]

    scale, most = fitting(room, lambda scale, most: sum(heights(scale, most)))
    high = heights(scale, most)
    spare = min(14.0, max(0.0, (room - sum(high)) / max(1, len(rows))))
    high = [each + spare for each in high]
    frame = page.shapes.add_table(
        len(rows) + 1,
        len(columns),
        Pt(box.x),
        Pt(box.y),
        Pt(sum(column.width for column in columns)),
        Pt(head_high + sum(high)),
    )
    table = frame.table
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN
    table.first_row, table.horz_banding = True, False
    for place, column in enumerate(columns):
        table.columns[place].width = Pt(column.width)
        words = (Words(column.head, _HEAD_SIZE, ink=Ink.SECONDARY),)
        _fill(table.cell(0, place), Cell(words), column, 1, None)
    places, top = [], box.y + head_high
    table.rows[0].height = Pt(head_high)
    for number, (row, each) in enumerate(zip(rows, high, strict=True), start=1):
        table.rows[number].height = Pt(each)
        for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
            _fill(table.cell(number, place), cell, column, scale, most)
        places.append(Box(box.x, top, sum(column.width for column in columns), each))
        top += each
    describe(frame, description)
    return places


def _fill(made: Any, cell: Cell, column: Column, scale: float, most: int | None) -> None:
    words = [each.at(scale, most) for each in cell.words if each.text]
    write(made.text_frame, words, column.align)
    if not words:
        _end_size(made, FLOOR)
    made.margin_left = made.margin_right = Pt(_SIDE + (_CHIP_GAP / 2 if cell.label else 0))
    made.margin_top = Pt(_ABOVE)
    made.margin_bottom = Pt(_ABOVE + cell.below)
    made.vertical_anchor = MSO_ANCHOR.MIDDLE
    properties = made._tc.get_or_add_tcPr()
    if cell.label:
        made.fill.solid()
        set_ink(made.fill.fore_color, chip_of(cell.label).fill)
        lines = [(f"a:ln{side}", "bg1", _CHIP_GAP) for side in "LRTB"]
    else:
        made.fill.background()
        lines = [("a:lnB", "accent2", 0.75)]
    for tag, colour, wide in reversed(lines):
        properties.insert(0, _line(tag, colour, wide))


def _line(tag: str, colour: str, wide: float) -> Any:
    line = OxmlElement(tag)
    line.set("w", str(int(wide * 12700)))
    add(add(line, "a:solidFill"), "a:schemeClr", val=colour)
    return line


def _end_size(made: Any, size: float) -> None:
    """An empty cell is no higher than a line of the smallest text."""
    made.text_frame.paragraphs[0].font.size = Pt(size)
