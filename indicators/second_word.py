"""The upload's second word: what waits for an editor or an approver, and what they say to it."""

from __future__ import annotations

import uuid
from typing import NoReturn

import streamlit as st

from indicators import access, heads, history_tables, notation, screen
from indicators import proposal_tables as tables
from indicators import upload_words as words
from indicators.accounts import Identity, Right, may
from indicators.board import Board
from indicators.observations import Origin
from indicators.proposals import (
    MOST_CHARACTERS,
    Decision,
    Outcome,
    Proposal,
    Step,
    WaitsFor,
    may_decide,
    may_withdraw,
    next_step,
    outcome_of,
)
from indicators.store import AlreadyDecided, NothingToUndo, StaleDraft
from indicators.upload_draft import UploadDraft

ADDRESS = "cho"
"""The address parameter that names what waits."""


def step_for(board: Board, proposal: Proposal | None, who: Identity) -> Step:
    """What this person may do now with a new file or with a proposal."""
    store = board.store
    hands = store.proposals.hands(proposal.number or 0) if proposal else ()
    approval = store.settings.current().approval
    return next_step(who, proposal, hands, approval=approval)


def only_unit(draft: UploadDraft, who: Identity) -> str | None:
    """The unit whose figures alone this person may hand in; None for everybody's."""
    if draft.proposal is not None:
        return draft.proposal.unit or None
    return None if may(who, Right.CONFIRM) else who.unit


def asked_for(board: Board) -> Proposal | None:
    """The proposal that the address names; one that cannot be decided here is said and left."""
    named = st.query_params.get(ADDRESS, "")
    if not named:
        return None
    found = (
        board.store.proposals.find(int(named)) if named.isdecimal() and len(named) < 10 else None
    )
    if found is None or not _may_decide(board, found):
        st.warning(words.NOT_FOUND_PROPOSAL, icon=":material/lock:")
        return None
    if board.store.proposals.decision(found.number or 0) is not None:
        return None
    return found


def _may_decide(board: Board, proposal: Proposal) -> bool:
    hands = board.store.proposals.hands(proposal.number or 0)
    return may_decide(access.identity(), proposal, hands)


def show_waiting(board: Board) -> int:
    """What waits for this person's word, and how much it is."""
    store, plan, count = board.store, board.plan, 0
    for right, waits_for in (
        (Right.CONFIRM, WaitsFor.EDITOR),
        (Right.APPROVE, WaitsFor.APPROVER),
    ):
        waiting = store.proposals.waiting(waits_for) if access.may(right) else ()
        waiting = tuple(item for item in waiting if _may_decide(board, item))
        if waiting:
            is_approval = waits_for is WaitsFor.APPROVER
            title = words.waiting_title(len(waiting), is_approval=is_approval)
            st.subheader(title)
            st.caption(words.OPEN_WAITING)
            screen.show_table(tables.waiting_table(plan, waiting, title), f"waiting-{waits_for}")
        count += len(waiting)
    return count


def show_own(board: Board) -> None:
    """What became of what this person handed in, and the way to take it back."""
    store, login = board.store, access.identity().login
    own = store.proposals.of_person(login) if login else ()
    if not own:
        return
    found = {item.number: store.proposals.decision(item.number or 0) for item in own}
    decisions = {number: said for number, said in found.items() if number and said}
    st.subheader(words.OWN_PROPOSALS)
    screen.show_table(tables.own_table(board.plan, own, decisions), "own-proposals")
    with st.container(horizontal=True, key="withdrawals"):
        for item in own:
            if item.number not in decisions and st.button(
                f"{words.WITHDRAW} mã chờ {item.number}", key=f"withdraw-{item.number}"
            ):
                _answer(board, item, Outcome.WITHDRAWN, "")


def show_approvals(board: Board) -> None:
    """The first step of who approves and hands nothing in."""
    screen.show_head(heads.upload_head(words.APPROVE, words.APPROVE_TITLE), "approve-head")
    if not show_waiting(board):
        st.markdown(words.NOTHING_TO_APPROVE)


def offer_refusal(board: Board, proposal: Proposal) -> None:
    """Whose proposal this is, and the way to refuse it."""
    when = notation.moment(proposal.proposed_at) if proposal.proposed_at else ""
    title = words.proposal_title(proposal.number or 0, proposal.person, when)
    with st.container(horizontal=True, vertical_alignment="center", key="refusal"):
        st.markdown(f"**{screen.plain(title)}**", width="content")
        reason = st.text_input(
            words.REFUSAL_REASON,
            max_chars=MOST_CHARACTERS,
            placeholder=words.REFUSAL_HINT,
            label_visibility="collapsed",
            width=360,
            key=f"refusal-{proposal.number}",
        )
        if st.button(words.REFUSE, icon=":material/block:"):
            if reason.strip():
                _answer(board, proposal, Outcome.REFUSED, reason.strip())
            else:
                st.error(words.NO_REFUSAL_REASON)


def _answer(board: Board, proposal: Proposal, outcome: Outcome, reason: str) -> None:
    """Refuses or withdraws, where the person still may."""
    identity = access.identity()
    hands = board.store.proposals.hands(proposal.number or 0)
    is_allowed = (
        may_withdraw(identity, proposal)
        if outcome is Outcome.WITHDRAWN
        else may_decide(identity, proposal, hands)
    )
    if not is_allowed:
        access.refuse_write()
        return
    try:
        board.store.proposals.answer(Decision.by(identity, proposal.number or 0, outcome, reason))
    except AlreadyDecided:
        st.session_state["told"] = words.DECIDED
    leave()


def leave() -> NoReturn:
    """Back to the first step, with another file field."""
    st.session_state.pop("draft", None)
    st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
    st.query_params.clear()
    st.rerun()


# Handing in


def hand_in(board: Board, draft: UploadDraft, step: Step, who: Identity) -> Proposal | None:
    """Hands a file in that an editor or an approver must decide on; None where it was decided."""
    follows = draft.proposal.number if draft.proposal else None
    try:
        return board.store.proposals.hand_in(
            Proposal(
                WaitsFor.APPROVER if step is Step.PASS_ON else WaitsFor.EDITOR,
                draft.origin,
                who.login,
                who.full_name,
                f"{draft.key}-{step}",
                draft.year,
                unit=draft.only_unit or "",
                address=who.address,
                reason=draft.reason,
                file_name=draft.file_name,
                content=draft.content,
                answers=draft.remembered_answers,
                row_count=len(draft.changes.to_store),
                follows=follows,
            )
        )
    except AlreadyDecided:
        return None


def handed_in(board: Board, draft: UploadDraft) -> Proposal | None:
    """The proposal that this draft became; None while it is none."""
    keys = (f"{draft.key}-{step}" for step in (Step.SEND, Step.PASS_ON))
    found = (board.store.proposals.found_by_key(key) for key in keys)
    return next(filter(None, found), None)


def show_sent(proposal: Proposal) -> None:
    """The receipt of what was handed in."""
    is_approval = proposal.waits_for is WaitsFor.APPROVER
    title = words.sent(proposal.number or 0, proposal.row_count, is_approval=is_approval)
    screen.show_head(heads.upload_head(words.STEP_RECEIPT, title), "sent-head")
    st.markdown(words.PASS_ON_NOTE if is_approval else words.SEND_NOTE)
    if st.button(words.BACK_TO_LIST, type="primary", icon=":material/list:"):
        leave()


# Undo with a second word


def propose_undo(board: Board, number: int, who: Identity, reason: str, year: int) -> Proposal:
    """Hands an undo in that an approver must decide on."""
    key = st.session_state.setdefault(f"propose-undo-{number}", uuid.uuid4().hex)
    return board.store.proposals.hand_in(
        Proposal(
            WaitsFor.APPROVER,
            Origin.UNDO,
            who.login,
            who.full_name,
            key,
            year,
            address=who.address,
            reason=reason,
            row_count=sum(c.is_current for c in board.store.changes_of(number)),
            undoes=number,
        )
    )


def review_undo(board: Board, proposal: Proposal) -> None:
    """What an undo would take back, for the approver to say yes or no."""
    store, number = board.store, proposal.undoes or 0
    seen = st.session_state.get("undo_version")
    st.session_state["undo_version"] = store.version
    changes = store.changes_of(number)
    screen.show_head(heads.upload_head(words.APPROVE, tables.what(proposal)), "undo-head")
    st.markdown(screen.plain(words.asked_because(proposal.reason)))
    offer_refusal(board, proposal)
    st.caption(history_tables.undo_note(changes))
    shown = changes[: history_tables.CHANGES_A_PAGE]
    screen.show_table(history_tables.changes_table(board.plan, shown, is_undo=True), "undo-changes")
    if not st.button(f"{words.APPROVE} hoàn tác lần {number}", type="primary"):
        return
    identity = access.identity()
    if step_for(board, proposal, identity) is not Step.APPROVE:
        access.refuse_write()
        return
    try:
        store.undo(
            number,
            identity.full_name,
            proposal.reason,
            f"proposal-{proposal.number}",
            seen,
            identity.address,
            identity.login,
            proposal.login,
            Decision.by(identity, proposal.number or 0, outcome_of(proposal)),
        )
    except (NothingToUndo, AlreadyDecided):
        st.session_state["told"] = words.DECIDED
    except StaleDraft:
        st.warning(words.FIGURES_CHANGED)
        return
    leave()
