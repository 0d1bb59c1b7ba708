"""Text files: encodings, delimiters, line ends, lost letters."""

from __future__ import annotations

import unicodedata

from tests.intake.old_windows import windows_1258
from tests.office_files import made_by_hand as by_hand
from tests.office_files.writing import (
    COUNTS,
    FISH,
    HEAD,
    PLAIN,
    VIETGAP,
    E,
    Q,
    W,
    case,
    file_fault,
    sheets,
)


def text_containers() -> None:
    text = HEAD + (
        "CT04;2025;;chính thức;90;1.240,5;7,26;%;\n"
        "CT12;2025;Công an xã;chính thức;;;3;cơ sở;đã rà soát\n"
    )
    # The value as written is kept where numerator and denominator agree with it.
    rows = ["2;CT04;2025;XA;actual;7.26;90;1240.5", "3;CT12;2025;CA;actual;3"]
    forms = {
        "utf8.csv": text.encode(),
        "utf8-bom.csv": text.replace("\n", "\r\n").encode("utf-8-sig"),
        "utf8-hai-bom.csv": b"\xef\xbb\xbf" + text.encode("utf-8-sig"),
        "utf16-unicode-text.txt": text.replace(";", "\t").replace("\n", "\r\n").encode("utf-16"),
        "utf16-be-khong-bom.txt": text.encode("utf-16-be"),
        "windows-1258.csv": windows_1258(text),
        "macos-nfd.csv": unicodedata.normalize("NFD", text).encode(),
        "mac-cr.csv": text.replace("\n", "\r").encode(),
        "phay.csv": (
            HEAD.replace(";", ",")
            + 'CT04,2025,,chính thức,90,"1.240,5","7,26",%,\n'
            + "CT12,2025,Công an xã,chính thức,,,3,cơ sở,đã rà soát\n"
        ).encode(),
    }
    for name, content in forms.items():
        case(name, content, rows, counts=(2, 0, 0, 1))
    # Every letter outside Windows-1252 came through as a control sign; all can be undone.
    case("ma-hoa-hai-lan.csv", text.encode().decode("latin-1").encode(), rows, counts=(2, 0, 0, 1))
    case(
        "sep-cham-phay.csv",
        "sep=;\r\n" + text,
        [rows[0].replace("2;", "3;", 1), rows[1].replace("3;", "4;", 1)],
        counts=(2, 0, 0, 1),
    )
    case(
        "xuong-dong-trong-o.csv",
        'Mã;Năm;Giá trị;Ghi chú\nCT12;2025;3;"dòng một\ndòng hai"\nCT13;2025;4;\n',
        ["2;CT12;2025;XA;actual;3", "4;CT13;2025;XA;actual;4"],
        counts=(2, 0, 0, 1),
    )
    case(
        "ket-thuc-kieu-dos.csv",
        PLAIN + "CT12;2025;3\n\x1a",
        ["2;CT12;2025;XA;actual;3"],
        counts=(1, 0, 0, 1),
    )
    case(
        "utf8-lan-byte-la.csv",
        (COUNTS + "CT12;2025;Công an xã;3\n").encode() + b"CT13;2025;Th\xf4n;4\n",
        ["2;CT12;2025;CA;actual;3"],
        [(W, "damaged_letters", None, ""), (Q, "lost_unit", 3, "Th\ufffdn")],
        counts=(1, 0, 1, 1),
    )
    case(
        "ky-tu-vo-hinh.csv",
        COUNTS + "CT12\u200b;\u00a02025;\u200eCông an xã;'3\nCT13;2025;Công an xã;-0\n",
        ["2;CT12;2025;CA;actual;3", "3;CT13;2025;CA;actual;0"],
        counts=(2, 0, 0, 1),
    )
    case(
        "tieu-de-khong-dau.csv",
        "ma chi tieu;NAM;DON VI BAO CAO;gia  tri\nCT12;2025;UY BAN NHAN DAN XA;3\n",
        ["2;CT12;2025;UBND;actual;3"],
        counts=(1, 0, 0, 1),
    )
    case(
        "dat-dau-kieu-cu.csv",
        "Chỉ tiêu;Năm;Giá trị\n"
        + FISH.replace("thủy", "thuỷ").replace("hóa", "hoá")
        + ";2025;60,5\n",
        ["2;CT05;2025;XA;actual;60.5"],
        counts=(1, 0, 0, 1),
    )


def lost_text() -> None:
    case(
        "phong-tcvn3.csv",
        by_hand.TCVN3.encode("latin-1"),
        ["2;CT12;2025;CA;actual;12"],
        [(W, "wrong_font", None, ""), (Q, "lost_unit", 3, "Thôn Đoài")],
        counts=(1, 0, 1, 1),
    )
    case(
        "phong-vni.xlsx",
        sheets(
            Sheet1=[
                [int(c) if c.isdigit() else c for c in line.split(";")]
                for line in by_hand.VNI.splitlines()
            ]
        ),
        ["2;CT12;2025;CA;actual;12"],
        [(W, "wrong_font", None, ""), (Q, "lost_unit", 3, "Thôn Đoài")],
        counts=(1, 0, 1, 1),
    )
    lost = (COUNTS + "CT12;2025;Công an xã;3\nCT13;2025;Thôn Đông;4\n").encode("ascii", "replace")
    case(
        "mat-dau-con-ma.csv",
        lost,
        ["2;CT12;2025;CA;actual;3"],
        [
            (W, "some_text_lost", None, ""),
            (Q, "lost_unit", 2, "C?ng an x?"),
            (Q, "lost_unit", 3, "Th?n ??ng"),
        ],
        counts=(1, 0, 1, 1),
    )
    file_fault(
        "mat-dau-khong-ma.csv",
        f"Chỉ tiêu;Năm;Giá trị\n{VIETGAP};2025;12,5\n".encode("ascii", "replace"),
        "lost_text",
        refused=2,
    )
    # "Đ" and "Ô" lose a byte that Windows-1252 does not have; the village cannot be known.
    doubled = (COUNTS + "CT12;2025;Thôn Đông;3\n").encode().decode("cp1252", "replace").encode()
    case(
        "ma-hoa-hai-lan-mat-chu.csv",
        doubled,
        faults=[(W, "some_text_lost", None, ""), (Q, "lost_unit", 2, "Thôn \ufffdông")],
        counts=(0, 0, 1, 1),
    )
    case(
        "ma-kirin.csv",
        PLAIN + "СТ05;2025;60,5\nCTO4;2025;12,5\n",
        ["2;CT05;2025;XA;actual;60.5", "3;CT04;2025;XA;actual;12.5"],
        [(Q, "look_alike_indicator", 2, "СТ05"), (Q, "look_alike_indicator", 3, "CTO4")],
        counts=(2, 0, 0, 1),
    )
    case(
        "ma-la.csv",
        PLAIN + "CT40;2025;60,5\nCT99;2025;1,5\n",
        faults=[(E, "unknown_indicator", 2, "CT40"), (E, "unknown_indicator", 3, "CT99")],
        counts=(0, 2, 0, 1),
    )
