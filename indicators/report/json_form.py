"""The report as JSON values for the screen that shows it before it is downloaded."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict
from typing import Any

from indicators.report.document import (
    Blank,
    Block,
    Heading,
    Paragraph,
    Picture,
    Report,
    Section,
    Table,
)

Json = dict[str, Any]


def report_as_json(report: Report) -> Json:
    """Every block with its kind; a blank is a part with `asks`, a picture a data address."""
    return {
        "letterhead": asdict(report.letterhead),
        "title": report.title,
        "subject": report.subject,
        "addressee": report.addressee,
        "opening": [_block(paragraph) for paragraph in report.opening],
        "sections": [_section(section) for section in report.sections],
        "closing": _block(report.closing),
        "signature": asdict(report.signature),
        "recipients": list(report.recipients),
        "appendices": [_section(section) for section in report.appendices],
        "attached": report.attached,
        "watermark": report.watermark,
    }


def _section(section: Section) -> Json:
    return {"title": section.title, "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> Json:
    match block:
        case Heading():
            return {"kind": "heading", "text": block.text}
        case Paragraph():
            parts = [
                {"asks": part.asks} if isinstance(part, Blank) else {"text": part}
                for part in block.parts
            ]
            return {"kind": "paragraph", "parts": parts}
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "columns": [asdict(column) for column in block.columns],
                "rows": [asdict(row) for row in block.rows],
                "note": block.note,
            }
        case Picture():
            return {
                "kind": "picture",
                "source": f"data:image/png;base64,{b64encode(block.png).decode()}",
                "alt": block.alt,
                "caption": block.caption,
                "width": block.width,
            }


def blanks(report: Report) -> list[str]:
    """What only a person knows, in the order of the report."""
    blocks = [b for section in report.sections for b in section.blocks]
    parts = [part for b in blocks if isinstance(b, Paragraph) for part in b.parts]
    return [part.asks for part in parts if isinstance(part, Blank)]
