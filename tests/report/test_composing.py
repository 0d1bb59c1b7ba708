"""What the report says, sentence by sentence, from the figures alone."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.board import Board, View
from indicators.observations import Kind, Observation, Origin
from indicators.plan import Plan
from indicators.report import Issuer, Report, blanks, compose, report_as_json
from indicators.report.document import Heading, Paragraph, Table
from indicators.report.sentences import counted
from indicators.store import Store
from indicators.tasks import TaskState, TaskUpdate
from tests.conftest import draft, explanation, figure

TODAY = date(2026, 12, 3)
FIGURES = (
    figure("CT04", 2025, "12.9"),
    figure("CT04", 2026, "16.65", kind=Kind.ESTIMATE),
    figure("CT03", 2025, "45.5"),
    figure("CT03", 2026, "47"),
    figure("CT08", 2025, "33"),
    figure("CT08", 2026, "37.4"),
    figure("CT01", 2025, "66.7"),
    figure("CT01", 2026, "100"),
    figure("CT12", 2025, "7"),
    figure("CT12", 2026, "6"),
    figure("CT02", 2026, None, not_applicable=True),
)


@pytest.fixture
def view_of(plan: Plan, store: Store) -> Callable[..., View]:
    def view_of(
        *figures: Observation, year: int = 2026, today: date = TODAY, **others: Any
    ) -> View:
        if figures or others:
            store.confirm(draft(*figures, **others))
        return Board(plan, store).view(year, today)

    return view_of


def said(report: Report) -> str:
    """All words of the report's sections, a line a block."""
    lines: list[str] = []
    for section in report.sections:
        lines.append(section.title)
        for block in section.blocks:
            if isinstance(block, Paragraph | Heading):
                lines.append(block.text)
    return "\n".join(lines)


def table(report: Report, caption: str) -> Table:
    (found,) = [
        block
        for section in (*report.sections, *report.appendices)
        for block in section.blocks
        if isinstance(block, Table) and block.caption.startswith(caption)
    ]
    return found


def rows(found: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in found.rows if not row.span]


# The frame


def test_the_committee_reports_under_its_own_name(view_of: Callable[..., View]) -> None:
    report = compose(view_of(*FIGURES), Issuer.COMMITTEE)
    head = report.letterhead
    assert (head.upper, head.lower, head.is_upper_bold) == ("ỦY BAN NHÂN DÂN", "XÃ VĨNH AM", True)
    assert head.number == "Số:        /BC-UBND"
    assert head.place_and_date == "Vĩnh Am, ngày      tháng 12 năm 2026"
    assert report.addressee == ""
    assert report.signature.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert report.signature.name == "Nguyễn Thị Len"
    assert report.recipients[-1] == "Lưu: VT, KT"


def test_the_office_reports_to_the_committee(view_of: Callable[..., View]) -> None:
    report = compose(view_of(*FIGURES), Issuer.COMPILER)
    head = report.letterhead
    assert (head.upper, head.lower) == ("ỦY BAN NHÂN DÂN XÃ VĨNH AM", "PHÒNG KINH TẾ")
    assert not head.is_upper_bold
    assert head.number == "Số:        /BC-KT"
    assert report.addressee == "Kính gửi: Ủy ban nhân dân xã Vĩnh Am."
    assert report.signature.lines == ("TRƯỞNG PHÒNG",)


@pytest.mark.parametrize(("month", "written"), [(1, "01"), (2, "02"), (3, "3"), (11, "11")])
def test_the_first_two_months_have_a_leading_zero(
    view_of: Callable[..., View], month: int, written: str
) -> None:
    report = compose(view_of(*FIGURES, today=date(2027, month, 3)), Issuer.COMMITTEE)
    assert report.letterhead.place_and_date == f"Vĩnh Am, ngày      tháng {written} năm 2027"


def test_the_sections_are_those_in_use_and_none_is_empty(view_of: Callable[..., View]) -> None:
    for report in (
        compose(view_of(*FIGURES), Issuer.COMMITTEE),
        compose(view_of(year=2027), Issuer.COMPILER),
    ):
        titles = [section.title.split(".")[0] for section in report.sections]
        assert titles == ["I", "II", "III", "IV", "V"]
        assert all(section.blocks for section in report.sections)
        assert report.closing.text.endswith("./.")


def test_it_opens_with_the_plan_and_the_day_of_the_figures(view_of: Callable[..., View]) -> None:
    (opening,) = compose(view_of(*FIGURES), Issuer.COMMITTEE).opening
    assert opening.text.startswith(
        "Thực hiện Kế hoạch số …/KH-UBND ngày … tháng 6 năm 2026 của Ủy ban nhân dân xã Vĩnh Am "
        "về triển khai thực hiện Chương trình hành động số 16-CTr/ĐU"
    )
    assert opening.text.endswith("(số liệu đến ngày 03/12/2026) như sau:")


def test_invented_figures_give_a_watermark(view_of: Callable[..., View]) -> None:
    demo = compose(view_of(*FIGURES, origin=Origin.DEMO), Issuer.COMMITTEE)
    assert demo.watermark == "SỐ LIỆU MINH HỌA"
    real = compose(view_of(*FIGURES), Issuer.COMMITTEE)
    assert real.watermark == ""


# The sentences


@pytest.mark.parametrize(
    ("count", "written"), [(0, "00"), (5, "05"), (9, "09"), (10, "10"), (1240, "1.240")]
)
def test_counts_below_ten_have_a_leading_zero_in_prose(count: int, written: str) -> None:
    assert counted(count) == written


def test_the_result_counts_every_status(view_of: Callable[..., View]) -> None:
    text = said(compose(view_of(*FIGURES), Issuer.COMMITTEE))
    assert (
        "Có 2/13 chỉ tiêu đạt và vượt ngưỡng; 01 chỉ tiêu đúng tiến độ; 01 chỉ tiêu chậm tiến độ; "
        "01 chỉ tiêu có nguy cơ không đạt; 07 chỉ tiêu chưa có số liệu; 01 chỉ tiêu không phát "
        "sinh trong năm, không đánh giá. Có 01 chỉ tiêu dùng số ước thực hiện năm 2026."
    ) in text


def test_an_estimate_of_an_earlier_year_is_not_told_as_one_of_this_year(
    view_of: Callable[..., View],
) -> None:
    early = figure("CT04", 2025, "12.9", kind=Kind.ESTIMATE)
    text = said(compose(view_of(early), Issuer.COMMITTEE))
    assert "ước thực hiện năm 2025 đạt 12,9%" in text
    assert "ước thực hiện năm 2026" not in text


def test_estimates_due_this_year_are_named_in_order(view_of: Callable[..., View]) -> None:
    due = [figure(code, 2026, "80", kind=Kind.ESTIMATE) for code in ("CT11", "CT10")]
    text = said(compose(view_of(*due), Issuer.COMMITTEE))
    assert (
        "Có 02 chỉ tiêu dùng số ước thực hiện năm 2026, trong đó 02 chỉ tiêu đến hạn trong năm "
        "(CT10, CT11)."
    ) in text


def test_nothing_reported_is_said_and_never_zero(view_of: Callable[..., View]) -> None:
    report = compose(view_of(), Issuer.COMMITTEE)
    assert "Cả 13 chỉ tiêu chưa có số liệu." in said(report)
    for cells in rows(table(report, "Bảng 1.")):
        assert cells[3:7] == ("–", "–", "–", "–")


def test_an_indicator_is_told_in_one_sentence(view_of: Callable[..., View]) -> None:
    text = said(compose(view_of(*FIGURES), Issuer.COMMITTEE))
    assert (
        "- Diện tích trồng trọt VietGAP, hữu cơ, Halal: ước thực hiện năm 2026 đạt 16,65%, tăng "
        "3,75 điểm phần trăm so với năm 2025; ngưỡng từ 20% trở lên (năm 2030); đánh giá: đúng "
        "tiến độ; hạn phụ lục 12/2027: đúng tiến độ."
    ) in text
    assert "năm 2026 không phát sinh, không đánh giá; ngưỡng 100%" in text


def test_a_lagging_indicator_says_gap_and_paces_and_asks_for_the_reason(
    view_of: Callable[..., View],
) -> None:
    text = said(compose(view_of(*FIGURES), Issuer.COMMITTEE))
    assert (
        "- CT03 – Vật liệu xây không nung trong công trình vốn nhà nước: năm 2026 đạt 47%, tăng "
        "1,5 điểm phần trăm so với năm 2025, thiếu 53,0 điểm phần trăm so với ngưỡng 100%; nhịp "
        "cần đạt đến 2030 là +13,3 điểm phần trăm/năm, gần đây +1,5."
    ) in text
    assert "Nguyên nhân: [Phòng Kinh tế giải trình nguyên nhân và hướng khắc phục]" in text
    assert (
        "năm 2026 còn 06 cơ sở, giảm 01 cơ sở so với năm 2025, phải giảm thêm 06 cơ sở để đạt "
        "ngưỡng 0 cơ sở; nhịp cần đạt"
    ) in text


def test_a_gap_has_the_digits_of_its_figure_and_the_threshold_in_words(
    view_of: Callable[..., View],
) -> None:
    figures = (figure("CT08", 2025, "34"), figure("CT08", 2026, "31.75"))
    text = said(compose(view_of(*figures), Issuer.COMMITTEE))
    assert (
        "giảm 2,25 điểm phần trăm so với năm 2025, thiếu 3,25 điểm phần trăm so với ngưỡng từ 35% "
        "trở lên;"
    ) in text


def test_an_earlier_deadline_that_is_missed_counts_among_the_weak_points(
    view_of: Callable[..., View],
) -> None:
    figures = (figure("CT04", 2025, "12.9"), figure("CT04", 2026, "14.6"))
    text = said(compose(view_of(*figures), Issuer.COMMITTEE))
    assert (
        "- Chậm hoặc chưa đạt so với hạn sớm hơn của phụ lục: CT04 – Diện tích trồng trọt VietGAP, "
        "hữu cơ, Halal (hạn phụ lục 12/2027: có nguy cơ không đạt)."
    ) in text
    assert "Không có chỉ tiêu chậm hoặc chưa đạt" not in text


def test_an_explanation_stands_where_the_reason_belongs(view_of: Callable[..., View]) -> None:
    note = explanation("CT03", 2026, "Giá gạch\ncao; ", "Sửa thiết kế.")
    text = said(compose(view_of(*FIGURES, notes=(note,)), Issuer.COMMITTEE))
    assert (
        "Nguyên nhân (Phòng Kinh tế giải trình): Giá gạch cao. Hướng khắc phục: Sửa thiết kế. "
        "Hạn hoàn thành: 31/03/2027."
    ) in text


def test_missing_figures_and_disagreeing_sums_are_said(view_of: Callable[..., View]) -> None:
    parts: dict[str, Any] = {"numerator": Decimal(8), "denominator": Decimal(10)}
    units = [figure("CT09", 2026, "80", unit=f"Thôn {n}", **parts) for n in (1, 2)]
    text = said(compose(view_of(*FIGURES, figure("CT09", 2026, "70"), *units), Issuer.COMMITTEE))
    assert "Còn 06 số liệu năm 2026 chưa đầy đủ: CT05 –" in text
    assert "CT09 (toàn xã 70%, cộng các đơn vị 80%)" in text
    assert "lộ trình giữa các năm là đường thẳng do phần mềm giả định" in text


def test_contradictions_and_inferred_leads_are_put_to_those_who_decide(
    view_of: Callable[..., View],
) -> None:
    view = view_of(*FIGURES)
    text = said(compose(view, Issuer.COMPILER))
    assert "- Đề nghị xác nhận đơn vị chủ trì các chỉ tiêu CT07, CT08" in text
    text = said(compose(view, Issuer.COMMITTEE))
    assert "- Cần xác nhận đơn vị chủ trì các chỉ tiêu CT07, CT08" in text
    assert "Đề nghị" not in text
    assert "+ CT02: Xe công: mục II “đến năm 2030”; phụ lục I.3 “Tháng 12/2026”." in text


def test_every_unit_has_its_line(view_of: Callable[..., View], plan: Plan) -> None:
    text = said(compose(view_of(*FIGURES), Issuer.COMMITTEE))
    for unit in plan.responsible_units:
        assert f"- {unit.name}: " in text
    assert "- Công an xã: không chủ trì chỉ tiêu, nhiệm vụ; phối hợp các nhiệm vụ" in text
    assert (
        "- Phòng Kinh tế xã: chủ trì 10 chỉ tiêu, 03 đạt hoặc đúng tiến độ, 05 chưa đủ căn cứ đánh "
        "giá; 02 chậm hoặc chưa đạt (CT03, CT12); còn thiếu 05 số liệu (CT05, CT06, CT07, CT09, "
        "CT13); chủ trì 12 nhiệm vụ, chưa hoàn thành nhiệm vụ nào."
    ) in text


def test_the_blanks_are_what_only_a_person_knows(view_of: Callable[..., View]) -> None:
    asked = blanks(compose(view_of(*FIGURES), Issuer.COMMITTEE))
    assert "nêu văn bản chỉ đạo, hội nghị, đợt kiểm tra trong năm" in asked
    assert len([ask for ask in asked if "giải trình nguyên nhân" in ask]) == 2


# The tables


def test_the_table_of_indicators_has_them_all_by_lead_unit(
    view_of: Callable[..., View], plan: Plan
) -> None:
    found = table(compose(view_of(*FIGURES), Issuer.COMMITTEE), "Bảng 1.")
    spans = [row.span for row in found.rows if row.span]
    assert spans == [
        "Chủ trì: Phòng Kinh tế",
        "Chủ trì: Phòng Văn hóa - Xã hội",
        "Chủ trì: Văn phòng HĐND và UBND",
    ]
    assert len(rows(found)) == len(plan.indicators)
    by_code = {cells[1].split()[0]: cells for cells in rows(found)}
    assert by_code["CT04"][2:] == (
        "≥ 20%, năm 2030; hạn phụ lục 12/2027",
        "12,9%",
        "16,65% (ước)",
        "+3,75",
        "+0,8",
        "Đúng tiến độ; hạn phụ lục 12/2027: đúng tiến độ",
    )
    assert by_code["CT12"][3:7] == ("7 cơ sở", "6 cơ sở", "−1", "−1,5")
    assert by_code["CT02"][4] == "không phát sinh"
    assert by_code["CT08"][1].endswith("★ *")
    assert sum(column.width for column in found.columns) == 165


def test_the_table_of_tasks_has_all_with_state_and_note(
    view_of: Callable[..., View], plan: Plan
) -> None:
    update = TaskUpdate("I.1", TaskState.UNDER_WAY, 80, "Đã gửi danh sách", date(2026, 11, 12))
    report = compose(view_of(*FIGURES, task_updates=(update,)), Issuer.COMMITTEE)
    found = rows(table(report, "Bảng 2."))
    assert [cells[0] for cells in found] == [task.code for task in plan.tasks]
    assert found[0][2:] == ("Phòng Kinh tế", "12/2026", "Sắp đến hạn", "80%; Đã gửi danh sách")
    assert "Tính đến ngày 03/12/2026: có 0/16 nhiệm vụ đã hoàn thành; 04 nhiệm vụ sắp đến hạn" in (
        said(report)
    )


def test_next_year_is_a_straight_step_towards_the_threshold(
    view_of: Callable[..., View],
) -> None:
    found = rows(table(compose(view_of(*FIGURES), Issuer.COMMITTEE), "Bảng 3."))
    by_code = {cells[1].split()[0]: cells[2:5] for cells in found}
    assert by_code["CT03"] == ("47% (2026)", "60,3%", "+13,3")
    assert by_code["CT12"] == ("6 cơ sở (2026)", "4 cơ sở", "−1,5")
    assert by_code["CT08"] == ("37,4% (2026)", "đã đạt", "đã đạt")
    assert by_code["CT05"] == ("–", "–", "–")
    assert by_code["CT04"] == ("16,65% (ước 2026)", "17,5%; 20,0% (hạn phụ lục)", "+0,8")


def test_the_tables_are_numbered_without_a_gap(view_of: Callable[..., View]) -> None:
    model = figure("MH1", 2026, "12")
    for figures, last in ((FIGURES, 4), ((*FIGURES, model), 5)):
        report = compose(view_of(*figures), Issuer.COMMITTEE)
        captions = [
            block.caption
            for section in report.sections
            for block in section.blocks
            if isinstance(block, Table)
        ]
        assert [caption.split(".")[0] for caption in captions] == [
            f"Bảng {number}" for number in range(1, last + 1)
        ]


def test_reporting_units_stand_in_the_appendix(view_of: Callable[..., View]) -> None:
    parts: dict[str, Any] = {"numerator": Decimal(8), "denominator": Decimal(10)}
    units = [figure("CT09", 2026, "80", unit=f"Thôn {n}", **parts) for n in (1, 2)]
    report = compose(view_of(*FIGURES, *units), Issuer.COMMITTEE)
    (appendix,) = report.appendices
    assert appendix.title == "Phụ lục: SỐ LIỆU THEO ĐƠN VỊ BÁO CÁO"
    found = rows(table(report, "CT09"))
    assert found[0] == ("1", "Thôn 1", "–", "80%", "8 / 10")


def test_the_screen_gets_the_same_words(view_of: Callable[..., View]) -> None:
    report = compose(view_of(*FIGURES), Issuer.COMMITTEE)
    shown = report_as_json(report)
    assert [section["title"] for section in shown["sections"]] == [
        section.title for section in report.sections
    ]
    assert shown["sections"][0]["blocks"][0]["parts"][1] == {
        "asks": "nêu văn bản chỉ đạo, hội nghị, đợt kiểm tra trong năm"
    }
