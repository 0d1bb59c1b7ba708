"""The comparing of pictures finds what a person would see, and nothing that nobody sees."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from indicators.settings import ROOT
from tests.browser import likeness

SCREEN = ROOT / "tests" / "pictures" / "overview.png"


@pytest.fixture(scope="module")
def screen() -> Image.Image:
    return likeness.opened(SCREEN)


@pytest.fixture
def reference(screen: Image.Image, tmp_path: Path) -> Path:
    """The kept picture of the screen."""
    place = tmp_path / "looks" / "overview.webp"
    likeness.keep(bytes_of(screen), place)
    return place


def bytes_of(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def difference(picture: Image.Image, reference: Path) -> likeness.Difference:
    return likeness.compare(picture, likeness.opened(reference))


# What nobody sees


def test_the_same_screen_is_alike_though_its_reference_lost_detail(
    screen: Image.Image, reference: Path
) -> None:
    assert difference(screen, reference).is_alike
    assert reference.stat().st_size < 70_000


@pytest.mark.parametrize("radius", [0.4, 0.7])
def test_another_smoothing_of_letters_is_alike(
    screen: Image.Image, reference: Path, radius: float
) -> None:
    assert difference(screen.filter(ImageFilter.GaussianBlur(radius)), reference).is_alike


def test_a_screen_drawn_a_fraction_of_a_pixel_beside_is_alike(
    screen: Image.Image, reference: Path
) -> None:
    beside = screen.transform(
        screen.size, Image.Transform.AFFINE, (1, 0, 0.3, 0, 1, 0), Image.Resampling.BILINEAR
    )
    assert difference(beside, reference).is_alike


# What a person sees


def test_a_part_moved_by_a_few_pixels_is_seen(screen: Image.Image, reference: Path) -> None:
    moved = screen.copy()
    moved.paste(screen.crop((300, 400, 1300, 700)), (300, 406))
    assert not difference(moved, reference).is_alike


def test_a_lost_column_of_text_is_seen(screen: Image.Image, reference: Path) -> None:
    lost = screen.copy()
    ImageDraw.Draw(lost).rectangle((960, 380, 1060, 1200), "white")
    assert not difference(lost, reference).is_alike


def test_a_single_lost_figure_is_seen(screen: Image.Image, reference: Path) -> None:
    changed = screen.copy()
    box = largest_ink(screen)
    ImageDraw.Draw(changed).rectangle(box, screen.getpixel((box[0], box[1])))
    assert not difference(changed, reference).is_alike


def test_another_colour_of_a_small_chip_is_seen(screen: Image.Image, reference: Path) -> None:
    one, other = screen.copy(), screen.copy()
    ImageDraw.Draw(one).rounded_rectangle((700, 900, 800, 924), 5, "#CDE9F2")
    ImageDraw.Draw(other).rounded_rectangle((700, 900, 800, 924), 5, "#7CC8AE")
    likeness.keep(bytes_of(one), reference)
    assert difference(one, reference).is_alike
    assert not difference(other, reference).is_alike


def test_another_word_in_small_letters_is_seen(screen: Image.Image, reference: Path) -> None:
    one, other = screen.copy(), screen.copy()
    for picture, words in ((one, "Chậm tiến độ"), (other, "Đạt")):
        draw = ImageDraw.Draw(picture)
        draw.rectangle((600, 600, 900, 640), "white")
        draw.text((610, 606), words, "#17212B", ImageFont.load_default(16))
    likeness.keep(bytes_of(one), reference)
    assert difference(one, reference).is_alike
    assert not difference(other, reference).is_alike


def test_another_size_is_seen(screen: Image.Image, reference: Path) -> None:
    cut = screen.crop((0, 0, screen.width, screen.height - 200))
    assert "where" in str(difference(cut, reference))
    assert not difference(cut, reference).is_alike


def largest_ink(screen: Image.Image) -> tuple[int, int, int, int]:
    """A box of 48 by 24 pixels with much ink in it: about a figure in the table."""
    grey = screen.convert("L")
    boxes = [(x, y, x + 48, y + 24) for x in range(320, 1200, 24) for y in range(420, 1000, 12)]
    return max(boxes, key=lambda box: sum(p < 110 for p in grey.crop(box).tobytes()))


# What is left for looking


def test_of_a_different_screen_both_pictures_and_the_difference_are_left(
    screen: Image.Image, reference: Path, tmp_path: Path
) -> None:
    lost = screen.copy()
    ImageDraw.Draw(lost).rectangle((960, 380, 1060, 1200), "white")
    results = tmp_path / "results"

    (fault,) = likeness.faults(bytes_of(lost), reference, results)

    assert fault.startswith("overview: ")
    assert fault.endswith("blocks look different")
    left = sorted(path.name for path in results.iterdir())
    assert left == [f"overview-{word}.png" for word in ("actual", "difference", "expected")]


def test_of_a_screen_that_is_alike_nothing_is_left(
    screen: Image.Image, reference: Path, tmp_path: Path
) -> None:
    results = tmp_path / "results"
    assert likeness.faults(bytes_of(screen), reference, results) == []
    assert not results.exists()


def test_a_screen_without_a_reference_is_a_fault(screen: Image.Image, tmp_path: Path) -> None:
    found = likeness.faults(bytes_of(screen), tmp_path / "new.webp", tmp_path)
    assert found == ["new has no reference picture"]
