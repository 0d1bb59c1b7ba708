"""The file handed in once more, as a workbook: beside each row what became of it and the mend."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from indicators.corrections import Correction
from indicators.intake import mark_sentences
from indicators.intake.cells import Cell, Percent, RawSheet, cell_text, escaped, is_empty
from indicators.intake.container import read_container
from indicators.intake.file_sentences import WHY_NO_DATA
from indicators.intake.layout import Table, count_headings
from indicators.intake.marks import MARK_HEADING, MARK_SHEET, without_marks
from indicators.intake.names import fold
from indicators.intake.preview import Preview
from indicators.intake.reading import Reading
from indicators.intake.sentence import Refused
from indicators.intake.table_search import find_tables
from indicators.observations import Fault, Severity
from indicators.plan import Plan

_LONGEST_CELL = 32_000
_LONGEST_NAME = 31
_QUIET = ("title", "header", "other_sheet")
_FILLS: Mapping[Severity, str] = {
    Severity.ERROR: "#F8D3D8",
    Severity.QUESTION: "#D9E8F7",
    Severity.WARNING: "#FFF1C9",
}
_WEIGHT = {Severity.WARNING: 0, Severity.QUESTION: 1, Severity.ERROR: 2}
_NOT_IN_NAMES = str.maketrans("[]:*?/\\", "       ")
_UNPRINTABLE = {code: " " for code in range(32) if chr(code) not in "\t\n\r"}


@dataclass(slots=True)
class _Marks:
    """What is said of each row, and how bad each named cell is, by (sheet, row)."""

    said: defaultdict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    cells: dict[tuple[str, int, str], Severity] = field(default_factory=dict)
    whole: list[str] = field(default_factory=list)


def marked_copy(
    content: bytes,
    reading: Reading,
    preview: Preview,
    plan: Plan,
    corrections: Iterable[Correction] = (),
) -> bytes:
    """An XLSX with the file's own rows where they stand, and one column more.

    Texts are written as texts, so nothing of them runs. Uploaded again, the added column and
    sheet are not read. Empty where the file itself cannot be opened.
    """
    try:
        workbook = without_marks(read_container(content, count_headings))
    except Refused:
        return b""
    marks = _marks(reading, preview, corrections)
    measures = frozenset(fold(indicator.unit_measure) for indicator in plan.measured)
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    options["nan_inf_to_errors"] = True
    with xlsxwriter.Workbook(stream, options) as book:
        looks = _Looks(book)
        names = _sheet_names(workbook.sheets)
        for sheet, name in zip(workbook.sheets, names, strict=True):
            tables = find_tables(sheet, measures)
            _Copying(book.add_worksheet(name), looks, sheet, tables, marks).run()
        _write_summary(book, looks, names, marks)
    return stream.getvalue()


def _marks(reading: Reading, preview: Preview, corrections: Iterable[Correction]) -> _Marks:
    marks = _Marks()
    for fault in sorted(reading.faults, key=lambda f: -_WEIGHT[f.severity]):
        if fault.row is None:
            where = f"“{fault.sheet}”: " if fault.sheet else ""
            marks.whole.append(where + mark_sentences.of_fault(fault))
            continue
        marks.said[fault.sheet, fault.row].append(mark_sentences.of_fault(fault))
        _note_cell(marks, fault)
    for entry in preview.entries:
        place = (entry.observation.sheet, entry.observation.row or 0)
        sentence = mark_sentences.of_change(entry.change)
        if sentence not in marks.said[place]:
            marks.said[place].append(sentence)
    for row in reading.non_data_rows:
        if row.reason not in _QUIET:
            reason = WHY_NO_DATA.get(row.reason, row.reason)
            marks.said[row.sheet, row.row].append(mark_sentences.of_reason(reason))
    for rows, sentence in (
        (reading.asked_rows, mark_sentences.WAITS),
        (reading.refused_rows, mark_sentences.REFUSED_WITH_OTHERS),
    ):
        for sheet, number in rows:
            if not marks.said.get((sheet, number)):
                marks.said[sheet, number].append(sentence)
    for correction in corrections:
        cell = correction.cell
        marks.said[cell.sheet, cell.row].append(mark_sentences.of_correction(correction))
    return marks


def _note_cell(marks: _Marks, fault: Fault) -> None:
    key = (fault.sheet, fault.row or 0, fault.column)
    before = marks.cells.get(key)
    if before is None or _WEIGHT[fault.severity] > _WEIGHT[before]:
        marks.cells[key] = fault.severity


class _Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, **wanted: object) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", **wanted})
        return self._made[key]


class _Copying:
    """One sheet: its cells, its merged ranges, and the column of marks."""

    def __init__(
        self, target: Any, looks: _Looks, sheet: RawSheet, tables: list[Table], marks: _Marks
    ) -> None:
        self.target, self.looks, self.sheet, self.tables = target, looks, sheet, tables
        self.marks = marks
        self.column = max((_width(row) for row in sheet.rows), default=0)

    def run(self) -> None:
        self._merge()
        fills = self._fills()
        for index, (row, number) in enumerate(
            zip(self.sheet.rows, self.sheet.row_numbers, strict=True)
        ):
            for column, cell in enumerate(row):
                fill = fills.get((index, column))
                if fill or not is_empty(cell):
                    self._write(number - 1, column, cell, fill)
            said = self.marks.said.get((self.sheet.name, number))
            if said and self.tables:
                self._write_mark(number, said)
        self.target.set_column(0, max(self.column - 1, 0), 16)
        if self.tables:
            first = self.tables[0]
            heading = self.sheet.row_numbers[first.first_header] - 1
            self.target.write_string(
                heading, self.column, MARK_HEADING, self.looks.of(bold=True, bottom=1)
            )
            self.target.set_column(self.column, self.column, 90)
            self.target.freeze_panes(self.sheet.row_numbers[first.last_header], 0)

    def _write_mark(self, number: int, said: list[str]) -> None:
        text = _printable("\n".join(dict.fromkeys(said)))
        self.target.write_string(number - 1, self.column, text, self.looks.of(text_wrap=True))

    def _fills(self) -> dict[tuple[int, int], str]:
        """The colour of every cell that a fault names, by index of row and column."""
        fills = {}
        by_row: defaultdict[int, list[tuple[str, Severity]]] = defaultdict(list)
        for (sheet, row, heading), severity in self.marks.cells.items():
            if sheet == self.sheet.name:
                by_row[row].append((heading, severity))
        for table in self.tables:
            columns = {text: column for column, text in reversed(table.headings.items())}
            for index in range(table.last_header + 1, table.end):
                for heading, severity in by_row.get(self.sheet.row_numbers[index], ()):
                    if heading in columns:
                        fills[index, columns[heading]] = _FILLS[severity]
        return fills

    def _merge(self) -> None:
        numbers = self.sheet.row_numbers
        for top, left, bottom, right in self.sheet.merged:
            # A range that overlaps another, as a broken file may have it, is left unmerged.
            with suppress(XlsxWriterException):
                self.target.merge_range(
                    numbers[top] - 1, left, numbers[bottom] - 1, right, "", self.looks.of()
                )

    def _write(self, row: int, column: int, cell: Cell, fill: str | None) -> None:
        look: dict[str, object] = {"bg_color": fill, "border": 1} if fill else {}
        if isinstance(cell, float):
            self.target.write_number(row, column, cell, self.looks.of(**look))
        elif isinstance(cell, Percent):
            look["num_format"] = "0.00##%"
            self.target.write_number(row, column, cell.share, self.looks.of(**look))
        elif isinstance(cell, date) and cell.year >= 1900:
            look["num_format"] = "dd/mm/yyyy"
            day = datetime(cell.year, cell.month, cell.day)
            self.target.write_datetime(row, column, day, self.looks.of(**look))
        else:
            text = _printable(cell if isinstance(cell, str) else cell_text(cell))
            if escaped(text) != text:
                # As if typed with an apostrophe: a later edit does not make it a formula either.
                look["quote_prefix"] = True
            self.target.write_string(row, column, text, self.looks.of(**look))


def _write_summary(book: Any, looks: _Looks, names: list[str], marks: _Marks) -> None:
    taken = {name.casefold() for name in names}
    name = next(
        n
        for n in (MARK_SHEET, *(f"{MARK_SHEET} {i}" for i in range(2, 99)))
        if n.casefold() not in taken
    )
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, mark_sentences.TITLE, looks.of(bold=True, font_size=14))
    lines = [*mark_sentences.HOW_TO]
    if marks.whole:
        lines += ["", mark_sentences.WHOLE_FILE, *marks.whole]
    for number, text in enumerate(lines, start=1):
        if text:
            sheet.write_string(number, 0, _printable(text), looks.of(text_wrap=True))


def _sheet_names(sheets: list[RawSheet]) -> list[str]:
    """The names as the file has them; what no workbook of ours may be called is replaced."""
    names: list[str] = []
    for sheet in sheets:
        name = sheet.name.translate(_NOT_IN_NAMES).strip("' ")[:_LONGEST_NAME]
        name = name or mark_sentences.SHEET
        taken = {other.casefold() for other in names}
        names.append(name if name.casefold() not in taken else f"{name[:27]} {len(names) + 1}")
    return names


def _width(row: list[Cell]) -> int:
    width = len(row)
    while width and is_empty(row[width - 1]):
        width -= 1
    return width


def _printable(text: str) -> str:
    text = text.translate(_UNPRINTABLE)
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"
