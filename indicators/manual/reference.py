"""The chapters that are made from the plan: indicators, statuses and the method, terms."""

from __future__ import annotations

from collections.abc import Iterable

from indicators import definitions, wording
from indicators.manual.chapters import (
    Chapter,
    Line,
    Lines,
    Part,
    Piece,
    Reader,
    Section,
    Statuses,
    slug,
)
from indicators.plan import Indicator, Plan


def reference_chapters(plan: Plan) -> tuple[Chapter, ...]:
    """What the plan promises and how it is judged, in the plan's and the rule's own numbers."""
    return (_indicators(plan), _method(plan), _terms(plan))


def indicator_place(code: str) -> str:
    """Where the manual defines an indicator."""
    return f"chi-tieu-{slug(code)}"


def _indicators(plan: Plan) -> Chapter:
    count = len(plan.indicators)
    return _chapter(
        "chi-tieu",
        f"{count} chỉ tiêu của kế hoạch",
        "Tên chính thức, cách tính, ngưỡng, hạn, đơn vị chủ trì và chỗ kế hoạch chưa thống nhất.",
        [
            Section(indicator_place(each.code), _title(each), (_lines(plan, each),))
            for each in plan.indicators
        ],
    )


def _title(indicator: Indicator) -> str:
    return f"{indicator.code}. {indicator.short_name}"


def _lines(plan: Plan, indicator: Indicator) -> Lines:
    entries = definitions.of_indicator(plan, indicator)
    return Lines(
        (
            Line("Đơn vị tính", indicator.unit_measure),
            *(Line(name, " ".join(_ended(text) for text in texts)) for name, texts in entries),
        )
    )


def _method(plan: Plan) -> Chapter:
    on_own = [each for each in plan.contradictions if not _indicators_of(plan, each.about)]
    sections = [
        _section(
            "trang-thai",
            "Trạng thái",
            [Statuses(_statuses(plan)), _plain([wording.STATUS_IS_NO_FORECAST])],
        ),
        _section("cach-cham", "Cách đánh giá", [_plain(definitions.method(plan))]),
        _section("vi-du", "Một ví dụ tính từng bước", [_plain(definitions.worked_example(plan))]),
        _section("gia-dinh", "Những gì là giả định", [_plain(definitions.assumptions(plan))]),
    ]
    if on_own:
        said = _plain([each.text for each in on_own])
        sections.append(_section("chua-thong-nhat", "Chỗ khác kế hoạch chưa thống nhất", [said]))
    return _chapter(
        "cach-danh-gia",
        "Trạng thái và cách đánh giá",
        "Mỗi trạng thái nghĩa là gì, tính ra sao, giả định điều gì.",
        sections,
    )


def _statuses(plan: Plan) -> tuple[Line, ...]:
    meanings = definitions.status_meanings(plan)
    return tuple(Line(wording.LABELS[label], meanings[label]) for label in meanings)


def _terms(plan: Plan) -> Chapter:
    lines = Lines(tuple(Line(term, text) for term, text in definitions.terms(plan)))
    return _chapter(
        "thuat-ngu",
        "Thuật ngữ",
        "Những từ hay gặp trên màn hình.",
        [Section("thuat-ngu", "", (lines,))],
    )


def _chapter(name: str, title: str, lead: str, sections: Iterable[Section]) -> Chapter:
    return Chapter(name, title, lead, Part.REFERENCE, frozenset(Reader), tuple(sections))


def _section(name: str, title: str, pieces: Iterable[Piece]) -> Section:
    return Section(name, title, tuple(pieces))


def _plain(texts: Iterable[str]) -> Lines:
    return Lines(tuple(Line("", text) for text in texts))


def _indicators_of(plan: Plan, about: Iterable[str]) -> list[str]:
    return [code for code in about if plan.find_measured(code)]


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "”", "…")) else f"{text}."
