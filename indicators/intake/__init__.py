"""An office file becomes figures or faults: container → sheet → layout → numbers → checks."""

from indicators.intake.file_reader import read_file
from indicators.intake.given import Given
from indicators.intake.json_form import reading_as_json
from indicators.intake.marked_copy import marked_copy
from indicators.intake.preview import Change, Entry, Preview, compare
from indicators.intake.questions import SKIP
from indicators.intake.reading import Reading, RowRef
from indicators.intake.stages import Report
from indicators.intake.suggestions import Suggestions
from indicators.intake.template import SHEET, VIEW_ONLY, csv_template, xlsx_template

__all__ = [
    "SHEET",
    "SKIP",
    "VIEW_ONLY",
    "Change",
    "Entry",
    "Given",
    "Preview",
    "Reading",
    "Report",
    "RowRef",
    "Suggestions",
    "compare",
    "csv_template",
    "marked_copy",
    "read_file",
    "reading_as_json",
    "xlsx_template",
]
