"""How much of a file is read at all. Checked before memory is spent."""

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_TABLES = 100
MAX_CELLS = 6_000_000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_PARTS = 3_000
MAX_NUMBER = 10**13
"""Figures from here on are refused: no commune counts that far, and stores have an end."""
