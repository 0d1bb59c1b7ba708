"""What a person mended in a file before confirming it; the file itself stays as handed in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

WHOLE_ROW = ""
"""The column of a correction that leaves its row out."""
_MARK = "cell:"


class CellRef(NamedTuple):
    """A cell of a file as the person sees it: sheet ("" for a text file), row, column heading."""

    sheet: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell that was `seen` so in the file and is read as `text`; see WHOLE_ROW."""

    cell: CellRef
    seen: str
    text: str

    @property
    def leaves_out(self) -> bool:
        return self.cell.column == WHOLE_ROW


def as_answers(corrections: Iterable[Correction]) -> dict[str, str]:
    """Corrections as entries among the answers that are remembered with a submission."""
    return {
        _MARK + json.dumps(list(c.cell), ensure_ascii=False): json.dumps(
            [c.seen, c.text], ensure_ascii=False
        )
        for c in corrections
    }


def of_answers(answers: Mapping[str, str]) -> tuple[Correction, ...]:
    """The corrections among a submission's answers, in the order of the file."""
    found = []
    for name, said in answers.items():
        if name.startswith(_MARK):
            sheet, row, column = json.loads(name.removeprefix(_MARK))
            seen, text = json.loads(said)
            found.append(Correction(CellRef(sheet, row, column), seen, text))
    return tuple(sorted(found, key=lambda c: c.cell))
