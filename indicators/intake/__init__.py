"""An office file becomes figures or faults: container → sheet → layout → numbers → checks."""

from indicators.intake.json_form import reading_as_json
from indicators.intake.preview import Change, Entry, Preview, compare
from indicators.intake.reading import Reading, read_file
from indicators.intake.template import SHEET, VIEW_ONLY, csv_template, xlsx_template

__all__ = [
    "SHEET",
    "VIEW_ONLY",
    "Change",
    "Entry",
    "Preview",
    "Reading",
    "compare",
    "csv_template",
    "read_file",
    "reading_as_json",
    "xlsx_template",
]
