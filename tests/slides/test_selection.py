"""What the address of a show asks for, and what it says of what cannot be followed."""

import pytest

from indicators.plan import Plan
from indicators.slides import Selection, read_selection


def test_an_address_without_wishes_shows_the_whole_commune(plan: Plan) -> None:
    assert read_selection(plan, {}) == Selection()


def test_unit_indicators_year_seconds_and_look_are_read(plan: Plan) -> None:
    asked = {
        "don_vi": "pkt",
        "chi_tieu": "ct04, CT08,,CT04",
        "nam": "2027",
        "giay": "15",
        "giao_dien": "sang",
    }
    assert read_selection(plan, asked) == Selection(
        unit="PKT", indicators=("CT04", "CT08"), year=2027, seconds=15, look="sang"
    )


@pytest.mark.parametrize(
    ("asked", "seconds", "said"),
    [
        ("10", 10, False),
        ("60", 60, False),
        ("9", 10, True),
        ("61", 60, True),
        ("0", 10, True),
        ("-5", 20, True),
        ("nhanh", 20, True),
        ("²", 20, True),
        ("1e9", 20, True),
        ("99999999999999", 20, True),
        ("", 20, False),
    ],
)
def test_seconds_stay_between_ten_and_sixty(
    plan: Plan, asked: str, seconds: int, said: bool
) -> None:
    selection = read_selection(plan, {"giay": asked})
    assert selection.seconds == seconds
    assert bool(selection.notices) is said


def test_a_year_that_has_not_begun_is_not_shown(plan: Plan) -> None:
    assert read_selection(plan, {"nam": "2026"}, 2026).year == 2026
    selection = read_selection(plan, {"nam": "2027"}, 2026)
    assert selection.year is None
    assert selection.notices[0].startswith("Năm “2027” không nằm trong 2015–2026:")


def test_a_notice_names_no_more_codes_than_there_is_room_for(plan: Plan) -> None:
    selection = read_selection(plan, {"chi_tieu": "A,B,C,D,E"})
    assert selection.notices == ("Không có chỉ tiêu “A”, “B”, “C” và 2 mã khác: đã bỏ qua.",)


@pytest.mark.parametrize(
    ("asked", "notice"),
    [
        ({"don_vi": "XYZ"}, "Không có đơn vị “XYZ” trong kế hoạch: đang chiếu toàn xã."),
        ({"don_vi": "XA"}, "Không có đơn vị “XA” trong kế hoạch: đang chiếu toàn xã."),
        ({"chi_tieu": "CT04,CT99"}, "Không có chỉ tiêu “CT99”: đã bỏ qua."),
        (
            {"nam": "1999"},
            "Năm “1999” không nằm trong 2020–2030: đang chiếu năm mới nhất có số liệu.",
        ),
        (
            {"giao_dien": "xanh"},
            "Giao diện “xanh” không có, chỉ có “toi” (tối) hoặc “sang” (sáng).",
        ),
        ({"giay": "5"}, "Mỗi trang chiếu từ 10 đến 60 giây: đang dùng 10 giây."),
    ],
)
def test_what_makes_no_sense_is_said_and_left_out(
    plan: Plan, asked: dict[str, str], notice: str
) -> None:
    selection = read_selection(plan, asked)
    assert [n.replace(str(plan.years[0]), "2020") for n in selection.notices] == [notice]


def test_a_long_wish_is_quoted_in_part(plan: Plan) -> None:
    (notice,) = read_selection(plan, {"don_vi": "<b>" * 1000}).notices
    assert len(notice) < 90
