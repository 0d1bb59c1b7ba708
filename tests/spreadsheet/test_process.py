"""The reading process: whatever happens in it becomes one trouble, and nothing of it is kept."""

import io
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import xlsxwriter

from indicators.intake.workbook import sentence_for
from indicators.settings import ROOT
from indicators.spreadsheet.plain import PlainSheet, PlainWorkbook, Special, packed, unpacked
from indicators.spreadsheet.process import read_cells
from indicators.spreadsheet.unreadable import Trouble, Unreadable

UNDER_LIMITS = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from indicators.spreadsheet.child import limit; limit(200 << 20, {seconds}); "
)


@pytest.fixture(scope="module")
def workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Số liệu")
        sheet.write_row(0, 0, ["Mã", "Năm"])
        sheet.write_row(1, 0, ["CT12", 2025])
    return stream.getvalue()


def test_a_workbook_is_read_in_a_process_of_its_own(workbook: bytes) -> None:
    assert read_cells(workbook).sheets == [
        PlainSheet("Số liệu", [["Mã", "Năm"], ["CT12", 2025.0]], [1, 2])
    ]


@pytest.mark.parametrize(
    ("program", "trouble"),
    [
        ("import os; os.abort()", Trouble.TOO_HEAVY),
        ("raise ValueError('số bí mật 0123')", Trouble.TOO_HEAVY),
        ("import time; time.sleep(600)", Trouble.TOO_SLOW),
        ("while True: pass", Trouble.TOO_SLOW),
        ("print('lời khác')", Trouble.BROKEN),
        ("import sys; sys.stdout.buffer.write(bytes(8))", Trouble.BROKEN),
        ("pass", Trouble.BROKEN),
    ],
)
def test_a_process_that_fails_is_one_trouble(
    program: str, trouble: Trouble, workbook: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Unreadable) as failed:
        read_cells(workbook, seconds=2, program=program)
    assert failed.value.trouble is trouble
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
@pytest.mark.parametrize(
    ("seconds", "rest"),
    [(60, "kept = bytes(400 << 20)"), (1, "\nwhile True: pass")],
)
def test_memory_and_processor_time_are_bounded(seconds: int, rest: str, workbook: bytes) -> None:
    program = UNDER_LIMITS.format(seconds=seconds) + rest
    with pytest.raises(Unreadable) as failed:
        read_cells(workbook, seconds=120, program=program)
    assert failed.value.trouble is Trouble.TOO_HEAVY


@pytest.mark.parametrize("content", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"x" * 999])
def test_what_is_no_workbook_is_broken(content: bytes) -> None:
    with pytest.raises(Unreadable) as failed:
        read_cells(content)
    assert failed.value.trouble is Trouble.BROKEN


def test_the_process_loads_neither_the_plan_nor_the_web_server() -> None:
    program = (
        "import sys; import indicators.spreadsheet.child, indicators.spreadsheet.reader; "
        "print(*(name for name in sys.modules if name.startswith(('indicators', 'streamlit'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert "indicators.spreadsheet.reader" in loaded
    assert [name for name in loaded if "spreadsheet" not in name] == ["indicators"]


def test_it_works_from_a_folder_with_spaces_and_vietnamese_letters(
    tmp_path: Path, workbook: bytes
) -> None:
    home = tmp_path / "Phần mềm của xã" / "indicators"
    shutil.copytree(ROOT / "indicators" / "spreadsheet", home / "spreadsheet")
    shutil.copy(ROOT / "indicators" / "__init__.py", home)
    (tmp_path / "tệp.xlsx").write_bytes(workbook)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); "
        "from indicators.spreadsheet.process import read_cells; "
        "print(len(read_cells(open(sys.argv[2], 'rb').read()).sheets))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, str(home.parent), str(tmp_path / "tệp.xlsx")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "1\n"


def test_several_threads_read_at_the_same_time(workbook: bytes) -> None:
    with ThreadPoolExecutor(5) as threads:
        found = list(threads.map(read_cells, [workbook] * 5))
    assert [len(book.sheets) for book in found] == [1] * 5


def test_it_leaves_no_process_behind(workbook: bytes) -> None:
    if not Path("/proc/self/task").exists():
        pytest.skip("only Linux lists the processes of a process here")
    with pytest.raises(Unreadable):
        read_cells(workbook, seconds=1, program="import time; time.sleep(600)")
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    lines = [Path(f"/proc/{child}/cmdline").read_bytes() for child in children]
    assert not any(b"time.sleep(600)" in line for line in lines)


# What travels


def test_cells_travel_as_they_are() -> None:
    sheet = PlainSheet(
        "Thôn “A”",
        [["", "CT04", 0.1, Special("percent", "0.0875")], [], ["ế" * 3, Special("broken", "#N/A")]],
        [1, 7, 200_000],
        [(1, 0, 2, 3)],
    )
    book = PlainWorkbook([sheet, PlainSheet("Trống")], ["Ẩn"])
    assert unpacked(packed(book)) == book


def test_texts_arrive_in_one_piece_and_without_invisible_characters() -> None:
    book = PlainWorkbook([PlainSheet("A", [["e\u0302\u0301\u200b"]], [1])])
    assert unpacked(packed(book)).sheets[0].rows == [["ế"]]


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_its_sentence(trouble: Trouble) -> None:
    sentence = sentence_for(Unreadable(trouble, "Biểu 1", "3", "16000"))
    assert sentence.code == trouble.value
    assert sentence.why.endswith(".")
    assert sentence.mend.endswith(".")
