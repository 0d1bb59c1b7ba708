"""Text files: bytes become text, text becomes rows of cells.

Encodings tried in order: byte-order marks, UTF-16 without one, UTF-8, Windows-1258 (Vietnamese
Windows, tones as combining marks), and last an encoding detector. Everything is brought to NFC.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import cast

import charset_normalizer

from indicators.intake import file_sentences, fonts
from indicators.intake.cells import Cell, RawSheet
from indicators.intake.sentence import Refused
from indicators.spreadsheet.limits import MAX_ROWS
from indicators.spreadsheet.tidiness import tidy

DELIMITERS = (";", "\t", ",", "|")
_SAMPLE_LINES = 80
_MOST_LOST = 5
"""A text that is not quite UTF-8 has more than so many good letters for each one that is lost."""
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEP_LINE = re.compile(r"^\"?sep=(.)\"?(?:\r\n|\r|\n|$)", re.IGNORECASE)
_DOUBLED = ("á»", "áº", "Ã¡", "Ã ", "Ã£", "Ã´", "Ã¢", "Ãª", "Ä\u0091", "Ä‘", "Ä\u0090")
_VIETNAMESE = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
    "–—“”‘’…•\u00a0€±²³½×°§«»"
)


def decode(content: bytes) -> tuple[str, str]:
    """The text in NFC and the name of its encoding. Raises Refused for what is no text."""
    text, encoding = _decode(content)
    # Old programs end a text with the sign of DOS for its end, or fill it up with zeros.
    text = text.lstrip("\ufeff").rstrip("\x00\x1a")
    once = _undo_double_encoding(text)
    if once is not None:
        text, encoding = once, f"{encoding} (mã hai lần)"
    else:
        typed = text if encoding.startswith("utf") else content.decode("latin-1")
        font = fonts.font_of(typed)
        if font is not None:
            text, encoding = fonts.repaired(typed, font), font
    if "\x00" in text or _control_share(text) > 0.02:
        raise Refused(file_sentences.not_a_table())
    return tidy(text), encoding


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _decode(content: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError:
                if encoding != "utf-8":
                    raise Refused(file_sentences.not_a_table()) from None
    utf16 = _utf16_without_mark(content)
    if utf16 is not None:
        return utf16
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if content.count(0):
        raise Refused(file_sentences.not_a_table())
    content = content.removeprefix(codecs.BOM_UTF8)
    damaged = content.decode("utf-8", errors="replace")
    lost = damaged.count("\ufffd")
    if sum(1 for c in damaged if ord(c) > 127) - lost > lost * _MOST_LOST:
        # UTF-8 that a few bytes of something else came into: its letters show that it is.
        return damaged, "utf-8"
    vietnamese = _nfc(content.decode("cp1258", errors="replace"))
    foreign = sum(1 for c in vietnamese if ord(c) > 127 and c not in _VIETNAMESE)
    if foreign == 0:
        return vietnamese, "windows-1258"
    best = charset_normalizer.from_bytes(content[:200_000]).best()
    if best is not None:
        try:
            return content.decode(best.encoding), best.encoding
        except UnicodeDecodeError:
            pass
    return vietnamese, "windows-1258"


def _utf16_without_mark(content: bytes) -> tuple[str, str] | None:
    sample = content[:4000]
    if len(sample) < 4 or sample.count(0) < len(sample) / 4:
        return None
    little = sample[1::2].count(0) >= sample[0::2].count(0)
    encoding = "utf-16-le" if little else "utf-16-be"
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        raise Refused(file_sentences.not_a_table()) from None


def _undo_double_encoding(text: str) -> str | None:
    """UTF-8 once read as Windows-1252 or Latin-1 and saved again ("Chá»‰ tiÃªu"), undone."""
    if not any(pair in text for pair in _DOUBLED):
        return None
    try:
        # A byte that Windows-1252 does not know was lost on the way; its letter is, too.
        raw = b"".join(
            bytes((ord(c),)) if ord(c) < 256 else c.encode("cp1252") for c in text if c != "\ufffd"
        )
        return raw.decode("utf-8", errors="replace" if "\ufffd" in text else "strict")
    except UnicodeError:
        return None


def _control_share(text: str) -> float:
    sample = text[:20_000]
    controls = sum(1 for c in sample if ord(c) < 32 and c not in "\t\r\n\x0b\x0c")
    return controls / max(1, len(sample))


def read_text(content: bytes, recognise: Callable[[Sequence[Sequence[Cell]]], int]) -> RawSheet:
    """The rows of a text file, the delimiter being the one that `recognise`s most headings.

    `row_numbers` are lines of the file, so a cell with line breaks inside does not shift them.
    Raises Refused for what is no text, has more than MAX_ROWS rows below a heading or an unclosed
    quote.
    """
    text, encoding = decode(content)
    if not text.strip():
        raise Refused(file_sentences.empty_file())
    first_line = 1
    declared = _SEP_LINE.match(text)
    if declared:
        delimiter, first_line = declared[1], 2
        text = text[declared.end() :]
    else:
        delimiter = _delimiter(text, recognise)
    rows, numbers = _parse(text, delimiter, first_line)
    return RawSheet(
        name="",
        rows=cast("list[list[Cell]]", rows),
        row_numbers=numbers,
        delimiter=delimiter,
        encoding=encoding,
        wrong_font=encoding in (fonts.TCVN3, fonts.VNI),
        has_lost_letters="\ufffd" in text,
    )


def _delimiter(text: str, recognise: Callable[[Sequence[Sequence[Cell]]], int]) -> str:
    sample = _sample(text)
    best, best_score = ";", (-1, -1.0)
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        score = (recognise(rows), _evenness(rows))
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _sample(text: str) -> str:
    stream = io.StringIO(text, newline="")
    return "".join(line for line, _ in zip(stream, range(_SAMPLE_LINES), strict=False))


def _evenness(rows: list[list[str]]) -> float:
    """How well rows agree on a width above one: 0 where the delimiter hardly occurs."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / max(1, sum(1 for row in rows if row)) * min(width, 12)


def _parse(text: str, delimiter: str, first_line: int) -> tuple[list[list[str]], list[int]]:
    strict_error = None
    try:
        return _parse_with(text, delimiter, first_line, strict=True)
    except csv.Error as error:
        strict_error = str(error)
    if "unexpected end of data" in strict_error:
        raise Refused(file_sentences.unclosed_quote())
    try:
        rows, numbers = _parse_with(text, delimiter, first_line, strict=False)
    except csv.Error:
        raise Refused(file_sentences.unclosed_quote()) from None
    # Careless quotes inside a cell are harmless only while no quote swallows a line end.
    if any("\n" in cell or "\r" in cell for row in rows for cell in row):
        raise Refused(file_sentences.unclosed_quote())
    return rows, numbers


def _parse_with(
    text: str, delimiter: str, first_line: int, *, strict: bool
) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    rows: list[list[str]] = []
    numbers: list[int] = []
    line = first_line
    for row in reader:
        if any(row):
            rows.append(row)
            numbers.append(line)
            if len(rows) > MAX_ROWS + 1:
                raise Refused(file_sentences.too_many_rows(MAX_ROWS))
        line = reader.line_num + first_line
    return rows, numbers
