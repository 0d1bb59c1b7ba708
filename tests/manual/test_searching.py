"""Searching the manual: without diacritics, the hit marked, nothing found said plainly."""

import pytest

from indicators.manual import Chapter, Part, Reader, Run, Section, read_manual, search, words
from indicators.manual.searching import marked, passages
from indicators.manual_tables import hits_table
from indicators.plan import Plan


def chapter(*texts: str, title: str = "Chương") -> Chapter:
    section = Section("muc", "Mục", texts)
    return Chapter("chuong", title, "Lời đầu.", Part.WORK, frozenset(Reader), (section,))


def said(runs: tuple[Run, ...]) -> str:
    return "".join(f"[{run.text}]" if run.is_hit else run.text for run in runs)


@pytest.mark.parametrize("asked", ["nop so lieu", "nộp số liệu", "NỘP SỐ LIỆU", " nop  so-lieu "])
def test_what_was_typed_without_diacritics_is_found(plan: Plan, asked: str) -> None:
    found = search(read_manual(plan), asked)
    assert "[Nộp số liệu]" in said(found[0].runs)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("hoan tac", "Bấm Hoàn tác ngay.", "Bấm [Hoàn tác] ngay."),
        ("tac hoan", "Bấm Hoàn tác ngay.", "Bấm [Hoàn] [tác] ngay."),
        ("đuong", "Đường thẳng", "[Đường] thẳng"),
        ("so", "Số, sổ – 1.240,75", "[Số], [sổ] – 1.240,75"),
        ("240 75", "Số 1.240,75", "Số 1.[240,75]"),
        ("o", "Ô có", "[Ô] có"),
    ],
)
def test_the_hit_is_marked_in_the_text_as_it_stands(asked: str, text: str, expected: str) -> None:
    from indicators.intake.names import fold

    assert said(marked(text, fold(asked).split())) == expected


def test_decomposed_letters_are_marked_whole() -> None:
    text = "Ho\u0300a to\u0301an"
    assert said(marked(text, ["hoa"])) == "[Ho\u0300a] to\u0301an"


def test_all_words_must_be_there_and_the_phrase_comes_first() -> None:
    manual = [chapter("Tệp số liệu nộp sau.", "Cách nộp số liệu.", "Chỉ có số.")]
    assert [said(hit.runs) for hit in search(manual, "nộp số liệu")] == [
        "Cách [nộp số liệu].",
        "Tệp [số] [liệu] [nộp] sau.",
    ]


def test_a_passage_is_found_by_its_titles_only_where_nothing_is_nearer() -> None:
    manual = [chapter("Bấm nút.", title="Sao lưu")]
    assert [said(hit.runs) for hit in search(manual, "nút sao lưu")] == ["Bấm [nút]."]


@pytest.mark.parametrize("asked", ["", "  ", "***", "<>"])
def test_nothing_is_found_for_nothing(plan: Plan, asked: str) -> None:
    assert search(read_manual(plan), asked) == ()


def test_nothing_found_is_said_with_what_was_asked() -> None:
    table = hits_table((), "<b>x</b>")
    assert table["empty"] == words.nothing_found("<b>x</b>")
    assert "<b>x</b>" in table["empty"]


def test_a_very_long_question_is_answered_too(plan: Plan) -> None:
    assert search(read_manual(plan), "nạp số liệu " + " " * 200 + "x" * 5000)


def test_passages_carry_no_marks_of_markdown(plan: Plan) -> None:
    texts = [
        text
        for each in read_manual(plan)
        for section in each.sections
        for text in passages(each, section)
    ]
    assert len(texts) > 500
    assert [text for text in texts if "**" in text or "`" in text or "](" in text] == []


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Một\nhai\n\nBa", ["Một hai", "Ba"]),
        ("- **Một**: x\n  tiếp\n- hai", ["Một: x tiếp", "hai"]),
        ("1. một\n2. hai", ["một", "hai"]),
        ("| A | B |\n|---|---|\n| `a` | [b](c) |", ["A · B", "a · b"]),
    ],
)
def test_paragraphs_lines_and_rows_are_passages(markdown: str, expected: list[str]) -> None:
    each = chapter(markdown)
    assert list(passages(each, each.sections[0])) == ["Mục", *expected]


def test_every_status_term_and_indicator_is_found(plan: Plan) -> None:
    manual = read_manual(plan)
    for asked in ("co nguy co khong dat", "ty so nhip", "quy dao", plan.indicators[0].code):
        assert search(manual, asked), asked
