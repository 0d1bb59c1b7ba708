"""What python-docx has no call for: rules drawn as borders, repeated heads, fields, watermark."""

from __future__ import annotations

import re

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)


def set_up(document: Document) -> None:
    """One font for every script, Vietnamese, A4 with the margins of Nghị định 30/2020/NĐ-CP."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    language = OxmlElement("w:lang")
    for name in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{name}"), LANGUAGE)
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.widow_control = True
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True


def number_pages(section: Section) -> None:
    """The page's number in the middle of the top margin, not on the first page."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("shown", "2"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(14)
        if kind == "shown":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {text} "
            run._r.append(code)


def mark_pages(section: Section, text: str) -> None:
    """Writes `text` large and pale behind every page."""
    for number, header in enumerate((section.first_page_header, section.header), start=1):
        run = header.paragraphs[0].add_run()
        run._r.append(
            parse_xml(
                f"<w:pict {nsdecls('w')} {_VML}>"
                '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
                'path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t" o:connecttype="rect"/>'
                '<v:textpath on="t" fitshape="t"/></v:shapetype>'
                f'<v:shape id="mark{number}" o:spid="_x0000_s{2048 + number}" '
                'type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;'
                "width:480pt;height:80pt;rotation:315;z-index:-251658752;"
                "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
                'mso-position-vertical:center;mso-position-vertical-relative:margin" '
                'fillcolor="#c8c8c8" stroked="f"><v:fill opacity=".5"/>'
                f'<v:textpath style="font-family:&quot;{FONT}&quot;;font-size:1pt" '
                f'string="{text}"/></v:shape></w:pict>'
            )
        )


def rule_under(paragraph: Paragraph, width: float, share: float) -> None:
    """A drawn rule under a line: a border on an empty line, `share` of `width` millimetres long."""
    side = Mm(width * (1 - share) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.line_spacing = Pt(3)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def shape_table(table: Table, widths: list[float], *, borders: bool, padding: float) -> None:
    """Fixed column widths in millimetres, with or without lines, `padding` left and right."""
    table.autofit = False
    properties = table._tbl.tblPr
    properties.append(
        parse_xml(
            f"<w:tblCellMar {nsdecls('w')}>"
            f'<w:left w:w="{round(padding * 56.7)}" w:type="dxa"/>'
            f'<w:right w:w="{round(padding * 56.7)}" w:type="dxa"/></w:tblCellMar>'
        )
    )
    if borders:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    # Row by row: python-docx walks the whole table for every column's cells.
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Mm(width)


def repeat_head(row: _Row) -> None:
    """The row stands on top of every page the table runs over."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: _Row) -> None:
    """The row is never split over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def printable(text: str) -> str:
    """The text without what no document may hold: control characters, halves of pairs."""
    return _UNPRINTABLE.sub(" ", text)


def highlight(run: Run) -> None:
    """Marks a blank to be filled in by a person."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "FFF1C9")):
        shade.set(qn(f"w:{name}"), value)
    run._r.get_or_add_rPr().append(shade)


def describe_last_picture(paragraph: Paragraph, alt: str) -> None:
    """The words of the drawing for those who hear the document."""
    for described in paragraph._p.iter(qn("wp:docPr")):
        described.set("descr", alt)
