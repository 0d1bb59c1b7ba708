"""`publish` as a person or a script calls it, with and without the dashboard running."""

import sys
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from indicators.account_book import AT_THE_MACHINE
from indicators.account_command import SIGNATURE, signature_of
from indicators.events import EventFilter, EventKind
from indicators.public_copy import ADDRESS, screens_font
from indicators.publication import public_words
from indicators.settings import read_settings
from indicators.store import Store
from tests.conftest import COMMUNE, draft, explanation, figure
from tests.serving import free_port, relay, serving, settings
from tests.test_command import Commands, assert_refused


@pytest.fixture
def command(tmp_path: Path) -> Commands:
    made = Commands(tmp_path)
    with closing(Store(made.database, COMMUNE)) as store:
        figures = (figure("CT12", 2025, "7"), figure("CT12", 2026, "7"))
        store.confirm(draft(*figures, notes=[explanation("CT12", 2026, "Thiếu vốn")]))
    return made


def held(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_it_writes_the_copy_and_says_where(command: Commands) -> None:
    folder = command.folder / "công khai"
    answer = command("publish", str(folder))
    assert (answer.code, answer.errors) == (0, "")
    files = held(folder)
    assert answer.out.strip() == public_words.written(str(folder), files)
    assert {"index.html", "404.html", "du-lieu/datapackage.json", "ban-cong-khai.json"} < set(files)


def test_a_copy_is_in_the_history(command: Commands) -> None:
    assert command("publish", str(command.folder / "copy")).code == 0
    with closing(Store(command.database, COMMUNE)) as store:
        (event,) = store.events.found(EventFilter(kinds=frozenset({EventKind.EXPORT})))
    assert event.subject == public_words.in_history(2026)
    assert event.person == AT_THE_MACHINE.full_name


def test_the_running_dashboard_makes_the_same_copy(command: Commands) -> None:
    alone, served = command.folder / "alone", command.folder / "served"
    assert command("publish", str(alone)).code == 0
    with command.dashboard():
        answer = command("publish", str(served))
        wrong_year = command("publish", str(served), "--year", "2019")
        opened = command("publish", str(served.with_name("opened")), "--with-explanations")
    assert (answer.code, answer.errors) == (0, "")
    assert held(served) == held(alone)
    assert_refused(wrong_year, [public_words.no_such_year(2019, (2026, 2025))])
    assert opened.code == 0
    pages = held(served.with_name("opened")).values()
    assert any("Thiếu vốn".encode() in page for page in pages)


def test_a_year_without_a_copy_is_refused(command: Commands) -> None:
    folder = command.folder / "copy"
    answer = command("publish", str(folder), "--year", "2019")
    assert_refused(answer, [public_words.no_such_year(2019, (2026, 2025))])
    assert not folder.exists()


def test_explanations_are_published_when_asked_for(command: Commands) -> None:
    closed, opened = command.folder / "closed", command.folder / "opened"
    assert command("publish", str(closed)).code == 0
    assert command("publish", str(opened), "--with-explanations").code == 0
    assert "Thiếu vốn" not in (closed / "chi-tieu-ct12.html").read_text(encoding="utf-8")
    assert "Thiếu vốn" in (opened / "chi-tieu-ct12.html").read_text(encoding="utf-8")


def test_a_folder_of_somebody_else_is_refused(command: Commands) -> None:
    answer = command("publish", str(command.folder))
    assert_refused(answer, [public_words.STRANGE_FOLDER.format(place=command.folder.resolve())])
    assert command.database.exists()


def test_a_plan_with_faults_is_refused(command: Commands) -> None:
    sentences = command.break_plan()
    assert_refused(command("publish", str(command.folder / "copy")), sentences)


def test_a_dashboard_that_does_not_answer_is_told_of(command: Commands) -> None:
    with command.dashboard():
        address = command.database.with_name(f"{command.database.name}.address")
        address.write_text(f"http://localhost:{free_port()}", encoding="utf-8")
        answer = command("publish", str(command.folder / "copy"))
    assert_refused(answer, [public_words.NOT_ANSWERED])


def test_only_who_can_read_the_servers_secret_is_given_the_copy(
    command: Commands, tmp_path: Path
) -> None:
    port = free_port()
    run = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
    with serving(run, port, tmp_path / "log.txt", environment=settings(**command.chosen)) as server:
        place = read_settings(settings(**command.chosen)).secret_file
        assert place is not None
        secret = place.read_text(encoding="ascii").strip()
        signed = {SIGNATURE: signature_of(secret, b"")}
        with urlopen(Request(server.base + ADDRESS, headers=signed)) as given:
            assert given.headers["Content-Type"] == "application/zip"
        assert refused(server.base + ADDRESS) == 404
        assert refused(server.base + ADDRESS, {SIGNATURE: signature_of("", b"")}) == 404
        assert refused(f"{server.base}{ADDRESS}?giai_trinh=1", signed) == 404
        assert refused(server.base + ADDRESS, {**signed, "Host": "bang.xa.vn"}) == 404
        with relay(server, header="X-Forwarded-For: 10.1.2.3") as proxied:
            assert refused(proxied + ADDRESS, signed) == 404


def refused(address: str, headers: dict[str, str] | None = None) -> int:
    with pytest.raises(HTTPError) as found:
        urlopen(Request(address, headers=headers or {}))
    return found.value.code


def test_the_font_of_the_screens_is_found() -> None:
    font = screens_font()
    assert font is not None
    assert font.read_bytes()[:4] == b"wOF2"
