import json
from collections.abc import Callable

from indicators.intake.json_form import reading_as_json
from indicators.intake.reading import Reading

Read = Callable[..., Reading]


def test_a_reading_is_rows_and_faults(read: Read) -> None:
    text = "Mã;Năm;Tử số;Mẫu số;Giá trị\nCT04;2025;90;400;\nCT02;2025;0;0;\nCT05;2025;;;x1\n"
    form = reading_as_json(read(text))
    assert json.loads(json.dumps(form)) == {
        "rows": [
            {
                "indicator": "CT04",
                "year": 2025,
                "reporting_unit": "XA",
                "kind": "actual",
                "value": 22.5,
                "numerator": 90,
                "denominator": 400,
                "source": {"sheet": None, "row": 2},
            },
            {
                "indicator": "CT02",
                "year": 2025,
                "reporting_unit": "XA",
                "kind": "actual",
                "value": None,
                "numerator": 0,
                "denominator": 0,
                "source": {"sheet": None, "row": 3},
            },
        ],
        "faults": [
            {
                "severity": "error",
                "code": "not_a_number",
                "row": 4,
                "column": "Giá trị",
                "seen": "x1",
                "message": "“x1” không phải một con số. "
                "Hãy ghi con số, hoặc để trống nếu chưa có số liệu.",
            }
        ],
    }


def test_a_workbook_row_names_its_sheet(read: Read, xlsx: Callable[..., bytes]) -> None:
    content = xlsx({"Biểu 1": [["Mã", "Năm", "Giá trị"], ["CT04", 2025, 12.5]]})
    (row,) = reading_as_json(read(content))["rows"]
    assert row["source"] == {"sheet": "Biểu 1", "row": 2}
