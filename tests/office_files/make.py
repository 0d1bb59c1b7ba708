"""Writes the files of this folder and, beside each, what reading it must give.

Run from the top folder: python -m tests.office_files.make. Every file looks like one that a
commune office has; every expectation was written by hand, from the file and the rules, never
copied from what the program said. A row is "file row;indicator;year;unit;kind;value" with
";numerator;denominator" where the file gives them ("-" for a value that does not arise), and
";@sheet" at the end in a workbook of several sheets. A fault is (severity, code, row, seen).
"""

from __future__ import annotations

from tests.office_files import (
    figure_files,
    layout_files,
    old_workbook_files,
    refused_files,
    text_files,
    workbook_files,
)


def main() -> None:
    text_files.text_containers()
    text_files.lost_text()
    figure_files.numbers()
    figure_files.checks()
    layout_files.layouts()
    workbook_files.workbooks()
    old_workbook_files.old_workbooks()
    refused_files.no_tables()


if __name__ == "__main__":
    main()
