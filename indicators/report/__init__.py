"""The yearly report: composed from the figures, written as an official document."""

from indicators.report.composing import compose
from indicators.report.document import Issuer, Report
from indicators.report.docx_file import as_docx

__all__ = ["Issuer", "Report", "as_docx", "compose"]
