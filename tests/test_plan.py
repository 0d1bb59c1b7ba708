"""The shipped plan is complete, a wrong one says everything that is wrong, and another fits."""

import re
import shutil
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from indicators import plan_folder, plan_table
from indicators.observations import Kind, Observation
from indicators.plan import Comparison, DeadlineSource, Duty, ModelKind
from indicators.plan_folder import PlanError, PlanFault, read_plan
from indicators.standing import Label, debts, standings

SHIPPED = Path(__file__).parent.parent / "data/plan"
OTHER = Path(__file__).parent / "other_plan"
PLAN = read_plan(SHIPPED)

UP, DOWN = 1, -1
EQUAL, AT_LEAST, NONE_LEFT = Comparison.EQUAL, Comparison.AT_LEAST, Comparison.NONE_LEFT

# Code, direction, comparison, unit, threshold, deadlines of section II and of the appendix, lead.
PROMISES = [
    ("CT01", UP, EQUAL, "%", 100, "2030", "12/2030", "PKT"),
    ("CT02", UP, EQUAL, "%", 100, "2030", "12/2026", "VP"),
    ("CT03", UP, EQUAL, "%", 100, "2030", "12/2030", "PKT"),
    ("CT04", UP, AT_LEAST, "%", 20, "2030", "12/2027", "PKT"),
    ("CT05", UP, AT_LEAST, "%", 75, "2030", "12/2027", "PKT"),
    ("CT06", UP, EQUAL, "%", 100, "2030", "12/2030", "PKT"),
    ("CT07", UP, EQUAL, "%", 100, "2030", "", "PKT"),
    ("CT08", UP, AT_LEAST, "%", 35, "2030", "", "PKT"),
    ("CT09", UP, EQUAL, "%", 100, "", "12/2030", "PKT"),
    ("CT10", UP, EQUAL, "%", 100, "", "12/2026", "VHXH"),
    ("CT11", UP, EQUAL, "%", 100, "", "12/2026", "VHXH"),
    ("CT12", DOWN, NONE_LEFT, "cơ sở", 0, "", "12/2030", "PKT"),
    ("CT13", DOWN, NONE_LEFT, "điểm đốt", 0, "", "12/2030", "PKT"),
]

# Code, lead, deadline, priority mark, indicators.
TASKS = [
    ("I.1", "PKT", "2026-12-31", False, ""),
    ("I.2", "PKT", "2028-12-31", False, ""),
    ("I.3", "VP", "2026-12-31", False, "CT02"),
    ("II.1", "PKT", "2030-12-31", False, "CT01"),
    ("II.2", "PKT", "2030-12-31", False, "CT12"),
    ("III.1", "PKT", "2030-12-31", False, ""),
    ("IV.1", "PKT", "2030-12-31", False, ""),
    ("IV.2", "PKT", "2030-12-31", False, "CT03"),
    ("V.1", "PKT", "2030-12-31", True, "CT13"),
    ("V.2", "PKT", "2027-12-31", False, "CT04 CT05"),
    ("VI.1", "PKT", "2030-12-31", True, "CT09"),
    ("VI.2", "VHXH", "2026-12-31", True, "CT10"),
    ("VI.3", "VHXH", "2026-12-31", True, "CT11"),
    ("VI.4", "PKT", "2030-12-31", False, "CT06"),
    ("VI.5", "PKT", "2030-12-31", False, ""),
    ("VI.6", "MTTQ", "2030-12-31", False, ""),
]


def deadlines_of(indicator, source):
    deadlines = [d for target in indicator.targets for d in target.deadlines]
    return " ".join(
        f"{d.month}/{d.year}" if d.month else str(d.year) for d in deadlines if d.source is source
    )


@pytest.mark.parametrize("promise", PROMISES, ids=[promise[0] for promise in PROMISES])
def test_every_indicator_is_what_the_plan_promises(promise):
    code, direction, comparison, measure, threshold, section, appendix, lead = promise
    indicator = PLAN.indicator(code)
    assert (indicator.direction, indicator.comparison) == (direction, comparison)
    assert (indicator.unit_measure, indicator.lead_unit) == (measure, lead)
    assert {target.threshold for target in indicator.targets} == {threshold}
    assert deadlines_of(indicator, DeadlineSource.SECTION) == section
    assert deadlines_of(indicator, DeadlineSource.APPENDIX) == appendix
    assert (indicator.lower, indicator.upper) == (0, 100 if measure == "%" else None)
    assert indicator.numerator is not None
    assert (indicator.denominator is not None) is indicator.is_share


def test_the_shipped_plan_is_complete():
    assert [i.code for i in PLAN.indicators] == [promise[0] for promise in PROMISES]
    units = [unit.code for unit in PLAN.responsible_units]
    assert units == ["PKT", "VHXH", "VP", "CA", "TTDV", "MTTQ", "TH", "DN"]
    assert [group.code for group in PLAN.task_groups] == ["I", "II", "III", "IV", "V", "VI"]
    assert [model.code for model in PLAN.own_models] == [f"MH{n}" for n in range(1, 7)]
    assert [c.code for c in PLAN.contradictions] == [f"M{n}" for n in range(1, 11)]
    assert len([m for m in PLAN.models if m.kind is ModelKind.OTHER]) == 31
    assert (len(PLAN.basis), len(PLAN.vision)) == (2, 4)


def test_every_task_is_what_the_appendix_says():
    found = [
        (t.code, t.lead_unit, t.deadline.isoformat(), t.is_priority, " ".join(t.indicators))
        for t in PLAN.tasks
    ]
    assert found == TASKS


def test_five_indicators_are_leading():
    leading = [i.code for i in PLAN.indicators if i.is_leading]
    assert leading == ["CT02", "CT03", "CT04", "CT07", "CT08"]


def test_only_newly_bought_vehicles_are_a_duty_of_every_year():
    yearly = [i.code for i in PLAN.indicators if i.duty is Duty.EVERY_YEAR]
    assert yearly == ["CT02"]


def test_lead_units_that_the_plan_does_not_name_are_marked_as_inferred():
    assert [i.code for i in PLAN.indicators if i.is_lead_inferred] == ["CT07", "CT08"]


def test_deadlines_that_differ_are_two_targets():
    two = {i.code: [t.year for t in i.targets] for i in PLAN.indicators if len(i.targets) > 1}
    assert two == {"CT02": [2026, 2030], "CT04": [2027, 2030], "CT05": [2027, 2030]}


@pytest.mark.parametrize(
    ("code", "year", "month", "from_appendix_only"),
    [
        ("CT01", 2030, None, False),
        ("CT02", 2030, None, False),
        ("CT09", 2030, 12, True),
        ("CT10", 2026, 12, True),
    ],
)
def test_the_headline_target_is_that_of_section_ii_or_else_the_last(
    code, year, month, from_appendix_only
):
    target = PLAN.indicator(code).headline_target
    assert (target.year, target.month) == (year, month)
    assert target.is_from_appendix_only is from_appendix_only


def test_reports_are_due_before_the_fifth_of_december():
    assert PLAN.reporting.deadline(2026) == date(2026, 12, 5)
    assert PLAN.reporting.compiler == "PKT"


def test_the_cut_offs_are_settings_of_the_plan():
    assert (PLAN.rules.on_track_from, PLAN.rules.behind_from) == (Decimal("0.95"), Decimal("0.6"))


def test_a_plan_answers_by_code():
    assert [i.code for i in PLAN.led_by("VP")] == ["CT02"]
    assert PLAN.led_by("CA") == ()
    assert [t.code for t in PLAN.tasks if t.lead_unit == "MTTQ"] == ["VI.6"]
    assert [t.code for t in PLAN.tasks_supported_by("TH")] == ["VI.2", "VI.4"]
    assert [c.code for c in PLAN.contradictions_about("CT02")] == ["M1", "M7"]
    assert PLAN.unit_name("PKT") == "Phòng Kinh tế"
    assert PLAN.unit_name("Thôn Mẫu 1") == "Thôn Mẫu 1"
    assert PLAN.find_unit("?") is PLAN.find_measured("?") is None
    assert (PLAN.years[0], PLAN.years[-1]) == (2015, 2030)
    with pytest.raises(KeyError):
        PLAN.indicator("?")
    with pytest.raises(KeyError):
        PLAN.unit("?")


def test_the_old_names_are_those_of_the_table_module():
    assert plan_folder.PlanFault is plan_table.PlanFault
    assert plan_folder.PlanError is plan_table.PlanError


# A wrong folder


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(OTHER, tmp_path / "plan"))


def change(folder, file, old, new):
    path = folder / file
    text = path.read_bytes().decode("utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))


def faults_of(folder):
    with pytest.raises(PlanError) as caught:
        read_plan(folder)
    assert str(caught.value)
    return [(fault.file, fault.row, fault.column) for fault in caught.value.faults]


I, T, U, K, G = "indicators.csv", "targets.csv", "units.csv", "tasks.csv", "task_groups.csv"  # noqa: E741
S, M, C = "plan.toml", "models.csv", "contradictions.csv"

# File, what stands there, what is put in its place, row and column of the one fault.
WRONG = [
    (I, "có;KTHT;VPGD", "có;KTTH;VPGD", 2, "Đơn vị chủ trì"),
    (I, "có;KTHT;VPGD", "có;;VPGD", 2, "Đơn vị chủ trì"),
    (I, "VPGD | HPN", "VPGD | HPM", 2, "Đơn vị phối hợp"),
    (I, "HPN;;B", "HPN;;Z", 4, "Nhóm"),
    (I, "BM2;", "BM1;", 3, "Mã"),
    (I, "tăng;%;0;100;từ", ";%;0;100;từ", 2, "Chiều"),
    (I, "tăng;%;0;100;từ", "up;%;0;100;từ", 2, "Chiều"),
    (I, "tăng;%;0;100;từ", "tăng;;0;100;từ", 2, "Đơn vị tính"),
    (I, "tăng;%;0;100;từ", "tăng;%;không;100;từ", 2, "Cận dưới"),
    (I, "tăng;%;0;100;từ", "tăng;%;0;100;trên", 2, "So với ngưỡng"),
    (I, "tăng;%;0;100;từ;đến hạn", "tăng;%;0;100;từ;", 2, "Nghĩa vụ"),
    (I, "đến hạn;có;KTHT", "đến hạn;x;KTHT", 2, "Chủ chốt"),
    (I, "2028;80,5", "2028;", 2, "Số nền"),
    (I, "2028;80,5", ";80,5", 2, "Số nền"),
    (I, "2028;80,5", "2028;Infinity", 2, "Số nền"),
    (I, "2028;80,5", "2028;1.080,5", 2, "Số nền"),
    (I, "2028;80,5", "năm 2028;80,5", 2, "Năm nền"),
    (I, "2028;80,5", "2028;80,5;thừa", 2, ""),
    (I, "Chiều;", "", 1, "Chiều"),
    (I, "Ưu tiên;", "Nhóm;", 1, "Nhóm"),
    (T, "2035;;95", "2035;;195", 2, "Ngưỡng"),
    (T, "2035;;95", "2035;;-1", 2, "Ngưỡng"),
    (T, "2035;;95", "2035;;cao", 2, "Ngưỡng"),
    (T, "2035;;95", "2035;;", 2, "Ngưỡng"),
    (T, "2032;6;95", "2032;13;95", 3, "Tháng"),
    (T, "2032;6;95", "2032;0;95", 3, "Tháng"),
    (T, "2032;6;95", "2032;sáu;95", 3, "Tháng"),
    (T, "2035;;95", "20355;;95", 2, "Năm"),
    (T, "2035;;95", ";;95", 2, "Năm"),
    (T, "BM1;mục II", "BM1;mục III", 2, "Nguồn hạn"),
    (T, "BM1;phụ lục;2032;6;95", "BM1;mục II;2035;;96", 3, "Năm"),
    (T, "BM1;phụ lục", "BM9;phụ lục", 3, "Chỉ tiêu"),
    (T, "BM2;mục II;2033;;42,5;II.2;đến năm 2033\r\n", "", 3, "Mã"),
    (U, "KTHT;1;", "KTHT;một;", 3, "Thứ tự"),
    (U, "1;được giao", "1;giao", 3, "Loại"),
    (U, "HPN;3", "VPGD;3", 4, "Mã"),
    (U, ";Hội Phụ nữ;III.3", ";;III.3", 4, "Tên ngắn"),
    (U, "Tên ngắn;", "", 1, "Tên ngắn"),
    (K, "2032;6;", "2032;13;", 2, "Hạn tháng"),
    (K, "2032;6;", "2032;;", 2, "Hạn tháng"),
    (K, "2032;6;", "1832;6;", 2, "Hạn năm"),
    (K, "Tháng 6/2032;KTHT", "Tháng 6/2032;UBND", 2, "Đơn vị chủ trì"),
    (K, "HPN;KTHT | VPGD", "HPN;KTHT | VP", 6, "Đơn vị phối hợp"),
    (K, "A.2;A;", "A.2;C;", 3, "Nhóm"),
    (K, "A.2;A;", "A.1;A;", 3, "Mã"),
    (K, "chỉ tiêu;BM2", "chỉ tiêu;BM7", 3, "Chỉ tiêu"),
    (K, "Hạn tháng;", "", 1, "Hạn tháng"),
    (G, "A;1;", "B;1;", 3, "Nhóm"),
    (G, "A;1;", "A;x;", 3, "Thứ tự"),
    (M, "MB2;", "MB1;", 3, "Mã"),
    (M, "mô hình, phong trào khác", "khác", 3, "Loại"),
    (C, "BM1 | A.1", "BM1 | A.9", 2, "Liên quan"),
    (C, "M1;", ";", 2, "Mã"),
    (S, "[commune]", "[commune", 3, ""),
    (S, "month = 3", "month = 3\nmonth = 4", 18, ""),
    (S, "month = 3", "month = 13", None, "plan.month"),
    (S, "month = 3", 'month = "ba"', None, "plan.month"),
    (S, "month = 3", "month = true", None, "plan.month"),
    (S, "month = 3\n", "", None, "plan.month"),
    (S, "last_year = 2035", "last_year = 2027", None, "plan.first_year"),
    (S, 'recipients = ["Đảng ủy xã", "Lưu: VT"]', 'recipients = "VT"', None, "plan.recipients"),
    (S, '"Lưu: VT"]', "5]", None, "plan.recipients"),
    (S, 'code = "BINH-MINH"', 'code = ""', None, "commune.code"),
    (S, 'code = "BINH-MINH"', "code = 12", None, "commune.code"),
    (S, 'city = "Tỉnh Giả Định"\n', "", None, "commune.city"),
    (S, 'city = "Tỉnh Giả Định"', 'city = "x"\ntown = "y"', None, "commune.town"),
    (S, "[signer]", "[sign]\n[signer]", None, "sign"),
    (S, "[commune]", "vision = 5\n[commune]", None, "vision"),
    (S, "[commune]", "vision = [5]\n[commune]", None, "vision 1"),
    (S, "[signer]", "[[signer]]", None, "signer"),
    (S, "before_day = 1", "before_day = 32", None, "reporting.before_day"),
    (S, "before_day = 1", f"before_day = {10**30}", None, "reporting.before_day"),
    (S, 'compiler = "KTHT"', 'compiler = "PKT"', None, "reporting.compiler"),
    (S, "2034, 2035]", "2034, 2035.5]", None, "reporting.years"),
    (S, "behind_from = 0.5", "behind_from = 0.95", None, "assessment.on_track_from"),
    (S, "behind_from = 0.5", "behind_from = nan", None, "assessment.behind_from"),
    (S, "behind_from = 0.5", 'behind_from = "0,5"', None, "assessment.behind_from"),
    (S, "window_years = 4", "window_years = 0", None, "assessment.window_years"),
    (S, "window_years = 4", "window_years = 4.5", None, "assessment.window_years"),
    (S, "first_data_year = 2020", "first_data_year = 2030", None, "assessment.first_data_year"),
    (S, "[signer]", "[open_data]\nlicence = 4\n[signer]", None, "open_data.licence"),
    (S, "[signer]", '[open_data]\nlicence = "CC BY"\n[signer]', None, "open_data.licence"),
    (S, "[signer]", '[open_data]\nlicence_title = "x"\n[signer]', None, "open_data.licence"),
    (S, "[signer]", '[open_data]\nlicense = "x"\n[signer]', None, "open_data.license"),
    (
        S,
        "[signer]",
        '[open_data]\nlicence = "CC0"\nlicence_address = "javascript:x"\n[signer]',
        None,
        "open_data.licence_address",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "row", "column"), WRONG)
def test_one_thing_wrong_is_one_vietnamese_sentence_with_file_row_and_column(
    folder, file, old, new, row, column
):
    change(folder, file, old, new)
    with pytest.raises(PlanError) as caught:
        read_plan(folder)
    expected = I if file == T and column == "Mã" else file
    # A code that is gone is missed by the tables that name it; that is said there as well.
    own = [fault for fault in caught.value.faults if fault.file == expected]
    assert [(fault.row, fault.column) for fault in own] == [(row, column)]
    assert own[0].message.endswith(".")
    assert not re.search(r"\b(error|line|expected|None|Decimal)\b", own[0].message, re.I)


@pytest.mark.parametrize("file", [I, T, U, K, G, M, C, S])
def test_a_missing_file_is_one_fault_and_no_others_follow_from_it(folder, file):
    (folder / file).unlink()
    assert faults_of(folder) == [(file, None, "")]


@pytest.mark.parametrize("file", [I, T, U, K, G, M, C, S])
def test_a_file_in_another_encoding_is_one_fault(folder, file):
    text = (folder / file).read_text(encoding="utf-8-sig")
    (folder / file).write_bytes(text.encode("utf-16"))
    assert faults_of(folder) == [(file, None, "")]


@pytest.mark.parametrize("file", [I, T, U, K, G, M, C])
def test_an_empty_table_lacks_every_column(folder, file):
    (folder / file).write_bytes(b"")
    assert {(fault[0], fault[1]) for fault in faults_of(folder)} == {(file, 1)}


@pytest.mark.parametrize("file", [I, T, U, K, G, M, C, S])
def test_a_folder_in_the_place_of_a_file_is_a_fault(folder, file):
    (folder / file).unlink()
    (folder / file).mkdir()
    assert faults_of(folder) == [(file, None, "")]


def test_a_missing_folder_names_every_file(tmp_path):
    faults = faults_of(tmp_path / "nowhere")
    assert {fault[0] for fault in faults} == {I, T, U, K, G, M, C, S}
    assert len(faults) == 8


@pytest.mark.parametrize(("file", "kept"), [(U, "units.csv"), (I, "indicators.csv")])
def test_a_table_with_only_a_header_is_a_fault(folder, file, kept):
    header = (folder / file).read_text(encoding="utf-8-sig").partition("\n")[0]
    (folder / file).write_text(header + "\n", encoding="utf-8")
    assert (kept, None, "") in faults_of(folder)


@pytest.mark.parametrize("section", ["commune", "plan", "signer", "reporting", "assessment"])
@pytest.mark.parametrize("content", ["", "= 5", '= "chữ"', "= []", "= [[]]"])
def test_a_section_that_is_empty_or_no_table_is_a_fault(folder, section, content):
    text = (folder / S).read_text(encoding="utf-8")
    parts = text.split("\n[")
    rest = "\n[".join(part for part in parts if not part.startswith(f"{section}]"))
    top = f"{section} {content}\n" if content else ""
    bottom = "" if content else f"\n[{section}]\n"
    (folder / S).write_text(top + rest + bottom, encoding="utf-8")
    faults = faults_of(folder)
    assert faults
    assert {(file, row) for file, row, _ in faults} == {(S, None)}
    assert all(column.split(".")[0] == section for _, _, column in faults)


def test_all_faults_of_all_files_come_together(folder):
    change(folder, I, "tăng;%;0;100;từ", ";%;0;100;từ")
    change(folder, I, "có;KTHT;VPGD", "có;KTTH;VPGD")
    change(folder, T, "2032;6;95", "2032;13;950")
    change(folder, U, ";Hội Phụ nữ;III.3", ";;III.3")
    change(folder, K, "chỉ tiêu;BM2", "chỉ tiêu;BM7")
    change(folder, S, "month = 3", 'month = "ba"')
    change(folder, S, "behind_from = 0.5\n", "")
    (folder / M).unlink()
    assert sorted(faults_of(folder), key=str) == sorted(
        [
            (I, 2, "Chiều"),
            (I, 2, "Đơn vị chủ trì"),
            (T, 3, "Tháng"),
            (T, 3, "Ngưỡng"),
            (U, 4, "Tên ngắn"),
            (K, 3, "Chỉ tiêu"),
            (S, None, "plan.month"),
            (S, None, "assessment.behind_from"),
            (M, None, ""),
        ],
        key=str,
    )


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (PlanFault(T, 3, "Tháng", "sai."), "targets.csv, dòng 3, cột “Tháng”: sai."),
        (PlanFault(S, None, "plan.month", "sai."), "plan.toml, mục “plan.month”: sai."),
        (PlanFault(M, None, "", "sai."), "models.csv: sai."),
    ],
)
def test_a_fault_says_where_it_is(fault, text):
    assert str(fault) == text


def test_a_duplicate_names_the_row_of_the_first(folder):
    change(folder, K, "A.2;A;", "A.1;A;")
    with pytest.raises(PlanError, match="bị trùng với dòng 2"):
        read_plan(folder)


def test_a_threshold_outside_its_bounds_names_them(folder):
    change(folder, T, "2035;;95", "2035;;195")
    with pytest.raises(PlanError, match=r"195 nằm ngoài khoảng cho phép của BM1 \(từ 0 đến 100\)"):
        read_plan(folder)


# What spreadsheets do to a table


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table_may_use_any_usual_delimiter(folder, delimiter):
    text = (folder / G).read_text(encoding="utf-8-sig")
    (folder / G).write_text(text.replace(";", delimiter), encoding="utf-8")
    assert [group.code for group in read_plan(folder).task_groups] == ["A", "B"]


def test_decomposed_letters_blank_lines_and_empty_cells_at_the_end_are_no_faults(folder):
    lines = (folder / U).read_text(encoding="utf-8-sig").splitlines()
    text = "\n".join([lines[0] + ";;", "", *(line + ";;" for line in lines[1:]), ";;;", ""])
    (folder / U).write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    assert read_plan(folder).units == read_plan(OTHER).units


# Another commune


def test_another_folder_is_another_communes_plan():
    plan = read_plan(OTHER)
    assert plan.commune.name == "Xã Bình Minh (giả định)"
    assert [unit.code for unit in plan.responsible_units] == ["KTHT", "VPGD", "HPN"]
    assert [group.name for group in plan.task_groups] == ["Hạ tầng xanh", "Nếp sống xanh"]
    assert (len(plan.indicators), len(plan.tasks), len(plan.own_models)) == (4, 5, 1)
    assert plan.reporting.deadline(2029) == date(2029, 7, 1)
    assert plan.rules.behind_from == Decimal("0.5")
    assert plan.tasks[3].deadline == date(2030, 2, 28)
    assert plan.indicator("BM1").baseline == (2028, Decimal("80.5"))
    assert (plan.years[0], plan.years[-1]) == (2020, 2035)
    assert (plan.basis, plan.vision) == ((), ())


def test_another_communes_figures_are_judged_by_its_own_thresholds_and_cut_offs():
    figures = {
        "BM1": {2028: "80.5", 2029: "83"},
        "BM2": {2028: "40", 2029: "40.4"},
        "BM3": {2028: "9", 2029: "2"},
        "BM4": {2028: "100", 2029: "80"},
    }
    observations = [
        Observation(code, year, "XA", Kind.ACTUAL, Decimal(value))
        for code, values in figures.items()
        for year, value in values.items()
    ]
    plan = read_plan(OTHER)
    found = {s.indicator.code: s for s in standings(plan, observations, 2029)}
    assert {code: standing.label for code, standing in found.items()} == {
        "BM1": Label.ON_TRACK,
        "BM2": Label.BEHIND,
        "BM3": Label.ACHIEVED,
        "BM4": Label.INSUFFICIENT,
    }
    [(target, earlier)] = found["BM1"].others
    assert (target.year, target.month) == (2032, 6)
    assert earlier.status.value == "behind"
    assert debts(plan, list(found.values())) == ()
