"""Nạp số liệu: choose a file, look at what it would change, confirm, receipt."""

import uuid
from functools import partial
from typing import NoReturn

import streamlit as st

from indicators import heads, screen, wording
from indicators import upload_tables as tables
from indicators.intake import csv_template, one_figure, xlsx_template
from indicators.observations import Submission
from indicators.plan import WHOLE_COMMUNE
from indicators.store import Draft, StaleDraft, StoreUnavailable
from indicators.upload_draft import Known, UploadDraft

MOST_PROPOSALS = 12

board = screen.page("upload")
if not screen.may_upload():
    screen.ask_passphrase("Nạp số liệu")
plan, store, today = board.plan, board.store, screen.today()


def known_figures() -> Known:
    version = store.version  # before the figures: newer figures than their version are refused
    figures = {} if store.holds_demo_figures() else store.current_by_key()
    return Known(version, figures)


# Step 1: the file


def begin() -> None:
    known = known_figures()
    screen.show_head(heads.upload_head("bước 1/3: chọn tệp", wording.CHOOSE_FILE), "upload-head")
    left, right = st.columns([1.4, 1], gap="large")
    with left:
        year = choose_year()
        file = st.file_uploader(
            "Tệp số liệu (.csv, .xlsx, .xls; tối đa 10 MB)",
            type=["csv", "txt", "tsv", "xlsx", "xls", "xlsm"],
            key=f"file-{st.session_state.get('upload_round', 0)}",
        )
        if file is not None:
            look_at(UploadDraft(file.getvalue(), file.name, year))
        for rule in wording.FILE_RULES:
            st.markdown(f"- {rule}")
        here = screen.is_at_this_machine()
        st.caption(wording.UPLOAD_WHERE_LOCAL if here else wording.UPLOAD_WHERE_PASSPHRASE)
    with right:
        st.subheader("Chưa có tệp? Tải mẫu điền sẵn")
        st.markdown(f"Mẫu năm {year} {wording.TEMPLATE_HOLDS}")
        with st.container(horizontal=True):
            for name, make, ending in (
                ("Mẫu Excel", xlsx_template, "xlsx"),
                ("Mẫu CSV", csv_template, "csv"),
            ):
                st.download_button(
                    name,
                    partial(make, plan, year, known.figures, known.units),
                    f"mau-so-lieu-{year}.{ending}",
                    icon=":material/download:",
                    on_click="ignore",
                )
        if store.holds_demo_figures():
            offer_retirement()
    correct_one(known)


def choose_year() -> int:
    document = plan.document
    years = list(range(document.first_year - 1, document.last_year + 1))
    usual = min(max(today.year, document.first_year), document.last_year)
    label = "Năm của số liệu (dùng khi tệp không có cột Năm)"
    return int(st.selectbox(label, years, index=years.index(usual), width=340))


def offer_retirement() -> None:
    """Invented figures go away by themselves; a person in a hurry may send them off now."""
    st.subheader(wording.DEMO_MARK.capitalize())
    st.markdown(wording.DEMO_RETIREMENT)
    sure = st.checkbox("Tôi muốn gỡ số liệu minh họa ngay")
    if st.button("Gỡ số liệu minh họa", icon=":material/delete_sweep:", disabled=not sure):
        store.retire_demo(screen.person() or wording.UNNAMED_PERSON, uuid.uuid4().hex)
        st.rerun()


def look_at(draft: UploadDraft) -> NoReturn:
    st.session_state["draft"] = draft
    st.rerun()


def correct_one(known: Known) -> None:
    """A single figure typed here instead of in a file; it goes through the same preview."""
    measured = {m.code: f"{m.code} · {m.short_name}" for m in plan.measured}
    units = [WHOLE_COMMUNE, *(unit for unit in known.units if unit != WHOLE_COMMUNE)]
    years = list(reversed(plan.years))
    with (
        st.expander("Chỉ sửa hoặc thêm một số liệu, không cần tệp"),
        st.form("one-figure", border=False),
    ):
        columns = st.columns([3, 1, 2, 1.4])
        code = columns[0].selectbox("Chỉ tiêu", list(measured), format_func=measured.__getitem__)
        now = min(max(today.year, years[-1]), years[0])
        year = columns[1].selectbox("Năm", years, index=years.index(now))
        unit = columns[2].selectbox(
            "Đơn vị báo cáo", units, format_func=plan.unit_name, accept_new_options=True
        )
        kind = columns[3].selectbox("Loại số liệu", list(wording.KINDS.values()))
        columns = st.columns(4)
        numerator = columns[0].text_input("Tử số")
        denominator = columns[1].text_input("Mẫu số")
        value = columns[2].text_input("Giá trị", placeholder="bỏ trống nếu có tử, mẫu")
        note = columns[3].text_input("Ghi chú", max_chars=500)
        reason = st.text_input("Lý do sửa", max_chars=300)
        if st.form_submit_button("Xem trước", type="primary"):
            if not reason.strip():
                st.error("Hãy ghi lý do sửa.")
                return
            content = one_figure.as_file(
                code,
                year,
                plan.unit_name(unit),
                kind,
                numerator=numerator,
                denominator=denominator,
                value=value,
                note=note,
            )
            look_at(UploadDraft(content, one_figure.FILE_NAME, year, reason.strip()))


# Step 2: the preview


def preview(draft: UploadDraft) -> None:
    """Everything the file would change; nothing is stored yet."""
    known = known_figures()
    # What the person saw when pressing the button is what the run before this one drew.
    seen, draft.shown_version = draft.shown_version, known.version
    with st.spinner("Đang đọc và kiểm tra tệp…"):
        draft.look(plan, today, known)
    reading, changes = draft.reading, draft.changes
    screen.show_head(tables.preview_head(draft), "preview-head")
    if seen is not None and seen != known.version:
        st.warning(wording.FIGURES_CHANGED, icon=":material/sync_problem:")
    ask(draft)
    for title, faults, key in (
        ("Bị từ chối", reading.errors, "errors"),
        ("Lưu ý", reading.warnings, "warnings"),
    ):
        if faults:
            st.subheader(f"{title} · {len(faults)}")
            screen.show_table(tables.faults_table(faults, title), key)
    if changes.changed:
        st.subheader(f"Thay đổi · {len(changes.changed)}")
        screen.show_table(tables.changed_table(plan, changes.changed), "changed")
    if changes.new:
        st.subheader(f"Mới · {len(changes.new)}")
        screen.show_table(tables.figures_table(plan, changes.new, "Số liệu mới"), "new")
    if changes.unchanged:
        with st.expander(f"Không đổi · {len(changes.unchanged)}"):
            unchanged = tables.figures_table(plan, changes.unchanged, "Số liệu không đổi")
            screen.show_table(unchanged, "unchanged")
    confirm_bar(draft, seen)


def ask(draft: UploadDraft) -> None:
    """The questions; what may be proposed is chosen beforehand and can be changed."""
    if not draft.questions:
        return
    st.subheader(f"Câu hỏi · {len(draft.questions)}")
    proposed = [q for q in draft.questions if q.proposal is not None]
    if proposed:
        st.caption("Ô đã tô là đề nghị của phần mềm; hãy đổi nếu không đúng.")
    shown = [q for q in draft.questions if q.proposal is None] + proposed[:MOST_PROPOSALS]
    for question in shown:
        labels = {option.value: option.label for option in question.options}
        with st.container(border=True):
            row = f"Dòng {question.row} · " if question.row else ""
            st.markdown(f"**{screen.plain(row + question.why)}** {screen.plain(question.mend)}")
            chosen = st.segmented_control(
                "Trả lời",
                list(labels),
                default=draft.choice(question),
                format_func=lambda value, labels=labels: screen.plain(labels[value]),
                key=f"answer-{draft.key}-{question.question}",
                label_visibility="collapsed",
                wrap=True,
            )
        if draft.answer(question, chosen):
            st.rerun()
    rest = proposed[MOST_PROPOSALS:]
    if rest:
        with st.expander(f"Còn {len(rest)} câu nữa, trả lời theo đề nghị"):
            screen.show_table(tables.proposals_table(rest), "proposals")


def confirm_bar(draft: UploadDraft, seen: int | None) -> None:
    """What the button would do, who does it, and the button."""
    faults = [*draft.reading.errors, *draft.reading.warnings]
    count = len(draft.changes.to_store)
    with st.bottom, st.container(key="confirm-bar", horizontal=True, vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(f"**{tables.confirm_sentence(draft)}**")
            st.caption("Ghi tất cả hoặc không ghi gì; số cũ vẫn được giữ lại.")
        if count:
            person = st.text_input(
                "Người nạp",
                value=screen.person(),
                max_chars=120,
                placeholder="Họ tên người nạp",
                label_visibility="collapsed",
                width=190,
            )
        if st.button("Hủy" if count else "Chọn tệp khác"):
            leave()
        if faults:
            st.download_button(
                "Tải danh sách lỗi",
                partial(tables.faults_csv, faults),
                "danh-sach-loi.csv",
                on_click="ignore",
            )
        confirmed = count > 0 and st.button(
            tables.confirm_label(draft),
            type="primary",
            disabled=draft.undecided > 0,
            key="confirm",
        )
    if not confirmed:
        return
    screen.remember_person(person)
    if not person.strip():
        st.toast("Hãy ghi họ tên người nạp rồi bấm Xác nhận.", icon=":material/badge:")
    elif screen.may_upload():
        confirm(draft, seen, person.strip())


def confirm(draft: UploadDraft, seen: int | None, person: str) -> None:
    """Stores everything or nothing; the receipt is found again by the draft's key."""
    try:
        store.confirm(
            Draft(
                origin=draft.origin,
                person=person,
                idempotency_key=draft.key,
                observations=draft.changes.to_store,
                file_name="" if draft.reason else draft.file_name,
                content=None if draft.reason else draft.content,
                address=screen.address(),
                reason=draft.reason,
                answers=draft.answers,
                based_on=seen,
            )
        )
    except StaleDraft:
        draft.shown_version = seen  # so that the next run says above the preview what changed
    except StoreUnavailable as error:
        st.error(wording.STORE_TROUBLES[error.trouble.value])
        return
    st.rerun()


def leave() -> NoReturn:
    st.session_state.pop("draft", None)
    st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
    st.rerun()


# Step 3: the receipt


def show_receipt(receipt: Submission) -> None:
    """What was stored, and where to look at it."""
    screen.show_head(tables.receipt_head(receipt), "receipt-head")
    with st.container(horizontal=True):
        if st.button("Xem tổng quan", type="primary", icon=":material/monitoring:"):
            st.session_state.pop("draft", None)
            st.switch_page(screen.PAGES["overview"])
        if st.button("Xem hoặc hoàn tác trong Lịch sử", icon=":material/history:"):
            st.switch_page(screen.PAGES["history"], query_params={"lan": str(receipt.number)})
        if st.button("Nạp tệp khác", icon=":material/upload:"):
            leave()
    st.subheader("Số liệu vừa ghi")
    changes = store.changes_of(receipt.number, tables.MOST_ROWS)
    screen.show_table(tables.stored_table(plan, changes), "stored")


draft = st.session_state.get("draft")
receipt = store.receipt(draft.key) if draft else None
if receipt is not None:
    show_receipt(receipt)
elif draft is not None:
    preview(draft)
else:
    begin()
