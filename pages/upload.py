"""Nạp số liệu: choose a file, look at what it would change and mend it, confirm, receipt."""

from functools import partial
from typing import NoReturn

import streamlit as st

from indicators import (
    access,
    manual_view,
    notation,
    process,
    screen,
    second_word,
    store_words,
    upload_start,
    workbench,
)
from indicators import upload_tables as tables
from indicators import upload_words as words
from indicators.accounts import Identity, Right
from indicators.intake import marked_copy
from indicators.observations import Submission
from indicators.proposals import Decision, Step, outcome_of
from indicators.store import AlreadyDecided, Draft, StaleDraft, StoreUnavailable
from indicators.upload_draft import Known, UploadDraft

board = screen.page("upload")
access.require("Nạp số liệu", *screen.RIGHTS["upload"])
plan, store, today = board.plan, board.store, process.today()


def known_figures() -> Known:
    version = store.version  # before the figures: newer figures than their version are refused
    figures = {} if store.holds_demo_figures() else store.current_by_key()
    return Known(version, figures, store.reporting_units.current())


# Step 2: the preview


def preview(draft: UploadDraft) -> None:
    """Everything the file would change, questions and refusals first; nothing is stored yet."""
    known = known_figures()
    draft.only_unit = second_word.only_unit(draft, access.identity())
    # What the person saw when pressing the button is what the run before this one drew.
    seen, draft.shown_version = draft.shown_version, known.version
    workbench.while_reading(draft, partial(draft.look, plan, today, known))
    screen.show_head(tables.preview_head(draft), "preview-head")
    if seen is not None and seen != known.version:
        st.warning(words.FIGURES_CHANGED, icon=":material/sync_problem:")
    if draft.proposal is not None:
        second_word.offer_refusal(board, draft.proposal)
    if tables.is_unreadable(draft):
        unreadable(draft, known)
    else:
        if tables.has_nothing_new(draft):
            nothing_new(draft)
        show_parts(draft)
    confirm_bar(draft, seen)


def unreadable(draft: UploadDraft, known: Known) -> None:
    """Why the file gave nothing, and the ways on."""
    for fault in draft.reading.errors[: tables.FIRST_ROWS]:
        st.error(workbench.fault_text(fault), icon=":material/error:")
    manual_view.offer_answers(fault.code for fault in draft.reading.errors)
    if draft.reading.warnings:
        screen.show_table(tables.faults_table(draft.reading.warnings, words.WARNED), "warnings")
    if draft.corrections and st.button(words.DROP_CORRECTIONS, icon=":material/undo:"):
        draft.corrections.clear()
        st.rerun()
    st.subheader(words.NEXT_STEPS)
    st.markdown(words.UNREADABLE)
    if not draft.reason:
        upload_start.offer_templates(plan, known, draft.year)


def nothing_new(draft: UploadDraft) -> None:
    """Where the figures of this file stand already, and the ways on."""
    before = tables.stored_before(draft, store.submissions())
    if before is None:
        return
    moment = notation.moment(before.confirmed_at)
    st.success(
        screen.plain(words.stored_before(before.number, before.person, moment)),
        icon=":material/task_alt:",
    )
    with st.container(horizontal=True):
        if st.button(words.SEE_OVERVIEW, icon=":material/monitoring:"):
            st.session_state.pop("draft", None)
            st.switch_page(screen.PAGES["overview"])
        if st.button(words.see_submission(before.number), icon=":material/history:"):
            st.switch_page(screen.PAGES["history"], query_params={"lan": str(before.number)})


def show_parts(draft: UploadDraft) -> None:
    """The parts of the preview, all of them or the one chosen by its count."""
    parts, changes = tables.chips(draft), draft.changes
    chosen = workbench.show_filter(draft, parts)
    notes, sheets = tables.notes_by_row(draft), draft.has_sheets
    for name, show in (
        (words.ASKED, partial(workbench.show_questions, draft)),
        (words.REFUSED, partial(workbench.show_refusals, plan, draft)),
    ):
        if name in parts and chosen in (words.ALL, name):
            count, said = parts[name]
            st.subheader(words.counted(said, count))
            show()
    only = list(parts) if len(parts) == 1 else []
    submissions = store.submissions() if changes.changed else {}
    for name, items, draw in (
        (
            words.WARNED,
            draft.reading.warnings,
            partial(tables.faults_table, caption=words.WARNED, with_sheet=sheets),
        ),
        (
            words.CHANGED,
            changes.changed,
            partial(
                tables.changed_table,
                plan,
                notes=notes,
                submissions=submissions,
                with_sheet=sheets,
            ),
        ),
        (
            words.NEW,
            changes.new,
            partial(
                tables.figures_table, plan, caption="Số liệu mới", notes=notes, with_sheet=sheets
            ),
        ),
        (
            words.UNCHANGED,
            changes.unchanged,
            partial(tables.figures_table, plan, caption="Số liệu không đổi", with_sheet=sheets),
        ),
    ):
        if items and chosen in (words.ALL, name):
            workbench.show_part(draft, name, items, draw, is_alone=name in (chosen, *only))
    manual_view.offer_answers(fault.code for fault in draft.reading.faults)


LABELS = {
    Step.STORE: (words.confirm_label, words.ALL_OR_NOTHING),
    Step.SEND: (words.send_label, words.SEND_NOTE),
    Step.PASS_ON: (words.pass_on_label, words.PASS_ON_NOTE),
    Step.APPROVE: (words.approve_label, words.ALL_OR_NOTHING),
}


def confirm_bar(draft: UploadDraft, seen: int | None) -> None:
    """What the button would do, and the button."""
    reading, count = draft.reading, len(draft.changes.to_store)
    step = second_word.step_for(board, draft.proposal, access.identity())
    if step is Step.NONE:  # the session or the role ended since the page was opened
        access.refuse_write()
        return
    is_changed = step is Step.APPROVE and not draft.is_as_proposed
    confirmed = False
    with st.bottom, st.container(key="confirm-bar", horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, key="confirm-words"):
            st.markdown(f"**{tables.confirm_sentence(draft)}**")
            if count:
                st.caption(words.CHANGED_BY_APPROVER if is_changed else LABELS[step][1])
        if st.button(words.CANCEL if count else words.OTHER_FILE):
            second_word.leave()
        if reading.faults and not (draft.reason or tables.is_unreadable(draft)):
            name = f"{draft.file_name.rpartition('.')[0] or draft.file_name} - kiểm tra.xlsx"
            corrected = list(draft.corrections.values())
            marked = partial(marked_copy, draft.content, reading, draft.changes, plan, corrected)
            st.download_button(
                words.MARKED_COPY,
                screen.told(marked, name),
                name,
                help=words.MARKED_COPY_HELP,
                icon=":material/download:",
                on_click="ignore",
            )
        if count:
            confirmed = st.button(
                LABELS[step][0](count),
                type="primary",
                disabled=draft.undecided > 0 or is_changed,
                key="confirm",
            )
    if not confirmed:
        return
    who = access.identity()
    if step is second_word.step_for(board, draft.proposal, who) and (
        draft.only_unit == second_word.only_unit(draft, who)
    ):
        confirm(draft, seen, step, who)
    else:
        access.refuse_write()


def confirm(draft: UploadDraft, seen: int | None, step: Step, who: Identity) -> None:
    """Stores everything or nothing, or hands it in; the receipt is found by the draft's key."""
    proposal = draft.proposal
    try:
        if step in (Step.SEND, Step.PASS_ON):
            if second_word.hand_in(board, draft, step, who) is None:
                already_decided()
        else:
            store.confirm(
                Draft(
                    origin=draft.origin,
                    person=who.full_name,
                    idempotency_key=draft.key,
                    observations=draft.changes.to_store,
                    file_name="" if draft.reason else draft.file_name,
                    content=None if draft.reason else draft.content,
                    address=who.address,
                    reason=draft.reason,
                    answers=draft.remembered_answers,
                    based_on=seen,
                    account=who.login,
                    proposed_by=proposal.login if proposal else "",
                    decision=Decision.by(who, proposal.number or 0, outcome_of(proposal))
                    if proposal
                    else None,
                )
            )
    except AlreadyDecided:
        already_decided()
    except StaleDraft:
        draft.shown_version = seen  # so that the next run says above the preview what changed
    except StoreUnavailable as error:
        st.error(store_words.TROUBLES[error.trouble.value])
        return
    st.rerun()


def already_decided() -> NoReturn:
    st.session_state["told"] = words.DECIDED
    second_word.leave()


# Step 3: the receipt


def show_receipt(receipt: Submission) -> None:
    """What was stored, and where to look at it."""
    screen.show_head(tables.receipt_head(receipt), "receipt-head")
    with st.container(horizontal=True):
        if st.button(words.SEE_OVERVIEW, type="primary", icon=":material/monitoring:"):
            st.session_state.pop("draft", None)
            st.switch_page(screen.PAGES["overview"])
        if st.button(words.SEE_HISTORY, icon=":material/history:"):
            st.switch_page(screen.PAGES["history"], query_params={"lan": str(receipt.number)})
        if st.button(words.ANOTHER_FILE, icon=":material/upload:"):
            second_word.leave()
    st.subheader(words.JUST_STORED)
    changes = store.changes_of(receipt.number, tables.ROWS_A_PAGE)
    screen.show_table(tables.stored_table(plan, changes, receipt.row_count), "stored")


def take_proposal() -> None:
    """Opens what the address names, in the place of what was open before."""
    proposal = second_word.asked_for(board)
    if proposal is None:
        return
    if proposal.undoes is not None:
        second_word.review_undo(board, proposal)
        st.stop()
    known = st.session_state.get("draft")
    if known is None or known.proposal is None or known.proposal.number != proposal.number:
        st.session_state["draft"] = UploadDraft.restored(proposal)


if told := st.session_state.pop("told", ""):
    st.warning(told, icon=":material/info:")
take_proposal()
draft = st.session_state.get("draft")
receipt = store.receipt(draft.key) if draft else None
sent = second_word.handed_in(board, draft) if draft and receipt is None else None
if receipt is not None:
    show_receipt(receipt)
elif sent is not None:
    second_word.show_sent(sent)
elif draft is not None:
    preview(draft)
elif not access.may(Right.HAND_IN):
    second_word.show_approvals(board)
else:
    waiting = partial(second_word.show_waiting, board)
    handed_in = upload_start.show(board, known_figures(), today, waiting)
    second_word.show_own(board)
    if handed_in is not None:
        st.session_state["draft"] = handed_in
        st.rerun()
