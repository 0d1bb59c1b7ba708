"""`read`, `figures` and `report` as a person or a script calls them: real processes, real files."""

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest
import xlsxwriter

from indicators import store_words, wording
from indicators.plan_folder import PlanError, read_plan
from indicators.report import report_words
from indicators.settings import ROOT
from indicators.store import Store
from tests.conftest import COMMUNE, draft, figure
from tests.serving import free_port, serving, settings

ROW_KEYS = ["indicator", "year", "reporting_unit", "kind"]
ROW_KEYS += ["value", "numerator", "denominator", "source"]
FAULT_KEYS = ["severity", "code", "row", "column", "seen", "message"]


class Answer(NamedTuple):
    code: int
    out: str
    errors: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Commands:
    """The command line on a database and settings of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "dashboard.duckdb"
        self.chosen: dict[str, object] = {"database": self.database, "today": "2026-11-20"}

    def __call__(self, *arguments: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "indicators.command", *arguments],
            cwd=ROOT,
            env=settings(**self.chosen),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def file(self, text: str, name: str = "tệp.csv") -> str:
        path = self.folder / name
        path.write_bytes(text.encode())
        return str(path)

    @contextmanager
    def dashboard(self) -> Iterator[None]:
        """Runs the dashboard on the same database meanwhile."""
        port = free_port()
        run = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
        with serving(run, port, self.folder / "log.txt", environment=settings(**self.chosen)):
            yield

    def break_plan(self) -> list[str]:
        """Gives the command a plan with faults; returns their sentences."""
        folder = self.folder / "plan"
        shutil.copytree(ROOT / "data" / "plan", folder)
        targets = folder / "targets.csv"
        text = targets.read_text(encoding="utf-8")
        text = text.replace("2030;12;", "2030;13;")
        targets.write_text(text.replace("CT07;", "CT77;"), encoding="utf-8")
        self.chosen["plan"] = folder
        with pytest.raises(PlanError) as found:
            read_plan(folder)
        return [str(fault) for fault in found.value.faults]


@pytest.fixture
def command(tmp_path: Path) -> Commands:
    return Commands(tmp_path)


def assert_refused(answer: Answer, sentences: Sequence[str]) -> None:
    assert answer.code == 1
    assert answer.out == ""
    assert answer.errors.splitlines() == list(sentences)


# read


def test_read_prints_rows_and_faults_as_the_upload_would_see_them(command: Commands) -> None:
    answer = command(
        "read",
        command.file(
            "\ufeffMã chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Tử số;Mẫu số;Giá trị\r\n"
            "CT04;2026;Thôn Một;chính thức;11,3;100;\r\n"
            "CT12;2026;;ước thực hiện;;;3\r\n"
            "CT07;2026;;chính thức;;;khoảng 91\r\n"
        ),
        "--json",
    )
    assert (answer.code, answer.errors) == (0, "")
    assert list(answer.json) == ["rows", "faults"]
    assert answer.json["rows"] == [
        {
            "indicator": "CT04",
            "year": 2026,
            "reporting_unit": "Thôn Một",
            "kind": "actual",
            "value": 11.3,
            "numerator": 11.3,
            "denominator": 100,
            "source": {"sheet": None, "row": 2},
        },
        {
            "indicator": "CT12",
            "year": 2026,
            "reporting_unit": "XA",
            "kind": "estimate",
            "value": 3,
            "numerator": None,
            "denominator": None,
            "source": {"sheet": None, "row": 3},
        },
    ]
    faults = {fault["code"]: fault for fault in answer.json["faults"]}
    assert faults["approximate"] == {
        "severity": "error",
        "code": "approximate",
        "row": 4,
        "column": "Giá trị",
        "seen": "khoảng 91",
        "message": "“khoảng 91” không phải một con số cụ thể. Hãy ghi đúng một con số.",
    }
    assert faults["unknown_unit"]["severity"] == "question"
    assert set(faults) == {"approximate", "unknown_unit"}


def test_read_keeps_to_its_keys_whatever_the_file(command: Commands) -> None:
    path = command.folder / "sổ.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Quý IV")
        sheet.write_row(0, 0, ["Số liệu năm 2026"])
        sheet.write_row(2, 0, ["Mã chỉ tiêu", "Loại số liệu", "Tử số", "Mẫu số"])
        sheet.write_row(3, 0, ["CT02", "chính thức", 0, 0])
    answer = command("read", str(path), "--json").json
    assert [list(row) for row in answer["rows"]] == [ROW_KEYS]
    assert [list(fault) for fault in answer["faults"]] == [FAULT_KEYS] * len(answer["faults"])
    (row,) = answer["rows"]
    assert (row["year"], row["value"]) == (2026, None), "the proposed year; nothing occurred"
    assert row["source"] == {"sheet": "Quý IV", "row": 4}
    assert [f["severity"] for f in answer["faults"] if f["code"] == "year_from_title"] == [
        "question"
    ]


def test_a_question_without_a_safe_proposal_leaves_its_rows_out(command: Commands) -> None:
    text = "Mã chỉ tiêu;Năm;Loại số liệu;Giá trị\nCT04;2026;chính thức;12.500\n"
    answer = command("read", command.file(text), "--json").json
    assert answer["rows"] == []
    assert [(f["severity"], f["code"]) for f in answer["faults"]] == [
        ("question", "ambiguous_number")
    ]


def test_read_takes_the_year_of_a_file_that_names_none(command: Commands) -> None:
    text = "Mã chỉ tiêu;Loại số liệu;Giá trị\nCT04;chính thức;11,3\n"
    answer = command("read", command.file(text), "--year", "2025", "--json").json
    assert [row["year"] for row in answer["rows"]] == [2025]


def test_a_file_that_is_no_table_is_a_fault_and_no_failure(command: Commands) -> None:
    answer = command("read", command.file("%PDF-1.7\n", "a.xlsx"), "--json")
    assert (answer.code, answer.errors) == (0, "")
    assert answer.json["rows"] == []
    assert [(f["severity"], f["row"]) for f in answer.json["faults"]] == [("error", None)]


def test_read_stores_nothing(command: Commands) -> None:
    text = "Mã chỉ tiêu;Năm;Giá trị\nCT04;2025;11,3\n"
    assert command("read", command.file(text), "--json").json["rows"]
    assert sorted(file.name for file in command.folder.iterdir()) == ["tệp.csv"]


VILLAGE = "Thôn Mẫu Một"
OF_A_VILLAGE = f"Mã chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Giá trị\nCT12;2026;{VILLAGE};;3\n"


def questions(answer: Answer) -> list[str]:
    return [f["code"] for f in answer.json["faults"] if f["severity"] == "question"]


def test_read_knows_the_units_that_reported_before(command: Commands) -> None:
    path = command.file(OF_A_VILLAGE)
    assert questions(command("read", path, "--json")) == ["unknown_unit"]
    with closing(Store(command.database, COMMUNE)) as store:
        store.confirm(draft(figure("CT12", 2025, "4", VILLAGE)))
    answer = command("read", path, "--json")
    assert questions(answer) == []
    assert [row["reporting_unit"] for row in answer.json["rows"]] == [VILLAGE]


def test_read_asks_the_running_dashboard_for_what_it_knows(command: Commands) -> None:
    with closing(Store(command.database, COMMUNE)) as store:
        stored = figure("CT12", 2025, "4", VILLAGE, numerator=Decimal("0.1"))
        nothing = figure("CT02", 2025, None, VILLAGE, not_applicable=True)
        store.confirm(draft(stored, nothing))
    with command.dashboard():
        answer = command("read", command.file(OF_A_VILLAGE), "--json")
    assert (answer.code, questions(answer)) == (0, [])


def test_read_does_not_know_invented_units(command: Commands) -> None:
    told = command("figures", "--json").json
    invented = {f["reporting_unit"] for f in told["figures"]} - {"XA"}
    path = command.file(OF_A_VILLAGE.replace(VILLAGE, min(invented)))
    assert questions(command("read", path, "--json")) == ["unknown_unit"]
    with command.dashboard():
        assert questions(command("read", path, "--json")) == ["unknown_unit"]


def test_read_without_json_says_it_in_sentences(command: Commands) -> None:
    text = "Mã chỉ tiêu;Năm;Loại số liệu;Giá trị\nCT04;2025;chính thức;11,3\nCT07;2025;;nhiều\n"
    answer = command("read", command.file(text))
    assert answer.out.splitlines()[0] == "tệp.csv: đọc được 1 dòng số liệu."
    assert any(line.startswith("- dòng 3: “nhiều”") for line in answer.out.splitlines())


def test_a_missing_file_is_named(command: Commands) -> None:
    missing = command.folder / "không có.csv"
    assert_refused(command("read", str(missing), "--json"), [f"Không có tệp {missing}."])


def test_a_folder_is_no_file(command: Commands) -> None:
    assert_refused(
        command("read", str(command.folder), "--json"),
        [f"Không mở được {command.folder}: hãy kiểm tra đó là một tệp và được phép đọc."],
    )


# figures


def test_figures_prints_the_current_figures_with_their_assessments(command: Commands) -> None:
    with closing(Store(command.database, COMMUNE)) as store:
        store.confirm(draft(figure("CT04", 2025, "9.5"), figure("CT04", 2026, "11")))
        store.confirm(draft(figure("CT04", 2026, "11.3", row=4)))
    answer = command("figures", "--json")
    assert (answer.code, answer.errors) == (0, "")
    told = answer.json
    assert (told["commune"], told["year"], told["version"]) == (COMMUNE, 2026, 2)
    assert told["demo"] is False
    assert told["figures"][1] == {
        "indicator": "CT04",
        "year": 2026,
        "reporting_unit": "XA",
        "kind": "actual",
        "value": 11.3,
        "numerator": None,
        "denominator": None,
        "not_applicable": False,
        "submission": 2,
        "source": {"submission": 2, "sheet": None, "row": 4},
    }
    by_code = {item["indicator"]: item for item in told["assessments"]}
    assert len(by_code) == 13
    assert (by_code["CT04"]["value"], by_code["CT04"]["value_year"]) == (11.3, 2026)
    assert by_code["CT04"]["target"] == {"year": 2030, "threshold": 20}
    assert by_code["CT04"]["required_pace"] == pytest.approx((20 - 11.3) / 4)
    assert (by_code["CT07"]["value"], by_code["CT07"]["label"]) == (None, "no_data")


def test_figures_of_an_earlier_year_are_assessed_as_it_stood(command: Commands) -> None:
    with closing(Store(command.database, COMMUNE)) as store:
        store.confirm(draft(figure("CT04", 2025, "9.5"), figure("CT04", 2026, "11")))
    told = command("figures", "--year", "2025", "--json").json
    (assessed,) = [item for item in told["assessments"] if item["indicator"] == "CT04"]
    assert (told["year"], assessed["value"]) == (2025, 9.5)


def test_figures_of_a_first_start_are_the_invented_ones(command: Commands) -> None:
    told = command("figures", "--json").json
    assert (told["demo"], told["year"], told["version"]) == (True, 2026, 1)
    assert {f["indicator"] for f in told["figures"]} >= {"CT01", "CT12"}
    assert any(item["label"] != "no_data" for item in told["assessments"])


@pytest.mark.parametrize("arguments", [[], ["--year", "2024"]])
def test_figures_of_a_running_dashboard_come_from_it(
    command: Commands, arguments: list[str]
) -> None:
    with command.dashboard():
        while_running = command("figures", "--json", *arguments)
    assert while_running.code == 0
    assert while_running.json["demo"] is True
    assert while_running.json["year"] == (2024 if arguments else 2026)
    assert while_running.json == command("figures", "--json", *arguments).json


def test_a_database_that_another_program_holds_is_one_sentence(command: Commands) -> None:
    with closing(Store(command.database, COMMUNE)):
        answer = command("figures", "--json")
    assert_refused(answer, [store_words.TROUBLES["in_use"]])


def test_a_damaged_database_is_one_sentence(command: Commands) -> None:
    command.database.write_bytes(b"not a database" * 1000)
    assert_refused(command("figures", "--json"), [store_words.TROUBLES["damaged"]])


# report


def test_report_writes_the_document_of_the_year(command: Commands) -> None:
    with closing(Store(command.database, COMMUNE)) as store:
        store.confirm(draft(figure("CT04", 2025, "9.5"), figure("CT04", 2026, "11.3")))
    place = command.folder / "báo cáo.docx"
    answer = command("report", "--year", "2026", "--issuer", "phong", "--out", str(place))
    assert (answer.code, answer.errors) == (0, "")
    assert answer.out.startswith(f"Đã ghi {place}; còn ")
    document = docx.Document(str(place))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "11,3%" in words
    assert "Kính gửi" in words
    assert len(document.inline_shapes) == 1 + 5
    assert wording.DEMO_MARK not in words


def test_report_of_invented_figures_says_that_they_are(command: Commands) -> None:
    place = command.folder / "a.docx"
    answer = command("report", "--out", str(place))
    assert (answer.code, answer.out.splitlines()[1:]) == (0, [report_words.DEMO_WATERMARK])
    assert place.read_bytes().startswith(b"PK")


def test_report_can_be_as_of_an_earlier_day(command: Commands) -> None:
    moments = iter([datetime(2026, 11, day, 3, tzinfo=UTC) for day in (10, 18)])
    with closing(Store(command.database, COMMUNE, lambda: next(moments))) as store:
        store.confirm(draft(figure("CT04", 2026, "9.5")))
        store.confirm(draft(figure("CT04", 2026, "11.3")))
    said = {}
    for day in ("10/11/2026", "18/11/2026", "01/01/2030"):
        place = command.folder / "a.docx"
        assert command("report", "--as-of", day, "--out", str(place)).code == 0
        paragraphs = docx.Document(str(place)).paragraphs
        said[day] = "\n".join(paragraph.text for paragraph in paragraphs)
    assert "9,5%" in said["10/11/2026"]
    assert "số liệu đến ngày 10/11/2026" in said["10/11/2026"]
    assert "11,3%" in said["18/11/2026"]
    assert "số liệu đến ngày 20/11/2026" in said["01/01/2030"]


def test_report_refuses_a_day_that_is_none(command: Commands) -> None:
    answer = command("report", "--as-of", "2026-11-31")
    assert answer.code == 2
    assert "ngày phải viết như 20/11/2026" in answer.errors


def test_report_says_which_years_there_are(command: Commands) -> None:
    with closing(Store(command.database, COMMUNE)) as store:
        store.confirm(draft(figure("CT04", 2025, "9.5")))
    answer = command("report", "--year", "2024", "--out", str(command.folder / "a.docx"))
    assert_refused(answer, [report_words.no_such_year(2024, [2025, 2026])])
    assert not (command.folder / "a.docx").exists()


def test_report_says_where_it_cannot_write(command: Commands) -> None:
    place = command.folder / "không có" / "a.docx"
    assert_refused(command("report", "--out", str(place)), [report_words.not_written(str(place))])


def test_report_beside_a_running_dashboard_says_where_to_get_it(command: Commands) -> None:
    with closing(Store(command.database, COMMUNE)):
        answer = command("report", "--out", str(command.folder / "a.docx"))
    assert_refused(answer, [report_words.STORE_IN_USE])


def test_report_of_a_damaged_database_is_one_sentence(command: Commands) -> None:
    command.database.write_bytes(b"not a database" * 1000)
    assert_refused(command("report"), [store_words.TROUBLES["damaged"]])


def test_report_knows_two_issuers(command: Commands) -> None:
    answer = command("report", "--issuer", "xã")
    assert answer.code == 2
    assert "ubnd" in answer.errors
    assert "phong" in answer.errors


# All of them


def calls(command: Commands) -> list[list[str]]:
    path = command.file("Mã chỉ tiêu;Năm;Giá trị\nCT04;2025;1\n")
    return [["read", path, "--json"], ["figures", "--json"], ["report"]]


def test_every_fault_of_the_plan_folder_is_said(command: Commands) -> None:
    sentences = command.break_plan()
    assert len(sentences) > 1
    for call in calls(command):
        assert_refused(command(*call), sentences)


def test_a_missing_plan_folder_is_said_without_a_traceback(command: Commands) -> None:
    command.chosen["plan"] = command.folder / "gone"
    for call in calls(command):
        answer = command(*call)
        assert (answer.code, answer.out) == (1, "")
        assert "Traceback" not in answer.errors
        assert "units.csv: thiếu tệp này trong thư mục kế hoạch." in answer.errors


def test_a_setting_that_cannot_be_understood_is_said(command: Commands) -> None:
    command.chosen["today"] = "20/11/2026"
    for call in calls(command):
        assert_refused(
            command(*call),
            ["INDICATORS_TODAY: “20/11/2026” không phải ngày dạng 2026-12-04."],
        )


def test_the_version_is_the_projects(command: Commands) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert command("version").out.strip().endswith(f"phiên bản {project['version']}")
