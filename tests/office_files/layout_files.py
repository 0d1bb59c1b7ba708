"""Tables as offices lay them out: letterheads, sections, storeys, signatures."""

from __future__ import annotations

import xlsxwriter

from tests.office_files.writing import (
    FISH,
    MOTTO,
    VIETGAP,
    WASTE,
    E,
    Q,
    W,
    case,
    sheets,
    workbook,
)


def layouts() -> None:
    case(
        "cong-van-day-du.xlsx",
        workbook(_official_form),
        [
            "10;CT04;2024;XA;actual;11.5",
            "10;CT04;2025;XA;actual;12.5",
            "11;CT05;2024;XA;actual;58",
            "11;CT05;2025;XA;actual;60.5",
            "13;CT07;2025;XA;actual;97",
        ],
        counts=(3, 0, 0, 12),
    )
    case(
        "nam-o-tieu-de.csv",
        f"ỦY BAN NHÂN DÂN XÃ VĨNH AM;{MOTTO};\n"
        "KẾT QUẢ THỰC HIỆN NĂM 2025;;\n"
        "(Giai đoạn 2026-2030);;\n\n"
        "STT;Chỉ tiêu;Kết quả\n"
        f"1;{VIETGAP};12,5\n"
        f"2;{FISH};60,5\n"
        ";;Vĩnh Am, ngày 05 tháng 12 năm 2026\n"
        "NGƯỜI LẬP BIỂU;;TM. ỦY BAN NHÂN DÂN\n",
        ["6;CT04;2025;XA;actual;12.5", "7;CT05;2025;XA;actual;60.5"],
        [(Q, "year_from_title", 6, "KẾT QUẢ THỰC HIỆN NĂM 2025")],
        counts=(2, 0, 0, 6),
    )
    case(
        "khong-noi-nam.csv",
        "Mã;Giá trị\nCT04;12,5\n",
        faults=[(Q, "year_not_given", 2, "")],
        counts=(0, 0, 1, 1),
    )
    case(
        "nam-nguoi-nap-chon.csv",
        "Mã;Giá trị\nCT04;12,5\n",
        ["2;CT04;2025;XA;actual;12.5"],
        counts=(1, 0, 0, 1),
        year=2025,
    )
    case(
        "moi-nam-mot-cot.csv",
        "Mã;Chỉ tiêu;Năm 2024;2025;Ước TH 2026;KH 2027;Mục tiêu 2030\n"
        f"CT04;{VIETGAP};12;13,5;14;18;20\nCT05;;-;60;khoảng 62;;75\n",
        [
            "2;CT04;2024;XA;actual;12",
            "2;CT04;2025;XA;actual;13.5",
            "2;CT04;2026;XA;estimate;14",
            "2;CT04;2027;XA;planned;18",
            "3;CT05;2025;XA;actual;60",
        ],
        [(E, "approximate", 3, "khoảng 62")],
        counts=(1, 1, 0, 1),
    )
    case(
        "dong-danh-so-cot.csv",
        "TT;Mã;Chỉ tiêu;ĐVT;Năm 2025;Năm 2024\n(A);(B);(C);(D);(1);(2)\n"
        f"1;CT04;{VIETGAP};%;12,5;12\n",
        ["3;CT04;2025;XA;actual;12.5", "3;CT04;2024;XA;actual;12"],
        counts=(1, 0, 0, 2),
    )
    case(
        "thon-o-dau-trang.xlsx",
        sheets(
            Sheet1=[
                ["UBND XÃ VĨNH AM", "", MOTTO],
                ["THÔN ĐÔNG", "", "Độc lập - Tự do - Hạnh phúc"],
                ["BÁO CÁO NĂM 2025"],
                [],
                ["Mã", "Năm", "Giá trị"],
                ["CT12", 2025, 3],
            ]
        ),
        ["6;CT12;2025;Thôn Đông;actual;3"],
        [(Q, "letterhead_unit", 6, "THÔN ĐÔNG")],
        counts=(1, 0, 0, 4),
    )
    case(
        "thon-trong-cau.csv",
        "BIỂU SỐ LIỆU CỦA THÔN ĐÔNG VÀ THÔN TÂY, XÃ VĨNH AM;;\nMã;Năm;Giá trị\nCT12;2025;3\n",
        faults=[(Q, "letterhead_unit", 3, "BIỂU SỐ LIỆU CỦA THÔN ĐÔNG VÀ THÔN TÂY, XÃ VĨNH AM")],
        counts=(0, 0, 1, 2),
    )
    case(
        "phong-kinh-te-o-dau-trang.csv",
        "UBND XÃ VĨNH AM;;\nPHÒNG KINH TẾ;;\nTỔNG HỢP CÁC THÔN NĂM 2025;;\n"
        "Mã;Năm;Giá trị\nCT12;2025;3\n",
        ["5;CT12;2025;XA;actual;3"],
        counts=(1, 0, 0, 4),
    )
    # Whether "Tỷ lệ" is the share or how much of the plan was fulfilled, nothing tells.
    case(
        "ke-hoach-thuc-hien-ty-le.csv",
        "Mã;Năm;Kế hoạch;Thực hiện;Tỷ lệ (%)\nCT04;2025;15;12,5;83,3\nCT12;2025;5;4;80\n",
        [
            "3;CT12;2025;XA;planned;5",
            "3;CT12;2025;XA;actual;4",
        ],
        [(E, "differing_double", 2, "83,3"), (W, "one_of_two_columns", None, "")],
        counts=(1, 1, 0, 1),
    )
    case(
        "hai-nam-va-ty-le.csv",
        "Mã;KH 2025;TH 2025;Tỷ lệ (%);% KH\nCT04;15;12,5;83,3;83,3\n",
        ["2;CT04;2025;XA;planned;15", "2;CT04;2025;XA;actual;12.5"],
        [(W, "unused_columns", None, "")],
        counts=(1, 0, 0, 1),
    )
    case(
        "ky-truoc-ky-nay.csv",
        "Mã;Kỳ trước;Kỳ này\n;Giá trị;Giá trị\nCT12;3;4\nCT13;5;5\n",
        ["4;CT13;2025;XA;actual;5"],
        [(W, "unused_columns", None, ""), (E, "differing_double", 3, "CT12 | 3 | 4")],
        counts=(1, 1, 0, 2),
        year=2025,
    )
    case(
        "uoc-ca-nam.csv",
        "TT;Chỉ tiêu;TH 9 tháng 2026;Ước TH cả năm 2026\n1;"
        "1.2. Cơ sở có nguy cơ ô nhiễm còn trong khu dân cư (cơ sở);3;4\n",
        ["2;CT12;2026;XA;estimate;4"],
        [(W, "unused_columns", None, "")],
        counts=(1, 0, 0, 1),
    )
    case(
        "sau-thang.csv",
        "BÁO CÁO 6 THÁNG ĐẦU NĂM 2026;;\nVĩnh Am, ngày 05 tháng 7 năm 2026;;\nMã;Giá trị\nCT12;3\n",
        faults=[(Q, "part_of_year", 4, "BÁO CÁO 6 THÁNG ĐẦU NĂM 2026")],
        counts=(0, 0, 1, 3),
        year=2026,
    )
    case(
        "cot-sau-thang.csv",
        "Mã;Năm 2025;Năm 2026 (6 tháng)\nCT12;3;4\n",
        ["2;CT12;2025;XA;actual;3"],
        [(W, "unused_columns", None, "")],
        counts=(1, 0, 0, 1),
    )
    case(
        "trieu-dong-o-tieu-de.csv",
        "Đơn vị tính: triệu đồng;;;\nMã;Năm;Tử số;Mẫu số;Tỷ lệ (%)\nCT08;2025;1,5;6;25\n",
        ["3;CT08;2025;XA;actual;25;1500000;6000000"],
        [(W, "scaled", None, "")],
        counts=(1, 0, 0, 2),
    )
    case(
        "phan-nghin.csv",
        "Mã;Năm;Giá trị;ĐVT\nCT04;2025;12,5;‰\nCT08;2025;35,5;%\n",
        ["3;CT08;2025;XA;actual;35.5"],
        [(E, "wrong_unit_measure", 2, "‰")],
        counts=(1, 1, 0, 1),
    )
    case(
        "dong-muc-thon.csv",
        "Mã;Chỉ tiêu;Năm;Giá trị\nI;Thôn Đông;;\nCT12;;2025;3\nII;Thôn Tây;;\nCT12;;2025;4\n",
        ["3;CT12;2025;Thôn Đông;actual;3", "5;CT12;2025;Thôn Tây;actual;4"],
        counts=(2, 0, 0, 3),
        known_units=["Thôn Đông", "Thôn Tây"],
    )
    case(
        "chu-ky-co-so.csv",
        "Chỉ tiêu;Năm;Giá trị\n"
        f"{VIETGAP};2025;12,5\nTỷ lệ hộ dùng bếp sạch;2025;đạt 20%\n"
        "NGƯỜI LẬP;;Vĩnh Am, ngày 5 tháng 12 năm 2026\nNguyễn Văn A;;CHỦ TỊCH\n",
        ["2;CT04;2025;XA;actual;12.5"],
        [(E, "unknown_indicator", 3, "Tỷ lệ hộ dùng bếp sạch")],
        counts=(1, 1, 0, 3),
    )
    case(
        "ty-le-va-so-luong.csv",
        "Mã;Năm;Tỷ lệ (%);Số lượng\nCT04;2025;12,5;\nCT12;2025;;3\n",
        ["2;CT04;2025;XA;actual;12.5", "3;CT12;2025;XA;actual;3"],
        counts=(2, 0, 0, 1),
    )
    case(
        "hai-bang-mot-trang.csv",
        "Mã;Năm;Giá trị\nCT04;2025;12,5\n\nBảng 2: số đếm;;\nMã;Giá trị;Năm\nCT12;3;2025\n",
        ["2;CT04;2025;XA;actual;12.5", "6;CT12;2025;XA;actual;3"],
        counts=(2, 0, 0, 3),
    )


def _official_form(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Biểu 01")
    percent = book.add_format({"num_format": "0.0%"})
    sheet.merge_range(0, 0, 0, 2, "ỦY BAN NHÂN DÂN XÃ VĨNH AM")
    sheet.merge_range(0, 3, 0, 5, MOTTO)
    sheet.write(1, 3, "Độc lập - Tự do - Hạnh phúc")
    sheet.merge_range(3, 0, 3, 5, "BIỂU SỐ 01: KẾT QUẢ CHUYỂN ĐỔI XANH")
    sheet.write(4, 0, "(Kèm theo Báo cáo số 125/BC-UBND ngày 05/12/2026)")
    for column, text in enumerate(("STT", "Chỉ tiêu", "ĐVT")):
        sheet.merge_range(5, column, 6, column, text)
    sheet.merge_range(5, 3, 5, 4, "Kết quả thực hiện")
    sheet.write(6, 3, "Năm 2024")
    sheet.write(6, 4, "Năm 2025")
    sheet.merge_range(5, 5, 6, 5, "Ghi chú")
    sheet.write_row(7, 0, ["A", "B", "C", 1, 2, 3])
    sheet.write_row(8, 0, ["I", "NÔNG NGHIỆP, THỦY SẢN"])
    sheet.write_row(9, 0, [1, VIETGAP, "%", 11.5])
    sheet.write(9, 4, 0.125, percent)
    sheet.write_row(10, 0, [2, FISH, "%", 58, 60.5])
    sheet.set_row(10, None, None, {"hidden": True})
    sheet.write_row(11, 0, ["II", "MÔI TRƯỜNG"])
    sheet.write_row(12, 0, [1, WASTE, "%", "…", 97, "số cân"])
    sheet.write(14, 4, "Vĩnh Am, ngày 05 tháng 12 năm 2026")
    sheet.write(15, 1, "NGƯỜI LẬP BIỂU")
    sheet.write(15, 4, "CHỦ TỊCH")
    sheet.write(19, 4, "Nguyễn Văn A")
