"""Who may do what."""

import pytest

from indicators.accounts import LOGIN_PATTERN, Account, Identity, Right, Role, may

EVERYTHING = frozenset(Right)
HIS_UNITS_WORK = frozenset({Right.HAND_IN, Right.EXPLAIN, Right.UPDATE_TASK})


def person(*roles: Role, unit: str = "") -> Identity:
    return Identity("lan", "Bà Lan", frozenset(roles), unit)


def rights(identity: Identity, unit: str | None = None) -> set[Right]:
    return {right for right in Right if may(identity, right, unit)}


def test_a_visitor_looks_and_does_nothing_else() -> None:
    assert rights(Identity(address="192.168.1.20")) == {Right.VIEW}


def test_an_account_without_a_role_looks_like_a_visitor() -> None:
    assert rights(person()) == {Right.VIEW}


def test_a_contributor_works_for_the_own_unit() -> None:
    assert rights(person(Role.CONTRIBUTOR, unit="VHXH"), "VHXH") == {Right.VIEW, *HIS_UNITS_WORK}


@pytest.mark.parametrize("unit", ["PKT", "", "XA", "vhxh"])
def test_a_contributor_does_nothing_for_another_unit(unit: str) -> None:
    assert rights(person(Role.CONTRIBUTOR, unit="VHXH"), unit) == {Right.VIEW}


@pytest.mark.parametrize("unit", [None, "", "PKT"])
def test_a_contributor_of_no_unit_has_nothing_to_do(unit: str | None) -> None:
    assert rights(person(Role.CONTRIBUTOR), unit) == {Right.VIEW}


def test_a_contributors_screens_open_without_naming_a_unit() -> None:
    assert rights(person(Role.CONTRIBUTOR, unit="VHXH")) == {Right.VIEW, *HIS_UNITS_WORK}


@pytest.mark.parametrize("unit", [None, "PKT", "VHXH", ""])
def test_an_editor_does_everything_about_figures_of_every_unit(unit: str | None) -> None:
    assert rights(person(Role.EDITOR), unit) == EVERYTHING - {Right.APPROVE, Right.ADMINISTER}


def test_an_approver_approves_and_changes_nothing() -> None:
    assert rights(person(Role.APPROVER)) == {
        Right.VIEW,
        Right.APPROVE,
        Right.REPORT,
        Right.HISTORY,
    }


def test_an_administrator_looks_after_accounts_not_after_figures() -> None:
    assert rights(person(Role.ADMIN)) == {Right.VIEW, Right.ADMINISTER, Right.HISTORY}


def test_several_roles_add_up() -> None:
    both = person(Role.ADMIN, Role.EDITOR)
    assert rights(both) == rights(person(Role.ADMIN)) | rights(person(Role.EDITOR))
    assert rights(person(*Role, unit="VHXH"), "PKT") == EVERYTHING


def test_the_unit_of_an_editor_is_no_limit() -> None:
    assert may(person(Role.EDITOR, Role.CONTRIBUTOR, unit="VHXH"), Right.HAND_IN, "PKT")


def test_an_account_gives_its_person_name_roles_and_unit() -> None:
    account = Account("lan", "Bà Lan", frozenset({Role.CONTRIBUTOR}), "VHXH")
    identity = Identity.of(account, "192.168.1.20")
    assert identity == Identity("lan", "Bà Lan", account.roles, "VHXH", "192.168.1.20")
    assert not identity.is_visitor


def test_a_disabled_account_makes_a_visitor() -> None:
    account = Account("lan", "Bà Lan", frozenset({Role.ADMIN}), enabled=False)
    assert Identity.of(account, "::1") == Identity(address="::1")
    assert Identity.of(account).is_visitor


@pytest.mark.parametrize("login", ["lan", "bui.thi-lan", "pkt_01", "a" * 40, "2lan"])
def test_a_login_name_is_short_and_plain(login: str) -> None:
    assert LOGIN_PATTERN.fullmatch(login)


@pytest.mark.parametrize(
    "login", ["", "a", "lan ", "Lan", "lân", ".lan", "lan-", "la/n", "a" * 41, "lan\n", "<b>"]
)
def test_other_names_are_no_login(login: str) -> None:
    assert not LOGIN_PATTERN.fullmatch(login)
