"""Every file of tests/office_files reads exactly as the expectation beside it says."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from indicators.intake.reading import Reading
from indicators.observations import Observation
from indicators.settings import ROOT

Read = Callable[..., Reading]
FOLDER = ROOT / "tests" / "office_files"
ENDING = ".expected.json"
EXPECTATIONS = sorted(FOLDER.glob(f"*{ENDING}"))


def shown(number: Decimal | None) -> str:
    return "-" if number is None else format(number.normalize(), "f")


def as_row(figure: Observation, has_sheets: bool) -> str:
    about = (figure.row, figure.indicator, figure.year, figure.reporting_unit, figure.kind.value)
    parts = [figure.numerator, figure.denominator]
    numbers = [figure.value, *(parts if any(part is not None for part in parts) else [])]
    sheet = [f"@{figure.sheet}"] if has_sheets else []
    return ";".join([*map(str, about), *map(shown, numbers), *sheet])


@pytest.mark.parametrize("path", EXPECTATIONS, ids=lambda path: path.name.removesuffix(ENDING))
def test_an_office_file_reads_as_expected(read: Read, path: Path) -> None:
    expected: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    name = path.name.removesuffix(ENDING)
    reading = read((FOLDER / name).read_bytes(), name, **expected["asked_of_the_reading"])
    has_sheets = any("@" in row for row in expected["rows"])
    assert [as_row(figure, has_sheets) for figure in reading.observations] == expected["rows"]
    faults = [[f.severity.value, f.code, f.row, f.seen] for f in reading.faults]
    assert sorted(map(repr, faults)) == sorted(map(repr, expected["faults"]))
    assert {
        "accepted": reading.accepted,
        "refused": reading.refused,
        "asked": reading.asked,
        "non_data": reading.non_data,
    } == expected["counts"]


def test_every_office_file_has_its_expectation() -> None:
    files = {path.name for path in FOLDER.iterdir() if path.suffix not in (".py", ".json")}
    assert files - {"__pycache__"} == {path.name.removesuffix(ENDING) for path in EXPECTATIONS}
    assert len(files) > 60
