"""The files of a copy as one zip, for the way from a running dashboard to the command."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_MOST_BYTES = 200_000_000


def packed(files: Mapping[str, bytes]) -> bytes:
    """The same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files again. Raises ValueError for what is no packet of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise ValueError("the packet is too big")
            return {entry.filename: archive.read(entry) for entry in entries}
    except zipfile.BadZipFile as error:
        raise ValueError("no packet") from error
