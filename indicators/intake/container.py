"""A file as it was uploaded becomes sheets of raw cells, or one sentence why not.

What a file is, is decided by its content, never by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indicators.intake import file_sentences
from indicators.intake.cells import Cell
from indicators.intake.limits import MAX_BYTES
from indicators.intake.sentence import Refused
from indicators.intake.text_file import read_text
from indicators.intake.workbook import RawWorkbook, read_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "tệp ảnh"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"GIF8", "tệp ảnh"),
    (b"BM", "tệp ảnh"),
    (b"II*\x00", "tệp ảnh"),
    (b"MM\x00*", "tệp ảnh"),
    (b"RIFF", "tệp ảnh hoặc âm thanh"),
    (b"Rar!", "tệp nén"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén"),
    (b"\x1f\x8b", "tệp nén"),
    (b"{\\rtf", "tệp văn bản RTF"),
    (b"MZ", "chương trình"),
    (b"\x7fELF", "chương trình"),
)
_OTHER_OLE = (
    ("WordDocument".encode("utf-16-le"), "tệp Word"),
    ("PowerPoint Document".encode("utf-16-le"), "tệp trình chiếu PowerPoint"),
)
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")


def read_container(
    content: bytes, recognise: Callable[[Sequence[Sequence[Cell]]], int]
) -> RawWorkbook:
    """The sheets of a CSV, TXT, XLSX or XLS file. Raises Refused with one sentence.

    `recognise` counts the known column headings in some rows; it settles the delimiter.
    """
    if len(content) > MAX_BYTES:
        raise Refused(file_sentences.too_large(MAX_BYTES))
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xfe\xff"):
        raise Refused(file_sentences.empty_file())
    if content.startswith(b"PK"):
        return read_workbook(content)
    if content.startswith(_OLE):
        if _ENCRYPTED_PART in content:
            raise Refused(file_sentences.password_protected())
        for part, what in _OTHER_OLE:
            if part in content:
                raise Refused(file_sentences.other_kind(what))
        return read_workbook(content)
    _refuse_foreign(content)
    return RawWorkbook([read_text(content, recognise)], ())


def _refuse_foreign(content: bytes) -> None:
    head = content[:2048]
    if b"%PDF-" in head[:1024]:
        raise Refused(file_sentences.other_kind("tệp PDF"))
    if head[4:8] == b"ftyp":
        raise Refused(file_sentences.other_kind("tệp ảnh hoặc phim"))
    for magic, what in _FOREIGN:
        if head.startswith(magic) and not _is_plain_text(head):
            raise Refused(file_sentences.other_kind(what))
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<body", b"<meta")):
        raise Refused(file_sentences.save_as_xlsx("trang web (HTML) mang đuôi Excel"))
    if text.startswith(b"mime-version:"):
        raise Refused(file_sentences.save_as_xlsx("trang web (MHT) mang đuôi Excel"))
    if text.startswith(b"id;p"):
        raise Refused(file_sentences.save_as_xlsx("SYLK"))
    if text.startswith(b"<?xml") or text.startswith(b"<workbook"):
        raise Refused(file_sentences.save_as_xlsx("XML"))
    if text.startswith(b"{\\rtf"):
        raise Refused(file_sentences.other_kind("tệp văn bản RTF"))


def _is_plain_text(head: bytes) -> bool:
    """Whether a short magic ("BM", "MZ") only happens to begin a text."""
    try:
        text = head[:200].decode("utf-8", errors="ignore")
    except UnicodeDecodeError:
        return False
    return not any(ord(c) < 32 and c not in "\t\r\n" for c in text) and not text.startswith("{\\")
