"""How much of a file is read at all; for workbooks see also `spreadsheet.limits`."""

MAX_BYTES = 10 * 1024 * 1024
MAX_COLUMNS = 500
MAX_TABLES = 100
MAX_PARTS = 3_000
MAX_NUMBER = 10**13
"""Figures from here on are refused: no commune counts that far, and stores have an end."""
