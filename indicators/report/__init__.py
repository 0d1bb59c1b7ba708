"""The yearly report: composed from the figures, written as an official document."""

from indicators.report import report_words
from indicators.report.comparing import comparison_table
from indicators.report.composing import compose
from indicators.report.document import Issuer, Report
from indicators.report.json_form import blanks, report_as_json


def as_docx(report: Report) -> bytes:
    """The report as the bytes of an editable .docx."""
    # Loaded by the first download: the libraries behind it would slow every start.
    from indicators.report.docx_file import written

    return written(report)


__all__ = [
    "Issuer",
    "Report",
    "as_docx",
    "blanks",
    "comparison_table",
    "compose",
    "report_as_json",
    "report_words",
]
