"""The manual: chapters in order, pictures that exist, no button that the screens do not have."""

import ast
import re
from pathlib import Path

import pytest

from indicators.manual import Chapter, Picture, chapters
from indicators.settings import ROOT

CHAPTERS = chapters()
TEXT = "\n".join(part for c in CHAPTERS for part in c.parts if isinstance(part, str))


def test_the_first_chapter_is_about_uploading() -> None:
    assert (CHAPTERS[0].name, CHAPTERS[0].title) == ("nap-so-lieu", "Nạp số liệu")


def test_every_picture_exists_and_is_said_in_words() -> None:
    pictures = [part for c in CHAPTERS for part in c.parts if isinstance(part, Picture)]
    assert pictures
    for picture in pictures:
        assert (ROOT / "indicators" / "components" / picture.file_name).exists()
        assert len(picture.alt) > 80


def test_every_button_and_part_it_names_is_one_the_screens_have() -> None:
    sources = [*(ROOT / "indicators").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    said = {
        node.value
        for path in (*sources, ROOT / "dashboard.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    named = {
        name
        for name in re.findall(r"\*\*([^*]+)\*\*", TEXT)
        if not name.endswith(".") and not name[0].isdigit() and ":" not in name
    }
    ours = {"Ô trống là “chưa có số liệu”, không phải 0", "Nạp nhầm tệp", "Sai một con số"}
    spoken = {"không có gì mới", "Xác nhận", "Xác nhận ghi"}
    assert named - ours - spoken - said == set()
    assert all(any(word in text for text in said) for word in spoken)


def test_a_chapter_is_text_and_pictures_in_their_order(tmp_path: Path) -> None:
    text = "# Tên\n\nMột\n\n![Lời](a.svg)\n\nHai ![trong dòng](b.svg) ba\n"
    (tmp_path / "2-sau.md").write_text(text, encoding="utf-8")
    (tmp_path / "1-truoc.md").write_text("# Trước\n\nChữ\n", encoding="utf-8")
    assert chapters(tmp_path) == (
        Chapter("truoc", "Trước", ("Chữ",)),
        Chapter("sau", "Tên", ("Một", Picture("a.svg", "Lời"), "Hai ![trong dòng](b.svg) ba")),
    )


def test_a_chapter_without_a_title_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "1-x.md").write_text("Chữ\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"1-x\.md"):
        chapters(tmp_path)
