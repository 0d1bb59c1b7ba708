"""How much of a workbook is read at all. Checked before memory is spent."""

MAX_ROWS = 200_000
"""Rows below a heading row; the heading row itself comes on top."""
MAX_CELLS = 6_000_000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_MEMORY = 1024 * 1024 * 1024
"""Address space of the reading process, where the system can bound it."""
MAX_SECONDS = 60
