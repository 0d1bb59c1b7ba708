"""The copy in a folder: written beside it and then put in its place, whole or not at all.

Only a folder that was written here before is ever replaced: it carries a list of its own files,
and a file that is not on the list stops everything before anything is moved.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from indicators.publication import public_words as words

MARKER = "ban-cong-khai.json"
"""The list of the files of a copy, in its folder."""
_MADE_BY = "python3 -m indicators publish"
_MOST_NAMED = 3


class NotWritten(Exception):
    """Why nothing was written, as a sentence for whoever gave the command."""


def write_copy(files: Mapping[str, bytes], folder: Path) -> None:
    """Put the files into `folder` in place of the copy that is there. Raises NotWritten.

    Whoever reads the folder meanwhile sees the old copy or the new one. When anything goes wrong
    the old one is still there.
    """
    place = folder.resolve()
    _check(place)
    mark = secrets.token_hex(4)
    new = place.with_name(f".{place.name}.moi-{mark}")
    old = place.with_name(f".{place.name}.cu-{mark}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _fill(new, files)
        _swap(new, place, old)
    except OSError as error:
        raise NotWritten(words.NOT_WRITTEN.format(place=folder)) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _check(place: Path) -> None:
    if not place.exists():
        return
    if not place.is_dir():
        raise NotWritten(words.NOT_A_FOLDER.format(place=place))
    found = {
        path.relative_to(place).as_posix()
        for path in place.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    if not found:
        return
    own = _own_files(place)
    if own is None:
        raise NotWritten(words.STRANGE_FOLDER.format(place=place))
    if strange := sorted(found - own):
        named = ", ".join(strange[:_MOST_NAMED])
        more = ", …" if len(strange) > _MOST_NAMED else ""
        raise NotWritten(words.STRANGE_FILES.format(place=place, names=named + more))


def _own_files(place: Path) -> set[str] | None:
    """The files that a copy wrote into this folder; None where it is no copy's."""
    try:
        content = json.loads((place / MARKER).read_text(encoding="utf-8"))
        if content["made_by"] != _MADE_BY:
            return None
        return {str(name) for name in content["files"]} | {MARKER}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in sorted(files.items()):
        parts = PurePosixPath(name).parts
        if PurePosixPath(name).is_absolute() or ".." in parts:
            raise OSError(f"{name} leads out of the folder")
        path = folder.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    listed = {"made_by": _MADE_BY, "files": sorted(files)}
    text = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    (folder / MARKER).write_text(text, encoding="utf-8", newline="\n")


def _swap(new: Path, place: Path, old: Path) -> None:
    if not place.exists():
        os.rename(new, place)
        return
    os.rename(place, old)
    try:
        os.rename(new, place)
    except OSError:
        os.rename(old, place)
        raise
    shutil.rmtree(old, ignore_errors=True)
