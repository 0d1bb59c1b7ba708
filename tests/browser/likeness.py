"""Whether a screen still looks like its reference picture, which is kept small.

A reference is a WebP of half the size. What is compared are the mean colours of blocks of 16 by 16
pixels of the screen, after a blur: another smoothing of letters stays below the bound, a moved
part, a lost text or another colour does not.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageFilter

BLOCK = 8
"""Side of a block in pixels of the reference."""
BOUND = 12.0
"""From how large a difference of its mean colour, of 255 in any channel, a block is another."""
SHARE = 0.0004
"""So large a share of the blocks may be others, and two wherever the picture is small."""
QUALITY = 60


@dataclass(frozen=True)
class Difference:
    """How a screen differs from its reference: blocks that are others, and where they are."""

    others: int
    blocks: int
    picture: Image.Image
    sentence: str = ""

    @property
    def is_alike(self) -> bool:
        return not self.sentence and self.others <= max(2, math.floor(self.blocks * SHARE))

    def __str__(self) -> str:
        return self.sentence or f"{self.others} of {self.blocks} blocks look different"


def opened(picture: bytes | Path) -> Image.Image:
    """A picture in full colour, read from bytes or a file."""
    with Image.open(io.BytesIO(picture) if isinstance(picture, bytes) else picture) as found:
        return found.convert("RGB")


def keep(picture: bytes, place: Path) -> None:
    """Writes the reference of a screen, half its size."""
    full = opened(picture)
    place.parent.mkdir(parents=True, exist_ok=True)
    half = full.resize((full.width // 2, full.height // 2), Image.Resampling.BOX)
    half.save(place, "WEBP", quality=QUALITY, method=6)


def compare(actual: Image.Image, expected: Image.Image) -> Difference:
    """Compares a screen with its reference, which may be smaller but of the same shape."""
    if abs(actual.width * expected.height - actual.height * expected.width) > max(actual.size):
        sides = "{0.width}x{0.height} where {1.width}x{1.height} was expected"
        return Difference(1, 1, actual, f"is {sides.format(actual, expected)}")
    reduced = actual.resize(expected.size, Image.Resampling.BOX)
    blurred = (each.filter(ImageFilter.GaussianBlur(1)) for each in (reduced, expected))
    one, other = (_means(each) for each in blurred)
    is_other = np.abs(one - other).max(axis=2) > BOUND
    return Difference(int(is_other.sum()), is_other.size, _marked(reduced, expected, is_other))


def faults(picture: bytes, reference: Path, results: Path) -> list[str]:
    """What is wrong with a screen's look; then both pictures and where they differ are left in
    the folder `results`."""
    name = reference.stem
    if not reference.exists():
        return [f"{name} has no reference picture"]
    actual, expected = opened(picture), opened(reference)
    found = compare(actual, expected)
    if found.is_alike:
        return []
    results.mkdir(exist_ok=True)
    for word, each in (("actual", actual), ("expected", expected), ("difference", found.picture)):
        each.save(results / f"{name}-{word}.png")
    return [f"{name}: {found}"]


def _means(picture: Image.Image) -> np.ndarray:
    """The mean colour of each block; what is left over at the right and the bottom is one too."""
    colours = np.asarray(picture, dtype=np.float32)
    missing = [-side % BLOCK for side in colours.shape[:2]]
    padded = np.pad(colours, ((0, missing[0]), (0, missing[1]), (0, 0)), mode="edge")
    rows, columns = padded.shape[0] // BLOCK, padded.shape[1] // BLOCK
    return padded.reshape(rows, BLOCK, columns, BLOCK, 3).mean(axis=(1, 3))


def _marked(reduced: Image.Image, expected: Image.Image, is_other: np.ndarray) -> Image.Image:
    """Where two pictures differ: the reference in pale, the blocks that are others in red."""
    pale = Image.blend(expected, Image.new("RGB", expected.size, "white"), 0.6)
    place = Image.fromarray(is_other.astype(np.uint8) * 255)
    place = place.resize((place.width * BLOCK, place.height * BLOCK), Image.Resampling.NEAREST)
    place = place.crop((0, 0, *expected.size))
    red = ImageChops.multiply(reduced, Image.new("RGB", expected.size, "#FF9090"))
    return Image.composite(red, pale, place)
