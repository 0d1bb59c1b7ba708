"""Which sheets of a workbook are read, where several hold tables."""

from __future__ import annotations

from indicators.intake import row_sentences
from indicators.intake.cells import RawSheet
from indicators.intake.identities import Question
from indicators.intake.layout import Table
from indicators.intake.questions import ALL, Questions
from indicators.intake.sentence import listed
from indicators.observations import Option


def chosen_sheets(
    found: list[tuple[RawSheet, list[Table]]], questions: Questions
) -> tuple[list[tuple[RawSheet, list[Table]]], list[RawSheet]]:
    """The sheets to read, all of them if nobody chose one, and those with a table left out."""
    names = [sheet.name for sheet, tables in found if tables]
    if len(names) < 2:
        return found, []
    sentence = row_sentences.which_sheets(names)
    options = (
        Option(ALL, row_sentences.ALL_SHEETS),
        *(Option(f"sheet:{name}", row_sentences.only_sheet(name)) for name in names),
    )
    question = Question(sentence.code, "sheets", listed(names), options, ALL, sentence)
    answer = questions.settle(question, "", None, "")
    kept, left_out = [], []
    for sheet, tables in found:
        if tables and answer not in (ALL, f"sheet:{sheet.name}"):
            left_out.append(sheet)
        else:
            kept.append((sheet, tables))
    return kept, left_out
