"""The commands of `python3 -m indicators`, run by the Python of `.venv`.

Libraries are imported by the command that needs them, so that every other one starts at once.
"""

import json
import logging
import os
import sys
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from indicators.account_options import account
from indicators.answers import refuse, say
from indicators.checks import test
from indicators.command_options import command_line
from indicators.launch import run
from indicators.observations import Key, Observation
from indicators.plan import Plan
from indicators.plan_folder import PlanError
from indicators.settings import ROOT, SettingError, Settings, read_settings


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
        if options.command == "version":
            return version()
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

            return bring_back(
                options.source,
                before_upgrade=options.before_upgrade,
                as_backed_up=options.as_backed_up,
                only_try=options.drill,
            )
        if options.command == "publish":
            return publish(options.folder, options.year, options.with_explanations)
        return run(options.host, options.port)
    except KeyboardInterrupt:
        return 130
    except SettingError as error:
        return refuse(str(error))
    except PlanError as error:
        return refuse(*map(str, error.faults))


def version() -> int:
    """Print the version; pyproject.toml is the one place that names the number."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        number = tomllib.load(file)["project"]["version"]
    print(f"Vĩnh Am Xanh 2030, phiên bản {number}")
    return 0


def read(file: Path, year: int | None, *, as_json: bool) -> int:
    """Read an office file as the upload would and print what it would store; store nothing."""
    from indicators.intake import Given, read_file, reading_as_json
    from indicators.plan_folder import read_plan

    settings = read_settings(os.environ)
    try:
        plan = read_plan(settings.plan_folder)
        content = file.read_bytes()
    except FileNotFoundError:
        return refuse(f"Không có tệp {file}.")
    except OSError:
        return refuse(f"Không mở được {file}: hãy kiểm tra đó là một tệp và được phép đọc.")
    stored = known_figures(settings, plan)
    reading = read_file(
        content,
        file.name,
        Given(
            plan,
            settings.today(),
            known_units=sorted({key.reporting_unit for key in stored}),
            stored=stored,
            year=year,
        ),
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
    from indicators import results, store_words, wording
    from indicators.figures_json import figures_as_json
    from indicators.opening import open_board
    from indicators.store import StoreUnavailable

    settings = read_settings(os.environ)
    today = settings.today()
    try:
        board = open_board(settings)
    except StoreUnavailable as error:
        served = served_figures(settings.address_file, year) if as_json else None
        if served is None:
            return refuse(store_words.TROUBLES[error.trouble.value])
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
    from indicators import store_words
    from indicators.opening import open_board
    from indicators.pictures import report_pictures
    from indicators.report import Issuer, as_docx, blanks, compose, report_words
    from indicators.store import StoreUnavailable, Trouble

    settings = read_settings(os.environ)
    today = settings.today()
    try:
        board = open_board(settings)
    except StoreUnavailable as error:
        is_in_use = error.trouble is Trouble.IN_USE
        trouble = store_words.TROUBLES[error.trouble.value]
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
    from indicators.public_copy import NoCopy, current_copy
    from indicators.publication import NotWritten, public_words, write_copy

    try:
        files = current_copy(read_settings(os.environ), year, with_explanations=with_explanations)
        write_copy(files, folder)
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


def copy(source: str) -> int:
    """Fill the empty database of the settings with everything of another one."""
    from indicators import transfer

    return transfer.copy(source, read_settings(os.environ))


if __name__ == "__main__":
    sys.exit(main())
