"""The commands of `python3 -m indicators`, run by the Python of `.venv`.

Libraries are imported by the command that needs them, so that every other one starts at once.
"""

import argparse
import json
import logging
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from xml.etree import ElementTree

from indicators.__main__ import ROOT, hand_over
from indicators.account_options import account, add_account_parser
from indicators.observations import Key, Observation
from indicators.plan import Plan
from indicators.settings import SettingError, Settings

CHECKS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` name (default: the process's); return its exit code."""
    # What a library or the store logs is for the dashboard's log, not for a command's answer.
    logging.getLogger("indicators").addHandler(logging.NullHandler())
    parser = command_line()
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command != "test":
        parser.error(f"không hiểu: {' '.join(rest)}")
    try:
        if options.command == "test":
            return test(rest)
        if options.command == "read":
            return read(options.file, options.year, as_json=options.json)
        if options.command == "figures":
            return figures(options.year, as_json=options.json)
        if options.command == "report":
            return report(options.year, options.issuer, options.out, options.as_of)
        if options.command == "account":
            done, told = account(options)
            return say(told) if done else refuse(*told)
        if options.command == "copy":
            return copy(options.source)
        if options.command in ("backup", "verify", "repair"):
            from indicators.upkeep_commands import COMMANDS

            return COMMANDS[options.command]()
        if options.command == "restore":
            from indicators.upkeep_commands import bring_back

            chosen, before = options.source, options.before_upgrade
            return bring_back(chosen, before_upgrade=before, only_try=options.drill)
        if options.command == "publish":
            return publish(options.folder, options.year, options.with_explanations)
        return run(options.host, options.port)
    except KeyboardInterrupt:
        return 130
    except SettingError as error:
        return refuse(str(error))


def command_line() -> argparse.ArgumentParser:
    """Return the parser; its help is what an operator reads first."""
    parser = argparse.ArgumentParser(
        prog="python3 -m indicators",
        description="Vĩnh Am Xanh 2030: theo dõi kế hoạch chuyển đổi xanh của xã.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")

    running = commands.add_parser("run", help="mở bảng theo dõi", allow_abbrev=False)
    running.add_argument("--port", type=port_number, default=8501, help="cổng (mặc định 8501)")
    running.add_argument(
        "--host",
        default="localhost",
        help="địa chỉ phục vụ: localhost là chỉ máy này (mặc định), 0.0.0.0 là cả mạng nội bộ",
    )

    commands.add_parser(
        "test",
        help="kiểm tra mã nguồn và chạy mọi phép thử; tham số thêm được chuyển cho pytest",
        allow_abbrev=False,
    )

    reading = commands.add_parser(
        "read",
        help="đọc thử một tệp như khi nạp, không ghi gì",
        allow_abbrev=False,
    )
    reading.add_argument("file", type=Path, metavar="TỆP", help="tệp CSV hoặc Excel")
    reading.add_argument("--year", type=int, help="năm của số liệu, nếu tệp không có cột Năm")
    reading.add_argument("--json", action="store_true", help="in JSON thay vì câu chữ")

    figures = commands.add_parser(
        "figures", help="in số liệu hiện hành kèm đánh giá", allow_abbrev=False
    )
    figures.add_argument("--year", type=int, help="năm xem (mặc định: năm như trên màn hình)")
    figures.add_argument("--json", action="store_true", help="in JSON thay vì câu chữ")

    reporting = commands.add_parser(
        "report", help="soạn báo cáo năm thành tệp Word (.docx)", allow_abbrev=False
    )
    reporting.add_argument("--year", type=int, help="năm báo cáo (mặc định: năm như trên màn hình)")
    reporting.add_argument(
        "--issuer",
        choices=("ubnd", "phong"),
        default="ubnd",
        help="cơ quan ban hành: ubnd là UBND xã (mặc định), phong là phòng tổng hợp",
    )
    reporting.add_argument(
        "--as-of",
        type=a_day,
        metavar="NGÀY",
        help="chỉ tính số liệu đã ghi đến hết ngày này, ví dụ 20/11/2026 (mặc định: hôm nay)",
    )
    reporting.add_argument(
        "--out", type=Path, metavar="TỆP", help="tệp ghi ra (mặc định: tên như khi tải về)"
    )

    add_account_parser(commands)
    for name, purpose in (
        ("backup", "sao lưu ngay và kiểm tra bản sao lưu"),
        ("verify", "kiểm tra tệp dữ liệu, nhật ký và mọi bản sao lưu; không đổi gì"),
        ("repair", "sửa trên một bản chép của tệp dữ liệu hỏng; tệp gốc giữ nguyên"),
    ):
        commands.add_parser(name, help=purpose, allow_abbrev=False)
    restoring = commands.add_parser(
        "restore",
        help="khôi phục từ bản sao lưu mới nhất và nhật ký; tệp cũ được giữ lại",
        allow_abbrev=False,
    )
    restoring.add_argument(
        "--drill", action="store_true", help="diễn tập: khôi phục thử ở chỗ khác, không đổi gì"
    )
    restoring.add_argument(
        "--from", dest="source", type=Path, metavar="TỆP", help="khôi phục từ tệp này"
    )
    restoring.add_argument(
        "--before-upgrade",
        action="store_true",
        help="quay lại dữ liệu trước khi nâng cấp, cho phiên bản phần mềm cũ",
    )

    publishing = commands.add_parser(
        "publish",
        help="ghi bản công khai chỉ đọc (trang tĩnh và dữ liệu mở) vào một thư mục",
        allow_abbrev=False,
    )
    publishing.add_argument(
        "folder",
        type=Path,
        metavar="THƯ_MỤC",
        help="thư mục mới, trống, hoặc do chính lệnh này ghi lần trước",
    )
    publishing.add_argument("--year", type=int, help="năm xem (mặc định: năm như trên màn hình)")
    publishing.add_argument(
        "--with-explanations",
        action="store_true",
        help="công khai cả giải trình của đơn vị chủ trì (mặc định: không)",
    )

    copying = commands.add_parser(
        "copy",
        help="chép toàn bộ một cơ sở dữ liệu vào cơ sở dữ liệu trống trong INDICATORS_DATABASE",
        allow_abbrev=False,
    )
    copying.add_argument("source", metavar="NGUỒN", help="tệp hoặc địa chỉ của cơ sở dữ liệu nguồn")

    return parser


def port_number(text: str) -> int:
    """Read a TCP port; raises argparse's error outside 1..65535."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"cổng phải là số từ 1 đến 65535, không phải {text!r}")


def a_day(text: str) -> date:
    """Read a day as offices write it (20/11/2026); raises argparse's error for anything else."""
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        wrong = f"ngày phải viết như 20/11/2026, không phải {text!r}"
        raise argparse.ArgumentTypeError(wrong) from None


def run(host: str, port: int) -> int:
    """Serve the dashboard until it is stopped; return its exit code, 1 where the port is taken."""
    everywhere = host in ("0.0.0.0", "::")
    here = f"http://{'localhost' if everywhere else host}:{port}"
    if is_taken("localhost" if everywhere else host, port):
        print(
            f"Cổng {port} đang được dùng: nếu bảng theo dõi đã mở thì vào {here},"
            f" nếu không hãy chọn cổng khác: python3 -m indicators run --port {port + 1}",
            file=sys.stderr,
        )
        return 1
    print(f"Mở {here} trong trình duyệt; dừng bằng Ctrl+C.")
    if everywhere and (address := lan_address()):
        print(f"Máy khác trong mạng nội bộ: http://{address}:{port}")
    streamlit = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py")]
    settings = {
        "server.address": host,
        "server.port": str(port),
        "server.headless": "true",
        # Its greeting is English, and on 0.0.0.0 it asks a server on the internet for our address.
        "logger.hideWelcomeMessage": "true",
    }
    flags = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return hand_over([*streamlit, *flags])


def read(file: Path, year: int | None, *, as_json: bool) -> int:
    """Read an office file as the upload would and print what it would store; store nothing."""
    from indicators.intake import read_file, reading_as_json
    from indicators.plan_folder import PlanError, read_plan
    from indicators.settings import read_settings

    settings = read_settings(os.environ)
    try:
        plan = read_plan(settings.plan_folder)
        content = file.read_bytes()
    except PlanError as error:
        return refuse(*map(str, error.faults))
    except FileNotFoundError:
        return refuse(f"Không có tệp {file}.")
    except OSError:
        return refuse(f"Không mở được {file}: hãy kiểm tra đó là một tệp và được phép đọc.")
    stored = known_figures(settings, plan)
    reading = read_file(
        content,
        file.name,
        plan=plan,
        today=settings.today(),
        known_units=sorted({key.reporting_unit for key in stored}),
        stored=stored,
        year=year,
    )
    if as_json:
        print(json.dumps(reading_as_json(reading), ensure_ascii=False, indent=1))
        return 0
    print(f"{file.name}: đọc được {len(reading.observations)} dòng số liệu.")
    for fault in reading.faults:
        place = f"dòng {fault.row}: " if fault.row else ""
        print(f"- {place}{fault.message}")
    return 0


def figures(year: int | None, *, as_json: bool) -> int:
    """Print the current figures with their assessments."""
    from indicators import results, wording
    from indicators.figures_json import figures_as_json
    from indicators.opening import open_board
    from indicators.plan_folder import PlanError
    from indicators.settings import read_settings
    from indicators.store import StoreUnavailable

    settings = read_settings(os.environ)
    today = settings.today()
    try:
        board = open_board(settings)
    except PlanError as error:
        return refuse(*map(str, error.faults))
    except StoreUnavailable as error:
        served = served_figures(settings.address_file, year) if as_json else None
        if served is None:
            return refuse(wording.STORE_TROUBLES[error.trouble.value])
        print(json.dumps(served, ensure_ascii=False, indent=1))
        return 0
    view = board.view(year or board.usual_year(today), today)
    if as_json:
        print(json.dumps(figures_as_json(view), ensure_ascii=False, indent=1))
        return 0
    print(results.result_sentence(view.standings))
    for standing in view.standings:
        print(f"- {wording.standing_sentence(standing)}")
    return 0


def report(year: int | None, issuer: str, out: Path | None, as_of: date | None) -> int:
    """Write the yearly report, as the dashboard's own screen offers it, to a file."""
    from indicators import wording
    from indicators.opening import open_board
    from indicators.pictures import report_pictures
    from indicators.plan_folder import PlanError
    from indicators.report import Issuer, as_docx, blanks, compose, report_words
    from indicators.settings import read_settings
    from indicators.store import StoreUnavailable, Trouble

    settings = read_settings(os.environ)
    today = settings.today()
    try:
        board = open_board(settings)
    except PlanError as error:
        return refuse(*map(str, error.faults))
    except StoreUnavailable as error:
        is_in_use = error.trouble is Trouble.IN_USE
        trouble = wording.STORE_TROUBLES[error.trouble.value]
        return refuse(report_words.STORE_IN_USE if is_in_use else trouble)
    chosen = year or board.usual_year(today)
    if chosen not in board.years(today):
        return refuse(report_words.no_such_year(chosen, board.years(today)))
    if as_of is None or as_of >= today:
        view = board.view(chosen, today)
    else:
        view = board.view(chosen, as_of, board.version_on(as_of))
    made = compose(view, Issuer(issuer), report_pictures(view))
    place = out or Path(made.file_name)
    try:
        place.write_bytes(as_docx(made))
    except OSError:
        return refuse(report_words.not_written(str(place)))
    print(report_words.written(str(place), blanks(made)))
    if view.is_demo:
        print(report_words.DEMO_WATERMARK)
    return 0


def publish(folder: Path, year: int | None, with_explanations: bool) -> int:
    """Write the public copy to a folder."""
    from indicators.plan_folder import PlanError
    from indicators.public_copy import NoCopy, current_copy
    from indicators.publication import NotWritten, public_words, write_copy
    from indicators.settings import read_settings

    try:
        files = current_copy(read_settings(os.environ), year, with_explanations=with_explanations)
        write_copy(files, folder)
    except PlanError as error:
        return refuse(*map(str, error.faults))
    except (NoCopy, NotWritten) as error:
        return refuse(str(error))
    print(public_words.written(str(folder), files))
    return 0


def known_figures(settings: Settings, plan: Plan) -> dict[Key, Observation]:
    """The figures a file is compared with: the store's, or those of the dashboard that runs."""
    from indicators.figures_json import observations_from_json
    from indicators.store import StoreUnavailable, open_store

    if isinstance(settings.database, Path) and not settings.database.exists():
        return {}
    try:
        store = open_store(settings.database, plan.commune.code, keeping=settings.keeping)
    except StoreUnavailable:
        served = served_figures(settings.address_file, None)
        return {o.key: o for o in observations_from_json(served or {})}
    return {} if store.holds_demo_figures() else store.current_by_key()


def served_figures(address_file: Path | None, year: int | None) -> dict[str, Any] | None:
    """Ask the dashboard that holds the database for its figures; None where it does not answer."""
    from indicators.server import FIGURES

    if address_file is None:
        return None
    try:
        address = address_file.read_text(encoding="utf-8").strip()
        asked = f"{address}{FIGURES}" + (f"?nam={year}" if year else "")
        with urlopen(asked, timeout=10) as answer:
            figures: dict[str, Any] = json.load(answer)
            return figures
    except (OSError, ValueError):
        return None


def say(sentences: Sequence[str]) -> int:
    """Say what was done."""
    for sentence in sentences:
        print(sentence)
    return 0


def copy(source: str) -> int:
    """Fill the empty database of the settings with everything of another one."""
    from indicators import transfer
    from indicators.settings import read_settings

    return transfer.copy(source, read_settings(os.environ))


def refuse(*sentences: str) -> int:
    """Say why nothing was done."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return 1


def is_taken(host: str, port: int) -> bool:
    """Tell whether something answers there already."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def lan_address() -> str:
    """Return this machine's address in its network, "" where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # A UDP connect sends nothing; it only picks the outgoing interface.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def test(pytest_arguments: Sequence[str]) -> int:
    """Run every check and every test, print a summary; return 0 only where all passed.

    The last line is "N passed, N failed" over checks and tests together. Without a browser
    nothing runs: half the tests passing would look like all of them.
    """
    finder = [sys.executable, "tests/browser/chromium.py"]
    browser = subprocess.run(finder, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if browser.returncode:
        print("0 passed, 1 failed")
        return 1
    os.environ["CHROMIUM"] = browser.stdout.strip()

    results = [timed(name, arguments) for name, arguments in CHECKS]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "junit.xml")
        pytest = ["-m", "pytest", *pytest_arguments, f"--junit-xml={report}"]
        results.append(timed("pytest", pytest))
        passed, failed, skipped = counts(report)

    print()
    for name, code, seconds in results:
        print(f"{name:<12} {'FAILED' if code else 'ok':<7} {seconds:6.1f} s")
    checks_failed = sum(code != 0 for _, code, _ in results[:-1])
    # pytest can fail without a failed test: a wrong argument, or no test at all.
    failed = checks_failed + (failed or int(results[-1][1] != 0))
    passed += len(CHECKS) - checks_failed
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


def timed(name: str, arguments: Sequence[str]) -> tuple[str, int, float]:
    """Run this Python with `arguments` at the root; return the name, exit code and seconds."""
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    code = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode
    return name, code, time.monotonic() - start


def counts(report: Path) -> tuple[int, int, int]:
    """Return the passed, failed and skipped tests of a JUnit report, zeros where there is none."""
    if not report.exists():
        return 0, 0, 0
    total = bad = skipped = 0
    for suite in ElementTree.parse(report).iter("testsuite"):
        total += int(suite.get("tests", 0))
        bad += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return total - bad - skipped, bad, skipped


if __name__ == "__main__":
    sys.exit(main())
