"""Nạp số liệu: choose a file, look at what it would change, confirm, receipt."""

import uuid
from typing import NoReturn

import streamlit as st

from indicators import notation, screen, wording
from indicators import upload_tables as tables
from indicators.intake import (
    Preview,
    Reading,
    compare,
    csv_template,
    one_figure,
    read_file,
    xlsx_template,
)
from indicators.observations import Fault, Origin, Severity
from indicators.plan import WHOLE_COMMUNE
from indicators.store import Draft, StaleDraft, StoreUnavailable

MOST_QUESTIONS = 12

board = screen.page("upload")
if not screen.may_upload():
    screen.ask_passphrase("Nạp số liệu")
plan, store, today = board.plan, board.store, screen.today()
is_demo = store.holds_demo_figures()
stored = {} if is_demo else store.current_by_key()
known_units = sorted({key.reporting_unit for key in stored})


def begin() -> None:
    """Step 1: the file, the template, and what a file may look like."""
    screen.show_head(
        {
            "kicker": [{"text": "Nạp số liệu · bước 1/3: chọn tệp"}],
            "title": "Chọn tệp Excel hoặc CSV; chưa ghi gì cho đến khi bạn xác nhận",
        },
        key="upload-head",
    )
    left, right = st.columns([1.4, 1], gap="large")
    with left:
        default = min(max(today.year, plan.document.first_year), plan.document.last_year)
        year = st.selectbox(
            "Năm của số liệu (dùng khi tệp không có cột Năm)",
            list(range(plan.document.first_year - 1, plan.document.last_year + 1)),
            index=default - plan.document.first_year + 1,
            width=340,
        )
        file = st.file_uploader(
            "Tệp số liệu (.csv, .xlsx, .xls; tối đa 10 MB)",
            type=["csv", "txt", "tsv", "xlsx", "xls", "xlsm"],
            key=f"file-{st.session_state.get('upload_round', 0)}",
        )
        if file is not None:
            look_at(file.getvalue(), file.name, year)
        st.markdown(
            wording.UPLOAD_WHERE_LOCAL
            if screen.is_at_this_machine()
            else wording.UPLOAD_WHERE_PASSPHRASE
        )
    with right:
        st.subheader("Chưa có tệp? Tải mẫu điền sẵn")
        st.markdown(
            f"Mẫu năm {year} có sẵn mã, tên chỉ tiêu, đơn vị tính, đơn vị báo cáo và số năm trước."
        )
        units = known_units
        st.download_button(
            "Mẫu Excel",
            lambda: xlsx_template(plan, year, stored, units),
            f"mau-so-lieu-{year}.xlsx",
            icon=":material/download:",
            on_click="ignore",
            type="primary",
        )
        st.download_button(
            "Mẫu CSV",
            lambda: csv_template(plan, year, stored, units),
            f"mau-so-lieu-{year}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.subheader("Tệp nên như thế nào")
        for rule in wording.FILE_RULES:
            st.markdown(f"- {rule}")
    if is_demo:
        with st.container(border=True):
            st.markdown(
                "Đang hiện **số liệu minh họa**. Xác nhận lần nạp đầu tiên là chúng tự gỡ bỏ; "
                "cũng có thể gỡ ngay bây giờ."
            )
            if st.button("Gỡ số liệu minh họa", icon=":material/delete_sweep:"):
                store.retire_demo(st.session_state.get("person", ""), uuid.uuid4().hex)
                st.rerun()

    correct_one()


def look_at(content: bytes, name: str, year: int, reason: str = "") -> NoReturn:
    """Goes on to the preview; a `reason` makes it a correction typed on this screen."""
    st.session_state["draft"] = {
        "content": content,
        "name": name,
        "year": year,
        "reason": reason,
        "answers": {},
        "questions": {},
        "key": uuid.uuid4().hex,
    }
    st.rerun()


def correct_one() -> None:
    """A single figure typed here instead of in a file."""
    measured = {m.code: f"{m.code} · {m.short_name}" for m in plan.measured}
    units = [WHOLE_COMMUNE, *(u for u in known_units if u != WHOLE_COMMUNE)]
    years = list(reversed(plan.years))
    with (
        st.expander("Chỉ sửa hoặc thêm một số liệu, không cần tệp"),
        st.form("one-figure", border=False),
    ):
        columns = st.columns([3, 1, 2, 1.4])
        code = columns[0].selectbox("Chỉ tiêu", list(measured), format_func=measured.__getitem__)
        year = columns[1].selectbox(
            "Năm", years, index=years.index(min(max(today.year, years[-1]), years[0]))
        )
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
            else:
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
                look_at(content, one_figure.FILE_NAME, year, reason.strip())


def ask(questions: dict[str, Fault], answers: dict[str, str]) -> None:
    """Lets the person answer; what may be proposed is chosen beforehand and can be changed."""
    shown = sorted(questions.values(), key=lambda q: q.proposal is not None)
    for question in shown[:MOST_QUESTIONS]:
        name, labels = question.question, {o.value: o.label for o in question.options}
        with st.container(border=True):
            row = f"Dòng {question.row} · " if question.row else ""
            st.markdown(f"**{screen.plain(row + question.why)}** {screen.plain(question.mend)}")
            chosen = st.segmented_control(
                question.why,
                list(labels),
                default=answers.get(name, question.proposal),
                format_func=lambda value, labels=labels: screen.plain(labels[value]),
                key=f"answer-{name}",
                label_visibility="collapsed",
                wrap=True,
            )
        if chosen != answers.get(name, question.proposal):
            answers.pop(name, None)
            if chosen is not None:
                answers[name] = chosen
            st.rerun()
    rest = shown[MOST_QUESTIONS:]
    if rest:
        with st.expander(f"Còn {len(rest)} câu nữa, trả lời theo đề nghị"):
            screen.show_table(tables.proposals_table(rest), key="proposals")


def read(draft: dict) -> tuple[Reading, Preview]:
    """The reading of the draft and what it would change; worked out once per set of answers."""
    token = (store.version, is_demo, tuple(sorted(draft["answers"].items())))
    if draft.get("token") != token:
        with st.spinner("Đang đọc và kiểm tra tệp…"):
            reading = read_file(
                draft["content"],
                draft["name"],
                plan=plan,
                today=today,
                known_units=known_units,
                stored=stored,
                year=draft["year"],
                answers=draft["answers"],
            )
            draft["read"] = reading, compare(reading.observations, stored)
            draft["token"] = token
        for question in reading.open_questions:
            draft["questions"].setdefault(question.question, question)
    return draft["read"]


def preview() -> None:
    """Step 2: everything the file would change; nothing is stored yet."""
    draft = st.session_state["draft"]
    # What the person saw when pressing the button is what the run before this one drew.
    seen_version, draft["seen_version"] = draft.get("seen_version"), store.version
    reading, changes = read(draft)
    questions = draft["questions"]
    undecided = sum(
        1 for q in questions.values() if draft["answers"].get(q.question, q.proposal) is None
    )
    screen.show_head(
        {
            "kicker": [{"text": "Nạp số liệu · bước 2/3: xem trước, chưa ghi gì"}],
            "title": tables.preview_title(reading, undecided),
            "facts": [
                {"value": str(count), "caption": caption}
                for count, caption in (
                    (undecided, "cần trả lời"),
                    (reading.refused, "dòng bị từ chối"),
                    (len(changes.changed), "thay đổi"),
                    (len(changes.new), "mới"),
                    (len(changes.unchanged), "không đổi"),
                    (reading.non_data, "dòng không phải số liệu"),
                )
            ],
            "aside": {
                "tone": "quiet",
                "title": draft["name"],
                "lines": [[{"text": text}] for text in reading.description],
            },
        },
        key="preview-head",
    )
    if questions:
        st.subheader(f"Câu hỏi · {len(questions)}")
        if undecided < len(questions):
            st.caption("Ô đã tô là đề nghị của phần mềm; hãy đổi nếu không đúng.")
        ask(questions, draft["answers"])
    if reading.errors:
        st.subheader(f"Bị từ chối · {len(reading.errors)}")
        screen.show_table(tables.faults_table(reading.errors, "Bị từ chối"), key="errors")
    if reading.warnings:
        st.subheader(f"Lưu ý · {len(reading.warnings)}")
        screen.show_table(tables.faults_table(reading.warnings, "Lưu ý"), key="warnings")
    if changes.changed:
        st.subheader(f"Thay đổi · {len(changes.changed)}")
        screen.show_table(tables.changed_table(plan, changes.changed), key="changed")
    if changes.new:
        st.subheader(f"Mới · {len(changes.new)}")
        screen.show_table(tables.figures_table(plan, changes.new, "Số liệu mới"), key="new")
    if changes.unchanged:
        with st.expander(f"Không đổi · {len(changes.unchanged)}"):
            screen.show_table(
                tables.figures_table(plan, changes.unchanged, "Số liệu không đổi"),
                key="unchanged",
            )

    with st.bottom, st.container(key="confirm-bar", horizontal=True, vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(f"**{tables.confirm_sentence(changes, reading.refused, undecided)}**")
            st.caption("Ghi tất cả hoặc không ghi gì; số cũ vẫn được giữ lại.")
        person = st.text_input(
            "Người nạp",
            value=st.session_state.get("person", ""),
            max_chars=120,
            placeholder="Họ tên người nạp",
            label_visibility="collapsed",
            width=180,
        )
        if st.button("Hủy"):
            leave()
        faults = [f for f in reading.faults if f.severity is not Severity.QUESTION]
        if faults:
            st.download_button(
                "Tải danh sách lỗi",
                lambda: tables.faults_csv(faults),
                "danh-sach-loi.csv",
                "text/csv",
                on_click="ignore",
            )
        count = len(changes.to_store)
        confirmed = st.button(
            f"Xác nhận ghi {count} số liệu" if count else "Không có gì mới",
            type="primary",
            disabled=not count or undecided > 0,
        )
    if confirmed:
        st.session_state["person"] = person
        confirm(draft, changes, seen_version, person)


def confirm(draft: dict, changes: Preview, seen_version: int | None, person: str) -> None:
    """Stores everything or nothing, then shows the receipt."""
    if not screen.may_upload():
        leave()
    try:
        receipt = store.confirm(
            Draft(
                origin=Origin.CORRECTION if draft["reason"] else Origin.UPLOAD,
                person=person.strip() or wording.UNNAMED_PERSON,
                idempotency_key=draft["key"],
                observations=changes.to_store,
                file_name="" if draft["reason"] else draft["name"],
                content=None if draft["reason"] else draft["content"],
                reason=draft["reason"],
                answers=draft["answers"],
                based_on=seen_version,
            )
        )
    except StaleDraft:
        st.warning("Số liệu vừa có người khác thay đổi. Hãy xem lại bảng so sánh rồi xác nhận.")
        return
    except StoreUnavailable as error:
        st.error(wording.STORE_TROUBLES[error.trouble.value])
        return
    st.session_state["receipt"] = (receipt, (*changes.new, *changes.changed))
    leave()


def leave() -> None:
    st.session_state.pop("draft", None)
    st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
    st.rerun()


def show_receipt() -> None:
    """Step 3: what was stored, and where to look at it."""
    receipt, stored_now = st.session_state["receipt"]
    screen.show_head(
        {
            "kicker": [{"text": "Nạp số liệu · bước 3/3: biên nhận"}],
            "title": f"Đã ghi {receipt.row_count} số liệu, lần nạp số {receipt.number}",
            "aside": {
                "tone": "quiet",
                "title": receipt.file_name or wording.ORIGINS[receipt.origin],
                "lines": [
                    [{"text": f"{receipt.person} · {notation.moment(receipt.confirmed_at)}"}],
                    [{"text": f"Mã kiểm tra SHA-256: {receipt.sha256[:16]}…"}]
                    if receipt.sha256
                    else [{"text": f"Lý do: {receipt.reason}"}],
                ],
            },
        },
        key="receipt-head",
    )
    with st.container(horizontal=True):
        if st.button("Xem tổng quan", type="primary", icon=":material/monitoring:"):
            st.session_state.pop("receipt")
            st.switch_page(screen.PAGES["overview"])
        if st.button("Xem hoặc hoàn tác trong Lịch sử", icon=":material/history:"):
            st.session_state.pop("receipt")
            st.switch_page(screen.PAGES["history"], query_params={"lan": str(receipt.number)})
        if st.button("Nạp tệp khác", icon=":material/upload:"):
            st.session_state.pop("receipt")
            st.rerun()
    st.subheader("Số liệu vừa ghi")
    screen.show_table(tables.figures_table(plan, stored_now, "Số liệu vừa ghi"), key="stored")


if "receipt" in st.session_state:
    show_receipt()
elif "draft" in st.session_state:
    preview()
else:
    begin()
