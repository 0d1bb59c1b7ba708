"""From a year's view to the report: what stands in which section, in the order offices use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

from indicators import notation, wording
from indicators.board import View
from indicators.document import Document
from indicators.plan import Plan
from indicators.report import report_tables as tables
from indicators.report import sentences
from indicators.report.document import (
    Blank,
    Block,
    Heading,
    Issuer,
    Letterhead,
    Paragraph,
    Picture,
    Report,
    Section,
    Signature,
    Table,
)
from indicators.standing import Band

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TITLE = "BÁO CÁO"


def compose(view: View, issuer: Issuer, pictures: tuple[Picture, ...] = ()) -> Report:
    """The report of the view's year by one issuer, as of the view's day."""
    plan, letterhead = view.plan, _letterhead(view.plan, issuer, view.today)
    return Report(
        letterhead=letterhead,
        title=TITLE,
        subject=subject(plan, view.year),
        addressee=f"Kính gửi: {plan.commune.people_committee}."
        if issuer is Issuer.COMPILER
        else "",
        opening=(_opening(view, issuer),),
        sections=_numbered(
            Section("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", _direction(view)),
            Section("II. KẾT QUẢ THỰC HIỆN", _results(view)),
            Section("III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", _weaknesses(view)),
            Section(f"IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM NĂM {view.year + 1}", _directions(view)),
            Section("V. ĐỀ XUẤT, KIẾN NGHỊ", _proposals(view, issuer)),
        ),
        closing=_text(f"Trên đây là báo cáo {_subject_words(plan, view.year)}./."),
        signature=_signature(plan, issuer),
        recipients=_recipients(plan, issuer),
        appendices=_appendices(view, pictures),
        attached=_attached(letterhead, _issuer_name(plan, issuer)),
        watermark=wording.DEMO_MARK if view.is_demo else "",
        file_name=f"BC-chuyen-doi-xanh-{view.year}.docx",
    )


def _numbered(*sections: Section) -> tuple[Section, ...]:
    """The sections with their tables numbered through: "Bảng 1.", "Bảng 2.", …"""
    numbers = count(1)
    return tuple(
        Section(
            section.title,
            tuple(
                replace(block, caption=f"Bảng {next(numbers)}. {block.caption}")
                if isinstance(block, Table)
                else block
                for block in section.blocks
            ),
        )
        for section in sections
    )


def subject(plan: Plan, year: int) -> str:
    text = _subject_words(plan, year)
    return text[:1].upper() + text[1:]


def _subject_words(plan: Plan, year: int) -> str:
    name = sentences.lower(plan.commune.name)
    return f"kết quả thực hiện kế hoạch chuyển đổi xanh năm {year} trên địa bàn {name}"


def _text(*parts: str | Blank) -> Paragraph:
    return Paragraph(parts)


def _letterhead(plan: Plan, issuer: Issuer, day: date) -> Letterhead:
    commune = plan.commune
    # Number and day stay blank: the clerk fills them in when the report is signed.
    place = f"{commune.place}, ngày      tháng {_month(day.month)} năm {day.year}"
    if issuer is Issuer.COMMITTEE:
        return Letterhead(
            upper="ỦY BAN NHÂN DÂN",
            lower=commune.name_upper,
            is_upper_bold=True,
            number="Số:        /BC-UBND",
            state=STATE,
            motto=MOTTO,
            place_and_date=place,
        )
    return Letterhead(
        upper=commune.people_committee.upper(),
        lower=plan.unit_name(plan.reporting.compiler).upper(),
        is_upper_bold=False,
        number="Số:        /BC-KT",
        state=STATE,
        motto=MOTTO,
        place_and_date=place,
    )


def _month(month: int) -> str:
    """Months 1 and 2 with a leading zero, as Nghị định 30/2020/NĐ-CP has it."""
    return f"{month:02d}" if month < 3 else str(month)


def _issuer_name(plan: Plan, issuer: Issuer) -> str:
    if issuer is Issuer.COMMITTEE:
        return plan.commune.people_committee
    return plan.unit_name(plan.reporting.compiler)


def _attached(letterhead: Letterhead, issuer: str) -> str:
    """Under an appendix's title: the document it belongs to, number and day still blank."""
    number = letterhead.number.replace("Số:", "số")
    _, _, day = letterhead.place_and_date.partition(", ")
    return f"(Kèm theo Báo cáo {number} {day} của {issuer})"


def _opening(view: View, issuer: Issuer) -> Paragraph:
    plan, who = view.plan, _issuer_name(view.plan, issuer)
    return _text(
        f"Thực hiện {plan_reference(plan.document, plan.commune.people_committee)}, {who} báo cáo "
        f"{_subject_words(plan, view.year)} (số liệu đến ngày {notation.day(view.today)}) như sau:"
    )


def plan_reference(document: Document, issuer: str) -> str:
    """The plan as official texts cite it; what the plan leaves blank stays a blank dotted line."""
    number = document.number.removeprefix("Số:").strip()
    number = f"số …{number}" if number.startswith("/") else f"số {number}"
    title = sentences.lower(document.title)
    return (
        f"{document.type} {number} ngày … tháng {document.month} năm {document.year} của "
        f"{issuer} về "
        f"{title}"
    )


def _direction(view: View) -> tuple[Block, ...]:
    reported = sum(1 for s in view.standings if s.is_reported)
    return (
        _text(
            "1. Công tác chỉ đạo, ban hành văn bản: ",
            Blank("nêu văn bản chỉ đạo, hội nghị, đợt kiểm tra trong năm"),
        ),
        _text(
            "2. Công tác tuyên truyền, phối hợp: ",
            Blank("nêu hoạt động tuyên truyền và đơn vị phối hợp"),
        ),
        _text(
            f"3. Công tác theo dõi, tổng hợp số liệu: đến ngày {notation.day(view.today)} có "
            f"{reported}/{len(view.standings)} chỉ tiêu đã có số liệu năm {view.year}."
        ),
    )


def _results(view: View) -> tuple[Block, ...]:
    items, plan = view.standings, view.plan
    blocks: list[Block] = [
        Heading("1. Kết quả chung", 2),
        _text(
            " ".join(
                sentence
                for sentence in (
                    sentences.result_sentence(items),
                    sentences.estimates_sentence(items, view.year),
                )
                if sentence
            )
        ),
        *(
            _text(f"- {sentences.indicator_sentence(standing)}")
            for standing in items
            if standing.indicator.is_leading
        ),
        Heading("2. Kết quả từng chỉ tiêu", 2),
        tables.indicators_table(view),
        Heading("3. Kết quả theo đơn vị được giao", 2),
        *(_text(f"- {sentences.unit_sentence(view, u.code)}") for u in plan.responsible_units),
        Heading(f"4. Tình hình thực hiện {len(plan.tasks)} nhiệm vụ của phụ lục kế hoạch", 2),
        _text(sentences.tasks_sentence(view.tasks, view.today)),
        tables.tasks_table(view),
    ]
    models = tables.models_table(view)
    if models is not None:
        blocks += [Heading("5. Mô hình xanh", 2), models]
    return tuple(blocks)


def _weaknesses(view: View) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading("1. Chỉ tiêu chậm hoặc chưa đạt", 2)]
    late = [standing for standing in view.standings if standing.band is Band.ACT]
    for standing in late:
        blocks.append(_text(f"- {sentences.weakness_sentence(standing)}"))
        note = view.note(standing.indicator.code)
        unit = view.plan.unit_name(standing.indicator.lead_unit)
        if note is None:
            blocks.append(
                _text("Nguyên nhân: ", Blank(f"{unit} giải trình nguyên nhân và hướng khắc phục"))
            )
        else:
            reason, steps = (_sentence(part) for part in (note.reason, note.next_steps))
            blocks.append(
                _text(
                    f"Nguyên nhân ({unit} giải trình): {reason} Hướng khắc phục: {steps} "
                    f"Hạn hoàn thành: {notation.day(note.due)}."
                )
            )
    earlier = sentences.earlier_deadlines_sentence(view.standings)
    if earlier:
        blocks.append(_text(f"- {earlier}"))
    if not late and not earlier:
        blocks.append(_text("Không có chỉ tiêu chậm hoặc chưa đạt theo số liệu đã có."))
    blocks.append(Heading("2. Số liệu và cách tính", 2))
    said = [sentences.missing_sentence(view), sentences.disagreements_sentence(view.standings)]
    blocks += [_text(f"- {sentence}") for sentence in said if sentence]
    blocks.append(
        _text(
            "- Kế hoạch không giao mức từng năm; lộ trình giữa các năm là đường thẳng do phần mềm "
            "giả định, trạng thái cho biết kết quả “nếu giữ nhịp gần đây”, không phải dự báo."
        )
    )
    blocks.append(_text("3. Tồn tại, hạn chế khác: ", Blank("nêu nếu có")))
    return tuple(blocks)


def _sentence(text: str) -> str:
    """What a unit wrote, on one line and ended as a sentence."""
    line = " ".join(text.split()).rstrip(" ,;")
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def _directions(view: View) -> tuple[Block, ...]:
    year = view.year + 1
    return (
        _text(
            f"1. Mức cần đạt năm {year} để đến hạn đạt ngưỡng, nếu tăng hoặc giảm đều mỗi năm (giả "
            "định của phần mềm, kế hoạch không giao; “hạn phụ lục”: mức để kịp hạn sớm hơn):"
        ),
        tables.next_year_table(view),
        _text(f"2. Nhiệm vụ đã quá hạn và đến hạn từ nay đến hết năm {year}:"),
        tables.due_tasks_table(view),
        _text("3. Giải pháp chủ yếu: ", Blank("nêu giải pháp, kinh phí, phân công")),
    )


def _proposals(view: View, issuer: Issuer) -> tuple[Block, ...]:
    plan = view.plan
    blocks: list[Block] = []
    # The plan is the committee's own: the office asks it, the committee asks nobody.
    ask = "Đề nghị" if issuer is Issuer.COMPILER else "Cần"
    leads = sentences.leads_to_confirm(plan)
    if leads:
        blocks.append(
            _text(
                f"- {ask} xác nhận đơn vị chủ trì các chỉ tiêu {leads}: kế hoạch không nêu, số "
                f"liệu đang do {plan.unit_name(plan.reporting.compiler)} theo dõi."
            )
        )
    particular = [
        c for c in plan.contradictions if len(c.about) <= 2 and plan.find_measured(c.about[0])
    ]
    if particular:
        blocks.append(_text(f"- {ask} thống nhất những chỗ kế hoạch ghi khác nhau:"))
        blocks += [_text(f"+ {', '.join(c.about)}: {c.text}.") for c in particular]
    blocks.append(_text("- Đề xuất, kiến nghị khác: ", Blank("nêu nếu có")))
    return tuple(blocks)


def _appendices(view: View, pictures: tuple[Picture, ...]) -> tuple[Section, ...]:
    made: list[Section] = []
    if pictures:
        made.append(Section("Phụ lục: BIỂU ĐỒ", pictures))
    details = tables.reporting_unit_tables(view)
    if details:
        made.append(Section("Phụ lục: SỐ LIỆU THEO ĐƠN VỊ BÁO CÁO", tuple(details)))
    if len(made) == 1:
        return tuple(made)
    numbered = zip(("I", "II"), made, strict=False)
    return tuple(
        Section(section.title.replace("Phụ lục:", f"Phụ lục {number}:"), section.blocks)
        for number, section in numbered
    )


def _signature(plan: Plan, issuer: Issuer) -> Signature:
    if issuer is Issuer.COMMITTEE:
        signer = plan.document.signer
        return Signature((signer.authority, signer.capacity, signer.position), signer.name)
    return Signature(("TRƯỞNG PHÒNG",), "")


def _recipients(plan: Plan, issuer: Issuer) -> tuple[str, ...]:
    if issuer is Issuer.COMPILER:
        return ("Như trên", "Lưu: VT, KT")
    return plan.document.recipients
