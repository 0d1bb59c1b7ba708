"""Proposals: nothing counts before the second word, one answer each, nobody approves their own."""

from dataclasses import replace

import pytest

from indicators.accounts import Identity, Role
from indicators.events import EventFilter, EventKind
from indicators.observations import Origin
from indicators.proposals import (
    Decision,
    Outcome,
    Proposal,
    Step,
    WaitsFor,
    may_decide,
    may_withdraw,
    next_step,
)
from indicators.store import AlreadyDecided, StaleDraft, Store
from tests.conftest import draft, figure

HUNG = Identity("hung", "Ông Hùng", frozenset({Role.CONTRIBUTOR}), "VHXH", "10.0.0.7")
LAN = Identity("lan", "Bà Lan", frozenset({Role.EDITOR}), "PKT", "10.0.0.2")
CHU_TICH = Identity("chu.tich", "Ông Minh", frozenset({Role.APPROVER}))
BOTH = Identity("lan", "Bà Lan", frozenset({Role.EDITOR, Role.APPROVER}), "PKT")
VISITOR = Identity()


def proposal(who: Identity = HUNG, waits_for: WaitsFor = WaitsFor.EDITOR, **others) -> Proposal:
    made = Proposal(
        waits_for,
        Origin.UPLOAD,
        who.login,
        who.full_name,
        f"key {who.login} {waits_for}",
        2026,
        unit=who.unit,
        address=who.address,
        file_name="trường học.csv",
        content=b"M\xc3\xa3;N\xc4\x83m",
        answers={"q": "a", 'cell:["", 3, "Năm"]': '["2O26", "2026"]'},
        row_count=3,
    )
    return replace(made, **others)


def kinds(store: Store) -> list[EventKind]:
    return [event.kind for event in store.events.found(EventFilter())]


def test_every_field_of_a_proposal_comes_back(store: Store) -> None:
    kept = store.proposals.hand_in(proposal())
    assert kept.number == 1
    found = store.proposals.find(1)
    assert found == replace(proposal(), number=1, proposed_at=kept.proposed_at)
    (waiting,) = store.proposals.waiting(WaitsFor.EDITOR)
    assert waiting == replace(found, content=None)
    assert store.proposals.waiting(WaitsFor.APPROVER) == ()


def test_what_is_proposed_does_not_count(store: Store) -> None:
    store.proposals.hand_in(proposal())
    assert store.current() == ()
    assert store.version == 0
    assert kinds(store) == [EventKind.PROPOSAL]


def test_a_double_click_hands_in_once(store: Store) -> None:
    first = store.proposals.hand_in(proposal())
    again = store.proposals.hand_in(proposal())
    assert (again.number, len(store.proposals.waiting(WaitsFor.EDITOR))) == (first.number, 1)


def test_an_editor_takes_it_over_in_one_transaction_with_the_figures(store: Store) -> None:
    kept = store.proposals.hand_in(proposal())
    assert kept.number is not None
    receipt = store.confirm(
        draft(
            figure(),
            account=LAN.login,
            proposed_by=kept.login,
            decision=Decision.by(LAN, kept.number, Outcome.STORED),
        )
    )
    assert (receipt.account, receipt.proposed_by) == ("lan", "hung")
    decision = store.proposals.decision(kept.number)
    assert decision is not None
    assert (decision.outcome, decision.login, decision.submission) == (Outcome.STORED, "lan", 1)
    assert store.proposals.waiting(WaitsFor.EDITOR) == ()
    assert kinds(store) == [EventKind.CONFIRM, EventKind.PROPOSAL]


def test_a_draft_that_turned_stale_leaves_the_proposal_waiting(store: Store) -> None:
    store.confirm(draft(figure()))
    kept = store.proposals.hand_in(proposal())
    assert kept.number is not None
    with pytest.raises(StaleDraft):
        store.confirm(
            draft(
                figure(value="9"),
                based_on=0,
                decision=Decision.by(LAN, kept.number, Outcome.STORED),
            )
        )
    assert store.proposals.decision(kept.number) is None
    found = store.proposals.find(kept.number)
    assert found is not None
    assert found.content == proposal().content


def test_what_is_decided_is_not_decided_again(store: Store) -> None:
    kept = store.proposals.hand_in(proposal())
    assert kept.number is not None
    store.proposals.answer(Decision.by(LAN, kept.number, Outcome.REFUSED, "thiếu mẫu số"))
    with pytest.raises(AlreadyDecided):
        store.confirm(draft(figure(), decision=Decision.by(LAN, kept.number, Outcome.STORED)))
    with pytest.raises(AlreadyDecided):
        store.proposals.answer(Decision.by(HUNG, kept.number, Outcome.WITHDRAWN))
    with pytest.raises(AlreadyDecided):
        store.proposals.hand_in(proposal(LAN, WaitsFor.APPROVER, follows=kept.number))
    assert store.current() == ()
    assert kinds(store) == [EventKind.REFUSAL, EventKind.PROPOSAL]


def test_a_refusal_tells_the_contributor_why(store: Store) -> None:
    kept = store.proposals.hand_in(proposal())
    assert kept.number is not None
    store.proposals.answer(Decision.by(LAN, kept.number, Outcome.REFUSED, "<b>thiếu</b> =mẫu số"))
    (mine,) = store.proposals.of_person("hung")
    decision = store.proposals.decision(mine.number or 0)
    assert decision is not None
    assert (decision.reason, decision.person) == ("<b>thiếu</b> =mẫu số", "Bà Lan")
    assert store.proposals.of_person("lan") == ()


def test_an_editor_passes_on_to_the_approver(store: Store) -> None:
    first = store.proposals.hand_in(proposal())
    second = store.proposals.hand_in(proposal(LAN, WaitsFor.APPROVER, follows=first.number))
    assert store.proposals.waiting(WaitsFor.EDITOR) == ()
    (waiting,) = store.proposals.waiting(WaitsFor.APPROVER)
    assert waiting.number == second.number
    assert store.proposals.hands(second.number or 0) == {"hung", "lan"}
    store.confirm(
        draft(figure(), decision=Decision.by(CHU_TICH, second.number or 0, Outcome.APPROVED))
    )
    assert kinds(store)[0] is EventKind.APPROVAL


@pytest.mark.parametrize(
    ("who", "waits_for", "hands", "may"),
    [
        (LAN, WaitsFor.EDITOR, {"hung"}, True),
        (HUNG, WaitsFor.EDITOR, {"hung"}, False),
        (CHU_TICH, WaitsFor.EDITOR, {"hung"}, False),
        (VISITOR, WaitsFor.EDITOR, {"hung"}, False),
        (CHU_TICH, WaitsFor.APPROVER, {"hung", "lan"}, True),
        (LAN, WaitsFor.APPROVER, {"hung"}, False),
        (BOTH, WaitsFor.APPROVER, {"hung"}, True),
        (BOTH, WaitsFor.APPROVER, {"hung", "lan"}, False),
        (VISITOR, WaitsFor.APPROVER, {"hung"}, False),
        (replace(CHU_TICH, login=""), WaitsFor.APPROVER, {"hung"}, False),
    ],
)
def test_who_may_decide(who: Identity, waits_for: WaitsFor, hands: set[str], may: bool) -> None:
    assert may_decide(who, proposal(waits_for=waits_for), hands) == may


@pytest.mark.parametrize("approval", [False, True])
@pytest.mark.parametrize(
    ("who", "waits_for", "step"),
    [
        (HUNG, None, Step.SEND),
        (HUNG, WaitsFor.EDITOR, Step.NONE),
        (LAN, None, Step.STORE),
        (LAN, WaitsFor.EDITOR, Step.STORE),
        (LAN, WaitsFor.APPROVER, Step.NONE),
        (CHU_TICH, None, Step.NONE),
        (CHU_TICH, WaitsFor.EDITOR, Step.NONE),
        (CHU_TICH, WaitsFor.APPROVER, Step.APPROVE),
        (VISITOR, None, Step.NONE),
    ],
)
def test_what_a_person_does_next(
    who: Identity, waits_for: WaitsFor | None, step: Step, approval: bool
) -> None:
    waiting = None if waits_for is None else proposal(waits_for=waits_for)
    if step is Step.STORE and approval:
        step = Step.PASS_ON
    assert next_step(who, waiting, {"hung"}, approval=approval) is step


def test_only_who_handed_it_in_takes_it_back() -> None:
    assert may_withdraw(HUNG, proposal())
    assert not may_withdraw(LAN, proposal())
    assert not may_withdraw(VISITOR, proposal(login=""))


def test_communes_have_proposals_of_their_own(store: Store) -> None:
    other = Store(store.path, "KHAC", database=store.database)
    other.proposals.hand_in(proposal())
    assert store.proposals.find(1) is None
    assert store.proposals.waiting(WaitsFor.EDITOR) == ()
