"""The overview's table of bullets drawn on a sheet: every indicator a row, worst first.

The texts and positions are those of the screen's table, so that paper and screen say the same; its
columns of changes and paces are left out, so that it fits on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indicators import palette
from indicators.cells import Bullet, Cell, LegendItem, Line, Part, Row, Size, Table
from indicators.chart_template import PAPER
from indicators.palette import CHIPS, Chip
from indicators.pictures.sheet import Sheet
from indicators.pictures.text import Run, Words, flow, height_of, width_of

Block = list[list[Run]]
"""Lines of runs: what a cell says."""

_SIZE: Size = "medium"
_BRIEF: Size = "narrow"
_COLUMNS = (("name", 304.0), ("figure", 96.0), ("bullet", 134.0), ("threshold", 92.0))
_GAP = 12.0
_GROUP = 25.0
_STAR = 18.0
_PADDING = 4.0
_GLYPHS = {chip.icon: chip.glyph for chip in CHIPS.values()}
_LABELS = {label.value: look for label, look in CHIPS.items()}
_MARK_WIDTH = 34.0


class OverviewDrawing:
    """The table laid out for a width; `height` is what it needs."""

    def __init__(self, table: Table, notes: Iterable[str], width: float) -> None:
        self.table, self.width = table, width
        self.places, left = {}, 0.0
        for key, wide in _COLUMNS:
            self.places[key] = (left, wide - _GAP)
            left += wide
        self.places["status"] = (left, width - left)
        self.titles = {
            column["key"]: flow([_muted(column["title"])], self.places[column["key"]][1])
            for column in table["columns"]
            if column["key"] in self.places
        }
        self.foot = [flow([_muted(note)], width) for note in notes]
        self.height = sum(
            (
                max(map(height_of, self.titles.values())) + 6,
                sum(_GROUP + sum(map(self._row_height, g["rows"])) for g in table["groups"]),
                self._legend_height() + 8,
                sum(height_of(lines) + 2 for lines in self.foot),
            )
        )

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        head = max(map(height_of, self.titles.values()))
        ends = {c["key"]: c["align"] == "end" for c in self.table["columns"]}
        for key, lines in self.titles.items():
            x, align = self._anchor(key, ends[key])
            sheet.words(lines, left + x, top + head - height_of(lines), align)
        y = top + head + 6
        for group in self.table["groups"]:
            edge = [(left, y), (left + self.width, y)]
            sheet.line(edge, palette.SECONDARY_TEXT, 1.2)
            sheet.words([[Run(group["title"], 14, True)]], left, y + 3.5)
            y += _GROUP
            for row in group["rows"]:
                high = self._row_height(row)
                sheet.line([(left, y), (left + self.width, y)], palette.RULE)
                self._draw_row(sheet, row, left, y, high)
                y += high
        sheet.line([(left, y), (left + self.width, y)], palette.SECONDARY_TEXT, 1.2)
        y = self._draw_legend(sheet, left, y + 8)
        for lines in self.foot:
            y = sheet.words(lines, left, y) + 2

    def _anchor(self, key: str, is_end: bool) -> tuple[float, str]:
        left, wide = self.places[key]
        return (left + wide, "right") if is_end else (left, "left")

    def _row_height(self, row: Row) -> float:
        name, figure, threshold = (
            height_of(self._block(row, key)) for key in ("name", "figure", "threshold")
        )
        status = height_of(self._status(row)) + 8
        return max(name, figure, threshold, status, 30) + 2 * _PADDING

    def _block(self, row: Row, key: str) -> Block:
        cell, wide = _cell(row, key), self.places[key][1]
        lines: Block = []
        if "title" in cell:
            wide -= _STAR
            title = f"{cell['title']}{cell.get('mark', '')}"
            lines += flow([Run(title, 14, True)], wide)
        for words in _lines(cell):
            lines += flow(words, wide)
        return lines

    def _status(self, row: Row) -> Block:
        """The words of the chip first, then what stands under it."""
        cell, wide = _cell(row, "status"), self.places["status"][1]
        chip = self.table["chips"][cell["chip"]]
        look = _LABELS[cell["chip"]]
        words = [Run(f"{look.glyph} {chip['text']}", 13, True, look.text)]
        lines = flow(words, wide - 12)
        for entry in _lines(cell):
            lines += flow(entry, wide)
        return lines

    def _draw_row(self, sheet: Sheet, row: Row, left: float, top: float, high: float) -> None:
        for key, is_end in (("name", False), ("figure", True), ("threshold", False)):
            lines = self._block(row, key)
            x, align = self._anchor(key, is_end)
            x += _STAR if key == "name" else 0
            sheet.words(lines, left + x, top + (high - height_of(lines)) / 2, align)
        if _cell(row, "name").get("star"):
            y = top + (high - height_of(self._block(row, "name"))) / 2
            sheet.words([[Run("★")]], left, y)
        self._draw_status(sheet, row, left + self.places["status"][0], top, high)
        bullet: Bullet = row["cells"]["bullet"]  # type: ignore[assignment]
        x, wide = self.places["bullet"]
        draw_bullet(sheet, bullet, left + x, top + high / 2, wide)

    def _draw_status(self, sheet: Sheet, row: Row, x: float, top: float, high: float) -> None:
        cell = _cell(row, "status")
        look, lines = _LABELS[cell["chip"]], self._status(row)
        count = len(lines) - sum(len(flow(e, self.places["status"][1])) for e in _lines(cell))
        words, below = lines[:count], lines[count:]
        y = top + (high - height_of(lines) - 8) / 2
        draw_chip(sheet, look, words, x, y)
        sheet.words(below, x, y + height_of(words) + 6)

    def _legend_rows(self) -> list[list[LegendItem]]:
        rows: list[list[LegendItem]] = [[]]
        used = 0.0
        for item in self.table.get("legend", []):
            if _SIZE not in item.get("sizes", [_SIZE]):
                continue
            wide = _legend_width(item)
            if rows[-1] and used + wide > self.width:
                rows.append([])
                used = 0.0
            rows[-1].append(item)
            used += wide
        return [row for row in rows if row]

    def _legend_height(self) -> float:
        return 22.0 * len(self._legend_rows()) + 4

    def _draw_legend(self, sheet: Sheet, left: float, top: float) -> float:
        for row in self._legend_rows():
            x = left
            for item in row:
                draw_mark(sheet, item["mark"], x, top + 10)
                sheet.words([[_muted(item["text"])]], x + _MARK_WIDTH, top + 1.5)
                x += _legend_width(item)
            top += 22
        return top + 4


def draw_chip(sheet: Sheet, look: Chip, words: Sequence[Words], x: float, y: float) -> None:
    wide = max(map(width_of, words)) + 12
    sheet.box(
        x, y, wide, height_of(words) + 4, look.fill, look.border, thickness=1.4, dashed=look.dashed
    )
    sheet.words(words, x + 6, y + 2)


def draw_bullet(sheet: Sheet, bullet: Bullet, left: float, middle: float, width: float) -> None:
    """Track to the threshold, pale to the base, dark to the figure, a tick where it should be."""
    if sentence := bullet.get("sentence"):
        lines = flow([_muted(sentence)], width)
        sheet.words(lines, left, middle - height_of(lines) / 2)
        return
    threshold = left + bullet["threshold"] * width
    if words := bullet.get("words"):
        frame = palette.SECONDARY_TEXT
        sheet.box(left, middle - 10, threshold - left, 20, PAPER, frame, dashed=True)
        said = [_run(part) for part in words if _BRIEF in part.get("sizes", [_BRIEF])]
        sheet.words([said], left + 8, middle - height_of([said]) / 2)
    else:
        sheet.box(left, middle - 6, threshold - left, 12, palette.TRACK)
        base = left + bullet.get("base", 0.0) * width
        now = left + bullet.get("now", 0.0) * width
        sheet.box(left, middle - 6, min(base, now) - left, 12, palette.BASELINE)
        if now < base:
            # What was lost since the baseline stays visible.
            sheet.box(now, middle - 6, base - now, 12, PAPER, palette.BASELINE)
        else:
            sheet.box(base, middle - 6, now - base, 12, palette.PROGRESS)
    sheet.box(threshold - 3.5, middle - 15, 7, 30, PAPER)
    sheet.box(threshold - 1.5, middle - 15, 3, 30, palette.TEXT)
    if "now" in bullet:
        x = left + bullet["now"] * width
        fill = PAPER if bullet.get("hollow") else palette.PROGRESS
        sheet.disc(x, middle, 6.5, fill, palette.PROGRESS, 2.6)
    if "expected" in bullet:
        _tick(sheet, left + bullet["expected"] * width, middle)


def draw_mark(sheet: Sheet, mark: str, left: float, middle: float) -> None:
    """The sign of a legend's entry, `_MARK_WIDTH` wide with the space after it."""
    right = left + _MARK_WIDTH - 8
    centre = (left + right) / 2
    match mark:
        case "star":
            sheet.words([[Run("★", 14)]], centre, middle - 9, "center")
        case "base":
            sheet.box(left, middle - 6, right - left, 12, palette.BASELINE)
        case "since":
            sheet.box(left, middle - 6, right - left, 12, palette.PROGRESS)
        case "estimate" | "actual":
            fill = PAPER if mark == "estimate" else palette.PROGRESS
            sheet.disc(centre, middle, 6.5, fill, palette.PROGRESS, 2.6)
        case "threshold":
            sheet.box(centre - 1.5, middle - 9, 3, 18, palette.TEXT)
        case _:
            _tick(sheet, centre, middle + 3, 6)


def _tick(sheet: Sheet, x: float, middle: float, half: float = 10) -> None:
    sheet.line([(x, middle - half), (x, middle + half)], palette.PATH, 2.4)
    top = middle - half
    sheet.area([(x - 5, top - 7), (x + 5, top - 7), (x, top)], palette.PATH)


def _legend_width(item: LegendItem) -> float:
    return _MARK_WIDTH + _muted(item["text"]).width + 20


def _cell(row: Row, key: str) -> Cell:
    cell: Cell = row["cells"][key]  # type: ignore[assignment]
    return cell


def _lines(cell: Cell) -> Iterable[list[Run]]:
    for entry in cell.get("lines", []):
        if _SIZE in entry.get("sizes", [_SIZE]):
            words = _words(entry)
            if words:
                yield words


def _words(entry: Line) -> list[Run]:
    return [_run(part) for part in entry["parts"] if _SIZE in part.get("sizes", [_SIZE])]


def _run(part: Part) -> Run:
    styles = part.get("styles", [])
    size = 19.0 if "large" in styles else 13.0 if "small" in styles or "unit" in styles else 14.0
    bold = "large" in styles or "strong" in styles
    is_muted = "muted" in styles or "unit" in styles
    text = part["text"]
    if icon := part.get("icon"):
        text = f"{_GLYPHS[icon]} {text}"
    return Run(text, size, bold, palette.SECONDARY_TEXT if is_muted else palette.TEXT)


def _muted(text: str) -> Run:
    return Run(text, 13, False, palette.SECONDARY_TEXT)
