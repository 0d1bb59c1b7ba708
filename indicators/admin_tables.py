"""The administrator's lists: accounts and reporting units."""

from __future__ import annotations

from collections.abc import Sequence

from indicators import account_words, notation, wording
from indicators import admin_words as words
from indicators.account_book import ListedAccount
from indicators.cells import (
    NOT_NARROW,
    Cell,
    Group,
    Row,
    Table,
    column,
    line,
    part,
    table,
    text_cell,
)
from indicators.plan import Plan
from indicators.reporting_units import ReportingUnit


def accounts_table(plan: Plan, accounts: Sequence[ListedAccount]) -> Table:
    """Every account: who, what for, of which unit, whether open, and when it was used last."""
    rows = []
    for listed in accounts:
        account = listed.account
        roles = [account_words.ROLES[role] for role in account_words.ROLES if role in account.roles]
        notes = [
            words.SECOND_FACTOR if listed.has_second_factor else "",
            words.FIRST_SIGN_IN if listed.must_change else "",
        ]
        state = account_words.ENABLED if account.enabled else account_words.NOT_ENABLED
        style = () if account.enabled else ("muted",)
        rows.append(
            Row(
                cells={
                    "who": Cell(
                        title=account.full_name,
                        lines=[line(part(account.login, "muted", "small"))],
                    ),
                    "roles": Cell(
                        lines=[line(part(role)) for role in roles or [account_words.VIEWER]]
                    ),
                    "unit": text_cell(
                        plan.unit_name(account.unit) if account.unit else wording.NO_FIGURE
                    ),
                    "state": Cell(
                        lines=[
                            line(part(state, *style)),
                            *(line(part(note, "muted", "small")) for note in notes if note),
                        ]
                    ),
                    "use": text_cell(notation.moment(listed.last_use), "whole"),
                }
            )
        )
    return table(
        words.PARTS["tai-khoan"],
        [
            column("who", words.ACCOUNT, "name"),
            column("roles", words.ROLES, "text"),
            column("unit", words.UNIT, "text"),
            column("state", words.STATE, "text"),
            column("use", words.LAST_USE, "text", sizes=NOT_NARROW),
        ],
        [Group(title="", rows=rows)],
        empty=words.NO_ACCOUNTS,
    )


def units_table(plan: Plan, units: Sequence[ReportingUnit]) -> Table:
    """Who reports which indicators in which years."""
    rows = [
        Row(
            cells={
                "name": Cell(title=plan.unit_name(unit.name)),
                "reports": text_cell(", ".join(sorted(unit.indicators))),
                "years": text_cell(words.units_years(unit.from_year, unit.until_year)),
            }
        )
        for unit in units
    ]
    return table(
        words.UNITS_TITLE,
        [
            column("name", words.UNIT_NAME, "name"),
            column("reports", words.UNIT_REPORTS, "text"),
            column("years", words.UNIT_YEARS, "text"),
        ],
        [Group(title="", rows=rows)],
        empty=words.UNITS_EMPTY,
    )


def backups_table(rows: Sequence[tuple[str, str, str, str]]) -> Table:
    """When, why, how large and where each backup is."""
    return table(
        words.BACKUPS,
        [
            column("at", words.BACKUP_AT, "text"),
            column("why", words.BACKUP_WHY, "text"),
            column("size", words.BACKUP_SIZE, "number", "end"),
            column("file", words.BACKUP_FILE, "text"),
        ],
        [
            Group(
                title="",
                rows=[
                    Row(
                        cells={
                            "at": text_cell(at, "whole"),
                            "why": text_cell(why),
                            "size": text_cell(size, "whole"),
                            "file": text_cell(file, "small", "muted"),
                        }
                    )
                    for at, why, size, file in rows
                ],
            )
        ],
        empty=words.BACKUP_NONE,
    )
