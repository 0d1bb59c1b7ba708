"""What the words of the dashboard mean: indicators, statuses, the method, its terms.

Everything is made from the plan, its cut-offs and the rule itself, so that no screen, public copy
or manual repeats a threshold or a result by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from indicators import notation, wording
from indicators.plan import Comparison, Indicator, Plan
from indicators.progress import Goal, Point, assess, attainment, expected_value
from indicators.rounding import round_half_up
from indicators.standing import Label, label_of, rules_of

Entry = tuple[str, list[str]]
"""A term and the lines that explain it."""

_EXAMPLE = (Decimal(30), Decimal(36), Decimal(40))
_EXAMPLE_THRESHOLD = Decimal(60)


def of_indicator(plan: Plan, indicator: Indicator) -> list[Entry]:
    """Name, way of counting, threshold, deadlines, units and contradictions of an indicator."""
    entries: list[Entry] = [("Tên trong kế hoạch", [indicator.official_name])]
    counted = "Tử số" if indicator.denominator else "Cách đếm"
    for name, quantity in ((counted, indicator.numerator), ("Mẫu số", indicator.denominator)):
        if quantity is not None:
            entries.append((name, [f"{quantity.text} ({quantity.unit_measure})"]))
    if indicator.is_share:
        entries.append(("Toàn xã", ["Tổng tử số / tổng mẫu số, không lấy trung bình các tỷ lệ."]))
    headline = indicator.headline_target
    entries.append(("Ngưỡng", [wording.threshold_in_words(indicator, headline)]))
    deadlines = [each for target in indicator.targets for each in target.deadlines]
    entries.append(("Hạn trong kế hoạch", [wording.deadline_sentence(each) for each in deadlines]))
    entries.append(("Đơn vị chủ trì", [wording.lead_unit(plan, indicator)]))
    entries.append(("Đơn vị phối hợp", [indicator.supporting_text]))
    contradictions = [each.text for each in plan.contradictions_about(indicator.code)]
    entries.append(("Kế hoạch chưa thống nhất", contradictions))
    entries.append(("Về đơn vị chủ trì", [indicator.lead_note]))
    entries.append(("Lưu ý khi tính", list(indicator.notes)))
    entries.append(("Căn cứ", list(indicator.definitions)))
    entries.append(("Nguồn số liệu", [indicator.data_source]))
    entries.append(("Phân tổ", [indicator.breakdown]))
    return [(name, texts) for name, texts in entries if any(texts)]


def status_meanings(plan: Plan) -> Mapping[Label, str]:
    """What each status means, with the plan folder's own cut-offs."""
    on_track, behind = cut_offs(plan)
    return {
        Label.MISSED: "Đã đến hạn mà chưa đạt ngưỡng.",
        Label.OFF_TRACK: (
            f"Tỷ số nhịp dưới {behind}, hoặc số liệu đứng yên hay đi ngược; chỉ tiêu từng đạt "
            "nay không còn đạt, hoặc nghĩa vụ hằng năm chưa đạt, mà không tiến bộ."
        ),
        Label.BEHIND: (
            f"Tỷ số nhịp từ {behind} đến dưới {on_track}; chỉ tiêu từng đạt nay không còn đạt, "
            "hoặc nghĩa vụ hằng năm chưa đạt, nhưng đang tiến bộ; hoặc đã đạt nhưng giảm sút, khó "
            "giữ đến hạn."
        ),
        Label.NO_DATA: "Chưa có số liệu nào dùng được; không phải bằng 0.",
        Label.INSUFFICIENT: (
            "Mới có số liệu một năm: nêu khoảng cách và nhịp cần đạt, chưa đánh giá nhịp."
        ),
        Label.ON_TRACK: f"Tỷ số nhịp từ {on_track} trở lên.",
        Label.ACHIEVED: "Đã đạt ngưỡng.",
        Label.EXCEEDED: "Đã vượt ngưỡng; chỉ có ở ngưỡng dạng “từ … trở lên”.",
        Label.NOT_APPLICABLE: "Năm gần nhất không phát sinh việc để tính; không đánh giá.",
    }


def cut_offs(plan: Plan) -> tuple[str, str]:
    """The pace ratios from which an indicator is on track, and only behind: "0,95", "0,60"."""
    rules = plan.rules
    return notation.number(rules.on_track_from, 2), notation.number(rules.behind_from, 2)


def method(plan: Plan) -> tuple[str, ...]:
    """How an indicator is judged, step by step."""
    on_track, behind = cut_offs(plan)
    return (
        "Mỗi chỉ tiêu được so với từng ngưỡng và hạn của kế hoạch. Chỉ tiêu có hai hạn thì đánh "
        "giá cả hai: hạn ở mục II là chính, hạn ở phụ lục nêu bên cạnh.",
        "Nhịp gần đây là mức thay đổi bình quân mỗi năm, tính từ những năm có số liệu trong khoảng "
        f"{plan.rules.window_years} năm lùi từ năm mới nhất; chưa đủ hai số thì lấy hai số gần "
        "nhất. Nhịp cần đạt là khoảng cách còn lại "
        "tới ngưỡng chia cho số năm còn lại.",
        f"Tỷ số nhịp = nhịp gần đây chia cho nhịp cần đạt. Từ {on_track} trở lên là đúng tiến độ, "
        f"từ {behind} đến dưới {on_track} là chậm tiến độ, thấp hơn nữa là có nguy cơ không đạt.",
        "Tỷ lệ của toàn xã bằng tổng tử số chia tổng mẫu số của các đơn vị báo cáo, không lấy "
        "trung bình các tỷ lệ. Năm nào không phát sinh (mẫu số bằng 0) thì không đánh giá, không "
        "coi là 0% hay 100%.",
        "Số “ước” là ước thực hiện khi năm chưa kết thúc; số chính thức thay thế số ước. Năm thiếu "
        "số liệu để trống, không nội suy.",
    )


def assumptions(plan: Plan) -> tuple[str, ...]:
    """What this software assumes because the plan does not say it."""
    on_track, behind = cut_offs(plan)
    inferred = [each for each in plan.indicators if each.is_lead_inferred]
    return (
        plan.document.no_interim_milestones,
        "Lộ trình tuyến tính (dấu ▼ và đường nét đứt màu tím) nối số nền năm "
        f"{plan.rules.baseline_year} thẳng tới ngưỡng. Kế hoạch không quy định đường này.",
        "Trạng thái nói “nếu giữ nhịp gần đây” thì sao, không phải dự báo. Dải màu nhạt trên biểu "
        "đồ là dải 80% tính từ mức dao động của chuỗi số liệu.",
        f"Các mốc {on_track} và {behind} của tỷ số nhịp là lựa chọn của phần mềm, theo cách nhiều "
        "cơ quan thống kê đang dùng; kế hoạch không quy định.",
        *(
            f"{each.code} {each.short_name}: kế hoạch không nêu đơn vị chủ trì. {_sentence(each)}"
            for each in inferred
        ),
    )


def worked_example(plan: Plan) -> tuple[str, ...]:
    """One indicator judged step by step; every number is worked out by the rule itself."""
    first, until = plan.rules.baseline_year, plan.document.last_year
    goal = Goal(until, _EXAMPLE_THRESHOLD, comparison=Comparison.AT_LEAST)
    points = [Point(first + step, value) for step, value in enumerate(_EXAMPLE)]
    last = points[-1].year
    found = assess(points, goal, last, rules_of(plan.rules))
    start, now = _EXAMPLE[0], _EXAMPLE[-1]
    path = expected_value(points[0], goal, last)
    done = attainment(now, goal, start)
    gap, left = found.gap, found.years_left
    recent, required, ratio = found.recent_pace, found.required_pace, found.pace_ratio
    if None in (path, done, gap, left, recent, required, ratio):
        return ()
    shares = [f"năm {point.year} là {notation.share(point.value or 0)}" for point in points]
    span = last - (found.recent_since or first)
    return (
        f"Một chỉ tiêu có ngưỡng từ {notation.share(_EXAMPLE_THRESHOLD)} trở lên vào năm {until}. "
        f"Số liệu: {', '.join(shares)}.",
        f"Nhịp gần đây = ({_one(now)} − {_one(start)}) : {span} năm = {_two(recent)} điểm %/năm.",
        f"Khoảng cách = {_one(_EXAMPLE_THRESHOLD)} − {_one(now)} = {_one(gap)} điểm %; còn {left} "
        f"năm. Nhịp cần đạt = {_one(gap)} : {left} = {_two(required)} điểm %/năm.",
        f"Tỷ số nhịp = {_two(recent)} : {_two(required)} = {_two(ratio)}. Trạng thái: "
        f"{wording.LABELS[label_of(found)]}.",
        f"Lộ trình tuyến tính năm {last} là {_one(path)}%; số đang có là {_one(now)}%. Mức đạt = "
        f"({_one(now)} − {_one(start)}) : ({_one(_EXAMPLE_THRESHOLD)} − {_one(start)}) = "
        f"{_one(Fraction(100) * (done or 0))}% quãng đường từ số nền tới ngưỡng.",
    )


def terms(plan: Plan) -> tuple[tuple[str, str], ...]:
    """The words of the screens, each in a sentence or two."""
    rules, document = plan.rules, plan.document
    last_in_time = plan.reporting.deadline(document.first_year) - timedelta(days=1)
    return (
        ("Chỉ tiêu", f"Điều kế hoạch đặt ngưỡng; kế hoạch này có {len(plan.indicators)} chỉ tiêu."),
        ("Ngưỡng", "Mức phải đạt vào năm đến hạn. Ngưỡng giữ nguyên như trong kế hoạch."),
        (
            "Số nền",
            f"Số của năm {rules.baseline_year}; chưa có thì lấy số đầu tiên sau đó. Lộ trình và "
            "mức đạt tính từ số này.",
        ),
        ("Nhịp gần đây", "Mức thay đổi bình quân mỗi năm của những năm gần nhất có số liệu."),
        ("Nhịp cần đạt", "Mỗi năm phải thêm (hoặc bớt) bao nhiêu để kịp ngưỡng khi đến hạn."),
        ("Tỷ số nhịp", "Nhịp gần đây chia cho nhịp cần đạt. Bằng 1 là vừa kịp."),
        ("Mức đạt", "Đã đi được bao nhiêu phần quãng đường từ số nền tới ngưỡng."),
        (
            "Quỹ đạo",
            "Biểu đồ số liệu qua các năm, ngưỡng, lộ trình tuyến tính và dải “nếu giữ nhịp gần "
            "đây”.",
        ),
        (
            "Lộ trình tuyến tính",
            "Đường thẳng từ số nền tới ngưỡng. Đây là giả định của phần mềm, không phải mức kế "
            "hoạch giao từng năm.",
        ),
        (
            "Ước thực hiện",
            f"Số ước khi năm chưa hết, vì báo cáo phải gửi chậm nhất ngày {last_in_time:%d/%m}. Có "
            "số chính thức thì số ước được thay.",
        ),
        ("Không phát sinh", "Trong năm không có việc để tính (mẫu số bằng 0). Không phải 0%."),
        ("Tử số, mẫu số", "Tỷ lệ bằng tử số chia mẫu số. Có cả hai thì các đơn vị mới cộng được."),
        ("Điểm %", "Chênh lệch của hai tỷ lệ: từ 30% lên 36% là tăng 6 điểm %."),
        ("Đơn vị chủ trì", "Đơn vị chịu trách nhiệm về một chỉ tiêu hay nhiệm vụ trong kế hoạch."),
        ("Đơn vị báo cáo", "Thôn, trường, cơ quan nộp số của mình; số toàn xã cộng từ các đơn vị."),
        ("Lần nạp", "Một lần xác nhận ghi số liệu vào sổ; có số thứ tự, người nạp và tệp gốc."),
        ("Lần sửa", "Một lần ghi thay số đã có; số cũ vẫn được giữ trong lịch sử."),
        ("Hoàn tác", "Lấy lại số trước một lần nạp. Việc hoàn tác cũng là một lần ghi."),
        ("Nợ số liệu", "Chỉ tiêu chưa có số của năm xem, hoặc mới có số của một phần các đơn vị."),
        (
            "Chủ chốt (★)",
            "Chỉ tiêu chọn để theo dõi trước; khác dấu X ưu tiên của kế hoạch ở nhiệm vụ.",
        ),
        (
            "Hạn phụ lục",
            "Hạn ghi ở phụ lục của kế hoạch khi khác với hạn ở mục II. Phần mềm đánh giá cả hai.",
        ),
        (
            "Hạn báo cáo",
            f"{plan.reporting.text} (mục {plan.reporting.clause}): ngày cuối còn kịp là "
            f"{last_in_time:%d/%m}.",
        ),
    )


def _sentence(indicator: Indicator) -> str:
    note = indicator.lead_note
    return note if note.endswith(".") else f"{note}."


def _one(value: Decimal | Fraction | None) -> str:
    return notation.plain_number(round_half_up(value or 0, 1), 1)


def _two(value: Decimal | Fraction | None) -> str:
    return notation.plain_number(round_half_up(value or 0, 2), 2)
