"""Numbers as offices write them, and figures that cannot be right."""

from __future__ import annotations

from typing import Any

from tests.office_files.writing import (
    COUNTS,
    HEAD,
    PLAIN,
    E,
    Q,
    W,
    case,
)


def numbers() -> None:
    def one(name: str, cells: str, *more: Any, **options: Any) -> None:
        case(name, HEAD + cells, *more, **options)

    one(
        "kieu-viet.csv",
        "CT04;2025;;;1.240,75;12.407,5;10,00;%;\nCT08;2025;;;1.000.000;4.000.000;25;%;\n",
        [
            "2;CT04;2025;XA;actual;10;1240.75;12407.5",
            "3;CT08;2025;XA;actual;25;1000000;4000000",
        ],
        counts=(2, 0, 0, 1),
    )
    one(
        "kieu-anh.csv",
        "CT04;2025;;;1,240.75;12,407.5;10.00;%;\nCT08;2025;;;12.500;50.000;25;%;\n",
        [
            "2;CT04;2025;XA;actual;10;1240.75;12407.5",
            "3;CT08;2025;XA;actual;25;12.5;50",
        ],
        counts=(2, 0, 0, 1),
    )
    one(
        "khoang-trang-hang-nghin.csv",
        "CT04;2025;;;1\u00a0240,75;12\u202f407,5;１０;%;\n",
        ["2;CT04;2025;XA;actual;10;1240.75;12407.5"],
        counts=(1, 0, 0, 1),
    )
    one(
        "dau-phan-tram.csv",
        "CT04;2025;;;;;8,75%;;\nCT05;2025;;;;;0,5 %;;\nCT07;2025;;;;;98,5 %;%;\n",
        [
            "2;CT04;2025;XA;actual;8.75",
            "3;CT05;2025;XA;actual;0.5",
            "4;CT07;2025;XA;actual;98.5",
        ],
        counts=(3, 0, 0, 1),
    )
    one(
        "so-mo-ho.csv",
        "CT08;2025;;;12.500;50.000;25;%;\nCT12;2025;;;;;7;;\n",
        ["3;CT12;2025;XA;actual;7"],
        [(Q, "ambiguous_number", 2, "12.500")],
        counts=(1, 0, 1, 1),
    )
    one(
        "so-mo-ho-da-tra-loi.csv",
        "CT08;2025;;;12.500;50.000;25;%;\nCT12;2025;;;;;7;;\n",
        ["2;CT08;2025;XA;actual;25;12500;50000", "3;CT12;2025;XA;actual;7"],
        counts=(2, 0, 0, 1),
        answers={"decimal_style": "phẩy"},
    )
    one(
        "phan-cua-mot.csv",
        "CT04;2025;;;;;0,125;%;\nCT05;2025;;;;;0,6;%;\nCT12;2025;;;;;1;;\n",
        ["4;CT12;2025;XA;actual;1"],
        [(Q, "share_or_fraction", 2, "0,125")],
        counts=(1, 0, 2, 1),
    )
    one(
        "ty-le-nho-lan.csv",
        "CT04;2025;;;;;0,97;%;\nCT05;2025;;;;;60,5;%;\n",
        ["3;CT05;2025;XA;actual;60.5"],
        [(Q, "small_share", 2, "0,97")],
        counts=(1, 0, 1, 1),
    )
    one(
        "khong-ro-con-so.csv",
        "CT04;2025;;;;;trên 20%;;\n"
        "CT05;2025;;;;;khoảng 75;;\n"
        "CT09;2025;;;;;2/3 số hộ;;\n"
        "CT07;2025;;;;;92,5 (ước);;\n"
        "CT08;2025;;;;;20-25;;\n"
        "CT10;2025;;;;;≥ 90;;\n"
        "CT11;2025;;;;;12,5 người;;\n"
        "CT03;2025;;;;;đạt;;\n"
        "CT12;2025;;;;;không;;\n"
        "CT13;2025;;;;;1E+05;;\n"
        "CT06;2025;;;;;50,5;;\n",
        ["12;CT06;2025;XA;actual;50.5"],
        [
            (E, "approximate", 2, "trên 20%"),
            (E, "approximate", 3, "khoảng 75"),
            (E, "fraction", 4, "2/3 số hộ"),
            (E, "remark_in_number", 5, "92,5 (ước)"),
            (E, "range_of_numbers", 6, "20-25"),
            (E, "approximate", 7, "≥ 90"),
            (E, "number_with_words", 8, "12,5 người"),
            (E, "not_a_number", 9, "đạt"),
            (E, "nothing_word", 10, "không"),
            (E, "scientific", 11, "1E+05"),
        ],
        counts=(1, 10, 0, 1),
    )
    one(
        "chua-co-so-lieu.csv",
        "CT04;2025;;;;;-;;\nCT05;2025;;;;;…;;\nCT06;2025;;;;;chưa có;;\nCT07;2025;;;;;;;\n"
        "CT12;2025;;;;;0;;\n",
        ["6;CT12;2025;XA;actual;0"],
        [(W, "rows_without_figure", None, "")],
        counts=(1, 0, 0, 5),
    )
    one(
        "khong-phat-sinh.csv",
        "CT02;2025;;;0;0;;;\nCT04;2025;;;;;Không phát sinh;;\nCT05;2025;;;;;0/0;;\n"
        "CT07;2025;;;3;0;;;\nCT08;2025;;;0;0;100;;\n",
        [
            "2;CT02;2025;XA;actual;-;0;0",
            "3;CT04;2025;XA;actual;-;0;0",
            "4;CT05;2025;XA;actual;-;0;0",
            "6;CT08;2025;XA;actual;-;0;0",
        ],
        [(E, "zero_denominator", 5, "0"), (W, "not_arising_value_dropped", 6, "100")],
        counts=(4, 1, 0, 1),
    )
    one(
        "o-loi-trong-csv.csv",
        "CT04;2025;;;;;#DIV/0!;;\nCT05;2025;;;;;#N/A;;\nCT06;2025;;;;;=A1/B1;;\n"
        "CT07;2025;;;;;#####;;\nCT08;2025;;;;;35,5;;\n",
        ["6;CT08;2025;XA;actual;35.5"],
        [
            (E, "broken_cell", 2, "#DIV/0!"),
            (E, "broken_cell", 3, "#N/A"),
            (E, "broken_cell", 4, "=A1/B1"),
            (E, "broken_cell", 5, "#####"),
        ],
        counts=(1, 4, 0, 1),
    )
    case(
        "phay-thap-phan-bi-tach.csv",
        "Mã,Năm,Giá trị,Ghi chú\nCT04,2025,12,5\nCT05,2025,60,\n",
        ["3;CT05;2025;XA;actual;60"],
        [(E, "split_number", 2, "CT04 | 2025 | 12 | 5")],
        counts=(1, 1, 0, 1),
    )


def checks() -> None:
    case(
        "ngoai-khoang.csv",
        HEAD
        + "CT04;2025;;;;;125;%;\nCT05;2025;;;120;100;;%;\nCT07;2025;;;90;100;80;%;\n"
        + "CT12;2025;;;;;2,5;;\nCT13;2025;;;;;-3;;\nCT08;2025;;;;;100,4;%;\n"
        + "CT09;2025;;;;;50,5;hộ;\n",
        ["7;CT08;2025;XA;actual;100"],
        [
            (E, "out_of_bounds", 2, "125"),
            (E, "numerator_above_denominator", 3, "120"),
            (E, "value_disagrees", 4, "80"),
            (E, "not_whole", 5, "2,5"),
            (E, "out_of_bounds", 6, "-3"),
            (W, "clipped", 7, "100,4"),
            (E, "wrong_unit_measure", 8, "hộ"),
        ],
        counts=(1, 6, 0, 1),
    )
    case(
        "nam-va-loai.csv",
        HEAD
        + "CT04;2015;;;;;5,5;;\nCT05;2031;;;;;60;;\nCT06;2027;;;;;70;;\n"
        + "CT07;2027;;kế hoạch;;;98;;\nCT08;2026;;;;;30;;\nCT09;2026;;ước thực hiện;;;60;;\n"
        + "CT10;2025;;dự kiến;;;90;;\n"
        + "CT11;25;;;;;80;;\n",
        [
            "2;CT04;2015;XA;actual;5.5",
            "5;CT07;2027;XA;planned;98",
            "6;CT08;2026;XA;estimate;30",
            "7;CT09;2026;XA;estimate;60",
        ],
        [
            (E, "year_outside_plan", 3, "2031"),
            (E, "future_not_planned", 4, "2027"),
            (W, "estimate_assumed", 6, ""),
            (E, "unknown_kind", 8, "dự kiến"),
            (E, "bad_year", 9, "25"),
        ],
        counts=(4, 4, 0, 1),
    )
    case(
        "trung-dong.csv",
        PLAIN + "CT04;2025;12,5\nCT05;2025;60\nCT04;2025;12,50\nCT05;2025;61\n",
        ["2;CT04;2025;XA;actual;12.5"],
        [
            (E, "contradicts", 3, "60"),
            (W, "repeated", 4, "12,50"),
            (E, "contradicts", 5, "61"),
        ],
        counts=(1, 2, 0, 2),
    )
    case(
        "nhay-20-diem.csv",
        PLAIN + "CT04;2023;10\nCT04;2024;30\nCT04;2025;50,5\n",
        [
            "2;CT04;2023;XA;actual;10",
            "3;CT04;2024;XA;actual;30",
            "4;CT04;2025;XA;actual;50.5",
        ],
        [(Q, "jump", 4, "50,5")],
        counts=(3, 0, 0, 1),
    )
    case(
        "don-vi-la.csv",
        COUNTS + "CT12;2025;Thôn Đông;3\nCT12;2025;Thon Tay;4\nCT12;2025;Cả xã;7\n",
        [
            "2;CT12;2025;Thôn Đông;actual;3",
            "3;CT12;2025;Thôn Tây;actual;4",
            "4;CT12;2025;XA;actual;7",
        ],
        [(Q, "unknown_unit", 2, "Thôn Đông"), (Q, "unknown_unit", 3, "Thon Tay")],
        counts=(3, 0, 0, 1),
        known_units=["Thôn Tây"],
    )
    case(
        "don-vi-da-tra-loi.csv",
        COUNTS + "CT12;2025;Thôn Đông;3\nCT12;2025;Thôn Dông;4\n",
        ["2;CT12;2025;Thôn Đông;actual;3"],
        [(W, "left_out", None, "")],
        counts=(1, 0, 0, 2),
        known_units=["Thôn Đông"],
        answers={"unit:Thôn Dông": "skip"},
    )
    case(
        "tong-cong.csv",
        COUNTS + "CT12;2025;Thôn Đông;3\nCT12;2025;Thôn Tây;4\nCT12;2025;Tổng cộng;8\n",
        ["2;CT12;2025;Thôn Đông;actual;3", "3;CT12;2025;Thôn Tây;actual;4"],
        [(W, "total_differs", 4, "8")],
        counts=(2, 0, 0, 2),
        known_units=["Thôn Đông", "Thôn Tây"],
    )
    case(
        "cong-thuc-trong-ghi-chu.csv",
        'Mã;Năm;Giá trị;Ghi chú\nCT12;2025;3;=HYPERLINK("x")\nCT13;2025;4;<b>đậm</b>\n',
        ["2;CT12;2025;XA;actual;3", "3;CT13;2025;XA;actual;4"],
        counts=(2, 0, 0, 1),
    )
