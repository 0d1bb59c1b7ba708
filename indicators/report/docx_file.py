"""The report as an editable .docx in the form of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run

from indicators.report import docx_parts as parts
from indicators.report.document import (
    Align,
    Blank,
    Block,
    Heading,
    Letterhead,
    Paragraph,
    Picture,
    Report,
    Section,
    Signature,
    Table,
)

_LEFT, _RIGHT = 68.0, 97.0
_WIDTH = _LEFT + _RIGHT
_KEPT_TOGETHER = 11
"""A table of so few rows is not parted by the end of a page."""
_ALIGNMENTS = {
    Align.START: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.END: WD_ALIGN_PARAGRAPH.RIGHT,
}
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def written(report: Report) -> bytes:
    """The report as the bytes of a .docx."""
    document = docx.Document()
    parts.set_up(document)
    (section,) = document.sections
    parts.number_pages(section)
    if report.watermark:
        parts.mark_pages(section, report.watermark)
    document.core_properties.title = report.subject
    document.core_properties.author = report.letterhead.lower
    document.core_properties.language = parts.LANGUAGE
    document.core_properties.comments = ""
    _letterhead(document, report.letterhead)
    _title(document, report)
    for opening in report.opening:
        _body(document, opening)
    for part in report.sections:
        _section(document, part)
    # A signature never stands on a page without words of the report.
    _body(document, report.closing).paragraph_format.keep_with_next = True
    _signature(document, report.signature, report.recipients)
    for appendix in report.appendices:
        _appendix(document, appendix, report.attached)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _letterhead(document: Document, letterhead: Letterhead) -> None:
    table = document.add_table(rows=2, cols=2)
    parts.shape_table(table, [_LEFT, _RIGHT], borders=False, padding=0)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    left, right = table.rows[0].cells
    _line(left, letterhead.upper, 12, bold=letterhead.is_upper_bold)
    _line(left, letterhead.lower, 12, bold=True)
    parts.rule_under(left.add_paragraph(), _LEFT, 0.4)
    _line(right, letterhead.state, 12, bold=True)
    _line(right, letterhead.motto, 13, bold=True)
    # As long as the words above it (Decree 30/2020, Appendix I).
    parts.rule_under(right.add_paragraph(), _RIGHT, 0.65)
    left, right = table.rows[1].cells
    _line(left, letterhead.number, 13)
    _line(right, letterhead.place_and_date, 13, italic=True)


def _title(document: Document, report: Report) -> None:
    for words, before in ((report.title, 14), (report.subject, 0)):
        line = document.add_paragraph()
        line.alignment = _CENTRE
        line.paragraph_format.space_before = Pt(before)
        # In from both sides: the subject's second line is never a lone name.
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(12)
        _run(line, words, 14, bold=True)
    parts.rule_under(document.add_paragraph(), _WIDTH, 0.35)
    if report.addressee:
        line = document.add_paragraph()
        line.alignment = _CENTRE
        line.paragraph_format.space_before = Pt(10)
        _run(line, report.addressee, 14)
    document.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _section(document: Document, section: Section) -> None:
    line = document.add_paragraph()
    line.paragraph_format.space_before = Pt(8)
    line.paragraph_format.space_after = Pt(4)
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.first_line_indent = Mm(12.7)
    _run(line, section.title, 14, bold=True)
    _blocks(document, section.blocks)


def _appendix(document: Document, section: Section, attached: str) -> None:
    for words, is_title in ((section.title, True), (attached, False)):
        line = document.add_paragraph()
        line.alignment = _CENTRE
        line.paragraph_format.space_after = Pt(0 if is_title else 6)
        line.paragraph_format.keep_with_next = True
        line.paragraph_format.page_break_before = is_title
        _run(line, words, 14 if is_title else 13, bold=is_title, italic=not is_title)
    _blocks(document, section.blocks)


def _blocks(document: Document, blocks: Sequence[Block]) -> None:
    for block, following in pairwise((*blocks, None)):
        match block:
            case Heading():
                line = document.add_paragraph()
                line.paragraph_format.space_before = Pt(4)
                line.paragraph_format.space_after = Pt(4)
                line.paragraph_format.keep_with_next = True
                line.paragraph_format.first_line_indent = Mm(12.7)
                _run(line, block.text, 14, bold=True)
            case Paragraph():
                line = _body(document, block)
                line.paragraph_format.keep_with_next = isinstance(following, Table)
            case Table():
                _table(document, block)
            case Picture():
                _picture(document, block)


def _body(document: Document, paragraph: Paragraph) -> Line:
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    line.paragraph_format.first_line_indent = Mm(12.7)
    line.paragraph_format.space_after = Pt(6)
    line.paragraph_format.line_spacing = 1.15
    for part in paragraph.parts:
        if isinstance(part, Blank):
            parts.highlight(_run(line, f"[… {part.asks} …]", 14, italic=True))
        else:
            _run(line, part, 14)
    return line


def _table(document: Document, block: Table) -> None:
    caption = document.add_paragraph()
    caption.alignment = _CENTRE
    caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(4)
    caption.paragraph_format.keep_with_next = True
    _run(caption, block.caption, 13, bold=True)
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.columns))
    parts.shape_table(table, [c.width for c in block.columns], borders=True, padding=1)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    # Its rows are asked for once: python-docx walks the table anew at every call.
    rows = list(table.rows)
    parts.repeat_head(rows[0])
    for cell, column in zip(rows[0].cells, block.columns, strict=True):
        _cell(cell, column.title, Align.CENTRE, bold=True)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    is_short = len(block.rows) <= _KEPT_TOGETHER
    for place, (row, content) in enumerate(zip(rows[1:], block.rows, strict=True), start=1):
        parts.keep_whole(row)
        cells = row.cells
        if content.span:
            whole = cells[0].merge(cells[-1])
            _cell(whole, content.span, Align.START, bold=True)
            whole.paragraphs[0].paragraph_format.keep_with_next = True
            continue
        for cell, words, column in zip(cells, content.cells, block.columns, strict=True):
            _cell(cell, words, column.align)
            if is_short and place < len(block.rows):
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    parts.keep_whole(rows[0])
    after = document.add_paragraph()
    after.paragraph_format.space_after = Pt(6)
    if block.note:
        _run(after, block.note, 11, italic=True)
    else:
        after.paragraph_format.line_spacing = Pt(6)


def _picture(document: Document, block: Picture) -> None:
    caption = document.add_paragraph()
    caption.alignment = _CENTRE
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(8)
    _run(caption, block.caption, 13, bold=True)
    line = document.add_paragraph()
    line.alignment = _CENTRE
    line.add_run().add_picture(io.BytesIO(block.png), width=Mm(block.width))
    parts.describe_last_picture(line, block.alt)


def _signature(document: Document, signature: Signature, recipients: Sequence[str]) -> None:
    table = document.add_table(rows=1, cols=2)
    parts.shape_table(table, [80, 85], borders=False, padding=0)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    row = table.rows[0]
    parts.keep_whole(row)
    left, right = row.cells
    first = left.paragraphs[0]
    _run(first, "Nơi nhận:", 12, bold=True, italic=True)
    for number, recipient in enumerate(recipients):
        end = "." if number == len(recipients) - 1 else ";"
        _run(left.add_paragraph(), f"- {recipient}{end}", 11)
    for number, words in enumerate(signature.lines):
        line = right.paragraphs[0] if number == 0 else right.add_paragraph()
        line.alignment = _CENTRE
        _run(line, words, 14, bold=True)
    for _ in range(4):
        right.add_paragraph()
    name = right.add_paragraph()
    name.alignment = _CENTRE
    _run(name, signature.name, 14, bold=True)


def _line(
    cell: _Cell, words: str, size: float, *, bold: bool = False, italic: bool = False
) -> None:
    first = cell.paragraphs[0]
    line = cell.add_paragraph() if first.text else first
    line.alignment = _CENTRE
    _run(line, words, size, bold=bold, italic=italic)


def _cell(cell: _Cell, words: str, align: Align, *, bold: bool = False) -> None:
    line = cell.paragraphs[0]
    line.alignment = _ALIGNMENTS[align]
    _run(line, words, 11, bold=bold)


def _run(line: Line, words: str, size: float, *, bold: bool = False, italic: bool = False) -> Run:
    run = line.add_run(parts.printable(words))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return run
