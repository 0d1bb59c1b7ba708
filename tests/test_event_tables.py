"""The history of everything as a table and a file that no spreadsheet runs."""

import csv
import io
from datetime import datetime

import pytest

from indicators import event_words as words
from indicators.event_tables import events_csv, events_table
from indicators.events import Event, EventKind
from indicators.office_settings import OfficeSettings

MOMENT = datetime(2026, 11, 20, 9, 5)


def test_every_kind_and_setting_has_words() -> None:
    assert set(words.KINDS) == set(EventKind)
    assert len(set(words.KINDS.values())) == len(EventKind)
    assert set(words.SETTINGS) == set(OfficeSettings.__dataclass_fields__)


@pytest.mark.parametrize(
    ("event", "subject", "before", "after"),
    [
        (
            Event(EventKind.SETTINGS_CHANGED, "approval", "false", "true"),
            "Số liệu chỉ được tính sau khi người thứ hai phê duyệt",
            "không",
            "có",
        ),
        (
            Event(EventKind.SETTINGS_CHANGED, "retention_months", "24", "1200"),
            "Giữ lịch sử (tháng)",
            "24",
            "1.200",
        ),
        (
            Event(EventKind.SETTINGS_CHANGED, "projector_key", '""', "•••"),
            "Khóa xem trình chiếu",
            "(trống)",
            "•••",
        ),
        (Event(EventKind.UNDO, "12"), "lần 12", "", ""),
        (Event(EventKind.REFUSAL, "3", after="refused"), "mã chờ 3", "", "Bị từ chối"),
        (Event(EventKind.SUBMISSION, "năm.csv"), "năm.csv", "", ""),
    ],
)
def test_an_event_is_said_in_words(event: Event, subject: str, before: str, after: str) -> None:
    assert words.subject(event) == subject
    assert (words.value(event, event.before), words.value(event, event.after)) == (before, after)


def test_a_row_says_who_from_where_and_opens_its_submission() -> None:
    event = Event(
        EventKind.SUBMISSION,
        "<b>a</b>.csv",
        login="lan",
        person="Bà [Lan](x)",
        address="10.0.0.2",
        submission=7,
        moment=MOMENT,
        number=9,
    )
    ((row,),) = [group["rows"] for group in events_table([event])["groups"]]
    assert row["open"]["params"] == {"lan": "7"}
    said = [part["text"] for line in row["cells"]["who"]["lines"] for part in line["parts"]]
    assert said == ["Bà [Lan](x)", "lan · 10.0.0.2"]
    assert row["cells"]["what"]["lines"][0]["parts"][0]["text"] == "<b>a</b>.csv"
    assert row["cells"]["time"]["lines"][0]["parts"][0]["text"] == "20/11/2026 16:05"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "|calc"])
def test_no_text_of_an_event_is_run_by_a_spreadsheet(text: str) -> None:
    event = Event(EventKind.EXPORT, text, text, text, text, text, text, text, moment=MOMENT)
    content = events_csv([event]).decode("utf-8-sig")
    _, row = csv.reader(io.StringIO(content), delimiter=";")
    assert not [cell for cell in row if cell[:1] in "=+-@|\t" and cell]
