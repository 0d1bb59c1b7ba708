"""The copy in its folder: whole or not at all, and never in place of what somebody else wrote."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from indicators.publication import NotWritten, packed, unpacked, write_copy
from indicators.publication.folder import MARKER

OLD = {"index.html": b"old", "gone.html": b"gone", "du-lieu/so-lieu.csv": b"1"}
NEW = {"index.html": b"new", "du-lieu/so-lieu.csv": b"2"}


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def test_a_new_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    write_copy(NEW, tmp_path / "một" / "hai")
    assert held(tmp_path / "một" / "hai") == NEW


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "copy" / "empty").mkdir(parents=True)
    write_copy(NEW, tmp_path / "copy")
    assert held(tmp_path / "copy") == NEW


def test_an_earlier_copy_is_replaced_whole(tmp_path: Path) -> None:
    write_copy(OLD, tmp_path / "copy")
    write_copy(NEW, tmp_path / "copy")
    assert held(tmp_path / "copy") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_the_same_copy_twice_is_the_same_folder(tmp_path: Path) -> None:
    write_copy(NEW, tmp_path / "copy")
    before = (tmp_path / "copy" / MARKER).read_bytes()
    write_copy(NEW, tmp_path / "copy")
    assert (tmp_path / "copy" / MARKER).read_bytes() == before


def test_others_may_read_the_folder(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    try:
        write_copy(NEW, tmp_path / "copy")
    finally:
        os.umask(umask)
    assert (tmp_path / "copy").stat().st_mode & 0o055 == 0o055
    assert (tmp_path / "copy" / "index.html").stat().st_mode & 0o044 == 0o044


@pytest.mark.parametrize("marker", [None, b"{}", b"not json", b'{"made_by": "other", "files": []}'])
def test_a_folder_of_somebody_else_stays(tmp_path: Path, marker: bytes | None) -> None:
    (tmp_path / "thư.txt").write_text("của tôi", encoding="utf-8")
    if marker is not None:
        (tmp_path / MARKER).write_bytes(marker)
    with pytest.raises(NotWritten, match="không phải do lệnh này ghi ra"):
        write_copy(NEW, tmp_path)
    assert held(tmp_path) == {"thư.txt": "của tôi".encode()}


@pytest.mark.parametrize("strange", ["ghi chú.txt", "du-lieu/của tôi.xlsx"])
def test_a_strange_file_in_a_copy_stops_everything(tmp_path: Path, strange: str) -> None:
    folder = tmp_path / "copy"
    write_copy(OLD, folder)
    (folder / strange).write_bytes(b"mine")
    with pytest.raises(NotWritten, match=strange):
        write_copy(NEW, folder)
    assert held(folder) == {**OLD, strange: b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_a_link_in_a_copy_is_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "copy", tmp_path / "outside"
    write_copy(OLD, folder)
    outside.mkdir()
    (outside / "index.html").write_bytes(b"mine")
    (folder / "link").symlink_to(outside)
    with pytest.raises(NotWritten):
        write_copy(NEW, folder)
    assert (outside / "index.html").read_bytes() == b"mine"


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_copy(NEW, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert held(tmp_path / "real") == NEW


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"mine")
    with pytest.raises(NotWritten, match="là một tệp"):
        write_copy(NEW, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"mine"


def test_a_copy_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    write_copy(OLD, folder)
    for bad in ("../out.html", "/tmp/out.html", "index.html/below"):
        with pytest.raises(NotWritten, match="bản công khai cũ còn nguyên"):
            write_copy({**NEW, bad: b"x"}, folder)
    assert held(folder) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_the_old_copy_comes_back_where_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "copy"
    write_copy(OLD, folder)
    rename, asked = os.rename, []

    def second_fails(source: Path, target: Path) -> None:
        asked.append(target)
        if len(asked) == 2:
            raise PermissionError
        rename(source, target)

    monkeypatch.setattr(os, "rename", second_fails)
    with pytest.raises(NotWritten):
        write_copy(NEW, folder)
    assert held(folder) == OLD


def test_a_packet_holds_the_files_and_is_always_the_same() -> None:
    assert unpacked(packed(NEW)) == NEW
    assert packed(NEW) == packed(dict(reversed(NEW.items())))


def test_what_is_no_packet_is_refused() -> None:
    with pytest.raises(ValueError, match="no packet"):
        unpacked(b"<html>")


def test_a_packet_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indicators.publication.packet._MOST_BYTES", 10)
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a", b"0" * 11)
    with pytest.raises(ValueError, match="too big"):
        unpacked(content.getvalue())
