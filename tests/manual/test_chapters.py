"""The manual: chapters in order, for whom, pictures that exist, no button that no screen has."""

import ast
import re
from pathlib import Path

import pytest

from indicators.manual import (
    PICTURES,
    Chapter,
    Part,
    Picture,
    Reader,
    Section,
    find_place,
    read_manual,
    words,
)
from indicators.manual.chapters import TEXTS, chapters, slug
from indicators.plan import Plan
from indicators.settings import ROOT

WRITTEN = sorted(TEXTS.rglob("*.md"))
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in WRITTEN)
HEAD = "# Tên\nCho: nguoi-xem\nMột câu.\n"
MOST_BYTES, MOST_BYTES_OF_ALL = 60_000, 1_500_000
LONGEST_SENTENCE = 40
"""Words."""


@pytest.fixture(scope="module")
def manual(plan: Plan) -> tuple[Chapter, ...]:
    return read_manual(plan)


def pictures_of(manual: tuple[Chapter, ...]) -> list[Picture]:
    pieces = [piece for c in manual for section in c.sections for piece in section.pieces]
    return [piece for piece in pieces if isinstance(piece, Picture)]


def test_it_begins_with_a_chapter_for_every_reader(manual: tuple[Chapter, ...]) -> None:
    first = [each for each in manual if each.part is Part.ROLES]
    assert [each.readers for each in first] == [frozenset([reader]) for reader in Reader]
    for each in first:
        assert each.sections[0].title == "Phút đầu tiên"


def test_its_parts_follow_each_other(manual: tuple[Chapter, ...]) -> None:
    parts = [chapter.part for chapter in manual]
    assert parts == sorted(parts)
    assert set(parts) == set(Part)


def test_every_place_is_there_once_and_found(manual: tuple[Chapter, ...]) -> None:
    places = [section.name for chapter in manual for section in chapter.sections]
    assert len(places) == len(set(places))
    for chapter in manual:
        assert find_place(manual, chapter.name) == (chapter, None)
        for section in chapter.sections:
            if section.title:
                assert find_place(manual, section.name) == (chapter, section)
    assert find_place(manual, "khong-co") is None


def test_every_picture_is_there_small_and_said_in_words(manual: tuple[Chapter, ...]) -> None:
    named = {each.file_name: each.alt for each in pictures_of(manual)}
    drawings = {name for name in named if name.endswith(".svg")}
    assert all((ROOT / "indicators" / "components" / name).exists() for name in drawings)
    shipped = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert set(shipped) == set(named) - drawings
    assert {name: size for name, size in shipped.items() if size > MOST_BYTES} == {}
    assert sum(shipped.values()) < MOST_BYTES_OF_ALL
    assert [name for name, alt in named.items() if len(alt) < 50] == []


def said_by_the_product() -> set[str]:
    sources = [*(ROOT / "indicators").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    return {
        node.value
        for path in (*sources, ROOT / "dashboard.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_button_and_part_it_names_is_one_the_screens_have() -> None:
    said = said_by_the_product()
    named = {
        name
        for name in re.findall(r"\*\*([^*]+)\*\*", TEXT)
        if not name.endswith(".") and not name[0].isdigit() and ":" not in name
    }
    # Said within a longer sentence, drawn from the plan, or a key of the keyboard.
    ours = {"Ô trống là “chưa có số liệu”, không phải 0"}
    spoken = {"không có gì mới", "Xác nhận", "Xác nhận ghi", "Năm xem", "F", "Bỏ dòng", "Cả dòng"}
    assert named - ours - spoken - said == set()
    assert all(any(word in text for text in said) for word in spoken)


def test_every_message_it_quotes_is_one_the_product_says() -> None:
    said = said_by_the_product()
    quoted = re.findall(r"dòng “([^”]+)”", TEXT)
    assert quoted
    assert [text for text in quoted if not any(text in each for each in said)] == []


def test_its_sentences_are_short() -> None:
    texts = [path.read_text(encoding="utf-8") for path in WRITTEN]
    bare = [re.sub(r"(?s)```.*?```|^!\[.*?\)$|^\|.*?$", "", text, flags=re.M) for text in texts]
    sentences = [s for text in bare for s in re.split(r"[.:;!?]\s|\n\n|\n[-\d#]", text)]
    assert [s for s in sentences if len(s.split()) > LONGEST_SENTENCE] == []


def test_it_names_nothing_of_one_commune_where_the_plan_says_it() -> None:
    told = "\n".join(path.read_text(encoding="utf-8") for path in TEXTS.glob("1*.md"))
    assert not re.search(r"Phòng Kinh tế|Vĩnh Am|\bCT\d\d|05/12|04/12", told)


def test_a_chapter_is_sections_of_text_and_pictures_in_their_order(
    tmp_path: Path, plan: Plan
) -> None:
    text = HEAD + "Hạn {ngay_cuoi}.\n\n## Sau\n\nMột\n\n![Lời](a.svg)\n\nHai ![x](b.svg) ba\n"
    (tmp_path / "210-sau.md").write_text(text, encoding="utf-8")
    (tmp_path / "110-truoc.md").write_text(HEAD, encoding="utf-8")
    readers = frozenset([Reader.VIEWER])
    assert chapters(plan, folder=tmp_path) == (
        Chapter("truoc", "Tên", "Một câu.", Part.ROLES, readers, ()),
        Chapter(
            "sau",
            "Tên",
            "Một câu.",
            Part.WORK,
            readers,
            (
                Section("sau", "", ("Hạn 04/12.",)),
                Section("sau-sau", "Sau", ("Một", Picture("a.svg", "Lời"), "Hai ![x](b.svg) ba")),
            ),
        ),
    )


@pytest.mark.parametrize(
    "text", ["Chữ\n", "# Tên\nMột câu.\n", "# Tên\nCho: ai-do\nMột câu.\n", HEAD + "{la_gi}\n"]
)
def test_a_chapter_that_begins_otherwise_or_asks_for_more_is_a_mistake(
    tmp_path: Path, plan: Plan, text: str
) -> None:
    (tmp_path / "110-x.md").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"110-x\.md|ai-do"):
        chapters(plan, folder=tmp_path)


def test_places_are_written_without_diacritics() -> None:
    assert slug("Để sẵn ở phòng họp (2)") == "de-san-o-phong-hop-2"


def test_every_reader_and_part_has_a_name() -> None:
    assert set(words.READERS) == set(Reader)
    assert set(words.PARTS) == set(Part)
