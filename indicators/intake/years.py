"""The year and the kind of a table whose rows do not say them: looked for in titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from indicators.intake import row_sentences
from indicators.intake.cells import cell_text
from indicators.intake.identities import Question
from indicators.intake.layout import Table
from indicators.intake.names import fold
from indicators.observations import Kind, Option
from indicators.plan import Plan

_YEAR = re.compile(r"(?<![\d/.\-])(?:19|20)\d\d(?![\d/.])")
_NOT_DATA = re.compile(
    r"ngay \d{1,2} thang \d{1,2} nam \d{4}|thang \d{1,2} nam \d{4}"
    r"|(?:19|20)\d\d (?:den )?(?:nam )?(?:19|20)\d\d|(?:den|tam nhin|muc tieu) (?:nam )?\d{4}"
    r"|\d{1,2} \d{1,2} (?:19|20)\d\d|(?:qd|kh|nq|ctr|tt|nd|cv) \S*"
)
_PLANNED = re.compile(
    r"^(?:(?:bang|bieu|phu luc) )?(?:(?:giao|dang ky|cac) )?(?:chi tieu )?"
    r"(?:ke hoach\b|kh (?:nam )?20\d\d$)|^(?:giao|dang ky) chi tieu\b"
)
_RESULTS = re.compile(r"\b(?:ket qua|thuc hien|bao cao|tong hop|tinh hinh|uoc)\b")
_PART_OF_YEAR = re.compile(
    r"\b(?:(?:[1-9]|10|11) thang|quy (?:[1-4]|i{1,3}|iv))\b"
    r"(?: (?:dau|cuoi))?(?: nam)? ((?:19|20)\d\d)\b"
)


def year_question(
    table: Table, plan: Plan, today: date, file_name: str, name: str, chosen: int | None
) -> Question | None:
    """Which year the rows are of; proposes one where titles name exactly one.

    A table further down goes by its own titles, then by those at the top. A span of years,
    a deadline ("đến năm 2030") and the date of a letterhead are no data year.
    The sheet's name is looked at next, the file's name last. `chosen` is the year the person
    chose beforehand: None is returned where nothing speaks against it, but a file that names
    another year, or only some months of one, is asked about all the same.
    """
    rows = table.sheet.rows
    titles, above = (
        [text for row in header for cell in row if (text := cell_text(cell))]
        for header in (rows[table.start : table.first_header], rows[: table.top])
    )
    stem = file_name.rpartition(".")[0]
    proposal, seen = None, ""
    candidates: list[int] = []
    for texts in (titles, above, [table.sheet.name], [stem]):
        found: dict[int, str] = {}
        for text in texts:
            for year in _years_of(text):
                if year in plan.years:
                    found.setdefault(year, text)
        if found:
            candidates = sorted(found)
            if len(found) == 1:
                proposal, seen = str(candidates[0]), found[candidates[0]]
            break
    part = _part_of_year(titles or above, plan)
    if part is not None:
        year, seen = part
        option = Option(str(year), row_sentences.in_year(year))
        return Question("part_of_year", name, seen, (option,), None)
    if chosen is not None:
        if proposal is None or int(proposal) == chosen:
            return None
        both = (int(proposal), chosen)
        options = tuple(Option(str(year), row_sentences.in_year(year)) for year in both)
        return Question("year_differs", name, seen, options, proposal)
    last = max(today.year, *candidates) if candidates else today.year
    years = [year for year in reversed(plan.years) if year <= last]
    years.sort(key=lambda year: year not in candidates)
    return Question(
        code="year_from_title" if proposal else "year_not_given",
        name=name,
        seen=seen,
        options=tuple(Option(str(year), row_sentences.in_year(year)) for year in years),
        proposal=proposal,
    )


def kind_question(table: Table, name: str) -> Question | None:
    """Whether figures under the title of a plan are planned ones; None where no title is such.

    "Kế hoạch" also names what a report reports on, so a title that speaks of results settles it.
    """
    rows = table.sheet.rows[table.start : table.first_header]
    titles = [text for row in rows for cell in row if (text := cell_text(cell))]
    texts = [*titles, table.sheet.name]
    folded = [fold(text) for text in texts]
    if any(_RESULTS.search(text) for text in folded):
        return None
    seen = next(
        (text for text, plain in zip(texts, folded, strict=True) if _PLANNED.match(plain)), None
    )
    if seen is None:
        return None
    options = (
        Option(Kind.PLANNED.value, row_sentences.PLANNED_FIGURES),
        Option(Kind.ACTUAL.value, row_sentences.FIGURES_OF_THE_YEAR),
    )
    sentence = row_sentences.kind_of_title(seen)
    return Question("kind_of_title", name, seen, options, None, sentence=sentence)


def _part_of_year(titles: Sequence[str], plan: Plan) -> tuple[int, str] | None:
    """The year of which a title gives only some months ("6 tháng đầu năm 2026"), and the title."""
    for text in titles:
        found = _PART_OF_YEAR.search(_NOT_DATA.sub(" ", fold(text)))
        if found is not None and int(found[1]) in plan.years:
            return int(found[1]), text
    return None


def _years_of(text: str) -> list[int]:
    folded = _NOT_DATA.sub(" ", fold(text))
    return [int(year) for year in _YEAR.findall(folded)]
