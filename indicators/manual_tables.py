"""The manual's contents and what was found in it, as tables whose rows are links."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from indicators.cells import Cell, Group, Row, Table, column, line, part, table, target
from indicators.manual import Chapter, Hit, Reader, words

MOST_HITS = 60


def contents_table(chapters: Sequence[Chapter], reader: Reader | None) -> Table:
    """Every chapter for these readers, by the parts of the manual."""
    chosen = [each for each in chapters if reader is None or reader in each.readers]
    groups = [
        Group(title=words.PARTS[name], rows=[_chapter_row(each) for each in members])
        for name, members in groupby(chosen, key=lambda each: each.part)
    ]
    return table(words.CONTENTS, [column("name", "", "name")], groups, layout="list")


def hits_table(hits: Sequence[Hit], asked: str) -> Table:
    """The passages that were found, the hit marked, each with the place where it stands."""
    rows = [
        Row(
            cells={
                "name": Cell(
                    title=_place(hit),
                    star="",
                    lines=[
                        line(
                            *(part(run.text, *(("hit",) if run.is_hit else ())) for run in hit.runs)
                        ),
                    ],
                )
            },
            open=target("manual", muc=hit.section.name),
        )
        for hit in hits[:MOST_HITS]
    ]
    notes = [words.only_first(MOST_HITS)] if len(hits) > MOST_HITS else []
    return table(
        words.found(len(hits), asked),
        [column("name", "", "name")],
        [Group(title="", rows=rows)],
        layout="list",
        notes=notes,
        empty=words.nothing_found(asked),
    )


def _chapter_row(chapter: Chapter) -> Row:
    cell = Cell(title=chapter.title, star="", lines=[line(part(chapter.lead, "muted"))])
    return Row(cells={"name": cell}, open=target("manual", muc=chapter.name))


def _place(hit: Hit) -> str:
    return f"{hit.chapter.title} › {hit.section.title}" if hit.section.title else hit.chapter.title
