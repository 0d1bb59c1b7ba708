"""The second word on the screens: a contributor's upload, an editor's, an approver's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from indicators import upload_words
from indicators.accounts import Account, Identity, Role
from indicators.intake import Given, read_file
from indicators.office_settings import OfficeSettings
from indicators.own_figures import CODE, only_own
from indicators.plan import Plan
from indicators.proposals import WaitsFor
from indicators.store import Store, open_store
from tests.conftest import COMMUNE
from tests.signing import Browser
from tests.test_pages import Screen, browser, database, hand_in_rows, place, start  # noqa: F401

HUNG = Account("hung", "Ông Hùng", frozenset({Role.CONTRIBUTOR}), "VHXH")
LAN = Account("lan", "Bà Lan", frozenset({Role.EDITOR}), "PKT")
MINH = Account("minh", "Ông Minh", frozenset({Role.APPROVER}))
BOTH = Account("lan", "Bà Lan", frozenset({Role.EDITOR, Role.APPROVER}), "PKT")
ADMIN = Identity("quan.tri", "Ông Bình", frozenset({Role.ADMIN}))
FILE = "Mã chỉ tiêu;Năm;Đơn vị báo cáo;Loại số liệu;Giá trị\n"
Start = Callable[[str], Screen]
SignIn = Callable[[Account], None]


@pytest.fixture
def sign_in(browser: Browser, database) -> SignIn:  # noqa: F811
    """Signs the browser of every session in as somebody else."""

    def sign_in(who: Account) -> None:
        store = store_of(database)
        browser.sign_in(store, who)
        store.accounts.change(who, "quan.tri", datetime.now(UTC))

    return sign_in


def store_of(database) -> Store:  # noqa: F811
    return open_store(database, COMMUNE)


def press(page: Screen) -> None:
    page.app.button(key="confirm").click().run()
    assert not page.app.exception


# A contributor's rows


def test_rows_of_other_units_are_refused_one_sentence_each(plan: Plan) -> None:
    content = (
        FILE + "CT11;2026;;chính thức;93\nCT04;2026;;chính thức;11\nCT12;2026;;chính thức;4\n"
    ).encode()
    whole = read_file(content, "a.csv", Given(plan, date(2026, 11, 20)))
    own = only_own(whole, plan, "VHXH")
    assert [o.indicator for o in own.observations] == ["CT11"]
    assert (own.accepted, own.refused) == (whole.accepted - 2, whole.refused + 2)
    assert [(f.row, f.code, f.message) for f in own.errors] == [
        (
            3,
            CODE,
            "CT04 do Phòng Kinh tế chủ trì, không thuộc phần của Phòng Văn hóa - Xã hội. "
            "Hãy bỏ dòng này; đơn vị chủ trì sẽ nạp.",
        ),
        (
            4,
            CODE,
            "CT12 do Phòng Kinh tế chủ trì, không thuộc phần của Phòng Văn hóa - Xã hội. "
            "Hãy bỏ dòng này; đơn vị chủ trì sẽ nạp.",
        ),
    ]
    assert only_own(whole, plan, "").observations == ()


def test_a_file_of_own_rows_is_left_as_it_is(plan: Plan) -> None:
    content = (FILE + "CT11;2026;;chính thức;93\n").encode()
    whole = read_file(content, "a.csv", Given(plan, date(2026, 11, 20)))
    assert only_own(whole, plan, "VHXH") is whole


# From the contributor to the editor


@pytest.fixture
def proposed(start: Start, sign_in: SignIn) -> Screen:  # noqa: F811
    """What Ông Hùng handed in with a row that is not his unit's."""
    page = start("empty")
    sign_in(HUNG)
    page.open("upload")
    hand_in_rows(page, "CT11;2026;;chính thức;93", "CT04;2026;;chính thức;11,3")
    return page


def test_a_contributor_sends_what_does_not_count_yet(proposed: Screen, database) -> None:  # noqa: F811
    assert "1 dòng bị từ chối" in proposed.head["title"]
    assert proposed.app.button(key="confirm").label == "Gửi chờ xác nhận 1 số liệu"
    press(proposed)
    assert proposed.head["title"].startswith("Đã gửi 1 số liệu chờ xác nhận (mã chờ 1)")
    store = store_of(database)
    assert store.current() == ()
    proposed.button(upload_words.BACK_TO_LIST).click().run()
    assert upload_words.WAITING in proposed.table(upload_words.OWN_PROPOSALS)


def test_an_editor_opens_and_confirms_it(
    proposed: Screen,
    sign_in: SignIn,
    database,  # noqa: F811
) -> None:
    press(proposed)
    sign_in(LAN)
    page = Screen().open("upload")
    assert "1 lần nạp chờ xác nhận" in page.text
    (row,) = page.tables["1 lần nạp chờ xác nhận"]["groups"][0]["rows"]
    assert row["open"]["params"] == {"cho": "1"}
    page.open("upload", cho="1")
    assert "Mã chờ 1 · Ông Hùng gửi " in page.text.replace("\\", "")
    assert "không thuộc phần của" in page.text, "the editor sees what the contributor may not do"
    assert page.app.button(key="confirm").label == "Xác nhận ghi 1 số liệu"
    press(page)
    assert page.head["title"].startswith("Đã ghi 1 số liệu")
    store = store_of(database)
    assert [(o.indicator, o.submission) for o in store.current()] == [("CT11", 1)]
    receipt = store.submissions()[1]
    assert (receipt.person, receipt.account, receipt.proposed_by) == ("Bà Lan", "lan", "hung")
    assert store.submission_file(1) == store.proposals.find(1).content

    assert "tài khoản hung gửi" in Screen().open("history", lan="1").table("Các lần nạp")
    sign_in(HUNG)
    page = Screen().open("upload")
    assert "Đã xác nhận" in page.table(upload_words.OWN_PROPOSALS)


def test_a_refusal_needs_a_reason_which_the_contributor_sees(
    proposed: Screen,
    sign_in: SignIn,
    database,  # noqa: F811
) -> None:
    press(proposed)
    sign_in(LAN)
    page = Screen().open("upload", cho="1")
    page.button(upload_words.REFUSE).click().run()
    assert [e.value for e in page.app.error] == [upload_words.NO_REFUSAL_REASON]
    page.field(upload_words.REFUSAL_REASON).set_value("=thiếu <b>mẫu số</b> [x](http://vi.du)")
    page.button(upload_words.REFUSE).click().run()
    assert not page.app.exception
    assert store_of(database).current() == ()

    sign_in(HUNG)
    said = Screen().open("upload").table(upload_words.OWN_PROPOSALS)
    assert "=thiếu <b>mẫu số</b> [x](http://vi.du)" in said
    assert "Bị từ chối" in said


def test_a_contributor_takes_back_what_waits(proposed: Screen, database) -> None:  # noqa: F811
    press(proposed)
    page = Screen().open("upload")
    page.button(f"{upload_words.WITHDRAW} mã chờ 1").click().run()
    assert "Đã rút" in page.table(upload_words.OWN_PROPOSALS)
    assert store_of(database).proposals.waiting(WaitsFor.EDITOR) == ()


def test_what_was_decided_meanwhile_is_said_and_nothing_stored_twice(
    proposed: Screen,
    sign_in: SignIn,
    database,  # noqa: F811
) -> None:
    press(proposed)
    sign_in(LAN)
    one, other = Screen().open("upload", cho="1"), Screen().open("upload", cho="1")
    one.field(upload_words.REFUSAL_REASON).set_value("thiếu mẫu số")
    one.button(upload_words.REFUSE).click().run()
    press(other)
    assert upload_words.DECIDED in [w.value for w in other.app.warning]
    assert store_of(database).current() == ()


def test_nothing_is_lost_when_the_figures_changed_under_the_editor(
    proposed: Screen,
    sign_in: SignIn,
    database,  # noqa: F811
) -> None:
    press(proposed)
    sign_in(LAN)
    page, other = Screen().open("upload", cho="1"), Screen().open("upload")
    hand_in_rows(other, "CT12;2026;;chính thức;4")
    press(other)
    press(page)
    assert [w.value for w in page.app.warning] == [upload_words.FIGURES_CHANGED]
    press(page)
    assert page.head["title"].startswith("Đã ghi 1 số liệu")
    assert {o.indicator for o in store_of(database).current()} == {"CT11", "CT12"}


@pytest.mark.parametrize("asked", ["1", "99", "x", "-1", "9" * 40, "<b>"])
def test_a_contributor_opens_no_proposal_by_its_address(proposed: Screen, asked: str) -> None:
    press(proposed)
    page = Screen().open("upload", cho=asked)
    assert [w.value for w in page.app.warning] == [upload_words.NOT_FOUND_PROPOSAL]
    assert page.offers_upload()


def test_a_draft_of_an_editor_is_cut_to_own_rows_when_a_contributor_goes_on_with_it(
    start: Start,  # noqa: F811
    sign_in: SignIn,
) -> None:
    page = start("empty")
    sign_in(LAN)
    page.open("upload")
    hand_in_rows(page, "CT11;2026;;chính thức;93", "CT04;2026;;chính thức;11,3")
    sign_in(HUNG)
    page.app.run()
    assert page.app.button(key="confirm").label == "Gửi chờ xác nhận 1 số liệu"


def test_a_contributor_types_only_own_figures(
    start: Start,  # noqa: F811
    sign_in: SignIn,
) -> None:
    page = start("empty")
    sign_in(HUNG)
    page.open("upload")
    (box,) = [box for box in page.app.selectbox if box.label == upload_words.INDICATOR]
    assert [option[:4] for option in box.options] == ["CT10", "CT11"]


# The approver's second step


@pytest.fixture
def approval(start: Start, sign_in: SignIn, database) -> Screen:  # noqa: F811
    """What Bà Lan passed on for approval."""
    page = start("empty")
    sign_in(LAN)
    page.open("upload")
    settings = replace(OfficeSettings(), approval=True)
    store_of(database).settings.change(settings, ADMIN)
    page.open("upload")
    hand_in_rows(page, "CT04;2026;;chính thức;11,3")
    assert page.app.button(key="confirm").label == "Trình phê duyệt 1 số liệu"
    press(page)
    assert page.head["title"].startswith("Đã trình 1 số liệu chờ phê duyệt")
    assert store_of(database).current() == ()
    return page


def test_figures_count_after_another_person_approved_them(
    approval: Screen,
    sign_in: SignIn,
    database,  # noqa: F811
) -> None:
    sign_in(MINH)
    page = Screen().open("upload")
    assert not page.offers_upload()
    assert "1 lần chờ phê duyệt" in page.text
    page.open("upload", cho="1")
    assert page.app.button(key="confirm").label == "Phê duyệt và ghi 1 số liệu"
    press(page)
    receipt = store_of(database).submissions()[1]
    assert (receipt.account, receipt.proposed_by) == ("minh", "lan")


@pytest.mark.parametrize("who", [LAN, BOTH], ids=["an editor", "an editor and approver"])
def test_nobody_approves_their_own(
    approval: Screen,
    sign_in: SignIn,
    who: Account,
    database,  # noqa: F811
) -> None:
    sign_in(who)
    page = Screen().open("upload", cho="1")
    assert [w.value for w in page.app.warning] == [upload_words.NOT_FOUND_PROPOSAL]
    assert "chờ phê duyệt" not in " ".join(page.tables)
    assert store_of(database).current() == ()


def test_who_lost_the_right_meanwhile_approves_nothing(
    approval: Screen,
    sign_in: SignIn,
    database,  # noqa: F811
) -> None:
    sign_in(MINH)
    page = Screen().open("upload", cho="1")
    sign_in(BOTH)
    page.app.button(key="confirm").click().run()
    assert store_of(database).current() == ()


def test_an_undo_waits_for_approval_too(
    approval: Screen,
    sign_in: SignIn,
    database,  # noqa: F811
) -> None:
    sign_in(MINH)
    press(Screen().open("upload", cho="1"))
    sign_in(LAN)
    page = Screen().open("history", lan="1")
    page.field("Lý do hoàn tác").set_value("nạp nhầm tệp")
    page.button("Hoàn tác lần 1").click().run()
    assert "Đã trình hoàn tác lần 1" in page.app.success[0].value
    store = store_of(database)
    assert [o.indicator for o in store.current()] == ["CT04"]

    sign_in(MINH)
    page = Screen().open("upload", cho="2")
    assert "nạp nhầm tệp" in page.text
    page.button("Phê duyệt hoàn tác lần 1").click().run()
    assert not page.app.exception
    assert store.current() == ()
    undone = store.submissions()[2]
    assert (undone.account, undone.proposed_by, undone.undoes) == ("minh", "lan", 1)


def test_an_approver_who_changed_a_cell_must_refuse_instead(
    start: Start,  # noqa: F811
    sign_in: SignIn,
    database,  # noqa: F811
) -> None:
    page = start("empty")
    sign_in(LAN)
    page.open("upload")
    settings = replace(OfficeSettings(), approval=True)
    store_of(database).settings.change(settings, ADMIN)
    page.open("upload")
    hand_in_rows(page, "CT04;2026;;chính thức;11,3", "CT12;2026;;chính thức;khoảng 4")
    press(page)
    sign_in(MINH)
    page = Screen().open("upload", cho="1")
    page.app.session_state["draft"].leave_out("", 3)
    page.app.run()
    assert page.app.button(key="confirm").disabled
    assert upload_words.CHANGED_BY_APPROVER in page.text
