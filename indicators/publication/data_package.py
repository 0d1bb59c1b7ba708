"""What the open data are, for machines (a Frictionless data package) and for readers."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from indicators import wording
from indicators.board import View
from indicators.publication import public_words as words
from indicators.publication.open_data import Field, Resource
from indicators.publication.public_view import updated_at

Json = dict[str, Any]


def about(view: View) -> Json:
    """What holds for all tables: whose, of which year, when changed, on what terms."""
    at = updated_at(view)
    terms = view.plan.open_data
    return {
        "title": _title(view),
        "publisher": words.publisher(view.plan.commune),
        "contact": terms.contact or None,
        "licence": words.licence(terms),
        "year": view.year,
        "updated": _instant(at) if at else None,
        "made_on": view.today.isoformat(),
        "demo": wording.DEMO_MARK if view.is_demo else None,
    }


def package_as_json(view: View, resources: Sequence[Resource]) -> bytes:
    """`datapackage.json`, version 1 of the specification."""
    plan, at = view.plan, updated_at(view)
    package: Json = {
        "profile": "tabular-data-package",
        "name": _name(plan.commune.code),
        "title": _title(view),
        "description": _description(view),
        "version": f"{view.year}.{view.today:%Y%m%d}",
        "keywords": ["chỉ tiêu", "chuyển đổi xanh", plan.commune.name],
        "contributors": [{"title": words.publisher(plan.commune), "role": "publisher"}],
        "resources": [_resource(resource) for resource in resources],
    }
    if at is not None:
        package["created"] = _instant(at)
    if plan.open_data.licence:
        package["licenses"] = [_licence(view)]
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def read_me(view: View, resources: Sequence[Resource]) -> bytes:
    """README.md beside the files."""
    demo = [f"**{wording.DEMO_MARK}**: {wording.DEMO_NOTICE}", ""] if view.is_demo else []
    terms = view.plan.open_data
    lines = [
        f"# {_inline(_title(view))}",
        "",
        *demo,
        f"{words.PUBLISHED_BY}: {_inline(words.publisher(view.plan.commune))}.",
        *([f"{words.CONTACT}: {_inline(terms.contact)}."] if terms.contact else []),
        words.updated(updated_at(view), view.today),
        f"{words.LICENCE}: {_inline(words.licence(terms))}.",
        *([terms.licence_address] if terms.licence_address else []),
        "",
        "## Đọc trước khi dùng",
        "",
        "- Tệp CSV: bảng mã UTF-8, cột cách nhau bằng dấu phẩy, số thập phân dùng dấu chấm. Mở "
        "bằng Excel: Dữ liệu (Data) › Từ văn bản/CSV (From Text/CSV), bảng mã 65001.",
        "- Ô để trống là chưa có số liệu hoặc không phát sinh, không phải số 0.",
        "- Tỷ lệ là phần trăm, từ 0 đến 100. Tỷ lệ toàn xã bằng tổng tử số chia tổng mẫu số.",
        f"- {view.plan.document.no_interim_milestones}",
        f"- {wording.STATUS_IS_NO_FORECAST}",
        "- Văn bản bắt đầu bằng dấu = + - @ có thêm dấu ' ở đầu để phần mềm bảng tính không chạy.",
        f"- {words.WITHOUT_EXPLANATIONS}",
        "",
    ]
    for resource in resources:
        lines += [
            f"## {resource.file}",
            "",
            f"{_inline(resource.title)}. {_inline(resource.description)}",
            "",
            "| Cột | Kiểu | Nội dung |",
            "|---|---|---|",
            *(_field_line(field) for field in resource.fields),
            "",
        ]
    lines += ["## du-lieu.json", "", "Tất cả các bảng trên trong một tệp JSON.", ""]
    return "\n".join(lines).encode()


def _resource(resource: Resource) -> Json:
    schema: Json = {
        "fields": [_field(field) for field in resource.fields],
        "missingValues": [""],
        "primaryKey": list(resource.key),
    }
    if resource.refers:
        schema["foreignKeys"] = [
            {"fields": field, "reference": {"resource": table, "fields": field}}
            for field, table in resource.refers.items()
        ]
    return {
        "profile": "tabular-data-resource",
        "name": resource.name,
        "title": resource.title,
        "description": resource.description,
        "path": resource.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": schema,
    }


def _field(field: Field) -> Json:
    made: Json = {"name": field.name, "type": field.kind, "description": field.description}
    constraints: Json = {"required": True} if field.needed else {}
    if field.values:
        constraints["enum"] = list(field.values)
    return {**made, "constraints": constraints} if constraints else made


def _licence(view: View) -> Mapping[str, str]:
    terms = view.plan.open_data
    entries = {
        "name": terms.licence,
        "title": terms.licence_title,
        "path": terms.licence_address,
    }
    return {name: text for name, text in entries.items() if text}


def _title(view: View) -> str:
    mark = f" ({wording.DEMO_MARK})" if view.is_demo else ""
    return f"Số liệu {view.plan.commune.product} năm {view.year}{mark}"


def _description(view: View) -> str:
    demo = f"{wording.DEMO_MARK}: {wording.DEMO_NOTICE} " if view.is_demo else ""
    return (
        f"{demo}{words.updated(updated_at(view), view.today)} {words.LICENCE}: "
        f"{words.licence(view.plan.open_data)}. {view.plan.document.no_interim_milestones} "
        f"{wording.STATUS_IS_NO_FORECAST}"
    )


def _name(code: str) -> str:
    """The commune's code as the specification wants names: small letters, digits, . - _"""
    plain = unicodedata.normalize("NFKD", code).lower()
    letters = re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-")
    return f"chi-tieu-{letters or 'xa'}"


def _instant(at: datetime) -> str:
    return at.replace(tzinfo=UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _field_line(field: Field) -> str:
    text = _inline(field.description).replace("|", "\\|")
    return f"| {field.name} | {field.kind_in_words} | {text} |"


def _inline(text: str) -> str:
    """Text of the plan on one line, nothing of it read as a tag."""
    return " ".join(text.replace("<", "&lt;").split())
