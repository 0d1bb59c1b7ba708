"""What an XLSX sheet says beside its values: its true size, percent formats, broken cells.

Read with the standard library's streaming parser, which bounds entity expansion; a document
type, which no office program writes, is refused outright.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from indicators.spreadsheet import plain_sheet
from indicators.spreadsheet.limits import MAX_UNPACKED_BYTES
from indicators.spreadsheet.marks import (
    BUILT_IN_PERCENT,
    NEVER_CALCULATED,
    SheetMarks,
    column_number,
    shows_percent,
)
from indicators.spreadsheet.unreadable import Trouble, Unreadable

_CHUNK = 1 << 16
_LONG = 1 << 20
_LAST_ROW = 1_048_576
_SIGNS = (b"vertAlign", b"strike")
_NUMBER = re.compile(r"[\d\s.,%+\-−]*\d[\d\s.,%+\-−]*")
FOOTNOTE, STRUCK_OUT = " (chú thích {}) ", " (gạch bỏ {}) "

Attributes = dict[str, str]


def read_marks(content: bytes) -> dict[str, SheetMarks]:
    """Marks of every sheet of an XLSX file, by sheet name. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = _Package(archive)
            percent_styles = package.percent_styles()
            marks = {
                name: _sheet_marks(package, path, percent_styles)
                for name, path in package.sheet_paths().items()
            }
            annotated = package.annotated_numbers("xl/sharedStrings.xml")
            for sheet in marks.values():
                sheet.annotated = annotated
            return marks
    except (
        zipfile.BadZipFile,
        expat.ExpatError,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        LookupError,
        NotImplementedError,
        RuntimeError,
    ):
        raise Unreadable(Trouble.BROKEN) from None


class _Package:
    """The parts of an XLSX file; never unpacks more than the limit, whatever it declares."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.unpacked = 0
        # Readers differ on case and slashes; a name that is not one and the same is refused.
        self.names = {_plain_path(name): name for name in archive.namelist()}
        if len(self.names) < len(archive.namelist()):
            raise ValueError("two parts of one name")

    def has(self, path: str) -> bool:
        return _plain_path(path) in self.names

    def parse(self, path: str, start: Callable[..., None]) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        self.feed(path, parser)

    def annotated_numbers(self, path: str) -> dict[str, str]:
        """Numbers of the shared texts with a raised, lowered or struck-out part.

        A footnote's sign and a correction by hand would else be digits: "12,5" with a raised 1
        is no 12,51. Unpacking the part also tells that it is whole and not too large.
        """
        before, tail, is_marked = self.unpacked, b"", False
        for chunk in self.chunks(path):
            is_marked = is_marked or any(sign in tail + chunk for sign in _SIGNS)
            tail = chunk[-16:]
        if not is_marked:
            return {}
        self.unpacked = before
        texts = _SharedTexts()
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = texts.start, texts.end
        parser.CharacterDataHandler = texts.add
        self.feed(path, parser)
        return texts.annotated

    def read_long(self, path: str) -> bytes:
        """A part that is worth a search before it is parsed, whole; else nothing."""
        part = self.archive.getinfo(self.names[_plain_path(path)])
        if not _LONG <= part.file_size <= plain_sheet.MAX_BYTES:
            return b""
        with self.archive.open(part) as stream:
            return stream.read(part.file_size)

    def chunks(self, path: str) -> Iterator[bytes]:
        """A part, where there is one, piece by piece."""
        if not self.has(path):
            return
        with self.archive.open(self.names[_plain_path(path)]) as part:
            while chunk := part.read(_CHUNK):
                self.unpacked += len(chunk)
                if self.unpacked > MAX_UNPACKED_BYTES:
                    raise Unreadable(Trouble.UNPACKS_TOO_LARGE)
                yield chunk

    def feed(self, path: str, parser: expat.XMLParserType) -> None:
        """Runs a part, where there is one, through a parser."""
        if not self.has(path):
            return
        parser.StartDoctypeDeclHandler = _refuse_doctype
        for chunk in self.chunks(path):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def sheet_paths(self) -> dict[str, str]:
        targets: dict[str, str] = {}
        sheets: dict[str, str] = {}

        def relation(name: str, attributes: Attributes) -> None:
            if _local(name) == "Relationship":
                target = attributes.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                targets[attributes.get("Id", "")] = posixpath.normpath(path)

        def sheet(name: str, attributes: Attributes) -> None:
            relation_id = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            if _local(name) == "sheet" and relation_id:
                name_of_sheet, path = attributes.get("name", ""), targets.get(relation_id, "")
                if name_of_sheet in sheets or not self.has(path):
                    raise ValueError("a sheet without a part of its own")
                sheets[name_of_sheet] = path

        self.parse("xl/_rels/workbook.xml.rels", relation)
        self.parse("xl/workbook.xml", sheet)
        return sheets

    def percent_styles(self) -> set[str]:
        """Indexes (as written in a cell's `s`) of the cell styles that show a percentage."""
        percent_formats = set(BUILT_IN_PERCENT)
        styles: set[str] = set()
        state = {"inside": False, "index": 0}

        def start(name: str, attributes: Attributes) -> None:
            local = _local(name)
            if local == "numFmt":
                if shows_percent(attributes.get("formatCode", "")):
                    percent_formats.add(int(attributes.get("numFmtId", "-1")))
            elif local == "cellXfs":
                state["inside"] = True
            elif local in ("cellStyles", "dxfs"):
                state["inside"] = False
            elif local == "xf" and state["inside"]:
                if int(attributes.get("numFmtId", "0")) in percent_formats:
                    styles.add(str(state["index"]))
                state["index"] += 1

        self.parse("xl/styles.xml", start)
        return styles


class _SharedTexts:
    """Reads the shared texts and keeps those that look like numbers but carry another sign."""

    def __init__(self) -> None:
        self.annotated: dict[str, str] = {}
        self.runs: list[tuple[str, str]] = []
        self.look = ""
        self.is_text = False

    def start(self, name: str, attributes: Attributes) -> None:
        local = _local(name)
        if local == "si":
            self.runs = []
        elif local == "r":
            self.look = ""
        elif local == "vertAlign" and attributes.get("val") != "baseline":
            self.look = FOOTNOTE
        elif local == "strike" and attributes.get("val", "1") not in ("0", "false"):
            self.look = STRUCK_OUT
        self.is_text = local == "t"

    def add(self, text: str) -> None:
        if self.is_text:
            self.runs.append((text, self.look))

    def end(self, name: str) -> None:
        self.is_text = False
        local = _local(name)
        if local == "r":
            self.look = ""
        elif local == "si" and any(look for _, look in self.runs):
            bare = "".join(text for text, _ in self.runs)
            if _NUMBER.fullmatch(bare):
                said = "".join(look.format(text) if look else text for text, look in self.runs)
                self.annotated[bare] = said.strip()


def _sheet_marks(package: _Package, path: str, percent_styles: set[str]) -> SheetMarks:
    xml = package.read_long(path)
    measured = plain_sheet.measured(xml, percent_styles) if xml else None
    return measured or _parsed_marks(package, path, percent_styles)


def _parsed_marks(package: _Package, path: str, percent_styles: set[str]) -> SheetMarks:
    marks = SheetMarks()
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    columns: dict[str, int] = {}
    locals_: dict[str, str] = {}
    row = column = 0
    row_text = "0"
    # A formula whose cell has shown no value yet.
    waiting: tuple[int, int] | None = None
    errors: list[tuple[int, int]] = []
    is_text = False

    def value_seen(text: str) -> None:
        nonlocal waiting
        if text.strip():
            waiting = None

    def settle() -> None:
        nonlocal waiting
        if waiting is not None:
            marks.broken.setdefault(waiting, NEVER_CALCULATED)
            waiting = None
        parser.CharacterDataHandler = None

    def start(name: str, attributes: list[str]) -> None:
        nonlocal row, row_text, column, waiting, is_text
        local = locals_.get(name) or locals_.setdefault(name, _local(name))
        if local == "c":
            if waiting is not None:
                settle()
            column += 1
            is_text = False
            style = ""
            pairs = iter(attributes)
            for key, value in zip(pairs, pairs, strict=True):
                if key == "r":
                    letters = value.rstrip("0123456789")
                    column = columns.get(letters) or columns.setdefault(
                        letters, column_number(letters)
                    )
                    # Readers differ on whom to believe, and one of them allocates by it.
                    if value[len(letters) :] != row_text:
                        raise ValueError("a cell outside its row")
                elif key == "s":
                    style = value
                elif key == "t":
                    is_text = value == "str"
                    if value == "e":
                        marks.broken[row, column - 1] = ""
            if style in percent_styles:
                marks.percent.append((row, column - 1))
        elif local in ("v", "is"):
            if row > marks.last_row:
                marks.last_row = row
            if column > marks.last_column:
                marks.last_column = column
                marks.last_cell = (row, column)
            if marks.broken and marks.broken.get((row, column - 1)) == "":
                errors.append((row, column - 1))
                parser.CharacterDataHandler = error_seen
            elif waiting is not None:
                parser.CharacterDataHandler = value_seen
        elif local == "f":
            if not is_text and (row, column - 1) not in marks.broken:
                waiting = (row, column - 1)
        elif local == "row":
            settle()
            row += 1
            column = 0
            for index in range(0, len(attributes), 2):
                if attributes[index] == "r":
                    row = int(attributes[index + 1])
            if not 1 <= row <= _LAST_ROW:
                raise ValueError("no such row")
            row_text = str(row)

    def error_seen(text: str) -> None:
        marks.broken[errors[-1]] += text
        parser.CharacterDataHandler = None

    parser.StartElementHandler = start
    package.feed(path, parser)
    settle()
    for place, seen in marks.broken.items():
        if not seen:
            marks.broken[place] = "#LỖI"
    return marks


def _plain_path(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse_doctype(*_: object) -> None:
    raise Unreadable(Trouble.BROKEN)
