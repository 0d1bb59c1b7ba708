"""A public copy of the invented figures, and one of figures that carry what is not public."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from indicators.board import Board, View
from indicators.demo import seed_demo
from indicators.observations import Kind, Observation
from indicators.plan import Plan
from indicators.publication import Files, public_copy
from indicators.settings import ROOT
from indicators.store import Store
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import COMMUNE, draft, explanation, figure

TODAY = date(2026, 11, 20)
SECRETS = {
    "person": "Bà Kín Như Bưng",
    "file": "danh-sach-noi-bo.xlsx",
    "sheet": "Trang Mật",
    "note": "Ghi chú nội bộ",
    "source": "nguyên văn của dòng",
    "reason": "Sửa vì gõ nhầm",
    "task": "Chờ ý kiến riêng",
    "address": "10.9.8.7",
    "answer": "đã hỏi ông Ba",
}
EXPLAINED, NEXT = "Thiếu vốn đối ứng", "Bố trí vốn quý một"
VOID = {"meta", "link", "br", "img", "input", "hr"}


@pytest.fixture(scope="session")
def demo_view(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with closing(Store(tmp_path_factory.mktemp("demo") / "dashboard.duckdb", COMMUNE)) as store:
        seed_demo(store, plan, ROOT / "data" / "demo")
        yield Board(plan, store).view(2026, TODAY)


@pytest.fixture(scope="session")
def demo_copy(demo_view: View) -> Files:
    return public_copy(demo_view, font=b"font")


def secret_figure(indicator: str, year: int, value: str, **others: object) -> Observation:
    """A figure that brings every internal text along."""
    return figure(
        indicator,
        year,
        value,
        note=SECRETS["note"],
        source_text=SECRETS["source"],
        sheet=SECRETS["sheet"],
        row=7,
        **others,
    )


@pytest.fixture(scope="session")
def real_view(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """Figures of a commune, a lagging indicator explained, and secrets wherever they can be."""
    shares = {"numerator": Decimal("11"), "denominator": Decimal("100")}
    figures = [
        secret_figure("CT04", 2024, "9"),
        secret_figure("CT04", 2025, "10"),
        secret_figure("CT04", 2026, "11", unit="Thôn Một", **shares),
        secret_figure("CT04", 2026, "11", unit="=Thôn Hai", kind=Kind.ESTIMATE, **shares),
        secret_figure("CT12", 2025, "7"),
        secret_figure("CT12", 2026, "7"),
        figure("CT04", 2027, "12"),
    ]
    update = TaskUpdate("I.1", TaskState.UNDER_WAY, 40, SECRETS["task"], date(2026, 10, 1))
    with closing(Store(tmp_path_factory.mktemp("real") / "dashboard.duckdb", COMMUNE)) as store:
        secret = draft(
            *figures,
            file_name=SECRETS["file"],
            content=b"x",
            address=SECRETS["address"],
            reason=SECRETS["reason"],
            answers={"hỏi": SECRETS["answer"]},
            task_updates=[update],
            notes=[explanation("CT12", 2026, EXPLAINED, NEXT)],
        )
        store.confirm(replace(secret, person=SECRETS["person"]))
        yield Board(plan, store).view(2026, TODAY)


@pytest.fixture(scope="session")
def real_copy(real_view: View) -> Files:
    return public_copy(real_view)


class Seen(HTMLParser):
    """What a page holds: its elements with attributes, its texts, and faults of its structure."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(content.decode())
        self.close()
        self.faults += [f"{tag} is not closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if len(dict(attrs)) != len(attrs):
            self.faults.append(f"{tag} has an attribute twice")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def said(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.texts))

    def values(self, attribute: str) -> list[str]:
        return [a[attribute] or "" for _, a in self.elements if attribute in a]

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)


def html_of(files: Mapping[str, bytes]) -> dict[str, Seen]:
    return {name: Seen(content) for name, content in files.items() if name.endswith(".html")}
